/*
 * given.c: a recorded notice, held against the notice clause.
 *
 * What is on record of each sending: the number used and the lists that print
 * it, the result of the transmission, the receipt.  A transmission that failed
 * gives nothing.
 *
 * The agreement's file says under which answers what falls into a gap takes
 * effect at all, some time between its sending and its receipt; and when a
 * notice is given to a party only once the copies are that go with it: each to
 * whom they were to go when it was sent, by the notice itself or by one more
 * communication about it.  Where they came no later than the notice, it is not
 * asked whether they count.  What runs from its receipt asks for neither.
 */
#include <string.h>

#include "notice_int.h"
#include "regrights/arena.h"
#include "regrights/seal.h"

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

/* A later time of it, where the result says one that is to count. */
static rr_instant
later_time(struct rr_eval *ev, const struct rr_fact *result, const char *key,
    const struct rr_cond *counts, rr_instant at)
{
	const struct rr_scope none = { NULL, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };
	const char *text = counts == NULL ? NULL : rr_fact_field(result, key);
	rr_instant told;

	if (text == NULL || !rr_zone_told(rr_engine_zone(ev->in->engine,
	    ev->newest->zone), text, &told) || told.sec <= at.sec ||
	    !rr_cond_holds(ev, counts, &none))
		return at;
	rr_record_fact(ev->rec, result, "%s %s: that time counts, as this "
	    "point is answered", key, text);
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

	if (l == NULL || ev->as_received || !rr_result_is_whole(result) ||
	    rr_instant_is_none(at))
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
	t->method = method;
	t->lists = rr_dialled_lists(ev->arena, party, s);
	t->address = s->address;
	t->dialled = dialled(ev, s, party);
	t->at = counted_at(ev, notice, s);
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

	ev->blurred = false;
	rr_terms_notice(ev, notice->day, &was);
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

enum rr_truth
rr_gap_counts(struct rr_eval *ev)
{
	const struct rr_cond *c = ev->agreement->ladder->gap_counts_if;
	const struct rr_scope none = { NULL, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };
	enum rr_truth t = c == NULL || ev->as_received ? RR_TRUE :
	    rr_cond_eval(ev, c, &none);

	if (t == RR_FALSE)
		rr_record(ev->rec, RR_STEP_CHOICE,
		    ev->agreement->ladder->cite.section,
		    "so it takes no effect, as this point is answered");
	return t;
}

static bool
is_sooner(rr_date a, rr_date b)
{
	return !rr_date_is_none(a) && (rr_date_is_none(b) ||
	    rr_date_cmp(a, b) < 0);
}

/* NONE is never, and later than any day. */
static rr_date
later(rr_date a, rr_date b)
{
	return is_sooner(a, b) ? b : a;
}

/*
 * A communication by itself, about F; one that by its kind answers F is a
 * notice of its own, and its copies are of it.
 */
static bool
can_be_copy(const struct rr_eval *ev, const struct rr_fact *f)
{
	const struct rr_event *e = f->shape != RR_SHAPE_NOTICE ? NULL :
	    rr_agreement_event(ev->agreement, f->name);

	return e != NULL && e->about == NULL;
}

/* What PARTY had of F: the first copy of it, by whichever entry. */
static void
copy_of(struct rr_eval *ev, const struct rr_fact *f, const char *party,
    struct rr_given *g)
{
	size_t n;
	const struct rr_fact *const *about = rr_index_about(ev->index, f, &n);

	rr_eval_given(ev, f, party, g);
	for (size_t i = 0; i < n; i++) {
		struct rr_given one;

		if (!can_be_copy(ev, about[i]))
			continue;
		rr_eval_given(ev, about[i], party, &one);
		if (is_sooner(one.latest, g->latest) || (rr_date_is_none(
		    g->latest) && is_sooner(one.earliest, g->earliest))) {
			one.earliest = is_sooner(g->earliest, one.earliest) ?
			    g->earliest : one.earliest;
			*g = one;
		}
	}
}

/* ALL, as one more copy makes it. */
static void
add_copy(struct rr_eval *ev, const char *party, const struct rr_given *copy,
    struct rr_given *all)
{
	bool open = rr_date_is_none(copy->effective);

	all->earliest = rr_date_is_none(copy->earliest) ||
	    rr_date_is_none(all->earliest) ? RR_DATE_NONE :
	    later(all->earliest, copy->earliest);
	all->latest = later(all->latest, copy->latest);
	if (rr_date_is_none(copy->earliest) && all->copy == NULL)
		all->copy = rr_shared_text(ev, rr_arena_printf(ev->arena,
		    "a copy to %s", rr_roster_name(ev->in->roster, party)));
	all->joined |= copy->joined;
	all->unknown |= copy->unknown;
	if (all->unlisted == NULL)
		all->unlisted = copy->unlisted;
	if (all->sooner == NULL)
		all->sooner = copy->sooner;
	if (rr_date_is_none(all->effective))
		return;
	all->effective = open ? RR_DATE_NONE :
	    later(all->effective, copy->effective);
	if (!open)
		return;
	all->gap = copy->gap;
	all->awaits = copy->awaits != NULL ? rr_shared_text(ev,
	    rr_arena_printf(ev->arena, "%s of the copy to %s", copy->awaits,
	    rr_roster_name(ev->in->roster, party))) : all->copy;
}

/* As G is, but for open points: between both. */
static void
join(const struct rr_given *all, struct rr_given *g)
{
	g->joined = true;
	g->latest = all->latest;
	g->unknown |= all->unknown;
	g->effective = RR_DATE_NONE;
	g->gap = g->awaits = g->section = NULL;
}

static bool
is_same_day(const struct rr_given *a, const struct rr_given *b)
{
	return rr_date_cmp(a->effective, b->effective) == 0 &&
	    rr_date_cmp(a->earliest, b->earliest) == 0 &&
	    rr_date_cmp(a->latest, b->latest) == 0 &&
	    a->joined == b->joined && a->unknown == b->unknown;
}

/* With all its copies. */
static void
with_copies(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, struct rr_given *all)
{
	const struct rr_party **to;
	size_t n = rr_roster_copies(ev->arena, ev->in->roster, party,
	    notice->nsendings > 0 ? notice->sendings[0].wall.day :
	    notice->day, &to);

	for (size_t i = 0; i < n; i++) {
		struct rr_given copy;

		copy_of(ev, notice, to[i]->key, &copy);
		add_copy(ev, to[i]->key, &copy, all);
	}
	all->sure = all->effective;
}

static void
count_copies(struct rr_eval *ev, const struct rr_given *all,
    struct rr_given *g)
{
	const struct rr_ladder *l = ev->agreement->ladder;
	const struct rr_scope none = { NULL, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };
	enum rr_truth counts = rr_cond_eval(ev, l->with_copies_if, &none);

	if (counts == RR_FALSE)
		return;
	rr_record(ev->rec, RR_STEP_CHOICE, l->cite.section,
	    "given with its copies only, as this point is answered: %s",
	    all->awaits != NULL ? all->awaits : all->gap != NULL ?
	    "a copy is in a gap" : rr_day_text(ev->arena, all->latest));
	if (rr_is_open(counts))
		join(all, g);
	else
		*g = *all;
}

void
rr_eval_whole(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, struct rr_given *g)
{
	struct rr_recorder *rec = ev->rec;
	struct rr_given all;
	struct rr_terms was;

	rr_eval_given(ev, notice, party, g);
	if (ev->as_received || rr_date_is_none(g->earliest))
		return;
	rr_terms_notice(ev, notice->day, &was);
	if (ev->agreement->ladder->with_copies_if != NULL) {
		all = *g;
		ev->rec = NULL;
		with_copies(ev, notice, party, &all);
		ev->rec = rec;
		if (!is_same_day(&all, g))
			count_copies(ev, &all, g);
	}
	rr_terms_end(ev, &was);
}
