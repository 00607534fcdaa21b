/*
 * file.c: the case file before SQLite sees it.
 *
 * A new file is made empty, for its owner alone.  One that is there is looked
 * at, not touched: a link, a special file, a network drive, a text file,
 * another program's database, a newer one, or one in WAL mode is refused.  The
 * file is closed again before a connection exists, because closing it later
 * would drop the locks of the process.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/plain.h"
#include "left_int.h"
#include "schema_int.h"

#define HEAD	100		/* bytes of a database's header */

static struct rr_pos
place(const struct rr_store *s)
{
	struct rr_pos pos = { s->path, 0, 0 };

	return pos;
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

bool
rr_file_moved(const struct rr_store *s)
{
	struct stat st;

	return stat(s->path, &st) != 0 || st.st_dev != s->dev ||
	    st.st_ino != s->ino;
}

/* Is a copy, or a journal that is not empty, waiting for a file? */
static bool
is_waited_for(const struct rr_store *s, const char *ending)
{
	struct rr_buf name = RR_BUF_INIT;
	struct stat st;
	bool is;

	rr_buf_printf(&name, "%s%s", s->path, ending);
	is = lstat(name.s, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0;
	rr_buf_free(&name);
	return is && lstat(s->path, &st) != 0 && errno == ENOENT;
}

/* What was left by a restore that was cut off, or by who moved the file. */
static bool
check_left(struct rr_store *s, struct rr_diags *diags)
{
	if (is_waited_for(s, RR_RESTORE_PART))
		return rr_diag(diags, RR_E_STORE, place(s),
		    "a restore is at work, or was cut off: then do it again, "
		    "`regrights restore FILE --apply`; what stood here is kept "
		    "beside it as set-aside");
	if (is_waited_for(s, "-journal"))
		return rr_diag(diags, RR_E_STORE, place(s),
		    "it is not there, but the journal of a writing that was "
		    "cut off is; put the two together again, or restore a "
		    "backup with `regrights restore FILE`");
	return true;
}

bool
rr_file_is_beside(const char *path, enum rr_code code,
    struct rr_diags *diags)
{
	static const char *const endings[] = { "-journal", "-wal", "-shm",
	    ".gate", RR_RESTORE_PART };
	const size_t len = strlen(path);
	bool is = false;

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		struct rr_buf of = RR_BUF_INIT;
		size_t n = strlen(endings[i]);
		struct stat st;

		if (len > n && strcmp(path + len - n, endings[i]) == 0)
			rr_buf_addn(&of, path, len - n);
		if (of.len > 0 && lstat(of.s, &st) == 0) {
			rr_diag(diags, code, (struct rr_pos){ path, 0, 0 },
			    "of this name is what belongs to '%s', and is "
			    "emptied or deleted with it; choose another name",
			    of.s);
			is = true;
		}
		rr_buf_free(&of);
	}
	return is;
}

/* Makes an empty file, whatever the umask is: its folder says who may. */
bool
rr_file_create(struct rr_store *s, struct rr_diags *diags)
{
	struct stat st;
	bool ok;
	int fd;

	if (!check_left(s, diags) || (lstat(s->path, &st) != 0 &&
	    rr_file_is_beside(s->path, RR_E_STORE, diags)))
		return false;
	fd = open(s->path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return s->making.group == NULL || s->identity.made.sec != 0 ||
		    rr_share_is_with(s->path, s->making.group, diags);
	if (fd < 0 && errno == EACCES)
		return rr_store_fail(s, SQLITE_CANTOPEN, diags);
	if (fd < 0)
		return rr_diag(diags, RR_E_STORE, place(s),
		    "it cannot be made; look at its folder and its rights");
	ok = rr_share_new(fd, s->path, s->making.group, diags);
	if (!ok)
		unlink(s->path);
	close(fd);
	return ok;
}

bool
rr_file_missing(struct rr_store *s, struct rr_diags *diags)
{
	if (s->untouched)
		return rr_diag(diags, RR_E_NO_STORE, place(s),
		    "no such file is there, or nothing is in it; look at its "
		    "name and folder");
	return check_left(s, diags) && rr_diag(diags, RR_E_NO_STORE, place(s),
	    "`regrights import FILE.yaml --apply` makes it");
}

static int64_t
big_endian(const unsigned char *p)
{
	return (int64_t)p[0] << 24 | (int64_t)p[1] << 16 |
	    (int64_t)p[2] << 8 | p[3];
}

bool
rr_file_version(struct rr_store *s, int64_t id, int64_t version,
    struct rr_diags *diags)
{
	if (id != RR_APPLICATION_ID)
		return rr_diag(diags, RR_E_FOREIGN, place(s),
		    "it was not touched");
	if (version > (int64_t)rr_schemas_n)
		return rr_diag(diags, RR_E_NEWER, place(s),
		    "install the newer program; this one knows versions up to "
		    "%zu", rr_schemas_n);
	return true;
}

static bool
has_journal(const struct rr_store *s)
{
	struct rr_arena *arena = rr_arena_new();
	bool is = access(rr_arena_printf(arena, "%s-journal", s->path),
	    F_OK) == 0;

	rr_arena_free(arena);
	return is;
}

/* The first bytes: the format, who reads and writes it, whose it is. */
static bool
check_head(struct rr_store *s, const unsigned char *head, size_t n,
    struct rr_diags *diags)
{
	/* A creation that was cut off: SQLite takes it back, or refuses. */
	if (n == HEAD && head[0] == '\0' && s->mode == RR_STORE_CREATE)
		return true;
	if (n == HEAD && head[0] == '\0' && has_journal(s))
		return rr_file_missing(s, diags);
	if (n != HEAD || memcmp(head, "SQLite format 3", 16) != 0)
		return rr_diag(diags, RR_E_FOREIGN, place(s),
		    "it was not touched");
	if (!rr_file_version(s, big_endian(head + 68), big_endian(head + 60),
	    diags))
		return false;
	return head[18] != 2 && head[19] != 2 ? true : rr_diag(diags,
	    RR_E_FOREIGN, place(s), "another program put it into WAL mode, "
	    "which can lose records here; it was not touched; close that "
	    "program, then give it back its own mode: sqlite3 FILE \"pragma "
	    "journal_mode=delete\"");
}

/* It had pages once, as its journal says: that it is so is told (fits.c). */
static bool
is_emptied(const struct rr_store *s)
{
	struct rr_buf name = RR_BUF_INIT;
	struct rr_left l;
	bool is;

	rr_buf_printf(&name, "%s-journal", s->path);
	is = rr_left_open(name.s, &l) == RR_LEFT_WRITING && l.pages > 0;
	rr_left_close(&l);
	rr_buf_free(&name);
	return is;
}

/* SQLite opens these by their names, and would wait on a pipe for ever. */
static bool
is_plain_beside(struct rr_store *s, const char *ending,
    struct rr_diags *diags)
{
	struct rr_buf name = RR_BUF_INIT;
	const char *what;
	struct stat st;

	rr_buf_printf(&name, "%s%s", s->path, ending);
	what = lstat(name.s, &st) != 0 ? NULL : rr_plain_not(st.st_mode);
	/* What is to be done about a file that someone named is behind it. */
	if (what != NULL)
		rr_diag(diags, RR_E_STORE, place(s), "'%s' stands beside it, "
		    "and %.*s; nothing was opened; move it away", name.s,
		    (int)strcspn(what, ";"), what);
	rr_buf_free(&name);
	return what == NULL;
}

/* Looks at the file before SQLite does; it is closed again at once. */
bool
rr_file_check(struct rr_store *s, struct rr_diags *diags)
{
	static const char *const beside[] = { "-journal", "-wal", "-shm" };
	unsigned char head[HEAD];
	struct stat st;
	ssize_t n;
	int fd;

	if (lstat(s->path, &st) != 0 && errno == ENOENT)
		return rr_file_missing(s, diags);
	if (lstat(s->path, &st) != 0)
		return rr_store_fail(s, SQLITE_CANTOPEN, diags);
	if (!S_ISREG(st.st_mode))
		return rr_diag(diags, RR_E_STORE, place(s), "%s",
		    rr_plain_not(st.st_mode));
	/* Looked at, it may lie among snapshots or on a drive of the office. */
	if (!s->untouched && st.st_nlink != 1)
		return rr_diag(diags, RR_E_STORE, place(s),
		    "it has a second name (a hard link), under which SQLite "
		    "would not find its journal; remove that name");
	for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++)
		if (!is_plain_beside(s, beside[i], diags))
			return false;
	if (!s->untouched && is_network(s->path))
		return rr_diag(diags, RR_E_STORE, place(s),
		    "it lies on a network drive, whose locks cannot be "
		    "trusted; move it to a disk of this machine");
	fd = open(s->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return rr_store_fail(s, SQLITE_CANTOPEN, diags);
	n = read(fd, head, sizeof(head));
	close(fd);
	if (n < 0)
		return rr_store_fail(s, SQLITE_IOERR_READ, diags);
	if (n == 0)
		return s->mode == RR_STORE_CREATE || is_emptied(s) ||
		    rr_file_missing(s, diags);
	return check_head(s, head, (size_t)n, diags);
}
