/*
 * test_calendar.c: each day of a shipped calendar has its source, and a day
 * that no calendar knows is neither open nor closed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/calendar.h"
#include "regrights/load.h"

static const char *
share(void)
{
	const char *s = getenv("REGRIGHTS_SHARE");

	return s != NULL ? s : "share";
}

static const struct rr_calendar *
load(struct rr_arena *arena, const char *key)
{
	struct rr_diags *diags = rr_diags_new();
	struct rr_calendar *c;

	assert_true(rr_load_calendar(arena, share(), key, &c, diags));
	rr_diags_free(diags);
	return c;
}

static rr_date
day(const char *text)
{
	rr_date d;

	assert_true(rr_date_parse(text, &d));
	return d;
}

/* A list of days alone is one of announcements, and says where it ends. */
static void
assert_sourced(const struct rr_calendar *c)
{
	rr_date last = RR_DATE_NONE;
	bool by_rule = c->nrules == 0;

	assert_true(c->first >= RR_CALENDAR_FIRST);
	assert_true(c->last <= RR_CALENDAR_LAST && c->first <= c->last);
	assert_true(c->weekly == 0 || strlen(c->weekly_cite) > 3);
	for (size_t i = 0; i < c->nrules; i++) {
		const struct rr_rule *r = &c->rules[i];

		if (strlen(r->name) < 3 || strlen(r->cite) < 4 ||
		    strcmp(r->name, r->cite) == 0)
			fail_msg("%s: %s has no source", c->key, r->name);
		by_rule |= r->form != RR_RULE_DATES;
		for (size_t j = 0; j < r->ndates; j++) {
			int year = rr_date_year(r->dates[j]);

			if (year < c->first || year > c->last)
				fail_msg("%s: %s in a year that it does not "
				    "know", c->key, r->name);
			if (rr_date_cmp(r->dates[j], last) > 0)
				last = r->dates[j];
		}
	}
	if (!by_rule && !c->announces)
		fail_msg("%s does not say where its list ends", c->key);
	if (c->announces && rr_date_cmp(c->announced, last) != 0)
		fail_msg("%s ends at another day than its list", c->key);
	if (!by_rule)
		assert_int_equal(c->last, rr_date_year(last));
}

static void
each_day_has_its_source(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();
	const char **keys;
	size_t n;

	(void)state;
	assert_true(rr_load_calendar_keys(arena, share(), &keys, &n, diags));
	assert_true(n > 10);
	for (size_t i = 0; i < n; i++)
		assert_sourced(load(arena, keys[i]));
	rr_diags_free(diags);
	rr_arena_free(arena);
}

static struct rr_days *
join(struct rr_arena *arena, const char *a, const char *b)
{
	const struct rr_calendar *all[2] = { load(arena, a), load(arena, b) };
	struct rr_diags *diags = rr_diags_new();
	struct rr_days *t = rr_days_new(arena, all, 2, diags);

	assert_non_null(t);
	rr_diags_free(diags);
	return t;
}

/* Early closings are known from 1990 to 2027, weekends from 1985 to 2045. */
static void
closed_by_one_is_closed_and_else_unknown(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_days *t = join(arena, "weekends", "us-nyse-early");
	rr_date out;

	(void)state;
	assert_int_equal(rr_days_state(t, day("2028-01-01")), RR_DAY_CLOSED);
	assert_int_equal(rr_days_state(t, day("2028-01-03")), RR_DAY_UNKNOWN);
	assert_int_equal(rr_days_state(t, day("2027-12-31")), RR_DAY_OPEN);
	assert_int_equal(rr_days_state(t, day("2046-01-06")), RR_DAY_UNKNOWN);
	/* From a Sunday that is known, over a Saturday, to a known Friday. */
	assert_true(rr_days_on_or_before(t, day("2028-01-02"), &out));
	assert_int_equal(out.day, day("2027-12-31").day);
	assert_false(rr_days_on_or_after(t, day("2028-01-01"), &out));
	assert_false(rr_days_on_or_before(t, day("2028-01-03"), &out));
	assert_false(rr_days_add(t, day("2027-12-31"), 1, &out));
	/* The day from which is counted need not be known. */
	assert_true(rr_days_add(t, day("1989-12-31"), 1, &out));
	assert_int_equal(out.day, day("1990-01-01").day);
	assert_false(rr_days_add(t, day("1989-12-29"), -1, &out));
	assert_int_equal(rr_days_unknown(t, day("2027-12-31"), false).day,
	    day("2028-01-03").day);
	rr_arena_free(arena);
}

static void
no_count_goes_over_a_day_that_is_not_known(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_days *t = join(arena, "weekends", "us-sec");
	rr_date out;
	int32_t n;

	(void)state;
	assert_int_equal(rr_days_state(t, day("2024-12-24")), RR_DAY_UNKNOWN);
	assert_true(rr_days_add(t, day("2024-12-20"), 1, &out));
	assert_int_equal(out.day, day("2024-12-23").day);
	assert_false(rr_days_add(t, day("2024-12-20"), 2, &out));
	assert_false(rr_days_add(t, day("2024-12-26"), -1, &out));
	assert_true(rr_days_add(t, day("2024-12-24"), 1, &out));
	assert_int_equal(out.day, day("2024-12-26").day);
	assert_false(rr_days_between(t, day("2024-12-20"), day("2024-12-26"),
	    &n));
	assert_true(rr_days_between(t, day("2024-12-24"), day("2024-12-27"),
	    &n));
	assert_int_equal(n, 2);
	rr_arena_free(arena);
}

/* Its orders end; no rule of it says anything of later days. */
static void
behind_the_last_order_one_may_come(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_days *t = join(arena, "weekends", "us-executive-closings");

	(void)state;
	assert_int_equal(rr_days_state(t, day("2025-12-26")), RR_DAY_CLOSED);
	assert_int_equal(rr_days_state(t, day("2026-12-24")), RR_DAY_OPEN);
	assert_null(rr_days_unlisted(t, day("2025-12-26")));
	assert_string_equal(rr_days_unlisted(t, day("2025-12-27"))->key,
	    "us-executive-closings");
	rr_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_day_has_its_source),
		cmocka_unit_test(closed_by_one_is_closed_and_else_unknown),
		cmocka_unit_test(no_count_goes_over_a_day_that_is_not_known),
		cmocka_unit_test(behind_the_last_order_one_may_come),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
