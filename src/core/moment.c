/*
 * moment.c: days that are known, and days that lie between two.
 *
 * A moment in a gap of the notice clause has an earliest day and a latest.
 * Where open points are taken as unknown each of these lies between two bounds
 * itself, and there can be no day at all.  What is made of several is bounded
 * end by end, as the sooner and the later of two never fall where neither end
 * rises.
 */
#include "eval_int.h"

struct rr_moment
rr_moment_on(rr_date day)
{
	const struct rr_moment m = { .state = RR_MOMENT_KNOWN, .day = day,
	    .latest = day, .day_most = day, .latest_least = day,
	    .at = RR_INSTANT_NONE };

	return m;
}

struct rr_moment
rr_moment_since(rr_date first, const char *waits_for)
{
	struct rr_moment m = rr_moment_on(first);

	m.latest = m.latest_least = RR_DATE_NONE;
	m.hour_open = true;
	m.waits_for = waits_for;
	return m;
}

struct rr_moment
rr_moment_waiting(const char *what)
{
	const struct rr_moment m = { .state = RR_MOMENT_WAITING,
	    .day = RR_DATE_NONE, .latest = RR_DATE_NONE,
	    .day_most = RR_DATE_NONE, .latest_least = RR_DATE_NONE,
	    .at = RR_INSTANT_NONE, .waits_for = what };

	return m;
}

struct rr_moment
rr_moment_unknown(struct rr_eval *ev)
{
	struct rr_moment m = rr_moment_waiting(ev->lacking);

	rr_record(ev->rec, RR_STEP_MISSING, NULL, "not known: %s",
	    ev->failed);
	m.unknown = true;
	return m;
}

struct rr_moment
rr_moment_missing(struct rr_eval *ev, const char *what)
{
	rr_record(ev->rec, RR_STEP_MISSING, NULL, "not on record: %s", what);
	return rr_moment_waiting(what);
}

/* The sooner and the later of two days; NONE is later than any. */
static rr_date
sooner_day(rr_date a, rr_date b)
{
	if (rr_date_is_none(a) || rr_date_is_none(b))
		return rr_date_is_none(a) ? b : a;
	return rr_date_cmp(a, b) <= 0 ? a : b;
}

static rr_date
later_day(rr_date a, rr_date b)
{
	if (rr_date_is_none(a) || rr_date_is_none(b))
		return RR_DATE_NONE;
	return rr_date_cmp(a, b) >= 0 ? a : b;
}

/* Within one day: what is a day by the calendar begins with it. */
static void
join_hours(struct rr_moment *m, const struct rr_moment *a,
    const struct rr_moment *b, bool later)
{
	bool whole_a = rr_instant_is_none(a->at) && !a->hour_open;
	bool whole_b = rr_instant_is_none(b->at) && !b->hour_open;

	if (rr_date_cmp(a->day, b->day) != 0)
		return;
	if (whole_a || whole_b) {
		const struct rr_moment *o = whole_a == later ? b : a;

		if (whole_a != whole_b) {
			m->at = o->at;
			m->hour_open = o->hour_open;
			m->fact = o->fact;
		}
	} else if (a->hour_open || b->hour_open) {
		m->at = RR_INSTANT_NONE;
		m->hour_open = true;
		m->fact = a->hour_open ? a->fact : b->fact;
	}
}

/*
 * The sooner of two that are known.  One that may have no day makes it sooner
 * or leaves it as it is; where both may have none, so may the sooner.
 */
struct rr_moment
rr_moment_sooner(const struct rr_moment *a, const struct rr_moment *b)
{
	struct rr_moment m = rr_moment_is_before(b, a) ? *b : *a;

	m.day = sooner_day(a->day, b->day);
	m.latest_least = sooner_day(a->latest_least, b->latest_least);
	m.may_wait = a->may_wait && b->may_wait;
	if (a->may_wait == b->may_wait) {
		m.day_most = a->may_wait ?
		    later_day(a->day_most, b->day_most) :
		    sooner_day(a->day_most, b->day_most);
		m.latest = a->may_wait ? later_day(a->latest, b->latest) :
		    sooner_day(a->latest, b->latest);
	} else {
		m.day_most = a->may_wait ? b->day_most : a->day_most;
		m.latest = a->may_wait ? b->latest : a->latest;
	}
	join_hours(&m, a, b, false);
	return m;
}

struct rr_moment
rr_moment_later(const struct rr_moment *a, const struct rr_moment *b)
{
	struct rr_moment m = rr_moment_is_before(a, b) ? *b : *a;

	m.day = later_day(a->day, b->day);
	m.day_most = later_day(a->day_most, b->day_most);
	m.latest_least = later_day(a->latest_least, b->latest_least);
	m.latest = later_day(a->latest, b->latest);
	m.may_wait = a->may_wait || b->may_wait;
	/* What leaves open when the sooner was can make it the later. */
	if (m.gap == NULL && rr_date_cmp(m.latest, m.day_most) != 0) {
		m.gap = a->gap != NULL ? a->gap : b->gap;
		m.hole = a->hole || b->hole;
	}
	join_hours(&m, a, b, true);
	return m;
}

/*
 * Either of two, as open points are answered that are taken as unknown.  What
 * no calendar knows under one answer is not known, whatever the other gives.
 */
struct rr_moment
rr_moment_either(const struct rr_moment *a, const struct rr_moment *b)
{
	struct rr_moment m = *a;

	if (a->unknown || b->unknown)
		return a->unknown ? *a : *b;
	if (a->state == RR_MOMENT_WAITING || b->state == RR_MOMENT_WAITING) {
		const struct rr_moment *w = a->state == RR_MOMENT_WAITING ?
		    a : b;

		m = w == a ? *b : *a;
		m.may_wait = true;
		m.waits_for = w->waits_for;
		return m;
	}
	m.day = sooner_day(a->day, b->day);
	m.day_most = later_day(a->day_most, b->day_most);
	m.latest_least = sooner_day(a->latest_least, b->latest_least);
	m.latest = later_day(a->latest, b->latest);
	m.may_wait = a->may_wait || b->may_wait;
	m.back = a->back || b->back;
	if (a->fact != b->fact)
		m.fact = NULL;
	m.hour_open = a->hour_open || b->hour_open || a->at.sec != b->at.sec;
	if (m.hour_open)
		m.at = RR_INSTANT_NONE;
	if (a->gap == NULL)
		m.gap = b->gap;
	return m;
}

bool
rr_moment_is_before(const struct rr_moment *a, const struct rr_moment *b)
{
	int c = rr_date_cmp(a->day, b->day);

	if (c == 0 && !rr_instant_is_none(a->at) && !rr_instant_is_none(b->at))
		return a->at.sec < b->at.sec;
	return c < 0;
}

bool
rr_moment_is_open(const struct rr_moment *m)
{
	return m->state == RR_MOMENT_KNOWN && (m->may_wait ||
	    rr_date_cmp(m->day, m->day_most) != 0 ||
	    rr_date_cmp(m->latest_least, m->latest) != 0);
}

/* Whether it is so wherever between their ends each of them is. */
static bool
is_surely(const struct rr_moment *l, const struct rr_moment *r,
    enum rr_compare how)
{
	bool less = how == RR_LESS || how == RR_AT_MOST;
	const struct rr_moment *first = less ? l : r, *then = less ? r : l;
	int c = rr_date_cmp(first->latest, then->day);

	return !rr_date_is_none(first->latest) && (how == RR_LESS ||
	    how == RR_MORE ? c < 0 : c <= 0);
}

enum rr_truth
rr_moment_compare(const struct rr_moment *l, const struct rr_moment *r,
    enum rr_compare how)
{
	static const enum rr_compare others[] = { [RR_LESS] = RR_AT_LEAST,
	    [RR_AT_LEAST] = RR_LESS, [RR_MORE] = RR_AT_MOST,
	    [RR_AT_MOST] = RR_MORE };

	if (l->may_wait || r->may_wait)
		return RR_ANY;
	if (is_surely(l, r, how))
		return RR_TRUE;
	if (is_surely(l, r, others[how]))
		return RR_FALSE;
	if (!rr_moment_is_open(l) && !rr_moment_is_open(r))
		return RR_UNKNOWN;
	return l->gap == NULL && r->gap == NULL ? RR_EITHER : RR_ANY;
}

void
rr_moment_bound(struct rr_eval *ev, const struct rr_moment *m)
{
	if (rr_moment_is_open(m) || (m->unknown && ev->limited))
		rr_blur(ev);
}

rr_date
rr_between_day(const struct rr_between *b)
{
	return rr_date_cmp(b->least, b->most) == 0 ? b->least : RR_DATE_NONE;
}

bool
rr_between_same(const struct rr_between *a, const struct rr_between *b)
{
	return rr_date_cmp(a->least, b->least) == 0 &&
	    rr_date_cmp(a->most, b->most) == 0;
}

void
rr_between_widen(struct rr_between *a, const struct rr_between *b,
    bool first)
{
	if (first || rr_date_is_none(a->least)) {
		*a = *b;
		return;
	}
	if (rr_date_is_none(b->least))
		return;
	if (rr_date_cmp(b->least, a->least) < 0)
		a->least = b->least;
	a->most = later_day(a->most, b->most);
}
