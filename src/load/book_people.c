/*
 * book_people.c: the names that stand for parties on record.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/roster.h"
#include "regrights/text.h"
#include "book_int.h"

const char *
rr_book_fold(struct rr_arena *arena, const char *name)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_text_fold(name, &b);
	return rr_buf_keep(&b, arena);
}

const char *
rr_book_bare(struct rr_arena *arena, const char *name)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_text_bare(name, &b);
	return rr_buf_keep(&b, arena);
}

/* A name that a party had stands for it, where nobody has that name now. */
static void
add_former(struct rr_book_run *r, const struct rr_party *p)
{
	for (size_t i = 0; i < p->nnamed; i++) {
		const char *name = rr_book_fold(r->arena,
		    rr_fact_field(p->named[i], "name"));
		const char *key = rr_map_find(r->keys, name);

		if (key == NULL || strcmp(key, p->key) == 0)
			rr_map_set(r->keys, name, rr_arena_strdup(r->arena,
			    p->key));
	}
}

void
rr_book_people(struct rr_book_run *r)
{
	const struct rr_roster *all = r->in->roster;

	r->people = rr_map_new(r->arena);
	r->known = rr_roles(r->arena, r->in->agreement);
	r->keys = rr_map_new(r->arena);
	r->bare = rr_map_new(r->arena);
	for (size_t i = 0; i < all->n; i++) {
		const char *name = rr_book_fold(r->arena, all->parties[i].name);
		/* Two of one name: neither is meant by the name alone. */
		const char *key = rr_map_find(r->keys, name) != NULL ? "" :
		    all->parties[i].key;

		rr_map_set(r->keys, name, rr_arena_strdup(r->arena, key));
		rr_map_set(r->bare, rr_book_bare(r->arena,
		    all->parties[i].name), (void *)(uintptr_t)
		    all->parties[i].name);
	}
	for (size_t i = 0; i < all->n; i++)
		add_former(r, &all->parties[i]);
}
