/*
 * kind_clause.c: a duty or condition that is kept in words alone.
 */
#include "regrights/agreement.h"

static bool
uses(const struct rr_reader *l, const struct rr_provision *p)
{
	(void)l;
	(void)p;
	return false;
}

const struct rr_kind rr_kind_clause = {
	.word = "clause",
	.tracked = RR_TRACKED_SAID,
	.rests = RR_RESTS_FOUND,
	.uses = uses
};
