/*
 * unread.c: what a finding comes to while sealed entries are not accounted for.
 *
 * What is in sight is then a part, and no number of it is given for the whole:
 * its lines stay, without their numbers, and it waits for the account.
 */

#include "conclude_int.h"
#include "regrights/arena.h"
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
	    x->state == RR_FOUND_CONTRARY ||
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
	return p->kind->counts ? ev->uncounted :
	    rr_waits(ev->waiting, p->kind->rests, p->id);
}

/* The first sealed entry that F is about, or names in a field; or 0. */
static int64_t
sealed_in(struct rr_eval *ev, const struct rr_fact *f)
{
	const struct rr_facts *facts = ev->in->facts;
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);
	int64_t seq, row;

	if (f->about != 0 && rr_seal_of(facts, f->about) != NULL)
		return f->about;
	for (size_t i = 0; e != NULL && i < e->nfields; i++) {
		const char *s = rr_field_names_entries(e->fields[i].type) ?
		    rr_fact_field(f, e->fields[i].key) : NULL;

		while (rr_fact_refs_next(&s, &seq, &row))
			if (rr_seal_of(facts, seq) != NULL)
				return seq;
	}
	return 0;
}

/* SELF, what it is about, or what hangs on it refers to one; in words. */
static const char *
refers(struct rr_eval *ev, const struct rr_fact *self)
{
	const struct rr_facts *facts = ev->in->facts;

	for (size_t i = 0; self != NULL && i < facts->n; i++) {
		const struct rr_fact *f = &facts->all[i];
		int64_t seq;

		if ((f->shape != RR_SHAPE_EVENT &&
		    f->shape != RR_SHAPE_NOTICE) ||
		    rr_facts_live(facts, f->seq, f->row) != f)
			continue;
		if (!rr_eval_hangs(ev, f, self) &&
		    !rr_eval_hangs(ev, self, f))
			continue;
		seq = sealed_in(ev, f);
		if (seq != 0)
			return rr_shared_text(ev, rr_arena_printf(ev->arena,
			    "what entry %lld refers to: entry %lld, which is "
			    "%s", (long long)f->seq, (long long)seq,
			    rr_seal_destroyed(facts, seq) != NULL ?
			    "destroyed" : "sealed"));
	}
	return NULL;
}

const char *
rr_unread_by(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s)
{
	const char *account = rr_unread_of(ev, p);

	return account == NULL && ev->waiting->sealed &&
	    p->kind->counts ? refers(ev, s->self) : account;
}

void
rr_leave_unread(struct rr_eval *ev, const struct rr_provision *p,
    const char *account, struct rr_outcome *o, struct rr_vec *items)
{
	if (p->kind->votes && account == ev->uncounted) {
		leave_votes(items);
		return;
	}
	/* It waits however open points are answered. */
	ev->blurred = false;
	/* What would end a period that may not run is not asked for. */
	if (p->kind->rests == RR_RESTS_PERIODS)
		items->n = 0;
	for (size_t i = 0; i < items->n; i++) {
		struct rr_finding_item *x = rr_vec_at(items, i);

		leave_number(x);
		tell_line(ev, x);
	}
	wait(ev, account, o);
}
