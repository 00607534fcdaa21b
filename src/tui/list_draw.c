/*
 * list_draw.c: which rows of a list are on the screen, and where.
 *
 * A row takes as many lines as its cells, and the first of a group one more for
 * its heading; so what is on a page is counted in lines.  Headings stand in the
 * view's own order alone.  Where not all rows fit, each takes as few lines as
 * tell it apart.
 */
#include <string.h>

#include "regrights/map.h"
#include "regrights/text.h"
#include "tui/list_int.h"

size_t
rr_list_at(const struct rr_list *l, size_t i)
{
	return l->rows != NULL ? l->rows[i] : i;
}

static bool
has_heading(const struct rr_list *l, size_t i, bool first)
{
	struct rr_buf is = RR_BUF_INIT, was = RR_BUF_INIT;
	bool has;

	if (l->view->group == NULL || l->column >= 0)
		return false;
	l->view->group(&l->source, rr_list_at(l, i), &is);
	if (i > 0 && !first)
		l->view->group(&l->source, rr_list_at(l, i - 1), &was);
	has = strcmp(is.s, was.s) != 0;
	rr_buf_free(&is);
	rr_buf_free(&was);
	return has;
}

static int
row_height(const struct rr_list *l, size_t i)
{
	struct rr_buf b = RR_BUF_INIT;
	int most = 1;

	for (size_t c = 0; c < l->view->ncolumns; c++) {
		int n = 0;

		if (l->cells[c] == 0 || !rr_column_wraps(
		    &l->view->columns[c]))
			continue;
		rr_buf_clear(&b);
		rr_view_lines(l->view, &l->source, rr_list_at(l, i), c,
		    l->cells[c], l->dense, false, &b);
		for (const char *p = b.s; *p != '\0'; p++)
			n += *p == '\n';
		most = n > most ? n : most;
	}
	rr_buf_free(&b);
	return most;
}

/* Lines of the rows from FROM to TO; more than MOST is not counted on. */
static int
count_lines(const struct rr_list *l, size_t from, size_t to, int most)
{
	int lines = 0;

	for (size_t i = from; i <= to && lines <= most; i++)
		lines += row_height(l, i) + has_heading(l, i, i == from);
	return lines;
}

int
rr_list_lines(struct rr_list *l, int cols, int page)
{
	int lines;

	l->width = cols > 3 ? cols - 3 : 1;
	rr_view_widths(l->view, &l->source, l->width, l->cells);
	l->dense = false;
	if (l->n == 0)
		return 0;
	lines = count_lines(l, 0, l->n - 1, page);
	l->dense = lines > page;
	return l->dense ? count_lines(l, 0, l->n - 1, page) : lines;
}

void
rr_list_keep(struct rr_list *l)
{
	size_t page = l->page > 0 ? (size_t)l->page : 1;
	int lines = (int)page;

	if (l->cursor >= l->n)
		l->cursor = l->n > 0 ? l->n - 1 : 0;
	if (l->top > l->cursor)
		l->top = l->cursor;
	if (l->cursor >= l->top + page)
		l->top = l->cursor - page + 1;
	while (l->top < l->cursor &&
	    count_lines(l, l->top, l->cursor, lines) > lines)
		l->top++;
	/* The end of the list stands at the end of the page. */
	while (l->top > 0 && l->n - l->top < page &&
	    count_lines(l, l->top - 1, l->n - 1, lines) <= lines)
		l->top--;
}

/* The words that call for attention have a colour as well. */
static unsigned
attr_of(const char *text)
{
	static const struct { const char *word; unsigned attr; } shades[] = {
		{ "overdue", RR_ATTR_RED | RR_ATTR_BOLD },
		{ "gap ", RR_ATTR_RED | RR_ATTR_BOLD },
		{ "due", RR_ATTR_YELLOW | RR_ATTR_BOLD },
		{ "open point", RR_ATTR_CYAN },
		{ "day not known", RR_ATTR_CYAN },
		{ "met", RR_ATTR_GREEN }
	};

	for (size_t i = 0; i < sizeof(shades) / sizeof(shades[0]); i++)
		if (strncmp(text, shades[i].word,
		    strlen(shades[i].word)) == 0)
			return shades[i].attr;
	return 0;
}

static void
draw_header(const struct rr_list *l, struct rr_grid *g, struct rr_rect r)
{
	struct rr_buf b = RR_BUF_INIT;
	int col = r.col + 2;

	for (size_t i = 0; i < l->view->ncolumns; i++) {
		const struct rr_column *c = &l->view->columns[i];

		if (l->cells[i] == 0)
			continue;
		rr_buf_clear(&b);
		rr_buf_add(&b, c->title);
		if (l->column == (int)i)
			rr_buf_add(&b, l->reversed ? " v" : " ^");
		rr_grid_pad(g, r.row, col, l->cells[i], c->right,
		    RR_ATTR_UNDERLINE, b.s);
		col += l->cells[i] + rr_view_gap(l->view);
	}
	rr_buf_free(&b);
}

/* A cell of several lines, one under the other. */
static void
draw_lines(const struct rr_list *l, struct rr_grid *g, int line, int col,
    size_t row, size_t column, struct rr_buf *b)
{
	struct rr_buf one = RR_BUF_INIT;
	const char *p;

	rr_buf_clear(b);
	rr_view_lines(l->view, &l->source, row, column, l->cells[column],
	    l->dense, g->ascii, b);
	for (p = b->s; *p != '\0'; p += strcspn(p, "\n") + 1) {
		rr_buf_clear(&one);
		rr_buf_addn(&one, p, strcspn(p, "\n"));
		rr_grid_pad(g, line++, col, l->cells[column], false, 0,
		    one.s);
	}
	rr_buf_free(&one);
}

static void
draw_row(const struct rr_list *l, struct rr_grid *g, int line, int from,
    size_t row, struct rr_buf *b)
{
	int col = from + 2;

	rr_buf_clear(b);
	l->view->id(&l->source, row, b);
	if (l->nmarks > 0 && rr_map_find(l->marks, b->s) != NULL)
		rr_grid_text(g, line, from + 1, 1, RR_ATTR_BOLD, "*");
	for (size_t i = 0; i < l->view->ncolumns; i++) {
		const struct rr_column *c = &l->view->columns[i];

		if (l->cells[i] == 0)
			continue;
		rr_buf_clear(b);
		if (rr_column_wraps(c))
			draw_lines(l, g, line, col, row, i, b);
		else {
			c->text(&l->source, row, b);
			rr_grid_pad(g, line, col, l->cells[i], c->right,
			    attr_of(b->s), b->s);
		}
		col += l->cells[i] + rr_view_gap(l->view);
	}
}

/* Over the first row of each group, and over the first that is shown. */
static void
draw_heading(const struct rr_list *l, struct rr_grid *g, int line, int col,
    size_t row, struct rr_buf *b)
{
	rr_buf_clear(b);
	l->view->group(&l->source, row, b);
	rr_grid_text(g, line, col, l->width, RR_ATTR_BOLD, b->s);
}

/* The rows that fit; returns the line of the one with the cursor. */
static int
draw_rows(const struct rr_list *l, struct rr_grid *g, struct rr_rect r)
{
	struct rr_buf b = RR_BUF_INIT;
	int line = r.row + 1, at = line, end = r.row + r.rows;

	for (size_t i = l->top; i < l->n; i++) {
		bool heads = has_heading(l, i, i == l->top);
		int own = row_height(l, i);

		if (line + heads + own > end && i > l->top)
			break;
		if (heads)
			draw_heading(l, g, line++, r.col + 2,
			    rr_list_at(l, i), &b);
		if (i == l->cursor)
			at = line;
		draw_row(l, g, line, r.col, rr_list_at(l, i), &b);
		line += own;
	}
	rr_buf_free(&b);
	return at;
}

void
rr_list_draw(struct rr_list *l, struct rr_grid *g, struct rr_rect r)
{
	int line;

	if (r.rows < 2 || l->view->ncolumns > RR_COLUMNS_MAX)
		return;
	l->page = r.rows - 1;
	rr_list_lines(l, r.cols, l->page);
	rr_list_keep(l);
	draw_header(l, g, r);
	line = draw_rows(l, g, r);
	if (l->lost)
		rr_grid_cursor(g, r.row, r.col);
	else if (l->n > 0) {
		rr_grid_text(g, line, r.col, 1, RR_ATTR_BOLD,
		    g->ascii ? ">" : "\xe2\x96\xb6");
		rr_grid_cursor(g, line, r.col);
	}
}
