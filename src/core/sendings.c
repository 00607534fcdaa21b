/*
 * sendings.c: what several sendings of one notice come to together.
 *
 * The first or the last of them counts, as the notice clause says.  One whose
 * day no calendar knows leaves the whole unknown, unless it can change nothing;
 * one whose day open points leave between two leaves the whole between two.
 */
#include <string.h>

#include "notice_int.h"
#include "regrights/arena.h"

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

	if (!unknown->unknown || (first && !ev->blurred &&
	    !rr_date_is_none(g->effective) &&
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

/*
 * Open points leave the day of one of them open, or (when nothing bounds it)
 * of all: then it is no sooner than the first was sent.  What no calendar knows
 * stays unknown.
 */
static void
allow_for_answers(struct rr_eval *ev, const struct rr_attempt *t, size_t n,
    bool unbounded, struct rr_given *g)
{
	const struct rr_ladder *l = ev->agreement->ladder;

	for (size_t i = 0; ev->blurred && i < n; i++) {
		rr_date day = rr_sending_day(ev, &t[i]);

		if (!rr_date_is_none(day) && (i == 0 ||
		    rr_date_cmp(day, g->earliest) < 0))
			g->earliest = day;
	}
	if (ev->blurred || (unbounded && l->combine != RR_COMBINE_EARLIEST))
		g->latest = RR_DATE_NONE;
	g->joined = !g->unknown && (ev->blurred ||
	    rr_date_is_none(g->latest) ||
	    rr_date_cmp(g->earliest, g->latest) != 0);
	g->effective = g->joined || g->unknown ? RR_DATE_NONE : g->earliest;
	if (g->joined)
		g->gap = g->awaits = g->section = NULL;
}

void
rr_eval_attempts(struct rr_eval *ev, const struct rr_attempt *t, size_t n,
    struct rr_given *g)
{
	const struct rr_calendar *before = ev->unlisted;
	struct rr_given unknown = { .unknown = false };
	bool unbounded = false;

	memset(g, 0, sizeof(*g));
	g->effective = g->earliest = g->latest = RR_DATE_NONE;
	if (ev->agreement->ladder == NULL) {
		g->awaits = "a notice clause";
		return;
	}
	ev->unlisted = NULL;
	for (size_t i = 0; i < n; i++) {
		struct rr_given one;

		rr_sending_deem(ev, &t[i], &one);
		combine(ev, g, &one);
		unbounded |= one.joined && rr_date_is_none(one.latest);
		g->joined |= one.joined;
		if (one.unknown)
			unknown = one;
	}
	join_unknown(ev, &unknown, g);
	if (g->joined || ev->blurred)
		allow_for_answers(ev, t, n, unbounded, g);
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
