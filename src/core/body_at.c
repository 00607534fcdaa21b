/*
 * body_at.c: what may have moved before a thing was put to those of whom a
 * share is taken, or after it: nothing on record says in which order they came.
 */
#include <string.h>

#include "body_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/qty.h"

bool
rr_body_counts(struct rr_eval *ev, const char *key, bool heads)
{
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	const struct rr_class *c = rr_agreement_class(ev->agreement, key);
	const struct rr_expr *cond = c == NULL ? NULL :
	    heads ? c->holder_if : c->counts_if;

	return cond == NULL || rr_cond_holds(ev, cond, &none);
}

const char *
rr_body_how_much(struct rr_eval *ev, struct rr_held_when when,
    const char *party)
{
	const char *order = rr_held_order_of(ev, when, party);

	return order != NULL ? order : rr_arena_printf(ev->arena,
	    "how much %s held on %s",
	    rr_roster_name(ev->in->roster, party),
	    rr_day_text(ev->arena, when.on));
}

static size_t
stakes_of(struct rr_eval *ev, struct rr_held_when when, const char *party)
{
	size_t n;

	rr_ledger_of(rr_eval_ledger(ev, when), party, &n);
	return n;
}

bool
rr_body_unstated(struct rr_eval *ev, const struct rr_party *p,
    struct rr_held_when when)
{
	const struct rr_held_when end = { when.on, NULL };
	rr_date then = rr_date_cmp(when.on, ev->in->on) < 0 ? when.on :
	    ev->in->on;

	if (stakes_of(ev, when, p->key) > 0)
		return false;
	/* What it had at the end of that day alone came to it later. */
	if (when.at != NULL && stakes_of(ev, end, p->key) > 0)
		rr_date_add(then, -1, &then);
	return rr_list_has(rr_party_roles(p, then), RR_ROLE_HOLDER);
}

static bool
is_in(const struct rr_body *b, const char *party)
{
	const struct rr_member *m = rr_body_member(b, party);

	return m != NULL && m->left_out == NULL;
}

/* What is split on that day is no number that can be taken from both sides. */
static bool
is_split(const struct rr_ledger *l)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->stakes[i].nlots; k++)
			if (l->stakes[i].lots[k].effect == RR_LOT_SPLIT &&
			    rr_date_cmp(l->stakes[i].lots[k].fact->day,
			    l->then.on) == 0)
				return true;
	return false;
}

/* How many of what went from a stake that counts came to what counts too. */
static int64_t
stayed(struct rr_eval *ev, const struct rr_body *b, const struct rr_lot *l)
{
	const char *into = rr_fact_get(l->fact, RR_USE_INTO);
	const char *text = rr_fact_get(l->fact, RR_USE_SHARES);
	rr_shares n = { 0 };

	if (l->effect == RR_LOT_TRANSFER)
		return is_in(b, l->other) ? -l->change : 0;
	if (l->effect == RR_LOT_SALE)
		return b->sold.most > 0 ? -l->change : 0;
	if (l->effect != RR_LOT_EXERCISE || into == NULL || text == NULL ||
	    !rr_shares_parse(text, &n) || !rr_body_counts(ev, into, false))
		return 0;
	return n.units <= -l->change ? n.units : 0;
}

/* The same of all that may have gone, where as many were there. */
static int64_t
stayed_in(struct rr_eval *ev, const struct rr_body *b,
    const struct rr_stake *s)
{
	int64_t sum = 0;

	for (size_t i = 1; i < s->nlots; i++) {
		const struct rr_lot *l = &s->lots[i], *was = l - 1;
		int64_t had = was->known ? was->after :
		    was->bounded ? was->least : 0;

		if (l->change < 0 && -l->change <= had &&
		    rr_held_may(b->then, l->fact))
			sum += stayed(ev, b, l);
	}
	return sum;
}

void
rr_body_join(struct rr_eval *ev, struct rr_body *b)
{
	const struct rr_ledger *l = rr_eval_ledger(ev, b->then);
	int64_t sum = 0;

	if (b->then.at == NULL || b->too_large || is_split(l))
		return;
	for (size_t i = 0; i < l->n; i++)
		if (l->stakes[i].bounded && is_in(b, l->stakes[i].party) &&
		    rr_body_counts(ev, l->stakes[i].class_key, false))
			sum += stayed_in(ev, b, &l->stakes[i]);
	b->total.least += sum;
	b->total.most -= sum;
}
