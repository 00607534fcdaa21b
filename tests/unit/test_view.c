/*
 * test_view.c: tables and reasons on paper of a given width.
 *
 * Cells are drawn from a seed that is printed: quotes, commas, line ends,
 * formulas, escapes, wide and reversed letters.  What CSV says is read back by
 * a reader of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/json.h"
#include "regrights/text.h"
#include "regrights/view.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define ROUNDS		300
#define ROWS		6

static uint64_t seed;
static const int widths[] = { 80, 40 };

/* xorshift64* */
static size_t
draw(size_t below)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (size_t)((seed * 2685821657736338717u >> 1) % below);
}

static void
begin(const char *what)
{
	const char *given = getenv("REGRIGHTS_SEED");

	seed = given != NULL ? strtoull(given, NULL, 10) : 20000428;
	print_message("%s: REGRIGHTS_SEED=%llu\n", what,
	    (unsigned long long)seed);
}

static const char *
words(struct rr_arena *arena)
{
	static const char *const parts[] = { "a", "Elm Fund", " ", ", ", "\"",
	    "\"\"", "\n", "\r\n", "\t", "=1+1", "-5", "@x", "'", "\x1b[31m",
	    "\x7f", "\xe2\x80\xae", "\xe2\x80\x8b", "\xe6\xbc\xa2", "e\xcc\x81",
	    "\xc3\xa9", "2000-05-26", "\xf0\x9f\x98\x80",
	    "a word that goes on and on and does not end soon" };
	struct rr_buf b = RR_BUF_INIT;

	for (size_t n = draw(6); n > 0; n--)
		rr_buf_add(&b, parts[draw(COUNT(parts))]);
	return rr_buf_keep(&b, arena);
}

struct made {
	struct rr_arena		*arena;
	struct rr_docket_row	 docket[ROWS];
	struct rr_line		 journal[ROWS];
	struct rr_source	 source;
};

static void
make(struct made *m)
{
	const rr_date day = { 11103 };	/* Fri 2000-05-26 */

	m->arena = rr_arena_new();
	for (size_t i = 0; i < ROWS; i++) {
		struct rr_docket_row *d = &m->docket[i];
		struct rr_line *l = &m->journal[i];

		*d = (struct rr_docket_row){ .matter = words(m->arena),
		    .id = words(m->arena), .section = words(m->arena),
		    .what = words(m->arena), .by = words(m->arena),
		    .task = words(m->arena), .party = words(m->arena),
		    .lack = words(m->arena), .rests = words(m->arena),
		    .answers = words(m->arena), .doubt = draw(2) == 0,
		    .since = draw(2) == 0 ? day : RR_DATE_NONE,
		    .stand = (enum rr_docket_stand)draw(RR_DOCKET_STANDS),
		    .sense = "no later than", .status = words(m->arena),
		    .note = words(m->arena), .raw = day, .rolled = day,
		    .working = day, .met_on = RR_DATE_NONE,
		    .changes_on = day, .old = draw(2) == 0 };
		*l = (struct rr_line){ .seq = (int64_t)i + 1,
		    .op = words(m->arena), .matter = words(m->arena),
		    .who = words(m->arena), .origin = words(m->arena),
		    .command = words(m->arena), .at = { 959374800 },
		    .shape = words(m->arena), .name = words(m->arena),
		    .gist = words(m->arena), .part = (int64_t)draw(2) + 1,
		    .hash = words(m->arena), .voided = draw(2) == 0 };
	}
	memset(&m->source, 0, sizeof(m->source));
	m->source.matter = words(m->arena);
	m->source.docket = m->docket;
	m->source.journal = m->journal;
	m->source.ndocket = m->source.njournal = ROWS;
	m->source.on = day;
}

/* No line is wider, and nothing in it moves a terminal. */
static void
assert_lines(const char *text, int width, bool ascii)
{
	struct rr_buf line = RR_BUF_INIT;
	const char *end;

	for (; *text != '\0'; text = end + 1) {
		end = strchr(text, '\n');
		assert_non_null(end);
		rr_buf_clear(&line);
		rr_buf_addn(&line, text, (size_t)(end - text));
		if (!rr_text_is_plain(line.s, line.len, false, NULL))
			fail_msg("unsafe: %s", line.s);
		for (size_t i = 0; ascii && i < line.len; i++)
			assert_true((unsigned char)line.s[i] < 0x80);
		if (rr_text_width(line.s) > width)
			fail_msg("%d cells of %d: %s", rr_text_width(line.s),
			    width, line.s);
	}
	rr_buf_free(&line);
}

static const char *const drawn[] = { "docket", "journal" };

static void
tables_stay_within_their_width(void **state)
{
	(void)state;
	begin("tables");
	for (int i = 0; i < ROUNDS; i++) {
		struct made m;

		make(&m);
		for (size_t v = 0; v < COUNT(drawn); v++)
			for (size_t w = 0; w < COUNT(widths); w++) {
				bool ascii = draw(2) == 0;
				struct rr_buf b = RR_BUF_INIT;

				rr_table_text(rr_view_find(drawn[v]),
				    &m.source, widths[w], ascii, &b);
				assert_lines(b.s, widths[w], ascii);
				rr_buf_free(&b);
			}
		rr_arena_free(m.arena);
	}
}

/* Every view, by its columns alone; and what it says without rows. */
static void
columns_of_every_view_fit(void **state)
{
	const struct rr_source none = { .on = { 11103 } };
	const struct rr_view *v;

	(void)state;
	for (size_t i = 0; (v = rr_view_at(i)) != NULL; i++)
		for (size_t w = 0; w < COUNT(widths); w++) {
			int cells[RR_COLUMNS_MAX], sum = 0, shown = 0;
			int gap = rr_view_gap(v);
			struct rr_buf b = RR_BUF_INIT;

			rr_view_widths(v, &none, widths[w], cells);
			for (size_t c = 0; c < v->ncolumns; c++) {
				sum += cells[c];
				shown += cells[c] > 0;
			}
			if (sum + gap * (shown - 1) > widths[w])
				fail_msg("%s takes %d cells of %d", v->name,
				    sum + gap * (shown - 1), widths[w]);
			rr_table_text(v, &none, widths[w], true, &b);
			assert_lines(b.s, widths[w], true);
			rr_buf_free(&b);
		}
}

static struct rr_trace *
draw_tree(struct rr_arena *arena, int depth)
{
	struct rr_trace *t = rr_arena_alloc(arena, sizeof(*t));

	t->step = draw(2) == 0 ? RR_STEP_TERM : RR_STEP_FACT;
	t->text = words(arena);
	if (draw(2) == 0)
		t->cite = words(arena);
	if (t->step == RR_STEP_FACT) {
		t->fact = (int64_t)draw(5) + 1;
		t->row = (int64_t)draw(3);
	}
	if (depth > 0)
		t->child = draw_tree(arena, depth - 1);
	if (depth > 0 && draw(5) == 0)
		t->next = draw_tree(arena, depth - 1);
	return t;
}

static void
reasons_stay_within_their_width(void **state)
{
	(void)state;
	begin("reasons");
	for (int i = 0; i < ROUNDS; i++) {
		struct rr_arena *arena = rr_arena_new();
		const struct rr_trace *t = draw_tree(arena, 24);

		for (size_t w = 0; w < COUNT(widths); w++) {
			struct rr_buf b = RR_BUF_INIT;

			rr_outline_text(t, widths[w], w == 0, &b);
			assert_lines(b.s, widths[w], w == 0);
			rr_buf_free(&b);
		}
		rr_arena_free(arena);
	}
}

/* All that is said is there at any width, in its order. */
static void
no_word_of_the_reasons_is_lost(void **state)
{
	struct rr_trace t = { .step = RR_STEP_TERM,
	    .text = "one two three four five six seven eight nine ten",
	    .cite = "Corporations Code section twenty-five hundred" };
	char *word, *rest, *said;
	struct rr_arena *arena = rr_arena_new();
	struct rr_buf b = RR_BUF_INIT;

	(void)state;
	rr_outline_text(&t, 40, true, &b);
	assert_lines(b.s, 40, true);
	said = b.s;
	rest = rr_arena_printf(arena, "%s", t.text);
	while ((word = strtok_r(rest, " ", &rest)) != NULL) {
		said = strstr(said, word);
		assert_non_null(said);
	}
	assert_non_null(strstr(b.s, "Corporations Code section"));
	assert_non_null(strstr(b.s, "twenty-five"));
	rr_buf_free(&b);
	rr_arena_free(arena);
}

/* RFC 4180: the next field at *P, without its quotes; its end in END. */
static char *
read_field(struct rr_arena *arena, const char **p, char *end)
{
	struct rr_buf b = RR_BUF_INIT;
	bool quoted = **p == '"';

	*p += quoted;
	while (quoted ? **p != '"' || (*p)[1] == '"' :
	    strchr(",\r\n", **p) == NULL) {
		assert_true(**p != '\0');
		*p += quoted && **p == '"';
		rr_buf_addc(&b, *(*p)++);
	}
	*p += quoted;
	*end = **p;
	assert_true(*end == ',' || *end == '\r');
	*p += *end == ',' ? 1 : 2;
	return rr_buf_keep(&b, arena);
}

/* A view has values, or else JSON of its own and texts. */
static bool
is_data(const struct rr_view *v, const struct rr_column *c)
{
	return v->json != NULL || c->words != NULL || c->value != NULL;
}

static void
get_cell(const struct rr_column *c, const struct rr_source *s, size_t row,
    struct rr_buf *out)
{
	struct rr_value v = { .text = RR_BUF_INIT };

	if (c->words != NULL)
		c->words(s, row, out);
	else if (c->value != NULL) {
		c->value(s, row, &v);
		rr_buf_add(out, v.text.s);
		rr_buf_free(&v.text);
	} else
		c->text(s, row, out);
}

/* CSV ends with the id of a row, where no cell of the view has it. */
static void
assert_id(const struct rr_view *v, const struct made *m, size_t row,
    const char **p, bool raw)
{
	struct rr_buf id = RR_BUF_INIT, safe = RR_BUF_INIT;
	const char *got;
	char end;

	v->id(&m->source, row, &id);
	rr_text_safe_lines(id.s, &safe);
	got = read_field(m->arena, p, &end);
	assert_int_equal(end, '\r');
	assert_string_equal(!raw && rr_text_is_guarded(id.s) ? got + 1 : got,
	    safe.s);
	rr_buf_free(&safe);
	rr_buf_free(&id);
}

static void
assert_csv(const struct rr_view *v, const struct made *m, bool raw)
{
	struct rr_buf b = RR_BUF_INIT, cell = RR_BUF_INIT;
	struct rr_buf safe = RR_BUF_INIT;
	const char *p;
	bool named = v->json != NULL && v->id != NULL;
	size_t last = 0;
	char end;

	rr_table_csv(v, &m->source, raw, &b);
	p = b.s;
	for (size_t c = 0; c < v->ncolumns; c++)
		if (is_data(v, &v->columns[c])) {
			assert_string_equal(read_field(m->arena, &p, &end),
			    v->columns[c].key);
			last = c;
		}
	if (named)
		assert_string_equal(read_field(m->arena, &p, &end), "id");
	assert_int_equal(end, '\r');
	for (size_t r = 0; r < ROWS; r++) {
		for (size_t c = 0; c < v->ncolumns; c++) {
			const char *got;

			if (!is_data(v, &v->columns[c]))
				continue;
			got = read_field(m->arena, &p, &end);
			rr_buf_clear(&cell);
			get_cell(&v->columns[c], &m->source, r, &cell);
			assert_int_equal(end, c < last || named ? ',' : '\r');
			if (v->columns[c].cell != RR_CELL_TEXT &&
			    v->columns[c].cell != RR_CELL_LIST)
				continue;
			/* A formula is told by an apostrophe before it. */
			if (!raw && rr_text_is_guarded(cell.s)) {
				assert_int_equal(got[0], '\'');
				got++;
			}
			/* Nor does a terminal obey it. */
			rr_buf_clear(&safe);
			rr_text_safe_lines(cell.s, &safe);
			assert_string_equal(got, safe.s);
		}
		if (named)
			assert_id(v, m, r, &p, raw);
	}
	assert_int_equal(*p, '\0');
	rr_buf_free(&safe);
	rr_buf_free(&cell);
	rr_buf_free(&b);
}

static void
csv_reads_back(void **state)
{
	(void)state;
	begin("csv");
	for (int i = 0; i < ROUNDS; i++) {
		struct made m;

		make(&m);
		for (size_t v = 0; v < COUNT(drawn); v++) {
			assert_csv(rr_view_find(drawn[v]), &m, false);
			assert_csv(rr_view_find(drawn[v]), &m, true);
		}
		rr_arena_free(m.arena);
	}
}

static void
json_reads_back(void **state)
{
	(void)state;
	begin("json");
	for (int i = 0; i < ROUNDS; i++) {
		struct made m;
		struct rr_json *made, *read;
		struct rr_buf b = RR_BUF_INIT, again = RR_BUF_INIT;
		const struct rr_json *row;

		make(&m);
		made = rr_table_json(rr_view_find("docket"), &m.source);
		rr_json_print(made, &b);
		read = rr_json_parse(b.s, b.len);
		assert_non_null(read);
		row = rr_json_at(rr_json_get(read, "rows"), ROWS - 1);
		assert_string_equal(rr_json_text(rr_json_get(row, "what")),
		    m.docket[ROWS - 1].what);
		assert_string_equal(rr_json_text(rr_json_get(row, "working")),
		    "2000-05-26");
		assert_true(rr_json_is_null(rr_json_get(row, "met_on")));
		rr_json_print(read, &again);
		assert_string_equal(again.s, b.s);
		rr_buf_free(&again);
		rr_buf_free(&b);
		rr_json_free(read);
		rr_json_free(made);
		rr_arena_free(m.arena);
	}
}

/* What would move the cursor or turn the line round is spelt out. */
static void
what_is_unsafe_is_made_visible(void **state)
{
	struct made m;
	struct rr_buf b = RR_BUF_INIT;

	(void)state;
	begin("unsafe");
	make(&m);
	m.docket[0].task = "a\x1b[2Jb\xe2\x80\xae""c\nd";
	rr_table_text(rr_view_find("docket"), &m.source, 0, false, &b);
	assert_non_null(strstr(b.s, "a\\x1b[2Jb\\u{202e}c\\nd"));
	rr_buf_free(&b);
	rr_arena_free(m.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_stay_within_their_width),
		cmocka_unit_test(columns_of_every_view_fit),
		cmocka_unit_test(reasons_stay_within_their_width),
		cmocka_unit_test(no_word_of_the_reasons_is_lost),
		cmocka_unit_test(csv_reads_back),
		cmocka_unit_test(json_reads_back),
		cmocka_unit_test(what_is_unsafe_is_made_visible)
	};

	return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
