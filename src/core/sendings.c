/*
 * sendings.c: what several sendings of one notice come to together.
 *
 * The first or the last of them counts, as the notice clause says.  Where the
 * first does, one in a gap that was received before another took effect leaves
 * a gap; where the last does, all have to have taken effect.  One whose
 * day no calendar knows leaves the whole unknown, unless it can change nothing;
 * one whose day open points leave between two leaves the whole between two.
 */
#include <string.h>

#include "notice_int.h"

void
rr_given_clear(struct rr_given *g)
{
	memset(g, 0, sizeof(*g));
	g->effective = g->earliest = g->latest = g->sure = RR_DATE_NONE;
	g->provisional = RR_DATE_NONE;
}

static bool
ends_before(const struct rr_given *one, const struct rr_given *all)
{
	return !rr_date_is_none(one->latest) &&
	    (rr_date_is_none(all->latest) ||
	    rr_date_cmp(one->latest, all->latest) < 0);
}

void
rr_given_combine(const struct rr_eval *ev, struct rr_given *all,
    const struct rr_given *one)
{
	bool first = ev->agreement->ladder->combine == RR_COMBINE_EARLIEST;

	if (!rr_date_is_none(one->earliest) &&
	    (rr_date_is_none(all->earliest) ||
	    (rr_date_cmp(one->earliest, all->earliest) < 0) == first))
		all->earliest = one->earliest;
	if (!rr_date_is_none(one->provisional) &&
	    (rr_date_is_none(all->provisional) ||
	    (rr_date_cmp(one->provisional, all->provisional) < 0) == first))
		all->provisional = one->provisional;
	if (one->gap != NULL && (all->gap == NULL || (first &&
	    ends_before(one, all))))
		all->gap = one->gap;
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
			all->method = one->method;
		}
	} else {
		if (all->awaits == NULL)
			all->awaits = one->awaits;
		if (all->section == NULL)
			all->section = one->section;
	}
}

void
rr_given_settle(const struct rr_eval *ev, bool unbounded,
    struct rr_given *g)
{
	bool first = ev->agreement->ladder->combine == RR_COMBINE_EARLIEST;
	bool open = g->gap != NULL || g->awaits != NULL;

	/* Beside what gives another day, or can, it is none of the whole. */
	if (!rr_date_is_none(g->effective) || g->gap != NULL ||
	    rr_date_cmp(g->provisional, g->earliest) != 0)
		g->provisional = RR_DATE_NONE;
	g->sure = first || !open ? g->effective : RR_DATE_NONE;
	if (!first && unbounded)
		g->latest = RR_DATE_NONE;
	if (rr_date_is_none(g->effective) || !open)
		return;
	if (first && (g->gap == NULL ||
	    rr_date_cmp(g->latest, g->effective) >= 0)) {
		if (rr_date_cmp(g->earliest, g->effective) < 0)
			g->sooner = g->gap != NULL ? g->gap : g->awaits;
		g->gap = g->awaits = NULL;
		return;
	}
	g->effective = RR_DATE_NONE;
	g->section = g->method = NULL;
}

void
rr_given_join_unknown(const struct rr_eval *ev, const struct rr_given *unknown,
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
		g->latest = g->sure = RR_DATE_NONE;
}

void
rr_given_allow(const struct rr_eval *ev, rr_date sent, bool unbounded,
    struct rr_given *g)
{
	const struct rr_ladder *l = ev->agreement->ladder;

	if (ev->blurred)
		g->earliest = sent;
	if (ev->blurred || (unbounded && l->combine != RR_COMBINE_EARLIEST))
		g->latest = RR_DATE_NONE;
	g->joined = !g->unknown && (ev->blurred ||
	    rr_date_is_none(g->latest) ||
	    rr_date_cmp(g->earliest, g->latest) != 0);
	g->effective = g->joined || g->unknown ? RR_DATE_NONE : g->earliest;
	if (!rr_date_is_none(g->effective))
		g->sure = g->effective;
	if (g->joined)
		g->gap = g->awaits = g->section = NULL;
}
