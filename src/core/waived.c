/*
 * waived.c: how a deadline stands with what waives it.
 *
 * What is waived is not waited for, and how late it was by then stays with it;
 * what was met in time stays so, and what was done before it was waived.  From
 * which day a waiver counts turns on its own day and on that of the last
 * signature: so it is held against what was done, and against the limit, in
 * each world by itself.  It is waived where it is so in every world; what was
 * done late in one and waived before in another is done, and perhaps late; what
 * is not done stays under the more urgent word.  A waiver that does not count,
 * or may not, leaves it as it stands, and is told.
 */
#include "consent_int.h"
#include "regrights/apart.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "status_int.h"

enum how {
	NOT,		/* no waiver counts */
	MAY,		/* one may, or before it was done */
	AFTER,		/* one does, and it was done before, late */
	MOOT,		/* it was done in time */
	SO
};

/* In one world; compared as bytes. */
struct stood {
	enum how		 how;
	struct rr_between	 on;		/* SO: from when */
	/* SO: when it was waived, else when it was done; words, or NULL */
	int32_t			 late, late_most;
	const char		*words;
	const struct rr_fact	*by;
};

struct asked {
	const struct rr_date_terms	*terms;
	const struct rr_deadline	*deadline;
	const struct rr_dues		*dues;
	struct rr_world			*waives;
	size_t				 nwaives;
	/* it is done in every world */
	bool				 done;
};

/* The days on which it can have been due, or the roll reach it. */
static struct rr_between
due_days(struct rr_eval *ev, const struct rr_due *u)
{
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	enum rr_truth reaches = u->reaches == NULL ? RR_FALSE :
	    rr_eval_truth(ev, u->reaches, &none);
	struct rr_between on = reaches == RR_TRUE ? u->words_rolled : u->words;

	if (reaches != RR_FALSE)
		rr_between_widen(&on, &u->words_rolled, false);
	return on;
}

/* How late it was on those days; nothing where it has no end. */
static void
late_by(struct rr_eval *ev, const struct asked *a,
    const struct rr_between *then, struct stood *o)
{
	const struct rr_world *w;
	size_t n = rr_worlds_walk(ev, a->dues->worlds, a->dues->n, &w);

	o->late = o->late_most = 0;
	for (size_t i = 0; a->terms->sense == RR_NO_LATER_THAN && i < n; i++) {
		const struct rr_due *u = w[i].out;
		struct rr_between on = due_days(ev, u);
		bool told = !u->waits && !u->may_wait && !u->unknown &&
		    !rr_date_is_none(on.least);
		int32_t least = !told || rr_date_is_none(on.most) ? 0 :
		    then->least.day - on.most.day;
		int32_t most = told ? then->most.day - on.least.day : 0;

		if (i == 0 || least < o->late)
			o->late = least < 0 ? 0 : least;
		if (most > o->late_most)
			o->late_most = most;
	}
}

/* What this world has of its waivers; where it leaves several, all of them. */
static struct rr_waives
waives_here(struct rr_eval *ev, const struct asked *a)
{
	const struct rr_world *w;
	size_t n = rr_worlds_walk(ev, a->waives, a->nwaives, &w);
	struct rr_waives all = *(const struct rr_waives *)w[0].out;

	for (size_t i = 1; i < n; i++) {
		const struct rr_waives *one = w[i].out;

		if (one->truth != all.truth)
			all.truth = RR_UNKNOWN;
		if (all.by == NULL)
			all.by = one->by;
		if (rr_is_sooner(one->on.least, all.on.least))
			all.on.least = one->on.least;
		if (rr_is_sooner(all.on.most, one->on.most))
			all.on.most = one->on.most;
	}
	return all;
}

/* Done in this world: before it was waived, after that, or it is not known. */
static void
hold_done(struct rr_eval *ev, const struct asked *a,
    const struct rr_standing *x, const struct rr_waives *c, struct stood *o)
{
	bool moot = x->how == RR_HOW_IN_TIME || x->how == RR_HOW_SPARED;
	bool before = c->truth == RR_TRUE && x->how != RR_HOW_SPARED &&
	    rr_is_sooner(c->on.most, x->on.least);
	bool after = c->truth == RR_FALSE || (!rr_date_is_none(c->on.least) &&
	    rr_date_cmp(c->on.least, x->on.most) >= 0);

	o->late = moot ? 0 : x->late;
	o->late_most = moot ? 0 : x->late_most;
	o->words = rr_late_words(ev, x);
	if (before) {
		o->how = SO;
		late_by(ev, a, &c->on, o);
	} else if (moot)
		o->how = MOOT;
	else if (after)
		o->how = c->truth == RR_FALSE ? NOT : AFTER;
	else {
		o->how = MAY;
		o->late = 0;
	}
}

/*
 * Not done; but what may have been there by then was no later than it was
 * there.
 */
static void
hold_open(struct rr_eval *ev, const struct asked *a,
    const struct rr_standing *x, const struct rr_waives *c, struct stood *o)
{
	struct rr_between on = c->on;

	o->how = c->truth == RR_TRUE ? SO : c->truth == RR_FALSE ? NOT : MAY;
	if (o->how != SO)
		return;
	if (x != NULL && rr_is_sooner(x->on.least, on.least))
		on.least = x->on.least;
	late_by(ev, a, &on, o);
}

static void
say(struct rr_eval *ev, struct stood *o)
{
	const char *late = o->how == SO && o->late_most > 0 ?
	    rr_days_late_text(ev->arena, o->late, o->late_most) : o->words;

	o->words = late == NULL || o->how == MOOT || (o->how == SO &&
	    o->late_most == 0) ? NULL : rr_shared_text(ev,
	    rr_arena_printf(ev->arena, "%s%s", late, o->how == SO ?
	    " when it was waived" : o->how == MAY ?
	    " or waived before" : ""));
}

static void
run_stood(struct rr_eval *ev, void *ctx, void *out)
{
	const struct asked *a = ctx;
	struct stood *all = out;
	const struct rr_world *w;
	struct rr_waives c;
	size_t n;

	rr_spans_of(ev, a->deadline->subject);
	c = waives_here(ev, a);
	n = rr_worlds_walk(ev, a->dues->standing, a->dues->nstanding, &w);
	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;
		struct stood one = { .on = c.on, .by = c.by };

		if (a->done)
			hold_done(ev, a, x, &c, &one);
		else
			hold_open(ev, a, a->terms->sense == RR_NOT_BEFORE ?
			    NULL : x, &c, &one);
		say(ev, &one);
		if (i == 0) {
			*all = one;
			continue;
		}
		if (one.how != all->how)
			all->how = MAY;
		if (one.late < all->late)
			all->late = one.late;
		if (one.late_most > all->late_most)
			all->late_most = one.late_most;
		if (all->words == NULL)
			all->words = one.words;
	}
	if (all->how == NOT || all->how == MOOT) {
		all->on.least = all->on.most = RR_DATE_NONE;
		all->by = NULL;
	}
}

static const struct stood *
stood_at(const struct rr_world *w, size_t i)
{
	return w[i].out;
}

static size_t
count(const struct rr_world *w, size_t n, enum how how)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += stood_at(w, i)->how == how;
	return sum;
}

/* What its days and lateness lie between, over all of them. */
static struct stood
join(const struct rr_world *w, size_t n)
{
	struct stood all = *stood_at(w, 0);

	for (size_t i = 1; i < n; i++) {
		const struct stood *x = w[i].out;

		if (rr_is_sooner(x->on.least, all.on.least))
			all.on.least = x->on.least;
		if (rr_date_is_none(all.on.most) ||
		    rr_is_sooner(all.on.most, x->on.most))
			all.on.most = x->on.most;
		if (x->late < all.late)
			all.late = x->late;
		if (x->late_most > all.late_most)
			all.late_most = x->late_most;
		if (all.by == NULL)
			all.by = x->by;
	}
	return all;
}

/* "in time, or up to 5 days late (depends: day of entry 9)" */
static const char *
late_between(struct rr_eval *ev, const struct rr_world *w, size_t n,
    const struct stood *all)
{
	const char **keys = rr_arena_array(ev->arena, n + 1, sizeof(*keys));
	const char **says = rr_arena_array(ev->arena, n + 1, sizeof(*says));
	struct rr_buf b = RR_BUF_INIT, points = RR_BUF_INIT;
	size_t unless = 0, waived = 0;

	for (size_t i = 0; i < n; i++) {
		const struct stood *x = w[i].out;

		keys[i] = rr_world_key(ev->arena, ev->newest, &w[i]);
		says[i] = x->words != NULL ? x->words : "";
		unless += x->how == MAY;
		waived += x->how == SO;
	}
	if (all->late > 0)
		rr_buf_add(&b, rr_days_late_text(ev->arena, all->late,
		    all->late_most));
	else
		rr_buf_printf(&b, "%s, or up to %s", waived > 0 ?
		    "waived in time" : "in time", rr_days_late_text(ev->arena,
		    all->late_most, all->late_most));
	if (unless > 0)
		rr_buf_add(&b, ", or waived before");
	if (n > 1) {
		rr_points_that_move(keys, says, n, &points);
		rr_buf_printf(&b, " (depends: %s)", points.s);
		rr_buf_free(&points);
	}
	return rr_buf_keep(&b, ev->arena);
}

/* "5 days late when it was waived if company-signature=yes"; NULL: in time. */
static const char *
late_words(struct rr_eval *ev, const struct rr_world *worlds, size_t n,
    const struct stood *all)
{
	struct rr_world *w = rr_arena_array(ev->arena, n + 1, sizeof(*w));
	struct rr_buf b = RR_BUF_INIT;
	size_t late = 0, left;

	for (size_t i = 0; i < n; i++) {
		w[i] = worlds[i];
		w[i].out = (void *)&stood_at(worlds, i)->words;
	}
	left = rr_worlds_reduce(ev->arena, w, n, sizeof(const char *));
	for (size_t i = 0; i < left; i++)
		late += *(const char *const *)w[i].out != NULL;
	if (late == 0)
		return NULL;
	if (late > RR_TOLD_APART || w[0].npoints > 0 || (left == 1 &&
	    all->late == 0 && count(worlds, n, SO) == n))
		return late_between(ev, worlds, n, all);
	for (size_t i = 0; i < left; i++) {
		const char *words = *(const char *const *)w[i].out;

		if (words == NULL)
			continue;
		rr_buf_printf(&b, "%s%s", b.len > 0 ? "; " : "", words);
		if (left > 1)
			rr_buf_printf(&b, " if %s", rr_world_key(ev->arena,
			    ev->newest, &w[i]));
	}
	return rr_buf_keep(&b, ev->arena);
}

/* It was waived by then in every world: what is done afterwards is not late. */
static void
take_waived(struct rr_eval *ev, const struct rr_world *w, size_t n,
    const struct stood *all, struct rr_deadline *d)
{
	const char *late = all->late > 0 ? NULL : late_words(ev, w, n, all);
	struct rr_buf b = RR_BUF_INIT;

	if (!rr_date_is_none(d->met_on)) {
		d->performed = d->met_by;
		d->performed_on = d->met_on;
		rr_buf_printf(&b, "performed %s", rr_day_text(ev->arena,
		    d->met_on));
	}
	if (late != NULL)
		rr_buf_printf(&b, "%s%s", b.len > 0 ? "; " : "", late);
	d->doubt = b.len > 0 ? rr_buf_keep(&b, ev->arena) : NULL;
	rr_buf_free(&b);
	d->waived_by = all->by;
	d->waived_on = all->on;
	d->status = RR_STATUS_WAIVED;
	d->met_on = d->changes_on = RR_DATE_NONE;
	d->met_by = NULL;
	d->late = d->late_adjusted = all->late;
	d->late_most = all->late_most;
	d->late_adjusted_most = 0;
}

/* Done in every world, and perhaps late: in some it was waived before. */
static void
take_doubt(struct rr_eval *ev, const struct rr_world *w, size_t n,
    const struct stood *all, struct rr_deadline *d)
{
	d->doubt = late_words(ev, w, n, all);
	d->late = d->late_adjusted = d->late_adjusted_most = 0;
	d->late_most = all->late_most;
	d->status = RR_STATUS_MET;
}

/* A waiver that counts in every world, from a day that is not known. */
static void
tell_days(struct rr_eval *ev, const struct stood *all, struct rr_waiver *w)
{
	if (rr_date_is_none(w->from) || rr_date_is_none(all->on.most) ||
	    rr_date_cmp(all->on.least, all->on.most) == 0) {
		w->note = "waiver recorded, in doubt";
		w->why = "waiver recorded; whether it counts, and from when, "
		    "is in doubt";
		return;
	}
	w->note = rr_arena_printf(ev->arena, "waived between %s and %s",
	    rr_day_text(ev->arena, all->on.least), rr_day_text(ev->arena,
	    all->on.most));
	w->why = rr_arena_printf(ev->arena, "waiver recorded; from when it "
	    "counts is in doubt: %s", w->note);
}

/* "entry 9=2000-08-20+entry 9=2000-08-21": on what it turns; or NULL. */
static const char *
turns_on(struct rr_eval *ev, const struct rr_world *w, size_t n)
{
	struct rr_buf b = RR_BUF_INIT;

	if (n == 1)
		return NULL;
	for (size_t i = 0; i < n; i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? "+" : "",
		    rr_world_key(ev->arena, ev->newest, &w[i]));
	return rr_buf_keep(&b, ev->arena);
}

/* As it stands in those worlds; W is what is told of the waiver. */
static void
fold(struct rr_eval *ev, const struct asked *a, const struct rr_world *worlds,
    size_t n, struct rr_waiver *w, struct rr_deadline *d)
{
	const struct stood all = join(worlds, n);
	size_t so = count(worlds, n, SO), may = count(worlds, n, MAY);
	size_t after = count(worlds, n, AFTER), moot = count(worlds, n, MOOT);

	if (so + may > 0)
		d->waiver_turns = turns_on(ev, worlds, n);
	if (so == n) {
		take_waived(ev, worlds, n, &all, d);
		return;
	}
	d->waiver_bears = so + may > 0;
	if (a->done && so + may > 0)
		take_doubt(ev, worlds, n, &all, d);
	if (after + moot == n && after > 0)
		w->note = w->why = "waived afterwards";
	else if (w->note == NULL || (so + may > 0 &&
	    !rr_date_is_none(w->from)))
		tell_days(ev, &all, w);
	d->waiver_perhaps = w->by;
	d->waiver_note = w->note;
	d->waiver_why = w->why;
}

void
rr_deadline_waive(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_dues *dues, struct rr_deadline *d)
{
	struct asked a = { .terms = t, .deadline = d, .dues = dues,
	    .done = !rr_date_is_none(d->met_on) };
	struct rr_waiver w;
	struct rr_world *worlds;
	size_t n;

	d->waived_on.least = d->waived_on.most = RR_DATE_NONE;
	/* What has come to its end is not late when it is waived after that. */
	if ((a.done && d->late_most == 0) || d->status == RR_STATUS_VOID)
		return;
	rr_waiver_of(ev, d, &w);
	if (w.by == NULL)
		return;
	a.nwaives = rr_worlds_of(ev, rr_run_waives, d,
	    sizeof(struct rr_waives), &a.waives, NULL);
	n = rr_worlds_of(ev, run_stood, &a, sizeof(struct stood), &worlds,
	    NULL);
	fold(ev, &a, worlds, n, &w, d);
}

const char *
rr_waived_day_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	const struct rr_between *on = &d->waived_on;

	if (rr_date_cmp(on->least, on->most) == 0)
		return rr_day_text(arena, on->least);
	return rr_arena_printf(arena, "between %s and %s",
	    rr_day_text(arena, on->least), rr_day_text(arena, on->most));
}
