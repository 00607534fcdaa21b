/*
 * gets.c: since when one party has what is owed, in one world.
 *
 * By whichever entries and channels; between the first day on which it can have
 * it and the last.  What is to be sent by one method is done when it goes out
 * so, and need not be where it came another way first.
 */
#include <string.h>

#include "conclude_int.h"
#include "regrights/arena.h"
#include "status_int.h"

/* "delivered by hand Tue 2000-06-20, no receipt on record" */
static const char *
doubt_text(struct rr_eval *ev, const struct rr_fact *f, const char *party,
    const struct rr_given *g)
{
	size_t n;
	const struct rr_sending *const *sent = rr_sent_to(ev, f, party, &n);
	enum rr_method method = RR_METHOD_OTHER;

	if (n == 0)
		return NULL;
	rr_method_find(sent[0]->method, &method);
	if (g->copy != NULL)
		return rr_arena_printf(ev->arena, "%s %s, without %s",
		    rr_method_by(method), rr_day_text(ev->arena,
		    sent[0]->wall.day), g->copy);
	return rr_arena_printf(ev->arena, "%s %s, %s%s%s",
	    rr_method_by(method), rr_day_text(ev->arena, sent[0]->wall.day),
	    g->gap != NULL ? "in gap " : g->awaits != NULL ? "no " : "",
	    g->gap != NULL ? g->gap : g->awaits != NULL ? g->awaits :
	    "as open points are answered",
	    g->gap == NULL && g->awaits != NULL ? " on record" : "");
}

/* What takes effect at all can count from when it was sent. */
static void
count_from_sending(const struct rr_fact *f, enum rr_truth counts,
    struct rr_between *on)
{
	rr_date first = f->sendings[0].wall.day, last = first;

	if (counts == RR_FALSE)
		return;
	for (size_t i = 1; i < f->nsendings; i++) {
		rr_date day = f->sendings[i].wall.day;

		first = rr_is_sooner(day, first) ? day : first;
		last = rr_is_sooner(last, day) ? day : last;
	}
	if (rr_is_sooner(first, on->least))
		on->least = first;
	if (counts == RR_TRUE && !rr_date_is_none(on->most) &&
	    rr_is_sooner(last, on->most))
		on->most = last;
}

bool
rr_gets_by(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_sent *sent, const char *party, struct rr_gets *x)
{
	struct rr_given g;

	rr_conclude_given(ev, f, party, &g);
	x->on.least = g.earliest;
	x->on.most = g.latest;
	x->fact = x->perhaps = f;
	x->doubt = x->late_if = NULL;
	x->spared = x->maybe = false;
	if (rr_date_is_none(g.earliest)) {
		/* It went, and took no effect, as points are answered. */
		if (rr_given_never(&g) != NULL)
			x->doubt = doubt_text(ev, f, party, &g);
		return false;
	}
	if (rr_date_is_none(g.latest))
		x->doubt = doubt_text(ev, f, party, &g);
	count_from_sending(f, sent->counts, &x->on);
	return true;
}

/* Of all of them the first day on which PARTY can have it, and the last. */
static void
gets_by_any(struct rr_eval *ev, const struct rr_fact *const *facts, size_t n,
    const struct rr_sent *sent, const char *party, struct rr_gets *x)
{
	const char *lacks = NULL;

	memset(x, 0, sizeof(*x));
	x->on.least = x->on.most = RR_DATE_NONE;
	for (size_t i = 0; i < n; i++) {
		struct rr_gets one;

		if (!rr_went_to(ev, facts[i], party))
			continue;
		if (!rr_gets_by(ev, facts[i], sent, party, &one)) {
			lacks = lacks != NULL ? lacks : one.doubt;
			continue;
		}
		if (rr_is_sooner(one.on.least, x->on.least)) {
			x->on.least = one.on.least;
			x->perhaps = one.fact;
		}
		if (rr_is_sooner(one.on.most, x->on.most)) {
			x->on.most = one.on.most;
			x->fact = one.fact;
		}
		if (x->doubt == NULL)
			x->doubt = one.doubt;
	}
	if (rr_date_is_none(x->on.least))
		x->doubt = lacks;
}

/* The day on which F went to PARTY by that method, or NONE. */
static rr_date
sent_so(struct rr_eval *ev, const struct rr_fact *f, const char *party,
    const char *method)
{
	rr_date first = RR_DATE_NONE;
	size_t n;
	const struct rr_sending *const *sent = rr_sent_to(ev, f, party, &n);

	for (size_t i = 0; i < n; i++)
		if (!sent[i]->copy && strcmp(sent[i]->method, method) == 0 &&
		    rr_eval_stands(ev, f, sent[i]) == RR_TRUE &&
		    rr_is_sooner(sent[i]->wall.day, first))
			first = sent[i]->wall.day;
	return first;
}

/* Whether it came another way, and first. */
static bool
is_spared(struct rr_eval *ev, const struct rr_gets *x, const char *party,
    const char *method)
{
	struct rr_given g;

	if (x->fact == NULL || rr_date_cmp(x->on.most, ev->in->on) > 0)
		return false;
	rr_eval_given(ev, x->fact, party, &g);
	return g.method == NULL || strcmp(g.method, method) != 0;
}

/* It went to PARTY another way on or before ON, too, and can have come so. */
static bool
went_another_way(struct rr_eval *ev, const struct rr_fact *f,
    const char *party, const char *method, rr_date on)
{
	size_t n;
	const struct rr_sending *const *sent = rr_sent_to(ev, f, party, &n);

	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *receipt = rr_eval_receipt(ev, f,
		    sent[i]);

		if (!sent[i]->copy && strcmp(sent[i]->method, method) != 0 &&
		    rr_date_cmp(receipt != NULL ? receipt->day :
		    sent[i]->wall.day, on) <= 0 &&
		    rr_eval_stands(ev, f, sent[i]) != RR_FALSE)
			return true;
	}
	return false;
}

/* It went out too late, and need not have, where it came another way first. */
static void
doubt_late(struct rr_eval *ev, const struct rr_fact *const *facts, size_t n,
    const struct rr_sent *sent, const char *party, struct rr_gets *x)
{
	if (!rr_is_sooner(sent->last, x->on.least))
		return;
	for (size_t i = 0; i < n && !x->maybe; i++)
		x->maybe = went_another_way(ev, facts[i], party, sent->by,
		    x->on.least);
	if (!x->maybe)
		return;
	x->doubt = rr_arena_printf(ev->arena, "sent so %s, and perhaps there "
	    "another way first", rr_day_text(ev->arena, x->on.least));
	x->on.least = x->on.most = RR_DATE_NONE;
}

static void
go_out(struct rr_eval *ev, const struct rr_fact *const *facts, size_t n,
    const struct rr_sent *sent, const char *party, struct rr_gets *x)
{
	gets_by_any(ev, facts, n, sent, party, x);
	x->spared = is_spared(ev, x, party, sent->by);
	x->maybe = !x->spared && x->fact == NULL && x->perhaps != NULL;
	if (x->spared)
		return;
	x->on.least = x->on.most = RR_DATE_NONE;
	x->fact = NULL;
	for (size_t i = 0; i < n; i++) {
		rr_date day = sent_so(ev, facts[i], party, sent->by);

		if (!rr_is_sooner(day, x->on.least))
			continue;
		x->on.least = x->on.most = day;
		x->fact = facts[i];
		x->maybe = false;
	}
	if (x->fact != NULL)
		doubt_late(ev, facts, n, sent, party, x);
}

void
rr_gets_by_any(struct rr_eval *ev, const struct rr_fact *const *facts, size_t n,
    const struct rr_sent *sent, const char *party, struct rr_gets *x)
{
	struct rr_recorder *rec = ev->rec;

	if (sent->by == NULL) {
		gets_by_any(ev, facts, n, sent, party, x);
		return;
	}
	ev->rec = NULL;
	go_out(ev, facts, n, sent, party, x);
	ev->rec = rec;
}

/* What keeps the first of them from counting that went to PARTY, or NULL. */
static const char *
doubt_of(struct rr_eval *ev, const struct rr_meets *by, const char *party)
{
	for (size_t i = 0; i < by->n; i++)
		if (by->doubts[i] != NULL &&
		    rr_went_to(ev, by->facts[i], party))
			return by->doubts[i];
	return NULL;
}

void
rr_gets_of(struct rr_eval *ev, const struct rr_meets *by,
    const struct rr_sent *sent, const char *party, struct rr_gets *x)
{
	const char *doubt = doubt_of(ev, by, party);
	const struct rr_fact **sure;
	struct rr_gets all;
	size_t n = 0;

	rr_gets_by_any(ev, by->facts, by->n, sent, party, x);
	if (doubt == NULL)
		return;
	all = *x;
	sure = rr_arena_array(ev->arena, by->n, sizeof(*sure));
	for (size_t i = 0; i < by->n; i++)
		if (by->doubts[i] == NULL)
			sure[n++] = by->facts[i];
	rr_gets_by_any(ev, sure, n, sent, party, x);
	if (x->spared)
		return;
	if (all.spared || all.maybe) {
		x->maybe = rr_date_is_none(x->on.least);
		x->doubt = x->maybe ? doubt : x->doubt;
	} else if (rr_is_sooner(all.on.least, x->on.least)) {
		x->on.least = all.on.least;
		x->perhaps = all.perhaps != NULL ? all.perhaps : all.fact;
		x->doubt = doubt;
	}
}

void
rr_gets_insert(struct rr_gets *all, size_t n, const struct rr_gets *x,
    bool most)
{
	while (n > 0 && (most ? rr_is_sooner(x->on.most, all[n - 1].on.most) :
	    rr_is_sooner(x->on.least, all[n - 1].on.least))) {
		all[n] = all[n - 1];
		n--;
	}
	all[n] = *x;
}

const char *
rr_gets_tardy(struct rr_eval *ev, const struct rr_sent *sent,
    const struct rr_gets *x)
{
	return !rr_is_sooner(sent->spared, x->on.most) ? NULL :
	    rr_arena_printf(ev->arena, "had it another way, and not before %s",
	    rr_day_text(ev->arena, x->on.most));
}

bool
rr_gets_too_late(const struct rr_sent *sent, const struct rr_gets *x)
{
	return x->spared && rr_is_sooner(sent->spared, x->on.least);
}
