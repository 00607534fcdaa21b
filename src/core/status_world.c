/*
 * status_world.c: how a deadline stands in one world.
 *
 * Its own limit is held against the days on which what meets it can have been
 * there.  What takes effect on a later day than the one asked about is not done
 * yet.
 */
#include "body_int.h"
#include "passed_int.h"
#include "regrights/arena.h"
#include "status_int.h"

/* One that has no end leaves both without. */
static rr_date
last_of_two(rr_date a, rr_date b)
{
	return rr_date_is_none(a) || (!rr_date_is_none(b) &&
	    rr_date_cmp(a, b) > 0) ? a : b;
}

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
		u->not_owed &= other->not_owed;
		u->unknown |= other->unknown;
		u->hole |= other->hole;
		u->gap |= other->gap;
		if (u->late_if == NULL)
			u->late_if = other->late_if;
		u->words_last = last_of_two(u->words_last, other->words_last);
		rr_between_widen(&u->raw, &other->raw, false);
		rr_between_widen(&u->words, &other->words, false);
		rr_between_widen(&u->words_rolled, &other->words_rolled,
		    false);
		u->argued = last_of_two(u->argued, other->argued);
		u->argued_rolled = last_of_two(u->argued_rolled,
		    other->argued_rolled);
		if (u->reaches == NULL)
			u->reaches = other->reaches;
	}
}

struct rr_between
rr_owed_by(struct rr_eval *ev, const struct rr_stand *s)
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
	struct rr_between on = rr_owed_by(ev, s);
	struct rr_served *served = out;

	rr_spans_of(ev, s->deadline->subject);
	rr_serve(ev, s->terms, s->deadline, &on, out);
	if (ev->blurred) {
		served->on.least = rr_date_or(served->on.least, ev->in->on);
		served->on.most = RR_DATE_NONE;
		served->lacks = "more bears on it than can be allowed for";
	}
}

static void
judge_late(const struct rr_due *u, struct rr_standing *x)
{
	rr_date end = rr_date_or(u->words_last, u->words.least);
	rr_date adjusted = rr_date_or(u->argued, end);

	x->late = x->on.least.day - end.day;
	x->late_most = x->on.most.day - u->words.least.day;
	x->adjusted = x->on.least.day - adjusted.day;
	x->adjusted_most = rr_date_cmp(u->words.least, end) != 0 ?
	    x->adjusted : x->on.most.day - adjusted.day;
	/* From which day its notice counts is between two: so is how late. */
	if (u->gap && !rr_date_is_none(u->argued) && x->adjusted < x->late)
		x->late = x->adjusted;
	/* Without a last day nothing is late for certain. */
	if (x->late < 0 || (rr_date_is_none(u->argued) && !u->gap))
		x->late = 0;
}

static void
judge(const struct rr_input *in, const struct rr_due *u, struct rr_standing *x)
{
	/*
	 * What takes effect later is not done yet; of what happened at an hour
	 * that is not on record nothing more is to be done.
	 */
	bool done = !rr_date_is_none(x->on.most) && rr_date_cmp(
	    x->late_if != NULL ? x->on.least : x->on.most, in->on) <= 0;
	bool begun = !rr_date_is_none(x->on.least);
	rr_date first = u->waits ? RR_DATE_NONE : u->words.least;

	x->last = x->nothing || u->waits || u->may_wait ||
	    rr_date_is_none(u->words.most) ? RR_DATE_NONE : u->argued;
	if (x->nothing) {
		x->how = RR_HOW_SPARED;
		return;
	}
	if (u->unknown || u->hole || (!u->waits && rr_date_is_none(first))) {
		x->how = RR_HOW_RUNS;
		return;
	}
	if (done && (rr_date_is_none(first) ||
	    rr_date_cmp(x->on.most, first) <= 0)) {
		x->how = RR_HOW_IN_TIME;
		x->last = RR_DATE_NONE;
		return;
	}
	if (done) {
		judge_late(u, x);
		x->how = !rr_date_is_none(x->last) &&
		    rr_date_cmp(x->on.least, x->last) > 0 ? RR_HOW_LATE :
		    RR_HOW_PERHAPS_LATE;
		x->gap = x->how == RR_HOW_PERHAPS_LATE && u->gap;
		x->due_late_if = x->how == RR_HOW_PERHAPS_LATE ? u->late_if :
		    NULL;
		x->last = RR_DATE_NONE;
		return;
	}
	if (!rr_date_is_none(x->on.most) && !rr_date_is_none(first) &&
	    rr_date_cmp(x->on.most, first) > 0)
		judge_late(u, x);
	x->how = u->not_owed ? RR_HOW_NOT_OWED : RR_HOW_RUNS;
	if (rr_date_is_none(x->last) || rr_date_cmp(in->on, x->last) <= 0)
		return;
	x->how = begun && rr_date_cmp(x->on.least, x->last) <= 0 ?
	    RR_HOW_PERHAPS : RR_HOW_PAST;
}

/*
 * Of what has ended nothing is late any more; while that is in doubt it may
 * not be.
 */
static void
end_here(struct rr_eval *ev, const struct rr_stand *s,
    const struct rr_due *u, struct rr_standing *x)
{
	const struct rr_fact *by, *after;
	enum rr_truth ended = rr_deadline_ended(ev, s->terms,
	    s->deadline->subject, u->words.most, &x->ended, &after);

	x->after_end = ended == RR_TRUE && (x->how == RR_HOW_LATE ||
	    x->how == RR_HOW_PERHAPS_LATE);
	if (ended == RR_TRUE) {
		if (x->how < RR_HOW_SPARED)
			x->how = x->how < RR_HOW_IN_TIME ? RR_HOW_ENDED :
			    RR_HOW_IN_TIME;
		x->late = x->late_most = x->adjusted = 0;
		x->last = RR_DATE_NONE;
		return;
	}
	x->may_end = ended != RR_FALSE && x->how == RR_HOW_RUNS ? x->ended :
	    NULL;
	by = x->ended;
	x->ended = NULL;
	if (ended == RR_FALSE && after != NULL && x->how == RR_HOW_PAST) {
		x->how = RR_HOW_GONE;
		x->carried = after;
		x->planned = true;
		x->last = RR_DATE_NONE;
	}
	if (ended == RR_FALSE || (x->how != RR_HOW_PAST &&
	    x->how != RR_HOW_LATE))
		return;
	x->how = x->how == RR_HOW_PAST ? RR_HOW_PERHAPS : RR_HOW_PERHAPS_LATE;
	if (x->lacks == NULL)
		x->lacks = rr_shared_text(ev, rr_arena_printf(ev->arena,
		    "whether %s ended it is not known", by->name));
}

/*
 * What was planned has been carried out without it.  What can have been there
 * by then lacks its proof, and that can still be had.
 */
static void
go_here(struct rr_eval *ev, const struct rr_stand *s, struct rr_standing *x)
{
	enum rr_truth t;

	x->carried = NULL;
	x->planned = false;
	if (!s->terms->until_carried || x->how > RR_HOW_PAST)
		return;
	t = rr_eval_carried(ev, s->deadline->subject, &x->carried);
	if (t == RR_FALSE)
		x->carried = NULL;
	x->planned = t == RR_TRUE;
	if (t == RR_TRUE && x->how != RR_HOW_PERHAPS &&
	    (rr_date_is_none(x->on.least) ||
	    rr_date_cmp(x->on.least, x->carried->day) > 0)) {
		x->how = RR_HOW_GONE;
		x->last = RR_DATE_NONE;
	}
}

/* It came to that one after the days were over. */
static bool
came_late(const struct rr_deadline *d, rr_date last)
{
	return d->passed != NULL && !rr_date_is_none(last) &&
	    rr_date_cmp(d->passed->day, last) > 0;
}

/*
 * The right of one who had it as a holder, and is none any more while it can
 * still be in time.  Where it goes with the securities, it is with whoever has
 * them by a transfer.
 */
static void
hold_here(struct rr_eval *ev, const struct rr_stand *s, struct rr_standing *x)
{
	const struct rr_deadline *d = s->deadline;
	const struct rr_scope scope = RR_SCOPE(d->subject, d->recipient);
	const struct rr_party *p = d->recipient == NULL ? NULL :
	    rr_roster_find(ev->in->roster, d->recipient);
	rr_date on = rr_is_sooner(x->last, ev->in->on) ? x->last : ev->in->on;

	if (s->terms->held_if == NULL || p == NULL || x->how >= RR_HOW_GONE)
		return;
	if (came_late(d, x->last)) {
		x->how = RR_HOW_ENDED;
		x->last = RR_DATE_NONE;
		x->lacks = rr_shared_text(ev, rr_arena_printf(ev->arena,
		    "%s has the securities since %s, after the last day",
		    p->told, rr_day_text(ev->arena, d->passed->day)));
		return;
	}
	if (rr_eval_had_role(ev, p, RR_ROLE_HOLDER, rr_eval_when(ev,
	    d->passed != NULL ? d->passed : d->subject)) == RR_FALSE ||
	    rr_eval_in_role(ev, p, RR_ROLE_HOLDER, on))
		return;
	/* What it may have used before is not over. */
	if (rr_date_is_none(x->on.least) && (rr_passed_by(ev, d->subject,
	    p->key) != NULL || rr_cond_holds(ev, s->terms->held_if, &scope))) {
		x->how = RR_HOW_ENDED;
		x->last = RR_DATE_NONE;
	}
	if (x->lacks == NULL)
		x->lacks = rr_shared_text(ev, rr_arena_printf(ev->arena,
		    "%s is no holder any more", p->told));
}

/* Perhaps nobody is to have it any more. */
static bool
is_maybe(const struct rr_served *had)
{
	return had->maybe > 0 && had->spared + had->maybe == had->owed;
}

/* Nobody is to have it any more. */
static bool
is_spared(const struct rr_served *had)
{
	return had->owed > 0 && had->spared == had->owed;
}

/*
 * What this world has of who has it; where it leaves several, what holds in
 * all.  SPARED: nobody is to have it; MAYBE: in one, nobody lacks it for sure.
 */
static void
had_here(struct rr_eval *ev, const struct rr_stand *s, struct rr_standing *x,
    bool *spared, bool *maybe)
{
	const struct rr_world *w;
	const struct rr_served *had;
	size_t n = rr_worlds_walk(ev, s->served, s->nserved, &w);

	had = w[0].out;
	x->on = had->on;
	x->by = had->by;
	x->late_if = had->late_if;
	x->unknown = had->unknown;
	x->early = had->early;
	x->lacks = had->lacks;
	x->nobody = had->nobody;
	x->ended = NULL;
	x->nothing = had->nothing;
	x->in_part = had->in_part;
	/* How many are owed it parts no worlds in which all have it. */
	x->left = had->left;
	x->asked = had->asked;
	if (had->lacking != NULL || had->unsure != NULL ||
	    had->perhaps != NULL) {
		x->lacking = had->lacking;
		x->unsure = had->unsure;
		x->perhaps = had->perhaps;
		x->have = had->have;
		x->owed = had->owed;
	}
	*spared = is_spared(had);
	*maybe = is_maybe(had);
	for (size_t i = 1; i < n; i++) {
		had = w[i].out;
		*spared &= is_spared(had);
		*maybe |= is_maybe(had);
		x->lacks = x->lacks != NULL ? x->lacks : had->lacks;
		x->nobody = x->nobody != NULL ? x->nobody : had->nobody;
		x->nothing &= had->nothing;
		x->in_part |= had->in_part;
		if (x->late_if == NULL)
			x->late_if = had->late_if;
		if (rr_date_is_none(had->on.least))
			x->on.least = x->on.most = RR_DATE_NONE;
		else if (!rr_date_is_none(x->on.least))
			rr_between_widen(&x->on, &had->on, false);
	}
}

/* More bears on it than could be asked for: it may be so, and may not. */
static void
blur_here(struct rr_eval *ev, struct rr_standing *x)
{
	if (!ev->blurred)
		return;
	if (x->how == RR_HOW_PAST || x->how == RR_HOW_GONE)
		x->how = RR_HOW_PERHAPS;
	else if (x->how == RR_HOW_LATE || x->how == RR_HOW_IN_TIME)
		x->how = RR_HOW_PERHAPS_LATE;
	else if (x->how == RR_HOW_ENDED || x->how == RR_HOW_NOT_OWED ||
	    x->how == RR_HOW_SPARED)
		x->how = RR_HOW_RUNS;
	x->lacks = "more bears on it than can be allowed for";
}

void
rr_run_standing(struct rr_eval *ev, void *ctx, void *out)
{
	const struct rr_stand *s = ctx;
	struct rr_standing *x = out;
	bool spared, maybe;
	struct rr_due u;

	rr_spans_of(ev, s->deadline->subject);
	due_here(ev, s->dues, &u);
	had_here(ev, s, x, &spared, &maybe);
	rr_due_reach(ev, &u);
	judge(ev->in, &u, x);
	if (spared)
		x->how = RR_HOW_SPARED;
	else if (maybe && x->how == RR_HOW_PAST)
		x->how = RR_HOW_PERHAPS;
	hold_here(ev, s, x);
	go_here(ev, s, x);
	end_here(ev, s, &u, x);
	blur_here(ev, x);
}
