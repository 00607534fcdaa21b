/*
 * span_of.c: entries as rules come upon them.
 *
 * One whose day is not on record has that of the world that is: the day becomes
 * a question of what asks.  Where no more can be asked, nothing is said that
 * rests on it.
 */
#include "eval_int.h"
#include "regrights/arena.h"

const struct rr_fact *
rr_spans_of(struct rr_eval *ev, const struct rr_fact *f)
{
	int question = f == NULL ? -1 : rr_spans_open(ev, f);

	if (question >= 0) {
		int answer = rr_ask(ev, question);

		if (answer == RR_NO_ANSWER) {
			rr_blur(ev);
			return NULL;
		}
		rr_spans_set(ev, f, answer);
	}
	return f != NULL && rr_spans_there(ev, f) ? f : NULL;
}

const struct rr_fact **
rr_spans_all(struct rr_eval *ev, const struct rr_fact *const *facts,
    size_t *n)
{
	const struct rr_fact **there = rr_arena_array(ev->arena, *n + 1,
	    sizeof(*there));
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++) {
		there[kept] = rr_spans_of(ev, facts[i]);
		kept += there[kept] != NULL;
	}
	*n = kept;
	return there;
}

const struct rr_fact *
rr_eval_live(struct rr_eval *ev, int64_t seq, int64_t row)
{
	return rr_spans_of(ev, rr_facts_live(ev->in->facts, seq, row));
}
