/*
 * signing.c: who can sign for how much, where it counts when it is signed.
 *
 * What is signed for counts once, whoever holds it later: as what its Holder
 * held when it signed.  The whole is what is outstanding when it is to pass, by
 * the hour where all that is signed on that day has the same one.  Which of
 * one's securities went to another is not on record: so who signs after what
 * came from one who had signed, may sign for the same again, and what left the
 * whole since may have been signed for.
 */
#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/ledger.h"
#include "share_int.h"

#define UNSURE	"whether what was moved since had been signed for"

static int
by_day(const void *a, const void *b)
{
	return rr_date_cmp(*(const rr_date *)a, *(const rr_date *)b);
}

static rr_date
day_of(const struct rr_poll *y, const struct rr_vote *v)
{
	rr_date put = y->scope->self->day;

	return rr_date_cmp(v->fact->day, put) > 0 ? v->fact->day : put;
}

static bool
is_moved(const struct rr_poll *y, const struct rr_signing *g)
{
	const struct rr_moves *m = y->ev->moves;
	const struct rr_roster *r = y->ev->in->roster;
	const struct rr_fact *self = y->scope->self;
	rr_date put = self->day;
	bool moved = false;

	for (size_t i = 0; g->n > 0 && i < m->n && !moved; i++)
		moved = rr_date_cmp(m->facts[i]->day, put) >= 0 &&
		    !rr_fact_is_earlier(m->facts[i], self) &&
		    rr_date_cmp(m->facts[i]->day, g->days[g->n - 1]) <= 0;
	for (size_t i = 0; i < g->n && !moved; i++)
		for (size_t k = 0; k < r->n && !moved; k++)
			moved = strcmp(rr_party_roles(&r->parties[k], put),
			    rr_party_roles(&r->parties[k], g->days[i])) != 0;
	return moved;
}

/* When a vote counts: as it came, and not before that was put. */
static struct rr_held_when
then_of(const struct rr_poll *y, const struct rr_vote *v)
{
	rr_date day = day_of(y, v);

	return (struct rr_held_when){ day, rr_date_cmp(v->fact->day, day) == 0 ?
	    v->fact : y->scope->self };
}

/* At any hour of that day, where two of those that came on it have not one. */
static void
add_hour(struct rr_poll *y, struct rr_held_when *when, const struct rr_fact *f)
{
	struct rr_fact *any;

	if (f == NULL || rr_date_cmp(f->day, when->on) != 0)
		return;
	if (when->at == NULL) {
		when->at = f;
		return;
	}
	if (when->at->at.sec == f->at.sec)
		return;
	any = rr_arena_alloc(y->ev->arena, sizeof(*any));
	*any = *f;
	any->at = RR_INSTANT_NONE;
	when->at = any;
}

static struct rr_held_when
then_on(struct rr_poll *y, rr_date day)
{
	struct rr_held_when when = { day, NULL };

	add_hour(y, &when, rr_poll_there_on(y, day));
	for (size_t i = 0; i < y->votes.n; i++)
		if (rr_date_cmp(day_of(y, &y->votes.of[i]), day) == 0)
			add_hour(y, &when, then_of(y, &y->votes.of[i]).at);
	if (when.at == NULL)
		add_hour(y, &when, y->scope->self);
	return when;
}

bool
rr_signing_days(struct rr_poll *y, rr_date from, struct rr_signing *g)
{
	size_t n = 0;

	g->all = y->votes;
	g->bodies = NULL;
	g->n = 0;
	g->days = rr_arena_array(y->ev->arena, y->votes.n + 1,
	    sizeof(*g->days));
	for (size_t i = 0; i < y->votes.n; i++)
		g->days[n++] = day_of(y, &y->votes.of[i]);
	if (!rr_date_is_none(from) && n > 0)
		g->days[n++] = from;
	qsort(g->days, n, sizeof(*g->days), by_day);
	for (size_t i = 0; i < n; i++)
		if (g->n == 0 || rr_date_cmp(g->days[g->n - 1],
		    g->days[i]) != 0)
			g->days[g->n++] = g->days[i];
	if (!is_moved(y, g))
		return false;
	g->then = rr_arena_array(y->ev->arena, g->n, sizeof(*g->then));
	for (size_t i = 0; i < g->n; i++)
		g->then[i] = then_on(y, g->days[i]);
	g->ledger = rr_eval_ledger(y->ev,
	    (struct rr_held_when){ g->days[g->n - 1], NULL });
	return true;
}

/* What moved between two days, both counted, by one's lots. */
struct flow { int64_t in, out; bool split; };

static void
add(int64_t *sum, int64_t n)
{
	if (__builtin_add_overflow(*sum, n, sum))
		*sum = INT64_MAX;
}

static void
add_lot(struct flow *f, const struct rr_lot *l)
{
	f->split |= l->effect == RR_LOT_SPLIT;
	if (l->effect == RR_LOT_NONE || l->effect == RR_LOT_SPLIT)
		return;
	if (l->change > 0)
		add(&f->in, l->change);
	else
		add(&f->out, -l->change);
}

static struct flow
flow_of(const struct rr_signing *g, const char *party, rr_date first,
    rr_date last)
{
	struct flow f = { 0, 0, false };
	size_t n;
	const struct rr_stake *const *all = rr_ledger_of(g->ledger, party,
	    &n);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < all[i]->nlots; k++) {
			const struct rr_lot *l = &all[i]->lots[k];

			if (rr_date_cmp(l->fact->day, first) >= 0 &&
			    rr_date_cmp(l->fact->day, last) <= 0)
				add_lot(&f, l);
		}
	return f;
}

static bool
is_by(const struct rr_vote *v, const char *party)
{
	return v->holder != NULL && strcmp(v->holder, party) == 0;
}

/* The first day on which somebody signed for it, or may have; or NONE. */
static rr_date
first_signed(const struct rr_signing *g)
{
	rr_date first = RR_DATE_NONE;

	for (size_t i = 0; i < g->all.n; i++)
		if (g->all.of[i].said != RR_FALSE && (rr_date_is_none(first) ||
		    rr_date_cmp(g->all.of[i].fact->day, first) < 0))
			first = g->all.of[i].fact->day;
	return first;
}

/*
 * It had signed before that moved, or may have, or had got something from
 * somebody since the first.
 */
static bool
had_signed(const struct rr_signing *g, const char *party, rr_date first,
    const struct rr_fact *moved)
{
	bool found = flow_of(g, party, first, moved->day).in > 0;

	for (size_t i = 0; i < g->all.n && !found; i++)
		found = g->all.of[i].said != RR_FALSE &&
		    is_by(&g->all.of[i], party) &&
		    rr_date_cmp(g->all.of[i].fact->day, moved->day) <= 0 &&
		    !rr_fact_is_earlier(moved, g->all.of[i].fact);
	return found;
}

/* What came to it by then that may have been signed for before. */
static int64_t
signed_before(const struct rr_signing *g, const char *party,
    struct rr_held_when then)
{
	rr_date first = first_signed(g);
	int64_t sum = 0;
	size_t n;
	const struct rr_stake *const *all = rr_ledger_of(g->ledger, party,
	    &n);

	for (size_t i = 0; i < n && !rr_date_is_none(first); i++)
		for (size_t k = 0; k < all[i]->nlots; k++) {
			const struct rr_lot *l = &all[i]->lots[k];

			if (l->effect == RR_LOT_TRANSFER && l->change > 0 &&
			    rr_date_cmp(l->fact->day, first) >= 0 &&
			    !rr_held_before(then, l->fact) &&
			    had_signed(g, l->other, first, l->fact))
				add(&sum, l->change);
		}
	return sum;
}

static int64_t
less(int64_t n, int64_t by)
{
	return n > by ? n - by : 0;
}

static size_t
index_of(const struct rr_signing *g, rr_date day)
{
	size_t i = 0;

	while (rr_date_cmp(g->days[i], day) != 0)
		i++;
	return i;
}

/* What it held when it gave V, as far as the order of that day is known. */
static struct rr_range
held_at(struct rr_poll *y, const struct rr_signing *g,
    const struct rr_vote *v, rr_date on)
{
	rr_date day = day_of(y, v);
	const struct rr_member *m = rr_body_member(&g->bodies[index_of(g,
	    day)], v->holder);
	struct rr_body then = { .then = then_of(y, v) };
	struct rr_range n = { 0, 0 };

	if (y->base->heads)
		return m != NULL ? m->held : n;
	if (m != NULL)
		n = y->base->of != NULL ? m->held :
		    rr_body_units(y->ev, &then, v->holder);
	if (y->body.waits_for == NULL)
		y->body.waits_for = then.waits_for;
	if (y->body.between == NULL)
		y->body.between = then.between;
	n.least = less(n.least, signed_before(g, v->holder, then.then));
	m = rr_body_member(&y->body, v->holder);
	if (m != NULL && m->held.most > n.most && rr_date_cmp(on, day) > 0 &&
	    flow_of(g, v->holder, day, on).split)
		n.most = m->held.most;
	return n;
}

static void
add_voter(struct rr_poll *y, const struct rr_signing *g,
    const struct rr_vote *v)
{
	const struct rr_member *then;
	struct rr_member *m;

	if (v->holder == NULL || rr_body_member(&y->body, v->holder) != NULL)
		return;
	then = rr_body_member(&g->bodies[index_of(g, day_of(y, v))],
	    v->holder);
	if (then == NULL)
		return;
	m = rr_vec_add(y->ev->arena, &y->body.members);
	*m = *then;
	m->held.least = m->held.most = 0;
}

/* By those of its votes that count towards ON, or those that came later. */
static bool
set_can(struct rr_poll *y, const struct rr_signing *g, struct rr_member *m,
    rr_date on, bool later)
{
	bool any = false;

	for (size_t i = 0; i < g->all.n; i++) {
		const struct rr_vote *v = &g->all.of[i];
		struct rr_range n;

		if (!is_by(v, m->party) ||
		    (rr_date_cmp(day_of(y, v), on) > 0) != later)
			continue;
		n = held_at(y, g, v, on);
		if (!any || n.least < m->can.least)
			m->can.least = n.least;
		if (!any || n.most > m->can.most)
			m->can.most = n.most;
		any = true;
	}
	return any;
}

static bool
is_in_favour(const struct rr_signing *g, const struct rr_member *m)
{
	for (size_t i = 0; i < g->all.n; i++)
		if (is_by(&g->all.of[i], m->party) &&
		    g->all.of[i].said != RR_FALSE)
			return true;
	return false;
}

/* What was not known of a day on which somebody voted is not known after it. */
static void
add_unknown(struct rr_poll *y, const struct rr_signing *g, size_t last)
{
	for (size_t i = 0; i <= last; i++) {
		if (y->body.waits_for == NULL)
			y->body.waits_for = g->bodies[i].waits_for;
		y->body.too_large |= g->bodies[i].too_large;
	}
}

/* Of what it holds then, what is certainly signed for, if all was. */
static int64_t
still_signed(struct rr_poll *y, const struct rr_signing *g,
    const struct rr_member *m, rr_date on)
{
	const struct rr_held_when end = { on, NULL };
	rr_date last = RR_DATE_NONE, before = RR_DATE_NONE;
	rr_date first = first_signed(g);
	struct flow since;
	bool sure = true;

	for (size_t i = 0; i < g->all.n; i++) {
		const struct rr_vote *v = &g->all.of[i];

		if (!is_by(v, m->party) || rr_date_cmp(day_of(y, v), on) > 0)
			continue;
		/* Of all, and later, it is in the place of those before. */
		if (v->said != RR_TRUE)
			sure = false;
		else if (v->whole && (rr_date_is_none(before) ||
		    rr_date_cmp(v->fact->day, before) > 0))
			sure = true;
		before = last = v->fact->day;
	}
	if (!sure)
		return 0;
	if (rr_date_is_none(first) ||
	    (rr_date_is_none(last) && y->base->heads))
		return 0;
	if (rr_date_is_none(last))
		return less(signed_before(g, m->party, end),
		    flow_of(g, m->party, first, on).out);
	rr_date_add(last, 1, &last);
	since = flow_of(g, m->party, last, on);
	return y->base->heads ? m->held.least :
	    less(m->held.least, since.in);
}

void
rr_signing_body(struct rr_poll *y, const struct rr_signing *g, size_t i)
{
	const struct rr_body *b = &g->bodies[i];
	const struct rr_vec none = RR_VEC_INIT(struct rr_member);
	int64_t most = 0;

	y->body = *b;
	y->body.members = none;
	for (size_t k = 0; k < b->members.n; k++) {
		const struct rr_member *m = rr_vec_at(&b->members, k);

		*(struct rr_member *)rr_vec_add(y->ev->arena,
		    &y->body.members) = *m;
	}
	for (size_t k = 0; k < g->all.n; k++)
		add_voter(y, g, &g->all.of[k]);
	add_unknown(y, g, i);
	y->apart = true;
	y->cap = (struct rr_range){ b->sold.least, b->total.most };
	for (size_t k = 0; k < y->body.members.n; k++) {
		struct rr_member *m = rr_vec_at(&y->body.members, k);
		bool votes = set_can(y, g, m, g->days[i], false) ||
		    set_can(y, g, m, g->days[i], true);
		int64_t rest = still_signed(y, g, m, g->days[i]);

		if (m->left_out != NULL)
			continue;
		add(&y->cap.least, rest < m->held.least ? rest :
		    m->held.least);
		add(&most, is_in_favour(g, m) ? m->can.most : 0);
		if (votes && m->can.least != m->can.most &&
		    y->body.between == NULL)
			y->body.between = UNSURE;
	}
	if (y->cap.least < most && y->body.between == NULL)
		y->body.between = UNSURE;
}
