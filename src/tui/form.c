/*
 * form.c: the values of a command.
 *
 * The matter is the one that is open and is not asked for again.
 */
#include "tui/form_int.h"

#include "regrights/session.h"

/* To the first field that has to be filled in. */
static void
go_to_first(struct rr_form *f)
{
	for (f->at = 0; f->at < f->n; f->at++)
		if ((f->fields[f->at].param->flags & RR_REQUIRED) != 0 &&
		    f->fields[f->at].value->edit.text.len == 0)
			return;
	f->at = 0;
}

/* A draft is a second old at most, however fast someone types. */
static void
form_prepare(struct rr_pane *pane)
{
	rr_form_save_old((struct rr_form *)pane);
}

static bool
form_work(struct rr_pane *pane)
{
	struct rr_form *f = (struct rr_form *)pane;

	if (!f->stale)
		return false;
	f->stale = false;
	rr_form_preview(f);
	return true;
}

/* What others recorded puts no other entry in the place of one that stands. */
static void
hold_entries(struct rr_form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->fields[i].param->type == RR_PARAM_FACT &&
		    f->fields[i].value->edit.text.len > 0)
			f->fields[i].value->by_hand = true;
}

static void
form_reload(struct rr_pane *pane, bool recorded)
{
	struct rr_form *f = (struct rr_form *)pane;

	(void)recorded;
	hold_entries(f);
	f->reloads = true;
	rr_form_lay(f);
	f->reloads = false;
	rr_form_note(f);
}

static void
form_done(struct rr_pane *pane)
{
	struct rr_form *f = (struct rr_form *)pane;

	rr_draft_leave(&f->own);
	rr_form_clear(f);
	rr_arena_free(f->made);
	rr_arena_free(f->shown);
	rr_arena_free(f->read);
	rr_buf_free(&f->preview);
	rr_buf_free(&f->was);
}

void
rr_form_open(struct rr_tui *tui, const struct rr_cmd *cmd,
    const struct rr_args *args, const char *beside)
{
	static const struct rr_pane_ops ops = { .covers = true,
	    .key = rr_form_key, .prepare = form_prepare, .work = form_work,
	    .draw = rr_form_draw, .save = rr_form_save,
	    .reload = form_reload, .done = form_done };
	struct rr_pane *pane = rr_pane_open(tui, &ops,
	    sizeof(struct rr_form));
	struct rr_form *f = (struct rr_form *)pane;
	struct rr_values given;

	f->cmd = cmd;
	if (beside != NULL)
		f->beside = rr_arena_strdup(pane->arena, beside);
	f->matter = rr_arena_strdup(pane->arena, tui->open == NULL ? "" :
	    tui->open->matter.key);
	f->db = rr_arena_strdup(pane->arena, rr_session_path(tui->app));
	f->own = RR_DRAFT_FILE_NONE;
	f->made = rr_arena_new();
	f->shown = rr_arena_new();
	f->read = rr_arena_new();
	f->files = (struct rr_vec)RR_VEC_INIT(struct rr_read);
	f->preview = f->was = (struct rr_buf)RR_BUF_INIT;
	rr_values_init(&given, pane->arena);
	rr_values_copy(&given, args);
	f->given = rr_values_args(&given);
	f->named = (struct rr_vec)RR_VEC_INIT(struct rr_head);
	f->held = (struct rr_vec)RR_VEC_INIT(struct rr_head);
	rr_form_load(f, &f->given);
	rr_form_lay(f);
	rr_form_note(f);
	go_to_first(f);
	rr_form_offer(f);
}
