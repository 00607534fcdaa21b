/*
 * load_dates.c: kinds of days, rules for closed days, deadlines, and the
 * clauses that are kept in words only.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/vec.h"

struct kind {
	const char		*section;
	struct rr_strings	 closed;
	const struct rr_node	*also;
};

struct option {
	const struct rr_node	*if_set;
	struct rr_strings	 calendars;
};

struct roll {
	const char	*cite, *note;
	const struct rr_node *days;
	int		 to;
	bool		 agreed;
};

struct deadline {
	const char		*id, *section, *what, *by, *each, *met_by,
				*extended_by, *note;
	const struct rr_node	*due, *opens, *only_if, *extended_if, *roll;
	int			 test, per;
};

struct clause { const char *id, *section, *what, *by, *kind, *note; };
struct claims { const char *section, *opens, *bills, *pays; };

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key kind_keys[] = {
	{ "section", RR_KEY_TEXT, AT(kind, section), true, 0, 0, NULL },
	{ "closed", RR_KEY_TEXTS, AT(kind, closed), true, 0, 0, NULL },
	{ "also closed", RR_KEY_NODE, AT(kind, also), false, 0, 0, NULL }
};
static const struct rr_key option_keys[] = {
	{ "if", RR_KEY_NODE, AT(option, if_set), true, 0, 0, NULL },
	{ "calendars", RR_KEY_TEXTS, AT(option, calendars), true, 0, 0, NULL }
};
static const struct rr_key roll_keys[] = {
	{ "cite", RR_KEY_TEXT, AT(roll, cite), true, 0, 0, NULL },
	{ "days", RR_KEY_NODE, AT(roll, days), true, 0, 0, NULL },
	{ "to", RR_KEY_CHOICE, AT(roll, to), false, 0, 0, "next|previous" },
	{ "note", RR_KEY_TEXT, AT(roll, note), false, 0, 0, NULL },
	{ "agreed", RR_KEY_YES, AT(roll, agreed), false, 0, 0, NULL }
};
static const struct rr_key deadline_keys[] = {
	{ "id", RR_KEY_NAME, AT(deadline, id), true, 0, 0, NULL },
	{ "section", RR_KEY_TEXT, AT(deadline, section), true, 0, 0, NULL },
	{ "what", RR_KEY_TEXT, AT(deadline, what), true, 0, 0, NULL },
	{ "by", RR_KEY_NAME, AT(deadline, by), true, 0, 0, NULL },
	{ "due", RR_KEY_NODE, AT(deadline, due), false, 0, 0, NULL },
	{ "opens", RR_KEY_NODE, AT(deadline, opens), false, 0, 0, NULL },
	{ "test", RR_KEY_CHOICE, AT(deadline, test), false, 0, 0,
	    "on or before|before" },
	{ "for each", RR_KEY_NAME, AT(deadline, each), false, 0, 0, NULL },
	{ "per", RR_KEY_CHOICE, AT(deadline, per), false, 0, 0,
	    "entry|recipient" },
	{ "if", RR_KEY_NODE, AT(deadline, only_if), false, 0, 0, NULL },
	{ "met by", RR_KEY_NAME, AT(deadline, met_by), false, 0, 0, NULL },
	{ "extended by", RR_KEY_NAME, AT(deadline, extended_by), false, 0, 0,
	    NULL },
	{ "extended if", RR_KEY_NODE, AT(deadline, extended_if), false, 0, 0,
	    NULL },
	{ "roll", RR_KEY_NODE, AT(deadline, roll), false, 0, 0, NULL },
	{ "note", RR_KEY_TEXT, AT(deadline, note), false, 0, 0, NULL }
};
static const struct rr_key clause_keys[] = {
	{ "id", RR_KEY_NAME, AT(clause, id), true, 0, 0, NULL },
	{ "section", RR_KEY_TEXT, AT(clause, section), true, 0, 0, NULL },
	{ "what", RR_KEY_TEXT, AT(clause, what), true, 0, 0, NULL },
	{ "by", RR_KEY_NAME, AT(clause, by), true, 0, 0, NULL },
	{ "kind", RR_KEY_NAME, AT(clause, kind), true, 0, 0, NULL },
	{ "note", RR_KEY_TEXT, AT(clause, note), false, 0, 0, NULL }
};
static const struct rr_key claim_keys[] = {
	{ "section", RR_KEY_TEXT, AT(claims, section), true, 0, 0, NULL },
	{ "opens", RR_KEY_NAME, AT(claims, opens), true, 0, 0, NULL },
	{ "bills", RR_KEY_NAME, AT(claims, bills), true, 0, 0, NULL },
	{ "pays", RR_KEY_NAME, AT(claims, pays), true, 0, 0, NULL }
};
#undef AT

static const char *
scalar(const struct rr_load *l, const struct rr_node *node, const char *name)
{
	const struct rr_key key = { name, RR_KEY_TEXT, 0, true, 0, 0, NULL };
	const char *text = NULL;

	return rr_schema_value(l, &key, node, &text) ? text : NULL;
}

static bool
read_options(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_day_kind *k)
{
	struct rr_day_option *all;
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_list(l, node, "also closed"))
		return false;
	all = rr_arena_array(l->arena, node->n + 1, sizeof(*all));
	for (size_t i = 0; i < node->n; i++) {
		struct option o = { NULL, { NULL, 0 } };
		const char *text;

		if (!rr_schema_read(l, node->items[i], option_keys,
		    RR_COUNT(option_keys), &o, "'also closed'")) {
			ok = false;
			continue;
		}
		text = scalar(l, o.if_set, "if");
		ok &= text != NULL && rr_read_setting(l, a, text,
		    o.if_set->at, &all[i].if_set);
		all[i].calendars = o.calendars.of;
		all[i].n = o.calendars.n;
	}
	k->options = all;
	k->noptions = node->n;
	return ok;
}

bool
rr_read_days(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_day_kind *all;
	bool ok = true;

	if (!rr_want_map(l, node, "days"))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		struct kind k = { NULL, { NULL, 0 }, NULL };

		all[i].name = node->pairs[i].key;
		all[i].pos = node->pairs[i].key_at;
		if (!rr_schema_read(l, node->pairs[i].value, kind_keys,
		    RR_COUNT(kind_keys), &k, "a kind of day")) {
			ok = false;
			continue;
		}
		all[i].section = k.section;
		all[i].closed = k.closed.of;
		all[i].nclosed = k.closed.n;
		ok &= read_options(l, k.also, a, &all[i]);
	}
	a->kinds = all;
	a->nkinds = node->npairs;
	return ok;
}

/* The kind of day that NODE names. */
static bool
find_kind(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, int *out)
{
	const char *text = scalar(l, node, "days");

	if (text == NULL)
		return false;
	*out = rr_agreement_kind(a, text);
	if (*out < 0)
		return rr_diag(l->diags, RR_E_NO_DAYS, node->at, "'%s'", text);
	return true;
}

bool
rr_read_rolls(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_roll *all;
	bool ok = true;

	if (!rr_want_map(l, node, "rolls"))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		struct roll r;

		memset(&r, 0, sizeof(r));
		all[i].key = node->pairs[i].key;
		all[i].pos = node->pairs[i].key_at;
		if (!rr_schema_read(l, node->pairs[i].value, roll_keys,
		    RR_COUNT(roll_keys), &r, "a roll")) {
			ok = false;
			continue;
		}
		all[i].cite = r.cite;
		all[i].note = r.note;
		all[i].back = r.to == 1;
		all[i].agreed = r.agreed;
		ok &= find_kind(l, a, r.days, &all[i].kind);
	}
	a->rolls = all;
	a->nrolls = node->npairs;
	return ok;
}

static bool
find_roll(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, int *out)
{
	const char *text = scalar(l, node, "roll");

	*out = -1;
	if (text == NULL)
		return false;
	if (strcmp(text, "none") == 0)
		return true;
	for (size_t i = 0; i < a->nrolls; i++)
		if (strcmp(a->rolls[i].key, text) == 0) {
			*out = (int)i;
			return true;
		}
	return rr_diag(l->diags, RR_E_NO_DAYS, node->at,
	    "no roll is called '%s'", text);
}

bool
rr_read_default_roll(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return find_roll(l, a, node, &a->roll);
}

static bool
parse_when(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, const char *each, const struct rr_when **out)
{
	const char *text = scalar(l, node, "due");

	return text != NULL && rr_when_parse(l->arena, text, node->at, a, each,
	    out, l->diags);
}

static bool
parse_cond(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, const char *each, const struct rr_cond **out)
{
	const char *text;

	if (node == NULL)
		return true;
	text = scalar(l, node, "if");
	return text != NULL && rr_cond_parse(l->arena, text, node->at, a, each,
	    out, l->diags);
}

static bool
fill_terms(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct deadline *d,
    struct rr_date_terms *t)
{
	const struct rr_node *due = d->due != NULL ? d->due : d->opens;

	t->sense = d->opens != NULL ? RR_NOT_BEFORE : RR_NO_LATER_THAN;
	t->strict = d->test == 1;
	t->each = d->each;
	t->per_recipient = d->per == 1;
	t->met_by = d->met_by;
	t->extended_by = d->extended_by;
	t->roll = d->opens != NULL ? -1 : a->roll;
	if ((d->due == NULL) == (d->opens == NULL))
		return rr_diag(l->diags, RR_E_MISSING, node->at,
		    "one of 'due' and 'opens' in '%s'", d->id);
	if (d->roll != NULL && !find_roll(l, a, d->roll, &t->roll))
		return false;
	return parse_when(l, a, due, d->each, &t->due) &&
	    parse_cond(l, a, d->only_if, d->each, &t->only_if) &&
	    parse_cond(l, a, d->extended_if, d->extended_by,
	    &t->extended_if);
}

static bool
read_deadline(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct deadline d;

	memset(&d, 0, sizeof(d));
	if (!rr_schema_read(l, node, deadline_keys, RR_COUNT(deadline_keys),
	    &d, "a deadline"))
		return false;
	p->kind = RR_KIND_DATE;
	p->id = d.id;
	p->cite.section = d.section;
	p->cite.pos = node->at;
	p->what = d.what;
	p->by = d.by;
	p->note = d.note;
	return fill_terms(l, node, a, &d, &p->date);
}

static bool
read_clause(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct clause c;

	(void)a;
	memset(&c, 0, sizeof(c));
	if (!rr_schema_read(l, node, clause_keys, RR_COUNT(clause_keys), &c,
	    "a clause"))
		return false;
	p->kind = RR_KIND_CLAUSE;
	p->id = c.id;
	p->cite.section = c.section;
	p->cite.pos = node->at;
	p->what = c.what;
	p->by = c.by;
	p->note = c.note;
	p->clause.kind = c.kind;
	return true;
}

typedef bool	 read_provision(const struct rr_load *,
		    const struct rr_node *, const struct rr_agreement *,
		    struct rr_provision *);

/* Adds to the provisions there are already. */
static bool
read_all(const struct rr_load *l, const struct rr_node *node,
    read_provision *read, struct rr_agreement *a)
{
	struct rr_provision *all = rr_arena_array(l->arena,
	    a->nprovisions + node->n + 1, sizeof(*all));
	bool ok = true;

	if (a->nprovisions > 0)
		memcpy(all, a->provisions, a->nprovisions * sizeof(*all));
	for (size_t i = 0; i < node->n; i++)
		ok &= read(l, node->items[i], a, &all[a->nprovisions + i]);
	a->provisions = all;
	a->nprovisions = ok ? a->nprovisions + node->n : a->nprovisions;
	return ok;
}

bool
rr_read_deadlines(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_want_list(l, node, "deadlines") &&
	    read_all(l, node, read_deadline, a);
}

bool
rr_read_clauses(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_want_list(l, node, "clauses") &&
	    read_all(l, node, read_clause, a);
}

bool
rr_read_claims(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_claim_terms *t = rr_arena_alloc(l->arena, sizeof(*t));
	struct claims c;

	memset(&c, 0, sizeof(c));
	if (!rr_schema_read(l, node, claim_keys, RR_COUNT(claim_keys), &c,
	    "'claims'"))
		return false;
	t->section = c.section;
	t->opens = c.opens;
	t->bills = c.bills;
	t->pays = c.pays;
	a->claims = t;
	return true;
}
