/*
 * linked_int.h: what hangs on what; see linked.c.
 */
#ifndef REGRIGHTS_LINKED_INT_H
#define REGRIGHTS_LINKED_INT_H

#include "regrights/fact.h"

struct rr_eval;

/* The facts of NAME that are about SELF, or name it in a field; in order. */
const struct rr_fact *const *rr_eval_linked(struct rr_eval *,
	    const char *name, const struct rr_fact *self, size_t *n);
/*
 * A notice with those that are one with it: of its name, and the same in the
 * field by which they are one; in order.
 */
const struct rr_fact *const *rr_eval_same(struct rr_eval *,
	    const struct rr_fact *, size_t *n);
/* Whether F is one of the facts that are linked to SELF. */
bool	 rr_eval_is_linked(struct rr_eval *, const struct rr_fact *f,
	    const struct rr_fact *self);
/* Whether F is SELF or hangs on it. */
bool	 rr_eval_hangs(struct rr_eval *, const struct rr_fact *f,
	    const struct rr_fact *self);

#endif
