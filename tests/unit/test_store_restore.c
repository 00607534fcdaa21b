/*
 * A restore that is killed before each of the names that it gives or takes,
 * with the journal of a cut-off writing beside the file: what is found then is
 * the old record, the new one, or a complaint that says what to do; and the
 * restore that is done again keeps the old record whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sqlite3.h>

#include "case_file.h"
#include "regrights/arena.h"

#define MUST(c, expr) do { \
	if (!(expr)) \
		fail_msg("%s: %s", #expr, case_file_words(c)); \
} while (0)

/* The child is killed before this one of its calls; 0: never. */
static int fatal;

static void
count(void)
{
	if (fatal > 0 && --fatal == 0)
		raise(SIGKILL);
}

/* In the place of the C library's, for the program and for SQLite. */
int
link(const char *from, const char *to)
{
	count();
	return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
rename(const char *from, const char *to)
{
	count();
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int
unlink(const char *name)
{
	count();
	return unlinkat(AT_FDCWD, name, 0);
}

/* A writer that was killed in the middle leaves its journal. */
static void
cut_off(const char *path)
{
	pid_t child = fork();

	if (child == 0) {
		sqlite3 *db;

		if (sqlite3_open(path, &db) == SQLITE_OK)
			sqlite3_exec(db, "PRAGMA journal_mode=TRUNCATE;"
			    "PRAGMA cache_size=1; BEGIN IMMEDIATE;"
			    "UPDATE fact SET source=hex(randomblob(9000));",
			    NULL, NULL, NULL);
		raise(SIGKILL);
	}
	waitpid(child, NULL, 0);
}

/* Three entries, a backup of the first two, and a hot journal. */
static void
begin(struct case_file *c, const char *backup)
{
	struct stat st;

	MUST(c, case_file_open(c, RR_STORE_CREATE));
	MUST(c, case_file_append(c, case_file_import(c, 1, "acme", 9), NULL,
	    NULL));
	MUST(c, case_file_append(c, case_file_notice(c, 2, "acme", 1), NULL,
	    NULL));
	MUST(c, rr_store_backup(c->store, backup, &case_file_replay,
	    c->diags));
	MUST(c, case_file_append(c, case_file_notice(c, 3, "acme", 2), NULL,
	    NULL));
	rr_store_close(c->store);
	c->store = NULL;
	cut_off(c->path);
	assert_int_equal(0, stat(case_file_beside(c, "case.db-journal"),
	    &st));
	assert_true(st.st_size > 0);
}

static bool
restore(struct case_file *c, const char *backup)
{
	struct rr_restoring r = { .backup = backup, .path = c->path,
	    .replay = &case_file_replay, .apply = true };
	struct rr_restored done;

	return rr_instant_parse("2000-11-29T02:30:00Z", &r.at) &&
	    rr_store_restore(&r, c->arena, &done, c->diags);
}

/* The number of entries of a file that is whole; 0: it cannot be opened. */
static int64_t
entries(struct case_file *c, const char *path)
{
	uint8_t hash[RR_HASH_LEN];
	struct rr_store *s;
	int64_t seq = -1;

	if (!rr_store_open(path, RR_STORE_READ, &s, c->diags))
		return 0;
	MUST(c, rr_store_verify(s, NULL, 0, c->diags));
	MUST(c, rr_store_head(s, &seq, hash, c->diags));
	rr_store_close(s);
	return seq;
}

/* Whether the child was killed before its N-th call. */
static bool
killed_at(struct case_file *c, const char *backup, int n)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		fatal = n;
		_exit(restore(c, backup) ? 0 : 1);
	}
	waitpid(child, &status, 0);
	if (WIFSIGNALED(status))
		return true;
	assert_int_equal(0, WEXITSTATUS(status));
	return false;
}

/* What a kill before the N-th call leaves; false behind the last. */
static bool
try_at(int n, int found[4])
{
	struct case_file c;
	const char *backup, *aside, *second;
	int64_t seq, kept;
	bool killed;

	case_file_new(&c);
	backup = case_file_beside(&c, "backup.db");
	aside = case_file_beside(&c, "case.db.set-aside-20001129T023000Z");
	second = case_file_beside(&c,
	    "case.db.set-aside-20001129T023000Z-2");
	begin(&c, backup);
	killed = killed_at(&c, backup, n);
	seq = entries(&c, c.path);
	assert_true(seq == 0 || seq == 2 || seq == 3);
	found[seq]++;
	if (seq == 0)
		assert_true(case_file_said(&c, RR_E_STORE, "cut off"));
	/* Nobody makes another file in its place meanwhile. */
	if (seq == 0)
		assert_false(case_file_open(&c, RR_STORE_CREATE));
	MUST(&c, restore(&c, backup));
	assert_int_equal(2, entries(&c, c.path));
	kept = entries(&c, aside);
	if (kept != 3)
		kept = entries(&c, second);
	assert_int_equal(3, kept);
	case_file_free(&c);
	return killed;
}

static void
test_a_kill_leaves_the_old_the_new_or_a_complaint(void **state)
{
	int found[4] = { 0 }, n = 1;

	(void)state;
	while (try_at(n, found))
		n++;
	assert_true(found[3] > 0);
	assert_true(found[0] > 0);
	assert_true(found[2] > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_kill_leaves_the_old_the_new_or_a_complaint)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
