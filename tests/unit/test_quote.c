/*
 * test_quote.c: a word that was quoted is the same word to a shell, to one
 * that is typed into, and to a script of commands, whatever it holds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "regrights/quote.h"

/* Each by itself, two and three together: what some shell makes use of. */
static const char *const pieces[] = {
	"a", "", " ", "\t", "\n", "'", "\"", "\\", "$", "`", "!", "#", "~",
	"*", "?", "[", "]", "{", "}", "(", ")", "<", ">", "|", "&", ";", "=",
	"-", ",", "%", "^", "0", "n", "é", "\xc2\xa0", "\x7f", "$'", "\\'",
	"`id`", "$HOME", "$(id)", "{a,b}", "!!", "a=b", "--"
};

#define COUNT	(sizeof(pieces) / sizeof(pieces[0]))
#define WORDS	(COUNT * COUNT * COUNT)

static void
word(size_t i, struct rr_buf *b)
{
	rr_buf_clear(b);
	for (size_t k = 0; k < 3; k++, i /= COUNT)
		rr_buf_add(b, pieces[i % COUNT]);
}

static bool
has_control(const char *s)
{
	while (*s != '\0' && (unsigned char)*s >= ' ' && *s != 0x7f)
		s++;
	return *s != '\0';
}

static void
a_word_that_was_quoted_is_on_one_line_and_read_back(void **state)
{
	struct rr_buf one = RR_BUF_INIT, line = RR_BUF_INIT;
	struct rr_buf back = RR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < WORDS; i++) {
		const char *open, *end;

		word(i, &one);
		rr_buf_clear(&line);
		rr_buf_clear(&back);
		rr_quote_word(one.s, &line);
		assert_false(has_control(line.s));
		assert_true(line.len > 0 && line.s[0] != '#');
		rr_buf_add(&line, " next");
		end = rr_quote_read(line.s, &back, &open);
		assert_non_null(end);
		assert_string_equal(end, " next");
		assert_memory_equal(back.s == NULL ? "" : back.s,
		    one.s == NULL ? "" : one.s, one.len + 1);
	}
	rr_buf_free(&one);
	rr_buf_free(&line);
	rr_buf_free(&back);
}

/* One argument a word, each behind a mark; what a plain sh cannot is left. */
static void
write_script(const char *path, bool plain, const char *first)
{
	struct rr_buf one = RR_BUF_INIT, line = RR_BUF_INIT;
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(first, f);
	for (size_t i = 0; i < WORDS; i++) {
		word(i, &one);
		if (plain && has_control(one.s))
			continue;
		rr_buf_clear(&line);
		rr_quote_word(one.s, &line);
		fprintf(f, "printf '%%s\\0' %s\n", line.s);
	}
	fclose(f);
	rr_buf_free(&one);
	rr_buf_free(&line);
}

static void
read_back(FILE *f, bool plain)
{
	struct rr_buf one = RR_BUF_INIT;
	char *said = NULL;
	size_t room = 0;

	for (size_t i = 0; i < WORDS; i++) {
		word(i, &one);
		if (plain && has_control(one.s))
			continue;
		if (getdelim(&said, &room, '\0', f) < 0)
			fail_msg("nothing of word %zu, '%s'", i, one.s);
		if (strcmp(said, one.s) != 0)
			fail_msg("'%s' was read as '%s'", one.s, said);
	}
	assert_int_equal(fgetc(f), EOF);
	free(said);
	rr_buf_free(&one);
}

static void
shell(const char *command, bool plain, const char *first)
{
	char dir[] = "/tmp/regrights-quote-XXXXXX", path[64], line[128];
	FILE *f;

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/words", dir);
	write_script(path, plain, first);
	snprintf(line, sizeof(line), "cd %s && %s <words 2>/dev/null", dir,
	    command);
	f = popen(line, "r");
	assert_non_null(f);
	read_back(f, plain);
	assert_int_equal(pclose(f), 0);
	unlink(path);
	rmdir(dir);
}

static void
a_shell_reads_the_same_word(void **state)
{
	(void)state;
	shell("sh", true, "");
	shell("bash", false, "");
}

static void
a_shell_that_is_typed_into_makes_nothing_of_it(void **state)
{
	(void)state;
	shell("HISTFILE= bash --norc", false,
	    "set -o history -o histexpand\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_word_that_was_quoted_is_on_one_line_and_read_back),
		cmocka_unit_test(a_shell_reads_the_same_word),
		cmocka_unit_test(
		    a_shell_that_is_typed_into_makes_nothing_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
