/*
 * calendar.c: which days count.
 *
 * A calendar is walked year by year: each rule gives its days of that year,
 * and those observed for them, which may fall into the year before or after.
 * A table of days is made so once for a union; then a day's place among the
 * open days, and the n-th open day, are each one look-up.
 *
 * The table holds the years that all calendars know.  Beyond them no day is
 * known as open, but one that a calendar closes is closed; so a count may walk
 * there from closed day to closed day, until it is in the table or is refused.
 * Single days of the table that are not known are kept beside it.
 *
 * Nothing here allocates after a table is made.
 */
#include "regrights/calendar.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/vec.h"

typedef bool	 each_closing(void *ctx, rr_date, const struct rr_closing *);

static bool
first_of(const struct rr_rule *r, int year, rr_date *out)
{
	rr_date d;
	int shift;

	switch (r->form) {
	case RR_RULE_FIXED:
		return rr_date_of(year, r->month, r->day, out);
	case RR_RULE_EASTER:
		return rr_date_add(rr_date_easter(year), r->offset, out);
	case RR_RULE_NTH:
		if (r->nth > 0) {
			rr_date_of(year, r->month, 1, &d);
			shift = ((int)r->weekday - (int)rr_date_weekday(d) +
			    7) % 7 + 7 * (r->nth - 1);
		} else {
			rr_date_of(year + r->month / 12, r->month % 12 + 1, 1,
			    &d);
			d.day--;
			shift = -(((int)rr_date_weekday(d) -
			    (int)r->weekday + 7) % 7);
		}
		return rr_date_add(d, shift + r->offset, out);
	case RR_RULE_DATES:
		break;
	}
	return false;
}

/* DAY itself, and what is observed for it. */
static bool
give_day(const struct rr_rule *r, rr_date day, each_closing *each, void *ctx)
{
	struct rr_closing why = { r->name, r->cite, r->doubtful, false, day };

	if (r->itself && !each(ctx, day, &why))
		return false;
	for (size_t i = 0; i < r->nobserved; i++) {
		rr_date observed = { day.day + r->observed[i].shift };

		if (rr_date_weekday(day) != r->observed[i].on)
			continue;
		why.in_lieu = true;
		if (!each(ctx, observed, &why))
			return false;
	}
	return true;
}

static bool
rule_year(const struct rr_rule *r, int year, each_closing *each, void *ctx)
{
	rr_date day;

	if (year < r->from || year > r->to ||
	    (r->every > 0 && ((year - r->since) % r->every) != 0))
		return true;
	if (r->form != RR_RULE_DATES)
		return !first_of(r, year, &day) ||
		    give_day(r, day, each, ctx);
	for (size_t i = 0; i < r->ndates; i++)
		if (rr_date_year(r->dates[i]) == year &&
		    !give_day(r, r->dates[i], each, ctx))
			return false;
	return true;
}

/* All that the rules close because of a day in YEAR; false when stopped. */
static bool
rules_year(const struct rr_calendar *c, int year, each_closing *each,
    void *ctx)
{
	for (size_t i = 0; i < c->nrules; i++)
		if (!rule_year(&c->rules[i], year, each, ctx))
			return false;
	return true;
}

/*
 * A list of single days has no rule that ends: behind its last year nothing
 * of it is known to close, as of any list of announcements.
 */
static int
last_year(const struct rr_calendar *c)
{
	for (size_t i = 0; i < c->nrules; i++)
		if (c->rules[i].form != RR_RULE_DATES)
			return c->last;
	return c->announces ? RR_CALENDAR_LAST : c->last;
}

struct search {
	rr_date			 day;
	struct rr_closing	 why;
	bool			 found;
};

static bool
look_for(void *ctx, rr_date day, const struct rr_closing *why)
{
	struct search *s = ctx;

	if (rr_date_cmp(day, s->day) != 0)
		return true;
	/* What is certain, and the day's own name, is the better reason. */
	if (!s->found || s->why.doubtful || s->why.in_lieu)
		s->why = *why;
	s->found = true;
	return why->in_lieu || why->doubtful;
}

static bool
search_day(const struct rr_calendar *c, rr_date d, struct search *s)
{
	enum rr_weekday w = rr_date_weekday(d);
	int year = rr_date_year(d);

	*s = (struct search){ d, { NULL, NULL, false, false, d }, false };
	if (year < c->first || year > last_year(c))
		return false;
	for (int y = year - 1; y <= year + 1; y++)
		if (!rules_year(c, y, look_for, s))
			break;
	if ((!s->found || s->why.doubtful) && (c->weekly >> w & 1)) {
		s->why.name = rr_weekday_name(w);
		s->why.cite = c->weekly_cite;
		s->why.doubtful = false;
		s->found = true;
	}
	return true;
}

bool
rr_calendar_knows(const struct rr_calendar *c, rr_date d)
{
	struct search s;

	return search_day(c, d, &s) && !(s.found && s.why.doubtful);
}

bool
rr_calendar_closes(const struct rr_calendar *c, rr_date d,
    struct rr_closing *why)
{
	struct search s;

	if (!search_day(c, d, &s) || !s.found || s.why.doubtful)
		return false;
	if (why != NULL)
		*why = s.why;
	return true;
}

struct listing {
	rr_date			*days;
	struct rr_closing	*why;
	size_t			 n, max;
	int			 year;
};

static bool
add_to_list(void *ctx, rr_date day, const struct rr_closing *why)
{
	struct listing *l = ctx;
	size_t i = l->n;

	if (rr_date_year(day) != l->year || l->n == l->max)
		return true;
	for (; i > 0 && rr_date_cmp(l->days[i - 1], day) > 0; i--) {
		l->days[i] = l->days[i - 1];
		l->why[i] = l->why[i - 1];
	}
	l->days[i] = day;
	l->why[i] = *why;
	l->n++;
	return true;
}

size_t
rr_calendar_year(const struct rr_calendar *c, int year, rr_date *days,
    struct rr_closing *why, size_t max)
{
	struct listing l = { days, why, 0, max, year };

	if (year < c->first || year > c->last)
		return 0;
	for (int y = year - 1; y <= year + 1; y++)
		rules_year(c, y, add_to_list, &l);
	return l.n;
}

struct rr_days {
	const struct rr_calendar *const	*calendars;
	size_t				 ncalendars;
	/* the first day, and how many days */
	int32_t				 first, n;
	/* open days before day i; n + 1 of them */
	int32_t				*before;
	int32_t				*open;	/* the open days, in order */
	int32_t				 nopen;
	/* days of the table that are not known; they are not open in it */
	struct rr_vec			 doubts;
};

struct marking {
	struct rr_arena	*arena;
	struct rr_days	*t;
};

static bool
mark_closed(void *ctx, rr_date day, const struct rr_closing *why)
{
	struct marking *m = ctx;
	int32_t i = day.day - m->t->first;

	if (i < 0 || i >= m->t->n)
		return true;
	if (why->doubtful)
		*(rr_date *)rr_vec_add(m->arena, &m->t->doubts) = day;
	else
		m->t->before[i + 1] = 0;
	return true;
}

/* While a table is made, before[i + 1] is 1 for an open day i. */
static void
mark_calendar(struct rr_arena *arena, struct rr_days *t,
    const struct rr_calendar *c)
{
	rr_date first = { t->first }, last = { t->first + t->n - 1 };
	struct marking m = { arena, t };
	int w = (int)rr_date_weekday(first);

	for (int d = 0; c->weekly != 0 && d < 7; d++)
		if (c->weekly >> ((w + d) % 7) & 1)
			for (int32_t i = d; i < t->n; i += 7)
				t->before[i + 1] = 0;
	for (int y = rr_date_year(first) - 1; y <= rr_date_year(last) + 1; y++)
		rules_year(c, y, mark_closed, &m);
}

/* What another calendar closes is closed, whatever is doubtful. */
static void
mark_doubts(struct rr_days *t)
{
	rr_date *d = t->doubts.items;
	size_t kept = 0;

	for (size_t i = 0; i < t->doubts.n; i++) {
		int32_t *open = &t->before[d[i].day - t->first + 1];

		if (*open == 0)
			continue;
		*open = 0;
		d[kept++] = d[i];
	}
	t->doubts.n = kept;
}

static void
count_open(struct rr_days *t)
{
	for (int32_t i = 0; i < t->n; i++) {
		if (t->before[i + 1] != 0)
			t->open[t->nopen++] = t->first + i;
		t->before[i + 1] = t->nopen;
	}
}

static bool
find_range(struct rr_days *t, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	int first = RR_CALENDAR_FIRST, last = RR_CALENDAR_LAST;
	rr_date from, to;

	for (size_t i = 0; i < t->ncalendars; i++) {
		const struct rr_calendar *c = t->calendars[i];

		first = c->first > first ? c->first : first;
		last = last_year(c) < last ? last_year(c) : last;
	}
	if (first > last)
		return rr_diag(diags, RR_E_YEARS, nowhere,
		    "the calendars have no year in common");
	rr_date_of(first, 1, 1, &from);
	rr_date_of(last, 12, 31, &to);
	t->first = from.day;
	t->n = to.day - from.day + 1;
	return true;
}

struct rr_days *
rr_days_new(struct rr_arena *arena, const struct rr_calendar *const *all,
    size_t n, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	struct rr_days *t = rr_arena_alloc(arena, sizeof(*t));
	const struct rr_calendar **kept = rr_arena_array(arena, n + 1,
	    sizeof(*kept));

	for (size_t i = 0; i < n; i++)
		kept[i] = all[i];
	t->calendars = kept;
	t->ncalendars = n;
	t->doubts = (struct rr_vec)RR_VEC_INIT(rr_date);
	if (!find_range(t, diags))
		return NULL;
	t->before = rr_arena_array(arena, (size_t)t->n + 1,
	    sizeof(*t->before));
	t->open = rr_arena_array(arena, (size_t)t->n, sizeof(*t->open));
	for (int32_t i = 0; i < t->n; i++)
		t->before[i + 1] = 1;
	for (size_t i = 0; i < n; i++)
		mark_calendar(arena, t, all[i]);
	mark_doubts(t);
	count_open(t);
	if (t->nopen == 0) {
		rr_diag(diags, RR_E_CONTRADICT, nowhere,
		    "the calendars leave no day open");
		return NULL;
	}
	return t;
}

void
rr_days_range(const struct rr_days *t, rr_date *first, rr_date *last)
{
	first->day = t->first;
	last->day = t->first + t->n - 1;
}

static bool
in_table(const struct rr_days *t, rr_date d)
{
	return d.day >= t->first && d.day - t->first < t->n;
}

static bool
is_doubtful(const struct rr_days *t, rr_date d)
{
	const rr_date *doubts = t->doubts.items;

	for (size_t i = 0; i < t->doubts.n; i++)
		if (rr_date_cmp(doubts[i], d) == 0)
			return true;
	return false;
}

enum rr_day_state
rr_days_state(const struct rr_days *t, rr_date d)
{
	if (in_table(t, d)) {
		int32_t i = d.day - t->first;

		if (t->before[i + 1] != t->before[i])
			return RR_DAY_OPEN;
		return is_doubtful(t, d) ? RR_DAY_UNKNOWN : RR_DAY_CLOSED;
	}
	for (size_t i = 0; i < t->ncalendars; i++)
		if (rr_calendar_closes(t->calendars[i], d, NULL))
			return RR_DAY_CLOSED;
	return RR_DAY_UNKNOWN;
}

bool
rr_days_is_open(const struct rr_days *t, rr_date d)
{
	return rr_days_state(t, d) == RR_DAY_OPEN;
}

/*
 * Moves a day that lies before the table (or, BACK, behind it) to the day just
 * before its first (behind its last), when all that lies between is closed.
 */
static bool
to_table(const struct rr_days *t, bool back, rr_date *d)
{
	int32_t edge = back ? t->first + t->n : t->first - 1;

	if (back ? d->day < t->first : d->day >= t->first + t->n)
		return false;
	while (back ? d->day > edge : d->day < edge) {
		d->day += back ? -1 : 1;
		if (rr_days_state(t, *d) != RR_DAY_CLOSED)
			return false;
	}
	return true;
}

/* Whether a doubtful day lies in (A, B], or (BACK) in [B, A). */
static bool
meets_doubt(const struct rr_days *t, rr_date a, rr_date b)
{
	const rr_date *d = t->doubts.items;

	for (size_t i = 0; i < t->doubts.n; i++)
		if (rr_date_cmp(a, b) <= 0 ?
		    rr_date_cmp(d[i], a) > 0 && rr_date_cmp(d[i], b) <= 0 :
		    rr_date_cmp(d[i], a) < 0 && rr_date_cmp(d[i], b) >= 0)
			return true;
	return false;
}

bool
rr_days_add(const struct rr_days *t, rr_date d, int32_t n, rr_date *out)
{
	rr_date from = d;
	int64_t i, k;

	*out = d;
	if (n == 0)
		return true;
	if (!to_table(t, n < 0, &from))
		return false;
	i = (int64_t)from.day - t->first;
	k = n > 0 ? (int64_t)t->before[i + 1] + n - 1 :
	    (int64_t)t->before[i] + n;
	if (k < 0 || k >= t->nopen)
		return false;
	out->day = t->open[k];
	return !meets_doubt(t, d, *out);
}

bool
rr_days_between(const struct rr_days *t, rr_date a, rr_date b, int32_t *n)
{
	int64_t i = (int64_t)a.day - t->first, j = (int64_t)b.day - t->first;

	if (i < 0 || i >= t->n || j < 0 || j >= t->n ||
	    meets_doubt(t, i < j ? a : b, i < j ? b : a))
		return false;
	*n = t->before[j + 1] - t->before[i + 1];
	return true;
}

static bool
on_or(const struct rr_days *t, rr_date d, int32_t n, rr_date *out)
{
	switch (rr_days_state(t, d)) {
	case RR_DAY_OPEN:
		*out = d;
		return true;
	case RR_DAY_CLOSED:
		return rr_days_add(t, d, n, out);
	case RR_DAY_UNKNOWN:
		break;
	}
	return false;
}

bool
rr_days_on_or_after(const struct rr_days *t, rr_date d, rr_date *out)
{
	return on_or(t, d, 1, out);
}

bool
rr_days_on_or_before(const struct rr_days *t, rr_date d, rr_date *out)
{
	return on_or(t, d, -1, out);
}

rr_date
rr_days_unknown(const struct rr_days *t, rr_date d, bool back)
{
	while (rr_days_state(t, d) != RR_DAY_UNKNOWN)
		d.day += back ? -1 : 1;
	return d;
}

const struct rr_calendar *
rr_days_unlisted(const struct rr_days *t, rr_date d)
{
	const struct rr_calendar *found = NULL;

	for (size_t i = 0; i < t->ncalendars; i++) {
		const struct rr_calendar *c = t->calendars[i];

		if (c->announces && rr_date_cmp(d, c->announced) > 0 &&
		    (found == NULL ||
		    rr_date_cmp(c->announced, found->announced) < 0))
			found = c;
	}
	return found;
}

size_t
rr_days_bytes(const struct rr_days *t)
{
	return sizeof(*t) + t->ncalendars * sizeof(*t->calendars) +
	    ((size_t)t->n + 1) * sizeof(*t->before) +
	    (size_t)t->n * sizeof(*t->open);
}
