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
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

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
what_is_too_long_is_not_taken_in_part(void **state)
{
	struct rr_edit e = RR_EDIT_INIT;
	struct rr_buf b = RR_BUF_INIT;

	(void)state;
	type(&e, "void 8 ", false);
	rr_buf_fill(&b, 'x', RR_EDIT_MAX);
	type(&e, b.s, true);
	assert_true(e.full);
	assert_string_equal(e.text.s, "void 8 ");
	b.s[10000] = '\0';
	type(&e, b.s, true);
	assert_false(e.full);
	assert_int_equal(e.text.len, 10007);
	rr_edit_done(&e);
	rr_buf_free(&b);
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

static const struct rr_draft draft = { .db = "/srv/cases.db",
    .matter = "neo", .command = "notice send", .saved = { 959376600 },
    .args = { values, 4 } };

/* The drafts of the case file, which are N. */
static struct rr_draft *
drafts(struct rr_arena *arena, size_t n)
{
	struct rr_draft *all;

	assert_int_equal(rr_draft_list(arena, "/srv/cases.db", &all), n);
	return all;
}

static void
save(struct rr_arena *arena, int64_t at, struct rr_draft_file *own)
{
	struct rr_diags *diags = rr_diags_new();
	struct rr_draft d = draft;

	d.saved.sec = at;
	assert_true(rr_draft_save(arena, &d, own, diags));
	rr_diags_free(diags);
}

static void
a_draft_comes_back_as_it_was(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_draft_file own = RR_DRAFT_FILE_NONE;
	struct rr_draft *back;
	struct stat st;

	(void)state;
	save(arena, draft.saved.sec, &own);
	save(arena, draft.saved.sec, &own);
	rr_draft_leave(&own);
	back = drafts(arena, 1);
	assert_int_equal(stat(back->path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(rr_draft_take(arena, back, &own));
	assert_string_equal(back->command, "notice send");
	assert_string_equal(back->matter, "neo");
	assert_int_equal(back->saved.sec, draft.saved.sec);
	assert_int_equal(back->args.n, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(back->args.items[i].name, values[i].name);
		assert_string_equal(back->args.items[i].value,
		    values[i].value);
	}
	rr_draft_drop(arena, &own);
	drafts(arena, 0);
	rr_arena_free(arena);
}

static void
drafts_stay_in_their_case_file(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_draft_file own = RR_DRAFT_FILE_NONE;
	struct rr_draft *all;

	(void)state;
	save(arena, 959376600, &own);
	assert_int_equal(rr_draft_list(arena, "/srv/other.db", &all), 0);
	rr_draft_drop(arena, &own);
	rr_arena_free(arena);
}

static void
a_draft_that_is_open_is_not_taken(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_draft_file one = RR_DRAFT_FILE_NONE, two = one;
	struct rr_draft *open;

	(void)state;
	save(arena, 959376600, &one);
	open = drafts(arena, 1);
	assert_true(open->held);
	assert_false(rr_draft_take(arena, open, &two));
	save(arena, 959376700, &two);
	save(arena, 959376800, &one);
	open = drafts(arena, 2);
	assert_int_equal(open[0].saved.sec, 959376800);
	assert_int_equal(open[1].saved.sec, 959376700);
	assert_true(open[0].held && open[1].held);
	rr_draft_drop(arena, &two);
	assert_int_equal(drafts(arena, 1)->saved.sec, 959376800);
	rr_draft_drop(arena, &one);
	rr_arena_free(arena);
}

/* Two windows have seen the same drafts that are no one's. */
static void
one_of_two_takes_a_draft(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_draft_file one = RR_DRAFT_FILE_NONE, two = one;
	struct rr_draft *mine, *yours;

	(void)state;
	save(arena, 959376600, &one);
	save(arena, 959376600, &two);
	rr_draft_leave(&one);
	rr_draft_leave(&two);
	mine = drafts(arena, 2);
	yours = drafts(arena, 2);
	assert_false(mine[0].held || mine[1].held);
	assert_true(rr_draft_take(arena, &mine[0], &one));
	assert_false(rr_draft_take(arena, &yours[0], &two));
	assert_true(rr_draft_take(arena, &yours[1], &two));
	drafts(arena, 2);
	rr_draft_drop(arena, &one);
	assert_true(drafts(arena, 1)->held);
	rr_draft_drop(arena, &two);
	rr_arena_free(arena);
}

static void
a_full_disk_leaves_the_draft_before(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();
	struct rr_draft_file own = RR_DRAFT_FILE_NONE, new = own;
	struct rlimit room, none;

	(void)state;
	save(arena, 959376600, &own);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &room), 0);
	none = room;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	assert_false(rr_draft_save(arena, &draft, &own, diags));
	assert_false(rr_draft_save(arena, &draft, &new, diags));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &room), 0);
	assert_int_equal(rr_diags_errors(diags), 2);
	assert_true(new.fd < 0);
	assert_true(drafts(arena, 1)->held);
	rr_draft_drop(arena, &own);
	drafts(arena, 0);
	rr_diags_free(diags);
	rr_arena_free(arena);
}

/* What a link leads to is neither read nor moved. */
static void
a_link_is_no_draft(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_draft_file own = RR_DRAFT_FILE_NONE;
	char away[256], link[256];

	snprintf(away, sizeof(away), "%s/away", (char *)*state);
	snprintf(link, sizeof(link), "%s/regrights/drafts/link.draft",
	    (char *)*state);
	save(arena, 959376600, &own);
	rr_draft_leave(&own);
	assert_int_equal(rename(drafts(arena, 1)->path, away), 0);
	assert_int_equal(symlink(away, link), 0);
	drafts(arena, 0);
	remove(link);
	remove(away);
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
		cmocka_unit_test(what_is_too_long_is_not_taken_in_part),
		cmocka_unit_test(the_cursor_of_a_long_line_is_seen),
		cmocka_unit_test(what_is_missing_is_named),
		cmocka_unit_test(keys_are_found_whole),
		cmocka_unit_test_setup_teardown(a_draft_comes_back_as_it_was,
		    make_home, remove_home),
		cmocka_unit_test_setup_teardown(
		    drafts_stay_in_their_case_file, make_home, remove_home),
		cmocka_unit_test_setup_teardown(
		    a_draft_that_is_open_is_not_taken, make_home, remove_home),
		cmocka_unit_test_setup_teardown(one_of_two_takes_a_draft,
		    make_home, remove_home),
		cmocka_unit_test_setup_teardown(
		    a_full_disk_leaves_the_draft_before, make_home,
		    remove_home),
		cmocka_unit_test_setup_teardown(a_link_is_no_draft,
		    make_home, remove_home)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
