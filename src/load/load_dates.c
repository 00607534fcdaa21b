/*
 * load_dates.c: deadlines, claims, and the clauses that are kept in words.
 */
#include <string.h>

#include "agreement_int.h"

struct deadline {
	const char		*id, *section, *what, *by, *each, *met_by,
				*extended_by, *note;
	const struct rr_node	*due, *opens, *only_if, *extended_if, *roll;
	int			 test, per;
};

struct clause { const char *id, *section, *what, *by, *kind, *note; };
struct claims { const char *section, *opens, *bills, *pays; };

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key deadline_keys[] = {
	{ "id", RR_KEY_WORD, AT(deadline, id), true, 0, 0, NULL },
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
	{ "id", RR_KEY_WORD, AT(clause, id), true, 0, 0, NULL },
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

/* The expression of a deadline; what a notice clause alone knows is refused. */
static bool
parse_when(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, const char *key, const char *each,
    const struct rr_when **out)
{
	const char *text = rr_scalar(l, node, key);
	const struct rr_when *given;

	if (text == NULL || !rr_when_parse(l->arena, text, node->at, a, each,
	    out, l->diags))
		return false;
	given = rr_find_op(*out, RR_WHEN_GIVEN);
	return given == NULL ? true : rr_diag(l->diags, RR_E_EXPRESSION,
	    given->pos, "only a notice clause has 'sending' and 'receipt'; "
	    "write 'its receipt' or 'receipt of' a notice");
}

static bool
parse_cond(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, const char *key, const char *each,
    const struct rr_cond **out)
{
	const char *text;

	if (node == NULL)
		return true;
	text = rr_scalar(l, node, key);
	return text != NULL && rr_cond_parse(l->arena, text, node->at, a, each,
	    out, l->diags);
}

/* Keys that go together, or do not. */
static bool
check_keys(const struct rr_load *l, const struct rr_node *node,
    const struct deadline *d)
{
	if (d->due == NULL && d->opens == NULL)
		return rr_diag(l->diags, RR_E_MISSING, node->at,
		    "'due' or 'opens' in '%s'", d->id);
	if (d->due != NULL && d->opens != NULL)
		return rr_diag_since(l->diags, RR_E_CONTRADICT,
		    d->opens->at, d->due->at,
		    "'%s' has both 'due' and 'opens'", d->id);
	if (d->opens != NULL && rr_node_find(node, "test") != NULL)
		return rr_diag(l->diags, RR_E_CONTRADICT,
		    rr_node_pos(node, "test"),
		    "'test' goes with 'due', and '%s' has 'opens'", d->id);
	if (d->extended_if != NULL && d->extended_by == NULL)
		return rr_diag(l->diags, RR_E_CONTRADICT, d->extended_if->at,
		    "'extended if' without 'extended by'");
	return true;
}

/* The events that a deadline names, each at its own place. */
static bool
check_names(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct deadline *d)
{
	const struct { const char *key, *name; } names[] = {
		{ "for each", d->each }, { "met by", d->met_by },
		{ "extended by", d->extended_by }
	};
	bool ok = true;

	for (size_t i = 0; i < RR_COUNT(names); i++)
		if (names[i].name != NULL && rr_want_event(l, a,
		    names[i].name, rr_node_pos(node, names[i].key)) == NULL)
			ok = false;
	return ok;
}

static bool
fill_terms(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct deadline *d,
    struct rr_date_terms *t)
{
	bool opens = d->opens != NULL;
	bool ok;

	t->sense = opens ? RR_NOT_BEFORE : RR_NO_LATER_THAN;
	t->strict = d->test == 1;
	t->each = d->each;
	t->per_recipient = d->per == 1;
	t->met_by = d->met_by;
	t->extended_by = d->extended_by;
	t->roll = opens ? -1 : a->roll;
	/* Without them, "it" would be complained of as well. */
	if (!check_keys(l, node, d) || !check_names(l, node, a, d))
		return false;
	ok = d->roll == NULL || rr_want_roll(l, a, d->roll, &t->roll);
	ok &= parse_when(l, a, opens ? d->opens : d->due,
	    opens ? "opens" : "due", d->each, &t->due);
	ok &= parse_cond(l, a, d->only_if, "if", d->each, &t->only_if);
	ok &= parse_cond(l, a, d->extended_if, "extended if", d->extended_by,
	    &t->extended_if);
	return ok;
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
	return rr_want_list(l, node, "deadlines", RR_ENTRIES_MAX) &&
	    read_all(l, node, read_deadline, a);
}

bool
rr_read_clauses(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_want_list(l, node, "clauses", RR_ENTRIES_MAX) &&
	    read_all(l, node, read_clause, a);
}

/* One of the events of claims; with an amount, where money is counted. */
static bool
check_claim(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const char *key, const char *name,
    bool money)
{
	struct rr_pos at = rr_node_pos(node, key);
	const struct rr_event *e = rr_want_event(l, a, name, at);
	const struct rr_field_decl *f;

	if (e == NULL || !money)
		return e != NULL;
	f = rr_event_field(e, "amount");
	return f != NULL && f->type == RR_FIELD_MONEY ? true :
	    rr_diag(l->diags, RR_E_NO_FIELD, at,
	    "'%s' must have the field 'amount', of 'type: money'", name);
}

bool
rr_read_claims(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_claim_terms *t = rr_arena_alloc(l->arena, sizeof(*t));
	struct claims c;
	bool ok;

	memset(&c, 0, sizeof(c));
	if (!rr_schema_read(l, node, claim_keys, RR_COUNT(claim_keys), &c,
	    "'claims'"))
		return false;
	t->section = c.section;
	t->opens = c.opens;
	t->bills = c.bills;
	t->pays = c.pays;
	a->claims = t;
	ok = check_claim(l, node, a, "opens", c.opens, false);
	ok &= check_claim(l, node, a, "bills", c.bills, true);
	ok &= check_claim(l, node, a, "pays", c.pays, true);
	return ok;
}
