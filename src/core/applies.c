/*
 * applies.c: whether a provision is for a subject at all.
 *
 * Its condition is run in every world of answers: where they differ, or a fact
 * is missing, nothing is said.
 */
#include "eval_int.h"
#include "regrights/arena.h"

struct asked {
	const struct rr_provision	*provision;
	const struct rr_scope		*scope;
};

static void
run_cond(struct rr_eval *ev, void *ctx, void *out)
{
	const struct asked *a = ctx;
	enum rr_truth *t = out;
	struct rr_terms was;
	const struct rr_provision *p = rr_terms_begin(ev, a->provision,
	    a->scope, &was);

	*t = p == NULL ? RR_FALSE : p->only_if == NULL ? RR_TRUE :
	    rr_cond_eval(ev, p->only_if, a->scope);
	rr_terms_end(ev, &was);
}

enum rr_truth
rr_applies(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope)
{
	struct asked a = { p, scope };
	struct rr_recorder *rec = ev->rec;
	struct rr_world *w;
	size_t n;

	if (p->only_if == NULL && ev->newest->before == NULL)
		return RR_TRUE;
	ev->rec = NULL;
	n = rr_fork(ev, run_cond, &a, sizeof(enum rr_truth), &w);
	n = rr_worlds_reduce(ev->arena, w, n, sizeof(enum rr_truth));
	ev->rec = rec;
	return n == 1 && !rr_is_open(*(enum rr_truth *)w->out) ?
	    *(enum rr_truth *)w->out : RR_UNKNOWN;
}
