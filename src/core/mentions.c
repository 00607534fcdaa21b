/*
 * mentions.c: which events and notices the terms of a provision read.
 *
 * What a rule comes to can rest on an entry although it comes to the same
 * without it today; its terms say so by the name.  An "it" has no name: what
 * is about the subject is found by the outcome.  Whether what is about one
 * entry also ends what another began, they say by the field that both share.
 */
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/expr.h"

struct mention {
	const struct rr_agreement	*a;
	const char			*name;
};

/* Whether its NAME is of entries; a KIND is asked of one that is "it". */
static bool
is_of_entries(const struct rr_expr *x)
{
	return x->name != NULL && (x->op == RR_EXPR_TAKEN ||
	    x->op == RR_EXPR_WAITS || (x->op != RR_EXPR_SETTLED &&
	    rr_expr_takes(x->op, RR_REACH_ABOUT)));
}

/* It, any of the expressions that it consists of, or what it refers to. */
static bool
expr_names(const struct mention *m, const struct rr_expr *x)
{
	const struct rr_provision *p = x->op == RR_EXPR_OTHER ?
	    rr_agreement_provision(m->a, x->name) : NULL;
	bool found = (is_of_entries(x) && strcmp(x->name, m->name) == 0) ||
	    (x->where != NULL && expr_names(m, x->where));

	for (size_t i = 0; i < x->nof && !found; i++)
		found = expr_names(m, x->of[i]);
	return found || (p != NULL && rr_terms_mention(m->a, p, m->name));
}

static bool
is_mentioned(void *ctx, const struct rr_expr *x, const char *name, unsigned as)
{
	const struct mention *m = ctx;

	return x != NULL ? expr_names(m, x) : (as & RR_AS_ENTRY) != 0 &&
	    strcmp(name, m->name) == 0;
}

bool
rr_terms_mention(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name)
{
	struct mention m = { a, name };
	const struct rr_reader look = { a, is_mentioned, &m };

	return rr_look_through(&look, p);
}

struct share {
	const char		*name;
	int			*asked;
	const struct rr_expr	*found;
};

/* ASKED is the last open point that was asked before it. */
static bool
is_shared(struct share *s, const struct rr_expr *x)
{
	if (x->op == RR_EXPR_ANSWER)
		*s->asked = x->question;
	if (x->op == RR_EXPR_EVENT && x->reach == RR_REACH_UNDER &&
	    x->via != NULL && (s->name == NULL ||
	    strcmp(x->name, s->name) == 0))
		s->found = x;
	for (size_t i = 0; i < x->nof && s->found == NULL; i++)
		is_shared(s, x->of[i]);
	return s->found != NULL;
}

static bool
look_shared(void *ctx, const struct rr_expr *x,
    const char *name __attribute__((unused)), unsigned as)
{
	return x != NULL && (as & RR_AS_AWAITED) != 0 && is_shared(ctx, x);
}

const char *
rr_terms_share(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name, int *asked)
{
	struct share s = { name, asked, NULL };
	const struct rr_reader look = { a, look_shared, &s };

	*asked = -1;
	return rr_look_through(&look, p) ? s.found->via : NULL;
}
