/*
 * kind_sum.c: what someone owes, line by line.
 */
#include "conclude_int.h"

static bool
uses(const struct rr_reader *l, const struct rr_provision *p)
{
	bool ended = false;

	for (size_t i = 0; i < p->sum.n && !ended; i++)
		ended = rr_look_at(l, p->sum.lines[i].sum, 0) ||
		    rr_look_at(l, p->sum.lines[i].shown_if, 0);
	return ended;
}

const struct rr_kind rr_kind_sum = {
	.word = "sum",
	.lines = RR_LINES_SUM,
	.rests = RR_RESTS_COUNTS,
	.counts = true,
	.money = true,
	.uses = uses,
	.rule = &(const struct rr_kind_rule){ .find = rr_sum_find }
};
