/*
 * rows.c: where the rows of a list come from.
 *
 * The lists of one matter show its derivation, whole.  The docket and the
 * journal are read in windows of WINDOW rows around the cursor, so that the
 * first screen and every move cost the same however long the list is; only a
 * search, a filter or an order reads the whole.  A window's rows, and those
 * that a view lays out, live in the tab's arena until the next ones have taken
 * over its cursor.
 */
#include <string.h>

#include "tui/board_int.h"

#define WINDOW	512

/* The journal tells nothing that is due: its matter does, or all do. */
static void
set_counts(struct rr_tui *tui, struct rr_tab *tab)
{
	if (tab->rows == RR_ROWS_DOCKET)
		tui->counts = tab->rest.counts;
	else if (tui->open != NULL)
		rr_session_tally(tui->open->derivation, &tab->tally);
	else if (!rr_session_counts(tui->app, &tui->counts, tui->diags))
		rr_unread_note(tui);
}

static bool
load_matter(struct rr_board *b, struct rr_tab *tab, const char *id)
{
	struct rr_tui *tui = b->pane.tui;
	struct rr_arena *arena;
	struct rr_source s;

	if (tui->open == NULL)
		return false;
	arena = rr_arena_new();
	memset(&s, 0, sizeof(s));
	s.derivation = tui->open->derivation;
	s.matter = tui->open->matter.key;
	s.on = tui->open->input.on;
	s.known = rr_app_options(tui->app)->known;
	rr_view_prepare(tab->view, arena, &s);
	rr_list_source(&tab->list, &s, id);
	rr_arena_free(tab->arena);
	tab->arena = arena;
	tab->list.above = 0;
	tab->list.below = 0;
	return true;
}

/* The row to read around, as the window asked for it names it. */
static void
set_place(const struct rr_tab *tab, struct rr_session_window *w)
{
	const struct rr_source *s = &tab->list.source;
	size_t row;

	if (w->place != RR_AROUND || !rr_list_near(&tab->list, &row))
		return;
	if (tab->rows == RR_ROWS_DOCKET)
		w->row = &s->docket[row];
	else
		w->seq = s->journal[row].seq;
}

/* Once, behind what is said; while its matter is derived it may come back. */
static void
say_lost(struct rr_tui *tui, struct rr_tab *tab)
{
	const char *id = tab->list.kept.s;
	bool gone = tab->list.lost && tab->rest.counts.unknown == 0;

	if (gone && !tab->gone)
		rr_buf_printf(&tui->message, "%sThe row that had the cursor "
		    "is gone, and no row has it; keys are about %.*s until it "
		    "is moved.", tui->message.len > 0 ? "  " : "",
		    (int)strcspn(id, "/"), id);
	tab->gone = gone;
}

static bool
load_window(struct rr_board *b, struct rr_tab *tab, enum rr_place place,
    const char *id)
{
	struct rr_tui *tui = b->pane.tui;
	struct rr_arena *arena = rr_arena_new();
	struct rr_session_window w = { .place = place, .max = WINDOW,
	    .later = tab->later };
	struct rr_session_rest rest;
	struct rr_source s;
	bool ok;

	memset(&s, 0, sizeof(s));
	memset(&rest, 0, sizeof(rest));
	s.on = RR_DATE_NONE;
	if (tab->whole)
		w.max = (size_t)INT32_MAX;
	if (tab->loaded)
		set_place(tab, &w);
	if (tab->rows == RR_ROWS_JOURNAL)
		w.matter = rr_board_matter(b, arena);
	ok = tab->rows == RR_ROWS_JOURNAL ?
	    rr_session_journal(tui->app, arena, &w, &s, &rest, tui->diags) :
	    rr_session_docket(tui->app, arena, &w, &s, &rest, tui->diags);
	if (!ok)
		rr_unread_note(tui);
	else {
		rr_unread_end(tui);
		rr_tui_complain(tui);
	}
	rr_list_source(&tab->list, &s, id);
	rr_arena_free(tab->arena);
	tab->arena = arena;
	tab->rest = rest;
	tab->list.above = rest.above;
	tab->list.below = rest.below;
	say_lost(tui, tab);
	return ok;
}

bool
rr_rows_load(struct rr_board *b, struct rr_tab *tab, const char *id)
{
	enum rr_place place = tab->loaded && tab->list.above != 0 ?
	    RR_AROUND : RR_AT_START;
	bool ok = tab->rows == RR_ROWS_MATTER ? load_matter(b, tab, id) :
	    load_window(b, tab, tab->whole ? RR_AT_START : place, id);

	tab->loaded = ok || tab->rows != RR_ROWS_MATTER;
	if (ok)
		set_counts(b->pane.tui, tab);
	return ok;
}

void
rr_rows_follow(struct rr_board *b, struct rr_tab *tab)
{
	struct rr_list *l = &tab->list;
	size_t page = (size_t)(l->page > 0 ? l->page : 1);
	bool up = l->above > 0 && l->cursor < page;
	bool down = l->below != 0 && l->cursor + page >= l->n;

	if (tab->rows != RR_ROWS_MATTER && l->rows == NULL && (up || down))
		load_window(b, tab, RR_AROUND, NULL);
}

void
rr_rows_whole(struct rr_board *b, struct rr_tab *tab)
{
	if (tab->list.above == 0 && tab->list.below == 0)
		return;
	tab->whole = true;
	load_window(b, tab, RR_AT_START, NULL);
}

void
rr_rows_end(struct rr_board *b, struct rr_tab *tab, bool last)
{
	bool more = last ? tab->list.below != 0 : tab->list.above > 0;

	if (more)
		load_window(b, tab, last ? RR_AT_END : RR_AT_START, NULL);
	rr_list_move(&tab->list, last ? RR_DO_LIST_LAST : RR_DO_LIST_FIRST);
}
