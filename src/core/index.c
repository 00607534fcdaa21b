/*
 * index.c: facts found by name, and by what they are about.
 *
 * Two sorted arrays of pointers into the facts, made once a derivation; a
 * look-up costs a binary search.  Within a name facts stand in the order in
 * which they happened, whenever they were recorded; about another, in that in
 * which they were recorded.
 */
#include <stdlib.h>
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"

/* Facts lie in one array, so their addresses are their order. */
static int
by_order(const struct rr_fact *x, const struct rr_fact *y)
{
	return (x > y) - (x < y);
}

static bool
has_name(const struct rr_fact *f)
{
	return f->shape == RR_SHAPE_EVENT || f->shape == RR_SHAPE_NOTICE;
}

static int
name_cmp(const void *a, const void *b)
{
	const struct rr_fact *x = *(const struct rr_fact *const *)a;
	const struct rr_fact *y = *(const struct rr_fact *const *)b;
	int c = (int)has_name(y) - (int)has_name(x);

	if (c == 0 && has_name(x))
		c = strcmp(x->name, y->name);
	if (c == 0)
		c = rr_date_cmp(x->day, y->day);
	if (c == 0)
		c = (x->at.sec > y->at.sec) - (x->at.sec < y->at.sec);
	return c != 0 ? c : by_order(x, y);
}

static int
about_key(const struct rr_fact *f, int64_t seq, int64_t row)
{
	if (f->about != seq)
		return f->about < seq ? -1 : 1;
	return (f->about_row > row) - (f->about_row < row);
}

static int
about_cmp(const void *a, const void *b)
{
	const struct rr_fact *x = *(const struct rr_fact *const *)a;
	const struct rr_fact *y = *(const struct rr_fact *const *)b;
	int c = about_key(x, y->about, y->about_row);

	return c != 0 ? c : by_order(x, y);
}

struct rr_index *
rr_index_new(struct rr_arena *arena, const struct rr_facts *facts)
{
	struct rr_index *x = rr_arena_alloc(arena, sizeof(*x));

	x->n = facts->n;
	x->by_name = rr_arena_array(arena, x->n + 1, sizeof(*x->by_name));
	x->by_about = rr_arena_array(arena, x->n + 1, sizeof(*x->by_about));
	for (size_t i = 0; i < x->n; i++)
		x->by_name[i] = x->by_about[i] = &facts->all[i];
	qsort(x->by_name, x->n, sizeof(*x->by_name), name_cmp);
	qsort(x->by_about, x->n, sizeof(*x->by_about), about_cmp);
	return x;
}

/* As they happened in the world that is. */
static const struct rr_fact *const *
in_this_world(struct rr_eval *ev, const struct rr_fact *const *all, size_t *n)
{
	const struct rr_fact **there;

	if (!rr_spans_among(ev, all, *n))
		return all;
	there = rr_spans_all(ev, all, n);
	qsort(there, *n, sizeof(*there), name_cmp);
	return there;
}

const struct rr_fact *const *
rr_index_named(struct rr_eval *ev, const char *name, size_t *n)
{
	const struct rr_index *x = ev->index;
	size_t from = 0, to = x->n, first;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		const struct rr_fact *f = x->by_name[mid];

		if (has_name(f) && strcmp(f->name, name) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	first = from;
	while (from < x->n && has_name(x->by_name[from]) &&
	    strcmp(x->by_name[from]->name, name) == 0)
		from++;
	*n = from - first;
	return in_this_world(ev, &x->by_name[first], n);
}

bool
rr_index_has(struct rr_eval *ev, const char *name)
{
	size_t n = 0;

	if (name != NULL)
		rr_index_named(ev, name, &n);
	return n > 0;
}

const struct rr_fact *const *
rr_index_recorded(struct rr_eval *ev, const struct rr_fact *about, size_t *n)
{
	const struct rr_index *x = ev->index;
	size_t from = 0, to = x->n, first;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (about_key(x->by_about[mid], about->seq, about->row) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	first = from;
	while (from < x->n &&
	    about_key(x->by_about[from], about->seq, about->row) == 0)
		from++;
	*n = from - first;
	return &x->by_about[first];
}

const struct rr_fact *const *
rr_index_about(struct rr_eval *ev, const struct rr_fact *about, size_t *n)
{
	const struct rr_fact *const *all = rr_index_recorded(ev, about, n);

	return rr_spans_among(ev, all, *n) ? rr_spans_all(ev, all, n) : all;
}
