/*
 * load_agreement.c: an agreement from its YAML file.
 *
 * The table below is the file's top level, in the order in which its parts
 * must be read: names before what uses them.  Each part adds all its
 * complaints, so that one run shows every mistake; the terms as a whole are
 * checked last, and only when each part could be read.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/load.h"

struct head {
	const char	*key, *title, *law, *zone;
	rr_date		 dated;
};

#define AT(member)	offsetof(struct head, member)
static const struct rr_key head_keys[] = {
	{ "key", RR_KEY_NAME, AT(key), true, 0, 0, NULL },
	{ "title", RR_KEY_TEXT, AT(title), true, 0, 0, NULL },
	{ "dated", RR_KEY_DATE, AT(dated), true, 0, 0, NULL },
	{ "law", RR_KEY_TEXT, AT(law), true, 0, 0, NULL },
	{ "zone", RR_KEY_TEXT, AT(zone), true, 0, 0, NULL }
};
#undef AT

static bool
read_version(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	(void)a;
	if (node->kind != RR_NODE_SCALAR || strcmp(node->text, "1") != 0)
		return rr_diag(l->diags, RR_E_VERSION, node->at,
		    "'regrights' is 1 in files for this program");
	return true;
}

static bool
read_head(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct head h;

	memset(&h, 0, sizeof(h));
	if (!rr_schema_read(l, node, head_keys, RR_COUNT(head_keys), &h,
	    "'agreement'"))
		return false;
	if (strchr(h.key, ' ') != NULL)
		return rr_diag(l->diags, RR_E_NAME, rr_node_pos(node, "key"),
		    "'%s': a key has no spaces", h.key);
	a->key = h.key;
	a->title = h.title;
	a->law = h.law;
	a->zone = h.zone;
	a->dated = h.dated;
	return true;
}

/* Schedules that are there: references to them are not complained of. */
static bool
read_attached(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	const struct rr_key key = { "attached", RR_KEY_TEXTS, 0, false, 0, 0,
	    NULL };
	struct rr_strings s;

	if (!rr_schema_value(l, &key, node, &s))
		return false;
	a->attached = s.of;
	a->nattached = s.n;
	return true;
}

static const struct {
	const char	*key;
	bool		 required;
	rr_read_part	*read;
} parts[] = {
	{ "regrights", true, read_version },
	{ "agreement", true, read_head },
	{ "sections", true, rr_read_sections },
	{ "references", false, rr_read_references },
	{ "attached", false, read_attached },
	{ "terms", false, rr_read_terms },
	{ "questions", false, rr_read_questions },
	{ "presets", false, rr_read_presets },
	{ "days", false, rr_read_days },
	{ "rolls", false, rr_read_rolls },
	{ "roll", false, rr_read_default_roll },
	{ "classes", false, rr_read_classes },
	{ "events", false, rr_read_events },
	{ "notices", false, rr_read_notices },
	{ "parties", true, rr_read_parties },
	{ "happened", false, rr_read_happened },
	{ "notice clauses", false, rr_read_ladder },
	{ "deadlines", false, rr_read_deadlines },
	{ "clauses", false, rr_read_clauses },
	{ "claims", false, rr_read_claims }
};

/* The same table as keys, for complaints about the top level. */
static bool
check_top(const struct rr_load *l, const struct rr_node *node)
{
	struct rr_key keys[RR_COUNT(parts)];
	const struct rr_node *ignored;

	memset(keys, 0, sizeof(keys));
	for (size_t i = 0; i < RR_COUNT(parts); i++) {
		keys[i].name = parts[i].key;
		keys[i].type = RR_KEY_NODE;
		keys[i].required = parts[i].required;
	}
	return rr_schema_read(l, node, keys, RR_COUNT(keys), &ignored,
	    "an agreement");
}

static bool
read_parts(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	bool ok = check_top(l, node);

	if (node->kind != RR_NODE_MAP)
		return false;
	for (size_t i = 0; i < RR_COUNT(parts); i++) {
		const struct rr_node_pair *p = rr_node_find(node,
		    parts[i].key);

		if (p != NULL)
			ok &= parts[i].read(l, p->value, a);
	}
	return ok && rr_agreement_check(a, NULL, 0, l->diags);
}

bool
rr_load_agreement(struct rr_arena *arena, const char *name,
    const char *bytes, size_t len, struct rr_agreement **out,
    struct rr_diags *diags)
{
	const struct rr_load l = { arena, diags };
	struct rr_agreement *a = rr_arena_alloc(arena, sizeof(*a));
	uint8_t digest[RR_HASH_LEN];
	struct rr_buf hex = RR_BUF_INIT;
	struct rr_node *node;

	*out = a;
	a->roll = -1;
	if (!rr_yaml_parse(arena, name, bytes, len, &rr_yaml_limits, &node,
	    diags) || !read_parts(&l, node, a))
		return false;
	rr_hash(bytes, len, digest);
	rr_hex(digest, sizeof(digest), &hex);
	a->digest = rr_buf_keep(&hex, arena);
	return true;
}

bool
rr_want_list(const struct rr_load *l, const struct rr_node *node,
    const char *what)
{
	if (node->kind == RR_NODE_LIST)
		return true;
	return rr_diag(l->diags, RR_E_TYPE, node->at,
	    "'%s' is a list; begin each entry with '- '", what);
}

bool
rr_want_map(const struct rr_load *l, const struct rr_node *node,
    const char *what)
{
	if (node->kind == RR_NODE_MAP)
		return true;
	return rr_diag(l->diags, RR_E_TYPE, node->at,
	    "'%s' is a mapping, KEY: VALUE", what);
}

bool
rr_read_setting(const struct rr_load *l, const struct rr_agreement *a,
    const char *text, struct rr_pos at, struct rr_setting *out)
{
	const struct rr_cond *c;

	if (!rr_cond_parse(l->arena, text, at, a, NULL, &c, l->diags))
		return false;
	if (c->op != RR_COND_ANSWER)
		return rr_diag(l->diags, RR_E_CONDITION, at,
		    "write QUESTION is ANSWER");
	out->question = c->question;
	out->answer = c->answer;
	return true;
}
