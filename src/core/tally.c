/*
 * tally.c: how votes stand as what is not known to exist turns out.
 *
 * Where more was moved than was there, what is held lies between two.  The more
 * those hold who are in favour, and the less the others, the sooner it passes:
 * so what passes least easily passes however it turns out.  Of one all of
 * whose votes are in favour with all that it holds, each unit is in favour and
 * in the whole; of another the whole and the votes are taken at their ends
 * apart, which can say less than is so and never more.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/count.h"
#include "share_int.h"

const char *
rr_range_text(struct rr_eval *ev, struct rr_range n)
{
	const char *most = rr_units_text(ev, n.most);

	return n.least == n.most ? most : rr_arena_printf(ev->arena,
	    "between %s and %s", rr_units_text(ev, n.least), most);
}

struct rr_member *
rr_body_member(const struct rr_body *b, const char *party)
{
	for (size_t i = 0; i < b->members.n; i++) {
		struct rr_member *m = rr_vec_at(&b->members, i);

		if (strcmp(m->party, party) == 0)
			return m;
	}
	return NULL;
}

static bool
is_all_in_favour(const struct rr_vote *v)
{
	return v->said == RR_TRUE && v->whole && v->settled == NULL;
}

/* Those all of whose votes are such. */
static void
mark(struct rr_poll *y)
{
	for (size_t i = 0; i < y->body.members.n; i++) {
		struct rr_member *m = rr_vec_at(&y->body.members, i);

		m->in_full = false;
	}
	for (size_t i = 0; i < y->votes.n && !y->apart; i++)
		if (y->votes.of[i].member != NULL)
			y->votes.of[i].member->in_full = true;
	for (size_t i = 0; i < y->votes.n; i++)
		if (y->votes.of[i].member != NULL &&
		    !is_all_in_favour(&y->votes.of[i]))
			y->votes.of[i].member->in_full = false;
}

static int64_t
end_of(struct rr_range n, bool most)
{
	return most ? n.most : n.least;
}

static void
begin_vote(struct rr_vote *v)
{
	v->favour = v->said;
	v->asked = v->as_of;
	if (v->member == NULL || v->part != RR_FALSE)
		v->asked = (struct rr_range){ 0, 0 };
	if (v->member != NULL && v->whole)
		v->asked.least = v->asked.most = v->member->units;
	v->counts = 0;
	v->before = NULL;
	v->unordered = v->doubled = v->unsure = v->late = false;
}

/*
 * Gives each member as many units as make it pass most easily, BEST, or least
 * easily, and each vote as many of them as it is for; what the whole is then.
 */
static int64_t
fill(struct rr_poll *y, bool best)
{
	int64_t base = end_of(y->body.sold, !best);

	mark(y);
	for (size_t i = 0; i < y->body.members.n; i++) {
		struct rr_member *m = rr_vec_at(&y->body.members, i);

		m->units = end_of(m->can, best);
		m->left = m->left_out == NULL ? m->units : 0;
		m->last = NULL;
		m->have = m->most = 0;
		if (m->left_out == NULL)
			base += end_of(m->held, m->in_full == best);
	}
	for (size_t i = 0; i < y->votes.n; i++)
		begin_vote(&y->votes.of[i]);
	y->votes.may_pass = y->votes.may_favour = false;
	y->votes.unsure = NULL;
	/* What may have gone from one of them to another is in it once. */
	return base < y->body.total.least ? y->body.total.least :
	    base > y->body.total.most ? y->body.total.most : base;
}

static bool
needed_of(const struct rr_poll *y, int64_t base, int64_t *out)
{
	return rr_count_needed(y->t->share, y->t->strict, base, out);
}

const char *
rr_poll_uncounted(struct rr_poll *y)
{
	const struct rr_body *b = &y->body;

	if (b->waits_for != NULL && !b->too_large)
		return b->waits_for;
	if (b->total.most == 0 && !b->too_large)
		return "who holds what is counted";
	return !b->too_large && needed_of(y, b->total.least,
	    &y->needed.least) && needed_of(y, b->total.most,
	    &y->needed.most) ? NULL :
	    "numbers that can be counted; these are too large";
}

bool
rr_poll_may_favour(const struct rr_poll *y)
{
	bool may = y->votes.may_favour;

	for (size_t i = 0; i < y->votes.n && y->body.members.n == 0; i++)
		may |= y->votes.of[i].favour != RR_FALSE;
	return may;
}

/*
 * How the votes stand, with the most or the least that can be counted: what may
 * stand with the most, where that is APART.
 */
static void
tally(struct rr_poll *y, bool best, bool apart, rr_date from, bool whole,
    struct rr_outcome *o)
{
	struct rr_voting v = { .stands = y->t->settled_by != NULL,
	    .first = y->first, .next = y->next, .needed = -1,
	    .from = from, .back = y->back,
	    .cap = end_of(y->cap, best) };

	o->base = fill(y, best);
	if (o->waits_for == NULL && o->base > 0 &&
	    needed_of(y, o->base, &o->needed))
		v.needed = o->needed;
	if (v.stands)
		rr_votes_hold(y->ev, &y->body, &y->votes, &v, y->acts,
		    whole ? y->nacts : 0, best ? NULL : &y->stood,
		    apart && !best ? NULL : &y->may_stand);
	else
		rr_votes_stand(y->ev, &y->votes, &v);
	if (y->votes.have > v.cap)
		y->votes.have = v.cap;
	if (y->votes.most > v.cap)
		y->votes.most = v.cap;
}

/* First with the most, where that is apart; it ends with the least. */
void
rr_poll_tally(struct rr_poll *y, rr_date from, bool whole,
    struct rr_outcome *o)
{
	bool apart = y->body.between != NULL;

	y->favour.most = 0;
	y->may_reach = false;
	if (apart) {
		tally(y, true, apart, from, whole, o);
		y->may_pass |= y->votes.may_pass;
		y->may_reach = y->votes.most >= o->needed;
		y->favour.most = y->votes.most;
	}
	tally(y, false, apart, from, whole, o);
	y->favour.least = y->votes.have;
	if (y->votes.most > y->favour.most)
		y->favour.most = y->votes.most;
	if (y->votes.unsure == NULL)
		y->votes.unsure = y->body.between;
}
