/*
 * prompt.c: one line that is typed at the bottom of the screen.
 *
 * The lines that were taken are kept for this run of the program, the latest
 * last, and are never written to a file: they may hold what only this case
 * file may know.
 */
#include "tui/tui_int.h"

#include <string.h>

#include "tui/edit_int.h"

struct line {
	struct rr_pane		 pane;
	struct rr_prompt	 ask;
	struct rr_edit		 edit;
	size_t			 past;	/* which line of the history; n: none */
};

static void
keep_line(struct rr_tui *tui, const char *s)
{
	struct rr_buf *last;

	if (*s == '\0' || (tui->nhistory > 0 &&
	    strcmp(tui->history[tui->nhistory - 1].s, s) == 0))
		return;
	if (tui->nhistory == RR_HISTORY) {
		rr_buf_free(&tui->history[0]);
		memmove(tui->history, tui->history + 1,
		    (RR_HISTORY - 1) * sizeof(tui->history[0]));
		tui->nhistory--;
	}
	last = &tui->history[tui->nhistory++];
	*last = (struct rr_buf)RR_BUF_INIT;
	rr_buf_add(last, s);
}

void
rr_tui_forget(struct rr_tui *tui)
{
	for (size_t i = 0; i < tui->nhistory; i++)
		rr_buf_free(&tui->history[i]);
	tui->nhistory = 0;
}

static void
recall(struct line *l, bool earlier)
{
	struct rr_tui *tui = l->pane.tui;

	if (!l->ask.history || tui->nhistory == 0)
		return;
	if (earlier)
		l->past -= l->past > 0 ? 1 : 0;
	else if (l->past < tui->nhistory)
		l->past++;
	rr_edit_set(&l->edit, l->past < tui->nhistory ?
	    tui->history[l->past].s : "");
}

static void
complete(struct line *l)
{
	struct rr_buf b = RR_BUF_INIT;

	if (l->ask.complete == NULL)
		return;
	l->ask.complete(l->ask.ctx, l->edit.text.s, &b);
	if (b.len > 0)
		rr_edit_set(&l->edit, b.s);
	rr_buf_free(&b);
}

static void
leave(struct line *l)
{
	rr_pane_close(&l->pane);
	if (l->ask.typed != NULL)
		l->ask.typed(l->ask.ctx, NULL);
}

static void
take(struct line *l)
{
	rr_pane_close(&l->pane);
	if (l->ask.history)
		keep_line(l->pane.tui, l->edit.text.s);
	l->ask.took(l->ask.ctx, l->edit.text.s);
}

static void
line_key(struct rr_pane *pane, struct rr_press p)
{
	struct line *l = (struct line *)pane;
	enum rr_action action = rr_keys_action(RR_IN_LINE, p);

	if (action == RR_DO_LINE_LEAVE)
		leave(l);
	else if (action == RR_DO_LINE_TAKE)
		take(l);
	else if (action == RR_DO_LINE_COMPLETE)
		complete(l);
	else if (action == RR_DO_LINE_EARLIER || action == RR_DO_LINE_LATER)
		recall(l, action == RR_DO_LINE_EARLIER);
	else if (p.code == RR_KEY_BACKSPACE && l->edit.text.len == 0)
		leave(l);
	else if (rr_edit_key(&l->edit, p)) {
		if (l->edit.full)
			rr_tui_say(pane->tui, RR_EDIT_FULL);
		if (l->ask.typed != NULL)
			l->ask.typed(l->ask.ctx, l->edit.text.s);
	}
}

static void
line_draw(struct rr_pane *pane, struct rr_grid *g, struct rr_rect r)
{
	struct line *l = (struct line *)pane;
	int row = r.row + r.rows - 1, used;

	/* What is said meanwhile stands above it. */
	rr_tui_draw_message(pane->tui, g, (struct rr_rect){ r.row, r.col,
	    r.rows - 1, r.cols });
	rr_grid_blank(g, (struct rr_rect){ row, r.col, 1, r.cols });
	used = rr_grid_text(g, row, r.col, r.cols - 10, RR_ATTR_BOLD,
	    l->ask.label);
	rr_edit_draw(&l->edit, g, row, r.col + used, r.cols - used - 1, 0);
}

static void
line_done(struct rr_pane *pane)
{
	rr_edit_done(&((struct line *)pane)->edit);
}

void
rr_prompt_open(struct rr_tui *tui, const struct rr_prompt *ask)
{
	static const struct rr_pane_ops ops = { .key = line_key,
	    .draw = line_draw, .done = line_done };
	struct rr_pane *pane = rr_pane_open(tui, &ops, sizeof(struct line));
	struct line *l = (struct line *)pane;

	l->ask = *ask;
	l->ask.label = rr_arena_strdup(pane->arena, ask->label);
	l->edit = (struct rr_edit)RR_EDIT_INIT;
	rr_edit_set(&l->edit, ask->text != NULL ? ask->text : "");
	l->past = tui->nhistory;
}
