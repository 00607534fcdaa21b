/*
 * ledger_of.c: what one party holds, searched.
 */
#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/ledger.h"

static int
party_cmp(const void *a, const void *b)
{
	const struct rr_stake *x = *(const struct rr_stake *const *)a;
	const struct rr_stake *y = *(const struct rr_stake *const *)b;
	int c = strcmp(x->party, y->party);

	return c != 0 ? c : (x > y) - (x < y);
}

const struct rr_stake *const *
rr_stakes_by_party(struct rr_arena *arena, const struct rr_stake *all, size_t n)
{
	const struct rr_stake **sorted = rr_arena_array(arena, n + 1,
	    sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		sorted[i] = &all[i];
	qsort(sorted, n, sizeof(*sorted), party_cmp);
	return sorted;
}

const struct rr_stake *const *
rr_ledger_of(const struct rr_ledger *l, const char *party, size_t *n)
{
	size_t from = 0, to = l->n, first;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (strcmp(l->by_party[mid]->party, party) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	first = from;
	while (from < l->n && strcmp(l->by_party[from]->party, party) == 0)
		from++;
	*n = from - first;
	return &l->by_party[first];
}

const struct rr_stake *
rr_ledger_find(const struct rr_ledger *l, const char *party,
    const char *class_key)
{
	size_t n;
	const struct rr_stake *const *all = rr_ledger_of(l, party, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i]->class_key, class_key) == 0)
			return all[i];
	return NULL;
}
