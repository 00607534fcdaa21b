/*
 * carried.c: whether what was planned has been carried out.
 *
 * The agreement's file says which events carry out what.  Such an entry carries
 * out the plan that it names.  One that names no plan carries out what was
 * planned for its day; and where nothing was, what was planned for the same
 * thing that it is about.  Where it may be one of several plans, and there are
 * fewer such entries than plans, which of them it is cannot be said; nor can it
 * be where the plan names nothing that it is for, and what was done was done on
 * another day.
 *
 * A plan that was carried out for certain was for the day on which it was.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "status_int.h"

struct plan {
	struct rr_eval			*ev;
	const struct rr_fact		*fact;
	const struct rr_event		*event;
	const char			*as;	/* as what it was planned */
	const struct rr_carried_by	*by;	/* or NULL: by nothing */
	/* all that were planned */
	const struct rr_fact *const	*all;
	size_t				 n;
};

static struct plan
plan_of(struct rr_eval *ev, const struct rr_fact *f)
{
	struct plan p = { .ev = ev, .fact = f,
	    .event = rr_agreement_event(ev->agreement, f->name) };
	const struct rr_carried *c = p.event == NULL ? NULL :
	    p.event->carried;

	p.as = c == NULL ? NULL : rr_fact_field(f, c->as);
	for (size_t i = 0; p.as != NULL && i < c->nby; i++)
		if (strcmp(c->by[i].choice, p.as) == 0)
			p.by = &c->by[i];
	p.all = rr_index_named(ev->index, f->name, &p.n);
	return p;
}

static bool
is_alike(const struct plan *p, const struct rr_fact *other)
{
	const char *as = rr_fact_field(other, p->event->carried->as);

	return other != p->fact && as != NULL && strcmp(as, p->as) == 0;
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
is_for_the_same(const struct plan *p, const struct rr_fact *f,
    const struct rr_fact *plan)
{
	for (size_t i = 0; i < p->event->nfields; i++) {
		const struct rr_field_decl *d = &p->event->fields[i];
		const char *ref = rr_fact_field(plan, d->key);
		const struct rr_fact *of;
		int64_t seq, row;

		if (ref == NULL || !rr_field_names_entries(d->type) ||
		    !rr_fact_ref_parse(ref, &seq, &row))
			continue;
		of = rr_facts_live(p->ev->in->facts, seq, row);
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
		if (is_alike(p, p->all[i]) && is_of_its_day(p, f, p->all[i]))
			return true;
	return false;
}

/* Whether F, which names no plan, can carry out that one. */
static bool
can_be(const struct plan *p, const struct rr_fact *f,
    const struct rr_fact *plan)
{
	if (rr_date_cmp(f->day, plan->day) < 0)
		return false;
	return is_of_its_day(p, f, plan) || (is_for_the_same(p, f, plan) &&
	    !is_of_its_day(p, f, p->fact) && !is_of_a_planned_day(p, f));
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
	return rr_date_cmp(f->day, p->fact->day) >= 0 && !names_a_thing(p) &&
	    !is_of_a_planned_day(p, f);
}

/* What else was planned, that it can be instead. */
static size_t
count_rivals(const struct plan *p, const struct rr_fact *f)
{
	size_t sum = 0;

	for (size_t i = 0; i < p->n; i++)
		sum += is_alike(p, p->all[i]) && can_be(p, f, p->all[i]);
	return sum;
}

/* What was found of one plan. */
struct found {
	/* that names it; that can be it; that may be, on another day */
	const struct rr_fact	*named, *can, *perhaps;
	size_t			 n, rivals;
};

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
		if (x->perhaps == NULL && may_be(p, f))
			x->perhaps = f;
		return;
	}
	x->n++;
	x->can = x->can == NULL ? f : x->can;
	rivals = count_rivals(p, f);
	x->rivals = rivals > x->rivals ? rivals : x->rivals;
}

enum rr_truth
rr_eval_carried(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_fact **by)
{
	struct rr_recorder *rec = ev->rec;
	struct plan p = plan_of(ev, f);
	struct found x = { .n = 0 };

	ev->rec = NULL;
	for (size_t k = 0; p.by != NULL && k < p.by->n; k++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(ev->index, p.by->events[k], &n);

		for (size_t i = 0; i < n; i++)
			look_at(&p, all[i], &x);
	}
	ev->rec = rec;
	*by = x.named != NULL ? x.named : x.n > 0 ? x.can : x.perhaps;
	if (x.named != NULL || x.n > x.rivals)
		return RR_TRUE;
	return *by != NULL ? RR_UNKNOWN : RR_FALSE;
}

const struct rr_fact *
rr_eval_carried_on(struct rr_eval *ev, const struct rr_fact *f,
    const char *field)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);
	const struct rr_fact *by;

	if (e == NULL || e->carried == NULL ||
	    strcmp(e->carried->on, field) != 0 ||
	    rr_eval_carried(ev, f, &by) != RR_TRUE)
		return NULL;
	rr_record_fact(ev->rec, by, "what was planned was done: %s %s",
	    by->name, rr_day_text(ev->arena, by->day));
	return by;
}
