/*
 * standing.c: how a deadline stands in one world.
 *
 * Its own limit is held against the days on which what meets it can have been
 * there.  What takes effect on a later day than the one asked about is not done
 * yet.
 */
#include "eval_int.h"
#include "status_int.h"

/* What this world has of the day; where it leaves several, all of them. */
static void
due_here(struct rr_eval *ev, const struct rr_dues *dues, struct rr_due *u)
{
	const struct rr_world *w;
	size_t n = rr_worlds_walk(ev, dues->worlds, dues->n, &w);

	*u = *(const struct rr_due *)w[0].out;
	for (size_t i = 1; i < n; i++) {
		const struct rr_due *other = w[i].out;

		u->may_wait |= other->may_wait || other->waits;
		u->unknown |= other->unknown;
		u->gap |= other->gap;
		rr_between_widen(&u->raw, &other->raw, false);
		rr_between_widen(&u->words, &other->words, false);
		/* One that has no end leaves all of them without. */
		if (!rr_date_is_none(u->argued) && (rr_date_is_none(
		    other->argued) || rr_date_cmp(other->argued,
		    u->argued) > 0))
			u->argued = other->argued;
	}
}

/* Who was a Holder on the day by which it is owed. */
struct rr_between
rr_roles_day(struct rr_eval *ev, const struct rr_stand *s)
{
	struct rr_between on = { ev->in->on, ev->in->on };
	struct rr_due u;

	if (s->terms->nowed == 0)
		return on;
	due_here(ev, s->dues, &u);
	if (!rr_date_is_none(u.raw.least))
		on = u.raw;
	if (rr_date_is_none(on.most))
		on.most = on.least;
	return on;
}

void
rr_run_served(struct rr_eval *ev, void *ctx, void *out)
{
	const struct rr_stand *s = ctx;
	struct rr_between on = rr_roles_day(ev, s);

	rr_serve(ev, s->terms, s->deadline, &on, out);
}

static void
judge_late(const struct rr_due *u, struct rr_standing *x)
{
	rr_date end = rr_date_is_none(u->words.most) ? u->words.least :
	    u->words.most;

	x->late = x->on.least.day - end.day;
	x->late_most = x->on.most.day - u->words.least.day;
	x->adjusted = x->on.least.day - (rr_date_is_none(u->argued) ? end.day :
	    u->argued.day);
	/* Without a last day nothing is late for certain. */
	if (x->late < 0 || (rr_date_is_none(u->argued) && !u->gap))
		x->late = 0;
}

static void
judge(const struct rr_input *in, const struct rr_due *u, struct rr_standing *x)
{
	/* What takes effect later is not done yet. */
	bool done = !rr_date_is_none(x->on.most) &&
	    rr_date_cmp(x->on.most, in->on) <= 0;
	bool begun = !rr_date_is_none(x->on.least);
	rr_date first = u->waits ? RR_DATE_NONE : u->words.least;

	x->last = x->nothing || u->waits || u->may_wait ||
	    rr_date_is_none(u->words.most) ? RR_DATE_NONE : u->argued;
	if (x->nothing) {
		x->how = RR_HOW_SPARED;
		return;
	}
	if (u->unknown || (!u->waits && rr_date_is_none(first))) {
		x->how = RR_HOW_RUNS;
		return;
	}
	if (done && (rr_date_is_none(first) ||
	    rr_date_cmp(x->on.most, first) <= 0)) {
		x->how = RR_HOW_IN_TIME;
		return;
	}
	if (done) {
		judge_late(u, x);
		x->how = !rr_date_is_none(x->last) &&
		    rr_date_cmp(x->on.least, x->last) > 0 ? RR_HOW_LATE :
		    RR_HOW_PERHAPS_LATE;
		x->gap = x->how == RR_HOW_PERHAPS_LATE && u->gap;
		return;
	}
	if (!rr_date_is_none(x->on.most) && !rr_date_is_none(first) &&
	    rr_date_cmp(x->on.most, first) > 0)
		judge_late(u, x);
	x->how = RR_HOW_RUNS;
	if (rr_date_is_none(x->last) || rr_date_cmp(in->on, x->last) <= 0)
		return;
	x->how = begun && rr_date_cmp(x->on.least, x->last) <= 0 ?
	    RR_HOW_PERHAPS : RR_HOW_PAST;
}

/* Nobody lacks it who has it not perhaps another way than it is to be sent. */
static bool
is_maybe(const struct rr_served *had)
{
	return had->maybe > 0 && had->have + had->maybe == had->owed;
}

void
rr_run_standing(struct rr_eval *ev, void *ctx, void *out)
{
	const struct rr_stand *s = ctx;
	struct rr_standing *x = out;
	const struct rr_world *w;
	const struct rr_served *had;
	struct rr_due u;
	bool spared, maybe;
	size_t n;

	due_here(ev, s->dues, &u);
	n = rr_worlds_walk(ev, s->served, s->nserved, &w);
	had = w[0].out;
	x->on = had->on;
	x->by = had->by;
	x->unknown = had->unknown;
	x->lacks = had->lacks;
	x->nobody = had->nobody;
	x->nothing = had->nothing;
	spared = had->owed > 0 && had->spared == had->owed;
	maybe = is_maybe(had);
	for (size_t i = 1; i < n; i++) {
		had = w[i].out;
		spared &= had->owed > 0 && had->spared == had->owed;
		maybe |= is_maybe(had);
		x->lacks = x->lacks != NULL ? x->lacks : had->lacks;
		x->nobody = x->nobody != NULL ? x->nobody : had->nobody;
		x->nothing &= had->nothing;
		if (rr_date_is_none(had->on.least))
			x->on.least = x->on.most = RR_DATE_NONE;
		else if (!rr_date_is_none(x->on.least))
			rr_between_widen(&x->on, &had->on, false);
	}
	judge(ev->in, &u, x);
	if (spared)
		x->how = RR_HOW_SPARED;
	else if (maybe && x->how == RR_HOW_PAST)
		x->how = RR_HOW_PERHAPS;
}
