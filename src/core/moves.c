/*
 * moves.c: the facts that move securities, in the order of their days.
 */
#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/ledger.h"

enum rr_lot_effect
rr_fact_effect(const struct rr_agreement *a, const struct rr_fact *f)
{
	const struct rr_event *e = f->shape == RR_SHAPE_EVENT ?
	    rr_agreement_event(a, f->name) : NULL;

	return e != NULL ? e->effect : RR_LOT_NONE;
}

const char *
rr_fact_whose(const struct rr_agreement *a, const struct rr_fact *f, size_t i)
{
	static const char *const keys[RR_WHOSE_MAX] = { "holder", "to" };

	if (rr_fact_party(f) != NULL)
		return i == 0 ? rr_fact_party(f) : NULL;
	for (size_t k = 0; k < RR_WHOSE_MAX &&
	    rr_fact_effect(a, f) != RR_LOT_NONE; k++) {
		const char *party = rr_fact_field(f, keys[k]);

		if (party != NULL && i-- == 0)
			return party;
	}
	return NULL;
}

bool
rr_held_before(struct rr_held_when when, const struct rr_fact *f)
{
	return rr_date_cmp(f->day, when.on) > 0 || (when.at != NULL &&
	    rr_fact_is_earlier(when.at, f));
}

bool
rr_held_may(struct rr_held_when when, const struct rr_fact *f)
{
	int c = rr_date_cmp(rr_fact_last(f), when.on);

	return !rr_held_before(when, f) && (c > 0 || (c == 0 &&
	    when.at != NULL && !rr_fact_is_earlier(f, when.at)));
}

bool
rr_moves_any(const struct rr_moves *m, rr_date day)
{
	for (size_t i = 0; i < m->n &&
	    rr_date_cmp(m->facts[i]->day, day) <= 0; i++)
		if (rr_date_cmp(rr_fact_last(m->facts[i]), day) >= 0)
			return true;
	return false;
}

static int
move_cmp(const void *a, const void *b)
{
	const struct rr_fact *x = *(const struct rr_fact *const *)a;
	const struct rr_fact *y = *(const struct rr_fact *const *)b;
	int c = rr_date_cmp(x->day, y->day);

	if (c == 0)
		c = (int)(y->shape == RR_SHAPE_HOLDING) -
		    (int)(x->shape == RR_SHAPE_HOLDING);
	/* Facts lie in one array, so their addresses are their order. */
	return c != 0 ? c : (x > y) - (x < y);
}

static bool
is_told(const struct rr_moves *m, const struct rr_split *s)
{
	for (size_t i = m->nsplits; i > 0; i--)
		if (rr_date_cmp(m->splits[i - 1].fact->day,
		    s->fact->day) == 0 &&
		    rr_ratio_cmp(m->splits[i - 1].by, s->by) == 0)
			return true;
	return false;
}

static void
find_splits(struct rr_moves *m, struct rr_arena *arena,
    const struct rr_agreement *a)
{
	m->splits = rr_arena_array(arena, m->n + 1, sizeof(*m->splits));
	for (size_t i = 0; i < m->n; i++) {
		struct rr_split s = { m->facts[i], { 0, 0 } };
		const char *ratio = rr_fact_get(s.fact, RR_USE_RATIO);

		if (ratio != NULL &&
		    rr_fact_effect(a, s.fact) == RR_LOT_SPLIT &&
		    rr_ratio_parse(ratio, &s.by) && s.by.num > 0 &&
		    !is_told(m, &s))
			m->splits[m->nsplits++] = s;
	}
}

struct rr_moves *
rr_moves_new(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_facts *facts)
{
	struct rr_moves *m = rr_arena_alloc(arena, sizeof(*m));

	m->facts = rr_arena_array(arena, facts->n + 1, sizeof(*m->facts));
	for (size_t i = 0; i < facts->n; i++)
		if (facts->all[i].shape == RR_SHAPE_HOLDING ||
		    rr_fact_effect(a, &facts->all[i]) != RR_LOT_NONE)
			m->facts[m->n++] = &facts->all[i];
	qsort(m->facts, m->n, sizeof(*m->facts), move_cmp);
	find_splits(m, arena, a);
	return m;
}
