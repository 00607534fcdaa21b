/*
 * share_acts.c: what is needed beside the votes of a count, and what does in
 * their place; what settles either.
 */
#include "regrights/arena.h"
#include "share_int.h"

/* Whether it is looked at: it was there then, or (MAY) can have been. */
bool
rr_poll_sees(const struct rr_poll *y, const struct rr_fact *f)
{
	int c = y->then == NULL ? -1 : rr_date_cmp(f->day, y->then->day);

	if (c == 0 && !rr_instant_is_none(f->at) &&
	    !rr_instant_is_none(y->then->at))
		c = f->at.sec < y->then->at.sec ? -1 : 1;
	return c < 0 || (c == 0 && y->may);
}

/* What settled it first, since it was there; NULL: nothing did. */
const struct rr_fact *
rr_poll_settled(struct rr_poll *y, const struct rr_fact *f)
{
	const struct rr_fact *const *all, *first = NULL;
	size_t n = 0;

	all = y->t->settled_by == NULL ? NULL :
	    rr_eval_linked(y->ev, y->t->settled_by, f, &n);
	for (size_t i = 0; i < n; i++)
		if (rr_poll_sees(y, all[i]) &&
		    rr_date_cmp(all[i]->day, f->day) >= 0 &&
		    (first == NULL ||
		    rr_date_cmp(all[i]->day, first->day) < 0))
			first = all[i];
	return first;
}

/* The first fact of that name about the matter, or NULL. */
static const struct rr_fact *
first_about(struct rr_poll *y, const char *name)
{
	size_t n;
	const struct rr_fact *const *all = rr_eval_linked(y->ev, name,
	    y->scope->self, &n);

	return n > 0 && rr_poll_sees(y, all[0]) ? all[0] : NULL;
}

/* The day from which all is there that is needed beside the votes, or NONE. */
rr_date
rr_poll_there_from(struct rr_poll *y)
{
	rr_date from = y->scope->self->day;

	if (y->t->also_if != NULL &&
	    !rr_cond_holds(y->ev, y->t->also_if, y->scope))
		return from;
	for (size_t i = 0; i < y->t->nalso; i++) {
		const struct rr_fact *f = first_about(y, y->t->also[i]);

		if (f == NULL)
			return RR_DATE_NONE;
		if (rr_date_cmp(f->day, from) > 0)
			from = f->day;
	}
	return from;
}

const struct rr_fact *
rr_poll_there_on(struct rr_poll *y, rr_date day)
{
	for (size_t i = 0; i < y->t->nalso; i++) {
		const struct rr_fact *f = first_about(y, y->t->also[i]);

		if (f != NULL && rr_date_cmp(f->day, day) == 0)
			return f;
	}
	return NULL;
}

static void
show_there(struct rr_poll *y, const char *name, const struct rr_fact *f)
{
	struct rr_finding_item *i;

	if (f != NULL)
		rr_record_fact(y->ev->rec, f, "%s %s", name,
		    rr_fact_day_text(y->ev->arena, f));
	else
		rr_record(y->ev->rec, RR_STEP_MISSING, NULL,
		    "not on record: %s", name);
	if (y->items == NULL)
		return;
	i = rr_poll_item(y, name, name);
	i->fact = f;
	i->state = f != NULL ? RR_FOUND_COMPLETE : RR_FOUND_NOT_YET;
}

/* Whether all is there that is needed beside the votes; else what is not. */
const char *
rr_poll_missing(struct rr_poll *y)
{
	const char *missing = NULL;

	if (y->t->nalso == 0 || (y->t->also_if != NULL &&
	    !rr_cond_holds(y->ev, y->t->also_if, y->scope)))
		return NULL;
	for (size_t i = 0; i < y->t->nalso; i++) {
		const struct rr_fact *f = first_about(y, y->t->also[i]);

		show_there(y, y->t->also[i], f);
		if (f == NULL && missing == NULL)
			missing = y->t->also[i];
	}
	return missing;
}

static void
show_act(struct rr_poll *y, const struct rr_act *a)
{
	struct rr_finding_item *i;
	const char *since;

	if (a->settled == NULL) {
		show_there(y, a->fact->name, a->fact);
		if (y->t->settled_by != NULL)
			rr_record(y->ev->rec, RR_STEP_CONCLUSION, NULL,
			    "%s stands", a->fact->name);
		return;
	}
	since = rr_fact_day_text(y->ev->arena, a->settled);
	rr_record_fact(y->ev->rec, a->fact, "%s %s; settled on %s",
	    a->fact->name, rr_fact_day_text(y->ev->arena, a->fact), since);
	if (y->items == NULL)
		return;
	i = rr_poll_item(y, a->fact->name, rr_arena_printf(y->ev->arena,
	    "%s; settled on %s", a->fact->name, since));
	i->fact = a->fact;
	i->state = RR_FOUND_LEFT_OUT;
}

/* The acts that do in place of votes; where none can be settled, the first. */
void
rr_poll_acts(struct rr_poll *y)
{
	struct rr_vec acts = RR_VEC_INIT(struct rr_act);

	for (size_t i = 0; i < y->t->nor_any; i++) {
		size_t n;
		const struct rr_fact *const *all = rr_eval_linked(y->ev,
		    y->t->or_any[i], y->scope->self, &n);

		if (y->t->settled_by == NULL && n > 1)
			n = 1;
		for (size_t k = 0; k < n; k++) {
			struct rr_act *a;

			if (!rr_poll_sees(y, all[k]))
				continue;
			a = rr_vec_add(y->ev->arena, &acts);
			a->fact = all[k];
			a->settled = rr_poll_settled(y, all[k]);
			show_act(y, a);
		}
	}
	y->acts = acts.items;
	y->nacts = acts.n;
}

/* The first day of another act that does in place of votes, or NONE. */
rr_date
rr_poll_by_another(const struct rr_poll *y)
{
	rr_date first = RR_DATE_NONE;

	for (size_t i = 0; i < y->nacts; i++)
		if (rr_date_is_none(first) ||
		    rr_date_cmp(y->acts[i].fact->day, first) < 0)
			first = y->acts[i].fact->day;
	return first;
}
