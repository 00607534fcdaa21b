/*
 * beside.c: what else than deadlines rests on entries: what is counted, periods
 * that run, who has a part.
 *
 * It is found by holding two derivations against each other, with the entries
 * and without.  A period is not known, too, where its terms read what the
 * entries are: one that begins later may rest on them.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/seal.h"

struct pair {
	struct rr_arena			*arena;
	const struct rr_derivation	*was, *is;
	const struct rr_agreement	*agreement;
};

static bool
is_vote(const struct rr_agreement *a, const struct rr_fact *f)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];

		if (p->kind == RR_KIND_SHARE &&
		    strcmp(p->share.votes, f->name) == 0)
			return true;
	}
	return false;
}

/* What moves securities, and what is a vote: how many there are. */
static size_t
counted(struct rr_arena *arena, const struct rr_input *in)
{
	const struct rr_agreement *a = rr_engine_agreement(in->engine);
	size_t n = rr_moves_new(arena, a, in->facts)->n;

	for (size_t i = 0; i < in->facts->n; i++) {
		const struct rr_fact *f = &in->facts->all[i];

		if ((f->shape == RR_SHAPE_EVENT ||
		    f->shape == RR_SHAPE_NOTICE) && is_vote(a, f))
			n++;
	}
	return n;
}

static bool
same_number(const struct rr_outcome *a, const struct rr_outcome *b)
{
	return a->counted == b->counted && a->base == b->base &&
	    a->needed == b->needed && a->have == b->have;
}

static bool
same_count(const struct rr_finding *a, const struct rr_finding *b)
{
	bool same = same_number(&a->out, &b->out) &&
	    a->nreadings == b->nreadings;

	for (size_t i = 0; same && i < a->nreadings; i++)
		same = same_number(&a->readings[i].out, &b->readings[i].out);
	return same;
}

static bool
is_in_sight(const struct rr_derivation *dv, const struct rr_fact *f)
{
	return f == NULL ||
	    rr_facts_live(dv->input->facts, f->seq, f->row) != NULL;
}

/* A count about what is still in sight is another, or is not there. */
static bool
counts_differ(struct rr_arena *arena, const struct rr_derivation *was,
    const struct rr_derivation *is)
{
	struct rr_map *after = rr_map_new(arena);

	for (size_t i = 0; i < is->nfindings; i++)
		rr_map_set(after, is->findings[i].id, &is->findings[i]);
	for (size_t i = 0; i < was->nfindings; i++) {
		const struct rr_finding *f = &was->findings[i];
		const struct rr_finding *o = rr_map_find(after, f->id);

		if (rr_kind_counts(f->provision->kind) &&
		    is_in_sight(is, f->subject) &&
		    (o == NULL || !same_count(f, o)))
			return true;
	}
	return false;
}

/* Claims have no map: both lie in the order of their entries. */
static bool
bills_differ(const struct rr_derivation *was, const struct rr_derivation *is)
{
	for (size_t i = 0, k = 0; i < is->nclaims; i++) {
		const struct rr_claim *c = &is->claims[i];

		while (k < was->nclaims && (was->claims[k].fact->seq !=
		    c->fact->seq || was->claims[k].fact->row != c->fact->row))
			k++;
		if (k == was->nclaims || was->claims[k].nbills != c->nbills ||
		    was->claims[k].billed != c->billed ||
		    was->claims[k].paid != c->paid)
			return true;
	}
	return false;
}

static bool
names(const char *name, const struct rr_cond *, const struct rr_when *);

static bool
cond_names(const char *name, const struct rr_cond *c)
{
	bool found = (c->op == RR_COND_HAPPENED || c->op == RR_COND_WAY ||
	    c->op == RR_COND_EACH) && c->name != NULL &&
	    strcmp(c->name, name) == 0;

	for (size_t i = 0; i < c->nof && !found; i++)
		found = names(name, c->of[i], NULL);
	return found || names(name, NULL, c->day);
}

/* Does the expression read what is of that name?  Either may be NULL. */
static bool
names(const char *name, const struct rr_cond *c, const struct rr_when *w)
{
	bool found = c != NULL && cond_names(name, c);

	if (w == NULL || found)
		return found;
	found = (w->op == RR_WHEN_EVENT || w->op == RR_WHEN_LINKED) &&
	    strcmp(w->name, name) == 0;
	for (size_t i = 0; i < w->nof && !found; i++)
		found = names(name, NULL, w->of[i]);
	return found || names(name, w->cond, NULL);
}

static bool
reads(const struct rr_provision *p, const char *name)
{
	for (size_t i = 0; i < p->neach; i++)
		if (strcmp(p->each[i], name) == 0)
			return true;
	return names(name, p->only_if, p->period.from) ||
	    names(name, p->period.while_cond, p->period.until);
}

/* What of the terms is gone, as an entry itself or as what is about it. */
static bool
reads_gone(const struct pair *x, const struct rr_provision *p)
{
	const struct rr_facts *facts = x->was->input->facts;

	for (size_t i = 0; i < facts->n; i++) {
		const struct rr_fact *f = &facts->all[i], *of = f;

		if (is_in_sight(x->is, f) || rr_facts_live(facts, f->seq,
		    f->row) == NULL)
			continue;
		if (f->shape != RR_SHAPE_EVENT && f->shape != RR_SHAPE_NOTICE)
			of = rr_facts_live(facts, f->about, f->about_row);
		if (of != NULL && (of->shape == RR_SHAPE_EVENT ||
		    of->shape == RR_SHAPE_NOTICE) && reads(p, of->name))
			return true;
	}
	return false;
}

static bool
same_period(const struct rr_finding *a, const struct rr_finding *b)
{
	return a->out.state == b->out.state &&
	    a->nreadings == b->nreadings &&
	    rr_date_cmp(a->out.from, b->out.from) == 0 &&
	    rr_date_cmp(a->out.until, b->out.until) == 0;
}

/* One of the provision's periods is another, or is not there. */
static bool
period_differs(const struct pair *x, struct rr_map *after,
    const struct rr_provision *p)
{
	for (size_t i = 0; i < x->was->nfindings; i++) {
		const struct rr_finding *f = &x->was->findings[i];
		const struct rr_finding *o = rr_map_find(after, f->id);

		if (strcmp(f->provision->id, p->id) == 0 &&
		    (f->party == NULL || rr_roster_find(x->is->input->roster,
		    f->party) != NULL) && (o == NULL || !same_period(f, o)))
			return true;
	}
	return false;
}

static void
keep_class(const struct pair *x, enum rr_rests rests, const char *which,
    const char *of, const char *section, struct rr_rested *r)
{
	memset(r, 0, sizeof(*r));
	r->rests = rests;
	r->of = of;
	r->what = which[0] == '\0' ? rr_rests_what(rests) : rr_arena_printf(
	    x->arena, "%s: %s", rr_rests_what(rests), which);
	r->section = section != NULL ? section : x->agreement->nbases > 0 ?
	    x->agreement->bases[0].section : "";
	r->by = "";
	r->sense = RR_NO_LATER_THAN;
	r->status = RR_STATUS_WAITING;
	r->raw = r->rolled = r->until = r->working = RR_DATE_NONE;
}

static size_t
keep_periods(const struct pair *x, struct rr_rested *r)
{
	struct rr_map *after = rr_map_new(x->arena);
	struct rr_buf of = RR_BUF_INIT, which = RR_BUF_INIT;
	const char *section = NULL;

	for (size_t i = 0; i < x->is->nfindings; i++)
		rr_map_set(after, x->is->findings[i].id, &x->is->findings[i]);
	for (size_t i = 0; i < x->agreement->nprovisions; i++) {
		const struct rr_provision *p = &x->agreement->provisions[i];

		if (p->kind != RR_KIND_PERIOD || (!reads_gone(x, p) &&
		    !period_differs(x, after, p)))
			continue;
		rr_buf_printf(&of, "%s%s", of.len > 0 ? " " : "", p->id);
		rr_buf_printf(&which, "%s%s", which.len > 0 ? "; " : "",
		    p->what);
		section = section == NULL ? p->cite.section : section;
	}
	if (of.len > 0)
		keep_class(x, RR_RESTS_PERIODS,
		    rr_buf_keep(&which, x->arena),
		    rr_buf_keep(&of, x->arena), section, r);
	return section != NULL;
}

/* Each role that a party has who is gone, or has it no more. */
static void
add_roles(const struct rr_party *was, const struct rr_party *is,
    struct rr_arena *arena, struct rr_buf *roles)
{
	const char *list = was->roles;

	while (*list != '\0') {
		size_t n = strcspn(list, " ");
		const char *one = rr_arena_strndup(arena, list, n);

		list += n + strspn(list + n, " ");
		if ((is == NULL || !rr_list_has(is->roles, one)) &&
		    (roles->len == 0 || !rr_list_has(roles->s, one)))
			rr_buf_printf(roles, "%s%s", roles->len > 0 ? " " :
			    "", one);
	}
}

static size_t
keep_parties(const struct pair *x, struct rr_rested *r)
{
	const struct rr_roster *all = x->was->input->roster;
	struct rr_buf roles = RR_BUF_INIT;
	const char *of;

	for (size_t i = 0; i < all->n; i++)
		add_roles(&all->parties[i], rr_roster_find(
		    x->is->input->roster, all->parties[i].key), x->arena,
		    &roles);
	of = rr_buf_keep(&roles, x->arena);
	if (of[0] != '\0')
		keep_class(x, RR_RESTS_PARTIES, of, of, NULL, r);
	return of[0] != '\0';
}

size_t
rr_rested_beside(struct rr_arena *arena, const struct rr_derivation *was,
    const struct rr_derivation *is, struct rr_rested *rows)
{
	const struct pair x = { arena, was, is,
	    rr_engine_agreement(is->input->engine) };
	size_t n = 0;

	if (counted(arena, was->input) != counted(arena, is->input) ||
	    counts_differ(arena, was, is) || bills_differ(was, is))
		keep_class(&x, RR_RESTS_COUNTS, "", "", NULL, &rows[n++]);
	n += keep_periods(&x, &rows[n]);
	return n + keep_parties(&x, &rows[n]);
}
