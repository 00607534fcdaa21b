/*
 * roles_given.c: roles that events give.
 *
 * An event can give a role to the party that one of its fields names, from its
 * day on, as a designation does.  Where one at a time has the role, who had it
 * before that day has it no more, whoever said so.  Of one whose day is not on
 * record, both may have it until the last of its days: so it is wherever no
 * day is tried (span.c).
 */
#include <stdlib.h>
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/ledger.h"
#include "regrights/vec.h"
#include "roster_int.h"

struct gift {
	const struct rr_gives	*gives;
	rr_date			 day, last;
	const char		*party;
};

static int
gift_cmp(const void *a, const void *b)
{
	const struct gift *x = a, *y = b;

	return rr_date_cmp(x->day, y->day);
}

static void
find_gifts(struct rr_arena *arena, const struct rr_event *e,
    const struct rr_facts *facts, struct rr_vec *gifts)
{
	for (size_t i = 0; i < facts->n; i++) {
		const struct rr_fact *f = &facts->all[i];
		const char *party;
		struct gift *g;

		if (f->shape != RR_SHAPE_EVENT || strcmp(f->name, e->name) != 0)
			continue;
		party = rr_fact_field(f, e->gives->field);
		if (party == NULL)
			continue;
		g = rr_vec_add(arena, gifts);
		g->gives = e->gives;
		g->day = f->day;
		g->last = rr_fact_last(f);
		g->party = party;
	}
}

/* LIST with WORD, or without it. */
static const char *
with(struct rr_arena *arena, const char *list, const char *word)
{
	return rr_list_has(list, word) ? list : list[0] == '\0' ? word :
	    rr_arena_printf(arena, "%s %s", list, word);
}

static const char *
without(struct rr_arena *arena, const char *list, const char *word)
{
	const char *rest = "";

	for (size_t n; *list != '\0'; list += n + strspn(list + n, " ")) {
		const char *one;

		n = strcspn(list, " ");
		one = rr_arena_strndup(arena, list, n);
		if (strcmp(one, word) != 0)
			rest = with(arena, rest, one);
	}
	return rest;
}

/* The day since which P may have a role by its latest gift, else as is said. */
static rr_date
had_since(const struct rr_party *p, const struct rr_vec *gifts,
    const char *role, rr_date on)
{
	const struct rr_fact *said = rr_party_said(p, on);
	rr_date had = said == NULL ? RR_DATE_NONE : rr_since_of(said);

	for (size_t i = 0; i < gifts->n; i++) {
		const struct gift *g = rr_vec_at(gifts, i);

		if (rr_date_cmp(g->day, on) <= 0 &&
		    strcmp(g->party, p->key) == 0 &&
		    strcmp(g->gives->role, role) == 0 &&
		    (rr_date_is_none(had) || rr_date_cmp(g->last, had) > 0))
			had = g->last;
	}
	return had;
}

/*
 * What the gifts up to a day make of what is said of P on that day.  One takes
 * a role from who had it before its own day.
 */
static const char *
roles_on(struct rr_arena *arena, const struct rr_party *p,
    const struct rr_vec *gifts, rr_date on)
{
	const char *roles = rr_party_roles(p, on);

	for (size_t i = 0; i < gifts->n; i++) {
		const struct gift *g = rr_vec_at(gifts, i);
		const char *role = g->gives->role;
		rr_date had;

		if (rr_date_cmp(g->day, on) > 0)
			continue;
		had = had_since(p, gifts, role, on);
		if (strcmp(g->party, p->key) == 0)
			roles = with(arena, roles, role);
		else if (g->gives->alone && rr_date_cmp(g->last, on) <= 0 &&
		    (rr_date_is_none(had) ||
		    rr_date_cmp(had, g->day) < 0))
			roles = without(arena, roles, role);
	}
	return roles;
}

static int
date_cmp(const void *a, const void *b)
{
	return rr_date_cmp(*(const rr_date *)a, *(const rr_date *)b);
}

static void
add_day(struct rr_arena *arena, struct rr_vec *days, rr_date day)
{
	if (!rr_date_is_none(day))
		*(rr_date *)rr_vec_add(arena, days) = day;
}

/* On which what is given, said or held can change. */
static void
find_days(struct rr_arena *arena, const struct rr_party *p,
    const struct rr_vec *gifts, struct rr_vec *days)
{
	for (size_t i = 0; i < gifts->n; i++) {
		const struct gift *g = rr_vec_at(gifts, i);

		add_day(arena, days, g->day);
		add_day(arena, days, g->last);
	}
	for (size_t i = 0; i < p->nsaid; i++)
		add_day(arena, days, rr_since_of(p->said[i]));
	for (size_t i = 0; i < p->nstakes; i++)
		for (size_t j = 0; j < p->stakes[i]->nlots; j++) {
			const struct rr_fact *f = p->stakes[i]->lots[j].fact;

			add_day(arena, days, f->day);
			add_day(arena, days, rr_fact_last(f));
		}
	qsort(days->items, days->n, sizeof(rr_date), date_cmp);
}

/* From each of these days, and (first) before all of them. */
static void
fill_steps(struct rr_arena *arena, struct rr_party *p,
    const struct rr_vec *gifts)
{
	struct rr_vec days = RR_VEC_INIT(rr_date);
	struct rr_role_step *steps;
	rr_date before;
	size_t n = 0;

	find_days(arena, p, gifts, &days);
	steps = rr_arena_array(arena, days.n + 1, sizeof(*steps));
	if (!rr_date_add(*(const rr_date *)rr_vec_at(&days, 0), -1, &before))
		before = RR_DATE_NONE;
	steps[n].since = RR_DATE_NONE;
	steps[n++].roles = rr_party_roles(p, before);
	for (size_t i = 0; i < days.n; i++) {
		steps[n].since = *(const rr_date *)rr_vec_at(&days, i);
		steps[n].roles = roles_on(arena, p, gifts, steps[n].since);
		n++;
	}
	p->steps = steps;
	p->nsteps = n;
}

/* Whether one of them gives P a role, or takes one that is said of it. */
static bool
is_touched(const struct rr_party *p, const struct rr_vec *gifts)
{
	for (size_t i = 0; i < gifts->n; i++) {
		const struct gift *g = rr_vec_at(gifts, i);

		if (strcmp(g->party, p->key) == 0)
			return true;
		for (size_t j = 0; g->gives->alone && j < p->nsaid; j++)
			if (rr_list_has(rr_fact_get(p->said[j], RR_USE_ROLES),
			    g->gives->role))
				return true;
	}
	return false;
}

void
rr_roster_give(struct rr_arena *arena, const struct rr_agreement *terms,
    const struct rr_facts *facts, struct rr_party *parties, size_t n)
{
	struct rr_vec gifts = RR_VEC_INIT(struct gift);

	if (terms == NULL)
		return;
	for (size_t i = 0; i < terms->nevents; i++)
		if (terms->events[i].gives != NULL)
			find_gifts(arena, &terms->events[i], facts, &gifts);
	if (gifts.n == 0)
		return;
	qsort(gifts.items, gifts.n, sizeof(struct gift), gift_cmp);
	for (size_t i = 0; i < n; i++)
		if (is_touched(&parties[i], &gifts))
			fill_steps(arena, &parties[i], &gifts);
}
