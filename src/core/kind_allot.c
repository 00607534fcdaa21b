/*
 * kind_allot.c: so many units, shared among those who asked.
 */
#include "conclude_int.h"

static bool
uses(const struct rr_reader *l, const struct rr_provision *p)
{
	return rr_look_name(l, p->allot.requests,
	    RR_AS_ENTRY | RR_AS_AWAITED) ||
	    rr_look_at(l, p->allot.held_if, 0);
}

const struct rr_kind rr_kind_allot = {
	.word = "allotment",
	.met_as = "allotment",
	.lines = RR_LINES_PARTS,
	.rests = RR_RESTS_COUNTS,
	.counts = true,
	.uses = uses,
	.rule = &(const struct rr_kind_rule){ .find = rr_allot_find }
};
