/*
 * cutoff.c: the day on which an event counts.
 *
 * That is the day on which it was recorded, unless the agreement's file gives
 * the event a cut-off: then its moment is read on the clock named there, and
 * what came later, or on a closed day, counts on the next open day.  What was
 * recorded without its hour counts on its day, or on the next open one.
 */
#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

static void
record(struct rr_eval *ev, const struct rr_cutoff *c, struct rr_wall w,
    const char *abbrev, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT, until = RR_BUF_INIT;

	if (ev->rec == NULL)
		return;
	rr_date_text_day(w.day, &b);
	rr_buf_addc(&b, ' ');
	rr_time_text(w.sec, &b);
	rr_time_text(c->until, &until);
	rr_record(ev->rec, RR_STEP_TERM, c->cite.section,
	    "%s %s, %s %s: it counts on %s", b.s, abbrev, w.sec > c->until ?
	    "after" : "no later than", until.s, rr_day_text(ev->arena, day));
	rr_buf_free(&b);
	rr_buf_free(&until);
}

/* No hour makes a closed day one on which it counts. */
static rr_date
without_hour(struct rr_eval *ev, const struct rr_cutoff *c,
    const struct rr_fact *f, rr_date *most)
{
	rr_date day = f->day;

	if (!rr_eval_roll(ev, c->kind, false, f->day, &day, most)) {
		rr_record(ev->rec, RR_STEP_MISSING, c->cite.section, "%s",
		    ev->failed);
		*most = RR_DATE_NONE;
		return RR_DATE_NONE;
	}
	if (rr_date_cmp(day, f->day) == 0)
		rr_record(ev->rec, RR_STEP_MISSING, c->cite.section,
		    "its hour is not on record; the day as recorded counts");
	else
		rr_record(ev->rec, RR_STEP_TERM, c->cite.section,
		    "%s is closed: it counts on %s", rr_day_text(ev->arena,
		    f->day), rr_day_text(ev->arena, day));
	return day;
}

rr_date
rr_eval_days(struct rr_eval *ev, const struct rr_fact *f, rr_date *most)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);
	const struct rr_cutoff *c = e != NULL ? e->cutoff : NULL;
	const struct rr_zone *z = c == NULL ? NULL :
	    rr_engine_zone(ev->engine, c->zone);
	struct rr_wall w;
	rr_date day;

	*most = f->day;
	if (z == NULL)
		return f->day;
	if (rr_instant_is_none(f->at))
		return without_hour(ev, c, f, most);
	w = rr_zone_wall(z, f->at);
	day = w.day;
	if (!(w.sec > c->until ? rr_eval_add(ev, c->kind, w.day, 1, &day,
	    most) : rr_eval_roll(ev, c->kind, false, w.day, &day, most))) {
		rr_record(ev->rec, RR_STEP_MISSING, c->cite.section, "%s",
		    ev->failed);
		*most = RR_DATE_NONE;
		return RR_DATE_NONE;
	}
	record(ev, c, w, rr_zone_at(z, f->at)->abbrev, day);
	return day;
}

rr_date
rr_eval_day(struct rr_eval *ev, const struct rr_fact *f)
{
	rr_date most, day = rr_eval_days(ev, f, &most);

	if (rr_date_cmp(day, most) != 0)
		rr_blur(ev);
	return day;
}
