/*
 * when_text.c: date expressions and conditions, printed as English.
 *
 * What is printed reads back to an equal tree: parentheses are set wherever
 * an `and` or an `or` stands inside another condition.
 */
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/buf.h"
#include "regrights/when.h"

static void
inner_text(const struct rr_cond *c, const struct rr_agreement *a,
    struct rr_buf *b)
{
	bool joined = c->op == RR_COND_OR || c->op == RR_COND_AND;

	rr_buf_add(b, joined ? "(" : "");
	rr_cond_text(c, a, b);
	rr_buf_add(b, joined ? ")" : "");
}

const char *
rr_unit_text(const struct rr_when *w, const struct rr_agreement *a)
{
	switch (w->unit) {
	case RR_UNIT_DAY:
		return "day";
	case RR_UNIT_WEEK:
		return "week";
	case RR_UNIT_MONTH:
		return "month";
	case RR_UNIT_YEAR:
		return "year";
	case RR_UNIT_KIND:
		return a->kinds[w->kind].name;
	}
	return "";
}

static void
part_text(const struct rr_when *w, const struct rr_agreement *a,
    struct rr_buf *b)
{
	const char *self = w->op == RR_WHEN_SELF ? "it" : w->name;
	const char *about = w->op != RR_WHEN_LINKED || w->via != NULL ? "" :
	    w->beside ?
	    " beside it" : " about it";
	bool own = w->op == RR_WHEN_SELF;

	if (w->part == RR_PART_EFFECT)
		rr_buf_add(b, own ? "its effect" : "effect of ");
	if (w->part == RR_PART_RECEIPT)
		rr_buf_add(b, own ? "its receipt" : "receipt of ");
	if (!own || w->part == RR_PART_DAY || w->part == RR_PART_FIELD)
		rr_buf_printf(b, "%s%s%s%s", self, about, w->in != NULL ?
		    " in " : "", w->in != NULL ? w->in : "");
	if (w->via != NULL)
		rr_buf_printf(b, " about what it.%s names", w->via);
	if (w->part == RR_PART_FIELD)
		rr_buf_printf(b, ".%s", w->field);
	if (w->cond == NULL)
		return;
	rr_buf_add(b, " where ");
	inner_text(w->cond, a, b);
}

static void
offset_text(const struct rr_when *w, const struct rr_agreement *a,
    struct rr_buf *b)
{
	int n = w->n < 0 ? -w->n : w->n;

	rr_buf_printf(b, "%d %s%s%s %s ", n, w->clear ? "clear " : "",
	    rr_unit_text(w, a), n == 1 ? "" : "s",
	    w->n < 0 ? "before" : "after");
	rr_when_text(w->of[0], a, b);
}

static void
list_text(const struct rr_when *w, const struct rr_agreement *a,
    struct rr_buf *b)
{
	rr_buf_add(b, w->op == RR_WHEN_EARLIEST ? "earliest of (" :
	    "latest of (");
	for (size_t i = 0; i < w->nof; i++) {
		if (i > 0)
			rr_buf_add(b, ", ");
		rr_when_text(w->of[i], a, b);
	}
	rr_buf_addc(b, ')');
}

void
rr_when_text(const struct rr_when *w, const struct rr_agreement *a,
    struct rr_buf *b)
{
	switch (w->op) {
	case RR_WHEN_DATE:
		rr_date_text(w->date, b);
		break;
	case RR_WHEN_EVENT:
	case RR_WHEN_SELF:
	case RR_WHEN_LINKED:
		part_text(w, a, b);
		break;
	case RR_WHEN_REACHED:
		rr_buf_printf(b, "%s is reached", w->name);
		break;
	case RR_WHEN_GIVEN:
		rr_buf_add(b, w->part == RR_PART_RECEIPT ? "receipt" :
		    "sending");
		break;
	case RR_WHEN_OFFSET:
		offset_text(w, a, b);
		break;
	case RR_WHEN_EARLIEST:
	case RR_WHEN_LATEST:
		list_text(w, a, b);
		break;
	case RR_WHEN_IF:
		rr_buf_add(b, "if ");
		rr_cond_text(w->cond, a, b);
		rr_buf_add(b, " then ");
		rr_when_text(w->of[0], a, b);
		rr_buf_add(b, " else ");
		rr_when_text(w->of[1], a, b);
		break;
	}
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
	default:
		return NULL;
	}
}

static const char *const ways[] = {
#define RR_WAY(id, words)	words,
#include "regrights/way.def"
#undef RR_WAY
};

const char *
rr_way_words(enum rr_way w)
{
	return ways[w];
}

/* What a condition speaks of: "it", an event, an event about it. */
static void
thing_text(const struct rr_cond *c, struct rr_buf *b)
{
	rr_buf_add(b, c->name != NULL ? c->name : "it");
	if (c->via != NULL)
		rr_buf_printf(b, "%s what it.%s names", c->under ? " under" :
		    " about", c->via);
	else
		rr_buf_add(b, c->under ? " under it" : c->over ?
		    " over it" : c->beside ?
		    " beside it" : c->about ? " about it" : "");
	if (c->in != NULL)
		rr_buf_printf(b, " in %s", c->in);
	rr_buf_addc(b, ' ');
}

/* The word before an id: the provisions are found by the id alone. */
static const char *
kind_text(const struct rr_cond *c, const struct rr_agreement *a)
{
	const struct rr_provision *p = rr_agreement_provision(a, c->name);

	return p->kind == RR_KIND_LIST ? "list" :
	    p->kind == RR_KIND_SHARE ? "threshold" : "allotment";
}

static void
settled_text(const struct rr_cond *c, const struct rr_agreement *a,
    struct rr_buf *b)
{
	rr_buf_printf(b, "%s ", kind_text(c, a));
	thing_text(c, b);
	rr_buf_add(b, c->votes ? "has the votes" : c->before ?
	    "was met before it" : c->day != NULL ? "was met by " : "is met");
	if (c->day != NULL)
		rr_when_text(c->day, a, b);
}

static void
day_text(const struct rr_cond *c, const struct rr_agreement *a,
    struct rr_buf *b)
{
	if (c->via != NULL)
		rr_buf_printf(b, "%s about what it.%s names", c->left->name,
		    c->via);
	else if (c->left != NULL)
		rr_when_text(c->left, a, b);
	else
		rr_buf_printf(b, "it.%s", c->name);
	rr_buf_printf(b, " %s ", rr_order_words(c->compare));
	rr_when_text(c->day, a, b);
}

static void
on_text(const struct rr_cond *c, const struct rr_agreement *a,
    struct rr_buf *b)
{
	if (c->day == NULL)
		return;
	rr_buf_add(b, " on ");
	rr_when_text(c->day, a, b);
}

static void
runs_text(const struct rr_cond *c, const struct rr_agreement *a,
    struct rr_buf *b)
{
	rr_buf_printf(b, "%s holds", c->name);
	on_text(c, a, b);
}

void
rr_cond_text(const struct rr_cond *c, const struct rr_agreement *a,
    struct rr_buf *b)
{
	const struct rr_question *q;

	switch (c->op) {
	case RR_COND_OR:
	case RR_COND_AND:
		for (size_t i = 0; i < c->nof; i++) {
			if (i > 0)
				rr_buf_add(b, c->op == RR_COND_OR ? " or " :
				    " and ");
			inner_text(c->of[i], a, b);
		}
		break;
	case RR_COND_NOT:
		rr_buf_add(b, "not ");
		inner_text(c->of[0], a, b);
		break;
	case RR_COND_ANSWER:
		q = &a->questions[c->question];
		rr_buf_printf(b, "%s is %s", q->key,
		    q->answers[c->answer].key);
		break;
	case RR_COND_HAPPENED:
		thing_text(c, b);
		rr_buf_add(b, "has happened");
		on_text(c, a, b);
		break;
	case RR_COND_WAY:
		thing_text(c, b);
		rr_buf_printf(b, "%s%s%s", ways[c->way],
		    c->value != NULL ? " " : "",
		    c->value != NULL ? c->value : "");
		break;
	case RR_COND_EVERY:
		rr_buf_printf(b, "every %s has a%s %s%s", c->name,
		    !c->listed && strchr("aeiou", c->value[0]) != NULL ?
		    "n" : "", c->listed ? "listed " : "", c->value);
		break;
	case RR_COND_EVERY_MEETS:
		rr_buf_printf(b, "%s%s meets (", c->about ? "it." : "every ",
		    c->name);
		rr_cond_text(c->of[0], a, b);
		rr_buf_addc(b, ')');
		break;
	case RR_COND_EACH:
		rr_buf_add(b, "each ");
		thing_text(c, b);
		rr_buf_add(b, "meets (");
		rr_cond_text(c->of[0], a, b);
		rr_buf_addc(b, ')');
		break;
	case RR_COND_SETTLED:
		settled_text(c, a, b);
		break;
	case RR_COND_DAY:
		day_text(c, a, b);
		break;
	case RR_COND_KIND:
		rr_buf_printf(b, "it is a %s", c->name);
		break;
	case RR_COND_FALLS:
		rr_buf_printf(b, "it%s%s falls on a %s", c->name != NULL ? "." :
		    "", c->name != NULL ? c->name : "", a->kinds[c->kind].name);
		break;
	case RR_COND_REACHED:
		rr_buf_printf(b, "%s is reached", c->name);
		break;
	case RR_COND_HOLDS:
		runs_text(c, a, b);
		break;
	case RR_COND_FIELD:
		rr_buf_printf(b, "it.%s %s %s%s", c->name,
		    compare_text(c->compare), c->then ? "then " : "",
		    c->value != NULL ? c->value : "missing");
		break;
	}
}
