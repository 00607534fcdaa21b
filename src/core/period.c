/*
 * period.c: the kind "period": from a moment until a moment.
 *
 * A discontinuance, a suspension, an Effectiveness Period: for each fact that
 * begins one, for each recipient, whose receipt counts, or for the party that
 * the fact names.  Both ends are kept to the minute where they are known.  It
 * runs until the end is on record for certain; from when it may have ended is
 * said beside, and the lines say what of the end is there and what is missing.
 * Outside its condition ("while") it is without effect.
 *
 * What happened on the day of an end, before or after it, is inside or outside
 * only where both are known to the minute.
 */
#include <string.h>

#include "conclude_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

/* An end is one only when it is certain: a gap's latest day, or none. */
static struct rr_moment
end_of(struct rr_eval *ev, const struct rr_expr *w, const struct rr_scope *s)
{
	struct rr_moment m;

	ev->certain = true;
	m = rr_eval_day(ev, w, s);
	ev->certain = false;
	return m;
}

/* The first moment at which it can have come, as far as is on record. */
static struct rr_moment
soonest_end(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s)
{
	struct rr_recorder *rec = ev->rec;
	struct rr_moment m;

	ev->rec = NULL;
	ev->possible = true;
	m = rr_eval_day(ev, w, s);
	ev->possible = false;
	ev->rec = rec;
	return m;
}

/* The parts of an expression that facts can fill in, each as a line. */
static void
add_parts(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s, struct rr_vec *items)
{
	struct rr_finding_item *x;
	struct rr_moment m;

	if (w->op != RR_EXPR_EVENT) {
		for (size_t i = 0; i < w->nof; i++)
			if (rr_expr_type(w->of[i]) == RR_TYPE_DAY &&
			    !rr_when_is_never(ev, w->of[i], s))
				add_parts(ev, w->of[i], s, items);
		return;
	}
	m = end_of(ev, w, s);
	x = rr_vec_add(ev->arena, items);
	x->key = w->name;
	x->what = rr_in_words(ev, w, s->self);
	x->party = s->recipient;
	x->state = m.state == RR_MOMENT_KNOWN ? RR_FOUND_COMPLETE :
	    RR_FOUND_NOT_YET;
	x->fact = m.fact;
}

/* Later than the day asked about: not yet. */
static bool
is_later(const struct rr_eval *ev, const struct rr_moment *m)
{
	return rr_date_cmp(m->day, ev->in->on) > 0;
}

/* A day by the calendar, which begins and ends at midnight. */
static bool
is_whole_day(const struct rr_moment *m)
{
	return rr_instant_is_none(m->at) && !m->hour_open;
}

/* Whether the period is over by the day asked about. */
static bool
is_over(const struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_moment *until)
{
	int c = rr_date_cmp(until->day, ev->in->on);

	return p->through ? c < 0 : c <= 0;
}

/* Whether its end is an entry of what can have been so before its day. */
static bool
was_so_before(const struct rr_eval *ev, const struct rr_moment *until)
{
	const struct rr_event *e = until->fact == NULL ? NULL :
	    rr_agreement_event(ev->agreement, until->fact->name);

	return e != NULL && e->so_before;
}

/* When it may have ended, where that is sooner than it did for certain. */
static void
fill_doubt(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, const struct rr_moment *from,
    struct rr_outcome *o)
{
	struct rr_moment may = soonest_end(ev, p->period.until, s);

	rr_moment_bound(ev, &may);
	if (may.state != RR_MOMENT_KNOWN)
		return;
	if (rr_moment_is_before(&may, from))
		may = *from;
	if (is_over(ev, p, &may) && (rr_date_is_none(o->until) ||
	    rr_date_cmp(may.day, o->until) < 0))
		o->may_until = may.day;
	if (may.waits_for != NULL && o->waits_for != NULL)
		o->waits_for = may.waits_for;
}

/* Whether it has begun for certain, as far as is on record. */
static bool
has_begun(const struct rr_eval *ev, const struct rr_moment *from)
{
	return !rr_date_is_none(from->latest) &&
	    rr_date_cmp(from->latest, ev->in->on) <= 0;
}

static void
fill(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, const struct rr_moment *from,
    struct rr_outcome *o)
{
	struct rr_moment until = end_of(ev, p->period.until, s);

	rr_moment_bound(ev, &until);
	o->from = from->day;
	o->from_at = from->at;
	o->state = has_begun(ev, from) ? RR_FOUND_RUNNING : RR_FOUND_MAY_RUN;
	if (until.state != RR_MOMENT_KNOWN) {
		o->waits_for = o->state == RR_FOUND_MAY_RUN &&
		    from->waits_for != NULL ? from->waits_for :
		    until.waits_for;
		fill_doubt(ev, p, s, from, o);
		return;
	}
	/* An end that came before the beginning ends it as it begins. */
	if (rr_moment_is_before(&until, from))
		until = *from;
	o->until = o->last = until.day;
	o->until_at = until.at;
	if (!p->through && is_whole_day(&until) &&
	    rr_date_cmp(until.day, from->day) > 0)
		rr_date_add(until.day, -1, &o->last);
	if (is_over(ev, p, &until))
		o->state = RR_FOUND_ENDED;
	if (o->state != RR_FOUND_ENDED || was_so_before(ev, &until))
		fill_doubt(ev, p, s, from, o);
}

static bool
has_effect(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s)
{
	return p->period.while_cond == NULL ||
	    rr_cond_holds(ev, p->period.while_cond, s);
}

static void
record_state(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_outcome *o)
{
	const char *section = p->cite.section;
	const char *until = rr_date_is_none(o->until) ? "" :
	    rr_arena_printf(ev->arena, p->through ? " through %s" :
	    rr_date_cmp(o->last, o->until) < 0 ? ", ended as %s began" :
	    " to %s", rr_day_text(ev->arena, o->until));

	if (o->state == RR_FOUND_ENDED)
		rr_record(ev->rec, RR_STEP_CONCLUSION, section, "from %s%s",
		    rr_day_text(ev->arena, o->from), until);
	else if (o->state != RR_FOUND_RUNNING && o->state != RR_FOUND_MAY_RUN)
		return;
	else if (rr_date_is_none(o->until))
		rr_record(ev->rec, RR_STEP_CONCLUSION, section, "%s since "
		    "%s%s%s", rr_found_shown(o->state),
		    rr_day_text(ev->arena, o->from),
		    o->waits_for != NULL ? "; not on record: " : "",
		    o->waits_for != NULL ? o->waits_for : "");
	else
		rr_record(ev->rec, RR_STEP_CONCLUSION, section, "%s since "
		    "%s, %s %s", rr_found_shown(o->state),
		    rr_day_text(ev->arena, o->from),
		    p->through ? "through" : "until",
		    rr_day_text(ev->arena, o->until));
	if (!rr_date_is_none(o->may_until))
		rr_record(ev->rec, RR_STEP_MISSING, section, "it may have "
		    "ended from %s", rr_day_text(ev->arena, o->may_until));
}

/* Outside its condition. */
static void
be_idle(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o)
{
	const struct rr_expr *c = p->period.while_cond;

	o->state = RR_FOUND_IDLE;
	o->waits_for = rr_cond_doubt(ev, c, s);
	rr_record(ev->rec, RR_STEP_MISSING, p->cite.section,
	    "without effect until %s", rr_in_words(ev, c, s->self));
}

void
rr_period_find(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o, struct rr_vec *items)
{
	struct rr_moment from = rr_eval_day(ev, p->period.from, s);

	rr_moment_bound(ev, &from);
	rr_outcome_init(o, RR_FOUND_WAITING);
	if (from.state != RR_MOMENT_KNOWN) {
		o->waits_for = from.waits_for;
		if (!from.hole && !has_effect(ev, p, s))
			be_idle(ev, p, s, o);
		return;
	}
	if (is_later(ev, &from)) {
		o->state = RR_FOUND_NOT_YET;
		o->from = from.day;
		return;
	}
	fill(ev, p, s, &from, o);
	if (!has_effect(ev, p, s))
		be_idle(ev, p, s, o);
	if (items != NULL) {
		struct rr_recorder *rec = ev->rec;

		ev->rec = NULL;
		add_parts(ev, p->period.until, s, items);
		ev->rec = rec;
	}
	record_state(ev, p, o);
}

struct search {
	struct rr_eval		*ev;
	const struct rr_fact	*fact;		/* whose moment it is */
	struct rr_moment	 at;
	const char		*party;
	const struct rr_fact	*found;
	/* a fact or a calendar is missing that says whether one of them runs */
	bool			 doubt;
	const char		*lacks;		/* the first, or NULL */
};

/*
 * Whether AT has come to M: THROUGH, beyond its day.  Within a day that is one
 * by the calendar it has; where an hour is missing it is not known.
 */
static enum rr_truth
has_come(const struct rr_moment *at, const struct rr_moment *m, bool through)
{
	int first = rr_date_cmp(at->day, m->day);
	int last = rr_date_is_none(m->latest) ? -1 :
	    rr_date_cmp(at->day, m->latest);

	if (first < 0 || (through && first == 0))
		return RR_FALSE;
	if (last > 0)
		return RR_TRUE;
	if (through || last < 0)
		return RR_UNKNOWN;
	if (is_whole_day(m))
		return RR_TRUE;
	if (first > 0 || rr_instant_is_none(at->at) ||
	    rr_instant_is_none(m->at))
		return RR_UNKNOWN;
	/* Which of two within one minute was first is not on record. */
	if (at->at.sec / 60 == m->at.sec / 60)
		return RR_UNKNOWN;
	return at->at.sec > m->at.sec ? RR_TRUE : RR_FALSE;
}

/* What would say whether AT had come to M. */
static const char *
what_lacks(const struct search *x, const struct rr_moment *at,
    const struct rr_moment *m, bool begins)
{
	struct rr_eval *ev = x->ev;
	const struct rr_zone *z = rr_engine_zone(ev->engine,
	    ev->agreement->zone);
	struct rr_buf b = RR_BUF_INIT;

	if (was_so_before(ev, m))
		rr_buf_printf(&b, "since when it was so: %s", m->fact->name);
	else if (m->hour_open && m->fact != NULL)
		rr_buf_printf(&b, m->fact->nsendings > 0 ? "the hour at which "
		    "%s took effect" : "the time of %s", m->fact->name);
	else if (rr_instant_is_none(m->at) || z == NULL ||
	    !rr_instant_is_none(at->at))
		return m->waits_for;
	else {
		rr_buf_printf(&b, "the time of %s: before ", x->fact->name);
		rr_time_text(rr_zone_wall(z, m->at).sec, &b);
		rr_buf_add(&b, begins ? " outside, after it inside" :
		    " inside, after it outside");
	}
	return rr_buf_keep(&b, ev->arena);
}

/* Whether it had begun, and whether it had ended, at the moment asked about. */
static enum rr_truth
had_begun(struct search *x, const struct rr_provision *p,
    const struct rr_scope *s, const struct rr_moment *at)
{
	struct rr_moment from = rr_eval_day(x->ev, p->period.from, s);
	enum rr_truth come;

	rr_moment_bound(x->ev, &from);
	if (from.unknown || from.state != RR_MOMENT_KNOWN)
		return from.unknown ? RR_UNKNOWN : RR_FALSE;
	come = has_come(at, &from, false);
	if (come == RR_UNKNOWN && x->lacks == NULL)
		x->lacks = what_lacks(x, at, &from, true);
	return come;
}

static enum rr_truth
had_ended(struct search *x, const struct rr_provision *p,
    const struct rr_scope *s, const struct rr_moment *at)
{
	struct rr_moment sure = end_of(x->ev, p->period.until, s), may;
	bool known = sure.state == RR_MOMENT_KNOWN;
	enum rr_truth come;

	rr_moment_bound(x->ev, &sure);
	if (sure.unknown)
		return RR_UNKNOWN;
	come = known ? has_come(at, &sure, p->through) : RR_FALSE;
	if (come == RR_TRUE)
		return come;
	may = soonest_end(x->ev, p->period.until, s);
	rr_moment_bound(x->ev, &may);
	if (!may.unknown && (may.state != RR_MOMENT_KNOWN ||
	    has_come(at, &may, p->through) == RR_FALSE))
		return RR_FALSE;
	if (x->lacks == NULL)
		x->lacks = known ? what_lacks(x, at, &sure, false) :
		    may.waits_for != NULL ? may.waits_for : sure.waits_for;
	return RR_UNKNOWN;
}

static void
look_at(struct search *x, const struct rr_provision *p,
    const struct rr_scope *s)
{
	enum rr_truth applies = p->only_if == NULL ? RR_TRUE :
	    rr_cond_known(x->ev, p->only_if, s);
	const char *lacks = x->lacks;
	enum rr_truth begun, ended;

	if (x->found != NULL || applies == RR_FALSE || !has_effect(x->ev, p,
	    s))
		return;
	begun = had_begun(x, p, s, &x->at);
	ended = begun == RR_FALSE ? RR_TRUE :
	    had_ended(x, p, s, &x->at);
	if (ended == RR_TRUE)
		x->lacks = lacks;
	else if (applies == RR_UNKNOWN || begun == RR_UNKNOWN ||
	    ended == RR_UNKNOWN)
		x->doubt = true;
	else
		x->found = s->self;
}

static void
look(void *ctx, const struct rr_provision *p, const struct rr_fact *subject,
    const char *party)
{
	struct search *x = ctx;
	const struct rr_scope s = RR_SCOPE(subject, party);
	const struct rr_provision *governs;
	struct rr_terms was;

	if (party != NULL && strcmp(party, x->party) != 0)
		return;
	governs = rr_terms_begin(x->ev, p, &s, &was);
	if (governs != NULL)
		look_at(x, governs, &s);
	rr_terms_end(x->ev, &was);
}

enum rr_truth
rr_period_runs(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *f, const struct rr_moment *at, const char *party,
    const struct rr_fact **which, const char **lacks)
{
	struct search x = { .ev = ev, .fact = f, .party = party,
	    .at = at != NULL ? *at : rr_moment_on(f->day) };
	struct rr_recorder *rec = ev->rec;

	if (at == NULL)
		x.at.at = f->at;
	*which = NULL;
	*lacks = NULL;
	if (rr_unread_of(ev, p) != NULL)
		return RR_UNKNOWN;
	ev->rec = NULL;
	rr_subjects(ev, p, look, &x);
	ev->rec = rec;
	*which = x.found;
	*lacks = x.lacks;
	if (x.found != NULL)
		return RR_TRUE;
	return x.doubt ? RR_UNKNOWN : RR_FALSE;
}
