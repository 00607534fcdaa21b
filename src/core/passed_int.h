/*
 * passed_int.h: a right that goes with the securities of one who was told.
 */
#ifndef REGRIGHTS_PASSED_INT_H
#define REGRIGHTS_PASSED_INT_H

#include "eval_int.h"

/*
 * Who has by transfers, made from the day of a notice to the day asked about,
 * what one had to whom it went.  TO was not told itself; FROM, who was FIRST or
 * had it of FIRST in turn, gave it by the entry FACT, the first to TO.
 */
struct rr_passed {
	const char		*to, *first, *from;
	const struct rr_fact	*fact;
};

/* N of them, in the order of their days. */
struct rr_passed *rr_passed_on(struct rr_eval *, const struct rr_fact *notice,
		    size_t *n);
/* The one of them that is to PARTY, the first that is from it; or NULL. */
const struct rr_passed *rr_passed_to(struct rr_eval *,
		    const struct rr_fact *notice, const char *party);
const struct rr_passed *rr_passed_by(struct rr_eval *,
		    const struct rr_fact *notice, const char *party);

/* finding.c: whether the right goes with them at all, in the world that is. */
enum rr_truth	 rr_passes(struct rr_eval *, const struct rr_date_terms *,
		    const struct rr_scope *);

#endif
