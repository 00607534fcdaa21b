/*
 * test_date.c: days, times and zones against a calendar that is counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "regrights/buf.h"
#include "regrights/date.h"
#include "regrights/zone.h"

static int
length_of(int year, int month)
{
	if (month == 2)
		return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ?
		    29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Counts through all days from a Saturday, 1 January 1600. */
static void
every_day_counts_on(void **state)
{
	int y, m, d, weekday = RR_SATURDAY;
	rr_date day, again;

	(void)state;
	assert_true(rr_date_of(1600, 1, 1, &day));
	for (int year = 1600; year <= 9999; year++)
		for (int month = 1; month <= 12; month++)
			for (int n = 1; n <= length_of(year, month); n++) {
				rr_date_civil(day, &y, &m, &d);
				if (y != year || m != month || d != n ||
				    (int)rr_date_weekday(day) != weekday)
					fail_msg("%d-%d-%d", year, month, n);
				rr_date_of(year, month, n, &again);
				if (again.day != day.day)
					fail_msg("%d-%d-%d", year, month, n);
				weekday = (weekday + 1) % 7;
				day.day++;
			}
}

static void
days_that_do_not_exist(void **state)
{
	static const char *const bad[] = { "2025-02-29", "2000-13-01",
	    "2000-00-10", "2000-04-31", "1900-02-29", "1599-12-31", "28/4/2000",
	    "2000-4-28", "2000-04-28 ", "", "20000428", "2000-04-2x" };
	rr_date day;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(rr_date_parse(bad[i], &day));
	assert_true(rr_date_parse("2000-02-29", &day));
	assert_true(rr_date_parse("9999-12-31", &day));
	assert_false(rr_date_add(day, 1, &day));
	assert_false(rr_date_add(day, INT64_MAX, &day));
}

static void
months_end_where_they_must(void **state)
{
	struct rr_buf b = RR_BUF_INIT;
	rr_date day;

	(void)state;
	rr_date_parse("2000-01-31", &day);
	assert_true(rr_date_add_months(day, 1, &day));
	rr_date_text(day, &b);
	assert_string_equal(b.s, "2000-02-29");
	assert_true(rr_date_add_months(day, -12, &day));
	rr_buf_clear(&b);
	rr_date_text_day(day, &b);
	assert_string_equal(b.s, "Sun 1999-02-28");
	rr_buf_free(&b);
}

/* Easter Sundays as the almanacs have them. */
static void
easter(void **state)
{
	static const char *const days[] = { "1961-04-02", "1999-04-04",
	    "2000-04-23", "2001-04-15", "2008-03-23", "2011-04-24",
	    "2024-03-31", "2038-04-25" };
	struct rr_buf b = RR_BUF_INIT;
	rr_date day;

	(void)state;
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		rr_date_parse(days[i], &day);
		rr_buf_clear(&b);
		rr_date_text(rr_date_easter(rr_date_year(day)), &b);
		assert_string_equal(b.s, days[i]);
	}
	rr_buf_free(&b);
}

static void
times(void **state)
{
	static const char *const bad[] = { "24:00", "12:60", "1:00", "12:00:60",
	    "12", "12:00 ", "aa:bb" };
	struct rr_wall w;
	rr_instant t;
	int32_t sec;

	(void)state;
	assert_true(rr_time_parse("23:59:59", &sec));
	assert_int_equal(sec, 86399);
	assert_true(rr_time_parse("14:00", &sec));
	assert_int_equal(sec, 50400);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(rr_time_parse(bad[i], &sec));
	assert_true(rr_wall_parse("2000-05-26 14:10", &w));
	assert_true(rr_wall_parse("2000-05-26T14:10:05", &w));
	assert_false(rr_wall_parse("2000-05-26", &w));
	assert_true(rr_instant_parse("2000-05-26T21:10:00Z", &t));
	assert_int_equal(t.sec, 959375400);
	assert_false(rr_instant_parse("2000-05-26T21:10:00", &t));
}

/* Los Angeles in 2000: PST until 2 April 10:00 UTC, PDT to 29 October 9:00. */
static struct rr_zone_change la[] = {
	{ { INT64_MIN }, -28800, "PST" },
	{ { 954669600 }, -25200, "PDT" },
	{ { 972810000 }, -28800, "PST" }
};
static const struct rr_zone los_angeles = { "America/Los_Angeles", la, 3 };

static int
instants(const char *text, rr_instant at[2])
{
	struct rr_wall w;

	assert_true(rr_wall_parse(text, &w));
	return rr_zone_instants(&los_angeles, w, at);
}

static void
skipped_and_doubled_hours(void **state)
{
	rr_instant at[2];

	(void)state;
	assert_int_equal(instants("2000-05-26 14:10", at), 1);
	assert_int_equal(at[0].sec, 959375400);
	assert_int_equal(instants("2000-04-02 01:59:59", at), 1);
	assert_int_equal(instants("2000-04-02 02:00", at), 0);
	assert_int_equal(instants("2000-04-02 02:59:59", at), 0);
	assert_int_equal(instants("2000-04-02 03:00", at), 1);
	assert_int_equal(instants("2000-10-29 00:59:59", at), 1);
	assert_int_equal(instants("2000-10-29 01:00", at), 2);
	assert_int_equal(at[1].sec - at[0].sec, 3600);
	assert_int_equal(instants("2000-10-29 02:00", at), 1);
	for (int64_t t = 954669600 - 90000; t < 954669600 + 90000; t += 60) {
		struct rr_wall w = rr_zone_wall(&los_angeles,
		    (rr_instant){ t });
		int n = rr_zone_instants(&los_angeles, w, at);

		assert_true(n >= 1);
		assert_true(at[0].sec == t || (n == 2 && at[1].sec == t));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_counts_on),
		cmocka_unit_test(days_that_do_not_exist),
		cmocka_unit_test(months_end_where_they_must),
		cmocka_unit_test(easter),
		cmocka_unit_test(times),
		cmocka_unit_test(skipped_and_doubled_hours)
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
