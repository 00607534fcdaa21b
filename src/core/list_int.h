/*
 * list_int.h: for whom a thing on a list is.
 */
#ifndef REGRIGHTS_CORE_LIST_INT_H
#define REGRIGHTS_CORE_LIST_INT_H

#include "eval_int.h"

/* For whoever got the notice that it is about. */
bool		 rr_list_is_recipient(const struct rr_list_to *);
/* The keys of those for whom it is, or may be: as many as are returned. */
size_t		 rr_list_parties(struct rr_eval *, const struct rr_list_item *,
		    const struct rr_fact *self, const char **keys);
/* Why PARTY may be none of those, or NULL: it is one. */
const char	*rr_list_perhaps(struct rr_eval *, const struct rr_list_item *,
		    const struct rr_fact *self, const char *party);
/* Whether somebody is one, or may be. */
bool		 rr_list_has_somebody(struct rr_eval *,
		    const struct rr_list_to *, const struct rr_fact *self);
/* Whom it is for, where that is nobody on record. */
const char	*rr_list_whom(struct rr_eval *, const struct rr_list_to *,
		    const struct rr_fact *self);

#endif
