/*
 * The case file: what is recorded comes back, once, whole, and provably.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case_file.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

/* EXPR holds, else the diagnostics are shown. */
#define MUST(c, expr) do { \
	if (!(expr)) \
		fail_msg("%s: %s", #expr, case_file_words(c)); \
} while (0)

static int
setup(void **state)
{
	static struct case_file c;

	case_file_new(&c);
	*state = &c;
	return 0;
}

/* Whatever a test did, the tables are those that the journal gives. */
static int
teardown(void **state)
{
	struct case_file *c = *state;
	bool same = c->store == NULL || (case_file_check(c) &&
	    rr_store_verify(c->store, NULL, 0, c->diags));

	if (!same)
		print_error("%s", case_file_words(c));
	case_file_free(c);
	return same ? 0 : -1;
}

static void
begin(struct case_file *c)
{
	MUST(c, case_file_open(c, RR_STORE_CREATE));
	MUST(c, case_file_append(c, case_file_import(c, 1, "acme", 3), NULL,
	    NULL));
}

static void
test_missing(void **state)
{
	struct case_file *c = *state;

	for (int mode = RR_STORE_READ; mode <= RR_STORE_WRITE; mode++) {
		assert_false(case_file_open(c, (enum rr_store_mode)mode));
		assert_true(case_file_said(c, RR_E_NO_STORE, "import"));
		assert_int_equal(access(c->path, F_OK), -1);
	}
}

static void
test_new_file_is_private(void **state)
{
	static const mode_t umasks[] = { 0, 022, 0777 };
	struct case_file *c = *state;
	struct stat st;

	for (size_t i = 0; i < 3; i++) {
		mode_t old = umask(umasks[i]);
		bool ok = case_file_open(c, RR_STORE_CREATE);

		umask(old);
		MUST(c, ok);
		assert_int_equal(stat(c->path, &st), 0);
		assert_int_equal(st.st_mode & 07777, 0600);
		rr_store_close(c->store);
		c->store = NULL;
		unlink(c->path);
		unlink(case_file_beside(c, "case.db.gate"));
	}
}

/* A file whose making was cut off is begun anew, and is missing until then. */
static void
test_empty_file(void **state)
{
	struct case_file *c = *state;

	close(open(c->path, O_CREAT | O_WRONLY, 0600));
	assert_false(case_file_open(c, RR_STORE_WRITE));
	assert_true(case_file_said(c, RR_E_NO_STORE, "import"));
	begin(c);
}

static void
test_facts_come_back(void **state)
{
	struct case_file *c = *state;
	int64_t first, last;
	struct rr_matter *m;
	struct rr_fact *f;
	size_t n;

	begin(c);
	MUST(c, case_file_append(c, case_file_notice(c, 2, "acme", 1), &first,
	    &last));
	assert_int_equal(first, 2);
	assert_int_equal(last, 2);
	MUST(c, case_file_open(c, RR_STORE_READ));
	MUST(c, rr_store_matters(c->store, c->arena, &m, &n, c->diags));
	assert_int_equal(n, 1);
	assert_string_equal(m[0].key, "acme");
	assert_string_equal(m[0].title, "Registration Rights Agreement");
	assert_int_equal(m[0].head, 2);
	assert_int_equal(m[0].import, 1);
	MUST(c, rr_store_facts(c->store, c->arena, "acme", 0, 0, &f, &n,
	    c->diags));
	assert_int_equal(n, 5);
	assert_string_equal(f[3].name, "holder-3");
	assert_string_equal(rr_fact_field(&f[3], "name"), "Holder 3, L.P.");
	assert_int_equal(f[3].row, 3);
	assert_string_equal(case_file_dump(c, "acme"),
	    rr_arena_printf(c->arena,
	    "1 {\"fields\":{\"seeds\":\"yes\",\"text\":\"%s\",\"title\":"
	    "\"Registration Rights Agreement\"},\"name\":\"acme\",\"shape\":"
	    "\"import\"}\n"
	    "1/1 {\"fields\":{\"name\":\"Holder 1, L.P.\",\"roles\":\"holder\"}"
	    ",\"name\":\"holder-1\",\"shape\":\"party\"}\n"
	    "1/2 {\"fields\":{\"name\":\"Holder 2, L.P.\",\"roles\":\"holder\"}"
	    ",\"name\":\"holder-2\",\"shape\":\"party\"}\n"
	    "1/3 {\"fields\":{\"name\":\"Holder 3, L.P.\",\"roles\":\"holder\"}"
	    ",\"name\":\"holder-3\",\"shape\":\"party\"}\n"
	    "2 {\"at\":\"2000-05-26T21:10:00Z\",\"day\":\"2000-05-26\","
	    "\"fields\":{\"from\":\"company\",\"reason\":"
	    "\"a \xe2\x80\x9cstop order\xe2\x80\x9d; 3(d)(vi)\"},"
	    "\"name\":\"discontinuance\",\"sendings\":["
	    "{\"address\":\"(312) 555-0100\",\"at\":\"2000-05-26T21:10:00Z\","
	    "\"lists\":\"section\",\"method\":\"fax\",\"party\":\"holder-1\","
	    "\"wall\":\"2000-05-26 14:10\",\"zone\":\"America/Los_Angeles\"},"
	    "{\"address\":\"(312) 555-0100\",\"at\":\"2000-05-26T21:12:30Z\","
	    "\"copy\":true,\"method\":\"fax\",\"party\":\"counsel\","
	    "\"wall\":\"2000-05-26 14:12:30\",\"zone\":\"America/Los_Angeles\""
	    "}],\"shape\":\"notice\",\"source\":\"fax sheet 17\","
	    "\"wall\":\"2000-05-26 14:10\",\"zone\":\"America/Los_Angeles\"}\n",
	    m[0].text));
}

static void
test_text_comes_back(void **state)
{
	struct case_file *c = *state;
	struct rr_matter *m;
	size_t n, len;
	char *bytes;

	begin(c);
	MUST(c, rr_store_matters(c->store, c->arena, &m, &n, c->diags));
	MUST(c, rr_store_text(c->store, c->arena, m[0].text, &bytes, &len,
	    c->diags));
	assert_int_equal(len, strlen("rows 3 of acme\n") + 6000);
	assert_memory_equal(bytes, "rows 3 of acme\n", 15);
	assert_false(rr_store_text(c->store, c->arena, "xyz", &bytes, &len,
	    c->diags));
	assert_false(rr_store_text(c->store, c->arena,
	    "00000000000000000000000000000000000000000000000000000000000000ff",
	    &bytes, &len, c->diags));
	assert_true(case_file_said(c, RR_E_DAMAGED, "is gone"));
}

static void
test_second_try_is_harmless(void **state)
{
	struct case_file *c = *state;
	const struct rr_batch *b;
	int64_t first, last, seq;
	uint8_t hash[2][RR_HASH_LEN];
	bool found;

	begin(c);
	b = case_file_notice(c, 2, "acme", 1);
	MUST(c, rr_store_outcome(c->store, b->op, &found, &first, &last,
	    c->diags));
	assert_false(found);
	MUST(c, case_file_append(c, b, &first, &last));
	MUST(c, rr_store_head(c->store, &seq, hash[0], c->diags));
	MUST(c, case_file_append(c, b, &first, &last));
	assert_int_equal(first, 2);
	assert_int_equal(last, 2);
	MUST(c, rr_store_head(c->store, &seq, hash[1], c->diags));
	assert_int_equal(seq, 2);
	assert_memory_equal(hash[0], hash[1], RR_HASH_LEN);
	MUST(c, rr_store_outcome(c->store, b->op, &found, &first, &last,
	    c->diags));
	assert_true(found && first == 2 && last == 2);
}

/* Two commands under one id at once: the second sees it under the lock. */
static void
test_an_id_stands_for_one_thing(void **state)
{
	struct case_file *c = *state;
	uint8_t hash[RR_HASH_LEN], op[RR_OP_LEN], there[RR_OP_LEN];
	int64_t first, last, seq;
	struct rr_batch *b;
	bool found;

	begin(c);
	b = case_file_notice(c, 2, "acme", 1);
	memcpy(op, b->op, RR_OP_LEN);
	MUST(c, case_file_append(c, b, &first, &last));
	b = case_file_notice(c, 2, "acme", 2);
	b->op[RR_OP_ASKED - 1] ^= 1;
	MUST(c, rr_store_used(c->store, b->op, &found, there, &first, &last,
	    c->diags));
	assert_true(found && first == 2 && last == 2);
	assert_memory_equal(there, op, RR_OP_LEN);
	assert_false(case_file_append(c, b, NULL, NULL));
	assert_true(case_file_said(c, RR_E_FACT, "entry 2"));
	MUST(c, rr_store_head(c->store, &seq, hash, c->diags));
	assert_int_equal(seq, 2);
	b->op[RR_OP_ID - 1] ^= 1;
	MUST(c, case_file_append(c, b, &first, &last));
	assert_int_equal(first, 3);
}

static void
test_stale_head(void **state)
{
	struct case_file *c = *state;
	int64_t seq;
	uint8_t hash[RR_HASH_LEN];

	begin(c);
	MUST(c, case_file_append(c, case_file_notice(c, 2, "acme", 1), NULL,
	    NULL));
	assert_false(case_file_append(c, case_file_notice(c, 3, "acme", 1),
	    NULL, NULL));
	assert_true(case_file_said(c, RR_E_STALE, "entry 2"));
	MUST(c, rr_store_head(c->store, &seq, hash, c->diags));
	assert_int_equal(seq, 2);
	MUST(c, case_file_append(c, case_file_notice(c, 3, "acme", -1), NULL,
	    NULL));
}

/* One entry of a batch cannot be recorded: none of it is. */
static void
test_all_or_nothing(void **state)
{
	struct case_file *c = *state;
	struct rr_batch *b;
	struct rr_fact *bad;
	char *before;
	bool found;
	int64_t first, last;

	begin(c);
	before = case_file_dump(c, "acme");
	b = case_file_notice(c, 2, "acme", 1);
	bad = rr_arena_alloc(c->arena, sizeof(*bad));
	*bad = *b->entries[0].fact;
	bad->name = NULL;
	case_file_entry(c, b, bad);
	assert_false(case_file_append(c, b, NULL, NULL));
	assert_string_equal(before, case_file_dump(c, "acme"));
	MUST(c, rr_store_outcome(c->store, b->op, &found, &first, &last,
	    c->diags));
	assert_false(found);
	MUST(c, case_file_append(c, case_file_notice(c, 2, "acme", 1), NULL,
	    NULL));
}

/* Empty text and none are one thing, before a rebuild and after it. */
static void
test_empty_text(void **state)
{
	struct case_file *c = *state;
	struct rr_batch *b;
	struct rr_fact f;
	struct rr_sending one;

	begin(c);
	b = case_file_notice(c, 2, "acme", 1);
	f = *b->entries[0].fact;
	one = f.sendings[0];
	one.address = "";
	f.source = "";
	f.sendings = &one;
	f.nsendings = 1;
	rr_fact_set(c->arena, &f, "reason", "");
	b->n = 0;
	case_file_entry(c, b, &f);
	MUST(c, case_file_append(c, b, NULL, NULL));
	MUST(c, case_file_check(c));
	f.name = "";
	assert_false(case_file_append(c, case_file_batch(c, 3, "acme", 2),
	    NULL, NULL));
	b = case_file_batch(c, 3, "acme", 2);
	case_file_entry(c, b, &f);
	assert_false(case_file_append(c, b, NULL, NULL));
	assert_true(case_file_said(c, RR_E_FACT, "name"));
}

static void
test_matters_apart(void **state)
{
	struct case_file *c = *state;
	struct rr_fact *f;
	struct rr_line *l;
	size_t n;

	begin(c);
	MUST(c, case_file_append(c, case_file_import(c, 2, "zeta", 1), NULL,
	    NULL));
	MUST(c, case_file_append(c, case_file_notice(c, 3, "acme", 1), NULL,
	    NULL));
	MUST(c, case_file_append(c, case_file_notice(c, 4, "zeta", 2), NULL,
	    NULL));
	MUST(c, rr_store_facts(c->store, c->arena, "zeta", 0, 0, &f, &n,
	    c->diags));
	assert_int_equal(n, 3);
	assert_int_equal(f[2].seq, 4);
	MUST(c, rr_store_facts(c->store, c->arena, "acme", 1, 0, &f, &n,
	    c->diags));
	assert_int_equal(n, 1);
	assert_int_equal(f[0].seq, 3);
	MUST(c, rr_store_facts(c->store, c->arena, "acme", 0, 2, &f, &n,
	    c->diags));
	assert_int_equal(n, 4);
	MUST(c, rr_store_journal(c->store, c->arena, "zeta", 0, false, 9, &l,
	    &n, c->diags));
	assert_int_equal(n, 2);
	assert_int_equal(l[1].seq, 4);
}

static void
test_journal(void **state)
{
	struct case_file *c = *state;
	struct rr_line *l;
	size_t n;

	begin(c);
	for (unsigned i = 2; i <= 5; i++)
		MUST(c, case_file_append(c, case_file_notice(c, i, "acme",
		    -1), NULL, NULL));
	MUST(c, rr_store_journal(c->store, c->arena, NULL, 2, false, 2, &l,
	    &n, c->diags));
	assert_int_equal(n, 2);
	assert_int_equal(l[0].seq, 3);
	assert_int_equal(l[1].seq, 4);
	assert_string_equal(l[0].who, "paula");
	assert_string_equal(l[0].origin, "claimed: 192.0.2.7");
	assert_string_equal(l[0].command, "test command");
	assert_string_equal(l[0].shape, "notice");
	assert_string_equal(l[0].name, "discontinuance");
	assert_string_equal(l[0].op, "03000000a5a5a5a5a5a5a5a5a5a5a5a5");
	assert_int_equal(strlen(l[0].hash), 64);
	assert_false(l[0].sealed || l[0].voided);
	for (int i = 0; i < 2; i++) {
		const char *matter = i == 0 ? NULL : "acme";

		MUST(c, rr_store_journal(c->store, c->arena, matter, 0, true,
		    2, &l, &n, c->diags));
		assert_int_equal(n, 2);
		assert_int_equal(l[0].seq, 5);
		MUST(c, rr_store_journal(c->store, c->arena, matter, 4, true,
		    9, &l, &n, c->diags));
		assert_int_equal(n, 3);
		assert_int_equal(l[0].seq, 3);
	}
}

static void
add_void(struct case_file *c, unsigned op, int64_t about)
{
	struct rr_batch *b = case_file_batch(c, op, "acme", -1);
	struct rr_fact *f = rr_arena_alloc(c->arena, sizeof(*f));

	f->shape = RR_SHAPE_VOID;
	f->name = "void";
	f->day = RR_DATE_NONE;
	f->at = RR_INSTANT_NONE;
	f->about = about;
	case_file_entry(c, b, f);
	MUST(c, case_file_append(c, b, NULL, NULL));
}

static void
test_voided_line(void **state)
{
	struct case_file *c = *state;
	struct rr_line *l;
	size_t n;

	begin(c);
	MUST(c, case_file_append(c, case_file_notice(c, 2, "acme", 1), NULL,
	    NULL));
	add_void(c, 3, 2);
	MUST(c, rr_store_journal(c->store, c->arena, NULL, 0, false, 9, &l,
	    &n, c->diags));
	assert_false(l[0].voided);
	assert_true(l[1].voided);
	add_void(c, 4, 3);	/* the void was the mistake */
	MUST(c, rr_store_journal(c->store, c->arena, NULL, 0, false, 9, &l,
	    &n, c->diags));
	assert_false(l[1].voided);
	assert_true(l[2].voided);
}

static void
test_known(void **state)
{
	struct case_file *c = *state;
	int64_t seq;
	rr_instant at;

	begin(c);
	MUST(c, case_file_append(c, case_file_notice(c, 60, "acme", 1), NULL,
	    NULL));
	at.sec = case_file_batch(c, 1, "acme", 0)->at.sec;
	MUST(c, rr_store_known(c->store, at, &seq, c->diags));
	assert_int_equal(seq, 1);
	at.sec--;
	MUST(c, rr_store_known(c->store, at, &seq, c->diags));
	assert_int_equal(seq, 0);
	at.sec = case_file_batch(c, 60, "acme", 0)->at.sec + 1;
	MUST(c, rr_store_known(c->store, at, &seq, c->diags));
	assert_int_equal(seq, 2);
}

static void
test_read_only(void **state)
{
	struct case_file *c = *state;

	begin(c);
	MUST(c, case_file_open(c, RR_STORE_READ));
	assert_false(case_file_append(c, case_file_notice(c, 2, "acme", 1),
	    NULL, NULL));
	assert_true(case_file_said(c, RR_E_READONLY, NULL));
	assert_false(case_file_rebuild(c));
}

static void
test_version(void **state)
{
	struct case_file *c = *state;
	struct rr_store *other;
	int64_t before, after, first, last;

	begin(c);
	MUST(c, rr_store_open(c->path, RR_STORE_WRITE, &other, c->diags));
	MUST(c, rr_store_version(c->store, &before, c->diags));
	MUST(c, rr_store_version(c->store, &after, c->diags));
	assert_int_equal(before, after);
	MUST(c, rr_store_append(other, case_file_notice(c, 2, "acme", 1),
	    &first, &last, c->diags));
	rr_store_close(other);
	MUST(c, rr_store_version(c->store, &after, c->diags));
	assert_int_not_equal(before, after);
}

static void
test_backup(void **state)
{
	struct case_file *c = *state;
	const char *copy = case_file_beside(c, "copy.db");
	struct rr_store *other;
	uint8_t hash[2][RR_HASH_LEN];
	struct stat st;
	int64_t seq;

	begin(c);
	MUST(c, rr_store_backup(c->store, copy, &case_file_replay,
	    c->diags));
	assert_int_equal(stat(copy, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	MUST(c, rr_store_open(copy, RR_STORE_WRITE, &other, c->diags));
	MUST(c, rr_store_head(other, &seq, hash[0], c->diags));
	MUST(c, rr_store_head(c->store, &seq, hash[1], c->diags));
	assert_memory_equal(hash[0], hash[1], RR_HASH_LEN);
	rr_store_close(other);
	assert_false(rr_store_backup(c->store, copy, &case_file_replay,
	    c->diags));
	assert_true(case_file_said(c, RR_E_WRITE, "of that name"));
	assert_int_equal(access(case_file_beside(c, "copy.db.part"), F_OK),
	    -1);
	/* What another left is not taken away. */
	close(open(case_file_beside(c, "new.db.part"), O_CREAT, 0600));
	assert_false(rr_store_backup(c->store, case_file_beside(c, "new.db"),
	    &case_file_replay, c->diags));
	assert_int_equal(access(case_file_beside(c, "new.db.part"), F_OK), 0);
	assert_false(rr_store_backup(c->store,
	    case_file_beside(c, "no/such/folder.db"),
	    &case_file_replay, c->diags));
}

static void
test_rebuild(void **state)
{
	struct case_file *c = *state;
	char *before;

	begin(c);
	MUST(c, case_file_append(c, case_file_notice(c, 2, "acme", 1), NULL,
	    NULL));
	before = case_file_dump(c, "acme");
	MUST(c, case_file_rebuild(c));
	assert_string_equal(before, case_file_dump(c, "acme"));
	/* The statements that the check prepared read the file again. */
	MUST(c, case_file_check(c));
	assert_string_equal(before, case_file_dump(c, "acme"));
	MUST(c, case_file_append(c, case_file_notice(c, 3, "acme", 2), NULL,
	    NULL));
	MUST(c, case_file_open(c, RR_STORE_READ));
	MUST(c, case_file_check(c));
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(missing), TEST(new_file_is_private), TEST(empty_file),
		TEST(facts_come_back), TEST(text_comes_back),
		TEST(second_try_is_harmless),
		TEST(an_id_stands_for_one_thing), TEST(stale_head),
		TEST(all_or_nothing), TEST(empty_text), TEST(matters_apart), TEST(journal),
		TEST(voided_line), TEST(known), TEST(read_only),
		TEST(version), TEST(backup), TEST(rebuild)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
