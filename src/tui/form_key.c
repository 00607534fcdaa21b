/*
 * form_key.c: what keys do in a form.
 *
 * A field with choices opens a picker with the first letter typed.  Recording
 * tries at once; what is wrong is said beside its field, and nothing that was
 * typed goes.
 */
#include <string.h>

#include "tui/form_int.h"

static struct rr_form_field *
field_at(struct rr_form *f)
{
	return f->at < f->n ? &f->fields[f->at] : NULL;
}

/* What is kept is what the form shows by then. */
static void
changed(struct rr_form *f)
{
	f->touched = f->stale = true;
	f->unsaved++;
	rr_form_save_old(f);
}

/* What stands beside the blanks may be that of the day just left. */
static void
step(struct rr_form *f, bool next)
{
	bool when = f->n > 0 && field_at(f)->param->type == RR_PARAM_WHEN;

	if (f->n > 0)
		f->at = (f->at + (next ? 1 : f->n - 1)) % f->n;
	if (when)
		rr_form_lay(f);
	/* What was left is told where it is wrong by itself. */
	if (!rr_form_is_whole(f))
		f->stale = true;
}

/* An entry that stood in a field, other than the one that is filled in. */
struct stood {
	const struct rr_entered	*value;
	const char		*key, *words;
};

static size_t
entries_of(const struct rr_form *f, struct rr_arena *arena,
    struct stood **out)
{
	struct stood *all = rr_arena_array(arena, f->n + 1, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct rr_form_field *field = &f->fields[i];
		struct rr_buf b = RR_BUF_INIT;

		if (i == f->at || field->param->type != RR_PARAM_FACT ||
		    field->value->edit.text.len == 0)
			continue;
		rr_form_shown(field, &b);
		all[n].value = field->value;
		all[n].key = rr_arena_strdup(arena,
		    field->value->edit.text.s);
		all[n++].words = rr_buf_keep(&b, arena);
	}
	*out = all;
	return n;
}

/* What is chosen has a field of its own for it. */
static bool
stands_elsewhere(const struct rr_form *f, const char *key)
{
	for (size_t i = 0; i < f->n; i++)
		if (i != f->at && strcmp(f->fields[i].value->edit.text.s,
		    key) == 0)
			return true;
	return false;
}

/* What is chosen cannot be about it: that it goes is not passed over. */
static void
say_left_out(struct rr_form *f, const struct stood *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < f->n; k++)
			if (f->fields[k].value == all[i].value &&
			    all[i].value->edit.text.len == 0 &&
			    !stands_elsewhere(f, all[i].key))
				rr_tui_say(f->pane.tui, "%s: %s is left out, "
				    "as this is not about such an entry by "
				    "the agreement; Enter there chooses.",
				    f->fields[k].param->title, all[i].words);
}

/* Another choice may bring up other fields. */
static void
choose(struct rr_form *f, const char *keys)
{
	struct rr_arena *arena = rr_arena_new();
	struct stood *stood;
	size_t n = entries_of(f, arena, &stood);

	field_at(f)->value->by_hand = true;
	rr_form_set(field_at(f), keys);
	rr_form_renote(f, field_at(f));
	rr_form_lay(f);
	rr_form_note(f);
	say_left_out(f, stood, n);
	changed(f);
	rr_arena_free(arena);
}

static void
took(void *ctx, const char *keys)
{
	struct rr_form *f = ctx;

	choose(f, keys);
	step(f, true);
}

/* Parties are named by keys, roles and parts of names; a new one by its key. */
static bool
may_be_new(enum rr_param_type type)
{
	return type == RR_PARAM_PARTY || type == RR_PARAM_PARTIES;
}

static void
open_picker(struct rr_form *f, const char *typed)
{
	struct rr_form_field *field = field_at(f);
	struct rr_arena *arena = rr_arena_new();
	struct rr_item *items = rr_arena_array(arena, field->n + 1,
	    sizeof(*items));
	struct rr_pick pick = { .title = field->param->title, .items = items,
	    .n = field->n, .several = rr_form_is_several(field),
	    .free = may_be_new(field->param->type),
	    .numbers = rr_is_number(field->param),
	    .marked = field->value->edit.text.s, .typed = typed, .ctx = f,
	    .took = took };

	for (size_t i = 0; i < field->n; i++) {
		items[i].key = field->choices[i].key;
		items[i].label = field->choices[i].label;
	}
	rr_pick_open(f->pane.tui, &pick);
	rr_arena_free(arena);
}

/* The choice before or after the one that is taken. */
static void
choose_next(struct rr_form *f, bool next)
{
	struct rr_form_field *field = field_at(f);
	struct rr_buf key = RR_BUF_INIT;
	size_t at = next ? field->n - 1 : 0;

	for (size_t i = 0; i < field->n; i++)
		if (rr_pick_has(field->value->edit.text.s,
		    field->choices[i].key))
			at = i;
	at = (at + (next ? 1 : field->n - 1)) % field->n;
	rr_buf_printf(&key, "%s\n", field->choices[at].key);
	choose(f, key.s);
	rr_buf_free(&key);
}

static void
choice_key(struct rr_form *f, struct rr_press p)
{
	struct rr_form_field *field = field_at(f);
	struct rr_buf typed = RR_BUF_INIT;

	if (p.pasted)
		return;
	if (p.code == RR_KEY_BACKSPACE || p.code == RR_KEY_DELETE ||
	    rr_keys_action(RR_IN_EDIT, p) == RR_DO_EDIT_CLEAR)
		choose(f, "");
	else if ((p.code == RR_KEY_LEFT || p.code == RR_KEY_RIGHT) &&
	    !rr_form_is_several(field))
		choose_next(f, p.code == RR_KEY_RIGHT);
	else if (rr_press_is_text(p)) {
		if (p.code != ' ')
			rr_press_text(p, &typed);
		open_picker(f, typed.len > 0 ? typed.s : NULL);
	}
	rr_buf_free(&typed);
}

static void
flag_key(struct rr_form *f, struct rr_press p)
{
	struct rr_form_field *field = field_at(f);
	bool set = field->value->edit.text.len > 0;

	if (p.pasted || (p.code != ' ' && p.code != 'y' && p.code != 'n' &&
	    p.code != RR_KEY_LEFT && p.code != RR_KEY_RIGHT))
		return;
	if (p.code == 'y' || p.code == 'n')
		set = p.code == 'n';
	choose(f, set ? "" : "yes");
}

static void
type(struct rr_form *f, struct rr_press p)
{
	struct rr_form_field *field = field_at(f);

	if (field == NULL)
		return;
	if (rr_form_is_choice(field))
		choice_key(f, p);
	else if (field->param->type == RR_PARAM_FLAG)
		flag_key(f, p);
	else if (rr_edit_key(&field->value->edit, p)) {
		if (field->value->edit.full)
			rr_tui_say(f->pane.tui, RR_EDIT_FULL);
		field->value->by_hand = true;
		rr_form_renote(f, field);
		changed(f);
	}
}

static void
open_field(struct rr_form *f)
{
	struct rr_form_field *field = field_at(f);

	if (field != NULL && rr_form_is_choice(field))
		open_picker(f, NULL);
	else
		step(f, true);
}

/* To the first field about which something is wrong. */
static void
go_to_error(struct rr_form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->fields[i].error != NULL) {
			f->at = i;
			return;
		}
}

/* What it left as it is, behind what was recorded, in one line. */
static void
say_beside(struct rr_form *f)
{
	const char *s = rr_form_beside(f);

	while (s != NULL && *s != '\0') {
		size_t n = strcspn(s, "\n");

		rr_buf_add(&f->pane.tui->message, "  ");
		rr_buf_addn(&f->pane.tui->message, s, n);
		s += n + (s[n] == '\n' ? 1 : 0);
	}
}

/* The field that has to be ticked for more than a preview, or NULL. */
static struct rr_form_field *
unticked(struct rr_form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if ((f->fields[i].param->flags & RR_APPLIES) != 0 &&
		    f->fields[i].value->edit.text.len == 0)
			return &f->fields[i];
	return NULL;
}

static void
record_now(struct rr_form *f)
{
	struct rr_tui *tui = f->pane.tui;
	struct rr_arena *arena = rr_arena_new();
	struct rr_args args = rr_form_args(f, arena);
	const struct rr_reads reads = { &f->files, f->read, true };
	bool ok;

	rr_diags_clear(tui->diags);
	tui->draft = rr_draft_path(arena, &f->own);
	rr_form_holds(f, true);
	rr_session_reads(tui->app, &reads);
	ok = rr_run_now(tui, f->cmd, &args, true);
	rr_session_reads(tui->app, NULL);
	rr_form_holds(f, false);
	tui->draft = NULL;
	if (ok && unticked(f) != NULL)
		rr_form_keep(f);
	else if (ok) {
		rr_form_drop(f);
		f->unsaved = 0;
		say_beside(f);
		rr_pane_close(&f->pane);
	} else {
		rr_form_blame(f, tui->diags);
		go_to_error(f);
		/* What was shown is not so any more: it is shown anew. */
		f->stale = rr_diags_find(tui->diags, RR_E_STALE) != NULL;
		rr_tui_complain(tui);
	}
	rr_arena_free(arena);
}

/* In this matter, behind what the preview was made from: nobody has seen it. */
static bool
is_overtaken(struct rr_form *f)
{
	struct rr_tui *tui = f->pane.tui;
	const int64_t was = tui->open != NULL ? tui->open->matter.head : 0;
	struct rr_buf b = RR_BUF_INIT;
	bool looked, overtaken;

	tui->look(tui, &looked);
	overtaken = tui->open != NULL && tui->open->matter.head != was;
	if (overtaken) {
		rr_news_text(tui, f->matter, was, &b);
		rr_tui_say(tui, "Nothing is recorded yet.  %s  Look at what "
		    "would follow now; F2 records it.", b.s);
	}
	rr_buf_free(&b);
	return overtaken;
}

/*
 * What is only shown as long as a field is not ticked is shown below already,
 * if it records: nothing is run then, and nothing that was typed goes.
 */
static void
apply(struct rr_form *f)
{
	struct rr_form_field *field = unticked(f);

	if (field == NULL || f->cmd->effect != RR_RECORDS) {
		record_now(f);
		return;
	}
	f->at = (size_t)(field - f->fields);
	rr_tui_say(f->pane.tui, "Nothing is recorded while \"%s\" is not "
	    "ticked; Space ticks it, then F2 records what is shown below.",
	    field->param->title);
}

static void
took_destroy(void *ctx, int key)
{
	if (key == 'y')
		record_now(ctx);
}

/* Nothing is destroyed by a key that also does something else. */
static void
record(struct rr_form *f)
{
	const struct rr_form_field *field = NULL;
	struct rr_buf b = RR_BUF_INIT;

	if (f->cmd->effect == RR_RECORDS && is_overtaken(f))
		return;
	for (size_t i = 0; i < f->n; i++)
		if ((f->fields[i].param->flags & RR_DESTROYS) != 0 &&
		    f->fields[i].value->edit.text.len > 0)
			field = &f->fields[i];
	if (field == NULL) {
		apply(f);
		return;
	}
	/* Nobody agrees to what cannot be done. */
	go_to_error(f);
	if (field_at(f) != NULL && field_at(f)->error != NULL) {
		rr_tui_say(f->pane.tui, "%s", field_at(f)->error);
		return;
	}
	rr_buf_printf(&b, "What %s ", field->param->title);
	rr_form_shown(field, &b);
	rr_buf_add(&b, " says is destroyed for good; nothing brings it back. "
	    "Type y to destroy it, n to keep it.");
	rr_ask_open(f->pane.tui, b.s, "yn", took_destroy, f);
	rr_buf_free(&b);
}

static void
took_leave(void *ctx, int key)
{
	struct rr_form *f = ctx;

	if (key == 'y')
		rr_pane_close(&f->pane);
}

static void
leave(struct rr_form *f)
{
	if (!f->touched) {
		rr_pane_close(&f->pane);
		return;
	}
	rr_ask_open(f->pane.tui, rr_form_keep(f) ?
	    "Leave? What was typed is kept as a draft. y leaves, n stays " :
	    "Leave? What was typed cannot be kept as a draft: it is lost. "
	    "y leaves, n stays ", "yn", took_leave, f);
}

/* What was typed is left as a draft, so that a slip of a key ends nothing. */
static void
start_afresh(struct rr_form *f)
{
	if (!rr_form_keep(f))
		return;
	if (f->own.fd >= 0)
		rr_tui_say(f->pane.tui, "What was typed is kept as a draft; "
		    "it is offered when the form is opened again.");
	rr_draft_leave(&f->own);
	f->touched = f->restored = false;
	rr_form_clear(f);
	rr_form_load(f, &f->given);
	rr_form_lay(f);
	rr_form_note(f);
}

/* How the field was when the cursor came to it, so that it can be again. */
static void
remember(struct rr_form *f)
{
	const struct rr_form_field *field = field_at(f);

	if (field == NULL || field->value == f->undo_of)
		return;
	f->undo_of = field->value;
	rr_buf_clear(&f->was);
	rr_buf_add(&f->was, field->value->edit.text.s);
}

/* A second time it is as it was before the first. */
static void
undo(struct rr_form *f)
{
	struct rr_form_field *field = field_at(f);
	struct rr_buf now = RR_BUF_INIT;

	if (field == NULL)
		return;
	rr_buf_add(&now, field->value->edit.text.s);
	choose(f, f->was.s);
	rr_buf_free(&f->was);
	f->was = now;
}

void
rr_form_key(struct rr_pane *pane, struct rr_press p)
{
	struct rr_form *f = (struct rr_form *)pane;
	enum rr_action action = rr_keys_action(RR_IN_FORM, p);

	remember(f);
	if (action == RR_DO_FORM_NEXT || action == RR_DO_FORM_PREVIOUS)
		step(f, action == RR_DO_FORM_NEXT);
	else if (action == RR_DO_FORM_OPEN)
		open_field(f);
	else if (action == RR_DO_FORM_RECORD)
		record(f);
	else if (action == RR_DO_FORM_LEAVE)
		leave(f);
	else if (action == RR_DO_FORM_UNDO)
		undo(f);
	else if (action == RR_DO_FORM_AFRESH)
		start_afresh(f);
	else if (action == RR_DO_FORM_WHY_DOWN)
		f->scroll += f->page > 1 ? f->page - 1 : 1;
	else if (action == RR_DO_FORM_WHY_UP)
		f->scroll -= f->page > 1 ? f->page - 1 : 1;
	else if (action == RR_DO_FORM_MANUAL)
		rr_manual_open(pane->tui, f->cmd->man);
	else if (action != RR_DO_FORM_REPAINT)
		type(f, p);
}
