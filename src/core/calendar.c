/*
 * calendar.c: why a day is closed.
 *
 * A calendar is walked year by year: each rule gives its days of that year,
 * and those observed for them, which may fall into the year before or after.
 *
 * A day beyond its years, or one that it lists as not known, is not closed and
 * not open.  Nothing here allocates.
 */
#include "calendar_int.h"

#include <stddef.h>

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
give_day(const struct rr_rule *r, rr_date day, rr_closing_fn *each, void *ctx)
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
rule_year(const struct rr_rule *r, int year, rr_closing_fn *each, void *ctx)
{
	rr_date day, last;

	if (year < r->from || year > r->to ||
	    (r->every > 0 && ((year - r->since) % r->every) != 0))
		return true;
	if (r->form != RR_RULE_DATES)
		return !first_of(r, year, &day) ||
		    give_day(r, day, each, ctx);
	if (!rr_date_of(year, 1, 1, &day) || !rr_date_of(year, 12, 31, &last))
		return true;
	for (size_t i = 0; i < r->ndates; i++)
		if (rr_date_cmp(r->dates[i], day) >= 0 &&
		    rr_date_cmp(r->dates[i], last) <= 0 &&
		    !give_day(r, r->dates[i], each, ctx))
			return false;
	return true;
}

bool
rr_calendar_walk(const struct rr_calendar *c, int year, rr_closing_fn *each,
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
int
rr_calendar_last(const struct rr_calendar *c)
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
	if (year < c->first || year > rr_calendar_last(c))
		return false;
	for (int y = year - 1; y <= year + 1; y++)
		if (!rr_calendar_walk(c, y, look_for, s))
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
		rr_calendar_walk(c, y, add_to_list, &l);
	return l.n;
}
