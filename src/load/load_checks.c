/*
 * load_checks.c: what speaks against an entry, where it is recorded all the
 * same.
 */
#include <string.h>

#include "agreement_int.h"

struct check {
	const char		*section, *what;
	struct rr_strings	 each;
	const struct rr_node	*only_if;
};

#define AT(member)	offsetof(struct check, member)
static const struct rr_key check_keys[] = {
	RR_KEY("section", TEXT, AT(section), true),
	RR_KEY("for each", TEXTS, AT(each), true),
	RR_KEY("if", NODE, AT(only_if), true),
	RR_KEY("what", TEXT, AT(what), true)
};
#undef AT

static bool
read_check(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_check *out)
{
	struct check c;
	bool ok = true;

	memset(&c, 0, sizeof(c));
	if (!rr_schema_read(l, node, check_keys, RR_COUNT(check_keys), &c,
	    "a check"))
		return false;
	for (size_t i = 0; i < c.each.n; i++)
		ok &= rr_want_event(l, a, c.each.of[i], rr_item_pos(node,
		    "for each", i)) != NULL;
	out->cite.section = c.section;
	out->cite.pos = node->at;
	out->what = c.what;
	out->each = c.each.of;
	out->neach = c.each.n;
	/* The first of them is what "it" is. */
	return ok && rr_read_cond(l, a, c.only_if, "if", c.each.of[0],
	    &out->only_if);
}

bool
rr_read_checks(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_check *all;
	bool ok = true;

	if (!rr_want_list(l, node, "checks", RR_ENTRIES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->n + 1, sizeof(*all));
	for (size_t i = 0; i < node->n; i++)
		ok &= read_check(l, node->items[i], a, &all[i]);
	a->checks = all;
	a->nchecks = ok ? node->n : 0;
	return ok;
}
