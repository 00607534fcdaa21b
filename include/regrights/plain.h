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
/*
 * A file or folder that root has made gets the owner and group of what is at
 * PATH, so that a command under sudo leaves nothing that its owner could not
 * open afterwards.  Nothing for other users, whose files are theirs.
 */
void		 rr_plain_own(int fd, const char *path);
/* As the folder that NAME is in. */
void		 rr_plain_own_as_folder(int fd, const char *name);
/* "it is a pipe, not a file", by the mode; NULL for a plain file. */
const char	*rr_plain_not(mode_t);

#endif
