/*
 * file.c: the bytes of a file, pipe or device.
 *
 * At most MAX + 1 bytes are read, whatever the file claims its size to be.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
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

bool
rr_load_file(struct rr_arena *arena, const char *path, size_t max,
    char **bytes, size_t *len, struct rr_diags *diags)
{
	const struct rr_pos at = { path, 0, 0 };
	struct rr_buf b = RR_BUF_INIT;
	char block[65536];
	ssize_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return rr_diag(diags, RR_E_READ, at, "%s", what_to_do(errno));
	while (b.len <= max) {
		n = read(fd, block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		rr_buf_addn(&b, block, (size_t)n);
	}
	if (n < 0)
		rr_diag(diags, RR_E_READ, at, "%s", what_to_do(errno));
	else if (b.len > max)
		rr_diag(diags, RR_E_SIZE, at, "at most %zu bytes", max);
	close(fd);
	*len = b.len;
	if (n < 0 || b.len > max) {
		rr_buf_free(&b);
		return false;
	}
	*bytes = rr_buf_keep(&b, arena);
	return true;
}
