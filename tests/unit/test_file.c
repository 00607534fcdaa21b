/*
 * test_file.c: the bytes of a file: its size is looked at before it is read.
 *
 * The linker puts counting() in the place of read() (--wrap).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/load.h"

#define LIMIT	(1024 * 1024)

ssize_t	 __real_read(int fd, void *p, size_t n);
ssize_t	 __wrap_read(int fd, void *p, size_t n);

static size_t bytes_read;

ssize_t
__wrap_read(int fd, void *p, size_t n)
{
	ssize_t k = __real_read(fd, p, n);

	bytes_read += k > 0 ? (size_t)k : 0;
	return k;
}

static void
make(const char *name, off_t size)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	fclose(f);
	assert_int_equal(truncate(name, size), 0);
}

/* The code of the complaint, or 0 and the length. */
static int
load(const char *name, size_t *len)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();
	char *bytes;
	int code = 0;

	bytes_read = 0;
	if (!rr_load_file(arena, name, LIMIT, &bytes, len, diags))
		code = rr_diags_get(diags, 0)->code;
	rr_diags_free(diags);
	rr_arena_free(arena);
	return code;
}

static void
what_is_too_large_is_not_read(void **state)
{
	size_t len;

	(void)state;
	make("large", LIMIT + 1);
	assert_int_equal(load("large", &len), RR_E_SIZE);
	assert_int_equal(bytes_read, 0);
	make("huge", (off_t)1 << 40);
	assert_int_equal(load("huge", &len), RR_E_SIZE);
	assert_int_equal(bytes_read, 0);
}

static void
what_is_not_too_large_is_read_whole(void **state)
{
	size_t len;

	(void)state;
	make("full", LIMIT);
	assert_int_equal(load("full", &len), 0);
	assert_int_equal(len, LIMIT);
	make("empty", 0);
	assert_int_equal(load("empty", &len), 0);
	assert_int_equal(len, 0);
}

/* A device is not read at all; a file that says no size is read to its end. */
static void
what_says_no_size_is_not_read_for_ever(void **state)
{
	size_t len;

	(void)state;
	assert_int_equal(load("/dev/zero", &len), RR_E_READ);
	assert_int_equal(bytes_read, 0);
	assert_int_equal(load("/proc/self/stat", &len), 0);
	assert_true(len > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_too_large_is_not_read),
		cmocka_unit_test(what_is_not_too_large_is_read_whole),
		cmocka_unit_test(what_says_no_size_is_not_read_for_ever)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
