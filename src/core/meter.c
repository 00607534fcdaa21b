/*
 * meter.c: the baselines of a counter: which comes next, what renews one, and
 * what counts against one.
 */
#include <string.h>

#include "meter_int.h"
#include "regrights/arena.h"

const char *
rr_meter_lacks(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *by)
{
	return rr_arena_printf(ev->arena, "%s after %s (entry %lld)",
	    p->each[0], by->name, (long long)by->seq);
}

/* When it is recorded to have been, with its hour. */
static struct rr_moment
own_moment(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_moment m = rr_eval_counted(ev, f);

	m.at = f->at;
	rr_moment_bound(ev, &m);
	return m;
}

struct rr_moment
rr_meter_moment(struct rr_meter *m, const struct rr_fact *f)
{
	const struct rr_counter_terms *t = &m->p->counter;
	const struct rr_scope s = RR_SCOPE(f, NULL);
	struct rr_moment own = own_moment(m->ev, f), used;

	if (t->used_on == NULL || strcmp(f->name, t->of) != 0)
		return own;
	used = rr_eval_day_quiet(m->ev, t->used_on, &s);
	if (used.state != RR_MOMENT_KNOWN)
		return own;
	if (rr_date_cmp(used.day, own.day) == 0 &&
	    rr_date_cmp(used.latest, own.latest) == 0)
		return own;
	rr_moment_bound(m->ev, &used);
	return used;
}

bool
rr_meter_is_before(struct rr_meter *m, const struct rr_fact *a,
    const struct rr_fact *b)
{
	struct rr_moment x = rr_meter_moment(m, a), y = rr_meter_moment(m, b);

	if (x.unknown || y.unknown) {
		x.day = a->day;
		y.day = b->day;
	}
	return rr_moment_is_before(&x, &y);
}

bool
rr_meter_units(const struct rr_fact *f, int64_t *out)
{
	const char *text = rr_fact_get(f, RR_USE_SHARES);
	rr_shares n;

	if (text == NULL || !rr_shares_parse(text, &n))
		return false;
	*out = n.units;
	return true;
}

bool
rr_meter_is_of(const struct rr_fact *f, const char *holder)
{
	const char *of = rr_fact_get(f, RR_USE_HOLDER);

	return of != NULL && holder != NULL && strcmp(of, holder) == 0;
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

bool
rr_meter_same_line(struct rr_eval *ev, const struct rr_fact *a,
    const struct rr_fact *b)
{
	return a->about == 0 || b->about == 0 ||
	    line_of(ev, a) == line_of(ev, b);
}

/* Whether two of one day differ in number, and nothing says which is later. */
static bool
is_open_order(struct rr_eval *ev, const struct rr_fact *a,
    const struct rr_fact *b)
{
	int64_t x, y;

	return rr_date_cmp(a->day, b->day) == 0 &&
	    (rr_instant_is_none(a->at) || rr_instant_is_none(b->at) ||
	    a->at.sec == b->at.sec) && rr_meter_units(a, &x) &&
	    rr_meter_units(b, &y) && x != y && !rr_eval_is_linked(ev, a, b) &&
	    !rr_eval_is_linked(ev, b, a);
}

/* The first baseline of the same Holder and line that came later, or NULL. */
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
			    rr_meter_same_line(m->ev, m->self, all[i]) &&
			    !is_open_order(m->ev, m->self, all[i]))
				return all[i];
			past |= all[i] == m->self;
		}
	}
	return NULL;
}

const char *
rr_meter_unordered(struct rr_meter *m)
{
	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev, m->p->each[e], &n);

		for (size_t i = 0; i < n; i++)
			if (all[i] != m->self &&
			    rr_meter_is_of(all[i], m->holder) &&
			    rr_meter_same_line(m->ev, m->self, all[i]) &&
			    is_open_order(m->ev, m->self, all[i]))
				return rr_arena_printf(m->ev->arena, "which "
				    "'%s' of %s came last", m->self->name,
				    rr_fact_day_text(m->ev->arena, m->self));
	}
	return NULL;
}

bool
rr_meter_precedes(struct rr_meter *m, const struct rr_fact *a,
    const struct rr_fact *b)
{
	bool blurred = m->ev->blurred, is = rr_meter_is_before(m, a, b);

	m->ev->blurred = blurred;
	return is;
}

/* Whether that renews an earlier baseline of the Holder and line of B. */
static bool
renews_earlier(struct rr_meter *m, const struct rr_fact *by,
    const struct rr_fact *b)
{
	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev, m->p->each[e], &n);

		for (size_t i = 0; i < n; i++)
			if (all[i] != b && rr_meter_is_of(all[i],
			    rr_fact_get(b, RR_USE_HOLDER)) &&
			    rr_meter_same_line(m->ev, b, all[i]) &&
			    rr_eval_is_linked(m->ev, by, all[i]))
				return true;
	}
	return false;
}

/*
 * What says at which hour a baseline begins: the only one by which an earlier
 * one was renewed on its day, where it has no hour of its own; else itself.
 */
static const struct rr_fact *
begun_by(struct rr_meter *m, const struct rr_fact *b)
{
	const char *name = m->p->counter.renewed_by;
	const struct rr_fact *const *all, *by = NULL;
	size_t n = 0;

	if (!rr_instant_is_none(b->at))
		return b;
	all = name == NULL ? NULL : rr_index_named(m->ev, name, &n);
	for (size_t i = 0; i < n; i++) {
		if (!renews_earlier(m, all[i], b) || rr_date_cmp(
		    rr_meter_moment(m, all[i]).day, b->day) != 0)
			continue;
		if (by != NULL)
			return b;
		by = all[i];
	}
	return by != NULL ? by : b;
}

static bool
is_one_day(const struct rr_moment *m)
{
	return !rr_moment_is_open(m) && rr_date_cmp(m->day, m->latest) == 0;
}

/* Whether that can be on or before a day on which the other can be. */
static bool
can_be_by(const struct rr_moment *a, const struct rr_moment *b)
{
	return rr_date_is_none(b->latest) ||
	    rr_date_cmp(a->day, b->latest) <= 0;
}

enum rr_truth
rr_meter_is_earlier(struct rr_meter *m, const struct rr_fact *use,
    const struct rr_fact *end)
{
	struct rr_moment x = rr_meter_moment(m, use);
	struct rr_moment y = rr_meter_moment(m, end);
	int c;

	if (x.unknown || y.unknown) {
		x.day = use->day;
		y.day = end->day;
	}
	if (!is_one_day(&x) || !is_one_day(&y))
		return can_be_by(&y, &x) ? can_be_by(&x, &y) ?
		    RR_UNKNOWN : RR_FALSE : RR_TRUE;
	c = rr_date_cmp(x.day, y.day);
	if (c == 0 && rr_instant_is_none(y.at))
		y.at = begun_by(m, end)->at;
	if (c == 0 && !rr_instant_is_none(x.at) && !rr_instant_is_none(y.at))
		c = (x.at.sec > y.at.sec) - (x.at.sec < y.at.sec);
	if (c == 0)
		return RR_UNKNOWN;
	return c < 0 ? RR_TRUE : RR_FALSE;
}

const char *
rr_meter_order(struct rr_meter *m, const struct rr_fact *use,
    const struct rr_fact *end)
{
	const struct rr_fact *by = begun_by(m, end);

	return rr_arena_printf(m->ev->arena, "whether %s (entry %lld) was "
	    "before %s (entry %lld)", use->name, (long long)use->seq,
	    by->name, (long long)by->seq);
}

/* Whether no baseline of the Holder and line of SELF is before it. */
static bool
is_first(struct rr_meter *m)
{
	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev, m->p->each[e], &n);

		for (size_t i = 0; i < n; i++)
			if (all[i] != m->self &&
			    rr_meter_is_of(all[i], m->holder) &&
			    rr_meter_same_line(m->ev, m->self, all[i]) &&
			    rr_meter_precedes(m, all[i], m->self))
				return false;
	}
	return true;
}

enum rr_truth
rr_meter_is_since(struct rr_meter *m, const struct rr_fact *use,
    const char **doubt)
{
	enum rr_truth earlier = rr_meter_is_earlier(m, use, m->self);
	const struct rr_moment at = rr_meter_moment(m, use);

	if (earlier == RR_UNKNOWN && is_one_day(&at) && is_first(m))
		return RR_TRUE;
	if (earlier == RR_UNKNOWN)
		*doubt = rr_meter_order(m, use, m->self);
	return earlier == RR_UNKNOWN ? earlier :
	    earlier == RR_TRUE ? RR_FALSE : RR_TRUE;
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
		    rr_meter_precedes(m, all[i], after) || (end != NULL &&
		    !rr_meter_precedes(m, all[i], end)))
			continue;
		if (first == NULL || rr_meter_precedes(m, all[i], first))
			first = all[i];
	}
	m->ev->rec = rec;
	return first;
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

bool
rr_meter_takes(struct rr_meter *m, struct rr_recorder *rec,
    const struct rr_fact *f, const char **doubt)
{
	const struct rr_expr *c = m->p->counter.counts_if;
	const struct rr_scope s = RR_SCOPE(f, NULL);
	const char **lack = m->ev->lack;
	enum rr_truth counts;

	*doubt = NULL;
	/* What it lacks is told with the entry that lacks it. */
	m->ev->lack = NULL;
	counts = c == NULL ? RR_TRUE : rr_cond_known(m->ev, c, &s);
	m->ev->lack = lack;
	if (counts == RR_FALSE) {
		rr_record_fact(rec, f, "%s %s does not count", f->name,
		    rr_day_text(m->ev->arena, f->day));
		return false;
	}
	if (counts != RR_TRUE) {
		*doubt = rr_cond_doubt(m->ev, c, &s);
		if (*doubt == NULL)
			*doubt = "whether it counts";
		*doubt = rr_arena_printf(m->ev->arena, "%s (entry %lld)",
		    *doubt, (long long)f->seq);
	}
	return true;
}

/* Nothing counts before it was. */
static struct rr_moment
since_own_day(struct rr_meter *m, const struct rr_fact *use,
    const char *waits_for)
{
	struct rr_moment own = rr_meter_moment(m, use), since;

	if (own.state != RR_MOMENT_KNOWN)
		return own;
	since = rr_moment_since(own.day, waits_for);
	since.gap = waits_for;
	since.hole = true;
	since.fact = use;
	since.late_if = rr_shared_text(m->ev, rr_arena_printf(m->ev->arena,
	    "%s (entry %lld) is later", waits_for, (long long)use->seq));
	return since;
}

struct rr_moment
rr_meter_counts(struct rr_meter *m, const struct rr_fact *use)
{
	const struct rr_scope s = RR_SCOPE(use, NULL);
	struct rr_moment at = m->p->counter.day != NULL ?
	    rr_eval_day_quiet(m->ev, m->p->counter.day, &s) :
	    rr_meter_moment(m, use);

	if (at.state == RR_MOMENT_WAITING && at.hole)
		at = since_own_day(m, use, at.waits_for);
	rr_moment_bound(m->ev, &at);
	if (at.state == RR_MOMENT_KNOWN &&
	    rr_date_cmp(at.day, m->ev->in->on) > 0)
		return rr_moment_waiting(rr_arena_printf(m->ev->arena,
		    "%s, which is still to come",
		    rr_day_text(m->ev->arena, at.day)));
	return at;
}

/* The first baseline of the Holder and line of SELF that is not before BY. */
static const struct rr_fact *
baseline_since(struct rr_meter *m, const struct rr_fact *by)
{
	const struct rr_fact *b = m->self;
	struct rr_meter at = *m;

	do {
		at.self = b;
		b = rr_meter_next(&at);
	} while (b != NULL && rr_meter_precedes(m, b, by));
	return b;
}

/* Whether something was used of what a baseline became by that, and is not. */
static bool
is_used_since(struct rr_meter *m, const struct rr_fact *by)
{
	const struct rr_fact *next, *again;
	const char *doubt;
	size_t n;
	const struct rr_fact *const *all = rr_index_named(m->ev,
	    m->p->counter.of, &n);

	m->holder = rr_fact_get(m->self, RR_USE_HOLDER);
	next = baseline_since(m, by);
	/* What it became by that stands from then on. */
	if (next != NULL && begun_by(m, next) == by)
		return false;
	again = rr_meter_renewal(m, m->self, by, next);
	for (size_t i = 0; i < n; i++)
		if (rr_meter_is_of(all[i], m->holder) &&
		    rr_meter_takes(m, NULL, all[i], &doubt) &&
		    !rr_meter_precedes(m, all[i], by) &&
		    (next == NULL ||
		    rr_meter_is_earlier(m, all[i], next) != RR_FALSE) &&
		    (again == NULL ||
		    rr_meter_precedes(m, all[i], again)))
			return true;
	return false;
}

const char *
rr_meter_lacks_since(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *by)
{
	struct rr_recorder *rec = ev->rec;
	bool used = false;

	ev->rec = NULL;
	for (size_t e = 0; e < p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all = rr_index_named(ev,
		    p->each[e], &n);

		for (size_t i = 0; i < n && !used; i++) {
			struct rr_meter m = { .ev = ev, .p = p,
			    .self = all[i] };

			used = rr_eval_is_linked(ev, by, all[i]) &&
			    is_used_since(&m, by);
		}
	}
	ev->rec = rec;
	return used ? rr_meter_lacks(ev, p, by) : NULL;
}
