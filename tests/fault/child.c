/*
 * child.c: processes that a fault may end.
 */
#include "child.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

pid_t
child_start(void)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid < 0) {
		perror("fork");
		exit(2);
	}
	return pid;
}

pid_t
child_start_piped(int *end)
{
	int ends[2];
	pid_t pid;

	if (pipe(ends) != 0) {
		perror("pipe");
		exit(2);
	}
	pid = child_start();
	*end = ends[pid == 0 ? 1 : 0];
	close(ends[pid == 0 ? 0 : 1]);
	return pid;
}

int
child_wait(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		return CHILD_BROKEN;
	if (WIFSIGNALED(status))
		return WTERMSIG(status) == SIGKILL ? CHILD_KILLED :
		    CHILD_BROKEN;
	return WEXITSTATUS(status);
}
