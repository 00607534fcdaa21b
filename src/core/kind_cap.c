/*
 * kind_cap.c: amounts, who bears them, and a sum that they may reach.
 */
#include "conclude_int.h"

static bool
uses(const struct rr_reader *l, const struct rr_provision *p)
{
	const struct rr_cap_terms *t = &p->cap;

	return rr_look_name(l, t->of, RR_AS_ENTRY) ||
	    rr_look_at(l, t->counts_if, 0) || rr_look_at(l, t->apart_if, 0) ||
	    rr_look_name(l, t->bears, RR_AS_WHO) ||
	    rr_look_name(l, t->excess, RR_AS_WHO);
}

const struct rr_kind rr_kind_cap = {
	.word = "amount",
	.rests = RR_RESTS_COUNTS,
	.counts = true,
	.money = true,
	.uses = uses,
	.rule = &(const struct rr_kind_rule){ .find = rr_cap_find }
};
