/*
 * test_text.c: nothing unsafe reaches a terminal; JSON and hashes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/diag.h"
#include "regrights/hash.h"
#include "regrights/json.h"
#include "regrights/map.h"
#include "regrights/text.h"

static bool
is_bidi_or_invisible(int32_t c)
{
	return c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	    (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	    c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f) ||
	    (c >= 0xe0000 && c <= 0xe0fff) || c == 0xad;
}

static void
check_output(const char *s, int32_t from)
{
	while (*s != '\0') {
		int32_t c;

		s += rr_text_decode(s, &c);
		if (c < 0x20 || (c >= 0x7f && c <= 0x9f) ||
		    is_bidi_or_invisible(c))
			fail_msg("U+%04X gives U+%04X", (unsigned)from,
			    (unsigned)c);
	}
}

/* Alone, at the start, in the middle and at the end of a word. */
static void
every_code_point_is_made_safe(void **state)
{
	struct rr_buf in = RR_BUF_INIT, out = RR_BUF_INIT;

	(void)state;
	for (int32_t c = 1; c <= 0x10ffff; c++) {
		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		rr_buf_clear(&in);
		rr_buf_clear(&out);
		rr_text_encode(c, &in);
		rr_buf_addc(&in, 'a');
		rr_text_encode(c, &in);
		rr_buf_addc(&in, 'b');
		rr_text_encode(c, &in);
		rr_text_safe(in.s, false, &out);
		check_output(out.s, c);
		rr_buf_clear(&out);
		rr_text_safe(in.s, true, &out);
		for (const char *p = out.s; *p != '\0'; p++)
			if (*p < 0x20 || *p > 0x7e)
				fail_msg("U+%04X in ASCII", (unsigned)c);
	}
	rr_buf_free(&in);
	rr_buf_free(&out);
}

static const char *
safe(const char *s, struct rr_buf *b)
{
	rr_buf_clear(b);
	rr_text_safe(s, false, b);
	return b->s;
}

static void
what_is_unsafe_is_shown(void **state)
{
	struct rr_buf b = RR_BUF_INIT;

	(void)state;
	assert_string_equal(safe("\x1b[31mred", &b), "\\x1b[31mred");
	assert_string_equal(safe("a\nb", &b), "a\\nb");
	assert_string_equal(safe("a\x9b" "b", &b), "a\\x9bb");
	assert_string_equal(safe("x\xe2\x80\xae" "y", &b), "x\\u{202e}y");
	assert_string_equal(safe("caf\xc3\xa9 \xe6\xbc\xa2", &b),
	    "caf\xc3\xa9 \xe6\xbc\xa2");
	rr_buf_free(&b);
}

static void
padding_fills_exactly(void **state)
{
	static const char *const words[] = { "", "a", "abcdefghij",
	    "\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97",
	    "e\xcc\x81x", "a\xe6\xbc\xa2" };
	struct rr_buf b = RR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		for (int cells = 0; cells < 14; cells++)
			for (int right = 0; right < 4; right++) {
				rr_buf_clear(&b);
				rr_text_pad(words[i], cells, right & 1,
				    right & 2, &b);
				assert_int_equal(rr_text_width(b.s), cells);
			}
	rr_buf_free(&b);
}

static void
plain_text_for_fields(void **state)
{
	size_t bad;

	(void)state;
	assert_true(rr_text_is_plain("O'Brien & S\xc3\xb6hne", 16, false,
	    NULL));
	assert_true(rr_text_is_plain("a\nb", 3, true, NULL));
	assert_false(rr_text_is_plain("a\nb", 3, false, &bad));
	assert_int_equal(bad, 1);
	assert_false(rr_text_is_plain("a\0b", 3, true, NULL));
	assert_false(rr_text_is_plain("a\xc0\x80", 3, true, NULL));
	assert_false(rr_text_is_plain("a\xed\xa0\x80", 4, true, NULL));
	assert_true(rr_text_contains("Royal CANADIAN Fund", "canadian"));
	assert_int_equal(rr_text_distance("closng", "closing"), 1);
}

static void
json_is_canonical(void **state)
{
	const char *text = "{\"b\": [1, true, null], \"a\": \"x\\u0007\"}";
	static const char *const bad[] = { "{\"a\":1,\"a\":2}", "1.5", "[1,",
	    "{} {}", "", "1e400", "\"\\ud800\"" };
	struct rr_json *j = rr_json_parse(text, strlen(text));
	struct rr_buf b = RR_BUF_INIT;

	(void)state;
	assert_non_null(j);
	rr_json_canonical(j, &b);
	assert_string_equal(b.s, "{\"a\":\"x\\u0007\",\"b\":[1,true,null]}");
	rr_json_free(j);
	rr_buf_free(&b);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_null(rr_json_parse(bad[i], strlen(bad[i])));
}

/* FIPS 180-4, the examples of SHA-256. */
/* What JSON prints is as safe as text, and reads back as it was. */
static void
every_code_point_in_json_is_made_safe(void **state)
{
	struct rr_buf in = RR_BUF_INIT, out = RR_BUF_INIT;

	(void)state;
	for (int32_t c = 1; c <= 0x10ffff; c++) {
		struct rr_json *j, *back;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		rr_buf_clear(&in);
		rr_buf_clear(&out);
		rr_buf_addc(&in, 'a');
		rr_text_encode(c, &in);
		j = rr_json_string(in.s);
		rr_json_line(j, &out);
		assert_int_equal(out.s[out.len - 1], '\n');
		out.s[out.len - 1] = '\0';
		check_output(out.s, c);
		back = rr_json_parse(out.s, out.len - 1);
		assert_non_null(back);
		assert_string_equal(rr_json_text(back), in.s);
		rr_json_free(back);
		rr_json_free(j);
	}
	rr_buf_free(&in);
	rr_buf_free(&out);
}

static void
json_of_bytes_that_are_no_text_shows_them(void **state)
{
	struct rr_json *j = rr_json_string("a\xff\x1b" "b");
	struct rr_buf out = RR_BUF_INIT;

	(void)state;
	rr_json_line(j, &out);
	assert_string_equal(out.s, "\"a\\\\xff\\\\x1bb\"\n");
	rr_json_free(j);
	rr_buf_free(&out);
}

/* Letter by letter, it moves once for each doubling and not for each letter. */
static void
text_that_grows_is_seldom_moved(void **state)
{
	struct rr_buf b = RR_BUF_INIT;
	size_t sizes = 0, cap = 0;

	(void)state;
	for (size_t i = 0; i < 1000000; i++) {
		rr_buf_addc(&b, 'a');
		sizes += b.cap != cap;
		cap = b.cap;
	}
	assert_int_equal(b.len, 1000000);
	assert_true(sizes <= 20);
	rr_buf_free(&b);
}

static void
hashes(void **state)
{
	static const struct { const char *text, *hash; } known[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b"
		    "7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410f"
		    "f61f20015ad" }
	};
	uint8_t hash[RR_HASH_LEN];
	struct rr_buf b = RR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		rr_hash(known[i].text, strlen(known[i].text), hash);
		rr_buf_clear(&b);
		rr_hex(hash, sizeof(hash), &b);
		assert_string_equal(b.s, known[i].hash);
	}
	rr_buf_free(&b);
}

static void
maps_and_diagnostics(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_map *map = rr_map_new(arena);
	struct rr_diags *d = rr_diags_new();
	struct rr_buf b = RR_BUF_INIT;
	int value;

	(void)state;
	for (int i = 0; i < 5000; i++)
		rr_map_set(map, rr_arena_printf(arena, "key %d", i), &value);
	assert_int_equal(rr_map_count(map), 5000);
	assert_ptr_equal(rr_map_find(map, "key 4999"), &value);
	assert_null(rr_map_find(map, "key 5000"));
	assert_string_equal(rr_map_key(map, 17), "key 17");
	rr_diag(d, RR_E_TYPE, (struct rr_pos){ "a.yaml", 7, 16 },
	    "'%s'", "\x1b[31m");
	rr_diag(d, RR_E_READ, (struct rr_pos){ "a.yaml", 2, 1 }, "first");
	rr_diags_sort(d);
	rr_diag_text(rr_diags_get(d, 0), &b);
	rr_diag_text(rr_diags_get(d, 1), &b);
	assert_string_equal(b.s,
	    "a.yaml:2:1: error E101: cannot read the file: first\n"
	    "a.yaml:7:16: error E204: value has the wrong type: "
	    "'\\x1b[31m'\n");
	assert_int_equal(rr_diags_errors(d), 2);
	rr_buf_free(&b);
	rr_diags_free(d);
	rr_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_is_made_safe),
		cmocka_unit_test(what_is_unsafe_is_shown),
		cmocka_unit_test(padding_fills_exactly),
		cmocka_unit_test(plain_text_for_fields),
		cmocka_unit_test(json_is_canonical),
		cmocka_unit_test(every_code_point_in_json_is_made_safe),
		cmocka_unit_test(json_of_bytes_that_are_no_text_shows_them),
		cmocka_unit_test(text_that_grows_is_seldom_moved),
		cmocka_unit_test(hashes),
		cmocka_unit_test(maps_and_diagnostics)
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
