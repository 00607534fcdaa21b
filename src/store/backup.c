/*
 * backup.c: a verified copy of the case file.
 *
 * Copied in one step under the gate to a file beside the wanted one that only
 * its owner reads, opened again, its chain walked and its tables held against
 * it, and only then given its name; a file that is there already is never
 * overwritten.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/plain.h"
#include "store_int.h"

#define PATIENCE	10	/* seconds in line; then it is read anyhow */

static bool
not_made(const char *path, int error, struct rr_diags *diags)
{
	struct rr_buf which = RR_BUF_INIT;
	bool found = error == EACCES && rr_share_refusal(path, &which);

	rr_diag(diags, RR_E_WRITE, (struct rr_pos){ path, 0, 0 }, "%s",
	    found ? which.s : "it cannot be made; look at the folder and its "
	    "rights");
	rr_buf_free(&which);
	return false;
}

bool
rr_copy_to(struct rr_store *s, const char *path, bool *made,
    struct rr_diags *diags)
{
	const struct rr_pos at = { path, 0, 0 };
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0600);
	sqlite3_backup *b = NULL;
	sqlite3 *to = NULL;
	bool done = false;
	int rc;

	*made = fd >= 0;
	if (fd < 0 && errno == EEXIST)
		return rr_diag(diags, RR_E_WRITE, at,
		    "it is left from a copy that was cut off, or another "
		    "is at work; remove it when none is");
	if (fd < 0)
		return not_made(path, errno, diags);
	fchmod(fd, rr_share_mode(path));
	rr_plain_own_as_folder(fd, path);
	close(fd);
	rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE, NULL);
	if (rc == SQLITE_OK)
		b = sqlite3_backup_init(to, "main", s->db, "main");
	if (b != NULL) {
		done = sqlite3_backup_step(b, -1) == SQLITE_DONE;
		sqlite3_backup_finish(b);
	}
	sqlite3_close(to);
	if (done)
		return true;
	return rr_diag(diags, RR_E_WRITE, at,
	    "the copy was not finished; is there room on the disk?");
}

bool
rr_copy_verify(const char *path, const struct rr_replay *replay,
    struct rr_diags *diags)
{
	struct rr_store *copy;
	bool ok;

	if (!rr_store_open(path, RR_STORE_READ, &copy, diags))
		return false;
	ok = rr_store_verify(copy, NULL, 0, diags) &&
	    rr_store_rebuild(copy, replay, true, diags);
	rr_store_close(copy);
	return ok;
}

void
rr_sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct rr_arena *arena = rr_arena_new();
	const char *folder = slash == NULL ? "." : rr_arena_strndup(arena,
	    path, slash == path ? 1 : (size_t)(slash - path));
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	rr_arena_free(arena);
}

/* A link fails where a rename would overwrite; not every disk has links. */
static bool
give_name(const char *temp, const char *path)
{
	struct stat st;

	if (link(temp, path) == 0)
		return true;
	return errno != EEXIST && lstat(path, &st) != 0 && errno == ENOENT &&
	    rename(temp, path) == 0;
}

bool
rr_store_backup(struct rr_store *s, const char *path,
    const struct rr_replay *replay, struct rr_diags *diags)
{
	const struct rr_pos at = { path, 0, 0 };
	struct rr_arena *arena = rr_arena_new();
	const char *temp = rr_arena_printf(arena, "%s.part", path);
	bool made = false, ok;

	if (rr_file_is_beside(path, RR_E_WRITE, diags) ||
	    !rr_db_alive(s, diags)) {
		rr_arena_free(arena);
		return false;
	}
	s->given_up = false;
	for (int i = 0; i < PATIENCE && !rr_gate_enter(s, diags); i++)
		if (!rr_wait_tell(s))
			break;
	ok = !s->given_up ? rr_copy_to(s, temp, &made, diags) :
	    rr_diag(diags, RR_E_BUSY, at, "you did not want to wait; no copy "
	    "was made");
	rr_gate_leave(s);
	ok = ok && rr_copy_verify(temp, replay, diags);
	if (ok && !give_name(temp, path))
		ok = rr_diag(diags, RR_E_WRITE, at,
		    "a file of that name is there, or cannot be made");
	if (made)
		unlink(temp);
	if (ok)
		rr_sync_folder(path);
	rr_arena_free(arena);
	return ok;
}
