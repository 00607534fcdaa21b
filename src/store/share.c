/*
 * share.c: a case file that several share.
 *
 * The folder says who may: in one that hands its group on (setgid) and that
 * the group may write, the case file, its journal, its gate and its backups
 * are for the group, whatever the umask is; elsewhere they are for their owner
 * alone, unless a group is named when the case file is made.  The files beside
 * a case file follow its mode, and when something is refused, it is said which
 * file refuses and who can change it.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/plain.h"
#include "store_int.h"

#define RIGHTS	(S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP)

static const char *const beside[] = { "-journal", ".gate" };

static const char *
folder_of(struct rr_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? "." : rr_arena_strndup(arena, path,
	    slash == path ? 1 : (size_t)(slash - path));
}

mode_t
rr_share_mode(const char *path)
{
	struct rr_arena *arena = rr_arena_new();
	mode_t mode = S_IRUSR | S_IWUSR;
	struct stat st;

	if (stat(folder_of(arena, path), &st) == 0 &&
	    (st.st_mode & S_ISGID) != 0 && (st.st_mode & S_IWGRP) != 0)
		mode = RIGHTS;
	rr_arena_free(arena);
	return mode;
}

bool
rr_share_new(int fd, const char *path, const char *group,
    struct rr_diags *diags)
{
	const struct rr_pos at = { path, 0, 0 };
	const struct group *g = group != NULL ? getgrnam(group) : NULL;

	rr_plain_own_as_folder(fd, path);
	if (group == NULL)
		return fchmod(fd, rr_share_mode(path)) == 0 || errno == EPERM;
	if (g == NULL)
		return rr_diag(diags, RR_E_STORE, at, "there is no group '%s' "
		    "on this machine; `getent group` lists them", group);
	if (fchown(fd, (uid_t)-1, g->gr_gid) == 0 && fchmod(fd, RIGHTS) == 0)
		return true;
	return rr_diag(diags, RR_E_STORE, at, "it cannot be given to the "
	    "group '%s'; `id -Gn` lists those that you are in", group);
}

bool
rr_share_is_with(const char *path, const char *group, struct rr_diags *diags)
{
	const struct rr_pos at = { path, 0, 0 };
	const struct group *g = getgrnam(group);
	struct stat st;

	return g != NULL && stat(path, &st) == 0 && st.st_gid == g->gr_gid &&
	    (st.st_mode & RIGHTS) == RIGHTS ? true :
	    rr_diag(diags, RR_E_STORE, at, "it is there already; its owner "
	    "shares it with `chgrp %s` and `chmod 660`, without --group",
	    group);
}

/* Root leaves no file of its own among those of others, as SQLite does. */
void
rr_share_like(int fd, const struct stat *of)
{
	if (fchown(fd, geteuid() == 0 ? of->st_uid : (uid_t)-1,
	    of->st_gid) == 0 || errno == EPERM)
		fchmod(fd, of->st_mode & RIGHTS);
}

/* After a commit no memory may be asked for (record.c): none is. */
void
rr_share_align(const char *path)
{
	struct stat of, st;

	for (size_t i = 0; i < 2 && stat(path, &of) == 0; i++) {
		char name[PATH_MAX];
		int fd;

		if (snprintf(name, sizeof(name), "%s%s", path, beside[i]) >=
		    (int)sizeof(name) || lstat(name, &st) != 0 ||
		    !S_ISREG(st.st_mode) ||
		    st.st_nlink != 1 || (geteuid() != 0 &&
		    st.st_uid != geteuid()) || (st.st_gid == of.st_gid &&
		    (st.st_mode & 0777) == (of.st_mode & RIGHTS)))
			continue;
		fd = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
		    O_CLOEXEC);
		if (fd < 0)
			continue;
		rr_share_like(fd, &of);
		close(fd);
	}
}

static const char *
owner(struct rr_arena *arena, const struct stat *st)
{
	const struct passwd *pw = getpwuid(st->st_uid);

	return pw != NULL ? rr_arena_strdup(arena, pw->pw_name) :
	    rr_arena_printf(arena, "user %lu", (unsigned long)st->st_uid);
}

/* Why this file may not be used; false when it may, or is not there. */
static bool
refuses(struct rr_arena *arena, const char *name, int how,
    const char *remedy, struct rr_buf *out)
{
	struct stat st;

	if (stat(name, &st) != 0 || faccessat(AT_FDCWD, name, how,
	    AT_EACCESS) == 0)
		return false;
	rr_buf_printf(out, "%s is %s's, mode %04o, and refuses you; %s can "
	    "mend it: `chmod %s %s`", name, owner(arena, &st),
	    (unsigned)(st.st_mode & 07777), owner(arena, &st), remedy, name);
	return true;
}

/* Some systems let nobody open another's file in such a folder. */
static bool
is_sticky(const char *folder, const char *name, struct rr_buf *out)
{
	struct stat st, of;

	if (stat(folder, &st) != 0 || (st.st_mode & S_ISVTX) == 0 ||
	    stat(name, &of) != 0 || of.st_uid == geteuid())
		return false;
	rr_buf_printf(out, "%s has the sticky bit, under which %s cannot be "
	    "used by others; `chmod -t %s`", folder, name, folder);
	return true;
}

bool
rr_share_refusal(const char *path, struct rr_buf *out)
{
	struct rr_arena *arena = rr_arena_new();
	const char *folder = folder_of(arena, path);
	bool found = refuses(arena, folder, W_OK | X_OK, "g+rwxs", out) ||
	    refuses(arena, path, R_OK | W_OK, "660", out);

	for (size_t i = 0; i < 2 && !found; i++) {
		const char *name = rr_arena_printf(arena, "%s%s", path,
		    beside[i]);

		found = refuses(arena, name, R_OK | W_OK, "660", out) ||
		    is_sticky(folder, name, out);
	}
	rr_arena_free(arena);
	return found;
}
