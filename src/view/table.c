/*
 * table.c: any view as text, CSV or JSON.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/seal.h"
#include "regrights/text.h"
#include "view_int.h"

#define COLUMNS_MAX	16

static void
cell_text(const struct rr_view *v, const struct rr_source *s, size_t row,
    size_t col, bool ascii, struct rr_buf *safe)
{
	struct rr_buf raw = RR_BUF_INIT;

	v->columns[col].text(s, row, &raw);
	rr_buf_clear(safe);
	rr_text_safe(raw.s, ascii, safe);
	rr_buf_free(&raw);
}

/* As wide as the widest cell of each column. */
static void
natural_widths(const struct rr_view *v, const struct rr_source *s,
    bool ascii, int *cells)
{
	struct rr_buf safe = RR_BUF_INIT;

	for (size_t c = 0; c < v->ncolumns; c++) {
		cells[c] = rr_text_width(v->columns[c].title);
		for (size_t r = 0; r < v->count(s); r++) {
			int w;

			cell_text(v, s, r, c, ascii, &safe);
			w = rr_text_width(safe.s);
			cells[c] = w > cells[c] ? w : cells[c];
		}
	}
	rr_buf_free(&safe);
}

static void
trim(struct rr_buf *b)
{
	while (b->len > 0 && b->s[b->len - 1] == ' ')
		b->s[--b->len] = '\0';
	rr_buf_addc(b, '\n');
}

static void
text_line(const struct rr_view *v, const struct rr_source *s, long row,
    const int *cells, bool ascii, struct rr_buf *out)
{
	struct rr_buf safe = RR_BUF_INIT;
	bool first = true;

	for (size_t c = 0; c < v->ncolumns; c++) {
		if (cells[c] == 0)
			continue;
		rr_buf_add(out, first ? "" : "  ");
		first = false;
		if (row < 0) {
			rr_buf_clear(&safe);
			rr_buf_add(&safe, v->columns[c].title);
		} else
			cell_text(v, s, (size_t)row, c, ascii, &safe);
		rr_text_pad(safe.s, cells[c], v->columns[c].right, ascii,
		    out);
	}
	trim(out);
	rr_buf_free(&safe);
}

void
rr_table_text(const struct rr_view *v, const struct rr_source *s, int width,
    bool ascii, struct rr_buf *out)
{
	int cells[COLUMNS_MAX];
	size_t n = v->count(s);

	if (n == 0) {
		rr_view_wrap(rr_view_empty(v, s), 0,
		    width > 0 ? width : INT_MAX, out);
		return;
	}
	if (width > 0)
		rr_view_widths(v, s, width, cells);
	else
		natural_widths(v, s, ascii, cells);
	text_line(v, s, -1, cells, ascii, out);
	for (size_t r = 0; r < n; r++)
		text_line(v, s, (long)r, cells, ascii, out);
	rr_view_aside(s, out);
}

static void
csv_cell(const char *s, bool guard, struct rr_buf *out)
{
	struct rr_buf safe = RR_BUF_INIT;

	rr_buf_addc(out, '"');
	/* A spreadsheet takes it for a formula otherwise (CWE-1236). */
	if (guard && rr_text_is_guarded(s))
		rr_buf_addc(out, '\'');
	rr_text_safe_lines(s, &safe);
	for (s = safe.s; *s != '\0'; s++) {
		if (*s == '"')
			rr_buf_addc(out, '"');
		rr_buf_addc(out, *s);
	}
	rr_buf_free(&safe);
	rr_buf_addc(out, '"');
}

static void
csv_value(const struct rr_column *c, const struct rr_source *s, size_t row,
    bool raw, struct rr_buf *out)
{
	struct rr_buf b = RR_BUF_INIT;
	bool words = false;
	const char *p;
	rr_date day;

	c->text(s, row, &b);
	p = b.s;
	/* "Fri 2000-05-26": a spreadsheet wants the day alone. */
	if (c->cell == RR_CELL_DATE && b.len > 10 &&
	    rr_date_parse(p + b.len - 10, &day))
		p += b.len - 10;
	else
		words = b.len > 10;
	if (c->cell == RR_CELL_TEXT || (c->cell == RR_CELL_DATE && words))
		csv_cell(p, !raw, out);
	else
		rr_buf_add(out, p);
	rr_buf_free(&b);
}

void
rr_table_csv(const struct rr_view *v, const struct rr_source *s, bool raw,
    struct rr_buf *out)
{
	for (size_t c = 0; c < v->ncolumns; c++)
		rr_buf_printf(out, "%s%s", c > 0 ? "," : "",
		    v->columns[c].key);
	rr_buf_add(out, "\r\n");
	for (size_t r = 0; r < v->count(s); r++) {
		for (size_t c = 0; c < v->ncolumns; c++) {
			rr_buf_add(out, c > 0 ? "," : "");
			csv_value(&v->columns[c], s, r, raw, out);
		}
		rr_buf_add(out, "\r\n");
	}
}

static struct rr_json *
numbers_json(const int64_t *entries, size_t n)
{
	struct rr_json *all = rr_json_array();
	char number[24];

	for (size_t i = 0; i < n; i++) {
		snprintf(number, sizeof(number), "%lld",
		    (long long)entries[i]);
		rr_json_push(all, rr_json_string(number));
	}
	return all;
}

struct rr_json *
rr_table_json(const struct rr_view *v, const struct rr_source *s)
{
	struct rr_json *j = rr_json_object();
	struct rr_json *rows = rr_json_array();

	rr_json_set(j, "format", rr_json_string("regrights/1"));
	rr_json_set(j, "matter", rr_json_string(s->matter));
	rr_json_set(j, "on", rr_json_day(s->on));
	rr_json_set(j, "known", rr_json_string(s->known));
	if (s->demonstration)
		rr_json_set(j, "demonstration", rr_json_bool(true));
	if (s->nsealed > 0)
		rr_json_set(j, "sealed", numbers_json(s->sealed, s->nsealed));
	if (s->nlater > 0)
		rr_json_set(j, "later", numbers_json(s->later, s->nlater));
	if (s->nadrift > 0)
		rr_json_set(j, "about_void", numbers_json(s->adrift,
		    s->nadrift));
	for (size_t r = 0; r < v->count(s); r++) {
		struct rr_json *row = rr_json_object();

		v->json(s, r, row);
		rr_json_push(rows, row);
	}
	rr_json_set(j, "rows", rows);
	return j;
}
