/*
 * eval.c: what all rules use of an evaluation.
 *
 * It is begun with the facts, indexed once, and the rules (rules.c); the open
 * points that are settled are taken here, and who holds what on a day.  An
 * outcome starts from no day and no number: worlds are compared as bytes, so
 * every member is set.
 */
#include <string.h>

#include "conclude_int.h"
#include "regrights/arena.h"

void
rr_eval_steps(struct rr_eval *ev, size_t n)
{
	ev->nsteps += n;
	if (ev->nsteps < ev->ask_at || ev->stopped)
		return;
	ev->ask_at = ev->nsteps + RR_GOING_STEPS;
	ev->stopped = ev->in->going != NULL &&
	    !ev->in->going(ev->in->going_ctx);
}

const struct rr_ledger *
rr_eval_ledger(struct rr_eval *ev, rr_date on)
{
	if (ev->ledger == NULL || ev->ledger_of != ev->agreement ||
	    rr_date_cmp(ev->ledger->on, on) != 0)
		ev->ledger = rr_ledger_new(ev->arena, ev->agreement,
		    ev->moves, on);
	ev->ledger_of = ev->agreement;
	return ev->ledger;
}

void
rr_eval_settle(struct rr_eval *ev)
{
	size_t nq = ev->newest->nquestions;

	ev->fixed = rr_readings_fixed(ev, false);
	ev->answer = rr_arena_array(ev->arena, nq + 1, 1);
	ev->asked = rr_arena_array(ev->arena, nq + 1, sizeof(*ev->asked));
	memcpy(ev->answer, ev->fixed, nq);
	ev->nasked = ev->nforced = 0;
}

void
rr_outcome_init(struct rr_outcome *o, enum rr_found state)
{
	memset(o, 0, sizeof(*o));
	o->state = state;
	o->from = o->until = o->last = o->may_until = o->passed =
	    RR_DATE_NONE;
	o->from_at = o->until_at = RR_INSTANT_NONE;
}
