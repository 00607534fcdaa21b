/*
 * power.h: what a disk holds when the power goes.
 *
 * For each file it keeps what was synced last and what was written since.  A
 * loss puts back what was synced, with some of the later writes or none: a
 * drive keeps them in any order, and half of one.
 */
#ifndef TESTS_POWER_H
#define TESTS_POWER_H

#include <stdbool.h>
#include <stddef.h>

/* A file was opened: NEW when its name was made by that and is not synced. */
void	 power_open(const char *path, bool new);
void	 power_write(const char *path, const void *, size_t n, size_t from);
void	 power_truncate(const char *path, size_t size);
/* All that was written to it is on the disk, its name too. */
void	 power_sync(const char *path);
/* Its name went; SYNCED: on the disk as well. */
void	 power_delete(const char *path, bool synced);
/*
 * What the disk holds after a loss at this moment, into a folder under the
 * files' names; NULL: the files themselves, from here on.  SEED 0 keeps nothing
 * that was not synced.
 */
void	 power_cut(unsigned seed, const char *into);

#endif
