/*
 * test_input.c: what terminals send is read as the key that was pressed, and
 * what is not known as none.
 *
 * The sequences come from the terminals' own documents: each is played whole,
 * and byte by byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "regrights/buf.h"
#include "tui/input_int.h"

enum way { WHOLE, BYTES, WAYS };

static void
start(struct rr_input *in)
{
	memset(in, 0, sizeof(*in));
	in->utf8 = true;
	rr_input_delay(in, NULL);
}

static void
read_keys(struct rr_input *in, struct rr_buf *out)
{
	struct rr_press p;

	while (rr_input_key(in, &p)) {
		rr_buf_printf(out, "%s", out->len > 0 ? " " : "");
		if (p.pasted)
			rr_buf_addc(out, '\'');
		rr_press_text(p, out);
	}
}

static void
feed(struct rr_input *in, const char *s, enum way way, struct rr_buf *out)
{
	size_t len = strlen(s), n = way == WHOLE ? len : 1;

	for (size_t i = 0; i < len; i += n) {
		assert_int_equal(rr_input_add(in, s + i, n), n);
		read_keys(in, out);
	}
}

/* The names of the keys, parted by spaces. */
static void
check(const char *bytes, const char *keys)
{
	for (enum way way = WHOLE; way < WAYS; way++) {
		struct rr_buf out = RR_BUF_INIT;
		struct rr_input in;

		start(&in);
		feed(&in, bytes, way, &out);
		for (int i = 0; i < 3 && rr_input_wait(&in) >= 0; i++) {
			rr_input_quiet(&in);
			read_keys(&in, &out);
		}
		if (strcmp(out.s, keys) != 0)
			fail_msg("way %d: ESC%s is '%s', not '%s'", (int)way,
			    bytes + 1, out.s, keys);
		assert_int_equal(in.n, 0);
		rr_buf_free(&out);
	}
}

static void
each_mode_of_putty_has_its_function_keys(void **state)
{
	static const char *const keys[] = { "F1", "F2", "F3", "F4", "F5",
	    "F6", "F7", "F8", "F9", "F10", "F11", "F12" };
	static const char *const modes[][12] = {
		{ "[11~", "[12~", "[13~", "[14~", "[15~", "[17~", "[18~",
		  "[19~", "[20~", "[21~", "[23~", "[24~" },	/* ESC[n~ */
		{ "[[A", "[[B", "[[C", "[[D", "[[E", "[17~", "[18~", "[19~",
		  "[20~", "[21~", "[23~", "[24~" },		/* Linux */
		{ "OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~",
		  "[20~", "[21~", "[23~", "[24~" },		/* Xterm R6 */
		{ "OP", "OQ", "OR", "OS", "OT", "OU", "OV", "OW", "OX", "OY",
		  "OZ", "O[" },					/* VT100+ */
		{ "[M", "[N", "[O", "[P", "[Q", "[R", "[S", "[T", "[U", "[V",
		  "[W", "[X" }					/* SCO */
	};

	(void)state;
	for (size_t m = 0; m < sizeof(modes) / sizeof(modes[0]); m++)
		for (size_t i = 0; i < 12; i++) {
			char bytes[16] = "\033";

			strncat(bytes, modes[m][i], sizeof(bytes) - 2);
			check(bytes, keys[i]);
		}
}

static void
arrows_and_their_neighbours_are_known_everywhere(void **state)
{
	(void)state;
	check("\033[A", "Up");
	check("\033[B", "Down");
	check("\033[C", "Right");
	check("\033[D", "Left");
	check("\033OA\033OB\033OC\033OD", "Up Down Right Left");
	check("\033[H\033[F\033OH\033OF", "Home End Home End");
	check("\033[1~\033[4~\033[7~\033[8~", "Home End Home End");
	check("\033[2~\033[3~\033[5~\033[6~", "Ins Del PgUp PgDn");
	check("\033[L\033[I\033[G", "Ins PgUp PgDn");
	check("\033[Z\033\t", "S-Tab S-Tab");
	check("\033[1;2A\033[1;5B\033[1;16C", "Up Down Right");
	check("\033[a\033Ob\033[3$\033[5^", "Up Down Del PgUp");
	check("\033[5;2~x", "PgUp x");
}

static void
each_line_of_the_table_is_its_key_whole_and_in_pieces(void **state)
{
	const struct rr_sequence *s;

	(void)state;
	for (size_t i = 0; (s = rr_sequence_at(i)) != NULL; i++) {
		struct rr_buf bytes = RR_BUF_INIT, name = RR_BUF_INIT;

		rr_buf_addc(&bytes, 27);
		for (const char *c = s->bytes; *c != '\0'; c++)
			rr_buf_addc(&bytes, *c == '*' ? '5' : *c);
		rr_press_text((struct rr_press){ .code = s->code }, &name);
		check(bytes.s, name.s);
		rr_buf_addc(&bytes, 'x');
		rr_buf_add(&name, " x");
		check(bytes.s, name.s);
		rr_buf_free(&bytes);
		rr_buf_free(&name);
	}
}

static void
what_is_not_known_is_dropped_whole(void **state)
{
	static const char *const unknown[] = {
		"\033[99~", "\033[1;2Q", "\033[15;2~", "\033[25~",
		"\033[11^", "\033[23$", "\033[200;1u", "\033[27;5;13~",
		"\033[?62;4c", "\033[>0;136;0c", "\033[12;40R",
		"\033[<0;12;3M", "\033[<0;12;3m",
		"\033[?1;2$y", "\033O2P", "\033Oq", "\033Om",
		"\033]11;rgb:0000/0000/0000\033\\", "\033]0;title\a",
		"\033P1+r544e=787465726d\033\\", "\033P>|XTerm(379)\033\\",
		"\033_Gi=31;OK\033\\", "\033^private\033\\",
		"\033X\xc3\xa9\033\\", "\033\033[A", "\033\033OB",
		"\033\033[12~", "\033\033[3~"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
		struct rr_buf bytes = RR_BUF_INIT;

		check(unknown[i], "");
		rr_buf_printf(&bytes, "a%sb\033OQ", unknown[i]);
		check(bytes.s, "a b F2");
		rr_buf_free(&bytes);
	}
}

/* Its first three bytes are also a key's; its others come at once. */
static void
the_old_report_of_a_mouse_is_no_key(void **state)
{
	struct rr_buf out = RR_BUF_INIT;
	struct rr_input in;

	(void)state;
	start(&in);
	feed(&in, "\033[M !!j", WHOLE, &out);
	assert_string_equal(out.s, "j");
	rr_buf_free(&out);
}

/* Cut off for good: what stands there goes, and the next key is itself. */
static void
a_part_is_no_key_and_costs_none(void **state)
{
	static const char *const parts[] = { "\033[", "\033[1", "\033[1;2",
	    "\033O", "\033[[", "\033]11;rgb", "\033P1+r", "\033\033[" };

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct rr_buf out = RR_BUF_INIT;
		struct rr_input in;

		start(&in);
		feed(&in, parts[i], WHOLE, &out);
		assert_string_equal(out.s, "");
		assert_true(rr_input_wait(&in) > 0);
		rr_input_quiet(&in);
		read_keys(&in, &out);
		assert_string_equal(out.s, "");
		feed(&in, "j", WHOLE, &out);
		if (strcmp(out.s, "j") != 0)
			fail_msg("after part %zu: '%s'", i, out.s);
		rr_buf_free(&out);
	}
	check("\033[12\rj", "Enter j");
	check("\033[1\033OQ", "F2");
}

static void
escape_waits_for_no_more_than_a_key_may_take(void **state)
{
	struct rr_buf out = RR_BUF_INIT;
	struct rr_input in;

	(void)state;
	start(&in);
	assert_int_equal(rr_input_wait(&in), -1);
	feed(&in, "\033", WHOLE, &out);
	assert_string_equal(out.s, "");
	assert_in_range(rr_input_wait(&in), 1, 30);
	rr_input_quiet(&in);
	read_keys(&in, &out);
	assert_string_equal(out.s, "Esc");
	rr_buf_free(&out);
	check("\033", "Esc");
	check("\033\033", "Esc Esc");
	check("\033y", "Esc y");
	check("\033\r", "Esc Enter");
	/* To leave a form for pane 2 does not record it. */
	check("\0332", "Esc 2");
	check("\0331\0330", "Esc 1 Esc 0");
}

/* A line that breaks sequences in two has its user say how long it may take. */
static void
escape_waits_as_long_as_a_slow_line_needs(void **state)
{
	static const struct { const char *said; int ms; } delays[] = {
		{ "200", 200 }, { "1", 1 }, { "10000", 10000 }, { "0", 25 },
		{ "10001", 25 }, { "-1", 25 }, { "1s", 25 }, { "", 25 },
		{ "99999999999999999999", 25 } };

	(void)state;
	for (size_t i = 0; i < sizeof(delays) / sizeof(delays[0]); i++) {
		struct rr_buf out = RR_BUF_INIT;
		struct rr_input in;

		start(&in);
		rr_input_delay(&in, delays[i].said);
		feed(&in, "\033", WHOLE, &out);
		assert_int_equal(rr_input_wait(&in), delays[i].ms);
		feed(&in, "[B", WHOLE, &out);
		assert_string_equal(out.s, "Down");
		rr_buf_free(&out);
	}
}

/* While something long is done: only what ends it is taken, with its past. */
static void
escape_stops_and_what_is_typed_behind_it_stays(void **state)
{
	static const struct { const char *typed; bool q, stops;
	    const char *left; } cases[] = {
		{ "jj\033[B", true, false, "j j Down" },
		{ "j\003k", false, true, "k" },
		{ "j\033k", true, true, "k" },
		{ "\033[B\033jj", false, true, "j j" },
		{ "jqj", true, true, "j q j" },
		{ "jqj", false, false, "j q j" },
		{ "\033[21~", true, true, "F10" },
		{ "\033[200~q\003\033[201~", true, false, "'q '^C" },
		{ "\033[", true, false, "" }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct rr_buf out = RR_BUF_INIT;
		struct rr_input in;

		start(&in);
		rr_input_add(&in, cases[i].typed, strlen(cases[i].typed));
		assert_int_equal(rr_input_stops(&in, cases[i].q),
		    cases[i].stops);
		read_keys(&in, &out);
		if (strcmp(out.s, cases[i].left) != 0)
			fail_msg("%zu left: %s", i, out.s);
		rr_buf_free(&out);
	}
}

/* The line was slow: Escape is past, its rest is not typed. */
static void
the_rest_of_a_sequence_that_comes_late_is_dropped(void **state)
{
	static const char *const rests[] = { "[12~", "[B", "OQ", "[[B", "[M",
	    "[1;5A", "[99~" };

	(void)state;
	for (size_t i = 0; i < sizeof(rests) / sizeof(rests[0]); i++) {
		struct rr_buf out = RR_BUF_INIT;
		struct rr_input in;

		start(&in);
		feed(&in, "\033", WHOLE, &out);
		rr_input_quiet(&in);
		read_keys(&in, &out);
		feed(&in, rests[i], WHOLE, &out);
		feed(&in, "j", WHOLE, &out);
		assert_string_equal(out.s, "Esc j");
		rr_buf_free(&out);
	}
}

static void
a_paste_is_text_whatever_it_holds(void **state)
{
	(void)state;
	check("\033[200~q\ry\033[12~\033[201~j",
	    "'q 'Enter 'y '[ '1 '2 '~ j");
	check("\033[200~\033[200~\033[201~", "'[ '2 '0 '0 '~");
	check("\033[201~j", "j");
}

/* Else nothing would be a key any more. */
static void
escape_alone_ends_a_paste_whose_end_was_lost(void **state)
{
	struct rr_buf out = RR_BUF_INIT;
	struct rr_input in;

	(void)state;
	start(&in);
	feed(&in, "\033[200~q\033", WHOLE, &out);
	assert_true(rr_input_wait(&in) >= 0);
	rr_input_quiet(&in);
	read_keys(&in, &out);
	feed(&in, "j", WHOLE, &out);
	assert_string_equal(out.s, "'q j");
	rr_buf_clear(&out);

	/* What came late was its end. */
	feed(&in, "\033[200~q\033", WHOLE, &out);
	rr_input_quiet(&in);
	read_keys(&in, &out);
	feed(&in, "[201~j", WHOLE, &out);
	assert_string_equal(out.s, "'q j");
	rr_buf_free(&out);
}

static void
a_character_may_come_in_pieces(void **state)
{
	(void)state;
	check("\xc3\xa9\xe2\x82\xac\xf0\x9f\x96\xa8",
	    "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x96\xa8");
	check("a\xff\xc3z", "a z");
	check("\x7f\x03\x13\t\r\n", "Backspace ^C ^S Tab Enter Enter");
}

static void
what_terminfo_says_stands_first(void **state)
{
	struct rr_buf out = RR_BUF_INIT;
	struct rr_input in;

	(void)state;
	start(&in);
	rr_input_name(&in, "\033[224z", RR_KEY_F1);
	rr_input_name(&in, "\033[12~", RR_KEY_F5);
	rr_input_name(&in, "\033A", RR_KEY_UP);
	rr_input_name(&in, "\010", RR_KEY_LEFT);
	feed(&in, "\033[224z\033[12~\033A\010", WHOLE, &out);
	assert_string_equal(out.s, "F1 F5 Up ^H");
	rr_buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mode_of_putty_has_its_function_keys),
		cmocka_unit_test(
		    arrows_and_their_neighbours_are_known_everywhere),
		cmocka_unit_test(
		    each_line_of_the_table_is_its_key_whole_and_in_pieces),
		cmocka_unit_test(what_is_not_known_is_dropped_whole),
		cmocka_unit_test(the_old_report_of_a_mouse_is_no_key),
		cmocka_unit_test(a_part_is_no_key_and_costs_none),
		cmocka_unit_test(escape_waits_for_no_more_than_a_key_may_take),
		cmocka_unit_test(escape_waits_as_long_as_a_slow_line_needs),
		cmocka_unit_test(
		    escape_stops_and_what_is_typed_behind_it_stays),
		cmocka_unit_test(
		    the_rest_of_a_sequence_that_comes_late_is_dropped),
		cmocka_unit_test(a_paste_is_text_whatever_it_holds),
		cmocka_unit_test(escape_alone_ends_a_paste_whose_end_was_lost),
		cmocka_unit_test(a_character_may_come_in_pieces),
		cmocka_unit_test(what_terminfo_says_stands_first)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
