/*
 * roster.c: who is who.
 *
 * Facts are read once in order.  A party's later fact replaces the fields
 * that it gives; a later contact of the same kind comes before the earlier.
 * A contact that holds since a day is not there before it.
 */
#include "regrights/roster.h"

#include <string.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/map.h"
#include "regrights/vec.h"

struct entry {
	struct rr_party	 party;
	struct rr_vec	 contacts, said;
};

static struct entry *
entry_of(struct rr_arena *arena, struct rr_map *map, const char *key)
{
	struct entry *e = rr_map_find(map, key);
	const struct rr_vec contacts = RR_VEC_INIT(struct rr_contact);
	const struct rr_vec said = RR_VEC_INIT(const struct rr_fact *);

	if (e != NULL)
		return e;
	e = rr_arena_alloc(arena, sizeof(*e));
	e->party.key = e->party.name = key;
	e->party.copies = "";
	e->contacts = contacts;
	e->said = said;
	rr_map_set(map, key, e);
	return e;
}

static void
take(const struct rr_fact *f, const char *key, const char **field)
{
	const char *value = rr_fact_field(f, key);

	if (value != NULL)
		*field = value;
}

static void
add_party(struct rr_arena *arena, struct entry *e, const struct rr_fact *f)
{
	if (rr_fact_field(f, "roles") != NULL)
		*(const struct rr_fact **)rr_vec_add(arena, &e->said) = f;
	take(f, "name", &e->party.name);
	take(f, "copies", &e->party.copies);
	take(f, "zone", &e->party.zone);
	take(f, "note", &e->party.note);
	e->party.fact = f;
}

static void
drop_contact(struct entry *e, size_t i)
{
	struct rr_contact *all = e->contacts.items;

	memmove(&all[i], &all[i + 1], (e->contacts.n - i - 1) * sizeof(*all));
	e->contacts.n--;
}

static bool
is_yet_to_come(const struct rr_fact *f, rr_date on)
{
	const char *since = rr_fact_field(f, "since");
	rr_date day;

	return since != NULL && rr_date_parse(since, &day) &&
	    rr_date_cmp(day, on) > 0;
}

static void
add_contact(struct rr_arena *arena, struct entry *e, const struct rr_fact *f)
{
	const char *kind = rr_fact_field(f, "kind");
	const char *value = rr_fact_field(f, "value");
	const char *ends = rr_fact_field(f, "ends");
	struct rr_contact *all = e->contacts.items;
	struct rr_contact c = { kind, value, "", f->source, NULL, f };

	if (kind == NULL || value == NULL)
		return;
	for (size_t i = e->contacts.n; i > 0; i--)
		if (strcmp(all[i - 1].kind, kind) == 0 &&
		    strcmp(all[i - 1].value, value) == 0)
			drop_contact(e, i - 1);
	if (ends != NULL && strcmp(ends, "yes") == 0)
		return;
	take(f, "lists", &c.lists);
	take(f, "note", &c.note);
	rr_vec_add(arena, &e->contacts);
	all = e->contacts.items;
	memmove(&all[1], &all[0], (e->contacts.n - 1) * sizeof(*all));
	all[0] = c;
}

static void
add_fact(struct rr_arena *arena, struct rr_map *map, const struct rr_fact *f,
    rr_date on)
{
	switch (f->shape) {
	case RR_SHAPE_PARTY:
		add_party(arena, entry_of(arena, map, f->name), f);
		break;
	case RR_SHAPE_CONTACT:
		if (!is_yet_to_come(f, on))
			add_contact(arena, entry_of(arena, map, f->name), f);
		break;
	case RR_SHAPE_IMPORT:
	case RR_SHAPE_BOOK:
	case RR_SHAPE_EVENT:
	case RR_SHAPE_NOTICE:
	case RR_SHAPE_RESULT:
	case RR_SHAPE_RECEIPT:
	case RR_SHAPE_HOLDING:
	case RR_SHAPE_POSITION:
	case RR_SHAPE_VOID:
	case RR_SHAPE_SEAL:
	case RR_SHAPE_RELEASE:
	case RR_SHAPE_DESTROY:
	case RR_SHAPE_ACCOUNT:
	case RR_SHAPE_HOLD:
	case RR_SHAPE_LIFT:
	case RR_SHAPE_MAX:
		break;
	}
}

const char *
rr_party_roles(const struct rr_party *p, rr_date on)
{
	rr_date since = RR_DATE_NONE;
	const char *roles = "";

	for (size_t i = 0; i < p->nsaid; i++) {
		const char *text = rr_fact_field(p->said[i], "since");
		rr_date day = RR_DATE_NONE;

		if (text != NULL && rr_date_parse(text, &day) &&
		    (rr_date_cmp(day, on) > 0 ||
		    rr_date_cmp(day, since) < 0))
			continue;
		since = day;
		roles = rr_fact_field(p->said[i], "roles");
	}
	return roles;
}

struct rr_roster *
rr_roster_new(struct rr_arena *arena, const struct rr_facts *facts,
    rr_date on)
{
	struct rr_roster *r = rr_arena_alloc(arena, sizeof(*r));
	struct rr_map *map = rr_map_new(arena);
	struct rr_party *parties;

	for (size_t i = 0; i < facts->n; i++)
		add_fact(arena, map, &facts->all[i], on);
	r->n = rr_map_count(map);
	parties = rr_arena_array(arena, r->n + 1, sizeof(*parties));
	for (size_t i = 0; i < r->n; i++) {
		struct entry *e = rr_map_value(map, i);

		parties[i] = e->party;
		parties[i].contacts = e->contacts.items;
		parties[i].ncontacts = e->contacts.n;
		parties[i].said = e->said.items;
		parties[i].nsaid = e->said.n;
		parties[i].roles = rr_party_roles(&parties[i], on);
		rr_map_set(map, parties[i].key, &parties[i]);
	}
	r->by_key = map;
	r->parties = parties;
	return r;
}

const struct rr_party *
rr_roster_find(const struct rr_roster *r, const char *key)
{
	return rr_map_find(r->by_key, key);
}

const struct rr_contact *
rr_party_contact(const struct rr_party *p, const char *kind)
{
	for (size_t i = 0; i < p->ncontacts; i++)
		if (strcmp(p->contacts[i].kind, kind) == 0)
			return &p->contacts[i];
	return NULL;
}

/* "each holder", "holders" and "holder" are one role. */
static bool
has_role(const struct rr_party *p, const char *word)
{
	char role[64];
	size_t n;

	if (strncmp(word, "each ", 5) == 0)
		word += 5;
	n = strlen(word);
	if (rr_list_has(p->roles, word))
		return true;
	if (n < 2 || n >= sizeof(role) || word[n - 1] != 's')
		return false;
	memcpy(role, word, n - 1);
	role[n - 1] = '\0';
	return rr_list_has(p->roles, role);
}

static bool
is_named(const struct rr_party *p, const char *to, const struct rr_fact *it)
{
	static const char its[] = "it.";
	const char *key = to;

	if (strncmp(to, its, strlen(its)) == 0) {
		key = it == NULL ? NULL : rr_fact_field(it, to + strlen(its));
		return key != NULL && strcmp(p->key, key) == 0;
	}
	return strcmp(p->key, key) == 0 || has_role(p, key);
}

size_t
rr_roster_recipients(struct rr_arena *arena, const struct rr_roster *r,
    const char *const *to, size_t nto, const struct rr_fact *it,
    const struct rr_party ***out)
{
	size_t n = 0;

	*out = rr_arena_array(arena, r->n + 1, sizeof(**out));
	for (size_t i = 0; i < r->n; i++)
		for (size_t j = 0; j < nto; j++)
			if (is_named(&r->parties[i], to[j], it)) {
				(*out)[n++] = &r->parties[i];
				break;
			}
	return n;
}

/* Parties lie in one array, so their addresses are their order. */
static void
insert(const struct rr_party **all, size_t *n, const struct rr_party *p)
{
	size_t at = *n;

	for (size_t i = 0; i < *n; i++)
		if (all[i] == p)
			return;
	for (; at > 0 && p < all[at - 1]; at--)
		all[at] = all[at - 1];
	all[at] = p;
	++*n;
}

size_t
rr_roster_copies(struct rr_arena *arena, const struct rr_roster *r,
    const char *party, const struct rr_party ***out)
{
	const struct rr_party *p = rr_roster_find(r, party);
	const char *list = p == NULL ? "" : p->copies;
	size_t n = 0;

	*out = rr_arena_array(arena, strlen(list) / 2 + 2, sizeof(**out));
	while (*list != '\0') {
		size_t len = strcspn(list, " ");
		const struct rr_party *copy = len == 0 ? NULL :
		    rr_roster_find(r, rr_arena_strndup(arena, list, len));

		if (copy != NULL)
			insert(*out, &n, copy);
		list += len + strspn(list + len, " ");
	}
	return n;
}

const char *
rr_roster_name(const struct rr_roster *r, const char *role)
{
	const struct rr_party *p;

	if (role == NULL)
		return "";
	p = rr_roster_find(r, role);
	return p != NULL ? p->name : role;
}
