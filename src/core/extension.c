/*
 * extension.c: the days by which delays extend a deadline.
 *
 * A day counts once, and only where it lies between the start of the deadline
 * and its end as extended so far, and before the day on which it was met: the
 * delays are gone through in their order until none adds a day.
 *
 * Whether one in dispute extends the deadline is a hole of its entry, as is an
 * answer that is not on record or is open: the first day of the span is moved
 * without it and the last with it.
 */
#include "extension_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "status_int.h"

struct extension {
	struct rr_eval			*ev;
	const struct rr_date_terms	*t;
	const struct rr_scope		*scope;
	struct rr_delay			*all;
	size_t				 n;
	/* the first day that counts, at the latest and at the earliest */
	int32_t				 first, first_least;
	/* the day on which it was met, or INT32_MAX */
	int32_t				 met;
};

static int32_t
least_of(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t
most_of(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static bool
is_whole(const struct rr_delay *d)
{
	return d->n == rr_delay_days(d->from, d->until);
}

/*
 * Whether a delay of which no day lies within the deadline, as extended until
 * END, extends it all the same.
 */
static enum rr_truth
counts_from(const struct extension *x, int32_t first, int32_t end)
{
	if (first <= end - (x->t->strict ? 1 : 0))
		return RR_TRUE;
	return x->t->late_if == NULL ? RR_FALSE :
	    rr_eval_truth(x->ev, x->t->late_if, x->scope);
}

/* How many of the N delays are whole and lie together; their last day. */
static size_t
together(const struct rr_delay *d, size_t n, bool whole, int32_t *until)
{
	size_t k = 1;

	*until = d->until;
	while (k < n && ((whole && !is_whole(&d[k])) ||
	    d[k].from <= *until + 1)) {
		if (!whole || is_whole(&d[k]))
			*until = most_of(*until, d[k].until);
		k++;
	}
	return k;
}

/* The days that those of N count, which are whole; certainly. */
static int32_t
whole_days(const struct extension *x, const struct rr_delay *d, size_t n,
    int32_t end)
{
	int32_t days = 0;

	for (size_t i = 0, k; i < n; i += k) {
		int32_t until, from = most_of(d[i].from, x->first);

		k = 1;
		if (!is_whole(&d[i]))
			continue;
		k = together(&d[i], n - i, true, &until);
		until = least_of(until, x->met - 1);
		if (until >= from &&
		    counts_from(x, from, end + days) == RR_TRUE)
			days += rr_delay_days(from, until);
	}
	return days;
}

/*
 * The fewest of the days of one delay that can count: those that the window
 * leaves out are taken first, the others as late as can be.
 */
static int32_t
fewest(const struct extension *x, const struct rr_delay *d, int32_t end)
{
	int32_t until = least_of(d->until, x->met - 1);
	int32_t out = rr_delay_days(d->from, least_of(d->until, x->first - 1)) +
	    rr_delay_days(most_of(d->from, x->met), d->until);
	int32_t left = least_of(d->n - out, rr_delay_days(most_of(d->from,
	    x->first), until));

	return left > 0 && counts_from(x, until - left + 1, end) == RR_TRUE ?
	    left : 0;
}

/* Of N that lie together, the fewest days that can count. */
static int32_t
at_least(const struct extension *x, const struct rr_delay *d, size_t n,
    int32_t end)
{
	int32_t days = whole_days(x, d, n, end);

	for (size_t i = 0; i < n; i++)
		if (!is_whole(&d[i]))
			days = most_of(days, fewest(x, &d[i], end));
	return days;
}

/* The most, and which of them have any. */
static int32_t
at_most(const struct extension *x, struct rr_delay *d, size_t n, int32_t until,
    int32_t end)
{
	int32_t from = most_of(d->from, x->first_least);
	int64_t days = 0;

	until = least_of(until, x->met - 1);
	if (until < from || counts_from(x, from, end) == RR_FALSE)
		return 0;
	for (size_t i = 0; i < n; i++) {
		int32_t own = rr_delay_days(most_of(d[i].from, from),
		    least_of(d[i].until, until));

		days += least_of(own, d[i].n);
		d[i].counted = own > 0;
	}
	return days < rr_delay_days(from, until) ? (int32_t)days :
	    rr_delay_days(from, until);
}

/* By how many days END moves, without those that are not SURE or with all. */
static int32_t
moved(const struct extension *x, bool sure, int32_t end)
{
	struct rr_delay *d = sure ? rr_arena_array(x->ev->arena, x->n + 1,
	    sizeof(*d)) : x->all;
	int32_t days = 0, until;
	size_t n = sure ? 0 : x->n, k;

	for (size_t i = 0; sure && i < x->n; i++)
		if (x->all[i].sure)
			d[n++] = x->all[i];
	for (size_t i = 0; i < n; i += k) {
		k = together(&d[i], n - i, false, &until);
		days += sure ? at_least(x, &d[i], k, end + days) :
		    at_most(x, &d[i], k, until, end + days);
	}
	return days;
}

/* "2000-06-05 to 2000-06-09" */
static const char *
span_text(struct rr_eval *ev, int32_t from, int32_t until)
{
	const struct rr_between b = { { from }, { until } };

	return rr_between_text(ev->arena, &b);
}

/* What of it counts, and what lies outside; SAME: with it and without it. */
static void
record_delay(const struct extension *x, const struct rr_delay *d, bool same)
{
	struct rr_eval *ev = x->ev;
	int32_t first = x->first_least;

	rr_record_fact(ev->rec, d->fact, "%s from %s to %s%s%s%s",
	    d->fact->name, rr_fact_get(d->fact, RR_USE_FROM),
	    rr_fact_get(d->fact, RR_USE_TO), d->doubt != NULL ? ", " : "",
	    d->doubt != NULL ? d->doubt : "", d->doubt == NULL ? "" : same ?
	    ": with it and without it the day is the same" :
	    ": the day stands with it and without it");
	rr_record_under(ev->rec);
	if (rr_fact_get(d->fact, RR_USE_DAYS) != NULL)
		rr_record(ev->rec, RR_STEP_TERM, NULL, "days of delay caused: "
		    "%d%s%s", (int)d->n, d->n <
		    rr_delay_days(d->from, d->until) ? " in " :
		    ", counted one after the other: ",
		    span_text(ev, d->from, d->until));
	if (d->from < first)
		rr_record(ev->rec, RR_STEP_SKIP, NULL, "%s lies before the "
		    "deadline began", span_text(ev, d->from,
		    least_of(d->until, first - 1)));
	if (d->until >= x->met)
		rr_record(ev->rec, RR_STEP_SKIP, NULL, "%s lies after it was "
		    "met", span_text(ev, most_of(d->from, x->met), d->until));
	if (!d->counted && d->until >= first && d->from < x->met)
		rr_record(ev->rec, RR_STEP_SKIP, NULL, "%s lies after the day",
		    span_text(ev, most_of(d->from, first),
		    least_of(d->until, x->met - 1)));
	rr_record_end(ev->rec);
}

static void
record_all(const struct extension *x, int32_t least, int32_t most)
{
	struct rr_recorder *rec = x->ev->rec;

	for (size_t i = 0; i < x->n; i++)
		record_delay(x, &x->all[i], least == most);
	if (most > 0)
		rr_record(rec, RR_STEP_SUM, NULL, "%s%d day%s in all, overlaps "
		    "counted once", least == most ? "" :
		    rr_arena_printf(x->ev->arena, "%d to ", (int)least),
		    (int)most, most == 1 ? "" : "s");
}

/* The day that an expression counts forward from; NONE: there is none. */
static rr_date
counted_from(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s)
{
	rr_date first = RR_DATE_NONE;
	struct rr_moment m;

	for (size_t i = 0; i < w->nof && rr_expr_type(w) == RR_TYPE_DAY; i++) {
		rr_date day = counted_from(ev, w->of[i], s);

		if (rr_date_is_none(first) || (!rr_date_is_none(day) &&
		    rr_date_cmp(day, first) < 0))
			first = day;
	}
	if (w->op != RR_EXPR_OFFSET || w->n < 0 || !rr_date_is_none(first))
		return first;
	m = rr_eval_day(ev, w->of[0], s);
	return m.state == RR_MOMENT_KNOWN ? m.day : RR_DATE_NONE;
}

/*
 * The first day that counts: as the terms say it, else the one after the day
 * from which the deadline is counted, or on which its entry was made.  False
 * when that has not come yet.
 */
static bool
set_first(struct extension *x)
{
	struct rr_moment m;
	rr_date start;

	x->first = x->first_least = INT32_MIN + 1;
	if (x->t->extended_from != NULL) {
		m = rr_eval_day(x->ev, x->t->extended_from, x->scope);
		if (m.state != RR_MOMENT_KNOWN || rr_date_is_none(m.day))
			return false;
		x->first_least = m.day.day;
		x->first = rr_date_is_none(m.latest) || m.may_wait ?
		    INT32_MAX : m.latest.day;
		return true;
	}
	start = counted_from(x->ev, x->t->due, x->scope);
	if (rr_date_is_none(start) && x->scope->self != NULL)
		start = x->scope->self->day;
	if (!rr_date_is_none(start))
		x->first = x->first_least = start.day + 1;
	return true;
}

/* Nothing extends it before the day on which that begins. */
static void
record_waits(const struct extension *x)
{
	rr_record(x->ev->rec, RR_STEP_MISSING, NULL, "no delay extends it yet; "
	    "not on record: %s", rr_in_words(x->ev, x->t->extended_from,
	    x->scope->self));
}

/* "excused delay of entry 4 counts, in dispute": those that may. */
static const char *
doubtful(const struct extension *x)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *doubt = NULL, *text;
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++) {
		if (x->all[i].sure || !x->all[i].counted)
			continue;
		rr_buf_printf(&b, "%s", n++ > 0 ? " or " : "");
		rr_fact_ref(x->all[i].fact, &b);
		doubt = doubt == NULL ? x->all[i].doubt : doubt;
	}
	text = n == 0 ? NULL : rr_shared_text(x->ev, rr_arena_printf(
	    x->ev->arena, "%s of %s %s counts%s%s", x->t->extended_by, n > 1 ?
	    "entries" : "entry", b.s, doubt != NULL ? ", " : "",
	    doubt != NULL ? doubt : ""));
	rr_buf_free(&b);
	return text;
}

bool
rr_deadline_extend(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_scope *scope, rr_date met, struct rr_between *day,
    const char **late_if)
{
	struct extension x = { .ev = ev, .t = t, .scope = scope,
	    .met = rr_date_is_none(met) ? INT32_MAX : met.day };
	struct rr_recorder *rec = ev->rec;
	int32_t least, most;

	*late_if = NULL;
	if (t->extended_by == NULL)
		return true;
	x.all = rr_delays_of(ev, t, scope, &x.n);
	if (x.n == 0)
		return true;
	ev->rec = NULL;
	if (!set_first(&x)) {
		ev->rec = rec;
		record_waits(&x);
		return true;
	}
	least = moved(&x, true, day->least.day);
	most = moved(&x, false, rr_date_is_none(day->most) ?
	    day->least.day : day->most.day);
	ev->rec = rec;
	if (least != most)
		*late_if = doubtful(&x);
	record_all(&x, least, most);
	return rr_date_add(day->least, least, &day->least) &&
	    (rr_date_is_none(day->most) ||
	    rr_date_add(day->most, most, &day->most));
}
