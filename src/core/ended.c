/*
 * ended.c: what ends a duty before its day, as an election of another way.
 *
 * The agreement's file says which entry ends it, and what has to be so of that
 * entry.  It ends the duty from the day on which the last of that was there;
 * after the last day in time it changes nothing that was due before.
 */
#include "consent_int.h"
#include "regrights/arena.h"
#include "status_int.h"

/* Of one that is for each entry: about that one, or what it is about too. */
static bool
is_of(struct rr_eval *ev, const struct rr_fact *f, const struct rr_fact *it)
{
	const struct rr_fact *of = it == NULL || it->about == 0 ? NULL :
	    rr_eval_live(ev, it->about, it->about_row);

	return it == NULL || rr_eval_is_linked(ev, f, it) || (of != NULL &&
	    rr_eval_is_linked(ev, f, of));
}

/* Whether that entry does, in this world. */
static enum rr_truth
ends(struct rr_eval *ev, const struct rr_cond *c, const struct rr_fact *f,
    rr_date last)
{
	const struct rr_scope own = { f, NULL, RR_DATE_NONE, RR_DATE_NONE };
	enum rr_truth t;
	rr_date from;

	if (!rr_date_is_none(last) && rr_date_cmp(f->day, last) > 0)
		return RR_FALSE;
	if (c == NULL)
		return RR_TRUE;
	t = rr_cond_eval(ev, c, &own);
	if (t != RR_TRUE)
		return t;
	from = rr_cond_since(ev, c, &own);
	return rr_date_is_none(last) || rr_date_cmp(from, last) <= 0 ?
	    RR_TRUE : RR_FALSE;
}

enum rr_truth
rr_deadline_ended(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_fact *it, rr_date last, const struct rr_fact **by)
{
	enum rr_truth all = RR_FALSE;
	const struct rr_fact *const *named;
	size_t n;

	*by = NULL;
	if (t->ended_by == NULL)
		return RR_FALSE;
	named = rr_index_named(ev, t->ended_by, &n);
	for (size_t i = 0; i < n && all != RR_TRUE; i++) {
		enum rr_truth one = !is_of(ev, named[i], it) ? RR_FALSE :
		    ends(ev, t->ended_if, named[i], last);

		if (one == RR_FALSE)
			continue;
		*by = named[i];
		all = rr_truth_mix(RR_TRUE, all, one);
		if (one == RR_TRUE)
			all = one;
	}
	return all;
}
