/*
 * period.c: the kind "period": from a moment until a moment.
 *
 * A discontinuance, a suspension, an Effectiveness Period: for each fact that
 * begins one, and mostly for each recipient, whose receipt counts.  Both ends
 * are kept to the minute where they are known.  It runs until the end is on
 * record; the lines say what of the end is there and what is missing.  Outside
 * its condition ("while") it is without effect.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

/* An end is one only when it is certain: a gap's latest day, or none. */
static struct rr_moment
end_of(struct rr_eval *ev, const struct rr_when *w, const struct rr_scope *s)
{
	struct rr_moment m;

	ev->certain = true;
	m = rr_when_eval(ev, w, s);
	ev->certain = false;
	return m;
}

/* The parts of an expression that facts can fill in, each as a line. */
static void
add_parts(struct rr_eval *ev, const struct rr_when *w,
    const struct rr_scope *s, struct rr_vec *items)
{
	struct rr_finding_item *x;
	struct rr_buf b = RR_BUF_INIT;
	struct rr_moment m;

	if (w->op != RR_WHEN_LINKED && w->op != RR_WHEN_EVENT) {
		for (size_t i = 0; i < w->nof; i++)
			add_parts(ev, w->of[i], s, items);
		return;
	}
	m = end_of(ev, w, s);
	rr_when_text(w, ev->agreement, &b);
	x = rr_vec_add(ev->arena, items);
	x->key = w->name;
	x->what = rr_buf_keep(&b, ev->arena);
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

static void
fill(struct rr_eval *ev, const struct rr_period_terms *t,
    const struct rr_scope *s, const struct rr_moment *from,
    struct rr_outcome *o)
{
	struct rr_moment until = end_of(ev, t->until, s);

	rr_moment_bound(ev, &until);
	o->from = from->day;
	o->from_at = from->at;
	o->state = RR_FOUND_RUNNING;
	if (until.state != RR_MOMENT_KNOWN) {
		o->waits_for = until.waits_for;
		return;
	}
	/* An end that came before the beginning ends it as it begins. */
	if (rr_moment_is_before(&until, from))
		until = *from;
	o->until = until.day;
	o->until_at = until.at;
	if (!is_later(ev, &until))
		o->state = RR_FOUND_ENDED;
}

static bool
has_effect(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s)
{
	return p->period.while_cond == NULL ||
	    rr_cond_holds(ev, p->period.while_cond, s);
}

void
rr_find_period(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o, struct rr_vec *items)
{
	const struct rr_period_terms *t = &p->period;
	struct rr_moment from = rr_when_eval(ev, t->from, s);

	rr_moment_bound(ev, &from);
	rr_outcome_init(o, RR_FOUND_WAITING);
	if (from.state != RR_MOMENT_KNOWN) {
		o->waits_for = from.waits_for;
		return;
	}
	if (is_later(ev, &from)) {
		o->state = RR_FOUND_NOT_YET;
		o->from = from.day;
		return;
	}
	fill(ev, t, s, &from, o);
	if (!has_effect(ev, p, s)) {
		struct rr_buf b = RR_BUF_INIT;

		rr_cond_text(t->while_cond, ev->agreement, &b);
		o->state = RR_FOUND_IDLE;
		o->waits_for = rr_buf_keep(&b, ev->arena);
		rr_record(ev->rec, RR_STEP_MISSING, p->cite.section,
		    "without effect until %s", o->waits_for);
	}
	if (items != NULL) {
		struct rr_recorder *rec = ev->rec;

		ev->rec = NULL;
		add_parts(ev, t->until, s, items);
		ev->rec = rec;
	}
	if (o->state == RR_FOUND_RUNNING)
		rr_record(ev->rec, RR_STEP_CONCLUSION, p->cite.section,
		    "running since %s%s%s", rr_day_text(ev->arena, o->from),
		    o->waits_for != NULL ? "; not on record: " : "",
		    o->waits_for != NULL ? o->waits_for : "");
	else if (o->state == RR_FOUND_ENDED)
		rr_record(ev->rec, RR_STEP_CONCLUSION, p->cite.section,
		    "from %s to %s", rr_day_text(ev->arena, o->from),
		    rr_day_text(ev->arena, o->until));
}

struct search {
	struct rr_eval		*ev;
	const struct rr_fact	*fact;		/* at whose moment */
	const char		*party;
	const struct rr_fact	*found;
	/* a fact or a calendar is missing that says whether one of them runs */
	bool			 doubt;
};

static void
look_at(struct search *x, const struct rr_provision *p,
    const struct rr_scope *s)
{
	struct rr_moment at = rr_moment_on(x->fact->day);
	enum rr_truth applies = p->only_if == NULL ? RR_TRUE :
	    rr_cond_known(x->ev, p->only_if, s);
	struct rr_moment from, until;

	at.at = x->fact->at;
	if (x->found != NULL || applies == RR_FALSE || !has_effect(x->ev, p,
	    s))
		return;
	from = rr_when_eval(x->ev, p->period.from, s);
	rr_moment_bound(x->ev, &from);
	if (!from.unknown && (from.state != RR_MOMENT_KNOWN ||
	    rr_moment_is_before(&at, &from)))
		return;
	until = end_of(x->ev, p->period.until, s);
	rr_moment_bound(x->ev, &until);
	if (until.state == RR_MOMENT_KNOWN &&
	    !rr_moment_is_before(&at, &until))
		return;
	if (applies == RR_UNKNOWN || from.unknown || until.unknown)
		x->doubt = true;
	else
		x->found = s->self;
}

static void
look(void *ctx, const struct rr_provision *p, const struct rr_fact *subject,
    const char *party)
{
	struct search *x = ctx;
	const struct rr_scope s = { subject, party, RR_DATE_NONE,
	    RR_DATE_NONE };
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
rr_period_holds(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *f, const char *party,
    const struct rr_fact **which)
{
	struct search x = { ev, f, party, NULL, false };
	struct rr_recorder *rec = ev->rec;

	*which = NULL;
	if (rr_unread_of(ev, p) != NULL)
		return RR_UNKNOWN;
	ev->rec = NULL;
	rr_subjects(ev, p, look, &x);
	ev->rec = rec;
	*which = x.found;
	if (x.found != NULL)
		return RR_TRUE;
	return x.doubt ? RR_UNKNOWN : RR_FALSE;
}
