/*
 * kind_period.c: a period, from one moment until another.
 */
#include "conclude_int.h"

static bool
uses(const struct rr_reader *l, const struct rr_provision *p)
{
	const struct rr_period_terms *t = &p->period;

	return rr_look_names(l, p->each, p->neach, RR_AS_ENTRY) ||
	    rr_look_at(l, t->from, RR_AS_AWAITED | RR_AS_START) ||
	    rr_look_at(l, t->until, RR_AS_AWAITED) ||
	    rr_look_at(l, t->while_cond, 0);
}

const struct rr_kind rr_kind_period = {
	.word = "period",
	.rests = RR_RESTS_PERIODS,
	.uses = uses,
	.rule = &(const struct rr_kind_rule){
		.find = rr_period_find,
		.runs = rr_period_runs
	}
};
