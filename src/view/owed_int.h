/*
 * owed_int.h: between which amounts what is owed lies, whatever is missing and
 * whichever answer holds.
 */
#ifndef REGRIGHTS_OWED_INT_H
#define REGRIGHTS_OWED_INT_H

#include <stdbool.h>
#include <stdint.h>

struct rr_buf;
struct rr_claim;
struct rr_derivation;
struct rr_finding;

/* In cents; UNLIMITED: nothing limits it, and MOST says nothing. */
struct rr_ends {
	int64_t	 least, most;
	bool	 unlimited;
};

/* Of a sum, its last line. */
struct rr_ends	 rr_finding_ends(const struct rr_finding *);
/* Of all that is owed of a claim; false: the file says nothing of that. */
bool		 rr_claim_ends(const struct rr_derivation *,
		    const struct rr_claim *, struct rr_ends *);
/*
 * "between $50.00 and $950.00", where it is not known what is owed of it;
 * nothing where nothing limits it, or its answers are told.
 */
void		 rr_claim_range(const struct rr_derivation *,
		    const struct rr_claim *, struct rr_buf *);

#endif
