/*
 * plan.h: what was done, and for certain carries out nothing that was planned.
 *
 * What must be done before it counts from a plan: without one there is no day.
 */
#ifndef REGRIGHTS_PLAN_H
#define REGRIGHTS_PLAN_H

struct rr_event;
struct rr_fact;

struct rr_unplanned {
	const struct rr_fact	*fact;
	/* of which it could carry one out */
	const struct rr_event	*plan;
	/* that which it may carry out; NULL: none is on record for it */
	const struct rr_fact	*maybe;
};

#endif
