/*
 * left.c: what a writing that was cut off left in SQLite's journal.
 *
 * Read as SQLite reads it to take the writing back (its file format, "The
 * Rollback Journal"): the first image of each page counts, up to the first
 * record that is not whole.  The file is only read.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "left_int.h"

#define HEADER		28		/* bytes that say something */
#define SMALLEST	512		/* bytes of a journal */
#define TO_THE_END	0xffffffffU
#define LOCKED		0x40000000	/* the byte that SQLite locks */
#define MARK		12		/* bytes of magic and count */

static const unsigned char magic[] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1,
    0x63, 0xd7 };

uint32_t
rr_left_number(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static bool
is_power(uint32_t n, uint32_t least)
{
	return n >= least && n <= 65536 && (n & (n - 1)) == 0;
}

static bool
get(const struct rr_left *l, void *p, size_t n, int64_t at)
{
	return pread(l->fd, p, n, at) == (ssize_t)n;
}

/* The header at the next sector; the first one speaks for all. */
static bool
next_header(struct rr_left *l, bool first)
{
	unsigned char h[HEADER];
	int64_t at = first ? 0 : (l->at + l->sector - 1) / l->sector *
	    l->sector;

	if (at + (first ? SMALLEST : l->sector) > l->size ||
	    !get(l, h, sizeof(h), at) || memcmp(h, magic, sizeof(magic)) != 0)
		return false;
	if (first) {
		l->pages = rr_left_number(h + 16);
		l->sector = rr_left_number(h + 20);
		l->page = rr_left_number(h + 24);
		if (!is_power(l->sector, 32) || !is_power(l->page, 512))
			return false;
	}
	l->nonce = rr_left_number(h + 12);
	l->rest = rr_left_number(h + 8);
	l->at = at + l->sector;
	l->counted = l->rest != TO_THE_END;
	if (!l->counted)
		l->rest = l->at < l->size ? (uint32_t)((l->size - l->at) /
		    (l->page + 8)) : 0;
	/* Before a file is written its first page is kept. */
	l->torn |= first && l->counted && l->rest == 0 && l->pages > 0;
	return true;
}

static bool
is_whole(const struct rr_left *l, const unsigned char *page,
    const unsigned char *sum)
{
	uint32_t n = l->nonce;

	for (int64_t i = (int64_t)l->page - 200; i > 0; i -= 200)
		n += page[i];
	return n == rr_left_number(sum);
}

/*
 * Until what it keeps is on the disk, and once the writing has ended, a journal
 * begins with zeros: then the file was not written, or is not to be taken back.
 * Over them the magic and the count are written, in one.
 */
static enum rr_left_is
look_at_start(const struct rr_left *l)
{
	unsigned char h[MARK];
	size_t n = l->size < MARK ? (size_t)l->size : MARK, k = n;

	if (!get(l, h, n, 0))
		return RR_LEFT_ODD;
	while (k > 0 && h[k - 1] == '\0')
		k--;
	return k == 0 ? RR_LEFT_NOTHING : n == MARK && k < sizeof(magic) &&
	    memcmp(h, magic, k) == 0 ? RR_LEFT_BEGUN : RR_LEFT_ODD;
}

enum rr_left_is
rr_left_open(const char *path, struct rr_left *l)
{
	struct stat st;

	memset(l, 0, sizeof(*l));
	l->fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (l->fd < 0 || fstat(l->fd, &st) != 0 || !S_ISREG(st.st_mode))
		return RR_LEFT_NOTHING;
	l->size = st.st_size;
	return next_header(l, true) ? RR_LEFT_WRITING : look_at_start(l);
}

void
rr_left_close(struct rr_left *l)
{
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
}

static bool
read_record(struct rr_left *l, unsigned char *page, uint32_t *number)
{
	unsigned char n[4], sum[4];

	if (!get(l, n, sizeof(n), l->at) ||
	    !get(l, page, l->page, l->at + 4) ||
	    !get(l, sum, sizeof(sum), l->at + 4 + l->page))
		return false;
	l->at += (int64_t)l->page + 8;
	l->rest--;
	*number = rr_left_number(n);
	/* What the file did not have then is never kept. */
	return *number != 0 && *number != LOCKED / l->page + 1 &&
	    *number <= l->pages && is_whole(l, page, sum);
}

bool
rr_left_next(struct rr_left *l, unsigned char *page, uint32_t *number)
{
	while (l->rest == 0)
		if (!next_header(l, false))
			return false;
	if (read_record(l, page, number))
		return true;
	l->torn = l->counted;
	return false;
}
