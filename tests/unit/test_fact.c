/*
 * Facts: one text for one fact, and what counts on a day.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/fact.h"

static struct rr_arena *arena;
static struct rr_diags *diags;

static int
setup(void **state)
{
	(void)state;
	arena = rr_arena_new();
	diags = rr_diags_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	rr_arena_free(arena);
	rr_diags_free(diags);
	return 0;
}

static struct rr_fact
fact(enum rr_shape shape, const char *name)
{
	struct rr_fact f;

	memset(&f, 0, sizeof(f));
	f.shape = shape;
	f.name = name;
	f.day = RR_DATE_NONE;
	f.at = RR_INSTANT_NONE;
	return f;
}

static const char *
text_of(const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_fact_json(f, &b);
	return rr_buf_keep(&b, arena);
}

static bool
parse(const char *text, struct rr_fact *f)
{
	rr_diags_clear(diags);
	return rr_fact_parse(arena, text, strlen(text), f, diags);
}

static void
test_shapes(void **state)
{
	static const char *const words[] = { "import", "holder list",
	    "event", "notice", "result", "receipt", "party", "contact",
	    "holding", "position", "void", "seal", "release",
	    "destruction", "account", "hold", "lifted hold" };
	/* design: events, notices and holdings are of the world */
	static const bool world[] = { false, false, true, true, true, true,
	    false, false, true, false, false, false, false, false, false,
	    false, false };
	enum rr_shape s;

	(void)state;
	assert_int_equal(RR_SHAPE_MAX, 17);
	for (int i = 0; i < RR_SHAPE_MAX; i++) {
		assert_string_equal(rr_shape_word((enum rr_shape)i), words[i]);
		assert_true(rr_shape_find(words[i], &s));
		assert_int_equal(s, i);
		assert_int_equal(rr_shape_is_world((enum rr_shape)i),
		    world[i]);
	}
	assert_false(rr_shape_find("Event", &s));
	assert_false(rr_shape_find("", &s));
}

/* What was filed with a list is what it records, row by row. */
static void
test_rows(void **state)
{
	static const char *const bad[] = { "{}\n", "x {}\n", "0 {}\n",
	    "7\n", "7 {}\n", "7 [1]\n", " \n", "\n" };
	struct rr_fact rows[2] = { fact(RR_SHAPE_EVENT, "issue"),
	    fact(RR_SHAPE_PARTY, "fund") };
	struct rr_buf text = RR_BUF_INIT, again = RR_BUF_INIT;
	struct rr_fact *read;
	size_t n;

	(void)state;
	rows[0].row = 3;
	rows[1].row = 70001;
	rr_fact_set(arena, &rows[1], "name", "A line\nand another");
	rr_fact_rows_text(rows, 2, &text);
	assert_true(rr_fact_rows_parse(arena, text.s, text.len, &read, &n,
	    diags));
	assert_int_equal(n, 2);
	assert_int_equal(read[0].row, 3);
	assert_int_equal(read[1].row, 70001);
	rr_fact_rows_text(read, n, &again);
	assert_string_equal(text.s, again.s);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(rr_fact_rows_parse(arena, bad[i], strlen(bad[i]),
		    &read, &n, diags));
	rr_buf_free(&text);
	rr_buf_free(&again);
}

static void
test_canonical(void **state)
{
	struct rr_fact f = fact(RR_SHAPE_EVENT, "registration filed");

	(void)state;
	assert_string_equal(text_of(&f),
	    "{\"name\":\"registration filed\",\"shape\":\"event\"}");
	rr_fact_set(arena, &f, "form", "S-3");
	rr_fact_set(arena, &f, "accession", "0000-\"1\"\\\n");
	assert_true(rr_date_parse("2000-05-26", &f.day));
	f.about = 12;
	f.about_row = 3;
	f.part = 2;
	f.source = "EDGAR";
	f.seq = 99;	/* its number is no part of what it says */
	f.row = 4;
	assert_string_equal(text_of(&f),
	    "{\"about\":12,\"about_row\":3,\"day\":\"2000-05-26\",\"fields\":"
	    "{\"accession\":\"0000-\\\"1\\\"\\\\\\n\",\"form\":\"S-3\"},"
	    "\"name\":\"registration filed\",\"part\":2,\"shape\":\"event\","
	    "\"source\":\"EDGAR\"}");
	f = fact(RR_SHAPE_EVENT, "defect arose");
	assert_true(rr_date_parse("2000-06-19", &f.day));
	f.span = 2;
	assert_string_equal(text_of(&f), "{\"day\":\"2000-06-19\",\"last\":"
	    "\"2000-06-21\",\"name\":\"defect arose\",\"shape\":\"event\"}");
}

static void
test_set_keeps_order(void **state)
{
	static const char *const keys[] = { "m", "a", "z", "b", "m", "a" };
	struct rr_fact f = fact(RR_SHAPE_EVENT, "x");

	(void)state;
	for (size_t i = 0; i < 6; i++)
		rr_fact_set(arena, &f, keys[i],
		    rr_arena_printf(arena, "%zu", i));
	assert_int_equal(f.nfields, 4);
	assert_string_equal(f.fields[0].key, "a");
	assert_string_equal(f.fields[0].value, "5");
	assert_string_equal(f.fields[1].key, "b");
	assert_string_equal(f.fields[2].value, "4");
	assert_string_equal(f.fields[3].key, "z");
	assert_string_equal(rr_fact_field(&f, "z"), "2");
	assert_null(rr_fact_field(&f, "y"));
}

static void
test_refs(void **state)
{
	static const char *const bad[] = { "", "0", "-1", "+1", "1/", "/1",
	    "1/0", "1/2/3", "a", " 1", "1 ", "01x",
	    "99999999999999999999999999", "9223372036854775808" };
	struct rr_buf b = RR_BUF_INIT;
	struct rr_fact f = fact(RR_SHAPE_VOID, "v");
	int64_t seq, row;

	(void)state;
	f.seq = 41;
	rr_fact_ref(&f, &b);
	assert_string_equal(b.s, "41");
	f.row = 7;
	rr_buf_clear(&b);
	rr_fact_ref(&f, &b);
	assert_string_equal(b.s, "41/7");
	rr_buf_free(&b);
	assert_true(rr_fact_ref_parse("41", &seq, &row));
	assert_true(seq == 41 && row == 0);
	assert_true(rr_fact_ref_parse("3/9223372036854775807", &seq, &row));
	assert_true(seq == 3 && row == INT64_MAX);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (rr_fact_ref_parse(bad[i], &seq, &row))
			fail_msg("'%s' was read", bad[i]);
}

static void
test_refused(void **state)
{
	static const char *const bad[] = {
		"", "null", "[]", "\"event\"", "{}", "{\"name\":\"x\"}",
		"{\"shape\":\"event\"}",
		"{\"name\":\"x\",\"shape\":\"rumour\"}",
		"{\"name\":7,\"shape\":\"event\"}",
		"{\"name\":\"x\",\"shape\":\"event\",\"shape\":\"event\"}",
		"{\"name\":\"x\",\"shape\":\"event\"} ,",
		"{\"day\":\"2000-02-30\",\"name\":\"x\",\"shape\":\"event\"}",
		"{\"day\":20000530,\"name\":\"x\",\"shape\":\"event\"}",
		"{\"last\":\"2000-05-30\",\"name\":\"x\",\"shape\":\"event\"}",
		"{\"day\":\"2000-05-30\",\"last\":\"2000-05-30\","
		    "\"name\":\"x\",\"shape\":\"event\"}",
		"{\"day\":\"2000-05-30\",\"last\":\"2000-12-30\","
		    "\"name\":\"x\",\"shape\":\"event\"}",
		"{\"about\":-1,\"name\":\"x\",\"shape\":\"void\"}",
		"{\"about\":1.5,\"name\":\"x\",\"shape\":\"void\"}",
		"{\"about\":\"1\",\"name\":\"x\",\"shape\":\"void\"}",
		"{\"at\":\"2000-05-26T21:10:00Z\",\"name\":\"x\","
		    "\"shape\":\"event\"}",
		"{\"at\":\"2000-05-26T21:10:00Z\",\"name\":\"x\",\"shape\":"
		    "\"event\",\"wall\":\"2000-05-26 14:10\"}",
		"{\"at\":\"soon\",\"name\":\"x\",\"shape\":\"event\",\"wall\":"
		    "\"2000-05-26 14:10\",\"zone\":\"America/Los_Angeles\"}",
		"{\"fields\":[],\"name\":\"x\",\"shape\":\"event\"}",
		"{\"fields\":{\"a\":1},\"name\":\"x\",\"shape\":\"event\"}",
		"{\"fields\":{\"a\":null},\"name\":\"x\",\"shape\":\"event\"}",
		"{\"name\":\"x\",\"sendings\":{},\"shape\":\"notice\"}",
		"{\"name\":\"x\",\"sendings\":[{}],\"shape\":\"notice\"}",
		"{\"name\":\"x\",\"sendings\":[7],\"shape\":\"notice\"}",
		"{\"name\":\"x\",\"sendings\":[{\"method\":\"fax\","
		    "\"party\":\"p\"}],\"shape\":\"notice\"}"
	};
	struct rr_fact f;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (parse(bad[i], &f))
			fail_msg("%s was read", bad[i]);
		assert_int_equal(rr_diags_errors(diags), 1);
		assert_int_equal(rr_diags_get(diags, 0)->code, RR_E_DAMAGED);
	}
	assert_false(rr_fact_parse(arena, "{\"name\":\"x\0y\"}", 14, &f,
	    diags));
}

/* A small generator of our own, so that a seed gives the same facts again. */
static uint64_t
next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 33;
}

static const char *
word(uint64_t *seed)
{
	static const char *const words[] = { "a", "company", "\"", "\\",
	    "\xe2\x80\x9cquoted\xe2\x80\x9d", "line\nend", "3(d)(vi)",
	    "\xc3\xa9t\xc3\xa9", "{\"a\":1}", "\t", "'; DROP TABLE x; --",
	    "\xf0\x9f\x93\xa0" };

	return words[next(seed) % 12];
}

static void
moment(uint64_t *seed, rr_instant *at, const char **zone,
    struct rr_wall *wall)
{
	at->sec = (int64_t)(next(seed) % 4000000000u);
	*zone = "Asia/Kathmandu";
	wall->day.day = (int32_t)(next(seed) % 40000);
	wall->sec = (int32_t)(next(seed) % 86400);
}

static struct rr_fact
any_fact(uint64_t *seed)
{
	struct rr_fact f = fact((enum rr_shape)(next(seed) % RR_SHAPE_MAX),
	    word(seed));
	struct rr_sending *s = rr_arena_array(arena, 4, sizeof(*s));

	if (next(seed) % 2 == 0)
		f.day.day = (int32_t)(next(seed) % 40000);
	if (next(seed) % 2 == 0)
		moment(seed, &f.at, &f.zone, &f.wall);
	f.about = (int64_t)(next(seed) % 3) * 1000000007;
	f.about_row = (int64_t)(next(seed) % 3);
	f.part = (int64_t)(next(seed) % 3);
	f.source = next(seed) % 2 == 0 ? word(seed) : NULL;
	for (uint64_t n = next(seed) % 5; n > 0; n--)
		rr_fact_set(arena, &f, word(seed), word(seed));
	f.sendings = s;
	f.nsendings = next(seed) % 4;
	for (size_t i = 0; i < f.nsendings; i++) {
		s[i].party = word(seed);
		s[i].method = "fax";
		s[i].copy = next(seed) % 2 == 0;
		s[i].lists = next(seed) % 2 == 0 ? "section register" : "";
		s[i].address = next(seed) % 2 == 0 ? word(seed) : NULL;
		moment(seed, &s[i].at, &s[i].zone, &s[i].wall);
	}
	return f;
}

static void
assert_text(const char *a, const char *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a != NULL)
		assert_string_equal(a, b);
}

static void
assert_same(const struct rr_fact *a, const struct rr_fact *b)
{
	assert_int_equal(a->shape, b->shape);
	assert_text(a->name, b->name);
	assert_int_equal(a->day.day, b->day.day);
	assert_int_equal(a->at.sec, b->at.sec);
	assert_text(a->zone, b->zone);
	if (!rr_instant_is_none(a->at)) {
		assert_int_equal(a->wall.day.day, b->wall.day.day);
		assert_int_equal(a->wall.sec, b->wall.sec);
	}
	assert_int_equal(a->about, b->about);
	assert_int_equal(a->about_row, b->about_row);
	assert_int_equal(a->part, b->part);
	assert_text(a->source, b->source);
	assert_int_equal(a->nfields, b->nfields);
	for (size_t i = 0; i < a->nfields; i++) {
		assert_string_equal(a->fields[i].key, b->fields[i].key);
		assert_string_equal(a->fields[i].value, b->fields[i].value);
	}
	assert_int_equal(a->nsendings, b->nsendings);
	for (size_t i = 0; i < a->nsendings; i++) {
		const struct rr_sending *x = &a->sendings[i];
		const struct rr_sending *y = &b->sendings[i];

		assert_text(x->party, y->party);
		assert_text(x->method, y->method);
		assert_text(x->address, y->address);
		assert_text(x->lists, y->lists);
		assert_int_equal(x->copy, y->copy);
		assert_int_equal(x->at.sec, y->at.sec);
		assert_int_equal(x->wall.sec, y->wall.sec);
		assert_text(x->zone, y->zone);
	}
}

/* Written and read back, a fact is the same fact, and has the same text. */
static void
test_round_trip(void **state)
{
	const char *given = getenv("REGRIGHTS_SEED");
	uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : 20000526;

	(void)state;
	print_message("seed %llu\n", (unsigned long long)seed);
	for (int i = 0; i < 5000; i++) {
		struct rr_fact f = any_fact(&seed), g;
		const char *text = text_of(&f);

		if (!parse(text, &g))
			fail_msg("%s is not read back", text);
		assert_same(&f, &g);
		assert_string_equal(text, text_of(&g));
		if (i % 100 == 99)
			rr_arena_reset(arena);
	}
}

static struct rr_fact
voids(int64_t seq, int64_t about, int64_t row)
{
	struct rr_fact f = fact(RR_SHAPE_VOID, "void");

	f.seq = seq;
	f.about = about;
	f.about_row = row;
	return f;
}

static struct rr_fact
at(int64_t seq, int64_t row, enum rr_shape shape, const char *day)
{
	struct rr_fact f = fact(shape, "x");

	f.seq = seq;
	f.row = row;
	if (day != NULL)
		assert_true(rr_date_parse(day, &f.day));
	return f;
}

/* "1 2 3/1" of the facts that count. */
static const char *
counted(const struct rr_facts *facts)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < facts->n; i++) {
		if (i > 0)
			rr_buf_addc(&b, ' ');
		rr_fact_ref(&facts->all[i], &b);
	}
	return rr_buf_keep(&b, arena);
}

static void
test_on(void **state)
{
	const struct rr_fact all[] = {
		at(1, 0, RR_SHAPE_IMPORT, NULL),
		at(1, 1, RR_SHAPE_PARTY, NULL),
		at(1, 2, RR_SHAPE_HOLDING, "2000-04-28"),
		at(2, 0, RR_SHAPE_EVENT, "2000-05-26"),
		at(3, 0, RR_SHAPE_POSITION, "2000-06-30"),
		at(4, 0, RR_SHAPE_NOTICE, "2000-05-27")
	};
	struct rr_facts *f;
	rr_date on;

	(void)state;
	f = rr_facts_new(arena, all, 6, RR_DATE_NONE);
	assert_string_equal(counted(f), "1 1/1 1/2 2 3 4");
	assert_int_equal(f->head, 4);
	assert_true(rr_date_parse("2000-05-26", &on));
	f = rr_facts_new(arena, all, 6, on);
	assert_string_equal(counted(f), "1 1/1 1/2 2 3");
	assert_int_equal(f->head, 4);
	assert_true(rr_date_parse("2000-04-27", &on));
	f = rr_facts_new(arena, all, 6, on);
	assert_string_equal(counted(f), "1 1/1 3");
	assert_null(rr_facts_find(f, 2, 0));
	assert_int_equal(rr_facts_find(f, 1, 1)->shape, RR_SHAPE_PARTY);
	assert_null(rr_facts_find(f, 1, 3));
	f = rr_facts_new(arena, NULL, 0, on);
	assert_int_equal(f->n + (size_t)f->head, 0);
	assert_null(rr_facts_find(f, 1, 0));
}

static void
test_void(void **state)
{
	const struct rr_fact all[] = {
		at(1, 0, RR_SHAPE_IMPORT, NULL),
		at(1, 1, RR_SHAPE_PARTY, NULL),
		at(1, 2, RR_SHAPE_PARTY, NULL),
		at(2, 0, RR_SHAPE_EVENT, NULL),
		at(3, 0, RR_SHAPE_EVENT, NULL),
		voids(4, 2, 0), voids(5, 1, 2), voids(6, 3, 0),
		voids(7, 6, 0)
	};
	struct rr_facts *f;

	(void)state;
	f = rr_facts_new(arena, all, 6, RR_DATE_NONE);
	assert_string_equal(counted(f), "1 1/1 1/2 3 4");
	assert_int_equal(rr_facts_find(f, 2, 0)->seq, 2);
	f = rr_facts_new(arena, all, 8, RR_DATE_NONE);
	assert_string_equal(counted(f), "1 1/1 4 5 6");
	assert_int_equal(f->nvoided, 3);
	/* Entry 6 was itself a mistake: entry 3 counts again. */
	f = rr_facts_new(arena, all, 9, RR_DATE_NONE);
	assert_string_equal(counted(f), "1 1/1 3 4 5 7");
}

static const char *
gist_of(const struct rr_fact *f, const struct rr_sending *of)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_fact_gist(f, of, &b);
	return rr_buf_keep(&b, arena);
}

/* An entry is told from the others of its operation. */
static void
test_gist(void **state)
{
	const struct rr_sending sent = { .party = "acme", .method = "fax",
	    .copy = true };
	struct rr_fact result = fact(RR_SHAPE_RESULT, "result");
	struct rr_fact holding = fact(RR_SHAPE_HOLDING, "acme");
	struct rr_fact account = fact(RR_SHAPE_ACCOUNT, "row");
	struct rr_fact of = voids(9, 3, 2);

	(void)state;
	result.about = 2;
	assert_string_equal(gist_of(&result, NULL), "result: entry 2");
	rr_fact_set(arena, &result, "result", "failed");
	assert_string_equal(gist_of(&result, &sent),
	    "result: acme by fax (copy), failed, entry 2");
	rr_fact_set(arena, &holding, "class", "shares");
	rr_fact_set(arena, &holding, "shares", "1,000");
	assert_string_equal(gist_of(&holding, NULL),
	    "holding: acme, shares 1,000");
	account.about = 3;
	account.part = 1;
	assert_string_equal(gist_of(&account, NULL), "account: entry 3/1");
	of.name = "sale";
	assert_string_equal(gist_of(&of, NULL), "void: entry 3/2, sale");
	/* Of what nobody is to see there is the number. */
	of.name = "entry";
	assert_string_equal(gist_of(&of, NULL), "void: entry 3/2");
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(shapes), TEST(rows), TEST(canonical), TEST(set_keeps_order),
		TEST(refs), TEST(refused), TEST(round_trip), TEST(on),
		TEST(void), TEST(gist)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
