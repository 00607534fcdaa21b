/*
 * passed.c: who has by transfers what one had to whom a notice went.
 *
 * A right that goes with the securities has the days of that one.  Who was told
 * itself has days of its own, and nothing by a transfer.
 */
#include <string.h>

#include "given_int.h"
#include "linked_int.h"
#include "passed_int.h"
#include "regrights/arena.h"
#include "regrights/ledger.h"
#include "regrights/map.h"

static bool
was_told(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	size_t n;
	const struct rr_fact *const *same = rr_eval_same(ev, f, &n);

	for (size_t i = 0; i < n; i++)
		if (rr_went_to(ev, same[i], party))
			return true;
	return false;
}

struct rr_passed *
rr_passed_on(struct rr_eval *ev, const struct rr_fact *f, size_t *n)
{
	const struct rr_moves *moves = ev->moves;
	struct rr_map *has = rr_map_new(ev->arena);
	struct rr_passed *all = rr_arena_array(ev->arena, moves->n + 1,
	    sizeof(*all));

	*n = 0;
	for (size_t i = 0; i < moves->n; i++) {
		const struct rr_fact *m = moves->facts[i];
		const char *from = rr_fact_get(m, RR_USE_HOLDER);
		const char *to = rr_fact_get(m, RR_USE_TO);
		const struct rr_passed *before;

		if (rr_fact_effect(ev->agreement, m) != RR_LOT_TRANSFER ||
		    from == NULL || to == NULL ||
		    rr_date_cmp(m->day, f->day) < 0 ||
		    rr_date_cmp(m->day, ev->in->on) > 0 ||
		    was_told(ev, f, to) || rr_map_find(has, to) != NULL)
			continue;
		before = rr_map_find(has, from);
		if (before == NULL && !rr_went_to(ev, f, from))
			continue;
		all[*n] = (struct rr_passed){ to, before != NULL ?
		    before->first : from, from, m };
		rr_map_set(has, to, &all[*n]);
		(*n)++;
	}
	return all;
}

const struct rr_passed *
rr_passed_to(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	size_t n;
	const struct rr_passed *all = rr_passed_on(ev, f, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].to, party) == 0)
			return &all[i];
	return NULL;
}

const struct rr_passed *
rr_passed_by(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	size_t n;
	const struct rr_passed *all = rr_passed_on(ev, f, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].from, party) == 0)
			return &all[i];
	return NULL;
}
