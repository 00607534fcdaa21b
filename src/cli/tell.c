/*
 * tell.c: what a command says on standard error while it is at work, and what
 * it asks there.
 */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "regrights/buf.h"
#include "regrights/text.h"
#include "tell_int.h"

#define FEW	8	/* matters or lines that go without a word */

/* Where standard error takes no more, the wait goes on without a word. */
bool
rr_tell_waiting(void *ctx, const char *who, bool locked)
{
	struct pollfd err = { STDERR_FILENO, POLLOUT, 0 };
	struct rr_buf line = RR_BUF_INIT, safe = RR_BUF_INIT;
	bool *told = ctx;

	(void)locked;
	if (!*told && poll(&err, 1, 0) == 1 && (err.revents & POLLOUT)) {
		rr_buf_printf(&line, "%s; waiting, ^C gives up", who);
		rr_text_safe(line.s, true, &safe);
		rr_buf_addc(&safe, '\n');
		fwrite(safe.s, 1, safe.len, stderr);
		*told = true;
	}
	rr_buf_free(&line);
	rr_buf_free(&safe);
	return true;
}

/* On a terminal, in a line that goes again. */
void
rr_tell_progress(void *ctx, enum rr_work work, size_t done, size_t of)
{
	(void)ctx;
	if (of < FEW || !isatty(STDERR_FILENO))
		return;
	if (done < of)
		fprintf(stderr, work == RR_WORK_MATTERS ?
		    "\rderiving %zu of %zu matters; ^C stops it" :
		    "\rrunning %zu of %zu lines; ^C stops it, and records "
		    "none", done, of);
	else
		fprintf(stderr, "\r%60s\r", "");
}

/* One line from a terminal; longer ones are no number. */
bool
rr_ask_terminal(void *ctx, const char *text, char *line, size_t size)
{
	struct rr_buf safe = RR_BUF_INIT;
	bool ok;

	(void)ctx;
	fflush(stdout);
	rr_text_safe_lines(text, &safe);
	fwrite(safe.s, 1, safe.len, stderr);
	rr_buf_free(&safe);
	ok = fgets(line, (int)size, stdin) != NULL;
	if (ok)
		line[strcspn(line, "\n")] = '\0';
	return ok;
}
