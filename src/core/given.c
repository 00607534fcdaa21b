/*
 * given.c: a recorded notice, held against the notice clause.
 *
 * What is on record of each sending: the number used and the lists that print
 * it, the result of the transmission, the receipt.  A transmission that failed
 * gives nothing.
 */
#include <string.h>

#include "notice_int.h"
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

rr_date
rr_eval_receivable(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party)
{
	rr_date first = RR_DATE_NONE;
	size_t n;
	const struct rr_sending *const *to = rr_sent_to(ev, notice, party, &n);

	for (size_t i = 0; i < n; i++) {
		enum rr_method method = RR_METHOD_OTHER;
		rr_date day = to[i]->wall.day;

		if (rr_result_is_nothing(rr_eval_result(ev, notice, to[i])))
			continue;
		rr_method_find(to[i]->method, &method);
		if (rr_method_nights(method) && !rr_date_add(day, 1, &day))
			continue;
		if (rr_date_is_none(first) || rr_date_cmp(day, first) < 0)
			first = day;
	}
	return first;
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
	return rr_dialled_differs(ev->arena, ev->in->facts, party, s, d) ||
	    rr_dialled_noted(ev->arena, party, s, d) ?
	    d : NULL;
}

static void
attempt_of(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s, struct rr_attempt *t)
{
	enum rr_method method = RR_METHOD_OTHER;
	const struct rr_party *party =
	    rr_roster_find(ev->in->roster, s->party);
	const struct rr_fact *receipt = rr_eval_receipt(ev, notice, s);

	rr_method_find(s->method, &method);
	t->method = method;
	t->lists = rr_dialled_lists(ev->arena, party, s);
	t->address = s->address;
	t->dialled = dialled(ev, s, party);
	t->at = s->at;
	t->sender_zone = s->zone;
	t->recipient_zone = party != NULL ? party->zone : NULL;
	t->fact = notice;
	t->received_at = receipt != NULL ? receipt->at : RR_INSTANT_NONE;
	t->received_day = receipt != NULL ? receipt->day : RR_DATE_NONE;
}

/* It came to nothing; and yet its receipt can be on record. */
static bool
is_doubted(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s, const struct rr_fact *result)
{
	const struct rr_fact *receipt = rr_eval_receipt(ev, notice, s);

	rr_record_fact(ev->rec, result,
	    "%s, but the transmission came to nothing (%s)", s->method,
	    rr_fact_field(result, "result"));
	if (receipt == NULL)
		return false;
	rr_record_fact(ev->rec, receipt, "yet it was received %s: one of the "
	    "two entries is wrong; void that one",
	    rr_day_text(ev->arena, receipt->day));
	return true;
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
	struct rr_terms was;
	bool blurred = ev->blurred, doubted = false;

	for (size_t i = 0; i < nsent; i++) {
		const struct rr_fact *result = rr_eval_result(ev, notice,
		    sent[i]);

		if (rr_result_is_nothing(result)) {
			doubted |= is_doubted(ev, notice, sent[i], result);
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
	g->awaits = doubted ? "which is right, failed or received" :
	    "a transmission that succeeded";
}

void
rr_eval_tries(struct rr_eval *ev, const struct rr_try *tries, size_t n,
    struct rr_given *g)
{
	struct rr_attempt *t = rr_arena_array(ev->arena, n + 1, sizeof(*t));

	for (size_t i = 0; i < n; i++) {
		t[i].method = tries[i].method;
		t[i].lists = tries[i].lists != NULL ? tries[i].lists : "";
		t[i].at = tries[i].at;
		t[i].received_at = tries[i].received;
		t[i].received_day = RR_DATE_NONE;
		t[i].sender_zone = tries[i].sender_zone;
		t[i].recipient_zone = tries[i].recipient_zone;
	}
	rr_eval_attempts(ev, t, n, g);
}
