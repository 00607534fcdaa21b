/*
 * test_ledger.c: who holds how much on a day, and what cannot be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/ledger.h"
#include "regrights/roster.h"

static const struct rr_event events[] = {
	{ .name = "issued", .effect = RR_LOT_ISSUE },
	{ .name = "moved", .effect = RR_LOT_TRANSFER },
	{ .name = "exercised", .effect = RR_LOT_EXERCISE },
	{ .name = "sold", .effect = RR_LOT_SALE },
	{ .name = "split", .effect = RR_LOT_SPLIT },
	{ .name = "met", .effect = RR_LOT_NONE }
};
static const struct rr_agreement agreement = {
	.events = events, .nevents = sizeof(events) / sizeof(events[0])
};

/* Up to sixteen facts, and what they come to. */
struct record {
	struct rr_arena	*arena;
	struct rr_fact	 facts[16];
	size_t		 n;
};

static int
set_up(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	struct record *r = rr_arena_alloc(arena, sizeof(*r));

	r->arena = arena;
	*state = r;
	return 0;
}

static int
tear_down(void **state)
{
	struct record *r = *state;

	rr_arena_free(r->arena);
	return 0;
}

static rr_date
day_of(const char *text)
{
	rr_date d;

	assert_true(rr_date_parse(text, &d));
	return d;
}

/* FIELDS is "key=value key=value". */
static void
add(struct record *r, enum rr_shape shape, const char *name, const char *day,
    const char *fields)
{
	struct rr_fact *f = &r->facts[r->n++];

	f->seq = (int64_t)r->n;
	f->shape = shape;
	f->name = name;
	f->day = day_of(day);
	f->at = RR_INSTANT_NONE;
	while (*fields != '\0') {
		size_t key = strcspn(fields, "="), n = strcspn(fields, " ");

		rr_fact_set(r->arena, f,
		    rr_arena_strndup(r->arena, fields, key),
		    rr_arena_strndup(r->arena, fields + key + 1,
		    n - key - 1));
		fields += n;
		fields += strspn(fields, " ");
	}
}

static const struct rr_ledger *
ledger_when(struct record *r, struct rr_held_when when)
{
	const struct rr_facts *facts = rr_facts_new(r->arena, r->facts, r->n,
	    RR_DATE_NONE);

	return rr_ledger_new(r->arena, &agreement, rr_moves_new(r->arena,
	    &agreement, facts), when);
}

static const struct rr_ledger *
ledger_on(struct record *r, const char *day)
{
	return ledger_when(r, (struct rr_held_when){ day_of(day), NULL });
}

/* As it was when something came on that day, at that second; or at NONE. */
static const struct rr_ledger *
ledger_at(struct record *r, const char *day, rr_instant at)
{
	const struct rr_fact f = { .day = day_of(day), .at = at };

	return ledger_when(r, (struct rr_held_when){ f.day, &f });
}

/* "known held sold", with the flag of the last line. */
static const char *
stake(struct record *r, const struct rr_ledger *l, const char *party,
    const char *class_key)
{
	const struct rr_stake *s = rr_ledger_find(l, party, class_key);
	struct rr_buf b = RR_BUF_INIT;
	const char *flag;

	if (s == NULL)
		return "none";
	rr_stake_text(s, &b);
	if (s->sold > 0)
		rr_buf_printf(&b, " sold %lld", (long long)s->sold);
	flag = s->lots[s->nlots - 1].flag;
	if (flag != NULL)
		rr_buf_printf(&b, " (%s)", flag);
	return rr_buf_keep(&b, r->arena);
}

static void
a_chain_of_transfers_is_kept_by_its_facts(void **state)
{
	struct record *r = *state;
	const struct rr_ledger *l;
	const struct rr_stake *b;

	add(r, RR_SHAPE_HOLDING, "a", "2000-01-01", "class=s shares=100");
	add(r, RR_SHAPE_EVENT, "moved", "2000-02-01",
	    "holder=a to=b class=s shares=60");
	add(r, RR_SHAPE_EVENT, "moved", "2000-03-01",
	    "holder=b to=c class=s shares=60");
	l = ledger_on(r, "2000-02-29");
	assert_string_equal(stake(r, l, "a", "s"), "40");
	assert_string_equal(stake(r, l, "b", "s"), "60");
	assert_string_equal(stake(r, l, "c", "s"), "none");
	l = ledger_on(r, "2000-03-01");
	assert_string_equal(stake(r, l, "b", "s"), "0");
	assert_string_equal(stake(r, l, "c", "s"), "60");
	b = rr_ledger_find(l, "b", "s");
	assert_int_equal(b->nlots, 2);
	assert_int_equal(b->lots[0].fact->seq, 2);
	assert_string_equal(b->lots[0].other, "a");
	assert_int_equal(b->lots[1].fact->seq, 3);
	assert_string_equal(b->lots[1].other, "c");
}

/* Days count, not the order of recording; a statement is of the morning. */
static void
the_order_is_that_of_the_days(void **state)
{
	struct record *r = *state;

	add(r, RR_SHAPE_EVENT, "sold", "2000-05-01",
	    "holder=a class=s shares=30");
	add(r, RR_SHAPE_EVENT, "met", "2000-05-01", "");
	add(r, RR_SHAPE_HOLDING, "a", "2000-05-01", "class=s shares=100");
	add(r, RR_SHAPE_EVENT, "issued", "2000-04-01",
	    "holder=a class=s shares=7");
	assert_string_equal(stake(r, ledger_on(r, "2000-04-30"), "a", "s"),
	    "7");
	assert_string_equal(stake(r, ledger_on(r, "2000-05-01"), "a", "s"),
	    "unknown sold 30 (stated and moved on one day: state what was held "
	    "from the next)");
	add(r, RR_SHAPE_HOLDING, "b", "2000-05-01", "class=s shares=100");
	add(r, RR_SHAPE_EVENT, "sold", "2000-05-01",
	    "holder=b class=s shares=30");
	assert_string_equal(stake(r, ledger_on(r, "2000-05-01"), "b", "s"),
	    "70 sold 30");
}

static void
what_is_unknown_stays_so(void **state)
{
	struct record *r = *state;
	const struct rr_ledger *l;

	add(r, RR_SHAPE_HOLDING, "a", "2000-01-01", "class=w");
	add(r, RR_SHAPE_HOLDING, "a", "2000-01-01", "class=s shares=10");
	add(r, RR_SHAPE_EVENT, "exercised", "2000-02-01",
	    "holder=a class=w into=s shares=5");
	add(r, RR_SHAPE_EVENT, "issued", "2000-02-01",
	    "holder=a class=w shares=5");
	add(r, RR_SHAPE_EVENT, "split", "2000-02-02", "class=w ratio=3/2");
	l = ledger_on(r, "2000-03-01");
	assert_string_equal(stake(r, l, "a", "w"), "unknown");
	assert_string_equal(stake(r, l, "a", "s"), "15");
	add(r, RR_SHAPE_HOLDING, "a", "2000-04-01", "class=w shares=20");
	assert_string_equal(stake(r, ledger_on(r, "2000-04-01"), "a", "w"),
	    "20");
}

static void
without_cash_more_is_given_up_than_received(void **state)
{
	struct record *r = *state;
	const struct rr_ledger *l;

	add(r, RR_SHAPE_HOLDING, "a", "2000-01-01", "class=w shares=50");
	add(r, RR_SHAPE_EVENT, "exercised", "2000-02-01",
	    "holder=a class=w into=s shares=12 given-up=20");
	l = ledger_on(r, "2000-03-01");
	assert_string_equal(stake(r, l, "a", "w"), "30");
	assert_string_equal(stake(r, l, "a", "s"), "12");
}

static void
what_cannot_be_is_flagged_not_refused(void **state)
{
	struct record *r = *state;
	const struct rr_ledger *l;

	add(r, RR_SHAPE_HOLDING, "a", "2000-01-01", "class=s shares=1000");
	add(r, RR_SHAPE_EVENT, "sold", "2000-02-01",
	    "holder=a class=s shares=2500");
	add(r, RR_SHAPE_EVENT, "moved", "2000-02-02",
	    "holder=b to=c class=s shares=5");
	add(r, RR_SHAPE_EVENT, "issued", "2000-02-02",
	    "holder=c class=s shares=9223372036854775807");
	l = ledger_on(r, "2000-03-01");
	assert_string_equal(stake(r, l, "a", "s"),
	    "between 0 and 1,000 sold 2500 (1,500 more than were held)");
	assert_string_equal(stake(r, l, "b", "s"),
	    "unknown (nothing is on record of what was held)");
	assert_string_equal(stake(r, l, "c", "s"),
	    "unknown (the number is too large to count)");
}

/*
 * b was given 400 of which 300 at most were there, and gave 350 on: it had 100
 * of its own for certain.  What is stated afterwards is known again.
 */
static void
what_is_not_known_to_exist_lies_between_two(void **state)
{
	struct record *r = *state;
	const struct rr_ledger *l;

	add(r, RR_SHAPE_HOLDING, "a", "2000-01-01", "class=s shares=300");
	add(r, RR_SHAPE_HOLDING, "b", "2000-01-01", "class=s shares=100");
	add(r, RR_SHAPE_EVENT, "moved", "2000-02-01",
	    "holder=a to=b class=s shares=400");
	add(r, RR_SHAPE_EVENT, "moved", "2000-02-02",
	    "holder=b to=c class=s shares=60");
	add(r, RR_SHAPE_EVENT, "moved", "2000-02-03",
	    "holder=b to=d class=s shares=350");
	add(r, RR_SHAPE_EVENT, "exercised", "2000-02-04",
	    "holder=a class=w into=s shares=7");
	add(r, RR_SHAPE_EVENT, "split", "2000-02-05", "class=s ratio=2/1");
	l = ledger_on(r, "2000-02-03");
	assert_string_equal(stake(r, l, "a", "s"),
	    "between 0 and 300 (100 more than were held)");
	assert_string_equal(stake(r, l, "b", "s"), "between 0 and 440");
	assert_string_equal(stake(r, l, "c", "s"), "60");
	assert_string_equal(stake(r, l, "d", "s"),
	    "between 0 and 350 (not all of them are known to exist)");
	l = ledger_on(r, "2000-02-05");
	assert_string_equal(stake(r, l, "a", "s"), "between 0 and 614");
	add(r, RR_SHAPE_HOLDING, "a", "2000-02-06", "class=s shares=14");
	l = ledger_on(r, "2000-02-06");
	assert_string_equal(stake(r, l, "a", "s"), "14");
}

/* However they were typed: in from a to b, on to c, and sold, all on one day. */
static void
a_chain_of_one_day_is_no_matter_of_its_order(void **state)
{
	struct record *r = *state;
	const struct rr_ledger *l;

	add(r, RR_SHAPE_EVENT, "sold", "2000-02-01",
	    "holder=c class=s shares=30");
	add(r, RR_SHAPE_EVENT, "moved", "2000-02-01",
	    "holder=b to=c class=s shares=40");
	add(r, RR_SHAPE_EVENT, "moved", "2000-02-01",
	    "holder=a to=b class=s shares=50");
	add(r, RR_SHAPE_EVENT, "issued", "2000-02-01",
	    "holder=a class=s shares=50");
	l = ledger_on(r, "2000-02-01");
	assert_string_equal(stake(r, l, "a", "s"), "0");
	assert_string_equal(stake(r, l, "b", "s"), "10");
	assert_string_equal(stake(r, l, "c", "s"), "10 sold 30");
}

#define NOT_TOLD	" (whether it came before that, or after, is not on " \
	"record)"

/*
 * 60 of 100 went at second 900.  Before that all are there, after it 40; in the
 * same second, or at an hour that is not on record, it can be either.  What is
 * stated of that day, and was not so the day before, has no hour.
 */
static void
what_is_asked_at_an_hour_goes_by_the_hours(void **state)
{
	const rr_instant before = { 899 }, same = { 900 }, after = { 901 };
	struct record *r = *state;
	const struct rr_ledger *l;

	add(r, RR_SHAPE_HOLDING, "a", "2000-01-01", "class=s shares=100");
	add(r, RR_SHAPE_HOLDING, "c", "2000-01-01", "class=s shares=5");
	add(r, RR_SHAPE_EVENT, "moved", "2000-02-01",
	    "holder=a to=b class=s shares=60");
	r->facts[2].at = same;
	add(r, RR_SHAPE_HOLDING, "c", "2000-02-01", "class=s shares=8");
	l = ledger_at(r, "2000-02-01", before);
	assert_string_equal(stake(r, l, "a", "s"), "100");
	assert_string_equal(stake(r, l, "b", "s"), "none");
	assert_string_equal(stake(r, l, "c", "s"), "between 5 and 8" NOT_TOLD);
	l = ledger_at(r, "2000-02-01", after);
	assert_string_equal(stake(r, l, "a", "s"), "40");
	assert_string_equal(stake(r, l, "b", "s"), "60");
	l = ledger_at(r, "2000-02-01", same);
	assert_string_equal(stake(r, l, "a", "s"),
	    "between 40 and 100" NOT_TOLD);
	l = ledger_at(r, "2000-02-01", RR_INSTANT_NONE);
	assert_string_equal(stake(r, l, "b", "s"),
	    "between 0 and 60" NOT_TOLD);
	l = ledger_on(r, "2000-02-01");
	assert_string_equal(stake(r, l, "a", "s"), "40");
	assert_string_equal(stake(r, l, "c", "s"), "8");
}

/* What was sold is split too; a fraction of a unit is not rounded away. */
static void
a_split_reaches_every_stake_of_its_class(void **state)
{
	struct record *r = *state;
	const struct rr_ledger *l;

	add(r, RR_SHAPE_HOLDING, "a", "2000-01-01", "class=s shares=101");
	add(r, RR_SHAPE_HOLDING, "b", "2000-01-01", "class=s shares=4");
	add(r, RR_SHAPE_HOLDING, "b", "2000-01-01", "class=w shares=4");
	add(r, RR_SHAPE_EVENT, "sold", "2000-02-01",
	    "holder=b class=s shares=2");
	add(r, RR_SHAPE_EVENT, "split", "2000-03-01", "class=s ratio=3/2");
	l = ledger_on(r, "2000-03-01");
	assert_string_equal(stake(r, l, "a", "s"),
	    "151 (a fraction of a unit is left over)");
	assert_string_equal(stake(r, l, "b", "s"), "3 sold 3");
	assert_string_equal(stake(r, l, "b", "w"), "4");
}

/* Roles without a day have always been so; a later word on a day wins. */
static void
roles_are_those_of_the_day(void **state)
{
	struct record *r = *state;
	const struct rr_party *a;

	add(r, RR_SHAPE_PARTY, "a", "2001-01-01", "roles=holder");
	add(r, RR_SHAPE_PARTY, "a", "2001-01-02",
	    "roles=affiliate since=2000-06-01");
	add(r, RR_SHAPE_PARTY, "a", "2001-01-03", "name=A");
	add(r, RR_SHAPE_PARTY, "a", "2001-01-04",
	    "roles=other since=2000-05-01");
	a = rr_roster_find(rr_roster_new(r->arena, NULL, rr_facts_new(r->arena,
	    r->facts, r->n, RR_DATE_NONE), day_of("2000-06-02")), "a");
	assert_string_equal(a->roles, "affiliate");
	assert_string_equal(rr_party_roles(a, day_of("2000-04-30")),
	    "holder");
	assert_string_equal(rr_party_roles(a, day_of("2000-05-31")), "other");
	assert_string_equal(rr_party_roles(a, day_of("2000-06-01")),
	    "affiliate");
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_chain_of_transfers_is_kept_by_its_facts),
		TEST(the_order_is_that_of_the_days),
		TEST(what_is_unknown_stays_so),
		TEST(without_cash_more_is_given_up_than_received),
		TEST(what_cannot_be_is_flagged_not_refused),
		TEST(what_is_not_known_to_exist_lies_between_two),
		TEST(a_chain_of_one_day_is_no_matter_of_its_order),
		TEST(what_is_asked_at_an_hour_goes_by_the_hours),
		TEST(a_split_reaches_every_stake_of_its_class),
		TEST(roles_are_those_of_the_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
