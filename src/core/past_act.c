/*
 * past_act.c: what entries about the record must be: seals, releases,
 * destructions, holds, and the accounts of what rested on what is sealed.
 *
 * Each says why.  Whether what they do
 * to another entry may be done, and whether a seal has the row that is
 * accounted for, the store asks, under its lock and when it verifies.
 */
#include <string.h>

#include "past_int.h"
#include "regrights/arena.h"
#include "regrights/seal.h"

/* How such an entry is called. */
static const char *const names[RR_SHAPE_MAX] = {
	[RR_SHAPE_SEAL] = "entry",
	[RR_SHAPE_RELEASE] = "entry",
	[RR_SHAPE_DESTROY] = "entry",
	[RR_SHAPE_HOLD] = "litigation hold",
	[RR_SHAPE_LIFT] = "litigation hold",
	[RR_SHAPE_ACCOUNT] = "row"
};

/* What a seal is recorded with begins with the entry that it is about. */
static const char *
check_seal(struct rr_past *p, const struct rr_fact *f)
{
	const char *entries = rr_fact_get(f, RR_USE_ENTRIES);
	const char *first = rr_arena_printf(p->arena, "%lld, ",
	    (long long)f->about);

	return entries == NULL || strncmp(entries, first, strlen(first)) ==
	    0 ? NULL : rr_past_cannot(p, "entries", entries);
}

/* An account ends when the entry in the row's place is void, and in sight. */
static bool
still_counts(const struct rr_past *p, const struct rr_known *account)
{
	const struct rr_known *by = account->by == 0 ? NULL :
	    rr_past_known(p, account->by, account->by_row);

	return rr_past_counts(p, account) && (by == NULL || by->sealed ||
	    rr_past_counts(p, by));
}

static const char *
check_account(struct rr_past *p, const struct rr_fact *f)
{
	const char *by = rr_fact_get(f, RR_USE_ENTRY);
	const char *why = by == NULL ? NULL : rr_past_ref(p, by, NULL);
	const struct rr_known *k;
	int64_t seq, row;

	if (why != NULL)
		return why;
	k = by == NULL || !rr_fact_ref_parse(by, &seq, &row) ? NULL :
	    rr_past_known(p, seq, row);
	if (k != NULL && !k->lost && rr_seal_refuses(
	    &(struct rr_fact){ .shape = k->shape }) != NULL)
		return rr_arena_printf(p->arena, "puts entry %s in a row's "
		    "place, which says nothing of the matter", by);
	for (size_t i = 0; i < p->known.n; i++) {
		k = rr_vec_at(&p->known, i);
		if (k->shape == RR_SHAPE_ACCOUNT && !k->lost &&
		    k->about == f->about && k->part == f->part &&
		    still_counts(p, k))
			return rr_arena_printf(p->arena, "accounts for what "
			    "entry %lld accounts for", (long long)k->seq);
	}
	return NULL;
}

const char *
rr_past_act(struct rr_past *p, const struct rr_fact *f)
{
	if (rr_fact_get(f, RR_USE_REASON) == NULL)
		return "says not why";
	if (strcmp(f->name, names[f->shape]) != 0)
		return "has another name than its kind";
	return f->shape == RR_SHAPE_ACCOUNT ? check_account(p, f) :
	    f->shape == RR_SHAPE_SEAL ? check_seal(p, f) : NULL;
}
