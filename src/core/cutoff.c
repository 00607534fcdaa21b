/*
 * cutoff.c: the day on which an event counts.
 *
 * That is the day on which it was recorded, unless the agreement's file gives
 * the event a cut-off: then its moment is read on the clock named there, and
 * what came later, or on a closed day, counts on the next open day.  What was
 * recorded without its hour counts on its day or on the next open one: which of
 * them is not known.
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

/* "after 17:30 EDT", by the clock of that day. */
static const char *
after_hour(struct rr_eval *ev, const struct rr_cutoff *c,
    const struct rr_zone *z, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;
	rr_instant at[2] = { RR_INSTANT_NONE, RR_INSTANT_NONE };
	const char *text;

	rr_time_text(c->until, &b);
	if (rr_zone_instants(z, (struct rr_wall){ day, c->until }, at) > 0)
		rr_buf_printf(&b, " %s", rr_zone_at(z, at[0])->abbrev);
	text = rr_shared_text(ev, rr_arena_printf(ev->arena, "after %s", b.s));
	rr_buf_free(&b);
	return text;
}

/* Its day is open: by the hour, which is not on record, it may be the next. */
static void
or_the_next(struct rr_eval *ev, const struct rr_cutoff *c,
    const struct rr_zone *z, struct rr_counts *out)
{
	const char *failed = ev->failed;
	rr_date day = out->first.least;

	out->late_if = after_hour(ev, c, z, day);
	if (rr_eval_add(ev, c->kind, day, 1, &out->last.least,
	    &out->last.most)) {
		rr_record(ev->rec, RR_STEP_MISSING, c->cite.section,
		    "its hour is not on record: it counts on %s, or %s on %s",
		    rr_day_text(ev->arena, day), out->late_if,
		    rr_day_text(ev->arena, out->last.least));
		return;
	}
	rr_record(ev->rec, RR_STEP_MISSING, c->cite.section, "its hour is not "
	    "on record: it counts on %s, or %s on a later day, which is not "
	    "known: %s", rr_day_text(ev->arena, day), out->late_if,
	    ev->failed);
	out->last.least = out->last.most = RR_DATE_NONE;
	ev->failed = failed;
}

/* No hour makes a closed day one on which it counts. */
static void
without_hour(struct rr_eval *ev, const struct rr_cutoff *c,
    const struct rr_zone *z, const struct rr_fact *f, struct rr_counts *out)
{
	if (rr_date_cmp(out->first.least, f->day) == 0)
		or_the_next(ev, c, z, out);
	else
		rr_record(ev->rec, RR_STEP_TERM, c->cite.section,
		    "%s is closed: it counts on %s", rr_day_text(ev->arena,
		    f->day), rr_day_text(ev->arena, out->first.least));
}

bool
rr_eval_counts(struct rr_eval *ev, const struct rr_fact *f,
    struct rr_counts *out)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);
	const struct rr_cutoff *c = e != NULL ? e->cutoff : NULL;
	const struct rr_zone *z = c == NULL ? NULL :
	    rr_engine_zone(ev->engine, c->zone);
	bool hour = z != NULL && !rr_instant_is_none(f->at);
	struct rr_wall w = { f->day, 0 };
	struct rr_between *day = &out->first;

	out->late_if = NULL;
	day->least = day->most = f->day;
	out->last = *day;
	if (z == NULL)
		return true;
	if (hour)
		w = rr_zone_wall(z, f->at);
	if (!(w.sec > c->until ? rr_eval_add(ev, c->kind, w.day, 1,
	    &day->least, &day->most) : rr_eval_roll(ev, c->kind, false, w.day,
	    &day->least, &day->most))) {
		rr_record(ev->rec, RR_STEP_MISSING, c->cite.section, "%s",
		    ev->failed);
		return false;
	}
	out->last = *day;
	if (hour)
		record(ev, c, w, rr_zone_at(z, f->at)->abbrev, day->least);
	else
		without_hour(ev, c, z, f, out);
	return true;
}

struct rr_moment
rr_eval_counted(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_counts c;
	struct rr_moment m;

	if (!rr_eval_counts(ev, f, &c))
		return rr_moment_unknown(ev);
	m = rr_moment_on(c.first.least);
	m.day_most = c.first.most;
	m.latest_least = c.last.least;
	m.latest = c.last.most;
	if (c.late_if != NULL)
		m.late_if = rr_shared_text(ev, rr_arena_printf(ev->arena,
		    "%s was %s", f->name, c.late_if));
	m.fact = f;
	return m;
}
