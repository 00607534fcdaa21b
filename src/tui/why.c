/*
 * why.c: the reasons of the row that has the cursor.
 *
 * They are made when the row, its matter or the width has changed, and only
 * when no key is waiting.  A row that is no conclusion (a party, an open
 * point, a line of the journal) shows its own cells in full instead; under the
 * reasons of one that is stand those cells that a list has hardly room for, and
 * over them the sentence of one that says more than its reasons.
 */
#include <string.h>

#include "regrights/text.h"
#include "tui/board_int.h"

void
rr_why_forget(struct rr_board *b)
{
	rr_buf_clear(&b->why.id);
	rr_buf_clear(&b->why.text);
	b->why.top = b->why.lines = 0;
}

struct wrapped {
	struct rr_buf	*out;
	int		 indent;
	bool		 first;
};

static void
add_wrapped(void *ctx, const char *s, size_t len)
{
	struct wrapped *w = ctx;

	if (!w->first)
		rr_buf_fill(w->out, ' ', (size_t)w->indent);
	rr_buf_addn(w->out, s, len);
	rr_buf_addc(w->out, '\n');
	w->first = false;
}

/* Whether the list has no room for all that the cell says. */
static bool
is_cut(const struct rr_list *l, size_t column, const char *cell)
{
	return l->cells[column] < rr_text_width(cell);
}

/*
 * Each cell that is not empty: its title, and all that it says; or only those
 * of BELOW that the list has no room for.
 */
static void
add_cells(const struct rr_list *l, size_t row, bool below, int width,
    struct rr_buf *out)
{
	struct rr_buf cell = RR_BUF_INIT;
	int room = 0;

	for (size_t i = 0; i < l->view->ncolumns; i++) {
		int n = l->view->columns[i].text == NULL ? 0 :
		    (int)strlen(l->view->columns[i].title);

		room = n > room && (!below || l->view->columns[i].below) ? n :
		    room;
	}
	for (size_t i = 0; i < l->view->ncolumns; i++) {
		const struct rr_column *c = &l->view->columns[i];
		struct wrapped w = { out, room + 2, true };

		rr_buf_clear(&cell);
		rr_view_cell(l->view, &l->source, row, i, &cell);
		if (c->more != NULL)
			c->more(&l->source, row, &cell);
		if (cell.len == 0 || (below && (!c->below ||
		    !is_cut(l, i, cell.s))))
			continue;
		rr_buf_printf(out, "%-*s  ", room, c->title);
		rr_wrap(cell.s, width - room - 2, add_wrapped, &w);
	}
	rr_buf_free(&cell);
}

/* The row as its view says it: nothing is derived for that. */
static void
add_sentence(const struct rr_list *l, size_t row, int width,
    struct rr_buf *out)
{
	struct wrapped w = { out, 0, true };
	struct rr_buf b = RR_BUF_INIT;

	rr_view_says(l->view, &l->source, row, &b);
	rr_wrap(b.s, width, add_wrapped, &w);
	rr_buf_free(&b);
}

static void
add_reasons(struct rr_board *b, const char *id, int width,
    struct rr_buf *out)
{
	struct rr_tui *tui = b->pane.tui;
	struct rr_arena *arena = rr_arena_new();
	struct rr_trace *t = tui->open == NULL ? NULL :
	    rr_view_why(arena, tui->open->derivation, id);

	if (t != NULL)
		rr_outline_text(t, width, tui->ascii, out);
	rr_arena_free(arena);
}

static int
count_lines(const char *s)
{
	int n = 0;

	for (; *s != '\0'; s++)
		n += *s == '\n' ? 1 : 0;
	return n;
}

void
rr_why_prepare(struct rr_board *b, int width)
{
	struct rr_tab *tab = rr_board_tab(b);
	struct rr_buf id = RR_BUF_INIT;
	size_t row;

	if ((!tab->why && !rr_view_speaks(tab->view)) ||
	    !rr_list_id(&tab->list, &id)) {
		rr_why_forget(b);
		rr_buf_free(&id);
		return;
	}
	if (strcmp(id.s, b->why.id.s) != 0 || b->why.width != width) {
		rr_why_forget(b);
		b->pane.tui->stopped = false;
		rr_list_row(&tab->list, &row);
		if (!tab->why) {
			add_sentence(&tab->list, row, width, &b->why.text);
			rr_buf_add(&b->why.id, id.s);
			b->why.width = width;
			b->why.lines = count_lines(b->why.text.s);
			rr_buf_free(&id);
			return;
		}
		if (tab->rows == RR_ROWS_DOCKET)
			rr_tui_matter(b->pane.tui,
			    tab->list.source.docket[row].matter);
		/* Of a line of the journal, who recorded it comes first. */
		if (tab->rows == RR_ROWS_JOURNAL)
			add_cells(&tab->list, row, false, width, &b->why.text);
		if (tab->view->whole)
			add_sentence(&tab->list, row, width, &b->why.text);
		add_reasons(b, id.s, width, &b->why.text);
		if (tab->rows != RR_ROWS_JOURNAL)
			add_cells(&tab->list, row, b->why.text.len > 0, width,
			    &b->why.text);
		/* A key came: they are made when none is waiting. */
		if (!b->pane.tui->stopped)
			rr_buf_add(&b->why.id, id.s);
		b->why.width = width;
		b->why.lines = count_lines(b->why.text.s);
	}
	rr_buf_free(&id);
}

void
rr_why_scroll(struct rr_board *b, int by)
{
	struct rr_why *w = &b->why;
	int last = w->lines > w->page ? w->lines - w->page : 0;

	w->top += by;
	w->top = w->top > last ? last : w->top;
	w->top = w->top < 0 ? 0 : w->top;
}

/* The row that has the cursor, where it is still that of the id. */
static bool
ask_again(struct rr_tui *tui, const void *ctx, struct rr_buf *text)
{
	struct rr_board *b = tui->board;
	struct rr_tab *tab = rr_board_tab(b);
	struct rr_buf id = RR_BUF_INIT;
	int width = tui->grid.cols - 2;
	size_t row;

	if (rr_list_row(&tab->list, &row) && rr_list_id(&tab->list, &id) &&
	    strcmp(id.s, ctx) == 0) {
		add_cells(&tab->list, row, false, width, text);
		rr_buf_addc(text, '\n');
	}
	add_reasons(b, ctx, width, text);
	if (text->len == 0)
		rr_buf_add(text, "Something was recorded since, and this row "
		    "is not there any more.\n");
	rr_buf_free(&id);
	return !tui->stopped;
}

void
rr_why_page(struct rr_board *b)
{
	struct rr_tab *tab = rr_board_tab(b);
	struct rr_buf text = RR_BUF_INIT, id = RR_BUF_INIT;
	struct rr_tui *tui = b->pane.tui;

	if (rr_list_id(&tab->list, &id)) {
		tui->stopped = false;
		if (!ask_again(tui, id.s, &text))
			rr_tui_say(tui, "Stopped before the reasons were "
			    "made.");
		else {
			rr_page_open(tui, id.s, text.s);
			rr_page_ask(tui, ask_again, rr_arena_strdup(
			    tui->top->arena, id.s));
		}
	}
	rr_buf_free(&text);
	rr_buf_free(&id);
}
