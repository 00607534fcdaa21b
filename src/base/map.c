/*
 * map.c: names to pointers.
 *
 * An array in the order of insertion, and an open-addressed table of indexes
 * into it, at most half full.  Keys are copied into the arena.
 */
#include "regrights/map.h"

#include <stdint.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/text.h"
#include "regrights/vec.h"

struct pair {
	const char	*key;
	void		*value;
};

struct rr_map {
	struct rr_arena	*arena;
	struct rr_vec	 pairs;
	uint32_t	*slots;		/* index + 1; 0 is free */
	size_t		 nslots;
};

struct rr_map *
rr_map_new(struct rr_arena *arena)
{
	struct rr_map *m = rr_arena_alloc(arena, sizeof(*m));
	const struct rr_vec none = RR_VEC_INIT(struct pair);

	m->arena = arena;
	m->pairs = none;
	return m;
}

/* FNV-1a. */
static uint32_t
hash_key(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

static struct pair *
pair_at(const struct rr_map *m, size_t i)
{
	return rr_vec_at(&m->pairs, i);
}

/* The slot of KEY, or the free one where it would go. */
static uint32_t *
find_slot(const struct rr_map *m, const char *key)
{
	size_t i = hash_key(key) & (m->nslots - 1);

	while (m->slots[i] != 0 &&
	    strcmp(pair_at(m, m->slots[i] - 1)->key, key) != 0)
		i = (i + 1) & (m->nslots - 1);
	return &m->slots[i];
}

static void
grow(struct rr_map *m)
{
	m->nslots = m->nslots > 0 ? m->nslots * 2 : 16;
	m->slots = rr_arena_array(m->arena, m->nslots, sizeof(*m->slots));
	for (size_t i = 0; i < m->pairs.n; i++)
		*find_slot(m, pair_at(m, i)->key) = (uint32_t)i + 1;
}

void
rr_map_set(struct rr_map *m, const char *key, void *value)
{
	struct pair *p;
	uint32_t *slot;

	if (m->pairs.n * 2 >= m->nslots)
		grow(m);
	slot = find_slot(m, key);
	if (*slot != 0) {
		pair_at(m, *slot - 1)->value = value;
		return;
	}
	p = rr_vec_add(m->arena, &m->pairs);
	p->key = rr_arena_strdup(m->arena, key);
	p->value = value;
	*slot = (uint32_t)m->pairs.n;
}

void *
rr_map_find(const struct rr_map *m, const char *key)
{
	uint32_t slot;

	if (m->nslots == 0)
		return NULL;
	slot = *find_slot(m, key);
	return slot == 0 ? NULL : pair_at(m, slot - 1)->value;
}

size_t
rr_map_count(const struct rr_map *m)
{
	return m->pairs.n;
}

const char *
rr_map_key(const struct rr_map *m, size_t i)
{
	return pair_at(m, i)->key;
}

void *
rr_map_value(const struct rr_map *m, size_t i)
{
	return pair_at(m, i)->value;
}

const char *
rr_map_nearest(const struct rr_map *m, const char *word)
{
	size_t best = strlen(word) / 3 + 1;
	const char *nearest = NULL;

	for (size_t i = 0; i < m->pairs.n; i++) {
		size_t d = rr_text_distance(pair_at(m, i)->key, word);

		if (d < best) {
			best = d;
			nearest = pair_at(m, i)->key;
		}
	}
	return nearest;
}
