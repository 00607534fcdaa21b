/*
 * in_words.c: expressions in the words of the file.
 *
 * What the file writes as a rule is told to who reads a reason or what is
 * waited for by the titles of its fields and by what its provisions are.  It
 * need not read back: expr_text.c writes what does.
 */
#include <string.h>

#include "field_cond_int.h"
#include "regrights/buf.h"

struct words {
	const struct rr_agreement	*a;
	const struct rr_event		*it;	/* what "it" is, or NULL */
	struct rr_buf			*b;
};

static void	 words(const struct words *, const struct rr_expr *);

/* The field as forms show it, in quotes. */
static void
title(const struct words *w, const char *key)
{
	const struct rr_field_decl *f = rr_field_in_sight(w->a, w->it, key);

	rr_buf_printf(w->b, "'%s'", f == NULL || f->title == NULL ? key :
	    f->title);
}

/* A field of another event than "it". */
static void
title_of(const struct words *w, const char *event, const char *key)
{
	const struct words own = { w->a, rr_agreement_event(w->a, event),
	    w->b };

	title(&own, key);
}

/* A list, a threshold, a period, a counter: what it is. */
static void
what_of(const struct words *w, const char *id)
{
	const struct rr_provision *p = rr_agreement_provision(w->a, id);

	rr_buf_printf(w->b, "'%s'", p == NULL ? id : p->what);
}

/* " about it", after its name: the first of WORDS, and what that is. */
static void
whose(const struct words *w, const struct rr_expr *x, const char *near)
{
	int n = (int)strcspn(near, " ");

	if (x->via != NULL) {
		rr_buf_printf(w->b, " %.*s what ", n, near);
		title(w, x->via);
		rr_buf_add(w->b, " names");
	} else if (n > 0)
		rr_buf_printf(w->b, " %.*s it", n, near);
	if (x->in == NULL)
		return;
	rr_buf_add(w->b, " in ");
	title_of(w, x->name, x->in);
}

static void
thing(const struct words *w, const struct rr_expr *x)
{
	rr_buf_add(w->b, x->name != NULL ? x->name : "it");
	whose(w, x, rr_reach_words(x->reach));
}

static void
self(const struct words *w, const struct rr_expr *x)
{
	if (x->part == RR_PART_FIELD)
		title(w, x->field);
	else
		rr_buf_add(w->b, x->part == RR_PART_EFFECT ? "its effect" :
		    x->part == RR_PART_RECEIPT ? "its receipt" : "its day");
}

static void
event(const struct words *w, const struct rr_expr *x)
{
	struct words own = { w->a, w->it, w->b };

	if (x->part == RR_PART_FIELD)
		title_of(w, x->name, x->field);
	rr_buf_add(w->b, x->part == RR_PART_FIELD ? " of " :
	    x->part == RR_PART_EFFECT ? "the effect of " :
	    x->part == RR_PART_RECEIPT ? "the receipt of " : "");
	thing(w, x);
	if (x->where == NULL)
		return;
	own.it = rr_agreement_event(w->a, x->name);
	rr_buf_add(w->b, " of which (");
	words(&own, x->where);
	rr_buf_addc(w->b, ')');
}

static void
many(const struct words *w, const struct rr_expr *x)
{
	rr_buf_printf(w->b, "the %s of ", x->op == RR_EXPR_EARLIEST ?
	    "earliest" : "latest");
	for (size_t i = 0; i < x->nof; i++) {
		rr_buf_add(w->b, i == 0 ? "" : i + 1 < x->nof ? ", " :
		    " and ");
		words(w, x->of[i]);
	}
}

static void
offset(const struct words *w, const struct rr_expr *x)
{
	int n = x->n < 0 ? -x->n : x->n;

	rr_buf_printf(w->b, "%d %s%s%s %s ", n, x->clear ? "clear " : "",
	    rr_unit_text(x, w->a), n == 1 ? "" : "s",
	    x->n < 0 ? "before" : "after");
	words(w, x->of[0]);
}

static void
choice(const struct words *w, const struct rr_expr *x)
{
	words(w, x->of[1]);
	rr_buf_add(w->b, " (if ");
	words(w, x->of[0]);
	rr_buf_add(w->b, ") or ");
	words(w, x->of[2]);
}

static const char *
compared(enum rr_compare c)
{
	switch (c) {
	case RR_IS:
		return "is";
	case RR_IS_NOT:
		return "is not";
	case RR_LESS:
		return "is less than";
	case RR_AT_MOST:
		return "is at most";
	case RR_MORE:
		return "is more than";
	case RR_AT_LEAST:
		return "is at least";
	case RR_EARLIER:
		break;
	}
	return "";
}

static void
field(const struct words *w, const struct rr_expr *c)
{
	static const char its[] = "it.";
	const char *other = c->value == NULL || strncmp(c->value, its,
	    strlen(its)) != 0 ? NULL : c->value + strlen(its);

	title(w, c->field);
	rr_buf_printf(w->b, " %s %s", compared(c->compare), c->then ?
	    "at that time " : "");
	if (other != NULL)
		title(w, other);
	else
		rr_buf_add(w->b, c->value != NULL ? c->value : "blank");
}

static void
order(const struct words *w, const struct rr_expr *c)
{
	if (c->op == RR_EXPR_ORDER)
		words(w, c->of[0]);
	else
		title(w, c->field);
	rr_buf_printf(w->b, " %s ", rr_order_words(c->compare));
	words(w, c->of[c->nof - 1]);
}

/* What is asked of each of many stands in parentheses. */
static void
each(const struct words *w, const struct rr_expr *c)
{
	struct words own = { w->a, c->op == RR_EXPR_EACH ?
	    rr_agreement_event(w->a, c->name) : w->it, w->b };

	if (c->op == RR_EXPR_EACH) {
		rr_buf_add(w->b, "of each ");
		thing(w, c);
	} else if (c->op == RR_EXPR_PARTY_MEETS) {
		rr_buf_add(w->b, "of ");
		title(w, c->field);
	} else
		rr_buf_printf(w->b, "of each who is %s", c->name);
	rr_buf_add(w->b, " (");
	words(&own, c->of[0]);
	rr_buf_addc(w->b, ')');
}

static void
joined(const struct words *w, const struct rr_expr *c)
{
	for (size_t i = 0; i < c->nof; i++) {
		bool inner = c->of[i]->op == RR_EXPR_OR ||
		    c->of[i]->op == RR_EXPR_AND;

		if (i > 0)
			rr_buf_add(w->b, c->op == RR_EXPR_OR ? " or " :
			    " and ");
		rr_buf_add(w->b, inner ? "(" : "");
		words(w, c->of[i]);
		rr_buf_add(w->b, inner ? ")" : "");
	}
}

/* Of what is told in one clause; IS: not its contrary. */
static void
clause(const struct words *w, const struct rr_expr *c, bool is)
{
	const struct rr_question *q;

	switch (c->op) {
	case RR_EXPR_ANSWER:
		q = &w->a->questions[c->question];
		rr_buf_printf(w->b, "%s is %s%s", q->key, is ? "" : "not ",
		    q->answers[c->answer].key);
		break;
	case RR_EXPR_HAPPENED:
		rr_buf_add(w->b, is || c->name == NULL ? "" : "no ");
		thing(w, c);
		rr_buf_add(w->b, is || c->name != NULL ? " is on record" :
		    " is not on record");
		break;
	case RR_EXPR_SETTLED:
		what_of(w, c->name);
		whose(w, c, c->reach != RR_REACH_ALL ? "about" : "");
		rr_buf_add(w->b, c->votes ? is ? " has the votes" :
		    " has not the votes" : is ? " is settled" :
		    " is not settled");
		break;
	case RR_EXPR_HOLDS:
		what_of(w, c->name);
		rr_buf_add(w->b, is ? " runs" : " does not run");
		if (c->nof == 0)
			break;
		rr_buf_add(w->b, " on ");
		words(w, c->of[0]);
		break;
	case RR_EXPR_REACHED:
		what_of(w, c->name);
		rr_buf_add(w->b, is ? " is reached" : " is not reached");
		break;
	case RR_EXPR_KIND:
		rr_buf_printf(w->b, "it is %s%s", is ? "" : "no ", c->name);
		break;
	case RR_EXPR_FALLS:
		if (c->field != NULL)
			title(w, c->field);
		else
			rr_buf_add(w->b, "its day");
		rr_buf_printf(w->b, " falls on %s %s", is ? "a" : "no",
		    w->a->kinds[c->kind].name);
		break;
	default:
		rr_buf_add(w->b, is ? "" : "it is not so that ");
		if (!is)
			words(w, c);
		break;
	}
}

static void
way(const struct words *w, const struct rr_expr *x)
{
	thing(w, x);
	rr_buf_printf(w->b, " %s%s%s", rr_way_words(x->way),
	    x->value != NULL ? " " : "", x->value != NULL ? x->value : "");
}

static void
date(const struct words *w, const struct rr_expr *x)
{
	rr_date_text(x->date, w->b);
}

static void
given(const struct words *w, const struct rr_expr *x)
{
	rr_buf_add(w->b, x->part == RR_PART_RECEIPT ? "receipt" : "sending");
}

static void
reached(const struct words *w, const struct rr_expr *x)
{
	rr_buf_add(w->b, "the day of ");
	what_of(w, x->name);
}

static void
not_so(const struct words *w, const struct rr_expr *x)
{
	clause(w, x->of[0], false);
}

static void
contact(const struct words *w, const struct rr_expr *x)
{
	rr_buf_printf(w->b, "each who is %s has a %s%s", x->name,
	    x->listed ? "listed " : "", x->value);
}

typedef void	 words_fn(const struct words *, const struct rr_expr *);

/* What is not there is told in one clause. */
static words_fn *const longer[RR_EXPR_MAX] = {
	[RR_EXPR_DATE] = date,
	[RR_EXPR_EVENT] = event,
	[RR_EXPR_SELF] = self,
	[RR_EXPR_GIVEN] = given,
	[RR_EXPR_OFFSET] = offset,
	[RR_EXPR_EARLIEST] = many,
	[RR_EXPR_LATEST] = many,
	[RR_EXPR_REACHED_ON] = reached,
	[RR_EXPR_IF] = choice,
	[RR_EXPR_OR] = joined,
	[RR_EXPR_AND] = joined,
	[RR_EXPR_NOT] = not_so,
	[RR_EXPR_WAY] = way,
	[RR_EXPR_CONTACT] = contact,
	[RR_EXPR_RECIPIENTS] = contact,
	[RR_EXPR_EVERY_MEETS] = each,
	[RR_EXPR_PARTY_MEETS] = each,
	[RR_EXPR_EACH] = each,
	[RR_EXPR_FIELD] = field,
	[RR_EXPR_FIELD_ORDER] = order,
	[RR_EXPR_ORDER] = order
};

static void
words(const struct words *w, const struct rr_expr *x)
{
	if (longer[x->op] != NULL)
		longer[x->op](w, x);
	else
		clause(w, x, true);
}

const char *
rr_in_words(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *it)
{
	struct rr_buf b = RR_BUF_INIT;
	const struct words w = { ev->agreement, it == NULL ? NULL :
	    rr_agreement_event(ev->agreement, it->name), &b };

	words(&w, x);
	return rr_buf_keep(&b, ev->arena);
}
