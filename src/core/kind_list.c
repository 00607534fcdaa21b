/*
 * kind_list.c: what must be there, or be so: lists, and tests, which are made
 * of the same terms.
 */
#include "conclude_int.h"

static bool
uses_item(const struct rr_reader *l, const struct rr_list_item *x, unsigned as)
{
	bool ended = rr_look_at(l, x->done, as) ||
	    rr_look_at(l, x->needed_if, 0);

	for (size_t i = 0; i < x->nto && !ended; i++)
		ended = rr_look_name(l, x->to[i].who, RR_AS_WHO);
	return ended;
}

static bool
uses_all(const struct rr_reader *l, const struct rr_list_terms *t, unsigned as)
{
	bool ended = rr_look_at(l, t->contested_if, 0);

	for (size_t i = 0; i < t->n && !ended; i++)
		ended = uses_item(l, &t->items[i], as);
	return ended;
}

static bool
uses_list(const struct rr_reader *l, const struct rr_provision *p)
{
	return uses_all(l, &p->list, RR_AS_AWAITED);
}

static bool
uses_test(const struct rr_reader *l, const struct rr_provision *p)
{
	return uses_all(l, &p->list, 0);
}

const struct rr_kind rr_kind_list = {
	.word = "list",
	.met_as = "list",
	.tracked = RR_TRACKED_LISTED,
	.lines = RR_LINES_TICKS,
	.rests = RR_RESTS_FOUND,
	.uses = uses_list,
	.rule = &(const struct rr_kind_rule){ .find = rr_list_find }
};

const struct rr_kind rr_kind_test = {
	.word = "test",
	.lines = RR_LINES_TICKS,
	.rests = RR_RESTS_FOUND,
	.of_side = true,
	.uses = uses_test,
	.rule = &(const struct rr_kind_rule){ .find = rr_test_find }
};
