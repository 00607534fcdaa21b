/*
 * plain.h: files that someone has named, opened only when they are plain ones.
 *
 * A pipe is waited on for ever, a device does what it likes when it is opened:
 * so what stands behind a name is looked at first, and opening waits for no
 * one.
 */
#ifndef REGRIGHTS_PLAIN_H
#define REGRIGHTS_PLAIN_H

#include <sys/stat.h>

/*
 * The descriptor of a plain file, for reading, and what it is (its size too);
 * links are followed.  -1 where there is none: WHY says what stands there
 * instead, or what to do, as a sentence without its capital.
 */
int		 rr_plain_open(const char *path, struct stat *,
		    const char **why);
/* "it is a pipe, not a file", by the mode; NULL for a plain file. */
const char	*rr_plain_not(mode_t);

#endif
