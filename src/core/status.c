/*
 * status.c: how a deadline stands on the day asked about.
 *
 * A deadline is met by the event or notice that its terms name: about its
 * subject where it has one, or naming it, from its recipient where it is one's
 * own, and for the whole amount where both carry amounts.  A notice meets it on
 * the latest day on which it can have taken effect.  A deadline is overdue, or
 * was met late, only when that is so under every open answer; under an answer
 * that gives it no day yet, or none at all, it is neither.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "regrights/seal.h"
#include "status_int.h"

static bool
is_from(const struct rr_fact *f, const char *party)
{
	static const char *const keys[] = { "from", "holder", "by" };
	bool named = false;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const char *v = rr_fact_field(f, keys[i]);

		if (v != NULL && strcmp(v, party) == 0)
			return true;
		named |= v != NULL;
	}
	return !named && f->nsendings == 0;
}

static void
counts_in_world(struct rr_eval *ev, void *ctx, void *out)
{
	const struct rr_fact *f = ctx;
	rr_date *last = out;

	*last = rr_eval_day(ev, f);
	for (size_t i = 0; i < f->nsendings; i++) {
		struct rr_given g;

		if (f->sendings[i].copy)
			continue;
		rr_eval_given(ev, f, f->sendings[i].party, &g);
		if (rr_date_is_none(g.latest)) {
			*last = RR_DATE_NONE;
			return;
		}
		if (rr_date_cmp(g.latest, *last) > 0)
			*last = g.latest;
	}
}

/* The day on which F counts; NONE when it is not certain that it does yet. */
static rr_date
counts_on(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_recorder *rec = ev->rec;
	rr_date latest = RR_DATE_NONE;
	struct rr_world *w;
	size_t n;

	ev->rec = NULL;
	n = rr_fork(ev, counts_in_world, (void *)(uintptr_t)f,
	    sizeof(rr_date), &w);
	ev->rec = rec;
	for (size_t i = 0; i < n; i++) {
		rr_date *day = w[i].out;

		if (rr_date_is_none(*day))
			return *day;
		if (i == 0 || rr_date_cmp(*day, latest) > 0)
			latest = *day;
	}
	return latest;
}

static bool
amount_of(const struct rr_fact *f, int64_t *cents)
{
	const char *text = f == NULL ? NULL : rr_fact_field(f, "amount");
	rr_money m;

	if (text == NULL || !rr_money_parse(text, &m))
		return false;
	*cents = m.cents;
	return true;
}

static bool
answers(struct rr_eval *ev, const struct rr_deadline *d,
    const struct rr_fact *f)
{
	if (d->subject != NULL && !rr_eval_is_linked(ev, f, d->subject))
		return false;
	return d->recipient == NULL || is_from(f, d->recipient);
}

/* What can meet it, and the day on which that counts. */
struct meets { rr_date day; const struct rr_fact *fact; };

/*
 * In the order of those days: what was sent first can be given last.  What
 * happened, and counts on a day that is not known, is kept aside.
 */
static size_t
all_that_meet(struct rr_eval *ev, const char *met_by,
    struct rr_deadline *d, struct meets **out)
{
	size_t n, kept = 0;
	const struct rr_fact *const *all =
	    rr_index_named(ev->index, met_by, &n);
	struct meets *m = rr_arena_array(ev->arena, n + 1, sizeof(*m));

	for (size_t i = 0; i < n; i++) {
		rr_date day = !answers(ev, d, all[i]) ? RR_DATE_NONE :
		    counts_on(ev, all[i]);
		size_t at = kept;

		if (rr_date_is_none(day)) {
			if (all[i]->nsendings == 0 && d->met_perhaps == NULL &&
			    answers(ev, d, all[i]))
				d->met_perhaps = all[i];
			continue;
		}
		for (; at > 0 && rr_date_cmp(day, m[at - 1].day) < 0; at--)
			m[at] = m[at - 1];
		m[at] = (struct meets){ day, all[i] };
		kept++;
	}
	*out = m;
	return kept;
}

void
rr_deadline_met(struct rr_eval *ev, const char *met_by,
    struct rr_deadline *d)
{
	int64_t owed = 0, paid = 0, cents;
	bool whole = !amount_of(d->subject, &owed);
	struct meets *all;
	size_t n;

	d->met_on = RR_DATE_NONE;
	if (met_by == NULL)
		return;
	n = all_that_meet(ev, met_by, d, &all);
	for (size_t i = 0; i < n; i++) {
		if (amount_of(all[i].fact, &cents) &&
		    __builtin_add_overflow(paid, cents, &paid))
			return;
		if (!whole && paid < owed)
			continue;
		d->met_on = all[i].day;
		d->met_by = all[i].fact;
		d->met_perhaps = NULL;
		return;
	}
}

/* The earliest or the latest limit over the readings; NONE is no limit. */
static rr_date
limit_of(const struct rr_deadline *d, const struct rr_date_terms *t,
    bool adjusted, bool latest)
{
	const struct rr_between *all = adjusted ? &d->rolled_in : &d->raw_in;
	rr_date found = latest ? all->most : all->least;

	if (latest && d->may_wait)
		return RR_DATE_NONE;
	for (size_t i = 0; i < d->nreadings; i++) {
		const struct rr_between *in = adjusted ?
		    &d->readings[i].rolled_in : &d->readings[i].raw_in;
		rr_date day = latest ? in->most : in->least;

		if (latest && rr_date_is_none(day))
			return day;
		if (i == 0 || (rr_date_cmp(day, found) > 0) == latest)
			found = day;
	}
	if (t->strict && !rr_date_is_none(found))
		rr_date_add(found, -1, &found);
	return found;
}

/* Met after the last day; as adjusted, when the calendars know that. */
static void
late_by(struct rr_deadline *d, const struct rr_date_terms *t, bool agreed,
    rr_date last)
{
	rr_date adjusted = limit_of(d, t, true, true);

	d->status = RR_STATUS_MET_LATE;
	d->late = d->met_on.day - last.day;
	d->late_most = d->met_on.day - limit_of(d, t, agreed, false).day;
	d->late_adjusted = d->late;
	if (!rr_date_is_none(adjusted))
		d->late_adjusted = d->met_on.day - adjusted.day;
}

static void
open_status(const struct rr_input *in, rr_date last, struct rr_deadline *d)
{
	rr_date due = d->working;

	rr_date_add(d->working, -(int64_t)in->due_within, &due);
	if (!rr_date_is_none(last) && rr_date_cmp(in->on, last) > 0)
		d->status = RR_STATUS_OVERDUE;
	else if (rr_date_cmp(in->on, due) >= 0) {
		/* Past the last safe day it is told to be so. */
		d->status = RR_STATUS_DUE;
		rr_date_add(rr_date_cmp(in->on, d->working) <= 0 ? d->working :
		    last, 1, &d->changes_on);
	} else {
		d->status = RR_STATUS_OPEN;
		d->changes_on = due;
	}
}

/*
 * The day as written is known, and no more.  Where the words alone set the
 * limit it is late or in time by them; where the calendars have a say in it,
 * how it stands is not known.
 */
static void
unknown_status(const struct rr_input *in, const struct rr_date_terms *t,
    bool agreed, struct rr_deadline *d)
{
	rr_date last = limit_of(d, t, agreed, true);

	d->status = RR_STATUS_WAITING;
	d->waits_for = d->unknown;
	if (rr_date_is_none(last))
		return;
	if (!rr_date_is_none(d->met_on) && rr_date_cmp(d->met_on, last) > 0)
		late_by(d, t, agreed, last);
	else if (!rr_date_is_none(d->met_on))
		d->status = RR_STATUS_MET;
	else if (rr_date_cmp(in->on, last) > 0)
		d->status = t->lapses ? RR_STATUS_LAPSED : RR_STATUS_OVERDUE;
	else
		rr_date_add(last, 1, &d->changes_on);
}

static void
stand(struct rr_eval *ev, const struct rr_date_terms *t,
    struct rr_deadline *d)
{
	bool agreed = t->roll >= 0 && ev->agreement->rolls[t->roll].agreed;
	rr_date last = limit_of(d, t, agreed, true);

	d->changes_on = RR_DATE_NONE;
	if (rr_date_is_none(d->working) && d->unknown != NULL) {
		unknown_status(ev->in, t, agreed, d);
		return;
	}
	if (rr_date_is_none(d->working)) {
		d->status = rr_date_is_none(d->met_on) ? RR_STATUS_WAITING :
		    RR_STATUS_MET;
		return;
	}
	if (t->sense == RR_NOT_BEFORE) {
		d->status = rr_date_cmp(ev->in->on, d->working) >= 0 ?
		    RR_STATUS_MET : RR_STATUS_OPEN;
		if (d->status == RR_STATUS_MET)
			d->met_on = d->working;
		else
			d->changes_on = d->working;
		return;
	}
	if (rr_date_is_none(d->met_on)) {
		open_status(ev->in, last, d);
		if (t->lapses && d->status == RR_STATUS_OVERDUE)
			d->status = RR_STATUS_LAPSED;
		return;
	}
	d->status = RR_STATUS_MET;
	if (rr_date_is_none(last) || rr_date_cmp(d->met_on, last) <= 0)
		return;
	late_by(d, t, agreed, last);
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

void
rr_deadline_status(struct rr_eval *ev, const struct rr_date_terms *t,
    struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	stand(ev, t, d);
	if (owed_to_sealed(ev, d) != NULL) {
		d->status = RR_STATUS_WAITING;
		d->waits_for = owed_to_sealed(ev, d);
		d->met_on = d->changes_on = RR_DATE_NONE;
		d->met_by = NULL;
		return;
	}
	if (d->met_perhaps == NULL || rr_status_is_done(rr_status_word(
	    d->status)))
		return;
	rr_buf_printf(&b, "the day on which %s counts, of ",
	    d->met_perhaps->name);
	rr_date_text_day(d->met_perhaps->day, &b);
	d->status = RR_STATUS_WAITING;
	d->waits_for = rr_buf_keep(&b, ev->arena);
	d->changes_on = RR_DATE_NONE;
}

rr_date
rr_deadline_day(const struct rr_deadline *d)
{
	return rr_date_or(d->working, d->raw);
}

const char *
rr_deadline_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	if (!rr_date_is_none(d->working))
		return rr_arena_printf(arena, "last safe day %s",
		    rr_day_text(arena, d->working));
	if (rr_date_is_none(d->raw) || d->unknown == NULL)
		return "no day";
	return rr_arena_printf(arena, "as written %s, last safe day not known "
	    "(%s)", rr_day_text(arena, d->raw), d->unknown);
}

const char *
rr_late_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	const char *most = d->late == d->late_most ? "" :
	    rr_arena_printf(arena, " to %d", (int)d->late_most);
	const char *adjusted = "";

	if (d->status != RR_STATUS_MET_LATE)
		return "";
	if (rr_date_is_none(d->rolled_in.least) && d->nreadings == 0)
		adjusted = " as written; as adjusted is not known";
	else if (d->late_adjusted <= 0)
		adjusted = " as written, in time as adjusted";
	else if (d->late_adjusted != d->late)
		adjusted = rr_arena_printf(arena,
		    " as written, %d as adjusted", (int)d->late_adjusted);
	return rr_arena_printf(arena, "%d%s day%s late%s", (int)d->late, most,
	    d->late_most == 1 ? "" : "s", adjusted);
}

void
rr_points_text(const struct rr_deadline *d, struct rr_buf *b)
{
	rr_buf_add(b, "between ");
	rr_date_text(d->raw_in.least, b);
	rr_buf_add(b, " and ");
	if (rr_date_is_none(d->raw_in.most))
		rr_buf_add(b, "a day that is open");
	else
		rr_date_text(d->raw_in.most, b);
	rr_buf_printf(b, "%s%s; %zu open points bear on it",
	    d->may_wait ? ", or none" : "",
	    d->may_be_unknown ? ", or not known" : "", d->npoints);
}

void
rr_points_record(struct rr_recorder *rec, const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_points_text(d, &b);
	rr_record(rec, RR_STEP_CONCLUSION, NULL, "as written %s", b.s);
	rr_buf_free(&b);
}
