/*
 * csv.c: a CSV file as a sheet of cells.  (The only user of libcsv.)
 *
 * A sheet is hostile until checked: its size, encoding, quotes, the number of
 * its columns, rows and letters in a cell.  Rows are counted as a spreadsheet
 * shows them, empty ones too, whatever line ends stand in their cells.  Cells
 * lose the space around them, and the ' that keeps a spreadsheet from taking
 * text for a formula; a formula itself is refused.  Cost and memory are linear
 * in the file; all is kept in the caller's arena.
 */
#include <csv.h>
#include <string.h>
#include <strings.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/load.h"
#include "regrights/map.h"
#include "regrights/text.h"
#include "regrights/vec.h"
#include "book_int.h"

#define BLOCK		65536	/* bytes between two looks at the complaints */
#define COLUMNS_MAX	256
#define ROWS_MAX	100000
#define CELL_MAX	4096	/* bytes of one cell */

struct reader {
	struct rr_arena	*arena;
	struct rr_sheet	*sheet;
	struct rr_vec	 rows, cells;
	unsigned	 row;		/* the one that is being read */
	int		 end;		/* what ended the one before */
	struct rr_diags	*diags;
};

void
rr_sheet_column(size_t i, struct rr_buf *b)
{
	if (i >= 26)
		rr_sheet_column(i / 26 - 1, b);
	rr_buf_addc(b, (char)('A' + i % 26));
}

static bool
complain(struct reader *r, enum rr_code code, size_t col, const char *what)
{
	const struct rr_pos at = { r->sheet->file, r->row, (unsigned)col };

	return rr_diag(r->diags, code, at, "%s", what);
}

/* The bytes of a blank at one end of a text: a space of any kind, or 0. */
static size_t
blank_at(const char *s, size_t len, bool end)
{
	static const char hard[] = "\xc2\xa0";	/* what web pages leave */

	if (len == 0)
		return 0;
	if (strchr(" \t\r\n", s[end ? len - 1 : 0]) != NULL &&
	    s[end ? len - 1 : 0] != '\0')
		return 1;
	return len >= 2 && memcmp(s + (end ? len - 2 : 0), hard, 2) == 0 ?
	    2 : 0;
}

static void
strip(const char **s, size_t *len)
{
	size_t n;

	while ((n = blank_at(*s, *len, false)) > 0) {
		*s += n;
		*len -= n;
	}
	while ((n = blank_at(*s, *len, true)) > 0)
		*len -= n;
}

/* Every line end as LF. */
static const char *
with_lines(struct reader *r, const char *s, size_t len)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < len; i++)
		if (s[i] != '\r')
			rr_buf_addc(&b, s[i]);
		else if (i + 1 == len || s[i + 1] != '\n')
			rr_buf_addc(&b, '\n');
	return rr_buf_keep(&b, r->arena);
}

static const char *
clean(struct reader *r, const char *s, size_t len)
{
	const char *text;

	strip(&s, &len);
	if (len == 0)
		return "";
	text = memchr(s, '\r', len) != NULL ? with_lines(r, s, len) :
	    rr_arena_strndup(r->arena, s, len);
	return text[0] == '\'' && rr_text_is_guarded(text) ? text + 1 : text;
}

/* What a spreadsheet shows where it has no value, or no room for it. */
static bool
is_no_value(const char *s)
{
	static const char *const words[] = { "#REF!", "#VALUE!", "#NAME?",
	    "#DIV/0!", "#NUM!", "#NULL!", "#N/A", "#SPILL!", "#CALC!" };
	const size_t n = strspn(s, "#");

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(s, words[i]) == 0)
			return true;
	return n > 1 && s[n] == '\0';
}

static bool
check_cell(struct reader *r, const char *raw, size_t len, const char *s,
    size_t col)
{
	if (!rr_text_is_utf8(s, strlen(s)) || !rr_text_is_utf8(raw, len))
		return complain(r, memchr(raw, '\0', len) != NULL ?
		    RR_E_CONTROL : RR_E_ENCODING, col, "save the sheet again "
		    "as \"CSV UTF-8\"");
	if (!rr_text_is_plain(s, strlen(s), true, NULL))
		return complain(r, RR_E_CONTROL, col, rr_arena_printf(
		    r->arena, "'%s'; type the cell again", s));
	if (s[0] == '=' && raw[0] != '\'')
		return complain(r, RR_E_TYPE, col, rr_arena_printf(r->arena,
		    "'%s' is a formula; save the sheet with values", s));
	if (is_no_value(s))
		return complain(r, RR_E_TYPE, col, rr_arena_printf(r->arena,
		    "'%s' stands where the sheet has no value; mend the cell, "
		    "or leave it empty", s));
	return true;
}

static void
take_cell(void *text, size_t len, void *data)
{
	struct reader *r = data;
	const char *s = "";
	size_t col = r->cells.n + 1;

	if (rr_diags_errors(r->diags) >= RR_BOOK_COMPLAINTS)
		return;
	if (col == COLUMNS_MAX + 1)
		complain(r, RR_E_SIZE, col, rr_arena_printf(r->arena,
		    "at most %d columns", COLUMNS_MAX));
	if (col > COLUMNS_MAX)
		return;
	if (len > CELL_MAX) {
		complain(r, RR_E_SIZE, col, rr_arena_printf(r->arena,
		    "at most %d bytes in a cell; is a quote not closed?",
		    CELL_MAX));
	} else if (len > 0) {
		s = clean(r, text, len);
		check_cell(r, text, len, s, col);
	}
	*(const char **)rr_vec_add(r->arena, &r->cells) = s;
}

/* The text of a heading is on one line. */
static const char *
heading(struct reader *r, const char *s)
{
	char *one = rr_arena_strdup(r->arena, s);

	for (char *p = one; *p != '\0'; p++)
		*p = *p == '\n' ? ' ' : *p;
	return one;
}

static void
check_twice(struct reader *r, const char *const *heads, size_t i)
{
	for (size_t j = 0; j < i && heads[i][0] != '\0'; j++)
		if (rr_text_casecmp(heads[i], heads[j]) == 0)
			complain(r, RR_E_DUPLICATE, i + 1, rr_arena_printf(
			    r->arena, "'%s' heads column %zu too; name one of "
			    "them otherwise", heads[i], j + 1));
}

static void
take_heads(struct reader *r)
{
	const char **cells = r->cells.items;
	size_t n = r->cells.n;
	const char **heads = rr_arena_array(r->arena, n, sizeof(*heads));

	for (size_t i = 0; i < n; i++) {
		heads[i] = heading(r, cells[i]);
		check_twice(r, heads, i);
	}
	r->sheet->heads = heads;
	r->sheet->ncols = n;
	r->sheet->row = r->row;
}

/* Cells beyond the headings must be empty; missing ones are a slip. */
static bool
fits(struct reader *r)
{
	const char *const *cells = r->cells.items;
	size_t n = r->cells.n, want = r->sheet->ncols;

	while (n > want && cells[n - 1][0] == '\0')
		n--;
	return n == want ? true : complain(r, RR_E_CELLS, n < want ? n :
	    want + 1, rr_arena_printf(r->arena, "%zu under %zu headings; look "
	    "for a separator or a quote too many or too few", n, want));
}

static void
keep_row(struct reader *r)
{
	const size_t want = r->sheet->ncols;
	struct rr_sheet_row *row;
	const char **cells;

	if (!fits(r))
		return;
	if (r->rows.n == ROWS_MAX) {
		complain(r, RR_E_SIZE, 0, rr_arena_printf(r->arena,
		    "at most %d rows; make two files of it", ROWS_MAX));
		return;
	}
	cells = rr_arena_array(r->arena, want, sizeof(*cells));
	memcpy(cells, r->cells.items, want * sizeof(*cells));
	row = rr_vec_add(r->arena, &r->rows);
	row->row = r->row;
	row->cells = cells;
}

/* END is what ended the row, or -1: a CR and the LF behind it are one end. */
static void
take_row(int end, void *data)
{
	struct reader *r = data;
	const char *const *cells = r->cells.items;
	bool empty = true;

	if (end == CSV_LF && r->end == CSV_CR && r->cells.n == 0) {
		r->end = end;
		return;
	}
	r->end = end;
	for (size_t i = 0; i < r->cells.n; i++)
		empty &= cells[i][0] == '\0';
	if (!empty && r->sheet->heads == NULL)
		take_heads(r);
	else if (!empty && rr_diags_errors(r->diags) < RR_BOOK_COMPLAINTS)
		keep_row(r);
	r->cells.n = 0;
	r->row++;
}

static bool
parse(struct reader *r, const char *bytes, size_t len, char separator)
{
	unsigned char options = CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL;
	struct csv_parser p;
	bool ok = true;

	if (csv_init(&p, options) != 0)
		rr_die("no memory for a sheet");
	csv_set_delim(&p, (unsigned char)separator);
	for (size_t i = 0, n; ok && i < len && rr_diags_errors(r->diags) <
	    RR_BOOK_COMPLAINTS; i += n) {
		n = len - i < BLOCK ? len - i : BLOCK;
		ok = csv_parse(&p, bytes + i, n, take_cell, take_row, r) == n;
	}
	ok = ok && csv_fini(&p, take_cell, take_row, r) == 0;
	if (!ok && csv_error(&p) == CSV_ENOMEM)
		rr_die("no memory for a sheet");
	csv_free(&p);
	return ok ? true : complain(r, RR_E_CSV, r->cells.n + 1,
	    "a quote stands inside a cell, or is not closed; a cell with "
	    "quotes is written \"like \"\"this\"\"\"");
}

/* What people save without meaning to, told before it reads as nonsense. */
static bool
check_kind(struct reader *r, const char *bytes, size_t len)
{
	if (len >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 ||
	    memcmp(bytes, "\xfe\xff", 2) == 0))
		return complain(r, RR_E_ENCODING, 1, "it is UTF-16; save the "
		    "sheet again as \"CSV UTF-8\"");
	if (len >= 2 && memcmp(bytes, "PK", 2) == 0)
		return complain(r, RR_E_CSV, 1, "it is a workbook; save the "
		    "sheet as \"CSV UTF-8\"");
	return true;
}

/* Are the headings parted by something else? */
static bool
check_separator(struct reader *r, const char *bytes, size_t len,
    char separator)
{
	static const struct { char c; const char *word; } others[] = {
		{ ',', "comma" }, { ';', "semicolon" }, { '\t', "tab" }
	};
	size_t line = 0;

	while (line < len && bytes[line] != '\r' && bytes[line] != '\n')
		line++;
	if (line == 0 || memchr(bytes, separator, line) != NULL)
		return true;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (memchr(bytes, others[i].c, line) != NULL)
			return complain(r, RR_E_CSV, 1, rr_arena_printf(
			    r->arena, "its cells seem to be parted otherwise; "
			    "say --separator %s", others[i].word));
	return true;
}

/*
 * "sep=;": the line with which a spreadsheet is told what parts the cells.  It
 * shows no row for it, so that none is counted here.
 */
static size_t
take_separator(const char *bytes, size_t len, char *separator)
{
	static const char word[] = "sep=";
	size_t n = strlen(word);

	if (len < n + 2 || strncasecmp(bytes, word, n) != 0 ||
	    strchr("\r\n", bytes[n + 1]) == NULL)
		return 0;
	*separator = bytes[n];
	n += 2;
	return n < len && bytes[n - 1] == '\r' && bytes[n] == '\n' ? n + 1 : n;
}

bool
rr_load_sheet(struct rr_arena *arena, const char *name, const char *bytes,
    size_t len, char separator, struct rr_sheet *out, struct rr_diags *diags)
{
	struct reader r = { arena, out, RR_VEC_INIT(struct rr_sheet_row),
	    RR_VEC_INIT(const char *), 1, 0, diags };
	size_t before = rr_diags_errors(diags), said;

	memset(out, 0, sizeof(*out));
	out->file = name;
	if (!check_kind(&r, bytes, len))
		return false;
	if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	said = take_separator(bytes, len, &separator);
	bytes += said;
	len -= said;
	if (!check_separator(&r, bytes, len, separator))
		return false;
	parse(&r, bytes, len, separator);
	out->rows = r.rows.items;
	out->n = r.rows.n;
	if (rr_diags_errors(diags) == before && out->n == 0) {
		r.row = 1;
		complain(&r, RR_E_EMPTY, 0, "no row stands under the "
		    "headings");
	}
	return rr_diags_errors(diags) == before;
}
