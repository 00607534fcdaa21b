/*
 * offset.c: so many days, months or Business Days before or after a day.
 */
#include "eval_int.h"

static bool
count_units(struct rr_eval *ev, const struct rr_expr *w, rr_date from,
    rr_date *to, rr_date *most)
{
	/* Clear days leave out both ends: one more is counted. */
	int32_t n = w->n + (w->clear ? (w->n < 0 ? -1 : 1) : 0);
	bool ok = false;

	switch (w->unit) {
	case RR_UNIT_DAY:
		ok = rr_date_add(from, n, to);
		break;
	case RR_UNIT_WEEK:
		ok = rr_date_add(from, (int64_t)n * 7, to);
		break;
	case RR_UNIT_MONTH:
		ok = rr_date_add_months(from, n, to);
		break;
	case RR_UNIT_YEAR:
		ok = rr_date_add_months(from, (int64_t)n * 12, to);
		break;
	case RR_UNIT_KIND:
		return rr_eval_add(ev, w->kind, from, n, to, most);
	}
	if (!ok)
		ev->failed = ev->lacking =
		    "a day up to 9999-12-31, as later ones are not counted "
		    "here";
	*most = *to;
	return ok;
}

/* The same from a span of days: from its first and, unless it is one, last. */
bool
rr_offset_span(struct rr_eval *ev, const struct rr_expr *w, rr_date *first,
    rr_date *last)
{
	rr_date from = *first, until = *last, least;

	if (rr_date_is_none(from))
		return true;
	if (!count_units(ev, w, from, first, last))
		return false;
	if (rr_date_is_none(until))
		*last = until;
	return rr_date_is_none(until) || rr_date_cmp(from, until) == 0 ||
	    count_units(ev, w, until, &least, last);
}

void
rr_offset_record(struct rr_eval *ev, const struct rr_expr *w, rr_date from,
    rr_date to)
{
	int32_t n = w->n < 0 ? -w->n : w->n;

	if (ev->rec == NULL)
		return;
	rr_record(ev->rec, RR_STEP_SUM, w->unit == RR_UNIT_KIND ?
	    ev->agreement->kinds[w->kind].section : NULL,
	    "%d %s%s%s %s %s is %s", (int)n, w->clear ? "clear " : "",
	    rr_unit_text(w, ev->agreement), n == 1 ? "" : "s",
	    w->n < 0 ? "before" : "after",
	    rr_day_text(ev->arena, from), rr_day_text(ev->arena, to));
	if (w->unit != RR_UNIT_KIND)
		return;
	rr_record_under(ev->rec);
	if (w->n < 0)
		rr_eval_skips(ev, w->kind, to, from);
	else
		rr_eval_skips(ev, w->kind, from, to);
	rr_record_end(ev->rec);
}
