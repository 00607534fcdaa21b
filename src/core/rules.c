/*
 * rules.c: the rules of all kinds, with which every evaluation begins.
 *
 * No rule names another's file, nor this one: what it needs of another kind it
 * asks of the evaluation (conclude.c).
 */
#include <string.h>

#include "conclude_int.h"
#include "regrights/map.h"
#include "regrights/seal.h"

static const struct rr_rules rules = {
	.given = rr_kind_notice,
	.worth = {
		[RR_TYPE_DAY] = rr_worth_day,
		[RR_TYPE_TRUTH] = rr_worth_truth,
		[RR_TYPE_MONEY] = rr_worth_amount
	}
};

void
rr_eval_init(struct rr_eval *ev, struct rr_arena *arena,
    const struct rr_input *in)
{
	memset(ev, 0, sizeof(*ev));
	ev->rules = &rules;
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
	rr_spans_begin(ev);
}
