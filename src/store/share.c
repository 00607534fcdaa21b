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
#include "regrights/quote.h"
#include "rights_int.h"
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

static bool
no_group(const char *group, struct rr_pos at, struct rr_diags *diags)
{
	return rr_diag(diags, RR_E_STORE, at, "there is no group '%s' on this "
	    "machine; `getent group` lists them", group);
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
		return no_group(group, at, diags);
	if (fchown(fd, (uid_t)-1, g->gr_gid) == 0 && fchmod(fd, RIGHTS) == 0)
		return true;
	return rr_diag(diags, RR_E_STORE, at, "it cannot be given to the "
	    "group '%s'; `id -Gn` lists those that you are in", group);
}

/* What of the two its owner still has to do. */
static void
add_sharing(const char *path, const struct stat *st, const struct group *g,
    struct rr_buf *b)
{
	const bool given = st->st_gid == g->gr_gid;

	if (!given) {
		rr_buf_printf(b, "`chgrp %s ", g->gr_name);
		rr_quote_word(path, b);
		rr_buf_addc(b, '`');
	}
	if ((st->st_mode & RIGHTS) == RIGHTS)
		return;
	rr_buf_printf(b, "%s`chmod ug+rw ", given ? "" : " and ");
	rr_quote_word(path, b);
	rr_buf_addc(b, '`');
}

bool
rr_share_is_with(const char *path, const char *group, struct rr_diags *diags)
{
	const struct rr_pos at = { path, 0, 0 };
	const struct group *g = getgrnam(group);
	struct rr_buf how = RR_BUF_INIT;
	struct stat st;

	if (g == NULL)
		return no_group(group, at, diags);
	if (stat(path, &st) != 0)
		return rr_diag(diags, RR_E_STORE, at, "%s", strerror(errno));
	add_sharing(path, &st, g, &how);
	if (how.len > 0)
		rr_diag(diags, RR_E_STORE, at, "it is there already; its owner "
		    "shares it with %s, without --group", how.s);
	rr_buf_free(&how);
	return st.st_gid == g->gr_gid && (st.st_mode & RIGHTS) == RIGHTS;
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

/* A number stands for itself where no account has a name for it. */
static const char *
user_name(struct rr_arena *arena, uid_t uid)
{
	const struct passwd *pw = getpwuid(uid);

	return pw != NULL ? rr_arena_strdup(arena, pw->pw_name) :
	    rr_arena_printf(arena, "%lu", (unsigned long)uid);
}

static const char *
group_name(struct rr_arena *arena, gid_t gid)
{
	const struct group *g = getgrgid(gid);

	return g != NULL ? rr_arena_strdup(arena, g->gr_name) :
	    rr_arena_printf(arena, "%lu", (unsigned long)gid);
}

static bool
look(struct rr_arena *arena, const char *path, struct rr_rights *r)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return false;
	*r = (struct rr_rights){ .path = path, .mode = st.st_mode,
	    .uid = st.st_uid, .gid = st.st_gid,
	    .owner = user_name(arena, st.st_uid),
	    .group = group_name(arena, st.st_gid) };
	return true;
}

static struct rr_rights_user
oneself(struct rr_arena *arena)
{
	int n = getgroups(0, NULL);
	gid_t *groups = rr_arena_array(arena, (size_t)(n < 0 ? 0 : n) + 1,
	    sizeof(*groups));
	struct rr_rights_user u = { .name = user_name(arena, geteuid()),
	    .uid = geteuid(), .groups = groups };

	n = n <= 0 ? 0 : getgroups(n, groups);
	u.n = n < 0 ? 0 : (size_t)n;
	groups[u.n++] = getegid();
	return u;
}

/* Why this may not be used; false when it may, or is not there. */
static bool
refuses(struct rr_arena *arena, const char *path, int need,
    const char *like, struct rr_buf *out)
{
	struct rr_rights_user u = oneself(arena);
	struct rr_rights r, of;
	bool shared;

	if (!look(arena, path, &r) || faccessat(AT_FDCWD, path, need,
	    AT_EACCESS) == 0)
		return false;
	shared = like != NULL && look(arena, like, &of);
	if (out->len > 0)
		rr_buf_add(out, "; ");
	rr_rights_text(&r, (unsigned)need, &u, shared ? &of : NULL, out);
	return true;
}

/* The nearest folder above that can be looked at, where PATH cannot. */
static bool
way_refuses(struct rr_arena *arena, const char *path, struct rr_buf *out)
{
	struct stat st;

	while (stat(path, &st) != 0 && errno == EACCES)
		path = folder_of(arena, path);
	return refuses(arena, path, X_OK, NULL, out);
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
	    "used by others; `chmod -t ", folder, name);
	rr_quote_word(folder, out);
	rr_buf_addc(out, '`');
	return true;
}

bool
rr_share_refuses(const char *path, const char *name, struct rr_buf *out)
{
	struct rr_arena *arena = rr_arena_new();
	bool found = refuses(arena, name, R_OK | W_OK, path, out);

	rr_arena_free(arena);
	return found;
}

bool
rr_share_refusal(const char *path, struct rr_buf *out)
{
	struct rr_arena *arena = rr_arena_new();
	const char *folder = folder_of(arena, path);
	const char *journal = rr_arena_printf(arena, "%s%s", path, beside[0]);
	struct stat st;
	/* A journal that is there is used again, and asks nothing of it. */
	int need = stat(journal, &st) == 0 ? X_OK : W_OK | X_OK;
	bool found = way_refuses(arena, folder, out);

	found = found || refuses(arena, folder, need, NULL, out);
	found |= refuses(arena, path, R_OK | W_OK, folder, out);
	found |= refuses(arena, journal, R_OK | W_OK, path, out);
	for (size_t i = 0; i < 2 && !found; i++) {
		const char *name = rr_arena_printf(arena, "%s%s", path,
		    beside[i]);

		found = refuses(arena, name, R_OK | W_OK, path, out) ||
		    is_sticky(folder, name, out);
	}
	rr_arena_free(arena);
	return found;
}
