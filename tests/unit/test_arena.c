/*
 * test_arena.c: memory that is freed together.
 *
 * In a build with sanitizers, that a piece which is overrun, or kept after a
 * reset, ends the program there and then.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/vec.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static const size_t sizes[] = { 0, 1, 7, 8, 16, 17, 4000, 20000, 70000, 3 };

static void
check_zero(const unsigned char *p, size_t n)
{
	assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(p[i], 0);
}

static void
what_is_handed_out_is_zero_after_a_reset_too(void **state)
{
	struct rr_arena *a = rr_arena_new();

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < COUNT(sizes); i++) {
			unsigned char *p = rr_arena_alloc(a, sizes[i]);

			check_zero(p, sizes[i]);
			memset(p, 0xff, sizes[i]);
		}
		rr_arena_reset(a);
	}
	rr_arena_free(a);
}

static void
pieces_do_not_touch_each_other(void **state)
{
	struct rr_arena *a = rr_arena_new();
	unsigned char *p[COUNT(sizes)];

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		p[i] = rr_arena_alloc(a, sizes[i]);
		memset(p[i], (int)i + 1, sizes[i]);
	}
	for (size_t i = 0; i < COUNT(sizes); i++)
		for (size_t k = 0; k < sizes[i]; k++)
			assert_int_equal(p[i][k], i + 1);
	rr_arena_free(a);
}

static void
a_reset_holds_no_more_memory(void **state)
{
	struct rr_arena *a = rr_arena_new();
	size_t held = 0;

	(void)state;
	for (int round = 0; round < 4; round++) {
		for (int i = 0; i < 1000; i++)
			rr_arena_alloc(a, 1000);
		if (round == 0)
			held = rr_arena_size(a);
		assert_int_equal(rr_arena_size(a), held);
		rr_arena_reset(a);
	}
	rr_arena_free(a);
}

#ifdef REGRIGHTS_POISON
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

typedef void	 misuse(struct rr_arena *);

static void
touch(const char *p)
{
	volatile char c = *(const volatile char *)p;

	(void)c;
}

static void
past_a_piece(struct rr_arena *a)
{
	char *p = rr_arena_alloc(a, 21);

	rr_arena_alloc(a, 32);
	touch(p + 21);
}

static void
past_a_whole_piece(struct rr_arena *a)
{
	char *p = rr_arena_alloc(a, 32);

	rr_arena_alloc(a, 32);
	touch(p + 32);
}

static void
before_a_piece(struct rr_arena *a)
{
	rr_arena_alloc(a, 32);
	touch((char *)rr_arena_alloc(a, 32) - 1);
}

static void
after_a_reset(struct rr_arena *a)
{
	char *p = rr_arena_strdup(a, "kept too long");

	rr_arena_reset(a);
	touch(p);
}

static void
of_another_after_a_reset(struct rr_arena *a)
{
	char *p = rr_arena_alloc(a, 300);

	rr_arena_reset(a);
	rr_arena_alloc(a, 100);
	touch(p + 200);
}

static void
after_it_is_freed(struct rr_arena *a)
{
	struct rr_arena *other = rr_arena_new();
	char *p = rr_arena_strdup(other, "freed");

	(void)a;
	rr_arena_free(other);
	touch(p);
}

static void
past_a_list(struct rr_arena *a)
{
	struct rr_vec v = RR_VEC_INIT(int);

	for (int i = 0; i < 8; i++)
		*(int *)rr_vec_add(a, &v) = i;
	touch(rr_vec_at(&v, 8));
}

/* Whether a child that does so and goes on ends as one that did nothing. */
static int
survives(misuse *do_it)
{
	int status = 0;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct rr_arena *a = rr_arena_new();

		dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
		if (do_it != NULL)
			do_it(a);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void
what_is_not_handed_out_cannot_be_touched(void **state)
{
	static misuse *const all[] = { past_a_piece, past_a_whole_piece,
	    before_a_piece, after_a_reset, of_another_after_a_reset,
	    after_it_is_freed, past_a_list };

	(void)state;
	assert_true(survives(NULL));
	for (size_t i = 0; i < COUNT(all); i++)
		if (survives(all[i]))
			fail_msg("misuse %zu was not found", i + 1);
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_handed_out_is_zero_after_a_reset_too),
		cmocka_unit_test(pieces_do_not_touch_each_other),
		cmocka_unit_test(a_reset_holds_no_more_memory),
#ifdef REGRIGHTS_POISON
		cmocka_unit_test(what_is_not_handed_out_cannot_be_touched),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
