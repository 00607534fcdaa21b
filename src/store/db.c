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

#define TRIES	3		/* at a COMMIT, a busy timeout each */

static struct rr_pos
place(const struct rr_store *s)
{
	struct rr_pos pos = { s->path, 0, 0 };

	return pos;
}

bool
rr_db_exec(struct rr_store *s, const char *sql, struct rr_diags *diags)
{
	int rc;

	if (!rr_db_alive(s, diags))
		return false;
	rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? true : rr_store_fail(s, rc, diags);
}

static bool
get_int(struct rr_store *s, const char *sql, int64_t *out,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		*out = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return rc == SQLITE_ROW ? true : rr_store_fail(s, rc, diags);
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
		if (!get_int(s, asked[i].sql, &is, diags))
			return false;
		if (is != asked[i].must)
			return rr_diag(diags, RR_E_STORE, place(s),
			    "the settings that keep records safe did not "
			    "hold");
	}
	return true;
}

static bool
apply_settings(struct rr_store *s, struct rr_diags *diags)
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
		sqlite3_db_config(s->db, config[i].op, config[i].value, NULL);
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		sqlite3_limit(s->db, limits[i].id, limits[i].value);
	sqlite3_busy_timeout(s->db, 5000);
	if (!rr_db_exec(s, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
	    "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
	    "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;"
	    "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA", diags))
		return false;
	return settings_held(s, diags);
}

static bool
make_schema(struct rr_store *s, struct rr_diags *diags)
{
	for (size_t i = 0; i < rr_schemas_n; i++)
		if (!rr_db_exec(s, (const char *)rr_schemas[i].sql, diags))
			return false;
	return true;
}

/* Is it a statement of the schema's files, letter for letter? */
static bool
is_ours(const char *start, const char *sql)
{
	size_t n = strlen(sql);

	if (strncmp(sql, start, strlen(start)) != 0)
		return false;
	for (size_t i = 0; i < rr_schemas_n; i++) {
		const char *text = (const char *)rr_schemas[i].sql;
		const char *found = strstr(text, sql);

		if (found != NULL && found[n] == ';' &&
		    (found == text || found[-1] == '\n'))
			return true;
	}
	return false;
}

/*
 * What ANALYZE leaves: how many rows there are, by which SQLite chooses its
 * way to them.  It holds nothing of the record, and its names are SQLite's.
 */
static bool
is_statistics(const char *sql)
{
	static const char *const tables[] = {
		"CREATE TABLE sqlite_stat1(tbl,idx,stat)",
		"CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (strcmp(sql, tables[i]) == 0)
			return true;
	return false;
}

static int64_t
count_ours(void)
{
	int64_t n = 0;

	for (size_t i = 0; i < rr_schemas_n; i++)
		for (const char *p = (const char *)rr_schemas[i].sql;
		    (p = strstr(p, "\nCREATE ")) != NULL; p++)
			n++;
	return n;
}

/*
 * Every object of the file is one of ours, and none is missing: SQLite lets no
 * two have one name, so as many of ours are all of ours.  Its own statistics
 * may stand beside them.
 */
static bool
same_schema(struct rr_store *s, bool *same, struct rr_diags *diags)
{
	static const char objects[] = "SELECT 'CREATE ' || upper(type) || "
	    "' ' || name || ' ', sql FROM sqlite_schema WHERE sql IS NOT NULL "
	    "OR name NOT LIKE 'sqlite_autoindex_%'";
	sqlite3_stmt *q = NULL;
	int64_t n = 0;
	int rc = sqlite3_prepare_v2(s->db, objects, -1, &q, NULL);

	*same = true;
	if (rc != SQLITE_OK)
		return rr_store_fail(s, rc, diags);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		const char *start = (const char *)sqlite3_column_text(q, 0);
		const char *sql = (const char *)sqlite3_column_text(q, 1);

		if (sql != NULL && is_statistics(sql))
			continue;
		n++;
		*same = *same && start != NULL && sql != NULL &&
		    is_ours(start, sql);
	}
	*same = *same && n == count_ours();
	sqlite3_finalize(q);
	return rc == SQLITE_DONE ? true : rr_store_fail(s, rc, diags);
}

/* SQLite takes the missing end of a last page for zeros. */
static bool
check_size(struct rr_store *s, struct rr_diags *diags)
{
	int64_t pages, size;
	struct stat st;

	if (!get_int(s, "PRAGMA page_count", &pages, diags) ||
	    !get_int(s, "PRAGMA page_size", &size, diags))
		return false;
	return stat(s->path, &st) == 0 && st.st_size >= pages * size ? true :
	    rr_store_fail(s, SQLITE_CORRUPT, diags);
}

static bool
check_schema(struct rr_store *s, struct rr_diags *diags)
{
	int64_t id, version;
	bool same;

	if (!get_int(s, "PRAGMA application_id", &id, diags) ||
	    !get_int(s, "PRAGMA user_version", &version, diags) ||
	    !rr_file_version(s, id, version, diags) ||
	    !same_schema(s, &same, diags))
		return false;
	if (version != (int64_t)rr_schemas_n || !same)
		return rr_diag(diags, RR_E_FOREIGN, place(s),
		    "its tables are not those of this program; it was not "
		    "changed");
	return true;
}

static bool
initialise(struct rr_store *s, struct rr_diags *diags)
{
	struct rr_buf b = RR_BUF_INIT;
	int64_t tables;
	bool ok;

	if (!rr_db_begin(s, diags))
		return false;
	/* Someone else may have made it while we waited. */
	ok = get_int(s, "SELECT count(*) FROM sqlite_schema", &tables, diags);
	rr_buf_printf(&b, "PRAGMA application_id=%d; PRAGMA user_version=%zu",
	    RR_APPLICATION_ID, rr_schemas_n);
	if (ok && tables == 0)
		ok = make_schema(s, diags) && rr_db_exec(s, b.s, diags);
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
	    SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_READWRITE;
	/* NOFOLLOW would refuse a link in the folder's path too. */
	char *real = realpath(s->path, NULL);
	int rc;

	rc = sqlite3_open_v2(real != NULL ? real : s->path, &s->db, flags,
	    NULL);
	rr_free(real);
	if (rc != SQLITE_OK)
		return rr_store_fail(s, rc, diags);
	sqlite3_extended_result_codes(s->db, 1);
	return apply_settings(s, diags);
}

static bool
connect_checked(struct rr_store *s, struct rr_diags *diags)
{
	int64_t pages;
	bool ok;

	if (s->mode == RR_STORE_CREATE && !rr_file_create(s, diags))
		return false;
	if (!rr_file_check(s, diags) || !open_handle(s, diags) ||
	    !get_int(s, "PRAGMA page_count", &pages, diags))
		return false;
	if (pages == 0 && s->mode != RR_STORE_CREATE)
		return rr_file_missing(s, diags);
	if (pages == 0 && !initialise(s, diags))
		return false;
	/* One read transaction, in which nobody can write the file. */
	if (!rr_db_exec(s, "BEGIN", diags))
		return false;
	ok = check_size(s, diags) && check_schema(s, diags);
	rr_db_rollback(s);
	return ok;
}

bool
rr_db_connect(struct rr_store *s, struct rr_diags *diags)
{
	if (connect_checked(s, diags))
		return true;
	rr_db_disconnect(s);
	return false;
}

bool
rr_db_alive(struct rr_store *s, struct rr_diags *diags)
{
	return s->db != NULL || rr_db_connect(s, diags);
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
}

bool
rr_store_open(const char *path, enum rr_store_mode mode,
    struct rr_store **out, struct rr_diags *diags)
{
	struct rr_store *s = rr_realloc(NULL, 1, sizeof(*s));
	size_t n = strlen(path) + 1;

	memset(s, 0, sizeof(*s));
	s->path = rr_realloc(NULL, n, 1);
	memcpy(s->path, path, n);
	s->mode = mode;
	s->gate = -1;
	if (!rr_db_connect(s, diags)) {
		rr_free(s->path);
		rr_free(s);
		return false;
	}
	*out = s;
	return true;
}

void
rr_store_close(struct rr_store *s)
{
	if (s == NULL)
		return;
	rr_db_rollback(s);
	rr_db_disconnect(s);
	rr_free(s->path);
	rr_free(s);
}

static void
end_write(struct rr_store *s)
{
	rr_gate_leave(s);
	if (s->writing)
		sigprocmask(SIG_SETMASK, &s->signals, NULL);
	s->writing = false;
}

bool
rr_db_begin(struct rr_store *s, struct rr_diags *diags)
{
	sigset_t block;
	int rc;

	if (s->mode == RR_STORE_READ)
		return rr_store_fail(s, SQLITE_READONLY, diags);
	if (s->broken)
		return rr_diag(diags, RR_E_STORE, place(s),
		    "the disk failed before; close the program and look at "
		    "the disk");
	if (!rr_db_alive(s, diags))
		return false;
	rr_gate_enter(s);
	sigemptyset(&block);
	sigaddset(&block, SIGHUP);
	sigaddset(&block, SIGINT);
	sigaddset(&block, SIGTERM);
	sigaddset(&block, SIGTSTP);
	sigprocmask(SIG_BLOCK, &block, &s->signals);
	s->writing = true;
	rc = sqlite3_exec(s->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		return true;
	end_write(s);
	return rr_store_fail(s, rc, diags);
}

int
rr_db_try_commit(struct rr_store *s)
{
	int rc = SQLITE_BUSY;

	/* Each try waits for readers as long as the busy timeout lets it. */
	for (int i = 0; i < TRIES && (rc & 0xff) == SQLITE_BUSY; i++)
		rc = sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
	rr_note_sync(s, rc);
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
