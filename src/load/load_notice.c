/*
 * load_notice.c: the notice clauses of an agreement, and their named gaps.
 */
#include <string.h>

#include "agreement_int.h"

/* The words of method.def, and what a branch says of all others. */
#define RR_METHOD(id, word, by, contact, nights)	word "|"
static const char methods[] =
#include "regrights/method.def"
    "other";
#undef RR_METHOD

struct ladder {
	const char		*section, *clock;
	int			 effective;
	const struct rr_node	*days, *lists, *any_list, *clauses, *gaps;
	const struct rr_node	*gap_counts, *returned, *with_copies;
	const struct rr_node	*end, *confirmed;
};

struct ends { int32_t from, after, before, until; };

struct branch {
	const char		*section, *number, *clock;
	int			 method, on;
	bool			 delivered;
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
	RR_KEY("from", TIME, AT(type, ends.from), false), \
	RR_KEY("after", TIME, AT(type, ends.after), false), \
	RR_KEY("before", TIME, AT(type, ends.before), false), \
	RR_KEY("until", TIME, AT(type, ends.until), false)
static const struct rr_key ladder_keys[] = {
	RR_KEY("section", TEXT, AT(ladder, section), true),
	RR_KEY_OF("effective", CHOICE, AT(ladder, effective), true,
	    .words = "earliest|latest"),
	RR_KEY("clock", TEXT, AT(ladder, clock), true),
	RR_KEY("days", NODE, AT(ladder, days), true),
	RR_KEY("lists", NODE, AT(ladder, lists), false),
	RR_KEY("any list if", NODE, AT(ladder, any_list), false),
	RR_KEY("end counts if", NODE, AT(ladder, end), false),
	RR_KEY("confirmed counts if", NODE, AT(ladder, confirmed), false),
	RR_KEY("gap counts if", NODE, AT(ladder, gap_counts), false),
	RR_KEY("returned counts if", NODE, AT(ladder, returned), false),
	RR_KEY("with copies if", NODE, AT(ladder, with_copies), false),
	RR_KEY("clauses", NODE, AT(ladder, clauses), true),
	RR_KEY("gaps", NODE, AT(ladder, gaps), false)
};
static const struct rr_key branch_keys[] = {
	RR_KEY("section", TEXT, AT(branch, section), true),
	RR_KEY_OF("method", CHOICE, AT(branch, method), true, .words = methods),
	RR_KEY("delivered", YES, AT(branch, delivered), false),
	RR_KEY("number", WORD, AT(branch, number), false),
	RR_KEY_OF("on", CHOICE, AT(branch, on), false, .words = DAYS),
	RR_KEY("clock", TEXT, AT(branch, clock), false),
	RR_KEY("is", NODE, AT(branch, is), true),
	ENDS(branch)
};
static const struct rr_key gap_keys[] = {
	RR_KEY("id", TEXT, AT(gap, id), true),
	RR_KEY("what", TEXT, AT(gap, what), true),
	RR_KEY_OF("method", CHOICE, AT(gap, method), true, .words = methods),
	RR_KEY_OF("on", CHOICE, AT(gap, on), false, .words = DAYS),
	RR_KEY("unlisted", YES, AT(gap, unlisted), false),
	ENDS(gap)
};
#undef ENDS
#undef AT

#define DAY_SECONDS	86400

static const struct ends no_ends = { .from = -1, .after = -1,
    .before = -1, .until = -1 };

static bool
fill_window(const struct rr_load *l, const struct rr_node *node,
    const struct ends *e, struct rr_window *w)
{
	if (e->from >= 0 && e->after >= 0)
		return rr_diag(l->diags, RR_E_CONTRADICT,
		    rr_node_pos(node, "after"),
		    "give one of 'from' and 'after'");
	if (e->before >= 0 && e->until >= 0)
		return rr_diag(l->diags, RR_E_CONTRADICT,
		    rr_node_pos(node, "until"),
		    "give one of 'before' and 'until'");
	w->from_open = e->after >= 0;
	w->from = w->from_open ? e->after : e->from >= 0 ? e->from : 0;
	w->until_open = e->until < 0;
	w->until = e->until >= 0 ? e->until : e->before >= 0 ? e->before :
	    DAY_SECONDS;
	if (w->until < w->from || (w->until == w->from &&
	    (w->from_open || w->until_open)))
		return rr_diag(l->diags, RR_E_ORDER,
		    rr_node_pos(node, w->until_open ? "before" : "until"),
		    "no moment of a day is between these two");
	return true;
}

/*
 * The day on which a branch takes effect: counted from the sending or from
 * the receipt, and from nothing else.
 */
static bool
read_effect(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct rr_expr **out)
{
	const char *text = rr_scalar(l, node, "is");
	const struct rr_expr *other;

	if (text == NULL || !rr_want_expr(l, a, text, node->at, NULL,
	    RR_TYPE_DAY, out))
		return false;
	other = rr_find_op(*out, RR_EXPR_EVENT);
	if (other == NULL)
		other = rr_find_op(*out, RR_EXPR_DATE);
	return other == NULL ? true : rr_diag(l->diags, RR_E_EXPRESSION,
	    other->pos, "a notice takes effect from its 'sending' or its "
	    "'receipt'");
}

static bool
note_clock(const struct rr_load *l, const struct rr_node *node,
    const char *clock, struct rr_agreement *a)
{
	static const char *const words[] = { "agreement", "sender",
	    "recipient" };
	struct rr_pos at = rr_node_pos(node, "clock");

	if (clock == NULL)
		return true;
	for (size_t i = 0; i < RR_COUNT(words); i++)
		if (strcmp(words[i], clock) == 0)
			return true;
	/* Few zones are named by one small word; a slip is likelier. */
	if (clock[0] >= 'a' && clock[0] <= 'z')
		return rr_diag(l->diags, RR_E_CHOICE, at,
		    "'clock' is '%s'; one of: agreement, sender, recipient, or "
		    "a zone as America/New_York%s", clock, rr_did_you_mean(l,
		    clock, words, RR_COUNT(words), sizeof(words[0])));
	rr_note_name(l, &a->zones, &a->nzones, clock, at);
	return true;
}

/* The list of numbers that a branch asks for must be one of the clause's. */
static bool
check_numbers(const struct rr_load *l, const struct rr_node *node,
    const struct rr_ladder *ladder, const char *numbers)
{
	if (numbers == NULL)
		return true;
	for (size_t i = 0; i < ladder->nlists; i++)
		if (strcmp(ladder->lists[i].key, numbers) == 0)
			return true;
	return rr_diag(l->diags, RR_E_NO_NUMBERS, rr_node_pos(node, "number"),
	    "'%s'%s", numbers, rr_did_you_mean(l, numbers, ladder->lists,
	    ladder->nlists, sizeof(*ladder->lists)));
}

static bool
read_branch(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a, const struct rr_ladder *ladder,
    struct rr_notice_clause *c)
{
	struct branch b;
	bool ok;

	memset(&b, 0, sizeof(b));
	b.ends = no_ends;
	if (!rr_schema_read(l, node, branch_keys, RR_COUNT(branch_keys), &b,
	    "a notice clause"))
		return false;
	c->section = b.section;
	c->method = (enum rr_method)b.method;
	c->delivered = b.delivered;
	c->numbers = b.number;
	c->day = (enum rr_day_test)b.on;
	c->clock = b.clock;
	c->pos = node->at;
	ok = fill_window(l, node, &b.ends, &c->window);
	ok &= check_numbers(l, node, ladder, b.number);
	ok &= note_clock(l, node, b.clock, a);
	ok &= read_effect(l, b.is, a, &c->effective);
	return ok;
}

static bool
is_same(const char *x, const char *y)
{
	return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

static bool
is_same_case(const struct rr_notice_clause *x,
    const struct rr_notice_clause *y)
{
	return x->method == y->method && is_same(x->numbers, y->numbers) &&
	    x->day == y->day && is_same(x->clock, y->clock) &&
	    x->window.from == y->window.from &&
	    x->window.until == y->window.until &&
	    x->window.from_open == y->window.from_open &&
	    x->window.until_open == y->window.until_open;
}

/* Two branches for the very same case leave it to chance which one counts. */
static bool
check_branches(const struct rr_load *l, const struct rr_ladder *ladder)
{
	const struct rr_notice_clause *all = ladder->clauses;
	bool ok = true;

	for (size_t i = 0; i < ladder->nclauses; i++)
		for (size_t j = 0; j < i; j++)
			if (is_same_case(&all[i], &all[j]))
				ok = rr_diag_since(l->diags, RR_E_CONTRADICT,
				    all[i].pos, all[j].pos,
				    "%s is for the same case as %s",
				    all[i].section, all[j].section);
	return ok;
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
	struct rr_key key = RR_KEY("", TEXT, 0, true);
	struct rr_number_list *all;
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_map(l, node, "lists", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		key.name = all[i].key = node->pairs[i].key;
		ok &= rr_schema_name(l, key.name, node->pairs[i].key_at,
		    "'lists'", false);
		ok &= rr_schema_value(l, &key, node->pairs[i].value,
		    &all[i].title);
	}
	out->lists = all;
	out->nlists = node->npairs;
	return ok;
}

static bool
read_clauses(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a, struct rr_ladder *out)
{
	struct rr_notice_clause *all;
	bool ok = true;

	if (node == NULL || !rr_want_list(l, node, "clauses", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->n + 1, sizeof(*all));
	for (size_t i = 0; i < node->n; i++)
		ok &= read_branch(l, node->items[i], a, out, &all[i]);
	out->clauses = all;
	out->nclauses = ok ? node->n : 0;
	return ok && check_branches(l, out);
}

static bool
read_gaps(const struct rr_load *l, const struct rr_node *node,
    struct rr_ladder *out)
{
	struct rr_gap *all;
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_list(l, node, "gaps", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->n + 1, sizeof(*all));
	for (size_t i = 0; i < node->n; i++)
		ok &= read_gap(l, node->items[i], &all[i]);
	out->gaps = all;
	out->ngaps = ok ? node->n : 0;
	return ok;
}

bool
rr_read_ladder(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_ladder *out = rr_arena_alloc(l->arena, sizeof(*out));
	struct ladder d;
	bool ok;

	memset(&d, 0, sizeof(d));
	ok = rr_schema_read(l, node, ladder_keys, RR_COUNT(ladder_keys), &d,
	    "'notice clauses'");
	out->cite.section = d.section;
	out->cite.pos = node->at;
	out->combine = (enum rr_combine)d.effective;
	out->clock = d.clock;
	if (d.days != NULL)
		ok &= rr_want_kind(l, a, d.days, &out->kind);
	ok &= note_clock(l, node, d.clock, a);
	ok &= read_lists(l, d.lists, out);
	ok &= rr_read_cond(l, a, d.any_list, "any list if", NULL,
	    &out->any_list_if);
	ok &= rr_read_cond(l, a, d.end, "end counts if", NULL, &out->end_if);
	ok &= rr_read_cond(l, a, d.confirmed, "confirmed counts if", NULL,
	    &out->confirmed_if);
	ok &= rr_read_cond(l, a, d.gap_counts, "gap counts if", NULL,
	    &out->gap_counts_if);
	ok &= rr_read_cond(l, a, d.returned, "returned counts if", NULL,
	    &out->returned_counts_if);
	ok &= rr_read_cond(l, a, d.with_copies, "with copies if", NULL,
	    &out->with_copies_if);
	ok &= read_clauses(l, d.clauses, a, out);
	ok &= read_gaps(l, d.gaps, out);
	a->ladder = out;
	return ok;
}
