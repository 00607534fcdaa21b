/*
 * Sealing: what an entry says goes out of the tables, and comes back with a
 * release; destroyed, it is gone from the bytes of the file.  The chain holds
 * throughout.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case_file.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

#define MUST(c, expr) do { \
	if (!(expr)) \
		fail_msg("%s: %s", #expr, case_file_words(c)); \
} while (0)

static int
setup(void **state)
{
	static struct case_file c;
	bool ok;

	case_file_new(&c);
	*state = &c;
	ok = case_file_open(&c, RR_STORE_CREATE) &&
	    case_file_append(&c, case_file_import(&c, 1, "acme", 3), NULL,
	    NULL) && case_file_append(&c, case_file_import(&c, 2, "zeta", 1),
	    NULL, NULL) && case_file_append(&c, case_file_notice(&c, 3,
	    "acme", 1), NULL, NULL);
	return ok ? 0 : -1;
}

static int
teardown(void **state)
{
	struct case_file *c = *state;
	bool same = case_file_check(c) &&
	    rr_store_verify(c->store, NULL, 0, c->diags);

	if (!same)
		print_error("%s", case_file_words(c));
	case_file_free(c);
	return same ? 0 : -1;
}

static bool
file_holds(const struct case_file *c, const char *word)
{
	FILE *f = fopen(c->path, "rb");
	size_t n = strlen(word), len, i = 0;
	char *bytes;

	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	len = (size_t)ftell(f);
	rewind(f);
	bytes = malloc(len);
	assert_int_equal(fread(bytes, 1, len, f), len);
	fclose(f);
	while (i + n <= len && memcmp(bytes + i, word, n) != 0)
		i++;
	free(bytes);
	return i + n <= len;
}

static void
test_seal(void **state)
{
	struct case_file *c = *state;
	struct rr_batch *b = case_file_notice(c, 4, "acme", 3);
	struct rr_fact secret = *b->entries[0].fact;
	struct rr_line *l;
	struct rr_fact *f;
	char *before;
	size_t n;

	b->command = "notice send --reason Quicksilver";
	b->n = 0;
	rr_fact_set(c->arena, &secret, "reason", "Quicksilver merger");
	case_file_entry(c, b, &secret);
	MUST(c, case_file_append(c, b, NULL, NULL));
	assert_true(file_holds(c, "Quicksilver"));

	before = case_file_dump(c, "acme");
	MUST(c, case_file_append(c, case_file_seal(c, 5, "acme", 4), NULL,
	    NULL));
	MUST(c, rr_store_facts(c->store, c->arena, "acme", 3, 0, &f, &n,
	    c->diags));
	assert_int_equal(n, 1);
	assert_int_equal(f[0].shape, RR_SHAPE_SEAL);
	assert_int_equal(f[0].about, 4);
	MUST(c, rr_store_facts(c->store, c->arena, "acme", 3, 4, &f, &n,
	    c->diags));
	assert_int_equal(n, 0);		/* as known before the sealing */
	MUST(c, rr_store_journal(c->store, c->arena, "acme", 3, false, 9, &l,
	    &n, c->diags));
	assert_int_equal(n, 2);
	assert_true(l[0].sealed);
	assert_int_equal(l[0].sealed_by, 5);
	assert_int_equal(l[0].destroyed_by, 0);
	assert_null(l[0].payload);
	assert_string_equal(l[0].command, "");
	assert_string_equal(l[0].shape, "");
	assert_false(l[1].sealed);
	MUST(c, rr_store_verify(c->store, NULL, 0, c->diags));
	assert_true(file_holds(c, "Quicksilver"));
	MUST(c, case_file_rebuild(c));

	/* A release brings all of it back. */
	MUST(c, case_file_append(c, case_file_act(c, 6, RR_SHAPE_RELEASE, NULL,
	    4), NULL, NULL));
	assert_int_equal(strncmp(case_file_dump(c, "acme"), before,
	    strlen(before)), 0);
	MUST(c, rr_store_journal(c->store, c->arena, "acme", 3, false, 1, &l,
	    &n, c->diags));
	assert_false(l[0].sealed);
	assert_non_null(l[0].payload);
	MUST(c, case_file_check(c));

	/* Sealed again, and destroyed by another, it is in no byte. */
	MUST(c, case_file_append(c, case_file_seal(c, 7, "acme", 4), NULL,
	    NULL));
	MUST(c, case_file_append(c, case_file_act(c, 8, RR_SHAPE_DESTROY,
	    "otto", 4), NULL, NULL));
	assert_false(file_holds(c, "Quicksilver"));
	MUST(c, rr_store_journal(c->store, c->arena, "acme", 3, false, 1, &l,
	    &n, c->diags));
	assert_int_equal(l[0].sealed_by, 7);
	assert_int_equal(l[0].destroyed_by, 8);
	MUST(c, rr_store_verify(c->store, NULL, 0, c->diags));
	MUST(c, case_file_rebuild(c));
	MUST(c, case_file_check(c));
}

static void
test_refused(void **state)
{
	static const struct {
		int64_t		 seq;
		enum rr_code	 code;
	} bad[] = {
		{ 99, RR_E_NO_FACT },		/* none */
		{ 4, RR_E_NO_FACT },		/* the seal itself */
		{ 2, RR_E_NO_FACT },		/* another matter's */
		{ 1, RR_E_FACT }		/* the import */
	};
	struct case_file *c = *state;
	char *before = case_file_dump(c, "acme");

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(case_file_append(c, case_file_seal(c, 9, "acme",
		    bad[i].seq), NULL, NULL));
		assert_true(case_file_said(c, bad[i].code, NULL));
		assert_string_equal(before, case_file_dump(c, "acme"));
	}
	MUST(c, case_file_append(c, case_file_seal(c, 9, "acme", 3), NULL,
	    NULL));
	assert_false(case_file_append(c, case_file_seal(c, 10, "acme", 3),
	    NULL, NULL));
	assert_true(case_file_said(c, RR_E_SEALED, "entry 3"));
}

/* Entry 3 is sealed by entry 4; each of these is refused, and changes nothing. */
static void
test_acts_that_are_refused(void **state)
{
	static const struct {
		enum rr_shape	 shape;
		const char	*who;
		int64_t		 seq;
		enum rr_code	 code;
		const char	*says;
	} bad[] = {
		{ RR_SHAPE_SEAL, NULL, 3, RR_E_SEALED, "entry 3" },
		{ RR_SHAPE_SEAL, NULL, 4, RR_E_FACT, "entry 4" },
		{ RR_SHAPE_RELEASE, NULL, 4, RR_E_FACT, "not sealed" },
		{ RR_SHAPE_RELEASE, NULL, 2, RR_E_NO_FACT, "entry 2" },
		{ RR_SHAPE_DESTROY, "otto", 1, RR_E_FACT, "not sealed" },
		{ RR_SHAPE_DESTROY, NULL, 3, RR_E_SECOND, "entry 4" },
		{ RR_SHAPE_DESTROY, "otto", 3, RR_E_HELD, "entry 5" },
		{ RR_SHAPE_LIFT, NULL, 4, RR_E_FACT, "no litigation hold" },
		{ RR_SHAPE_ACCOUNT, NULL, 4, RR_E_NO_FACT, "4/0" },
		{ RR_SHAPE_VOID, NULL, 4, RR_E_FACT, "seal, is not voided" },
		{ RR_SHAPE_VOID, NULL, 5, RR_E_FACT, "hold, is not voided" }
	};
	struct case_file *c = *state;
	char *before;

	MUST(c, case_file_append(c, case_file_seal(c, 4, "acme", 3), NULL,
	    NULL));
	MUST(c, case_file_append(c, case_file_act(c, 5, RR_SHAPE_HOLD, "karl",
	    0), NULL, NULL));
	before = case_file_dump(c, "acme");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(case_file_append(c, case_file_act(c, 9,
		    bad[i].shape, bad[i].who, bad[i].seq), NULL, NULL));
		if (!case_file_said(c, bad[i].code, bad[i].says))
			fail_msg("%zu: %s", i, case_file_words(c));
		assert_string_equal(before, case_file_dump(c, "acme"));
	}
	assert_true(case_file_said(c, RR_E_FACT, NULL));
}

/* A hold stands until it is lifted, each for itself, and once. */
static void
test_holds(void **state)
{
	struct case_file *c = *state;

	MUST(c, case_file_append(c, case_file_seal(c, 4, "acme", 3), NULL,
	    NULL));
	for (unsigned op = 5; op < 7; op++)
		MUST(c, case_file_append(c, case_file_act(c, op,
		    RR_SHAPE_HOLD, "karl", 0), NULL, NULL));
	MUST(c, case_file_append(c, case_file_act(c, 7, RR_SHAPE_LIFT, NULL,
	    5), NULL, NULL));
	assert_false(case_file_append(c, case_file_act(c, 8, RR_SHAPE_LIFT,
	    NULL, 5), NULL, NULL));
	assert_false(case_file_append(c, case_file_act(c, 8, RR_SHAPE_DESTROY,
	    "otto", 3), NULL, NULL));
	assert_true(case_file_said(c, RR_E_HELD, "karl"));
	MUST(c, case_file_append(c, case_file_act(c, 8, RR_SHAPE_LIFT, NULL,
	    6), NULL, NULL));
	MUST(c, case_file_append(c, case_file_act(c, 9, RR_SHAPE_DESTROY,
	    "otto", 3), NULL, NULL));
	assert_false(case_file_append(c, case_file_act(c, 10,
	    RR_SHAPE_DESTROY, "otto", 3), NULL, NULL));
	assert_true(case_file_said(c, RR_E_SEALED, "entry 3"));
	assert_false(case_file_append(c, case_file_act(c, 10,
	    RR_SHAPE_RELEASE, NULL, 3), NULL, NULL));
	assert_true(case_file_said(c, RR_E_SEALED, "destroyed"));
}

/* A void that was sealed voids as before, from the tables and a rebuild. */
static void
test_sealed_void(void **state)
{
	struct case_file *c = *state;
	struct rr_batch *b = case_file_batch(c, 4, "acme", 3);
	struct rr_fact gone, *f;
	size_t n;

	memset(&gone, 0, sizeof(gone));
	gone.shape = RR_SHAPE_VOID;
	gone.name = "entry";
	gone.day = RR_DATE_NONE;
	gone.at = RR_INSTANT_NONE;
	gone.about = 3;
	rr_fact_set(c->arena, &gone, "reason", "Quicksilver merger");
	case_file_entry(c, b, &gone);
	MUST(c, case_file_append(c, b, NULL, NULL));
	MUST(c, case_file_append(c, case_file_seal(c, 5, "acme", 4), NULL,
	    NULL));
	for (int i = 0; i < 2; i++) {
		MUST(c, rr_store_facts(c->store, c->arena, "acme", 3, 4, &f,
		    &n, c->diags));
		assert_int_equal(n, 1);
		assert_int_equal(f[0].shape, RR_SHAPE_VOID);
		assert_int_equal(f[0].about, 3);
		assert_null(rr_fact_field(&f[0], "reason"));
		MUST(c, case_file_rebuild(c));
	}
	MUST(c, case_file_append(c, case_file_act(c, 6, RR_SHAPE_DESTROY,
	    "otto", 4), NULL, NULL));
	assert_false(file_holds(c, "Quicksilver"));
	MUST(c, case_file_rebuild(c));
	MUST(c, rr_store_facts(c->store, c->arena, "acme", 3, 4, &f, &n,
	    c->diags));
	assert_int_equal(n, 1);
}

/* The cached docket showed what the entry said. */
static void
test_cache_goes(void **state)
{
	struct case_file *c = *state;
	struct rr_docket_row row = { .matter = "acme", .id = "filing",
	    .section = "2(a)", .what = "File", .by = "co",
	    .task = "File", .party = "co", .lack = "", .rests = "",
	    .answers = "", .since = RR_DATE_NONE, .stand = RR_DOCKET_DO,
	    .sense = "no later than", .status = "due", .note = "",
	    .raw = { 11000 }, .rolled = { 11000 }, .working = { 11000 },
	    .met_on = RR_DATE_NONE, .changes_on = RR_DATE_NONE }, *rows;
	size_t n;

	MUST(c, rr_store_docket_put(c->store, "acme", 3, "key", &row, 1,
	    c->diags));
	MUST(c, case_file_append(c, case_file_seal(c, 4, "acme", 3), NULL,
	    NULL));
	MUST(c, rr_store_docket(c->store, c->arena, NULL, true, NULL, 9,
	    &rows, &n, c->diags));
	assert_int_equal(n, 0);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(seal), TEST(refused), TEST(acts_that_are_refused),
		TEST(holds), TEST(sealed_void), TEST(cache_goes)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
