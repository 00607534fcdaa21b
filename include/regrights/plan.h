/*
 * plan.h: what was done, what was planned, and what does not fit.
 */
#ifndef REGRIGHTS_PLAN_H
#define REGRIGHTS_PLAN_H

#include <stdbool.h>

#include "regrights/date.h"

struct rr_buf;
struct rr_check;
struct rr_event;
struct rr_fact;
struct rr_provision;

/*
 * It carries out nothing that was planned, for certain.  What must be done
 * before it counts from a plan: without one there is no day.
 */
struct rr_unplanned {
	const struct rr_fact	*fact;
	/* of which it could carry one out */
	const struct rr_event	*plan;
	/* that which it may carry out; NULL: none is on record for it */
	const struct rr_fact	*maybe;
};

/* It carried out a plan while what bars that stood. */
struct rr_barred {
	const struct rr_fact		*fact, *plan;
	const struct rr_provision	*provision;	/* a threshold */
	/* from when it stood: between these, as worlds differ; or NONE */
	rr_date				 since, since_last;
	/* short, what is not certain of that, and why; or NULL */
	const char			*doubt;
};

/* It counts, and something speaks against it. */
struct rr_misfit {
	const struct rr_fact	*fact;
	const struct rr_check	*check;
	/* whether it does is not known, or turns on open points */
	bool			 open;
};

/* " does not fit: the office was closed, 17 CFR 201.104" */
void	 rr_misfit_text(const struct rr_misfit *, struct rr_buf *);

#endif
