/*
 * What a connection to a case file will not do, asked of the connection
 * itself; what is on the disk when a backup has been acknowledged; and what
 * holds while an entry is written.
 */
#define _DEFAULT_SOURCE	/* syscall() */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "case_file.h"
#include "regrights/arena.h"
#include "store/store_int.h"

/* The file whose name is asked for, and its folder. */
static const char *wanted;
static ino_t folder_of_wanted;
static bool name_synced;

/* The gate, of which it is asked at each sync whether it is held. */
static const char *gate;
static int syncs_held, syncs_free;

static void
look_at_gate(void)
{
	int fd = gate != NULL ? open(gate, O_RDWR | O_CLOEXEC) : -1;

	if (gate == NULL)
		return;
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
		syncs_free++;
	else
		syncs_held++;
	close(fd);
}

/* These two in the place of the C library's, for the program and SQLite. */
int
fdatasync(int fd)
{
	look_at_gate();
	return (int)syscall(SYS_fdatasync, fd);
}

int
fsync(int fd)
{
	struct stat st;

	look_at_gate();
	if (wanted != NULL && fstat(fd, &st) == 0 &&
	    st.st_ino == folder_of_wanted && access(wanted, F_OK) == 0)
		name_synced = true;
	return (int)syscall(SYS_fdatasync, fd);
}

static int
setup(void **state)
{
	static struct case_file c;

	case_file_new(&c);
	*state = &c;
	return case_file_open(&c, RR_STORE_CREATE) && case_file_append(&c,
	    case_file_import(&c, 1, "acme", 3), NULL, NULL) ? 0 : -1;
}

static int
teardown(void **state)
{
	case_file_free(*state);
	return 0;
}

/* The first error that these words meet; "" when none does. */
static const char *
error_of(struct case_file *c, const char *sql)
{
	char *said = NULL;
	const char *kept = "";

	if (sqlite3_exec(c->store->db, sql, NULL, NULL, &said) != SQLITE_OK)
		kept = rr_arena_strdup(c->arena, said != NULL ? said : "?");
	sqlite3_free(said);
	return kept;
}

static void
test_a_connection_does_not_write_its_schema(void **state)
{
	struct case_file *c = *state;

	assert_string_not_equal("", error_of(c, "PRAGMA writable_schema = ON;"
	    "UPDATE sqlite_schema SET sql = sql WHERE name = 'journal'"));
}

static void
test_a_connection_cannot_do_without_its_journal(void **state)
{
	struct case_file *c = *state;
	sqlite3_stmt *q;

	error_of(c, "PRAGMA journal_mode = OFF");
	assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(c->store->db,
	    "SELECT journal_mode FROM pragma_journal_mode", -1, &q, NULL));
	assert_int_equal(SQLITE_ROW, sqlite3_step(q));
	assert_string_equal("truncate",
	    (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
}

static void
test_a_connection_reads_no_view(void **state)
{
	struct case_file *c = *state;

	assert_string_equal("", error_of(c, "CREATE VIEW seen AS SELECT 1"));
	assert_non_null(strstr(error_of(c, "SELECT * FROM seen"),
	    "prohibited"));
}

static void
test_a_connection_takes_no_string_for_a_column(void **state)
{
	struct case_file *c = *state;

	assert_non_null(strstr(error_of(c,
	    "SELECT * FROM journal WHERE who = \"anybody\""),
	    "no such column"));
}

static void
test_a_connection_attaches_no_file_and_loads_no_code(void **state)
{
	struct case_file *c = *state;

	assert_non_null(strstr(error_of(c, "ATTACH ':memory:' AS other"),
	    "too many attached databases"));
	assert_string_not_equal("", error_of(c,
	    "SELECT load_extension('nothing')"));
}

static void
test_no_value_is_larger_than_a_file_may_be(void **state)
{
	struct case_file *c = *state;

	assert_non_null(strstr(error_of(c, "SELECT zeroblob(100700000)"),
	    "too big"));
}

static void
test_what_is_overwritten_in_the_file_is_overwritten(void **state)
{
	struct case_file *c = *state;
	sqlite3_stmt *q;

	assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(c->store->db,
	    "PRAGMA secure_delete", -1, &q, NULL));
	assert_int_equal(SQLITE_ROW, sqlite3_step(q));
	assert_int_equal(1, sqlite3_column_int(q, 0));
	sqlite3_finalize(q);
}

/* Its name is on the disk, not only in memory, before it is said to be made. */
static void
test_the_folder_of_a_backup_is_synced(void **state)
{
	struct case_file *c = *state;
	const char *folder = case_file_beside(c, "backups");
	const char *path = case_file_beside(c, "backups/copy.db");
	struct stat st;

	assert_int_equal(0, mkdir(folder, 0700));
	assert_int_equal(0, stat(folder, &st));
	folder_of_wanted = st.st_ino;
	wanted = path;
	assert_true(rr_store_backup(c->store, path, &case_file_replay,
	    c->diags));
	wanted = NULL;
	assert_true(name_synced);
	unlink(path);
	rmdir(folder);
}

/* Who is first in line stays so until all of it is on the disk. */
static void
test_the_gate_is_held_until_the_commit_is_done(void **state)
{
	struct case_file *c = *state;

	gate = case_file_beside(c, "case.db.gate");
	assert_true(case_file_append(c, case_file_notice(c, 2, "acme", 1),
	    NULL, NULL));
	gate = NULL;
	assert_true(syncs_held > 0);
	assert_int_equal(0, syncs_free);
}

/* A hand in the connection stores another name than the one given. */
static void
test_an_entry_that_reads_otherwise_is_not_saved(void **state)
{
	struct case_file *c = *state;
	uint8_t hash[RR_HASH_LEN];
	int64_t head;

	assert_string_equal("", error_of(c, "DROP TRIGGER journal_update;"
	    "CREATE TEMP TRIGGER hand AFTER INSERT ON main.journal BEGIN "
	    "UPDATE journal SET who = 'paul' WHERE seq = NEW.seq; END"));
	assert_false(case_file_append(c, case_file_notice(c, 2, "acme", 1),
	    NULL, NULL));
	assert_true(case_file_said(c, RR_E_CHAIN, "did not read back"));
	rr_diags_clear(c->diags);
	assert_true(rr_store_head(c->store, &head, hash, c->diags));
	assert_int_equal(1, head);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    test_a_connection_does_not_write_its_schema, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(
		    test_a_connection_cannot_do_without_its_journal, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(
		    test_a_connection_reads_no_view, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_a_connection_takes_no_string_for_a_column, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(
		    test_a_connection_attaches_no_file_and_loads_no_code,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_no_value_is_larger_than_a_file_may_be, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(
		    test_what_is_overwritten_in_the_file_is_overwritten,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_the_folder_of_a_backup_is_synced, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_the_gate_is_held_until_the_commit_is_done, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(
		    test_an_entry_that_reads_otherwise_is_not_saved, setup,
		    teardown)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
