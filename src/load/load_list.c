/*
 * load_list.c: lists of what must be there, tests of what is made out, and
 * caps that amounts fill.
 */
#include <string.h>

#include "agreement_int.h"

struct list {
	struct rr_common	 common;
	const struct rr_node	*items, *contested_if;
};

struct item {
	const char		*what, *section, *has, *otherwise;
	const struct rr_node	*done, *needed_if;
	struct rr_strings	 to;
	bool			 early;
};

struct cap {
	struct rr_common	 common;
	const char		*limit, *of, *bears, *excess, *apart_by;
	const struct rr_node	*counts_if, *apart_if;
};

#define ITEMS_MAX	100

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key list_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("items", NODE, AT(list, items), true)
};
static const struct rr_key test_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("items", NODE, AT(list, items), true),
	RR_KEY("contested if", NODE, AT(list, contested_if), false)
};
static const struct rr_key item_keys[] = {
	RR_KEY("what", TEXT, AT(item, what), true),
	RR_KEY("section", TEXT, AT(item, section), false),
	RR_KEY("done", NODE, AT(item, done), false),
	RR_KEY("has", WORD, AT(item, has), false),
	RR_KEY("done early", YES, AT(item, early), false),
	RR_KEY("needed if", NODE, AT(item, needed_if), false),
	RR_KEY("else", TEXT, AT(item, otherwise), false),
	RR_KEY("to", TEXTS, AT(item, to), false)
};
static const struct rr_key cap_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("limit", TEXT, AT(cap, limit), false),
	RR_KEY("borne by", NAME, AT(cap, bears), false),
	RR_KEY("of", NAME, AT(cap, of), true),
	RR_KEY("counts if", NODE, AT(cap, counts_if), false),
	RR_KEY("excess to", NAME, AT(cap, excess), false),
	RR_KEY("apart by", WORD, AT(cap, apart_by), false),
	RR_KEY("apart if", NODE, AT(cap, apart_if), false)
};
#undef AT

static bool
has_field(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_provision *p, const char *key, struct rr_pos at)
{
	const struct rr_event *e = p->neach == 0 ? NULL :
	    rr_agreement_event(a, p->each[0]);

	return e != NULL && rr_event_field(e, key) != NULL ? true :
	    rr_diag(l->diags, RR_E_NO_FIELD, at, "'%s' of %s%s%s", key,
	    e != NULL ? "'" : "what '", e != NULL ? e->name : p->id,
	    e != NULL ? "'" : "' is about");
}

/*
 * "each holder", "any managing-underwriter", "special-counsel unless EVENT",
 * "it.by".
 */
static bool
read_one_to(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_provision *p, const char *text, struct rr_pos at,
    struct rr_list_to *out)
{
	static const char its[] = "it.";
	static const char each[] = "each ", any[] = "any ",
	    unless[] = " unless ";
	const char *end = strstr(text, unless);

	if (strncmp(text, its, strlen(its)) == 0) {
		out->who = text;
		return rr_want_named(l, a, p, text + strlen(its), at);
	}
	out->any = strncmp(text, any, strlen(any)) == 0;
	if (out->any)
		text += strlen(any);
	else if (strncmp(text, each, strlen(each)) == 0)
		text += strlen(each);
	out->who = end == NULL ? text : rr_arena_strndup(l->arena, text,
	    (size_t)(end - text));
	out->unless = end == NULL ? NULL : end + strlen(unless);
	return rr_schema_name(l, out->who, at, "'to'", true) &&
	    (end == NULL || rr_want_event(l, a, out->unless, at) != NULL);
}

static bool
read_to(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct rr_provision *p,
    const struct rr_strings *to, struct rr_list_item *out)
{
	const struct rr_event *e = p->neach == 0 ? NULL :
	    rr_agreement_event(a, p->each[0]);
	struct rr_list_to *all = rr_arena_array(l->arena, to->n + 1,
	    sizeof(*all));
	bool ok = true;

	out->to = all;
	out->nto = to->n;
	if (to->n > 0 && strcmp(to->of[0], RR_TO_RECIPIENT) == 0 &&
	    (to->n > 1 || e == NULL || !e->notice))
		return rr_diag(l->diags, RR_E_CONTRADICT,
		    rr_item_pos(node, "to", 0), "'%s' stands alone, and in a "
		    "list 'for each' of some notices", RR_TO_RECIPIENT);
	for (size_t i = 0; i < to->n; i++)
		ok &= read_one_to(l, a, p, to->of[i], rr_item_pos(node, "to",
		    i), &all[i]);
	return ok;
}

static bool
read_item(const struct rr_load *l, const struct rr_node_pair *pair,
    const struct rr_agreement *a, const struct rr_provision *p,
    struct rr_list_item *out)
{
	const char *it = p->neach > 0 ? p->each[0] : NULL;
	struct item x;
	bool ok;

	memset(&x, 0, sizeof(x));
	if (!rr_schema_name(l, pair->key, pair->key_at, "'items'", false) ||
	    !rr_schema_read(l, pair->value, item_keys, RR_COUNT(item_keys),
	    &x, "an item"))
		return false;
	out->key = pair->key;
	out->what = x.what;
	out->section = x.section != NULL ? x.section : p->cite.section;
	out->has = x.has;
	out->otherwise = x.otherwise;
	out->early = x.early;
	out->pos = pair->key_at;
	if ((x.done == NULL) == (x.has == NULL))
		return rr_diag(l->diags, RR_E_CONTRADICT, pair->key_at,
		    "'%s': either 'done' or 'has' says what ticks it",
		    pair->key);
	ok = read_to(l, pair->value, a, p, &x.to, out);
	ok &= x.has == NULL || has_field(l, a, p, x.has,
	    rr_node_pos(pair->value, "has"));
	ok &= rr_read_cond(l, a, x.done, "done", it, &out->done);
	ok &= rr_read_cond(l, a, x.needed_if, "needed if", it,
	    &out->needed_if);
	return ok;
}

static bool
take_items(const struct rr_load *l, const struct rr_node *items,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct rr_list_item *all;
	bool ok = true;

	if (!rr_want_map(l, items, "items", ITEMS_MAX))
		return false;
	all = rr_arena_array(l->arena, items->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < items->npairs; i++)
		ok &= read_item(l, &items->pairs[i], a, p, &all[i]);
	p->list.items = all;
	p->list.n = ok ? items->npairs : 0;
	return ok;
}

static bool
read_list(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct list d;

	memset(&d, 0, sizeof(d));
	p->kind = &rr_kind_list;
	return rr_schema_read(l, node, list_keys, RR_COUNT(list_keys), &d,
	    "a list") && rr_take_common(l, node, a, &d.common, p) &&
	    take_items(l, d.items, a, p);
}

static bool
read_test(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct list d;

	memset(&d, 0, sizeof(d));
	p->kind = &rr_kind_test;
	return rr_schema_read(l, node, test_keys, RR_COUNT(test_keys), &d,
	    "a test") && rr_take_common(l, node, a, &d.common, p) &&
	    take_items(l, d.items, a, p) &&
	    rr_read_cond(l, a, d.contested_if, "contested if",
	    p->neach > 0 ? p->each[0] : NULL, &p->list.contested_if);
}

static bool
read_cap(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct rr_cap_terms *t = &p->cap;
	const struct rr_event *of;
	struct cap d;
	bool ok;

	memset(&d, 0, sizeof(d));
	p->kind = &rr_kind_cap;
	if (!rr_schema_read(l, node, cap_keys, RR_COUNT(cap_keys), &d,
	    "a cap") || !rr_take_common(l, node, a, &d.common, p))
		return false;
	t->limited = d.limit != NULL;
	p->sums = !t->limited;
	if (!t->limited && (d.excess != NULL || d.apart_by != NULL))
		return rr_diag(l->diags, RR_E_CONTRADICT, node->at,
		    "'%s' has no 'limit' beyond which anything could be",
		    d.common.id);
	if (t->limited && !rr_money_parse(d.limit, &t->limit))
		return rr_diag(l->diags, RR_E_AMOUNT, rr_node_pos(node,
		    "limit"), "'limit' is '%s'; write it as 7,500.00",
		    d.limit);
	if ((d.apart_by == NULL) != (d.apart_if == NULL))
		return rr_diag(l->diags, RR_E_CONTRADICT, node->at,
		    "'apart by' and 'apart if' go together in '%s'",
		    d.common.id);
	of = rr_want_event(l, a, d.of, rr_node_pos(node, "of"));
	ok = of != NULL && rr_want_use(l, of, RR_USE_AMOUNT, RR_FIELD_MONEY,
	    rr_node_pos(node, "of"));
	if (ok && d.apart_by != NULL && rr_event_field(of, d.apart_by) == NULL)
		ok = rr_diag(l->diags, RR_E_NO_FIELD, rr_node_pos(node,
		    "apart by"), "'%s' of '%s'", d.apart_by, of->name);
	t->of = d.of;
	t->bears = d.bears;
	t->excess = d.excess;
	t->apart_by = d.apart_by;
	ok &= rr_read_cond(l, a, d.counts_if, "counts if", d.of,
	    &t->counts_if);
	ok &= rr_read_cond(l, a, d.apart_if, "apart if", NULL, &t->apart_if);
	return ok;
}

bool
rr_read_lists(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "lists", read_list, a);
}

bool
rr_read_tests(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "tests", read_test, a);
}

bool
rr_read_caps(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "caps", read_cap, a);
}
