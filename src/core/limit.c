/*
 * limit.c: a day as adjusted, and the last day in time.
 *
 * The last day in time by the words is the one as written, or as adjusted where
 * the agreement itself adjusts it; NONE where the calendars do not know it.
 * Where a roll is not of the agreement it can be argued that a later one is.
 */
#include "eval_int.h"
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
 * The last day of which it can be said that it is in time: from the latest day
 * that a gap leaves open, as adjusted; NONE: there is no end to it.
 */
static rr_date
last_argued(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_due *o)
{
	const struct rr_roll *r = t->roll < 0 ? NULL :
	    &ev->agreement->rolls[t->roll];
	const char *failed = ev->failed;
	rr_date least, most;

	if (rr_date_is_none(o->argued) || rr_date_is_none(o->raw.most) ||
	    r == NULL || (o->back && !r->back && !r->forward))
		return o->argued;
	if (rr_eval_roll(ev, r->kind, r->back, o->argued, &least, &most) &&
	    rr_date_cmp(most, o->argued) > 0)
		return most;
	ev->failed = failed;
	return o->argued;
}

void
rr_due_limit(struct rr_eval *ev, const struct rr_date_terms *t,
    struct rr_due *o)
{
	bool agreed = t->roll >= 0 && ev->agreement->rolls[t->roll].agreed;

	roll_day(ev, t, o);
	o->words = agreed ? o->rolled : o->raw;
	o->limit = t->sense == RR_NOT_BEFORE ? o->words.most : o->words.least;
	o->argued = last_argued(ev, t, o);
	if (!t->strict || t->sense != RR_NO_LATER_THAN)
		return;
	step_back(&o->words.least);
	step_back(&o->words.most);
	step_back(&o->argued);
	step_back(&o->limit);
	if (rr_date_is_none(o->limit))
		return;
	rr_record(ev->rec, RR_STEP_SUM, NULL,
	    "strictly before that day: %s at the latest",
	    rr_day_text(ev->arena, o->limit));
}
