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
#include "regrights/vec.h"
#include "store_int.h"

#define MOST	(1024 * 1024)	/* bytes of a file of the kernel's */
#define PTS	136		/* the first major number of terminals */
#define READERS	3		/* that are named */

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
    const char *way, const char *file)
{
	return strcmp(word(arena, line, 1), kind) == 0 &&
	    strcmp(word(arena, line, 3), way) == 0 &&
	    strcmp(word(arena, line, 5), file) == 0;
}

static void
add_other(struct rr_arena *arena, struct rr_vec *pids, const char *text)
{
	int64_t pid;

	if (!rr_int_parse(text, 1, INT32_MAX, &pid) || pid == getpid())
		return;
	for (size_t i = 0; i < pids->n; i++)
		if (((int64_t *)pids->items)[i] == pid)
			return;
	*(int64_t *)rr_vec_add(arena, pids) = pid;
}

/* The other processes that hold a lock of a kind on a file, as is known. */
static void
others_of(struct rr_arena *arena, const char *path, const char *kind,
    const char *way, struct rr_vec *pids)
{
	struct rr_buf locks = RR_BUF_INIT;
	struct stat st;
	const char *file;

	pids->n = 0;
	if (stat(path, &st) != 0 || !slurp("/proc/locks", &locks)) {
		rr_buf_free(&locks);
		return;
	}
	file = rr_arena_printf(arena, "%02x:%02x:%lu", major(st.st_dev),
	    minor(st.st_dev), (unsigned long)st.st_ino);
	for (const char *p = locks.s; *p != '\0'; p += *p == '\n') {
		if (is_lock_on(arena, p, kind, way, file))
			add_other(arena, pids, word(arena, p, 4));
		p += strcspn(p, "\n");
	}
	rr_buf_free(&locks);
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

/* Of /proc/PID/stat what stands behind the name: state, … tty; NULL: gone. */
static const char *
state_of(struct rr_arena *arena, int64_t pid)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *rest = NULL;

	if (slurp(rr_arena_printf(arena, "/proc/%lld/stat", (long long)pid),
	    &b))
		rest = strrchr(b.s, ')');
	if (rest != NULL)
		rest = rr_arena_strdup(arena, rest + 1);
	rr_buf_free(&b);
	return rest;
}

static bool
is_stopped(struct rr_arena *arena, int64_t pid)
{
	const char *state = state_of(arena, pid);

	return state != NULL && (strcmp(word(arena, state, 0), "T") == 0 ||
	    strcmp(word(arena, state, 0), "t") == 0);
}

/* "on pts/3", "stopped". */
static void
add_state(struct rr_arena *arena, int64_t pid, struct rr_buf *out)
{
	const char *state = state_of(arena, pid);
	int64_t tty = 0;

	if (state != NULL && rr_int_parse(word(arena, state, 4), 1,
	    INT32_MAX, &tty) && (tty >> 8 & 0xff) == PTS)
		rr_buf_printf(out, ", on pts/%lld", (long long)(tty & 0xff));
	if (is_stopped(arena, pid))
		rr_buf_add(out, ", stopped");
}

/* "anna is reading (process 4711, on pts/3, stopped, since …)". */
static void
add_process(struct rr_arena *arena, int64_t pid, const char *does,
    int64_t since, struct rr_buf *out)
{
	if (out->len > 0)
		rr_buf_add(out, "; ");
	rr_buf_printf(out, "%s is %s (process %lld", owner(arena, pid), does,
	    (long long)pid);
	add_state(arena, pid, out);
	if (since > 0) {
		rr_buf_add(out, ", since ");
		rr_instant_text((rr_instant){ since }, out);
	}
	rr_buf_addc(out, ')');
}

static void
add_writer(struct rr_arena *arena, const char *path, struct rr_buf *out)
{
	const char *gate = rr_arena_printf(arena, "%s.gate", path);
	struct rr_vec pids = RR_VEC_INIT(int64_t);
	int64_t pid, wrote, since;

	written(arena, gate, &wrote, &since);
	others_of(arena, path, "POSIX", "WRITE", &pids);
	if (pids.n == 0)
		others_of(arena, gate, "FLOCK", "WRITE", &pids);
	pid = pids.n > 0 ? *(int64_t *)pids.items :
	    wrote != getpid() ? wrote : 0;
	if (pid != 0)
		add_process(arena, pid, "writing", pid == wrote ? since : 0,
		    out);
}

/*
 * Who reads keeps whoever writes from the end of it: they are told where
 * nobody else writes, and of the others those that do not go on by themselves.
 */
static void
add_readers(struct rr_arena *arena, const char *path, struct rr_buf *out)
{
	struct rr_vec pids = RR_VEC_INIT(int64_t);
	bool alone = out->len == 0;
	size_t told = 0;

	others_of(arena, path, "POSIX", "READ", &pids);
	for (size_t i = 0; i < pids.n && told < READERS; i++) {
		int64_t pid = ((int64_t *)pids.items)[i];

		if (!alone && !is_stopped(arena, pid))
			continue;
		add_process(arena, pid, "reading", 0, out);
		told++;
	}
	if (alone && pids.n > told)
		rr_buf_printf(out, "; %zu more are reading", pids.n - told);
}

void
rr_holder_words(const char *path, struct rr_buf *out)
{
	struct rr_arena *arena = rr_arena_new();

	add_writer(arena, path, out);
	add_readers(arena, path, out);
	if (out->len == 0)
		rr_buf_add(out, "another process is at work");
	rr_arena_free(arena);
}
