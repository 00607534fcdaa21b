/*
 * load_sum.c: sums: what someone owes, line by line.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/expr.h"

struct sum { struct rr_common common; const struct rr_node *lines; };

struct line {
	const char		*what, *section;
	const struct rr_node	*is, *shown_if;
	bool			 told;
};

#define LINES_MAX	50

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key sum_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("lines", NODE, AT(sum, lines), true)
};
static const struct rr_key line_keys[] = {
	RR_KEY("what", TEXT, AT(line, what), true),
	RR_KEY("section", TEXT, AT(line, section), false),
	RR_KEY("is", NODE, AT(line, is), true),
	RR_KEY("told", YES, AT(line, told), false),
	RR_KEY("shown if", NODE, AT(line, shown_if), false)
};
#undef AT

/* One line; those before it are P's already, each read whole. */
static bool
read_line(const struct rr_load *l, const struct rr_node_pair *pair,
    const struct rr_agreement *a, const struct rr_provision *p,
    struct rr_sum_line *out)
{
	const struct rr_sight in = { a, p->neach > 0 ? p->each[0] : NULL,
	    p->sum.lines, p->sum.n };
	const char *text;
	struct line x;

	memset(&x, 0, sizeof(x));
	if (!rr_want_free_name(l, pair->key, pair->key_at, "'lines'") ||
	    !rr_schema_read(l, pair->value, line_keys, RR_COUNT(line_keys),
	    &x, "a line"))
		return false;
	out->key = pair->key;
	out->what = x.what;
	out->told = x.told;
	out->section = x.section != NULL ? x.section : p->cite.section;
	text = rr_scalar(l, x.is, "is");
	return text != NULL && rr_expr_parse(l->arena, text, x.is->at, &in,
	    RR_TYPE_MONEY, &out->sum, l->diags) && rr_read_cond(l, a,
	    x.shown_if, "shown if", in.subject, &out->shown_if);
}

static bool
read_sum(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct rr_sum_line *all;
	struct sum d;

	memset(&d, 0, sizeof(d));
	p->kind = &rr_kind_sum;
	p->sums = true;
	if (!rr_schema_read(l, node, sum_keys, RR_COUNT(sum_keys), &d,
	    "a sum") || !rr_take_common(l, node, a, &d.common, p) ||
	    !rr_want_map(l, d.lines, "lines", LINES_MAX))
		return false;
	if (d.lines->npairs == 0)
		return rr_diag(l->diags, RR_E_MISSING, d.lines->at,
		    "'lines' of '%s' has no line", p->id);
	all = rr_arena_array(l->arena, d.lines->npairs, sizeof(*all));
	p->sum.lines = all;
	/* What stands below a mistake may rest on it. */
	while (p->sum.n < d.lines->npairs) {
		if (!read_line(l, &d.lines->pairs[p->sum.n], a, p,
		    &all[p->sum.n]))
			return false;
		p->sum.n++;
	}
	return true;
}

bool
rr_read_sums(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "sums", read_sum, a);
}
