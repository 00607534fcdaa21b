/*
 * carried.c: whether what was planned has been carried out.
 *
 * The agreement's file says which events carry out what.  Such an entry carries
 * out the plan that it names.  One that names no plan carries out what was
 * planned for its day; where nothing was, it may be what was planned for the
 * same thing that it is about, or for nothing that is named, and may be
 * something else.  Where it may be one of several plans, and there are fewer
 * such entries than plans, which of them it is cannot be said.
 *
 * A plan that was carried out for certain was for the day on which it was.
 * While that is not on record, and its own day is over, it may have been put
 * off.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "status_int.h"

struct plan {
	struct rr_eval			*ev;
	const struct rr_fact		*fact;
	const struct rr_event		*event;
	const struct rr_carried_by	*by;	/* or NULL: by nothing */
	/* all that were planned */
	const struct rr_fact *const	*all;
	size_t				 n;
};

static bool
is_by(const struct rr_carried_by *by, const struct rr_fact *f)
{
	for (size_t i = 0; by != NULL && i < by->n; i++)
		if (strcmp(by->events[i], f->name) == 0)
			return true;
	return false;
}

/* What carries out such a plan, or NULL: nothing. */
static const struct rr_carried_by *
by_of(const struct rr_event *e, const struct rr_fact *plan)
{
	const struct rr_carried *c = e == NULL ? NULL : e->carried;
	const char *as = c == NULL ? NULL : rr_fact_field(plan, c->as);

	for (size_t i = 0; as != NULL && i < c->nby; i++)
		if (strcmp(c->by[i].choice, as) == 0)
			return &c->by[i];
	return NULL;
}

static struct plan
plan_of(struct rr_eval *ev, const struct rr_fact *f)
{
	struct plan p = { .ev = ev, .fact = f,
	    .event = rr_agreement_event(ev->agreement, f->name) };

	p.by = by_of(p.event, f);
	p.all = rr_index_named(ev, f->name, &p.n);
	return p;
}

/* Whether OTHER is another plan, which such a thing as F carries out too. */
static bool
is_rival(const struct plan *p, const struct rr_fact *f,
    const struct rr_fact *other)
{
	return other != p->fact && is_by(by_of(p->event, other), f);
}

/* By the day of the record, or by one on which it can count. */
static bool
is_of_its_day(const struct plan *p, const struct rr_fact *f,
    const struct rr_fact *plan)
{
	const char *text = rr_fact_field(plan, p->event->carried->on);
	struct rr_counts counts;
	rr_date on;

	return text != NULL && rr_date_parse(text, &on) &&
	    (rr_date_cmp(f->day, on) == 0 ||
	    (rr_eval_counts(p->ev, f, &counts) &&
	    (rr_date_cmp(counts.first.least, on) == 0 ||
	    rr_date_cmp(counts.last.least, on) == 0)));
}

/* It is about an entry that the plan names, as what it is planned for. */
static bool
is_for_the_same(const struct plan *p, const struct rr_fact *f)
{
	const struct rr_fact *plan = p->fact;

	for (size_t i = 0; i < p->event->nfields; i++) {
		const struct rr_field_decl *d = &p->event->fields[i];
		const char *ref = rr_fact_field(plan, d->key);
		const struct rr_fact *of;
		int64_t seq, row;

		if (ref == NULL || !rr_field_names_entries(d->type) ||
		    !rr_fact_ref_parse(ref, &seq, &row))
			continue;
		of = rr_eval_live(p->ev, seq, row);
		if (of != NULL && rr_eval_is_linked(p->ev, f, of))
			return true;
	}
	return false;
}

static bool
names_a_plan(const struct plan *p, const struct rr_fact *f)
{
	for (size_t i = 0; i < p->n; i++)
		if (rr_eval_is_linked(p->ev, f, p->all[i]))
			return true;
	return false;
}

static bool
is_of_a_planned_day(const struct plan *p, const struct rr_fact *f)
{
	for (size_t i = 0; i < p->n; i++)
		if (is_rival(p, f, p->all[i]) && is_of_its_day(p, f, p->all[i]))
			return true;
	return false;
}

/* Whether F, which names no plan, can carry out that one. */
static bool
can_be(const struct plan *p, const struct rr_fact *f,
    const struct rr_fact *plan)
{
	return rr_date_cmp(f->day, plan->day) >= 0 &&
	    is_of_its_day(p, f, plan);
}

static bool
names_a_thing(const struct plan *p)
{
	for (size_t i = 0; i < p->event->nfields; i++)
		if (rr_field_names_entries(p->event->fields[i].type) &&
		    rr_fact_field(p->fact, p->event->fields[i].key) != NULL)
			return true;
	return false;
}

/* Whether F, done on a day for which nothing was planned, may be that plan. */
static bool
may_be(const struct plan *p, const struct rr_fact *f)
{
	return rr_date_cmp(f->day, p->fact->day) >= 0 &&
	    (!names_a_thing(p) || is_for_the_same(p, f)) &&
	    !is_of_a_planned_day(p, f);
}

/* What else was planned, that it can be instead. */
static size_t
count_rivals(const struct plan *p, const struct rr_fact *f)
{
	size_t sum = 0;

	for (size_t i = 0; i < p->n; i++)
		sum += is_rival(p, f, p->all[i]) && can_be(p, f, p->all[i]);
	return sum;
}

/* What was found of one plan. */
struct found {
	/* that names it; that can be it; that may be, on another day */
	const struct rr_fact	*named, *can, *perhaps;
	size_t			 n, rivals;
	/* on which days what names none counts, and may be it */
	struct rr_between	 on;
};

/* From the first day on which F can count to the last one. */
static void
widen(const struct plan *p, const struct rr_fact *f, struct found *x)
{
	struct rr_between on = { f->day, RR_DATE_NONE };
	struct rr_counts c;

	if (rr_eval_counts(p->ev, f, &c)) {
		on.least = c.first.least;
		on.most = c.last.most;
	}
	rr_between_widen(&x->on, &on, rr_date_is_none(x->on.least));
}

static void
look_at(const struct plan *p, const struct rr_fact *f, struct found *x)
{
	size_t rivals;

	if (rr_eval_is_linked(p->ev, f, p->fact)) {
		x->named = x->named == NULL ? f : x->named;
		return;
	}
	if (names_a_plan(p, f))
		return;
	if (!can_be(p, f, p->fact)) {
		if (!may_be(p, f))
			return;
		x->perhaps = x->perhaps == NULL ? f : x->perhaps;
		widen(p, f, x);
		return;
	}
	widen(p, f, x);
	x->n++;
	x->can = x->can == NULL ? f : x->can;
	rivals = count_rivals(p, f);
	x->rivals = rivals > x->rivals ? rivals : x->rivals;
}

static enum rr_truth
find(struct rr_eval *ev, const struct rr_fact *f, struct found *x)
{
	struct rr_recorder *rec = ev->rec;
	struct plan p = plan_of(ev, f);

	memset(x, 0, sizeof(*x));
	x->on.least = x->on.most = RR_DATE_NONE;
	ev->rec = NULL;
	for (size_t k = 0; p.by != NULL && k < p.by->n; k++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(ev, p.by->events[k], &n);

		for (size_t i = 0; i < n; i++)
			look_at(&p, all[i], x);
	}
	ev->rec = rec;
	if (x->named != NULL || x->n > x->rivals)
		return RR_TRUE;
	return x->n > 0 || x->perhaps != NULL ? RR_UNKNOWN : RR_FALSE;
}

static const struct rr_fact *
found_by(const struct found *x)
{
	return x->named != NULL ? x->named : x->can != NULL ? x->can :
	    x->perhaps;
}

enum rr_truth
rr_eval_carried(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_fact **by)
{
	struct found x;
	enum rr_truth t = find(ev, f, &x);

	*by = found_by(&x);
	return t;
}

/* The day for which F is planned; NONE: it is no plan, or FIELD is not that. */
static rr_date
planned_day(struct rr_eval *ev, const struct rr_fact *f, const char *field)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);
	const char *text = e == NULL || e->carried == NULL ||
	    (field != NULL && strcmp(e->carried->on, field) != 0) ? NULL :
	    rr_fact_field(f, e->carried->on);
	rr_date day;

	return text != NULL && rr_date_parse(text, &day) ? day : RR_DATE_NONE;
}

/* Between the day of the plan, or of what may be it, and the last of these. */
static void
leave_open(struct rr_eval *ev, const struct found *x, struct rr_moment *m)
{
	const struct rr_fact *by = found_by(x);
	bool over = rr_date_cmp(m->day, ev->in->on) < 0;
	struct rr_between on = { m->day, over ? RR_DATE_NONE : m->day };
	bool sooner;

	if (by == NULL && !over)
		return;
	if (by != NULL)
		rr_between_widen(&on, &x->on, false);
	if (over)
		on.most = RR_DATE_NONE;
	sooner = rr_date_cmp(on.least, m->day) < 0;
	m->late_if = sooner ? rr_shared_text(ev, rr_arena_printf(ev->arena,
	    "%s of %s was not what was planned", by->name,
	    rr_fact_day_text(ev->arena, by))) : "it was put off";
	m->day = m->day_most = on.least;
	m->latest = m->latest_least = on.most;
	if (by == NULL)
		rr_record(ev->rec, RR_STEP_MISSING, NULL, "whether that was "
		    "done on the day is not on record: it may have been put "
		    "off");
	else
		rr_record_fact(ev->rec, by, "%s %s: whether that was planned "
		    "here is not known", by->name, rr_fact_day_text(ev->arena,
		    by));
}

void
rr_eval_carried_day(struct rr_eval *ev, const struct rr_fact *f,
    const char *field, struct rr_moment *m)
{
	struct found x;
	const struct rr_fact *by;

	if (rr_date_is_none(planned_day(ev, f, field)))
		return;
	if (find(ev, f, &x) != RR_TRUE) {
		leave_open(ev, &x, m);
		return;
	}
	by = found_by(&x);
	rr_record_fact(ev->rec, by, "what was planned was done: %s %s",
	    by->name, rr_fact_day_text(ev->arena, by));
	*m = rr_eval_counted(ev, by);
}

rr_date
rr_eval_put_off_after(struct rr_eval *ev, const struct rr_fact *f)
{
	struct found x;
	rr_date day = f == NULL ? RR_DATE_NONE : planned_day(ev, f, NULL);

	return rr_date_is_none(day) || find(ev, f, &x) == RR_TRUE ||
	    found_by(&x) != NULL ? RR_DATE_NONE : day;
}

/* How F stands to that plan: whether it is what carried it out. */
static enum rr_truth
is_what_was_planned(const struct plan *p, const struct rr_fact *f)
{
	struct found x;
	enum rr_truth t;

	if (rr_eval_is_linked(p->ev, f, p->fact))
		return RR_TRUE;
	if (names_a_plan(p, f) || (!can_be(p, f, p->fact) && !may_be(p, f)))
		return RR_FALSE;
	t = find(p->ev, p->fact, &x);
	if (t != RR_TRUE)
		return RR_UNKNOWN;
	return x.named == NULL && can_be(p, f, p->fact) ? RR_TRUE : RR_FALSE;
}

static bool
carries_out(const struct rr_carried *c, const struct rr_fact *f)
{
	for (size_t i = 0; c != NULL && i < c->nby; i++)
		if (is_by(&c->by[i], f))
			return true;
	return false;
}

/* Adds F, which can carry out a plan of E, unless for certain it does. */
static void
look_for_plan(struct rr_eval *ev, const struct rr_event *e,
    const struct rr_fact *f, struct rr_vec *out)
{
	struct rr_unplanned u = { f, e, NULL };
	size_t n;
	const struct rr_fact *const *all = rr_index_named(ev, e->name,
	    &n);

	for (size_t i = 0; i < n; i++) {
		struct plan p = plan_of(ev, all[i]);
		enum rr_truth t = !is_by(p.by, f) ? RR_FALSE :
		    is_what_was_planned(&p, f);

		if (t == RR_TRUE)
			return;
		if (t == RR_UNKNOWN && u.maybe == NULL)
			u.maybe = all[i];
	}
	*(struct rr_unplanned *)rr_vec_add(ev->arena, out) = u;
}

void
rr_derive_unplanned(struct rr_eval *ev, struct rr_derivation *dv)
{
	const struct rr_agreement *a = ev->agreement;
	const struct rr_facts *facts = ev->in->facts;
	struct rr_vec out = RR_VEC_INIT(struct rr_unplanned);

	rr_eval_settle(ev);
	for (size_t i = 0; i < a->nevents; i++)
		for (size_t k = 0; a->events[i].carried != NULL &&
		    k < facts->n; k++)
			if (facts->all[k].shape == RR_SHAPE_EVENT &&
			    carries_out(a->events[i].carried, &facts->all[k]))
				look_for_plan(ev, &a->events[i],
				    &facts->all[k], &out);
	dv->unplanned = out.items;
	dv->nunplanned = out.n;
}
