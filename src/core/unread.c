/*
 * unread.c: what a finding comes to while sealed entries are not accounted for.
 *
 * What is in sight is then a part, and no number of it is given for the whole:
 * its lines stay, without their numbers, and it waits for the account.
 */
#include "eval_int.h"
#include "regrights/seal.h"

/* Lines that stand for a number alone say that it is not known. */
static void
leave_number(struct rr_finding_item *x)
{
	x->asked = x->counts = 0;
	x->unknown = true;
	if (x->state == RR_FOUND_COUNTED || x->state == RR_FOUND_WITHIN ||
	    x->state == RR_FOUND_EXCEEDED || x->state == RR_FOUND_COMPLETE ||
	    x->state == RR_FOUND_INCOMPLETE ||
	    x->state == RR_FOUND_MADE_OUT ||
	    x->state == RR_FOUND_NOT_MADE_OUT)
		x->state = RR_FOUND_WAITING;
}

static void
tell_line(struct rr_eval *ev, const struct rr_finding_item *x)
{
	const char *party = x->party == NULL ? "" :
	    rr_roster_name(ev->in->roster, x->party);
	const char *comma = x->party == NULL ? "" : ", ";

	if (x->fact != NULL)
		rr_record_fact(ev->rec, x->fact, "%s%s%s: not known",
		    x->what, comma, party);
	else
		rr_record(ev->rec, RR_STEP_MISSING, x->section,
		    "%s%s%s: not known", x->what, comma, party);
}

static void
wait(struct rr_eval *ev, const char *account, struct rr_outcome *o)
{
	rr_record(ev->rec, RR_STEP_MISSING, NULL, "without what is sealed; "
	    "not on record: %s", account);
	rr_outcome_init(o, RR_FOUND_WAITING);
	o->waits_for = account;
}

/* A vote is told as it was cast; its rule says itself what it waits for. */
static void
leave_votes(struct rr_vec *items)
{
	for (size_t i = 0; i < items->n; i++) {
		struct rr_finding_item *x = rr_vec_at(items, i);

		x->unknown = x->asked != 0 || x->counts != 0;
		x->asked = x->counts = 0;
	}
}

const char *
rr_unread_of(const struct rr_eval *ev, const struct rr_provision *p)
{
	return rr_kind_counts(p->kind) ? ev->uncounted :
	    rr_waits(ev->waiting, p->kind == RR_KIND_PERIOD ?
	    RR_RESTS_PERIODS : RR_RESTS_FOUND, p->id);
}

void
rr_leave_unread(struct rr_eval *ev, const struct rr_provision *p,
    struct rr_outcome *o, struct rr_vec *items)
{
	const char *account = rr_unread_of(ev, p);

	if (p->kind == RR_KIND_SHARE) {
		leave_votes(items);
		return;
	}
	/* It waits however open points are answered. */
	ev->blurred = false;
	/* What would end a period that may not run is not asked for. */
	if (p->kind == RR_KIND_PERIOD)
		items->n = 0;
	for (size_t i = 0; i < items->n; i++) {
		struct rr_finding_item *x = rr_vec_at(items, i);

		leave_number(x);
		tell_line(ev, x);
	}
	wait(ev, account, o);
}
