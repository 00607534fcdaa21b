/*
 * limit.c: a day as adjusted, and the last day in time.
 *
 * The last day in time by the words is the one as written, or as adjusted where
 * the agreement itself adjusts it; NONE where the calendars do not know it.
 * Where a roll is not of the agreement it can be argued that a later one is:
 * where an open point says whether the roll reaches a deadline, under that
 * answer; else under every one.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "status_int.h"

/*
 * The last day of the span, where it is one and has an end; false when the
 * calendars do not know it.
 */
static bool
roll_most(struct rr_eval *ev, const struct rr_roll *r, struct rr_due *o)
{
	rr_date least, most;

	if (rr_date_is_none(o->raw.most)) {
		o->rolled.most = o->raw.most;
		return true;
	}
	if (rr_date_cmp(o->raw.least, o->raw.most) == 0)
		return true;
	if (!rr_eval_roll(ev, r->kind, r->back, o->raw.most, &least, &most))
		return false;
	o->rolled.most = most;
	return true;
}

enum rr_truth
rr_roll_reaches(struct rr_eval *ev, const struct rr_roll *r)
{
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	const bool limited = ev->limited, settled = ev->settled;
	const size_t nforced = ev->nforced;
	int8_t *answer = ev->answer;
	size_t n = ev->newest->nquestions;
	enum rr_truth t;

	if (r->reaches_if == NULL)
		return RR_TRUE;
	ev->answer = rr_arena_array(ev->arena, n + 1, 1);
	memcpy(ev->answer, ev->fixed, n);
	/* No new question is asked then. */
	ev->limited = ev->settled = true;
	ev->nforced = 0;
	t = rr_eval_truth(ev, r->reaches_if, &none);
	ev->answer = answer;
	ev->limited = limited;
	ev->settled = settled;
	ev->nforced = nforced;
	return t;
}

/* It stays as written; said where it would have moved. */
static void
stay(struct rr_eval *ev, const struct rr_roll *r, struct rr_due *o)
{
	const char *failed = ev->failed;
	rr_date least, most;

	if (!rr_eval_roll(ev, r->kind, r->back, o->raw.least, &least, &most))
		ev->failed = failed;
	else if (rr_date_cmp(o->raw.least, most) != 0)
		rr_record(ev->rec, RR_STEP_CHOICE, r->cite,
		    "not adjusted, as this point is answered");
}

static void
roll_day(struct rr_eval *ev, const struct rr_date_terms *t,
    struct rr_due *o)
{
	const struct rr_roll *r;
	rr_date day;

	o->rolled = o->raw;
	if (t->roll < 0)
		return;
	r = &ev->agreement->rolls[t->roll];
	/* What counts backwards goes to no later day of itself. */
	if (o->back && !r->back && !r->forward)
		return;
	if (rr_roll_reaches(ev, r) == RR_FALSE) {
		stay(ev, r, o);
		return;
	}
	if (!rr_eval_roll(ev, r->kind, r->back, o->raw.least,
	    &o->rolled.least, &o->rolled.most) || !roll_most(ev, r, o)) {
		o->rolled.least = o->rolled.most = RR_DATE_NONE;
		rr_record(ev->rec, RR_STEP_MISSING, r->cite,
		    "as adjusted, not known: %s", ev->failed);
		return;
	}
	day = o->rolled.least;
	if (rr_date_cmp(o->raw.least, day) == 0)
		return;
	rr_record(ev->rec, RR_STEP_TERM, r->cite, "as adjusted %s%s%s",
	    rr_day_text(ev->arena, day), r->note != NULL ? ": " : "",
	    r->note != NULL ? r->note : "");
	rr_record_under(ev->rec);
	rr_eval_skips(ev, r->kind, (rr_date){ o->raw.least.day - 1 },
	    (rr_date){ day.day - 1 });
	rr_record_end(ev->rec);
}

/* The day before, where the day itself is too late. */
static void
step_back(rr_date *day)
{
	if (!rr_date_is_none(*day))
		rr_date_add(*day, -1, day);
}

/*
 * From the latest day that a gap leaves open, as adjusted; NONE: there is no
 * end to it.  As it is where nothing adjusts it, or no calendar knows how.
 */
static rr_date
argued_as_adjusted(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_due *o)
{
	const struct rr_roll *r = t->roll < 0 ? NULL :
	    &ev->agreement->rolls[t->roll];
	const char *failed = ev->failed;
	rr_date least, most;

	if (rr_date_is_none(o->argued) || rr_date_is_none(o->raw.most) ||
	    r == NULL || (o->back && !r->back && !r->forward) ||
	    rr_roll_reaches(ev, r) == RR_FALSE)
		return o->argued;
	if (rr_eval_roll(ev, r->kind, r->back, o->argued, &least, &most))
		return most;
	ev->failed = failed;
	return o->argued;
}

/* The later of two days between which an hour decides. */
static void
record_last(struct rr_eval *ev, const struct rr_due *o)
{
	bool moves = rr_date_cmp(o->argued, o->argued_rolled) != 0;

	if (!rr_date_is_none(o->argued))
		rr_record(ev->rec, RR_STEP_MISSING, NULL,
		    "as written %s%s%s if %s", rr_day_text(ev->arena,
		    o->argued), moves ? ", as adjusted " : "",
		    moves ? rr_day_text(ev->arena, o->argued_rolled) : "",
		    o->late_if);
}

/*
 * The last day in time; where an open point says whether the roll reaches it,
 * with the roll and without it.
 */
static void
argue(struct rr_eval *ev, const struct rr_date_terms *t, bool agreed,
    struct rr_due *o)
{
	const struct rr_roll *r = t->roll < 0 ? NULL :
	    &ev->agreement->rolls[t->roll];

	o->reaches = NULL;
	o->words_rolled = o->words;
	o->argued_rolled = argued_as_adjusted(ev, t, o);
	o->words_last = agreed ? o->argued_rolled : o->argued;
	if (o->late_if != NULL)
		record_last(ev, o);
	if (r != NULL && r->reaches_if != NULL &&
	    !rr_date_is_none(o->rolled.least) &&
	    (!rr_between_same(&o->rolled, &o->raw) ||
	    rr_date_cmp(o->argued_rolled, o->argued) != 0)) {
		o->reaches = r->reaches_if;
		o->words_rolled = o->rolled;
	} else if (rr_date_cmp(o->argued_rolled, o->argued) > 0)
		o->argued = o->argued_rolled;
	else
		o->argued_rolled = o->argued;
}

void
rr_due_limit(struct rr_eval *ev, const struct rr_date_terms *t,
    struct rr_due *o)
{
	bool agreed = t->roll >= 0 && ev->agreement->rolls[t->roll].agreed;

	roll_day(ev, t, o);
	o->words = agreed ? o->rolled : o->raw;
	o->limit = t->sense == RR_NOT_BEFORE ? o->words.most : o->words.least;
	argue(ev, t, agreed, o);
	if (!t->strict || t->sense != RR_NO_LATER_THAN)
		return;
	step_back(&o->words.least);
	step_back(&o->words.most);
	step_back(&o->words_rolled.least);
	step_back(&o->words_rolled.most);
	step_back(&o->argued);
	step_back(&o->words_last);
	step_back(&o->argued_rolled);
	step_back(&o->limit);
	if (rr_date_is_none(o->limit))
		return;
	rr_record(ev->rec, RR_STEP_SUM, NULL,
	    "strictly before that day: %s at the latest",
	    rr_day_text(ev->arena, o->limit));
}

void
rr_due_reach(struct rr_eval *ev, struct rr_due *o)
{
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	enum rr_truth t = o->reaches == NULL ? RR_FALSE :
	    rr_eval_truth(ev, o->reaches, &none);

	if (t == RR_FALSE)
		return;
	if (t == RR_TRUE) {
		o->words = o->words_rolled;
		o->argued = o->words_last = o->argued_rolled;
	} else if (!rr_date_is_none(o->argued) &&
	    (rr_date_is_none(o->argued_rolled) ||
	    rr_date_cmp(o->argued_rolled, o->argued) > 0))
		o->argued = o->argued_rolled;
}
