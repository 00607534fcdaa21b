/*
 * deadline_text.c: what a deadline comes to, in words.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "eval_int.h"
#include "status_int.h"

rr_date
rr_deadline_day(const struct rr_deadline *d)
{
	return rr_date_or(d->working, d->raw);
}

const char *
rr_deadline_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	if (!rr_date_is_none(d->working))
		return rr_arena_printf(arena, "%s %s", rr_deadline_is_set(d) ?
		    "target date" : "last safe day",
		    rr_day_text(arena, d->working));
	if (rr_date_is_none(d->raw) || d->unknown == NULL)
		return "no day";
	return rr_arena_printf(arena, "as written %s, last safe day not known "
	    "(%s)", rr_day_text(arena, d->raw), d->unknown);
}

const char *
rr_late_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	const char *most = d->late == d->late_most ? "" :
	    rr_arena_printf(arena, " to %d", (int)d->late_most);
	const char *adjusted = "";

	if (d->status != RR_STATUS_MET_LATE &&
	    (d->status != RR_STATUS_WAIVED || d->late <= 0))
		return "";
	if (rr_date_is_none(d->rolled_in.least) && d->nreadings == 0)
		adjusted = " as written; as adjusted is not known";
	else if (d->late_adjusted <= 0 && d->status == RR_STATUS_MET_LATE)
		adjusted = " as written, in time as adjusted";
	else if (d->late_adjusted != d->late)
		adjusted = rr_arena_printf(arena,
		    " as written, %d%s as adjusted", (int)d->late_adjusted,
		    d->late_adjusted_most == d->late_adjusted ? "" :
		    rr_arena_printf(arena, " to %d",
		    (int)d->late_adjusted_most));
	return rr_arena_printf(arena, "%d%s day%s late%s", (int)d->late, most,
	    d->late_most == 1 ? "" : "s", adjusted);
}

void
rr_points_text(const struct rr_deadline *d, struct rr_buf *b)
{
	rr_buf_add(b, "between ");
	rr_date_text(d->raw_in.least, b);
	rr_buf_add(b, " and ");
	if (rr_date_is_none(d->raw_in.most))
		rr_buf_add(b, "a day that is open");
	else
		rr_date_text(d->raw_in.most, b);
	rr_buf_printf(b, "%s%s; %zu open points bear on it",
	    d->may_wait ? ", or none" : "",
	    d->may_be_unknown ? ", or not known" : "", d->npoints);
}

void
rr_deadline_gap_text(const struct rr_deadline *d, struct rr_buf *b)
{
	if (d->gap != NULL)
		rr_buf_printf(b, "gap %s", d->gap);
	else if (d->awaits != NULL)
		rr_buf_printf(b, "%s %s", d->awaits, strcmp(d->awaits,
		    RR_WHOSE_DAY) == 0 ? "is not said" : "not on record");
}

void
rr_points_record(struct rr_recorder *rec, const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_points_text(d, &b);
	rr_record(rec, RR_STEP_CONCLUSION, NULL, "as written %s", b.s);
	rr_buf_free(&b);
}
