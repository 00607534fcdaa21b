/*
 * tui.c: the loop between a key and the screen.
 *
 * All keys that are waiting are dealt with before anything is painted, so
 * that a paste or a held key costs one frame.  Then, still before painting,
 * panes bring up to date what they show.  What can wait (rows that are stale,
 * what others have recorded) is done when nothing happens, once a second at
 * most; when nothing is left to do, nothing is sent.
 *
 * No statement of the case file is open while the terminal is read or
 * written: the app's calls end before they return.
 */
#include "regrights/tui.h"

#include <string.h>

#include "regrights/session.h"
#include "regrights/text.h"
#include "tui/board_int.h"
#include "tui/draft_int.h"
#include "tui/term_int.h"
#include "tui/tui_int.h"

#define TICK		1000	/* milliseconds between looks at the file */
#define LOST		2	/* looks that fail before lists are left */

/* Frees the panes that were closed, wherever they are in the stack. */
static void
sweep(struct rr_tui *tui)
{
	struct rr_pane **at = &tui->top;

	while (*at != NULL) {
		struct rr_pane *pane = *at;

		if (!pane->closed) {
			at = &pane->below;
			continue;
		}
		*at = pane->below;
		if (pane->ops->done != NULL)
			pane->ops->done(pane);
		rr_arena_free(pane->arena);
	}
}

static void
close_all(struct rr_tui *tui)
{
	for (struct rr_pane *p = tui->top; p != NULL; p = p->below) {
		if (p->ops->save != NULL)
			p->ops->save(p);
		p->closed = true;
	}
	sweep(tui);
}

static void
save_all(struct rr_tui *tui)
{
	for (struct rr_pane *p = tui->top; p != NULL; p = p->below)
		if (p->ops->save != NULL)
			p->ops->save(p);
}

/* Was it when it was painted last, or is it since? */
static bool
shows_nothing(const struct rr_tui *tui)
{
	int rows, cols;

	rr_term_size(&rows, &cols);
	return rr_small_is(rows, cols) ||
	    rr_small_is(tui->grid.rows, tui->grid.cols);
}

static void
deal(struct rr_tui *tui, struct rr_press p)
{
	/* Nothing is done that cannot be seen. */
	if (shows_nothing(tui)) {
		tui->quit |= rr_small_quits(p);
		return;
	}
	rr_buf_clear(&tui->message);
	tui->alarm = false;
	if (rr_diags_count(tui->diags) > 0)
		rr_diags_clear(tui->diags);
	if (!p.pasted && p.code == ('L' & 0x1f))
		rr_term_repaint();
	tui->top->ops->key(tui->top, p);
	sweep(tui);
}

/* One piece, however many keys it came as. */
static void
deal_paste(struct rr_tui *tui, struct rr_buf *text)
{
	const struct rr_press p = { .pasted = true, .text = text->s };

	if (text->len > 0)
		deal(tui, p);
	rr_buf_clear(text);
}

/* From the lowest pane that is seen up to the top. */
static void
draw_from(struct rr_pane *pane, struct rr_grid *g)
{
	if (!pane->ops->covers && pane->below != NULL)
		draw_from(pane->below, g);
	pane->ops->draw(pane, g, rr_grid_all(g));
}

static void
prepare_from(struct rr_pane *pane)
{
	if (!pane->ops->covers && pane->below != NULL)
		prepare_from(pane->below);
	if (pane->ops->prepare != NULL)
		pane->ops->prepare(pane);
}

static void
paint(struct rr_tui *tui)
{
	struct rr_grid *g = &tui->grid;
	int rows, cols;

	rr_term_size(&rows, &cols);
	rr_grid_size(g, rows, cols);
	if (rr_small_is(rows, cols))
		rr_small_draw(g);
	else {
		tui->idle = true;
		prepare_from(tui->top);
		tui->idle = false;
		draw_from(tui->top, g);
	}
	rr_term_draw(g);
	rr_term_owe("");
}

/* It cannot be looked at, for another has it: what is shown is of before. */
static bool
say_busy(struct rr_tui *tui)
{
	const struct rr_diag *d = rr_diags_find(tui->diags, RR_E_BUSY);

	if (d == NULL || tui->message.len > 0 || tui->unread.len > 0)
		return false;
	rr_tui_say(tui, "As it was before: %s", d->what);
	tui->busy = true;
	return true;
}

/* It was looked at since, and nothing is as before. */
static bool
unsay_busy(struct rr_tui *tui)
{
	bool said = tui->busy && tui->message.len > 0;

	if (said)
		rr_buf_clear(&tui->message);
	tui->busy = false;
	return said;
}

/*
 * Nothing that can be read stands there, or another case file: that is said
 * for as long as it lasts, and what was there once is shown no more, but for
 * what a form over the lists has.  A restore takes a moment, in which no file
 * is there.
 */
static bool
say_lost(struct rr_tui *tui)
{
	bool shows = tui->unread.len == 0;

	tui->lost += tui->lost < LOST;
	if (tui->top->below != NULL || (shows && tui->lost < LOST)) {
		rr_tui_complain(tui);
		return true;
	}
	rr_unread_note(tui);
	if (shows)
		rr_tui_leave(tui);
	return true;
}

/* False when it could not be looked at; SHOWN: there is news of that. */
static bool
could_look(struct rr_tui *tui, bool looked, bool *shown)
{
	*shown = false;
	tui->had |= looked;
	if (!looked && rr_diags_find(tui->diags, RR_E_BUSY) != NULL)
		*shown = say_busy(tui);
	/* None is lost that never was: the first import makes it. */
	else if (!looked && !tui->had &&
	    rr_diags_find(tui->diags, RR_E_NO_STORE) != NULL)
		*shown = false;
	else if (!looked)
		*shown = say_lost(tui);
	else {
		*shown = unsay_busy(tui);
		tui->lost = 0;
	}
	rr_diags_clear(tui->diags);
	return looked;
}

/* What others have recorded or derived is shown without being asked for. */
static bool
look_at_file(struct rr_tui *tui, bool *looked)
{
	const int64_t was = rr_session_last(tui->app);
	const char *said = tui->unread.len > 0 ? "The case file can be read "
	    "again; all lists are read anew." : tui->lost > 0 ? "The case "
	    "file is there again; all lists are read anew." : NULL;
	bool again = tui->unread.len > 0 || !tui->had ||
	    (tui->stale && tui->top->below == NULL);
	struct rr_buf b = RR_BUF_INIT;
	enum rr_news news;
	bool shown;

	*looked = could_look(tui, rr_session_news(tui->app, &news,
	    tui->diags), &shown);
	if (!*looked || (news == RR_NEWS_NONE && !again))
		return shown;
	/* A seal may be among it, and what was typed may say what it hides. */
	if (news != RR_NEWS_DERIVED)
		rr_tui_forget(tui);
	/* Their numbers are those of other entries now. */
	for (size_t i = 0; news == RR_NEWS_REPLACED && i < RR_TABS; i++)
		rr_list_unmark(&tui->board->tabs[i].list);
	if (news == RR_NEWS_REPLACED)
		tui->first = tui->last = 0;
	rr_tui_reload(tui);
	if (tui->unread.len > 0)
		return true;
	/* Whose clock it is was not known before. */
	if (again)
		tui->day = rr_app_today(tui->app);
	if (news == RR_NEWS_REPLACED)
		said = "The case file was replaced, by a restore or by hand; "
		    "all lists are read anew.";
	else if (news == RR_NEWS_RECORDED && said == NULL &&
	    tui->message.len == 0) {
		rr_news_text(tui, NULL, was, &b);
		said = b.s;
	}
	if (said != NULL)
		rr_tui_say(tui, "%s", said);
	rr_buf_free(&b);
	return true;
}

/* Any key ends what can wait; else Escape, and q where it leaves. */
static bool
is_going(void *ctx)
{
	struct rr_tui *tui = ctx;

	if (tui->steady)
		return true;
	tui->stopped = tui->idle ? rr_term_waiting() :
	    rr_term_stops(tui->top->below == NULL);
	return !tui->stopped;
}

/* A slice of what is not known as of now; true when there is news of it. */
static bool
refresh(struct rr_tui *tui, bool *done)
{
	struct rr_tab *tab = &tui->board->tabs[RR_TAB_docket];
	size_t begun;

	*done |= tui->unread.len > 0;
	if (*done)
		return false;
	tui->again = false;
	if (!rr_session_refresh(tui->app, &begun, done, tui->diags)) {
		*done = true;
		tui->again = rr_diags_find(tui->diags, RR_E_BUSY) != NULL;
	}
	if (tui->again) {
		bool said = say_busy(tui);

		rr_diags_clear(tui->diags);
		return said;
	}
	if (rr_diags_count(tui->diags) > 0)
		rr_tui_complain(tui);
	if (begun > 0)
		rr_rows_load(tui->board, tab, NULL);
	return begun > 0 || tui->message.len > 0;
}

/* A session that was left open goes on with the day. */
static bool
turn_day(struct rr_tui *tui, bool *refreshed)
{
	rr_date today = rr_app_today(tui->app);
	bool other = rr_date_cmp(today, tui->day) != 0;
	struct rr_buf b = RR_BUF_INIT;

	if (!rr_session_turned(tui->app) && !other)
		return false;
	tui->day = today;
	*refreshed = false;
	rr_tui_reload(tui);
	rr_date_text_long(today, &b);
	if (other && tui->message.len == 0)
		rr_tui_say(tui, "It is %s now; the lists are of that day.",
		    b.s);
	rr_buf_free(&b);
	return true;
}

static void
add_pasted(struct rr_press p, struct rr_buf *text)
{
	if (p.code == RR_KEY_ENTER)
		rr_buf_addc(text, '\n');
	else if (p.code == RR_KEY_TAB)
		rr_buf_addc(text, '\t');
	else if (rr_press_is_text(p))
		rr_text_encode(p.code, text);
}

/* False when there was no whole key. */
static bool
take_keys(struct rr_tui *tui)
{
	struct rr_buf pasted = RR_BUF_INIT;
	struct rr_press p;
	bool any = false;

	while (!tui->quit && rr_term_key(&p)) {
		any = true;
		if (p.pasted) {
			add_pasted(p, &pasted);
			continue;
		}
		deal_paste(tui, &pasted);
		deal(tui, p);
	}
	deal_paste(tui, &pasted);
	rr_buf_free(&pasted);
	return any;
}

/* What panes have put off; true when something has changed by it. */
static bool
work(struct rr_tui *tui)
{
	bool worked = false;

	for (struct rr_pane *p = tui->top; p != NULL; p = p->below)
		if (p->ops->work != NULL)
			worked |= p->ops->work(p);
	return worked;
}

/* What was put off, while no key comes. */
static bool
catch_up(struct rr_tui *tui, bool *refreshed)
{
	bool changed;

	tui->idle = true;
	changed = work(tui) || refresh(tui, refreshed);
	tui->idle = false;
	return changed;
}

/* Nothing has happened: true when there is something new to show. */
static bool
idle(struct rr_tui *tui, bool *refreshed)
{
	bool looked;

	save_all(tui);
	*refreshed &= !tui->again;
	if (catch_up(tui, refreshed))
		return true;
	if (look_at_file(tui, &looked)) {
		*refreshed &= !looked;
		return true;
	}
	return looked && turn_day(tui, refreshed);
}

static void
loop(struct rr_tui *tui)
{
	bool refreshed = false, fresh = true;

	while (!tui->quit) {
		enum rr_wake wake = rr_term_wait(fresh ? 0 : TICK);
		bool changed = true;

		if (wake == RR_WAKE_END)
			break;
		if (wake != RR_WAKE_TIME)
			changed = take_keys(tui) || wake == RR_WAKE_SIZE;
		else
			changed = fresh ? catch_up(tui, &refreshed) :
			    idle(tui, &refreshed);
		/* What others did may have closed some. */
		sweep(tui);
		refreshed &= tui->again ||
		    tui->counts.unknown <= tui->counts.failed;
		fresh = wake != RR_WAKE_TIME || !refreshed;
		if (changed && !tui->quit)
			paint(tui);
	}
}

/*
 * Drafts are named at the start, where they would else be forgotten: those
 * that no other window has open.
 */
static void
announce(struct rr_tui *tui, const char *notice)
{
	struct rr_arena *arena = rr_arena_new();
	const struct rr_draft *last = NULL;
	struct rr_draft *drafts;
	size_t n = rr_draft_list(arena, rr_session_path(tui->app), &drafts);
	size_t kept = 0;

	for (size_t i = n; i-- > 0; )
		if (!drafts[i].held) {
			last = &drafts[i];
			kept++;
		}
	if (notice != NULL)
		rr_tui_say(tui, "%s", notice);
	if (last != NULL)
		rr_tui_say(tui, "%zu draft%s kept: \"%s\"%s%s; open the form "
		    "to go on with it.", kept, kept == 1 ? " is" : "s are",
		    last->command, last->matter[0] != '\0' ? " of " : "",
		    last->matter);
	rr_arena_free(arena);
}

static void
begin(struct rr_tui *tui, struct rr_app *app, bool ascii)
{
	memset(tui, 0, sizeof(*tui));
	tui->app = app;
	tui->diags = rr_diags_new();
	tui->message = tui->unread = (struct rr_buf)RR_BUF_INIT;
	tui->ascii = ascii;
	tui->look = look_at_file;
	rr_grid_init(&tui->grid, tui->ascii);
}

static void
end(struct rr_tui *tui)
{
	close_all(tui);
	rr_case_close(tui->open);
	rr_diags_free(tui->diags);
	rr_grid_done(&tui->grid);
	rr_buf_free(&tui->message);
	rr_buf_free(&tui->unread);
	rr_tui_forget(tui);
}

bool
rr_tui_run(struct rr_app *app, struct rr_diags *diags)
{
	bool ascii = rr_app_options(app)->ascii;
	const char *notice;
	struct rr_tui tui;

	if (!rr_term_open(&ascii, &notice, diags))
		return false;
	begin(&tui, app, ascii);
	rr_tui_watch(&tui, true);
	tui.board = rr_board_open(&tui);
	rr_app_going(app, is_going, &tui);
	rr_session_turned(app);
	rr_tui_mark(&tui);
	tui.day = rr_app_today(app);
	rr_board_show(tui.board, "docket", NULL);
	announce(&tui, notice);
	paint(&tui);
	loop(&tui);
	rr_app_going(app, NULL, NULL);
	rr_session_end(app);
	rr_tui_watch(&tui, false);
	end(&tui);
	rr_term_close();
	return true;
}
