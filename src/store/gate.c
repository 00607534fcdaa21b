/*
 * gate.c: writers wait in line.
 *
 * SQLite's own waiting is unfair: who has waited longest sleeps longest.  So
 * writers first take a lock on a file beside the case file, whose queue the
 * kernel keeps in order.  The gate is only advice: SQLite's lock decides as
 * always, so that whoever holds the gate and does not write keeps nobody from
 * the record.  Who holds it writes its number and the time into it.  One that
 * cannot be used is never passed by without a word.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/plain.h"
#include "store_int.h"

static void
wake(int sig)
{
	(void)sig;
}

static void
warn(const char *path, const char *name, int error, struct rr_diags *diags)
{
	const struct rr_pos at = { name, 0, 0 };
	struct rr_buf why = RR_BUF_INIT;

	if (error == ELOOP)
		rr_buf_add(&why, "it is a link; remove it");
	else if (error == EEXIST)
		rr_buf_add(&why, "it was not made by this program, and was not "
		    "changed; move it away");
	else if (error != EACCES || !rr_share_refuses(path, name, &why))
		rr_buf_add(&why, strerror(error));
	rr_diag(diags, RR_W_GATE, at, "%s; others may get in before you",
	    why.s);
	rr_buf_free(&why);
}

/* Where its folder takes no file, no journal is made either: that is told. */
static bool
is_told(const char *path, int made)
{
	struct rr_arena *arena = rr_arena_new();
	struct stat st;
	bool told = made == EACCES && stat(rr_arena_printf(arena,
	    "%s-journal", path), &st) != 0;

	rr_arena_free(arena);
	return told;
}

/* Empty, or what a holder wrote: two numbers and the end of a line. */
static bool
is_gate(int fd)
{
	char b[64] = "";
	ssize_t got = pread(fd, b, sizeof(b) - 1, 0);
	size_t n = strspn(b, "0123456789 ");

	return got >= 0 && (size_t)got == n + (b[n] == '\n');
}

/* What is nobody's gate is never written into. */
static int
open_present(const char *name)
{
	int fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0 || is_gate(fd))
		return fd;
	close(fd);
	errno = EEXIST;
	return -1;
}

static int
open_gate(const char *path, struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	const char *name = rr_arena_printf(arena, "%s.gate", path);
	struct stat st;
	int fd, made;

	fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
	    0600);
	made = errno;
	if (fd >= 0 && stat(path, &st) == 0)
		rr_share_like(fd, &st);
	if (fd >= 0)
		rr_plain_own(fd, path);
	if (fd < 0)
		fd = open_present(name);
	if (fd < 0 && errno != ENOENT)
		warn(path, name, errno, diags);
	else if (fd < 0 && !is_told(path, made))
		warn(path, name, made, diags);
	rr_arena_free(arena);
	return fd;
}

/*
 * Waits in the kernel's queue until an alarm ends the patience.  It rings
 * again, for the one that came before the wait had begun.
 */
static bool
wait_in_line(int fd)
{
	const struct itimerval patience = { { 1, 0 }, { 1, 0 } };
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

/* For those who wait: who it is, and since when. */
static void
write_holder(int fd)
{
	struct rr_buf b = RR_BUF_INIT;
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	rr_buf_printf(&b, "%lld %lld\n", (long long)getpid(),
	    (long long)now.tv_sec);
	if (ftruncate(fd, 0) == 0 && pwrite(fd, b.s, b.len, 0) < 0)
		errno = 0;
	rr_buf_free(&b);
}

bool
rr_gate_enter(struct rr_store *s, struct rr_diags *diags)
{
	if (s->gate >= 0)
		return true;
	if (s->line < 0)
		s->line = open_gate(s->path, diags);
	if (s->line < 0)
		return true;
	if (flock(s->line, LOCK_EX | LOCK_NB) != 0 && (s->impatient ||
	    !wait_in_line(s->line)))
		return false;
	s->gate = s->line;
	s->line = -1;
	write_holder(s->gate);
	return true;
}

void
rr_gate_leave(struct rr_store *s)
{
	if (s->line >= 0)
		close(s->line);
	s->line = -1;
	if (s->held)
		return;
	if (s->gate >= 0)
		close(s->gate);
	s->gate = -1;
}

void
rr_store_hold(struct rr_store *s, bool hold, struct rr_diags *diags)
{
	s->held = hold;
	if (hold)
		rr_gate_enter(s, diags);
	else
		rr_gate_leave(s);
}
