/*
 * plain.c: files that someone has named, opened only when they are plain ones.
 *
 * It is looked at twice: before it is opened, as opening alone can do
 * something, and behind, as another may stand there by then.
 */
#include "regrights/plain.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "regrights/buf.h"

const char *
rr_plain_not(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
		return NULL;
	case S_IFDIR:
		return "it is a folder, not a file";
	case S_IFIFO:
		return "it is a pipe, not a file; save what comes out of it "
		    "and name that";
	case S_IFSOCK:
		return "it is a socket, not a file";
	case S_IFLNK:
		return "it is a link, not a file; name the file itself";
	default:
		return "it is a device, not a file";
	}
}

static const char *
what_to_do(const char *path, int error)
{
	struct stat st;

	switch (error) {
	case ENOENT:
		return lstat(path, &st) == 0 && S_ISLNK(st.st_mode) ?
		    "it is a link to a file that is not there" :
		    "there is no such file; look at its name and folder";
	case ENOTDIR:
		return "there is no such file; a part of its path is no "
		    "folder";
	case ELOOP:
		return "it is a link that leads to itself";
	case EACCES:
	case EPERM:
		return lstat(path, &st) == 0 ?
		    "you may not read it; ask its owner" :
		    "you may not enter a folder that it is in; ask that "
		    "folder's owner";
	default:
		return "it cannot be opened";
	}
}

int
rr_plain_open(const char *path, struct stat *st, const char **why)
{
	int fd;

	if (stat(path, st) != 0) {
		*why = what_to_do(path, errno);
		return -1;
	}
	*why = rr_plain_not(st->st_mode);
	if (*why != NULL)
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0) {
		*why = what_to_do(path, errno);
		return -1;
	}
	if (fstat(fd, st) != 0)
		*why = "it cannot be opened";
	else
		*why = rr_plain_not(st->st_mode);
	if (*why == NULL)
		return fd;
	close(fd);
	return -1;
}

void
rr_plain_own(int fd, const char *path)
{
	struct stat st;

	/* A refusal leaves the file as it would be without this. */
	if (geteuid() == 0 && stat(path, &st) == 0 &&
	    fchown(fd, st.st_uid, st.st_gid) != 0)
		return;
}

void
rr_plain_own_as_folder(int fd, const char *name)
{
	const char *slash = strrchr(name, '/');
	struct rr_buf folder = RR_BUF_INIT;

	if (slash == NULL)
		rr_buf_add(&folder, ".");
	else
		rr_buf_addn(&folder, name, slash == name ? 1 :
		    (size_t)(slash - name));
	rr_plain_own(fd, folder.s);
	rr_buf_free(&folder);
}
