/*
 * Files that are hostile, or only clumsy: encodings, limits, mutations, and
 * how long the worst of them take.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "agreement_file.h"

#define HEAD								\
	"regrights: 1\n"						\
	"agreement: {key: x, title: X, dated: 2000-04-28, law: None, "	\
	"zone: UTC}\n"							\
	"sections: {\"1\": All}\n"

/* Whether TEXT is complained of with CODE ("E111"). */
static bool
says(const struct agreement_file *f, const char *code)
{
	return strstr(f->words.s, code) != NULL;
}

/* A generator whose seed is printed when a test fails. */
static uint32_t
next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* One file written in several ways means the same. */
static void
line_ends_and_bom_do_not_matter(void **state)
{
	struct agreement_file f;
	struct rr_buf lf = RR_BUF_INIT, one = RR_BUF_INIT;
	struct rr_buf ways[5] = { RR_BUF_INIT, RR_BUF_INIT, RR_BUF_INIT,
	    RR_BUF_INIT, RR_BUF_INIT };
	char *text;

	(void)state;
	agreement_file_new(&f);
	text = agreement_file_example(&f, "example.yaml");
	assert_true(agreement_file_load(&f, text, strlen(text)));
	agreement_file_tell(f.agreement, &lf);
	for (const char *p = text; *p != '\0'; p++)
		rr_buf_add(&ways[0], *p == '\n' ? "\r\n" :
		    rr_arena_strndup(f.arena, p, 1));
	rr_buf_printf(&ways[1], "\xef\xbb\xbf%s", text);
	rr_buf_printf(&ways[2], "\xef\xbb\xbf%s", ways[0].s);
	rr_buf_addn(&ways[3], text, strlen(text) - 1);
	rr_buf_printf(&ways[4], "---\n%s...\n", text);
	for (size_t i = 0; i < 5; i++) {
		assert_true(agreement_file_load(&f, ways[i].s, ways[i].len));
		rr_buf_clear(&one);
		agreement_file_tell(f.agreement, &one);
		assert_string_equal(one.s, lf.s);
		rr_buf_free(&ways[i]);
	}
	rr_buf_free(&lf);
	rr_buf_free(&one);
	agreement_file_free(&f);
}

/* Controls, C1, the soft hyphen and what ends a line are refused; see 2.1. */
static bool
is_allowed(unsigned c)
{
	return c >= 0x20 && !(c >= 0x7f && c <= 0x9f) && c != 0xad;
}

static void
every_escape_is_judged(void **state)
{
	static const struct { const char *escape; bool allowed; } named[] = {
		{ "\\0", false }, { "\\a", false }, { "\\b", false },
		{ "\\t", false }, { "\\n", false }, { "\\v", false },
		{ "\\f", false }, { "\\r", false }, { "\\e", false },
		{ "\\N", false }, { "\\L", false }, { "\\P", false },
		{ "\\_", true }, { "\\\\", true }, { "\\\"", true },
		{ "\\u00e9", true }, { "\\u202e", false },
		{ "\\u2066", false }, { "\\u200b", false },
		{ "\\u200d", false }, { "\\ufeff", false },
		{ "\\ufe0f", false }, { "\\U000e0041", false },
		{ "\\U0001f4c4", true }
	};
	struct agreement_file f;

	(void)state;
	agreement_file_new(&f);
	for (unsigned i = 0; i < 256 + sizeof(named) / sizeof(named[0]); i++) {
		const char *escape = i < 256 ?
		    rr_arena_printf(f.arena, "\\x%02x", i) :
		    named[i - 256].escape;
		bool allowed = i < 256 ? is_allowed(i) :
		    named[i - 256].allowed;
		const char *text = rr_arena_printf(f.arena, HEAD
		    "parties: {x: {name: \"a%sb\", roles: [x]}}\n", escape);

		if (agreement_file_load(&f, text, strlen(text)) != allowed)
			fail_msg("%s: %s", escape, f.words.s);
		if (!allowed && !says(&f, "E111"))
			fail_msg("%s: %s", escape, f.words.s);
	}
	agreement_file_free(&f);
}

/* UTF-8 of two bytes by the table of RFC 3629, apart from any library. */
static bool
is_utf8(unsigned a, unsigned b)
{
	if (a < 0x80)
		return b < 0x80;
	return a >= 0xc2 && a <= 0xdf && b >= 0x80 && b <= 0xbf;
}

static bool
is_control(unsigned c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

static void
every_pair_of_bytes_is_judged(void **state)
{
	struct agreement_file f;

	(void)state;
	agreement_file_new(&f);
	for (unsigned pair = 0; pair < 65536; pair++) {
		unsigned a = pair >> 8, b = pair & 0xff;
		const char text[] = { '#', ' ', (char)a, (char)b, '\n' };

		agreement_file_load(&f, text, sizeof(text));
		if (says(&f, "E103") != !is_utf8(a, b) && !(is_control(a) &&
		    says(&f, "E111")))
			fail_msg("%02x %02x: %s", a, b, f.words.s);
		if (is_utf8(a, b) && (is_control(a) || (a < 0x80 &&
		    is_control(b))) && !says(&f, "E111"))
			fail_msg("%02x %02x: %s", a, b, f.words.s);
		rr_arena_reset(f.arena);
	}
	agreement_file_free(&f);
}

static const char *
repeat(struct agreement_file *f, const char *before, const char *what,
    size_t n, const char *after)
{
	size_t head = strlen(before), len = strlen(what);
	char *text = rr_arena_alloc(f->arena, head + n * len +
	    strlen(after) + 1);

	memcpy(text, before, head);
	for (size_t i = 0; i < n; i++)
		memcpy(text + head + i * len, what, len);
	memcpy(text + head + n * len, after, strlen(after) + 1);
	return text;
}

/* The last value that is allowed, and the first that is not. */
static void
limits_are_exact(void **state)
{
	struct agreement_file f;
	const struct { const char *what, *code; size_t last;
	    const char *before, *after; } limits[] = {
		{ "x", "E102", 65536, HEAD "parties: {x: {name: ",
		    ", roles: [x]}}\n" },
		{ "[", "E105", 15, HEAD "parties: ", "\n" },
		/* The list, its key's mapping, and 1 are values too. */
		{ "- a\n", "E106", 19997, "regrights: 1\nattached:\n", "" },
		{ "1 day after ", "E208", 31, HEAD "parties: {}\n"
		    "deadlines: [{id: a, section: \"1\", what: a, by: a, due: ",
		    "2000-01-01}]\n" }
	};

	(void)state;
	agreement_file_new(&f);
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		const char *last = repeat(&f, limits[i].before,
		    limits[i].what, limits[i].last, limits[i].after);
		const char *first = repeat(&f, limits[i].before,
		    limits[i].what, limits[i].last + 1, limits[i].after);

		agreement_file_load(&f, last, strlen(last));
		if (says(&f, limits[i].code))
			fail_msg("%s too early: %s", limits[i].code, f.words.s);
		agreement_file_load(&f, first, strlen(first));
		if (!says(&f, limits[i].code))
			fail_msg("%s too late: %s", limits[i].code, f.words.s);
	}
	agreement_file_free(&f);
}

/* What a careless reader answers with as many complaints as bytes. */
static void
the_worst_is_answered_shortly(void **state)
{
	static const char *const worst[] = { "[", "{a: ", "- ", "? ", "a: [",
	    "\"a\": {", "&a [", "[a, ", "\n- - - - - ", "'", "\"\\x", "|\n",
	    "!!str ", "a: &a *a\n" };
	struct agreement_file f;

	(void)state;
	agreement_file_new(&f);
	for (size_t i = 0; i < sizeof(worst) / sizeof(worst[0]); i++) {
		const char *text = repeat(&f, "", worst[i],
		    1024 * 1024 / strlen(worst[i]), "");

		assert_false(agreement_file_load(&f, text, strlen(text)));
		assert_in_range(rr_diags_count(f.diags), 1, 2);
	}
	agreement_file_free(&f);
}

/* Well-formed files whose parts are as many as can be, each wrong. */
static void
many_mistakes_stay_small(void **state)
{
	static const struct { const char *before, *what; size_t n; } files[] = {
		{ HEAD "parties:\n  x:\n    name: x\n    roles: [x]\n"
		    "    fax:\n", "      - {number: 1, source: x}\n", 4990 },
		{ HEAD "parties: {}\nevents: {closing: {section: \"1\", "
		    "what: x}}\ndeadlines:\n", "  - {id: x, section: \"1\", "
		    "what: x, by: x, due: 1 day after 1 day after 1 day after "
		    "1 day after 1 day after 1 day after clossing}\n", 2800 },
		{ HEAD "parties: {}\nclauses:\n", "  - {id: x, section: "
		    "\"1\", what: x, by: x, kind: x}\n", 3300 },
		{ HEAD "parties: {}\nreferences:\n", "  - {inn: x}\n", 4900 }
	};
	struct agreement_file f;

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		const char *text;

		agreement_file_new(&f);
		text = repeat(&f, files[i].before, files[i].what, files[i].n,
		    "");
		agreement_file_load(&f, text, strlen(text));
		assert_false(says(&f, "E106"));
		/* Two an entry: its name, and what it says. */
		assert_true(rr_diags_count(f.diags) <= 2 * files[i].n + 1);
		if (rr_arena_size(f.arena) > 64 * 1024 * 1024)
			fail_msg("file %zu takes %zu bytes", i,
			    rr_arena_size(f.arena));
		agreement_file_free(&f);
	}
}

/* The beginnings of the top-level parts of a text. */
static size_t
find_parts(const char *text, const char **at, size_t max)
{
	size_t n = 0;

	for (const char *p = text; *p != '\0'; p += strcspn(p, "\n") + 1) {
		if (*p != ' ' && n < max)
			at[n++] = p;
		if (p[strcspn(p, "\n")] == '\0')
			break;
	}
	return n;
}

/* The parts of a file may stand in any order, and none may stand twice. */
static void
order_does_not_matter(void **state)
{
	struct agreement_file f;
	struct rr_buf usual = RR_BUF_INIT, other = RR_BUF_INIT;
	struct rr_buf mixed = RR_BUF_INIT;
	const char *at[32];
	uint32_t seed = 20000428;
	char *text;
	size_t n;

	(void)state;
	agreement_file_new(&f);
	text = agreement_file_example(&f, "example.yaml");
	assert_true(agreement_file_load(&f, text, strlen(text)));
	agreement_file_tell(f.agreement, &usual);
	n = find_parts(text, at, 31);
	assert_int_equal(n, 20);
	at[n] = text + strlen(text);
	for (int round = 0; round < 200; round++) {
		size_t order[32], twice = next(&seed) % n;

		for (size_t i = 0; i < n; i++)
			order[i] = i;
		for (size_t i = n - 1; i > 0; i--) {
			size_t j = next(&seed) % (i + 1), k = order[i];

			order[i] = order[j];
			order[j] = k;
		}
		rr_buf_clear(&mixed);
		for (size_t i = 0; i < n; i++)
			rr_buf_addn(&mixed, at[order[i]], (size_t)
			    (at[order[i] + 1] - at[order[i]]));
		assert_true(agreement_file_load(&f, mixed.s, mixed.len));
		rr_buf_clear(&other);
		agreement_file_tell(f.agreement, &other);
		assert_string_equal(other.s, usual.s);
		rr_buf_addn(&mixed, at[twice],
		    (size_t)(at[twice + 1] - at[twice]));
		assert_false(agreement_file_load(&f, mixed.s, mixed.len));
		assert_true(says(&f, "E202"));
	}
	rr_buf_free(&usual);
	rr_buf_free(&other);
	rr_buf_free(&mixed);
	agreement_file_free(&f);
}

/* Cut off anywhere, a file is refused or is a smaller one; never worse. */
static void
any_beginning_is_survived(void **state)
{
	struct agreement_file f, g;
	char *text;

	(void)state;
	agreement_file_new(&f);
	agreement_file_new(&g);
	text = agreement_file_example(&f, "example.yaml");
	for (size_t len = 0; len < strlen(text); len++) {
		/* Of its own, so that a sanitizer sees what is beyond it. */
		char *part = rr_realloc(NULL, len + 1, 1);

		memcpy(part, text, len);
		agreement_file_load(&g, part, len);
		rr_free(part);
		rr_arena_reset(g.arena);
	}
	agreement_file_free(&g);
	agreement_file_free(&f);
}

static void
any_change_is_survived(void **state)
{
	static const char signs[] = "[]{}:,-'\"#&*!|>%@`? \n\t\r\\0a\x80\xff";
	struct agreement_file f, g;
	uint32_t seed = 5112026;
	size_t len;
	char *text;

	(void)state;
	agreement_file_new(&f);
	agreement_file_new(&g);
	text = agreement_file_example(&f, "example.yaml");
	len = strlen(text);
	for (int round = 0; round < 4000; round++) {
		size_t at = next(&seed) % len;
		char was = text[at];

		text[at] = signs[next(&seed) % (sizeof(signs) - 1)];
		agreement_file_load(&g, text, len);
		text[at] = was;
		rr_arena_reset(g.arena);
	}
	agreement_file_free(&g);
	agreement_file_free(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_ends_and_bom_do_not_matter),
		cmocka_unit_test(every_escape_is_judged),
		cmocka_unit_test(every_pair_of_bytes_is_judged),
		cmocka_unit_test(limits_are_exact),
		cmocka_unit_test(the_worst_is_answered_shortly),
		cmocka_unit_test(many_mistakes_stay_small),
		cmocka_unit_test(order_does_not_matter),
		cmocka_unit_test(any_beginning_is_survived),
		cmocka_unit_test(any_change_is_survived)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
