/*
 * load_waivers.c: how a deadline is waived, and what an amendment needs.
 */
#include <string.h>

#include "agreement_int.h"

struct waivers {
	const char		*section, *by, *deadline, *entry, *party;
	const struct rr_node	*only_if, *later_if, *party_if;
};

#define AT(member)	offsetof(struct waivers, member)
static const struct rr_key waiver_keys[] = {
	RR_KEY("section", TEXT, AT(section), true),
	RR_KEY("by", NAME, AT(by), true),
	RR_KEY("deadline", NAME, AT(deadline), true),
	RR_KEY("entry", NAME, AT(entry), false),
	RR_KEY("party", NAME, AT(party), false),
	RR_KEY("if", NODE, AT(only_if), false),
	RR_KEY("later if", NODE, AT(later_if), false),
	RR_KEY("party if", NODE, AT(party_if), false)
};
#undef AT

struct amendments {
	const char		*section, *by;
	const struct rr_node	*only_if;
};

#define AT(member)	offsetof(struct amendments, member)
static const struct rr_key amendment_keys[] = {
	RR_KEY("section", TEXT, AT(section), true),
	RR_KEY("by", NAME, AT(by), true),
	RR_KEY("if", NODE, AT(only_if), true)
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
	if (w.later_if != NULL && w.entry == NULL)
		ok = rr_diag(l->diags, RR_E_CONTRADICT, w.later_if->at,
		    "'later if' without 'entry'");
	if (w.party_if != NULL && w.party == NULL)
		ok = rr_diag(l->diags, RR_E_CONTRADICT, w.party_if->at,
		    "'party if' without 'party'");
	ok &= rr_read_cond(l, a, w.only_if, "if", w.by, &t->only_if);
	ok &= rr_read_cond(l, a, w.party_if, "party if", w.by, &t->party_if);
	return ok & rr_read_cond(l, a, w.later_if, "later if", w.by,
	    &t->later_if);
}

bool
rr_read_amendments(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_amendment_terms *t = rr_arena_alloc(l->arena, sizeof(*t));
	struct amendments m;

	memset(&m, 0, sizeof(m));
	if (!rr_schema_read(l, node, amendment_keys,
	    RR_COUNT(amendment_keys), &m, "'amendments'") ||
	    rr_want_event(l, a, m.by, rr_node_pos(node, "by")) == NULL)
		return false;
	t->section = m.section;
	t->by = m.by;
	a->amendments = t;
	return rr_read_cond(l, a, m.only_if, "if", m.by, &t->only_if);
}
