/*
 * filling.c: as many units as make a vote pass most easily, or least easily.
 *
 * Where more was moved than was there, what is held lies between two.  The more
 * those hold who are in favour, and the less the others, the sooner it passes:
 * so what passes least easily passes however it turns out.  Of one all of
 * whose votes are in favour with all that it holds, each unit is in favour and
 * in the whole; of another the whole and the votes are taken at their ends
 * apart, which can say less than is so and never more.
 */
#include "regrights/arena.h"
#include "share_int.h"

const char *
rr_range_text(struct rr_eval *ev, struct rr_range n)
{
	const char *most = rr_units_text(ev, n.most);

	return n.least == n.most ? most : rr_arena_printf(ev->arena,
	    "between %s and %s", rr_units_text(ev, n.least), most);
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
	for (size_t i = 0; i < y->votes.n; i++)
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
	v->asked = v->member == NULL ? 0 : v->whole ? v->member->units :
	    v->said_of;
	v->counts = 0;
	v->before = NULL;
	v->unordered = v->doubled = v->unsure = v->late = false;
}

int64_t
rr_poll_fill(struct rr_poll *y, bool best)
{
	int64_t base = end_of(y->body.sold, !best);

	mark(y);
	for (size_t i = 0; i < y->body.members.n; i++) {
		struct rr_member *m = rr_vec_at(&y->body.members, i);

		m->units = end_of(m->held, best);
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
	return base;
}
