/*
 * cond_runs.c: conditions that ask whether a period runs, or a counter is
 * reached, of what a rule is about.
 */
#include "conclude_int.h"
#include "regrights/arena.h"

/*
 * Whether a period runs for the Holder of "it", or for all, where it is
 * nobody's own, at its moment or (AT) on the day that the condition names.
 */
static enum rr_truth
runs_at(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s, const struct rr_moment *at)
{
	const struct rr_provision *p = rr_agreement_provision(ev->agreement,
	    c->name);
	const char *party = s->recipient;
	struct rr_recorder *ticks = ev->ticks;
	const struct rr_fact *began;
	const char **outer = ev->lack;
	const char *lacks;
	enum rr_truth t;

	if (party == NULL && s->self != NULL)
		party = rr_fact_get(s->self, RR_USE_HOLDER);
	if (s->self == NULL || (party == NULL && p->per != RR_PER_ENTRY))
		return rr_lacks(ev, NULL, "whose '%s' is asked for", p->what);
	/* What the period itself looks at is told where it is shown. */
	ev->ticks = NULL;
	/* What it lacks it says itself. */
	ev->lack = NULL;
	t = rr_conclude_runs(ev, p, s->self, at, party, &began, &lacks);
	ev->lack = outer;
	ev->ticks = ticks;
	if (t == RR_UNKNOWN && rr_unread_of(ev, p) != NULL)
		return rr_lacks(ev, party, "%s", rr_unread_of(ev, p));
	if (t == RR_UNKNOWN && lacks != NULL)
		return rr_lacks(ev, party, "%s", lacks);
	if (t == RR_UNKNOWN)
		return rr_lacks(ev, party, "whether '%s' applies", p->what);
	if (rr_is_open(t))
		return t;
	ev->by = began;
	if (began != NULL) {
		const char *whose = party == NULL ? "" : rr_arena_printf(
		    ev->arena, ": %s", rr_roster_name(ev->in->roster, party));

		rr_record_fact(ev->ticks, began, "%s%s", p->what, whose);
		rr_record_fact(ev->rec, began, "%s%s", p->what, whose);
	}
	return t;
}

/* On the day that it names, which can be none on record, or still to come. */
static enum rr_truth
runs_on(struct rr_eval *ev, const struct rr_expr *c, const struct rr_scope *s,
    const struct rr_moment *on)
{
	if (on->state != RR_MOMENT_KNOWN ||
	    rr_date_cmp(on->day, on->latest) != 0)
		return rr_lacks(ev, NULL, "%s", on->waits_for != NULL ?
		    on->waits_for : "the day on which that is asked");
	if (rr_date_cmp(on->day, ev->in->on) > 0)
		return rr_lacks(ev, NULL, "%s, which is still to come",
		    rr_day_text(ev->arena, on->day));
	return runs_at(ev, c, s, on);
}

enum rr_truth
rr_eval_runs(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s, const struct rr_moment *on)
{
	return on != NULL ? runs_on(ev, c, s, on) : runs_at(ev, c, s, NULL);
}

/* Who asks why is told by what it was reached. */
enum rr_truth
rr_eval_reached(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	const struct rr_fact *self = s->self;
	const struct rr_provision *p = rr_agreement_provision(ev->agreement,
	    c->name);
	enum rr_truth t = self == NULL ? RR_FALSE :
	    rr_conclude_is_reached(ev, p, self);
	struct rr_moment m;

	if (t == RR_FALSE && self != NULL)
		rr_lacks(ev, NULL, "%s", p->what);
	if (t != RR_TRUE || ev->ticks == NULL)
		return t;
	m = rr_conclude_reached(ev, p, self);
	if (m.fact != NULL)
		rr_record_fact(ev->ticks, m.fact, "%s: %s", p->what,
		    rr_day_text(ev->arena, m.day));
	return t;
}
