/*
 * db.c: the handle of a case file: opened safely, checked, begun, committed.
 *
 * Every connection gets the rollback journal in TRUNCATE mode with synchronous
 * EXTRA, the one setting that loses no acknowledged commit, and what keeps a
 * hostile file harmless; all of it is read back.  The schema must be letter
 * for letter the one of this program.
 *
 * No statement and no lock is open between two calls of the store.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "schema_int.h"
#include "store_int.h"

#define PATIENCE	10	/* seconds in line */

static struct rr_pos
place(const struct rr_store *s)
{
	struct rr_pos pos = { s->path, 0, 0 };

	return pos;
}

bool
rr_db_exec(struct rr_store *s, const char *sql, struct rr_diags *diags)
{
	return rr_db_alive(s, diags) && rr_sql_exec(s, sql, diags);
}

/* A pragma that is not obeyed says nothing: so ask. */
static bool
settings_held(struct rr_store *s, struct rr_diags *diags)
{
	static const struct { const char *sql; int64_t must; } asked[] = {
		{ "SELECT journal_mode = 'truncate' FROM pragma_journal_mode",
		    1 },
		{ "PRAGMA synchronous", 3 },
		{ "PRAGMA foreign_keys", 1 },
		{ "PRAGMA recursive_triggers", 1 },
		{ "PRAGMA secure_delete", 1 }
	};
	int64_t is;

	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		if (!rr_sql_int(s, asked[i].sql, &is, diags))
			return false;
		if (is != asked[i].must)
			return rr_diag(diags, RR_E_STORE, place(s),
			    "the settings that keep records safe did not "
			    "hold");
	}
	return true;
}

/* What keeps a hostile file harmless. */
static void
guard(sqlite3 *db)
{
	static const struct { int op, value; } config[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 }
	};
	static const struct { int id, value; } limits[] = {
		{ SQLITE_LIMIT_LENGTH, 96 * 1024 * 1024 },
		{ SQLITE_LIMIT_SQL_LENGTH, 65536 },
		{ SQLITE_LIMIT_COLUMN, 64 },
		{ SQLITE_LIMIT_EXPR_DEPTH, 50 },
		{ SQLITE_LIMIT_COMPOUND_SELECT, 8 },
		{ SQLITE_LIMIT_ATTACHED, 0 },
		{ SQLITE_LIMIT_TRIGGER_DEPTH, 8 },
		{ SQLITE_LIMIT_VARIABLE_NUMBER, 64 },
		{ SQLITE_LIMIT_WORKER_THREADS, 0 }
	};

	for (size_t i = 0; i < sizeof(config) / sizeof(config[0]); i++)
		sqlite3_db_config(db, config[i].op, config[i].value, NULL);
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		sqlite3_limit(db, limits[i].id, limits[i].value);
}

static bool
apply_settings(struct rr_store *s, struct rr_diags *diags)
{
	guard(s->db);
	rr_wait_install(s);
	if (!rr_db_exec(s, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
	    "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
	    "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;"
	    "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA", diags))
		return false;
	return settings_held(s, diags);
}

bool
rr_db_initialise(struct rr_store *s, struct rr_diags *diags)
{
	struct rr_buf b = RR_BUF_INIT;
	int64_t tables;
	bool ok;

	if (!rr_db_begin(s, diags))
		return false;
	/* Someone else may have made it while we waited. */
	ok = rr_sql_int(s, "SELECT count(*) FROM sqlite_schema", &tables,
	    diags);
	rr_buf_printf(&b, "PRAGMA application_id=%d; PRAGMA user_version=%zu",
	    RR_APPLICATION_ID, rr_schemas_n);
	if (ok && tables == 0)
		ok = rr_schema_make(s, diags) && rr_db_exec(s, b.s, diags) &&
		    rr_identity_write(s, diags);
	rr_buf_free(&b);
	if (ok)
		return rr_db_commit(s, diags);
	rr_db_rollback(s);
	return false;
}

/*
 * A reader opens for writing too, where it may: to take back what a writer
 * that was killed left half done falls to whoever comes next.
 */
static bool
open_handle(struct rr_store *s, struct rr_diags *diags)
{
	const int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE |
	    SQLITE_OPEN_PRIVATECACHE | (s->untouched ?
	    SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
	/* NOFOLLOW would refuse a link in the folder's path too. */
	char *real = realpath(s->path, NULL);
	int rc;

	rc = rr_vfs_open(s, real != NULL ? real : s->path, flags);
	rr_free(real);
	if (rc != SQLITE_OK)
		return rr_store_fail(s, rc, diags);
	sqlite3_extended_result_codes(s->db, 1);
	return apply_settings(s, diags);
}

bool
rr_db_memory(struct rr_store *s, struct rr_diags *diags)
{
	int rc = sqlite3_open_v2(":memory:", &s->db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY |
	    SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE, NULL);

	if (rc != SQLITE_OK)
		return rr_store_fail(s, rc, diags);
	guard(s->db);
	return true;
}

static void
note_file(struct rr_store *s)
{
	struct stat st;

	if (stat(s->path, &st) == 0) {
		s->dev = st.st_dev;
		s->ino = st.st_ino;
	}
}

static bool
connect_checked(struct rr_store *s, struct rr_diags *diags)
{
	int64_t pages;
	bool ok;

	if (s->mode == RR_STORE_CREATE && !rr_file_create(s, diags))
		return false;
	if (!rr_file_check(s, diags))
		return false;
	note_file(s);
	if (s->mode != RR_STORE_READ)
		rr_share_align(s->path);
	if (!open_handle(s, diags) ||
	    !rr_sql_int(s, "PRAGMA page_count", &pages, diags))
		return false;
	if (pages == 0 && s->mode != RR_STORE_CREATE)
		return rr_file_missing(s, diags);
	if (pages == 0 && !rr_db_initialise(s, diags))
		return false;
	/* One read transaction, in which nobody can write the file. */
	if (!rr_db_exec(s, "BEGIN", diags))
		return false;
	ok = rr_schema_size(s, diags) && rr_schema_check(s, diags) &&
	    rr_identity_read(s, diags);
	rr_db_rollback(s);
	return ok;
}

bool
rr_db_connect(struct rr_store *s, struct rr_diags *diags)
{
	if (connect_checked(s, diags)) {
		s->turn++;
		return true;
	}
	rr_db_disconnect(s);
	return false;
}

/*
 * Opens what stands at the path now: a backup that was restored, but never
 * another case file.
 */
static bool
follow(struct rr_store *s, struct rr_diags *diags)
{
	struct rr_identity was = s->identity;

	rr_db_disconnect(s);
	if (!rr_db_connect(s, diags))
		return false;
	if (was.made.sec == 0 ||
	    memcmp(was.id, s->identity.id, sizeof(was.id)) == 0)
		return true;
	rr_db_disconnect(s);
	s->identity = was;
	return rr_diag(diags, RR_E_STORE, place(s),
	    "another case file was put in its place; close the program and "
	    "look which is meant");
}

bool
rr_db_alive(struct rr_store *s, struct rr_diags *diags)
{
	/* What was in memory is gone with its handle. */
	if (s->stage != NULL && s->db == NULL)
		return rr_store_fail(s, SQLITE_NOMEM, diags);
	return s->db != NULL || follow(s, diags);
}

/* A newer program may have taken it over since it was opened. */
static bool
is_version_known(struct rr_store *s, struct rr_diags *diags)
{
	int64_t id, version;

	return rr_sql_int(s, "PRAGMA application_id", &id, diags) &&
	    rr_sql_int(s, "PRAGMA user_version", &version, diags) &&
	    rr_file_version(s, id, version, diags);
}

bool
rr_db_here(struct rr_store *s, struct rr_diags *diags)
{
	if (s->stage != NULL || s->db == NULL)
		return rr_db_alive(s, diags);
	if (sqlite3_get_autocommit(s->db) == 0)
		return true;
	return rr_file_moved(s) ? follow(s, diags) :
	    is_version_known(s, diags);
}

void
rr_db_disconnect(struct rr_store *s)
{
	for (int i = 0; i < RR_STMT_MAX; i++) {
		sqlite3_finalize(s->stmts[i]);
		s->stmts[i] = NULL;
	}
	sqlite3_close(s->db);
	s->db = NULL;
	s->file = NULL;
}

static void
end_write(struct rr_store *s)
{
	rr_gate_leave(s);
	if (s->writing)
		sigprocmask(SIG_SETMASK, &s->signals, NULL);
	s->writing = false;
}

static bool
busy(struct rr_store *s, struct rr_diags *diags)
{
	return s->given_up ? rr_diag(diags, RR_E_BUSY, place(s),
	    "you did not want to wait; nothing was saved") :
	    rr_store_fail(s, SQLITE_BUSY, diags);
}

/*
 * In line behind the others.  Whoever is in front and does not write keeps
 * nobody: each second SQLite's own lock is tried, too.
 */
static bool
begin_in_line(struct rr_store *s, int *rc, struct rr_diags *diags)
{
	static const char begin[] = "BEGIN IMMEDIATE";
	bool impatient = s->impatient;

	for (int i = 0; !rr_gate_enter(s, diags); i++) {
		s->impatient = true;
		*rc = sqlite3_exec(s->db, begin, NULL, NULL, NULL);
		s->impatient = impatient;
		if (*rc == SQLITE_OK)
			return true;
		if (impatient || i == PATIENCE || !rr_wait_tell(s))
			return false;
	}
	*rc = sqlite3_exec(s->db, begin, NULL, NULL, NULL);
	return *rc == SQLITE_OK;
}

/* While it is made it has no identity yet. */
static bool
here_to_begin(struct rr_store *s, struct rr_diags *diags)
{
	return s->identity.made.sec == 0 ? rr_db_alive(s, diags) :
	    rr_db_here(s, diags);
}

static bool
moved_since(struct rr_store *s)
{
	if (s->identity.made.sec == 0 || !rr_file_moved(s))
		return false;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return true;
}

bool
rr_db_begin(struct rr_store *s, struct rr_diags *diags)
{
	sigset_t block;
	int rc = SQLITE_BUSY;

	if (s->stage != NULL)
		return rr_db_exec(s, "BEGIN", diags);
	if (s->mode == RR_STORE_READ)
		return rr_store_fail(s, SQLITE_READONLY, diags);
	if (s->broken)
		return rr_diag(diags, RR_E_STORE, place(s),
		    "the disk failed before; close the program and look at "
		    "the disk");
	s->given_up = false;
	/* Nobody can put another file in its place after that. */
	do {
		end_write(s);
		if (!here_to_begin(s, diags))
			return false;
		if (!begin_in_line(s, &rc, diags)) {
			end_write(s);
			return (rc & 0xff) == SQLITE_BUSY ? busy(s, diags) :
			    rr_store_fail(s, rc, diags);
		}
	} while (moved_since(s));
	if (s->identity.made.sec != 0 && !is_version_known(s, diags)) {
		rr_db_rollback(s);
		return false;
	}
	sigemptyset(&block);
	sigaddset(&block, SIGHUP);
	sigaddset(&block, SIGINT);
	sigaddset(&block, SIGTERM);
	sigaddset(&block, SIGTSTP);
	sigprocmask(SIG_BLOCK, &block, &s->signals);
	s->writing = true;
	return true;
}

int
rr_db_try_commit(struct rr_store *s)
{
	int rc = sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);

	rr_note_sync(s, rc);
	/* SQLite gives a journal that it makes the group of the process. */
	rr_share_align(s->path);
	rr_db_rollback(s);
	return rc;
}

bool
rr_db_commit(struct rr_store *s, struct rr_diags *diags)
{
	int rc = rr_db_try_commit(s);

	return rc == SQLITE_OK ? true : rr_store_fail(s, rc, diags);
}

void
rr_db_rollback(struct rr_store *s)
{
	if (s->db != NULL && sqlite3_get_autocommit(s->db) == 0)
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	end_write(s);
}
