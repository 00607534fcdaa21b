/*
 * when.c: evaluates date expressions in a world of answers.
 *
 * An expression gives a day, or says what it waits for.  An event that has not
 * happened makes its day unknown: `earliest of` goes on without it, `latest
 * of` waits; a day that the calendars do not know leaves both unknown.  A day
 * that lies between two is a span; both ends are counted on.
 *
 * Each step taken is recorded; nothing is kept between calls.
 */
#include "conclude_int.h"
#include "field_cond_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

static struct rr_moment
field_of(struct rr_eval *ev, const struct rr_fact *f, const char *field)
{
	const char *text = rr_fact_field(f, field);
	struct rr_moment m;
	rr_date day;

	if (text == NULL || !rr_date_parse(text, &day)) {
		m = rr_moment_missing(ev, rr_arena_printf(ev->arena,
		    "%s: %s", f->name, field));
		m.hole = true;
		return m;
	}
	rr_record_fact(ev->rec, f, "%s: %s %s", f->name, field,
	    rr_day_text(ev->arena, day));
	m = rr_moment_on(day);
	rr_eval_carried_day(ev, f, field, &m);
	return m;
}

static struct rr_moment
part_of(struct rr_eval *ev, const struct rr_expr *w, const struct rr_fact *f,
    const char *party)
{
	struct rr_moment m;

	switch (w->part) {
	case RR_PART_DAY:
		rr_record_fact(ev->rec, f, "%s %s%s%s", f->name,
		    rr_fact_day_text(ev->arena, f),
		    f->source != NULL ? ", source: " : "",
		    f->source != NULL ? f->source : "");
		m = rr_eval_counted(ev, f);
		if (m.unknown)
			return m;
		m.at = rr_date_cmp(m.day, f->day) == 0 ? f->at :
		    RR_INSTANT_NONE;
		m.hour_open = rr_instant_is_none(f->at) &&
		    rr_date_cmp(m.day, f->day) == 0;
		return m;
	case RR_PART_EFFECT:
		return rr_notice_effect(ev, f, party);
	case RR_PART_RECEIPT:
		return rr_notice_receipt(ev, f, party);
	case RR_PART_FIELD:
		return field_of(ev, f, w->field);
	}
	return rr_moment_waiting(f->name);
}

/* Of a notice that was sent more than once, as it was first there. */
static struct rr_moment
self_part(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s)
{
	const struct rr_fact *const *same;
	struct rr_moment best;
	bool any = false;
	size_t n;

	if (s->self == NULL)
		return rr_moment_waiting("what it is about");
	if (s->self->nsendings == 0 || (w->part != RR_PART_EFFECT &&
	    w->part != RR_PART_RECEIPT))
		return part_of(ev, w, s->self, s->recipient);
	same = rr_eval_same(ev, s->self, &n);
	for (size_t i = 0; i < n; i++) {
		struct rr_moment m;

		if (same[i] != s->self && s->recipient != NULL &&
		    !rr_went_to(ev, same[i], s->recipient))
			continue;
		m = part_of(ev, w, same[i], s->recipient);
		if (m.unknown)
			return m;
		if (!any || best.state == RR_MOMENT_WAITING)
			best = m;
		else if (m.state == RR_MOMENT_KNOWN)
			best = rr_moment_sooner(&best, &m);
		any = true;
	}
	return best;
}

/*
 * Where none is on record of an entry which tells what can have been so before
 * its day, and the first is looked for: it may be so since what it is about.
 */
static struct rr_moment
none_yet(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_fact *self)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, w->name);
	struct rr_moment m = rr_moment_missing(ev, w->name);

	if (ev->possible && self != NULL && e != NULL && e->so_before) {
		m = rr_moment_on(self->day);
		m.waits_for = w->name;
		m.unsaid = true;
	}
	return m;
}

/*
 * Of an entry which tells what can have been so before its day, where the first
 * is looked for: since what it is about.
 */
static void
reach_back(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_fact *self, struct rr_moment *m)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);

	if (!ev->possible || self == NULL || e == NULL || !e->so_before ||
	    m->state != RR_MOMENT_KNOWN || rr_date_cmp(self->day, m->day) >= 0)
		return;
	*m = rr_moment_on(self->day);
	m->fact = f;
}

static enum rr_truth
is_asked_for(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s, const struct rr_fact *f)
{
	const struct rr_scope own = RR_SCOPE(f, s->recipient);

	if (w->reach != RR_REACH_BESIDE &&
	    !rr_fact_concerns(ev, f, s->recipient))
		return RR_FALSE;
	return w->where == NULL ? RR_TRUE : rr_eval_truth(ev, w->where, &own);
}

/* One more of those that are asked for; MAYBE: as open points are answered. */
static struct rr_moment
one_more(const struct rr_expr *w, const struct rr_moment *best,
    struct rr_moment m, bool maybe)
{
	if (w->part == RR_PART_FIELD)
		return maybe ? rr_moment_either(best, &m) : m;
	if (m.state == RR_MOMENT_WAITING)
		return best->state == RR_MOMENT_WAITING ? m : *best;
	m.may_wait |= maybe;
	return best->state == RR_MOMENT_WAITING ? m :
	    rr_moment_sooner(best, &m);
}

/* One more that is perhaps asked for, where the soonest is looked for. */
static struct rr_moment
perhaps(const struct rr_moment *best, struct rr_moment m)
{
	if (m.state == RR_MOMENT_WAITING)
		return *best;
	return best->state == RR_MOMENT_WAITING ? m :
	    rr_moment_sooner(best, &m);
}

/*
 * What is looked for as an end ends nothing that came after it: an Advice
 * lifts the notices that went before it.
 */
static bool
ends_before(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_moment *m, const struct rr_fact *self)
{
	bool exact = !rr_instant_is_none(m->at) &&
	    !rr_instant_is_none(self->at);

	if (!(ev->certain || ev->possible) || m->state != RR_MOMENT_KNOWN ||
	    m->may_wait || (exact ? m->at.sec >= self->at.sec :
	    rr_date_is_none(m->latest) ||
	    rr_date_cmp(m->latest, self->day) >= 0))
		return false;
	rr_record_fact(ev->rec, f, "%s %s came before %s of %s, and ends "
	    "nothing of it", f->name, rr_day_text(ev->arena, m->day),
	    self->name, rr_fact_day_text(ev->arena, self));
	return true;
}

/*
 * The first that is known; several can be about one fact.  Of what a field
 * says of them the last word counts.
 */
static struct rr_moment
first_of(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s, const struct rr_fact *const *all, size_t n)
{
	struct rr_moment best = rr_moment_waiting(w->name);
	bool beside = w->reach == RR_REACH_BESIDE, seen = false;

	for (size_t i = 0; i < n; i++) {
		enum rr_truth asked = is_asked_for(ev, w, s, all[i]);
		struct rr_moment m;

		/* What is not known to be another can be the one. */
		if (asked != RR_TRUE && !rr_is_open(asked) &&
		    (asked != RR_UNKNOWN || !ev->possible))
			continue;
		/* What stands beside a notice went to others than that did. */
		m = part_of(ev, w, all[i], beside && s->self->shape ==
		    RR_SHAPE_NOTICE ? NULL : s->recipient);
		if (m.unknown && w->part != RR_PART_FIELD)
			return m;
		if (!beside && s->self != NULL &&
		    ends_before(ev, all[i], &m, s->self))
			continue;
		reach_back(ev, all[i], s->self, &m);
		seen = true;
		best = asked != RR_UNKNOWN ? one_more(w, &best, m,
		    rr_is_open(asked)) : perhaps(&best, m);
	}
	return seen ? best : none_yet(ev, w, s->self);
}

/*
 * About the entry that a field of "it" names, or under it.  Where it names
 * none, the first of all can be meant, and none for certain.  What hangs on
 * that entry can be older than "it", and ends nothing of it then.
 */
static struct rr_moment
via_day(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s)
{
	const char *ref = rr_fact_field(s->self, w->via);
	struct rr_scope own = *s;
	const struct rr_fact *const *all;
	int64_t seq, row;
	size_t n;

	own.self = NULL;
	if (ref == NULL || !rr_fact_ref_parse(ref, &seq, &row)) {
		if (!ev->possible)
			return rr_moment_missing(ev, rr_field_title(ev,
			    s->self, w->via));
		all = rr_index_named(ev, w->name, &n);
		return first_of(ev, w, &own, all, n);
	}
	own.self = rr_eval_live(ev, seq, row);
	if (own.self == NULL)
		return rr_moment_missing(ev, w->name);
	all = rr_reach_entries(ev, w, own.self, &n);
	return first_of(ev, w, w->reach == RR_REACH_UNDER ? s : &own, all, n);
}

/* Of all of the name the first is enough, where nothing more is asked. */
static struct rr_moment
event_day(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s)
{
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	const struct rr_fact *const *all;
	bool any = w->reach == RR_REACH_ALL;
	size_t n;

	if (!any && s->self == NULL)
		return rr_moment_waiting("what it is about");
	if (w->via != NULL)
		return via_day(ev, w, s);
	all = rr_reach_entries(ev, w, s->self, &n);
	return first_of(ev, w, any ? &none : s, all,
	    any && w->where == NULL && n > 1 ? 1 : n);
}

static struct rr_moment
offset(struct rr_eval *ev, const struct rr_expr *w, const struct rr_scope *s)
{
	struct rr_moment m = rr_eval_day(ev, w->of[0], s);
	struct rr_moment to = m;

	if (m.state != RR_MOMENT_KNOWN)
		return m;
	to.at = RR_INSTANT_NONE;
	to.hour_open = false;
	to.back = w->n < 0;
	to.fact = NULL;
	if (!rr_offset_span(ev, w, &to.day, &to.day_most))
		return rr_moment_unknown(ev);
	rr_offset_record(ev, w, m.day, to.day);
	if (!rr_offset_span(ev, w, &to.latest_least, &to.latest))
		return rr_moment_unknown(ev);
	return to;
}

/* An Advice can lift any notice, copies under 3(k) are of a defect alone. */
bool
rr_when_is_never(const struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s)
{
	const struct rr_event *e = w->op != RR_EXPR_EVENT ||
	    w->reach != RR_REACH_ABOUT || w->via != NULL ||
	    s->self == NULL ? NULL :
	    rr_agreement_event(ev->agreement, w->name);

	return e != NULL && !rr_can_be_about(e, s->self->name);
}

static struct rr_moment
one_of_many(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s)
{
	bool earliest = w->op == RR_EXPR_EARLIEST;
	struct rr_moment best = rr_moment_waiting(NULL);

	rr_record(ev->rec, RR_STEP_CHOICE, NULL, "the %s of %zu",
	    earliest ? "earliest" : "latest", w->nof);
	rr_record_under(ev->rec);
	for (size_t i = 0; i < w->nof; i++) {
		struct rr_moment m;

		if (earliest && rr_when_is_never(ev, w->of[i], s))
			continue;
		m = rr_eval_day(ev, w->of[i], s);
		if (m.unknown) {
			/* It may be before all the others, or after them. */
			best = m;
			break;
		}
		if (m.state == RR_MOMENT_WAITING) {
			/* A later event can only make the earliest sooner. */
			if (!earliest || (best.state == RR_MOMENT_WAITING &&
			    best.waits_for == NULL))
				best = m;
			if (!earliest)
				break;
		} else if (best.state == RR_MOMENT_WAITING ||
		    (earliest && best.unsaid))
			best = m;
		else if (!earliest || !m.unsaid)
			best = earliest ? rr_moment_sooner(&best, &m) :
			    rr_moment_later(&best, &m);
	}
	rr_record_end(ev->rec);
	return best;
}

/* What follows from yes and from no; where it can be unknown, no day too. */
static struct rr_moment
both_ways(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s, enum rr_truth t)
{
	struct rr_recorder *rec = ev->rec;
	struct rr_moment yes, no;

	rr_record(ev->rec, RR_STEP_CHOICE, NULL,
	    "%s: either, as open points are answered",
	    rr_in_words(ev, w->of[0], s->self));
	ev->rec = NULL;
	yes = rr_eval_day(ev, w->of[1], s);
	no = rr_eval_day(ev, w->of[2], s);
	ev->rec = rec;
	yes = rr_moment_either(&yes, &no);
	if (yes.unknown)
		return rr_moment_unknown(ev);
	if (t == RR_ANY && yes.state == RR_MOMENT_KNOWN)
		yes.may_wait = true;
	return yes;
}

static struct rr_moment
choose(struct rr_eval *ev, const struct rr_expr *w, const struct rr_scope *s)
{
	enum rr_truth t = rr_eval_truth(ev, w->of[0], s);

	if (rr_is_open(t))
		return both_ways(ev, w, s, t);
	if (t == RR_UNKNOWN) {
		struct rr_moment m = rr_moment_missing(ev, rr_cond_doubt(ev,
		    w->of[0], s));

		m.hole = true;
		return m;
	}
	rr_record(ev->rec, RR_STEP_CHOICE, NULL, "%s: %s",
	    rr_in_words(ev, w->of[0], s->self), t == RR_TRUE ? "yes" : "no");
	return rr_eval_day(ev, w->of[t == RR_TRUE ? 1 : 2], s);
}

static struct rr_moment
date(struct rr_eval *ev __attribute__((unused)), const struct rr_expr *w,
    const struct rr_scope *s __attribute__((unused)))
{
	return rr_moment_on(w->date);
}

static struct rr_moment
given(struct rr_eval *ev __attribute__((unused)), const struct rr_expr *w,
    const struct rr_scope *s)
{
	rr_date day = w->part == RR_PART_RECEIPT ? s->receipt : s->sending;

	return rr_date_is_none(day) ? rr_moment_waiting("receipt") :
	    rr_moment_on(day);
}

static struct rr_moment
reached(struct rr_eval *ev, const struct rr_expr *w, const struct rr_scope *s)
{
	return s->self == NULL ? rr_moment_waiting("what it is about") :
	    rr_conclude_reached(ev, rr_agreement_provision(ev->agreement,
	    w->name), s->self);
}

typedef struct rr_moment day_fn(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);

static day_fn *const days[RR_EXPR_MAX] = {
	[RR_EXPR_DATE] = date,
	[RR_EXPR_EVENT] = event_day,
	[RR_EXPR_SELF] = self_part,
	[RR_EXPR_GIVEN] = given,
	[RR_EXPR_OFFSET] = offset,
	[RR_EXPR_EARLIEST] = one_of_many,
	[RR_EXPR_LATEST] = one_of_many,
	[RR_EXPR_REACHED_ON] = reached,
	[RR_EXPR_IF] = choose
};

struct rr_worth
rr_worth_day(struct rr_eval *ev, const struct rr_expr *w,
    const struct rr_scope *s)
{
	return (struct rr_worth){ .type = RR_TYPE_DAY,
	    .day = days[w->op](ev, w, s) };
}
