/*
 * calendar.c: which days count.
 *
 * A calendar is walked year by year: each rule gives its days of that year,
 * and those observed for them, which may fall into the year before or after.
 * A table of days is made so once for a union; then a day's place among the
 * open days, and the n-th open day, are each one look-up.
 *
 * Years before the first or after the last that a calendar was told of are
 * refused, never guessed.  Nothing here allocates after a table is made.
 */
#include "regrights/calendar.h"

#include <string.h>

#include "regrights/arena.h"

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
	struct rr_closing why = { r->name, r->cite, false, day };

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

bool
rr_calendar_knows(const struct rr_calendar *c, rr_date d)
{
	int year = rr_date_year(d);

	return year >= c->first && year <= c->last;
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
	/* The day's own name is a better reason than one in lieu. */
	if (!s->found || s->why.in_lieu)
		s->why = *why;
	s->found = true;
	return why->in_lieu;
}

bool
rr_calendar_closes(const struct rr_calendar *c, rr_date d,
    struct rr_closing *why)
{
	enum rr_weekday w = rr_date_weekday(d);
	struct search s = { d, { NULL, NULL, false, d }, false };
	int year = rr_date_year(d);

	for (int y = year - 1; y <= year + 1; y++)
		if (!rules_year(c, y, look_for, &s))
			break;
	if (!s.found && (c->weekly >> w & 1)) {
		s.why.name = rr_weekday_name(w);
		s.why.cite = c->weekly_cite;
		s.found = true;
	}
	if (s.found && why != NULL)
		*why = s.why;
	return s.found && rr_calendar_knows(c, d);
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
	int32_t		 first, n;	/* the first day, and how many days */
	/* open days before day i; n + 1 of them */
	int32_t		*before;
	int32_t		*open;		/* the open days, in order */
	int32_t		 nopen;
};

static bool
mark_closed(void *ctx, rr_date day, const struct rr_closing *why)
{
	struct rr_days *t = ctx;
	int32_t i = day.day - t->first;

	(void)why;
	if (i >= 0 && i < t->n)
		t->before[i + 1] = 0;
	return true;
}

/* While a table is made, before[i + 1] is 1 for an open day i. */
static void
mark_calendar(struct rr_days *t, const struct rr_calendar *c)
{
	rr_date first = { t->first }, last = { t->first + t->n - 1 };
	int w = (int)rr_date_weekday(first);

	for (int d = 0; c->weekly != 0 && d < 7; d++)
		if (c->weekly >> ((w + d) % 7) & 1)
			for (int32_t i = d; i < t->n; i += 7)
				t->before[i + 1] = 0;
	for (int y = rr_date_year(first) - 1; y <= rr_date_year(last) + 1; y++)
		rules_year(c, y, mark_closed, t);
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

struct rr_days *
rr_days_new(struct rr_arena *arena, const struct rr_calendar *const *all,
    size_t n, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	struct rr_days *t = rr_arena_alloc(arena, sizeof(*t));
	int first = RR_CALENDAR_FIRST, last = RR_CALENDAR_LAST;
	rr_date from, to;

	for (size_t i = 0; i < n; i++) {
		first = all[i]->first > first ? all[i]->first : first;
		last = all[i]->last < last ? all[i]->last : last;
	}
	if (first > last) {
		rr_diag(diags, RR_E_YEARS, nowhere,
		    "the calendars have no year in common");
		return NULL;
	}
	rr_date_of(first, 1, 1, &from);
	rr_date_of(last, 12, 31, &to);
	t->first = from.day;
	t->n = to.day - from.day + 1;
	t->before = rr_arena_array(arena, (size_t)t->n + 1,
	    sizeof(*t->before));
	t->open = rr_arena_array(arena, (size_t)t->n, sizeof(*t->open));
	for (int32_t i = 0; i < t->n; i++)
		t->before[i + 1] = 1;
	for (size_t i = 0; i < n; i++)
		mark_calendar(t, all[i]);
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

bool
rr_days_is_open(const struct rr_days *t, rr_date d)
{
	int32_t i = d.day - t->first;

	return i >= 0 && i < t->n && t->before[i + 1] != t->before[i];
}

bool
rr_days_add(const struct rr_days *t, rr_date d, int32_t n, rr_date *out)
{
	int64_t i = (int64_t)d.day - t->first;
	int64_t k;

	if (i < 0 || i >= t->n)
		return false;
	if (n == 0) {
		*out = d;
		return true;
	}
	k = n > 0 ? (int64_t)t->before[i + 1] + n - 1 :
	    (int64_t)t->before[i] + n;
	if (k < 0 || k >= t->nopen)
		return false;
	out->day = t->open[k];
	return true;
}

bool
rr_days_between(const struct rr_days *t, rr_date a, rr_date b, int32_t *n)
{
	int64_t i = (int64_t)a.day - t->first, j = (int64_t)b.day - t->first;

	if (i < 0 || i >= t->n || j < 0 || j >= t->n)
		return false;
	*n = t->before[j + 1] - t->before[i + 1];
	return true;
}

bool
rr_days_on_or_after(const struct rr_days *t, rr_date d, rr_date *out)
{
	if (rr_days_is_open(t, d)) {
		*out = d;
		return true;
	}
	return rr_days_add(t, d, 1, out);
}

bool
rr_days_on_or_before(const struct rr_days *t, rr_date d, rr_date *out)
{
	if (rr_days_is_open(t, d)) {
		*out = d;
		return true;
	}
	return rr_days_add(t, d, -1, out);
}

size_t
rr_days_bytes(const struct rr_days *t)
{
	return sizeof(*t) + ((size_t)t->n + 1) * sizeof(*t->before) +
	    (size_t)t->n * sizeof(*t->open);
}
