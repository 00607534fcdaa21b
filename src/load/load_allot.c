/*
 * load_allot.c: allotments: what can be sold, shared among those who asked.
 */
#include <string.h>

#include "agreement_int.h"

struct allotment {
	struct rr_common	 common;
	const char		*capacity, *requests;
	const struct rr_node	*held_if;
};

#define AT(member)	offsetof(struct allotment, member)
static const struct rr_key allotment_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("capacity", WORD, AT(capacity), true),
	RR_KEY("requests", NAME, AT(requests), true),
	RR_KEY("by holdings if", NODE, AT(held_if), false)
};
#undef AT

/* Each fact that opens one says how much; each request, who and how much. */
static bool
check_fields(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct allotment *t)
{
	bool ok = rr_want_units(l, a, t->requests,
	    rr_node_pos(node, "requests"));

	for (size_t i = 0; i < t->common.each.n; i++)
		ok &= rr_want_field(l, rr_agreement_event(a,
		    t->common.each.of[i]), t->capacity, RR_FIELD_SHARES,
		    rr_node_pos(node, "capacity"));
	return ok;
}

static bool
read_allotment(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct allotment t;

	memset(&t, 0, sizeof(t));
	if (!rr_schema_read(l, node, allotment_keys,
	    RR_COUNT(allotment_keys), &t, "an allotment"))
		return false;
	p->kind = &rr_kind_allot;
	p->allot.capacity = t.capacity;
	p->allot.requests = t.requests;
	if (!rr_take_common(l, node, a, &t.common, p))
		return false;
	if (t.common.each.n == 0)
		return rr_diag(l->diags, RR_E_MISSING, node->at,
		    "'for each' in '%s': what says how much can be shared",
		    t.common.id);
	return check_fields(l, node, a, &t) && rr_read_cond(l, a, t.held_if,
	    "by holdings if", t.common.each.of[0], &p->allot.held_if);
}

bool
rr_read_allotments(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "allotments", read_allotment, a);
}
