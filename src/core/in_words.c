/*
 * in_words.c: conditions and date expressions in the words of the file.
 *
 * What the file writes as a rule is told to who reads a reason or what is
 * waited for by the titles of its fields and by what its provisions are.  It
 * need not read back: when_text.c writes what does.
 */
#include <string.h>

#include "field_cond_int.h"
#include "regrights/buf.h"

struct words {
	const struct rr_agreement	*a;
	const struct rr_event		*it;	/* what "it" is, or NULL */
	struct rr_buf			*b;
};

static void	 cond_words(const struct words *, const struct rr_cond *,
		    bool is);
static void	 when_words(const struct words *, const struct rr_when *);

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

/* " about it", after the name of what is; IN: the field that names it. */
static void
whose(const struct words *w, const char *name, const char *near,
    const char *via, const char *in)
{
	if (via != NULL) {
		rr_buf_printf(w->b, "%s what ", near);
		title(w, via);
		rr_buf_add(w->b, " names");
	} else if (near[0] != '\0')
		rr_buf_printf(w->b, "%s it", near);
	if (in == NULL)
		return;
	rr_buf_add(w->b, " in ");
	title_of(w, name, in);
}

static void
thing(const struct words *w, const struct rr_cond *c)
{
	const char *near = c->under ? " under" : c->over ? " over" :
	    c->beside ? " beside" : c->about || c->via != NULL ? " about" : "";

	rr_buf_add(w->b, c->name != NULL ? c->name : "it");
	whose(w, c->name, near, c->via, c->in);
}

static void
part(const struct words *w, const struct rr_when *x)
{
	const char *near = x->op != RR_WHEN_LINKED ? "" : x->beside ?
	    " beside" : " about";
	struct words own = { w->a, w->it, w->b };

	if (x->op == RR_WHEN_SELF) {
		if (x->part == RR_PART_FIELD)
			title(w, x->field);
		else
			rr_buf_add(w->b, x->part == RR_PART_EFFECT ?
			    "its effect" : x->part == RR_PART_RECEIPT ?
			    "its receipt" : "its day");
		return;
	}
	if (x->part == RR_PART_FIELD)
		title_of(w, x->name, x->field);
	rr_buf_printf(w->b, "%s%s", x->part == RR_PART_FIELD ? " of " :
	    x->part == RR_PART_EFFECT ? "the effect of " :
	    x->part == RR_PART_RECEIPT ? "the receipt of " : "", x->name);
	whose(w, x->name, near, x->via, x->in);
	if (x->cond == NULL)
		return;
	own.it = rr_agreement_event(w->a, x->name);
	rr_buf_add(w->b, " of which (");
	cond_words(&own, x->cond, true);
	rr_buf_addc(w->b, ')');
}

static void
many(const struct words *w, const struct rr_when *x)
{
	rr_buf_printf(w->b, "the %s of ", x->op == RR_WHEN_EARLIEST ?
	    "earliest" : "latest");
	for (size_t i = 0; i < x->nof; i++) {
		rr_buf_add(w->b, i == 0 ? "" : i + 1 < x->nof ? ", " :
		    " and ");
		when_words(w, x->of[i]);
	}
}

static void
when_words(const struct words *w, const struct rr_when *x)
{
	int n = x->n < 0 ? -x->n : x->n;

	switch (x->op) {
	case RR_WHEN_DATE:
		rr_date_text(x->date, w->b);
		break;
	case RR_WHEN_EVENT:
	case RR_WHEN_SELF:
	case RR_WHEN_LINKED:
		part(w, x);
		break;
	case RR_WHEN_REACHED:
		rr_buf_add(w->b, "the day of ");
		what_of(w, x->name);
		break;
	case RR_WHEN_GIVEN:
		rr_buf_add(w->b, x->part == RR_PART_RECEIPT ? "receipt" :
		    "sending");
		break;
	case RR_WHEN_OFFSET:
		rr_buf_printf(w->b, "%d %s%s%s %s ", n, x->clear ? "clear " :
		    "", rr_unit_text(x, w->a), n == 1 ? "" : "s",
		    x->n < 0 ? "before" : "after");
		when_words(w, x->of[0]);
		break;
	case RR_WHEN_EARLIEST:
	case RR_WHEN_LATEST:
		many(w, x);
		break;
	case RR_WHEN_IF:
		when_words(w, x->of[0]);
		rr_buf_add(w->b, " (if ");
		cond_words(w, x->cond, true);
		rr_buf_add(w->b, ") or ");
		when_words(w, x->of[1]);
		break;
	}
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
	}
	return "";
}

static void
field(const struct words *w, const struct rr_cond *c)
{
	static const char its[] = "it.";
	const char *other = c->value == NULL || strncmp(c->value, its,
	    strlen(its)) != 0 ? NULL : c->value + strlen(its);

	title(w, c->name);
	rr_buf_printf(w->b, " %s %s", compared(c->compare), c->then ?
	    "at that time " : "");
	if (other != NULL)
		title(w, other);
	else
		rr_buf_add(w->b, c->value != NULL ? c->value : "blank");
}

static void
day(const struct words *w, const struct rr_cond *c)
{
	if (c->left == NULL)
		title(w, c->name);
	else if (c->via != NULL) {
		rr_buf_add(w->b, c->left->name);
		whose(w, c->left->name, " about", c->via, NULL);
	} else
		when_words(w, c->left);
	rr_buf_printf(w->b, " %s ", rr_order_words(c->compare));
	when_words(w, c->day);
}

/* What is asked of each of many stands in parentheses. */
static void
each(const struct words *w, const struct rr_cond *c)
{
	struct words own = { w->a, c->op == RR_COND_EACH ?
	    rr_agreement_event(w->a, c->name) : w->it, w->b };

	if (c->op == RR_COND_EACH) {
		rr_buf_add(w->b, "of each ");
		thing(w, c);
	} else if (c->about) {
		rr_buf_add(w->b, "of ");
		title(w, c->name);
	} else
		rr_buf_printf(w->b, "of each who is %s", c->name);
	rr_buf_add(w->b, " (");
	cond_words(&own, c->of[0], true);
	rr_buf_addc(w->b, ')');
}

static void
joined(const struct words *w, const struct rr_cond *c)
{
	for (size_t i = 0; i < c->nof; i++) {
		bool inner = c->of[i]->op == RR_COND_OR ||
		    c->of[i]->op == RR_COND_AND;

		if (i > 0)
			rr_buf_add(w->b, c->op == RR_COND_OR ? " or " :
			    " and ");
		rr_buf_add(w->b, inner ? "(" : "");
		cond_words(w, c->of[i], true);
		rr_buf_add(w->b, inner ? ")" : "");
	}
}

/* Of what is told in one clause; IS: not its contrary. */
static void
clause(const struct words *w, const struct rr_cond *c, bool is)
{
	const struct rr_question *q;

	switch (c->op) {
	case RR_COND_ANSWER:
		q = &w->a->questions[c->question];
		rr_buf_printf(w->b, "%s is %s%s", q->key, is ? "" : "not ",
		    q->answers[c->answer].key);
		break;
	case RR_COND_HAPPENED:
		rr_buf_add(w->b, is || c->name == NULL ? "" : "no ");
		thing(w, c);
		rr_buf_add(w->b, is || c->name != NULL ? " is on record" :
		    " is not on record");
		break;
	case RR_COND_SETTLED:
		what_of(w, c->name);
		whose(w, c->name, c->about || c->via != NULL ? " about" : "",
		    c->via, NULL);
		rr_buf_add(w->b, c->votes ? is ? " has the votes" :
		    " has not the votes" : is ? " is settled" :
		    " is not settled");
		break;
	case RR_COND_HOLDS:
		what_of(w, c->name);
		rr_buf_add(w->b, is ? " runs" : " does not run");
		if (c->day == NULL)
			break;
		rr_buf_add(w->b, " on ");
		when_words(w, c->day);
		break;
	case RR_COND_REACHED:
		what_of(w, c->name);
		rr_buf_add(w->b, is ? " is reached" : " is not reached");
		break;
	case RR_COND_KIND:
		rr_buf_printf(w->b, "it is %s%s", is ? "" : "no ", c->name);
		break;
	case RR_COND_FALLS:
		if (c->name != NULL)
			title(w, c->name);
		else
			rr_buf_add(w->b, "its day");
		rr_buf_printf(w->b, " falls on %s %s", is ? "a" : "no",
		    w->a->kinds[c->kind].name);
		break;
	default:
		rr_buf_add(w->b, is ? "" : "it is not so that ");
		if (!is)
			cond_words(w, c, true);
		break;
	}
}

static void
cond_words(const struct words *w, const struct rr_cond *c, bool is)
{
	if (!is) {
		clause(w, c, false);
		return;
	}
	switch (c->op) {
	case RR_COND_OR:
	case RR_COND_AND:
		joined(w, c);
		break;
	case RR_COND_NOT:
		cond_words(w, c->of[0], false);
		break;
	case RR_COND_WAY:
		thing(w, c);
		rr_buf_printf(w->b, " %s%s%s", rr_way_words(c->way),
		    c->value != NULL ? " " : "", c->value != NULL ? c->value :
		    "");
		break;
	case RR_COND_EVERY:
		rr_buf_printf(w->b, "each who is %s has a %s%s", c->name,
		    c->listed ? "listed " : "", c->value);
		break;
	case RR_COND_EVERY_MEETS:
	case RR_COND_EACH:
		each(w, c);
		break;
	case RR_COND_DAY:
		day(w, c);
		break;
	case RR_COND_FIELD:
		field(w, c);
		break;
	default:
		clause(w, c, true);
		break;
	}
}

const char *
rr_cond_words(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_fact *it)
{
	struct rr_buf b = RR_BUF_INIT;
	const struct words w = { ev->agreement, it == NULL ? NULL :
	    rr_agreement_event(ev->agreement, it->name), &b };

	cond_words(&w, c, true);
	return rr_buf_keep(&b, ev->arena);
}

const char *
rr_when_words(struct rr_eval *ev, const struct rr_when *x,
    const struct rr_fact *it)
{
	struct rr_buf b = RR_BUF_INIT;
	const struct words w = { ev->agreement, it == NULL ? NULL :
	    rr_agreement_event(ev->agreement, it->name), &b };

	when_words(&w, x);
	return rr_buf_keep(&b, ev->arena);
}
