/*
 * kind.c: what a kind can be asked; and a look through the terms of a
 * provision, whatever its kind.
 */
#include "conclude_int.h"

bool
rr_look_at(const struct rr_reader *l, const struct rr_expr *x, unsigned as)
{
	return x != NULL && l->fn(l->ctx, x, NULL, as);
}

bool
rr_look_name(const struct rr_reader *l, const char *name, unsigned as)
{
	return name != NULL && l->fn(l->ctx, NULL, name, as);
}

bool
rr_look_names(const struct rr_reader *l, const char *const *names, size_t n,
    unsigned as)
{
	for (size_t i = 0; i < n; i++)
		if (rr_look_name(l, names[i], as))
			return true;
	return false;
}

bool
rr_look_through(const struct rr_reader *l, const struct rr_provision *p)
{
	return rr_look_at(l, p->only_if, RR_AS_AWAITED) ||
	    rr_look_name(l, p->by, RR_AS_WHO) ||
	    rr_look_name(l, p->role, RR_AS_WHO) || p->kind->uses(l, p);
}

bool
rr_kind_runs(const struct rr_kind *k)
{
	return k->rule != NULL && k->rule->runs != NULL;
}

bool
rr_kind_is_reached(const struct rr_kind *k)
{
	return k->rule != NULL && k->rule->reached != NULL;
}

bool
rr_kind_adds_up(const struct rr_kind *k)
{
	return k->lines == RR_LINES_SUM;
}
