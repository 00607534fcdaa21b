/*
 * list.c: the rows of a view, one of which has the cursor.
 *
 * A list asks its view for the cells of the rows that are on the screen and
 * for no others, except while it searches, filters or orders: then it reads
 * each row's cells once.  The row with the cursor has a marker in the first
 * column, and a mark stands in the second; nothing else changes when the
 * cursor moves, so that a move is a few bytes.
 *
 * Rows are known by their ids across sources: the cursor and the marks stay
 * with the row, not with its number.  What is recorded in a matter takes its
 * rows from a list of all for a moment, or for good: then no row of another
 * comes under the cursor by that, for the next key would act there.
 */
#include "tui/list_int.h"

#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/map.h"
#include "regrights/text.h"
#include "tui/match_int.h"

void
rr_list_init(struct rr_list *l, const struct rr_view *view)
{
	const struct rr_list fresh = { .view = view, .filter = RR_BUF_INIT,
	    .search = RR_BUF_INIT, .kept = RR_BUF_INIT, .column = -1,
	    .page = 1 };

	*l = fresh;
	l->arena = rr_arena_new();
	l->order_arena = rr_arena_new();
	l->marks = rr_map_new(l->arena);
}

void
rr_list_done(struct rr_list *l)
{
	rr_arena_free(l->arena);
	rr_arena_free(l->order_arena);
	rr_buf_free(&l->filter);
	rr_buf_free(&l->search);
	rr_buf_free(&l->kept);
}

static void
cell_text(const struct rr_list *l, size_t row, size_t column,
    struct rr_buf *b)
{
	rr_buf_clear(b);
	rr_view_cell(l->view, &l->source, row, column, b);
}

static void
row_id(const struct rr_list *l, size_t row, struct rr_buf *b)
{
	rr_buf_clear(b);
	l->view->id(&l->source, row, b);
}

static bool
row_matches(const struct rr_list *l, size_t row, const char *words,
    struct rr_buf *scratch)
{
	for (size_t i = 0; i < l->view->ncolumns; i++) {
		cell_text(l, row, i, scratch);
		if (rr_search_hit(scratch->s, words))
			return true;
	}
	return false;
}

struct order_key {
	const char	*text;
	size_t		 row;
};

static int
compare_keys(const void *x, const void *y)
{
	const struct order_key *a = x, *b = y;
	int c = rr_order_compare(a->text, b->text);

	if (c != 0)
		return c;
	return a->row < b->row ? -1 : a->row > b->row;
}

/* A day that is shown in few words is ordered as the day that it is. */
static void
order_text(const struct rr_list *l, size_t row, struct rr_buf *b)
{
	const struct rr_column *c = &l->view->columns[l->column];
	struct rr_value v = { .text = RR_BUF_INIT, .day = RR_DATE_NONE };

	cell_text(l, row, (size_t)l->column, b);
	if (c->cell != RR_CELL_DATE || c->value == NULL)
		return;
	c->value(&l->source, row, &v);
	rr_buf_clear(b);
	rr_date_text(v.day, b);
	rr_buf_free(&v.text);
}

static void
sort_rows(struct rr_list *l)
{
	struct order_key *keys;
	struct rr_buf b = RR_BUF_INIT;

	keys = rr_arena_array(l->order_arena, l->n, sizeof(*keys));
	for (size_t i = 0; i < l->n; i++) {
		order_text(l, l->rows[i], &b);
		keys[i].row = l->rows[i];
		keys[i].text = rr_order_key(l->order_arena, b.s,
		    l->view->columns[l->column].cell);
	}
	qsort(keys, l->n, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < l->n; i++)
		l->rows[i] = keys[l->reversed ? l->n - 1 - i : i].row;
	rr_buf_free(&b);
}

/* Which rows are shown, in which order. */
static void
arrange(struct rr_list *l)
{
	size_t all = l->view->count(&l->source);
	struct rr_buf b = RR_BUF_INIT;

	rr_arena_reset(l->order_arena);
	l->rows = NULL;
	l->n = all;
	if (all == 0 || (l->filter.len == 0 && l->column < 0))
		return;
	l->rows = rr_arena_array(l->order_arena, all, sizeof(*l->rows));
	l->n = 0;
	for (size_t i = 0; i < all; i++)
		if (l->filter.len == 0 || row_matches(l, i, l->filter.s, &b))
			l->rows[l->n++] = i;
	rr_buf_free(&b);
	if (l->column >= 0)
		sort_rows(l);
}

bool
rr_list_goto_id(struct rr_list *l, const char *id)
{
	struct rr_buf b = RR_BUF_INIT;
	bool found = false;

	for (size_t i = 0; i < l->n && !found; i++) {
		row_id(l, rr_list_at(l, i), &b);
		found = strcmp(b.s, id) == 0;
		if (found)
			l->cursor = i;
	}
	rr_buf_free(&b);
	l->lost &= !found;
	rr_list_keep(l);
	return found;
}

/* To the row of the same matter that is next to the cursor's place. */
static bool
goto_kin(struct rr_list *l, const char *id)
{
	size_t n = strcspn(id, "/") + 1, kin = l->n;
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < l->n && (kin == l->n || i <= l->cursor); i++) {
		row_id(l, rr_list_at(l, i), &b);
		if (strncmp(b.s, id, n) == 0)
			kin = i;
	}
	rr_buf_free(&b);
	if (kin == l->n)
		return false;
	l->cursor = kin;
	rr_list_keep(l);
	return true;
}

/* Where the cursor is, kept over a change of what is shown. */
static void
rearrange(struct rr_list *l, const struct rr_source *source, const char *id)
{
	struct rr_buf b = RR_BUF_INIT;
	size_t on_screen = l->cursor - l->top;

	if (id != NULL)
		rr_buf_add(&b, id);
	else if (!rr_list_id(l, &b))
		rr_buf_add(&b, l->kept.s);
	rr_buf_clear(&l->kept);
	if (source != NULL)
		l->source = *source;
	arrange(l);
	if (b.len == 0 || !rr_list_goto_id(l, b.s))
		l->lost = source != NULL && b.len > 0 && l->n > 0 &&
		    !goto_kin(l, b.s);
	if (l->n == 0 || l->lost)
		rr_buf_add(&l->kept, b.s);
	rr_list_keep(l);
	l->top = l->cursor > on_screen ? l->cursor - on_screen : 0;
	rr_list_keep(l);
	rr_buf_free(&b);
}

void
rr_list_source(struct rr_list *l, const struct rr_source *source,
    const char *id)
{
	rearrange(l, source, id);
}

void
rr_list_drop(struct rr_list *l)
{
	if (l->n > 0 && !l->lost)
		rr_list_id(l, &l->kept);
	memset(&l->source, 0, sizeof(l->source));
	rr_arena_reset(l->order_arena);
	l->rows = NULL;
	l->n = 0;
}

bool
rr_list_row(const struct rr_list *l, size_t *row)
{
	return !l->lost && rr_list_near(l, row);
}

bool
rr_list_near(const struct rr_list *l, size_t *row)
{
	if (l->n == 0)
		return false;
	*row = rr_list_at(l, l->cursor);
	return true;
}

bool
rr_list_id(const struct rr_list *l, struct rr_buf *b)
{
	size_t row;

	rr_buf_clear(b);
	if (!rr_list_row(l, &row))
		return false;
	row_id(l, row, b);
	return true;
}

bool
rr_list_goto(struct rr_list *l, size_t n)
{
	if (n == 0 || n > l->n)
		return false;
	l->cursor = n - 1;
	l->lost = false;
	rr_list_keep(l);
	return true;
}

static void
move_by(struct rr_list *l, size_t n, bool down, bool whole_page)
{
	if (l->n == 0)
		return;
	/* Where it would have been is the next one either way. */
	if (l->lost) {
		l->lost = false;
		n--;
	}
	if (whole_page && down && l->top + n < l->n)
		l->top += n;
	else if (whole_page && !down)
		l->top = l->top > n ? l->top - n : 0;
	if (down)
		l->cursor = n < l->n - l->cursor ? l->cursor + n : l->n - 1;
	else
		l->cursor = l->cursor > n ? l->cursor - n : 0;
	rr_list_keep(l);
}

bool
rr_list_move(struct rr_list *l, enum rr_action action)
{
	size_t page = l->page > 1 ? (size_t)l->page - 1 : 1;

	if (action == RR_DO_LIST_DOWN || action == RR_DO_LIST_UP)
		move_by(l, 1, action == RR_DO_LIST_DOWN, false);
	else if (action == RR_DO_LIST_NEXT_PAGE)
		move_by(l, page, true, true);
	else if (action == RR_DO_LIST_LAST_PAGE)
		move_by(l, page, false, true);
	else if (action == RR_DO_LIST_HALF_DOWN)
		move_by(l, (page + 1) / 2, true, true);
	else if (action == RR_DO_LIST_HALF_UP)
		move_by(l, (page + 1) / 2, false, true);
	else if (action == RR_DO_LIST_FIRST)
		move_by(l, l->n, false, false);
	else if (action == RR_DO_LIST_LAST)
		move_by(l, l->n, true, false);
	else
		return false;
	return true;
}

bool
rr_list_filter(struct rr_list *l, const char *words)
{
	struct rr_buf before = l->filter;

	l->filter = (struct rr_buf)RR_BUF_INIT;
	rr_buf_add(&l->filter, words);
	rearrange(l, NULL, NULL);
	if (l->n > 0 || l->filter.len == 0) {
		rr_buf_free(&before);
		return true;
	}
	rr_buf_free(&l->filter);
	l->filter = before;
	rearrange(l, NULL, NULL);
	return false;
}

bool
rr_list_search(struct rr_list *l, bool forward, bool self, bool *wrapped)
{
	struct rr_buf b = RR_BUF_INIT;
	bool found = false;

	*wrapped = false;
	for (size_t k = self ? 0 : 1; k <= l->n && l->n > 0 && !found; k++) {
		size_t step = k % l->n;
		size_t i = (forward ? l->cursor + step :
		    l->cursor + l->n - step) % l->n;

		found = row_matches(l, rr_list_at(l, i), l->search.s, &b);
		if (!found)
			continue;
		*wrapped = k > 0 && (forward ? i <= l->cursor :
		    i >= l->cursor);
		l->cursor = i;
		l->lost = false;
	}
	rr_buf_free(&b);
	rr_list_keep(l);
	return found;
}

void
rr_list_order(struct rr_list *l, int column, bool reversed)
{
	l->column = column;
	l->reversed = reversed;
	rearrange(l, NULL, NULL);
}

void
rr_list_place(const struct rr_list *l, struct rr_buf *b)
{
	long n = l->above + (long)l->n + (l->below > 0 ? l->below : 0);

	if (l->n == 0)
		rr_buf_add(b, "no rows");
	else if (l->lost)
		rr_buf_printf(b, "none of %ld%s", l->rows != NULL ?
		    (long)l->n : n, l->below < 0 ? "+" : "");
	else if (l->rows != NULL)
		rr_buf_printf(b, "%zu of %zu%s%s", l->cursor + 1, l->n,
		    l->below < 0 ? "+" : "",
		    l->filter.len > 0 ? " shown" : "");
	else
		rr_buf_printf(b, "%ld of %ld%s", l->above + (long)l->cursor +
		    1, n, l->below < 0 ? "+" : "");
}
