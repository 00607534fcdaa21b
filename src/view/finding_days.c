/*
 * finding_days.c: the days of a finding, and between which amounts a sum lies,
 * over all its readings.
 */
#include "owed_int.h"
#include "regrights/qty.h"
#include "view_int.h"

rr_date
rr_finding_from(const struct rr_finding *f)
{
	for (size_t i = 0; i < f->nreadings; i++)
		if (rr_date_cmp(f->readings[i].out.from, f->out.from) != 0)
			return RR_DATE_NONE;
	return f->out.from;
}

rr_date
rr_finding_until(const struct rr_finding *f)
{
	for (size_t i = 0; i < f->nreadings; i++)
		if (rr_date_cmp(f->readings[i].out.until, f->out.until) != 0)
			return RR_DATE_NONE;
	return f->out.until;
}

rr_date
rr_outcome_may_end(const struct rr_outcome *o)
{
	return o->state == RR_FOUND_RUNNING || o->state == RR_FOUND_MAY_RUN ||
	    o->state == RR_FOUND_ENDED ? o->may_until : RR_DATE_NONE;
}

void
rr_finding_days(const struct rr_finding *f, bool until, struct rr_buf *b)
{
	struct rr_between on = { RR_DATE_NONE, RR_DATE_NONE };

	for (size_t i = 0; i == 0 || i < f->nreadings; i++) {
		const struct rr_outcome *o = f->nreadings == 0 ? &f->out :
		    &f->readings[i].out;
		rr_date day = until ? o->until : o->from;

		if (rr_date_is_none(day))
			return;
		if (i == 0 || rr_date_cmp(day, on.least) < 0)
			on.least = day;
		if (i == 0 || rr_date_cmp(day, on.most) > 0)
			on.most = day;
	}
	rr_cell_day(on.least, b);
	if (rr_date_cmp(on.least, on.most) == 0)
		return;
	rr_buf_add(b, " to ");
	rr_cell_day(on.most, b);
}

void
rr_finding_between(const struct rr_finding_item *x, struct rr_buf *b)
{
	bool limited = x->counts > 0;

	if (!x->unknown || (x->asked == 0 && !limited))
		return;
	rr_buf_add(b, !limited ? "at least " : x->asked == 0 ? "at most " :
	    "between ");
	if (x->asked != 0)
		rr_money_text((rr_money){ x->asked }, b);
	if (x->asked != 0 && limited)
		rr_buf_add(b, " and ");
	if (limited)
		rr_money_text((rr_money){ x->counts }, b);
}

/* A sum comes to its last line, in that reading; NULL: it has none. */
static const struct rr_finding_item *
last_line(const struct rr_finding *f, size_t i)
{
	const struct rr_finding_item *all = f->nreadings == 0 ? f->items :
	    f->readings[i].items;
	size_t n = f->nreadings == 0 ? f->nitems : f->readings[i].nitems;

	return f->provision->sum.n > 0 && f->provision->sum.n <= n ?
	    &all[f->provision->sum.n - 1] : NULL;
}

struct rr_ends
rr_finding_ends(const struct rr_finding *f)
{
	struct rr_ends ends = { INT64_MAX, 0, false };

	for (size_t i = 0; i == 0 || i < f->nreadings; i++) {
		const struct rr_finding_item *x = last_line(f, i);

		if (x == NULL || x->asked < ends.least)
			ends.least = x == NULL ? 0 : x->asked;
		if (x == NULL || (x->unknown && x->counts == 0))
			ends.unlimited = true;
		else if (x->counts > ends.most)
			ends.most = x->counts;
	}
	return ends;
}
