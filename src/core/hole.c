/*
 * hole.c: what no branch of the notice clause covers.
 *
 * Every branch changes its answer only at the ends of its windows, between
 * open and closed days, and between lists of numbers.  So each method is held
 * against every such end, the second before and the second after it, on an
 * open and on a closed day, with a number in all lists, in each alone, and in
 * none; what falls through is a hole, reported once for each gap that has a
 * name and once for each method beside those.  The earliest time of the day is
 * tried first, so that a hole is named by where it begins.
 */
#include <stdlib.h>
#include <string.h>

#include "notice_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/vec.h"

struct probe {
	struct rr_engine	*engine;
	struct rr_eval		*ev;
	struct rr_vec		 holes;
	enum rr_method		 method;
	rr_date			 open, closed;	/* a day of either sort */
};

/* The first open and the first closed day that the widest table knows. */
static bool
sample_days(struct probe *p)
{
	const struct rr_agreement *a = rr_engine_agreement(p->engine);
	int8_t *fixed = rr_arena_array(p->ev->arena, a->nquestions + 1, 1);
	const struct rr_days *days;
	rr_date first, last;

	memset(fixed, -1, a->nquestions);
	days = rr_engine_strictest(p->engine, a->ladder->kind, fixed);
	rr_days_range(days, &first, &last);
	p->closed = p->open = first;
	while (rr_days_is_open(days, p->closed))
		p->closed.day++;
	return rr_days_on_or_after(days, first, &p->open);
}

static bool
reported(const struct probe *p, const char *gap)
{
	const struct rr_hole *h = p->holes.items;

	for (size_t i = 0; i < p->holes.n; i++) {
		if (h[i].method != p->method)
			continue;
		if (gap == NULL ? h[i].gap == NULL :
		    h[i].gap != NULL && strcmp(h[i].gap, gap) == 0)
			return true;
	}
	return false;
}

static const char *
named_gap(const struct probe *p, const char *id)
{
	const struct rr_ladder *l = rr_engine_agreement(p->engine)->ladder;

	for (size_t i = 0; i < l->ngaps; i++)
		if (strcmp(l->gaps[i].id, id) == 0)
			return l->gaps[i].what;
	return NULL;
}

static void
report(struct probe *p, const struct rr_given *g, bool open, int32_t sec,
    const char *lists)
{
	const char *what = named_gap(p, g->gap);
	const char *gap = what != NULL ? g->gap : NULL;
	struct rr_buf b = RR_BUF_INIT;
	struct rr_hole *h;

	if (reported(p, gap))
		return;
	rr_buf_printf(&b, "%s%s%s, first at ", rr_method_word(p->method),
	    what != NULL ? ": " : "", what != NULL ? what : "");
	rr_time_text(sec, &b);
	rr_buf_printf(&b, " on %s day", open ? "an open" : "a closed");
	if (lists[0] == '\0')
		rr_buf_add(&b, ", to a number in no list");
	h = rr_vec_add(p->ev->arena, &p->holes);
	h->gap = gap;
	h->method = p->method;
	h->what = rr_buf_keep(&b, p->ev->arena);
}

static void
try_at(struct probe *p, bool open, int32_t sec, const char *lists)
{
	const char *name = rr_engine_agreement(p->engine)->zone;
	const struct rr_zone *zone = rr_engine_zone(p->engine, name);
	struct rr_wall wall = { open ? p->open : p->closed, sec };
	struct rr_try t = { p->method, lists, RR_INSTANT_NONE,
	    RR_INSTANT_NONE, name, name };
	struct rr_given g;
	rr_instant at[2];

	if (sec < 0 || sec >= 86400 ||
	    rr_zone_instants(zone, wall, at) == 0)
		return;
	t.at = t.received = at[0];
	memcpy(p->ev->answer, p->ev->fixed,
	    rr_engine_agreement(p->engine)->nquestions);
	p->ev->nasked = p->ev->nforced = 0;
	rr_eval_tries(p->ev, &t, 1, &g);
	if (g.gap != NULL)
		report(p, &g, open, sec, lists);
}

static void
try_lists(struct probe *p, int32_t sec, const char *all)
{
	const struct rr_ladder *l = rr_engine_agreement(p->engine)->ladder;

	for (int open = 1; open >= 0; open--) {
		try_at(p, open, sec, all);
		try_at(p, open, sec, "");
		for (size_t i = 0; i < l->nlists; i++)
			try_at(p, open, sec, l->lists[i].key);
	}
}

static void
add_ends(struct rr_arena *arena, struct rr_vec *secs,
    const struct rr_window *w)
{
	for (int32_t d = -1; d <= 1; d++) {
		*(int32_t *)rr_vec_add(arena, secs) = w->from + d;
		*(int32_t *)rr_vec_add(arena, secs) = w->until + d;
	}
}

static int
sec_cmp(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* The seconds of a day at which something may change, in their order. */
static struct rr_vec
turns(struct rr_arena *arena, const struct rr_ladder *l)
{
	const struct rr_window day = { .from = 0, .until = 86399 };
	struct rr_vec secs = RR_VEC_INIT(int32_t);

	add_ends(arena, &secs, &day);
	for (size_t i = 0; i < l->nclauses; i++)
		add_ends(arena, &secs, &l->clauses[i].window);
	for (size_t i = 0; i < l->ngaps; i++)
		add_ends(arena, &secs, &l->gaps[i].window);
	qsort(secs.items, secs.n, sizeof(int32_t), sec_cmp);
	return secs;
}

static void
try_method(struct probe *p, const struct rr_vec *secs, const char *all)
{
	const int32_t *at = secs->items;

	for (size_t i = 0; i < secs->n; i++)
		if (i == 0 || at[i] != at[i - 1])
			try_lists(p, at[i], all);
}

static const char *
all_lists(struct rr_arena *arena, const struct rr_ladder *l)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < l->nlists; i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? " " : "", l->lists[i].key);
	return rr_buf_keep(&b, arena);
}

size_t
rr_derive_holes(struct rr_arena *arena, struct rr_engine *engine,
    struct rr_hole **holes)
{
	const struct rr_agreement *a = rr_engine_agreement(engine);
	struct rr_facts *none = rr_facts_new(arena, NULL, 0, RR_DATE_NONE);
	const struct rr_input in = { .engine = engine, .facts = none,
	    .roster = rr_roster_new(arena, a, none, RR_DATE_NONE),
	    .readings = rr_readings_new(arena, a), .on = RR_DATE_NONE };
	struct rr_eval ev;
	struct probe p = { engine, &ev, RR_VEC_INIT(struct rr_hole),
	    RR_METHOD_FAX, RR_DATE_NONE, RR_DATE_NONE };
	struct rr_vec secs;

	*holes = NULL;
	if (a->ladder == NULL)
		return 0;
	rr_eval_init(&ev, arena, &in);
	rr_eval_settle(&ev);
	if (!sample_days(&p))
		return 0;
	secs = turns(arena, a->ladder);
	for (int m = 0; m < RR_METHOD_MAX; m++) {
		p.method = (enum rr_method)m;
		try_method(&p, &secs, all_lists(arena, a->ladder));
	}
	*holes = p.holes.items;
	return p.holes.n;
}
