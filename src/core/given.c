/*
 * given.c: a recorded notice, held against the notice clause.
 *
 * What is on record of each sending: the number used and the lists that print
 * it, the result of the transmission, the receipt.  A transmission that failed
 * gives nothing.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"

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

static bool
gives_nothing(const struct rr_fact *result)
{
	const char *word = result == NULL ? NULL :
	    rr_fact_field(result, "result");

	return word != NULL && strcmp(word, "complete") != 0 &&
	    strcmp(word, "partial") != 0;
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

/*
 * The lists that print the number used: as logged; else as the register came
 * to know of that very number.
 */
static const char *
lists_of(const struct rr_sending *s, const struct rr_party *party)
{
	if ((s->lists != NULL && s->lists[0] != '\0') || s->address == NULL ||
	    party == NULL)
		return s->lists != NULL ? s->lists : "";
	for (size_t i = 0; i < party->ncontacts; i++)
		if (strcmp(party->contacts[i].value, s->address) == 0)
			return party->contacts[i].lists;
	return "";
}

static void
attempt_of(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s, struct rr_attempt *t)
{
	enum rr_method method = RR_METHOD_OTHER;
	const struct rr_party *party =
	    rr_roster_find(ev->in->roster, s->party);
	const struct rr_fact *proof;

	rr_method_find(s->method, &method);
	t->method = method;
	t->lists = lists_of(s, party);
	t->at = s->at;
	t->sender_zone = s->zone;
	t->recipient_zone = party != NULL ? party->zone : NULL;
	t->fact = notice;
	t->received_at = RR_INSTANT_NONE;
	t->received_day = RR_DATE_NONE;
	if (rr_eval_received(ev, notice, s->party, &t->received_day, &proof))
		t->received_at = proof->at;
}

void
rr_eval_given(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, struct rr_given *g)
{
	struct rr_attempt *t = rr_arena_array(ev->arena, notice->nsendings + 1,
	    sizeof(*t));
	size_t n = 0, failed = 0;
	const struct rr_fact *proof;
	struct rr_terms was;
	rr_date day;

	for (size_t i = 0; i < notice->nsendings; i++) {
		const struct rr_sending *s = &notice->sendings[i];
		const struct rr_fact *result = rr_eval_result(ev, notice, i);

		if (strcmp(s->party, party) != 0)
			continue;
		if (gives_nothing(result)) {
			rr_record_fact(ev->rec, result,
			    "%s, but the transmission came to nothing (%s)",
			    s->method, rr_fact_field(result, "result"));
			failed++;
			continue;
		}
		attempt_of(ev, notice, s, &t[n++]);
	}
	rr_terms_notice(ev, notice, &was);
	rr_eval_attempts(ev, t, n, g);
	rr_terms_end(ev, &was);
	if (n > 0 || failed == 0)
		return;
	g->awaits = "a transmission that succeeded";
	if (rr_eval_received(ev, notice, party, &day, &proof)) {
		rr_record_fact(ev->rec, proof, "yet it was received %s: one "
		    "of the two entries is wrong; void that one",
		    rr_day_text(ev->arena, day));
		g->awaits = "which is right, failed or received";
	}
}
