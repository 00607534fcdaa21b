/*
 * form_lay.c: the fields of a form, and what stands in them.
 *
 * A form is laid out from the command's parameters, and for an event or a
 * notice from the fields that the agreement declares for it; it knows neither.
 * When a choice changes, the form is laid out again, and what was filled in
 * under a name that is still there stays.
 *
 * What is in the fields' arena goes when the form is laid out again; values
 * are kept for as long as the form is open.
 */
#include "tui/form_int.h"

#include <string.h>

#include "regrights/seal.h"
#include "regrights/vec.h"

#define ROUNDS	3	/* of laying out, as one choice brings up another */

bool
rr_form_is_choice(const struct rr_form_field *f)
{
	return f->n > 0;
}

bool
rr_form_is_several(const struct rr_form_field *f)
{
	return f->n > 0 && (f->param->flags & RR_REPEATED) != 0;
}

static struct rr_entered *
find_entered(const struct rr_form *f, const char *name)
{
	for (struct rr_entered *e = f->entered; e != NULL; e = e->next)
		if (strcmp(e->name, name) == 0)
			return e;
	return NULL;
}

static struct rr_entered *
add_entered(struct rr_form *f, const char *name)
{
	struct rr_entered *e = rr_arena_alloc(f->pane.arena, sizeof(*e));

	e->name = rr_arena_strdup(f->pane.arena, name);
	e->edit = (struct rr_edit)RR_EDIT_INIT;
	e->next = f->entered;
	f->entered = e;
	return e;
}

static bool
has_lines(const struct rr_form_field *f)
{
	return rr_form_is_choice(f) || (f->param->flags & RR_REPEATED) != 0;
}

/* Keys are lines, each with its end; a text has none behind its last. */
void
rr_form_set(struct rr_form_field *f, const char *lines)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, lines);
	while (b.len > 0 && b.s[b.len - 1] == '\n')
		b.s[--b.len] = '\0';
	for (size_t i = 0; i < b.len && !has_lines(f); i++)
		if (b.s[i] == '\n')
			b.s[i] = ' ';
	f->value->edit.lines = has_lines(f);
	if (b.len > 0 && rr_form_is_choice(f))
		rr_buf_addc(&b, '\n');
	if (strcmp(b.s, f->value->edit.text.s) != 0)
		rr_edit_set(&f->value->edit, b.s);
	rr_buf_free(&b);
}

static void
add_args(struct rr_values *v, const char *name, const char *lines)
{
	while (*lines != '\0') {
		size_t n = strcspn(lines, "\n");

		if (n > 0)
			rr_values_add(v, name,
			    rr_arena_strndup(v->arena, lines, n));
		lines += n;
		lines += *lines == '\n' ? 1 : 0;
	}
}

/* The matter, and whatever else has no field of its own. */
static bool
is_hidden(const struct rr_param *p)
{
	return p->type == RR_PARAM_MATTER || (p->type == RR_PARAM_SET &&
	    strncmp(p->name, "set:", 4) != 0);
}

static void
add_hidden(const struct rr_form *f, struct rr_values *v)
{
	for (size_t i = 0; i < f->cmd->nparams; i++)
		if (f->cmd->params[i].type == RR_PARAM_MATTER &&
		    f->matter[0] != '\0')
			rr_values_add(v, f->cmd->params[i].name, f->matter);
}

struct rr_args
rr_form_args(const struct rr_form *f, struct rr_arena *arena)
{
	struct rr_values v;

	rr_values_init(&v, arena);
	add_hidden(f, &v);
	for (size_t i = 0; i < f->n; i++)
		add_args(&v, f->fields[i].param->name,
		    f->fields[i].value->edit.text.s);
	return rr_values_args(&v);
}

static bool
is_shown(const struct rr_form *f, const struct rr_entered *e)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->fields[i].value == e)
			return true;
	return false;
}

struct rr_args
rr_form_aside(const struct rr_form *f, struct rr_arena *arena)
{
	struct rr_values v;

	rr_values_init(&v, arena);
	for (const struct rr_entered *e = f->entered; e != NULL; e = e->next)
		if (!is_shown(f, e))
			add_args(&v, e->name, e->edit.text.s);
	return rr_values_args(&v);
}

/* All that was entered, before the fields of it are known. */
static struct rr_args
entered_args(const struct rr_form *f, struct rr_arena *arena)
{
	struct rr_values v;

	rr_values_init(&v, arena);
	add_hidden(f, &v);
	for (struct rr_entered *e = f->entered; e != NULL; e = e->next)
		add_args(&v, e->name, e->edit.text.s);
	return rr_values_args(&v);
}

void
rr_form_load(struct rr_form *f, const struct rr_args *args)
{
	for (size_t i = 0; i < args->n; i++) {
		struct rr_entered *e = find_entered(f, args->items[i].name);

		if (e == NULL)
			e = add_entered(f, args->items[i].name);
		if (rr_arg(args, e->name) == args->items[i].value)
			rr_edit_set(&e->edit, "");
		rr_buf_add(&e->edit.text, args->items[i].value);
		rr_buf_addc(&e->edit.text, '\n');
		e->by_hand = true;
		e->edit.at = e->edit.text.len;
	}
	f->stale = true;
}

void
rr_form_clear(struct rr_form *f)
{
	for (struct rr_entered *e = f->entered; e != NULL; e = e->next)
		rr_edit_done(&e->edit);
	f->entered = NULL;
	f->undo_of = NULL;
	f->n = f->at = f->top = 0;
	f->named.n = 0;
	f->touched = f->restored = false;
	f->unsaved = 0;
}

static bool
offers(const struct rr_form_field *f, const char *key)
{
	return rr_is_choice(f->choices, f->n, key);
}

/* It does not count, or is kept from sight: void, sealed. */
static bool
is_idle(const struct rr_form *form, const char *ref)
{
	const struct rr_case *c = form->pane.tui->open;
	int64_t seq, row;

	return c != NULL && rr_fact_ref_parse(ref, &seq, &row) &&
	    (rr_seal_of(c->facts, seq) != NULL ||
	    (rr_facts_find(c->facts, seq, row) != NULL &&
	    rr_facts_live(c->facts, seq, row) == NULL));
}

/*
 * An entry that is no choice any more, as the event is another, goes.  One that
 * never was, but is named, stays: what is said of it is why it cannot be.  So
 * does one that became void, or was sealed, under the open form.
 */
static void
keep_choices(const struct rr_form *form, struct rr_arena *arena,
    const struct rr_form_field *f, struct rr_buf *b)
{
	const struct rr_form_field *was = NULL;
	const char *p = f->value->edit.text.s;

	for (size_t i = 0; i < form->n; i++)
		if (form->fields[i].value == f->value)
			was = &form->fields[i];
	for (; *p != '\0'; p += *p == '\n' ? 1 : 0) {
		size_t n = strcspn(p, "\n");
		const char *key = rr_arena_strndup(arena, p, n);

		if (n > 0 && (offers(f, key) || was == NULL ||
		    !offers(was, key) || is_idle(form, key)))
			rr_buf_printf(b, "%s\n", key);
		p += n;
	}
}

/*
 * What stands in a field: what was filled in, else what is proposed.  An
 * entry, who sends or gets it and what is left to pay are proposed anew with
 * each choice, and stay when the record alone has changed; in a draft blank
 * stays blank.
 */
static void
add_value(struct rr_form *f, struct rr_arena *arena,
    const struct rr_form_field *field, const struct rr_args *args,
    bool fresh, struct rr_buf *b)
{
	const struct rr_param *p = field->param;
	const struct rr_ask ask = { .cmd = f->cmd, .p = p, .args = args,
	    .choices = field->choices, .n = field->n };
	bool entry = p->type == RR_PARAM_FACT;
	bool anew = !f->reloads && (p->type == RR_PARAM_PARTY ||
	    p->type == RR_PARAM_PARTIES || (p->type == RR_PARAM_TEXT &&
	    strncmp(p->name, "set:", 4) == 0)) &&
	    (field->value->proposed || field->value->edit.text.len == 0);

	if (!f->restored && !field->value->by_hand &&
	    (fresh || entry || anew)) {
		rr_fill_value(f->pane.tui, arena, &ask, b);
		field->value->proposed = anew && b->len > 0;
	} else if (entry && !f->reloads)
		keep_choices(f, arena, field, b);
	else
		rr_buf_add(b, field->value->edit.text.s);
}

/* Fills a field in; true when that is the first time. */
static bool
make_field(struct rr_form *f, struct rr_arena *arena,
    const struct rr_param *p, const struct rr_args *args,
    struct rr_form_field *field)
{
	struct rr_tui *tui = f->pane.tui;
	struct rr_buf b = RR_BUF_INIT;
	bool fresh;

	field->param = p;
	field->value = find_entered(f, p->name);
	if (!rr_param_choices(arena, tui->app, tui->open, f->cmd, p, args,
	    &field->choices, &field->n, tui->diags))
		field->n = 0;
	rr_fill_order(tui, p, field->choices, field->n);
	rr_diags_clear(tui->diags);
	fresh = field->value == NULL;
	if (fresh)
		field->value = add_entered(f, p->name);
	add_value(f, arena, field, args, fresh, &b);
	rr_form_set(field, b.s);
	if (rr_param_present(tui->open, f->cmd, p, args, &b))
		field->now = rr_arena_strdup(arena, b.s);
	rr_buf_free(&b);
	return fresh;
}

static bool
lay_once(struct rr_form *f)
{
	struct rr_tui *tui = f->pane.tui;
	struct rr_arena *arena = rr_arena_new();
	struct rr_args args = f->n > 0 ? rr_form_args(f, arena) :
	    entered_args(f, arena);
	struct rr_vec fields = RR_VEC_INIT(struct rr_form_field);
	struct rr_param *params;
	size_t n;
	bool more = false;

	if (!rr_cmd_params(arena, tui->app, tui->open, f->cmd, &args, &params,
	    &n, tui->diags)) {
		rr_tui_complain(tui);
		n = 0;
	}
	for (size_t i = 0; i < n; i++)
		if (!is_hidden(&params[i]))
			more |= make_field(f, arena, &params[i], &args,
			    rr_vec_add(arena, &fields));
	rr_arena_free(f->made);
	f->made = arena;
	f->fields = fields.items;
	f->n = fields.n;
	return more;
}

void
rr_form_lay(struct rr_form *f)
{
	struct rr_arena *arena = rr_arena_new();
	const char *name = f->at < f->n ? rr_arena_strdup(arena,
	    f->fields[f->at].param->name) : "";

	for (int i = 0; i < ROUNDS && lay_once(f); i++)
		continue;
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->fields[i].param->name, name) == 0)
			f->at = i;
	if (f->at >= f->n)
		f->at = f->n > 0 ? f->n - 1 : 0;
	f->stale = true;
	rr_arena_free(arena);
}
