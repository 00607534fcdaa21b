/*
 * alike.c: lines that say the same of each of many parties, told once.
 *
 * A line has its place where it was added; where more than a few differ by
 * the party's name alone, the first of them names some and how many more, and
 * stands for the rest.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/vec.h"

#define NAMED	6	/* of those of whom the same is said */

/* Those of whom it is said, in the order that they were added. */
struct group {
	const char	*before, *after;	/* the name, in the line */
	struct rr_vec	 names;
	bool		 told;
};

struct line {
	const char	*text;
	struct group	*group;		/* NULL: it names no party */
};

struct rr_alike {
	struct rr_arena	*arena;
	struct rr_map	*groups;	/* by the line without the name */
	struct rr_vec	 lines;
};

struct rr_alike *
rr_alike_new(struct rr_arena *arena)
{
	struct rr_alike *a = rr_arena_alloc(arena, sizeof(*a));

	a->arena = arena;
	a->groups = rr_map_new(arena);
	a->lines = (struct rr_vec)RR_VEC_INIT(struct line);
	return a;
}

static struct group *
group_of(struct rr_alike *a, const char *text, const char *name)
{
	const char *at = name == NULL || name[0] == '\0' ? NULL :
	    strstr(text, name);
	const char *before, *after, *key;
	struct group *g;

	if (at == NULL)
		return NULL;
	before = rr_arena_strndup(a->arena, text, (size_t)(at - text));
	after = at + strlen(name);
	key = rr_arena_printf(a->arena, "%s\n%s", before, after);
	g = rr_map_find(a->groups, key);
	if (g == NULL) {
		g = rr_arena_alloc(a->arena, sizeof(*g));
		g->before = before;
		g->after = after;
		g->names = (struct rr_vec)RR_VEC_INIT(const char *);
		g->told = false;
		rr_map_set(a->groups, key, g);
	}
	*(const char **)rr_vec_add(a->arena, &g->names) = name;
	return g;
}

void
rr_alike_add(struct rr_alike *a, const char *name, const char *text)
{
	struct line *l = rr_vec_add(a->arena, &a->lines);

	l->text = rr_arena_strdup(a->arena, text);
	l->group = group_of(a, l->text, name);
}

static void
tell_group(const struct group *g, struct rr_out *out)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < NAMED; i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? ", " : "",
		    *(const char **)rr_vec_at(&g->names, i));
	rr_out_line(out, "%s%s and %zu more%s", g->before, b.s,
	    g->names.n - NAMED, g->after);
	rr_buf_free(&b);
}

void
rr_alike_tell(struct rr_alike *a, struct rr_out *out)
{
	for (size_t i = 0; i < a->lines.n; i++) {
		struct line *l = rr_vec_at(&a->lines, i);
		struct group *g = l->group;

		if (g == NULL || g->names.n <= NAMED)
			rr_out_line(out, "%s", l->text);
		else if (!g->told)
			tell_group(g, out);
		if (g != NULL)
			g->told = true;
	}
}
