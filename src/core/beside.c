/*
 * beside.c: what else than deadlines rests on entries: what is counted, periods
 * that run, who has a part, what lists and tests find.
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
	/* findings by their ids */
	struct rr_map			*before, *after;
};

typedef bool	 rr_differs(const struct pair *, const struct rr_provision *);

static size_t
moved(struct rr_arena *arena, const struct rr_input *in)
{
	return rr_moves_new(arena, rr_engine_agreement(in->engine),
	    in->facts)->n;
}

static bool
same_number(const struct rr_outcome *a, const struct rr_outcome *b)
{
	return a->counted == b->counted && a->base == b->base &&
	    a->needed == b->needed && a->have == b->have;
}

static bool
same_outcome(const struct rr_outcome *a, const struct rr_outcome *b)
{
	return a->state == b->state && same_number(a, b);
}

static bool
same_count(const struct rr_finding *a, const struct rr_finding *b)
{
	bool same = same_outcome(&a->out, &b->out) &&
	    a->nreadings == b->nreadings;

	for (size_t i = 0; same && i < a->nreadings; i++)
		same = same_outcome(&a->readings[i].out, &b->readings[i].out);
	return same;
}

static bool
is_in_sight(const struct rr_derivation *dv, const struct rr_fact *f)
{
	return f == NULL ||
	    rr_facts_live(dv->input->facts, f->seq, f->row) != NULL;
}

/* Whether one who has a line is gone: that is told of the parties. */
static bool
is_gone(const struct rr_derivation *dv, const char *party)
{
	return party != NULL &&
	    rr_roster_find(dv->input->roster, party) == NULL;
}

static const struct rr_finding_item *
line_of(const struct rr_finding *f, const struct rr_finding_item *x)
{
	for (size_t i = 0; i < f->nitems; i++) {
		const struct rr_finding_item *o = &f->items[i];

		if (strcmp(o->key, x->key) == 0 && (o->party == NULL ?
		    x->party == NULL : x->party != NULL &&
		    strcmp(o->party, x->party) == 0))
			return o;
	}
	return NULL;
}

/* A list or a test, beside what it says of those who are gone. */
static bool
same_lines(const struct rr_derivation *is, const struct rr_finding *a,
    const struct rr_finding *b)
{
	bool some_gone = false;

	for (size_t i = 0; i < a->nitems; i++) {
		const struct rr_finding_item *x = &a->items[i];
		const struct rr_finding_item *o = line_of(b, x);
		bool gone = is_gone(is, x->party);

		some_gone |= gone;
		if (!gone && (o == NULL || o->state != x->state))
			return false;
	}
	return some_gone || (a->out.state == b->out.state &&
	    a->nitems == b->nitems && a->nreadings == b->nreadings);
}

/* What the provision comes to, of what is still in sight, is another. */
static bool
finding_differs(const struct pair *x, const struct rr_provision *p)
{
	for (size_t i = 0; i < x->was->nfindings; i++) {
		const struct rr_finding *f = &x->was->findings[i], *o;

		if (strcmp(f->provision->id, p->id) != 0 ||
		    !is_in_sight(x->is, f->subject) ||
		    is_gone(x->is, f->party))
			continue;
		o = rr_map_find(x->after, f->id);
		if (o == NULL || !(p->kind->counts ?
		    same_count(f, o) : same_lines(x->is, f, o)))
			return true;
	}
	for (size_t i = 0; i < x->is->nfindings; i++)
		if (strcmp(x->is->findings[i].provision->id, p->id) == 0 &&
		    rr_map_find(x->before, x->is->findings[i].id) == NULL)
			return true;
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
		if (k == was->nclaims || !rr_claim_same(&was->claims[k], c))
			return true;
	}
	return false;
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
		    of->shape == RR_SHAPE_NOTICE) &&
		    rr_terms_mention(x->agreement, p, of->name))
			return true;
	}
	return false;
}

/*
 * Whether anything that is counted can be another: also where it comes to the
 * same now, as it waits for what was sealed before.
 */
static bool
counts_differ(const struct pair *x)
{
	if (moved(x->arena, x->was->input) != moved(x->arena, x->is->input) ||
	    bills_differ(x->was, x->is))
		return true;
	for (size_t i = 0; i < x->agreement->nprovisions; i++) {
		const struct rr_provision *p = &x->agreement->provisions[i];

		if (p->kind->counts && (reads_gone(x, p) ||
		    finding_differs(x, p)))
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
period_differs(const struct pair *x, const struct rr_provision *p)
{
	for (size_t i = 0; i < x->was->nfindings; i++) {
		const struct rr_finding *f = &x->was->findings[i];
		const struct rr_finding *o = rr_map_find(x->after, f->id);

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

/* The ids of those that may come to something else, and their words. */
static size_t
keep_rules(const struct pair *x, enum rr_rests rests, rr_differs *differs,
    struct rr_rested *r)
{
	struct rr_buf of = RR_BUF_INIT, which = RR_BUF_INIT;
	const char *section = NULL;

	for (size_t i = 0; i < x->agreement->nprovisions; i++) {
		const struct rr_provision *p = &x->agreement->provisions[i];

		if (!differs(x, p))
			continue;
		rr_buf_printf(&of, "%s%s", of.len > 0 ? " " : "", p->id);
		rr_buf_printf(&which, "%s%s", which.len > 0 ? "; " : "",
		    p->what);
		section = section == NULL ? p->cite.section : section;
	}
	if (of.len > 0)
		keep_class(x, rests, rr_buf_keep(&which, x->arena),
		    rr_buf_keep(&of, x->arena), section, r);
	return section != NULL;
}

static bool
is_period(const struct pair *x, const struct rr_provision *p)
{
	return p->kind->rests == RR_RESTS_PERIODS && (reads_gone(x, p) ||
	    period_differs(x, p));
}

static bool
is_found(const struct pair *x, const struct rr_provision *p)
{
	return p->kind->rests == RR_RESTS_FOUND &&
	    (reads_gone(x, p) || finding_differs(x, p));
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

static struct rr_map *
by_id(struct rr_arena *arena, const struct rr_derivation *dv)
{
	struct rr_map *all = rr_map_new(arena);

	for (size_t i = 0; i < dv->nfindings; i++)
		rr_map_set(all, dv->findings[i].id, &dv->findings[i]);
	return all;
}

size_t
rr_rested_beside(struct rr_arena *arena, const struct rr_derivation *was,
    const struct rr_derivation *is, struct rr_rested *rows)
{
	const struct pair x = { arena, was, is,
	    rr_engine_agreement(is->input->engine), by_id(arena, was),
	    by_id(arena, is) };
	size_t n = 0;

	if (counts_differ(&x))
		keep_class(&x, RR_RESTS_COUNTS, "", "", NULL, &rows[n++]);
	n += keep_rules(&x, RR_RESTS_PERIODS, is_period, &rows[n]);
	n += keep_parties(&x, &rows[n]);
	return n + keep_rules(&x, RR_RESTS_FOUND, is_found, &rows[n]);
}
