/*
 * form_draft.c: a form's draft is kept, offered and dropped.
 *
 * What was typed is on the disk in the next second, or after KEYS_UNSAVED
 * keys, whichever comes first, and at once when the program is told to end.
 */
#include "regrights/case.h"
#include "tui/draft_int.h"
#include "tui/form_int.h"

#define KEYS_UNSAVED	20

void
rr_form_save_old(struct rr_form *f)
{
	if (f->unsaved >= KEYS_UNSAVED ||
	    (f->unsaved > 0 && rr_now(f->pane.tui->app).sec != f->saved_at.sec))
		rr_form_save(&f->pane);
}

void
rr_form_save(struct rr_pane *pane)
{
	struct rr_form *f = (struct rr_form *)pane;
	struct rr_arena *arena;
	struct rr_draft d;

	if (f->unsaved == 0 || pane->closed)
		return;
	arena = rr_arena_new();
	d.db = f->db;
	d.matter = f->matter;
	d.command = f->cmd->name;
	d.saved = rr_now(f->pane.tui->app);
	d.args = rr_form_args(f, arena);
	if (!rr_draft_save(arena, &d, pane->tui->diags))
		rr_tui_complain(pane->tui);
	f->unsaved = 0;
	f->saved_at = d.saved;
	rr_arena_free(arena);
}

void
rr_form_drop(struct rr_form *f)
{
	struct rr_arena *arena = rr_arena_new();

	rr_draft_drop(arena, f->db, f->matter, f->cmd->name);
	rr_arena_free(arena);
}

static void
took_offer(void *ctx, int key)
{
	struct rr_form *f = ctx;
	struct rr_arena *arena = rr_arena_new();
	struct rr_draft d;

	if (key == 'n')
		rr_form_drop(f);
	else if (key == 0)
		rr_pane_close(&f->pane);
	else if (rr_draft_find(arena, f->db, f->matter, f->cmd->name, &d)) {
		rr_form_clear(f);
		f->restored = true;
		rr_form_load(f, &d.args);
		rr_form_lay(f);
		f->touched = true;
	}
	rr_arena_free(arena);
}

void
rr_form_offer(struct rr_form *f)
{
	struct rr_tui *tui = f->pane.tui;
	struct rr_arena *arena = rr_arena_new();
	struct rr_buf b = RR_BUF_INIT;
	struct rr_wall wall;
	struct rr_draft d;

	if (rr_draft_find(arena, f->db, f->matter, f->cmd->name, &d)) {
		rr_buf_add(&b, "A draft of ");
		if (tui->open != NULL) {
			wall = rr_zone_wall(tui->open->zone, d.saved);
			wall.sec -= wall.sec % 60;
			rr_wall_text(wall, &b);
		} else
			rr_instant_text(d.saved, &b);
		rr_buf_add(&b, " was kept. y goes on with it, n drops it ");
		rr_ask_open(tui, b.s, "yn", took_offer, f);
	}
	rr_buf_free(&b);
	rr_arena_free(arena);
}
