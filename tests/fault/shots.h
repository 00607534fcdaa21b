/*
 * shots.h: what a process leaves if it ends at an operation, without ending it.
 *
 * Its folder's case file, copies of that and what lies beside them are copied
 * as they are then: a process that was killed there leaves the same bytes, so
 * that one run shows what hundreds would.
 */
#ifndef TESTS_SHOTS_H
#define TESTS_SHOTS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * In the process: the folder of the shot at operation N, made and filled into
 * PATH.  Standard output, where that is a file, is noted as it is.
 */
void	 shot_take(const char *dir, long n, char *path, size_t size);
/*
 * Behind its end: puts a shot in the place of what is in DIR, and removes it;
 * SAID (NULL: not asked): how many bytes standard output had.  False: there is
 * none of that operation.
 */
bool	 shot_put(const char *dir, long n, long *said);

#endif
