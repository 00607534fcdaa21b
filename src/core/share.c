/*
 * share.c: a consent, an election, an objection: whether enough are in favour.
 *
 * The needed number is the least whole one that passes, by exact arithmetic.
 * How votes stand is worked out day by day: who votes again changes his vote,
 * until it has passed.  What was voted by one who holds nothing that counts, or
 * beyond what he holds, counts for nothing and is shown.  With a quantity
 * missing there is no result.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "conclude_int.h"
#include "share_int.h"

/* As of when it is asked what the Holder of a vote held. */
static struct rr_held_when
held_when(const struct rr_poll *y, const struct rr_fact *f)
{
	struct rr_held_when put = rr_held_when_of(y->ev, y->scope->self);

	return y->apart && rr_date_cmp(f->day, put.on) > 0 ?
	    (struct rr_held_when){ f->day, f } : put;
}

/*
 * Whether it is for less than its Holder held; not known where that is not, or
 * where with what it signed before it can be for all.
 */
static enum rr_truth
is_part(const struct rr_poll *y, const struct rr_vote *v)
{
	struct rr_body then = { .then = held_when(y, v->fact) };
	struct rr_range held = rr_body_units(y->ev, &then, v->holder);
	int64_t sum = v->said_of;

	for (const struct rr_vote *b = y->votes.of; b < v; b++)
		if (b->holder != NULL && strcmp(b->holder, v->holder) == 0 &&
		    b->said != RR_FALSE &&
		    __builtin_add_overflow(sum, b->said_of, &sum))
			sum = INT64_MAX;
	if (then.waits_for == NULL && v->said_of >= held.most)
		return RR_FALSE;
	return sum < held.least ? RR_TRUE : RR_UNKNOWN;
}

/* Who signs for a part of what it holds may be none of those who consent. */
static void
read_part(struct rr_poll *y, struct rr_vote *v)
{
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	const struct rr_expr *counts = y->base->part_if;

	v->part = is_part(y, v);
	if (v->part == RR_FALSE || (counts != NULL &&
	    rr_cond_holds(y->ev, counts, &none)))
		return;
	if (v->part == RR_TRUE && counts != NULL)
		v->whole = false;
	else
		v->favour = v->said = RR_UNKNOWN;
}

static void
read_vote(struct rr_poll *y, const struct rr_fact *f, struct rr_vote *v)
{
	struct rr_scope about = *y->scope;
	const char *text = rr_fact_get(f, RR_USE_SHARES);
	struct rr_member *m;
	rr_shares n;

	about.self = v->fact = f;
	v->holder = rr_fact_get(f, RR_USE_HOLDER);
	v->favour = y->t->for_if == NULL ? RR_TRUE :
	    rr_cond_known(y->ev, y->t->for_if, &about);
	m = v->holder == NULL ? NULL : rr_body_member(&y->body, v->holder);
	v->said = v->favour;
	v->settled = rr_poll_settled(y, f);
	v->of = m;
	v->whole = text == NULL || !rr_shares_parse(text, &n);
	v->said_of = v->whole ? 0 : n.units;
	v->part = RR_FALSE;
	v->member = m != NULL && m->left_out == NULL ? m : NULL;
	if (y->base->heads && !v->whole) {
		v->whole = true;
		if (v->said == RR_TRUE && v->holder != NULL &&
		    y->ev->uncounted == NULL)
			read_part(y, v);
	}
	v->split = rr_units_as_of(y->ev, f, y->base->heads ? 0 : v->said_of,
	    y->body.then, &v->as_of);
	/* All that it has is in each of them. */
	if (m != NULL && v->as_of.least >= m->can.most) {
		v->as_of.most = v->as_of.least;
		v->split = NULL;
	}
}

/* Those up to a day, or all; they stand in the order in which they happened. */
static void
read_votes(struct rr_poll *y, rr_date until)
{
	size_t n;
	const struct rr_fact *const *all = rr_eval_linked(y->ev, y->t->votes,
	    y->scope->self, &n);

	y->votes.of = rr_arena_array(y->ev->arena, n + 1,
	    sizeof(*y->votes.of));
	y->votes.n = 0;
	for (size_t i = 0; i < n; i++)
		if (rr_poll_sees(y, all[i]) && (rr_date_is_none(until) ||
		    rr_date_cmp(all[i]->day, until) <= 0))
			read_vote(y, all[i], &y->votes.of[y->votes.n++]);
}

static void
count_votes(struct rr_poll *y, rr_date until, rr_date from, bool whole,
    struct rr_outcome *o)
{
	read_votes(y, until);
	o->waits_for = rr_poll_uncounted(y);
	rr_poll_tally(y, from, whole, o);
}

static bool
is_there(rr_date from, rr_date on)
{
	return !rr_date_is_none(from) && rr_date_cmp(from, on) <= 0;
}

/*
 * By what each held when it signed, of what is outstanding then: on the first
 * day on which it is enough, or else on the last.
 */
static void
count_signed(struct rr_poll *y, struct rr_signing *g, rr_date from,
    bool whole, struct rr_outcome *o)
{
	struct rr_recorder *rec = y->ev->rec;
	const char *unsure = NULL;
	bool passed = false;
	size_t at = g->n - 1;

	y->ev->rec = NULL;
	g->bodies = rr_arena_array(y->ev->arena, g->n, sizeof(*g->bodies));
	for (size_t i = 0; i < g->n; i++)
		rr_body_of(y->ev, y->base, y->p, y->scope, g->then[i],
		    &g->bodies[i]);
	for (size_t i = 0; i < g->n && !passed; i++) {
		rr_signing_body(y, g, i);
		count_votes(y, g->days[i], is_there(from, g->days[i]) ?
		    g->days[i] : RR_DATE_NONE, whole, o);
		y->may_pass |= y->votes.may_pass;
		unsure = unsure == NULL ? y->votes.unsure : unsure;
		passed = !rr_date_is_none(y->votes.passed);
		at = passed ? i : at;
	}
	y->ev->rec = rec;
	rr_body_of(y->ev, y->base, y->p, y->scope, g->then[at], &y->body);
	rr_signing_body(y, g, at);
	count_votes(y, RR_DATE_NONE, is_there(from, g->days[at]) ?
	    g->days[at] : RR_DATE_NONE, whole, o);
	if (y->votes.unsure == NULL)
		y->votes.unsure = unsure;
}

/*
 * The same where it stands only until it is settled: each day by what is
 * outstanding then, and by what each held when it objected.
 */
static void
count_standing(struct rr_poll *y, struct rr_signing *g, rr_date from,
    bool whole, struct rr_outcome *o)
{
	struct rr_recorder *rec = y->ev->rec;

	y->ev->rec = NULL;
	g->bodies = rr_arena_array(y->ev->arena, g->n, sizeof(*g->bodies));
	for (size_t i = 0; i < g->n; i++) {
		if (i + 1 == g->n)
			y->ev->rec = rec;
		rr_body_of(y->ev, y->base, y->p, y->scope, g->then[i],
		    &g->bodies[i]);
	}
	for (size_t i = 0; i < g->n; i++) {
		y->first = i == 0 ? RR_DATE_NONE : g->days[i];
		y->next = i + 1 == g->n ? RR_DATE_NONE : g->days[i + 1];
		rr_signing_body(y, g, i);
		count_votes(y, RR_DATE_NONE, from, whole, o);
	}
}

/* Whether it is by who holds what when it is signed. */
static bool
is_by_signing(struct rr_poll *y, rr_date from, struct rr_signing *g)
{
	const struct rr_scope none = RR_SCOPE(NULL, NULL);

	if (y->base->signed_if == NULL ||
	    rr_has_record_day(y->ev, y->scope->self))
		return false;
	read_votes(y, RR_DATE_NONE);
	return rr_signing_days(y, from, g) &&
	    rr_cond_holds(y->ev, y->base->signed_if, &none);
}

/* Whether one who voted otherwise once it had passed takes that back. */
static bool
is_taken_back(struct rr_poll *y)
{
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	bool later = false;

	for (size_t i = 0; i < y->votes.n; i++)
		later |= y->votes.of[i].late && y->votes.of[i].said != RR_TRUE;
	return later && y->base->back_if != NULL &&
	    rr_cond_holds(y->ev, y->base->back_if, &none);
}

/* However what is not known turns out, it is as many of as many. */
static bool
is_the_same(const struct rr_poll *y)
{
	return y->favour.least == y->favour.most &&
	    y->needed.least == y->needed.most;
}

/* Whether the numbers pass now; what is missing goes to waits_for. */
static bool
count(struct rr_poll *y, bool whole, struct rr_outcome *o)
{
	rr_date from = rr_poll_there_from(y);
	struct rr_signing g;

	y->cap.least = y->cap.most = INT64_MAX;
	if (is_by_signing(y, from, &g)) {
		if (y->t->settled_by != NULL)
			count_standing(y, &g, from, whole, o);
		else
			count_signed(y, &g, from, whole, o);
	} else {
		rr_body_of(y->ev, y->base, y->p, y->scope,
		    rr_held_when_of(y->ev, y->scope->self), &y->body);
		count_votes(y, RR_DATE_NONE, from, whole, o);
	}
	if (is_taken_back(y)) {
		y->back = true;
		y->may_pass = false;
		count_votes(y, RR_DATE_NONE, from, whole, o);
	}
	rr_poll_votes(y);
	if (o->waits_for != NULL) {
		rr_record(y->ev->rec, RR_STEP_MISSING, NULL,
		    "not on record: %s", o->waits_for);
		return false;
	}
	o->counted = y->votes.have == y->votes.most &&
	    (y->body.between == NULL || is_the_same(y));
	o->have = y->votes.have;
	rr_poll_needed(y, o);
	rr_poll_whom(y);
	return o->have >= o->needed;
}

static enum rr_truth
exempt(struct rr_poll *y)
{
	const struct rr_expr *c = y->t->exempt_if;
	const char **outer = y->ev->lack, *lack = NULL;
	enum rr_truth t;

	if (c == NULL)
		return RR_FALSE;
	rr_record(y->ev->rec, RR_STEP_TERM, y->p->cite.section,
	    "not needed if %s", y->t->exempt_means != NULL ?
	    y->t->exempt_means : rr_in_words(y->ev, c, y->scope->self));
	rr_record_under(y->ev->rec);
	y->ev->lack = &lack;
	t = rr_cond_known(y->ev, c, y->scope);
	y->ev->lack = outer;
	rr_record(y->ev->rec, t == RR_UNKNOWN ? RR_STEP_MISSING :
	    RR_STEP_CONCLUSION, NULL, "%s%s%s", t == RR_TRUE ? "so it is" :
	    t == RR_FALSE ? "it is not so" : "not on record",
	    t == RR_UNKNOWN && lack != NULL ? ": " : "",
	    t == RR_UNKNOWN && lack != NULL ? lack : "");
	rr_record_end(y->ev->rec);
	return t;
}

static bool
is_earlier(rr_date a, rr_date b)
{
	return !rr_date_is_none(a) && (rr_date_is_none(b) ||
	    rr_date_cmp(a, b) < 0);
}

/* It has passed: by the votes, or by what does in their place, if sooner. */
static bool
has_passed(struct rr_poll *y, rr_date another, struct rr_outcome *o)
{
	rr_date votes = y->votes.passed;

	o->passed = is_earlier(another, votes) ? another : votes;
	if (rr_date_is_none(o->passed))
		return false;
	o->barred = false;
	o->state = RR_FOUND_PASSED;
	o->waits_for = NULL;
	return true;
}

/* Enough stands, or nothing that could; else false, and it is to be said. */
static bool
is_told_by_standing(const struct rr_poll *y, bool whole,
    struct rr_outcome *o)
{
	const struct rr_stood *s = &y->stood, *may = &y->may_stand;

	if (!rr_date_is_none(s->since)) {
		o->passed = s->since;
		o->barred = false;
		o->state = RR_FOUND_PASSED;
		o->waits_for = NULL;
		return true;
	}
	if (!whole || !rr_date_is_none(may->since)) {
		o->instead = whole ? rr_poll_doubted(y) : NULL;
		return false;
	}
	o->waits_for = NULL;
	if (rr_date_is_none(s->until)) {
		o->instead = rr_poll_doubted(y);
		return true;
	}
	o->from = s->from;
	o->until = may->until;
	if (rr_date_cmp(s->until, may->until) < 0)
		o->may_until = s->until;
	o->state = RR_FOUND_ENDED;
	return true;
}

/* It turns on the order of votes, or on what they were, which is missing. */
static bool
is_unsure(const struct rr_poll *y, const struct rr_outcome *o)
{
	return y->votes.may_pass || y->may_pass || ((y->may_reach ||
	    y->votes.have != y->votes.most) && o->waits_for == NULL);
}

static void
conclude(struct rr_poll *y, struct rr_outcome *o)
{
	enum rr_truth free = exempt(y);
	/* What is sealed may have taken back what is in sight. */
	bool whole = y->ev->uncounted == NULL, passes;
	const char *missing;

	if (free == RR_TRUE && whole) {
		o->state = RR_FOUND_EXEMPT;
		return;
	}
	rr_poll_acts(y);
	passes = count(y, whole, o);
	missing = rr_poll_missing(y);
	o->barred = whole && free == RR_FALSE && (missing != NULL ||
	    !rr_poll_may_favour(y));
	if (y->t->settled_by != NULL ? is_told_by_standing(y, whole, o) :
	    has_passed(y, whole ? rr_poll_by_another(y) : RR_DATE_NONE, o))
		return;
	if (free == RR_UNKNOWN && o->waits_for == NULL)
		o->waits_for = "whether it is needed at all";
	else if (passes) {
		o->state = RR_FOUND_UNSIGNED;
		o->waits_for = missing;
	} else if (is_unsure(y, o) || (o->waits_for == NULL &&
	    !rr_date_is_none(y->may_stand.since)))
		o->waits_for = y->votes.unsure;
	if (o->state == RR_FOUND_NOT_YET && o->waits_for != NULL)
		o->state = RR_FOUND_WAITING;
}

static void
begin(struct rr_poll *y, struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope)
{
	memset(y, 0, sizeof(*y));
	y->ev = ev;
	y->p = p;
	y->t = &p->share;
	y->base = &ev->agreement->bases[p->share.base];
	y->scope = scope;
	y->votes.passed = RR_DATE_NONE;
	y->first = y->next = RR_DATE_NONE;
	y->stood = y->may_stand = (struct rr_stood){ RR_DATE_NONE,
	    RR_DATE_NONE, RR_DATE_NONE };
}

void
rr_share_before(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, const struct rr_fact *then, bool may,
    struct rr_outcome *o, struct rr_vec *items)
{
	struct rr_poll y;

	rr_outcome_init(o, RR_FOUND_NOT_YET);
	begin(&y, ev, p, scope);
	y.items = items;
	y.then = then;
	y.may = may;
	rr_poll_subject(ev, scope->self);
	conclude(&y, o);
	rr_poll_state(ev, o);
}

void
rr_share_find(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, struct rr_outcome *o, struct rr_vec *items)
{
	rr_share_before(ev, p, scope, NULL, false, o, items);
}
