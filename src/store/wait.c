/*
 * wait.c: a wait for others that is not silent.
 *
 * After a second whoever waits is told for whom, and again each second; it may
 * give up, and after some seconds the wait ends by itself.  While a lock is
 * held nothing that could block is asked for.
 */
#include <signal.h>
#include <time.h>

#include "regrights/buf.h"
#include "store_int.h"

#define STEP	20		/* milliseconds, at most, between two looks */
#define SECOND	1000
#define MOST	5000

bool
rr_wait_tell(struct rr_store *s)
{
	struct rr_buf words = RR_BUF_INIT;
	bool on;

	rr_holder_words(s->path, &words);
	on = s->tell == NULL || s->tell(s->ctx, words.s, s->writing);
	rr_buf_free(&words);
	s->given_up = !on;
	return on;
}

/* Under the lock signals wait: so one that is there ends it. */
static bool
is_interrupted(const struct rr_store *s)
{
	sigset_t set;

	return s->writing && sigpending(&set) == 0 &&
	    (sigismember(&set, SIGINT) == 1 || sigismember(&set, SIGTERM) == 1
	    || sigismember(&set, SIGHUP) == 1);
}

/* SQLite asks whether to try again; N times it has before. */
static int
on_busy(void *ctx, int n)
{
	struct rr_store *s = ctx;
	int step = n < STEP ? n + 1 : STEP;
	struct timespec pause = { 0, step * 1000000L };

	if (s->impatient)
		return 0;
	if (n == 0)
		s->waited = 0;
	/* Behind a swap the journal at the path is not this file's. */
	if (s->waited >= MOST || is_interrupted(s) || rr_file_moved(s))
		return 0;
	if (s->waited / SECOND != (s->waited + step) / SECOND &&
	    !rr_wait_tell(s))
		return 0;
	s->waited += step;
	nanosleep(&pause, NULL);
	return 1;
}

void
rr_store_waiting(struct rr_store *s, rr_waiting *tell, void *ctx)
{
	s->tell = tell;
	s->ctx = ctx;
}

void
rr_store_hurry(struct rr_store *s, bool hurry)
{
	s->impatient = hurry;
}

void
rr_wait_install(struct rr_store *s)
{
	sqlite3_busy_handler(s->db, on_busy, s);
}
