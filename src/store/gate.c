/*
 * gate.c: writers wait in line.
 *
 * SQLite's own waiting is unfair: who has waited longest sleeps longest.  So
 * writers first take a lock on a file beside the case file, whose queue the
 * kernel keeps in order.  The gate is only advice: after ten seconds it is
 * passed without, so that a stopped holder cannot keep anyone from the record,
 * and SQLite's lock decides as always.  Whoever may write the case file may
 * open its gate.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/plain.h"
#include "store_int.h"

#define PATIENCE	10	/* seconds */

static void
wake(int sig)
{
	(void)sig;
}

static int
open_gate(const char *path)
{
	size_t n = strlen(path);
	char *name = rr_realloc(NULL, n + 6, 1);
	struct stat st;
	int fd;

	memcpy(name, path, n);
	memcpy(name + n, ".gate", 6);
	fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
	    0600);
	if (fd >= 0 && stat(path, &st) == 0)
		fchmod(fd, st.st_mode & 0666);
	if (fd >= 0)
		rr_plain_own(fd, path);
	if (fd < 0)
		fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	rr_free(name);
	return fd;
}

/*
 * Waits in the kernel's queue until an alarm ends the patience.  It rings
 * again, for the one that came before the wait had begun.
 */
static bool
wait_in_line(int fd)
{
	const struct itimerval patience = { { 1, 0 }, { PATIENCE, 0 } };
	struct itimerval before, off;
	struct sigaction act, old;
	bool got;

	memset(&act, 0, sizeof(act));
	memset(&off, 0, sizeof(off));
	act.sa_handler = wake;
	sigemptyset(&act.sa_mask);
	sigaction(SIGALRM, &act, &old);
	setitimer(ITIMER_REAL, &patience, &before);
	got = flock(fd, LOCK_EX) == 0;
	setitimer(ITIMER_REAL, &off, NULL);
	sigaction(SIGALRM, &old, NULL);
	setitimer(ITIMER_REAL, &before, NULL);
	return got;
}

void
rr_gate_enter(struct rr_store *s)
{
	int fd = open_gate(s->path);

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) != 0 && !wait_in_line(fd)) {
		close(fd);
		return;
	}
	s->gate = fd;
}

void
rr_gate_leave(struct rr_store *s)
{
	if (s->gate >= 0)
		close(s->gate);
	s->gate = -1;
}
