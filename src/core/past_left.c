/*
 * past_left.c: does an operation leave a party without a name?
 *
 * What it holds, and what else is on record under its key, would go on
 * counting for one of whom nobody knows who it is.  What corrects the name of a
 * party does not make it one: its roles are not said there.  Of the entries of
 * one
 * operation it is asked once all of them are on record.  Where one that is
 * sealed, or was destroyed, may name the party, it is not known to be left.
 */
#include "past_int.h"
#include "regrights/arena.h"

/* The first entry that counts on for a party without a name, or NULL. */
static const struct rr_known *
left_with(const struct rr_past *p, const char *party)
{
	const struct rr_vec *all = rr_map_find(p->whose, party);
	const struct rr_known *left = NULL;

	for (size_t i = 0; all != NULL && i < all->n; i++) {
		const struct rr_known *k = rr_vec_at(&p->known,
		    *(size_t *)rr_vec_at(all, i));

		if (k->sealed && k->shape != RR_SHAPE_EVENT)
			return NULL;
		if (k->sealed || !rr_past_counts(p, k))
			continue;
		if (k->names && !k->renames)
			return NULL;
		left = left == NULL ? k : left;
	}
	return left;
}

static const char *
check_one(struct rr_past *p, const struct rr_known *k, bool back)
{
	if (k->sealed || rr_past_counts(p, k) != back || (!back && !k->names))
		return NULL;
	for (size_t i = 0; i < RR_WHOSE_MAX && k->whose[i] != NULL; i++) {
		const struct rr_known *left = left_with(p, k->whose[i]);

		if (left != NULL)
			return rr_arena_printf(p->arena, "leaves '%s' without "
			    "a name, and entry %lld, which is its, counts on",
			    k->whose[i], (long long)left->seq);
	}
	return NULL;
}

static const char *
check_turned(struct rr_past *p, const struct rr_turned *t)
{
	const char *why = NULL;

	for (size_t i = rr_past_index(p, t->seq, t->row);
	    i < p->known.n && why == NULL; i++) {
		const struct rr_known *k = rr_vec_at(&p->known, i);

		if (k->seq != t->seq || (t->row != 0 && k->row != t->row))
			break;
		why = check_one(p, k, t->back);
	}
	return why;
}

const char *
rr_past_left(struct rr_past *p)
{
	const char *why = NULL;

	for (size_t i = 0; i < p->turned.n && why == NULL && !p->gone; i++)
		why = check_turned(p, rr_vec_at(&p->turned, i));
	p->turned.n = 0;
	return why;
}
