/*
 * load_period.c: periods: from a moment until a moment, and whose they are.
 */
#include <string.h>

#include "agreement_int.h"

struct period {
	struct rr_common	 common;
	const struct rr_node	*from, *through, *before, *while_cond;
	const char		*whose;
	bool			 stops;
};

#define AT(member)	offsetof(struct period, member)
static const struct rr_key period_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("from", NODE, AT(from), true),
	RR_KEY("through", NODE, AT(through), false),
	RR_KEY("before", NODE, AT(before), false),
	RR_KEY("whose", NAME, AT(whose), false),
	RR_KEY("while", NODE, AT(while_cond), false),
	RR_KEY("stops sales", YES, AT(stops), false)
};
#undef AT

/* A word that is read both ways at law. */
static bool
check_until(const struct rr_load *l, const struct rr_node *node)
{
	return rr_node_find(node, "until") == NULL ? true :
	    rr_diag(l->diags, RR_E_UNKNOWN_KEY, rr_node_pos(node, "until"),
	    "'until' in a period can leave its day out or take it in: write "
	    "'through' where that day is still in it, 'before' where it ends "
	    "as that day begins, or at the hour on record");
}

/* One word for its end, of the two that leave nothing open. */
static bool
check_end(const struct rr_load *l, const struct rr_node *node,
    const struct period *d)
{
	if (d->through != NULL && d->before != NULL)
		return rr_diag_since(l->diags, RR_E_CONTRADICT,
		    d->before->at, d->through->at, "'%s' has both 'through' "
		    "and 'before'", d->common.id);
	return d->through != NULL || d->before != NULL ? true :
	    rr_diag(l->diags, RR_E_MISSING, node->at, "'through' or 'before' "
	    "in '%s'", d->common.id);
}

/* The party that an event names, or the one to whom a notice goes. */
static const char *
names_party(const struct rr_event *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].type == RR_FIELD_PARTY)
			return e->fields[i].key;
	return NULL;
}

/* What names a party, or goes to one, is not that of all without a word. */
static bool
check_unsaid(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct rr_provision *p)
{
	for (size_t i = 0; p->per == RR_PER_ENTRY && i < p->neach; i++) {
		const struct rr_event *e = rr_agreement_event(a, p->each[i]);

		if (e == NULL)
			continue;
		if (names_party(e) != NULL)
			return rr_diag(l->diags, RR_E_MISSING, node->at,
			    "'whose' in '%s': '%s' names a party, so write "
			    "'whose: %s' where the period is that party's, or "
			    "'whose: all'", p->id, e->name, names_party(e));
		if (e->notice)
			return rr_diag(l->diags, RR_E_MISSING, node->at,
			    "'whose' in '%s': '%s' goes to somebody, so write "
			    "'per: recipient' where the period is that "
			    "party's, or 'whose: all'", p->id, e->name);
	}
	return true;
}

/* Whose it is: each of them says it in a field that is always filled in. */
static bool
read_whose(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const char *whose, struct rr_provision *p)
{
	struct rr_pos at = rr_node_pos(node, "whose");
	bool ok = true;

	if (whose == NULL)
		return check_unsaid(l, node, a, p);
	if (p->per != RR_PER_ENTRY)
		return rr_diag(l->diags, RR_E_CONTRADICT, at, "'%s' has "
		    "'whose', and 'per' or 'per role', which say it too",
		    p->id);
	if (strcmp(whose, "all") == 0)
		return true;
	if (p->neach == 0)
		return rr_diag(l->diags, RR_E_CONTRADICT, at, "'whose: %s' "
		    "names a field of what the period is 'for each' of; "
		    "'per role' gives one to each who has a role", whose);
	for (size_t i = 0; i < p->neach; i++) {
		const struct rr_event *e = rr_agreement_event(a, p->each[i]);

		if (e == NULL || !rr_want_field(l, e, whose, RR_FIELD_PARTY,
		    at))
			ok = false;
		else if (!rr_event_field(e, whose)->required)
			ok = rr_diag(l->diags, RR_E_CONTRADICT, at, "'%s' of "
			    "'%s' can be left empty, and then the period is "
			    "nobody's: make it 'required: yes'", whose,
			    e->name);
	}
	p->per = RR_PER_FIELD;
	p->whose = whose;
	return ok;
}

static bool
read_period(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct rr_period_terms *t = &p->period;
	struct period d;
	const char *it;
	bool ok;

	memset(&d, 0, sizeof(d));
	p->kind = &rr_kind_period;
	if (!check_until(l, node) || !rr_schema_read(l, node, period_keys,
	    RR_COUNT(period_keys), &d, "a period") ||
	    !rr_take_common(l, node, a, &d.common, p) ||
	    !check_end(l, node, &d) || !read_whose(l, node, a, d.whose, p))
		return false;
	p->through = d.through != NULL;
	p->stops = d.stops;
	it = p->neach > 0 ? p->each[0] : NULL;
	ok = rr_read_when(l, a, d.from, "from", it, &t->from);
	ok &= p->through ? rr_read_when(l, a, d.through, "through", it,
	    &t->until) : rr_read_when(l, a, d.before, "before", it, &t->until);
	ok &= rr_read_cond(l, a, d.while_cond, "while", it, &t->while_cond);
	return ok;
}

bool
rr_read_periods(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "periods", read_period, a);
}
