/*
 * load_dates.c: deadlines, claims, and the clauses that are kept in words.
 */
#include <string.h>

#include "agreement_int.h"

struct deadline {
	struct rr_common	 common;
	const char		*extended_by;
	const struct rr_node	*due, *opens, *roll, *since;
	const struct rr_node	*extended_if, *disputed_if, *extended_from;
	const struct rr_node	*spared_until;
	const struct rr_node	*late_if, *amount, *ended_if, *sent_if;
	const struct rr_node	*owed_once, *held_if;
	struct rr_strings	 met_by, met_if, unmet_means, owed, as_of;
	struct rr_strings	 ended_by;
	int			 test, sent_by;
	bool			 lapses, met_early, until_carried;
};

struct clause { struct rr_common common; const char *kind; };
struct claims {
	const char		*section, *opens, *bills, *pays, *takes_off;
	const struct rr_node	*states;
	struct rr_strings	 owed;
};

/* The words of method.def, behind a stroke each. */
#define RR_METHOD(id, word, by, contact, nights)	"|" word
static const char methods[] =
#include "regrights/method.def"
    "";
#undef RR_METHOD

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key deadline_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("due", NODE, AT(deadline, due), false),
	RR_KEY("opens", NODE, AT(deadline, opens), false),
	RR_KEY("since", NODE, AT(deadline, since), false),
	RR_KEY_OF("test", CHOICE, AT(deadline, test), false,
	    .words = "on or before|before"),
	RR_KEY("met by", TEXTS, AT(deadline, met_by), false),
	RR_KEY("met if", TEXTS, AT(deadline, met_if), false),
	RR_KEY("unmet means", TEXTS, AT(deadline, unmet_means), false),
	RR_KEY("met early", YES, AT(deadline, met_early), false),
	RR_KEY("amount", NODE, AT(deadline, amount), false),
	RR_KEY("met when sent if", NODE, AT(deadline, sent_if), false),
	RR_KEY("owed to", TEXTS, AT(deadline, owed), false),
	RR_KEY("owed as of", TEXTS, AT(deadline, as_of), false),
	RR_KEY_OF("sent by", CHOICE, AT(deadline, sent_by), false,
	    .words = &methods[1]),
	RR_KEY("another way until", NODE, AT(deadline, spared_until), false),
	RR_KEY("extended by", NAME, AT(deadline, extended_by), false),
	RR_KEY("extended if", NODE, AT(deadline, extended_if), false),
	RR_KEY("disputed if", NODE, AT(deadline, disputed_if), false),
	RR_KEY("extended from", NODE, AT(deadline, extended_from), false),
	RR_KEY("extended late if", NODE, AT(deadline, late_if), false),
	RR_KEY("ended by", TEXTS, AT(deadline, ended_by), false),
	RR_KEY("ended if", NODE, AT(deadline, ended_if), false),
	RR_KEY("roll", NODE, AT(deadline, roll), false),
	RR_KEY("owed once", NODE, AT(deadline, owed_once), false),
	RR_KEY("until carried out", YES, AT(deadline, until_carried), false),
	RR_KEY("lapses", YES, AT(deadline, lapses), false),
	RR_KEY("ends with holding if", NODE, AT(deadline, held_if), false)
};
static const struct rr_key clause_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("kind", NAME, AT(clause, kind), true)
};
static const struct rr_key claim_keys[] = {
	RR_KEY("section", TEXT, AT(claims, section), true),
	RR_KEY("opens", NAME, AT(claims, opens), true),
	RR_KEY("bills", NAME, AT(claims, bills), true),
	RR_KEY("pays", NAME, AT(claims, pays), true),
	RR_KEY("takes off", NAME, AT(claims, takes_off), false),
	RR_KEY("states", NODE, AT(claims, states), false),
	RR_KEY("owed", TEXTS, AT(claims, owed), false)
};
#undef AT

/* What goes with 'extended by' alone. */
static bool
check_extended(const struct rr_load *l, const struct deadline *d)
{
	const struct { const char *key; const struct rr_node *node; } all[] = {
		{ "extended if", d->extended_if },
		{ "disputed if", d->disputed_if },
		{ "extended from", d->extended_from },
		{ "extended late if", d->late_if }
	};

	for (size_t i = 0; d->extended_by == NULL && i < RR_COUNT(all); i++)
		if (all[i].node != NULL)
			return rr_diag(l->diags, RR_E_CONTRADICT,
			    all[i].node->at, "'%s' without 'extended by'",
			    all[i].key);
	if (d->disputed_if != NULL && d->extended_if == NULL)
		return rr_diag(l->diags, RR_E_CONTRADICT, d->disputed_if->at,
		    "'disputed if' without 'extended if': say which extend it "
		    "beyond dispute");
	return true;
}

/* Keys that go together, or do not. */
static bool
check_keys(const struct rr_load *l, const struct rr_node *node,
    const struct deadline *d)
{
	if (d->due == NULL && d->opens == NULL)
		return rr_diag(l->diags, RR_E_MISSING, node->at,
		    "'due' or 'opens' in '%s'", d->common.id);
	if (d->due != NULL && d->opens != NULL)
		return rr_diag_since(l->diags, RR_E_CONTRADICT,
		    d->opens->at, d->due->at,
		    "'%s' has both 'due' and 'opens'", d->common.id);
	if (d->opens != NULL && rr_node_find(node, "test") != NULL)
		return rr_diag(l->diags, RR_E_CONTRADICT,
		    rr_node_pos(node, "test"),
		    "'test' goes with 'due', and '%s' has 'opens'",
		    d->common.id);
	if (d->ended_if != NULL && d->ended_by.n == 0)
		return rr_diag(l->diags, RR_E_CONTRADICT, d->ended_if->at,
		    "'ended if' without 'ended by'");
	if (d->spared_until != NULL && rr_node_find(node, "sent by") == NULL)
		return rr_diag(l->diags, RR_E_CONTRADICT, d->spared_until->at,
		    "'another way until' without 'sent by'");
	if (d->met_if.n > 0 && (d->met_by.n == 0 || d->owed.n > 0 ||
	    d->unmet_means.n == 0))
		return rr_diag(l->diags, RR_E_CONTRADICT, rr_node_pos(node,
		    "met if"), "'met if' goes with 'met by' and 'unmet "
		    "means', without 'owed to'");
	if (d->unmet_means.n > 0 && d->met_if.n == 0)
		return rr_diag(l->diags, RR_E_CONTRADICT, rr_node_pos(node,
		    "unmet means"), "'unmet means' without 'met if'");
	if (d->unmet_means.n != d->met_if.n)
		return rr_diag(l->diags, RR_E_CONTRADICT, rr_node_pos(node,
		    "unmet means"), "%zu of 'met if' have %zu of 'unmet "
		    "means'", d->met_if.n, d->unmet_means.n);
	if (rr_node_find(node, "met early") != NULL && (d->met_by.n == 0 ||
	    rr_node_find(node, "for each") == NULL))
		return rr_diag(l->diags, RR_E_CONTRADICT,
		    rr_node_pos(node, "met early"),
		    "'met early' goes with 'for each' and 'met by'");
	if (d->held_if != NULL && rr_node_find(node, "per") == NULL)
		return rr_diag(l->diags, RR_E_CONTRADICT, d->held_if->at,
		    "'ends with holding if' goes with 'per: recipient'");
	return check_extended(l, d);
}

/* The events that a deadline names, each at its own place. */
static bool
check_names(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct deadline *d)
{
	bool ok = d->extended_by == NULL || rr_want_event(l, a, d->extended_by,
	    rr_node_pos(node, "extended by")) != NULL;

	for (size_t i = 0; i < d->met_by.n; i++)
		if (rr_want_event(l, a, d->met_by.of[i], rr_item_pos(node,
		    "met by", i)) == NULL)
			ok = false;
	return ok;
}

static bool
read_owed(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct deadline *d,
    const struct rr_provision *p, struct rr_date_terms *t)
{
	struct rr_owed_to *all = rr_arena_array(l->arena, d->owed.n + 1,
	    sizeof(*all));
	bool ok = true, notices = d->met_by.n > 0;

	t->owed = all;
	t->nowed = d->owed.n;
	if (rr_node_find(node, "sent by") != NULL) {
		t->sent_by = rr_method_word((enum rr_method)d->sent_by);
		if (d->owed.n == 0)
			return rr_diag(l->diags, RR_E_CONTRADICT,
			    rr_node_pos(node, "sent by"), "'sent by' goes "
			    "with those to whom it is sent: 'owed to'");
	}
	for (size_t i = 0; i < d->met_by.n; i++)
		notices &= rr_agreement_event(a, d->met_by.of[i])->notice;
	if (d->owed.n > 0 && !notices)
		return rr_diag(l->diags, RR_E_CONTRADICT, rr_item_pos(node,
		    "owed to", 0), "'owed to' goes with a notice that meets "
		    "it: 'met by'");
	for (size_t i = 0; i < d->owed.n; i++)
		ok &= rr_read_owed_to(l, a, p, d->owed.of[i], rr_item_pos(node,
		    "owed to", i), &all[i]);
	return ok;
}

/* The days as of which it can be owed, where the text leaves that open. */
static bool
read_all_as_of(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct deadline *d, const char *it,
    struct rr_date_terms *t)
{
	struct rr_as_of *all = rr_arena_array(l->arena, d->as_of.n + 1,
	    sizeof(*all));
	bool ok = true;

	if (d->as_of.n > 0 && (d->owed.n == 0 || it == NULL))
		return rr_diag(l->diags, RR_E_CONTRADICT, rr_node_pos(node,
		    "owed as of"), "'owed as of' goes with 'owed to' and 'for "
		    "each'");
	for (size_t i = 0; i < d->as_of.n; i++)
		ok &= rr_read_as_of(l, a, d->as_of.of[i], rr_item_pos(node,
		    "owed as of", i), it, &all[i]);
	t->as_of = all;
	t->nas_of = d->as_of.n;
	return ok;
}

/* What ends it; "ended if" is asked of each that has no "if" of its own. */
static bool
read_ends(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct deadline *d,
    struct rr_date_terms *t)
{
	struct rr_end *all = rr_arena_array(l->arena, d->ended_by.n + 1,
	    sizeof(*all));
	bool ok = true;

	for (size_t i = 0; i < d->ended_by.n; i++) {
		ok &= rr_read_end(l, a, d->ended_by.of[i], rr_item_pos(node,
		    "ended by", i), &all[i]);
		if (ok && all[i].only_if == NULL)
			ok = rr_read_cond(l, a, d->ended_if, "ended if",
			    all[i].name, &all[i].only_if);
	}
	t->ends = all;
	t->nends = d->ended_by.n;
	return ok;
}

/* It is asked of whichever of the entries that meet it is there. */
static bool
read_met_if(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct deadline *d,
    struct rr_date_terms *t)
{
	bool ok = true;

	t->nmet_if = d->met_if.n;
	t->met_if = rr_arena_array(l->arena, d->met_if.n + 1,
	    sizeof(*t->met_if));
	for (size_t i = 0; i < d->met_if.n; i++)
		for (size_t k = 0; k < d->met_by.n; k++)
			ok &= rr_want_expr(l, a, d->met_if.of[i],
			    rr_item_pos(node, "met if", i),
			    d->met_by.of[k], RR_TYPE_TRUTH, &t->met_if[i]);
	return ok;
}

/* It goes with what is planned, and says what carries that out. */
static bool
check_carried(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct rr_provision *p)
{
	bool ok = p->neach > 0;

	for (size_t i = 0; i < p->neach; i++) {
		const struct rr_event *e = rr_agreement_event(a, p->each[i]);

		ok &= e == NULL || e->carried != NULL;
	}
	return ok || !p->date.until_carried ? true :
	    rr_diag(l->diags, RR_E_CONTRADICT, rr_node_pos(node,
	    "until carried out"), "'until carried out' goes with 'for each' "
	    "of events that say by what they are 'carried out'");
}

/* How much of what meets it, which has an amount, is needed. */
static bool
read_amount(const struct rr_load *l, const struct rr_agreement *a,
    const struct deadline *d, const char *it, struct rr_date_terms *t)
{
	const char *text;
	bool ok = true;

	if (d->amount == NULL)
		return true;
	if (d->met_by.n == 0 || it == NULL || d->owed.n > 0)
		return rr_diag(l->diags, RR_E_CONTRADICT, d->amount->at,
		    "'amount' goes with 'for each' and 'met by', without "
		    "'owed to'");
	text = rr_scalar(l, d->amount, "amount");
	for (size_t i = 0; i < d->met_by.n; i++)
		ok &= rr_want_use(l, rr_agreement_event(a, d->met_by.of[i]),
		    RR_USE_AMOUNT, RR_FIELD_MONEY, d->amount->at);
	return ok && text != NULL && rr_want_expr(l, a, text, d->amount->at,
	    it, RR_TYPE_MONEY, &t->amount);
}

static bool
read_extended(const struct rr_load *l, const struct rr_agreement *a,
    const struct deadline *d, const char *it, struct rr_date_terms *t)
{
	bool ok = rr_read_cond(l, a, d->extended_if, "extended if",
	    d->extended_by, &t->extended_if);

	ok &= rr_read_cond(l, a, d->disputed_if, "disputed if",
	    d->extended_by, &t->disputed_if);
	ok &= rr_read_cond(l, a, d->late_if, "extended late if", it,
	    &t->late_if);
	return ok & (d->extended_from == NULL || rr_read_when(l, a,
	    d->extended_from, "extended from", it, &t->extended_from));
}

static bool
fill_terms(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct deadline *d,
    struct rr_provision *p)
{
	struct rr_date_terms *t = &p->date;
	bool opens = d->opens != NULL;
	const char *it = p->neach > 0 ? p->each[0] : NULL;
	bool ok;

	t->sense = opens ? RR_NOT_BEFORE : RR_NO_LATER_THAN;
	t->strict = d->test == 1;
	t->lapses = d->lapses;
	t->until_carried = d->until_carried;
	t->met_by = d->met_by.of;
	t->nmet_by = d->met_by.n;
	t->unmet_means = d->unmet_means.of;
	t->met_early = d->met_early;
	t->extended_by = d->extended_by;
	t->roll = opens ? -1 : a->roll;
	/* Without them, "it" would be complained of as well. */
	if (!check_keys(l, node, d) || !check_names(l, node, a, d))
		return false;
	ok = d->roll == NULL || rr_want_roll(l, a, d->roll, &t->roll);
	ok &= check_carried(l, node, a, p);
	ok &= rr_read_cond(l, a, d->owed_once, "owed once", it,
	    &t->owed_once);
	ok &= rr_read_cond(l, a, d->held_if, "ends with holding if", it,
	    &t->held_if);
	ok &= read_owed(l, node, a, d, p, t);
	ok &= read_all_as_of(l, node, a, d, it, t);
	ok &= read_met_if(l, node, a, d, t);
	ok &= rr_read_cond(l, a, d->sent_if, "met when sent if", it,
	    &t->sent_if);
	ok &= read_amount(l, a, d, it, t);
	ok &= rr_read_when(l, a, opens ? d->opens : d->due,
	    opens ? "opens" : "due", it, &t->due);
	ok &= d->spared_until == NULL || rr_read_when(l, a, d->spared_until,
	    "another way until", it, &t->spared_until);
	ok &= d->since == NULL || rr_read_when(l, a, d->since, "since", it,
	    &t->since);
	ok &= read_ends(l, node, a, d, t);
	return ok & read_extended(l, a, d, it, t);
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
	p->kind = &rr_kind_date;
	return rr_take_common(l, node, a, &d.common, p) &&
	    fill_terms(l, node, a, &d, p);
}

static bool
read_clause(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct clause c;

	memset(&c, 0, sizeof(c));
	if (!rr_schema_read(l, node, clause_keys, RR_COUNT(clause_keys), &c,
	    "a clause"))
		return false;
	p->kind = &rr_kind_clause;
	p->clause.kind = c.kind;
	return rr_take_common(l, node, a, &c.common, p);
}

bool
rr_read_deadlines(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "deadlines", read_deadline, a);
}

bool
rr_read_clauses(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "clauses", read_clause, a);
}

/* One of the events of claims; with an amount, where money is counted. */
static bool
check_claim(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const char *key, const char *name,
    bool money)
{
	struct rr_pos at = rr_node_pos(node, key);
	const struct rr_event *e = rr_want_event(l, a, name, at);

	return e != NULL && (!money ||
	    rr_want_use(l, e, RR_USE_AMOUNT, RR_FIELD_MONEY, at));
}

static bool
is_owed(const struct rr_agreement *a, const char *id, const char *opens)
{
	const struct rr_provision *p = rr_agreement_provision(a, id);

	return p != NULL && rr_kind_adds_up(p->kind) && rr_is_each(p, opens);
}

/* The sums that say what is owed, "A plus B", are about what opens a claim. */
static bool
check_owed(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct claims *c)
{
	bool ok = true;

	for (size_t i = 0; i < c->owed.n; i++) {
		const char *rest = c->owed.of[i], *id;
		size_t len;

		while (rr_owed_next(&rest, &id, &len)) {
			id = rr_arena_strndup(l->arena, id, len);
			if (!is_owed(a, id, c->opens))
				ok = rr_diag(l->diags, RR_E_CHOICE,
				    rr_item_pos(node, "owed", i), "'%s' is "
				    "not among the 'sums' for each '%s'", id,
				    c->opens);
		}
	}
	return ok;
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
	t->takes_off = c.takes_off;
	t->entries.name = "claims";
	t->entries.opens = &t->opens;
	t->entries.nopens = 1;
	t->owed = c.owed.of;
	t->nowed = c.owed.n;
	a->claims = t;
	ok = check_claim(l, node, a, "opens", c.opens, false);
	ok &= rr_read_states(l, c.states, a, &t->entries);
	ok &= check_owed(l, node, a, &c);
	ok &= check_claim(l, node, a, "bills", c.bills, true);
	ok &= check_claim(l, node, a, "pays", c.pays, true);
	ok &= c.takes_off == NULL || check_claim(l, node, a, "takes off",
	    c.takes_off, true);
	return ok;
}
