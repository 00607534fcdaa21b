/*
 * party_name.c: how a party's name is told, so that it is nobody else's.
 *
 * Names are one, or near, by their letters and digits: who tells "Red Fund,
 * L.P." from "Red Fund LP" by its signs is soon wrong.
 */
#include "roster_int.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/text.h"

/* A party of whom no name is on record goes by its key, which is its own. */
static bool
is_named(const struct rr_party *p)
{
	return strcmp(p->name, p->key) != 0;
}

void
rr_roster_tell(struct rr_arena *arena, struct rr_party *parties, size_t n)
{
	struct rr_map *first = rr_map_new(arena);
	struct rr_buf bare = RR_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		struct rr_party *p = &parties[i], *other;

		p->told = p->name;
		if (!is_named(p))
			continue;
		rr_buf_clear(&bare);
		rr_text_bare(p->name, &bare);
		other = rr_map_find(first, bare.s);
		if (other == NULL) {
			rr_map_set(first, bare.s, p);
			continue;
		}
		p->told = rr_arena_printf(arena, "%s (%s)", p->name, p->key);
		other->told = rr_arena_printf(arena, "%s (%s)", other->name,
		    other->key);
	}
	rr_buf_free(&bare);
}

const char *
rr_roster_name(const struct rr_roster *r, const char *role)
{
	const struct rr_party *p;

	if (role == NULL)
		return "";
	p = rr_roster_find(r, role);
	return p != NULL ? p->told : role;
}

void
rr_sending_name(const struct rr_roster *r, const struct rr_sending *s,
    struct rr_buf *b)
{
	const struct rr_party *p = rr_roster_find(r, s->party);
	const char *was = p == NULL || p->nnamed == 0 ? NULL :
	    rr_party_name(p, s->wall.day);

	rr_buf_add(b, rr_roster_name(r, s->party));
	if (was != NULL && strcmp(was, p->name) != 0)
		rr_buf_printf(b, ", then %s", was);
}
