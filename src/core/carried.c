/*
 * carried.c: whether what was planned has been carried out.
 *
 * The agreement's file says which events carry out what.  Such an entry carries
 * out the plan that it names.  One that names no plan carries out what was
 * planned for its day; and where nothing was, what was planned for the same
 * thing that it is about.  Where it may be one of several plans, and there are
 * fewer such entries than plans, which of them it is cannot be said.
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

/* What else was planned, that it can be instead. */
static size_t
count_rivals(const struct plan *p, const struct rr_fact *f)
{
	size_t sum = 0;

	for (size_t i = 0; i < p->n; i++)
		sum += is_alike(p, p->all[i]) && can_be(p, f, p->all[i]);
	return sum;
}

enum rr_truth
rr_eval_carried(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_fact **by)
{
	struct rr_recorder *rec = ev->rec;
	struct plan p = plan_of(ev, f);
	size_t found = 0, rivals = 0;

	*by = NULL;
	ev->rec = NULL;
	for (size_t k = 0; p.by != NULL && k < p.by->n; k++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(ev->index, p.by->events[k], &n);

		for (size_t i = 0; i < n; i++) {
			if (rr_eval_is_linked(ev, all[i], f)) {
				*by = all[i];
				ev->rec = rec;
				return RR_TRUE;
			}
			if (!can_be(&p, all[i], f) ||
			    names_a_plan(&p, all[i]))
				continue;
			found++;
			*by = *by == NULL ? all[i] : *by;
			if (count_rivals(&p, all[i]) > rivals)
				rivals = count_rivals(&p, all[i]);
		}
	}
	ev->rec = rec;
	return found == 0 ? RR_FALSE : found > rivals ? RR_TRUE : RR_UNKNOWN;
}
