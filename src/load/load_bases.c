/*
 * load_bases.c: what is counted, and what of it does not count.
 *
 * Bases say what a share is taken of; the exclusion, who is left out of it;
 * the sold units count if what the file says of them is so.
 */
#include <string.h>

#include "agreement_int.h"

struct base {
	const char		*section, *what, *of, *party, *cut_by;
	bool			 heads;
	const struct rr_node	*signed_if, *back_if, *cut_later_if, *part_if;
};
struct exclusion {
	const char		*section, *except;
	struct rr_strings	 roles;
};

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key base_keys[] = {
	RR_KEY("section", TEXT, AT(base, section), true),
	RR_KEY("what", TEXT, AT(base, what), true),
	RR_KEY("of", NAME, AT(base, of), false),
	RR_KEY("party", NAME, AT(base, party), false),
	RR_KEY("cut by", NAME, AT(base, cut_by), false),
	RR_KEY("cut later if", NODE, AT(base, cut_later_if), false),
	RR_KEY("heads", YES, AT(base, heads), false),
	RR_KEY("for a part if", NODE, AT(base, part_if), false),
	RR_KEY("when signed if", NODE, AT(base, signed_if), false),
	RR_KEY("taken back if", NODE, AT(base, back_if), false)
};
static const struct rr_key exclusion_keys[] = {
	RR_KEY("section", TEXT, AT(exclusion, section), true),
	RR_KEY("roles", TEXTS, AT(exclusion, roles), true),
	RR_KEY("except", NAME, AT(exclusion, except), false)
};
#undef AT

bool
rr_read_bases(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_base *all;
	bool ok = true;

	if (!rr_want_map(l, node, "bases", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		const struct rr_node_pair *p = &node->pairs[i];
		struct base b;

		memset(&b, 0, sizeof(b));
		ok &= rr_schema_name(l, p->key, p->key_at, "'bases'", true);
		ok &= rr_schema_read(l, p->value, base_keys,
		    RR_COUNT(base_keys), &b, "a base");
		if (b.of != NULL)
			ok &= rr_want_units(l, a, b.of,
			    rr_node_pos(p->value, "of"));
		else if (b.party != NULL)
			ok = rr_diag(l->diags, RR_E_CONTRADICT,
			    rr_node_pos(p->value, "party"),
			    "'party' without 'of'");
		if (b.cut_by != NULL ? b.of == NULL : b.cut_later_if != NULL)
			ok = rr_diag(l->diags, RR_E_CONTRADICT, p->value->at,
			    "'cut by' goes with 'of', and 'cut later if' with "
			    "'cut by'");
		if (b.part_if != NULL && !b.heads)
			ok = rr_diag(l->diags, RR_E_CONTRADICT,
			    rr_node_pos(p->value, "for a part if"),
			    "'for a part if' without 'heads'");
		all[i].key = p->key;
		all[i].section = b.section;
		all[i].cut_by = b.cut_by;
		all[i].what = b.what;
		all[i].of = b.of;
		all[i].party = b.party;
		all[i].heads = b.heads;
		ok &= rr_read_cond(l, a, b.signed_if, "when signed if", NULL,
		    &all[i].signed_if);
		ok &= rr_read_cond(l, a, b.back_if, "taken back if", NULL,
		    &all[i].back_if);
		ok &= rr_read_cond(l, a, b.part_if, "for a part if", NULL,
		    &all[i].part_if);
		ok &= rr_read_cond(l, a, b.cut_later_if, "cut later if", NULL,
		    &all[i].cut_later_if);
		all[i].pos = p->key_at;
	}
	a->bases = all;
	a->nbases = node->npairs;
	return ok;
}

/* What leaves less of them is an allotment, which is read behind them. */
bool
rr_check_bases(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	bool ok = true;

	for (size_t i = 0; i < a->nbases; i++) {
		const struct rr_base *b = &a->bases[i];
		const struct rr_provision *p = b->cut_by == NULL ? NULL :
		    rr_agreement_provision(a, b->cut_by);

		if (b->cut_by != NULL && (p == NULL ||
		    p->kind->lines != RR_LINES_PARTS))
			ok = rr_diag(l->diags, RR_E_CHOICE, rr_node_pos(
			    rr_node_find(node, b->key)->value, "cut by"),
			    "'%s' is not among the 'allotments'", b->cut_by);
	}
	return ok;
}

bool
rr_read_excluded(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_exclusion *out = rr_arena_alloc(l->arena, sizeof(*out));
	struct exclusion x;

	memset(&x, 0, sizeof(x));
	if (!rr_schema_read(l, node, exclusion_keys, RR_COUNT(exclusion_keys),
	    &x, "'excluded'"))
		return false;
	out->section = x.section;
	out->roles = x.roles.of;
	out->nroles = x.roles.n;
	out->except = x.except;
	a->excluded = out;
	return true;
}

bool
rr_read_sold(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_cond(l, a, node, "sold counts if", NULL,
	    &a->sold_counts_if);
}
