/*
 * load_registers.c: the registers that a file lays out.
 *
 * A register is a list of what some events and notices opened; its states are
 * words of the file for what later ones bring about.
 */
#include <string.h>

#include "agreement_int.h"

#define RR_REGISTER(name, title, brief)	#name,
static const char *const register_names[] = {
#include "regrights/register.def"
};
#undef RR_REGISTER

struct state {
	const char		*word, *part, *then, *each;
	const struct rr_node	*only_if, *once;
	struct rr_strings	 until;
	bool			 holds;
};
struct register_of {
	struct rr_strings	 opens;
	const struct rr_node	*states;
};

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key state_keys[] = {
	RR_KEY("word", TEXT, AT(state, word), true),
	RR_KEY("if", NODE, AT(state, only_if), false),
	RR_KEY("once", NODE, AT(state, once), false),
	RR_KEY("part", TEXT, AT(state, part), false),
	RR_KEY("until", TEXTS, AT(state, until), false),
	RR_KEY("then", TEXT, AT(state, then), false),
	RR_KEY("each", NAME, AT(state, each), false),
	RR_KEY("holds", YES, AT(state, holds), false)
};
static const struct rr_key register_keys[] = {
	RR_KEY("opens", TEXTS, AT(register_of, opens), true),
	RR_KEY("states", NODE, AT(register_of, states), false)
};
#undef AT

static bool
is_register(const char *name)
{
	for (size_t i = 0; i < RR_COUNT(register_names); i++)
		if (strcmp(register_names[i], name) == 0)
			return true;
	return false;
}

/* Keys that need others, and what ends it can be about it. */
static bool
check_state(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, const struct rr_event *e,
    const struct state *s)
{
	bool ok = true;

	if (s->part != NULL && s->once == NULL)
		ok = rr_diag(l->diags, RR_E_CONTRADICT, rr_node_pos(node,
		    "part"), "'part' without 'once'");
	if (s->then != NULL && s->until.n == 0)
		ok = rr_diag(l->diags, RR_E_CONTRADICT, rr_node_pos(node,
		    "then"), "'then' without 'until'");
	if (s->each != NULL)
		ok &= rr_want_field(l, e, s->each, RR_FIELD_PARTY,
		    rr_node_pos(node, "each"));
	for (size_t i = 0; i < s->until.n; i++) {
		struct rr_pos at = rr_item_pos(node, "until", i);
		const struct rr_event *by = rr_want_event(l, a,
		    s->until.of[i], at);

		if (by == NULL)
			ok = false;
		else if (!rr_can_be_about(by, e->name))
			ok = rr_diag(l->diags, RR_E_CONTRADICT, at,
			    "'%s' is not about '%s', nor does a field of it "
			    "name one", by->name, e->name);
	}
	return ok;
}

/* Where several open the register, each can be asked what is about it. */
static bool
check_entry(const struct rr_load *l, const struct rr_register_terms *r,
    const struct rr_expr *c)
{
	bool ok = true;

	if (c == NULL || r->nopens < 2 || rr_expr_type(c) != RR_TYPE_TRUTH)
		return true;
	if (c->op == RR_EXPR_FIELD || c->op == RR_EXPR_FIELD_ORDER ||
	    c->op == RR_EXPR_ORDER || c->via != NULL)
		return rr_diag(l->diags, RR_E_CONTRADICT, c->pos,
		    "'it' is an entry of '%s', which more than '%s' opens: "
		    "ask what is about it", r->name, r->opens[0]);
	/* Inside of an "each" another is "it". */
	for (size_t i = 0; c->op != RR_EXPR_EACH && i < c->nof; i++)
		ok &= check_entry(l, r, c->of[i]);
	return ok;
}

/* By a word alone, or with what it is bound to. */
static bool
read_state(const struct rr_load *l, const struct rr_node_pair *p,
    const struct rr_agreement *a, const struct rr_register_terms *r,
    struct rr_state *out)
{
	const struct rr_event *e = rr_want_event(l, a, p->key, p->key_at);
	struct state s;

	out->event = p->key;
	if (p->value->kind != RR_NODE_MAP) {
		out->word = rr_scalar(l, p->value, p->key);
		return e != NULL && out->word != NULL;
	}
	memset(&s, 0, sizeof(s));
	if (!rr_schema_read(l, p->value, state_keys, RR_COUNT(state_keys), &s,
	    "a state") || e == NULL || !check_state(l, a, p->value, e, &s))
		return false;
	out->word = s.word;
	out->part = s.part;
	out->until = s.until.of;
	out->nuntil = s.until.n;
	out->then = s.then;
	out->each = s.each;
	out->holds = s.holds;
	return rr_read_cond(l, a, s.only_if, "if", e->name, &out->only_if) &&
	    rr_read_cond(l, a, s.once, "once",
	    r->nopens > 0 ? r->opens[0] : NULL, &out->once) &&
	    check_entry(l, r, out->once);
}

bool
rr_read_states(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_register_terms *r)
{
	struct rr_state *all;
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_map(l, node, "states", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		memset(&all[i], 0, sizeof(all[i]));
		ok &= read_state(l, &node->pairs[i], a, r, &all[i]);
	}
	r->states = all;
	r->nstates = ok ? node->npairs : 0;
	return ok;
}

static bool
read_register(const struct rr_load *l, const struct rr_node_pair *p,
    const struct rr_agreement *a, struct rr_register_terms *r)
{
	struct register_of given;
	bool ok = true;

	memset(&given, 0, sizeof(given));
	r->name = p->key;
	r->pos = p->key_at;
	if (!is_register(p->key))
		return rr_diag(l->diags, RR_E_UNKNOWN_KEY, p->key_at,
		    "'%s' in 'registers'%s", p->key, rr_did_you_mean(l,
		    p->key, register_names, RR_COUNT(register_names),
		    sizeof(*register_names)));
	if (!rr_schema_read(l, p->value, register_keys,
	    RR_COUNT(register_keys), &given, "a register"))
		return false;
	for (size_t i = 0; i < given.opens.n; i++)
		ok &= rr_want_event(l, a, given.opens.of[i],
		    rr_item_pos(p->value, "opens", i)) != NULL;
	r->opens = given.opens.of;
	r->nopens = given.opens.n;
	return rr_read_states(l, given.states, a, r) && ok;
}

bool
rr_read_registers(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_register_terms *all;
	bool ok = true;

	if (!rr_want_map(l, node, "registers", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++)
		ok &= read_register(l, &node->pairs[i], a, &all[i]);
	a->registers = all;
	a->nregisters = ok ? node->npairs : 0;
	return ok;
}
