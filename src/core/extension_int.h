/*
 * extension_int.h: the delays that extend a deadline, or may; see delays.c.
 */
#ifndef REGRIGHTS_EXTENSION_INT_H
#define REGRIGHTS_EXTENSION_INT_H

#include "eval_int.h"

/* N of the days from FROM until UNTIL, both among them. */
struct rr_delay {
	const struct rr_fact	*fact;
	int32_t			 from, until, n;
	bool			 sure;		/* else it may extend it */
	bool			 counted;
	const char		*doubt;		/* of one that is not sure */
};

/* Days from A through B; none where B is before it. */
int32_t		 rr_delay_days(int32_t a, int32_t b);
/* Of the terms and the subject, in the order of their days. */
struct rr_delay	*rr_delays_of(struct rr_eval *, const struct rr_date_terms *,
		    const struct rr_scope *, size_t *n);

#endif
