/*
 * form_preview.c: what would follow, while a form is filled in.
 *
 * The command itself is tried, with nothing written, whenever a value has
 * changed and no key is waiting; its answer and its complaints are those that
 * recording would give.
 */
#include <string.h>

#include "regrights/seal.h"
#include "regrights/session.h"
#include "tui/form_int.h"

/* True when the complaint begins with the name of the field. */
static bool
is_about(const struct rr_diag *d, const struct rr_param *p)
{
	const char *s = d->what, *name = p->name;
	size_t n;

	if (strncmp(name, "set:", 4) == 0)
		name += 4;
	if (strncmp(s, "--", 2) == 0)
		s += 2;
	n = strlen(name);
	if (strncmp(s, name, n) == 0 && strchr(":, '", s[n]) != NULL)
		return true;
	n = strlen(p->title);
	return n > 0 && strncmp(s, p->title, n) == 0 &&
	    (s[n] == ':' || strncmp(s + n, " (", 2) == 0);
}

/* What that is that is wrong is in the words behind it alone. */
static bool
says_itself(enum rr_code code)
{
	return code == RR_E_FACT || code == RR_E_TYPE;
}

/* "name 'value': …", the value stands beside it; or "name: …". */
static const char *
behind_name(const char *what)
{
	const char *colon = strstr(what, ": "), *quote = strchr(what, '\'');
	const char *name = strstr(what, " '");
	const char *end = name != NULL && name + 1 == quote ?
	    strstr(quote + 1, "': ") : NULL;

	if (colon == NULL || (quote != NULL && quote < colon && end == NULL))
		return what;
	return quote != NULL && quote < colon ? end + 3 : colon + 2;
}

/* The complaint without the name of the field, which it stands beside. */
static const char *
without_name(const struct rr_diag *d, struct rr_arena *arena)
{
	const char *what = behind_name(d->what);

	/* How it is given in a shell is not asked here. */
	if (strstr(d->what, "=\xe2\x80\xa6)") != NULL)
		return rr_code_text(d->code);
	return says_itself(d->code) ? rr_arena_strdup(arena, what) :
	    rr_arena_printf(arena, "%s: %s", rr_code_text(d->code), what);
}

/* Which option a text goes on with behind its dashes, or NULL. */
static const struct rr_param *
option_at(const struct rr_cmd *cmd, const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	for (size_t i = 0; i < cmd->nparams; i++)
		if (strlen(cmd->params[i].name) == n &&
		    strncmp(cmd->params[i].name, s, n) == 0)
			return &cmd->params[i];
	return NULL;
}

/* As the form has it: an option is the field that it fills. */
static void
add_as_fields(const struct rr_form *f, const char *s, struct rr_buf *b)
{
	for (const char *dashes; (dashes = strstr(s, "--")) != NULL; ) {
		const struct rr_param *p = option_at(f->cmd, dashes + 2);

		rr_buf_addn(b, s, (size_t)(dashes - s));
		s = dashes + 2;
		rr_buf_add(b, p != NULL ? p->title : "--");
		s += p != NULL ? strlen(p->name) : 0;
	}
	rr_buf_add(b, s);
}

static const char *
as_fields(const struct rr_form *f, const char *s)
{
	struct rr_buf b = RR_BUF_INIT;

	add_as_fields(f, s, &b);
	return rr_buf_keep(&b, f->shown);
}

/* A line of what is wrong; as it is said beside its field. */
static const char *
say_wrong(struct rr_form *f, const struct rr_diag *d)
{
	struct rr_diag shown = *d;

	shown.what = as_fields(f, d->what);
	rr_buf_add(&f->preview, "! ");
	rr_tui_diag(&shown, &f->preview);
	rr_buf_addc(&f->preview, '\n');
	return as_fields(f, without_name(d, f->shown));
}

void
rr_form_blame(struct rr_form *f, const struct rr_diags *diags)
{
	size_t n = rr_diags_count(diags);

	rr_buf_clear(&f->preview);
	rr_arena_reset(f->shown);
	for (size_t k = 0; k < f->n; k++)
		f->fields[k].error = NULL;
	for (size_t i = 0; i < n; i++) {
		const struct rr_diag *d = rr_diags_get(diags, i);
		const char *says = say_wrong(f, d);

		for (size_t k = 0; k < f->n; k++)
			if (f->fields[k].error == NULL &&
			    is_about(d, f->fields[k].param)) {
				f->fields[k].error = says;
				break;
			}
	}
}

/* False when all that is required is there. */
static bool
say_missing(struct rr_form *f)
{
	struct rr_buf *b = &f->preview;
	bool any = false;

	for (size_t i = 0; i < f->n; i++) {
		const struct rr_form_field *field = &f->fields[i];

		if ((field->param->flags & RR_REQUIRED) == 0 ||
		    field->value->edit.text.len > 0)
			continue;
		rr_buf_printf(b, "%s%s", any ? ", " : "Still to fill in: ",
		    field->param->title);
		any = true;
	}
	if (any)
		rr_buf_add(b, ".\n");
	return any;
}

static bool
has_entry(const struct rr_fact *facts, size_t n, int64_t seq, int64_t row)
{
	for (size_t i = 0; i < n; i++)
		if (facts[i].seq == seq && (row == 0 || facts[i].row == row))
			return true;
	return false;
}

static void
say_void(struct rr_form *f, const char *ref, const struct rr_fact *by)
{
	if (by == NULL)
		rr_buf_printf(&f->preview, "! entry %s is void already\n",
		    ref);
	else
		rr_buf_printf(&f->preview, "! entry %s is void already, by "
		    "entry %lld: %s\n", ref, (long long)by->seq,
		    rr_fact_get(by, RR_USE_REASON));
}

/* Why a field cannot take an entry that it does not offer, where known. */
static void
say_idle(struct rr_form *f, const struct rr_form_field *field,
    const char *ref)
{
	const struct rr_facts *facts = f->pane.tui->open->facts;
	int64_t seq, row;

	if (rr_is_choice(field->choices, field->n, ref) ||
	    !rr_fact_ref_parse(ref, &seq, &row))
		return;
	if (rr_seal_of(facts, seq) != NULL)
		rr_buf_printf(&f->preview, "! entry %s is sealed\n", ref);
	else if (has_entry(facts->voided, facts->nvoided, seq, row))
		say_void(f, ref, rr_facts_void_of(facts, seq, row));
	else if (has_entry(facts->later, facts->nlater, seq, row))
		rr_buf_printf(&f->preview, "! entry %s is later than the day "
		    "asked about; without --on it is there\n", ref);
}

/* Before all is filled in: nothing is tried, and this is known by now. */
static void
say_all_idle(struct rr_form *f, struct rr_arena *arena)
{
	for (size_t i = 0; i < f->n && f->pane.tui->open != NULL; i++) {
		const struct rr_form_field *field = &f->fields[i];
		const char *p = field->value->edit.text.s;

		while (field->param->type == RR_PARAM_FACT && *p != '\0') {
			size_t n = strcspn(p, "\n");

			say_idle(f, field, rr_arena_strndup(arena, p, n));
			p += n + (p[n] == '\n' ? 1 : 0);
		}
	}
}

bool
rr_form_is_whole(const struct rr_form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if ((f->fields[i].param->flags & RR_REQUIRED) != 0 &&
		    f->fields[i].value->edit.text.len == 0)
			return false;
	return true;
}

/*
 * A day that is none, and a key that is none, are so whatever is still to be
 * filled in; what the cursor is in is being typed.
 */
static void
check_alone(struct rr_form *f, const struct rr_args *args)
{
	struct rr_case *c = f->pane.tui->open;
	struct rr_diags *diags = f->pane.tui->diags;
	bool adds = f->cmd->records == RR_SHAPE_PARTY && !f->cmd->corrects;

	for (size_t i = 0; c != NULL && i < f->n; i++) {
		const struct rr_param *p = f->fields[i].param;
		const char *value = i == f->at ? NULL : rr_arg(args, p->name);
		struct rr_fact day;

		if (value == NULL)
			continue;
		memset(&day, 0, sizeof(day));
		if (p->type == RR_PARAM_WHEN)
			rr_case_when(c, value, rr_arg(args, "zone"), &day,
			    diags);
		else if (adds && p->type == RR_PARAM_PARTY &&
		    (p->flags & RR_REQUIRED) != 0)
			rr_case_new_key(value, diags);
		if (rr_diags_count(diags) == 0)
			continue;
		f->fields[i].error = say_wrong(f, rr_diags_get(diags, 0));
		rr_diags_clear(diags);
	}
}

const char *
rr_form_beside(const struct rr_form *f)
{
	return f->restored ? NULL : f->beside;
}

/* What it is not about, although it might seem so. */
static void
say_aside(struct rr_form *f, struct rr_arena *arena,
    const struct rr_args *args)
{
	const char *beside = rr_form_beside(f);

	if (beside != NULL)
		rr_buf_add(&f->preview, beside);
	rr_fill_left(f->pane.tui, arena, f->cmd, args, &f->preview);
}

void
rr_form_preview(struct rr_form *f)
{
	struct rr_tui *tui = f->pane.tui;
	struct rr_arena *arena = rr_arena_new();
	struct rr_args args = rr_form_args(f, arena);
	struct rr_reads reads = { &f->files, f->read, false };
	struct rr_out out;
	bool ok;

	rr_diags_clear(tui->diags);
	rr_form_blame(f, tui->diags);
	if (!rr_form_is_whole(f))
		check_alone(f, &args);
	f->scroll = 0;
	say_aside(f, arena, &args);
	/* What writes a file has no preview. */
	if (say_missing(f) ||
	    (f->cmd->effect == RR_FILES && !f->cmd->rehearses)) {
		say_all_idle(f, arena);
		rr_arena_free(arena);
		return;
	}
	rr_out_init(&out, arena);
	out.by_form = true;
	tui->stopped = false;
	rr_form_holds(f, true);
	rr_session_reads(tui->app, &reads);
	ok = rr_session_preview(tui->app, f->cmd, &args, &out, tui->diags);
	rr_session_reads(tui->app, NULL);
	rr_form_holds(f, false);
	/* A key came: it is made when none is waiting. */
	f->stale = tui->stopped;
	if (!f->stale) {
		rr_form_blame(f, tui->diags);
		say_aside(f, arena, &args);
	}
	if (ok && !f->stale)
		add_as_fields(f, out.text.s, &f->preview);
	rr_diags_clear(tui->diags);
	rr_out_done(&out);
	rr_arena_free(arena);
}
