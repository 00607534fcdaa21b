/*
 * receipts.c: what is on record of a notice after it was sent.
 *
 * Whom it is for, the result of each transmission, who received it and when.
 * Read from the facts about the notice; no rule is asked.  A notice can go to
 * thousands: its sendings are sorted by whom they went to, with what came of
 * each, once an evaluation; what one recipient had is then found by a binary
 * search, so that all of them together cost what the notice is long.  A receipt
 * can be of several days: which is the first is asked in each world.
 */
#include <stdlib.h>
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"

struct rr_sent {
	const struct rr_sending	**by_party;	/* of one party as they went */
	/* by sending: its last result, or NULL */
	const struct rr_fact	**result;
	/* those of the I-th from FIRST[i] to FIRST[i + 1], as recorded */
	const struct rr_fact	**receipts;
	size_t			*first;
};

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

/* Sendings lie in one array, so their addresses are their order. */
static int
party_cmp(const void *a, const void *b)
{
	const struct rr_sending *x = *(const struct rr_sending *const *)a;
	const struct rr_sending *y = *(const struct rr_sending *const *)b;
	int c = strcmp(x->party, y->party);

	return c != 0 ? c : (x > y) - (x < y);
}

/* By the day; within one, what is known to the minute and is earlier. */
bool
rr_receipt_before(const struct rr_fact *a, const struct rr_fact *b)
{
	int c = rr_date_cmp(a->day, b->day);

	if (c != 0 || rr_instant_is_none(a->at))
		return c < 0;
	return rr_instant_is_none(b->at) || a->at.sec < b->at.sec;
}

static bool
is_proof(const struct rr_fact *notice, const struct rr_fact *f,
    enum rr_shape shape)
{
	return f->shape == shape && f->part >= 1 &&
	    (size_t)f->part <= notice->nsendings;
}

static void
take_proofs(struct rr_eval *ev, const struct rr_fact *notice,
    struct rr_sent *s)
{
	size_t n, *next = rr_arena_array(ev->arena, notice->nsendings + 1,
	    sizeof(*next));
	const struct rr_fact *const *about = rr_index_recorded(ev, notice, &n);

	s->receipts = rr_arena_array(ev->arena, n + 1, sizeof(*s->receipts));
	for (size_t i = 0; i < n; i++)
		if (is_proof(notice, about[i], RR_SHAPE_RESULT))
			s->result[about[i]->part - 1] = about[i];
		else if (is_proof(notice, about[i], RR_SHAPE_RECEIPT))
			s->first[about[i]->part]++;
	for (size_t i = 0; i < notice->nsendings; i++) {
		next[i] = s->first[i];
		s->first[i + 1] += s->first[i];
	}
	for (size_t i = 0; i < n; i++)
		if (is_proof(notice, about[i], RR_SHAPE_RECEIPT))
			s->receipts[next[about[i]->part - 1]++] = about[i];
}

static struct rr_sent *
sort_sendings(struct rr_eval *ev, const struct rr_fact *notice)
{
	struct rr_sent *s = rr_arena_alloc(ev->arena, sizeof(*s));
	size_t n = notice->nsendings;

	s->by_party = rr_arena_array(ev->arena, n + 1, sizeof(*s->by_party));
	s->result = rr_arena_array(ev->arena, n + 1, sizeof(*s->result));
	s->first = rr_arena_array(ev->arena, n + 1, sizeof(*s->first));
	for (size_t i = 0; i < n; i++)
		s->by_party[i] = &notice->sendings[i];
	if (n > 1)
		qsort(s->by_party, n, sizeof(*s->by_party), party_cmp);
	take_proofs(ev, notice, s);
	rr_eval_steps(ev, n);
	return s;
}

/* Facts lie in one array; one that is not of it is sorted each time. */
static struct rr_sent *
sent_of(struct rr_eval *ev, const struct rr_fact *notice)
{
	const struct rr_facts *all = ev->in->facts;
	struct rr_sent **slot;

	if (notice < all->all || notice >= all->all + all->n)
		return sort_sendings(ev, notice);
	if (ev->sent == NULL)
		ev->sent = rr_arena_array(ev->arena, all->n,
		    sizeof(*ev->sent));
	slot = &ev->sent[notice - all->all];
	if (*slot == NULL)
		*slot = sort_sendings(ev, notice);
	return *slot;
}

const struct rr_sending *const *
rr_sent_to(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, size_t *n)
{
	size_t from = 0, to = notice->nsendings, first;
	const struct rr_sending **all;

	*n = 0;
	if (to == 0)
		return NULL;
	all = sent_of(ev, notice)->by_party;
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (strcmp(all[mid]->party, party) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	for (first = from; from < notice->nsendings &&
	    strcmp(all[from]->party, party) == 0; from++)
		++*n;
	rr_eval_steps(ev, 1);
	return &all[first];
}

bool
rr_went_to(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party)
{
	size_t n;
	const struct rr_sending *const *to = rr_sent_to(ev, notice, party, &n);

	for (size_t i = 0; i < n; i++)
		if (!to[i]->copy)
			return true;
	return false;
}

bool
rr_sent_first(struct rr_eval *ev, const struct rr_fact *notice, size_t i)
{
	size_t n;

	return *rr_sent_to(ev, notice, notice->sendings[i].party, &n) ==
	    &notice->sendings[i];
}

bool
rr_sent_first_itself(struct rr_eval *ev, const struct rr_fact *notice,
    size_t i)
{
	size_t n, k = 0;
	const struct rr_sending *const *to = rr_sent_to(ev, notice,
	    notice->sendings[i].party, &n);

	while (k < n && to[k]->copy)
		k++;
	return k < n && to[k] == &notice->sendings[i];
}

const struct rr_fact *
rr_eval_result(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s)
{
	return sent_of(ev, notice)->result[s - notice->sendings];
}

const struct rr_fact *
rr_eval_receipt(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s)
{
	const struct rr_sent *sent = sent_of(ev, notice);
	const struct rr_fact *first = NULL;
	size_t i = (size_t)(s - notice->sendings);

	for (size_t k = sent->first[i]; k < sent->first[i + 1]; k++) {
		const struct rr_fact *f = rr_spans_of(ev, sent->receipts[k]);

		if (f != NULL && (first == NULL || rr_receipt_before(f,
		    first)))
			first = f;
	}
	return first;
}

/* The first of PARTY, of those that the results bear out, or contradict. */
static const struct rr_fact *
first_receipt(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, bool contradicted)
{
	const struct rr_fact *first = NULL;
	size_t n;
	const struct rr_sending *const *to = rr_sent_to(ev, notice, party, &n);

	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *f = rr_eval_receipt(ev, notice, to[i]);

		if (f != NULL && rr_result_is_nothing(rr_eval_result(ev,
		    notice, to[i])) == contradicted && (first == NULL ||
		    rr_receipt_before(f, first) ||
		    (!rr_receipt_before(first, f) && f < first)))
			first = f;
	}
	return first;
}

const struct rr_fact *
rr_eval_contradicted(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party)
{
	return first_receipt(ev, notice, party, true);
}

bool
rr_eval_received(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, rr_date *day, const struct rr_fact **proof)
{
	const struct rr_fact *first = first_receipt(ev, notice, party, false);

	if (first == NULL)
		return false;
	*day = first->day;
	*proof = first;
	return true;
}

static bool
is_result(const struct rr_fact *result, const char *word)
{
	const char *is = result == NULL ? NULL :
	    rr_fact_get(result, RR_USE_RESULT);

	return is != NULL && strcmp(is, word) == 0;
}

bool
rr_result_is_whole(const struct rr_fact *result)
{
	return is_result(result, "complete");
}

bool
rr_result_is_nothing(const struct rr_fact *result)
{
	return result != NULL && !rr_result_is_whole(result) &&
	    !is_result(result, "partial");
}

/*
 * Of one without a receipt by the day asked about: one that is on record of a
 * later day, in the world that is, is of that day.
 */
static bool
soonest_receipt(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s, rr_date *day)
{
	const struct rr_sent *sent = sent_of(ev, notice);
	enum rr_method method = RR_METHOD_OTHER;
	size_t i = (size_t)(s - notice->sendings);
	bool later = false;

	*day = s->wall.day;
	for (size_t k = sent->first[i]; k < sent->first[i + 1]; k++) {
		const struct rr_fact *f = sent->receipts[k];

		if (rr_spans_there(ev, f) || (later &&
		    rr_date_cmp(f->day, *day) >= 0))
			continue;
		*day = f->day;
		later = true;
	}
	if (later)
		return true;
	rr_method_find(s->method, &method);
	return !rr_method_nights(method) || rr_date_add(*day, 1, day);
}

rr_date
rr_eval_receivable(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party)
{
	const struct rr_fact *perhaps = rr_eval_contradicted(ev, notice,
	    party);
	rr_date first = perhaps != NULL ? perhaps->day : RR_DATE_NONE;
	size_t n;
	const struct rr_sending *const *to = rr_sent_to(ev, notice, party, &n);

	for (size_t i = 0; i < n; i++) {
		rr_date day;

		if (rr_result_is_nothing(rr_eval_result(ev, notice, to[i])) ||
		    rr_eval_receipt(ev, notice, to[i]) != NULL ||
		    !soonest_receipt(ev, notice, to[i], &day))
			continue;
		if (rr_date_is_none(first) || rr_date_cmp(day, first) < 0)
			first = day;
	}
	return first;
}
