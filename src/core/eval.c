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

/* Of one day, by the terms and the moves of one world. */
struct kept {
	const struct rr_agreement	*of;
	const struct rr_moves		*moves;
	struct rr_held_when			 then;
	const struct rr_ledger		*ledger;
};

/* What has no hour came at any hour of its day. */
static bool
is_same_time(struct rr_held_when a, struct rr_held_when b)
{
	return rr_date_cmp(a.on, b.on) == 0 && (a.at == NULL) ==
	    (b.at == NULL) && (a.at == NULL || a.at->at.sec == b.at->at.sec);
}

static const struct rr_ledger *
make_ledger(struct rr_eval *ev, struct rr_held_when when)
{
	const struct rr_held_when end = { when.on, NULL };

	return when.at == NULL || rr_moves_any(ev->moves, when.on) ?
	    rr_ledger_new(ev->arena, ev->agreement, ev->moves, when) :
	    rr_eval_ledger(ev, end);
}

const struct rr_ledger *
rr_eval_ledger(struct rr_eval *ev, struct rr_held_when when)
{
	const struct rr_ledger *l;
	struct kept *k;

	for (size_t i = ev->ledgers.n; i > 0; i--) {
		k = rr_vec_at(&ev->ledgers, i - 1);
		if (k->of == ev->agreement && k->moves == ev->moves &&
		    is_same_time(k->then, when))
			return k->ledger;
	}
	l = make_ledger(ev, when);
	ev->ledgers.size = sizeof(*k);
	k = rr_vec_add(ev->arena, &ev->ledgers);
	*k = (struct kept){ ev->agreement, ev->moves, when, l };
	return l;
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
