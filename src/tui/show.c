/*
 * show.c: which of the lists is shown, and the way back to those before it.
 */
#include <string.h>

#include "tui/board_int.h"

/* Shows a tab; where its matter cannot be opened, the one before stays. */
bool
rr_board_to(struct rr_board *b, size_t at, const char *id)
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
			return rr_board_to(b, i, id);
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
void
rr_board_key(struct rr_board *b, int key)
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
		rr_board_to(b, last, NULL);
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
void
rr_board_lead(struct rr_board *b, const char *view, const char *id)
{
	size_t from = b->at, back[RR_TABS];

	for (size_t i = 0; i < RR_TABS; i++)
		back[i] = is_behind(b, i) ? b->tabs[i].back : from + 1;
	if (rr_board_show(b, view, id) && b->at != from)
		rr_board_tab(b)->back = back[b->at];
}

/* False: nothing led here. */
bool
rr_board_back(struct rr_board *b)
{
	size_t to = rr_board_tab(b)->back, further;

	if (to == 0)
		return false;
	further = b->tabs[to - 1].back;
	if (rr_board_to(b, to - 1, NULL))
		rr_board_tab(b)->back = further;
	return true;
}
