/*
 * load_waivers.c: how a deadline is waived.
 */
#include <string.h>

#include "agreement_int.h"

struct waivers {
	const char		*section, *by, *deadline, *entry, *party;
	const struct rr_node	*only_if;
};

#define AT(member)	offsetof(struct waivers, member)
static const struct rr_key waiver_keys[] = {
	{ "section", RR_KEY_TEXT, AT(section), true, 0, 0, NULL },
	{ "by", RR_KEY_NAME, AT(by), true, 0, 0, NULL },
	{ "deadline", RR_KEY_NAME, AT(deadline), true, 0, 0, NULL },
	{ "entry", RR_KEY_NAME, AT(entry), false, 0, 0, NULL },
	{ "party", RR_KEY_NAME, AT(party), false, 0, 0, NULL },
	{ "if", RR_KEY_NODE, AT(only_if), false, 0, 0, NULL }
};
#undef AT

bool
rr_read_waivers(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_waiver_terms *t = rr_arena_alloc(l->arena, sizeof(*t));
	const struct rr_event *e;
	struct waivers w;
	bool ok;

	memset(&w, 0, sizeof(w));
	if (!rr_schema_read(l, node, waiver_keys, RR_COUNT(waiver_keys), &w,
	    "'waivers'"))
		return false;
	e = rr_want_event(l, a, w.by, rr_node_pos(node, "by"));
	if (e == NULL)
		return false;
	ok = rr_want_field(l, e, w.deadline, RR_FIELD_DEADLINE,
	    rr_node_pos(node, "deadline"));
	if (w.entry != NULL)
		ok &= rr_want_field(l, e, w.entry, RR_FIELD_FACT,
		    rr_node_pos(node, "entry"));
	if (w.party != NULL)
		ok &= rr_want_field(l, e, w.party, RR_FIELD_PARTY,
		    rr_node_pos(node, "party"));
	t->section = w.section;
	t->by = w.by;
	t->deadline = w.deadline;
	t->entry = w.entry;
	t->party = w.party;
	a->waivers = t;
	return ok & rr_read_cond(l, a, w.only_if, "if", w.by, &t->only_if);
}
