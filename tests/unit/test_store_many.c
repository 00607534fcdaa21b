/*
 * Several programs on one file: nothing is lost or doubled, who holds the gate
 * for ever stops nobody, and who only reads sees one state.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "case_file.h"
#include "regrights/arena.h"

#define MUST(c, expr) do { \
	if (!(expr)) \
		fail_msg("%s: %s", #expr, case_file_words(c)); \
} while (0)

#define WRITERS	4
#define EACH	25

static int
setup(void **state)
{
	static struct case_file c;
	bool ok;

	case_file_new(&c);
	*state = &c;
	ok = case_file_open(&c, RR_STORE_CREATE) &&
	    case_file_append(&c, case_file_import(&c, 1, "acme", 2), NULL,
	    NULL);
	rr_store_close(c.store);
	c.store = NULL;
	return ok ? 0 : -1;
}

static int
teardown(void **state)
{
	case_file_free(*state);
	return 0;
}

/* Records each notice at the head that it has just read, as the program does. */
static int
writer(struct case_file *c, unsigned who)
{
	for (unsigned i = 0; i < EACH;) {
		struct rr_matter *m;
		size_t n;

		if (c->store == NULL && !case_file_open(c, RR_STORE_WRITE))
			return 1;
		if (!rr_store_matters(c->store, c->arena, &m, &n, c->diags))
			return 2;
		if (case_file_append(c, case_file_notice(c,
		    1000 * (who + 1) + i, "acme", m[0].head), NULL, NULL))
			i++;
		else if (!case_file_said(c, RR_E_STALE, NULL))
			return 3;
	}
	rr_store_close(c->store);
	return 0;
}

static void
test_writers(void **state)
{
	struct case_file *c = *state;
	pid_t pids[WRITERS];
	struct rr_fact *f;
	int64_t first, last;
	bool found;
	int status;
	size_t n;

	for (unsigned i = 0; i < WRITERS; i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (pids[i] == 0)
			_exit(writer(c, i));
	}
	for (unsigned i = 0; i < WRITERS; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	MUST(c, case_file_open(c, RR_STORE_WRITE));
	MUST(c, rr_store_verify(c->store, NULL, 0, c->diags));
	MUST(c, case_file_check(c));
	MUST(c, rr_store_facts(c->store, c->arena, "acme", 1, 0, &f, &n,
	    c->diags));
	assert_int_equal(n, WRITERS * EACH);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(f[i].seq, (int64_t)i + 2);
	for (unsigned i = 0; i < WRITERS; i++)
		for (unsigned j = 0; j < EACH; j++) {
			MUST(c, rr_store_outcome(c->store, case_file_batch(c,
			    1000 * (i + 1) + j, "acme", 0)->op, &found,
			    &first, &last, c->diags));
			assert_true(found && first == last);
		}
}

/* Four make the same new file at once: one matter, made once. */
static void
test_creators(void **state)
{
	struct case_file *c = *state;
	pid_t pids[WRITERS];
	struct rr_matter *m;
	int status;
	size_t n;

	assert_int_equal(unlink(c->path), 0);
	for (unsigned i = 0; i < WRITERS; i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (pids[i] == 0)
			_exit(!case_file_open(c, RR_STORE_CREATE) ||
			    !case_file_append(c, case_file_import(c, 7,
			    "acme", 2), NULL, NULL));
	}
	for (unsigned i = 0; i < WRITERS; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	MUST(c, case_file_open(c, RR_STORE_READ));
	MUST(c, rr_store_verify(c->store, NULL, 0, c->diags));
	MUST(c, rr_store_matters(c->store, c->arena, &m, &n, c->diags));
	assert_int_equal(n, 1);
	assert_int_equal(m[0].head, 1);
}

/*
 * Another holds the gate, and does not let go: writing waits its ten seconds
 * and then goes on, because the gate is only advice.
 */
static void
test_held_gate(void **state)
{
	struct case_file *c = *state;
	struct timespec from, to;
	int fd;

	fd = open(case_file_beside(c, "case.db.gate"), O_RDWR);
	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	MUST(c, case_file_open(c, RR_STORE_WRITE));
	clock_gettime(CLOCK_MONOTONIC, &from);
	MUST(c, case_file_append(c, case_file_notice(c, 2, "acme", 1), NULL,
	    NULL));
	clock_gettime(CLOCK_MONOTONIC, &to);
	assert_true(to.tv_sec - from.tv_sec >= 9);
	close(fd);
}

/* Another program holds SQLite's own lock: busy, and nothing is saved. */
static void
test_held_lock(void **state)
{
	struct case_file *c = *state;
	struct rr_batch *b;
	int64_t first, last;
	sqlite3 *db;
	bool found;
	int ready[2], status;
	char byte;
	pid_t pid;

	assert_int_equal(pipe(ready), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		if (sqlite3_open(c->path, &db) != SQLITE_OK ||
		    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) !=
		    SQLITE_OK || write(ready[1], "x", 1) != 1)
			_exit(1);
		pause();
		_exit(1);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	MUST(c, case_file_open(c, RR_STORE_WRITE));
	b = case_file_notice(c, 2, "acme", 1);
	assert_false(case_file_append(c, b, NULL, NULL));
	assert_true(case_file_said(c, RR_E_BUSY, "nothing was saved"));
	assert_int_equal(rr_diags_count(c->diags), 1);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	MUST(c, rr_store_outcome(c->store, b->op, &found, &first, &last,
	    c->diags));
	assert_false(found);
	MUST(c, case_file_append(c, b, NULL, NULL));
	close(ready[0]);
	close(ready[1]);
}

/* Between calls nothing is held: another can take every lock there is. */
static void
test_nothing_held(void **state)
{
	struct case_file *c = *state;
	struct rr_line *l;
	struct rr_fact *f;
	struct rr_docket_row *rows;
	size_t n;

	MUST(c, case_file_open(c, RR_STORE_WRITE));
	MUST(c, case_file_append(c, case_file_notice(c, 2, "acme", 1), NULL,
	    NULL));
	MUST(c, rr_store_journal(c->store, c->arena, NULL, 0, true, 1, &l, &n,
	    c->diags));
	MUST(c, rr_store_facts(c->store, c->arena, "acme", 0, 0, &f, &n,
	    c->diags));
	MUST(c, rr_store_docket(c->store, c->arena, NULL, true, NULL, 1,
	    &rows, &n, c->diags));
	MUST(c, case_file_check(c));
	MUST(c, rr_store_verify(c->store, NULL, 0, c->diags));
	for (int i = 0; i < 2; i++) {
		pid_t pid = fork();
		int status;

		assert_true(pid >= 0);
		if (pid == 0) {
			int fd = open(case_file_beside(c, "case.db.gate"),
			    O_RDWR);
			sqlite3 *db;

			_exit(flock(fd, LOCK_EX | LOCK_NB) != 0 ||
			    sqlite3_open(c->path, &db) != SQLITE_OK ||
			    sqlite3_exec(db, "BEGIN EXCLUSIVE; ROLLBACK",
			    NULL, NULL, NULL) != SQLITE_OK);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
		/* Once more after an attempt that failed. */
		assert_false(case_file_append(c, case_file_notice(c, 3,
		    "acme", 1), NULL, NULL));
	}
}

/* A signal that comes while writing is delivered after it. */
static volatile sig_atomic_t delivered;

static void
note(int sig)
{
	(void)sig;
	delivered++;
}

static void
test_signals_restored(void **state)
{
	struct case_file *c = *state;
	struct sigaction act, old;
	sigset_t now;

	memset(&act, 0, sizeof(act));
	act.sa_handler = note;
	sigemptyset(&act.sa_mask);
	sigaction(SIGTERM, &act, &old);
	MUST(c, case_file_open(c, RR_STORE_WRITE));
	for (unsigned i = 2; i < 6; i++) {
		/* The second attempt of each two fails: its head is stale. */
		case_file_append(c, case_file_notice(c, i, "acme",
		    i % 2 == 0 ? -1 : 1), NULL, NULL);
		sigprocmask(SIG_SETMASK, NULL, &now);
		assert_int_equal(sigismember(&now, SIGTERM), 0);
		assert_int_equal(sigismember(&now, SIGHUP), 0);
		raise(SIGTERM);
		assert_int_equal(delivered, i - 1);
	}
	sigaction(SIGTERM, &old, NULL);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(writers), TEST(creators), TEST(held_gate),
		TEST(held_lock), TEST(nothing_held), TEST(signals_restored)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
