/*
 * load_events.c: the events and notices that an agreement declares.
 *
 * Both share one list and one name space; a notice is an event that is given
 * under the notice clause.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/vec.h"

struct event {
	const char		*section, *what, *by, *with, *from, *one_by;
	struct rr_strings	 about, to;
	const struct rr_node	*fields, *cutoff, *gives, *carried;
	bool			 once;
	bool			 so_before;
	int			 effect;
};

struct carried {
	const char		*as, *on;
	const struct rr_node	*by;
};

#define RR_EFFECT(id, word, needs)	"|" word
static const char effect_words[] = "none"
#include "regrights/effect.def"
    ;
#undef RR_EFFECT
#define RR_EFFECT(id, word, needs)	needs,
static const char *const effect_needs[] = { "",
#include "regrights/effect.def"
};
#undef RR_EFFECT

#define FIELDS_MAX	50

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key event_keys[] = {
	RR_KEY("section", TEXT, AT(event, section), true),
	RR_KEY("what", TEXT, AT(event, what), true),
	RR_KEY("by", NAME, AT(event, by), false),
	RR_KEY("with", NAME, AT(event, with), false),
	RR_KEY("about", TEXTS, AT(event, about), false),
	RR_KEY("once", YES, AT(event, once), false),
	RR_KEY("so before", YES, AT(event, so_before), false),
	RR_KEY_OF("effect", CHOICE, AT(event, effect), false,
	    .words = effect_words),
	RR_KEY("cut-off", NODE, AT(event, cutoff), false),
	RR_KEY("gives", NODE, AT(event, gives), false),
	RR_KEY("carried out", NODE, AT(event, carried), false),
	RR_KEY("fields", NODE, AT(event, fields), false)
};
static const struct rr_key notice_keys[] = {
	RR_KEY("section", TEXT, AT(event, section), true),
	RR_KEY("what", TEXT, AT(event, what), true),
	RR_KEY("from", TEXT, AT(event, from), true),
	RR_KEY("to", TEXTS, AT(event, to), true),
	RR_KEY("about", TEXTS, AT(event, about), false),
	RR_KEY("one by", NAME, AT(event, one_by), false),
	RR_KEY("fields", NODE, AT(event, fields), false)
};
static const struct rr_key gives_keys[] = {
	RR_KEY("role", NAME, AT(rr_gives, role), true),
	RR_KEY("to", NAME, AT(rr_gives, field), true),
	RR_KEY("alone", YES, AT(rr_gives, alone), false)
};
static const struct rr_key carried_keys[] = {
	RR_KEY("as", NAME, AT(carried, as), true),
	RR_KEY("on", NAME, AT(carried, on), true),
	RR_KEY("by", NODE, AT(carried, by), true)
};
#undef AT

static bool
check_effect(const struct rr_load *l, const struct rr_event *e)
{
	const char *needs = effect_needs[e->effect];
	bool ok = true;

	while (*needs != '\0') {
		size_t n = strcspn(needs, " ");
		enum rr_field_use use = rr_use_find(rr_arena_strndup(l->arena,
		    needs, n));
		const char *key = rr_event_key(e, use);
		const struct rr_field_decl *f = rr_event_field(e, key);

		if (f == NULL || !f->required)
			ok = rr_diag(l->diags, RR_E_NO_FIELD, e->pos,
			    "'%s' has an 'effect', so it must have the field "
			    "'%s', required", e->name, key);
		else
			ok &= rr_want_field(l, e, key, rr_use_type(use),
			    f->pos);
		needs += n;
		needs += strspn(needs, " ");
	}
	return ok;
}

/* The role that it gives, to the party of a field that must be filled in. */
static bool
read_gives(const struct rr_load *l, const struct rr_node *node,
    struct rr_event *e)
{
	struct rr_gives *g;
	const struct rr_field_decl *f;

	if (node == NULL)
		return true;
	g = rr_arena_alloc(l->arena, sizeof(*g));
	if (!rr_schema_read(l, node, gives_keys, RR_COUNT(gives_keys), g,
	    "'gives'") || !rr_schema_name(l, g->role, rr_node_pos(node,
	    "role"), "'role'", true))
		return false;
	f = rr_event_field(e, g->field);
	if (f == NULL || !f->required || f->type != RR_FIELD_PARTY)
		return rr_diag(l->diags, RR_E_NO_FIELD, rr_node_pos(node,
		    "to"), "'%s' must have the field '%s', of 'type: party', "
		    "required", e->name, g->field);
	e->gives = g;
	return true;
}

/* For each choice of a field the events, which are looked for later. */
static bool
read_carried_by(const struct rr_load *l, const struct rr_node *node,
    const struct rr_field_decl *as, struct rr_carried *out)
{
	const struct rr_key key = { .name = "by", .type = RR_KEY_TEXTS };
	struct rr_carried_by *all;
	bool ok = true;

	if (!rr_want_map(l, node, "by", FIELDS_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		struct rr_strings events;
		size_t k = 0;

		while (k < as->nchoices && strcmp(as->choices[k],
		    node->pairs[i].key) != 0)
			k++;
		if (k == as->nchoices)
			ok = rr_diag(l->diags, RR_E_CHOICE,
			    node->pairs[i].key_at, "'%s' is no choice of '%s'",
			    node->pairs[i].key, as->key);
		if (!rr_schema_value(l, &key, node->pairs[i].value, &events)) {
			ok = false;
			continue;
		}
		all[i].choice = node->pairs[i].key;
		all[i].events = events.of;
		all[i].n = events.n;
	}
	out->by = all;
	out->nby = node->npairs;
	return ok;
}

/* What is planned says in its fields as what, and for which day. */
static bool
read_carried(const struct rr_load *l, const struct rr_node *node,
    struct rr_event *e)
{
	struct rr_carried *out;
	struct carried c;

	if (node == NULL)
		return true;
	memset(&c, 0, sizeof(c));
	if (!rr_schema_read(l, node, carried_keys, RR_COUNT(carried_keys), &c,
	    "'carried out'") ||
	    !rr_want_field(l, e, c.as, RR_FIELD_CHOICE, rr_node_pos(node,
	    "as")) || !rr_want_field(l, e, c.on, RR_FIELD_DATE,
	    rr_node_pos(node, "on")))
		return false;
	out = rr_arena_alloc(l->arena, sizeof(*out));
	out->as = c.as;
	out->on = c.on;
	e->carried = out;
	return read_carried_by(l, c.by, rr_event_field(e, c.as), out);
}

/* Whose a notice is: where it has a field for that, it names a party. */
static bool
check_from(const struct rr_load *l, const struct rr_event *e)
{
	const struct rr_field_decl *f = !e->notice ? NULL :
	    rr_event_use(e, RR_USE_FROM);

	return f == NULL || rr_want_use(l, e, RR_USE_FROM, RR_FIELD_PARTY,
	    f->pos);
}

/* Those that say the same there are one: a field of it. */
static bool
check_one_by(const struct rr_load *l, const struct rr_node *node,
    const struct rr_event *e)
{
	return e->one_by == NULL || rr_event_field(e, e->one_by) != NULL ?
	    true : rr_diag(l->diags, RR_E_NO_FIELD, rr_node_pos(node,
	    "one by"), "'%s' must have the field '%s', by which they are one",
	    e->name, e->one_by);
}

static bool
read_event(const struct rr_load *l, const struct rr_node_pair *p,
    bool notice, struct rr_agreement *a, struct rr_event *out)
{
	struct event e;
	bool ok;

	memset(&e, 0, sizeof(e));
	ok = rr_want_free_name(l, p->key, p->key_at,
	    notice ? "'notices'" : "'events'");
	ok &= rr_schema_read(l, p->value, notice ? notice_keys : event_keys,
	    notice ? RR_COUNT(notice_keys) : RR_COUNT(event_keys), &e,
	    notice ? "a notice" : "an event");
	out->name = p->key;
	out->section = e.section;
	out->what = e.what;
	out->by = notice ? e.from : e.by;
	out->with = e.with;
	out->notice = notice;
	out->once = e.once;
	out->so_before = e.so_before;
	out->about = e.about.of;
	out->nabout = e.about.n;
	out->one_by = e.one_by;
	out->from = e.from;
	out->to = e.to.of;
	out->nto = e.to.n;
	out->pos = p->key_at;
	for (size_t i = 0; i < e.to.n; i++)
		if (strncmp(e.to.of[i], "it.", 3) != 0)
			ok &= rr_schema_name(l, e.to.of[i],
			    rr_item_pos(p->value, "to", i), "'to'", true);
	out->effect = (enum rr_lot_effect)e.effect;
	return rr_read_fields(l, e.fields, out) &&
	    rr_read_cutoff(l, e.cutoff, a, out) && check_effect(l, out) &&
	    check_from(l, out) && check_one_by(l, p->value, out) &&
	    read_gives(l, e.gives, out) && read_carried(l, e.carried, out) &&
	    ok;
}

/* Adds to the events there are already. */
static bool
read_all(const struct rr_load *l, const struct rr_node *node, bool notices,
    struct rr_agreement *a)
{
	struct rr_event *all;
	bool ok = true;

	if (!rr_want_map(l, node, notices ? "notices" : "events",
	    RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, a->nevents + node->npairs + 1,
	    sizeof(*all));
	if (a->nevents > 0)
		memcpy(all, a->events, a->nevents * sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++)
		ok &= read_event(l, &node->pairs[i], notices, a,
		    &all[a->nevents + i]);
	/* Those with mistakes too: what names them is not wrong for that. */
	a->events = all;
	a->nevents += node->npairs;
	return ok;
}

bool
rr_read_events(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return read_all(l, node, false, a);
}

bool
rr_read_notices(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return read_all(l, node, true, a);
}

/* "it.FIELD": a party that each of what the notice is about must name. */
static bool
check_to(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_event *e, const char *to, struct rr_pos at)
{
	bool ok = true;

	if (strncmp(to, "it.", 3) != 0)
		return true;
	if (e->nabout == 0)
		return rr_diag(l->diags, RR_E_CONTRADICT, at,
		    "'%s' goes to '%s', but is not 'about' an event", e->name,
		    to);
	for (size_t i = 0; i < e->nabout; i++) {
		const struct rr_event *about = rr_agreement_event(a,
		    e->about[i]);
		const struct rr_field_decl *f = about == NULL ? NULL :
		    rr_event_field(about, to + 3);

		if (about != NULL && (f == NULL ||
		    f->type != RR_FIELD_PARTY))
			ok = rr_diag(l->diags, RR_E_NO_FIELD, at,
			    "'%s' must have the field '%s', of 'type: party'",
			    about->name, to + 3);
	}
	return ok;
}

/* Each that a field of entries can name is of the file. */
static bool
check_of(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_field_decl *d)
{
	bool ok = true;

	for (size_t i = 0; i < d->nof; i++)
		ok &= rr_want_event(l, a, d->of[i], d->pos) != NULL;
	return ok;
}

static bool
check_carried(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_event *e, struct rr_pos at)
{
	bool ok = true;

	for (size_t i = 0; e->carried != NULL && i < e->carried->nby; i++)
		for (size_t k = 0; k < e->carried->by[i].n; k++)
			ok &= rr_want_event(l, a, e->carried->by[i].events[k],
			    at) != NULL;
	return ok;
}

bool
rr_check_events(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	bool ok = true;

	for (size_t i = 0; i < node->npairs; i++) {
		const struct rr_node_pair *p = &node->pairs[i];
		const struct rr_event *e = rr_agreement_event(a, p->key);

		if (e == NULL)
			continue;
		for (size_t j = 0; j < e->nabout; j++)
			ok &= rr_want_event(l, a, e->about[j],
			    rr_item_pos(p->value, "about", j)) != NULL;
		for (size_t j = 0; e->from != NULL && (j < e->nabout ||
		    j == 0); j++)
			ok &= rr_want_who(l, a, e->from, j == e->nabout ?
			    NULL : rr_agreement_event(a, e->about[j]),
			    "'from'", rr_node_pos(p->value, "from"));
		for (size_t j = 0; j < e->nto; j++)
			ok &= check_to(l, a, e, e->to[j],
			    rr_item_pos(p->value, "to", j));
		for (size_t j = 0; j < e->nfields; j++)
			ok &= check_of(l, a, &e->fields[j]);
		ok &= check_carried(l, a, e, rr_node_pos(p->value,
		    "carried out"));
	}
	return ok;
}
