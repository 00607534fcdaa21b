/*
 * hidden.c: keys that entries kept from sight have taken, and entries that a
 * void brings back.
 *
 * A key is one party's.  Who is sealed keeps it, so that a release never finds
 * another there; and what was void comes back only where no other entry has
 * given its key anew.  All is asked of the matter as it was opened: when it
 * has moved on, nothing is recorded (E506) and all is asked again.
 */
#include <stdlib.h>
#include <string.h>

#include "app_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/said.h"
#include "regrights/seal.h"
#include "regrights/vec.h"

bool
rr_case_hidden(struct rr_case *c, struct rr_fact **facts, size_t *n,
    struct rr_diags *diags)
{
	struct rr_store *s;
	bool any = false;

	*facts = NULL;
	*n = 0;
	for (size_t i = 0; i < c->nrecorded; i++)
		any |= c->recorded[i].shape == RR_SHAPE_SEAL;
	return !any || (rr_app_store(c->app, RR_STORE_READ, &s, diags) &&
	    rr_store_hidden(s, c->arena, c->matter.key, facts, n, diags));
}

static int
by_place(const void *a, const void *b)
{
	const struct rr_fact *x = a, *y = b;

	if (x->seq != y->seq)
		return x->seq < y->seq ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

struct rr_fact *
rr_case_whole(struct rr_case *c, const struct rr_fact *seen, size_t nseen,
    const struct rr_fact *hidden, size_t nhidden, size_t *n)
{
	struct rr_fact *all = rr_arena_array(c->arena, nseen + nhidden + 1,
	    sizeof(*all));

	*n = 0;
	for (size_t i = 0; i < nhidden; i++)
		all[(*n)++] = hidden[i];
	for (size_t i = 0; i < nseen; i++)
		if (nhidden == 0 || bsearch(&seen[i], hidden, nhidden,
		    sizeof(*hidden), by_place) == NULL)
			all[(*n)++] = seen[i];
	qsort(all, *n, sizeof(*all), by_place);
	return all;
}

/* Those that a party has which somebody names. */
static struct rr_map *
named(struct rr_case *c)
{
	struct rr_map *map = rr_map_new(c->arena);

	for (size_t i = 0; i < c->facts->n; i++) {
		const struct rr_fact *f = &c->facts->all[i];

		if (rr_fact_party(f) != NULL &&
		    rr_fact_get(f, RR_USE_NAME) != NULL)
			rr_map_set(map, f->name, c);
	}
	return map;
}

bool
rr_case_taken(struct rr_case *c, struct rr_map **taken,
    struct rr_diags *diags)
{
	struct rr_map *seen;
	const struct rr_facts *facts;
	struct rr_fact *hidden, *all;
	size_t n, count;

	*taken = rr_map_new(c->arena);
	if (!rr_case_hidden(c, &hidden, &n, diags))
		return false;
	if (n == 0)
		return true;
	seen = named(c);
	all = rr_case_whole(c, c->recorded, c->nrecorded, hidden, n, &count);
	facts = rr_facts_new(c->arena, all, count, RR_DATE_NONE);
	for (size_t i = 0; i < n; i++) {
		const char *key = rr_fact_party(&hidden[i]);

		if (key != NULL && rr_map_find(seen, key) == NULL &&
		    rr_facts_live(facts, hidden[i].seq, hidden[i].row) != NULL)
			rr_map_set(*taken, key, c);
	}
	return true;
}

/* Which entries name each key that is nobody's. */
struct naming {
	struct rr_case		*c;
	const struct rr_fact	*f;
	struct rr_map		*entries;	/* rr_vec of int64_t */
};

static void
add_naming(struct naming *n, const char *key)
{
	struct rr_vec *all = rr_map_find(n->entries, key);

	if (rr_roster_find(n->c->roster, key) != NULL)
		return;
	if (all == NULL) {
		all = rr_arena_alloc(n->c->arena, sizeof(*all));
		*all = (struct rr_vec)RR_VEC_INIT(int64_t);
		rr_map_set(n->entries, key, all);
	}
	if (all->n == 0 || *(int64_t *)rr_vec_at(all, all->n - 1) !=
	    n->f->seq)
		*(int64_t *)rr_vec_add(n->c->arena, all) = n->f->seq;
}

static void
look_for_keys(void *ctx, enum rr_says says, const char *what,
    const char *value)
{
	struct naming *n = ctx;

	(void)what;
	while (says == RR_SAYS_PARTY && *value != '\0') {
		size_t len = strcspn(value, " ");

		add_naming(n, rr_arena_strndup(n->c->arena, value, len));
		value += len + strspn(value + len, " ");
	}
}

struct rr_map *
rr_case_standing(struct rr_case *c)
{
	struct naming n = { .c = c, .entries = rr_map_new(c->arena) };
	struct rr_map *out = rr_map_new(c->arena);

	for (size_t i = 0; i < c->facts->n; i++) {
		n.f = &c->facts->all[i];
		rr_said_each(c->agreement, c->facts, n.f, look_for_keys, &n);
	}
	for (size_t i = 0; i < rr_map_count(n.entries); i++) {
		const struct rr_vec *all = rr_map_value(n.entries, i);

		rr_map_set(out, rr_map_key(n.entries, i),
		    (void *)(uintptr_t)rr_out_numbers(c->arena, all->items,
		    all->n, RR_ENTRIES_FEW));
	}
	return out;
}

void
rr_note_named(struct rr_case *c, const struct rr_fact *facts, size_t n,
    struct rr_out *out)
{
	const struct rr_map *standing = rr_case_standing(c);
	struct rr_map *told = rr_map_new(out->arena);

	for (size_t i = 0; i < n; i++) {
		const char *key = facts[i].name;
		const char *entries = facts[i].shape != RR_SHAPE_PARTY ? NULL :
		    rr_map_find(standing, key);

		if (entries == NULL || rr_map_find(told, key) != NULL)
			continue;
		rr_map_set(told, key, out);
		rr_out_line(out, "Note: '%s' stands in %s already, and is "
		    "this party from now on.", key, entries);
	}
}

/* Did nothing of that party count when the fact was recorded? */
static bool
is_anew(struct rr_case *c, const struct rr_fact *all, size_t n,
    const struct rr_fact *f)
{
	const struct rr_facts *then;

	while (n > 0 && all[n - 1].seq >= f->seq)
		n--;
	then = rr_facts_new(c->arena, all, n, RR_DATE_NONE);
	for (size_t i = 0; i < then->n; i++)
		if (rr_fact_party(&then->all[i]) != NULL &&
		    strcmp(then->all[i].name, f->name) == 0)
			return false;
	return true;
}

/* What was void, and would count again. */
struct again {
	const struct rr_facts	*before, *after;
	struct rr_map		*parties;	/* by key, the first fact */
};

static bool
refuse_clash(struct rr_case *c, const struct rr_fact *back,
    const struct rr_fact *f, struct rr_diags *diags)
{
	if (rr_seal_of(c->facts, f->seq) != NULL)
		return rr_diag(diags, RR_E_DUPLICATE, rr_nowhere, "entry %lld "
		    "would count again, and an entry that is sealed has given "
		    "its key, '%s', since", (long long)back->seq, f->name);
	return rr_diag(diags, RR_E_DUPLICATE, rr_nowhere, "entry %lld would "
	    "count again, and entry %lld has given its key, '%s', anew since; "
	    "what both say would be one party's; void entry %lld first, or "
	    "leave it so", (long long)back->seq, (long long)f->seq, f->name,
	    (long long)f->seq);
}

/* Those of whom something comes back; false when it is sealed. */
static bool
find_again(struct rr_case *c, struct again *g, struct rr_diags *diags)
{
	for (size_t i = 0; i < g->after->n; i++) {
		const struct rr_fact *f = &g->after->all[i];
		const char *key;

		if (f->seq > g->before->head || rr_facts_live(g->before,
		    f->seq, f->row) != NULL)
			continue;
		if (f->shape != RR_SHAPE_VOID &&
		    rr_seal_of(c->facts, f->seq) != NULL)
			return rr_seal_told(c, f->seq, diags);
		/* What was given to a party is its, too. */
		for (size_t k = 0; k < RR_WHOSE_MAX && (key = rr_fact_whose(
		    c->agreement, f, k)) != NULL; k++)
			if (rr_map_find(g->parties, key) == NULL)
				rr_map_set(g->parties, key,
				    (void *)(uintptr_t)f);
	}
	return true;
}

bool
rr_case_may_return(struct rr_case *c, const struct rr_entry *entries,
    size_t n, struct rr_diags *diags)
{
	struct rr_fact *hidden, *all, *more;
	size_t nhidden, count, most;
	struct again g;

	if (!rr_case_hidden(c, &hidden, &nhidden, diags))
		return false;
	all = rr_case_whole(c, c->recorded, c->nrecorded, hidden, nhidden,
	    &count);
	g.before = rr_facts_new(c->arena, all, count, RR_DATE_NONE);
	more = rr_case_all(c, c->arena, entries, n, &most);
	all = rr_case_whole(c, more, most, hidden, nhidden, &count);
	g.after = rr_facts_new(c->arena, all, count, RR_DATE_NONE);
	g.parties = rr_map_new(c->arena);
	if (!find_again(c, &g, diags))
		return false;
	for (size_t i = 0; i < g.after->n; i++) {
		const struct rr_fact *f = &g.after->all[i];
		const struct rr_fact *back = f->shape != RR_SHAPE_PARTY ?
		    NULL : rr_map_find(g.parties, f->name);

		if (back != NULL && f->seq > back->seq &&
		    rr_facts_live(g.before, f->seq, f->row) != NULL &&
		    is_anew(c, all, count, f))
			return refuse_clash(c, back, f, diags);
	}
	return true;
}
