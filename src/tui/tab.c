/*
 * tab.c: the list that is shown, and what its row is about.
 */
#include <string.h>

#include "tui/board_int.h"

struct rr_tab *
rr_board_tab(struct rr_board *b)
{
	return &b->tabs[b->at];
}

const struct rr_view *
rr_board_view(const struct rr_board *b)
{
	return b->tabs[b->at].view;
}

/* Of a row of the docket, also of one that is gone; NULL elsewhere. */
static const char *
row_matter(const struct rr_tab *tab, struct rr_arena *arena)
{
	const struct rr_list *l = &tab->list;
	size_t row;

	if (tab->rows != RR_ROWS_DOCKET)
		return NULL;
	if (l->lost)
		return rr_arena_strndup(arena, l->kept.s,
		    strcspn(l->kept.s, "/"));
	return rr_list_row(l, &row) ? l->source.docket[row].matter : NULL;
}

const char *
rr_board_matter(struct rr_board *b, struct rr_arena *arena)
{
	struct rr_tui *tui = b->pane.tui;
	const char *key = row_matter(rr_board_tab(b), arena);

	if (key == NULL && tui->open != NULL)
		key = tui->open->matter.key;
	return key == NULL ? NULL : rr_arena_strdup(arena, key);
}

/* Rows that another list hides are not what a command is about. */
static bool
are_meant(const struct rr_board *b)
{
	const struct rr_pane *p = b->pane.tui->top;

	while (p != NULL && p != &b->pane && !p->ops->rows)
		p = p->below;
	return p == &b->pane;
}

size_t
rr_board_marks(struct rr_board *b)
{
	return are_meant(b) ? rr_board_tab(b)->list.nmarks : 0;
}

/* A row that is marked, in the matter KEY (NULL: in any); or NULL. */
static const char *
marked_of(struct rr_board *b, const char *key)
{
	const struct rr_list *l = &rr_board_tab(b)->list;
	size_t n = rr_board_marks(b);

	for (size_t i = 0; i < n; i++) {
		const char *id = rr_list_marked(l, i);

		if (key == NULL || (strncmp(id, key, strlen(key)) == 0 &&
		    id[strlen(key)] == '/'))
			return id;
	}
	return NULL;
}

const char *
rr_board_meant(struct rr_board *b, struct rr_arena *arena)
{
	const char *key = rr_board_matter(b, arena), *marked;

	if (rr_board_tab(b)->rows != RR_ROWS_DOCKET ||
	    (key != NULL && marked_of(b, key) != NULL))
		return key;
	marked = marked_of(b, NULL);
	return marked == NULL ? key : rr_arena_strndup(arena, marked,
	    strcspn(marked, "/"));
}

void
rr_board_unmark(struct rr_board *b, const char *id)
{
	rr_list_unmark_id(&rr_board_tab(b)->list, id);
}

const char *
rr_board_subject(struct rr_board *b, struct rr_arena *arena, size_t i)
{
	const struct rr_list *l = &rr_board_tab(b)->list;
	struct rr_buf id = RR_BUF_INIT;

	if (!are_meant(b))
		return NULL;
	if (l->nmarks > 0) {
		const char *marked = rr_list_marked(l, i);

		return marked == NULL ? NULL : rr_arena_strdup(arena, marked);
	}
	if (i > 0 || !rr_list_id(l, &id) || id.len == 0) {
		rr_buf_free(&id);
		return NULL;
	}
	return rr_buf_keep(&id, arena);
}

/* The column that says what a row is, not in numbers or names; or NULL. */
static const struct rr_column *
telling(const struct rr_view *v)
{
	for (size_t i = 0; i < v->ncolumns; i++)
		if (strcmp(v->columns[i].key, "what") == 0)
			return &v->columns[i];
	return NULL;
}

void
rr_board_says(struct rr_board *b, const char *id, struct rr_buf *out)
{
	const struct rr_list *l = &rr_board_tab(b)->list;
	const struct rr_column *c = telling(l->view);
	size_t n = c != NULL ? l->view->count(&l->source) : 0;
	struct rr_buf own = RR_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		rr_buf_clear(&own);
		l->view->id(&l->source, i, &own);
		if (strcmp(own.s, id) == 0) {
			c->text(&l->source, i, out);
			break;
		}
	}
	rr_buf_free(&own);
}
