/*
 * finding_days.c: the days of a finding, over all its readings.
 */
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
