/*
 * Files that are not a case file, or not a whole one: each is refused with one
 * clear message, in every mode, and not one byte of it or beside it changes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "case_file.h"
#include "regrights/arena.h"

#define MUST(c, expr) do { \
	if (!(expr)) \
		fail_msg("%s: %s", #expr, case_file_words(c)); \
} while (0)

#define RR_STMT(id, text)	text,
static const char *const statements[] = {
#include "store/stmt.def"
};

/* A sound case file of two matters, closed. */
static int
setup(void **state)
{
	static struct case_file c;
	bool ok;

	case_file_new(&c);
	*state = &c;
	ok = case_file_open(&c, RR_STORE_CREATE) &&
	    case_file_append(&c, case_file_import(&c, 1, "acme", 3), NULL,
	    NULL) && case_file_append(&c, case_file_notice(&c, 2, "acme", 1),
	    NULL, NULL);
	rr_store_close(c.store);
	c.store = NULL;
	unlink(case_file_beside(&c, "case.db.gate"));
	return ok ? 0 : -1;
}

static int
teardown(void **state)
{
	case_file_free(*state);
	return 0;
}

static char *
slurp(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *bytes;

	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	*len = (size_t)ftell(f);
	rewind(f);
	bytes = malloc(*len + 1);
	assert_int_equal(fread(bytes, 1, *len, f), *len);
	fclose(f);
	return bytes;
}

static void
spill(const char *path, const void *bytes, size_t len)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static int
files(const struct case_file *c)
{
	DIR *dir = opendir(c->dir);
	int n = 0;

	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}

/* Refused in every mode with CODE, and left as it is. */
static void
refused(struct case_file *c, const char *what, enum rr_code code)
{
	size_t len, after;
	char *bytes = slurp(c->path, &len), *again;
	int n = files(c);

	for (int mode = RR_STORE_READ; mode <= RR_STORE_CREATE; mode++) {
		if (case_file_open(c, (enum rr_store_mode)mode))
			fail_msg("%s: opened", what);
		if (!case_file_said(c, code, NULL))
			fail_msg("%s: %s", what, case_file_words(c));
		assert_int_equal(rr_diags_count(c->diags), 1);
	}
	again = slurp(c->path, &after);
	assert_int_equal(len, after);
	assert_memory_equal(bytes, again, len);
	assert_int_equal(files(c), n);
	free(bytes);
	free(again);
}

static void
test_foreign(void **state)
{
	static const char text[] = "Registration Rights Agreement, dated as "
	    "of the day that is written below, by and between the parties "
	    "whose names are on the last page of it.";
	struct case_file *c = *state;
	char zeros[8192] = "";
	sqlite3 *db;

	spill(c->path, text, sizeof(text));
	refused(c, "text", RR_E_FOREIGN);
	spill(c->path, text, 20);
	refused(c, "short text", RR_E_FOREIGN);
	spill(c->path, "SQLite format 3", 16);
	refused(c, "a header alone", RR_E_FOREIGN);
	unlink(c->path);
	assert_int_equal(sqlite3_open(c->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE t (x); PRAGMA "
	    "application_id = 7", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	refused(c, "another program's database", RR_E_FOREIGN);
	spill(c->path, zeros, sizeof(zeros));
	assert_false(case_file_open(c, RR_STORE_WRITE));
	assert_true(case_file_said(c, RR_E_FOREIGN, NULL));
	assert_false(case_file_open(c, RR_STORE_CREATE));
	assert_true(case_file_said(c, RR_E_DAMAGED, NULL));
}

/* Statements run by another tool on a sound file, whose result is refused. */
static void
test_changed(void **state)
{
	static const struct {
		const char	*sql;
		enum rr_code	 code;
	} changes[] = {
		{ "PRAGMA application_id = 1", RR_E_FOREIGN },
		{ "PRAGMA user_version = 2", RR_E_NEWER },
		{ "PRAGMA user_version = 0", RR_E_FOREIGN },
		{ "PRAGMA user_version = -1", RR_E_NEWER },
		{ "CREATE VIEW v AS SELECT * FROM journal", RR_E_FOREIGN },
		{ "CREATE TRIGGER t AFTER INSERT ON fact BEGIN "
		    "DELETE FROM fact; END", RR_E_FOREIGN },
		{ "CREATE TABLE note (x)", RR_E_FOREIGN },
		{ "CREATE INDEX i ON fact (name)", RR_E_FOREIGN },
		{ "DROP TRIGGER journal_update", RR_E_FOREIGN },
		{ "DROP INDEX docket_all", RR_E_FOREIGN },
		{ "ALTER TABLE fact RENAME TO facts", RR_E_FOREIGN },
		{ "ALTER TABLE docket ADD COLUMN x TEXT", RR_E_FOREIGN },
		{ "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET "
		    "sql = sql || ' ' WHERE name = 'docket'", RR_E_FOREIGN },
		{ "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET "
		    "sql = 'nonsense' WHERE name = 'docket'", RR_E_DAMAGED },
		{ "PRAGMA journal_mode = WAL", RR_E_FOREIGN }
	};
	struct case_file *c = *state;
	size_t len;
	char *sound = slurp(c->path, &len);

	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		sqlite3 *db;

		spill(c->path, sound, len);
		assert_int_equal(sqlite3_open(c->path, &db), SQLITE_OK);
		sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
		assert_int_equal(sqlite3_exec(db, changes[i].sql, NULL, NULL,
		    NULL), SQLITE_OK);
		sqlite3_close(db);
		refused(c, changes[i].sql, changes[i].code);
	}
	free(sound);
}

static void
test_truncated(void **state)
{
	struct case_file *c = *state;
	size_t len;
	char *sound = slurp(c->path, &len);

	for (size_t n = len - 1; n >= 100; n -= n > 4200 ? 1017 : 397) {
		spill(c->path, sound, n);
		refused(c, rr_arena_printf(c->arena, "%zu bytes", n),
		    RR_E_DAMAGED);
	}
	free(sound);
}

static void
test_links(void **state)
{
	struct case_file *c = *state;
	char *real = case_file_beside(c, "real.db");
	char *folder = case_file_beside(c, "folder");

	assert_int_equal(rename(c->path, real), 0);
	assert_int_equal(symlink(real, c->path), 0);
	refused(c, "a symbolic link", RR_E_STORE);
	unlink(c->path);
	assert_int_equal(link(real, c->path), 0);
	refused(c, "a hard link", RR_E_STORE);
	unlink(c->path);
	assert_int_equal(mkdir(c->path, 0700), 0);
	assert_false(case_file_open(c, RR_STORE_WRITE));
	assert_true(case_file_said(c, RR_E_STORE, NULL));
	rmdir(c->path);
	assert_int_equal(mkfifo(c->path, 0600), 0);
	assert_false(case_file_open(c, RR_STORE_CREATE));
	assert_true(case_file_said(c, RR_E_STORE, NULL));
	unlink(c->path);
	assert_int_equal(symlink("/nowhere/at/all", c->path), 0);
	assert_false(case_file_open(c, RR_STORE_CREATE));
	assert_true(case_file_said(c, RR_E_STORE, NULL));
	unlink(c->path);
	/* A link in the way to the folder is the user's affair. */
	assert_int_equal(rename(real, c->path), 0);
	assert_int_equal(symlink(c->dir, folder), 0);
	snprintf(c->path, sizeof(c->path), "%s/case.db", folder);
	MUST(c, case_file_open(c, RR_STORE_WRITE));
	unlink(folder);
}

/*
 * Another case file comes into the place of one that is open: nothing is
 * recorded in it, and nothing read; when the right one is back, work goes on.
 */
static void
test_another_case_file_in_its_place(void **state)
{
	struct case_file *c = *state;
	struct case_file other;
	char *kept = case_file_beside(c, "kept.db");
	int64_t version;

	case_file_new(&other);
	MUST(&other, case_file_open(&other, RR_STORE_CREATE));
	MUST(&other, case_file_append(&other, case_file_import(&other, 1,
	    "acme", 3), NULL, NULL));
	rr_store_close(other.store);
	other.store = NULL;
	MUST(c, case_file_open(c, RR_STORE_WRITE));
	assert_int_equal(rename(c->path, kept), 0);
	assert_int_equal(rename(other.path, c->path), 0);
	assert_false(case_file_append(c, case_file_notice(c, 9, "acme", -1),
	    NULL, NULL));
	assert_true(case_file_said(c, RR_E_STORE, "another case file"));
	rr_diags_clear(c->diags);
	assert_false(rr_store_version(c->store, &version, c->diags));
	assert_true(case_file_said(c, RR_E_STORE, "another case file"));
	rr_diags_clear(c->diags);
	assert_int_equal(rename(kept, c->path), 0);
	MUST(c, case_file_append(c, case_file_notice(c, 9, "acme", -1), NULL,
	    NULL));
	case_file_free(&other);
}

/* Everything the store reads, or NULL where it says that the file is bad. */
static char *
read_all(struct case_file *c)
{
	struct rr_line *l;
	struct rr_matter *m;
	size_t n, k;
	char *dump = NULL;

	if (case_file_open(c, RR_STORE_READ) &&
	    rr_store_verify(c->store, NULL, 0, c->diags) && case_file_check(c) &&
	    rr_store_journal(c->store, c->arena, NULL, 0, false, 99, &l, &n,
	    c->diags) && rr_store_matters(c->store, c->arena, &m, &k,
	    c->diags)) {
		dump = case_file_dump(c, "acme");
		for (size_t i = 0; dump != NULL && i < n; i++)
			dump = rr_arena_printf(c->arena, "%s\n%s %s %s %s %lld",
			    dump, l[i].hash, l[i].op, l[i].who, l[i].payload,
			    (long long)l[i].at.sec);
		for (size_t i = 0; dump != NULL && i < k; i++)
			dump = rr_arena_printf(c->arena, "%s\n%s %s %s %lld",
			    dump, m[i].key, m[i].title, m[i].text,
			    (long long)m[i].head);
	}
	rr_store_close(c->store);
	c->store = NULL;
	return dump;
}

/*
 * One bit is flipped, everywhere in turn: either it is said, or all that is
 * read is what it was.  REGRIGHTS_FLIPS=1 tries every bit.
 */
static void
test_bit_flips(void **state)
{
	const char *all = getenv("REGRIGHTS_FLIPS");
	size_t step = all != NULL ? 1 : 479, said = 0, harmless = 0, len;
	struct case_file *c = *state;
	char *sound = slurp(c->path, &len);
	char *want;
	int fd;

	want = read_all(c);
	MUST(c, want != NULL);
	want = strdup(want);
	fd = open(c->path, O_WRONLY);
	for (size_t bit = 0; bit < len * 8; bit += step) {
		char bad = (char)(sound[bit / 8] ^ (1 << bit % 8));
		char *got;

		rr_arena_reset(c->arena);
		assert_int_equal(pwrite(fd, &bad, 1, (off_t)(bit / 8)), 1);
		got = read_all(c);
		if (got == NULL && rr_diags_errors(c->diags) == 0)
			fail_msg("bit %zu: refused without a word", bit);
		if (got != NULL && strcmp(got, want) != 0)
			fail_msg("bit %zu: changed without a word", bit);
		said += got == NULL;
		harmless += got != NULL;
		assert_int_equal(pwrite(fd, &sound[bit / 8], 1,
		    (off_t)(bit / 8)), 1);
	}
	close(fd);
	print_message("%zu flips: %zu said, %zu harmless\n", said + harmless,
	    said, harmless);
	assert_true(said > 0 && harmless > 0);
	free(want);
	free(sound);
}

/* The statements are those of the program: none lets text become SQL. */
static void
test_statements_are_constant(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]);
	    i++) {
		assert_null(strstr(statements[i], "%s"));
		assert_null(strchr(statements[i], ';'));
	}
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(foreign), TEST(changed), TEST(truncated), TEST(links),
		TEST(another_case_file_in_its_place), TEST(bit_flips), cmocka_unit_test(test_statements_are_constant)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
