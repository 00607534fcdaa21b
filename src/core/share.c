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

/* What settled it first, since it was there; NULL: nothing did. */
static const struct rr_fact *
settled(struct rr_poll *y, const struct rr_fact *f)
{
	const struct rr_fact *const *all, *first = NULL;
	size_t n = 0;

	all = y->t->settled_by == NULL ? NULL :
	    rr_eval_linked(y->ev, y->t->settled_by, f, &n);
	for (size_t i = 0; i < n; i++)
		if (rr_date_cmp(all[i]->day, f->day) >= 0 && (first == NULL ||
		    rr_date_cmp(all[i]->day, first->day) < 0))
			first = all[i];
	return first;
}

static void
read_vote(struct rr_poll *y, const struct rr_fact *f, struct rr_vote *v)
{
	struct rr_scope about = *y->scope;
	const char *text = rr_fact_field(f, "shares");
	struct rr_member *m;
	rr_shares n;

	about.self = v->fact = f;
	v->holder = rr_fact_field(f, "holder");
	v->favour = y->t->for_if == NULL ? RR_TRUE :
	    rr_cond_known(y->ev, y->t->for_if, &about);
	m = v->holder == NULL ? NULL : rr_body_member(&y->body, v->holder);
	v->said = v->favour;
	v->settled = settled(y, f);
	v->of = m;
	v->whole = y->base->heads || text == NULL ||
	    !rr_shares_parse(text, &n);
	v->said_of = v->whole ? 0 : n.units;
	v->member = m != NULL && m->left_out == NULL ? m : NULL;
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
		if (rr_date_is_none(until) ||
		    rr_date_cmp(all[i]->day, until) <= 0)
			read_vote(y, all[i], &y->votes.of[y->votes.n++]);
}

/* The first fact of that name about the matter, or NULL. */
static const struct rr_fact *
first_about(struct rr_poll *y, const char *name)
{
	size_t n;
	const struct rr_fact *const *all = rr_eval_linked(y->ev, name,
	    y->scope->self, &n);

	return n > 0 ? all[0] : NULL;
}

/* The day from which all is there that is needed beside the votes, or NONE. */
static rr_date
there_from(struct rr_poll *y)
{
	rr_date from = y->scope->self->day;

	if (y->t->also_if != NULL &&
	    !rr_cond_holds(y->ev, y->t->also_if, y->scope))
		return from;
	for (size_t i = 0; i < y->t->nalso; i++) {
		const struct rr_fact *f = first_about(y, y->t->also[i]);

		if (f == NULL)
			return RR_DATE_NONE;
		if (rr_date_cmp(f->day, from) > 0)
			from = f->day;
	}
	return from;
}

static void
show_there(struct rr_poll *y, const char *name, const struct rr_fact *f)
{
	struct rr_finding_item *i;

	if (f != NULL)
		rr_record_fact(y->ev->rec, f, "%s %s", name,
		    rr_fact_day_text(y->ev->arena, f));
	else
		rr_record(y->ev->rec, RR_STEP_MISSING, NULL,
		    "not on record: %s", name);
	if (y->items == NULL)
		return;
	i = rr_poll_item(y, name, name);
	i->fact = f;
	i->state = f != NULL ? RR_FOUND_COMPLETE : RR_FOUND_NOT_YET;
}

/* Whether all is there that is needed beside the votes; else what is not. */
static const char *
missing_beside(struct rr_poll *y)
{
	const char *missing = NULL;

	if (y->t->nalso == 0 || (y->t->also_if != NULL &&
	    !rr_cond_holds(y->ev, y->t->also_if, y->scope)))
		return NULL;
	for (size_t i = 0; i < y->t->nalso; i++) {
		const struct rr_fact *f = first_about(y, y->t->also[i]);

		show_there(y, y->t->also[i], f);
		if (f == NULL && missing == NULL)
			missing = y->t->also[i];
	}
	return missing;
}

static void
show_act(struct rr_poll *y, const struct rr_act *a)
{
	struct rr_finding_item *i;
	const char *since;

	if (a->settled == NULL) {
		show_there(y, a->fact->name, a->fact);
		if (y->t->settled_by != NULL)
			rr_record(y->ev->rec, RR_STEP_CONCLUSION, NULL,
			    "%s stands", a->fact->name);
		return;
	}
	since = rr_fact_day_text(y->ev->arena, a->settled);
	rr_record_fact(y->ev->rec, a->fact, "%s %s; settled on %s",
	    a->fact->name, rr_fact_day_text(y->ev->arena, a->fact), since);
	if (y->items == NULL)
		return;
	i = rr_poll_item(y, a->fact->name, rr_arena_printf(y->ev->arena,
	    "%s; settled on %s", a->fact->name, since));
	i->fact = a->fact;
	i->state = RR_FOUND_LEFT_OUT;
}

/* The acts that do in place of votes; where none can be settled, the first. */
static void
read_acts(struct rr_poll *y)
{
	struct rr_vec acts = RR_VEC_INIT(struct rr_act);

	for (size_t i = 0; i < y->t->nor_any; i++) {
		size_t n;
		const struct rr_fact *const *all = rr_eval_linked(y->ev,
		    y->t->or_any[i], y->scope->self, &n);

		if (y->t->settled_by == NULL && n > 1)
			n = 1;
		for (size_t k = 0; k < n; k++) {
			struct rr_act *a = rr_vec_add(y->ev->arena, &acts);

			a->fact = all[k];
			a->settled = settled(y, all[k]);
			show_act(y, a);
		}
	}
	y->acts = acts.items;
	y->nacts = acts.n;
}

/* The first day of another act that does in place of votes, or NONE. */
static rr_date
by_another(const struct rr_poll *y)
{
	rr_date first = RR_DATE_NONE;

	for (size_t i = 0; i < y->nacts; i++)
		if (rr_date_is_none(first) ||
		    rr_date_cmp(y->acts[i].fact->day, first) < 0)
			first = y->acts[i].fact->day;
	return first;
}

/* Whose votes are still to come: the first who counts and has not voted. */
static void
note_whom(struct rr_poll *y)
{
	for (size_t k = 0; k < y->body.members.n; k++) {
		const struct rr_member *m = rr_vec_at(&y->body.members, k);

		if (y->ev->whom == NULL && m->left_out == NULL &&
		    m->units > 0 && m->left == m->units)
			y->ev->whom = m->party;
	}
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
		rr_body_of(y->ev, y->base, y->p, y->scope, g->days[i],
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
	rr_body_of(y->ev, y->base, y->p, y->scope, g->days[at], &y->body);
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
		rr_body_of(y->ev, y->base, y->p, y->scope, g->days[i],
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
	const struct rr_scope none = { NULL, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };

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
	const struct rr_scope none = { NULL, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };
	bool later = false;

	for (size_t i = 0; i < y->votes.n; i++)
		later |= y->votes.of[i].late && y->votes.of[i].said != RR_TRUE;
	return later && y->base->back_if != NULL &&
	    rr_cond_holds(y->ev, y->base->back_if, &none);
}

/* Whether the numbers pass now; what is missing goes to waits_for. */
static bool
count(struct rr_poll *y, bool whole, struct rr_outcome *o)
{
	rr_date from = there_from(y);
	struct rr_signing g;

	y->cap.least = y->cap.most = INT64_MAX;
	if (is_by_signing(y, from, &g)) {
		if (y->t->settled_by != NULL)
			count_standing(y, &g, from, whole, o);
		else
			count_signed(y, &g, from, whole, o);
	} else {
		rr_body_of(y->ev, y->base, y->p, y->scope,
		    rr_record_day(y->ev, y->scope->self), &y->body);
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
	    y->body.between == NULL;
	o->have = y->votes.have;
	rr_poll_needed(y, o);
	note_whom(y);
	return o->have >= o->needed;
}

static enum rr_truth
exempt(struct rr_poll *y)
{
	const struct rr_cond *c = y->t->exempt_if;
	const char **outer = y->ev->lack, *lack = NULL;
	struct rr_buf b = RR_BUF_INIT;
	enum rr_truth t;

	if (c == NULL)
		return RR_FALSE;
	if (y->t->exempt_means != NULL)
		rr_buf_add(&b, y->t->exempt_means);
	else
		rr_cond_text(c, y->ev->agreement, &b);
	rr_record(y->ev->rec, RR_STEP_TERM, y->p->cite.section,
	    "not needed if %s", b.s);
	rr_buf_free(&b);
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
	const struct rr_stood *s = &y->stood;

	if (!rr_date_is_none(s->since)) {
		o->passed = s->since;
		o->barred = false;
		o->state = RR_FOUND_PASSED;
		o->waits_for = NULL;
		return true;
	}
	if (!whole || s->may || (o->waits_for != NULL &&
	    y->votes.may_favour))
		return false;
	o->waits_for = NULL;
	o->from = s->from;
	o->until = s->until;
	if (!rr_date_is_none(s->until))
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
	read_acts(y);
	passes = count(y, whole, o);
	missing = missing_beside(y);
	o->barred = whole && free == RR_FALSE && (missing != NULL ||
	    !rr_poll_may_favour(y));
	if (y->t->settled_by != NULL ? is_told_by_standing(y, whole, o) :
	    has_passed(y, whole ? by_another(y) : RR_DATE_NONE, o))
		return;
	if (free == RR_UNKNOWN && o->waits_for == NULL)
		o->waits_for = "whether it is needed at all";
	else if (passes) {
		o->state = RR_FOUND_UNSIGNED;
		o->waits_for = missing;
	} else if (is_unsure(y, o) || y->stood.may)
		o->waits_for = y->votes.unsure;
	if (o->state == RR_FOUND_NOT_YET && o->waits_for != NULL)
		o->state = RR_FOUND_WAITING;
}

static void
find(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, struct rr_outcome *o, struct rr_vec *items)
{
	struct rr_poll y;

	rr_outcome_init(o, RR_FOUND_NOT_YET);
	memset(&y, 0, sizeof(y));
	y.ev = ev;
	y.p = p;
	y.t = &p->share;
	y.base = &ev->agreement->bases[p->share.base];
	y.scope = scope;
	y.items = items;
	y.votes.passed = RR_DATE_NONE;
	y.first = y.next = RR_DATE_NONE;
	y.stood = (struct rr_stood){ RR_DATE_NONE, RR_DATE_NONE, RR_DATE_NONE,
	    false };
	rr_poll_subject(ev, scope->self);
	conclude(&y, o);
	rr_poll_state(ev, o);
}

const struct rr_kind_rule rr_kind_share = { .find = find };
