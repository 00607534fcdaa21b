/*
 * deemed.c: when a notice takes effect, from what each reading says of it.
 *
 * What all readings share stands on top; where they part it is empty there,
 * and the readings tell.  Earliest and latest hold under every one of them: a
 * latest that one reading leaves open is open.  So do they where a reading is
 * joined of every answer to some of the points.
 */
#include <stddef.h>
#include <string.h>

#include "notice_int.h"
#include "regrights/arena.h"

/* Equal across the readings, or NULL. */
static const char *
common(const struct rr_reading *r, size_t n, size_t offset)
{
	const char *first;

	memcpy(&first, (const char *)&r[0] + offset, sizeof(first));
	for (size_t i = 1; i < n; i++) {
		const char *next;

		memcpy(&next, (const char *)&r[i] + offset, sizeof(next));
		if (first == NULL || next == NULL || strcmp(first, next) != 0)
			return NULL;
	}
	return first;
}

static void
fold_one(struct rr_deemed *d, const struct rr_reading *r, bool first)
{
	if (first || rr_date_cmp(r->effective, d->effective) != 0)
		d->effective = first ? r->effective : RR_DATE_NONE;
	if (first || rr_date_cmp(r->provisional, d->provisional) != 0)
		d->provisional = first ? r->provisional : RR_DATE_NONE;
	if (first || (!rr_date_is_none(r->earliest) &&
	    (rr_date_is_none(d->earliest) ||
	    rr_date_cmp(r->earliest, d->earliest) < 0)))
		d->earliest = r->earliest;
	if (first || rr_date_is_none(r->latest))
		d->latest = r->latest;
	else if (!rr_date_is_none(d->latest) &&
	    rr_date_cmp(r->latest, d->latest) > 0)
		d->latest = r->latest;
}

static void
fold_sure(struct rr_deemed *d, const struct rr_given *g, bool first)
{
	if (first || rr_date_is_none(g->sure))
		d->sure = g->sure;
	else if (!rr_date_is_none(d->sure) &&
	    rr_date_cmp(g->sure, d->sure) > 0)
		d->sure = g->sure;
}

void
rr_given_fold(struct rr_eval *ev, struct rr_world *w, size_t n,
    struct rr_deemed *d)
{
	struct rr_reading *r = rr_arena_array(ev->arena, n, sizeof(*r));

	memset(d, 0, sizeof(*d));
	for (size_t i = 0; i < n; i++) {
		const struct rr_given *g = w[i].out;

		r[i].key = rr_world_key(ev->arena, ev->newest, &w[i]);
		r[i].raw = r[i].rolled = r[i].working = RR_DATE_NONE;
		r[i].effective = g->effective;
		r[i].provisional = g->provisional;
		r[i].earliest = g->earliest;
		r[i].latest = g->latest;
		r[i].section = g->section;
		r[i].gap = g->gap;
		r[i].awaits = g->awaits;
		r[i].method = g->method;
		fold_one(d, &r[i], i == 0);
		fold_sure(d, g, i == 0);
		if (d->remark == NULL)
			d->remark = rr_days_late(ev->arena, g->unlisted);
	}
	d->section = common(r, n, offsetof(struct rr_reading, section));
	d->gap = common(r, n, offsetof(struct rr_reading, gap));
	d->awaits = common(r, n, offsetof(struct rr_reading, awaits));
	d->method = common(r, n, offsetof(struct rr_reading, method));
	for (size_t i = 0; i < n; i++)
		if (((const struct rr_given *)w[i].out)->joined)
			d->npoints = w[i].npoints;
	d->readings = n > 1 ? r : NULL;
	d->nreadings = n > 1 ? n : 0;
}

bool
rr_deemed_same(const struct rr_deemed *a, const struct rr_deemed *b)
{
	bool same = rr_date_cmp(a->effective, b->effective) == 0 &&
	    rr_date_cmp(a->earliest, b->earliest) == 0 &&
	    rr_date_cmp(a->latest, b->latest) == 0 &&
	    a->nreadings == b->nreadings;

	for (size_t i = 0; same && i < a->nreadings; i++)
		same = rr_date_cmp(a->readings[i].earliest,
		    b->readings[i].earliest) == 0 &&
		    rr_date_cmp(a->readings[i].latest,
		    b->readings[i].latest) == 0;
	return same;
}
