/*
 * form_draft.c: a form's draft is kept, offered and dropped.
 *
 * What was typed is on the disk in the next second, or after KEYS_UNSAVED
 * keys, whichever comes first, and at once when the program is told to end.
 * Drafts that no window has open are offered, the latest first; only what is
 * recorded, or discarded when asked twice, goes.
 */
#include <string.h>

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

bool
rr_form_keep(struct rr_form *f)
{
	struct rr_tui *tui = f->pane.tui;
	struct rr_arena *arena;
	struct rr_draft d = { 0 };

	if (f->unsaved == 0 && !f->unkept)
		return true;
	arena = rr_arena_new();
	d.db = f->db;
	d.matter = f->matter;
	d.command = f->cmd->name;
	d.saved = rr_now(tui->app);
	d.named = f->named.items;
	d.nnamed = f->named.n;
	d.args = rr_form_args(f, arena);
	d.aside = rr_form_aside(f, arena);
	f->unkept = !rr_draft_save(arena, &d, &f->own, tui->diags);
	if (f->unkept)
		rr_tui_complain(tui);
	f->unsaved = 0;
	f->saved_at = d.saved;
	rr_arena_free(arena);
	return !f->unkept;
}

void
rr_form_save(struct rr_pane *pane)
{
	if (!pane->closed)
		rr_form_keep((struct rr_form *)pane);
}

void
rr_form_drop(struct rr_form *f)
{
	struct rr_arena *arena = rr_arena_new();

	rr_draft_drop(arena, &f->own);
	rr_arena_free(arena);
}

static bool
is_of(const struct rr_form *f, const struct rr_draft *d)
{
	return strcmp(d->matter, f->matter) == 0 &&
	    strcmp(d->command, f->cmd->name) == 0;
}

/* How many drafts of the form, from one on, are held, or are not. */
static size_t
count(const struct rr_form *f, size_t from, bool held)
{
	size_t n = 0;

	for (size_t i = from; i < f->ndrafts; i++)
		n += is_of(f, &f->drafts[i]) && f->drafts[i].held == held;
	return n;
}

static void
say_held(struct rr_form *f)
{
	size_t n = count(f, 0, true);

	if (n == 1)
		rr_tui_say(f->pane.tui, "A draft of this form is open in "
		    "another window; it stays there.");
	else if (n > 1)
		rr_tui_say(f->pane.tui, "%zu drafts of this form are open in "
		    "other windows; they stay there.", n);
}

static void	ask_about(struct rr_form *);

/* Asks about the next draft that this form can have. */
static void
offer_next(struct rr_form *f)
{
	while (f->offered < f->ndrafts) {
		struct rr_draft *d = &f->drafts[f->offered++];

		if (is_of(f, d) && !d->held &&
		    rr_draft_take(f->pane.arena, d, &f->own)) {
			ask_about(f);
			return;
		}
	}
	say_held(f);
}

static void
go_on(struct rr_form *f)
{
	const struct rr_draft *d = &f->drafts[f->offered - 1];

	rr_form_clear(f);
	f->restored = true;
	for (size_t i = 0; i < d->nnamed; i++)
		*(struct rr_head *)rr_vec_add(f->pane.arena, &f->named) =
		    d->named[i];
	rr_form_load(f, &d->args);
	rr_form_lay(f);
	if (d->aside.n > 0) {
		rr_form_load(f, &d->aside);
		rr_form_lay(f);
	}
	rr_form_note(f);
	f->touched = true;
	say_held(f);
}

static void
took_discard(void *ctx, int key)
{
	struct rr_form *f = ctx;

	if (key == 'y') {
		rr_form_drop(f);
		offer_next(f);
	} else
		ask_about(f);
}

static void
took_offer(void *ctx, int key)
{
	struct rr_form *f = ctx;

	if (key == 'y')
		go_on(f);
	else if (key == 'd')
		rr_ask_open(f->pane.tui, "Discard this draft? What was typed "
		    "is gone then, for good. y discards it, n keeps it ",
		    "yn", took_discard, f);
	else {
		rr_draft_leave(&f->own);
		if (key == 'n')
			offer_next(f);
		else
			rr_pane_close(&f->pane);
	}
}

/* The draft that was taken over last. */
static void
ask_about(struct rr_form *f)
{
	const struct rr_tui *tui = f->pane.tui;
	rr_instant saved = f->drafts[f->offered - 1].saved;
	size_t more = count(f, f->offered, false);
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, "A draft of ");
	saved.sec -= saved.sec % 60;
	if (tui->open != NULL)
		rr_zone_tell(tui->open->zone, saved, &b);
	else
		rr_instant_text(saved, &b);
	rr_buf_add(&b, " was kept");
	if (more > 0)
		rr_buf_printf(&b, ", and %zu before it", more);
	rr_buf_add(&b, ". y goes on with it, n keeps it for later, d discards "
	    "it ");
	rr_ask_open(f->pane.tui, b.s, "ynd", took_offer, f);
	rr_buf_free(&b);
}

void
rr_form_offer(struct rr_form *f)
{
	f->ndrafts = rr_draft_list(f->pane.arena, f->db, &f->drafts);
	f->offered = 0;
	offer_next(f);
}
