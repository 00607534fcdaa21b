/*
 * test_grid.c: what is drawn is as wide as the grid, and safe.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "regrights/buf.h"
#include "regrights/text.h"
#include "tui/grid_int.h"
#include "tui/tui_int.h"

static void
assert_row(const struct rr_grid *g, int row, const char *expected)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_grid_row(g, row, &b);
	assert_string_equal(b.s, expected);
	rr_buf_free(&b);
}

static int
cells_of(const struct rr_grid *g, int row)
{
	int n = 0;

	for (int col = 0; col < g->cols; col++)
		n += g->cells[row * g->cols + col].width;
	return n;
}

static void
text_is_cut_at_its_cells(void **state)
{
	struct rr_grid g;

	(void)state;
	rr_grid_init(&g, false);
	rr_grid_size(&g, 3, 10);
	assert_int_equal(rr_grid_text(&g, 0, 2, 4, 0, "abcdefgh"), 4);
	assert_row(&g, 0, "  abcd");
	rr_grid_pad(&g, 1, 0, 6, false, 0, "abcdefgh");
	assert_row(&g, 1, "abcde\xe2\x80\xa6");
	rr_grid_pad(&g, 2, 0, 6, true, 0, "42");
	assert_row(&g, 2, "    42");
	rr_grid_done(&g);
}

static void
nothing_is_drawn_outside(void **state)
{
	struct rr_grid g;

	(void)state;
	rr_grid_init(&g, false);
	rr_grid_size(&g, 2, 4);
	rr_grid_text(&g, -1, 0, 4, 0, "above");
	rr_grid_text(&g, 2, 0, 4, 0, "below");
	rr_grid_text(&g, 0, -2, 4, 0, "left");
	rr_grid_text(&g, 1, 2, 40, 0, "right");
	rr_grid_rule(&g, 5, 0, 400);
	rr_grid_bar(&g, 0, 9, 400);
	rr_grid_cursor(&g, 7, 7);
	assert_row(&g, 0, "ft");
	assert_row(&g, 1, "  ri");
	assert_int_equal(g.cursor_row, 0);
	rr_grid_done(&g);
}

/* Escapes, direction marks and invisible characters are shown, not sent. */
static void
hostile_text_is_made_visible(void **state)
{
	struct rr_grid g;

	(void)state;
	rr_grid_init(&g, false);
	rr_grid_size(&g, 4, 40);
	rr_grid_text(&g, 0, 0, 40, 0, "a\033[31mb");
	assert_row(&g, 0, "a\\x1b[31mb");
	rr_grid_text(&g, 1, 0, 40, 0, "pay\xe2\x80\xae""eel");
	assert_row(&g, 1, "pay\\u{202e}eel");
	rr_grid_text(&g, 2, 0, 40, 0, "bad\xff""byte");
	assert_row(&g, 2, "bad\\xffbyte");
	rr_grid_text(&g, 3, 0, 40, 0, "one\ntwo");
	assert_row(&g, 3, "one\\ntwo");
	rr_grid_done(&g);
}

static void
each_row_stays_as_wide_as_the_grid(void **state)
{
	/* A CJK character takes two cells. */
	static const char wide[] = "\xe6\x9d\xb1\xe4\xba\xac";
	struct rr_grid g;

	(void)state;
	rr_grid_init(&g, false);
	for (int cols = 1; cols < 9; cols++) {
		rr_grid_size(&g, 1, cols);
		for (int col = 0; col < cols; col++) {
			rr_grid_text(&g, 0, col, cols, 0, wide);
			assert_int_equal(cells_of(&g, 0), cols);
			rr_grid_text(&g, 0, cols / 2, 1, 0, "x");
			assert_int_equal(cells_of(&g, 0), cols);
		}
	}
	rr_grid_done(&g);
}

static void
marks_join_the_character_before(void **state)
{
	struct rr_grid g;

	(void)state;
	rr_grid_init(&g, false);
	rr_grid_size(&g, 1, 8);
	rr_grid_text(&g, 0, 0, 8, 0, "ne\xcc\x81" "e");
	assert_row(&g, 0, "ne\xcc\x81" "e");
	assert_int_equal(cells_of(&g, 0), 8);
	rr_grid_done(&g);
}

static void
ascii_is_all_that_is_drawn_when_asked(void **state)
{
	struct rr_grid g;
	struct rr_buf b = RR_BUF_INIT;

	(void)state;
	rr_grid_init(&g, true);
	rr_grid_size(&g, 3, 12);
	rr_grid_rule(&g, 0, 0, 12);
	rr_grid_pad(&g, 1, 0, 8, false, 0, "a long name");
	rr_grid_text(&g, 2, 0, 12, 0, "caf\xc3\xa9");
	assert_row(&g, 0, "------------");
	assert_row(&g, 1, "a long..");
	rr_grid_row(&g, 2, &b);
	for (size_t i = 0; i < b.len; i++)
		assert_true((unsigned char)b.s[i] < 0x80);
	rr_buf_free(&b);
	rr_grid_done(&g);
}

struct lines {
	char	text[16][80];
	int	n;
};

static void
keep(void *ctx, const char *s, size_t len)
{
	struct lines *l = ctx;

	assert_true(l->n < 16 && len < 80);
	memcpy(l->text[l->n], s, len);
	l->text[l->n++][len] = '\0';
}

static void
lines_break_between_words(void **state)
{
	struct lines l;

	(void)state;
	memset(&l, 0, sizeof(l));
	assert_int_equal(rr_wrap("the next Business Day", 9, keep, &l), 3);
	assert_string_equal(l.text[0], "the next");
	assert_string_equal(l.text[1], "Business");
	assert_string_equal(l.text[2], "Day");
	memset(&l, 0, sizeof(l));
	assert_int_equal(rr_wrap("incomprehensible", 6, keep, &l), 3);
	assert_string_equal(l.text[0], "incomp");
	memset(&l, 0, sizeof(l));
	assert_int_equal(rr_wrap("one\ntwo", 20, keep, &l), 2);
	assert_string_equal(l.text[1], "two");
	memset(&l, 0, sizeof(l));
	assert_int_equal(rr_wrap("", 20, keep, &l), 1);
	/* It ends however narrow the place is. */
	assert_true(rr_wrap("\xe6\x9d\xb1 a", 1, keep, &l) > 0);
}

static void
a_message_leaves_nothing_of_what_is_behind_it(void **state)
{
	struct rr_grid g;
	struct rr_tui tui;

	(void)state;
	memset(&tui, 0, sizeof(tui));
	rr_buf_add(&tui.message, "Recorded as entry 2");
	rr_grid_init(&g, false);
	rr_grid_size(&g, 6, 12);
	for (int row = 0; row < 6; row++)
		rr_grid_text(&g, row, 0, 12, 0, "xxxxxxxxxxxx");
	rr_tui_draw_message(&tui, &g, rr_grid_all(&g));
	assert_row(&g, 3, "xxxxxxxxxxxx");
	assert_row(&g, 4, " Recorded");
	assert_row(&g, 5, " as entry 2");
	rr_grid_done(&g);
	rr_buf_free(&tui.message);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_cut_at_its_cells),
		cmocka_unit_test(nothing_is_drawn_outside),
		cmocka_unit_test(hostile_text_is_made_visible),
		cmocka_unit_test(each_row_stays_as_wide_as_the_grid),
		cmocka_unit_test(marks_join_the_character_before),
		cmocka_unit_test(ascii_is_all_that_is_drawn_when_asked),
		cmocka_unit_test(lines_break_between_words),
		cmocka_unit_test(
		    a_message_leaves_nothing_of_what_is_behind_it)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
