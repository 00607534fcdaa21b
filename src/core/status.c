/*
 * status.c: how a deadline stands on the day asked about.
 *
 * In each world its own limit is held against the days on which what meets it
 * can have been there.  It is met late, overdue or lapsed only when that is so
 * in every world, however what is missing of an entry turns out, and as
 * adjusted too where that can be argued.  What is done in every world is done;
 * else it stays with those that are still to be done, and what is doubtful of
 * it is said.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/seal.h"
#include "status_int.h"

struct stand {
	const struct rr_date_terms	*terms;
	const struct rr_deadline	*deadline;
	const struct rr_dues		*dues;
	struct rr_world			*served;
	size_t				 nserved;
};

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

static void
run_served(struct rr_eval *ev, void *ctx, void *out)
{
	const struct stand *s = ctx;
	struct rr_between roles_on = { ev->in->on, ev->in->on };
	struct rr_due u;

	/* Who was a Holder on the day by which it is owed. */
	if (s->terms->nowed > 0) {
		due_here(ev, s->dues, &u);
		if (!rr_date_is_none(u.raw.least))
			roles_on = u.raw;
		if (rr_date_is_none(roles_on.most))
			roles_on.most = roles_on.least;
	}
	rr_serve(ev, s->terms, s->deadline, &roles_on, out);
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
	if (x->late < 0)
		x->late = 0;
}

static void
judge(const struct rr_input *in, const struct rr_due *u,
    struct rr_standing *x)
{
	bool done = !rr_date_is_none(x->on.most);
	bool begun = !rr_date_is_none(x->on.least);
	rr_date first = u->waits ? RR_DATE_NONE : u->words.least;

	x->last = x->nothing || u->waits || u->may_wait ||
	    rr_date_is_none(u->words.most) ? RR_DATE_NONE : u->argued;
	if (x->nothing) {
		x->how = RR_HOW_NOTHING;
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
	x->how = RR_HOW_RUNS;
	if (rr_date_is_none(x->last) || rr_date_cmp(in->on, x->last) <= 0)
		return;
	x->how = begun && rr_date_cmp(x->on.least, x->last) <= 0 ?
	    RR_HOW_PERHAPS : RR_HOW_PAST;
}

static void
run_standing(struct rr_eval *ev, void *ctx, void *out)
{
	const struct stand *s = ctx;
	struct rr_standing *x = out;
	const struct rr_world *w;
	const struct rr_served *had;
	struct rr_due u;
	size_t n;

	due_here(ev, s->dues, &u);
	n = rr_worlds_walk(ev, s->served, s->nserved, &w);
	had = w[0].out;
	x->on = had->on;
	x->by = had->by;
	x->unknown = had->unknown;
	x->missing = had->missing;
	x->doubt = had->doubt;
	x->nobody = had->nobody;
	x->nothing = had->nothing;
	/* How many are owed it parts no worlds in which all have it. */
	if (had->missing != NULL) {
		x->lacking = had->lacking;
		x->have = had->have;
		x->owed = had->owed;
	}
	for (size_t i = 1; i < n; i++) {
		had = w[i].out;
		x->missing = x->missing != NULL ? x->missing : had->missing;
		x->doubt = x->doubt != NULL ? x->doubt : had->doubt;
		x->nobody = x->nobody != NULL ? x->nobody : had->nobody;
		x->nothing &= had->nothing;
		if (rr_date_is_none(had->on.least))
			x->on.least = x->on.most = RR_DATE_NONE;
		else if (!rr_date_is_none(x->on.least))
			rr_between_widen(&x->on, &had->on, false);
	}
	judge(ev->in, &u, x);
}

/* In how many of them it is done, in time or not. */
static size_t
count_done(const struct rr_world *w, size_t n)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += ((const struct rr_standing *)w[i].out)->how >=
		    RR_HOW_IN_TIME;
	return sum;
}

static size_t
count_how(const struct rr_world *w, size_t n, enum rr_how how)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += ((const struct rr_standing *)w[i].out)->how == how;
	return sum;
}

/* Over all of them; where it is done in each of them, it is met. */
static void
fold_done(const struct rr_world *w, size_t n, struct rr_deadline *d)
{
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (x->how == RR_HOW_NOTHING)
			continue;
		if (first || rr_date_cmp(x->on.most, d->met_on) > 0)
			d->met_on = x->on.most;
		if (first || x->late < d->late)
			d->late = x->late;
		if (first || x->late_most > d->late_most)
			d->late_most = x->late_most;
		if (first || x->adjusted < d->late_adjusted)
			d->late_adjusted = x->adjusted;
		if (d->met_by == NULL || x->by > d->met_by)
			d->met_by = x->by;
		first = false;
	}
	if (first) {
		d->status = RR_STATUS_VOID;
		return;
	}
	d->status = count_how(w, n, RR_HOW_LATE) == n ? RR_STATUS_MET_LATE :
	    RR_STATUS_MET;
	if (d->status == RR_STATUS_MET)
		d->late = d->late_adjusted = 0;
}

/* All whom the record knows have it, and it is owed to one more. */
static void
wait_for_somebody(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rr_deadline *d)
{
	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (x->nobody == NULL)
			continue;
		d->status = RR_STATUS_WAITING;
		d->waits_for = x->nobody;
		d->doubt = rr_arena_printf(ev->arena,
		    "%s%snot on record: %s", d->doubt != NULL ? d->doubt : "",
		    d->doubt != NULL ? "; " : "", x->nobody);
		d->met_on = RR_DATE_NONE;
		d->met_by = NULL;
		d->late = d->late_most = d->late_adjusted = 0;
		return;
	}
}

static bool
is_bar(const struct rr_date_terms *t)
{
	return t->sense == RR_NOT_BEFORE;
}

/* After which it is late in every world, or NONE. */
static rr_date
last_of(const struct rr_world *w, size_t n)
{
	rr_date last = RR_DATE_NONE;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (rr_date_is_none(x->last))
			return x->last;
		if (i == 0 || rr_date_cmp(x->last, last) > 0)
			last = x->last;
	}
	return last;
}

static void
open_status(const struct rr_input *in, rr_date last, struct rr_deadline *d)
{
	rr_date due = d->working;

	if (rr_date_is_none(d->working)) {
		d->status = RR_STATUS_WAITING;
		if (d->unknown == NULL)
			return;
		d->waits_for = d->unknown;
		if (!rr_date_is_none(last))
			rr_date_add(last, 1, &d->changes_on);
	} else {
		rr_date_add(d->working, -(int64_t)in->due_within, &due);
		d->status = rr_date_cmp(in->on, due) >= 0 ? RR_STATUS_DUE :
		    RR_STATUS_OPEN;
		if (d->status == RR_STATUS_OPEN)
			d->changes_on = due;
		else if (rr_date_cmp(in->on, d->working) <= 0)
			/* Past the last safe day it is told to be so. */
			rr_date_add(d->working, 1, &d->changes_on);
		else if (!rr_date_is_none(last))
			rr_date_add(last, 1, &d->changes_on);
	}
	if (!rr_date_is_none(d->changes_on) &&
	    rr_date_cmp(d->changes_on, in->on) <= 0)
		d->changes_on = RR_DATE_NONE;
}

static void
stand(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_world *w, size_t n, struct rr_deadline *d)
{
	size_t past = count_how(w, n, RR_HOW_PAST) +
	    count_how(w, n, RR_HOW_LATE);

	if (count_done(w, n) == n) {
		fold_done(w, n, d);
		if (d->status == RR_STATUS_MET)
			d->doubt = rr_late_doubt(ev, w, n);
		wait_for_somebody(ev, w, n, d);
		return;
	}
	d->doubt = rr_open_doubt(ev, w, n, d);
	if (past == n)
		d->status = t->lapses ? RR_STATUS_LAPSED : RR_STATUS_OVERDUE;
	else
		open_status(ev->in, last_of(w, n), d);
}

/* A bar is over on the first day that is free under every answer. */
static void
stand_bar(const struct rr_input *in, struct rr_deadline *d)
{
	if (rr_date_is_none(d->working)) {
		d->status = RR_STATUS_WAITING;
		d->waits_for = d->unknown != NULL ? d->unknown : d->waits_for;
		return;
	}
	d->status = rr_date_cmp(in->on, d->working) >= 0 ? RR_STATUS_MET :
	    RR_STATUS_OPEN;
	if (d->status == RR_STATUS_MET)
		d->met_on = d->working;
	else
		d->changes_on = d->working;
}

/*
 * It was met by what goes to each of a role, of which one is sealed: whether
 * that one got it is not known.
 */
static const char *
owed_to_sealed(struct rr_eval *ev, const struct rr_deadline *d)
{
	const char *account = NULL;
	const struct rr_event *e;

	if (rr_date_is_none(d->met_on) || d->met_by == NULL ||
	    d->recipient != NULL)
		return NULL;
	e = rr_agreement_event(ev->agreement, d->met_by->name);
	for (size_t i = 0; e != NULL && i < e->nto && account == NULL; i++)
		account = rr_waits_role(ev->waiting, e->to[i]);
	return account;
}

/* Something happened that meets it, on a day that no calendar knows. */
static void
wait_for_day(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < n && d->met_perhaps == NULL; i++)
		d->met_perhaps =
		    ((const struct rr_standing *)w[i].out)->unknown;
	if (rr_status_is_done(rr_status_word(d->status)))
		d->met_perhaps = NULL;
	if (d->met_perhaps == NULL)
		return;
	rr_buf_printf(&b, "the day on which %s counts, of ",
	    d->met_perhaps->name);
	rr_date_text_day(d->met_perhaps->day, &b);
	d->status = RR_STATUS_WAITING;
	d->waits_for = rr_buf_keep(&b, ev->arena);
	d->changes_on = RR_DATE_NONE;
}

/* Who has it since when, under the answers that make a difference. */
static void
record_served(struct rr_eval *ev, struct rr_recorder *rec, struct stand *s)
{
	struct rr_served again;

	if (rec == NULL || (s->terms->nowed == 0 && s->terms->amount == NULL))
		return;
	rr_worlds_record(ev, rec, s->served, s->nserved, run_served, s,
	    &again);
	ev->rec = NULL;
}

void
rr_deadline_status(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_dues *dues, struct rr_recorder *rec,
    struct rr_deadline *d)
{
	struct stand s = { t, d, dues, NULL, 0 };
	struct rr_recorder *was = ev->rec;
	struct rr_world *w;
	size_t n;

	d->met_on = d->changes_on = RR_DATE_NONE;
	ev->rec = NULL;
	n = rr_fork(ev, run_served, &s, sizeof(struct rr_served), &s.served);
	s.nserved = rr_worlds_reduce(ev->arena, s.served, n,
	    sizeof(struct rr_served));
	n = rr_fork(ev, run_standing, &s, sizeof(struct rr_standing), &w);
	n = rr_worlds_reduce(ev->arena, w, n, sizeof(struct rr_standing));
	if (is_bar(t))
		stand_bar(ev->in, d);
	else
		stand(ev, t, w, n, d);
	record_served(ev, rec, &s);
	ev->rec = was;
	if (owed_to_sealed(ev, d) != NULL) {
		d->status = RR_STATUS_WAITING;
		d->waits_for = owed_to_sealed(ev, d);
		d->met_on = d->changes_on = RR_DATE_NONE;
		d->met_by = NULL;
		d->late = d->late_most = d->late_adjusted = 0;
		return;
	}
	wait_for_day(ev, w, n, d);
}
