/*
 * grid.c: cells on a screen, without a terminal.
 *
 * A grid is rows times columns of glyphs.  A character that is two cells wide
 * takes a glyph of width 2 and one of width 0 after it; whatever would hang
 * over the right edge, or is overwritten by half, becomes spaces, so that each
 * row is exactly as wide as the grid.
 *
 * Drawing outside the grid is allowed and does nothing: a pane need not know
 * how small the terminal has become.  Memory is one block, kept as long as the
 * size stays.
 */
#include "tui/grid_int.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/text.h"

static const struct rr_glyph space = { " ", 1, 0 };

void
rr_grid_init(struct rr_grid *g, bool ascii)
{
	memset(g, 0, sizeof(*g));
	g->ascii = ascii;
}

void
rr_grid_done(struct rr_grid *g)
{
	rr_free(g->cells);
	g->cells = NULL;
	g->rows = g->cols = 0;
}

void
rr_grid_size(struct rr_grid *g, int rows, int cols)
{
	if (rows != g->rows || cols != g->cols)
		g->cells = rr_realloc(g->cells, (size_t)rows * (size_t)cols,
		    sizeof(*g->cells));
	g->rows = rows;
	g->cols = cols;
	rr_grid_clear(g);
}

void
rr_grid_clear(struct rr_grid *g)
{
	size_t n = (size_t)g->rows * (size_t)g->cols;

	for (size_t i = 0; i < n; i++)
		g->cells[i] = space;
	g->cursor_row = g->cursor_col = 0;
}

void
rr_grid_copy(const struct rr_grid *from, struct rr_grid *to)
{
	int rows = from->rows < to->rows ? from->rows : to->rows;
	int cols = from->cols < to->cols ? from->cols : to->cols;

	for (int row = 0; row < rows; row++) {
		size_t n = (size_t)row;
		struct rr_glyph *last = &to->cells[n * (size_t)to->cols +
		    (size_t)cols - 1];

		memcpy(to->cells + n * (size_t)to->cols, from->cells + n *
		    (size_t)from->cols, (size_t)cols * sizeof(*to->cells));
		if (last->width == 2)
			*last = space;
	}
	to->cursor_row = from->cursor_row < rows ? from->cursor_row : 0;
	to->cursor_col = from->cursor_col < cols ? from->cursor_col : 0;
}

struct rr_rect
rr_grid_all(const struct rr_grid *g)
{
	return (struct rr_rect){ 0, 0, g->rows, g->cols };
}

static bool
is_inside(const struct rr_grid *g, int row, int col)
{
	return row >= 0 && row < g->rows && col >= 0 && col < g->cols;
}

static struct rr_glyph *
glyph_at(struct rr_grid *g, int row, int col)
{
	return &g->cells[(size_t)row * (size_t)g->cols + (size_t)col];
}

/* What is overwritten by half leaves a space, not half a character. */
static void
split_wide(struct rr_grid *g, int row, int col)
{
	struct rr_glyph *c = glyph_at(g, row, col);

	if (c->width == 0 && col > 0)
		*glyph_at(g, row, col - 1) = space;
	if (c->width == 2 && col + 1 < g->cols)
		*glyph_at(g, row, col + 1) = space;
}

static void
put(struct rr_grid *g, int row, int col, int width, unsigned attr,
    const char *s, size_t n)
{
	static const struct rr_glyph blank;
	struct rr_glyph *c;

	if (!is_inside(g, row, col) || !is_inside(g, row, col + width - 1))
		return;
	for (int i = 0; i < width; i++)
		split_wide(g, row, col + i);
	c = glyph_at(g, row, col);
	*c = blank;
	memcpy(c->text, s, n < sizeof(c->text) ? n : 1);
	c->width = (uint8_t)width;
	c->attr = (uint8_t)attr;
	if (width == 2) {
		memset(c + 1, 0, sizeof(*c));
		c[1].attr = (uint8_t)attr;
	}
}

/* A combining mark joins the character before it. */
static void
put_mark(struct rr_grid *g, int row, int col, const char *s, size_t n)
{
	struct rr_glyph *c;
	size_t len;

	if (!is_inside(g, row, col))
		return;
	c = glyph_at(g, row, col);
	if (c->width == 0 && col > 0)
		c--;
	len = strlen(c->text);
	if (len + n < sizeof(c->text))
		memcpy(c->text + len, s, n);
}

/* Draws safe text; returns the cells used. */
static int
put_safe(struct rr_grid *g, int row, int col, int cells, unsigned attr,
    const char *s)
{
	int used = 0;

	while (*s != '\0') {
		int32_t code;
		int n = rr_text_decode(s, &code);
		int width = 1;

		if (code >= 0x80) {
			char one[8] = "";

			memcpy(one, s, (size_t)n);
			width = rr_text_width(one);
		}
		if (used + width > cells)
			break;
		if (width == 0)
			put_mark(g, row, col + used - 1, s, (size_t)n);
		else
			put(g, row, col + used, width, attr, s, (size_t)n);
		used += width;
		s += n;
	}
	return used;
}

/*
 * Draws text of printable ASCII, which most is, without looking at it twice;
 * -1 when it holds anything else, and then nothing that is drawn will stay.
 */
static int
put_ascii(struct rr_grid *g, int row, int col, int cells, unsigned attr,
    const char *s)
{
	int used = 0;

	for (; *s != '\0' && used < cells; s++, used++) {
		if (*s < ' ' || *s > '~')
			return -1;
		put(g, row, col + used, 1, attr, s, 1);
	}
	return used;
}

int
rr_grid_text(struct rr_grid *g, int row, int col, int cells, unsigned attr,
    const char *text)
{
	struct rr_buf b = RR_BUF_INIT;
	int used;

	if (row < 0 || row >= g->rows || cells <= 0)
		return 0;
	used = put_ascii(g, row, col, cells, attr, text);
	if (used >= 0)
		return used;
	rr_text_safe(text, g->ascii, &b);
	used = put_safe(g, row, col, cells, attr, b.s);
	rr_buf_free(&b);
	return used;
}

void
rr_grid_pad(struct rr_grid *g, int row, int col, int cells, bool right,
    unsigned attr, const char *text)
{
	struct rr_buf safe = RR_BUF_INIT, b = RR_BUF_INIT;
	size_t len = strlen(text);
	int used;

	if (row < 0 || row >= g->rows || cells <= 0)
		return;
	if (len <= (size_t)cells) {
		int left = right ? cells - (int)len : 0;

		used = put_ascii(g, row, col + left, cells, attr, text);
		for (int i = 0; used >= 0 && i < left; i++)
			put(g, row, col + i, 1, attr, " ", 1);
		for (int i = left + used; used >= 0 && i < cells; i++)
			put(g, row, col + i, 1, attr, " ", 1);
		if (used >= 0)
			return;
	}
	rr_text_safe(text, g->ascii, &safe);
	rr_text_pad(safe.s, cells, right, g->ascii, &b);
	put_safe(g, row, col, cells, attr, b.s);
	rr_buf_free(&safe);
	rr_buf_free(&b);
}

void
rr_grid_rule(struct rr_grid *g, int row, int col, int cells)
{
	const char *s = g->ascii ? "-" : "\xe2\x94\x80";

	for (int i = 0; i < cells; i++)
		put(g, row, col + i, 1, 0, s, strlen(s));
}

void
rr_grid_bar(struct rr_grid *g, int row, int col, int rows)
{
	const char *s = g->ascii ? "|" : "\xe2\x94\x82";

	for (int i = 0; i < rows; i++)
		put(g, row + i, col, 1, 0, s, strlen(s));
}

void
rr_grid_blank(struct rr_grid *g, struct rr_rect r)
{
	for (int i = 0; i < r.rows; i++)
		for (int j = 0; j < r.cols; j++)
			put(g, r.row + i, r.col + j, 1, 0, " ", 1);
}

void
rr_grid_cursor(struct rr_grid *g, int row, int col)
{
	if (!is_inside(g, row, col))
		return;
	g->cursor_row = row;
	g->cursor_col = col;
}

void
rr_grid_row(const struct rr_grid *g, int row, struct rr_buf *b)
{
	size_t start = b->len, end = b->len;

	for (int col = 0; col < g->cols; col++) {
		const struct rr_glyph *c = &g->cells[(size_t)row *
		    (size_t)g->cols + (size_t)col];

		rr_buf_add(b, c->text);
		if (c->width > 0 && strcmp(c->text, " ") != 0)
			end = b->len;
	}
	if (b->len > start) {
		b->len = end;
		b->s[end] = '\0';
	}
}

/* Bytes of the next line of text, and in NEXT where the one after begins. */
static size_t
wrap_one(const char *s, int cells, size_t *next)
{
	size_t line = strcspn(s, "\n");
	size_t fit = rr_text_fit(s, cells, NULL);
	size_t at;

	if (fit >= line) {
		*next = s[line] == '\n' ? line + 1 : line;
		return line;
	}
	for (at = fit; at > 0 && s[at] != ' '; at--)
		continue;
	if (at > 0)
		fit = at;
	if (fit == 0)
		fit = 1;
	*next = fit + strspn(s + fit, " ");
	return fit;
}

int
rr_wrap(const char *s, int cells, rr_wrap_line *line, void *ctx)
{
	int n = 0;

	do {
		size_t next, len = wrap_one(s, cells > 0 ? cells : 1, &next);

		line(ctx, s, len);
		n++;
		s += next;
	} while (*s != '\0');
	return n;
}
