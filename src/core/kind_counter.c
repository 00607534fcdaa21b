/*
 * kind_counter.c: what a Holder uses of what it was given.
 */
#include "conclude_int.h"

static bool
uses(const struct rr_reader *l, const struct rr_provision *p)
{
	const struct rr_counter_terms *t = &p->counter;

	return rr_look_names(l, p->each, p->neach, RR_AS_ENTRY) ||
	    rr_look_name(l, t->of, RR_AS_ENTRY | RR_AS_OWN) ||
	    rr_look_name(l, t->renewed_by, RR_AS_ENTRY | RR_AS_OWN) ||
	    rr_look_at(l, t->used_on, 0) || rr_look_at(l, t->day, 0) ||
	    rr_look_at(l, t->counts_if, 0) ||
	    rr_look_at(l, t->all_if, 0);
}

const struct rr_kind rr_kind_counter = {
	.word = "counter",
	.rests = RR_RESTS_COUNTS,
	.counts = true,
	.of_holder = true,
	.uses = uses,
	.rule = &(const struct rr_kind_rule){
		.find = rr_counter_find,
		.reached = rr_counter_reached,
		.is_reached = rr_counter_is_reached
	}
};
