/*
 * contradict.c: terms that cannot stand together.
 *
 * The check adds every contradiction that it finds, each with the place of the
 * value that cannot stand.
 */
#include <string.h>

#include "regrights/agreement.h"

static void
check_field(const struct rr_agreement *a, const struct rr_field_decl *d,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < d->nof; i++)
		if (rr_agreement_event(a, d->of[i]) == NULL)
			rr_diag(diags, RR_E_NO_EVENT, d->pos,
			    "field '%s' names '%s'", d->key, d->of[i]);
}

static void
check_event(const struct rr_agreement *a, const struct rr_event *e,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < e->nabout; i++)
		if (rr_agreement_event(a, e->about[i]) == NULL)
			rr_diag(diags, RR_E_NO_EVENT, e->pos,
			    "'%s' is about '%s'", e->name, e->about[i]);
	for (size_t i = 0; i < e->nfields; i++)
		check_field(a, &e->fields[i], diags);
}

/* What each kind of provision has in common: whom and what it is about. */
static void
check_each(const struct rr_agreement *a, const struct rr_provision *p,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < p->neach; i++) {
		const struct rr_event *e = rr_agreement_event(a, p->each[i]);

		if (e == NULL)
			rr_diag(diags, RR_E_NO_EVENT, p->cite.pos,
			    "'%s' is for each '%s'", p->id, p->each[i]);
		else if (p->per == RR_PER_RECIPIENT && !e->notice)
			rr_diag(diags, RR_E_CONTRADICT, p->cite.pos,
			    "'%s' is per recipient, but not for each notice",
			    p->id);
	}
	if (p->per == RR_PER_RECIPIENT && p->neach == 0)
		rr_diag(diags, RR_E_CONTRADICT, p->cite.pos,
		    "'%s' is per recipient, but not for each notice", p->id);
}

static void
check_days(const char *const *known, size_t n,
    const char *const *keys, size_t nkeys, const struct rr_day_kind *k,
    struct rr_diags *diags)
{
	for (size_t i = 0; known != NULL && i < nkeys; i++) {
		size_t j = 0;

		while (j < n && strcmp(known[j], keys[i]) != 0)
			j++;
		if (j == n)
			rr_diag(diags, RR_E_NO_CALENDAR, k->pos,
			    "'%s' names '%s'", k->name, keys[i]);
	}
}

/* Each name is complained of once, with the first place that has it. */
static void
check_twice(const struct rr_agreement *a, struct rr_diags *diags)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];
		const struct rr_provision *first = rr_agreement_provision(a,
		    p->id);

		if (first != p)
			rr_diag_since(diags, RR_E_DUPLICATE, p->cite.pos,
			    first->cite.pos, "'%s'", p->id);
	}
	for (size_t i = 0; i < a->nevents; i++) {
		const struct rr_event *e = &a->events[i];
		const struct rr_event *first = rr_agreement_event(a, e->name);

		if (first != e)
			rr_diag_since(diags, RR_E_DUPLICATE, e->pos,
			    first->pos, "'%s'", e->name);
	}
}

static void
check_ladder(const struct rr_ladder *l, struct rr_diags *diags)
{
	for (size_t i = 0; i < l->nclauses; i++) {
		const struct rr_notice_clause *c = &l->clauses[i];
		size_t j = 0;

		if (c->window.until < c->window.from ||
		    (c->window.until == c->window.from &&
		    (c->window.from_open || c->window.until_open)))
			rr_diag(diags, RR_E_ORDER, c->pos,
			    "no moment of a day fits this branch");
		while (c->numbers != NULL && j < l->nlists &&
		    strcmp(l->lists[j].key, c->numbers) != 0)
			j++;
		if (c->numbers != NULL && j == l->nlists)
			rr_diag(diags, RR_E_NO_NUMBERS, c->pos, "'%s'",
			    c->numbers);
	}
}

static void
check_claims(const struct rr_agreement *a, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	const char *const names[] = { a->claims->opens, a->claims->bills,
	    a->claims->pays };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (rr_agreement_event(a, names[i]) == NULL)
			rr_diag(diags, RR_E_NO_EVENT, nowhere,
			    "claims name '%s'", names[i]);
}

bool
rr_agreement_check(const struct rr_agreement *a, const char *const *known,
    size_t n, struct rr_diags *diags)
{
	size_t before = rr_diags_errors(diags);

	check_twice(a, diags);
	for (size_t i = 0; i < a->nevents; i++)
		check_event(a, &a->events[i], diags);
	for (size_t i = 0; i < a->nkinds; i++) {
		const struct rr_day_kind *k = &a->kinds[i];

		check_days(known, n, k->closed, k->nclosed, k, diags);
		for (size_t j = 0; j < k->noptions; j++)
			check_days(known, n, k->options[j].calendars,
			    k->options[j].n, k, diags);
	}
	for (size_t i = 0; i < a->nprovisions; i++) {
		check_each(a, &a->provisions[i], diags);
		if (a->provisions[i].kind->check != NULL)
			a->provisions[i].kind->check(a, &a->provisions[i],
			    diags);
	}
	if (a->ladder != NULL)
		check_ladder(a->ladder, diags);
	if (a->claims != NULL)
		check_claims(a, diags);
	return rr_diags_errors(diags) == before;
}
