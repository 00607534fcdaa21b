/*
 * load_parties.c: who is named in the paper, and what had happened: the seeds.
 *
 * Each party becomes facts: the party, its numbers and addresses with their
 * source, and what it holds.  Later imports of the file do not change them.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/qty.h"

struct party {
	const char		*name, *zone, *note;
	struct rr_strings	 roles, copies;
	const struct rr_node	*fax, *email, *address, *holds;
};

struct contact {
	const char		*number, *source, *note;
	struct rr_strings	 lists, lines;
};

struct holding { const char *class, *shares, *source; rr_date since; };

struct happening {
	const char		*event, *source;
	rr_date			 on;
	const struct rr_node	*fields;
};

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key party_keys[] = {
	RR_KEY("name", TEXT, AT(party, name), true),
	RR_KEY("roles", TEXTS, AT(party, roles), true),
	RR_KEY("copies", TEXTS, AT(party, copies), false),
	RR_KEY("zone", TEXT, AT(party, zone), false),
	RR_KEY("note", TEXT, AT(party, note), false),
	RR_KEY("fax", NODE, AT(party, fax), false),
	RR_KEY("email", NODE, AT(party, email), false),
	RR_KEY("address", NODE, AT(party, address), false),
	RR_KEY("holds", NODE, AT(party, holds), false)
};
static const struct rr_key number_keys[] = {
	RR_KEY("number", TEXT, AT(contact, number), true),
	RR_KEY("lists", TEXTS, AT(contact, lists), false),
	RR_KEY("source", TEXT, AT(contact, source), true),
	RR_KEY("note", TEXT, AT(contact, note), false)
};
static const struct rr_key email_keys[] = {
	RR_KEY("address", TEXT, AT(contact, number), true),
	RR_KEY("lists", TEXTS, AT(contact, lists), false),
	RR_KEY("source", TEXT, AT(contact, source), true),
	RR_KEY("note", TEXT, AT(contact, note), false)
};
static const struct rr_key address_keys[] = {
	RR_KEY("lines", TEXTS, AT(contact, lines), true),
	RR_KEY("lists", TEXTS, AT(contact, lists), false),
	RR_KEY("source", TEXT, AT(contact, source), true),
	RR_KEY("note", TEXT, AT(contact, note), false)
};
static const struct rr_key holding_keys[] = {
	RR_KEY("class", WORD, AT(holding, class), true),
	RR_KEY("shares", TEXT, AT(holding, shares), false),
	RR_KEY("since", DATE, AT(holding, since), false),
	RR_KEY("source", TEXT, AT(holding, source), true)
};
static const struct rr_key happening_keys[] = {
	RR_KEY("event", NAME, AT(happening, event), true),
	RR_KEY("on", DATE, AT(happening, on), true),
	RR_KEY("source", TEXT, AT(happening, source), true),
	RR_KEY("fields", NODE, AT(happening, fields), false)
};
#undef AT

/* The kinds of contact, and how each is written. */
static const struct contact_kind {
	const char		*word, *what;
	const struct rr_key	*keys;
	size_t			 n;
} contact_kinds[] = {
	{ .word = "fax", .what = "a fax number",
	    .keys = number_keys, .n = RR_COUNT(number_keys) },
	{ .word = "email", .what = "an e-mail address",
	    .keys = email_keys, .n = RR_COUNT(email_keys) },
	{ .word = "address", .what = "an address",
	    .keys = address_keys, .n = RR_COUNT(address_keys) }
};

/* A new seed at the end; earlier ones move, their facts are plain data. */
static struct rr_fact *
add_seed(const struct rr_load *l, struct rr_agreement *a, enum rr_shape shape,
    const char *name, struct rr_pos at)
{
	struct rr_fact *all = rr_grown(l->arena, a->seeds, a->nseeds,
	    sizeof(*all));
	struct rr_pos *pos = rr_grown(l->arena, a->seed_pos, a->nseeds,
	    sizeof(*pos));
	struct rr_fact *f = &all[a->nseeds];

	pos[a->nseeds] = at;
	f->row = (int64_t)++a->nseeds;
	f->shape = shape;
	f->name = name;
	f->day = a->dated;
	f->at = RR_INSTANT_NONE;
	a->seeds = all;
	a->seed_pos = pos;
	return f;
}

static void
set(const struct rr_load *l, struct rr_fact *f, enum rr_field_use use,
    const char *value)
{
	if (value != NULL && value[0] != '\0')
		rr_fact_put(l->arena, f, use, value);
}

/* The lists that name a number must be those of the notice clauses. */
static bool
check_lists(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct rr_strings *lists)
{
	const struct rr_ladder *d = a->ladder;
	bool ok = true;

	for (size_t i = 0; i < lists->n; i++) {
		size_t n = d != NULL ? d->nlists : 0, j = 0;

		while (j < n && strcmp(d->lists[j].key, lists->of[i]) != 0)
			j++;
		if (j == n)
			ok = rr_diag(l->diags, RR_E_NO_NUMBERS,
			    rr_item_pos(node, "lists", i), "'%s'%s",
			    lists->of[i], n == 0 ? "" : rr_did_you_mean(l,
			    lists->of[i], d->lists, n, sizeof(*d->lists)));
	}
	return ok;
}

static bool
add_contact(const struct rr_load *l, struct rr_agreement *a,
    const char *party, const struct contact_kind *kind,
    const struct rr_node *node)
{
	struct contact c;
	struct rr_fact *f;

	memset(&c, 0, sizeof(c));
	if (!rr_schema_read(l, node, kind->keys, kind->n, &c, kind->what) ||
	    !check_lists(l, node, a, &c.lists))
		return false;
	f = add_seed(l, a, RR_SHAPE_CONTACT, party, node->at);
	f->source = c.source;
	set(l, f, RR_USE_KIND, kind->word);
	set(l, f, RR_USE_VALUE, c.number != NULL ? c.number :
	    rr_joined(l, &c.lines, '\n'));
	set(l, f, RR_USE_LISTS, rr_agreement_spell(l->arena, a,
	    rr_joined(l, &c.lists, ' ')));
	set(l, f, RR_USE_NOTE, c.note);
	return true;
}

/* One contact, or a list of several of that kind. */
static bool
add_contacts(const struct rr_load *l, struct rr_agreement *a,
    const char *party, const struct contact_kind *kind,
    const struct rr_node *node)
{
	bool ok = true;

	if (node == NULL)
		return true;
	if (node->kind != RR_NODE_LIST)
		return add_contact(l, a, party, kind, node);
	for (size_t i = 0; i < node->n; i++)
		ok &= add_contact(l, a, party, kind, node->items[i]);
	return ok;
}

static bool
add_holding(const struct rr_load *l, struct rr_agreement *a,
    const char *party, const struct rr_node *node)
{
	struct holding h = { .since = RR_DATE_NONE };
	struct rr_fact *f;
	rr_shares units;
	size_t i = 0;

	if (!rr_schema_read(l, node, holding_keys, RR_COUNT(holding_keys), &h,
	    "a holding"))
		return false;
	while (i < a->nclasses && strcmp(a->classes[i].key, h.class) != 0)
		i++;
	if (i == a->nclasses)
		return rr_diag(l->diags, RR_E_CHOICE,
		    rr_node_pos(node, "class"),
		    "'%s' is not among the 'classes'%s", h.class,
		    rr_did_you_mean(l, h.class, a->classes, a->nclasses,
		    sizeof(*a->classes)));
	if (h.shares != NULL && !rr_shares_parse(h.shares, &units))
		return rr_diag(l->diags, RR_E_AMOUNT,
		    rr_node_pos(node, "shares"),
		    "'%s'; write whole shares, as 500000 or 500,000",
		    h.shares);
	f = add_seed(l, a, RR_SHAPE_HOLDING, party, node->at);
	f->source = h.source;
	if (!rr_date_is_none(h.since))
		f->day = h.since;
	set(l, f, RR_USE_CLASS, h.class);
	set(l, f, RR_USE_SHARES, h.shares);
	return true;
}

/* Keys that go into one value, parted by spaces; and the zone. */
static bool
check_party(const struct rr_load *l, const struct rr_node_pair *pair,
    const struct rr_node *all, const struct party *p, struct rr_agreement *a)
{
	bool ok = rr_schema_name(l, pair->key, pair->key_at, "'parties'",
	    false);

	for (size_t i = 0; i < p->roles.n; i++)
		ok &= rr_schema_name(l, p->roles.of[i],
		    rr_item_pos(pair->value, "roles", i), "'roles'", false);
	for (size_t i = 0; i < p->copies.n; i++)
		if (rr_node_find(all, p->copies.of[i]) == NULL)
			ok = rr_diag(l->diags, RR_E_NO_PARTY,
			    rr_item_pos(pair->value, "copies", i), "'%s'%s",
			    p->copies.of[i], rr_did_you_mean(l,
			    p->copies.of[i], all->pairs, all->npairs,
			    sizeof(*all->pairs)));
	if (p->zone != NULL)
		rr_note_name(l, &a->zones, &a->nzones, p->zone,
		    rr_node_pos(pair->value, "zone"));
	return ok;
}

static bool
add_party(const struct rr_load *l, struct rr_agreement *a,
    const struct rr_node_pair *pair, const struct rr_node *all)
{
	struct party p;
	struct rr_fact *f;
	bool ok;

	memset(&p, 0, sizeof(p));
	if (!rr_schema_read(l, pair->value, party_keys, RR_COUNT(party_keys),
	    &p, "a party"))
		return false;
	ok = check_party(l, pair, all, &p, a);
	f = add_seed(l, a, RR_SHAPE_PARTY, pair->key, pair->key_at);
	set(l, f, RR_USE_NAME, p.name);
	set(l, f, RR_USE_ROLES, rr_joined(l, &p.roles, ' '));
	set(l, f, RR_USE_COPIES, rr_joined(l, &p.copies, ' '));
	set(l, f, RR_USE_ZONE, p.zone);
	set(l, f, RR_USE_NOTE, p.note);
	ok &= add_contacts(l, a, pair->key, &contact_kinds[0], p.fax);
	ok &= add_contacts(l, a, pair->key, &contact_kinds[1], p.email);
	ok &= add_contacts(l, a, pair->key, &contact_kinds[2], p.address);
	if (p.holds == NULL)
		return ok;
	if (!rr_want_list(l, p.holds, "holds", RR_ENTRIES_MAX))
		return false;
	for (size_t i = 0; i < p.holds->n; i++)
		ok &= add_holding(l, a, pair->key, p.holds->items[i]);
	return ok;
}

bool
rr_read_parties(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	bool ok = true;

	if (!rr_want_map(l, node, "parties", RR_ENTRIES_MAX))
		return false;
	for (size_t i = 0; i < node->npairs; i++)
		ok &= add_party(l, a, &node->pairs[i], node);
	return ok;
}

static bool
add_fields(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_event *e, const struct rr_node *node, struct rr_fact *f)
{
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_map(l, node, "fields", RR_NAMES_MAX))
		return false;
	for (size_t i = 0; i < node->npairs; i++) {
		const struct rr_node_pair *p = &node->pairs[i];
		const struct rr_field_decl *d = rr_event_field(e, p->key);
		const char *text;

		if (d == NULL)
			ok = rr_diag(l->diags, RR_E_NO_FIELD, p->key_at,
			    "'%s' of '%s'%s", p->key, e->name,
			    rr_did_you_mean(l, p->key, e->fields, e->nfields,
			    sizeof(*e->fields)));
		else if (!rr_read_value(l, a, d, p, &text))
			ok = false;
		else if (text[0] != '\0')
			rr_fact_set(l->arena, f, p->key, text);
	}
	return ok;
}

/* Whether EVENT may be among what happened, and has all that it needs. */
static bool
check_happening(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct rr_event *e,
    const struct rr_node *fields)
{
	struct rr_pos at = rr_node_pos(node, "event");
	bool ok = true;

	if (e->notice)
		return rr_diag(l->diags, RR_E_NO_EVENT, at,
		    "'%s' is a notice; record it with `regrights notice send`",
		    e->name);
	if (e->nabout > 0)
		return rr_diag(l->diags, RR_E_CONTRADICT, at,
		    "'%s' is about a %s, and a file cannot say which; record "
		    "it with `regrights event record`", e->name,
		    rr_event_about_text(l->arena, e));
	for (size_t i = 0; e->once && i < a->nseeds; i++)
		if (a->seeds[i].shape == RR_SHAPE_EVENT &&
		    strcmp(a->seeds[i].name, e->name) == 0)
			return rr_diag_since(l->diags, RR_E_CONTRADICT, at,
			    a->seed_pos[i], "'%s' happens once", e->name);
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].required && (fields == NULL ||
		    rr_node_find(fields, e->fields[i].key) == NULL))
			ok = rr_diag(l->diags, RR_E_MISSING, node->at,
			    "'%s' in the 'fields' of '%s'", e->fields[i].key,
			    e->name);
	return ok;
}

static bool
add_happening(const struct rr_load *l, struct rr_agreement *a,
    const struct rr_node *node)
{
	const struct rr_event *e;
	struct happening h;
	struct rr_fact *f;
	bool ok;

	memset(&h, 0, sizeof(h));
	if (!rr_schema_read(l, node, happening_keys, RR_COUNT(happening_keys),
	    &h, "what happened"))
		return false;
	e = rr_want_event(l, a, h.event, rr_node_pos(node, "event"));
	if (e == NULL)
		return false;
	ok = check_happening(l, node, a, e, h.fields);
	f = add_seed(l, a, RR_SHAPE_EVENT, e->name, node->at);
	f->day = h.on;
	f->source = h.source;
	return add_fields(l, a, e, h.fields, f) && ok;
}

bool
rr_read_happened(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	bool ok = true;

	if (!rr_want_list(l, node, "happened", RR_ENTRIES_MAX))
		return false;
	for (size_t i = 0; i < node->n; i++)
		ok &= add_happening(l, a, node->items[i]);
	return ok;
}
