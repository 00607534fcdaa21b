/*
 * mentions.c: which events and notices the terms of a provision read.
 *
 * What a rule comes to can rest on an entry although it comes to the same
 * without it today; its terms say so by the name.  An "it" has no name: what
 * is about the subject is found by the outcome.
 */
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/seal.h"
#include "regrights/expr.h"

/* Whether its NAME is of entries; a KIND is asked of one that is "it". */
static bool
is_of_entries(const struct rr_expr *x)
{
	return x->name != NULL && (x->op == RR_EXPR_TAKEN ||
	    x->op == RR_EXPR_WAITS || (x->op != RR_EXPR_SETTLED &&
	    rr_expr_takes(x->op, RR_REACH_ABOUT)));
}

static bool	 expr_names(const struct rr_agreement *, const struct rr_expr *,
		    const char *name);

/* Any of the expressions that it consists of, or what it refers to. */
static bool
part_names(const struct rr_agreement *a, const struct rr_expr *x,
    const char *name)
{
	const struct rr_provision *p = x->op == RR_EXPR_OTHER ?
	    rr_agreement_provision(a, x->name) : NULL;
	bool found = expr_names(a, x->where, name);

	for (size_t i = 0; i < x->nof && !found; i++)
		found = expr_names(a, x->of[i], name);
	return found || (p != NULL && rr_terms_mention(a, p, name));
}

/* It can be NULL. */
static bool
expr_names(const struct rr_agreement *a, const struct rr_expr *x,
    const char *name)
{
	return x != NULL && ((is_of_entries(x) && strcmp(x->name, name) == 0) ||
	    part_names(a, x, name));
}

static bool
in_share(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name)
{
	const struct rr_share_terms *t = &p->share;
	const char *of = a->bases[t->base].of;
	const struct rr_provision *cut = a->bases[t->base].cut_by == NULL ?
	    NULL : rr_agreement_provision(a, a->bases[t->base].cut_by);

	return strcmp(t->votes, name) == 0 ||
	    (cut != NULL && (rr_is_each(cut, name) ||
	    rr_terms_mention(a, cut, name))) ||
	    (of != NULL && strcmp(of, name) == 0) ||
	    (t->settled_by != NULL && strcmp(t->settled_by, name) == 0) ||
	    rr_is_one_of(t->also, t->nalso, name) ||
	    rr_is_one_of(t->or_any, t->nor_any, name) ||
	    expr_names(a, t->for_if, name) ||
	    expr_names(a, t->excludes_if, name) ||
	    expr_names(a, t->exempt_if, name) ||
	    expr_names(a, t->also_if, name);
}

static bool
in_period(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name)
{
	const struct rr_period_terms *t = &p->period;

	return rr_is_one_of(p->each, p->neach, name) ||
	    expr_names(a, t->from, name) || expr_names(a, t->until, name) ||
	    expr_names(a, t->while_cond, name);
}

static bool
in_counter(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name)
{
	const struct rr_counter_terms *t = &p->counter;

	return rr_is_one_of(p->each, p->neach, name) ||
	    strcmp(t->of, name) == 0 || expr_names(a, t->day, name) ||
	    (t->renewed_by != NULL && strcmp(t->renewed_by, name) == 0) ||
	    expr_names(a, t->counts_if, name) || expr_names(a, t->all_if, name);
}

static bool
in_cap(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name)
{
	const struct rr_cap_terms *t = &p->cap;

	return strcmp(t->of, name) == 0 || expr_names(a, t->counts_if, name) ||
	    expr_names(a, t->apart_if, name);
}

static bool
in_allot(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name)
{
	return strcmp(p->allot.requests, name) == 0 ||
	    expr_names(a, p->allot.held_if, name);
}

static bool
in_sum(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name)
{
	bool found = false;

	for (size_t i = 0; i < p->sum.n && !found; i++)
		found = expr_names(a, p->sum.lines[i].sum, name) ||
		    expr_names(a, p->sum.lines[i].shown_if, name);
	return found;
}

static bool
in_list(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name)
{
	bool found = expr_names(a, p->list.contested_if, name);

	for (size_t i = 0; i < p->list.n && !found; i++)
		found = expr_names(a, p->list.items[i].done, name) ||
		    expr_names(a, p->list.items[i].needed_if, name);
	return found;
}

typedef bool	 in_kind(const struct rr_agreement *,
		    const struct rr_provision *, const char *name);

static in_kind *const in[RR_KIND_MAX] = {
	[RR_KIND_SHARE] = in_share,
	[RR_KIND_PERIOD] = in_period,
	[RR_KIND_COUNTER] = in_counter,
	[RR_KIND_CAP] = in_cap,
	[RR_KIND_ALLOT] = in_allot,
	[RR_KIND_SUM] = in_sum,
	[RR_KIND_LIST] = in_list,
	[RR_KIND_TEST] = in_list
};

bool
rr_terms_mention(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name)
{
	return expr_names(a, p->only_if, name) ||
	    (in[p->kind] != NULL && in[p->kind](a, p, name));
}
