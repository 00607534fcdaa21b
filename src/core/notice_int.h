/*
 * notice_int.h: what several sendings of a notice come to; see sendings.c.
 */
#ifndef REGRIGHTS_NOTICE_INT_H
#define REGRIGHTS_NOTICE_INT_H

#include "eval_int.h"

/* Adds what one more sending gives to what the others gave. */
void	 rr_given_combine(const struct rr_eval *, struct rr_given *all,
	    const struct rr_given *one);
/*
 * A sending of which no calendar knows when it took effect leaves the whole
 * unknown, unless what another gave is before all that it can give.
 */
void	 rr_given_join_unknown(const struct rr_eval *,
	    const struct rr_given *unknown, struct rr_given *all);
/*
 * Open points leave the day of one of them open, without an end if UNBOUNDED,
 * or (when nothing bounds it) of all: then it is no sooner than the first was
 * SENT.  What no calendar knows stays unknown.
 */
void	 rr_given_allow(const struct rr_eval *, rr_date sent, bool unbounded,
	    struct rr_given *all);

#endif
