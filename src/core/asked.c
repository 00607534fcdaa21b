/*
 * asked.c: whether something is so of an entry, as registers ask it.
 *
 * It is run in every world of answers: what differs between them, or rests on
 * a fact that is missing, is neither so nor not so.
 */
#include "conclude_int.h"
#include "consent_int.h"
#include "eval_int.h"
#include "regrights/arena.h"

struct rr_asker { struct rr_eval ev; };

struct asked {
	const struct rr_expr	*cond;
	struct rr_scope		 scope;
};

static void
run_cond(struct rr_eval *ev, void *ctx, void *out)
{
	const struct asked *a = ctx;

	*(enum rr_truth *)out = rr_eval_truth(ev, a->cond, &a->scope);
}

enum rr_truth
rr_cond_over_worlds(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_fact *it)
{
	struct asked a = { c, RR_SCOPE(it, NULL) };
	struct rr_world *w;
	enum rr_truth t;

	return rr_worlds_of(ev, run_cond, &a, sizeof(t), &w, NULL) == 1 ?
	    *(const enum rr_truth *)w->out : RR_ANY;
}

struct rr_asker *
rr_asker_new(struct rr_arena *arena, const struct rr_input *in)
{
	struct rr_asker *k = rr_arena_alloc(arena, sizeof(*k));

	rr_eval_init(&k->ev, arena, in);
	rr_derive_amended(&k->ev);
	k->ev.fixed = rr_readings_fixed(&k->ev, false);
	return k;
}

enum rr_told
rr_asker_told(struct rr_asker *k, const struct rr_expr *c,
    const struct rr_fact *it)
{
	enum rr_truth t = rr_cond_over_worlds(&k->ev, c, it);

	return t == RR_TRUE ? RR_TOLD_YES : t == RR_FALSE ? RR_TOLD_NO :
	    RR_TOLD_OPEN;
}
