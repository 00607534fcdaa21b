/*
 * holder.c: who keeps a case file from the others.
 *
 * The kernel says which process holds the gate's lock, or SQLite's, and whose
 * it is; nobody can make it say another.  Since when, the holder has written
 * into the gate.  Where the kernel does not tell, what stands in the gate is
 * all that is known.
 */
#include <fcntl.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "store_int.h"

#define MOST	(1024 * 1024)	/* bytes of a file of the kernel's */
#define PTS	136		/* the first major number of terminals */

static bool
slurp(const char *path, struct rr_buf *b)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	char part[4096];
	ssize_t n;

	if (fd < 0)
		return false;
	while (b->len < MOST && (n = read(fd, part, sizeof(part))) > 0)
		rr_buf_addn(b, part, (size_t)n);
	close(fd);
	return b->len > 0;
}

/* The N-th word of a line, counted from 0. */
static const char *
word(struct rr_arena *arena, const char *line, size_t n)
{
	line += strspn(line, " ");
	for (; n > 0; n--) {
		line += strcspn(line, " \n");
		line += strspn(line, " ");
	}
	return rr_arena_strndup(arena, line, strcspn(line, " \n"));
}

/* A line of /proc/locks that says who holds (not awaits) a lock on it. */
static bool
is_lock_on(struct rr_arena *arena, const char *line, const char *kind,
    const char *file)
{
	return strcmp(word(arena, line, 1), kind) == 0 &&
	    strcmp(word(arena, line, 3), "WRITE") == 0 &&
	    strcmp(word(arena, line, 5), file) == 0;
}

/* The process that holds a lock of a kind on a file; 0: not known. */
static int64_t
holder_of(struct rr_arena *arena, const char *path, const char *kind)
{
	struct rr_buf locks = RR_BUF_INIT;
	struct stat st;
	const char *file, *p;
	int64_t pid = 0;

	if (stat(path, &st) != 0 || !slurp("/proc/locks", &locks)) {
		rr_buf_free(&locks);
		return 0;
	}
	file = rr_arena_printf(arena, "%02x:%02x:%lu", major(st.st_dev),
	    minor(st.st_dev), (unsigned long)st.st_ino);
	for (p = locks.s; *p != '\0' && pid == 0; p += *p == '\n') {
		if (is_lock_on(arena, p, kind, file) && !rr_int_parse(
		    word(arena, p, 4), 1, INT32_MAX, &pid))
			pid = 0;
		p += strcspn(p, "\n");
	}
	rr_buf_free(&locks);
	return pid;
}

/* What the holder wrote into the gate: its number, and since when. */
static void
written(struct rr_arena *arena, const char *gate, int64_t *pid,
    int64_t *since)
{
	struct rr_buf b = RR_BUF_INIT;

	*pid = *since = 0;
	if (slurp(gate, &b) && (!rr_int_parse(word(arena, b.s, 0), 1,
	    INT32_MAX, pid) || !rr_int_parse(word(arena, b.s, 1), 1,
	    (int64_t)1 << 40, since)))
		*pid = *since = 0;
	rr_buf_free(&b);
}

static const char *
owner(struct rr_arena *arena, int64_t pid)
{
	const char *folder = rr_arena_printf(arena, "/proc/%lld",
	    (long long)pid);
	const struct passwd *pw;
	struct stat st;

	if (stat(folder, &st) != 0)
		return "someone";
	pw = getpwuid(st.st_uid);
	return pw != NULL ? rr_arena_strdup(arena, pw->pw_name) :
	    rr_arena_printf(arena, "user %lu", (unsigned long)st.st_uid);
}

/* "on pts/3", "stopped": after the name in brackets stand state, … tty. */
static void
add_state(struct rr_arena *arena, int64_t pid, struct rr_buf *out)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *rest = NULL;
	int64_t tty = 0;

	if (slurp(rr_arena_printf(arena, "/proc/%lld/stat", (long long)pid),
	    &b))
		rest = strrchr(b.s, ')');
	if (rest != NULL && rr_int_parse(word(arena, rest + 1, 4), 1,
	    INT32_MAX, &tty) && (tty >> 8 & 0xff) == PTS)
		rr_buf_printf(out, ", on pts/%lld", (long long)(tty & 0xff));
	if (rest != NULL && (strcmp(word(arena, rest + 1, 0), "T") == 0 ||
	    strcmp(word(arena, rest + 1, 0), "t") == 0))
		rr_buf_add(out, ", stopped");
	rr_buf_free(&b);
}

void
rr_holder_words(const char *path, struct rr_buf *out)
{
	struct rr_arena *arena = rr_arena_new();
	const char *gate = rr_arena_printf(arena, "%s.gate", path);
	int64_t pid = holder_of(arena, path, "POSIX"), wrote, since;

	written(arena, gate, &wrote, &since);
	if (pid == 0)
		pid = holder_of(arena, gate, "FLOCK");
	if (pid == 0)
		pid = wrote;
	if (pid == 0)
		rr_buf_add(out, "another process is at work");
	else {
		rr_buf_printf(out, "%s is writing (process %lld",
		    owner(arena, pid), (long long)pid);
		add_state(arena, pid, out);
		if (pid == wrote && since > 0) {
			rr_buf_add(out, ", since ");
			rr_instant_text((rr_instant){ since }, out);
		}
		rr_buf_addc(out, ')');
	}
	rr_arena_free(arena);
}
