/*
 * test_form.c: what is typed, and what is kept of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "regrights/arena.h"
#include "regrights/text.h"
#include "tui/draft_int.h"
#include "tui/edit_int.h"
#include "tui/fill_int.h"
#include "tui/tui_int.h"

static void
press(struct rr_edit *e, int32_t code)
{
	const struct rr_press p = { .code = code };

	rr_edit_key(e, p);
}

static void
type(struct rr_edit *e, const char *s, bool pasted)
{
	struct rr_press p = { .pasted = pasted,
	    .text = pasted ? s : NULL };

	if (pasted)
		assert_true(rr_edit_key(e, p));
	while (!pasted && *s != '\0') {
		s += rr_text_decode(s, &p.code);
		rr_edit_key(e, p);
	}
}

static void
a_line_is_edited_by_whole_characters(void **state)
{
	struct rr_edit e = RR_EDIT_INIT;

	(void)state;
	type(&e, "caf\xc3\xa9 au lait", false);
	press(&e, RR_KEY_HOME);
	for (int i = 0; i < 4; i++)
		press(&e, RR_KEY_RIGHT);
	press(&e, RR_KEY_BACKSPACE);
	type(&e, "e", false);
	assert_string_equal(e.text.s, "cafe au lait");
	press(&e, RR_KEY_DELETE);
	assert_string_equal(e.text.s, "cafeau lait");
	press(&e, 'E' & 0x1f);
	press(&e, 'W' & 0x1f);
	assert_string_equal(e.text.s, "cafeau ");
	press(&e, RR_KEY_LEFT);
	press(&e, 'U' & 0x1f);
	assert_string_equal(e.text.s, " ");
	press(&e, 'A' & 0x1f);
	press(&e, 'K' & 0x1f);
	assert_string_equal(e.text.s, "");
	press(&e, RR_KEY_BACKSPACE);
	press(&e, RR_KEY_DELETE);
	press(&e, RR_KEY_LEFT);
	press(&e, RR_KEY_RIGHT);
	assert_string_equal(e.text.s, "");
	rr_edit_done(&e);
}

/* What no field may hold is not taken, typed or pasted. */
static void
hostile_text_is_not_taken(void **state)
{
	struct rr_edit e = RR_EDIT_INIT;

	(void)state;
	type(&e, "a\xe2\x80\xae" "b\xe2\x80\x8b" "c", true);
	assert_string_equal(e.text.s, "abc");
	type(&e, "\033[31m", true);
	assert_string_equal(e.text.s, "abc[31m");
	rr_edit_done(&e);
}

static void
a_paste_of_several_lines_is_one_line(void **state)
{
	struct rr_edit e = RR_EDIT_INIT;

	(void)state;
	type(&e, "77 King St. West\nToronto", true);
	assert_string_equal(e.text.s, "77 King St. West Toronto");
	press(&e, RR_KEY_HOME);
	type(&e, "Royal\tTrust\n", true);
	assert_string_equal(e.text.s, "Royal Trust 77 King St. West Toronto");
	rr_edit_done(&e);
}

static void
an_address_keeps_its_lines(void **state)
{
	struct rr_edit e = { .text = RR_BUF_INIT, .lines = true };

	(void)state;
	type(&e, "77 King St. West\nToronto", true);
	press(&e, 'O' & 0x1f);
	type(&e, "Ontario", false);
	assert_string_equal(e.text.s, "77 King St. West\nToronto\nOntario");
	rr_edit_done(&e);
}

static void
a_line_does_not_grow_without_end(void **state)
{
	struct rr_edit e = RR_EDIT_INIT;

	(void)state;
	for (int i = 0; i < 2 * RR_EDIT_MAX; i++)
		press(&e, 'x');
	assert_true(e.text.len < RR_EDIT_MAX);
	type(&e, "and one more", true);
	assert_true(e.text.len < RR_EDIT_MAX);
	rr_edit_done(&e);
}

static void
the_cursor_of_a_long_line_is_seen(void **state)
{
	struct rr_edit e = RR_EDIT_INIT;
	struct rr_grid g;
	struct rr_buf b = RR_BUF_INIT;

	(void)state;
	rr_grid_init(&g, false);
	rr_grid_size(&g, 1, 20);
	type(&e, "a fax sheet with a rather long title, page 7", false);
	rr_edit_draw(&e, &g, 0, 5, 10, 0);
	rr_grid_row(&g, 0, &b);
	assert_string_equal(b.s, "     e, page 7");
	assert_int_equal(g.cursor_col, 14);
	rr_buf_free(&b);
	rr_grid_done(&g);
	rr_edit_done(&e);
}

static void
what_is_missing_is_named(void **state)
{
	static const struct rr_param params[] = {
		{ "matter", RR_PARAM_MATTER, RR_OPERAND | RR_REQUIRED, NULL,
		    "Matter", "" },
		{ "zone", RR_PARAM_ZONE, 0, NULL, "Zone", "" },
		{ "at", RR_PARAM_WHEN, RR_REQUIRED, NULL, "When", "" }
	};
	const struct rr_arg items[] = { { "matter", "neo" } };
	const struct rr_args args = { items, 1 };

	(void)state;
	assert_ptr_equal(rr_fill_missing(params, 3, &args), &params[2]);
	assert_null(rr_fill_missing(params, 2, &args));
}

static void
keys_are_found_whole(void **state)
{
	(void)state;
	assert_true(rr_pick_has("royal\ndlouhy\n", "dlouhy"));
	assert_false(rr_pick_has("royal\ndlouhy\n", "dlou"));
	assert_false(rr_pick_has("", "royal"));
}

static int
make_home(void **state)
{
	char *home = strdup("/tmp/rr-test-form-XXXXXX");

	if (home == NULL || mkdtemp(home) == NULL)
		return -1;
	setenv("XDG_STATE_HOME", home, 1);
	*state = home;
	return 0;
}

static int
remove_home(void **state)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/regrights/drafts", (char *)*state);
	remove(path);
	snprintf(path, sizeof(path), "%s/regrights", (char *)*state);
	remove(path);
	remove(*state);
	free(*state);
	return 0;
}

static const struct rr_arg values[] = {
	{ "notice", "notice of defect" },
	{ "to", "royal-canadian" },
	{ "to", "dlouhy" },
	{ "source", "sheet 7\nand its back \\ n" }
};

static const struct rr_draft draft = { "/srv/cases.db", "neo", "notice send",
    { 959376600 }, { values, 4 } };

static void
a_draft_comes_back_as_it_was(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();
	struct rr_draft back, *all;

	(void)state;
	assert_true(rr_draft_save(arena, &draft, diags));
	assert_true(rr_draft_save(arena, &draft, diags));
	assert_true(rr_draft_find(arena, "/srv/cases.db", "neo",
	    "notice send", &back));
	assert_int_equal(back.saved.sec, draft.saved.sec);
	assert_int_equal(back.args.n, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(back.args.items[i].name, values[i].name);
		assert_string_equal(back.args.items[i].value,
		    values[i].value);
	}
	assert_int_equal(rr_draft_list(arena, "/srv/cases.db", &all), 1);
	rr_draft_drop(arena, "/srv/cases.db", "neo", "notice send");
	assert_int_equal(rr_draft_list(arena, "/srv/cases.db", &all), 0);
	rr_diags_free(diags);
	rr_arena_free(arena);
}

/* Another case file, matter or command never sees it. */
static void
drafts_stay_in_their_case_file(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();
	struct rr_draft back, *all;

	(void)state;
	assert_true(rr_draft_save(arena, &draft, diags));
	assert_false(rr_draft_find(arena, "/srv/other.db", "neo",
	    "notice send", &back));
	assert_false(rr_draft_find(arena, "/srv/cases.db", "second",
	    "notice send", &back));
	assert_false(rr_draft_find(arena, "/srv/cases.db", "neo", "void",
	    &back));
	assert_int_equal(rr_draft_list(arena, "/srv/other.db", &all), 0);
	rr_draft_drop(arena, "/srv/cases.db", "neo", "notice send");
	rr_diags_free(diags);
	rr_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_edited_by_whole_characters),
		cmocka_unit_test(hostile_text_is_not_taken),
		cmocka_unit_test(a_paste_of_several_lines_is_one_line),
		cmocka_unit_test(an_address_keeps_its_lines),
		cmocka_unit_test(a_line_does_not_grow_without_end),
		cmocka_unit_test(the_cursor_of_a_long_line_is_seen),
		cmocka_unit_test(what_is_missing_is_named),
		cmocka_unit_test(keys_are_found_whole),
		cmocka_unit_test_setup_teardown(a_draft_comes_back_as_it_was,
		    make_home, remove_home),
		cmocka_unit_test_setup_teardown(
		    drafts_stay_in_their_case_file, make_home, remove_home)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
