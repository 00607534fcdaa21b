/*
 * sum_int.h: which entries a sum of money takes, and what it comes to.
 */
#ifndef REGRIGHTS_SUM_INT_H
#define REGRIGHTS_SUM_INT_H

#include "eval_int.h"
#include "regrights/sum.h"

/* sum_reach.c: whether a sum with that reach takes F, where SELF is "it". */
enum rr_truth	 rr_sum_reaches(struct rr_eval *, const struct rr_sum *,
		    const struct rr_fact *self, const struct rr_fact *f);
/*
 * Whether F names an entry that SELF names, and the same party where the sum
 * asks that; RR_UNKNOWN: it, or SELF, does not say which it names.
 */
enum rr_truth	 rr_sum_akin(const struct rr_sum *, const struct rr_fact *self,
		    const struct rr_fact *f);
/* Whether SELF names F; whether F is of the party that SELF names. */
bool		 rr_sum_names(const struct rr_sum *, const struct rr_fact *self,
		    const struct rr_fact *f);
bool		 rr_sum_is_of_party(struct rr_eval *, const struct rr_sum *,
		    const struct rr_fact *self, const struct rr_fact *f);
/*
 * The first entry that a sum takes from a field of SELF and that does not count
 * any more: "2"; or NULL.  What it came to is then not known, and not nothing.
 */
const char	*rr_sum_gone(struct rr_eval *, const struct rr_sum *,
		    const struct rr_fact *self);
/*
 * sum.c: what a sum that has no lines before it comes to, in cents; false:
 * that is not known, and what is missing.
 */
typedef bool	 rr_amount_fn(struct rr_eval *, const struct rr_sum *,
		    const struct rr_scope *, int64_t *cents,
		    const char **waits_for);
rr_amount_fn	 rr_sum_amount;
/*
 * sum_taken.c: what others took out of entries that "it" names too, in cents
 * (RR_SUM_TAKEN), OTHERS_FIRST out of other ones where that can be; AMOUNT
 * works out its parts.  False as of rr_sum_amount.
 */
bool		 rr_sum_taken(struct rr_eval *, const struct rr_sum *,
		    const struct rr_scope *, rr_amount_fn *amount,
		    bool others_first, int64_t *cents, const char **waits_for);

#endif
