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

/* A request is about what is shared out, or about what that is about. */
static void
check(const struct rr_agreement *a, const struct rr_provision *p,
    struct rr_diags *diags)
{
	const struct rr_event *asked = rr_agreement_event(a,
	    p->allot.requests);
	bool can = false;

	for (size_t i = 0; asked != NULL && i < p->neach; i++) {
		const struct rr_event *it = rr_agreement_event(a, p->each[i]);

		can |= rr_can_be_about(asked, p->each[i]);
		for (size_t k = 0; it != NULL && k < it->nabout; k++)
			can |= rr_can_be_about(asked, it->about[k]);
	}
	if (asked != NULL && !can)
		rr_diag(diags, RR_W_NEVER, p->cite.pos, "'%s' shares out what "
		    "'%s' asks for, and none can be about what it is for",
		    p->id, asked->name);
}

const struct rr_kind rr_kind_allot = {
	.word = "allotment",
	.met_as = "allotment",
	.lines = RR_LINES_PARTS,
	.rests = RR_RESTS_COUNTS,
	.counts = true,
	.uses = uses,
	.check = check,
	.rule = &(const struct rr_kind_rule){ .find = rr_allot_find }
};
