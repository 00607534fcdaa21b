/*
 * file.c: the bytes of a file, pipe or device.
 *
 * The size of a file is looked at first: one that is too large is not read,
 * and one that is not has room made for it once.  At most one block more than
 * MAX bytes is read, whatever a file, pipe or device claims its size to be.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/load.h"

static const char *
what_to_do(int error)
{
	switch (error) {
	case ENOENT:
		return "there is no such file; look at its name and folder";
	case EACCES:
	case EPERM:
		return "you may not read it; ask its owner";
	case EISDIR:
		return "that is a folder";
	default:
		return "it could not be read to its end";
	}
}

/* Is it a file larger than that?  If not, *HINT is its size, or 0. */
static bool
too_large(int fd, size_t max, size_t *hint)
{
	struct stat st;

	*hint = 0;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0)
		return false;
	if ((uintmax_t)st.st_size > max)
		return true;
	*hint = (size_t)st.st_size;
	return false;
}

/* What can be read, in B, unless it is more than that; 0, or errno. */
static int
read_all(int fd, size_t max, struct rr_buf *b)
{
	char block[65536];
	ssize_t n = 1;

	while (b->len <= max && n != 0) {
		n = read(fd, block, sizeof(block));
		if (n < 0 && errno != EINTR)
			return errno;
		if (n > 0)
			rr_buf_addn(b, block, (size_t)n);
	}
	return 0;
}

bool
rr_load_file(struct rr_arena *arena, const char *path, size_t max,
    char **bytes, size_t *len, struct rr_diags *diags)
{
	const struct rr_pos at = { path, 0, 0 };
	struct rr_buf b = RR_BUF_INIT;
	bool large;
	size_t hint;
	int error;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return rr_diag(diags, RR_E_READ, at, "%s", what_to_do(errno));
	large = too_large(fd, max, &hint);
	rr_buf_reserve(&b, hint);
	error = large ? 0 : read_all(fd, max, &b);
	large |= b.len > max;
	close(fd);
	*len = b.len;
	*bytes = large || error != 0 ? NULL : rr_buf_keep(&b, arena);
	rr_buf_free(&b);
	if (error != 0)
		return rr_diag(diags, RR_E_READ, at, "%s", what_to_do(error));
	return !large ? true :
	    rr_diag(diags, RR_E_SIZE, at, "at most %zu bytes", max);
}
