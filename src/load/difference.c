/*
 * difference.c: what differs between two files of one agreement.
 *
 * Entries are paired by their keys, or in a list by what names an entry of it
 * ("id", "key", "term"); entries without a name are the same or are not.
 * Layout, order and remarks make no difference.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/load.h"
#include "regrights/map.h"
#include "regrights/vec.h"

/* Where one is: the part of the file, the entry, the key below it. */
struct place {
	const char	*part, *name, *key;
};

struct comparison {
	struct rr_arena	*arena;
	struct rr_vec	 found;
};

static const char *
down(struct rr_arena *arena, const char *path, const char *key)
{
	return path == NULL ? key : rr_arena_printf(arena, "%s, %s", path,
	    key);
}

static struct place
below(struct rr_arena *arena, const struct place *at, const char *key)
{
	struct place p = *at;

	if (p.part == NULL)
		p.part = key;
	else if (p.name == NULL)
		p.name = key;
	else
		p.key = down(arena, p.key, key);
	return p;
}

static void
add_text(const struct rr_node *node, struct rr_buf *b)
{
	if (node->kind == RR_NODE_SCALAR)
		rr_buf_add(b, node->text);
	for (size_t i = 0; node->kind == RR_NODE_LIST && i < node->n; i++) {
		rr_buf_add(b, i > 0 ? "; " : "");
		add_text(node->items[i], b);
	}
	for (size_t i = 0; node->kind == RR_NODE_MAP && i < node->npairs;
	    i++) {
		rr_buf_printf(b, "%s%s: ", i > 0 ? ", " : "",
		    node->pairs[i].key);
		add_text(node->pairs[i].value, b);
	}
}

static const char *
text_of(struct rr_arena *arena, const struct rr_node *node)
{
	struct rr_buf b = RR_BUF_INIT;

	if (node == NULL)
		return NULL;
	add_text(node, &b);
	return rr_buf_keep(&b, arena);
}

/* What names an entry of a list, or NULL. */
static const char *
name_of(const struct rr_node *node)
{
	static const char *const keys[] = { "id", "key", "term" };

	for (size_t i = 0; i < RR_COUNT(keys); i++) {
		const struct rr_node_pair *p = node->kind != RR_NODE_MAP ?
		    NULL : rr_node_find(node, keys[i]);

		if (p != NULL && p->value->kind == RR_NODE_SCALAR)
			return p->value->text;
	}
	return NULL;
}

static void
add(struct comparison *c, const struct place *at, const struct rr_node *was,
    const struct rr_node *is)
{
	struct rr_difference *d = rr_vec_add(c->arena, &c->found);

	d->part = at->part;
	d->name = at->name;
	d->key = at->key;
	d->was = text_of(c->arena, was);
	d->is = text_of(c->arena, is);
}

static const struct rr_node *
value_of(const struct rr_node *map, const char *key)
{
	const struct rr_node_pair *p = rr_node_find(map, key);

	return p == NULL ? NULL : p->value;
}

static const struct rr_node *
named(const struct rr_node *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++) {
		const char *other = name_of(list->items[i]);

		if (other != NULL && strcmp(other, name) == 0)
			return list->items[i];
	}
	return NULL;
}

/* The texts of the entries that have no name. */
static struct rr_map *
nameless(struct comparison *c, const struct rr_node *list)
{
	struct rr_map *all = rr_map_new(c->arena);

	for (size_t i = 0; i < list->n; i++)
		if (name_of(list->items[i]) == NULL)
			rr_map_set(all, text_of(c->arena, list->items[i]),
			    list->items[i]);
	return all;
}

/* A list of things that have keys of their own, not one of words. */
static bool
has_entries(const struct rr_node *list)
{
	return list->kind == RR_NODE_LIST && (list->n == 0 ||
	    list->items[0]->kind == RR_NODE_MAP);
}

static void compare(struct comparison *, const struct place *,
	    const struct rr_node *was, const struct rr_node *is);

static void
compare_maps(struct comparison *c, const struct place *at,
    const struct rr_node *was, const struct rr_node *is)
{
	for (size_t i = 0; i < was->npairs; i++) {
		const char *key = was->pairs[i].key;
		struct place p = below(c->arena, at, key);

		compare(c, &p, was->pairs[i].value, value_of(is, key));
	}
	for (size_t i = 0; i < is->npairs; i++) {
		const char *key = is->pairs[i].key;
		struct place p = below(c->arena, at, key);

		if (value_of(was, key) == NULL)
			compare(c, &p, NULL, is->pairs[i].value);
	}
}

/* The entries of ONE that OTHER has not, or (FORTH) as it has them. */
static void
compare_items(struct comparison *c, const struct place *at,
    const struct rr_node *one, const struct rr_node *other, bool forth)
{
	struct rr_map *others = nameless(c, other);

	for (size_t i = 0; i < one->n; i++) {
		const struct rr_node *x = one->items[i], *y = NULL;
		const char *name = name_of(x);
		struct place p = *at;

		if (name != NULL) {
			p = below(c->arena, at, name);
			y = named(other, name);
		} else if (rr_map_find(others, text_of(c->arena, x)) != NULL)
			continue;
		if (forth)
			compare(c, &p, x, y);
		else if (y == NULL)
			compare(c, &p, NULL, x);
	}
}

static void
compare(struct comparison *c, const struct place *at,
    const struct rr_node *was, const struct rr_node *is)
{
	if (was == NULL || is == NULL) {
		const struct rr_node *all = was != NULL ? was : is;
		struct rr_node none = *all;

		none.n = none.npairs = 0;
		/* A part that comes or goes is told entry by entry. */
		if (at->name != NULL || all->kind == RR_NODE_SCALAR)
			add(c, at, was, is);
		else if (was != NULL)
			compare(c, at, was, &none);
		else
			compare(c, at, &none, is);
	} else if (was->kind == RR_NODE_MAP && is->kind == RR_NODE_MAP)
		compare_maps(c, at, was, is);
	else if (has_entries(was) && has_entries(is)) {
		compare_items(c, at, was, is, true);
		compare_items(c, at, is, was, false);
	} else if (strcmp(text_of(c->arena, was), text_of(c->arena, is)) != 0)
		add(c, at, was, is);
}

bool
rr_load_differences(struct rr_arena *arena, const char *was, size_t was_len,
    const char *is, size_t is_len, struct rr_difference **out, size_t *n,
    struct rr_diags *diags)
{
	const struct place top = { NULL, NULL, NULL };
	struct comparison c = { arena, RR_VEC_INIT(struct rr_difference) };
	struct rr_node *old, *new;

	if (!rr_yaml_parse(arena, "the terms on record", was, was_len,
	    &rr_yaml_limits, &old, diags) ||
	    !rr_yaml_parse(arena, "the new terms", is, is_len,
	    &rr_yaml_limits, &new, diags))
		return false;
	compare(&c, &top, old, new);
	*out = c.found.items;
	*n = c.found.n;
	return true;
}
