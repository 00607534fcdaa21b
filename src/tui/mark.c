/*
 * mark.c: the rows of a list that are marked, by their ids, so that a mark
 * stays with its row, whatever rows are shown.
 */
#include "tui/list_int.h"

#include "regrights/arena.h"
#include "regrights/map.h"

/* A mark that is taken off stays in the map as NULL. */
void
rr_list_mark(struct rr_list *l)
{
	struct rr_buf b = RR_BUF_INIT;
	bool marked;

	if (rr_list_id(l, &b) && b.len > 0) {
		marked = rr_map_find(l->marks, b.s) != NULL;
		rr_map_set(l->marks, b.s, marked ? NULL : l);
		l->nmarks += marked ? -(size_t)1 : 1;
	}
	rr_buf_free(&b);
}

void
rr_list_unmark_id(struct rr_list *l, const char *id)
{
	if (rr_map_find(l->marks, id) == NULL)
		return;
	rr_map_set(l->marks, id, NULL);
	l->nmarks--;
}

void
rr_list_unmark(struct rr_list *l)
{
	rr_arena_reset(l->arena);
	l->marks = rr_map_new(l->arena);
	l->nmarks = 0;
}

size_t
rr_list_aside(const struct rr_list *l)
{
	struct rr_buf b = RR_BUF_INIT;
	size_t aside = l->nmarks;

	for (size_t i = 0; i < l->n && aside > 0; i++) {
		rr_buf_clear(&b);
		l->view->id(&l->source, rr_list_at(l, i), &b);
		aside -= rr_map_find(l->marks, b.s) != NULL ? 1 : 0;
	}
	rr_buf_free(&b);
	return aside;
}

const char *
rr_list_marked(const struct rr_list *l, size_t i)
{
	size_t n = rr_map_count(l->marks);

	for (size_t k = 0; k < n; k++)
		if (rr_map_value(l->marks, k) != NULL && i-- == 0)
			return rr_map_key(l->marks, k);
	return NULL;
}

void
rr_list_restart(struct rr_list *l)
{
	rr_list_unmark(l);
	rr_list_drop(l);
	rr_buf_clear(&l->kept);
	l->cursor = l->top = 0;
	l->above = l->below = 0;
	l->lost = false;
}
