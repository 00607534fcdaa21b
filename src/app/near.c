/*
 * near.c: parties on record whose names are near to others, or are keys of
 * others; and whether a key is one at all.
 *
 * Each name is folded once, so that a list of holders costs no more than its
 * length.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/book.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/text.h"

/* Parties whose names have the same letters and digits. */
struct near {
	const struct rr_party	*party;
	const char		*name;		/* that it has, or had */
	struct near		*next;
};

static const char *
bare(struct rr_arena *arena, const char *name)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_text_bare(name, &b);
	return rr_buf_keep(&b, arena);
}

static void
add(struct rr_arena *arena, struct rr_map *map, const struct rr_party *p,
    const char *name)
{
	const char *key = bare(arena, name);
	struct near *n = rr_arena_alloc(arena, sizeof(*n));

	if (key[0] == '\0')
		return;
	n->party = p;
	n->name = name;
	n->next = rr_map_find(map, key);
	rr_map_set(map, key, n);
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

		if (rr_map_find(names, p->key) != NULL)
			continue;
		for (size_t k = 0; k < p->nnamed; k++) {
			const char *was = rr_fact_get(p->named[k], RR_USE_NAME);

			if (!rr_text_is_same_name(was, p->name))
				add(arena, map, p, was);
		}
		add(arena, map, p, p->name);
	}
	return map;
}

/* Parties, const char * keys, by what each is called, as a key is written. */
static struct rr_map *
called(const struct rr_case *c, struct rr_arena *arena)
{
	struct rr_map *map = rr_map_new(arena);

	for (size_t i = 0; i < c->roster->n; i++) {
		const struct rr_party *p = &c->roster->parties[i];

		for (size_t k = 0; k < p->nnamed; k++)
			rr_map_set(map, rr_text_small(arena, rr_fact_get(
			    p->named[k], RR_USE_NAME)),
			    (void *)(uintptr_t)p->key);
	}
	return map;
}

struct keyed {
	const struct rr_case	*c;
	const struct rr_map	*called;	/* on record */
	const struct rr_map	*roles;
	struct rr_map		*fresh;		/* keys of this operation */
	struct rr_out		*out;
};

static void
note_name(const struct keyed *k, const struct rr_fact *f, const char *name)
{
	const char *small = rr_text_small(k->out->arena, name);
	const bool role = rr_role_is_word(k->roles, small);

	if (strcmp(small, f->name) == 0 || (!role &&
	    rr_roster_find(k->c->roster, small) == NULL &&
	    rr_map_find(k->fresh, small) == NULL))
		return;
	rr_out_line(k->out, "Note: '%s' is the name of '%s', and '%s' %s; "
	    "where a party is given, write '%s' for this one.", name, f->name,
	    small, role ? "stands for several" : "the key of another", f->name);
}

void
rr_note_keyed(const struct rr_case *c, const struct rr_fact *facts, size_t n,
    struct rr_out *out)
{
	struct keyed k = { c, called(c, out->arena), rr_roles(out->arena,
	    c->agreement), rr_map_new(out->arena), out };

	for (size_t i = 0; i < n; i++) {
		const char *other;

		if (facts[i].shape != RR_SHAPE_PARTY || rr_roster_find(
		    c->roster, facts[i].name) != NULL ||
		    rr_map_find(k.fresh, facts[i].name) != NULL)
			continue;
		rr_map_set(k.fresh, facts[i].name, &k);
		other = rr_map_find(k.called, facts[i].name);
		if (other != NULL)
			rr_out_line(out, "Note: '%s' is the key of this party, "
			    "and the name of '%s'; where a party is given, "
			    "write '%s' for that one.", facts[i].name, other,
			    other);
	}
	for (size_t i = 0; i < n; i++)
		if (facts[i].shape == RR_SHAPE_PARTY &&
		    rr_fact_get(&facts[i], RR_USE_NAME) != NULL)
			note_name(&k, &facts[i], rr_fact_get(&facts[i],
			    RR_USE_NAME));
}

void
rr_note_letters(const char *before, const char *name, struct rr_out *out)
{
	int32_t odd = rr_text_foreign(name);
	struct rr_buf b = RR_BUF_INIT;

	if (odd == 0)
		return;
	rr_text_encode(odd, &b);
	rr_out_line(out, "Note: %s'%s' has Latin letters and others ('%s', "
	    "U+%04X), which can look alike; is it spelt as it should be?",
	    before, name, b.s, (unsigned)odd);
	rr_buf_free(&b);
}

void
rr_note_odd_name(const char *before, const char *name, struct rr_out *out)
{
	if (rr_book_is_total(name))
		rr_out_line(out, "Note: %s'%s' is what a list calls its sum; "
		    "is it a holder's name?", before, name);
	else if (rr_book_is_nobody(name))
		rr_out_line(out, "Note: %s'%s' is what a list has where it "
		    "names nobody; is it a holder's name?", before, name);
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

		rr_note_letters("", name, out);
		for (; n != NULL; n = n->next)
			if (rr_text_is_same_name(name, n->name))
				rr_out_line(out, "Note: '%s' is the name of "
				    "'%s' on record; are they one?", name,
				    n->party->key);
			else
				rr_out_line(out, "Note: '%s' differs from "
				    "'%s' (%s) in its signs, spaces or forms "
				    "of letters only; are they one?", name,
				    n->name, n->party->key);
	}
	rr_arena_free(arena);
}

bool
rr_case_new_key(const char *key, struct rr_diags *diags)
{
	return rr_text_is_key(key) ? true : rr_diag(diags, RR_E_NAME,
	    rr_nowhere, "party '%s': a key has lower-case letters, digits and "
	    "hyphens, and no spaces", key);
}
