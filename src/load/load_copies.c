/*
 * load_copies.c: to whom copies go of what is sent to one who has a role.
 *
 * The parties that get them are among those of the file.  A role is one that a
 * party of the file has or another of its terms names, so that a slip of the
 * pen does not leave everybody without copies.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/map.h"
#include "regrights/roster.h"

struct copied { const char *section; struct rr_strings to; };

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key copied_keys[] = {
	RR_KEY("section", TEXT, AT(copied, section), true),
	RR_KEY("to", TEXTS, AT(copied, to), true)
};
#undef AT

static struct rr_map *
parties_of(const struct rr_load *l, const struct rr_agreement *a)
{
	struct rr_map *all = rr_map_new(l->arena);

	for (size_t i = 0; i < a->nseeds; i++)
		if (a->seeds[i].shape == RR_SHAPE_PARTY)
			rr_map_set(all, a->seeds[i].name, all);
	return all;
}

static bool
check_to(const struct rr_load *l, const struct rr_node *node,
    const struct rr_map *parties, const struct rr_strings *to)
{
	bool ok = true;

	for (size_t i = 0; i < to->n; i++) {
		const char *near = rr_map_nearest(parties, to->of[i]);

		if (rr_map_find(parties, to->of[i]) == NULL)
			ok = rr_diag(l->diags, RR_E_NO_PARTY,
			    rr_item_pos(node, "to", i), "'%s'%s%s%s",
			    to->of[i], near != NULL ? "; did you mean '" : "",
			    near != NULL ? near : "", near != NULL ? "'?" :
			    "");
	}
	return ok;
}

static bool
read_copied(const struct rr_load *l, const struct rr_node_pair *pair,
    const struct rr_map *parties, struct rr_copied_role *out)
{
	struct copied c;

	memset(&c, 0, sizeof(c));
	if (!rr_schema_read(l, pair->value, copied_keys,
	    RR_COUNT(copied_keys), &c, "an entry of 'copies'"))
		return false;
	out->role = pair->key;
	out->section = c.section;
	out->to = rr_joined(l, &c.to, ' ');
	out->pos = pair->key_at;
	return check_to(l, pair->value, parties, &c.to);
}

bool
rr_read_copies(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	const struct rr_map *parties = parties_of(l, a);
	struct rr_copied_role *all;
	bool ok = true;

	if (!rr_want_map(l, node, "copies", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++)
		ok &= read_copied(l, &node->pairs[i], parties, &all[i]);
	a->copied = all;
	a->ncopied = ok ? node->npairs : 0;
	return ok;
}

bool
rr_check_copies(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	const struct rr_map *roles = rr_roles(l->arena, a);
	bool ok = true;

	for (size_t i = 0; i < node->npairs; i++) {
		const struct rr_node_pair *p = &node->pairs[i];
		const char *why = rr_role_unknown(l->arena, roles, p->key);

		if (why != NULL)
			ok = rr_diag(l->diags, RR_E_CHOICE, p->key_at,
			    "'%s' in 'copies': %s", p->key, why);
	}
	return ok;
}
