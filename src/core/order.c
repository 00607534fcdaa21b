/*
 * order.c: which of two entries of one day came first, where that is not on
 * record: in words.
 */
#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

/* "rights transferred", or "the holding of Cooper"; with its entry. */
static const char *
told(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_buf ref = RR_BUF_INIT;
	const char *text;

	rr_fact_ref(f, &ref);
	text = f->shape == RR_SHAPE_HOLDING ? rr_arena_printf(ev->arena,
	    "the holding of %s (entry %s)", rr_roster_name(ev->in->roster,
	    f->name), ref.s) : rr_arena_printf(ev->arena, "%s (entry %s)",
	    f->name, ref.s);
	rr_buf_free(&ref);
	return text;
}

const char *
rr_held_order(struct rr_eval *ev, struct rr_held_when when,
    const struct rr_stake *s)
{
	for (size_t i = 0; when.at != NULL && i < s->nlots; i++)
		if (rr_held_may(when, s->lots[i].fact))
			return rr_arena_printf(ev->arena,
			    "whether %s was before %s",
			    told(ev, s->lots[i].fact), told(ev, when.at));
	return NULL;
}

const char *
rr_held_order_of(struct rr_eval *ev, struct rr_held_when when,
    const char *party)
{
	size_t n;
	const struct rr_stake *const *all = rr_ledger_of(rr_eval_ledger(ev,
	    when), party, &n);

	for (size_t i = 0; i < n; i++)
		if (!all[i]->known && rr_held_order(ev, when, all[i]) != NULL)
			return rr_held_order(ev, when, all[i]);
	return NULL;
}

const char *
rr_held_perhaps(struct rr_eval *ev, struct rr_held_when when,
    const char *party, const char *role)
{
	const char *order = rr_held_order_of(ev, when, party);

	return order == NULL ? rr_arena_printf(ev->arena, "perhaps no %s then",
	    role) : rr_arena_printf(ev->arena, "perhaps no %s then, as it is "
	    "not known %s", role, order);
}
