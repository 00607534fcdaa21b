/*
 * list.c: the kind "list": what must be there, or who must do what.
 *
 * Each thing is ticked by a condition over what is on record, or by a field of
 * the entry that is filled in.  One that is not needed does not count; of one
 * of which it cannot be said, what is missing is told.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"

/* Ticked: the facts that were looked at stand under it. */
static enum rr_truth
is_done(struct rr_eval *ev, const struct rr_list_item *x,
    const struct rr_scope *s, const struct rr_fact **by)
{
	const char *value;

	*by = NULL;
	if (x->done != NULL)
		return rr_cond_eval(ev, x->done, s);
	value = s->self == NULL ? NULL : rr_fact_field(s->self, x->has);
	if (value == NULL)
		return RR_FALSE;
	*by = s->self;
	return RR_TRUE;
}

static void
record(struct rr_eval *ev, const struct rr_list_item *x, enum rr_truth done)
{
	static const char *const marks[] = { "missing: %s", "there: %s",
	    "it cannot be said: %s" };

	rr_record(ev->rec, done == RR_TRUE ? RR_STEP_CONCLUSION :
	    RR_STEP_MISSING, x->section, marks[done], x->what);
}

static void
add_item(struct rr_eval *ev, const struct rr_list_item *x,
    const struct rr_scope *s, enum rr_truth done, const struct rr_fact *by,
    struct rr_vec *items)
{
	struct rr_finding_item *i;

	if (items == NULL)
		return;
	i = rr_vec_add(ev->arena, items);
	i->key = x->key;
	i->what = x->what;
	i->section = x->section;
	i->party = s->recipient;
	i->state = done == RR_TRUE ? RR_FOUND_COMPLETE :
	    done == RR_UNKNOWN ? RR_FOUND_WAITING : RR_FOUND_INCOMPLETE;
	i->fact = by;
}

void
rr_find_list(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o, struct rr_vec *items)
{
	const struct rr_list_terms *t = &p->list;

	rr_outcome_init(o, RR_FOUND_INCOMPLETE);
	o->counted = true;
	for (size_t i = 0; i < t->n; i++) {
		const struct rr_list_item *x = &t->items[i];
		const struct rr_fact *by;
		enum rr_truth done;

		if (x->needed_if != NULL &&
		    rr_cond_eval(ev, x->needed_if, s) == RR_FALSE)
			continue;
		done = is_done(ev, x, s, &by);
		record(ev, x, done);
		add_item(ev, x, s, done, by, items);
		o->needed++;
		o->have += done == RR_TRUE ? 1 : 0;
		if (done != RR_TRUE && o->waits_for == NULL)
			o->waits_for = x->what;
	}
	o->base = o->needed;
	if (o->have == o->needed)
		o->state = RR_FOUND_COMPLETE;
}
