/*
 * votes.c: how votes stand, day after day, and when they pass.
 *
 * Each Holder's votes are taken from the latest back, each with what it has
 * not voted with later.  It is asked at the end of each day on which somebody
 * voted whether enough are in favour; on the first on which they are, it has
 * passed, and what comes later is told and not counted, unless what has passed
 * can be taken back: then all is counted until the last.  The order in which
 * entries were made says nothing: where two votes of one day are for and
 * against, and their hours do not say which came last, what is in favour lies
 * between two.  So it does where two in favour are of more than the Holder has:
 * the later one can be in the place of the earlier.  And so it does where a
 * split leaves it open of how many a vote is.
 */
#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "votes_int.h"

struct run {
	struct rr_eval			*ev;
	struct rr_votes			*y;
	const struct rr_voting		*v;
	/* those that are counted, by day and Holder, then by hour */
	struct rr_vote			**order;
	size_t				 n;
};

static int
order_cmp(const void *a, const void *b)
{
	const struct rr_vote *x = *(const struct rr_vote *const *)a;
	const struct rr_vote *y = *(const struct rr_vote *const *)b;
	int c = rr_date_cmp(x->fact->day, y->fact->day);

	if (c == 0)
		c = (x->member > y->member) - (x->member < y->member);
	if (c == 0)
		c = (x->fact->at.sec > y->fact->at.sec) -
		    (x->fact->at.sec < y->fact->at.sec);
	return c != 0 ? c : (x > y) - (x < y);
}

/* BEST: as what is in doubt turns out in favour; else against. */
static bool
in_favour(const struct rr_vote *v, bool best)
{
	return v->favour == RR_TRUE || (best && v->favour == RR_UNKNOWN);
}

/* The last before V that is not one of those of which V may be the last. */
static struct rr_vote *
behind(const struct rr_vote *v)
{
	struct rr_vote *b = v->before;

	while (v->unordered && b != NULL && b->unordered &&
	    rr_date_cmp(b->fact->day, v->fact->day) == 0)
		b = b->before;
	return b;
}

/*
 * NEXT: the last vote that was counted in favour, which is the next one.  ROOM:
 * what is left if each is of as many as it can be.
 */
struct holding {
	int64_t			 left, room, have;
	bool			 best, keep;
	const struct rr_vote	*next;
};

/* Whether it is on record which of two came first. */
static bool
is_told(const struct rr_vote *a, const struct rr_vote *b)
{
	return rr_date_cmp(a->fact->day, b->fact->day) != 0 ||
	    (!rr_instant_is_none(a->fact->at) &&
	    !rr_instant_is_none(b->fact->at) &&
	    a->fact->at.sec != b->fact->at.sec);
}

/*
 * It does not fit beside what was signed in favour later.  At least: the later
 * one is in its place, and in that of all before; of two of a day, the less.
 */
static void
take_double(struct holding *h, struct rr_vote *v)
{
	v->doubled = true;
	h->left = h->room = 0;
	if (!is_told(v, h->next) && v->asked.least < h->have)
		h->have = v->asked.least;
}

static int64_t
not_above(int64_t n, int64_t most)
{
	return n < most ? n : most;
}

/* Those from V back to END that are in favour, or the others. */
static void
take(struct holding *h, struct rr_vote *v, const struct rr_vote *end,
    bool favour)
{
	for (; v != end; v = v->before) {
		int64_t n = not_above(h->best == favour ? v->asked.most :
		    v->asked.least, h->left);

		if (in_favour(v, h->best) != favour)
			continue;
		if (favour && !h->best && h->next != NULL &&
		    v->asked.most > h->room && h->left > 0) {
			take_double(h, v);
			continue;
		}
		h->next = favour ? v : h->next;
		h->left -= n;
		h->room -= not_above(v->asked.most, h->room);
		h->have += favour ? n : 0;
		if (h->keep)
			v->counts = n;
	}
}

/*
 * What one Holder has in favour by the votes up to LAST.  Of those whose order
 * is not known the ones that serve BEST count first.
 */
static int64_t
add_up(struct rr_vote *last, bool best, bool keep)
{
	struct rr_member *m = last->member;
	struct holding h = { m->units, m->units, 0, best, keep, NULL };

	while (last != NULL && h.left > 0) {
		struct rr_vote *end = behind(last);

		take(&h, last, end, best);
		take(&h, last, end, !best);
		last = end;
	}
	if (keep)
		m->left = h.left;
	return h.have;
}

/* How many of the votes from I on are of the same Holder and day. */
static size_t
run_of(const struct run *r, size_t i)
{
	const struct rr_vote *first = r->order[i];
	size_t n = 1;

	while (i + n < r->n && r->order[i + n]->member == first->member &&
	    rr_date_cmp(r->order[i + n]->fact->day, first->fact->day) == 0)
		n++;
	return n;
}

/* Whether it is not on record which came last, and they differ. */
static bool
is_unordered(struct rr_vote *const *votes, size_t n)
{
	bool differ = false, told = true;

	for (size_t i = 0; i < n; i++)
		told &= !rr_instant_is_none(votes[i]->fact->at);
	for (size_t i = 1; i < n; i++) {
		const struct rr_vote *a = votes[i - 1], *b = votes[i];

		differ |= a->favour != b->favour;
		told &= a->favour == b->favour ||
		    a->fact->at.sec != b->fact->at.sec;
	}
	return differ && !told;
}

/* The votes of one Holder on one day, before it has passed. */
static void
vote(struct run *r, struct rr_vote *const *votes, size_t n)
{
	struct rr_member *m = votes[0]->member;
	bool unordered = is_unordered(votes, n);
	int64_t have, most;

	for (size_t i = 0; i < n; i++) {
		votes[i]->unordered = unordered;
		votes[i]->before = m->last;
		m->last = votes[i];
	}
	have = add_up(m->last, false, false);
	most = add_up(m->last, true, false);
	/* Below the whole, which is no number where it is not known. */
	r->y->have += r->v->needed < 0 ? 0 : have - m->have;
	r->y->most += r->v->needed < 0 ? 0 : most - m->most;
	m->have = have;
	m->most = most;
}

/* Afterwards: what passed it is not added to. */
static void
vote_later(struct rr_vote *const *votes, size_t n)
{
	struct rr_member *m = votes[0]->member;

	for (size_t i = 0; i < n; i++) {
		votes[i]->late = true;
		m->left -= not_above(votes[i]->asked.least, m->left);
	}
}

/* Why what a Holder has in favour lies between two. */
static const char *
doubt_of(struct run *r, const struct rr_vote *v)
{
	const char *name = rr_roster_name(r->ev->in->roster, v->holder);
	const char *day = rr_fact_day_text(r->ev->arena, v->fact);

	if (v->doubled)
		return rr_arena_printf(r->ev->arena, "whether what %s signed "
		    "on %s is of other shares than what it signed later",
		    name, day);
	if (v->part != RR_FALSE)
		return rr_arena_printf(r->ev->arena, v->part == RR_TRUE ?
		    "whether it is enough that %s signed on %s for a part of "
		    "what it held" : "whether %s signed by %s for all that it "
		    "held", name, day);
	if (v->split != NULL)
		return rr_split_doubt(r->ev, v->fact, v->split);
	return v->unordered ? rr_arena_printf(r->ev->arena,
	    "which of the votes of %s on %s came last", name, day) :
	    rr_arena_printf(r->ev->arena,
	    "whether the vote of %s on %s is in favour", name, day);
}

static void
mark_unsure(struct run *r, struct rr_vote *last)
{
	for (struct rr_vote *v = last; v != NULL; v = v->before) {
		if (!v->unordered && !v->doubled && v->split == NULL &&
		    v->favour != RR_UNKNOWN)
			continue;
		v->unsure = true;
		if (r->y->unsure == NULL)
			r->y->unsure = doubt_of(r, v);
	}
}

/* Each vote's own count, as they stand. */
static void
settle(struct run *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct rr_vote *v = r->order[i];
		struct rr_member *m = v->member;

		if (m->last != v)
			continue;
		add_up(v, false, true);
		if (m->have != m->most)
			mark_unsure(r, v);
	}
}

/* Whether, with what is else needed, it can pass before NEXT. */
static bool
is_before(const struct run *r, rr_date next)
{
	return !rr_date_is_none(r->v->from) && (rr_date_is_none(next) ||
	    rr_date_cmp(r->v->from, next) < 0);
}

static void
end_of_day(struct run *r, rr_date day, rr_date next)
{
	struct rr_votes *y = r->y;
	int64_t cap = r->v->cap;

	if (r->v->back && y->have < r->v->needed) {
		y->passed = RR_DATE_NONE;
		y->may_pass = false;
	}
	if (r->v->stands || !rr_date_is_none(y->passed) ||
	    r->v->needed < 0 || cap < r->v->needed ||
	    y->most < r->v->needed || !is_before(r, next))
		return;
	y->may_pass = true;
	if (y->have < r->v->needed)
		return;
	y->passed = rr_date_cmp(r->v->from, day) > 0 ? r->v->from : day;
	if (!r->v->back)
		settle(r);
}

static void
sort_votes(struct run *r)
{
	r->order = rr_arena_array(r->ev->arena, r->y->n + 1,
	    sizeof(*r->order));
	r->n = 0;
	for (size_t i = 0; i < r->y->n; i++) {
		struct rr_vote *v = &r->y->of[i];

		if (v->member == NULL)
			continue;
		r->order[r->n++] = v;
		r->y->may_favour |= v->favour != RR_FALSE;
	}
	qsort(r->order, r->n, sizeof(*r->order), order_cmp);
}

void
rr_votes_stand(struct rr_eval *ev, struct rr_votes *y,
    const struct rr_voting *v)
{
	struct run r = { .ev = ev, .y = y, .v = v };

	y->have = y->most = 0;
	y->passed = RR_DATE_NONE;
	sort_votes(&r);
	for (size_t i = 0, n; i < r.n; i += n) {
		rr_date day = r.order[i]->fact->day, next = RR_DATE_NONE;

		n = run_of(&r, i);
		if (i + n < r.n)
			next = r.order[i + n]->fact->day;
		if (v->back || rr_date_is_none(y->passed))
			vote(&r, &r.order[i], n);
		else
			vote_later(&r.order[i], n);
		if (rr_date_is_none(next) || rr_date_cmp(next, day) > 0)
			end_of_day(&r, day, next);
	}
	if (v->back || rr_date_is_none(y->passed))
		settle(&r);
}
