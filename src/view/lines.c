/*
 * lines.c: a cell in several lines.
 *
 * Where a text and what stands behind it do not fit into the lines that a cell
 * may take, the text is cut at its end, and that is shown; but its beginning
 * stays, and then what is behind it is cut so.  So it is with what tells a row
 * apart, where its text does not fit into one.
 */
#include <string.h>

#include "regrights/text.h"
#include "view_int.h"

#define FRONT	12	/* cells of the text that stay before what is behind */

static int
count_ends(const char *s)
{
	int n = 0;

	for (; *s != '\0'; s++)
		n += *s == '\n';
	return n;
}

/* Drops the last character, which may be several bytes. */
static void
drop_last(struct rr_buf *b)
{
	while (b->len > 0 && ((unsigned char)b->s[b->len - 1] & 0xc0) == 0x80)
		b->len--;
	if (b->len > 0)
		b->len--;
	b->s[b->len] = '\0';
}

/* Wraps the text, what is behind it and, where they are cut, a mark. */
static int
wrap_both(const struct rr_buf *front, const char *mark,
    const struct rr_buf *behind, const char *end, int cells,
    struct rr_buf *lines)
{
	struct rr_buf all = RR_BUF_INIT;

	rr_buf_clear(lines);
	rr_buf_printf(&all, "%s%s%s%s", front->s, mark, behind->s, end);
	rr_view_wrap(all.s, 0, cells, lines);
	rr_buf_free(&all);
	return count_ends(lines->s);
}

/* The longest start of the text with which what is behind it fits. */
static void
fit(struct rr_buf *front, const char *behind, int cells, int most,
    bool ascii, struct rr_buf *lines)
{
	const char *cut = ascii ? ".." : "\xe2\x80\xa6", *mark = "";
	struct rr_buf rest = RR_BUF_INIT;

	rr_buf_add(&rest, behind);
	while (wrap_both(front, mark, &rest, "", cells, lines) > most &&
	    rr_text_width(front->s) > FRONT) {
		drop_last(front);
		mark = cut;
	}
	while (count_ends(lines->s) > most && rest.len > 0) {
		drop_last(&rest);
		wrap_both(front, mark, &rest, cut, cells, lines);
	}
	rr_buf_free(&rest);
}

/* The first of them, as many as a cell may take. */
static void
add_lines(const char *lines, struct rr_buf *out)
{
	for (int n = 0; n < RR_LINES_MAX && *lines != '\0'; n++) {
		size_t len = strcspn(lines, "\n") + 1;

		rr_buf_addn(out, lines, len);
		lines += len;
	}
}

bool
rr_column_wraps(const struct rr_column *c)
{
	return c->behind != NULL || c->tag != NULL;
}

/* What the text gives way to in so many cells, as raw text. */
static void
add_behind(const struct rr_column *c, const struct rr_source *s, size_t row,
    const char *text, int cells, struct rr_buf *b)
{
	if (c->behind != NULL)
		c->behind(s, row, b);
	else if (c->tag != NULL && rr_text_width(text) > cells) {
		rr_buf_addc(b, ' ');
		c->tag(s, row, b);
		if (b->len == 1)
			rr_buf_clear(b);
	}
}

/* The text, and what it gives way to, both safe. */
static void
split(const struct rr_column *c, const struct rr_source *s, size_t row,
    int cells, bool ascii, struct rr_buf *front, struct rr_buf *behind)
{
	struct rr_buf raw = RR_BUF_INIT;

	c->text(s, row, &raw);
	rr_text_safe(raw.s, ascii, front);
	rr_buf_clear(&raw);
	add_behind(c, s, row, front->s, cells, &raw);
	rr_text_safe(raw.s, ascii, behind);
	rr_buf_free(&raw);
}

void
rr_view_lines(const struct rr_view *v, const struct rr_source *s, size_t row,
    size_t column, int cells, bool dense, bool ascii, struct rr_buf *out)
{
	const struct rr_column *c = &v->columns[column];
	struct rr_buf front = RR_BUF_INIT, behind = RR_BUF_INIT;
	struct rr_buf lines = RR_BUF_INIT;
	int most = 1;

	split(c, s, row, cells, ascii, &front, &behind);
	if (!dense || (v->apart != NULL && v->apart(s, row)) ||
	    rr_text_width(behind.s) + FRONT > cells)
		most = RR_LINES_MAX;
	if (c->behind == NULL && behind.len == 0)
		rr_buf_printf(&lines, "%s\n", front.s);
	else
		fit(&front, behind.s, cells, most, ascii, &lines);
	add_lines(lines.s, out);
	rr_buf_free(&front);
	rr_buf_free(&behind);
	rr_buf_free(&lines);
}

void
rr_view_line(const struct rr_view *v, const struct rr_source *s, size_t row,
    size_t column, int cells, bool ascii, struct rr_buf *out)
{
	struct rr_buf front = RR_BUF_INIT, behind = RR_BUF_INIT;
	struct rr_buf lines = RR_BUF_INIT;

	split(&v->columns[column], s, row, cells, ascii, &front, &behind);
	fit(&front, behind.s, cells, 1, ascii, &lines);
	rr_buf_addn(out, lines.s, strcspn(lines.s, "\n"));
	rr_buf_free(&front);
	rr_buf_free(&behind);
	rr_buf_free(&lines);
}
