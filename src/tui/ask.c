/*
 * ask.c: one question at the bottom, answered by one key.
 *
 * Keys that are no answer do nothing; Escape is the answer 0.
 */
#include "tui/tui_int.h"

#include <string.h>

struct ask {
	struct rr_pane	 pane;
	const char	*question, *keys;
	void		(*took)(void *, int);
	void		*ctx;
};

static void
ask_key(struct rr_pane *pane, struct rr_press p)
{
	struct ask *a = (struct ask *)pane;
	int key = p.code > ' ' && p.code < 0x7f ? (int)p.code : 0;

	if (p.pasted)
		return;
	if (key == 0 && rr_keys_action(RR_IN_LINE, p) != RR_DO_LINE_LEAVE)
		return;
	if (key != 0 && strchr(a->keys, key) == NULL)
		return;
	rr_pane_close(pane);
	a->took(a->ctx, key);
}

struct lines {
	struct rr_grid	*g;
	struct rr_rect	 r;
	int		 n, used;	/* lines; cells of the last one */
	bool		 drawn;
};

static void
draw_line(void *ctx, const char *s, size_t len)
{
	struct lines *l = ctx;
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_addn(&b, s, len);
	if (l->drawn)
		l->used = rr_grid_text(l->g, l->r.row + l->n, l->r.col + 1,
		    l->r.cols - 2, RR_ATTR_BOLD, b.s);
	l->n++;
	rr_buf_free(&b);
}

static void
ask_draw(struct rr_pane *pane, struct rr_grid *g, struct rr_rect r)
{
	struct ask *a = (struct ask *)pane;
	struct lines l = { .g = g, .r = r };

	rr_wrap(a->question, r.cols - 3, draw_line, &l);
	l.r.row = r.row + r.rows - l.n;
	l.r.rows = l.n;
	rr_grid_blank(g, l.r);
	if (l.n > 1)
		rr_grid_rule(g, l.r.row - 1, r.col + 1, r.cols - 2);
	l.n = 0;
	l.drawn = true;
	rr_wrap(a->question, r.cols - 3, draw_line, &l);
	rr_grid_cursor(g, r.row + r.rows - 1, r.col + 2 + l.used);
}

void
rr_ask_open(struct rr_tui *tui, const char *question, const char *keys,
    void (*took)(void *ctx, int key), void *ctx)
{
	static const struct rr_pane_ops ops = { .key = ask_key,
	    .draw = ask_draw };
	struct rr_pane *pane = rr_pane_open(tui, &ops, sizeof(struct ask));
	struct ask *a = (struct ask *)pane;

	a->question = rr_arena_strdup(pane->arena, question);
	a->keys = keys;
	a->took = took;
	a->ctx = ctx;
}
