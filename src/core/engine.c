/*
 * engine.c: an agreement with its calendars and zones, ready to compute.
 *
 * Holds, for each kind of day, the calendars that always close it and those
 * that close it under one answer to an open point.  A table of days is made
 * for a combination of such answers when it is first needed, in the engine's
 * arena; there are at most 2^RR_OPTIONS_MAX a kind.
 *
 * Refuses an agreement that names a calendar or a zone that it was not given.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"

const struct rr_agreement *
rr_engine_agreement(const struct rr_engine *e)
{
	return e->agreement;
}

const struct rr_zone *
rr_engine_zone(const struct rr_engine *e, const char *name)
{
	for (size_t i = 0; name != NULL && i < e->nzones; i++)
		if (strcmp(e->zones[i]->name, name) == 0)
			return e->zones[i];
	return NULL;
}

const struct rr_calendar *
rr_engine_calendar(const struct rr_engine *e, const char *key)
{
	for (size_t i = 0; i < e->ncalendars; i++)
		if (strcmp(e->calendars[i]->key, key) == 0)
			return e->calendars[i];
	return NULL;
}

static bool
find_calendars(struct rr_engine *e, const struct rr_day_kind *k,
    const char *const *keys, size_t n, struct rr_calendars *out,
    struct rr_diags *diags)
{
	out->of = rr_arena_array(e->arena, n, sizeof(*out->of));
	for (size_t i = 0; i < n; i++) {
		const struct rr_calendar *c = rr_engine_calendar(e, keys[i]);

		if (c == NULL)
			return rr_diag(diags, RR_E_NO_CALENDAR, k->pos,
			    "'%s', which '%s' names", keys[i], k->name);
		out->of[out->n++] = c;
	}
	return true;
}

static bool
find_kind(struct rr_engine *e, size_t i, struct rr_diags *diags)
{
	const struct rr_day_kind *k = &e->agreement->kinds[i];
	struct rr_kind_tables *t = &e->kinds[i];

	if (k->noptions > RR_OPTIONS_MAX)
		return rr_diag(diags, RR_E_RANGE, k->pos,
		    "'%s' has %zu conditional closings; at most %d are allowed",
		    k->name, k->noptions, RR_OPTIONS_MAX);
	if (!find_calendars(e, k, k->closed, k->nclosed, &t->closed, diags))
		return false;
	for (t->noptions = 0; t->noptions < k->noptions; t->noptions++) {
		const struct rr_day_option *o = &k->options[t->noptions];

		if (!find_calendars(e, k, o->calendars, o->n,
		    &t->options[t->noptions], diags))
			return false;
	}
	return true;
}

static struct rr_days *
make_table(struct rr_engine *e, int kind, unsigned mask,
    struct rr_diags *diags)
{
	const struct rr_kind_tables *t = &e->kinds[kind];
	const struct rr_calendar **all;
	size_t n = t->closed.n;

	for (size_t i = 0; i < t->noptions; i++)
		n += t->options[i].n;
	all = rr_arena_array(e->arena, n, sizeof(*all));
	n = 0;
	for (size_t i = 0; i < t->closed.n; i++)
		all[n++] = t->closed.of[i];
	for (size_t i = 0; i < t->noptions; i++)
		for (size_t j = 0; (mask >> i & 1) && j < t->options[i].n; j++)
			all[n++] = t->options[i].of[j];
	return rr_days_new(e->arena, all, n, diags);
}

const struct rr_days *
rr_engine_days(struct rr_engine *e, int kind, unsigned mask)
{
	struct rr_days **table = &e->kinds[kind].tables[mask];

	if (*table == NULL) {
		struct rr_diags *diags = rr_diags_new();

		*table = make_table(e, kind, mask, diags);
		rr_diags_free(diags);
	}
	return *table;
}

const struct rr_days *
rr_engine_strictest(struct rr_engine *e, int kind, const int8_t *fixed)
{
	const struct rr_day_kind *k = &e->agreement->kinds[kind];
	unsigned mask = 0;

	for (size_t i = 0; i < k->noptions; i++) {
		struct rr_setting s = k->options[i].if_set;

		if (fixed[s.question] < 0 || fixed[s.question] == s.answer)
			mask |= 1u << i;
	}
	return rr_engine_days(e, kind, mask);
}

static bool
check_zones(const struct rr_engine *e, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };

	if (rr_engine_zone(e, e->agreement->zone) == NULL)
		return rr_diag(diags, RR_E_ZONE, nowhere, "'%s'",
		    e->agreement->zone);
	return true;
}

struct rr_engine *
rr_engine_new(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_calendar *const *calendars, size_t ncalendars,
    const struct rr_zone *const *zones, size_t nzones,
    struct rr_diags *diags)
{
	struct rr_engine *e = rr_arena_alloc(arena, sizeof(*e));

	e->arena = arena;
	e->agreement = a;
	e->calendars = calendars;
	e->ncalendars = ncalendars;
	e->zones = zones;
	e->nzones = nzones;
	e->kinds = rr_arena_array(arena, a->nkinds, sizeof(*e->kinds));
	if (a->before != NULL) {
		e->before = rr_engine_new(arena, a->before, calendars,
		    ncalendars, zones, nzones, diags);
		if (e->before == NULL)
			return NULL;
	}
	if (!check_zones(e, diags))
		return NULL;
	for (size_t i = 0; i < a->nkinds; i++) {
		unsigned widest;

		if (!find_kind(e, i, diags))
			return NULL;
		/* Made now, so that a union that is never open is refused. */
		widest = (1u << e->kinds[i].noptions) - 1;
		e->kinds[i].tables[widest] = make_table(e, (int)i, widest,
		    diags);
		if (e->kinds[i].tables[widest] == NULL)
			return NULL;
	}
	return e;
}
