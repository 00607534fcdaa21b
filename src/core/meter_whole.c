/*
 * meter_whole.c: the whole of a counter: what all Holders are given together,
 * what was passed to others since, what a split makes of it, and of whom it is
 * not on record; and between which days it is reached.
 */
#include <stdlib.h>
#include <string.h>

#include "meter_int.h"
#include "regrights/arena.h"
#include "regrights/count.h"
#include "regrights/map.h"
#include "regrights/qty.h"
#include "regrights/roster.h"

/* Whether a baseline of HOLDER lies between those two; SINCE can be NULL. */
static bool
has_baseline(struct rr_meter *m, const char *holder,
    const struct rr_fact *since, const struct rr_fact *by)
{
	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev, m->p->each[e], &n);

		for (size_t i = 0; i < n; i++)
			if (rr_meter_is_of(all[i], holder) &&
			    (m->self == NULL || rr_meter_same_line(m->ev,
			    m->self, all[i])) && (since == NULL ||
			    !rr_meter_precedes(m, all[i], since)) &&
			    !rr_meter_precedes(m, by, all[i]))
				return true;
	}
	return false;
}

/* What of a Holder is not on record. */
static const char *
lacks_of(struct rr_eval *ev, const struct rr_provision *p, const char *key)
{
	const struct rr_party *holder = rr_roster_find(ev->in->roster, key);

	return rr_arena_printf(ev->arena, "%s of %s", p->each[0],
	    holder != NULL ? holder->name : key);
}

static bool
can_lie_between(struct rr_meter *m, const struct rr_fact *f,
    const struct rr_fact *a, const struct rr_fact *b)
{
	return !rr_meter_precedes(m, f, a) && !rr_meter_precedes(m, b, f);
}

int64_t
rr_meter_grain(const struct rr_eval *ev)
{
	int64_t grain = 1;

	for (size_t i = 0; i < ev->moves->nsplits; i++) {
		const struct rr_ratio by = ev->moves->splits[i].by;

		if (__builtin_mul_overflow(grain, by.num, &grain) ||
		    __builtin_mul_overflow(grain, by.den, &grain))
			return 0;
	}
	return grain;
}

/* By that ratio or as they are: the most, or the least, of both. */
static bool
split_by(int64_t *grains, struct rr_ratio by, bool most)
{
	bool left = false;
	int64_t n;

	if (!rr_ratio_scale(*grains, by, &n, &left))
		return false;
	if (most == (n > *grains))
		*grains = n;
	return true;
}

bool
rr_meter_as_given(struct rr_meter *m, const struct rr_fact *f, bool most,
    int64_t *out)
{
	const struct rr_moves *moves = m->ev->moves;

	if (!rr_meter_units(f, out) || m->grain == 0 ||
	    __builtin_mul_overflow(*out, m->grain, out))
		return false;
	if (f == m->self || m->grain == 1)	/* nothing was split */
		return true;
	for (size_t i = 0; i < moves->nsplits; i++) {
		const struct rr_fact *s = moves->splits[i].fact;
		const struct rr_ratio by = moves->splits[i].by;
		bool after = can_lie_between(m, s, m->self, f);
		bool before = can_lie_between(m, s, f, m->self);

		if ((after && !split_by(out, (struct rr_ratio){ by.den,
		    by.num }, most)) || (before && !split_by(out, by, most)))
			return false;
		if (after || before)
			m->split = s;
	}
	return true;
}

/* What was passed on. */
static void
pass(struct rr_meter *m, const struct rr_fact *use)
{
	const struct rr_moves *moves = m->ev->moves;
	int64_t units;

	for (size_t i = 0; i < moves->n; i++) {
		const struct rr_fact *f = moves->facts[i];
		const char *to = rr_fact_get(f, RR_USE_TO);
		bool from = rr_meter_is_of(f, m->holder), counts;

		if (rr_fact_effect(m->ev->agreement, f) != RR_LOT_TRANSFER ||
		    to == NULL || !rr_meter_units(f, &units) ||
		    !rr_meter_precedes(m, m->self, f) ||
		    rr_meter_precedes(m, use, f))
			continue;
		/* Of all together it is given twice, or as it was. */
		counts = m->of_all ? has_baseline(m, to, f, use) &&
		    !has_baseline(m, rr_fact_get(f, RR_USE_HOLDER), f, use) :
		    from || strcmp(to, m->holder) == 0;
		if (!counts)
			continue;
		m->passed = f;
		if (!rr_meter_as_given(m, f, true, &units))
			units = INT64_MAX;
		if (m->generous && (m->of_all || from))
			m->whole = units < m->whole ? m->whole - units : 0;
		else if (!m->generous && !m->of_all && !from &&
		    __builtin_add_overflow(m->whole, units, &m->whole))
			m->whole = INT64_MAX;
	}
}

void
rr_meter_find_strays(struct rr_meter *m)
{
	struct rr_map *seen = rr_map_new(m->ev->arena);
	struct rr_meter any = *m;
	const char *doubt;
	size_t n;
	const struct rr_fact *const *all = rr_index_named(m->ev,
	    m->p->counter.of, &n);

	any.self = NULL;
	m->strays = rr_arena_array(m->ev->arena, n + 1, sizeof(*m->strays));
	for (size_t i = 0; i < n; i++) {
		const char *holder = rr_fact_get(all[i], RR_USE_HOLDER);

		if (holder == NULL || rr_map_find(seen, holder) != NULL ||
		    !rr_meter_takes(m, NULL, all[i], &doubt) ||
		    has_baseline(&any, holder, NULL, all[i]))
			continue;
		rr_map_set(seen, holder, m);
		m->strays[m->nstrays++] = holder;
	}
}

void
rr_meter_bound(struct rr_meter *m, const struct rr_fact *use)
{
	const char *stray = NULL;

	pass(m, use);
	for (size_t i = 0; i < m->nstrays && stray == NULL; i++)
		if (!has_baseline(m, m->strays[i], NULL, use))
			stray = m->strays[i];
	m->beyond = stray == NULL ? NULL : lacks_of(m->ev, m->p, stray);
	if (m->generous || m->doubt != NULL)
		return;
	if (m->passed != NULL)
		m->doubt = rr_meter_lacks(m->ev, m->p, m->passed);
	else if (m->split != NULL)
		m->doubt = rr_meter_lacks(m->ev, m->p, m->split);
	else
		m->doubt = m->beyond;
}

/* Whether F is before that baseline; SELF is what its own Holder is given. */
static enum rr_truth
is_before_given(struct rr_meter *m, const struct rr_fact *f,
    const struct rr_fact *b)
{
	if (f == m->self || strcmp(f->name, m->p->counter.of) != 0)
		return rr_meter_is_before(m, f, b) ? RR_TRUE : RR_FALSE;
	if (rr_meter_is_of(b, m->holder))
		return b == m->self ? RR_FALSE : RR_TRUE;
	return rr_meter_is_earlier(m, f, b);
}

/*
 * What HOLDER is given when F is used, or none: by its last baseline, and where
 * it is not known which that is, as much as it can be, or of a generous meter
 * as little.
 */
static bool
given_to(struct rr_meter *m, const char *holder, const struct rr_fact *f,
    const struct rr_fact *const *all, size_t n, int64_t *out,
    const char **lacks)
{
	const struct rr_fact *newer = NULL;
	enum rr_truth before = RR_UNKNOWN;

	*out = 0;
	for (size_t i = n; i > 0 && before != RR_FALSE; i--) {
		const struct rr_fact *b = all[i - 1], *by;
		enum rr_truth is;
		int64_t units;

		if (!rr_meter_is_of(b, holder) ||
		    !rr_meter_same_line(m->ev, m->self, b))
			continue;
		is = is_before_given(m, f, b);
		if (is == RR_TRUE)
			continue;
		before = is;
		by = rr_meter_renewal(m, b, b, f);
		if (by != NULL) {
			*lacks = rr_meter_lacks(m->ev, m->p, by);
			return false;
		}
		if (!rr_meter_as_given(m, b, !m->generous, &units))
			return false;
		if (newer != NULL && !m->generous && m->doubt == NULL &&
		    units != *out)
			m->doubt = rr_meter_order(m, f, newer);
		if (newer == NULL || m->generous == (units < *out))
			*out = units;
		newer = b;
	}
	return true;
}

/* All that Holders are given when F is used. */
bool
rr_meter_all(struct rr_meter *m, const struct rr_fact *f, int64_t *sum,
    const char **lacks)
{
	struct rr_map *seen = rr_map_new(m->ev->arena);

	*sum = 0;
	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev, m->p->each[e], &n);

		for (size_t i = n; i > 0; i--) {
			const char *holder = rr_fact_get(all[i - 1],
			    RR_USE_HOLDER);
			int64_t units;

			if (holder == NULL ||
			    rr_map_find(seen, holder) != NULL)
				continue;
			rr_map_set(seen, holder, m);
			if (!given_to(m, holder, f, all, n, &units, lacks) ||
			    __builtin_add_overflow(*sum, units, sum))
				return false;
		}
	}
	return true;
}

static int
soonest_cmp(const void *a, const void *b)
{
	const struct rr_use *x = a, *y = b;

	return rr_date_cmp(x->counts.day, y->counts.day);
}

void
rr_meter_reach(struct rr_meter *m)
{
	struct rr_use *uses = rr_arena_array(m->ev->arena, m->n + 1,
	    sizeof(*uses));
	struct rr_moment *at = rr_arena_alloc(m->ev->arena, sizeof(*at));
	int64_t used = 0;
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		if ((m->uses[i].doubt == NULL || m->generous) &&
		    m->uses[i].counts.state == RR_MOMENT_KNOWN)
			uses[n++] = m->uses[i];
	qsort(uses, n, sizeof(*uses), soonest_cmp);
	for (size_t i = 0; i < n && used < m->needed; i++) {
		used += uses[i].as_given;
		*at = uses[i].counts;
	}
	if (used < m->needed || n == 0 || (m->beyond != NULL && !m->generous))
		return;
	at->latest = at->latest_least = m->reached != NULL ?
	    m->reached->counts.latest : RR_DATE_NONE;
	at->waits_for = at->gap = m->open->waits_for;
	at->hole = m->open->hole;
	at->late_if = m->open->late_if;
	m->at = at;
}

/* The next of those uses behind I that are of no baseline, or N. */
static size_t
next_astray(struct rr_meter *m, const struct rr_fact *const *all, size_t n,
    size_t i)
{
	const char *doubt;

	for (; i < n; i++)
		if (rr_meter_is_of(all[i], m->holder) &&
		    rr_meter_takes(m, NULL, all[i], &doubt) &&
		    !has_baseline(m, m->holder, NULL, all[i]))
			return i;
	return n;
}

/* Whether a Holder of those uses can have reached it by the one at LAST. */
static bool
can_reach(struct rr_meter *m, const struct rr_fact *const *all, size_t n,
    size_t last)
{
	const struct rr_counter_terms *t = &m->p->counter;
	const char *lacks;
	int64_t used = 0, units, whole, needed;

	if (!m->of_all)
		return true;
	for (size_t i = next_astray(m, all, n, 0); i <= last && i < n;
	    i = next_astray(m, all, n, i + 1))
		if (!rr_meter_as_given(m, all[i], true, &units) ||
		    __builtin_add_overflow(used, units, &used))
			return true;
	return !rr_meter_all(m, all[last], &whole, &lacks) ||
	    !rr_count_needed(t->share, t->strict, whole, &needed) ||
	    used >= needed;
}

struct rr_moment
rr_meter_astray(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *use)
{
	struct rr_meter m = { .ev = ev, .p = p, .self = use,
	    .holder = rr_fact_get(use, RR_USE_HOLDER), .generous = true,
	    .grain = rr_meter_grain(ev) };
	const struct rr_scope s = RR_SCOPE(use, NULL);
	struct rr_moment never = rr_moment_waiting(p->what), at;
	struct rr_recorder *rec = ev->rec;
	size_t n, first;
	const struct rr_fact *const *all = rr_index_named(ev, use->name,
	    &n);

	if (m.holder == NULL)
		return never;
	ev->rec = NULL;
	m.of_all = p->counter.all_if != NULL &&
	    rr_cond_holds(ev, p->counter.all_if, &s);
	first = next_astray(&m, all, n, 0);
	while (first < n && !can_reach(&m, all, n, first))
		first = next_astray(&m, all, n, first + 1);
	ev->rec = rec;
	/* One row for a Holder: that of the first by which it can be. */
	if (first == n || all[first] != use)
		return never;
	never.waits_for = lacks_of(ev, p, m.holder);
	at = rr_meter_counts(&m, use);
	return rr_moment_either(&at, &never);
}
