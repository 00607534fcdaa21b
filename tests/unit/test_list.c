/*
 * test_list.c: the rows of a view and the cursor among them.
 *
 * The view is a made-up one with 1,000 rows; the cells that it is asked for
 * are counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/session.h"
#include "tui/list_int.h"
#include "tui/match_int.h"

#define ROWS	1000

/* The source's journal count serves as the number of rows. */
static size_t
count(const struct rr_source *s)
{
	return s->njournal;
}

static void
id(const struct rr_source *s, size_t row, struct rr_buf *b)
{
	(void)s;
	rr_buf_printf(b, "m/row/%zu", row);
}

static void
name(const struct rr_source *s, size_t row, struct rr_buf *b)
{
	int *asked = (int *)(uintptr_t)s->matter;

	++*asked;
	rr_buf_printf(b, "%s %zu", row % 3 == 0 ? "Alpha" : "beta", row);
}

/* Later rows are earlier days; weekdays would sort otherwise. */
static void
day(const struct rr_source *s, size_t row, struct rr_buf *b)
{
	rr_date d = { (int32_t)(11103 - (int)row) };

	(void)s;
	rr_date_text_day(d, b);
}

static void
number(const struct rr_source *s, size_t row, struct rr_buf *b)
{
	(void)s;
	if (row % 2 == 0)
		rr_buf_printf(b, "%zu", row * 7 % ROWS);
}

static const struct rr_column columns[] = {
	{ .key = "name", .title = "name", .width = 10, .flex = 1, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = name },
	{ .key = "day", .title = "day", .width = 14, .keep = 1,
	    .cell = RR_CELL_DATE, .text = day },
	{ .key = "number", .title = "number", .width = 6, .keep = 1,
	    .right = true, .cell = RR_CELL_NUMBER, .text = number }
};

static const struct rr_view view = { .name = "made-up", .title = "Made up",
    .empty = "Nothing.", .columns = columns, .ncolumns = 3, .count = count,
    .id = id };

struct fixture {
	struct rr_list	 list;
	struct rr_source source;
	struct rr_grid	 grid;
	int		 asked;
};

static void
begin(struct fixture *f, size_t rows)
{
	memset(f, 0, sizeof(*f));
	rr_list_init(&f->list, &view);
	f->source.matter = (const char *)(uintptr_t)&f->asked;
	f->source.njournal = rows;
	rr_grid_init(&f->grid, false);
	rr_grid_size(&f->grid, 24, 80);
	rr_list_source(&f->list, &f->source, NULL);
	rr_list_draw(&f->list, &f->grid, rr_grid_all(&f->grid));
}

static void
end(struct fixture *f)
{
	rr_list_done(&f->list);
	rr_grid_done(&f->grid);
}

static void
assert_at(struct fixture *f, const char *expected)
{
	struct rr_buf b = RR_BUF_INIT;

	assert_true(rr_list_id(&f->list, &b));
	assert_string_equal(b.s, expected);
	rr_buf_free(&b);
}

static void
assert_place(struct fixture *f, const char *expected)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_list_place(&f->list, &b);
	assert_string_equal(b.s, expected);
	rr_buf_free(&b);
}

static void
only_the_rows_on_the_screen_are_asked_for(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, ROWS);
	assert_int_equal(f.asked, 23);
	assert_place(&f, "1 of 1000");
	end(&f);
}

static void
moving_stops_at_both_ends(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, ROWS);
	rr_list_move(&f.list, RR_DO_LIST_UP);
	assert_at(&f, "m/row/0");
	rr_list_move(&f.list, RR_DO_LIST_DOWN);
	assert_at(&f, "m/row/1");
	rr_list_move(&f.list, RR_DO_LIST_LAST);
	assert_at(&f, "m/row/999");
	rr_list_move(&f.list, RR_DO_LIST_NEXT_PAGE);
	assert_at(&f, "m/row/999");
	rr_list_move(&f.list, RR_DO_LIST_LAST_PAGE);
	assert_at(&f, "m/row/977");
	rr_list_move(&f.list, RR_DO_LIST_FIRST);
	assert_at(&f, "m/row/0");
	assert_false(rr_list_move(&f.list, RR_DO_LIST_HELP));
	end(&f);
}

/* A move changes two glyphs, so that it costs the terminal few bytes. */
static void
a_move_changes_the_marker_alone(void **state)
{
	struct fixture f;
	struct rr_glyph before[24 * 80];
	int changed = 0;

	(void)state;
	begin(&f, ROWS);
	memcpy(before, f.grid.cells, sizeof(before));
	assert_string_equal(before[80].text, "\xe2\x96\xb6");
	rr_list_move(&f.list, RR_DO_LIST_DOWN);
	rr_grid_clear(&f.grid);
	rr_list_draw(&f.list, &f.grid, rr_grid_all(&f.grid));
	for (size_t i = 0; i < 24 * 80; i++)
		changed += memcmp(&before[i], &f.grid.cells[i],
		    sizeof(before[i])) != 0;
	assert_int_equal(changed, 2);
	assert_int_equal(f.grid.cursor_row, 2);
	assert_int_equal(f.grid.cursor_col, 0);
	end(&f);
}

static void
small_letters_match_both_and_a_capital_is_exact(void **state)
{
	(void)state;
	assert_true(rr_search_hit("Royal Canadian", "canad"));
	assert_true(rr_search_hit("Royal Canadian", "Canad"));
	assert_false(rr_search_hit("royal canadian", "Canad"));
	assert_true(rr_search_hit("\xc3\x89tude", "\xc3\xa9t"));
	assert_true(rr_search_hit("anything", ""));
}

static enum rr_rank
rank(const char *title, const char *rest, const char *words)
{
	return rr_search_rank(&title, 1, rest, words);
}

static void
what_is_meant_comes_before_what_holds_the_words(void **state)
{
	(void)state;
	assert_int_equal(rank("comments received", "", "comm"),
	    RR_RANK_START);
	assert_int_equal(rank("Law of comments", "", "comm"), RR_RANK_WORD);
	assert_int_equal(rank("3(d)(vi)", "", "vi"), RR_RANK_WORD);
	assert_int_equal(rank("telecommute", "", "comm"), RR_RANK_INSIDE);
	assert_int_equal(rank("filing", "with the Commission", "comm"),
	    RR_RANK_REST);
	assert_int_equal(rank("filing", "", "comm"), RR_RANK_NONE);
	/* Capitals are exact, and of several words the worst one counts. */
	assert_int_equal(rank("comments", "Commission", "Comm"), RR_RANK_REST);
	assert_int_equal(rank("notice of defect", "3(d)", "3(d) defect"),
	    RR_RANK_REST);
	assert_int_equal(rank("other notice", "", "notice other "),
	    RR_RANK_WORD);
	assert_int_equal(rank("notice of defect", "", "defect copy"),
	    RR_RANK_NONE);
	assert_int_equal(rank("anything", "", ""), RR_RANK_START);
	/* All of it is meant before what only begins so. */
	assert_int_equal(rank("sale", "", "sale"), RR_RANK_WHOLE);
	assert_int_equal(rank("sale proposed", "", "sale"), RR_RANK_START);
	assert_int_equal(rank("Sale", "", "sale "), RR_RANK_WHOLE);
	assert_int_equal(rank("sale", "", "Sale"), RR_RANK_NONE);
}

static void
a_search_goes_round(void **state)
{
	struct fixture f;
	bool wrapped;

	(void)state;
	begin(&f, ROWS);
	rr_buf_add(&f.list.search, "alpha 99");
	assert_true(rr_list_search(&f.list, true, false, &wrapped));
	assert_at(&f, "m/row/99");
	assert_false(wrapped);
	assert_true(rr_list_search(&f.list, true, false, &wrapped));
	assert_at(&f, "m/row/990");
	rr_list_search(&f.list, true, false, &wrapped);
	rr_list_search(&f.list, true, false, &wrapped);
	rr_list_search(&f.list, true, false, &wrapped);
	assert_at(&f, "m/row/999");
	rr_list_search(&f.list, true, false, &wrapped);
	assert_at(&f, "m/row/99");
	assert_true(wrapped);
	rr_list_search(&f.list, false, false, &wrapped);
	assert_at(&f, "m/row/999");
	assert_true(wrapped);
	rr_buf_clear(&f.list.search);
	rr_buf_add(&f.list.search, "no such row");
	assert_false(rr_list_search(&f.list, true, false, &wrapped));
	assert_at(&f, "m/row/999");
	end(&f);
}

static void
a_filter_keeps_the_cursor_on_its_row(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, ROWS);
	rr_list_goto(&f.list, 31);
	assert_at(&f, "m/row/30");
	assert_true(rr_list_filter(&f.list, "alpha"));
	assert_at(&f, "m/row/30");
	assert_place(&f, "11 of 334 shown");
	assert_false(rr_list_filter(&f.list, "gamma"));
	assert_place(&f, "11 of 334 shown");
	assert_true(rr_list_filter(&f.list, ""));
	assert_at(&f, "m/row/30");
	assert_place(&f, "31 of 1000");
	end(&f);
}

static void
days_are_ordered_as_days_and_numbers_by_size(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, ROWS);
	rr_list_order(&f.list, 1, false);
	rr_list_move(&f.list, RR_DO_LIST_FIRST);
	assert_at(&f, "m/row/999");
	rr_list_order(&f.list, 1, true);
	rr_list_move(&f.list, RR_DO_LIST_FIRST);
	assert_at(&f, "m/row/0");
	rr_list_order(&f.list, 2, false);
	rr_list_move(&f.list, RR_DO_LIST_FIRST);
	assert_at(&f, "m/row/0");
	rr_list_move(&f.list, RR_DO_LIST_DOWN);
	rr_list_move(&f.list, RR_DO_LIST_DOWN);
	/* 0, 2, 4: 286 * 7 = 2002, 572 * 7 = 4004. */
	assert_at(&f, "m/row/572");
	rr_list_order(&f.list, -1, false);
	assert_at(&f, "m/row/572");
	assert_place(&f, "573 of 1000");
	end(&f);
}

static void
marks_stay_with_their_rows(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, ROWS);
	rr_list_mark(&f.list);
	rr_list_goto(&f.list, 8);
	rr_list_mark(&f.list);
	assert_int_equal(f.list.nmarks, 2);
	rr_list_order(&f.list, 1, false);
	assert_string_equal(rr_list_marked(&f.list, 0), "m/row/0");
	assert_string_equal(rr_list_marked(&f.list, 1), "m/row/7");
	assert_null(rr_list_marked(&f.list, 2));
	rr_list_mark(&f.list);
	assert_int_equal(f.list.nmarks, 1);
	rr_list_unmark(&f.list);
	assert_null(rr_list_marked(&f.list, 0));
	end(&f);
}

static void
the_cursor_finds_its_row_again(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, ROWS);
	rr_list_goto(&f.list, 500);
	rr_list_drop(&f.list);
	assert_place(&f, "no rows");
	rr_list_source(&f.list, &f.source, NULL);
	assert_at(&f, "m/row/499");
	f.source.njournal = 100;
	rr_list_source(&f.list, &f.source, NULL);
	assert_at(&f, "m/row/99");
	rr_list_source(&f.list, &f.source, "m/row/42");
	assert_at(&f, "m/row/42");
	f.source.njournal = 0;
	rr_list_source(&f.list, &f.source, NULL);
	assert_place(&f, "no rows");
	rr_list_move(&f.list, RR_DO_LIST_DOWN);
	rr_list_mark(&f.list);
	end(&f);
}

static void
a_window_says_where_it_stands(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, 100);
	f.list.below = RR_SOME;
	assert_place(&f, "1 of 100+");
	f.list.above = 300;
	assert_place(&f, "301 of 400+");
	f.list.below = 50;
	assert_place(&f, "301 of 450");
	f.list.below = 0;
	rr_list_move(&f.list, RR_DO_LIST_LAST);
	assert_place(&f, "400 of 400");
	end(&f);
}

static void
any_size_can_be_drawn(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, ROWS);
	rr_list_goto(&f.list, 700);
	for (int rows = 1; rows < 30; rows += 3)
		for (int cols = 1; cols < 130; cols += 7) {
			rr_grid_size(&f.grid, rows, cols);
			rr_list_draw(&f.list, &f.grid,
			    rr_grid_all(&f.grid));
			assert_at(&f, "m/row/699");
		}
	end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_rows_on_the_screen_are_asked_for),
		cmocka_unit_test(moving_stops_at_both_ends),
		cmocka_unit_test(a_move_changes_the_marker_alone),
		cmocka_unit_test(
		    small_letters_match_both_and_a_capital_is_exact),
		cmocka_unit_test(
		    what_is_meant_comes_before_what_holds_the_words),
		cmocka_unit_test(a_search_goes_round),
		cmocka_unit_test(a_filter_keeps_the_cursor_on_its_row),
		cmocka_unit_test(days_are_ordered_as_days_and_numbers_by_size),
		cmocka_unit_test(marks_stay_with_their_rows),
		cmocka_unit_test(the_cursor_finds_its_row_again),
		cmocka_unit_test(a_window_says_where_it_stands),
		cmocka_unit_test(any_size_can_be_drawn)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
