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

static bool
is_result(const struct rr_fact *result, const char *word)
{
	const char *is = result == NULL ? NULL :
	    rr_fact_field(result, "result");

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

/* What is told beside it where reasons are asked for. */
static const struct rr_dialled *
dialled(struct rr_eval *ev, const struct rr_sending *s,
    const struct rr_party *party)
{
	struct rr_dialled *d;

	if (ev->rec == NULL)
		return NULL;
	d = rr_arena_alloc(ev->arena, sizeof(*d));
	return rr_dialled_differs(ev->arena, ev->in->facts, party, s, d) ?
	    d : NULL;
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
	t->lists = rr_dialled_lists(ev->arena, party, s);
	t->address = s->address;
	t->dialled = dialled(ev, s, party);
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
	size_t nsent, n = 0, failed = 0;
	const struct rr_sending *const *sent = rr_sent_to(ev, notice, party,
	    &nsent);
	struct rr_attempt *t = rr_arena_array(ev->arena, nsent + 1,
	    sizeof(*t));
	const struct rr_fact *proof;
	struct rr_terms was;
	bool blurred = ev->blurred;
	rr_date day;

	for (size_t i = 0; i < nsent; i++) {
		const struct rr_fact *result = rr_eval_result(ev, notice,
		    sent[i]);

		if (rr_result_is_nothing(result)) {
			rr_record_fact(ev->rec, result,
			    "%s, but the transmission came to nothing (%s)",
			    sent[i]->method, rr_fact_field(result, "result"));
			failed++;
			continue;
		}
		attempt_of(ev, notice, sent[i], &t[n++]);
	}
	ev->blurred = false;
	rr_terms_notice(ev, notice->day, &was);
	rr_eval_attempts(ev, t, n, g);
	rr_terms_end(ev, &was);
	ev->blurred = blurred;
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
