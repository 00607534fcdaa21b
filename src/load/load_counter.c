/*
 * load_counter.c: counters: what is used up of a baseline.
 */
#include <string.h>

#include "agreement_int.h"

struct counter {
	struct rr_common	 common;
	const char		*share, *counts, *renewed_by;
	const struct rr_node	*counts_if, *used_on, *day, *all_if;
	int			 test;
};

#define AT(member)	offsetof(struct counter, member)
static const struct rr_key counter_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("share", TEXT, AT(share), true),
	RR_KEY_OF("test", CHOICE, AT(test), true,
	    .words = "at least|more than"),
	RR_KEY("counts", NAME, AT(counts), true),
	RR_KEY("counts if", NODE, AT(counts_if), false),
	RR_KEY("used on", NODE, AT(used_on), false),
	RR_KEY("on", NODE, AT(day), false),
	RR_KEY("of all if", NODE, AT(all_if), false),
	RR_KEY("renewed by", NAME, AT(renewed_by), false)
};
#undef AT

/* A baseline, and what is counted, say whose it is and how much. */
static bool
check_fields(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct counter *t)
{
	bool ok = rr_want_units(l, a, t->counts, rr_node_pos(node, "counts"));

	for (size_t i = 0; i < t->common.each.n; i++)
		ok &= rr_want_units(l, a, t->common.each.of[i],
		    rr_item_pos(node, "for each", i));
	return ok;
}

/* It names what a Holder is given. */
static bool
check_renewed(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct counter *t)
{
	struct rr_pos at = rr_node_pos(node, "renewed by");
	const struct rr_event *e = t->renewed_by == NULL ? NULL :
	    rr_want_event(l, a, t->renewed_by, at);

	if (t->renewed_by == NULL || e == NULL)
		return t->renewed_by == NULL;
	for (size_t i = 0; i < t->common.each.n; i++)
		if (!rr_can_be_about(e, t->common.each.of[i]))
			return rr_diag(l->diags, RR_E_CONTRADICT, at, "'%s' "
			    "can neither be about '%s' nor name one", e->name,
			    t->common.each.of[i]);
	return true;
}

static bool
read_counter(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct rr_counter_terms *out = &p->counter;
	struct counter t;
	bool ok;

	memset(&t, 0, sizeof(t));
	if (!rr_schema_read(l, node, counter_keys, RR_COUNT(counter_keys), &t,
	    "a counter"))
		return false;
	p->kind = &rr_kind_counter;
	if (!rr_take_common(l, node, a, &t.common, p))
		return false;
	if (t.common.each.n == 0)
		return rr_diag(l->diags, RR_E_MISSING, node->at,
		    "'for each' in '%s': what says of how much it is used up",
		    t.common.id);
	out->strict = t.test == 1;
	out->of = t.counts;
	out->renewed_by = t.renewed_by;
	ok = rr_read_share(l, node, t.share, &out->share);
	ok &= check_fields(l, node, a, &t);
	ok &= check_renewed(l, node, a, &t);
	ok &= rr_read_cond(l, a, t.counts_if, "counts if", t.counts,
	    &out->counts_if);
	ok &= t.used_on == NULL || rr_read_when(l, a, t.used_on, "used on",
	    t.counts, &out->used_on);
	ok &= t.day == NULL ||
	    rr_read_when(l, a, t.day, "on", t.counts, &out->day);
	ok &= rr_read_cond(l, a, t.all_if, "of all if", t.common.each.of[0],
	    &out->all_if);
	return ok;
}

bool
rr_read_counters(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "counters", read_counter, a);
}
