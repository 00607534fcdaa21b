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

/*
 * A later time of it, where the result says one that is to count.  What the
 * report does not say is not guessed: then the time at which it began stands.
 */
static rr_instant
later_time(struct rr_eval *ev, const struct rr_fact *result, const char *key,
    const struct rr_expr *counts, rr_instant at)
{
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	const char *text = counts == NULL ? NULL : rr_fact_field(result, key);
	enum rr_truth t;
	rr_instant told;

	if (text == NULL || !rr_zone_told(rr_engine_zone(ev->in->engine,
	    ev->newest->zone), text, &told) || told.sec <= at.sec)
		return at;
	t = rr_eval_truth(ev, counts, &none);
	/* Not to be told apart here: it can be as late as that. */
	if (rr_is_open(t))
		ev->blurred = true;
	if (t != RR_TRUE)
		return at;
	rr_record_fact(ev->rec, result, "%s %s: it counts as sent then, as "
	    "this point is answered", key, text);
	return told;
}

/* When a sending was, as the notice clause counts it. */
static rr_instant
counted_at(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s)
{
	const struct rr_fact *result = rr_eval_result(ev, notice, s);
	const struct rr_ladder *l = ev->agreement->ladder;
	rr_instant at = s->at;

	if (l == NULL || !rr_result_is_whole(result) || rr_instant_is_none(at))
		return at;
	at = later_time(ev, result, "ended", l->end_if, at);
	return later_time(ev, result, "confirmed", l->confirmed_if, at);
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
	memset(t, 0, sizeof(*t));
	t->method = method;
	t->lists = rr_dialled_lists(ev->arena, party, s);
	t->address = s->address;
	t->dialled = dialled(ev, s, party);
	t->at = counted_at(ev, notice, s);
	t->sender_zone = s->zone;
	t->recipient_zone = party != NULL ? party->zone : NULL;
	t->fact = notice;
	t->delivered = receipt != NULL ||
	    rr_result_is_whole(rr_eval_result(ev, notice, s));
	t->doubted = rr_result_is_nothing(rr_eval_result(ev, notice, s));
	/* One of the two entries is wrong. */
	if (t->doubted)
		receipt = NULL;
	t->received_at = receipt != NULL ? receipt->at : RR_INSTANT_NONE;
	t->received_day = receipt != NULL ? receipt->day : RR_DATE_NONE;
}

/* Whether it takes effect by its clause, were it not known what it came to. */
static bool
is_sufficient(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s)
{
	struct rr_recorder *rec = ev->rec;
	struct rr_attempt t;
	struct rr_given g;

	ev->rec = NULL;
	attempt_of(ev, notice, s, &t);
	t.doubted = t.delivered = false;
	rr_deem_one(ev, &t, &g);
	ev->rec = rec;
	return !rr_date_is_none(g.effective);
}

enum rr_truth
rr_eval_stands(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s)
{
	const struct rr_ladder *l = ev->agreement->ladder;
	const struct rr_scope none = RR_SCOPE(NULL, NULL);

	if (!rr_result_is_nothing(rr_eval_result(ev, notice, s)))
		return RR_TRUE;
	if (l == NULL || l->returned_counts_if == NULL ||
	    !is_sufficient(ev, notice, s))
		return RR_FALSE;
	return rr_eval_truth(ev, l->returned_counts_if, &none);
}

/* Its receipt can be on record all the same. */
static bool
is_received(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s)
{
	const struct rr_fact *receipt = rr_eval_receipt(ev, notice, s);

	if (receipt != NULL)
		rr_record_fact(ev->rec, receipt, "yet it was received %s: one "
		    "of the two entries is wrong; void that one",
		    rr_fact_day_text(ev->arena, receipt));
	return receipt != NULL;
}

/* Its clause asks for no proof that it came through, so it may count. */
static void
record_returned(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s, const struct rr_fact *result)
{
	rr_record_fact(ev->rec, result, "%s, and it came to nothing (%s); "
	    "sent so, it takes effect though it did not come through, as this "
	    "point is answered", s->method, rr_fact_get(result, RR_USE_RESULT));
	is_received(ev, notice, s);
}

/* It gives nothing; yet where its receipt is there, which is right is open. */
static bool
is_doubted(struct rr_eval *ev, const struct rr_fact *notice,
    const struct rr_sending *s, const struct rr_fact *result)
{
	rr_record_fact(ev->rec, result,
	    "%s, but the transmission came to nothing (%s)", s->method,
	    rr_fact_get(result, RR_USE_RESULT));
	return is_received(ev, notice, s);
}

/* The day on which the first was sent, by the clause's clock or the text's. */
static rr_date
first_sent(const struct rr_eval *ev, const struct rr_attempt *t, size_t n)
{
	rr_date first = RR_DATE_NONE;

	for (size_t i = 0; i < n; i++) {
		struct rr_clocked r;

		if ((rr_read_clock(ev, ev->agreement->ladder->clock, &t[i],
		    &r) || rr_read_clock(ev, "agreement", &t[i], &r)) &&
		    (rr_date_is_none(first) ||
		    rr_date_cmp(r.wall.day, first) < 0))
			first = r.wall.day;
	}
	return first;
}

static void
record_unlisted(struct rr_eval *ev, const struct rr_calendar *before)
{
	if (ev->unlisted != NULL)
		rr_record(ev->rec, RR_STEP_MISSING, NULL, "%s",
		    rr_days_late(ev->arena, ev->unlisted));
	else
		ev->unlisted = before;
}

/* One sending gives nothing: where the first counts, others still can. */
static void
count_never(const struct rr_eval *ev, const char *gap, struct rr_given *g)
{
	if (ev->agreement->ladder->combine == RR_COMBINE_EARLIEST &&
	    (!rr_date_is_none(g->earliest) || g->awaits != NULL))
		return;
	rr_given_clear(g);
	g->gap = gap;
}

void
rr_eval_attempts(struct rr_eval *ev, const struct rr_attempt *t, size_t n,
    struct rr_given *g)
{
	const struct rr_calendar *before = ev->unlisted;
	struct rr_given unknown = { .unknown = false };
	const char *never = NULL;
	bool unbounded = false;

	rr_given_clear(g);
	if (ev->agreement->ladder == NULL) {
		g->awaits = "a notice clause";
		return;
	}
	ev->unlisted = NULL;
	for (size_t i = 0; i < n; i++) {
		struct rr_given one;

		rr_deem_one(ev, &t[i], &one);
		if (rr_given_never(&one) != NULL) {
			never = one.gap;
			continue;
		}
		rr_given_combine(ev, g, &one);
		unbounded |= rr_date_is_none(one.latest);
		g->joined |= one.joined;
		if (one.unknown)
			unknown = one;
	}
	rr_given_settle(ev, unbounded, g);
	rr_given_join_unknown(ev, &unknown, g);
	if (g->joined || ev->blurred)
		rr_given_allow(ev, first_sent(ev, t, n), unbounded, g);
	if (never != NULL)
		count_never(ev, never, g);
	g->unlisted = ev->unlisted;
	record_unlisted(ev, before);
	if (n > 1 && !rr_date_is_none(g->effective))
		rr_record(ev->rec, RR_STEP_CHOICE,
		    ev->agreement->ladder->cite.section,
		    "of several sendings the %s counts: by %s, %s",
		    ev->agreement->ladder->combine == RR_COMBINE_EARLIEST ?
		    "earliest" : "latest", g->method, rr_day_text(ev->arena,
		    g->effective));
	else if (n > 1 && g->gap != NULL)
		rr_record(ev->rec, RR_STEP_CHOICE,
		    ev->agreement->ladder->cite.section,
		    "of several sendings the %s counts: it can be the one in "
		    "gap %s", ev->agreement->ladder->combine ==
		    RR_COMBINE_EARLIEST ? "earliest" : "latest", g->gap);
	if (rr_date_is_none(g->effective))
		g->method = NULL;
	if (g->gap != NULL)
		g->awaits = NULL;
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
		t[i].delivered = true;
		t[i].sender_zone = tries[i].sender_zone;
		t[i].recipient_zone = tries[i].recipient_zone;
	}
	rr_eval_attempts(ev, t, n, g);
}

void
rr_eval_given(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, struct rr_given *g)
{
	size_t nsent, n = 0;
	const struct rr_sending *const *sent = rr_sent_to(ev, notice, party,
	    &nsent);
	struct rr_attempt *t = rr_arena_array(ev->arena, nsent + 1,
	    sizeof(*t));
	struct rr_terms was;
	bool blurred = ev->blurred, doubted = false;

	ev->blurred = false;
	rr_terms_notice(ev, notice->day, &was);
	for (size_t i = 0; i < nsent; i++) {
		const struct rr_fact *result = rr_eval_result(ev, notice,
		    sent[i]);
		enum rr_truth stands = rr_eval_stands(ev, notice, sent[i]);
		bool nothing = rr_result_is_nothing(result);

		if (nothing && stands != RR_FALSE)
			record_returned(ev, notice, sent[i], result);
		else if (nothing && !is_doubted(ev, notice, sent[i], result))
			continue;
		attempt_of(ev, notice, sent[i], &t[n]);
		if (nothing && stands != RR_FALSE)
			t[n].doubted = false;
		t[n].unsettled = rr_is_open(stands);
		doubted |= t[n++].doubted;
	}
	rr_eval_attempts(ev, t, n, g);
	rr_terms_end(ev, &was);
	ev->blurred = blurred;
	if (n == 0 && nsent > 0)
		g->awaits = "a transmission that succeeded";
	else if (doubted && g->awaits != NULL && g->gap == NULL)
		g->awaits = RR_AWAITS_WHICH;
}
