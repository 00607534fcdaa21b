/*
 * load_share.c: thresholds: consents, elections, objections, by a share.
 *
 * What is counted must be able to be counted: votes name a Holder, and what
 * is given about the matter can be about it.
 */
#include <string.h>

#include "agreement_int.h"

struct threshold {
	struct rr_common	 common;
	const char		*share, *of, *votes, *unless_means, *settled;
	const char		*bars;
	const struct rr_node	*for_if, *leaves_if, *unless, *also_if;
	struct rr_strings	 also, or_any;
	bool			 leaves_out;
	int			 test;
};

#define AT(member)	offsetof(struct threshold, member)
static const struct rr_key threshold_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("share", TEXT, AT(share), true),
	RR_KEY_OF("test", CHOICE, AT(test), true,
	    .words = "at least|more than"),
	RR_KEY("of", NAME, AT(of), true),
	RR_KEY("votes", NAME, AT(votes), true),
	RR_KEY("for if", NODE, AT(for_if), false),
	RR_KEY("leaves out", YES, AT(leaves_out), false),
	RR_KEY("leaves out if", NODE, AT(leaves_if), false),
	RR_KEY("unless", NODE, AT(unless), false),
	RR_KEY("unless means", TEXT, AT(unless_means), false),
	RR_KEY("also", TEXTS, AT(also), false),
	RR_KEY("also if", NODE, AT(also_if), false),
	RR_KEY("or any", TEXTS, AT(or_any), false),
	RR_KEY("settled by", NAME, AT(settled), false),
	RR_KEY("bars", TEXT, AT(bars), false)
};
#undef AT

bool
rr_read_share(const struct rr_load *l, const struct rr_node *node,
    const char *text, struct rr_ratio *out)
{
	if (rr_ratio_parse(text, out) && out->num > 0 && out->num <= out->den)
		return true;
	return rr_diag(l->diags, RR_E_RANGE, rr_node_pos(node, "share"),
	    "'share' is '%s'; write a part of the whole, as 2/3 or 1", text);
}

static bool
read_base(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const char *key, int *out)
{
	*out = rr_agreement_base(a, key);
	return *out >= 0 ? true : rr_diag(l->diags, RR_E_CHOICE,
	    rr_node_pos(node, "of"), "'%s' is not among the 'bases'%s", key,
	    rr_did_you_mean(l, key, a->bases, a->nbases, sizeof(*a->bases)));
}

/* Whether an event answers one of those, or can name any in a field. */
static bool
can_be_about(const struct rr_event *e, const struct rr_strings *each)
{
	if (e->nabout == 0)
		return true;
	for (size_t i = 0; i < each->n; i++)
		if (rr_event_answers(e, each->of[i]))
			return true;
	for (size_t i = 0; i < e->nfields; i++)
		if (rr_field_names_entries(e->fields[i].type))
			return true;
	return false;
}

/* Where no fact says of what, a field of each thing voted on names of whom. */
static bool
check_party(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct rr_strings *each,
    const struct rr_base *b)
{
	bool ok = true;

	for (size_t i = 0; b->party != NULL && i < each->n; i++)
		ok &= rr_want_field(l, rr_agreement_event(a, each->of[i]),
		    b->party, RR_FIELD_PARTY, rr_node_pos(node, "of"));
	return ok;
}

static const struct rr_event *
want_about(const struct rr_load *l, const struct rr_agreement *a,
    const struct threshold *t, const char *name, struct rr_pos at)
{
	const struct rr_event *e = rr_want_event(l, a, name, at);

	if (e == NULL || can_be_about(e, &t->common.each))
		return e;
	rr_diag(l->diags, RR_E_CONTRADICT, at,
	    "'%s' is for each '%s', but '%s' is about %s", t->common.id,
	    t->common.each.of[0], name, rr_event_about_text(l->arena, e));
	return NULL;
}

static bool
check_events(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct threshold *t)
{
	struct rr_pos at = rr_node_pos(node, "votes");
	const struct rr_event *votes = want_about(l, a, t, t->votes, at);
	bool ok = votes != NULL &&
	    rr_want_use(l, votes, RR_USE_HOLDER, RR_FIELD_PARTY, at);

	if (ok && rr_event_use(votes, RR_USE_SHARES) != NULL)
		ok = rr_want_use(l, votes, RR_USE_SHARES, RR_FIELD_SHARES, at);
	for (size_t i = 0; i < t->also.n; i++)
		ok &= want_about(l, a, t, t->also.of[i],
		    rr_item_pos(node, "also", i)) != NULL;
	for (size_t i = 0; i < t->or_any.n; i++)
		ok &= want_about(l, a, t, t->or_any.of[i],
		    rr_item_pos(node, "or any", i)) != NULL;
	return ok;
}

/* What settles a vote, or an act in place of votes, can be about each. */
static bool
check_settled(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct threshold *t)
{
	struct rr_pos at = rr_node_pos(node, "settled by");
	const struct rr_event *e = t->settled == NULL ? NULL :
	    rr_want_event(l, a, t->settled, at);
	bool ok = t->settled == NULL || e != NULL;

	for (size_t i = 0; e != NULL && i <= t->or_any.n; i++) {
		const char *of = i == 0 ? t->votes : t->or_any.of[i - 1];
		const struct rr_strings one = { &of, 1 };

		if (!can_be_about(e, &one))
			ok = rr_diag(l->diags, RR_E_CONTRADICT, at,
			    "'%s' is settled by '%s', which is about %s and "
			    "not about '%s'", t->common.id, e->name,
			    rr_event_about_text(l->arena, e), of);
	}
	return ok;
}

/* What stands or is settled bars what was planned, which can be carried out. */
static bool
check_bars(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct threshold *t)
{
	struct rr_pos at = rr_node_pos(node, "bars");
	bool ok = true;

	if (t->bars != NULL && t->settled == NULL)
		return rr_diag(l->diags, RR_E_CONTRADICT, at,
		    "'bars' without 'settled by'");
	for (size_t i = 0; t->bars != NULL && i < t->common.each.n; i++) {
		const struct rr_event *e = rr_agreement_event(a,
		    t->common.each.of[i]);

		if (e != NULL && e->carried == NULL)
			ok = rr_diag(l->diags, RR_E_CONTRADICT, at,
			    "'%s' bars what is planned, and '%s' has no "
			    "'carried out'", t->common.id, e->name);
	}
	return ok;
}

/* Keys that need others. */
static bool
check_keys(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct threshold *t)
{
	bool leaves = t->leaves_out || t->leaves_if != NULL;

	if (t->common.each.n == 0)
		return rr_diag(l->diags, RR_E_MISSING, node->at,
		    "'for each' in '%s': what is voted on", t->common.id);
	if (leaves && a->excluded == NULL)
		return rr_diag(l->diags, RR_E_CONTRADICT, rr_node_pos(node,
		    t->leaves_out ? "leaves out" : "leaves out if"),
		    "'%s' leaves some out, and 'excluded' does not say whom",
		    t->common.id);
	if (t->unless_means != NULL && t->unless == NULL)
		return rr_diag(l->diags, RR_E_CONTRADICT, rr_node_pos(node,
		    "unless means"), "'unless means' without 'unless'");
	if (t->also_if != NULL && t->also.n == 0)
		return rr_diag(l->diags, RR_E_CONTRADICT, t->also_if->at,
		    "'also if' without 'also'");
	return true;
}

static bool
fill_terms(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct threshold *t,
    struct rr_share_terms *s)
{
	const char *it = t->common.each.of[0];
	bool ok = rr_read_share(l, node, t->share, &s->share);

	ok &= read_base(l, node, a, t->of, &s->base) && check_party(l, node,
	    a, &t->common.each, &a->bases[s->base]);
	s->strict = t->test == 1;
	s->votes = t->votes;
	s->exempt_means = t->unless_means;
	s->excludes = t->leaves_out || t->leaves_if != NULL;
	s->also = t->also.of;
	s->nalso = t->also.n;
	s->or_any = t->or_any.of;
	s->nor_any = t->or_any.n;
	s->settled_by = t->settled;
	ok &= rr_read_cond(l, a, t->for_if, "for if", t->votes, &s->for_if);
	ok &= rr_read_cond(l, a, t->leaves_if, "leaves out if", it,
	    &s->excludes_if);
	ok &= rr_read_cond(l, a, t->unless, "unless", it, &s->exempt_if);
	ok &= rr_read_cond(l, a, t->also_if, "also if", it, &s->also_if);
	return ok;
}

static bool
read_threshold(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct threshold t;

	memset(&t, 0, sizeof(t));
	if (!rr_schema_read(l, node, threshold_keys,
	    RR_COUNT(threshold_keys), &t, "a threshold"))
		return false;
	p->kind = &rr_kind_share;
	p->bars = t.bars;
	return rr_take_common(l, node, a, &t.common, p) &&
	    check_keys(l, node, a, &t) && check_events(l, node, a, &t) &&
	    check_settled(l, node, a, &t) && check_bars(l, node, a, &t) &&
	    fill_terms(l, node, a, &t, &p->share);
}

bool
rr_read_thresholds(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "thresholds", read_threshold, a);
}
