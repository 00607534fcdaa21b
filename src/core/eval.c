/*
 * eval.c: what an evaluation starts from.
 *
 * A conclusion is worked out from the facts, indexed once, and from the open
 * points that are settled; what it asks beyond those is noted as it asks, and
 * reading.c forks over that alone.  An outcome starts from no day and no
 * number: worlds are compared as bytes, so every member is set.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/map.h"
#include "regrights/seal.h"

void
rr_eval_init(struct rr_eval *ev, struct rr_arena *arena,
    const struct rr_input *in)
{
	memset(ev, 0, sizeof(*ev));
	ev->in = in;
	ev->engine = in->engine;
	ev->agreement = ev->newest = rr_engine_agreement(in->engine);
	ev->arena = arena;
	ev->index = rr_index_new(arena, in->facts);
	ev->moves = rr_moves_new(arena, ev->agreement, in->facts);
	ev->waiting = rr_waiting_new(arena, in->facts);
	ev->uncounted = rr_waits_any(ev->waiting);
	ev->moves->in_part = rr_waits_count(ev->waiting) != NULL;
	ev->words = rr_map_new(arena);
	ev->ask_at = SIZE_MAX;
}

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

	ev->fixed = rr_readings_fixed(ev->arena, ev->in, false);
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
