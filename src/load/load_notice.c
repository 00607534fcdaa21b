/*
 * load_notice.c: the notice clauses of an agreement, and their named gaps.
 */
#include <string.h>

#include "agreement_int.h"

/* The words of method.def, and what a branch says of all others. */
#define RR_METHOD(id, word, by, contact)	word "|"
static const char methods[] =
#include "regrights/method.def"
    "other";
#undef RR_METHOD

struct ladder {
	const char		*section, *clock;
	int			 effective;
	const struct rr_node	*days, *lists, *any_list, *clauses, *gaps;
};

struct ends { int32_t from, after, before, until; };

struct branch {
	const char		*section, *number, *clock;
	int			 method, on;
	struct ends		 ends;
	const struct rr_node	*is;
};

struct gap {
	const char	*id, *what;
	int		 method, on;
	struct ends	 ends;
	bool		 unlisted;
};

#define AT(type, member)	offsetof(struct type, member)
#define DAYS	"any day|open day|closed day"		/* enum rr_day_test */
#define ENDS(type)							\
	{ "from", RR_KEY_TIME, AT(type, ends.from), false, 0, 0, NULL }, \
	{ "after", RR_KEY_TIME, AT(type, ends.after), false, 0, 0, NULL }, \
	{ "before", RR_KEY_TIME, AT(type, ends.before), false, 0, 0, NULL }, \
	{ "until", RR_KEY_TIME, AT(type, ends.until), false, 0, 0, NULL }
static const struct rr_key ladder_keys[] = {
	{ "section", RR_KEY_TEXT, AT(ladder, section), true, 0, 0, NULL },
	{ "effective", RR_KEY_CHOICE, AT(ladder, effective), true, 0, 0,
	    "earliest|latest" },
	{ "clock", RR_KEY_TEXT, AT(ladder, clock), true, 0, 0, NULL },
	{ "days", RR_KEY_NODE, AT(ladder, days), true, 0, 0, NULL },
	{ "lists", RR_KEY_NODE, AT(ladder, lists), false, 0, 0, NULL },
	{ "any list if", RR_KEY_NODE, AT(ladder, any_list), false, 0, 0,
	    NULL },
	{ "clauses", RR_KEY_NODE, AT(ladder, clauses), true, 0, 0, NULL },
	{ "gaps", RR_KEY_NODE, AT(ladder, gaps), false, 0, 0, NULL }
};
static const struct rr_key branch_keys[] = {
	{ "section", RR_KEY_TEXT, AT(branch, section), true, 0, 0, NULL },
	{ "method", RR_KEY_CHOICE, AT(branch, method), true, 0, 0, methods },
	{ "number", RR_KEY_NAME, AT(branch, number), false, 0, 0, NULL },
	{ "on", RR_KEY_CHOICE, AT(branch, on), false, 0, 0, DAYS },
	{ "clock", RR_KEY_TEXT, AT(branch, clock), false, 0, 0, NULL },
	{ "is", RR_KEY_NODE, AT(branch, is), true, 0, 0, NULL },
	ENDS(branch)
};
static const struct rr_key gap_keys[] = {
	{ "id", RR_KEY_TEXT, AT(gap, id), true, 0, 0, NULL },
	{ "what", RR_KEY_TEXT, AT(gap, what), true, 0, 0, NULL },
	{ "method", RR_KEY_CHOICE, AT(gap, method), true, 0, 0, methods },
	{ "on", RR_KEY_CHOICE, AT(gap, on), false, 0, 0, DAYS },
	{ "unlisted", RR_KEY_YES, AT(gap, unlisted), false, 0, 0, NULL },
	ENDS(gap)
};
#undef ENDS
#undef AT

static const struct ends no_ends = { -1, -1, -1, -1 };

static bool
fill_window(const struct rr_load *l, const struct rr_node *node,
    const struct ends *e, struct rr_window *w)
{
	if ((e->from >= 0 && e->after >= 0) ||
	    (e->before >= 0 && e->until >= 0))
		return rr_diag(l->diags, RR_E_CONTRADICT, node->at,
		    "one of 'from' and 'after', and one of 'before' and "
		    "'until'");
	w->from_open = e->after >= 0;
	w->from = w->from_open ? e->after : e->from >= 0 ? e->from : 0;
	w->until_open = e->until < 0;
	w->until = e->until >= 0 ? e->until : e->before >= 0 ? e->before :
	    86400;
	return true;
}

static bool
read_branch(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_notice_clause *c)
{
	const struct rr_key is_key = { "is", RR_KEY_TEXT, 0, true, 0, 0,
	    NULL };
	struct branch b;
	const char *text;

	memset(&b, 0, sizeof(b));
	b.ends = no_ends;
	if (!rr_schema_read(l, node, branch_keys, RR_COUNT(branch_keys), &b,
	    "a notice clause") ||
	    !rr_schema_value(l, &is_key, b.is, &text))
		return false;
	c->section = b.section;
	c->method = (enum rr_method)b.method;
	c->numbers = b.number;
	c->day = (enum rr_day_test)b.on;
	c->clock = b.clock;
	c->pos = node->at;
	return fill_window(l, node, &b.ends, &c->window) &&
	    rr_when_parse(l->arena, text, b.is->at, a, NULL, &c->effective,
	    l->diags);
}

static bool
read_gap(const struct rr_load *l, const struct rr_node *node,
    struct rr_gap *g)
{
	struct gap gap;

	memset(&gap, 0, sizeof(gap));
	gap.ends = no_ends;
	if (!rr_schema_read(l, node, gap_keys, RR_COUNT(gap_keys), &gap,
	    "a gap"))
		return false;
	g->id = gap.id;
	g->what = gap.what;
	g->method = (enum rr_method)gap.method;
	g->unlisted = gap.unlisted;
	g->day = (enum rr_day_test)gap.on;
	g->pos = node->at;
	return fill_window(l, node, &gap.ends, &g->window);
}

static bool
read_lists(const struct rr_load *l, const struct rr_node *node,
    struct rr_ladder *out)
{
	struct rr_key key = { "", RR_KEY_TEXT, 0, true, 0, 0, NULL };
	struct rr_number_list *all;
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_map(l, node, "lists"))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		key.name = all[i].key = node->pairs[i].key;
		ok &= rr_schema_value(l, &key, node->pairs[i].value,
		    &all[i].title);
	}
	out->lists = all;
	out->nlists = node->npairs;
	return ok;
}

static bool
read_clauses(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_ladder *out)
{
	struct rr_notice_clause *all;
	bool ok = true;

	if (!rr_want_list(l, node, "clauses"))
		return false;
	all = rr_arena_array(l->arena, node->n + 1, sizeof(*all));
	for (size_t i = 0; i < node->n; i++)
		ok &= read_branch(l, node->items[i], a, &all[i]);
	out->clauses = all;
	out->nclauses = node->n;
	return ok;
}

static bool
read_gaps(const struct rr_load *l, const struct rr_node *node,
    struct rr_ladder *out)
{
	struct rr_gap *all;
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_list(l, node, "gaps"))
		return false;
	all = rr_arena_array(l->arena, node->n + 1, sizeof(*all));
	for (size_t i = 0; i < node->n; i++)
		ok &= read_gap(l, node->items[i], &all[i]);
	out->gaps = all;
	out->ngaps = node->n;
	return ok;
}

static bool
read_days(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_ladder *out)
{
	const struct rr_key key = { "days", RR_KEY_TEXT, 0, true, 0, 0,
	    NULL };
	const char *text;

	if (!rr_schema_value(l, &key, node, &text))
		return false;
	out->kind = rr_agreement_kind(a, text);
	if (out->kind < 0)
		return rr_diag(l->diags, RR_E_NO_DAYS, node->at, "'%s'",
		    text);
	return true;
}

bool
rr_read_ladder(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	const struct rr_key if_key = { "any list if", RR_KEY_TEXT, 0, true, 0,
	    0, NULL };
	struct rr_ladder *out = rr_arena_alloc(l->arena, sizeof(*out));
	struct ladder d;
	const char *text;

	memset(&d, 0, sizeof(d));
	if (!rr_schema_read(l, node, ladder_keys, RR_COUNT(ladder_keys), &d,
	    "'notice clauses'"))
		return false;
	out->cite.section = d.section;
	out->cite.pos = node->at;
	out->combine = (enum rr_combine)d.effective;
	out->clock = d.clock;
	if (!read_days(l, d.days, a, out) || !read_lists(l, d.lists, out))
		return false;
	if (d.any_list != NULL &&
	    (!rr_schema_value(l, &if_key, d.any_list, &text) ||
	    !rr_cond_parse(l->arena, text, d.any_list->at, a, NULL,
	    &out->any_list_if, l->diags)))
		return false;
	if (!read_clauses(l, d.clauses, a, out) ||
	    !read_gaps(l, d.gaps, out))
		return false;
	a->ladder = out;
	return true;
}
