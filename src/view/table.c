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

static void
cell_text(const struct rr_view *v, const struct rr_source *s, size_t row,
    size_t col, bool ascii, struct rr_buf *safe)
{
	struct rr_buf raw = RR_BUF_INIT;

	rr_view_cell(v, s, row, col, &raw);
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
		cells[c] = 0;
		if (v->columns[c].width == 0)
			continue;
		cells[c] = rr_text_width(v->columns[c].title);
		for (size_t r = 0; r < v->count(s) - s->folded; r++) {
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
	int gap = rr_view_gap(v);

	for (size_t c = 0; c < v->ncolumns; c++) {
		if (cells[c] == 0)
			continue;
		if (!first)
			rr_buf_fill(out, ' ', (size_t)gap);
		first = false;
		if (row < 0) {
			rr_buf_clear(&safe);
			rr_buf_add(&safe, v->columns[c].title);
		} else
			cell_text(v, s, (size_t)row, c, ascii, &safe);
		if (row >= 0 && v->columns[c].tag != NULL &&
		    rr_text_width(safe.s) > cells[c]) {
			rr_buf_clear(&safe);
			rr_view_line(v, s, (size_t)row, c, cells[c], ascii,
			    &safe);
		}
		rr_text_pad(safe.s, cells[c], v->columns[c].right, ascii,
		    out);
	}
	trim(out);
	rr_buf_free(&safe);
}

/* Over the first row of each group. */
static void
group_line(const struct rr_view *v, const struct rr_source *s, size_t row,
    struct rr_buf *last, struct rr_buf *out)
{
	struct rr_buf b = RR_BUF_INIT;

	if (v->group != NULL)
		v->group(s, row, &b);
	if (strcmp(b.s, last->s) != 0) {
		rr_buf_clear(last);
		rr_buf_add(last, b.s);
		rr_buf_printf(out, "%s\n", b.s);
	}
	rr_buf_free(&b);
}

void
rr_table_text(const struct rr_view *v, const struct rr_source *s, int width,
    bool ascii, struct rr_buf *out)
{
	struct rr_buf group = RR_BUF_INIT;
	int cells[RR_COLUMNS_MAX];
	size_t n = v->count(s) - s->folded;

	if (n == 0) {
		rr_view_wrap(rr_view_empty(v, s), 0,
		    width > 0 ? width : INT_MAX, out);
		if (s->folded > 0) {
			v->foot(s, out);
			rr_view_aside(s, out);
		}
		return;
	}
	if (width > 0)
		rr_view_widths(v, s, width, cells);
	else
		natural_widths(v, s, ascii, cells);
	text_line(v, s, -1, cells, ascii, out);
	for (size_t r = 0; r < n; r++) {
		group_line(v, s, r, &group, out);
		text_line(v, s, (long)r, cells, ascii, out);
	}
	rr_buf_free(&group);
	if (v->foot != NULL)
		v->foot(s, out);
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

static bool
has_value(const struct rr_column *c)
{
	return c->words != NULL || c->value != NULL;
}

/* A cell that has a value; what is empty is nothing. */
static void
get_value(const struct rr_column *c, const struct rr_source *s, size_t row,
    struct rr_value *v)
{
	const struct rr_value fresh = { .text = RR_BUF_INIT,
	    .day = RR_DATE_NONE };

	*v = fresh;
	if (c->words != NULL)
		c->words(s, row, &v->text);
	else
		c->value(s, row, v);
	if (c->cell == RR_CELL_DATE)
		v->none = rr_date_is_none(v->day);
}

static void
csv_typed(const struct rr_column *c, const struct rr_source *s, size_t row,
    bool raw, struct rr_buf *out)
{
	struct rr_value v;

	get_value(c, s, row, &v);
	if (c->cell == RR_CELL_TEXT || c->cell == RR_CELL_LIST)
		csv_cell(v.text.s, !raw, out);
	else if (c->cell == RR_CELL_DATE)
		rr_date_text(v.day, out);
	else if (!v.none && c->cell == RR_CELL_TRUTH)
		rr_buf_add(out, v.number != 0 ? "true" : "false");
	else if (!v.none)
		rr_buf_printf(out, "%lld", (long long)v.number);
	rr_buf_free(&v.text);
}

static void
csv_value(const struct rr_column *c, const struct rr_source *s, size_t row,
    bool raw, struct rr_buf *out)
{
	struct rr_buf b = RR_BUF_INIT;
	bool words = false;
	const char *p;
	rr_date day;

	if (has_value(c)) {
		csv_typed(c, s, row, raw, out);
		return;
	}
	c->text(s, row, &b);
	p = b.s;
	/*
	 * "Fri 2000-05-26": a spreadsheet wants the day alone; what is said
	 * beside a day is not left out.
	 */
	if (c->cell == RR_CELL_DATE && b.len == strlen("Fri 2000-05-26") &&
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

/* Whether it is data: of a view with values, what has one. */
static bool
is_data(const struct rr_view *v, const struct rr_column *c)
{
	return v->json != NULL || has_value(c);
}

/* What `why` takes, where no cell of the view has it: CSV names each row. */
static bool
adds_id(const struct rr_view *v)
{
	return v->json != NULL && v->id != NULL;
}

static void
csv_id(const struct rr_view *v, const struct rr_source *s, size_t row,
    bool raw, struct rr_buf *out)
{
	struct rr_buf b = RR_BUF_INIT;

	v->id(s, row, &b);
	rr_buf_addc(out, ',');
	csv_cell(b.s, !raw, out);
	rr_buf_free(&b);
}

void
rr_table_csv(const struct rr_view *v, const struct rr_source *s, bool raw,
    struct rr_buf *out)
{
	const char *comma = "";

	for (size_t c = 0; c < v->ncolumns; c++)
		if (is_data(v, &v->columns[c])) {
			rr_buf_printf(out, "%s%s", comma, v->columns[c].key);
			comma = ",";
		}
	rr_buf_add(out, adds_id(v) ? ",id\r\n" : "\r\n");
	for (size_t r = 0; r < v->count(s); r++) {
		comma = "";
		for (size_t c = 0; c < v->ncolumns; c++)
			if (is_data(v, &v->columns[c])) {
				rr_buf_add(out, comma);
				csv_value(&v->columns[c], s, r, raw, out);
				comma = ",";
			}
		if (adds_id(v))
			csv_id(v, s, r, raw, out);
		rr_buf_add(out, "\r\n");
	}
}

static struct rr_json *
list_json(const char *words)
{
	struct rr_json *all = rr_json_array();
	struct rr_buf one = RR_BUF_INIT;

	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		rr_buf_clear(&one);
		rr_buf_addn(&one, words, n);
		rr_json_push(all, rr_json_string(one.s));
		words += n + (words[n] == ' ' ? 1 : 0);
	}
	rr_buf_free(&one);
	return all;
}

static struct rr_json *
value_json(const struct rr_column *c, const struct rr_source *s, size_t row)
{
	struct rr_json *j;
	struct rr_value v;

	get_value(c, s, row, &v);
	if (v.none)
		j = rr_json_null();
	else if (c->cell == RR_CELL_DATE)
		j = rr_json_day(v.day);
	else if (c->cell == RR_CELL_NUMBER)
		j = rr_json_int(v.number);
	else if (c->cell == RR_CELL_TRUTH)
		j = rr_json_bool(v.number != 0);
	else if (c->cell == RR_CELL_LIST)
		j = list_json(v.text.s);
	else
		j = rr_json_string(v.text.s);
	rr_buf_free(&v.text);
	return j;
}

#define RR_CELL(id, word)	word,
static const char *const cell_words[] = {
#include "regrights/cell.def"
};
#undef RR_CELL
#define RR_AUDIENCE(id, word)	word,
static const char *const audience_words[] = {
#include "regrights/audience.def"
};
#undef RR_AUDIENCE

/* What each cell of a row is, and whom it may be shown to: "text for record" */
static struct rr_json *
columns_json(const struct rr_view *v)
{
	struct rr_json *all = rr_json_object();
	struct rr_buf b = RR_BUF_INIT;

	for (size_t c = 0; c < v->ncolumns; c++) {
		const struct rr_column *k = &v->columns[c];

		if (!is_data(v, k))
			continue;
		rr_buf_clear(&b);
		rr_buf_printf(&b, "%s for %s", cell_words[k->cell],
		    audience_words[k->audience]);
		rr_json_set(all, k->key, rr_json_string(b.s));
	}
	rr_buf_free(&b);
	return all;
}

static void
row_json(const struct rr_view *v, const struct rr_source *s, size_t row,
    struct rr_json *j)
{
	for (size_t c = 0; c < v->ncolumns; c++)
		if (is_data(v, &v->columns[c]))
			rr_json_set(j, v->columns[c].key,
			    value_json(&v->columns[c], s, row));
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
	struct rr_arena *arena = rr_arena_new();
	struct rr_json *j = rr_json_object();
	struct rr_json *rows = rr_json_array();
	struct rr_source with = *s;

	if (s->derivation != NULL)
		with.whys = rr_whys_new(arena, s->derivation->input);
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
	if (v->json == NULL)
		rr_json_set(j, "columns", columns_json(v));
	for (size_t r = 0; r < v->count(s); r++) {
		struct rr_json *row = rr_json_object();

		if (v->json != NULL)
			v->json(&with, r, row);
		else
			row_json(v, s, r, row);
		rr_json_push(rows, row);
	}
	rr_json_set(j, "rows", rows);
	rr_arena_free(arena);
	return j;
}
