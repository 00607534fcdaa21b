/*
 * roster_int.h: what makes a roster.
 */
#ifndef REGRIGHTS_ROSTER_INT_H
#define REGRIGHTS_ROSTER_INT_H

#include "regrights/roster.h"

struct rr_ledger;

/* The day of its field "since", or NONE. */
rr_date	 rr_since_of(const struct rr_fact *);
/* Is A since a later day than B, where both say one? */
bool	 rr_since_later(rr_date a, rr_date b);
/* The one that holds on a day: since the latest day, else recorded last. */
const struct rr_fact *rr_said_on(const struct rr_fact *const *, size_t n,
	    rr_date on);
/* party_role.c: what P has held by L (or NULL); IN_PART: others are sealed. */
void	 rr_party_hold(struct rr_arena *, const struct rr_ledger *,
	    bool in_part, struct rr_party *);
/*
 * Fills in the steps of each of N parties to whom an event of the terms (NULL:
 * none) gives a role, or from whom it takes one.  What their facts say is set.
 */
void	 rr_roster_give(struct rr_arena *, const struct rr_agreement *,
	    const struct rr_facts *, struct rr_party *, size_t n);
/* members.c: by role, of N parties whose steps are filled in. */
struct rr_map *rr_roster_members_new(struct rr_arena *,
	    const struct rr_party *, size_t n);
/* party_name.c: as each of N parties is told, whose names are set. */
void	 rr_roster_tell(struct rr_arena *, struct rr_party *, size_t n);

#endif
