/*
 * kind_share.c: a share of what is held: a consent, an election, an objection.
 */
#include "conclude_int.h"

static bool
uses(const struct rr_reader *l, const struct rr_provision *p)
{
	const struct rr_share_terms *t = &p->share;
	const struct rr_base *b = &l->agreement->bases[t->base];
	const struct rr_provision *cut = b->cut_by == NULL ? NULL :
	    rr_agreement_provision(l->agreement, b->cut_by);

	return rr_look_name(l, t->votes, RR_AS_ENTRY | RR_AS_AWAITED) ||
	    rr_look_names(l, t->also, t->nalso, RR_AS_ENTRY | RR_AS_AWAITED) ||
	    rr_look_names(l, t->or_any, t->nor_any,
	    RR_AS_ENTRY | RR_AS_AWAITED) ||
	    rr_look_name(l, t->settled_by, RR_AS_ENTRY) ||
	    rr_look_at(l, t->for_if, 0) || rr_look_at(l, t->excludes_if, 0) ||
	    rr_look_at(l, t->exempt_if, 0) || rr_look_at(l, t->also_if, 0) ||
	    rr_look_name(l, b->of, RR_AS_ENTRY) || (cut != NULL &&
	    (rr_look_names(l, cut->each, cut->neach, RR_AS_ENTRY) ||
	    rr_look_through(l, cut)));
}

const struct rr_kind rr_kind_share = {
	.word = "share",
	.met_as = "threshold",
	.rests = RR_RESTS_COUNTS,
	.counts = true,
	.votes = true,
	.uses = uses,
	.rule = &(const struct rr_kind_rule){
		.find = rr_share_find,
		.before = rr_share_before
	}
};
