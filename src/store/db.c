/*
 * db.c: the handle of a case file: opened safely, checked, begun, committed.
 *
 * Before SQLite sees the file its first bytes are read: a text file, another
 * program's database or one in WAL mode is refused and not touched.  Every
 * connection gets the rollback journal in TRUNCATE mode with synchronous
 * EXTRA, the one setting that loses no acknowledged commit, and reads both
 * back; the schema must be letter for letter the one of this program.
 *
 * No statement and no lock is open between two calls of the store.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "schema_int.h"
#include "store_int.h"

static struct rr_pos
place(const struct rr_store *s)
{
	struct rr_pos pos = { s->path, 0, 0 };

	return pos;
}

bool
rr_store_fail(struct rr_store *s, int rc, struct rr_diags *diags)
{
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return rr_diag(diags, RR_E_BUSY, place(s),
		    "wait a moment and try again; nothing was saved");
	case SQLITE_FULL:
		return rr_diag(diags, RR_E_FULL, place(s),
		    "make room on the disk and try again");
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return rr_diag(diags, RR_E_READONLY, place(s),
		    "ask who keeps the file for the right to write");
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return rr_diag(diags, RR_E_DAMAGED, place(s),
		    "restore the last backup; keep this file as it is");
	case SQLITE_CANTOPEN:
		return rr_diag(diags, RR_E_STORE, place(s),
		    "it cannot be opened; look at its folder and its rights");
	case SQLITE_IOERR:
		if ((rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_DIR_FSYNC))
			s->broken = true;
		return rr_diag(diags, RR_E_STORE, place(s),
		    "the disk did not do what was asked; nothing was saved");
	default:
		return rr_diag(diags, RR_E_STORE, place(s), "%s",
		    s->db != NULL ? sqlite3_errmsg(s->db) : "no memory");
	}
}

bool
rr_db_exec(struct rr_store *s, const char *sql, struct rr_diags *diags)
{
	int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? true : rr_store_fail(s, rc, diags);
}

/* File systems on which locks are not to be trusted. */
static bool
is_network(const char *path)
{
	static const unsigned long magics[] = { 0x6969 /* NFS */,
	    0xff534d42 /* CIFS */, 0xfe534d42 /* SMB2 */, 0x517b /* SMB */,
	    0x73757245 /* Coda */, 0x5346414f /* AFS */, 0x01021997 /* 9P */ };
	struct statfs fs;

	if (statfs(path, &fs) != 0)
		return false;
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (((unsigned long)fs.f_type & 0xffffffffUL) == magics[i])
			return true;
	return false;
}

/* Makes an empty file that only its owner reads, whatever the umask is. */
static bool
create_file(struct rr_store *s, struct rr_diags *diags)
{
	int fd = open(s->path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return true;
	if (fd < 0)
		return rr_diag(diags, RR_E_STORE, place(s),
		    "it cannot be made; look at its folder and its rights");
	fchmod(fd, 0600);
	close(fd);
	return true;
}

/* Looks at the file before SQLite does; it is closed again at once. */
static bool
check_file(struct rr_store *s, bool *empty, struct rr_diags *diags)
{
	unsigned char head[100];
	struct stat st;
	ssize_t n;
	int fd;

	if (lstat(s->path, &st) != 0)
		return rr_diag(diags, RR_E_NO_STORE, place(s),
		    "`regrights import FILE.yaml --apply` makes it");
	if (!S_ISREG(st.st_mode) || st.st_nlink != 1)
		return rr_diag(diags, RR_E_STORE, place(s),
		    "a link or a special file is not opened; name the file "
		    "itself");
	if (is_network(s->path))
		return rr_diag(diags, RR_E_STORE, place(s),
		    "it lies on a network drive, whose locks cannot be "
		    "trusted; move it to a disk of this machine");
	fd = open(s->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return rr_diag(diags, RR_E_STORE, place(s),
		    "you may not read it; ask its owner");
	n = read(fd, head, sizeof(head));
	close(fd);
	*empty = n == 0;
	if (*empty && s->mode == RR_STORE_CREATE)
		return true;
	if (n != (ssize_t)sizeof(head) ||
	    memcmp(head, "SQLite format 3", 16) != 0)
		return rr_diag(diags, RR_E_FOREIGN, place(s),
		    "it was not touched");
	if (head[18] == 2 || head[19] == 2)
		return rr_diag(diags, RR_E_FOREIGN, place(s),
		    "another program put it into WAL mode, which can lose "
		    "records here; it was not touched");
	return true;
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
	int64_t sync;

	for (size_t i = 0; i < sizeof(config) / sizeof(config[0]); i++)
		sqlite3_db_config(s->db, config[i].op, config[i].value, NULL);
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		sqlite3_limit(s->db, limits[i].id, limits[i].value);
	sqlite3_busy_timeout(s->db, 5000);
	if (!rr_db_exec(s, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
	    "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
	    "PRAGMA recursive_triggers=ON; PRAGMA journal_mode=TRUNCATE;"
	    "PRAGMA synchronous=EXTRA", diags))
		return false;
	if (!get_int(s, "PRAGMA synchronous", &sync, diags))
		return false;
	if (sync != 3)
		return rr_diag(diags, RR_E_STORE, place(s),
		    "the settings that keep records safe did not hold");
	return true;
}

static bool
make_schema(struct rr_store *s, struct rr_diags *diags)
{
	for (size_t i = 0; i < rr_schemas_n; i++)
		if (!rr_db_exec(s, (const char *)rr_schemas[i].sql, diags))
			return false;
	return true;
}

static bool
fingerprint(struct rr_store *s, uint8_t out[RR_HASH_LEN],
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_SCHEMA, diags);
	struct rr_buf b = RR_BUF_INIT;
	bool row = true;

	while (q != NULL && row) {
		if (!rr_stmt_next(s, q, &row, diags)) {
			rr_buf_free(&b);
			return false;
		}
		for (int i = 0; row && i < 4; i++) {
			rr_buf_addn(&b, sqlite3_column_text(q, i),
			    (size_t)sqlite3_column_bytes(q, i));
			rr_buf_addc(&b, '\0');
		}
	}
	rr_hash(b.s, b.len, out);
	rr_buf_free(&b);
	return q != NULL;
}

/* What the schema of this version looks like, made in memory. */
static bool
expected(uint8_t out[RR_HASH_LEN], struct rr_diags *diags)
{
	struct rr_store m;
	bool ok;

	memset(&m, 0, sizeof(m));
	ok = sqlite3_open(":memory:", &m.db) == SQLITE_OK &&
	    make_schema(&m, diags) && fingerprint(&m, out, diags);
	rr_db_disconnect(&m);
	return ok;
}

static bool
check_schema(struct rr_store *s, struct rr_diags *diags)
{
	uint8_t is[RR_HASH_LEN], must[RR_HASH_LEN];
	int64_t id, version;

	if (!get_int(s, "PRAGMA application_id", &id, diags) ||
	    !get_int(s, "PRAGMA user_version", &version, diags))
		return false;
	if (id != RR_APPLICATION_ID)
		return rr_diag(diags, RR_E_FOREIGN, place(s),
		    "it was not touched");
	if (version > (int64_t)rr_schemas_n)
		return rr_diag(diags, RR_E_NEWER, place(s),
		    "install the newer program; this one knows versions up to "
		    "%zu", rr_schemas_n);
	if (!expected(must, diags) || !fingerprint(s, is, diags))
		return false;
	if (memcmp(is, must, sizeof(is)) != 0)
		return rr_diag(diags, RR_E_FOREIGN, place(s),
		    "its tables are not those of this program; it was not "
		    "changed");
	return true;
}

static bool
initialise(struct rr_store *s, struct rr_diags *diags)
{
	struct rr_buf b = RR_BUF_INIT;
	bool unknown, ok;
	int64_t tables;

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
		return rr_db_commit(s, &unknown, diags);
	rr_db_rollback(s);
	return false;
}

bool
rr_db_connect(struct rr_store *s, struct rr_diags *diags)
{
	int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE |
	    SQLITE_OPEN_PRIVATECACHE | (s->mode == RR_STORE_READ ?
	    SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
	bool empty = false;
	char *real;
	int rc;

	if (s->mode == RR_STORE_CREATE && !create_file(s, diags))
		return false;
	if (!check_file(s, &empty, diags))
		return false;
	/* NOFOLLOW would refuse a link in the folder's path too. */
	real = realpath(s->path, NULL);
	rc = sqlite3_open_v2(real != NULL ? real : s->path, &s->db, flags,
	    NULL);
	rr_free(real);
	if (rc != SQLITE_OK)
		return rr_store_fail(s, rc, diags);
	sqlite3_extended_result_codes(s->db, 1);
	if (!apply_settings(s, diags))
		return false;
	if (empty && !initialise(s, diags))
		return false;
	return check_schema(s, diags);
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
		rr_db_disconnect(s);
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

bool
rr_db_commit(struct rr_store *s, bool *unknown, struct rr_diags *diags)
{
	int rc = SQLITE_BUSY;

	*unknown = false;
	for (int i = 0; i < 20 && rc == SQLITE_BUSY; i++)
		rc = sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
	if (rc == SQLITE_OK) {
		end_write(s);
		return true;
	}
	/* Still inside: nothing was committed.  Outside: nobody knows. */
	*unknown = sqlite3_get_autocommit(s->db) != 0;
	rr_store_fail(s, rc, diags);
	rr_db_rollback(s);
	return false;
}

void
rr_db_rollback(struct rr_store *s)
{
	if (s->db != NULL && sqlite3_get_autocommit(s->db) == 0)
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	end_write(s);
}
