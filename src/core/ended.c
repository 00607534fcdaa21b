/*
 * ended.c: what ends a duty before its day, as an election of another way.
 *
 * The agreement's file says which entry ends it, and what has to be so of that
 * entry.  It ends the duty from the day on which the last of that was there;
 * after the last day in time it leaves late what was due before.  Of what is
 * for an entry, nothing is left to be done then.
 */
#include "consent_int.h"
#include "regrights/arena.h"
#include "regrights/said.h"
#include "status_int.h"

#define LINKS_MAX	12	/* as linked.c has it */

/* On one day both must have their hour to tell. */
static bool
is_before(const struct rr_fact *f, const struct rr_fact *it)
{
	int c = rr_date_cmp(f->day, it->day);

	return c < 0 || (c == 0 && !rr_instant_is_none(f->at) &&
	    !rr_instant_is_none(it->at) && f->at.sec < it->at.sec);
}

struct kinship {
	struct rr_eval		*ev;
	const struct rr_fact	*it;
	bool			 is;
	const struct rr_fact	*of;	/* the last that F is about or names */
};

/* Of an entry that F is about, or names. */
static void
look_at(void *ctx, int64_t seq, int64_t row)
{
	struct kinship *k = ctx;
	const struct rr_fact *of = rr_eval_live(k->ev, seq, row);

	if (of == NULL)
		return;
	k->is |= rr_eval_hangs(k->ev, k->it, of);
	k->of = of;
}

/* IT has no place where it would say of which entry it is. */
static bool
says_nothing(const struct rr_agreement *a, const struct rr_fact *it)
{
	const struct rr_event *e = rr_agreement_event(a, it->name);

	for (size_t i = 0; e != NULL && i < e->nfields; i++)
		if (rr_field_names_entries(e->fields[i].type))
			return false;
	return it->about == 0;
}

/* None but OF was there by the day of IT, of which that could be. */
static bool
is_only_one(struct rr_eval *ev, const struct rr_fact *of,
    const struct rr_fact *it)
{
	const struct rr_fact *const *all;
	size_t n, there = 0;

	all = rr_index_named(ev, of->name, &n);
	for (size_t i = 0; i < n; i++)
		there += rr_date_cmp(all[i]->day, it->day) <= 0 ? 1 : 0;
	return there == 1;
}

/* Whether IT leaves blank on what it hangs, or an entry on which it does. */
static bool
leaves_open(struct rr_eval *ev, const struct rr_fact *it,
    const struct rr_fact *of, int links)
{
	const struct rr_fact *up = it->about == 0 || links == 0 ? NULL :
	    rr_eval_live(ev, it->about, it->about_row);

	return rr_blank_link(ev->agreement, it, of) != NULL ||
	    (up != NULL && leaves_open(ev, up, of, links - 1));
}

/*
 * Of one that is for each entry: that one, or on which it hangs, as both are of
 * one registration.  Where that is left blank it may be, and where there is no
 * place to say it, it is of the only one there was.  What came before ends
 * nothing.
 */
static enum rr_truth
is_of(struct rr_eval *ev, const struct rr_fact *f, const struct rr_fact *it)
{
	struct kinship k = { ev, it, false, NULL };

	if (it == NULL)
		return RR_TRUE;
	if (is_before(f, it))
		return RR_FALSE;
	rr_refers_each(ev->agreement, f, look_at, &k);
	if (k.is)
		return RR_TRUE;
	/* It leaves blank of which it is. */
	if (k.of == NULL)
		return RR_UNKNOWN;
	if (rr_date_cmp(k.of->day, it->day) > 0)
		return RR_FALSE;
	if (says_nothing(ev->agreement, it))
		return is_only_one(ev, k.of, it) ? RR_TRUE : RR_UNKNOWN;
	return leaves_open(ev, it, k.of, LINKS_MAX) ? RR_UNKNOWN : RR_FALSE;
}

/* Whether that entry does, in this world, and since when. */
static enum rr_truth
ends(struct rr_eval *ev, const struct rr_expr *c, const struct rr_fact *f,
    rr_date *from)
{
	const struct rr_scope own = RR_SCOPE(f, NULL);
	enum rr_truth t;

	*from = f->day;
	if (c == NULL)
		return RR_TRUE;
	t = rr_eval_truth(ev, c, &own);
	if (t == RR_TRUE)
		*from = rr_cond_since(ev, c, &own);
	return t;
}

/*
 * One that certainly ends it, but AFTER the last day in time, does not; what is
 * for no entry stays as it was.
 */
static enum rr_truth
ends_in_time(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_fact *f, const struct rr_fact *it, rr_date last,
    const struct rr_fact **after)
{
	enum rr_truth t = is_of(ev, f, it);
	rr_date from = f->day;

	if (t == RR_FALSE)
		return t;
	/* One that fails decides. */
	t = rr_truth_mix(RR_FALSE, t, ends(ev, c, f, &from));
	if (rr_date_is_none(last) || (rr_date_cmp(f->day, last) <= 0 &&
	    rr_date_cmp(from, last) <= 0))
		return t;
	if (t == RR_TRUE && it != NULL)
		*after = f;
	return RR_FALSE;
}

enum rr_truth
rr_deadline_ended(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_fact *it, rr_date last, const struct rr_fact **by,
    const struct rr_fact **after)
{
	enum rr_truth all = RR_FALSE;
	const struct rr_fact *const *named;
	size_t n;

	*by = *after = NULL;
	for (size_t k = 0; k < t->nends; k++) {
		named = rr_index_named(ev, t->ends[k].name, &n);
		for (size_t i = 0; i < n && all != RR_TRUE; i++) {
			enum rr_truth one = ends_in_time(ev,
			    t->ends[k].only_if, named[i], it, last, after);

			if (one == RR_FALSE)
				continue;
			*by = named[i];
			all = one == RR_TRUE ? one : rr_truth_mix(RR_TRUE, all,
			    one);
		}
	}
	return all;
}
