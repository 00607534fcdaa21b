/*
 * notice.c: when a notice is deemed given.
 *
 * Each sending is held against every branch of the notice clause, in a world
 * of answers: its method, its moment on the clock that the branch reads, the
 * day, and the list that names the number.  A branch that fits gives a day,
 * or waits for receipt; where none fits the sending falls into a gap, which
 * has an earliest day (sent) and a latest (received, else open).  Several
 * sendings combine as the clause says.
 *
 * Nothing here decides what an uncovered case means.  On a day that the
 * calendars do not know, a branch that asks for the kind of day neither fits
 * nor fails: it waits, and so does the notice.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

/* A sending on the clock that a branch reads. */
struct reading {
	const struct rr_zone		*zone;
	const struct rr_zone_change	*change;
	struct rr_wall			 wall;
	rr_date				 received;
};

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

static bool
read_clock(const struct rr_eval *ev, const char *clock,
    const struct rr_attempt *t, struct reading *r)
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
	bool open;

	if (test == RR_ANY_DAY)
		return RR_TRUE;
	if (!rr_eval_open(ev, ev->agreement->ladder->kind, day, &open))
		return RR_UNKNOWN;
	return open == (test == RR_OPEN_DAY) ? RR_TRUE : RR_FALSE;
}

static bool
list_fits(struct rr_eval *ev, const char *list, const struct rr_attempt *t)
{
	const struct rr_cond *any = ev->agreement->ladder->any_list_if;
	const struct rr_scope none = { NULL, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };

	if (list == NULL || rr_list_has(t->lists, list))
		return true;
	/* A number in no list is in none under any reading. */
	return any != NULL && t->lists[0] != '\0' &&
	    rr_cond_eval(ev, any, &none) == RR_TRUE;
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
moment_text(struct rr_arena *arena, const struct reading *r)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text_day(r->wall.day, &b);
	rr_buf_addc(&b, ' ');
	rr_time_text(r->wall.sec, &b);
	rr_buf_printf(&b, " %s", r->change->abbrev);
	return rr_buf_keep(&b, arena);
}

static void
record_branch(struct rr_eval *ev, const struct rr_notice_clause *c,
    const struct rr_attempt *t, const struct reading *r)
{
	const char *window;

	if (ev->rec == NULL)
		return;
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

/* Nothing can be said of it: no calendar knows the day. */
static void
await_calendar(struct rr_eval *ev, const char *section, struct rr_given *g)
{
	g->awaits = ev->lacking;
	g->section = section;
	g->unknown = true;
}

/* Holds one branch against the sending; true when it gives or awaits a day. */
static bool
try_branch(struct rr_eval *ev, const struct rr_notice_clause *c,
    const struct rr_attempt *t, struct rr_given *g)
{
	const struct rr_ladder *l = ev->agreement->ladder;
	struct rr_scope scope = { NULL, NULL, RR_DATE_NONE, RR_DATE_NONE };
	struct rr_recorder *rec = ev->rec;
	enum rr_truth fits;
	struct rr_moment m;
	struct reading r;

	if (!method_fits(l, c->method, t->method))
		return false;
	if (!read_clock(ev, c->clock != NULL ? c->clock : l->clock, t, &r)) {
		g->awaits = "time zone";
		return true;
	}
	if (!in_window(&c->window, r.wall.sec))
		return false;
	fits = day_fits(ev, c->day, r.wall.day);
	if (fits == RR_FALSE || !list_fits(ev, c->numbers, t))
		return false;
	if (fits == RR_UNKNOWN) {
		await_calendar(ev, c->section, g);
		return true;
	}
	record_branch(ev, c, t, &r);
	scope.sending = r.wall.day;
	scope.receipt = r.received;
	m = rr_when_eval(ev, c->effective, &scope);
	ev->rec = rec;
	if (m.unknown) {
		await_calendar(ev, c->section, g);
		return true;
	}
	if (m.state == RR_MOMENT_WAITING) {
		g->awaits = m.waits_for;
		g->section = c->section;
		return true;
	}
	rr_record(ev->rec, RR_STEP_TERM, c->section, "effective %s",
	    rr_day_text(ev->arena, m.day));
	if (rr_date_is_none(g->effective) ||
	    rr_date_cmp(m.day, g->effective) < 0) {
		g->effective = m.day;
		g->section = c->section;
	}
	return true;
}

/* A branch that would fit, had the number been in its list. */
static bool
only_list_fails(struct rr_eval *ev, const struct rr_attempt *t)
{
	const struct rr_ladder *l = ev->agreement->ladder;

	for (size_t i = 0; i < l->nclauses; i++) {
		const struct rr_notice_clause *c = &l->clauses[i];
		struct reading r;

		if (c->numbers != NULL &&
		    method_fits(l, c->method, t->method) &&
		    read_clock(ev, c->clock != NULL ? c->clock : l->clock, t,
		    &r) && in_window(&c->window, r.wall.sec) &&
		    day_fits(ev, c->day, r.wall.day) != RR_FALSE)
			return true;
	}
	return false;
}

static const struct rr_gap *
find_gap(struct rr_eval *ev, const struct rr_attempt *t,
    const struct reading *r)
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

static void
fall_into_gap(struct rr_eval *ev, const struct rr_attempt *t,
    const struct reading *r, struct rr_given *g)
{
	const struct rr_ladder *l = ev->agreement->ladder;
	const struct rr_gap *gap = find_gap(ev, t, r);

	g->gap = gap != NULL ? gap->id : "uncovered";
	rr_record(ev->rec, RR_STEP_MISSING, l->cite.section,
	    "gap %s: no branch of the notice clause covers this%s%s", g->gap,
	    gap != NULL ? ": " : "", gap != NULL ? gap->what : "");
	if (gap != NULL && gap->unlisted && t->fact != NULL)
		rr_record(ev->rec, RR_STEP_MISSING, NULL, "to mend it: record "
		    "where the number is printed; if no number was on record, "
		    "void this entry then and log it again");
	g->earliest = r->wall.day;
	g->latest = r->received;
	rr_record(ev->rec, RR_STEP_SUM, NULL,
	    "earliest %s, when it was sent; latest %s",
	    rr_day_text(ev->arena, g->earliest),
	    rr_date_is_none(g->latest) ?
	    "open until its receipt is on record" :
	    rr_day_text(ev->arena, g->latest));
}

static void
record_sending(struct rr_eval *ev, const struct rr_attempt *t,
    const struct reading *r)
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
deem_one(struct rr_eval *ev, const struct rr_attempt *t, struct rr_given *g)
{
	const struct rr_ladder *l = ev->agreement->ladder;
	bool covered = false;
	struct reading r;

	memset(g, 0, sizeof(*g));
	g->effective = g->earliest = g->latest = RR_DATE_NONE;
	if (!read_clock(ev, l->clock, t, &r) &&
	    !read_clock(ev, "agreement", t, &r))
		return;
	record_sending(ev, t, &r);
	rr_record_under(ev->rec);
	for (size_t i = 0; i < l->nclauses; i++)
		covered |= try_branch(ev, &l->clauses[i], t, g);
	if (!covered)
		fall_into_gap(ev, t, &r, g);
	else if (!rr_date_is_none(g->effective) && !g->unknown) {
		g->awaits = NULL;
		g->earliest = g->latest = g->effective;
	} else {
		rr_record(ev->rec, RR_STEP_MISSING, g->section, "%s: %s",
		    g->unknown ? "not known" : "not on record",
		    g->unknown ? ev->failed : g->awaits);
		g->effective = RR_DATE_NONE;
		g->earliest = r.wall.day;
	}
	rr_record_end(ev->rec);
}

/* Adds what one more sending gives to what the others gave. */
static void
combine(const struct rr_eval *ev, struct rr_given *all,
    const struct rr_given *one)
{
	bool first = ev->agreement->ladder->combine == RR_COMBINE_EARLIEST;

	if (!rr_date_is_none(one->earliest) &&
	    (rr_date_is_none(all->earliest) ||
	    (rr_date_cmp(one->earliest, all->earliest) < 0) == first))
		all->earliest = one->earliest;
	if (!rr_date_is_none(one->latest) &&
	    (rr_date_is_none(all->latest) ||
	    (rr_date_cmp(one->latest, all->latest) < 0) == first))
		all->latest = one->latest;
	if (!rr_date_is_none(one->effective)) {
		if (rr_date_is_none(all->effective) ||
		    (rr_date_cmp(one->effective, all->effective) < 0) ==
		    first) {
			all->effective = one->effective;
			all->section = one->section;
		}
		all->gap = all->awaits = NULL;
	} else if (rr_date_is_none(all->effective)) {
		if (all->gap == NULL)
			all->gap = one->gap;
		if (all->awaits == NULL)
			all->awaits = one->awaits;
		if (all->section == NULL)
			all->section = one->section;
	}
}

/*
 * A sending of which no calendar knows when it took effect leaves the whole
 * unknown, unless what another gave is before all that it can give.
 */
static void
join_unknown(const struct rr_eval *ev, const struct rr_given *unknown,
    struct rr_given *g)
{
	bool first = ev->agreement->ladder->combine == RR_COMBINE_EARLIEST;

	if (!unknown->unknown || (first && !rr_date_is_none(g->effective) &&
	    rr_date_cmp(g->effective, g->earliest) <= 0))
		return;
	g->unknown = true;
	g->effective = RR_DATE_NONE;
	g->gap = NULL;
	g->awaits = unknown->awaits;
	g->section = unknown->section;
	if (!first)
		g->latest = RR_DATE_NONE;
}

static void
record_unlisted(struct rr_eval *ev, const struct rr_calendar *before)
{
	if (ev->unlisted != NULL)
		rr_record(ev->rec, RR_STEP_MISSING, NULL, "%s",
		    rr_days_late(ev->arena, ev->unlisted));
	else
		ev->unlisted = before;
}

void
rr_eval_attempts(struct rr_eval *ev, const struct rr_attempt *t, size_t n,
    struct rr_given *g)
{
	const struct rr_calendar *before = ev->unlisted;
	struct rr_given unknown = { .unknown = false };

	memset(g, 0, sizeof(*g));
	g->effective = g->earliest = g->latest = RR_DATE_NONE;
	if (ev->agreement->ladder == NULL) {
		g->awaits = "a notice clause";
		return;
	}
	ev->unlisted = NULL;
	for (size_t i = 0; i < n; i++) {
		struct rr_given one;

		deem_one(ev, &t[i], &one);
		combine(ev, g, &one);
		if (one.unknown)
			unknown = one;
	}
	join_unknown(ev, &unknown, g);
	g->unlisted = ev->unlisted;
	record_unlisted(ev, before);
	if (n > 1 && !rr_date_is_none(g->effective))
		rr_record(ev->rec, RR_STEP_CHOICE,
		    ev->agreement->ladder->cite.section,
		    "of several sendings the %s counts: %s",
		    ev->agreement->ladder->combine == RR_COMBINE_EARLIEST ?
		    "earliest" : "latest", rr_day_text(ev->arena,
		    g->effective));
	if (g->gap != NULL)
		g->awaits = NULL;
}

void
rr_eval_tries(struct rr_eval *ev, const struct rr_try *tries, size_t n,
    struct rr_given *g)
{
	struct rr_attempt *t = rr_arena_array(ev->arena, n + 1, sizeof(*t));

	for (size_t i = 0; i < n; i++) {
		t[i].method = tries[i].method;
		t[i].lists = tries[i].lists != NULL ? tries[i].lists : "";
		t[i].at = tries[i].at;
		t[i].received_at = tries[i].received;
		t[i].received_day = RR_DATE_NONE;
		t[i].sender_zone = tries[i].sender_zone;
		t[i].recipient_zone = tries[i].recipient_zone;
	}
	rr_eval_attempts(ev, t, n, g);
}
