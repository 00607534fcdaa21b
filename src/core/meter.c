/*
 * meter.c: the baselines of a counter: which comes next, what renews or splits
 * one, what all Holders are given together.
 */
#include <string.h>

#include "meter_int.h"
#include "regrights/arena.h"
#include "regrights/map.h"

const char *
rr_meter_lacks(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *by)
{
	return rr_arena_printf(ev->arena, "%s after %s (entry %lld)",
	    p->each[0], by->name, (long long)by->seq);
}

struct rr_moment
rr_meter_moment(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_moment m = rr_eval_counted(ev, f);

	m.at = f->at;
	rr_moment_bound(ev, &m);
	return m;
}

bool
rr_meter_is_before(struct rr_eval *ev, const struct rr_fact *a,
    const struct rr_fact *b)
{
	struct rr_moment x = rr_meter_moment(ev, a), y = rr_meter_moment(ev, b);

	if (x.unknown || y.unknown) {
		x.day = a->day;
		y.day = b->day;
	}
	return rr_moment_is_before(&x, &y);
}

bool
rr_meter_units(const struct rr_fact *f, int64_t *out)
{
	const char *text = rr_fact_field(f, "shares");
	rr_shares n;

	if (text == NULL || !rr_shares_parse(text, &n))
		return false;
	*out = n.units;
	return true;
}

bool
rr_meter_is_of(const struct rr_fact *f, const char *holder)
{
	const char *of = rr_fact_field(f, "holder");

	return of != NULL && strcmp(of, holder) == 0;
}

/* What a baseline stands under at last: those of two filings are two lines. */
static int64_t
line_of(struct rr_eval *ev, const struct rr_fact *f)
{
	while (f->about != 0) {
		const struct rr_fact *up = rr_eval_live(ev,
		    f->about, f->about_row);

		if (up == NULL)
			return f->about;
		f = up;
	}
	return f->seq;
}

static bool
is_same_line(struct rr_eval *ev, const struct rr_fact *a,
    const struct rr_fact *b)
{
	return a->about == 0 || b->about == 0 ||
	    line_of(ev, a) == line_of(ev, b);
}

/* The first baseline of the same Holder and line after this one, or NULL. */
const struct rr_fact *
rr_meter_next(struct rr_meter *m)
{
	bool past = false;

	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev, m->p->each[e], &n);

		for (size_t i = 0; i < n; i++) {
			if (past && rr_meter_is_of(all[i], m->holder) &&
			    is_same_line(m->ev, m->self, all[i]))
				return all[i];
			past |= all[i] == m->self;
		}
	}
	return NULL;
}

bool
rr_meter_precedes(struct rr_eval *ev, const struct rr_fact *a,
    const struct rr_fact *b)
{
	bool blurred = ev->blurred, is = rr_meter_is_before(ev, a, b);

	ev->blurred = blurred;
	return is;
}

/* The first that renews a baseline behind AFTER, before END (NULL: ever). */
const struct rr_fact *
rr_meter_renewal(struct rr_meter *m, const struct rr_fact *baseline,
    const struct rr_fact *after, const struct rr_fact *end)
{
	const char *by = m->p->counter.renewed_by;
	const struct rr_fact *const *all, *first = NULL;
	struct rr_recorder *rec = m->ev->rec;
	size_t n = 0;

	m->ev->rec = NULL;
	all = by == NULL ? NULL : rr_eval_linked(m->ev, by, baseline, &n);
	for (size_t i = 0; i < n; i++) {
		if (all[i] == after ||
		    rr_meter_precedes(m->ev, all[i], after) || (end != NULL &&
		    !rr_meter_precedes(m->ev, all[i], end)))
			continue;
		if (first == NULL || rr_meter_precedes(m->ev, all[i], first))
			first = all[i];
	}
	m->ev->rec = rec;
	return first;
}

/* All that Holders are given on the day of F: the last baseline of each. */
bool
rr_meter_all(struct rr_meter *m, const struct rr_fact *f, int64_t *sum,
    const char **lacks)
{
	struct rr_map *seen = rr_map_new(m->ev->arena);
	const struct rr_fact *by;

	*sum = 0;
	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev, m->p->each[e], &n);

		for (size_t i = n; i > 0; i--) {
			const struct rr_fact *b = all[i - 1];
			const char *holder = rr_fact_field(b, "holder");
			int64_t units;

			if (holder == NULL || rr_meter_is_before(m->ev, f, b) ||
			    !is_same_line(m->ev, m->self, b) ||
			    rr_map_find(seen, holder) != NULL)
				continue;
			rr_map_set(seen, holder, m);
			by = rr_meter_renewal(m, b, b, f);
			if (by != NULL) {
				*lacks = rr_meter_lacks(m->ev, m->p, by);
				return false;
			}
			if (!rr_meter_units(b, &units) ||
			    __builtin_add_overflow(*sum, units, sum))
				return false;
		}
	}
	return true;
}

/* The first split before the next baseline, or NULL. */
const struct rr_fact *
rr_meter_split(struct rr_meter *m)
{
	for (size_t i = 0; i < m->ev->moves->n; i++) {
		const struct rr_fact *f = m->ev->moves->facts[i];
		const struct rr_event *e = rr_agreement_event(
		    m->ev->agreement, f->name);

		if (e != NULL && e->effect == RR_LOT_SPLIT &&
		    !rr_meter_is_before(m->ev, f, m->self) &&
		    (m->next == NULL || rr_meter_is_before(m->ev, f, m->next)))
			return f;
	}
	return NULL;
}

/* One whose day no calendar knows: it may be before all the others. */
const struct rr_moment *
rr_meter_unknown_use(const struct rr_meter *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->uses[i].counts.unknown)
			return &m->uses[i].counts;
	return NULL;
}

/* From the first use on, or never: by which use it is reached is open. */
struct rr_moment
rr_meter_any_use(const struct rr_meter *m, const struct rr_moment *waiting)
{
	struct rr_moment out = *waiting;

	for (size_t i = 0; i < m->n; i++) {
		const struct rr_moment *u = &m->uses[i].counts;

		if (u->state != RR_MOMENT_KNOWN)
			continue;
		out.state = RR_MOMENT_KNOWN;
		if (rr_date_is_none(out.day) ||
		    rr_date_cmp(u->day, out.day) < 0)
			out.day = out.latest_least = u->day;
	}
	out.may_wait = true;
	return out;
}
