/*
 * test_copies.c: where else in sight it stands what a hidden entry says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/said.h"

#define FACTS	16

struct made {
	struct rr_arena		*arena;
	struct rr_agreement	*agreement;
	struct rr_fact		 all[FACTS];
	size_t			 n;
};

static int
set_up(void **state)
{
	struct made *m = calloc(1, sizeof(*m));

	m->arena = rr_arena_new();
	m->agreement = rr_arena_alloc(m->arena, sizeof(*m->agreement));
	*state = m;
	return 0;
}

static int
tear_down(void **state)
{
	struct made *m = *state;

	rr_arena_free(m->arena);
	free(m);
	return 0;
}

static struct rr_fact *
add(struct made *m, int64_t seq, enum rr_shape shape, const char *name)
{
	struct rr_fact *f = &m->all[m->n++];

	assert_true(m->n <= FACTS);
	f->seq = seq;
	f->shape = shape;
	f->name = name;
	f->day = RR_DATE_NONE;
	f->at = RR_INSTANT_NONE;
	return f;
}

static struct rr_fact *
with(struct made *m, struct rr_fact *f, const char *key, const char *value)
{
	rr_fact_set(m->arena, f, key, value);
	return f;
}

/* "fax: 4 5\n" for each thing, as the first N facts are hidden. */
static const char *
copies(struct made *m, size_t hidden)
{
	struct rr_facts *facts = rr_facts_new(m->arena, m->all, m->n,
	    RR_DATE_NONE);
	struct rr_buf b = RR_BUF_INIT;
	struct rr_copy *c;
	size_t n = rr_copies(m->arena, m->agreement, facts, m->all, hidden,
	    &c);

	for (size_t i = 0; i < n; i++) {
		rr_buf_printf(&b, "%s:", c[i].what != NULL ? c[i].what : "#");
		for (size_t k = 0; k < c[i].n; k++)
			rr_buf_printf(&b, " %lld", (long long)c[i].entries[k]);
		rr_buf_addc(&b, '\n');
	}
	return rr_buf_keep(&b, m->arena);
}

/* NOTE in sight and NAME hidden: is it found? */
static bool
is_found(void **state, const char *name, const char *note)
{
	struct made *m = *state;

	m->n = 0;
	memset(m->all, 0, sizeof(m->all));
	with(m, add(m, 2, RR_SHAPE_PARTY, "one"), "name", name);
	with(m, add(m, 3, RR_SHAPE_PARTY, "two"), "note", note);
	return strcmp(copies(m, 1), "name: 3\n") == 0;
}

static void
test_a_name_is_found_however_it_is_written(void **state)
{
	assert_true(is_found(state, "Red Fund, L.P.", "RED  FUND LP"));
	assert_true(is_found(state, "Red Fund, L.P.", "call Red Fund, L.P."));
	assert_true(is_found(state, "Red Fund LP", "(red fund, l.p.): call"));
	assert_true(is_found(state, "Soci\xc3\xa9t\xc3\xa9 Z",
	    "of Socie\xcc\x81te\xcc\x81 Z, and others"));
	assert_true(is_found(state, "3M", "3m"));
	assert_true(is_found(state, "Smith", "told to Smith."));
}

static void
test_another_word_is_no_name(void **state)
{
	assert_false(is_found(state, "Smith", "told to Smithson"));
	assert_false(is_found(state, "Smith", "Goldsmith"));
	assert_false(is_found(state, "Red Fund", "Red Funding"));
	assert_false(is_found(state, "Red Fund", "Red and Blue Fund"));
	assert_false(is_found(state, "3M", "about 3M shares"));
	assert_false(is_found(state, "...", "no letters ..."));
	/* One sign whose letters are many is no reason to read on. */
	assert_false(is_found(state, "Smith", "\xef\xb7\xba\xef\xb7\xba"));
}

/* A source is found as a whole; days, amounts and short words never are. */
static void
test_trifles_are_not_looked_for(void **state)
{
	static const struct { const char *was, *is; bool found; } all[] = {
		{ "letter 4711", "Letter 4711", true },
		{ "letter 4711", "see letter 4711, page 2", true },
		{ "letter", "letter", true },
		{ "letter", "see the letter", false },
		{ "333-12345", "333-12345", true },
		{ "fax", "fax", false },
		{ "2000-06-20", "2000-06-20", false },
		{ "4,200.00", "4,200.00", false },
		{ "12", "12", false }
	};
	struct made *m = *state;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		m->n = 0;
		memset(m->all, 0, sizeof(m->all));
		add(m, 2, RR_SHAPE_POSITION, "p")->source = all[i].was;
		add(m, 3, RR_SHAPE_POSITION, "q")->source = all[i].is;
		if ((copies(m, 1)[0] != '\0') != all[i].found)
			fail_msg("%s in %s", all[i].was, all[i].is);
	}
}

/* Its party is looked for by its key while nothing in sight names it. */
static void
test_a_party_that_nobody_names(void **state)
{
	static const struct rr_sending to[] = {
		{ .party = "other", .method = "fax", .lists = "" },
		{ .party = "one", .method = "fax", .lists = "",
		    .address = "555 0100" }
	};
	struct made *m = *state;
	struct rr_fact *f;

	with(m, add(m, 2, RR_SHAPE_PARTY, "one"), "name", "One Fund");
	f = add(m, 3, RR_SHAPE_NOTICE, "notice");
	f->sendings = to;
	f->nsendings = 2;
	for (int64_t i = 1; i <= 2; i++) {
		f = add(m, 3 + i, RR_SHAPE_RECEIPT, "notice");
		f->about = 3;
		f->part = i;
	}
	with(m, add(m, 6, RR_SHAPE_PARTY, "other"), "copies", "third one");
	add(m, 7, RR_SHAPE_HOLDING, "one");
	add(m, 8, RR_SHAPE_HOLDING, "one-more");
	assert_string_equal(copies(m, 1), "party: 3 5 6 7\n");
	with(m, add(m, 9, RR_SHAPE_PARTY, "one"), "name", "The One Fund");
	assert_string_equal(copies(m, 1), "name: 9\n");
}

/* A number is its own; where a notice went is the register's. */
static void
test_a_number_of_the_register(void **state)
{
	static const struct rr_sending to[] = {
		{ .party = "one", .method = "fax", .lists = "",
		    .address = "+1 (212) 555-0100" }
	};
	struct made *m = *state;
	struct rr_fact *f = add(m, 2, RR_SHAPE_NOTICE, "notice");

	f->sendings = to;
	f->nsendings = 1;
	f = add(m, 3, RR_SHAPE_CONTACT, "one");
	with(m, with(m, f, "kind", "fax"), "value", "+1 (212) 555-0100");
	assert_string_equal(copies(m, 1), "");
	with(m, f, "value", "another");
	with(m, add(m, 4, RR_SHAPE_PARTY, "two"), "note", "fax 1-212-555-0100");
	assert_string_equal(copies(m, 1), "number or address: 4\n");
}

/* Void entries are shown, so they are read; a hidden one is not. */
static void
test_void_ones_are_in_sight(void **state)
{
	struct made *m = *state;
	struct rr_fact *f;

	with(m, add(m, 2, RR_SHAPE_PARTY, "one"), "name", "One Fund");
	with(m, add(m, 3, RR_SHAPE_POSITION, "p"), "basis", "One Fund said");
	with(m, add(m, 4, RR_SHAPE_POSITION, "q"), "basis", "One Fund said");
	f = add(m, 5, RR_SHAPE_VOID, "p");
	f->about = 3;
	with(m, f, "reason", "one fund did not");
	f = add(m, 6, RR_SHAPE_VOID, "one");
	f->about = 2;
	assert_string_equal(copies(m, 1), "name: 3 4 5\n#: 6\n");
	assert_string_equal(copies(m, 2), "basis: 4\nname: 4 5\n#: 5 6\n");
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_name_is_found_however_it_is_written),
		TEST(another_word_is_no_name), TEST(trifles_are_not_looked_for),
		TEST(a_party_that_nobody_names),
		TEST(a_number_of_the_register), TEST(void_ones_are_in_sight)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
