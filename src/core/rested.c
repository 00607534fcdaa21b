/*
 * rested.c: what rests on entries: how it stood with them, and without.
 *
 * Two derivations are held against each other, one of the case as it is and
 * one without the entries.  Deadlines are told apart by their ids.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/map.h"
#include "regrights/seal.h"

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
same_way(const struct rr_deadline *a, const struct rr_deadline *b)
{
	return a->status == b->status && rr_date_cmp(a->raw, b->raw) == 0 &&
	    rr_date_cmp(a->rolled, b->rolled) == 0 &&
	    rr_date_cmp(a->working, b->working) == 0 &&
	    rr_date_cmp(a->met_on, b->met_on) == 0;
}

/* The latest day as written, over the answers; NONE: it has none. */
static rr_date
latest_of(const struct rr_deadline *d)
{
	rr_date latest = d->raw_in.most;

	for (size_t i = 0; i < d->nreadings; i++) {
		rr_date day = d->readings[i].raw_in.most;

		if (rr_date_is_none(day) || d->readings[i].may_wait)
			return RR_DATE_NONE;
		if (i == 0 || rr_date_cmp(day, latest) > 0)
			latest = day;
	}
	return d->may_wait ? RR_DATE_NONE : latest;
}

/* What the deadline was, in words that are the agreement's alone. */
static void
keep(const struct rr_deadline *d, struct rr_rested *r)
{
	r->what = d->provision->what;
	r->section = d->provision->cite.section;
	r->by = d->provision->by != NULL ? d->provision->by : "";
	r->sense = d->provision->date.sense;
	r->status = d->status;
	r->entry = d->subject != NULL ? d->subject->seq : 0;
	if (!rr_date_is_none(d->met_on) && d->met_by != NULL) {
		r->met = d->met_by->seq;
		r->met_row = d->met_by->row;
	}
	r->raw = d->raw;
	r->until = latest_of(d);
	r->rolled = d->rolled;
	r->working = d->working;
}

static void
keep_counts(const struct rr_agreement *a, struct rr_rested *r)
{
	r->counts = true;
	r->what = "What is counted: securities, votes, amounts";
	r->section = a->nbases > 0 ? a->bases[0].section : "";
	r->by = "";
	r->sense = RR_NO_LATER_THAN;
	r->status = RR_STATUS_WAITING;
	r->raw = r->rolled = r->until = r->working = RR_DATE_NONE;
}

size_t
rr_rested_on(struct rr_arena *arena, const struct rr_derivation *was,
    const struct rr_derivation *is, struct rr_rested **rows,
    const struct rr_deadline ***then)
{
	struct rr_map *after = rr_map_new(arena);
	const struct rr_deadline **others = rr_arena_array(arena,
	    was->ndeadlines + 2, sizeof(*others));
	size_t n = 0;

	*rows = rr_arena_array(arena, was->ndeadlines + 2, sizeof(**rows));
	for (size_t i = 0; i < is->ndeadlines; i++)
		rr_map_set(after, is->deadlines[i].id, &is->deadlines[i]);
	for (size_t i = 0; i < was->ndeadlines; i++) {
		const struct rr_deadline *d = &was->deadlines[i];
		const struct rr_deadline *o = rr_map_find(after, d->id);

		if (o != NULL && same_way(d, o))
			continue;
		others[n] = o;
		keep(d, &(*rows)[n++]);
	}
	if (counted(arena, was->input) != counted(arena, is->input) ||
	    counts_differ(arena, was, is) || bills_differ(was, is))
		keep_counts(rr_engine_agreement(is->input->engine),
		    &(*rows)[n++]);
	if (then != NULL)
		*then = others;
	return n;
}
