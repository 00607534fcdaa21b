/*
 * test_qty.c: amounts, shares and ratios, against 128-bit arithmetic.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "regrights/buf.h"
#include "regrights/qty.h"

static void
amounts(void **state)
{
	static const struct { const char *text; int64_t cents; } good[] = {
		{ "7500", 750000 }, { "$7,500.00", 750000 }, { "0.05", 5 },
		{ "30,000,000.01", 3000000001 },
		{ "92233720368547758.07", INT64_MAX }
	};
	static const char *const bad[] = { "", "$", "7,50", "75,00", "1.5",
	    "1.005", ".50", "-1", "1 000", "7,500,", "92233720368547758.08",
	    "1e3", "7500 " };
	struct rr_buf b = RR_BUF_INIT;
	rr_money m;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(rr_money_parse(good[i].text, &m));
		assert_int_equal(m.cents, good[i].cents);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(rr_money_parse(bad[i], &m));
	rr_money_text((rr_money){ 122500000 }, &b);
	assert_string_equal(b.s, "$1,225,000.00");
	rr_buf_clear(&b);
	rr_money_text((rr_money){ -5 }, &b);
	assert_string_equal(b.s, "-$0.05");
	rr_buf_free(&b);
	assert_false(rr_money_add((rr_money){ INT64_MAX }, (rr_money){ 1 },
	    &m));
}

static int
oracle(int64_t a, int64_t b, int64_t c, int64_t d)
{
	__extension__ __int128 x = (__int128)a * d, y = (__int128)c * b;

	return (x > y) - (x < y);
}

/* A fixed sequence (Knuth's MMIX), so that a failure can be repeated. */
static uint64_t
next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 1;
}

static void
ratios_compare_exactly(void **state)
{
	uint64_t seed = 20000428;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		int shift = (int)(next(&seed) % 50);
		int64_t a = (int64_t)next(&seed) >> shift;
		int64_t b = ((int64_t)next(&seed) >> shift) + 1;
		int64_t c = i % 3 == 0 ? a + 1 : (int64_t)next(&seed) >> shift;
		int64_t d = ((int64_t)next(&seed) >> shift) + 1;
		struct rr_ratio x, y;

		if (i % 2 == 0)
			a = -a;
		if (b <= 0 || d <= 0)
			continue;
		assert_true(rr_ratio_of(a, b, &x));
		assert_true(rr_ratio_of(c, d, &y));
		assert_int_equal(rr_ratio_cmp(x, y), oracle(a, b, c, d));
	}
}

static void
ratios_are_read(void **state)
{
	struct rr_buf b = RR_BUF_INIT;
	struct rr_ratio r;

	(void)state;
	assert_true(rr_ratio_parse("4/6", &r));
	rr_ratio_text(r, &b);
	assert_string_equal(b.s, "2/3");
	rr_buf_free(&b);
	assert_false(rr_ratio_parse("1/0", &r));
	assert_false(rr_ratio_parse("2/3/4", &r));
	assert_false(rr_ratio_parse("0.5", &r));
}

static void
parts_are_of_a_whole(void **state)
{
	const char *const none[] = { "60", "3/2", "100.1%", "1.%", "1.00001%",
	    "%", "60%%", "1/2%", "-1/2", "" };
	struct rr_ratio r;

	(void)state;
	assert_true(rr_part_parse("37.5%", &r));
	assert_true(r.num == 3 && r.den == 8);
	assert_true(rr_part_parse("33.3333%", &r));
	assert_true(r.num == 333333 && r.den == 1000000);
	assert_true(rr_part_parse("100%", &r) && r.num == 1 && r.den == 1);
	assert_true(rr_part_parse("0", &r) && r.num == 0);
	assert_true(rr_part_parse("2/3", &r));
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_false(rr_part_parse(none[i], &r));
}

static void
whole_numbers(void **state)
{
	int64_t n;

	(void)state;
	assert_true(rr_int_parse("-9223372036854775807", INT64_MIN, INT64_MAX,
	    &n));
	assert_false(rr_int_parse("9223372036854775808", INT64_MIN, INT64_MAX,
	    &n));
	assert_false(rr_int_parse("010", 0, 100, &n));
	assert_false(rr_int_parse("6O", 0, 100, &n));
	assert_false(rr_int_parse("+1", 0, 100, &n));
	assert_false(rr_int_parse("400", 1, 365, &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts),
		cmocka_unit_test(ratios_compare_exactly),
		cmocka_unit_test(ratios_are_read),
		cmocka_unit_test(parts_are_of_a_whole),
		cmocka_unit_test(whole_numbers)
	};

	return cmocka_run_group_tests_name("qty", tests, NULL, NULL);
}
