/*
 * wait.c: the panes while another process keeps the case file, or a long work
 * goes on.
 *
 * Whoever called is in the middle of something, so the panes are not asked:
 * the frame that stood there is shown as it was, in the window as it is now,
 * and over its last rows who is waited for.  Escape and ^C give up; what was
 * typed stays where it is.  Other keys mean nothing then.
 *
 * While a lock is held nothing that could block is asked for: a terminal that
 * takes nothing is not written to.
 */
#include "regrights/text.h"
#include "tui/term_int.h"
#include "tui/tui_int.h"

#define LINES_MOST	4
#define FEW		8	/* matters or lines that go without a word */

struct line {
	const char	*s;
	size_t		 len;
};

struct lines {
	struct line	 line[LINES_MOST];
	int		 n;
};

static void
add_line(void *ctx, const char *s, size_t len)
{
	struct lines *l = ctx;

	if (l->n < LINES_MOST)
		l->line[l->n++] = (struct line){ s, len };
}

static void
say_over(struct rr_grid *g, const char *who, const char *keys)
{
	struct rr_buf one = RR_BUF_INIT;
	struct lines l = { .n = 0 };

	rr_wrap(who, g->cols - 1, add_line, &l);
	for (int i = 0; i < l.n; i++) {
		rr_buf_clear(&one);
		rr_buf_addn(&one, l.line[i].s, l.line[i].len);
		rr_grid_pad(g, g->rows - 1 - l.n + i, 0, g->cols, false,
		    RR_ATTR_REVERSE, one.s);
	}
	rr_grid_pad(g, g->rows - 1, 0, g->cols, false, RR_ATTR_REVERSE, keys);
	rr_buf_free(&one);
}

static void
show(struct rr_tui *tui, const char *who, const char *keys)
{
	struct rr_grid g;
	int rows, cols;

	rr_grid_init(&g, tui->ascii);
	rr_term_size(&rows, &cols);
	rr_grid_size(&g, rows, cols);
	rr_grid_copy(&tui->grid, &g);
	say_over(&g, who, keys);
	rr_term_draw(&g);
	rr_grid_done(&g);
}

/* Does a key, or the end of the terminal, give up? */
static bool
gives_up(void)
{
	enum rr_wake wake;
	struct rr_press p;
	bool up = false;

	do {
		wake = rr_term_wait(0);
		while (wake == RR_WAKE_KEYS && rr_term_key(&p))
			up |= !p.pasted && (p.code == RR_KEY_ESCAPE ||
			    p.code == ('C' & 0x1f));
	} while (wake == RR_WAKE_KEYS || wake == RR_WAKE_SIZE);
	return up || wake == RR_WAKE_END;
}

static bool
wait_for(void *ctx, const char *who, bool locked)
{
	struct rr_tui *tui = ctx;

	if (gives_up())
		return false;
	if (!locked || rr_term_takes())
		show(tui, who, "Waiting; Escape gives up.");
	return true;
}

static void
tell_progress(void *ctx, enum rr_work work, size_t done, size_t of)
{
	struct rr_tui *tui = ctx;
	struct rr_buf said = RR_BUF_INIT;

	if (of < FEW || done == of || !rr_term_takes())
		return;
	rr_buf_printf(&said, work == RR_WORK_LINES ? "%zu of %zu lines of the "
	    "script are run; none is recorded before the last." :
	    "%zu of %zu matters are derived.", done, of);
	show(tui, said.s, "At work; Escape stops it.");
	rr_buf_free(&said);
}

void
rr_tui_watch(struct rr_tui *tui, bool on)
{
	rr_app_waiting(tui->app, on ? wait_for : NULL, tui);
	rr_app_progress(tui->app, on ? tell_progress : NULL, tui);
}
