/*
 * conclude.c: what the terms come to, by the rule of their kind.
 */
#include "conclude_int.h"

void
rr_conclude(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, struct rr_outcome *o, struct rr_vec *items)
{
	const char *unread = rr_unread_by(ev, p, scope);
	struct rr_recorder *rec = ev->rec;

	/* Reasons would add up what is in sight alone. */
	if (unread != NULL && (!p->kind->votes ||
	    unread != ev->uncounted))
		ev->rec = NULL;
	p->kind->rule->find(ev, p, scope, o, items);
	ev->rec = rec;
	if (unread != NULL)
		rr_leave_unread(ev, p, unread, o, items);
}

void
rr_conclude_before(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, const struct rr_fact *then, bool may,
    struct rr_outcome *o, struct rr_vec *items)
{
	const char *unread = rr_unread_by(ev, p, scope);

	p->kind->rule->before(ev, p, scope, then, may, o, items);
	if (unread != NULL)
		rr_leave_unread(ev, p, unread, o, items);
}

enum rr_truth
rr_conclude_runs(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *f, const struct rr_moment *at, const char *party,
    const struct rr_fact **which, const char **lacks)
{
	return p->kind->rule->runs(ev, p, f, at, party, which, lacks);
}

struct rr_moment
rr_conclude_reached(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *baseline)
{
	return p->kind->rule->reached(ev, p, baseline);
}

enum rr_truth
rr_conclude_is_reached(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *baseline)
{
	return p->kind->rule->is_reached(ev, p, baseline);
}

void
rr_conclude_given(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, struct rr_given *g)
{
	ev->rules->given(ev, notice, party, g);
}
