/*
 * cond.c: evaluates conditions in a world of answers.
 *
 * The answer is yes, no, or that it cannot be said, because something is not
 * on record.  Who wants to know why sets `ticks`: the facts that were looked
 * at, and what was missing, are recorded there.
 */
#include <string.h>

#include "body_int.h"
#include "conclude_int.h"
#include "field_cond_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

/* A date among the fields of "it"; WAITING: T is what follows. */
static struct rr_moment
field_day(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s, enum rr_truth *t)
{
	const char *text = rr_field_value(ev, s, c->field);
	rr_date day;

	if (text != NULL && rr_date_parse(text, &day)) {
		rr_record_fact(ev->ticks, s->self, "%s: %s", c->field, text);
		return rr_moment_on(day);
	}
	*t = rr_lacks(ev, NULL, "%s", rr_field_title(ev, s->self, c->field));
	return rr_moment_waiting(NULL);
}

/*
 * The day on the left of it, likewise.  What did not happen is not before
 * anything, nor after it; of an entry that is not said that cannot be said.
 */
static struct rr_moment
left_day(struct rr_eval *ev, const struct rr_expr *left,
    const struct rr_scope *s, enum rr_truth *t)
{
	struct rr_scope named;
	struct rr_moment m;

	if (left->via != NULL && left->part == RR_PART_DAY &&
	    !rr_reach_via(ev, left, s, &named, t))
		return rr_moment_waiting(NULL);
	m = rr_eval_day(ev, left, s);
	*t = m.unknown ? RR_ANY : RR_FALSE;
	return m;
}

static bool
is_one_day(const struct rr_moment *l, const struct rr_moment *r)
{
	return rr_moment_compare(l, r, RR_LESS) == RR_FALSE &&
	    rr_moment_compare(l, r, RR_MORE) == RR_FALSE;
}

/* On one day the hours decide; without them it is not on record. */
static enum rr_truth
earlier_by_hour(struct rr_eval *ev, const struct rr_moment *l,
    const struct rr_moment *r)
{
	if (!rr_instant_is_none(l->at) && !rr_instant_is_none(r->at) &&
	    l->at.sec != r->at.sec)
		return l->at.sec < r->at.sec ? RR_TRUE : RR_FALSE;
	return rr_lacks(ev, NULL, "which came first on %s",
	    rr_day_text(ev->arena, l->day));
}

/* A day that is known as a span alone decides outside the span. */
static enum rr_truth
compare_day(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	bool field = c->op == RR_EXPR_FIELD_ORDER;
	enum rr_truth t = RR_UNKNOWN;
	struct rr_moment l = field ? field_day(ev, c, s, &t) :
	    left_day(ev, c->of[0], s, &t), r;

	if (l.state != RR_MOMENT_KNOWN)
		return t;
	r = rr_eval_day(ev, c->of[c->nof - 1], s);
	if (r.unknown && ev->limited)
		return RR_ANY;
	if (r.state != RR_MOMENT_KNOWN)
		return rr_lacks(ev, NULL, "%s", r.waits_for != NULL ?
		    r.waits_for : field ? c->field : "its day");
	if (c->compare == RR_EARLIER && is_one_day(&l, &r))
		return earlier_by_hour(ev, &l, &r);
	t = rr_moment_compare(&l, &r, c->compare == RR_EARLIER ? RR_LESS :
	    c->compare);
	/* Either can follow, and what does is counted on. */
	return t == RR_UNKNOWN && !field ? RR_ANY : t;
}

/* What the parts lack, the first of each: it is told in that order. */
enum part { PART_UNKNOWN, PART_NOT_SO, PART_SO, PARTS };

static enum rr_truth
cond_part(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s, const char *lacks[PARTS])
{
	const char **outer = ev->lack, *lack = NULL;
	enum rr_truth t;
	enum part of;

	ev->lack = outer != NULL ? &lack : NULL;
	t = rr_eval_truth(ev, c, s);
	ev->lack = outer;
	of = t == RR_TRUE ? PART_SO : t == RR_FALSE ? PART_NOT_SO :
	    PART_UNKNOWN;
	if (lacks[of] == NULL)
		lacks[of] = lack;
	return t;
}

/* Any part that decides it decides it; an unknown part leaves it unknown. */
static enum rr_truth
cond_many(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	enum rr_truth decides = c->op == RR_EXPR_OR ? RR_TRUE : RR_FALSE;
	enum rr_truth all = c->op == RR_EXPR_OR ? RR_FALSE : RR_TRUE, t;
	const char *lacks[PARTS] = { NULL };

	for (size_t i = 0; i < c->nof; i++) {
		t = cond_part(ev, c->of[i], s, lacks);
		if (t == decides) {
			all = t;
			break;
		}
		all = rr_truth_mix(decides, all, t);
	}
	for (enum part of = 0; of < PARTS && ev->lack != NULL; of++)
		if (*ev->lack == NULL)
			*ev->lack = lacks[of];
	return all;
}

/* One fact: that it is there, or what became of the notice that it is. */
static enum rr_truth
one_thing(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_fact *f, const char *party)
{
	ev->by = f;
	if (c->op == RR_EXPR_WAY)
		return rr_way_eval(ev, c, f, party);
	rr_record_fact(ev->ticks, f, "%s %s", f->name,
	    rr_fact_day_text(ev->arena, f));
	return RR_TRUE;
}

/* Whether it was on that day, which can lie between two. */
static enum rr_truth
was_on(struct rr_eval *ev, const struct rr_expr *c, const struct rr_fact *f,
    const struct rr_scope *s)
{
	struct rr_moment on;

	if (c->op != RR_EXPR_HAPPENED || c->nof == 0)
		return RR_TRUE;
	on = rr_eval_day_quiet(ev, c->of[0], s);
	if (on.state != RR_MOMENT_KNOWN)
		return rr_lacks(ev, NULL, "%s", on.waits_for != NULL ?
		    on.waits_for : "the day on which it was");
	if (rr_date_cmp(f->day, on.day) < 0 ||
	    rr_date_cmp(f->day, on.latest) > 0)
		return RR_FALSE;
	return rr_date_cmp(on.day, on.latest) == 0 ? RR_TRUE : RR_UNKNOWN;
}

/* What came before what it is about may answer something else. */
static bool
comes_early(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_fact *f, const struct rr_fact *self)
{
	if (ev->answered == NULL || self != ev->answered ||
	    (c->reach != RR_REACH_ABOUT && c->reach != RR_REACH_UNDER) ||
	    !rr_fact_is_earlier(f, self))
		return false;
	ev->early = f;
	rr_record_fact(ev->ticks, f, "%s %s is earlier than what it would "
	    "answer", f->name, rr_fact_day_text(ev->arena, f));
	return true;
}

/* Of several facts of that name, one is enough. */
static enum rr_truth
thing(struct rr_eval *ev, const struct rr_expr *c, const struct rr_scope *s)
{
	bool all_of = c->reach == RR_REACH_ALL;
	enum rr_truth all = RR_FALSE;
	const struct rr_fact *const *named;
	size_t n, seen = 0;

	if (c->name == NULL && s->self != NULL)
		return one_thing(ev, c, s->self, s->recipient);
	/* Nothing is there yet that something could be missing of. */
	if (c->name == NULL || (!all_of && s->self == NULL))
		return c->op == RR_EXPR_HAPPENED ? RR_FALSE : RR_UNKNOWN;
	named = rr_reach_entries(ev, c, s->self, &n);
	for (size_t i = 0; i < n; i++) {
		enum rr_truth t;

		if (!all_of && c->reach != RR_REACH_BESIDE &&
		    !rr_fact_concerns(ev, named[i], s->recipient))
			continue;
		seen++;
		t = was_on(ev, c, named[i], s);
		if (t == RR_TRUE)
			t = comes_early(ev, c, named[i], s->self) ?
			    RR_UNKNOWN : one_thing(ev, c, named[i],
			    s->recipient);
		if (t == RR_TRUE)
			return t;
		all = rr_truth_mix(RR_TRUE, all, t);
	}
	if (seen == 0)
		rr_lacks(ev, NULL, "%s", c->name);
	return all;
}

/* All who have the role, or got the notice; nobody at all leaves it open. */
static enum rr_truth
every(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	const struct rr_fact *self = s->self;
	bool got_it = c->op == RR_EXPR_RECIPIENTS;
	const struct rr_roster *r = ev->in->roster;
	enum rr_truth all = RR_UNKNOWN;

	for (size_t i = 0; i < r->n; i++) {
		const struct rr_party *p = &r->parties[i];
		const struct rr_contact *k = rr_party_contact(p, c->value);

		if (got_it ? self == NULL || !rr_went_to(ev, self, p->key) :
		    !rr_list_has(p->roles, c->name))
			continue;
		if (k == NULL || (c->listed && k->lists[0] == '\0')) {
			rr_lacks(ev, p->key, "%s%s of %s",
			    c->listed ? "listed " : "", c->value, p->name);
			all = RR_FALSE;
			continue;
		}
		rr_record_fact(ev->ticks, k->fact, "%s of %s", c->value,
		    p->name);
		all = all == RR_UNKNOWN ? RR_TRUE : all;
	}
	if (!got_it && all != RR_FALSE &&
	    rr_waits_role(ev->waiting, c->name) != NULL)
		return rr_lacks(ev, NULL, "%s", rr_waits_role(ev->waiting,
		    c->name));
	if (all == RR_UNKNOWN && (!got_it || self != NULL))
		rr_lacks(ev, NULL, "anyone who is %s", c->name);
	return all;
}

/* Of one of them; what it lacks is told with its name. */
static enum rr_truth
meets(struct rr_eval *ev, const struct rr_expr *c, const struct rr_scope *s,
    const struct rr_party *p)
{
	struct rr_recorder *ticks = ev->ticks;
	const char **outer = ev->lack, *lack = NULL;
	const struct rr_fact *by = ev->by;
	struct rr_scope own = *s;
	enum rr_truth t;

	own.recipient = p->key;
	ev->ticks = NULL;
	ev->lack = &lack;
	ev->by = NULL;
	t = rr_eval_truth(ev, c->of[0], &own);
	ev->lack = outer;
	ev->ticks = ticks;
	if (t == RR_TRUE && ev->by != NULL)
		rr_record_fact(ticks, ev->by, "%s: %s", ev->by->name, p->name);
	else if (t == RR_TRUE)
		/* As something has not happened: no entry shows that. */
		rr_record(ticks, RR_STEP_CONCLUSION, NULL, "%s: it is so",
		    p->name);
	else
		rr_lacks(ev, p->key, "%s of %s", lack != NULL ? lack :
		    "what is asked", p->name);
	if (ev->by == NULL)
		ev->by = by;
	return t;
}

/* What is there of one is there of no other; nor is it, where none is named. */
static enum rr_truth
every_meets(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	const struct rr_roster *r = ev->in->roster;
	bool its = c->op == RR_EXPR_PARTY_MEETS;
	const char *named = !its || s->self == NULL ? NULL :
	    rr_fact_field(s->self, c->field);
	enum rr_truth all = RR_TRUE;
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct rr_party *p = &r->parties[i];
		enum rr_truth one;

		if (its ? named == NULL || strcmp(named, p->key) != 0 :
		    !rr_list_has(p->roles, c->name))
			continue;
		one = meets(ev, c, s, p);
		all = all == RR_FALSE || one == RR_FALSE ? RR_FALSE :
		    rr_truth_mix(RR_FALSE, all, one);
		n++;
	}
	if (its)
		return n > 0 ? all : RR_FALSE;
	if (all == RR_TRUE && rr_waits_role(ev->waiting, c->name) != NULL)
		return rr_lacks(ev, NULL, "%s", rr_waits_role(ev->waiting,
		    c->name));
	if (n == 0)
		return rr_lacks(ev, NULL, "anyone who is %s", c->name);
	return all;
}

/* "recipient is then holder": by its role, and by what it held. */
static enum rr_truth
is_then(struct rr_eval *ev, const struct rr_expr *c, const struct rr_scope *s)
{
	enum rr_truth t = rr_compare_field(ev, c, s);
	const char *party = rr_field_value(ev, s, c->field);
	const struct rr_party *p = party == NULL ? NULL :
	    rr_roster_find(ev->in->roster, party);
	struct rr_held_when when = rr_eval_when(ev, s->self);

	if (t == RR_FALSE || party == NULL ||
	    strcmp(c->value, RR_ROLE_HOLDER) != 0)
		return t;
	if (p != NULL && when.at != NULL && rr_moves_any(ev->moves, when.on))
		return rr_truth_mix(RR_FALSE, t, rr_eval_had_role(ev, p,
		    c->value, when));
	when.on = rr_date_or(when.on, ev->in->on);
	when.at = NULL;
	return rr_truth_mix(RR_FALSE, t, rr_eval_makes_holder(ev, party,
	    when));
}

static enum rr_truth
not_so(struct rr_eval *ev, const struct rr_expr *c, const struct rr_scope *s)
{
	enum rr_truth t = rr_eval_truth(ev, c->of[0], s);

	return t >= RR_UNKNOWN ? t : t == RR_TRUE ? RR_FALSE : RR_TRUE;
}

static enum rr_truth
is_answered(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s __attribute__((unused)))
{
	int answer = rr_ask(ev, c->question);

	return answer == RR_NO_ANSWER ? RR_EITHER :
	    answer == c->answer ? RR_TRUE : RR_FALSE;
}

static enum rr_truth
holds(struct rr_eval *ev, const struct rr_expr *c, const struct rr_scope *s)
{
	struct rr_moment on;

	if (c->nof == 0)
		return rr_eval_runs(ev, c, s, NULL);
	on = rr_eval_day_quiet(ev, c->of[0], s);
	return rr_eval_runs(ev, c, s, &on);
}

static enum rr_truth
is_a(struct rr_eval *ev __attribute__((unused)), const struct rr_expr *c,
    const struct rr_scope *s)
{
	return s->self == NULL ? RR_UNKNOWN :
	    strcmp(s->self->name, c->name) == 0 ? RR_TRUE : RR_FALSE;
}

static enum rr_truth
field(struct rr_eval *ev, const struct rr_expr *c, const struct rr_scope *s)
{
	return c->then ? is_then(ev, c, s) : rr_compare_field(ev, c, s);
}

typedef enum rr_truth truth_fn(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);

static truth_fn *const truths[RR_EXPR_MAX] = {
	[RR_EXPR_OR] = cond_many,
	[RR_EXPR_AND] = cond_many,
	[RR_EXPR_NOT] = not_so,
	[RR_EXPR_ANSWER] = is_answered,
	[RR_EXPR_HAPPENED] = thing,
	[RR_EXPR_KIND] = is_a,
	[RR_EXPR_FALLS] = rr_falls_on,
	[RR_EXPR_WAY] = thing,
	[RR_EXPR_CONTACT] = every,
	[RR_EXPR_RECIPIENTS] = every,
	[RR_EXPR_EVERY_MEETS] = every_meets,
	[RR_EXPR_PARTY_MEETS] = every_meets,
	[RR_EXPR_HOLDS] = holds,
	[RR_EXPR_REACHED] = rr_eval_reached,
	[RR_EXPR_EACH] = rr_eval_each,
	[RR_EXPR_SETTLED] = rr_eval_settled,
	[RR_EXPR_FIELD] = field,
	[RR_EXPR_FIELD_ORDER] = compare_day,
	[RR_EXPR_ORDER] = compare_day
};

struct rr_worth
rr_worth_truth(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	bool blurred = ev->blurred;
	struct rr_scope named;
	enum rr_truth t;

	/* What cannot be bounded below leaves this open, and no more. */
	ev->blurred = false;
	if (c->via == NULL || c->op == RR_EXPR_SETTLED)
		t = truths[c->op](ev, c, s);
	else if (rr_reach_via(ev, c, s, &named, &t))
		t = truths[c->op](ev, c, &named);
	if (ev->blurred)
		t = RR_ANY;
	ev->blurred = blurred;
	return (struct rr_worth){ .type = RR_TYPE_TRUTH, .truth = t };
}
