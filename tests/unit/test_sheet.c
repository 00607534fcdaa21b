/*
 * test_sheet.c: a CSV file as a sheet: what a spreadsheet shows is what is
 * read, however the lines end, with or without a BOM.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/book.h"
#include "regrights/buf.h"

/* "1 A|B;3 x|y;": each row with its number, the headings first. */
static const char *
shown(struct rr_arena *arena, const struct rr_sheet *s)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "%u ", s->row);
	for (size_t i = 0; i < s->ncols; i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? "|" : "", s->heads[i]);
	for (size_t k = 0; k < s->n; k++) {
		rr_buf_printf(&b, ";%u ", s->rows[k].row);
		for (size_t i = 0; i < s->ncols; i++)
			rr_buf_printf(&b, "%s%s", i > 0 ? "|" : "",
			    s->rows[k].cells[i]);
	}
	return rr_buf_keep(&b, arena);
}

static const char *
read_sheet(struct rr_arena *arena, const char *bytes, size_t len,
    char separator)
{
	struct rr_diags *diags = rr_diags_new();
	struct rr_sheet sheet;
	const char *text;

	if (rr_load_sheet(arena, "x.csv", bytes, len, separator, &sheet,
	    diags))
		text = shown(arena, &sheet);
	else {
		struct rr_buf b = RR_BUF_INIT;

		rr_diag_text(rr_diags_get(diags, 0), &b);
		text = rr_buf_keep(&b, arena);
	}
	rr_diags_free(diags);
	return text;
}

/* With each LF as END instead. */
static const char *
with_ends(struct rr_arena *arena, const char *text, const char *end)
{
	struct rr_buf b = RR_BUF_INIT;

	for (; *text != '\0'; text++)
		if (*text == '\n')
			rr_buf_add(&b, end);
		else
			rr_buf_addc(&b, *text);
	return rr_buf_keep(&b, arena);
}

static void
rows_are_those_of_the_spreadsheet(void **state)
{
	static const char text[] = "Name,Address\nFund,\"1 Main St\nSuite 5\"\n"
	    "\n,\nBlue,2 Oak\n\n";
	static const char want[] = "1 Name|Address;2 Fund|1 Main St\nSuite 5;"
	    "5 Blue|2 Oak";
	static const char *const ends[] = { "\n", "\r\n", "\r" };
	struct rr_arena *arena = rr_arena_new();

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const char *s = with_ends(arena, text, ends[i]);
		const char *bom = rr_arena_printf(arena, "\xef\xbb\xbf%s", s);

		assert_string_equal(read_sheet(arena, s, strlen(s), ','),
		    want);
		assert_string_equal(read_sheet(arena, bom, strlen(bom), ','),
		    want);
	}
	rr_arena_free(arena);
}

static void
cells_lose_what_is_not_theirs(void **state)
{
	static const struct { const char *cell, *want; } cases[] = {
		{ " Fund ", "Fund" }, { "\" Fund \"", "Fund" },
		{ "Fund\xc2\xa0", "Fund" }, { "\"\"\"A\"\" Fund\"",
		    "\"A\" Fund" }, { "'=1+1", "=1+1" }, { "'Fund", "'Fund" },
		{ "+1 212 555 0101", "+1 212 555 0101" }, { "-5", "-5" },
		{ "\"a,b\"", "a,b" }
	};
	struct rr_arena *arena = rr_arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *s = rr_arena_printf(arena, "H,I\n%s,x",
		    cases[i].cell);

		assert_string_equal(read_sheet(arena, s, strlen(s), ','),
		    rr_arena_printf(arena, "1 H|I;2 %s|x", cases[i].want));
	}
	rr_arena_free(arena);
}

static void
other_separators(void **state)
{
	static const char semis[] = "A;B\n1,5;x\n", tabs[] = "A\tB\n1,5\tx\n";
	struct rr_arena *arena = rr_arena_new();

	(void)state;
	assert_string_equal(read_sheet(arena, semis, strlen(semis), ';'),
	    "1 A|B;2 1,5|x");
	assert_string_equal(read_sheet(arena, tabs, strlen(tabs), '\t'),
	    "1 A|B;2 1,5|x");
	rr_arena_free(arena);
}

/* Any bytes give a sheet or a complaint. */
static void
any_bytes(void **state)
{
	static const char alphabet[] = "a,;\"'\r\n =\t\0\xc3\xa9\xff\xef\xbb";
	struct rr_arena *arena = rr_arena_new();
	uint32_t seed = 20000428;

	(void)state;
	for (size_t i = 0; i < 20000; i++) {
		char bytes[40];
		size_t n;

		seed = seed * 1664525u + 1013904223u;
		n = (seed >> 16) % sizeof(bytes);
		for (size_t k = 0; k < n; k++) {
			seed = seed * 1664525u + 1013904223u;
			bytes[k] = alphabet[(seed >> 16) %
			    (sizeof(alphabet) - 1)];
		}
		assert_true(strlen(read_sheet(arena, bytes, n, ',')) > 0);
		rr_arena_reset(arena);
	}
	rr_arena_free(arena);
}

static void
columns_have_letters(void **state)
{
	static const struct { size_t i; const char *want; } cases[] = {
		{ 0, "A" }, { 25, "Z" }, { 26, "AA" }, { 51, "AZ" },
		{ 52, "BA" }, { 255, "IV" }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct rr_buf b = RR_BUF_INIT;

		rr_sheet_column(cases[i].i, &b);
		assert_string_equal(b.s, cases[i].want);
		rr_buf_free(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_those_of_the_spreadsheet),
		cmocka_unit_test(cells_lose_what_is_not_theirs),
		cmocka_unit_test(other_separators),
		cmocka_unit_test(any_bytes),
		cmocka_unit_test(columns_have_letters)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
