/*
 * notice_int.h: what one sending of a notice comes to; see notice.c.
 */
#ifndef REGRIGHTS_NOTICE_INT_H
#define REGRIGHTS_NOTICE_INT_H

#include "eval_int.h"

/* Its day on the clock of the notice clause, or of the agreement; or NONE. */
rr_date	 rr_sending_day(const struct rr_eval *, const struct rr_attempt *);
/* When it is deemed given, in a world. */
void	 rr_sending_deem(struct rr_eval *, const struct rr_attempt *,
	    struct rr_given *);

#endif
