/*
 * rested.c: what rests on entries: how it stood with them, and without.
 *
 * Two derivations are held against each other, one of the case as it is and
 * one without the entries.  Deadlines are told apart by their ids; what else is
 * not known without them is found by beside.c.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/map.h"
#include "regrights/seal.h"

static bool
same_way(const struct rr_deadline *a, const struct rr_deadline *b)
{
	return a->status == b->status && rr_date_cmp(a->raw, b->raw) == 0 &&
	    rr_date_cmp(a->rolled, b->rolled) == 0 &&
	    rr_date_cmp(a->working, b->working) == 0 &&
	    rr_date_cmp(a->met_on, b->met_on) == 0;
}

/*
 * Met, and taken back while one is sealed to whom it may be owed: it keeps its
 * day, and its own row waits for the account.
 */
static bool
is_held(const struct rr_derivation *is, const struct rr_deadline *d,
    const struct rr_deadline *o)
{
	return rr_status_is_done(rr_status_word(d->status)) &&
	    rr_date_cmp(d->raw, o->raw) == 0 &&
	    rr_waits_is(is->waiting, o->waits_for);
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
	r->rests = RR_RESTS_DEADLINE;
	r->of = "";
	r->what = d->provision->what;
	r->section = d->provision->cite.section;
	r->by = d->recipient == NULL && d->by != NULL ? d->by :
	    d->provision->by != NULL ? d->provision->by : "";
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

size_t
rr_rested_on(struct rr_arena *arena, const struct rr_derivation *was,
    const struct rr_derivation *is, struct rr_rested **rows, size_t nrows,
    const struct rr_deadline ***then)
{
	struct rr_map *after = rr_map_new(arena);
	const struct rr_deadline **others = rr_arena_array(arena,
	    was->ndeadlines + RR_RESTS_MAX, sizeof(*others));
	const struct rr_rested *before = *rows;
	size_t n = 0;

	*rows = rr_arena_array(arena, was->ndeadlines + RR_RESTS_MAX,
	    sizeof(**rows));
	for (size_t i = 0; i < is->ndeadlines; i++)
		rr_map_set(after, is->deadlines[i].id, &is->deadlines[i]);
	for (size_t i = 0; i < was->ndeadlines; i++) {
		const struct rr_deadline *d = &was->deadlines[i];
		const struct rr_deadline *o = rr_map_find(after, d->id);

		if (o != NULL && (same_way(d, o) || is_held(is, d, o)))
			continue;
		others[n] = o;
		keep(d, &(*rows)[n++]);
	}
	for (size_t i = 0; i < nrows; i++)
		if (before[i].rests != RR_RESTS_DEADLINE)
			(*rows)[n++] = before[i];
	if (before == NULL)
		n += rr_rested_beside(arena, was, is, &(*rows)[n]);
	if (then != NULL)
		*then = others;
	return n;
}
