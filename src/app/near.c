/*
 * near.c: parties on record whose names are near to others.
 *
 * Each name is folded once, so that a list of holders costs no more than its
 * length.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/text.h"

/* Parties whose names have the same letters and digits. */
struct near {
	const struct rr_party	*party;
	struct near		*next;
};

static const char *
bare(struct rr_arena *arena, const char *name)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_text_bare(name, &b);
	return rr_buf_keep(&b, arena);
}

static bool
is_same(const char *a, const char *b)
{
	struct rr_buf x = RR_BUF_INIT, y = RR_BUF_INIT;
	bool same;

	rr_text_fold(a, &x);
	rr_text_fold(b, &y);
	same = strcmp(x.s, y.s) == 0;
	rr_buf_free(&x);
	rr_buf_free(&y);
	return same;
}

/* Those that are not among NAMES, by their letters and digits. */
static struct rr_map *
others_of(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_map *names)
{
	struct rr_map *map = rr_map_new(arena);

	/* Backwards, so that the first on record stands in front. */
	for (size_t i = c->roster->n; i > 0; i--) {
		const struct rr_party *p = &c->roster->parties[i - 1];
		const char *key = bare(arena, p->name);
		struct near *n;

		if (key[0] == '\0' || rr_map_find(names, p->key) != NULL)
			continue;
		n = rr_arena_alloc(arena, sizeof(*n));
		n->party = p;
		n->next = rr_map_find(map, key);
		rr_map_set(map, key, n);
	}
	return map;
}

void
rr_note_near(const struct rr_case *c, const struct rr_map *names,
    struct rr_out *out)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_map *others = others_of(c, arena, names);

	for (size_t i = 0; i < rr_map_count(names); i++) {
		const char *name = rr_map_value(names, i);
		const struct near *n = rr_map_find(others, bare(arena, name));

		for (; n != NULL; n = n->next)
			if (is_same(name, n->party->name))
				rr_out_line(out, "Note: '%s' is the name of "
				    "'%s' on record; are they one?", name,
				    n->party->key);
			else
				rr_out_line(out, "Note: '%s' differs from "
				    "'%s' (%s) in its signs, spaces or forms "
				    "of letters only; are they one?", name,
				    n->party->name, n->party->key);
	}
	rr_arena_free(arena);
}
