/*
 * The cached docket: its order, its windows both ways, and whose cache holds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "case_file.h"
#include "regrights/arena.h"
#include "regrights/derive.h"

#define MUST(c, expr) do { \
	if (!(expr)) \
		fail_msg("%s: %s", #expr, case_file_words(c)); \
} while (0)

#define MATTERS	7
#define ROWS	11

static const char *const statuses[] = { "waiting", "open", "due", "overdue",
    "met", "met-late", "waived", "void" };

static bool
is_done(const char *status)
{
	return strcmp(status, "met") == 0 || strcmp(status, "met-late") == 0 ||
	    strcmp(status, "waived") == 0 || strcmp(status, "void") == 0;
}

/* Rows whose days collide across matters; some have none. */
static void
fill(struct case_file *c, const char *matter, unsigned seed, size_t n,
    struct rr_docket_row *rows)
{
	for (size_t i = 0; i < n; i++) {
		struct rr_docket_row *r = &rows[i];
		unsigned x = (seed * 31 + (unsigned)i * 17) % 40;

		memset(r, 0, sizeof(*r));
		r->matter = matter;
		r->id = rr_arena_printf(c->arena, "id-%02u", (unsigned)i);
		r->section = "2(a)";
		r->what = "File";
		r->by = "the Company";
		r->sense = "no later than";
		r->status = statuses[(x + i) % 8];
		r->task = r->what;
		r->party = "company";
		r->lack = r->answers = "";
		r->rests = "entry/1";
		r->note = i % 3 == 0 ? "fork" : "";
		r->raw.day = r->rolled.day = 11000 + (int32_t)(x / 4);
		r->working = x == 7 ? RR_DATE_NONE : r->raw;
		if (i % 5 == 0)
			r->raw = r->rolled = r->working = RR_DATE_NONE;
		r->met_on = r->changes_on = r->since = RR_DATE_NONE;
		r->doubt = x % 3 == 0;
		r->stand = is_done(r->status) ? RR_DOCKET_NOT :
		    x % 2 == 0 ? RR_DOCKET_DO : RR_DOCKET_WAITS;
	}
}

static int
setup(void **state)
{
	static struct case_file c;
	struct rr_docket_row rows[ROWS];
	bool ok;

	case_file_new(&c);
	*state = &c;
	ok = case_file_open(&c, RR_STORE_CREATE);
	for (unsigned i = 1; ok && i <= MATTERS; i++) {
		const char *key = rr_arena_printf(c.arena, "m%u", i);

		fill(&c, key, i, ROWS, rows);
		ok = case_file_append(&c, case_file_import(&c, i, key, 1),
		    NULL, NULL) && rr_store_docket_put(c.store, key, i, "k1",
		    rows, ROWS, c.diags);
	}
	return ok ? 0 : -1;
}

static int
teardown(void **state)
{
	struct case_file *c = *state;
	bool same = case_file_check(c);

	case_file_free(c);
	return same ? 0 : -1;
}

/* What is to be done and has no day is first, else what has none is last. */
static int
rank(const struct rr_docket_row *r, rr_date day)
{
	if (!rr_date_is_none(day))
		return 1;
	return r->stand == RR_DOCKET_DO ? 0 : 2;
}

static int
before(const void *a, const void *b)
{
	const struct rr_docket_row *x = a, *y = b;
	rr_date p = rr_date_or(x->working, x->raw);
	rr_date q = rr_date_or(y->working, y->raw);
	int xn = rank(x, p), yn = rank(y, q);
	int order;

	if (xn != yn)
		return xn - yn;
	order = rr_date_cmp(p, q);
	if (order == 0)
		order = strcmp(x->matter, y->matter);
	return order != 0 ? order : strcmp(x->id, y->id);
}

/* What must be shown, sorted here. */
static size_t
expected(struct case_file *c, const char *matter, bool all,
    struct rr_docket_row *out)
{
	size_t n = 0;

	for (unsigned i = 1; i <= MATTERS; i++) {
		const char *key = rr_arena_printf(c->arena, "m%u", i);
		struct rr_docket_row rows[ROWS];

		fill(c, key, i, ROWS, rows);
		for (size_t j = 0; j < ROWS; j++)
			if ((matter == NULL || strcmp(matter, key) == 0) &&
			    (all || !is_done(rows[j].status)))
				out[n++] = rows[j];
	}
	qsort(out, n, sizeof(*out), before);
	return n;
}

static void
assert_same(const struct rr_docket_row *a, const struct rr_docket_row *b)
{
	assert_string_equal(a->matter, b->matter);
	assert_string_equal(a->id, b->id);
	assert_string_equal(a->status, b->status);
	assert_string_equal(a->note, b->note);
	assert_string_equal(a->task, b->task);
	assert_string_equal(a->party, b->party);
	assert_string_equal(a->rests, b->rests);
	assert_string_equal(a->lack, b->lack);
	assert_string_equal(a->answers, b->answers);
	assert_int_equal(a->stand, b->stand);
	assert_int_equal(a->doubt, b->doubt);
	assert_int_equal(a->since.day, b->since.day);
	assert_int_equal(a->working.day, b->working.day);
	assert_int_equal(a->raw.day, b->raw.day);
	assert_int_equal(a->met_on.day, b->met_on.day);
}

/* Windows of every size, put together, are the whole, either way. */
static void
test_windows(void **state)
{
	struct case_file *c = *state;
	struct rr_docket_row want[MATTERS * ROWS], *rows;
	size_t total, n;

	for (int k = 0; k < 4; k++) {
		const char *matter = k & 1 ? "m3" : NULL;
		bool all = (k & 2) != 0;

		total = expected(c, matter, all, want);
		assert_true(total > 3);
		for (size_t max = 1; max <= total + 1; max++) {
			const struct rr_docket_row *edge = NULL;
			size_t at = 0;

			do {
				MUST(c, rr_store_docket(c->store, c->arena,
				    matter, all, edge, max, &rows, &n,
				    c->diags));
				for (size_t i = 0; i < n; i++)
					assert_same(&rows[i], &want[at + i]);
				at += n;
				edge = n > 0 ? &rows[n - 1] : NULL;
			} while (n == max);
			assert_int_equal(at, total);
			edge = NULL;
			do {
				MUST(c, rr_store_docket_back(c->store,
				    c->arena, matter, all, edge, max, &rows,
				    &n, c->diags));
				at -= n;
				for (size_t i = 0; i < n; i++)
					assert_same(&rows[i], &want[at + i]);
				edge = n > 0 ? &rows[0] : NULL;
			} while (n == max);
			assert_int_equal(at, 0);
		}
	}
}

static const char *
key_of(struct case_file *c, const char *matter)
{
	struct rr_matter *m;
	size_t n;

	MUST(c, rr_store_matters(c->store, c->arena, &m, &n, c->diags));
	for (size_t i = 0; i < n; i++)
		if (strcmp(m[i].key, matter) == 0)
			return m[i].docket_key;
	fail();
	return NULL;
}

static void
test_replaced(void **state)
{
	struct case_file *c = *state;
	struct rr_docket_row rows[ROWS + 1], *got;
	size_t n;

	fill(c, "m2", 2, ROWS + 1, rows);
	rows[4].status = "overdue";
	rows[5].working = RR_DATE_NONE;
	rows[6] = rows[ROWS];
	MUST(c, rr_store_docket_put(c->store, "m2", 2, "k2", rows, ROWS,
	    c->diags));
	assert_string_equal(key_of(c, "m2"), "k2");
	MUST(c, rr_store_docket(c->store, c->arena, "m2", true, NULL, 99,
	    &got, &n, c->diags));
	qsort(rows, ROWS, sizeof(rows[0]), before);
	assert_int_equal(n, ROWS);
	for (size_t i = 0; i < n; i++)
		assert_same(&got[i], &rows[i]);
	MUST(c, rr_store_docket_put(c->store, "m2", 2, "k3", NULL, 0,
	    c->diags));
	MUST(c, rr_store_docket(c->store, c->arena, "m2", true, NULL, 99,
	    &got, &n, c->diags));
	assert_int_equal(n, 0);
}

/* The first window has as many with a day, whatever has none. */
static void
test_first(void **state)
{
	struct case_file *c = *state;
	struct rr_docket_row want[MATTERS * ROWS], *rows;
	size_t total = expected(c, NULL, false, want), now = 0, n;

	while (rank(&want[now], rr_date_or(want[now].working,
	    want[now].raw)) == 0)
		now++;
	assert_true(now > 2 && now < total);
	for (size_t max = 1; max <= total + 1; max++) {
		size_t first = max < now ? max : now;
		size_t rest = max < total - now ? max : total - now;

		MUST(c, rr_store_docket_first(c->store, c->arena, NULL, false,
		    max, &rows, &n, c->diags));
		assert_true(n >= (first + rest < max ? first + rest : max));
		assert_true(n <= first + rest);
		for (size_t i = 0; i < n; i++)
			assert_same(&rows[i], i < first ? &want[i] :
			    &want[now + i - first]);
	}
}

static rr_date
day_of(void *ctx, const struct rr_matter *m)
{
	(void)m;
	return *(rr_date *)ctx;
}

/* As many as the rows that are read one by one say, whatever their order. */
static void
test_counted(void **state)
{
	struct case_file *c = *state;
	rr_date on = { 11004 };
	struct rr_docket_row *rows;
	struct rr_matter *m;
	struct rr_tally seen = { { 0 } };
	size_t n, k;

	MUST(c, rr_store_dockets(c->store, c->arena, day_of, &on, 2, &m, &n, NULL,
	    c->diags));
	assert_true(n > 1);
	for (size_t i = 0; i < n; i++) {
		struct rr_tally t = { { 0 } };

		MUST(c, rr_store_docket(c->store, c->arena, m[i].key, false,
		    NULL, (size_t)-1, &rows, &k, c->diags));
		for (size_t j = 0; j < k; j++)
			rr_tally_add(&t, rr_docket_group(rows[j].stand,
			    rr_date_or(rows[j].working, rows[j].raw), on, 2));
		assert_true(m[i].sound);
		assert_int_equal(rr_tally_rows(&t) +
		    t.of[RR_GROUP_WAITING], k);
		t.of[RR_GROUP_REST] = m[i].tally.of[RR_GROUP_REST];
		for (int g = 0; g < RR_GROUP_MAX; g++)
			seen.of[g] += t.of[g];
		assert_memory_equal(&m[i].tally, &t, sizeof(t));
	}
	for (int g = 0; g < RR_GROUP_MAX; g++)
		assert_true(seen.of[g] > 0);
}

/* A cache that was derived at an older head is dropped, silently. */
static void
test_older_head(void **state)
{
	struct case_file *c = *state;

	MUST(c, case_file_append(c, case_file_notice(c, 50, "m2", 2), NULL,
	    NULL));
	MUST(c, rr_store_docket_put(c->store, "m2", 2, "k2", NULL, 0,
	    c->diags));
	assert_string_equal(key_of(c, "m2"), "");
	assert_int_equal(rr_diags_count(c->diags), 0);
}

#define RR_STMT(id, text)	{ #id, "EXPLAIN QUERY PLAN " text },
static const struct { const char *id, *text; } statements[] = {
#include "store/stmt.def"
};

/* What a screen or a record asks for reads no more than it shows. */
static void
test_plan(void **state)
{
	static const char may_scan[] = " JOURNAL_HEAD JOURNAL_WALK TEXT_WALK "
	    "STRAYS INTEGRITY MATTERS KNOWN DATA_VERSION SCHEMA DOCKET_SUMS "
	    "TEXT_CITED SET_BACK MATTERS_BEYOND DOCKET_STRAYS ";
	static const char may_sort[] = " DOCKET_OPEN_UP_OF DOCKET_ALL_UP_OF "
	    "DOCKET_OPEN_DOWN_OF DOCKET_ALL_DOWN_OF "
	    /* the entries of one operation */
	    "OP_ID ";
	struct case_file *c = *state;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(c->path, &db), SQLITE_OK);
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]);
	    i++) {
		const char *name = rr_arena_printf(c->arena, " %s ",
		    statements[i].id);
		sqlite3_stmt *q;

		if (strstr(may_scan, name) != NULL)
			continue;
		assert_int_equal(sqlite3_prepare_v2(db, statements[i].text,
		    -1, &q, NULL), SQLITE_OK);
		while (sqlite3_step(q) == SQLITE_ROW) {
			const char *plan = (const char *)
			    sqlite3_column_text(q, 3);

			if (strncmp(plan, "SCAN", 4) == 0 &&
			    strcmp(plan, "SCAN CONSTANT ROW") != 0)
				fail_msg("%s: %s", name, plan);
			if (strstr(plan, "TEMP B-TREE") != NULL &&
			    strstr(may_sort, name) == NULL)
				fail_msg("%s: %s", name, plan);
		}
		sqlite3_finalize(q);
	}
	sqlite3_close(db);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(windows), TEST(first), TEST(replaced), TEST(counted),
		TEST(older_head), TEST(plan)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
