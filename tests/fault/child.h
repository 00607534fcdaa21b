/*
 * child.h: processes that a fault may end, for the programs of the fault tests.
 */
#ifndef TESTS_CHILD_H
#define TESTS_CHILD_H

#include <sys/types.h>

/* How one ended that did not exit: by the shim, or by something else. */
#define CHILD_KILLED	(-1)
#define CHILD_BROKEN	(-2)

/*
 * Forks, with nothing left to be written twice: 0 in the child.  Where that
 * cannot be done, it says so and ends the program.
 */
pid_t	 child_start(void);
/* The same with a pipe, which the child writes and its parent reads: END. */
pid_t	 child_start_piped(int *end);
/* Waits for it: its status, or one of the above. */
int	 child_wait(pid_t);

#endif
