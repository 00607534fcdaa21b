/*
 * file.c: the bytes of a file.
 *
 * Its size is looked at first: one that is too large is not read, and one that
 * is not has room made for it once.  At most one block more than MAX bytes is
 * read, whatever the file claims its size to be.
 */
#include <errno.h>
#include <stdint.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/load.h"
#include "regrights/plain.h"

/* What can be read, in B, unless it is more than that; false: not all of it. */
static bool
read_all(int fd, size_t max, struct rr_buf *b)
{
	char block[65536];
	ssize_t n = 1;

	while (b->len <= max && n != 0) {
		n = read(fd, block, sizeof(block));
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			rr_buf_addn(b, block, (size_t)n);
	}
	return true;
}

bool
rr_load_file(struct rr_arena *arena, const char *path, size_t max,
    char **bytes, size_t *len, struct rr_diags *diags)
{
	const struct rr_pos at = { path, 0, 0 };
	struct rr_buf b = RR_BUF_INIT;
	bool large, whole = true;
	const char *why;
	struct stat st;
	int fd = rr_plain_open(path, &st, &why);

	if (fd < 0)
		return rr_diag(diags, RR_E_READ, at, "%s", why);
	large = st.st_size > 0 && (uintmax_t)st.st_size > max;
	if (!large) {
		rr_buf_reserve(&b, st.st_size > 0 ? (size_t)st.st_size : 0);
		whole = read_all(fd, max, &b);
	}
	large |= b.len > max;
	close(fd);
	*len = b.len;
	*bytes = large || !whole ? NULL : rr_buf_keep(&b, arena);
	rr_buf_free(&b);
	if (!whole)
		return rr_diag(diags, RR_E_READ, at,
		    "it could not be read to its end");
	return !large ? true :
	    rr_diag(diags, RR_E_SIZE, at, "at most %zu bytes", max);
}
