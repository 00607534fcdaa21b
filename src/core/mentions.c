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
#include "regrights/sum.h"
#include "regrights/when.h"

static bool	 when_names(const struct rr_when *, const char *name);

/* Either can be NULL, as can the conditions and sums below. */
static bool
cond_names(const struct rr_cond *c, const char *name)
{
	bool found;

	if (c == NULL)
		return false;
	found = (c->op == RR_COND_HAPPENED || c->op == RR_COND_WAY ||
	    c->op == RR_COND_EACH) && c->name != NULL &&
	    strcmp(c->name, name) == 0;
	for (size_t i = 0; i < c->nof && !found; i++)
		found = cond_names(c->of[i], name);
	return found || when_names(c->left, name) || when_names(c->day, name);
}

static bool
when_names(const struct rr_when *w, const char *name)
{
	bool found;

	if (w == NULL)
		return false;
	found = (w->op == RR_WHEN_EVENT || w->op == RR_WHEN_LINKED) &&
	    strcmp(w->name, name) == 0;
	for (size_t i = 0; i < w->nof && !found; i++)
		found = when_names(w->of[i], name);
	return found || cond_names(w->cond, name);
}

static bool
sum_names(const struct rr_agreement *a, const struct rr_sum *x,
    const char *name)
{
	const struct rr_provision *p = x->op == RR_SUM_OTHER ?
	    rr_agreement_provision(a, x->name) : NULL;
	bool found = (x->name != NULL && strcmp(x->name, name) == 0) ||
	    cond_names(x->cond, name);

	for (size_t i = 0; i < x->nof && !found; i++)
		found = sum_names(a, x->of[i], name);
	return found || (p != NULL && rr_terms_mention(a, p, name));
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
	    cond_names(t->for_if, name) || cond_names(t->excludes_if, name) ||
	    cond_names(t->exempt_if, name) || cond_names(t->also_if, name);
}

static bool
in_period(const struct rr_agreement *a __attribute__((unused)),
    const struct rr_provision *p, const char *name)
{
	const struct rr_period_terms *t = &p->period;

	return rr_is_one_of(p->each, p->neach, name) ||
	    when_names(t->from, name) || when_names(t->until, name) ||
	    cond_names(t->while_cond, name);
}

static bool
in_counter(const struct rr_agreement *a __attribute__((unused)),
    const struct rr_provision *p, const char *name)
{
	const struct rr_counter_terms *t = &p->counter;

	return rr_is_one_of(p->each, p->neach, name) ||
	    strcmp(t->of, name) == 0 || when_names(t->day, name) ||
	    (t->renewed_by != NULL && strcmp(t->renewed_by, name) == 0) ||
	    cond_names(t->counts_if, name) || cond_names(t->all_if, name);
}

static bool
in_cap(const struct rr_agreement *a __attribute__((unused)),
    const struct rr_provision *p, const char *name)
{
	const struct rr_cap_terms *t = &p->cap;

	return strcmp(t->of, name) == 0 || cond_names(t->counts_if, name) ||
	    cond_names(t->apart_if, name);
}

static bool
in_allot(const struct rr_agreement *a __attribute__((unused)),
    const struct rr_provision *p, const char *name)
{
	return strcmp(p->allot.requests, name) == 0 ||
	    cond_names(p->allot.held_if, name);
}

static bool
in_sum(const struct rr_agreement *a, const struct rr_provision *p,
    const char *name)
{
	bool found = false;

	for (size_t i = 0; i < p->sum.n && !found; i++)
		found = sum_names(a, p->sum.lines[i].sum, name) ||
		    cond_names(p->sum.lines[i].shown_if, name);
	return found;
}

static bool
in_list(const struct rr_agreement *a __attribute__((unused)),
    const struct rr_provision *p, const char *name)
{
	bool found = cond_names(p->list.contested_if, name);

	for (size_t i = 0; i < p->list.n && !found; i++)
		found = cond_names(p->list.items[i].done, name) ||
		    cond_names(p->list.items[i].needed_if, name);
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
	return cond_names(p->only_if, name) ||
	    (in[p->kind] != NULL && in[p->kind](a, p, name));
}
