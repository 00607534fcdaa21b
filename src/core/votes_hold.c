/*
 * votes_hold.c: votes and acts that can be settled: what stands, day after day.
 *
 * An objection bars while it stands, and no longer.  On each day on which
 * something came or was settled those count that stand then; a vote that is
 * settled is against from that day on, so that it gives back to none before it
 * what it had taken.  No more stands than is outstanding: what was signed for
 * and went to one who withdraws is in doubt from that day on.
 */
#include <stdlib.h>

#include "regrights/arena.h"
#include "votes_int.h"

struct stand {
	struct rr_eval		*ev;
	struct rr_body		*body;
	struct rr_votes		*y;
	const struct rr_voting	*v;
	const struct rr_act	*acts;
	size_t			 nacts, nvotes;
};

static bool
has_come(rr_date day, rr_date on)
{
	return !rr_date_is_none(day) && rr_date_cmp(day, on) <= 0;
}

static bool
is_settled(const struct rr_fact *settled, rr_date on)
{
	return settled != NULL && has_come(settled->day, on);
}

/* As if nothing had been counted. */
static void
begin(const struct stand *s)
{
	for (size_t i = 0; i < s->body->members.n; i++) {
		struct rr_member *m = rr_vec_at(&s->body->members, i);

		m->last = NULL;
		m->have = m->most = 0;
		m->left = m->left_out == NULL ? m->units : 0;
	}
	s->y->n = 0;
	s->y->may_pass = s->y->may_favour = false;
	s->y->unsure = NULL;
}

static void
count_on(const struct stand *s, rr_date on)
{
	begin(s);
	while (s->y->n < s->nvotes &&
	    has_come(s->y->of[s->y->n].fact->day, on)) {
		struct rr_vote *v = &s->y->of[s->y->n++];

		v->favour = is_settled(v->settled, on) ? RR_FALSE : v->said;
		v->counts = 0;
		v->before = NULL;
		v->unordered = v->unsure = v->late = false;
	}
	rr_votes_stand(s->ev, s->y, s->v);
}

static bool
has_act(const struct stand *s, rr_date on)
{
	for (size_t i = 0; i < s->nacts; i++)
		if (has_come(s->acts[i].fact->day, on) &&
		    !is_settled(s->acts[i].settled, on))
			return true;
	return false;
}

/* Whether N in favour are enough; of a whole that is not known none are. */
static bool
is_enough(const struct rr_voting *v, int64_t n)
{
	return v->needed >= 0 && v->cap >= v->needed && n >= v->needed;
}

static void
take_day(bool enough, rr_date on, struct rr_stood *out)
{
	if (out == NULL)
		return;
	if (enough && rr_date_is_none(out->since))
		out->since = on;
	else if (!enough && !rr_date_is_none(out->since)) {
		out->from = out->since;
		out->until = on;
		out->since = RR_DATE_NONE;
	}
}

static void
look_on(const struct stand *s, rr_date on, struct rr_stood *sure,
    struct rr_stood *may)
{
	const struct rr_voting *v = s->v;
	bool act = has_act(s, on), there = has_come(v->from, on);

	count_on(s, on);
	take_day(act || (there && is_enough(v, s->y->have)), on, sure);
	take_day(act || (there && (v->needed < 0 ? s->y->may_favour :
	    is_enough(v, s->y->most))), on, may);
}

static int
by_day(const void *a, const void *b)
{
	return rr_date_cmp(*(const rr_date *)a, *(const rr_date *)b);
}

static void
add_day(rr_date *days, size_t *n, const struct rr_fact *f)
{
	if (f != NULL)
		days[(*n)++] = f->day;
}

/* Those on which it can have changed, in their order. */
static rr_date *
days_of(const struct stand *s, size_t *n)
{
	rr_date *days = rr_arena_array(s->ev->arena,
	    2 * (s->nvotes + s->nacts) + 1, sizeof(*days));

	*n = 0;
	for (size_t i = 0; i < s->nvotes; i++) {
		add_day(days, n, s->y->of[i].fact);
		add_day(days, n, s->y->of[i].settled);
	}
	for (size_t i = 0; i < s->nacts; i++) {
		add_day(days, n, s->acts[i].fact);
		add_day(days, n, s->acts[i].settled);
	}
	if (!rr_date_is_none(s->v->from))
		days[(*n)++] = s->v->from;
	qsort(days, *n, sizeof(*days), by_day);
	return days;
}

static bool
is_looked_at(const struct rr_voting *v, rr_date day)
{
	return (rr_date_is_none(v->first) ||
	    rr_date_cmp(day, v->first) >= 0) &&
	    (rr_date_is_none(v->next) || rr_date_cmp(day, v->next) < 0);
}

void
rr_votes_hold(struct rr_eval *ev, struct rr_body *body, struct rr_votes *y,
    const struct rr_voting *v, const struct rr_act *acts, size_t nacts,
    struct rr_stood *sure, struct rr_stood *may)
{
	struct stand s = { ev, body, y, v, acts, nacts, y->n };
	size_t n;
	const rr_date *days = days_of(&s, &n);

	for (size_t i = 0; i < n; i++)
		if (is_looked_at(v, days[i]) &&
		    (i + 1 == n || rr_date_cmp(days[i], days[i + 1]) < 0))
			look_on(&s, days[i], sure, may);
}
