/*
 * walk_int.h: what the files of workflows share.
 */
#ifndef REGRIGHTS_CORE_WALK_INT_H
#define REGRIGHTS_CORE_WALK_INT_H

#include "eval_int.h"
#include "regrights/walk.h"

/*
 * way.c: a notice went out to PARTY and what is asked of it is not so: whether
 * that waits for something to be logged, or for its day.  STEP: it came to
 * nothing, or nothing more is known to be missing.
 */
enum rr_walk_need rr_way_needs(struct rr_eval *, enum rr_way,
		    const struct rr_fact *notice, const char *party);
/* walk_sent.c: fills in what is told of a notice that was sent already. */
void		 rr_walk_sent(struct rr_eval *, const struct rr_fact *subject,
		    struct rr_walk_step *);

#endif
