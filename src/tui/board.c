/*
 * board.c: the lists, and what their keys do.
 *
 * The bottom pane, always there.  Each tab keeps its cursor, filter, order and
 * marks; rows are read when a tab is shown first, and again after something
 * was recorded.  A key is first looked for among the commands of the registry
 * that apply to the list, then in keys.def.
 */
#include <string.h>

#include "tui/board_int.h"

/* Shows a tab; where its matter cannot be opened, the one before stays. */
static bool
show(struct rr_board *b, size_t at, const char *id)
{
	struct rr_tab *tab = &b->tabs[at];
	struct rr_arena *arena = rr_arena_new();
	const char *matter = rr_board_matter(b, arena);
	bool ok = true;

	if (tab->rows == RR_ROWS_MATTER && !rr_tui_matter(b->pane.tui, matter))
		ok = false;
	else if (tab->rows == RR_ROWS_JOURNAL && matter != NULL)
		ok = rr_tui_matter(b->pane.tui, matter);
	if (ok) {
		tab->back = at == b->at ? tab->back : 0;
		b->at = at;
		if (!tab->loaded)
			ok = rr_rows_load(b, tab, id);
		else if (id != NULL)
			rr_list_goto_id(&tab->list, id);
		rr_why_forget(b);
	}
	rr_arena_free(arena);
	return ok;
}

bool
rr_board_show(struct rr_board *b, const char *view, const char *id)
{
	for (size_t i = 0; i < RR_TABS; i++)
		if (strcmp(b->tabs[i].view->name, view) == 0)
			return show(b, i, id);
	return false;
}

static void
took_more(void *ctx, const char *keys)
{
	struct rr_board *b = ctx;
	char name[64];
	size_t n = strcspn(keys, "\n");

	if (n >= sizeof(name))
		return;
	memcpy(name, keys, n);
	name[n] = '\0';
	rr_board_show(b, name, NULL);
}

/* One tab of that digit is shown; of several one is picked. */
static void
show_key(struct rr_board *b, int key)
{
	struct rr_item items[RR_TABS];
	struct rr_pick pick = { .title = "More", .items = items, .ctx = b,
	    .took = took_more };
	size_t last = 0;

	for (size_t i = 0; i < RR_TABS; i++) {
		if (b->tabs[i].key != key)
			continue;
		items[pick.n++] = (struct rr_item){
		    .key = b->tabs[i].view->name,
		    .label = b->tabs[i].view->title };
		last = i;
	}
	if (pick.n == 1)
		show(b, last, NULL);
	else if (pick.n > 1)
		rr_pick_open(b->pane.tui, &pick);
}

/* Is a list among those that lead to the one that is shown? */
static bool
is_behind(const struct rr_board *b, size_t i)
{
	size_t at = b->tabs[b->at].back;

	while (at > 0 && at != i + 1)
		at = b->tabs[at - 1].back;
	return at > 0;
}

/*
 * A list to which a row leads; Escape and q lead back.  One that led here
 * keeps its own way back, so that two that lead to each other are no circle.
 */
static void
show_from(struct rr_board *b, const char *view, const char *id)
{
	size_t from = b->at, back[RR_TABS];

	for (size_t i = 0; i < RR_TABS; i++)
		back[i] = is_behind(b, i) ? b->tabs[i].back : from + 1;
	if (rr_board_show(b, view, id) && b->at != from)
		rr_board_tab(b)->back = back[b->at];
}

/* False: nothing led here. */
static bool
go_back(struct rr_board *b)
{
	size_t to = rr_board_tab(b)->back, further;

	if (to == 0)
		return false;
	further = b->tabs[to - 1].back;
	if (show(b, to - 1, NULL))
		rr_board_tab(b)->back = further;
	return true;
}

static void
open_row(struct rr_board *b)
{
	struct rr_tab *tab = rr_board_tab(b);
	struct rr_buf id = RR_BUF_INIT;

	if (rr_list_id(&tab->list, &id) && tab->rows == RR_ROWS_DOCKET)
		show_from(b, "timeline", id.s);
	else if (id.len > 0 && !rr_board_discharge(b))
		rr_why_page(b);
	rr_buf_free(&id);
}

static void
search_on(struct rr_board *b, bool forward, bool self)
{
	struct rr_list *l = &rr_board_tab(b)->list;
	bool wrapped;

	if (l->search.len == 0)
		return;
	if (!rr_list_search(l, forward, self, &wrapped))
		rr_tui_say(b->pane.tui, "No row holds \"%s\".", l->search.s);
	else if (wrapped)
		rr_tui_say(b->pane.tui, "Went on from the other end.");
}

/* As it is typed, from the row where the search began; NULL: left. */
static void
typed_search(void *ctx, const char *words)
{
	struct rr_board *b = ctx;
	struct rr_list *l = &rr_board_tab(b)->list;
	bool wrapped;

	rr_list_goto_id(l, b->search_from.s);
	if (words == NULL)
		return;
	rr_buf_clear(&l->search);
	rr_buf_add(&l->search, words);
	if (l->search.len > 0)
		rr_list_search(l, true, true, &wrapped);
}

static void
took_search(void *ctx, const char *words)
{
	struct rr_board *b = ctx;
	struct rr_list *l = &rr_board_tab(b)->list;

	rr_buf_clear(&l->search);
	rr_buf_add(&l->search, words);
	rr_list_goto_id(l, b->search_from.s);
	search_on(b, true, true);
}

static void
took_filter(void *ctx, const char *words)
{
	struct rr_board *b = ctx;

	if (!rr_list_filter(&rr_board_tab(b)->list, words))
		rr_tui_say(b->pane.tui, "No row holds \"%s\"; the list is as "
		    "it was.", words);
}

static void
took_line(void *ctx, const char *line)
{
	rr_run_line(((struct rr_board *)ctx)->pane.tui, line);
}

static void
complete_line(void *ctx, const char *line, struct rr_buf *out)
{
	rr_run_complete(((struct rr_board *)ctx)->pane.tui, line, out);
}

static void
open_prompt(struct rr_board *b, enum rr_action action)
{
	struct rr_tui *tui = b->pane.tui;
	struct rr_tab *tab = rr_board_tab(b);
	struct rr_prompt p = { .ctx = b };

	if (action == RR_DO_LIST_COMMAND) {
		p.label = ":";
		p.history = true;
		p.took = took_line;
		p.complete = complete_line;
		rr_prompt_open(tui, &p);
		return;
	}
	rr_rows_whole(b, tab);
	rr_list_id(&tab->list, &b->search_from);
	p.label = action == RR_DO_LIST_SEARCH ? "/" : "show rows with: ";
	p.text = action == RR_DO_LIST_SEARCH ? NULL : tab->list.filter.s;
	p.took = action == RR_DO_LIST_SEARCH ? took_search : took_filter;
	p.typed = action == RR_DO_LIST_SEARCH ? typed_search : NULL;
	rr_prompt_open(tui, &p);
}

/* What the docket folds is opened, or folded again. */
static void
fold(struct rr_board *b)
{
	struct rr_tab *tab = rr_board_tab(b);

	if (tab->rows != RR_ROWS_DOCKET)
		return;
	tab->later = !tab->later;
	rr_rows_load(b, tab, NULL);
	rr_tui_say(b->pane.tui, tab->later ? "What is later, and what waits, "
	    "is shown; + folds it." : "What is later, and what waits, is "
	    "folded.");
}

static void
next_order(struct rr_board *b)
{
	struct rr_tab *tab = rr_board_tab(b);
	int next = tab->list.column + 1;

	rr_rows_whole(b, tab);
	/* What is not on the screen, or has no name, orders nothing. */
	while (next < (int)tab->view->ncolumns &&
	    (tab->view->columns[next].width == 0 ||
	    tab->view->columns[next].title[0] == '\0'))
		next++;
	if (next >= (int)tab->view->ncolumns)
		next = -1;
	rr_list_order(&tab->list, next, false);
	if (next < 0)
		rr_tui_say(b->pane.tui, "In the list's own order.");
	else
		rr_tui_say(b->pane.tui, "Ordered by: %s.",
		    tab->view->columns[next].title);
}

/* One thing at a time, what lies on top first. */
static void
cancel(struct rr_board *b)
{
	struct rr_tui *tui = b->pane.tui;
	struct rr_tab *tab = rr_board_tab(b);
	struct rr_list *l = &tab->list;

	if (tab->why && l->n > 0) {
		tab->why = false;
		rr_why_forget(b);
		rr_tui_say(tui, "The reasons are closed; w shows them.");
	} else if (l->nmarks > 0) {
		rr_list_unmark(l);
		rr_tui_say(tui, "The marks are gone.");
	} else if (l->filter.len > 0) {
		rr_list_filter(l, "");
		rr_tui_say(tui, "All rows are shown.");
	} else if (l->column >= 0 || l->reversed) {
		rr_list_order(l, -1, false);
		rr_tui_say(tui, "In the list's own order.");
	} else
		go_back(b);
	tab->whole = tab->whole && (l->filter.len > 0 || l->column >= 0);
}

/* Panes in the order of their tabs, round and round. */
static void
cycle(struct rr_board *b, bool next)
{
	size_t at = b->at;

	for (size_t i = 0; i < RR_TABS; i++) {
		at = (at + (next ? 1 : RR_TABS - 1)) % RR_TABS;
		if (show(b, at, NULL))
			return;
	}
}

/* The manual page of the list that is shown. */
static const char *
page_of(struct rr_tui *tui, const struct rr_view *view)
{
	const struct rr_cmd *cmd;

	for (size_t i = 0; (cmd = rr_cmd_at(tui->app, i)) != NULL; i++)
		if (strcmp(cmd->name, view->name) == 0)
			return cmd->man;
	return "regrights(1)";
}

void
rr_board_do(struct rr_board *b, enum rr_action action)
{
	struct rr_tui *tui = b->pane.tui;
	struct rr_tab *tab = rr_board_tab(b);

	if (action == RR_DO_LIST_OPEN)
		open_row(b);
	else if (action == RR_DO_LIST_FIRST || action == RR_DO_LIST_LAST)
		rr_rows_end(b, tab, action == RR_DO_LIST_LAST);
	else if (action == RR_DO_LIST_NEXT_PANE ||
	    action == RR_DO_LIST_LAST_PANE)
		cycle(b, action == RR_DO_LIST_NEXT_PANE);
	else if (action == RR_DO_LIST_LATER)
		fold(b);
	else if (action == RR_DO_LIST_EXPOSURE)
		show_from(b, "exposure", NULL);
	else if (action == RR_DO_LIST_PROOF)
		show_from(b, "proof", NULL);
	else if (action == RR_DO_LIST_WHY) {
		tab->why = !tab->why;
		rr_why_forget(b);
	}
	else if (action == RR_DO_LIST_WHY_DOWN ||
	    action == RR_DO_LIST_WHY_UP)
		rr_why_scroll(b, action == RR_DO_LIST_WHY_DOWN ? 1 : -1);
	else if (action == RR_DO_LIST_SEARCH ||
	    action == RR_DO_LIST_FILTER || action == RR_DO_LIST_COMMAND)
		open_prompt(b, action);
	else if (action == RR_DO_LIST_NEXT || action == RR_DO_LIST_PREVIOUS)
		search_on(b, action == RR_DO_LIST_NEXT, false);
	else if (action == RR_DO_LIST_ORDER)
		next_order(b);
	else if (action == RR_DO_LIST_REVERSE)
		rr_list_order(&tab->list, tab->list.column < 0 ? 0 :
		    tab->list.column, !tab->list.reversed);
	else if (action == RR_DO_LIST_MARK) {
		rr_list_mark(&tab->list);
		rr_list_move(&tab->list, RR_DO_LIST_DOWN);
	} else if (action == RR_DO_LIST_CANCEL)
		cancel(b);
	else if (action == RR_DO_LIST_ACTIONS)
		rr_actions_open(tui);
	else if (action == RR_DO_LIST_HELP)
		rr_help_open(tui);
	else if (action == RR_DO_LIST_MANUAL)
		rr_manual_open(tui, page_of(tui, tab->view));
	else if (action == RR_DO_LIST_WALK)
		rr_walk_open(b);
	else if (action == RR_DO_LIST_UNDO)
		rr_undo(tui);
	else if (action == RR_DO_LIST_REPAINT)
		rr_tui_reload(tui);
	else if (action == RR_DO_LIST_QUIT)
		tui->quit = !go_back(b);
	else if (rr_list_move(&tab->list, action))
		rr_rows_follow(b, tab);
}

static void
board_key(struct rr_pane *pane, struct rr_press p)
{
	struct rr_board *b = (struct rr_board *)pane;
	enum rr_action action = rr_keys_action(RR_IN_LIST, p);
	const struct rr_cmd *cmd = p.pasted ? NULL :
	    rr_run_find(b->pane.tui, rr_board_view(b)->name, p);

	if (p.pasted)
		rr_tui_say(pane->tui, "Paste into a field of a form, or "
		    "after ':'.");
	else if (cmd != NULL)
		rr_run_here(pane->tui, cmd);
	else if (action == RR_DO_LIST_PANE)
		show_key(b, (int)p.code - '0');
	else
		rr_board_do(b, action);
}

bool
rr_board_goto(struct rr_board *b, size_t n)
{
	rr_rows_whole(b, rr_board_tab(b));
	return rr_list_goto(&rr_board_tab(b)->list, n);
}

static void
board_prepare(struct rr_pane *pane)
{
	struct rr_board *b = (struct rr_board *)pane;
	struct rr_frame f;

	rr_frame_lay(b, rr_grid_all(&pane->tui->grid), &f);
	rr_why_prepare(b, f.why.cols - 1);
}

static void
board_draw(struct rr_pane *pane, struct rr_grid *g, struct rr_rect r)
{
	rr_frame_draw((struct rr_board *)pane, g, r);
}

/*
 * The matter is another or was derived anew: rows that are not on the screen
 * are let go now, while what they point at is still there.
 */
static void
board_reload(struct rr_pane *pane, bool recorded)
{
	struct rr_board *b = (struct rr_board *)pane;
	const char *key = pane->tui->open == NULL ? NULL :
	    pane->tui->open->matter.key;
	bool other = key != NULL && strcmp(b->matter.s, key) != 0;

	rr_why_forget(b);
	if (other) {
		rr_buf_clear(&b->matter);
		rr_buf_add(&b->matter, key);
	}
	for (size_t i = 0; i < RR_TABS; i++) {
		struct rr_tab *tab = &b->tabs[i];

		if (tab->rows == RR_ROWS_DOCKET && !recorded)
			continue;
		if (other && tab->rows != RR_ROWS_DOCKET)
			rr_list_restart(&tab->list);
		else if (key == NULL && tab->rows != RR_ROWS_DOCKET)
			rr_list_unmark(&tab->list);
		if (i == b->at) {
			rr_rows_load(b, tab, NULL);
			continue;
		}
		rr_list_drop(&tab->list);
		tab->loaded = false;
	}
}

static void
board_done(struct rr_pane *pane)
{
	struct rr_board *b = (struct rr_board *)pane;

	for (size_t i = 0; i < RR_TABS; i++) {
		rr_list_done(&b->tabs[i].list);
		rr_arena_free(b->tabs[i].arena);
	}
	rr_buf_free(&b->why.id);
	rr_buf_free(&b->why.text);
	rr_buf_free(&b->matter);
	rr_buf_free(&b->search_from);
}

struct rr_board *
rr_board_open(struct rr_tui *tui)
{
	static const struct rr_pane_ops ops = { .covers = true,
	    .key = board_key, .prepare = board_prepare, .draw = board_draw,
	    .reload = board_reload, .done = board_done };
#define RR_TAB(view, key, rows)	{ #view, key, RR_ROWS_##rows },
	static const struct { const char *view; int key; enum rr_rows rows; }
	    tabs[] = {
#include "tui/tabs.def"
	};
#undef RR_TAB
	static const struct rr_lists lists = { rr_board_show, rr_board_goto,
	    rr_board_do };
	struct rr_pane *pane = rr_pane_open(tui, &ops,
	    sizeof(struct rr_board));
	struct rr_board *b = (struct rr_board *)pane;

	tui->lists = &lists;
	for (size_t i = 0; i < RR_TABS; i++) {
		struct rr_tab *tab = &b->tabs[i];

		tab->view = rr_view_find(tabs[i].view);
		tab->key = tabs[i].key;
		tab->rows = tabs[i].rows;
		tab->why = tab->rows != RR_ROWS_DOCKET;
		tab->arena = rr_arena_new();
		rr_list_init(&tab->list, tab->view);
	}
	b->why.id = b->why.text = (struct rr_buf)RR_BUF_INIT;
	b->matter = b->search_from = (struct rr_buf)RR_BUF_INIT;
	return b;
}
