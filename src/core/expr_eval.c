/*
 * expr_eval.c: what an expression comes to, in a world of answers.
 *
 * The rules that an evaluation begins with say by type who works it out, so
 * that each asks the others by this alone.
 */
#include "conclude_int.h"
#include "regrights/arena.h"

struct rr_worth
rr_eval(struct rr_eval *ev, const struct rr_expr *x, const struct rr_scope *s)
{
	rr_eval_steps(ev, 1);
	return ev->rules->worth[rr_expr_type(x)](ev, x, s);
}

enum rr_truth
rr_eval_truth(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	return rr_eval(ev, x, s).truth;
}

struct rr_moment
rr_eval_day(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	return rr_eval(ev, x, s).day;
}

struct rr_amount
rr_eval_amount(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	return rr_eval(ev, x, s).amount;
}

struct rr_moment
rr_eval_day_quiet(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	struct rr_recorder *rec = ev->rec, *ticks = ev->ticks;
	const char **lack = ev->lack;
	struct rr_moment m;

	ev->rec = ev->ticks = NULL;
	ev->lack = NULL;
	m = rr_eval_day(ev, x, s);
	ev->rec = rec;
	ev->ticks = ticks;
	ev->lack = lack;
	return m;
}

enum rr_truth
rr_cond_known(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	enum rr_truth t = rr_eval_truth(ev, x, s);

	if (!rr_is_open(t))
		return t;
	rr_blur(ev);
	return RR_UNKNOWN;
}

bool
rr_cond_holds(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	return rr_cond_known(ev, x, s) == RR_TRUE;
}

const char *
rr_cond_doubt(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	struct rr_recorder *rec = ev->rec;
	const char **outer = ev->lack, *lack = NULL;

	ev->rec = NULL;
	ev->lack = &lack;
	rr_eval_truth(ev, x, s);
	ev->lack = outer;
	ev->rec = rec;
	return lack != NULL ? lack : rr_arena_printf(ev->arena, "whether %s",
	    rr_in_words(ev, x, s->self));
}
