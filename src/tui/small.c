/*
 * small.c: a window in which nothing can be shown.
 *
 * Nothing is done there that nobody could see: no key does anything but the
 * one that quits, and that is said.
 */
#include "regrights/buf.h"
#include "tui/tui_int.h"

#define ROWS_LEAST	10
#define COLS_LEAST	40

bool
rr_small_is(int rows, int cols)
{
	return rows < ROWS_LEAST || cols < COLS_LEAST;
}

static void
draw_line(void *ctx, const char *s, size_t len)
{
	struct rr_grid *g = ctx;
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_addn(&b, s, len);
	rr_grid_text(g, g->cursor_row++, 0, g->cols, 0, b.s);
	rr_buf_free(&b);
}

void
rr_small_draw(struct rr_grid *g)
{
	rr_wrap("Too small: 40 x 10 is needed. No key does anything but ^C, "
	    "which quits.", g->cols, draw_line, g);
	rr_grid_cursor(g, 0, 0);
}

bool
rr_small_quits(struct rr_press p)
{
	return rr_keys_action(RR_IN_SMALL, p) == RR_DO_SMALL_QUIT;
}
