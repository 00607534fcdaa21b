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

/* The day on the left of it; WAITING: T is what follows. */
static struct rr_moment
left_day(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_scope *s, enum rr_truth *t)
{
	const char *text = s->self == NULL || c->left != NULL ? NULL :
	    rr_fact_field(s->self, c->name);
	struct rr_moment m = { .state = RR_MOMENT_WAITING };
	rr_date day;

	if (c->left != NULL) {
		m = rr_when_eval(ev, c->left, s);
		/* What did not happen is not before anything, nor after it. */
		*t = m.unknown ? RR_ANY : RR_FALSE;
	} else if (text == NULL || !rr_date_parse(text, &day))
		*t = rr_lacks(ev, NULL, "%s", rr_field_title(ev, s->self,
		    c->name));
	else {
		rr_record_fact(ev->ticks, s->self, "%s: %s", c->name, text);
		m = rr_moment_on(day);
	}
	return m;
}

/*
 * A day that is known as a span alone decides outside the span.  OF: what the
 * day on the left is of.
 */
static enum rr_truth
compare_day(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_scope *of, const struct rr_scope *s)
{
	enum rr_truth t = RR_UNKNOWN;
	struct rr_moment l = left_day(ev, c, of, &t), r;

	if (l.state != RR_MOMENT_KNOWN)
		return t;
	r = rr_when_eval(ev, c->day, s);
	if (r.unknown && ev->limited)
		return RR_ANY;
	if (r.state != RR_MOMENT_KNOWN)
		return rr_lacks(ev, NULL, "%s", r.waits_for != NULL ?
		    r.waits_for : c->name != NULL ? c->name : "its day");
	t = rr_moment_compare(&l, &r, c->compare);
	/* Either can follow, and what does is counted on. */
	return t == RR_UNKNOWN && c->left != NULL ? RR_ANY : t;
}

/* What the parts lack, the first of each: it is told in that order. */
enum part { PART_UNKNOWN, PART_NOT_SO, PART_SO, PARTS };

static enum rr_truth
cond_part(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_scope *s, const char *lacks[PARTS])
{
	const char **outer = ev->lack, *lack = NULL;
	enum rr_truth t;
	enum part of;

	ev->lack = outer != NULL ? &lack : NULL;
	t = rr_cond_eval(ev, c, s);
	ev->lack = outer;
	of = t == RR_TRUE ? PART_SO : t == RR_FALSE ? PART_NOT_SO :
	    PART_UNKNOWN;
	if (lacks[of] == NULL)
		lacks[of] = lack;
	return t;
}

/* Any part that decides it decides it; an unknown part leaves it unknown. */
static enum rr_truth
cond_many(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_scope *s)
{
	enum rr_truth decides = c->op == RR_COND_OR ? RR_TRUE : RR_FALSE;
	enum rr_truth all = c->op == RR_COND_OR ? RR_FALSE : RR_TRUE, t;
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
one_thing(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_fact *f, const char *party)
{
	ev->by = f;
	if (c->op == RR_COND_WAY)
		return rr_way_eval(ev, c, f, party);
	rr_record_fact(ev->ticks, f, "%s %s", f->name,
	    rr_fact_day_text(ev->arena, f));
	return RR_TRUE;
}

/* Whether it was on that day, which can lie between two. */
static enum rr_truth
was_on(struct rr_eval *ev, const struct rr_cond *c, const struct rr_fact *f,
    const struct rr_scope *s)
{
	struct rr_moment on;

	if (c->op != RR_COND_HAPPENED || c->day == NULL)
		return RR_TRUE;
	on = rr_when_quiet(ev, c->day, s);
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
comes_early(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_fact *f, const struct rr_fact *self)
{
	if (ev->answered == NULL || self != ev->answered || !c->about ||
	    c->over || c->beside || !rr_fact_is_earlier(f, self))
		return false;
	ev->early = f;
	rr_record_fact(ev->ticks, f, "%s %s is earlier than what it would "
	    "answer", f->name, rr_fact_day_text(ev->arena, f));
	return true;
}

/* Of several facts of that name, one is enough. */
static enum rr_truth
thing(struct rr_eval *ev, const struct rr_cond *c, const struct rr_scope *s)
{
	enum rr_truth all = RR_FALSE;
	const struct rr_fact *const *named;
	size_t n, seen = 0;

	if (c->name == NULL && s->self != NULL)
		return one_thing(ev, c, s->self, s->recipient);
	/* Nothing is there yet that something could be missing of. */
	if (c->name == NULL || (c->about && s->self == NULL))
		return c->op == RR_COND_HAPPENED ? RR_FALSE : RR_UNKNOWN;
	named = rr_eval_things(ev, c, s->self, &n);
	for (size_t i = 0; i < n; i++) {
		enum rr_truth t;

		if (c->about && !c->beside &&
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
every(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_fact *self)
{
	const struct rr_roster *r = ev->in->roster;
	enum rr_truth all = RR_UNKNOWN;

	for (size_t i = 0; i < r->n; i++) {
		const struct rr_party *p = &r->parties[i];
		const struct rr_contact *k = rr_party_contact(p, c->value);

		if (c->about ? self == NULL || !rr_went_to(ev, self, p->key) :
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
	if (!c->about && all != RR_FALSE &&
	    rr_waits_role(ev->waiting, c->name) != NULL)
		return rr_lacks(ev, NULL, "%s", rr_waits_role(ev->waiting,
		    c->name));
	if (all == RR_UNKNOWN && (!c->about || self != NULL))
		rr_lacks(ev, NULL, "anyone who is %s", c->name);
	return all;
}

/* Of one of them; what it lacks is told with its name. */
static enum rr_truth
meets(struct rr_eval *ev, const struct rr_cond *c, const struct rr_scope *s,
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
	t = rr_cond_eval(ev, c->of[0], &own);
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
every_meets(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_scope *s)
{
	const struct rr_roster *r = ev->in->roster;
	const char *named = !c->about || s->self == NULL ? NULL :
	    rr_fact_field(s->self, c->name);
	enum rr_truth all = RR_TRUE;
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct rr_party *p = &r->parties[i];
		enum rr_truth one;

		if (c->about ? named == NULL || strcmp(named, p->key) != 0 :
		    !rr_list_has(p->roles, c->name))
			continue;
		one = meets(ev, c, s, p);
		all = all == RR_FALSE || one == RR_FALSE ? RR_FALSE :
		    rr_truth_mix(RR_FALSE, all, one);
		n++;
	}
	if (c->about)
		return n > 0 ? all : RR_FALSE;
	if (all == RR_TRUE && rr_waits_role(ev->waiting, c->name) != NULL)
		return rr_lacks(ev, NULL, "%s", rr_waits_role(ev->waiting,
		    c->name));
	if (n == 0)
		return rr_lacks(ev, NULL, "anyone who is %s", c->name);
	return all;
}

/*
 * The entry that a field of "it" names is "it" in OWN; false: there is none,
 * and T is what follows: nothing is met about none, and what happened about
 * one that is not said cannot be said.
 */
static bool
go_via(struct rr_eval *ev, const struct rr_cond *c, const struct rr_scope *s,
    struct rr_scope *own, enum rr_truth *t)
{
	const char *ref = s->self == NULL ? NULL : rr_fact_field(s->self,
	    c->via);
	const char **lack = ev->lack;
	int64_t seq, row;

	*own = *s;
	*t = c->op == RR_COND_SETTLED ? RR_FALSE : RR_UNKNOWN;
	if (ref == NULL || !rr_fact_ref_parse(ref, &seq, &row)) {
		/* It decides, so that what is in doubt is something else. */
		if (*t == RR_FALSE)
			ev->lack = NULL;
		rr_lacks(ev, NULL, "%s", rr_field_title(ev, s->self, c->via));
		ev->lack = lack;
		return false;
	}
	own->self = rr_eval_live(ev, seq, row);
	if (own->self != NULL)
		return true;
	*t = RR_FALSE;
	if (rr_seal_of(ev->in->facts, seq) != NULL)
		*t = RR_UNKNOWN;
	rr_lacks(ev, NULL, "entry %s, which is %s", ref,
	    *t == RR_UNKNOWN ? "sealed" : "not there");
	return false;
}

/* A number that is not on record is some; one that may be none, perhaps. */
static enum rr_truth
has_some(struct rr_eval *ev, const struct rr_stake *s, rr_date on)
{
	return s->known || !s->bounded || s->least > 0 ? RR_TRUE :
	    rr_lacks(ev, s->party, "whether it held any %s on %s",
	    s->class_key, rr_day_text(ev->arena, on));
}

enum rr_truth
rr_eval_makes_holder(struct rr_eval *ev, const char *party, rr_date on)
{
	const struct rr_scope none = { NULL, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };
	enum rr_truth is = RR_FALSE;
	size_t n;
	const struct rr_stake *const *all = rr_ledger_of(rr_eval_ledger(ev,
	    on), party, &n);

	for (size_t i = 0; i < n; i++) {
		const struct rr_class *c = rr_agreement_class(ev->agreement,
		    all[i]->class_key);

		if (!all[i]->known || all[i]->units != 0)
			is = rr_truth_mix(RR_TRUE, is, rr_truth_mix(RR_FALSE,
			    has_some(ev, all[i], on), c == NULL ||
			    c->holder_if == NULL ? RR_TRUE :
			    rr_cond_eval(ev, c->holder_if, &none)));
	}
	return n > 0 ? is : RR_TRUE;
}

bool
rr_eval_in_role(struct rr_eval *ev, const struct rr_party *p,
    const char *role, rr_date on)
{
	rr_eval_steps(ev, 1);
	return rr_list_has(rr_party_roles(p, on), role) &&
	    (strcmp(role, RR_ROLE_HOLDER) != 0 ||
	    rr_eval_makes_holder(ev, p->key, on) != RR_FALSE);
}

/* "recipient is then holder": by its role, and by what it held. */
static enum rr_truth
is_then(struct rr_eval *ev, const struct rr_cond *c, const struct rr_scope *s)
{
	enum rr_truth t = rr_compare_field(ev, c, s);
	const char *party = rr_field_value(ev, s, c->name);

	if (t == RR_FALSE || party == NULL ||
	    strcmp(c->value, RR_ROLE_HOLDER) != 0)
		return t;
	return rr_truth_mix(RR_FALSE, t, rr_eval_makes_holder(ev, party,
	    rr_date_or(s->self->day, ev->in->on)));
}

static enum rr_truth
holds(struct rr_eval *ev, const struct rr_cond *c, const struct rr_scope *s)
{
	struct rr_moment on;

	if (c->day == NULL)
		return rr_eval_runs(ev, c, s, NULL);
	on = rr_when_quiet(ev, c->day, s);
	return rr_eval_runs(ev, c, s, &on);
}

static enum rr_truth
eval_op(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_scope *s)
{
	const struct rr_scope *outer = s;
	struct rr_scope own;
	enum rr_truth t;
	int answer;

	rr_eval_steps(ev, 1);
	if (c->before && c->via != NULL && s->self != NULL &&
	    rr_fact_field(s->self, c->via) == NULL)
		return rr_eval_unnamed(ev, c, s->self);
	if (c->via != NULL) {
		if (!go_via(ev, c, s, &own, &t))
			return t;
		s = &own;
	}
	switch (c->op) {
	case RR_COND_OR:
	case RR_COND_AND:
		return cond_many(ev, c, s);
	case RR_COND_NOT:
		t = rr_cond_eval(ev, c->of[0], s);
		return t >= RR_UNKNOWN ? t : t == RR_TRUE ? RR_FALSE : RR_TRUE;
	case RR_COND_ANSWER:
		answer = rr_ask(ev, c->question);
		return answer == RR_NO_ANSWER ? RR_EITHER :
		    answer == c->answer ? RR_TRUE : RR_FALSE;
	case RR_COND_HAPPENED:
	case RR_COND_WAY:
		return thing(ev, c, s);
	case RR_COND_EACH:
		return rr_eval_each(ev, c, s);
	case RR_COND_SETTLED:
		return rr_eval_settled(ev, c, s, outer);
	case RR_COND_EVERY:
		return every(ev, c, s->self);
	case RR_COND_EVERY_MEETS:
		return every_meets(ev, c, s);
	case RR_COND_HOLDS:
		return holds(ev, c, s);
	case RR_COND_KIND:
		return s->self == NULL ? RR_UNKNOWN :
		    strcmp(s->self->name, c->name) == 0 ? RR_TRUE : RR_FALSE;
	case RR_COND_FALLS:
		return rr_falls_on(ev, c, s);
	case RR_COND_REACHED:
		return rr_eval_reached(ev, c, s->self);
	case RR_COND_DAY:
		return compare_day(ev, c, s, outer);
	case RR_COND_FIELD:
		return c->then ? is_then(ev, c, s) :
		    rr_compare_field(ev, c, s);
	}
	return RR_UNKNOWN;
}

enum rr_truth
rr_cond_eval(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_scope *s)
{
	bool blurred = ev->blurred;
	enum rr_truth t;

	/* What cannot be bounded below leaves this open, and no more. */
	ev->blurred = false;
	t = eval_op(ev, c, s);
	if (ev->blurred)
		t = RR_ANY;
	ev->blurred = blurred;
	return t;
}

enum rr_truth
rr_cond_known(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_scope *s)
{
	enum rr_truth t = rr_cond_eval(ev, c, s);

	if (!rr_is_open(t))
		return t;
	rr_blur(ev);
	return RR_UNKNOWN;
}

bool
rr_cond_holds(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_scope *s)
{
	return rr_cond_known(ev, c, s) == RR_TRUE;
}

const char *
rr_cond_doubt(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_scope *s)
{
	struct rr_recorder *rec = ev->rec;
	const char **outer = ev->lack, *lack = NULL;

	ev->rec = NULL;
	ev->lack = &lack;
	rr_cond_eval(ev, c, s);
	ev->lack = outer;
	ev->rec = rec;
	return lack != NULL ? lack : rr_arena_printf(ev->arena, "whether %s",
	    rr_cond_words(ev, c, s->self));
}
