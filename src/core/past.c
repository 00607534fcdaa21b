/*
 * past.c: what is on record before an entry: each fact by its number, whether
 * it counts, and who was named.
 *
 * A void ends another fact, and the end of a void brings that back.  What is
 * sealed can be named by nobody, but for what stays in force all the same.
 */
#include <string.h>

#include "past_int.h"
#include "regrights/arena.h"
#include "regrights/roster.h"
#include "regrights/seal.h"

struct rr_past *
rr_past_new(struct rr_arena *arena, const char *matter, rr_zone_of *zone_of,
    void *ctx)
{
	struct rr_past *p = rr_arena_alloc(arena, sizeof(*p));

	p->arena = arena;
	p->matter = rr_arena_strdup(arena, matter);
	p->known = (struct rr_vec)RR_VEC_INIT(struct rr_known);
	p->terms = (struct rr_vec)RR_VEC_INIT(struct rr_filed_terms);
	p->names = rr_map_new(arena);
	p->parties = rr_map_new(arena);
	p->whose = rr_map_new(arena);
	p->turned = (struct rr_vec)RR_VEC_INIT(struct rr_turned);
	p->numbers = rr_map_new(arena);
	p->zone_of = zone_of;
	p->ctx = ctx;
	return p;
}

void
rr_past_terms(struct rr_past *p, const struct rr_agreement *a)
{
	struct rr_filed_terms *t = rr_vec_add(p->arena, &p->terms);

	t->agreement = a;
}

const struct rr_agreement *
rr_past_term(const struct rr_past *p, size_t i)
{
	const struct rr_filed_terms *t = rr_vec_at(&p->terms, i);

	return t->agreement;
}

struct rr_map *
rr_past_roles(struct rr_past *p, size_t i)
{
	struct rr_filed_terms *t = rr_vec_at(&p->terms, i);

	if (t->roles == NULL)
		t->roles = rr_roles(p->arena, t->agreement);
	return t->roles;
}

bool
rr_past_any(const struct rr_past *p, rr_terms_have *have, const char *value)
{
	for (size_t i = p->terms.n; i > 0; i--)
		if (have(rr_past_term(p, i - 1), value))
			return true;
	return false;
}

const struct rr_zone *
rr_past_zone(struct rr_past *p, const char *name)
{
	return p->zone_of(p->ctx, name);
}

const char *
rr_past_number(struct rr_past *p, const char *party, const char *kind,
    const char *value)
{
	return rr_arena_printf(p->arena, "%s %s %s", party, kind, value);
}

size_t
rr_past_index(const struct rr_past *p, int64_t seq, int64_t row)
{
	size_t from = 0, to = p->known.n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		const struct rr_known *k = rr_vec_at(&p->known, mid);

		if (k->seq < seq || (k->seq == seq && k->row < row))
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

struct rr_known *
rr_past_known(const struct rr_past *p, int64_t seq, int64_t row)
{
	size_t i = rr_past_index(p, seq, row);
	struct rr_known *k = i < p->known.n ? rr_vec_at(&p->known, i) : NULL;

	return k != NULL && k->seq == seq && k->row == row ? k : NULL;
}

bool
rr_past_counts(const struct rr_past *p, const struct rr_known *k)
{
	const struct rr_known *whole = k->row == 0 ? k :
	    rr_past_known(p, k->seq, 0);

	return k->voided_by == 0 && (whole == NULL || whole->voided_by == 0);
}

const char *
rr_past_word(struct rr_past *p, const char *word)
{
	char *kept;

	if (word == NULL)
		return NULL;
	kept = rr_map_find(p->names, word);
	if (kept == NULL) {
		kept = rr_arena_strdup(p->arena, word);
		rr_map_set(p->names, word, kept);
	}
	return kept;
}

static void
turn(struct rr_past *p, int64_t seq, int64_t row, bool back)
{
	struct rr_turned *t = rr_vec_add(p->arena, &p->turned);

	t->seq = seq;
	t->row = row;
	t->back = back;
}

/* Whether a void holds or not: so the other way round for what it voids. */
static void
void_holds(struct rr_past *p, const struct rr_known *v, bool holds)
{
	while (v != NULL && v->shape == RR_SHAPE_VOID) {
		struct rr_known *of = rr_past_known(p, v->about,
		    v->about_row);

		if (of == NULL || of->seq >= v->seq)
			return;
		of->voided_by = holds ? v->seq : 0;
		turn(p, of->seq, of->row, !holds);
		holds = !holds;
		v = of;
	}
}

/* All rows of an entry are kept from sight, or seen again. */
static void
hide(struct rr_past *p, int64_t seq, bool hidden)
{
	for (size_t i = rr_past_index(p, seq, 0); i < p->known.n; i++) {
		struct rr_known *k = rr_vec_at(&p->known, i);

		if (k->seq != seq)
			break;
		if (k->lost && k->sealed != hidden)
			p->nlost += hidden ? (size_t)-1 : 1;
		k->sealed = hidden;
	}
}

/* Adds its place, the last one, to those that a map has under a key. */
static void
add_place(struct rr_past *p, struct rr_map *map, const char *key)
{
	struct rr_vec *all = rr_map_find(map, key);

	if (all == NULL) {
		all = rr_arena_alloc(p->arena, sizeof(*all));
		*all = (struct rr_vec)RR_VEC_INIT(size_t);
		rr_map_set(map, rr_past_word(p, key), all);
	}
	*(size_t *)rr_vec_add(p->arena, all) = p->known.n - 1;
}

/* By the terms that were filed last, of those under which it is anyone's. */
static void
keep_whose(struct rr_past *p, const struct rr_fact *f, struct rr_known *k)
{
	for (size_t i = p->terms.n; i > 0 && k->whose[0] == NULL; i--)
		for (size_t n = 0; n < RR_WHOSE_MAX; n++)
			k->whose[n] = rr_past_word(p, rr_fact_whose(
			    rr_past_term(p, i - 1), f, n));
	for (size_t n = 0; n < RR_WHOSE_MAX && k->whose[n] != NULL; n++)
		add_place(p, p->whose, k->whose[n]);
}

static void
keep_sendings(struct rr_past *p, const struct rr_fact *f, struct rr_known *k)
{
	struct rr_sent *all = rr_arena_array(p->arena, f->nsendings + 1,
	    sizeof(*all));

	for (size_t i = 0; i < f->nsendings; i++) {
		all[i].at = f->sendings[i].at;
		all[i].day = f->sendings[i].wall.day;
	}
	k->sendings = all;
	k->nsendings = f->nsendings;
}

/* What amends the terms, and from when. */
static void
keep_import(struct rr_past *p, const struct rr_fact *f, struct rr_known *k)
{
	const char *corrects = rr_fact_get(f, RR_USE_CORRECTS);
	const char *day = rr_fact_get(f, RR_USE_IN_FORCE);
	int64_t row;

	k->first = rr_fact_get(f, RR_USE_SEEDS) != NULL;
	k->reaches = rr_past_word(p, rr_fact_get(f, RR_USE_REACHES));
	if (corrects != NULL)
		rr_fact_ref_parse(corrects, &k->corrects, &row);
	if (day != NULL)
		rr_date_parse(day, &k->in_force);
}

/* By another entry that counts and is in sight. */
static bool
is_named(const struct rr_past *p, const char *party, int64_t seq)
{
	const struct rr_vec *all = rr_map_find(p->parties, party);

	for (size_t i = 0; all != NULL && i < all->n; i++) {
		const struct rr_known *k = rr_vec_at(&p->known,
		    *(size_t *)rr_vec_at(all, i));

		if (k->names && !k->sealed && k->seq != seq &&
		    rr_past_counts(p, k))
			return true;
	}
	return false;
}

/* The place of the last known fact, by the party that it is about. */
static void
keep_party(struct rr_past *p, const struct rr_fact *f, struct rr_known *k)
{
	const char *kind = rr_fact_get(f, RR_USE_KIND);
	const char *value = rr_fact_get(f, RR_USE_VALUE);

	k->names = rr_fact_get(f, RR_USE_NAME) != NULL;
	k->renames = k->names && is_named(p, f->name, f->seq);
	add_place(p, p->parties, f->name);
	if (kind != NULL && value != NULL)
		rr_map_set(p->numbers, rr_past_number(p, f->name, kind,
		    value), p);
}

void
rr_past_add(struct rr_past *p, const struct rr_fact *f)
{
	const char *by = rr_fact_get(f, RR_USE_ENTRY);
	struct rr_known *k = rr_vec_add(p->arena, &p->known);

	k->seq = f->seq;
	k->row = f->row;
	k->in_force = RR_DATE_NONE;
	k->shape = f->shape;
	k->name = rr_past_word(p, f->name);
	k->about = f->about;
	k->about_row = f->about_row;
	if (f->shape == RR_SHAPE_IMPORT)
		keep_import(p, f, k);
	if (f->shape == RR_SHAPE_ACCOUNT) {
		k->part = f->part;
		if (by != NULL)
			rr_fact_ref_parse(by, &k->by, &k->by_row);
	}
	if (f->nsendings > 0)
		keep_sendings(p, f, k);
	if (rr_fact_party(f) != NULL)
		keep_party(p, f, k);
	keep_whose(p, f, k);
	if (f->shape == RR_SHAPE_RELEASE)
		turn(p, f->about, 0, true);
	if (f->shape == RR_SHAPE_SEAL || f->shape == RR_SHAPE_RELEASE)
		hide(p, f->about, f->shape == RR_SHAPE_SEAL);
	void_holds(p, k, true);
}

void
rr_past_lost(struct rr_past *p, int64_t seq)
{
	struct rr_known *k = rr_vec_add(p->arena, &p->known);

	k->seq = seq;
	k->in_force = RR_DATE_NONE;
	k->lost = true;
	p->nlost++;
	p->gone = true;
}
