/*
 * starved.c: there is no more memory once something was recorded.
 *
 *	starved [SCENARIO …]
 *	starved --list
 *
 * A child records an entry, by a command or by a line typed in the panes, and
 * from the n-th request after the commit on it gets no memory; n goes on until
 * it ends well, the first ones one by one.  Then what is on record must have
 * been told: in the panes behind what brings back the terminal's own lines,
 * where it stays.
 */
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "child.h"
#include "cli/main_int.h"
#include "faults.h"

#define READY	"\033[?2004h"
#define BACK	"\033[?1049l"
#define RECORD	"event record neo \"comments received\" --at 2000-05-30"
#define MOST	(1 << 20)
#define ONE_BY_ONE	40

/* Of the child: entries before, and requests since more were committed. */
static long entries, asked, fatal;
static bool committed;

void	*__real_malloc(size_t);
void	*__real_calloc(size_t, size_t);
void	*__real_realloc(void *, size_t);
int	 __real_sqlite3_exec(sqlite3 *, const char *,
	    int (*)(void *, int, char **, char **), void *, char **);
void	*__wrap_malloc(size_t);
void	*__wrap_calloc(size_t, size_t);
void	*__wrap_realloc(void *, size_t);
int	 __wrap_sqlite3_exec(sqlite3 *, const char *,
	    int (*)(void *, int, char **, char **), void *, char **);

static bool
strikes(void)
{
	return fatal > 0 && committed && ++asked >= fatal;
}

void *
__wrap_malloc(size_t n)
{
	return strikes() ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return strikes() ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	return strikes() ? NULL : __real_realloc(p, n);
}

static long
count(sqlite3 *db)
{
	sqlite3_stmt *q = NULL;
	long n = 0;

	if (sqlite3_prepare_v2(db, "SELECT count(*) FROM journal", -1, &q,
	    NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
		n = (long)sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

int
__wrap_sqlite3_exec(sqlite3 *db, const char *sql,
    int (*row)(void *, int, char **, char **), void *ctx, char **error)
{
	bool more = fatal > 0 && !committed && strcmp(sql, "COMMIT") == 0 &&
	    count(db) > entries;
	int rc = __real_sqlite3_exec(db, sql, row, ctx, error);

	committed = committed || (more && rc == SQLITE_OK);
	return rc;
}

struct place {
	char	 dir[200], db[240], yaml[4096], said[MOST];
	char	 words[16][4200];
	size_t	 len;
};

static long
on_record(const struct place *p)
{
	sqlite3 *db;
	long n = 0;

	if (sqlite3_open_v2(p->db, &db, SQLITE_OPEN_READWRITE, NULL) ==
	    SQLITE_OK)
		n = count(db);
	sqlite3_close(db);
	return n;
}

static int
become(struct place *p, const char *const *words)
{
	char *argv[16] = { p->words[0], p->words[1], p->db };
	int n = 3;

	strcpy(p->words[0], "regrights");
	strcpy(p->words[1], "--db");
	for (; *words != NULL; words++, n++) {
		argv[n] = p->words[n];
		snprintf(argv[n], sizeof(p->words[n]), "%s", *words);
	}
	return rr_main(n, argv);
}

/* In the panes, a line is typed as soon as keys are read, and q behind it. */
static void
talk(struct place *p, int fd, bool panes)
{
	static const char typed[] = ":" RECORD "\rq";
	struct pollfd ready = { fd, POLLIN, 0 };
	ssize_t n = 1;

	p->len = 0;
	while (n > 0 && p->len < MOST - 1) {
		poll(&ready, 1, -1);
		n = read(fd, p->said + p->len, MOST - 1 - p->len);
		p->len += n > 0 ? (size_t)n : 0;
		p->said[p->len] = '\0';
		if (panes && strstr(p->said, READY) != NULL) {
			panes = false;
			n = write(fd, typed, strlen(typed));
		}
	}
}

/* On a terminal of its own, of which END is the other side. */
static pid_t
start_panes(int *end)
{
	pid_t pid;

	fflush(stdout);
	pid = forkpty(end, NULL, NULL, NULL);
	if (pid < 0) {
		perror("forkpty");
		exit(2);
	}
	return pid;
}

/* The status of the program, which gets no memory from request N on. */
static int
give(struct place *p, const char *const *words, long n)
{
	bool panes = words[0] == NULL;
	int end = -1;
	pid_t pid = panes ? start_panes(&end) : child_start_piped(&end);

	if (pid == 0) {
		fatal = n;
		if (!panes && (dup2(end, 1) < 0 || dup2(end, 2) < 0))
			_exit(99);
		exit(become(p, words));
	}
	talk(p, end, panes);
	close(end);
	return child_wait(pid);
}

/* Behind the last screen, or at all. */
static bool
is_told(const struct place *p, bool panes)
{
	const char *at = p->said, *next;
	char words[60];

	while (panes && (next = strstr(at, BACK)) != NULL)
		at = next + strlen(BACK);
	snprintf(words, sizeof(words), "Recorded as entry %ld", entries + 1);
	return (!panes || at != p->said) && strstr(at, words) != NULL;
}

static bool
run(struct place *p, const char *name, const char *const *words)
{
	long starved = 0, n = 1;
	bool ok = true;
	int status;

	do {
		entries = on_record(p);
		status = give(p, words, n);
		starved += status == 70;
		ok = on_record(p) == entries + 1 && is_told(p,
		    words[0] == NULL) && (status == 0 || status == 70 ||
		    status == 5);
		if (!ok)
			printf("# request %ld, status %d, %ld entries after "
			    "%ld: %s\n", n, status, on_record(p), entries,
			    p->len > 300 ? p->said + p->len - 300 : p->said);
		n += n < ONE_BY_ONE ? 1 : n / 2;
	} while (ok && status != 0);
	ok = ok && starved > 0;
	printf("%s %s: no memory %ld times, told each time\n", ok ? "ok" :
	    "not ok", name, starved);
	return ok;
}

static bool
prepare(struct place *p)
{
	const char *srcdir = getenv("srcdir"), *tmp = getenv("TMPDIR");
	const char *const import[] = { "import", p->yaml, "--apply", NULL };

	snprintf(p->dir, sizeof(p->dir), "%s/regrights-starved-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(p->dir) == NULL)
		return false;
	snprintf(p->db, sizeof(p->db), "%s/case.db", p->dir);
	snprintf(p->yaml, sizeof(p->yaml), "%s/tests/fault/small.yaml",
	    srcdir != NULL ? srcdir : ".");
	return give(p, import, 0) == 0;
}

static void
clear(const struct place *p)
{
	static const char *const endings[] = { "", "-journal", ".gate" };
	char name[300];

	for (size_t i = 0; i < 3; i++) {
		snprintf(name, sizeof(name), "%s%s", p->db, endings[i]);
		unlink(name);
	}
	rmdir(p->dir);
}

int
main(int argc, char **argv)
{
	static const char *const words[] = { "event", "record", "neo",
	    "comments received", "--at", "2000-05-30", NULL };
	static struct place p;
	bool ok;

	if (argc == 2 && strcmp(argv[1], "--list") == 0) {
		puts("command\npanes");
		return 0;
	}
	fault_prepare();
	setenv("REGRIGHTS_NOW", "2000-06-01T12:00:00Z", 1);
	setenv("TERM", "xterm-256color", 1);
	ok = prepare(&p);
	if (!ok)
		printf("not ok starved: %s\n", p.said);
	if (ok && is_wanted("command", argc, argv))
		ok = run(&p, "a command", words);
	if (ok && is_wanted("panes", argc, argv))
		ok = run(&p, "a line typed in the panes", words + 6);
	clear(&p);
	return ok ? 0 : 1;
}
