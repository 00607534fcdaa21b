/*
 * power.c: what a disk holds when the power goes.
 */
#include "power.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES	16
#define SECTOR	512

/* A write, or without bytes a new size. */
struct change {
	struct change	*next;
	unsigned char	*bytes;
	size_t		 n, at;
};

struct disk {
	char		 path[512];
	unsigned char	*synced;
	size_t		 n;
	bool		 was_there;	/* its name is on the disk */
	struct change	*first, **last;
};

static struct disk disks[FILES];
static size_t ndisks;

static void *
must(void *p)
{
	if (p == NULL)
		abort();
	return p;
}

static struct disk *
find(const char *path)
{
	for (size_t i = 0; i < ndisks; i++)
		if (strcmp(disks[i].path, path) == 0)
			return &disks[i];
	return NULL;
}

static void
forget(struct disk *d)
{
	while (d->first != NULL) {
		struct change *c = d->first;

		d->first = c->next;
		free(c->bytes);
		free(c);
	}
	d->last = &d->first;
}

/* As the file reads now. */
static void
take(struct disk *d)
{
	FILE *f = fopen(d->path, "rb");
	long n = 0;

	free(d->synced);
	d->synced = NULL;
	d->n = 0;
	if (f == NULL)
		return;
	if (fseek(f, 0, SEEK_END) == 0)
		n = ftell(f);
	rewind(f);
	d->synced = must(malloc((size_t)n + 1));
	d->n = fread(d->synced, 1, (size_t)n, f);
	fclose(f);
}

void
power_open(const char *path, bool new)
{
	struct disk *d = find(path);

	if (d != NULL)
		return;
	if (ndisks == FILES || strlen(path) >= sizeof(d->path))
		abort();
	d = &disks[ndisks++];
	strcpy(d->path, path);
	d->last = &d->first;
	d->was_there = !new;
	take(d);
}

static void
add(const char *path, const void *bytes, size_t n, size_t at)
{
	struct disk *d = find(path);
	struct change *c;

	if (d == NULL)
		return;
	c = must(calloc(1, sizeof(*c)));
	c->n = n;
	c->at = at;
	if (bytes != NULL) {
		c->bytes = must(malloc(n + 1));
		memcpy(c->bytes, bytes, n);
	}
	*d->last = c;
	d->last = &c->next;
}

void
power_write(const char *path, const void *bytes, size_t n, size_t from)
{
	add(path, bytes, n, from);
}

void
power_truncate(const char *path, size_t size)
{
	add(path, NULL, 0, size);
}

void
power_sync(const char *path)
{
	struct disk *d = find(path);

	if (d == NULL)
		return;
	take(d);
	d->was_there = true;
	forget(d);
}

void
power_delete(const char *path, bool synced)
{
	struct disk *d = find(path);

	if (d == NULL || !synced)
		return;
	forget(d);
	free(d->synced);
	d->synced = NULL;
	d->n = 0;
	d->was_there = false;
}

/* 0 to MOST - 1, the same for the same seed. */
static unsigned
draw(unsigned *seed, unsigned most)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 16) % most;
}

static void
apply(struct disk *d, const struct change *c, size_t n)
{
	size_t size = c->bytes != NULL ? c->at + n : c->at;

	if (c->bytes == NULL || size > d->n) {
		d->synced = must(realloc(d->synced, size + 1));
		if (size > d->n)
			memset(d->synced + d->n, 0, size - d->n);
		d->n = size;
	}
	if (c->bytes != NULL)
		memcpy(d->synced + c->at, c->bytes, n);
}

static void
put(const struct disk *d, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, d->synced, d->n) != (ssize_t)d->n)
		abort();
	close(fd);
}

/* What stays of a file; its name too, or not. */
static bool
lose(struct disk *d, unsigned *seed)
{
	bool any = d->was_there;

	for (const struct change *c = d->first; *seed != 0 && c != NULL;
	    c = c->next) {
		size_t n = c->n;

		if (draw(seed, 2) == 0)
			continue;
		if (n > SECTOR && draw(seed, 4) == 0)
			n = SECTOR;
		apply(d, c, n);
		any = true;
	}
	return any;
}

void
power_cut(unsigned seed, const char *into)
{
	for (size_t i = 0; i < ndisks; i++) {
		struct disk left = disks[i];
		char path[sizeof(left.path) * 2];

		left.synced = must(malloc(left.n + 1));
		if (left.n > 0)
			memcpy(left.synced, disks[i].synced, left.n);
		snprintf(path, sizeof(path), "%s%s", into != NULL ? into : "",
		    into != NULL ? strrchr(left.path, '/') : left.path);
		if (lose(&left, &seed))
			put(&left, path);
		else
			unlink(path);
		free(left.synced);
	}
}
