/*
 * test_count.c: what passes and what each one gets, against brute force.
 *
 * Inputs are drawn from a seed that is printed; REGRIGHTS_SEED sets it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/count.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define ROUNDS		20000
#define ASKS_MAX	6

static uint64_t seed;

/* xorshift64* */
static int64_t
draw(int64_t from, int64_t to)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return from + (int64_t)((seed * 2685821657736338717u >> 1) %
	    (uint64_t)(to - from + 1));
}

static void
begin(const char *what)
{
	const char *given = getenv("REGRIGHTS_SEED");

	seed = given != NULL ? strtoull(given, NULL, 10) : 20000428;
	print_message("%s: REGRIGHTS_SEED=%llu\n", what,
	    (unsigned long long)seed);
}

/* N of BASE passes, told from the words: products, no division. */
static bool
passes(struct rr_ratio share, bool strict, int64_t base, int64_t n)
{
	__extension__ typedef __int128 wide;
	wide left = (wide)n * share.den, right = (wide)base * share.num;

	return strict ? left > right : left >= right;
}

static void
the_needed_number_is_the_least_that_passes(void **state)
{
	(void)state;
	begin("needed");
	for (int i = 0; i < ROUNDS; i++) {
		int64_t den = draw(1, 12), base = draw(0, 400), needed;
		struct rr_ratio share;
		bool strict = draw(0, 1) == 1;
		int64_t n = 0;

		assert_true(rr_ratio_of(draw(1, den), den, &share));
		assert_true(rr_count_needed(share, strict, base, &needed));
		while (!passes(share, strict, base, n))
			n++;
		assert_int_equal(needed, n);
	}
}

/* E.3, V28 of the notes: 625,000 with 25,000 of an Affiliate. */
static void
the_needed_numbers_of_the_notes(void **state)
{
	static const struct {
		int64_t num, den; bool strict; int64_t base, needed;
	} rows[] = {
		{ 2, 3, false, 600000, 400000 },
		{ 1, 2, true, 600000, 300001 },
		{ 2, 3, false, 625000, 416667 },
		{ 1, 2, true, 625000, 312501 },
		{ 1, 1, false, 3, 3 },
		{ 2, 3, false, INT64_MAX, 6148914691236517205 },
		{ 1, 2, true, INT64_MAX, 4611686018427387904 }
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rr_ratio share = { rows[i].num, rows[i].den };
		int64_t needed;

		assert_true(rr_count_needed(share, rows[i].strict,
		    rows[i].base, &needed));
		assert_int_equal(needed, rows[i].needed);
	}
}

static void
numbers_that_are_too_large_are_said_to_be(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_ratio whole = { 1, 1 };
	struct rr_ratio odd = { INT64_MAX - 1, INT64_MAX };
	struct rr_ask asks[] = {
		{ .name = "a", .asked = INT64_MAX, .weight = INT64_MAX },
		{ .name = "b", .asked = INT64_MAX, .weight = INT64_MAX }
	};
	int64_t needed;

	(void)state;
	assert_false(rr_count_needed(whole, true, INT64_MAX, &needed));
	assert_false(rr_count_needed(odd, false, INT64_MAX - 1, &needed));
	assert_false(rr_count_allot(arena, asks, COUNT(asks), 5));
	asks[1].asked = asks[1].weight = 0;
	assert_false(rr_count_allot(arena, asks, COUNT(asks), 5));
	rr_arena_free(arena);
}

static size_t
draw_asks(struct rr_ask *a, bool by_weight)
{
	static const char *const names[] = { "f", "a", "e", "b", "d", "c" };
	size_t n = (size_t)draw(1, ASKS_MAX);

	for (size_t i = 0; i < n; i++) {
		a[i].name = names[i];
		a[i].asked = draw(0, 30);
		a[i].weight = by_weight ? draw(1, 30) : a[i].asked;
	}
	return n;
}

static void
allotments_give_out_the_whole_and_nothing_beyond(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_ask a[ASKS_MAX];

	(void)state;
	begin("allotments");
	for (int round = 0; round < ROUNDS; round++) {
		size_t n = draw_asks(a, round % 2 == 1);
		int64_t capacity = draw(0, 100), asked = 0, given = 0;

		assert_true(rr_count_allot(arena, a, n, capacity));
		for (size_t i = 0; i < n; i++) {
			assert_in_range((uintmax_t)a[i].gets, 0,
			    (uintmax_t)a[i].asked);
			asked += a[i].asked;
			given += a[i].gets;
		}
		assert_int_equal(given, asked < capacity ? asked : capacity);
		rr_arena_reset(arena);
	}
	rr_arena_free(arena);
}

/* Pro rata by request: within one of the exact part, and fairly rounded. */
static void
each_gets_its_part_rounded_by_the_largest_remainders(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_ask a[ASKS_MAX];

	(void)state;
	begin("remainders");
	for (int round = 0; round < ROUNDS; round++) {
		size_t n = draw_asks(a, false);
		int64_t sum = 0, capacity;

		for (size_t i = 0; i < n; i++)
			sum += a[i].asked;
		capacity = draw(0, sum);
		assert_true(rr_count_allot(arena, a, n, capacity));
		for (size_t i = 0; i < n && sum > 0; i++)
			for (size_t j = 0; j < n; j++) {
				int64_t x = capacity * a[i].asked;
				int64_t y = capacity * a[j].asked;

				/* Who was rounded up had no less left. */
				assert_in_range((uintmax_t)a[i].gets,
				    (uintmax_t)(x / sum),
				    (uintmax_t)((x + sum - 1) / sum));
				if (a[i].gets * sum > x &&
				    a[j].gets * sum < y)
					assert_true(x % sum >= y % sum);
				if (a[i].asked > a[j].asked)
					assert_true(a[i].gets >= a[j].gets);
			}
		rr_arena_reset(arena);
	}
	rr_arena_free(arena);
}

/* E.3, V29; then ties: to the larger request, then by name. */
static void
the_allotments_of_the_notes(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_ask v29[] = {
		{ .name = "A", .asked = 200000, .weight = 200000 },
		{ .name = "B", .asked = 100000, .weight = 100000 },
		{ .name = "C", .asked = 50000, .weight = 50000 }
	};
	struct rr_ask larger[] = {
		{ .name = "a", .asked = 1, .weight = 1 },
		{ .name = "b", .asked = 3, .weight = 3 }
	};
	struct rr_ask names[] = {
		{ .name = "z", .asked = 3, .weight = 3 },
		{ .name = "y", .asked = 3, .weight = 3 }
	};

	(void)state;
	assert_true(rr_count_allot(arena, v29, COUNT(v29), 250001));
	assert_int_equal(v29[0].gets, 142858);
	assert_int_equal(v29[1].gets, 71429);
	assert_int_equal(v29[2].gets, 35714);
	assert_true(rr_count_allot(arena, larger, COUNT(larger), 2));
	assert_int_equal(larger[0].gets, 0);
	assert_int_equal(larger[1].gets, 2);
	assert_true(rr_count_allot(arena, names, COUNT(names), 3));
	assert_int_equal(names[0].gets, 1);
	assert_int_equal(names[1].gets, 2);
	rr_arena_free(arena);
}

/* By what each holds: what one cannot take goes to the others. */
static void
what_is_beyond_a_request_is_shared_anew(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_ask a[] = {
		{ .name = "a", .asked = 10, .weight = 900 },
		{ .name = "b", .asked = 100, .weight = 60 },
		{ .name = "c", .asked = 100, .weight = 40 },
		{ .name = "d", .asked = 100, .weight = 0 }
	};

	(void)state;
	assert_true(rr_count_allot(arena, a, COUNT(a), 110));
	assert_int_equal(a[0].gets, 10);
	assert_int_equal(a[1].gets, 60);
	assert_int_equal(a[2].gets, 40);
	assert_int_equal(a[3].gets, 0);
	rr_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_needed_number_is_the_least_that_passes),
		cmocka_unit_test(the_needed_numbers_of_the_notes),
		cmocka_unit_test(numbers_that_are_too_large_are_said_to_be),
		cmocka_unit_test(
		    allotments_give_out_the_whole_and_nothing_beyond),
		cmocka_unit_test(
		    each_gets_its_part_rounded_by_the_largest_remainders),
		cmocka_unit_test(the_allotments_of_the_notes),
		cmocka_unit_test(what_is_beyond_a_request_is_shared_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
