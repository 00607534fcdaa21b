/*
 * roster.c: who is who.
 *
 * Facts are read once in order.  A party's later fact replaces the fields
 * that it gives.  A contact that holds since a day is not there before it; of
 * two of a kind the one since a later day comes first, else the one that was
 * recorded later.  One without a day has always been so.  Who gets copies the
 * party says; of one that does not, the terms can say it for its role.  What
 * events give of roles stands beside what is said: roles_given.c.
 */
#include "roster_int.h"

#include <string.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/ledger.h"
#include "regrights/map.h"
#include "regrights/seal.h"
#include "regrights/vec.h"

struct entry {
	struct rr_party	 party;
	struct rr_vec	 reached, said, copied, named;
};

/* A contact as one fact has it; ENDS: it is none from that day on. */
struct reach {
	struct rr_contact	 contact;
	rr_date			 since;
	bool			 ends;
};

static struct entry *
entry_of(struct rr_arena *arena, struct rr_map *map, const char *key)
{
	struct entry *e = rr_map_find(map, key);
	const struct rr_vec reached = RR_VEC_INIT(const struct rr_fact *);
	const struct rr_vec said = RR_VEC_INIT(const struct rr_fact *);

	if (e != NULL)
		return e;
	e = rr_arena_alloc(arena, sizeof(*e));
	e->party.key = e->party.name = key;
	e->reached = reached;
	e->said = e->copied = e->named = said;
	rr_map_set(map, key, e);
	return e;
}

static void
take(const struct rr_fact *f, enum rr_field_use use, const char **field)
{
	const char *value = rr_fact_get(f, use);

	if (value != NULL)
		*field = value;
}

static void
add_party(struct rr_arena *arena, struct entry *e, const struct rr_fact *f)
{
	if (rr_fact_get(f, RR_USE_ROLES) != NULL)
		*(const struct rr_fact **)rr_vec_add(arena, &e->said) = f;
	if (rr_fact_get(f, RR_USE_COPIES) != NULL)
		*(const struct rr_fact **)rr_vec_add(arena, &e->copied) = f;
	if (rr_fact_get(f, RR_USE_NAME) != NULL)
		*(const struct rr_fact **)rr_vec_add(arena, &e->named) = f;
	take(f, RR_USE_ZONE, &e->party.zone);
	take(f, RR_USE_NOTE, &e->party.note);
	e->party.fact = f;
}

static bool
is_same(const struct rr_contact *a, const struct rr_contact *b)
{
	return strcmp(a->kind, b->kind) == 0 &&
	    strcmp(a->value, b->value) == 0;
}

static bool
read_reach(const struct rr_fact *f, struct reach *r)
{
	const char *ends = rr_fact_get(f, RR_USE_ENDS);

	memset(r, 0, sizeof(*r));
	r->contact.kind = rr_fact_get(f, RR_USE_KIND);
	r->contact.value = rr_fact_get(f, RR_USE_VALUE);
	r->contact.lists = "";
	r->contact.source = f->source;
	r->contact.fact = f;
	take(f, RR_USE_LISTS, &r->contact.lists);
	take(f, RR_USE_NOTE, &r->contact.note);
	r->since = rr_since_of(f);
	r->ends = ends != NULL && strcmp(ends, "yes") == 0;
	return r->contact.kind != NULL && r->contact.value != NULL;
}

/* Takes the place of what was said of the same one, unless that is later. */
static void
add_reach(struct rr_arena *arena, struct rr_vec *all, const struct reach *r)
{
	struct reach *at = all->items;
	size_t i, n = 0;

	for (i = 0; i < all->n; i++)
		if (is_same(&at[i].contact, &r->contact) &&
		    rr_since_later(at[i].since, r->since))
			return;
	for (i = 0; i < all->n; i++)
		if (!is_same(&at[i].contact, &r->contact))
			at[n++] = at[i];
	all->n = n;
	rr_vec_add(arena, all);
	at = all->items;
	for (i = 0; i < n && rr_since_later(at[i].since, r->since); i++)
		;
	memmove(&at[i + 1], &at[i], (n - i) * sizeof(*at));
	at[i] = *r;
}

size_t
rr_party_contacts(struct rr_arena *arena, const struct rr_party *p,
    rr_date on, struct rr_contact **out)
{
	struct rr_vec all = RR_VEC_INIT(struct reach);
	struct reach r;
	size_t n = 0;

	for (size_t i = 0; i < p->nreached; i++)
		if (read_reach(p->reached[i], &r) &&
		    !rr_since_later(r.since, on))
			add_reach(arena, &all, &r);
	*out = rr_arena_array(arena, all.n + 1, sizeof(**out));
	for (size_t i = 0; i < all.n; i++) {
		const struct reach *one = rr_vec_at(&all, i);

		if (!one->ends)
			(*out)[n++] = one->contact;
	}
	return n;
}

static void
add_fact(struct rr_arena *arena, struct rr_map *map, const struct rr_fact *f)
{
	struct rr_vec *reached;

	switch (f->shape) {
	case RR_SHAPE_PARTY:
		add_party(arena, entry_of(arena, map, f->name), f);
		break;
	case RR_SHAPE_CONTACT:
		reached = &entry_of(arena, map, f->name)->reached;
		*(const struct rr_fact **)rr_vec_add(arena, reached) = f;
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

/* The words of LIST that are neither there yet nor the party itself. */
static void
add_copies(struct rr_arena *arena, const struct rr_party *p, const char *list,
    const char **all)
{
	for (size_t n; *list != '\0'; list += n + strspn(list + n, " ")) {
		const char *key;

		n = strcspn(list, " ");
		key = rr_arena_strndup(arena, list, n);
		if (strcmp(key, p->key) == 0 || rr_list_has(*all, key))
			continue;
		*all = (*all)[0] == '\0' ? key : rr_arena_printf(arena,
		    "%s %s", *all, key);
	}
}

/* The section is that of the first of its roles of which they say it. */
static const char *
copies_of_roles(struct rr_arena *arena, const struct rr_party *p, rr_date on,
    const char **section)
{
	const struct rr_agreement *a = p->terms == NULL ? NULL :
	    rr_agreement_on(p->terms, on);
	const char *roles = rr_party_roles(p, on);
	const char *all = "";

	for (size_t i = 0; a != NULL && i < a->ncopied; i++) {
		if (!rr_list_has(roles, a->copied[i].role))
			continue;
		add_copies(arena, p, a->copied[i].to, &all);
		if (*section == NULL && all[0] != '\0')
			*section = a->copied[i].section;
	}
	return all;
}

/* SECTION NULL: the party says it itself, or nobody does. */
static const char *
copies_on(struct rr_arena *arena, const struct rr_party *p, rr_date on,
    const char **section)
{
	const struct rr_fact *said = rr_said_on(p->copied, p->ncopied, on);

	*section = NULL;
	return said != NULL ? rr_fact_get(said, RR_USE_COPIES) :
	    copies_of_roles(arena, p, on, section);
}

const char *
rr_party_copies(struct rr_arena *arena, const struct rr_party *p, rr_date on)
{
	const char *section;

	return copies_on(arena, p, on, &section);
}

/* With all that is on record, of whatever day; NULL: no terms say who has. */
static const struct rr_ledger *
whole_ledger(struct rr_arena *arena, const struct rr_agreement *terms,
    const struct rr_facts *facts)
{
	struct rr_fact *all = rr_arena_array(arena, facts->n + facts->nlater +
	    1, sizeof(*all));
	struct rr_facts *whole = rr_arena_alloc(arena, sizeof(*whole));

	if (terms == NULL)
		return NULL;
	for (size_t i = 0; i < facts->n; i++)
		all[i] = facts->all[i];
	for (size_t i = 0; i < facts->nlater; i++)
		all[facts->n + i] = facts->later[i];
	*whole = *facts;
	whole->all = all;
	whole->n = facts->n + facts->nlater;
	return rr_ledger_new(arena, terms, rr_moves_new(arena, terms, whole),
	    (struct rr_held_when){ rr_date_last(), NULL });
}

struct rr_roster *
rr_roster_new(struct rr_arena *arena, const struct rr_agreement *terms,
    const struct rr_facts *facts, rr_date on)
{
	struct rr_roster *r = rr_arena_alloc(arena, sizeof(*r));
	struct rr_map *map = rr_map_new(arena);
	const struct rr_ledger *l = whole_ledger(arena, terms, facts);
	const int64_t *sealed;
	bool in_part = rr_seal_unread(arena, facts, &sealed) > 0;
	struct rr_party *parties;
	struct rr_contact *contacts;

	for (size_t i = 0; i < facts->n; i++)
		add_fact(arena, map, &facts->all[i]);
	r->n = rr_map_count(map);
	parties = rr_arena_array(arena, r->n + 1, sizeof(*parties));
	for (size_t i = 0; i < r->n; i++) {
		struct entry *e = rr_map_value(map, i);

		parties[i] = e->party;
		parties[i].terms = terms;
		parties[i].reached = e->reached.items;
		parties[i].nreached = e->reached.n;
		parties[i].ncontacts = rr_party_contacts(arena, &parties[i],
		    on, &contacts);
		parties[i].contacts = contacts;
		parties[i].named = e->named.items;
		parties[i].nnamed = e->named.n;
		if (e->named.n > 0)
			parties[i].name = rr_party_name(&parties[i], on);
		parties[i].said = e->said.items;
		parties[i].nsaid = e->said.n;
		rr_party_hold(arena, l, in_part, &parties[i]);
		parties[i].roles_said = rr_party_roles_said(&parties[i], on);
		parties[i].copied = e->copied.items;
		parties[i].ncopied = e->copied.n;
		rr_map_set(map, parties[i].key, &parties[i]);
	}
	rr_roster_give(arena, terms, facts, parties, r->n);
	for (size_t i = 0; i < r->n; i++) {
		parties[i].roles = rr_party_roles(&parties[i], on);
		parties[i].copies = copies_on(arena, &parties[i], on,
		    &parties[i].copies_section);
	}
	rr_roster_tell(arena, parties, r->n);
	r->by_key = map;
	r->by_role = rr_roster_members_new(arena, parties, r->n);
	r->parties = parties;
	return r;
}

const struct rr_party *
rr_roster_find(const struct rr_roster *r, const char *key)
{
	return rr_map_find(r->by_key, key);
}

const struct rr_party *
rr_roster_named(const struct rr_roster *r, const char *word)
{
	const struct rr_party *p = rr_roster_find(r, word);

	for (size_t i = 0; p == NULL && i < r->n; i++)
		if (strcmp(r->parties[i].name, word) == 0)
			p = &r->parties[i];
	return p;
}

const struct rr_contact *
rr_party_contact(const struct rr_party *p, const char *kind)
{
	for (size_t i = 0; i < p->ncontacts; i++)
		if (strcmp(p->contacts[i].kind, kind) == 0)
			return &p->contacts[i];
	return NULL;
}

const char *
rr_party_lists(const struct rr_party *p, const char *value, rr_date on)
{
	rr_date since = RR_DATE_NONE;
	const char *lists = "";
	struct reach r;

	for (size_t i = 0; i < p->nreached; i++) {
		if (!read_reach(p->reached[i], &r) ||
		    strcmp(r.contact.value, value) != 0 ||
		    rr_since_later(since, r.since) ||
		    rr_since_later(r.since, on))
			continue;
		since = r.since;
		lists = r.ends ? "" : r.contact.lists;
	}
	return lists;
}

const char *
rr_role_word(struct rr_arena *arena, const char *word, const char *roles)
{
	const char *one;
	size_t n;

	if (strncmp(word, "each ", 5) == 0)
		word += 5;
	n = strlen(word);
	if (rr_list_has(roles, word))
		return word;
	if (n < 2 || word[n - 1] != 's')
		return NULL;
	one = rr_arena_strndup(arena, word, n - 1);
	return rr_list_has(roles, one) ? one : NULL;
}

bool
rr_party_is_named(const struct rr_party *p, const char *to,
    const struct rr_fact *it)
{
	static const char its[] = "it.";

	if (strncmp(to, its, strlen(its)) == 0)
		to = it == NULL ? NULL : rr_fact_field(it, to + strlen(its));
	return to != NULL && strcmp(p->key, to) == 0;
}

size_t
rr_roster_recipients_on(struct rr_arena *arena, const struct rr_roster *r,
    const char *const *to, size_t nto, const struct rr_fact *it, rr_date on,
    const struct rr_party ***out)
{
	size_t n = 0;

	*out = rr_arena_array(arena, r->n + 1, sizeof(**out));
	for (size_t i = 0; i < r->n; i++) {
		const struct rr_party *p = &r->parties[i];
		const char *roles = rr_date_is_none(on) ? p->roles :
		    rr_party_roles(p, on);

		for (size_t j = 0; j < nto; j++)
			if (rr_party_is_named(p, to[j], it) ||
			    rr_role_word(arena, to[j], roles) != NULL) {
				(*out)[n++] = p;
				break;
			}
	}
	return n;
}

size_t
rr_roster_recipients(struct rr_arena *arena, const struct rr_roster *r,
    const char *const *to, size_t nto, const struct rr_fact *it,
    const struct rr_party ***out)
{
	return rr_roster_recipients_on(arena, r, to, nto, it, RR_DATE_NONE,
	    out);
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
    const char *party, rr_date on, const struct rr_party ***out)
{
	const struct rr_party *p = rr_roster_find(r, party);
	const char *list = p == NULL ? "" : rr_party_copies(arena, p, on);
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
