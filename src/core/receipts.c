/*
 * receipts.c: what is on record of a notice after it was sent.
 *
 * Whom it is for, the result of each transmission, who received it and when.
 * Read from the facts about the notice; no rule is asked.
 */
#include <string.h>

#include "eval_int.h"

const char *
rr_notice_party(const struct rr_fact *f, const char *party)
{
	if (party != NULL)
		return party;
	for (size_t i = 0; i < f->nsendings; i++)
		if (!f->sendings[i].copy)
			return f->sendings[i].party;
	return f->nsendings > 0 ? f->sendings[0].party : NULL;
}

const struct rr_fact *
rr_eval_result(struct rr_eval *ev, const struct rr_fact *notice,
    size_t sending)
{
	const struct rr_fact *last = NULL;
	size_t n;
	const struct rr_fact *const *about =
	    rr_index_about(ev->index, notice, &n);

	for (size_t i = 0; i < n; i++)
		if (about[i]->shape == RR_SHAPE_RESULT &&
		    about[i]->part == (int64_t)sending + 1)
			last = about[i];
	return last;
}

/* By the day; within one, what is known to the minute and is earlier. */
static bool
is_before(const struct rr_fact *a, const struct rr_fact *b)
{
	int c = rr_date_cmp(a->day, b->day);

	if (c != 0 || rr_instant_is_none(a->at))
		return c < 0;
	return rr_instant_is_none(b->at) || a->at.sec < b->at.sec;
}

bool
rr_eval_received(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, rr_date *day, const struct rr_fact **proof)
{
	const struct rr_fact *first = NULL;
	size_t n;
	const struct rr_fact *const *about =
	    rr_index_about(ev->index, notice, &n);

	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *f = about[i];

		if (f->shape == RR_SHAPE_RECEIPT && f->part >= 1 &&
		    (size_t)f->part <= notice->nsendings &&
		    strcmp(notice->sendings[f->part - 1].party, party) == 0 &&
		    (first == NULL || is_before(f, first)))
			first = f;
	}
	if (first == NULL)
		return false;
	*day = first->day;
	*proof = first;
	return true;
}
