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

static const struct rr_standing *
standing_at(const struct rr_world *w, size_t i)
{
	return w[i].out;
}

/* In how many of them it is done, in time or not. */
static size_t
count_done(const struct rr_world *w, size_t n)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += standing_at(w, i)->how >= RR_HOW_IN_TIME;
	return sum;
}

static size_t
count_how(const struct rr_world *w, size_t n, enum rr_how how)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += standing_at(w, i)->how == how;
	return sum;
}

/* Over all of them; where it is done in each of them, it is met. */
static void
fold_done(const struct rr_world *w, size_t n, struct rr_deadline *d)
{
	size_t told = 0;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;
		rr_date day;

		if (x->how == RR_HOW_SPARED)
			continue;
		told++;
		day = x->late_if != NULL ? x->on.least : x->on.most;
		if (told == 1 || rr_date_cmp(day, d->met_on) > 0)
			d->met_on = day;
		if (told == 1 || x->late < d->late)
			d->late = x->late;
		if (told == 1 || x->late_most > d->late_most)
			d->late_most = x->late_most;
		if (told == 1 || x->adjusted < d->late_adjusted)
			d->late_adjusted = x->adjusted;
		if (told == 1 || x->adjusted_most > d->late_adjusted_most)
			d->late_adjusted_most = x->adjusted_most;
		if (d->met_by == NULL || x->by > d->met_by)
			d->met_by = x->by;
	}
	if (told == 0)
		d->status = RR_STATUS_VOID;
	else
		d->status = count_how(w, n, RR_HOW_LATE) == told ?
		    RR_STATUS_MET_LATE : RR_STATUS_MET;
	if (d->status != RR_STATUS_MET_LATE)
		d->late = d->late_adjusted = d->late_adjusted_most = 0;
}

/* After which it is late in every world, or NONE. */
static rr_date
last_of(const struct rr_dues *dues)
{
	rr_date last = RR_DATE_NONE;

	for (size_t i = 0; i < dues->n; i++) {
		const struct rr_due *u = dues->worlds[i].out;

		if (u->waits || u->may_wait || rr_date_is_none(u->words.most) ||
		    rr_date_is_none(u->argued_rolled))
			return RR_DATE_NONE;
		if (i == 0 || rr_date_cmp(u->argued_rolled, last) > 0)
			last = u->argued_rolled;
	}
	return last;
}

/* The next day in time behind which it is late in one more world, or NONE. */
static rr_date
next_last(const struct rr_world *w, size_t n, rr_date on)
{
	rr_date next = RR_DATE_NONE;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (!rr_date_is_none(x->last) && rr_date_cmp(x->last, on) >=
		    0 && (rr_date_is_none(next) ||
		    rr_date_cmp(x->last, next) < 0))
			next = x->last;
	}
	return next;
}

/*
 * It may be owed to one more, whether that one has it or not.  What all others
 * had late is late all the same.
 */
static void
wait_for_one(struct rr_eval *ev, const struct rr_date_terms *t,
    const char *whom, rr_date last, struct rr_deadline *d)
{
	const char *late = rr_late_text(ev->arena, d);
	bool past = late[0] != '\0' || (t->lapses && !rr_date_is_none(last) &&
	    rr_date_cmp(ev->in->on, last) > 0);

	if (late[0] != '\0')
		d->doubt = rr_arena_printf(ev->arena,
		    "the others had it %s", late);
	d->status = !past ? RR_STATUS_WAITING : t->lapses ?
	    RR_STATUS_LAPSED : RR_STATUS_OVERDUE;
	d->waits_for = whom;
	d->met_on = d->changes_on = RR_DATE_NONE;
	d->met_by = NULL;
	d->late = d->late_most = d->late_adjusted = d->late_adjusted_most = 0;
}

/* All whom the record knows have it, and it is owed to one more. */
static void
wait_for_somebody(struct rr_eval *ev, const struct rr_stand *s,
    const struct rr_world *w, size_t n, struct rr_deadline *d)
{
	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (x->nobody == NULL)
			continue;
		wait_for_one(ev, s->terms, x->nobody, last_of(s->dues), d);
		d->doubt = rr_arena_printf(ev->arena,
		    "%s%snot on record: %s", d->doubt != NULL ? d->doubt : "",
		    d->doubt != NULL ? "; " : "", x->nobody);
		return;
	}
}

static bool
is_bar(const struct rr_date_terms *t)
{
	return t->sense == RR_NOT_BEFORE;
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

/*
 * Whether nothing is left to do under any answer: where it is not done, what
 * was planned has been carried out, or a right has lapsed.  What is to be sent
 * is so too where it was perhaps not needed: its receipt proves nothing.
 */
static bool
is_over(const struct rr_date_terms *t, const struct rr_world *w, size_t n)
{
	bool undone = false;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (x->how == RR_HOW_GONE || (t->lapses &&
		    (x->how == RR_HOW_PAST || (t->sent_by != NULL &&
		    x->how == RR_HOW_PERHAPS))))
			undone = true;
		else if (x->how < RR_HOW_ENDED)
			return false;
	}
	return undone;
}

/* What takes effect later turns it on that day. */
static void
change_with(const struct rr_input *in, const struct rr_standing *x,
    struct rr_deadline *d)
{
	if (rr_date_is_none(x->on.most) || rr_date_cmp(x->on.most, in->on) <= 0)
		return;
	if (rr_date_is_none(d->changes_on) ||
	    rr_date_cmp(x->on.most, d->changes_on) < 0)
		d->changes_on = x->on.most;
}

/* Once the day is over for which it was planned, that may have been put off. */
static void
change_after_plan(struct rr_eval *ev, const struct rr_stand *s,
    struct rr_deadline *d)
{
	rr_date day = !s->terms->until_carried ? RR_DATE_NONE :
	    rr_eval_put_off_after(ev, d->subject);

	if (rr_date_is_none(day) || rr_date_cmp(day, ev->in->on) < 0 ||
	    !rr_date_add(day, 1, &day))
		return;
	if (rr_date_is_none(d->changes_on) ||
	    rr_date_cmp(day, d->changes_on) < 0)
		d->changes_on = day;
}

/* It has ended, or is none: nothing is to be done under any answer. */
static bool
has_ended(const struct rr_world *w, size_t n)
{
	size_t ended = count_how(w, n, RR_HOW_ENDED);

	return ended > 0 && ended + count_how(w, n, RR_HOW_NOT_OWED) == n;
}

static void
ended_status(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rr_deadline *d)
{
	const struct rr_standing *x = w[0].out;

	for (size_t i = 0; i < n && x->how == RR_HOW_NOT_OWED; i++)
		x = w[i].out;
	d->status = RR_STATUS_VOID;
	d->doubt = x->ended == NULL ? x->lacks : rr_arena_printf(ev->arena,
	    "ended by %s of entry %lld", x->ended->name,
	    (long long)x->ended->seq);
}

/* In how many worlds it was done when it was no duty any more. */
static size_t
count_after_end(const struct rr_world *w, size_t n)
{
	size_t after = 0;

	for (size_t i = 0; i < n; i++)
		after += ((const struct rr_standing *)w[i].out)->after_end;
	return after;
}

/* That it was done all the same makes it no duty again. */
static void
done_after_end(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rr_deadline *d)
{
	ended_status(ev, w, n, d);
	d->doubt = rr_arena_printf(ev->arena, "%s; performed %s", d->doubt,
	    rr_day_text(ev->arena, d->met_on));
	d->met_on = d->changes_on = RR_DATE_NONE;
	d->met_by = NULL;
}

/* It is done in each world. */
static void
stand_done(struct rr_eval *ev, const struct rr_stand *s,
    const struct rr_world *w, size_t n, struct rr_deadline *d)
{
	size_t after = count_after_end(w, n);

	fold_done(w, n, d);
	if (after == n) {
		done_after_end(ev, w, n, d);
		return;
	}
	if (rr_deadline_is_set(d) && d->late_most > 0)
		rr_after_target(ev, d);
	else if (d->status == RR_STATUS_MET || (n > 1 &&
	    d->late != d->late_most))
		d->doubt = rr_late_doubt(ev, w, n);
	if (after > 0)
		d->doubt = rr_arena_printf(ev->arena, "%s%sit may have been "
		    "no duty any more when it was done", d->doubt != NULL ?
		    d->doubt : "", d->doubt != NULL ? "; " : "");
	wait_for_somebody(ev, s, w, n, d);
}

static void
stand(struct rr_eval *ev, const struct rr_stand *s, const struct rr_world *w,
    size_t n, struct rr_deadline *d)
{
	const struct rr_date_terms *t = s->terms;
	size_t past = count_how(w, n, RR_HOW_PAST) +
	    count_how(w, n, RR_HOW_LATE) + count_how(w, n, RR_HOW_GONE);

	if (count_done(w, n) == n) {
		stand_done(ev, s, w, n, d);
		return;
	}
	d->doubt = rr_open_doubt(ev, s, w, n, d);
	d->over = is_over(t, w, n);
	if (has_ended(w, n))
		ended_status(ev, w, n, d);
	else if (past == n)
		d->status = t->lapses ? RR_STATUS_LAPSED : RR_STATUS_OVERDUE;
	else
		open_status(ev->in, next_last(w, n, ev->in->on), d);
	for (size_t i = 0; i < n; i++)
		change_with(ev->in, w[i].out, d);
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
		d->met_perhaps = standing_at(w, i)->unknown;
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
record_served(struct rr_eval *ev, struct rr_recorder *rec, struct rr_stand *s)
{
	const struct rr_served *first = s->served[0].out;
	struct rr_served again;

	if (rec == NULL || (s->terms->nowed == 0 && s->terms->amount == NULL &&
	    s->terms->nmet_if == 0 && first->early == NULL &&
	    first->anothers == NULL))
		return;
	rr_worlds_record(ev, rec, s->served, s->nserved, rr_run_served, s,
	    &again);
	ev->rec = NULL;
}

void
rr_deadline_status(struct rr_eval *ev, const struct rr_date_terms *t,
    struct rr_dues *dues, struct rr_recorder *rec,
    struct rr_deadline *d)
{
	struct rr_stand s = { t, d, dues, NULL, 0 };
	struct rr_recorder *was = ev->rec;
	const char *sealed;
	struct rr_world *w;
	size_t n;

	d->met_on = d->changes_on = RR_DATE_NONE;
	ev->rec = NULL;
	s.nserved = rr_worlds_of(ev, rr_run_served, &s,
	    sizeof(struct rr_served), &s.served, NULL);
	n = rr_worlds_of(ev, rr_run_standing, &s, sizeof(struct rr_standing),
	    &w, NULL);
	dues->standing = w;
	dues->nstanding = n;
	if (is_bar(t))
		stand_bar(ev->in, d);
	else
		stand(ev, &s, w, n, d);
	change_after_plan(ev, &s, d);
	record_served(ev, rec, &s);
	ev->rec = was;
	sealed = owed_to_sealed(ev, d);
	if (sealed != NULL) {
		wait_for_one(ev, t, sealed, last_of(dues), d);
		return;
	}
	wait_for_day(ev, w, n, d);
}
