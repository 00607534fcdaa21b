/*
 * ledger.c: who holds how much of each class on a day, or at an hour of it.
 */
#include "ledger_int.h"
#include "regrights/arena.h"

static struct rr_stake *
close_book(const struct rr_book *b, size_t n, bool in_part)
{
	struct rr_stake *stakes = rr_arena_array(b->arena, n + 1,
	    sizeof(*stakes));

	for (size_t i = 0; i < n; i++) {
		const struct rr_account *x = rr_map_value(b->accounts, i);

		stakes[i] = x->stake;
		stakes[i].known &= !in_part;
		stakes[i].bounded &= !in_part;
		stakes[i].lots = x->lots.items;
		stakes[i].nlots = x->lots.n;
	}
	return stakes;
}

const struct rr_ledger *
rr_ledger_new(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_moves *moves, struct rr_held_when when)
{
	struct rr_ledger *l = rr_arena_alloc(arena, sizeof(*l));
	struct rr_book b = { arena, a, rr_map_new(arena), when, false };
	const struct rr_fact **all = rr_arena_array(arena, moves->n + 1,
	    sizeof(*all));

	for (size_t i = 0, n, there; i < moves->n &&
	    rr_date_cmp(moves->facts[i]->day, when.on) <= 0; i += n) {
		there = 0;
		for (n = 0; i + n < moves->n && rr_date_cmp(
		    moves->facts[i]->day, moves->facts[i + n]->day) == 0; n++)
			if (!rr_held_before(when, moves->facts[i + n]))
				all[there++] = moves->facts[i + n];
		rr_book_take_day(&b, all, there);
		b.begun = true;
	}
	l->then = when;
	l->n = rr_map_count(b.accounts);
	l->stakes = close_book(&b, l->n, moves->in_part);
	l->by_party = rr_stakes_by_party(arena, l->stakes, l->n);
	return l;
}
