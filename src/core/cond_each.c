/*
 * cond_each.c: conditions over all that hangs on an entry.
 *
 * What is about an entry, or names it, hangs on it, and so does whatever hangs
 * on that: the answer to an inquiry on a draft hangs on the registration that
 * the draft is for.  Of such entries each can be asked whether something is so
 * of it, and the lists, thresholds and allotments that they have, whether they
 * are met: the same rules say so that make the registers.
 */
#include "conclude_int.h"
#include "field_cond_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

/* One that fails decides; one of which it cannot be said leaves it open. */
static enum rr_truth
both(enum rr_truth a, enum rr_truth b)
{
	if (a == RR_FALSE || b == RR_FALSE)
		return RR_FALSE;
	return rr_truth_mix(RR_FALSE, a, b);
}

/* Of one of them, and what it lacks, with its entry: there may be many. */
static enum rr_truth
one_of_each(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	const char **outer = ev->lack, *lack = NULL;
	struct rr_buf ref = RR_BUF_INIT;
	enum rr_truth t;

	ev->lack = outer != NULL ? &lack : NULL;
	t = rr_eval_truth(ev, c, s);
	ev->lack = outer;
	if (lack == NULL || *outer != NULL)
		return t;
	rr_fact_ref(s->self, &ref);
	*outer = rr_arena_printf(ev->arena, "%s of entry %s (%s)", lack, ref.s,
	    s->self->name);
	rr_buf_free(&ref);
	return t;
}

enum rr_truth
rr_eval_each(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	enum rr_truth all = RR_TRUE;
	const struct rr_fact *const *facts, *that = ev->that;
	size_t n;

	if (c->reach != RR_REACH_ALL && s->self == NULL)
		return RR_FALSE;
	facts = rr_reach_entries(ev, c, s->self, &n);
	ev->that = c->outer ? s->self : that;
	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *which = ev->which;
		struct rr_scope own = *s;
		enum rr_truth one;

		own.self = facts[i];
		rr_record_fact(ev->ticks, facts[i], "%s %s", facts[i]->name,
		    rr_fact_day_text(ev->arena, facts[i]));
		rr_record_under(ev->ticks);
		one = one_of_each(ev, c->of[0], &own);
		rr_record_end(ev->ticks);
		ev->which = which == NULL && one != RR_TRUE ? facts[i] : which;
		all = both(all, one);
	}
	ev->that = that;
	if (n > 0)
		return all;
	rr_lacks(ev, NULL, "%s", c->name);
	/* What it hangs on is there, whether it is on record or not. */
	return c->reach == RR_REACH_OVER ? RR_UNKNOWN : RR_FALSE;
}

struct settling {
	struct rr_eval		*ev;
	const struct rr_expr	*cond;
	const struct rr_fact	*self;
	/* the last day on which it counts, for "was met by"; else NONE */
	rr_date			 by;
	/* it is asked as of just before that; NULL: it is not */
	const struct rr_fact	*then;
	/* the first day after BY, as an entry */
	struct rr_fact		 next;
	enum rr_truth		 all;
	/* it can be of any, and is not known to be of one */
	bool			 any;
	size_t			 n, seen;	/* for which it is; in all */
};

static enum rr_truth
is_settled(const struct rr_expr *c, rr_date by, const struct rr_outcome *o)
{
	if (!rr_date_is_none(by) && !rr_date_is_none(o->passed) &&
	    rr_date_cmp(o->passed, by) > 0)
		return RR_FALSE;
	switch (o->state) {
	case RR_FOUND_COMPLETE:
	case RR_FOUND_PASSED:
	case RR_FOUND_EXEMPT:
	case RR_FOUND_NONE:
	case RR_FOUND_WITHIN:
	case RR_FOUND_EXCEEDED:
		return RR_TRUE;
	case RR_FOUND_UNSIGNED:
		return c->votes ? RR_TRUE : RR_FALSE;
	case RR_FOUND_WAITING:
		return o->barred && !c->votes ? RR_FALSE : RR_UNKNOWN;
	default:
		return RR_FALSE;
	}
}

/* The first for whom something is not there. */
static const char *
first_lacking(const struct rr_vec *items)
{
	for (size_t i = 0; i < items->n; i++) {
		const struct rr_finding_item *x = rr_vec_at(items, i);

		if (x->party != NULL && (x->state == RR_FOUND_NOT_YET ||
		    x->state == RR_FOUND_INCOMPLETE ||
		    x->state == RR_FOUND_CONTRARY ||
		    x->state == RR_FOUND_WAITING))
			return x->party;
	}
	return NULL;
}

/* Of the votes alone: those that are there, and what it takes. */
static void
tell_votes(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_outcome *o, const struct rr_vec *items)
{
	for (size_t i = 0; i < items->n; i++) {
		const struct rr_finding_item *x = rr_vec_at(items, i);

		if (x->fact != NULL && x->party != NULL)
			rr_record_fact(ev->rec, x->fact, "%s: %s, %s",
			    rr_roster_name(ev->in->roster, x->party),
			    x->unknown ? "not counted" :
			    rr_units_text(ev, x->counts), x->what);
	}
	if (o->counted)
		rr_record(ev->rec, RR_STEP_SUM, p->cite.section,
		    "%s of %s in favour, %s needed",
		    rr_units_text(ev, o->have), rr_units_text(ev, o->base),
		    rr_units_text(ev, o->needed));
	else if (o->waits_for != NULL)
		rr_record(ev->rec, RR_STEP_MISSING, NULL,
		    "not on record: %s", o->waits_for);
}

/*
 * As it stood just before THEN: by what was there for certain, of which the
 * reasons are, and by what can have been there.
 */
static enum rr_truth
stood_before(const struct settling *x, const struct rr_provision *p,
    const struct rr_scope *scope, struct rr_outcome *o, struct rr_vec *items)
{
	struct rr_vec others = RR_VEC_INIT(struct rr_finding_item);
	struct rr_recorder *rec = x->ev->rec;
	struct rr_outcome may;
	enum rr_truth sure;

	rr_conclude_before(x->ev, p, scope, x->then, false, o, items);
	x->ev->rec = NULL;
	rr_conclude_before(x->ev, p, scope, x->then, true, &may, &others);
	x->ev->rec = rec;
	sure = is_settled(x->cond, x->by, o);
	if (sure == is_settled(x->cond, x->by, &may))
		return sure;
	o->state = RR_FOUND_WAITING;
	o->waits_for = rr_shared_text(x->ev, rr_arena_printf(x->ev->arena,
	    "what came first on %s", rr_fact_day_text(x->ev->arena,
	    x->then)));
	rr_record(rec, RR_STEP_MISSING, NULL, "not on record: %s",
	    o->waits_for);
	return RR_UNKNOWN;
}

static enum rr_truth
stands(const struct settling *x, const struct rr_provision *p,
    const struct rr_scope *scope, struct rr_outcome *o, struct rr_vec *items)
{
	if (x->then != NULL)
		return stood_before(x, p, scope, o, items);
	/* What was voted after that day is of later days. */
	if (!rr_date_is_none(x->by) && p->kind->votes)
		rr_conclude_before(x->ev, p, scope, &x->next, false, o, items);
	else
		rr_conclude(x->ev, p, scope, o, items);
	return is_settled(x->cond, x->by, o);
}

/* The kind's own rule, its reasons told where conditions tell theirs. */
static enum rr_truth
work_out(const struct settling *x, const struct rr_provision *p,
    const struct rr_scope *scope)
{
	const struct rr_expr *c = x->cond;
	struct rr_eval *ev = x->ev;
	struct rr_vec items = RR_VEC_INIT(struct rr_finding_item);
	struct rr_recorder *ticks = ev->ticks, *rec = ev->rec;
	const char *whom = ev->whom;
	struct rr_outcome o;
	enum rr_truth t;

	ev->rec = ticks;
	ev->ticks = NULL;
	rr_record(ev->rec, RR_STEP_TERM, p->cite.section, "%s%s%s", p->what,
	    scope->recipient != NULL ? ": " : "", scope->recipient != NULL ?
	    rr_roster_name(ev->in->roster, scope->recipient) : "");
	rr_record_under(ev->rec);
	ev->rec = c->votes ? NULL : ticks;
	t = stands(x, p, scope, &o, &items);
	ev->rec = ticks;
	if (c->votes)
		tell_votes(ev, p, &o, &items);
	if (p->kind->lines == RR_LINES_PARTS)
		ev->lines = rr_lines_text(ev, &items);
	if (o.state == RR_FOUND_WAITING && ev->lack != NULL &&
	    *ev->lack == NULL)
		*ev->lack = o.waits_for;
	if (ev->since != NULL && !rr_date_is_none(o.passed) &&
	    rr_date_cmp(o.passed, *ev->since) > 0)
		*ev->since = o.passed;
	rr_record_end(ev->rec);
	ev->ticks = ticks;
	ev->rec = rec;
	/* Who has not voted cannot any more, where it was to be before. */
	if (whom != NULL || x->then != NULL || o.state == RR_FOUND_COMPLETE ||
	    o.state == RR_FOUND_PASSED)
		ev->whom = whom;
	else if (scope->recipient != NULL)
		ev->whom = scope->recipient;
	else if (first_lacking(&items) != NULL)
		ev->whom = first_lacking(&items);
	return t;
}

/* By the terms that govern it; false: it does not apply. */
static bool
settle_by(struct settling *x, const struct rr_provision *p,
    const struct rr_scope *scope, enum rr_truth *one)
{
	enum rr_truth applies = p->only_if == NULL ? RR_TRUE :
	    rr_cond_known(x->ev, p->only_if, scope);

	*one = applies == RR_TRUE ? work_out(x, p, scope) :
	    RR_UNKNOWN;
	return applies != RR_FALSE;
}

static void
settle_one(void *ctx, const struct rr_provision *p, const struct rr_fact *f,
    const char *party)
{
	struct settling *x = ctx;
	const struct rr_scope scope = RR_SCOPE(f, party);
	const struct rr_fact *which = x->ev->which;
	struct rr_terms was;
	enum rr_truth one;

	if (x->any ? f == NULL || rr_date_cmp(f->day, x->then->day) > 0 :
	    x->cond->reach != RR_REACH_ALL && (f == NULL ||
	    !rr_eval_hangs(x->ev, f, x->self)))
		return;
	x->seen++;
	p = rr_terms_begin(x->ev, p, &scope, &was);
	if (p != NULL && settle_by(x, p, &scope, &one)) {
		x->n++;
		x->ev->which = which == NULL && one != RR_TRUE ? f : which;
		x->all = x->any ? rr_truth_mix(RR_TRUE, x->all,
		    one == RR_TRUE ? RR_UNKNOWN : one) :
		    x->cond->nof == 0 ? both(x->all, one) :
		    x->n == 1 ? one : rr_truth_mix(RR_TRUE, x->all, one);
	}
	rr_terms_end(x->ev, &was);
}

/* The day by which it was met; false: that is not known. */
static bool
by_day(struct rr_eval *ev, const struct rr_expr *c, const struct rr_scope *s,
    rr_date *out)
{
	struct rr_moment m = rr_eval_day_quiet(ev, c->of[0], s);

	*out = m.latest;
	if (m.state == RR_MOMENT_KNOWN && !rr_date_is_none(m.latest) &&
	    rr_date_cmp(m.day, m.latest) == 0)
		return true;
	rr_lacks(ev, NULL, "%s", m.waits_for != NULL ? m.waits_for :
	    "the day by which that is asked");
	return false;
}

/* Of an entry that a blank field of IT would name: any can be meant. */
static enum rr_truth
unnamed(struct rr_eval *ev, const struct rr_expr *c, const struct rr_fact *it)
{
	struct settling x = { .ev = ev, .cond = c, .by = RR_DATE_NONE,
	    .then = it, .any = true, .all = RR_FALSE };

	rr_subjects(ev, rr_agreement_provision(ev->agreement, c->name),
	    settle_one, &x);
	if (x.all == RR_FALSE || rr_is_open(x.all))
		return x.all == RR_FALSE ? RR_FALSE : RR_ANY;
	return rr_lacks(ev, NULL, "%s", rr_field_title(ev, it, c->via));
}

/* OUTER: in which "it" is that before or by which it was met. */
static enum rr_truth
settled(struct rr_eval *ev, const struct rr_expr *c, const struct rr_scope *s,
    const struct rr_scope *outer)
{
	const struct rr_provision *p = rr_agreement_provision(ev->agreement,
	    c->name);
	struct settling x = { .ev = ev, .cond = c, .self = s->self,
	    .by = RR_DATE_NONE, .then = c->before ? outer->self : NULL,
	    .next.at = RR_INSTANT_NONE, .all = RR_TRUE };

	if (c->reach != RR_REACH_ALL && s->self == NULL)
		return RR_FALSE;
	if (c->reach == RR_REACH_BESIDE) {
		x.self = rr_eval_live(ev, s->self->about, s->self->about_row);
		if (x.self == NULL)
			return RR_FALSE;
	}
	if (c->nof > 0 && (!by_day(ev, c, outer, &x.by) ||
	    !rr_date_add(x.by, 1, &x.next.day)))
		return RR_UNKNOWN;
	rr_subjects(ev, p, settle_one, &x);
	if (x.all == RR_TRUE && p->per == RR_PER_ROLE &&
	    rr_waits_role(ev->waiting, p->role) != NULL)
		return rr_lacks(ev, NULL, "%s", rr_waits_role(ev->waiting,
		    p->role));
	if (x.all == RR_UNKNOWN && rr_unread_of(ev, p) != NULL)
		return rr_lacks(ev, NULL, "%s", rr_unread_of(ev, p));
	if (x.n > 0)
		return x.all;
	if (x.seen == 0)
		rr_lacks(ev, NULL, "%s", p->what);
	return RR_FALSE;
}

enum rr_truth
rr_eval_settled(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	struct rr_scope named;
	enum rr_truth t;

	if (c->via == NULL)
		return settled(ev, c, s, s);
	if (c->before && s->self != NULL &&
	    rr_fact_field(s->self, c->via) == NULL)
		return unnamed(ev, c, s->self);
	return rr_reach_via(ev, c, s, &named, &t) ? settled(ev, c, &named, s) :
	    t;
}
