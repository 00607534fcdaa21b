/*
 * expr_text.c: expressions, printed as English.
 *
 * What is printed reads back to an equal tree: parentheses are set wherever
 * an `and` or an `or` stands inside another condition, and about what would
 * take in the words behind it.
 */
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/buf.h"

struct printer {
	const struct rr_agreement	*a;
	struct rr_buf			*b;
};

static void	 text(const struct printer *, const struct rr_expr *);

static void
closed(const struct printer *p, const struct rr_expr *x, bool parentheses)
{
	rr_buf_add(p->b, parentheses ? "(" : "");
	text(p, x);
	rr_buf_add(p->b, parentheses ? ")" : "");
}

static bool
is_joined(const struct rr_expr *x)
{
	return x->op == RR_EXPR_OR || x->op == RR_EXPR_AND;
}

/* Whether it ends with a condition, which would go on with "and" and "or". */
static bool
ends_open(const struct rr_expr *x)
{
	switch (x->op) {
	case RR_EXPR_EVENT:
		return x->where != NULL;
	case RR_EXPR_OFFSET:
	case RR_EXPR_IF:
	case RR_EXPR_NOT:
	case RR_EXPR_HAPPENED:
	case RR_EXPR_HOLDS:
	case RR_EXPR_SETTLED:
	case RR_EXPR_FIELD_ORDER:
	case RR_EXPR_ORDER:
		return x->nof > 0 && ends_open(x->of[x->nof - 1]);
	default:
		return false;
	}
}

static void
joined_text(const struct printer *p, const struct rr_expr *x)
{
	for (size_t i = 0; i < x->nof; i++) {
		if (i > 0)
			rr_buf_printf(p->b, " %s ", rr_expr_words(x->op));
		closed(p, x->of[i], is_joined(x->of[i]) ||
		    (i + 1 < x->nof && ends_open(x->of[i])));
	}
}

static void
where_text(const struct printer *p, const struct rr_expr *x)
{
	if (x->where == NULL)
		return;
	rr_buf_add(p->b, " where ");
	/* The "of" of a part would go on with "receipt". */
	closed(p, x->where, is_joined(x->where) || x->op == RR_EXPR_PART);
}

const char *
rr_unit_text(const struct rr_expr *x, const struct rr_agreement *a)
{
	switch (x->unit) {
	case RR_UNIT_DAY:
		return "day";
	case RR_UNIT_WEEK:
		return "week";
	case RR_UNIT_MONTH:
		return "month";
	case RR_UNIT_YEAR:
		return "year";
	case RR_UNIT_KIND:
		return a->kinds[x->kind].name;
	}
	return "";
}

/* " about it", " beside it in FIELD", " named in FIELD by FIELD" */
static void
reach_text(const struct printer *p, const struct rr_expr *x)
{
	const char *words = rr_reach_words(x->reach);

	if (x->via != NULL)
		rr_buf_printf(p->b, " %.*swhat it.%s names",
		    (int)strlen(words) - 2, words, x->via);
	else
		rr_buf_printf(p->b, "%s%s", words[0] != '\0' ? " " : "",
		    words);
	if (x->in != NULL)
		rr_buf_printf(p->b, "%s %s", x->reach < RR_REACH_NAMED ?
		    " in" : "", x->in);
	if (x->by != NULL)
		rr_buf_printf(p->b, " by %s", x->by);
}

/* What it speaks of: "it", an event, an event about it. */
static void
thing_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_add(p->b, x->name != NULL ? x->name : "it");
	reach_text(p, x);
}

static void
event_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_add(p->b, x->part == RR_PART_EFFECT ? "effect of " :
	    x->part == RR_PART_RECEIPT ? "receipt of " : "");
	thing_text(p, x);
	if (x->part == RR_PART_FIELD)
		rr_buf_printf(p->b, ".%s", x->field);
	where_text(p, x);
}

static void
self_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_add(p->b, x->part == RR_PART_EFFECT ? "its effect" :
	    x->part == RR_PART_RECEIPT ? "its receipt" : "it");
	if (x->part == RR_PART_FIELD)
		rr_buf_printf(p->b, ".%s", x->field);
}

static void
offset_text(const struct printer *p, const struct rr_expr *x)
{
	int n = x->n < 0 ? -x->n : x->n;

	rr_buf_printf(p->b, "%d %s%s%s %s ", n, x->clear ? "clear " : "",
	    rr_unit_text(x, p->a), n == 1 ? "" : "s",
	    x->n < 0 ? "before" : "after");
	text(p, x->of[0]);
}

static void
list_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "%s (", rr_expr_words(x->op));
	for (size_t i = 0; i < x->nof; i++) {
		rr_buf_add(p->b, i > 0 ? ", " : "");
		text(p, x->of[i]);
	}
	rr_buf_addc(p->b, ')');
}

static void
if_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_add(p->b, "if ");
	text(p, x->of[0]);
	rr_buf_add(p->b, " then ");
	text(p, x->of[1]);
	rr_buf_add(p->b, " else ");
	text(p, x->of[2]);
}

static const char *
compare_text(enum rr_compare c)
{
	switch (c) {
	case RR_IS:
		return "is";
	case RR_IS_NOT:
		return "is not";
	case RR_LESS:
		return "<";
	case RR_AT_MOST:
		return "<=";
	case RR_MORE:
		return ">";
	case RR_AT_LEAST:
		return ">=";
	case RR_EARLIER:
		break;
	}
	return "";
}

const char *
rr_order_words(enum rr_compare c)
{
	switch (c) {
	case RR_LESS:
		return "is before";
	case RR_AT_MOST:
		return "is on or before";
	case RR_MORE:
		return "is after";
	case RR_AT_LEAST:
		return "is on or after";
	case RR_EARLIER:
		return "is earlier than";
	default:
		return NULL;
	}
}

static void
contact_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "every %s has a%s %s%s", x->name, !x->listed &&
	    strchr("aeiou", x->value[0]) != NULL ? "n" : "",
	    x->listed ? "listed " : "", x->value);
}

/* The word before an id: the provisions are found by the id alone. */
static void
settled_text(const struct printer *p, const struct rr_expr *x)
{
	const struct rr_provision *of = rr_agreement_provision(p->a, x->name);

	rr_buf_printf(p->b, "%s ", of->kind->met_as);
	thing_text(p, x);
	rr_buf_add(p->b, x->votes ? " has the votes" : x->before ?
	    " was met before it" : x->nof > 0 ? " was met by " : " is met");
	if (x->nof > 0)
		text(p, x->of[0]);
}

static void
falls_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "it%s%s falls on a %s", x->field != NULL ? "." :
	    "", x->field != NULL ? x->field : "", p->a->kinds[x->kind].name);
}

static void
way_text(const struct printer *p, const struct rr_expr *x)
{
	thing_text(p, x);
	rr_buf_printf(p->b, " %s%s%s", rr_way_words(x->way),
	    x->value != NULL ? " " : "", x->value != NULL ? x->value : "");
}

static void
meets_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_add(p->b, " meets ");
	closed(p, x->of[0], true);
}

static void
order_text(const struct printer *p, const struct rr_expr *x)
{
	if (x->op == RR_EXPR_ORDER)
		text(p, x->of[0]);
	else
		rr_buf_printf(p->b, "it.%s", x->field);
	rr_buf_printf(p->b, " %s ", rr_order_words(x->compare));
	text(p, x->of[x->nof - 1]);
}

static void
on_text(const struct printer *p, const struct rr_expr *x)
{
	if (x->nof == 0)
		return;
	rr_buf_add(p->b, " on ");
	text(p, x->of[0]);
}

static void
holds_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "%s %s", x->name, rr_expr_words(x->op));
	on_text(p, x);
}

/* Of a sum, what "plus" behind it would not go on with. */
static bool
is_atom(const struct rr_expr *x)
{
	return x->op != RR_EXPR_PLUS && x->op != RR_EXPR_LESS &&
	    x->op != RR_EXPR_IF_SUM && x->op != RR_EXPR_PART &&
	    x->op != RR_EXPR_TAKEN && x->where == NULL;
}

static void
added_text(const struct printer *p, const struct rr_expr *x)
{
	closed(p, x->of[0], !is_atom(x->of[0]));
	rr_buf_printf(p->b, " %s ", rr_expr_words(x->op));
	closed(p, x->of[1], !is_atom(x->of[1]));
}

/* "claim paid.amount under it where …"; the name of a line */
static void
amounts_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_add(p->b, x->name);
	if (x->field != NULL)
		rr_buf_printf(p->b, ".%s", x->field);
	reach_text(p, x);
	where_text(p, x);
}

static void
part_text(const struct printer *p, const struct rr_expr *x)
{
	if (x->name != NULL)
		amounts_text(p, x);
	else
		rr_buf_printf(p->b, "%lld/%lld", (long long)x->ratio.num,
		    (long long)x->ratio.den);
	rr_buf_add(p->b, " of ");
	closed(p, x->of[0], !is_atom(x->of[0]));
}

static void
taken_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_add(p->b, "taken from ");
	amounts_text(p, x);
	rr_buf_add(p->b, " worth ");
	closed(p, x->of[0], true);
	rr_buf_add(p->b, " by others ");
	closed(p, x->of[1], true);
	if (x->nof == 2)
		return;
	rr_buf_add(p->b, " elsewhere first if ");
	closed(p, x->of[2], is_joined(x->of[2]));
}

static void
answer_text(const struct printer *p, const struct rr_expr *x)
{
	const struct rr_question *q = &p->a->questions[x->question];

	rr_buf_printf(p->b, "%s is %s", q->key, q->answers[x->answer].key);
}

static void
date_text(const struct printer *p, const struct rr_expr *x)
{
	rr_date_text(x->date, p->b);
}

static void
given_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_add(p->b, x->part == RR_PART_RECEIPT ? "receipt" : "sending");
}

static void
not_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "%s ", rr_expr_words(x->op));
	closed(p, x->of[0], is_joined(x->of[0]));
}

static void
happened_text(const struct printer *p, const struct rr_expr *x)
{
	thing_text(p, x);
	rr_buf_printf(p->b, " %s", rr_expr_words(x->op));
	on_text(p, x);
}

/* "it is a filing", "waits for closing" */
static void
kind_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "%s %s", rr_expr_words(x->op), x->name);
}

static void
every_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "every %s", x->name);
	meets_text(p, x);
}

static void
party_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "it.%s", x->field);
	meets_text(p, x);
}

static void
reached_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "%s %s", x->name, rr_expr_words(x->op));
}

static void
field_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "it.%s %s %s%s", x->field,
	    compare_text(x->compare), x->then ? "then " : "",
	    x->value != NULL ? x->value : "missing");
}

static void
money_text(const struct printer *p, const struct rr_expr *x)
{
	rr_money_plain((rr_money){ x->cents }, p->b);
}

static void
amount_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "it.%s", x->field);
}

static void
each_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_add(p->b, "each ");
	amounts_text(p, x);
	rr_buf_add(p->b, x->op == RR_EXPR_EACH ? " meets " : " comes to ");
	closed(p, x->of[0], true);
}

static void
other_text(const struct printer *p, const struct rr_expr *x)
{
	rr_buf_printf(p->b, "%s.%s of %s", x->name, x->field,
	    x->reach == RR_REACH_ABOUT ? "what it is about" : "it");
}

typedef void	 text_fn(const struct printer *, const struct rr_expr *);

static text_fn *const texts[RR_EXPR_MAX] = {
	[RR_EXPR_DATE] = date_text,
	[RR_EXPR_EVENT] = event_text,
	[RR_EXPR_SELF] = self_text,
	[RR_EXPR_GIVEN] = given_text,
	[RR_EXPR_OFFSET] = offset_text,
	[RR_EXPR_EARLIEST] = list_text,
	[RR_EXPR_LATEST] = list_text,
	[RR_EXPR_REACHED_ON] = reached_text,
	[RR_EXPR_IF] = if_text,
	[RR_EXPR_OR] = joined_text,
	[RR_EXPR_AND] = joined_text,
	[RR_EXPR_NOT] = not_text,
	[RR_EXPR_ANSWER] = answer_text,
	[RR_EXPR_HAPPENED] = happened_text,
	[RR_EXPR_KIND] = kind_text,
	[RR_EXPR_FALLS] = falls_text,
	[RR_EXPR_WAY] = way_text,
	[RR_EXPR_CONTACT] = contact_text,
	[RR_EXPR_RECIPIENTS] = contact_text,
	[RR_EXPR_EVERY_MEETS] = every_text,
	[RR_EXPR_PARTY_MEETS] = party_text,
	[RR_EXPR_HOLDS] = holds_text,
	[RR_EXPR_REACHED] = reached_text,
	[RR_EXPR_EACH] = each_text,
	[RR_EXPR_SETTLED] = settled_text,
	[RR_EXPR_FIELD] = field_text,
	[RR_EXPR_FIELD_ORDER] = order_text,
	[RR_EXPR_ORDER] = order_text,
	[RR_EXPR_MONEY] = money_text,
	[RR_EXPR_LINE] = amounts_text,
	[RR_EXPR_AMOUNT] = amount_text,
	[RR_EXPR_TOTAL] = amounts_text,
	[RR_EXPR_PLUS] = added_text,
	[RR_EXPR_LESS] = added_text,
	[RR_EXPR_LEAST] = list_text,
	[RR_EXPR_GREATEST] = list_text,
	[RR_EXPR_PART] = part_text,
	[RR_EXPR_IF_SUM] = if_text,
	[RR_EXPR_EACH_SUM] = each_text,
	[RR_EXPR_OTHER] = other_text,
	[RR_EXPR_TAKEN] = taken_text,
	[RR_EXPR_WAITS] = kind_text
};

static void
text(const struct printer *p, const struct rr_expr *x)
{
	texts[x->op](p, x);
}

void
rr_expr_text(const struct rr_expr *x, const struct rr_agreement *a,
    struct rr_buf *b)
{
	const struct printer p = { a, b };

	text(&p, x);
}
