/*
 * load_parties.c: who is named in the paper, and what had happened: the seeds.
 *
 * Each party becomes facts: the party, its numbers and addresses with their
 * source, and what it holds.  Later imports of the file do not change them.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/buf.h"
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
	{ "name", RR_KEY_TEXT, AT(party, name), true, 0, 0, NULL },
	{ "roles", RR_KEY_TEXTS, AT(party, roles), true, 0, 0, NULL },
	{ "copies", RR_KEY_TEXTS, AT(party, copies), false, 0, 0, NULL },
	{ "zone", RR_KEY_TEXT, AT(party, zone), false, 0, 0, NULL },
	{ "note", RR_KEY_TEXT, AT(party, note), false, 0, 0, NULL },
	{ "fax", RR_KEY_NODE, AT(party, fax), false, 0, 0, NULL },
	{ "email", RR_KEY_NODE, AT(party, email), false, 0, 0, NULL },
	{ "address", RR_KEY_NODE, AT(party, address), false, 0, 0, NULL },
	{ "holds", RR_KEY_NODE, AT(party, holds), false, 0, 0, NULL }
};
static const struct rr_key number_keys[] = {
	{ "number", RR_KEY_TEXT, AT(contact, number), true, 0, 0, NULL },
	{ "lists", RR_KEY_TEXTS, AT(contact, lists), false, 0, 0, NULL },
	{ "source", RR_KEY_TEXT, AT(contact, source), true, 0, 0, NULL },
	{ "note", RR_KEY_TEXT, AT(contact, note), false, 0, 0, NULL }
};
static const struct rr_key address_keys[] = {
	{ "lines", RR_KEY_TEXTS, AT(contact, lines), true, 0, 0, NULL },
	{ "lists", RR_KEY_TEXTS, AT(contact, lists), false, 0, 0, NULL },
	{ "source", RR_KEY_TEXT, AT(contact, source), true, 0, 0, NULL },
	{ "note", RR_KEY_TEXT, AT(contact, note), false, 0, 0, NULL }
};
static const struct rr_key holding_keys[] = {
	{ "class", RR_KEY_NAME, AT(holding, class), true, 0, 0, NULL },
	{ "shares", RR_KEY_TEXT, AT(holding, shares), false, 0, 0, NULL },
	{ "since", RR_KEY_DATE, AT(holding, since), false, 0, 0, NULL },
	{ "source", RR_KEY_TEXT, AT(holding, source), true, 0, 0, NULL }
};
static const struct rr_key happening_keys[] = {
	{ "event", RR_KEY_NAME, AT(happening, event), true, 0, 0, NULL },
	{ "on", RR_KEY_DATE, AT(happening, on), true, 0, 0, NULL },
	{ "source", RR_KEY_TEXT, AT(happening, source), true, 0, 0, NULL },
	{ "fields", RR_KEY_NODE, AT(happening, fields), false, 0, 0, NULL }
};
#undef AT

/* A new seed at the end; earlier ones move, their facts are plain data. */
static struct rr_fact *
add_seed(const struct rr_load *l, struct rr_agreement *a, enum rr_shape shape,
    const char *name, struct rr_pos at)
{
	struct rr_fact *all = rr_arena_array(l->arena, a->nseeds + 1,
	    sizeof(*all));
	struct rr_pos *pos = rr_arena_array(l->arena, a->nseeds + 1,
	    sizeof(*pos));
	struct rr_fact *f = &all[a->nseeds];

	if (a->nseeds > 0) {
		memcpy(all, a->seeds, a->nseeds * sizeof(*all));
		memcpy(pos, a->seed_pos, a->nseeds * sizeof(*pos));
	}
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

static const char *
join(const struct rr_load *l, const struct rr_strings *s, char between)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < s->n; i++) {
		if (i > 0)
			rr_buf_addc(&b, between);
		rr_buf_add(&b, s->of[i]);
	}
	return rr_buf_keep(&b, l->arena);
}

static void
set(const struct rr_load *l, struct rr_fact *f, const char *key,
    const char *value)
{
	if (value != NULL && value[0] != '\0')
		rr_fact_set(l->arena, f, key, value);
}

static bool
add_contact(const struct rr_load *l, struct rr_agreement *a,
    const char *party, const char *kind, const struct rr_node *node)
{
	bool address = strcmp(kind, "address") == 0;
	struct contact c;
	struct rr_fact *f;

	if (node == NULL)
		return true;
	if (node->kind == RR_NODE_LIST) {
		bool ok = true;

		for (size_t i = 0; i < node->n; i++)
			ok &= add_contact(l, a, party, kind, node->items[i]);
		return ok;
	}
	memset(&c, 0, sizeof(c));
	if (!rr_schema_read(l, node, address ? address_keys : number_keys,
	    address ? RR_COUNT(address_keys) : RR_COUNT(number_keys), &c,
	    kind))
		return false;
	f = add_seed(l, a, RR_SHAPE_CONTACT, party, node->at);
	f->source = c.source;
	set(l, f, "kind", kind);
	set(l, f, "value", address ? join(l, &c.lines, '\n') : c.number);
	set(l, f, "lists", join(l, &c.lists, ' '));
	set(l, f, "note", c.note);
	return true;
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
		    "'%s' is not among the classes", h.class);
	if (h.shares != NULL && !rr_shares_parse(h.shares, &units))
		return rr_diag(l->diags, RR_E_AMOUNT,
		    rr_node_pos(node, "shares"),
		    "'%s' is no number of shares", h.shares);
	f = add_seed(l, a, RR_SHAPE_HOLDING, party, node->at);
	f->source = h.source;
	if (!rr_date_is_none(h.since))
		f->day = h.since;
	set(l, f, "class", h.class);
	set(l, f, "shares", h.shares);
	return true;
}

static bool
add_party(const struct rr_load *l, struct rr_agreement *a,
    const struct rr_node_pair *pair, const struct rr_node *all)
{
	struct party p;
	struct rr_fact *f;
	bool ok = true;

	memset(&p, 0, sizeof(p));
	if (!rr_schema_read(l, pair->value, party_keys, RR_COUNT(party_keys),
	    &p, "a party"))
		return false;
	for (size_t i = 0; i < p.copies.n; i++)
		if (rr_node_find(all, p.copies.of[i]) == NULL)
			ok = rr_diag(l->diags, RR_E_NO_PARTY,
			    rr_node_pos(pair->value, "copies"), "'%s'",
			    p.copies.of[i]);
	if (strchr(pair->key, ' ') != NULL)
		ok = rr_diag(l->diags, RR_E_NAME, pair->key_at,
		    "'%s': a party's key has no spaces", pair->key);
	f = add_seed(l, a, RR_SHAPE_PARTY, pair->key, pair->key_at);
	set(l, f, "name", p.name);
	set(l, f, "roles", join(l, &p.roles, ' '));
	set(l, f, "copies", join(l, &p.copies, ' '));
	set(l, f, "zone", p.zone);
	set(l, f, "note", p.note);
	ok &= add_contact(l, a, pair->key, "fax", p.fax);
	ok &= add_contact(l, a, pair->key, "email", p.email);
	ok &= add_contact(l, a, pair->key, "address", p.address);
	if (p.holds == NULL)
		return ok;
	if (!rr_want_list(l, p.holds, "holds"))
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

	if (!rr_want_map(l, node, "parties"))
		return false;
	for (size_t i = 0; i < node->npairs; i++)
		ok &= add_party(l, a, &node->pairs[i], node);
	return ok;
}

static bool
add_fields(const struct rr_load *l, const struct rr_event *e,
    const struct rr_node *node, struct rr_fact *f)
{
	if (node == NULL)
		return true;
	if (!rr_want_map(l, node, "fields"))
		return false;
	for (size_t i = 0; i < node->npairs; i++) {
		const struct rr_node_pair *p = &node->pairs[i];

		if (rr_event_field(e, p->key) == NULL ||
		    p->value->kind != RR_NODE_SCALAR)
			return rr_diag(l->diags, RR_E_NO_FIELD, p->key_at,
			    "'%s' of '%s'", p->key, e->name);
		set(l, f, p->key, p->value->text);
	}
	return true;
}

bool
rr_read_happened(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	bool ok = true;

	if (!rr_want_list(l, node, "happened"))
		return false;
	for (size_t i = 0; i < node->n; i++) {
		struct happening h;
		const struct rr_event *e;
		struct rr_fact *f;

		memset(&h, 0, sizeof(h));
		if (!rr_schema_read(l, node->items[i], happening_keys,
		    RR_COUNT(happening_keys), &h, "what happened")) {
			ok = false;
			continue;
		}
		e = rr_agreement_event(a, h.event);
		if (e == NULL || e->notice) {
			ok = rr_diag(l->diags, RR_E_NO_EVENT,
			    rr_node_pos(node->items[i], "event"), "'%s'",
			    h.event);
			continue;
		}
		f = add_seed(l, a, RR_SHAPE_EVENT, e->name,
		    node->items[i]->at);
		f->day = h.on;
		f->source = h.source;
		ok &= add_fields(l, e, h.fields, f);
	}
	return ok;
}
