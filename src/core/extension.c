/*
 * extension.c: the days by which delays extend a deadline.
 *
 * A day counts once, and only where it lies between the start of the deadline
 * and its end as extended so far, and before the day on which it was met: the
 * delays are gone through in their order until none adds a day.  One that is
 * about another entry, or another party, extends nothing here.
 *
 * A delay counts with the days that its entry says that it caused, else with
 * all from its first to its last.  Whether one in dispute extends the deadline
 * is a hole of its entry, as is an answer that is not on record or is open: the
 * first day of the span is moved without it and the last with it.
 */
#include <stdlib.h>
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "status_int.h"

/* N of the days from FROM until UNTIL, both among them. */
struct delay {
	const struct rr_fact	*fact;
	int32_t			 from, until, n;
	bool			 sure;		/* else it may extend it */
	bool			 counted;
	const char		*doubt;		/* of one that is not sure */
};

struct extension {
	struct rr_eval			*ev;
	const struct rr_date_terms	*t;
	const struct rr_scope		*scope;
	struct delay			*all;
	size_t				 n;
	/* the first day that counts, at the latest and at the earliest */
	int32_t				 first, first_least;
	/* the day on which it was met, or INT32_MAX */
	int32_t				 met;
};

static int
by_days(const void *a, const void *b)
{
	const struct delay *x = a, *y = b;
	int c = (x->from > y->from) - (x->from < y->from);

	if (c == 0)
		c = (x->until > y->until) - (x->until < y->until);
	/* Facts lie in one array, so their addresses are their order. */
	return c != 0 ? c : (x->fact > y->fact) - (x->fact < y->fact);
}

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

/* Days from A through B; none where B is before it. */
static int32_t
days_of(int32_t a, int32_t b)
{
	return b < a ? 0 : b - a + 1;
}

static bool
is_whole(const struct delay *d)
{
	return d->n == days_of(d->from, d->until);
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
	    rr_cond_eval(x->ev, x->t->late_if, x->scope);
}

/* How many of the N delays are whole and lie together; their last day. */
static size_t
together(const struct delay *d, size_t n, bool whole, int32_t *until)
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
whole_days(const struct extension *x, const struct delay *d, size_t n,
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
			days += days_of(from, until);
	}
	return days;
}

/*
 * The fewest of the days of one delay that can count: those that the window
 * leaves out are taken first, the others as late as can be.
 */
static int32_t
fewest(const struct extension *x, const struct delay *d, int32_t end)
{
	int32_t until = least_of(d->until, x->met - 1);
	int32_t out = days_of(d->from, least_of(d->until, x->first - 1)) +
	    days_of(most_of(d->from, x->met), d->until);
	int32_t left = least_of(d->n - out, days_of(most_of(d->from,
	    x->first), until));

	return left > 0 && counts_from(x, until - left + 1, end) == RR_TRUE ?
	    left : 0;
}

/* Of N that lie together, the fewest days that can count. */
static int32_t
at_least(const struct extension *x, const struct delay *d, size_t n,
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
at_most(const struct extension *x, struct delay *d, size_t n, int32_t until,
    int32_t end)
{
	int32_t from = most_of(d->from, x->first_least);
	int64_t days = 0;

	until = least_of(until, x->met - 1);
	if (until < from || counts_from(x, from, end) == RR_FALSE)
		return 0;
	for (size_t i = 0; i < n; i++) {
		int32_t own = days_of(most_of(d[i].from, from),
		    least_of(d[i].until, until));

		days += least_of(own, d[i].n);
		d[i].counted = own > 0;
	}
	return days < days_of(from, until) ? (int32_t)days :
	    days_of(from, until);
}

/* By how many days END moves, without those that are not SURE or with all. */
static int32_t
moved(const struct extension *x, bool sure, int32_t end)
{
	struct delay *d = sure ? rr_arena_array(x->ev->arena, x->n + 1,
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

/* The entry of the kind of SELF that a field of it names, or NULL. */
static const char *
named_like(struct rr_eval *ev, const struct rr_event *e,
    const struct rr_fact *f, const struct rr_fact *self)
{
	struct rr_buf ref = RR_BUF_INIT;
	const struct rr_fact *of;
	int64_t seq, row;

	for (size_t i = 0; e != NULL && i < e->nfields; i++) {
		const char *list = !rr_field_names_entries(e->fields[i].type) ?
		    NULL : rr_fact_field(f, e->fields[i].key);

		while (rr_fact_refs_next(&list, &seq, &row)) {
			of = rr_facts_live(ev->in->facts, seq, row);
			if (of == NULL || strcmp(of->name, self->name) != 0)
				continue;
			rr_fact_ref(of, &ref);
			return rr_buf_keep(&ref, ev->arena);
		}
	}
	return NULL;
}

/* About this entry or under it, or about none. */
static bool
is_about_it(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_fact *self)
{
	const char *other;

	if (self == NULL || rr_eval_hangs(ev, f, self))
		return true;
	other = f->about != 0 ? rr_arena_printf(ev->arena, "%lld",
	    (long long)f->about) : named_like(ev, rr_agreement_event(
	    ev->agreement, f->name), f, self);
	if (other != NULL)
		rr_record_fact(ev->rec, f, "%s is about entry %s, and extends "
		    "nothing here", f->name, other);
	return other == NULL;
}

/* Of this party, or of nobody. */
static bool
is_of(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);

	for (size_t i = 0; party != NULL && e != NULL && i < e->nfields; i++) {
		const char *of = e->fields[i].type != RR_FIELD_PARTY ?
		    NULL : rr_fact_field(f, e->fields[i].key);

		if (of == NULL || strcmp(of, party) == 0)
			continue;
		rr_record_fact(ev->rec, f, "%s is of %s, and extends nothing "
		    "here", f->name, rr_roster_name(ev->in->roster, of));
		return false;
	}
	return true;
}

/* FALSE: it extends nothing; unknown, and what leaves it so in DOUBT. */
static enum rr_truth
extends(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_fact *f, const char **doubt)
{
	const struct rr_scope own = { f, NULL, RR_DATE_NONE, RR_DATE_NONE };
	enum rr_truth yes = t->extended_if == NULL ? RR_TRUE :
	    rr_cond_eval(ev, t->extended_if, &own);
	enum rr_truth disputed = yes == RR_TRUE || t->disputed_if == NULL ?
	    RR_FALSE : rr_cond_eval(ev, t->disputed_if, &own);

	*doubt = NULL;
	if (disputed != RR_FALSE && !rr_is_open(yes))
		*doubt = "in dispute";
	else if (yes == RR_UNKNOWN)
		*doubt = rr_arena_printf(ev->arena, "not on record: %s",
		    rr_cond_doubt(ev, t->extended_if, &own));
	return yes != RR_FALSE ? yes : disputed == RR_FALSE ? RR_FALSE :
	    RR_UNKNOWN;
}

/* The days that it caused: as its entry says them, else all of its days. */
static bool
read_days(const struct rr_fact *f, struct delay *d)
{
	const char *from = rr_fact_field(f, "from");
	const char *to = rr_fact_field(f, "to");
	const char *days = rr_fact_field(f, "days");
	rr_date a, b, last;
	int64_t n;

	if (from == NULL || to == NULL || !rr_date_parse(from, &a) ||
	    !rr_date_parse(to, &b))
		return false;
	d->fact = f;
	d->from = a.day;
	d->until = b.day;
	d->n = days_of(a.day, b.day);
	if (days == NULL || !rr_int_parse(days, 0, INT32_MAX, &n))
		return true;
	/* Beyond its last day a delay can go on to tell. */
	if (!rr_date_add(a, n - 1, &last)) {
		last = rr_date_last();
		n = days_of(a.day, last.day);
	}
	if (n > 0)
		d->until = most_of(b.day, last.day);
	d->n = (int32_t)n;
	return true;
}

/* Adds one that extends it, or may. */
static void
add_delay(struct extension *x, const struct rr_fact *f)
{
	struct rr_eval *ev = x->ev;
	struct delay *d = &x->all[x->n];
	enum rr_truth yes;

	memset(d, 0, sizeof(*d));
	if (!is_about_it(ev, f, x->scope->self) ||
	    !is_of(ev, f, x->scope->recipient) || !read_days(f, d))
		return;
	yes = extends(ev, x->t, f, &d->doubt);
	if (yes == RR_FALSE || d->n == 0) {
		rr_record_fact(ev->rec, f, "%s to %s %s",
		    rr_fact_field(f, "from"), rr_fact_field(f, "to"),
		    d->n == 0 ? "caused no delay" : "does not extend it");
		return;
	}
	d->sure = yes == RR_TRUE;
	x->n++;
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
record_delay(const struct extension *x, const struct delay *d, bool same)
{
	struct rr_eval *ev = x->ev;
	int32_t first = x->first_least;

	rr_record_fact(ev->rec, d->fact, "%s from %s to %s%s%s%s",
	    d->fact->name, rr_fact_field(d->fact, "from"),
	    rr_fact_field(d->fact, "to"), d->doubt != NULL ? ", " : "",
	    d->doubt != NULL ? d->doubt : "", d->doubt == NULL ? "" : same ?
	    ": with it and without it the day is the same" :
	    ": the day stands with it and without it");
	rr_record_under(ev->rec);
	if (rr_fact_field(d->fact, "days") != NULL)
		rr_record(ev->rec, RR_STEP_TERM, NULL, "days of delay caused: "
		    "%d%s%s", (int)d->n, d->n <
		    days_of(d->from, d->until) ? " in " :
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
counted_from(struct rr_eval *ev, const struct rr_when *w,
    const struct rr_scope *s)
{
	rr_date first = RR_DATE_NONE;
	struct rr_moment m;

	for (size_t i = 0; i < w->nof; i++) {
		rr_date day = counted_from(ev, w->of[i], s);

		if (rr_date_is_none(first) || (!rr_date_is_none(day) &&
		    rr_date_cmp(day, first) < 0))
			first = day;
	}
	if (w->op != RR_WHEN_OFFSET || w->n < 0 || !rr_date_is_none(first))
		return first;
	m = rr_when_eval(ev, w->of[0], s);
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
		m = rr_when_eval(x->ev, x->t->extended_from, x->scope);
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
	struct rr_buf b = RR_BUF_INIT;

	rr_when_text(x->t->extended_from, x->ev->agreement, &b);
	rr_record(x->ev->rec, RR_STEP_MISSING, NULL, "no delay extends it yet; "
	    "not on record: %s", b.s);
	rr_buf_free(&b);
}

static void
read_delays(struct extension *x)
{
	size_t n;
	const struct rr_fact *const *all =
	    rr_index_named(x->ev->index, x->t->extended_by, &n);

	x->all = rr_arena_array(x->ev->arena, n + 1, sizeof(*x->all));
	for (size_t i = 0; i < n; i++)
		add_delay(x, all[i]);
	if (x->n > 1)
		qsort(x->all, x->n, sizeof(*x->all), by_days);
}

bool
rr_deadline_extend(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_scope *scope, rr_date met, struct rr_between *day)
{
	struct extension x = { .ev = ev, .t = t, .scope = scope,
	    .met = rr_date_is_none(met) ? INT32_MAX : met.day };
	struct rr_recorder *rec = ev->rec;
	int32_t least, most;

	if (t->extended_by == NULL)
		return true;
	read_delays(&x);
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
	record_all(&x, least, most);
	return rr_date_add(day->least, least, &day->least) &&
	    (rr_date_is_none(day->most) ||
	    rr_date_add(day->most, most, &day->most));
}
