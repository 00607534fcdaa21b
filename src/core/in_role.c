/*
 * in_role.c: who had a role at a time; a holder has it by what it held then.
 */
#include <string.h>

#include "body_int.h"
#include "conclude_int.h"

/* A number that is not on record is some; one that may be none, perhaps. */
static enum rr_truth
has_some(struct rr_eval *ev, const struct rr_stake *s,
    struct rr_held_when when)
{
	const char *order;

	if (s->known || !s->bounded || s->least > 0)
		return RR_TRUE;
	order = rr_held_order(ev, when, s);
	return order != NULL ? rr_lacks(ev, s->party, "%s", order) :
	    rr_lacks(ev, s->party, "whether it held any %s on %s",
	    s->class_key, rr_day_text(ev->arena, when.on));
}

enum rr_truth
rr_eval_makes_holder(struct rr_eval *ev, const char *party,
    struct rr_held_when when)
{
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	enum rr_truth is = RR_FALSE;
	size_t n;
	const struct rr_stake *const *all = rr_ledger_of(rr_eval_ledger(ev,
	    when), party, &n);

	for (size_t i = 0; i < n; i++) {
		const struct rr_class *c = rr_agreement_class(ev->agreement,
		    all[i]->class_key);

		if (!all[i]->known || all[i]->units != 0)
			is = rr_truth_mix(RR_TRUE, is, rr_truth_mix(RR_FALSE,
			    has_some(ev, all[i], when), c == NULL ||
			    c->holder_if == NULL ? RR_TRUE :
			    rr_eval_truth(ev, c->holder_if, &none)));
	}
	return n > 0 ? is : RR_TRUE;
}

bool
rr_eval_in_role(struct rr_eval *ev, const struct rr_party *p,
    const char *role, rr_date on)
{
	rr_eval_steps(ev, 1);
	return rr_list_has(rr_party_roles(p, on), role) &&
	    (strcmp(role, RR_ROLE_HOLDER) != 0 ||
	    rr_eval_makes_holder(ev, p->key, (struct rr_held_when){ on,
	    NULL }) != RR_FALSE);
}

struct rr_held_when
rr_eval_when(const struct rr_eval *ev, const struct rr_fact *f)
{
	return (struct rr_held_when){ f->day, f->shape == RR_SHAPE_HOLDING ||
	    rr_fact_effect(ev->agreement, f) != RR_LOT_NONE ? NULL : f };
}

enum rr_truth
rr_eval_had_role(struct rr_eval *ev, const struct rr_party *p,
    const char *role, struct rr_held_when when)
{
	rr_date before;
	bool had;
	size_t n;

	if (when.at == NULL || strcmp(role, RR_ROLE_HOLDER) != 0 ||
	    !rr_moves_any(ev->moves, when.on) ||
	    !rr_date_add(when.on, -1, &before))
		return rr_eval_in_role(ev, p, role, when.on) ? RR_TRUE :
		    RR_FALSE;
	rr_eval_steps(ev, 1);
	had = rr_list_has(rr_party_roles(p, before), role);
	if (!had && !rr_list_has(rr_party_roles(p, when.on), role))
		return RR_FALSE;
	rr_ledger_of(rr_eval_ledger(ev, when), p->key, &n);
	/* What it has by the end of that day came to it later. */
	if (n == 0)
		return had ? RR_TRUE : RR_FALSE;
	return rr_eval_makes_holder(ev, p->key, when);
}
