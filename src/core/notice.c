/*
 * notice.c: when a notice is deemed given.
 *
 * Each sending is held against every branch of the notice clause, in a world
 * of answers: its method, its moment on the clock that the branch reads, the
 * day, and the list that names the number.  A branch that fits gives a day,
 * or waits for receipt; where none fits the sending falls into a gap, which
 * has an earliest day (sent) and a latest (received, else open).
 *
 * Nothing here decides what an uncovered case means.  On a day that the
 * calendars do not know, a branch that asks for the kind of day neither fits
 * nor fails: it waits, and so does the notice.
 */
#include <string.h>

#include "notice_int.h"
#include "regrights/buf.h"

#define UNCOVERED	"uncovered"	/* a gap that the file does not name */

static const char *
clock_zone(const struct rr_eval *ev, const char *clock,
    const struct rr_attempt *t)
{
	if (strcmp(clock, "agreement") == 0)
		return ev->agreement->zone;
	if (strcmp(clock, "sender") == 0)
		return t->sender_zone;
	if (strcmp(clock, "recipient") == 0)
		return t->recipient_zone;
	return clock;
}

bool
rr_read_clock(const struct rr_eval *ev, const char *clock,
    const struct rr_attempt *t, struct rr_clocked *r)
{
	r->zone = rr_engine_zone(ev->engine, clock_zone(ev, clock, t));
	if (r->zone == NULL)
		return false;
	r->change = rr_zone_at(r->zone, t->at);
	r->wall = rr_zone_wall(r->zone, t->at);
	r->received = rr_instant_is_none(t->received_at) ? t->received_day :
	    rr_zone_wall(r->zone, t->received_at).day;
	return true;
}

static bool
in_window(const struct rr_window *w, int32_t sec)
{
	return (w->from_open ? sec > w->from : sec >= w->from) &&
	    (w->until_open ? sec < w->until : sec <= w->until);
}

/* "other" is every method that no branch names. */
static bool
method_fits(const struct rr_ladder *l, enum rr_method asked,
    enum rr_method used)
{
	if (asked != RR_METHOD_OTHER)
		return asked == used;
	for (size_t i = 0; i < l->nclauses; i++)
		if (l->clauses[i].method == used)
			return false;
	return true;
}

static enum rr_truth
day_fits(struct rr_eval *ev, enum rr_day_test test, rr_date day)
{
	enum rr_truth open;

	if (test == RR_ANY_DAY)
		return RR_TRUE;
	if (!rr_eval_open(ev, ev->agreement->ladder->kind, day, &open))
		return RR_UNKNOWN;
	if (rr_is_open(open) || test == RR_OPEN_DAY)
		return open;
	return open == RR_TRUE ? RR_FALSE : RR_TRUE;
}

static enum rr_truth
list_fits(struct rr_eval *ev, const char *list, const struct rr_attempt *t)
{
	const struct rr_expr *any = ev->agreement->ladder->any_list_if;
	const struct rr_scope none = RR_SCOPE(NULL, NULL);

	enum rr_truth serves;

	if (list == NULL || rr_list_has(t->lists, list))
		return RR_TRUE;
	/* A number in no list is in none under any reading. */
	if (any == NULL || t->lists[0] == '\0')
		return RR_FALSE;
	serves = rr_eval_truth(ev, any, &none);
	return serves == RR_TRUE || rr_is_open(serves) ? serves : RR_FALSE;
}

static const char *
window_text(struct rr_arena *arena, const struct rr_window *w)
{
	struct rr_buf b = RR_BUF_INIT;

	if (w->from > 0 || w->from_open) {
		rr_buf_add(&b, w->from_open ? "after " : "from ");
		rr_time_text(w->from, &b);
	}
	if (w->until < 86400) {
		rr_buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    w->until_open ? "before " : "no later than ");
		rr_time_text(w->until, &b);
	}
	return rr_buf_keep(&b, arena);
}

static const char *
moment_text(struct rr_arena *arena, const struct rr_clocked *r)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text_day(r->wall.day, &b);
	rr_buf_addc(&b, ' ');
	rr_time_text(r->wall.sec, &b);
	rr_buf_printf(&b, " %s", r->change->abbrev);
	return rr_buf_keep(&b, arena);
}

/* The sending itself is told on the clock of all branches. */
static bool
is_other_clock(const struct rr_eval *ev, const struct rr_notice_clause *c,
    const struct rr_attempt *t)
{
	return c->clock != NULL && strcmp(clock_zone(ev, c->clock, t),
	    clock_zone(ev, ev->agreement->ladder->clock, t)) != 0;
}

static void
record_branch(struct rr_eval *ev, const struct rr_notice_clause *c,
    const struct rr_attempt *t, const struct rr_clocked *r)
{
	const char *window;

	if (ev->rec == NULL)
		return;
	if (is_other_clock(ev, c, t))
		rr_record(ev->rec, RR_STEP_TERM, c->section, "on the clock of "
		    "%s: %s", clock_zone(ev, c->clock, t), moment_text(
		    ev->arena, r));
	window = window_text(ev->arena, &c->window);
	if (window[0] != '\0')
		rr_record(ev->rec, RR_STEP_TERM, c->section, "%s %s", window,
		    r->change->abbrev);
	if (c->day != RR_ANY_DAY)
		rr_record(ev->rec, RR_STEP_TERM, c->section, "%s is %s%s",
		    rr_day_text(ev->arena, r->wall.day),
		    c->day == RR_OPEN_DAY ? "a " : "not a ",
		    ev->agreement->kinds[ev->agreement->ladder->kind].name);
	if (c->numbers != NULL && rr_list_has(t->lists, c->numbers))
		rr_record(ev->rec, RR_STEP_TERM, c->section,
		    "to a number in the list '%s'", c->numbers);
	else if (c->numbers != NULL)
		rr_record(ev->rec, RR_STEP_TERM, c->section,
		    "to a number in the list '%s', which serves for '%s' too",
		    t->lists, c->numbers);
}

/* What the branches that fit come to together. */
struct fit {
	bool			 any, sure;	/* fit at all; in any case */
	/* the soonest of them; open points leave which one, or when, open */
	struct rr_moment	 when;
	bool			 open;
	/* it asks that the transmission came through, which is not known */
	bool			 unproved;
};

static void
add_fit(struct fit *f, enum rr_truth fits, struct rr_moment m)
{
	f->any = true;
	f->sure |= fits == RR_TRUE;
	f->open |= rr_is_open(fits) || rr_moment_is_open(&m);
	m.may_wait |= rr_is_open(fits);
	if (m.state != RR_MOMENT_KNOWN)
		return;
	f->when = f->when.state == RR_MOMENT_KNOWN ?
	    rr_moment_sooner(&f->when, &m) : m;
}

/* If it fits at all, no calendar knows the day: nothing can be said of it. */
static void
await_calendar(struct rr_eval *ev, const char *section, struct fit *f,
    struct rr_given *g)
{
	f->any = true;
	g->awaits = ev->lacking;
	g->section = section;
	g->unknown = true;
}

/* Holds one branch against the sending: it gives or awaits a day, or not. */
static void
try_branch(struct rr_eval *ev, const struct rr_notice_clause *c,
    const struct rr_attempt *t, struct rr_given *g, struct fit *fit)
{
	const struct rr_ladder *l = ev->agreement->ladder;
	struct rr_scope scope = RR_SCOPE(NULL, NULL);
	struct rr_recorder *rec = ev->rec;
	enum rr_truth fits, listed;
	struct rr_moment m;
	struct rr_clocked r;

	if (g->unknown || !method_fits(l, c->method, t->method))
		return;
	if (!rr_read_clock(ev, c->clock != NULL ? c->clock : l->clock, t, &r)) {
		g->awaits = "time zone";
		fit->any = fit->sure = true;
		return;
	}
	if (!in_window(&c->window, r.wall.sec))
		return;
	fits = day_fits(ev, c->day, r.wall.day);
	listed = fits == RR_FALSE ? fits : list_fits(ev, c->numbers, t);
	if (listed == RR_FALSE)
		return;
	if (fits == RR_UNKNOWN) {
		await_calendar(ev, c->section, fit, g);
		return;
	}
	fits = rr_truth_mix(RR_FALSE, fits, listed);
	record_branch(ev, c, t, &r);
	scope.sending = r.wall.day;
	scope.receipt = r.received;
	m = rr_eval_day(ev, c->effective, &scope);
	ev->rec = rec;
	if (m.unknown) {
		await_calendar(ev, c->section, fit, g);
		return;
	}
	add_fit(fit, fits, m);
	if (m.state == RR_MOMENT_WAITING) {
		g->awaits = m.waits_for;
		g->section = c->section;
		return;
	}
	rr_record(ev->rec, RR_STEP_TERM, c->section, "effective %s",
	    rr_day_text(ev->arena, m.day));
	if (rr_date_is_none(g->effective) ||
	    rr_date_cmp(m.day, g->effective) < 0) {
		g->effective = m.day;
		g->section = c->section;
		fit->unproved = t->doubted || (c->delivered && !t->delivered);
	}
}

/* A branch that would fit, had the number been in its list. */
static bool
only_list_fails(struct rr_eval *ev, const struct rr_attempt *t)
{
	const struct rr_ladder *l = ev->agreement->ladder;

	for (size_t i = 0; i < l->nclauses; i++) {
		const struct rr_notice_clause *c = &l->clauses[i];
		struct rr_clocked r;

		if (c->numbers != NULL &&
		    method_fits(l, c->method, t->method) &&
		    rr_read_clock(ev, c->clock != NULL ? c->clock : l->clock, t,
		    &r) && in_window(&c->window, r.wall.sec) &&
		    day_fits(ev, c->day, r.wall.day) != RR_FALSE)
			return true;
	}
	return false;
}

static const struct rr_gap *
find_gap(struct rr_eval *ev, const struct rr_attempt *t,
    const struct rr_clocked *r)
{
	const struct rr_ladder *l = ev->agreement->ladder;

	for (size_t i = 0; i < l->ngaps; i++) {
		const struct rr_gap *g = &l->gaps[i];

		if (method_fits(l, g->method, t->method) &&
		    in_window(&g->window, r->wall.sec) &&
		    day_fits(ev, g->day, r->wall.day) != RR_FALSE &&
		    g->unlisted == only_list_fails(ev, t))
			return g;
	}
	return NULL;
}

/* Whether it takes effect at all, as open points are answered. */
static enum rr_truth
gap_counts(struct rr_eval *ev)
{
	const struct rr_ladder *l = ev->agreement->ladder;
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	enum rr_truth t = l->gap_counts_if == NULL ? RR_TRUE :
	    rr_eval_truth(ev, l->gap_counts_if, &none);

	if (t == RR_FALSE)
		rr_record(ev->rec, RR_STEP_CHOICE, l->cite.section,
		    "so it takes no effect, as this point is answered");
	return t;
}

bool
rr_is_gap(const struct rr_ladder *l, const char *word)
{
	for (size_t i = 0; l != NULL && i < l->ngaps; i++)
		if (strcmp(l->gaps[i].id, word) == 0)
			return true;
	return strcmp(word, UNCOVERED) == 0;
}

static void
fall_into_gap(struct rr_eval *ev, const struct rr_attempt *t,
    const struct rr_clocked *r, struct rr_given *g)
{
	const struct rr_ladder *l = ev->agreement->ladder;
	const struct rr_gap *gap = find_gap(ev, t, r);
	enum rr_truth counts;

	g->gap = gap != NULL ? gap->id : UNCOVERED;
	rr_record(ev->rec, RR_STEP_MISSING, l->cite.section,
	    "gap %s: no branch of the notice clause covers this%s%s", g->gap,
	    gap != NULL ? ": " : "", gap != NULL ? gap->what : "");
	if (gap != NULL && gap->unlisted && t->fact != NULL)
		rr_record(ev->rec, RR_STEP_MISSING, NULL, "to mend it: %s",
		    rr_dialled_mends(ev->arena, t->address, t->lists,
		    r->wall.day));
	counts = gap_counts(ev);
	if (counts == RR_FALSE)
		return;
	g->joined = rr_is_open(counts);
	g->earliest = r->wall.day;
	g->latest = counts == RR_TRUE ? r->received : RR_DATE_NONE;
	rr_record(ev->rec, RR_STEP_SUM, NULL,
	    "earliest %s, when it was sent; latest %s",
	    rr_day_text(ev->arena, g->earliest),
	    rr_date_is_none(g->latest) ?
	    "open until its receipt is on record" :
	    rr_day_text(ev->arena, g->latest));
}

static void
record_sending(struct rr_eval *ev, const struct rr_attempt *t,
    const struct rr_clocked *r)
{
	const char *by = rr_method_by(t->method);

	if (ev->rec == NULL)
		return;
	if (t->fact != NULL)
		rr_record_fact(ev->rec, t->fact, "%s %s", by,
		    moment_text(ev->arena, r));
	else
		rr_record(ev->rec, RR_STEP_FACT, NULL, "%s %s", by,
		    moment_text(ev->arena, r));
}

static void
record_dialled(struct rr_eval *ev, const struct rr_attempt *t)
{
	if (t->dialled == NULL)
		return;
	if (t->dialled->by != NULL)
		rr_record_fact(ev->rec, t->dialled->by, "%s",
		    t->dialled->text);
	else
		rr_record(ev->rec, RR_STEP_MISSING, NULL, "%s",
		    t->dialled->text);
}

/* The first day on which it can have been received. */
static rr_date
receivable(const struct rr_attempt *t, const struct rr_clocked *r)
{
	rr_date day = r->wall.day;

	if (rr_method_nights(t->method) && !rr_date_add(day, 1, &day))
		day = r->wall.day;
	return day;
}

/*
 * Between the soonest day that a branch can give and the latest; where none
 * fits in any case, it can be as in a gap: from its sending until its receipt.
 */
static void
join_fits(const struct fit *f, const struct rr_attempt *t,
    const struct rr_clocked *r, struct rr_given *g)
{
	bool known = f->when.state == RR_MOMENT_KNOWN;
	bool loose = !f->sure || !known || f->when.may_wait;
	bool waits = g->awaits != NULL && loose;
	rr_date first = receivable(t, r);

	g->joined = true;
	g->effective = RR_DATE_NONE;
	g->gap = g->awaits = g->section = NULL;
	g->earliest = known ? f->when.day : first;
	g->latest = known ? f->when.day_most : r->received;
	if (!loose)
		return;
	if (rr_date_cmp(first, g->earliest) < 0)
		g->earliest = first;
	if (waits || rr_date_is_none(r->received) ||
	    rr_date_is_none(g->latest))
		g->latest = RR_DATE_NONE;
	else if (rr_date_cmp(r->received, g->latest) > 0)
		g->latest = r->received;
}

/* The day is one only if the transmission came through. */
static void
await_confirmation(struct rr_eval *ev, struct rr_given *g)
{
	rr_record(ev->rec, RR_STEP_MISSING, g->section,
	    "not on record: that the transmission was complete; %s is "
	    "provisional", rr_day_text(ev->arena, g->effective));
	g->provisional = g->earliest = g->effective;
	g->effective = g->latest = RR_DATE_NONE;
	g->awaits = "confirmation";
}

void
rr_deem_one(struct rr_eval *ev, const struct rr_attempt *t, struct rr_given *g)
{
	const struct rr_ladder *l = ev->agreement->ladder;
	struct fit fit = { .when = rr_moment_on(RR_DATE_NONE) };
	struct rr_clocked r;

	rr_given_clear(g);
	if (!rr_read_clock(ev, l->clock, t, &r) &&
	    !rr_read_clock(ev, "agreement", t, &r))
		return;
	record_sending(ev, t, &r);
	rr_record_under(ev->rec);
	record_dialled(ev, t);
	fit.when.state = RR_MOMENT_WAITING;
	for (size_t i = 0; i < l->nclauses; i++)
		try_branch(ev, &l->clauses[i], t, g, &fit);
	if (fit.open && !g->unknown) {
		join_fits(&fit, t, &r, g);
		if (fit.unproved)
			g->latest = RR_DATE_NONE;
	} else if (fit.unproved && !g->unknown)
		await_confirmation(ev, g);
	else if (!fit.any)
		fall_into_gap(ev, t, &r, g);
	else if (!rr_date_is_none(g->effective) && !g->unknown) {
		g->awaits = NULL;
		g->method = rr_method_word(t->method);
		g->earliest = g->latest = g->effective;
		if (t->unsettled) {
			g->joined = true;
			g->effective = g->latest = RR_DATE_NONE;
		}
	} else {
		rr_record(ev->rec, RR_STEP_MISSING, g->section, "%s: %s",
		    g->unknown ? "not known" : "not on record",
		    g->unknown ? ev->failed : g->awaits);
		g->effective = RR_DATE_NONE;
		g->earliest = receivable(t, &r);
	}
	rr_record_end(ev->rec);
}
