/*
 * cutoff.c: the day on which an event counts.
 *
 * That is the day on which it was recorded, unless the agreement's file gives
 * the event a cut-off: then its moment is read on the clock named there, and
 * what came later, or on a closed day, counts on the next open day; what an
 * entry says that it is can have an hour of its own.  Where the cut-off looks
 * at when it was begun, its own moment only bounds that: what came by the hour
 * was begun by it.  Where the hour that decides is not on record it is one of
 * two days.
 */
#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/text.h"

#define DAY_SECONDS	86400

static int64_t
seconds_of(struct rr_wall w)
{
	return (int64_t)w.day.day * DAY_SECONDS + w.sec;
}

/* The hour for what that entry is, by its own words. */
static const struct rr_hour *
hour_for(const struct rr_cutoff *c, const struct rr_fact *f)
{
	for (size_t i = 0; i < c->nothers; i++) {
		const struct rr_hour *h = &c->others[i];
		const char *said = rr_fact_field(f, h->field);

		for (size_t k = 0; said != NULL && k < h->nwords; k++)
			if (rr_text_casecmp(said, h->words[k]) == 0)
				return h;
	}
	return &c->hour;
}

/*
 * When it was begun, which is read on the clock of its entry, where that has an
 * hour, else on the agreement's; or NONE.
 */
static rr_instant
begun_at(const struct rr_engine *e, const struct rr_cutoff *c,
    const struct rr_fact *f)
{
	const char *text = c->begun == NULL ? NULL :
	    rr_fact_field(f, c->begun);
	const struct rr_zone *z = rr_engine_zone(e,
	    rr_engine_agreement(e)->zone);
	rr_instant at[2] = { RR_INSTANT_NONE, RR_INSTANT_NONE };
	struct rr_wall w;

	if (text == NULL || !rr_wall_parse(text, &w))
		return RR_INSTANT_NONE;
	if (!rr_instant_is_none(f->at) && f->zone != NULL)
		at[0].sec = f->at.sec + seconds_of(w) - seconds_of(f->wall);
	else if (z == NULL || rr_zone_instants(z, w, at) == 0)
		return RR_INSTANT_NONE;
	return at[0];
}

/*
 * The moment that decides, or NONE: when it was begun, else its own.  What is
 * begun after it came is one of two entries that are wrong.
 */
static rr_instant
decides(const struct rr_engine *e, const struct rr_cutoff *c,
    const struct rr_fact *f, bool *begun)
{
	rr_instant at = begun_at(e, c, f);

	*begun = !rr_instant_is_none(at) &&
	    (rr_instant_is_none(f->at) || at.sec <= f->at.sec);
	return *begun ? at : f->at;
}

bool
rr_lacks_hour(const struct rr_engine *e, const struct rr_cutoff *c,
    const struct rr_fact *f)
{
	const struct rr_zone *z = rr_engine_zone(e, c->zone);
	bool begun;
	rr_instant at = decides(e, c, f, &begun);

	return z != NULL && (rr_instant_is_none(at) || (c->begun != NULL &&
	    !begun && rr_zone_wall(z, at).sec > hour_for(c, f)->until));
}

static const char *
wall_text(struct rr_eval *ev, const struct rr_zone *z, rr_instant at)
{
	struct rr_wall w = rr_zone_wall(z, at);
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text_day(w.day, &b);
	rr_buf_addc(&b, ' ');
	rr_time_text(w.sec, &b);
	rr_buf_printf(&b, " %s", rr_zone_at(z, at)->abbrev);
	return rr_buf_keep(&b, ev->arena);
}

static const char *
hour_text(struct rr_eval *ev, const struct rr_hour *h)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_time_text(h->until, &b);
	return rr_buf_keep(&b, ev->arena);
}

/* "begun after 17:30 EDT", by the clock of that day. */
static const char *
after_hour(struct rr_eval *ev, const struct rr_cutoff *c,
    const struct rr_hour *h, const struct rr_zone *z, rr_date day)
{
	rr_instant at[2] = { RR_INSTANT_NONE, RR_INSTANT_NONE };
	bool there = rr_zone_instants(z, (struct rr_wall){ day, h->until },
	    at) > 0;

	return rr_shared_text(ev, rr_arena_printf(ev->arena, "%safter %s%s%s",
	    c->begun != NULL ? "begun " : "", hour_text(ev, h), there ? " " :
	    "", there ? rr_zone_at(z, at[0])->abbrev : ""));
}

/* Its day is open: by the hour, which is not on record, it may be the next. */
static void
or_the_next(struct rr_eval *ev, const struct rr_cutoff *c,
    const struct rr_zone *z, const struct rr_fact *f, struct rr_counts *out)
{
	const struct rr_hour *h = hour_for(c, f);
	const char *failed = ev->failed, *what;
	rr_date day = out->first.least;

	out->late_if = after_hour(ev, c, h, z, day);
	what = rr_instant_is_none(f->at) ? "its hour" : rr_arena_printf(
	    ev->arena, "%s, after %s; when it was begun", wall_text(ev, z,
	    f->at), hour_text(ev, h));
	if (rr_eval_add(ev, c->kind, day, 1, &out->last.least,
	    &out->last.most)) {
		rr_record(ev->rec, RR_STEP_MISSING, h->cite.section,
		    "%s is not on record: it counts on %s, or %s on %s", what,
		    rr_day_text(ev->arena, day), out->late_if,
		    rr_day_text(ev->arena, out->last.least));
		return;
	}
	rr_record(ev->rec, RR_STEP_MISSING, h->cite.section, "%s is not on "
	    "record: it counts on %s, or %s on a later day, which is not "
	    "known: %s", what, rr_day_text(ev->arena, day), out->late_if,
	    ev->failed);
	out->last.least = out->last.most = RR_DATE_NONE;
	ev->failed = failed;
}

static void
record(struct rr_eval *ev, const struct rr_hour *h, const struct rr_zone *z,
    rr_instant at, bool begun, rr_date day)
{
	if (ev->rec == NULL)
		return;
	rr_record(ev->rec, RR_STEP_TERM, h->cite.section,
	    "%s%s, %s %s: it counts on %s", begun ? "begun " : "",
	    wall_text(ev, z, at), rr_zone_wall(z, at).sec > h->until ?
	    "after" : "no later than", hour_text(ev, h),
	    rr_day_text(ev->arena, day));
}

/* Said where it was begun after it came: one of the two is wrong. */
static void
record_order(struct rr_eval *ev, const struct rr_cutoff *c,
    const struct rr_fact *f, bool begun)
{
	if (!begun && !rr_instant_is_none(begun_at(ev->engine, c, f)))
		rr_record(ev->rec, RR_STEP_MISSING,
		    hour_for(c, f)->cite.section, "begun later "
		    "than it came, by its entry: one of the two is wrong, "
		    "and when it was begun is not taken from it");
}

bool
rr_eval_counts(struct rr_eval *ev, const struct rr_fact *f,
    struct rr_counts *out)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);
	const struct rr_cutoff *c = e != NULL ? e->cutoff : NULL;
	const struct rr_zone *z = c == NULL ? NULL :
	    rr_engine_zone(ev->engine, c->zone);
	const struct rr_hour *h = c == NULL ? NULL : hour_for(c, f);
	struct rr_wall w = { f->day, 0 };
	struct rr_between *day = &out->first;
	bool begun, lacks;
	rr_instant at;

	out->late_if = NULL;
	day->least = day->most = f->day;
	out->last = *day;
	if (z == NULL)
		return true;
	at = decides(ev->engine, c, f, &begun);
	lacks = rr_lacks_hour(ev->engine, c, f);
	if (!rr_instant_is_none(at))
		w = rr_zone_wall(z, at);
	record_order(ev, c, f, begun);
	if (!(w.sec > h->until && !lacks ? rr_eval_add(ev, c->kind, w.day, 1,
	    &day->least, &day->most) : rr_eval_roll(ev, c->kind, false, w.day,
	    &day->least, &day->most))) {
		rr_record(ev->rec, RR_STEP_MISSING, h->cite.section, "%s",
		    ev->failed);
		return false;
	}
	out->last = *day;
	if (lacks && rr_date_cmp(day->least, w.day) == 0)
		or_the_next(ev, c, z, f, out);
	else if (!rr_instant_is_none(at))
		record(ev, h, z, at, begun, day->least);
	else
		/* No hour makes a closed day one on which it counts. */
		rr_record(ev->rec, RR_STEP_TERM, h->cite.section,
		    "%s is closed: it counts on %s", rr_fact_day_text(ev->arena,
		    f), rr_day_text(ev->arena, day->least));
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
