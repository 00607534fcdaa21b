/*
 * fill.c: what a command's values are when nobody says otherwise.
 *
 * A command is about the row that has the cursor, or about the rows that are
 * marked when it takes several values.  A row is known by its id, such as
 * MATTER/notice/41/PARTY; a part of it becomes a value only where the
 * parameter offers that part as a choice.  An entry that is required is also
 * found as the only one about that of the row, the bill of a claim; or, on a
 * row of a seal, as the one that is sealed.
 */
#include "tui/fill_int.h"

#include <string.h>

#include "tui/tui_int.h"

#define LEFT_FEW	4	/* of the rows left out, that are told */

void
rr_values_init(struct rr_values *v, struct rr_arena *arena)
{
	v->arena = arena;
	v->items = (struct rr_vec)RR_VEC_INIT(struct rr_arg);
}

void
rr_values_add(struct rr_values *v, const char *name, const char *value)
{
	struct rr_arg *a = rr_vec_add(v->arena, &v->items);

	a->name = rr_arena_strdup(v->arena, name);
	a->value = rr_arena_strdup(v->arena, value);
}

void
rr_values_copy(struct rr_values *v, const struct rr_args *args)
{
	for (size_t i = 0; i < args->n; i++)
		rr_values_add(v, args->items[i].name, args->items[i].value);
}

struct rr_args
rr_values_args(const struct rr_values *v)
{
	return (struct rr_args){ v->items.items, v->items.n };
}

static bool
is_choice(const struct rr_choice *choices, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(choices[i].key, key) == 0)
			return true;
	return false;
}

/* What follows MATTER/KIND/ in an id, or NULL. */
static const char *
subject_of(const char *id)
{
	const char *p = strchr(id, '/');

	p = p != NULL ? strchr(p + 1, '/') : NULL;
	return p != NULL ? p + 1 : NULL;
}

/* The value that a row's id has for a parameter; false: none. */
static bool
value_of_row(struct rr_arena *arena, const char *id,
    const struct rr_choice *choices, size_t n, struct rr_buf *out)
{
	const char *subject = subject_of(id), *part, *end;

	if (subject == NULL)
		return false;
	if (is_choice(choices, n, subject)) {
		rr_buf_printf(out, "%s\n", subject);
		return true;
	}
	for (part = subject; part != NULL;
	    part = *end == '/' ? end + 1 : NULL) {
		const char *one;

		end = part + strcspn(part, "/");
		one = rr_arena_strndup(arena, part, (size_t)(end - part));
		if (!is_choice(choices, n, one))
			continue;
		rr_buf_printf(out, "%s\n", one);
		return true;
	}
	return false;
}

/* The id as a whole, where it is an id that is asked for. */
static bool
wants_id(const struct rr_param *p)
{
	return p->type == RR_PARAM_TEXT && strcmp(p->name, "id") == 0;
}

/* What is added is not what is there. */
static bool
adds(const struct rr_cmd *cmd)
{
	const char *last = strrchr(cmd->name, ' ');

	return last != NULL && strcmp(last, " add") == 0;
}

/*
 * A cursor always stands somewhere; only marks mean several, but for entries
 * and for recipients of one, of which a row is one.
 */
static bool
is_row(const struct rr_cmd *cmd, const struct rr_param *p)
{
	return p->type == RR_PARAM_FACT || (p->type == RR_PARAM_PARTIES &&
	    cmd->records != RR_SHAPE_NOTICE);
}

/* The number of the entry that a row is of; 0: of none. */
static int64_t
entry_of(struct rr_arena *arena, const char *id)
{
	const char *subject = id != NULL ? subject_of(id) : NULL;
	int64_t seq, row;

	return subject != NULL && rr_fact_ref_parse(rr_arena_strndup(arena,
	    subject, strcspn(subject, "/")), &seq, &row) ? seq : 0;
}

/* That of the row with the cursor, or of the first that is marked. */
static int64_t
entry_of_row(struct rr_tui *tui, struct rr_arena *arena)
{
	return entry_of(arena, rr_board_subject(tui->board, arena, 0));
}

/* The only entry that a command is about; 0: it is about several, or none. */
static int64_t
only_entry(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_args *args)
{
	int64_t seq, row;

	for (size_t i = 0; i < cmd->nparams; i++) {
		const struct rr_param *p = &cmd->params[i];
		const char *value = rr_arg(args, p->name);

		if (p->type == RR_PARAM_FACT && (p->flags & RR_REQUIRED) != 0 &&
		    (p->flags & RR_REPEATED) == 0)
			return value != NULL && rr_fact_ref_parse(value, &seq,
			    &row) ? seq : entry_of_row(tui, arena);
	}
	return 0;
}

/* Of a row of another entry nothing is taken: it would be of this one. */
static bool
is_of_another(struct rr_arena *arena, const char *id, int64_t only)
{
	int64_t seq = entry_of(arena, id);

	return only != 0 && seq != 0 && seq != only;
}

static void
fill_from_rows(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_ask *ask, struct rr_buf *out)
{
	const struct rr_param *p = ask->p;
	bool several = (p->flags & RR_REPEATED) != 0;
	int64_t only = only_entry(tui, arena, ask->cmd, ask->args);
	const char *id;

	if (several && !is_row(ask->cmd, p) &&
	    rr_board_subject(tui->board, arena, 1) == NULL)
		return;
	for (size_t i = 0; (several || i == 0) &&
	    (id = rr_board_subject(tui->board, arena, i)) != NULL; i++)
		if (wants_id(p))
			rr_buf_printf(out, "%s\n", id);
		else if (p->type == RR_PARAM_FACT ||
		    !is_of_another(arena, id, only))
			value_of_row(arena, id, ask->choices, ask->n, out);
}

/* What the row's seal keeps from sight. */
static void
fill_sealed(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_ask *ask, struct rr_buf *out)
{
	const struct rr_fact *f = rr_facts_find(tui->open->facts,
	    entry_of_row(tui, arena), 0);
	const char *key;

	if (f == NULL || f->shape != RR_SHAPE_SEAL)
		return;
	key = rr_arena_printf(arena, "%lld", (long long)f->about);
	if (is_choice(ask->choices, ask->n, key))
		rr_buf_printf(out, "%s\n", key);
}

/* The only entry that may be meant, about that of the row where it is one. */
static void
fill_only(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_ask *ask, struct rr_buf *out)
{
	int64_t about = entry_of_row(tui, arena), seq, row;
	const char *only = NULL;
	size_t found = 0;

	for (size_t i = 0; i < ask->n; i++) {
		const char *key = ask->choices[i].key;
		const struct rr_fact *f = NULL;

		if (rr_fact_ref_parse(key, &seq, &row))
			f = rr_facts_find(tui->open->facts, seq, row);
		if (f == NULL || (about != 0 && f->about != about) ||
		    !rr_param_proposes(tui->open, ask->cmd, ask->p, ask->args,
		    key))
			continue;
		only = key;
		found++;
	}
	if (found == 1)
		rr_buf_printf(out, "%s\n", only);
}

/* Of the rows, the entries that what is recorded is declared to be about. */
static void
fill_fact(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_ask *ask, struct rr_buf *out)
{
	struct rr_buf rows = RR_BUF_INIT;
	char *line, *end;

	if (tui->open == NULL)
		return;
	fill_from_rows(tui, arena, ask, &rows);
	line = rr_buf_keep(&rows, arena);
	for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		if (rr_param_proposes(tui->open, ask->cmd, ask->p, ask->args,
		    line))
			rr_buf_printf(out, "%s\n", line);
	}
	if (out->len == 0 && (ask->p->flags & RR_REQUIRED) != 0)
		fill_sealed(tui, arena, ask, out);
	if (out->len == 0 && (ask->p->flags & RR_REQUIRED) != 0)
		fill_only(tui, arena, ask, out);
}

void
rr_fill_value(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_ask *ask, struct rr_buf *out)
{
	const struct rr_param *p = ask->p;
	bool required = (p->flags & RR_REQUIRED) != 0;
	const char *matter;

	rr_buf_clear(out);
	if (p->type == RR_PARAM_MATTER) {
		matter = rr_board_matter(tui->board, arena);
		if (matter != NULL)
			rr_buf_printf(out, "%s\n", matter);
		return;
	}
	if (p->type == RR_PARAM_FACT) {
		fill_fact(tui, arena, ask, out);
		return;
	}
	if (!adds(ask->cmd))
		fill_from_rows(tui, arena, ask, out);
	if (out->len > 0 || !required)
		return;
	if (ask->n == 1)
		rr_buf_printf(out, "%s\n", ask->choices[0].key);
	else if (p->type == RR_PARAM_WHEN &&
	    rr_date_is_none(rr_app_options(tui->app)->on))
		rr_buf_add(out, "now\n");
}

static void
fill_one(struct rr_tui *tui, const struct rr_cmd *cmd,
    const struct rr_param *p, struct rr_values *v)
{
	struct rr_args args = rr_values_args(v);
	struct rr_choice *choices = NULL;
	struct rr_ask ask = { .cmd = cmd, .p = p, .args = &args };
	struct rr_buf b = RR_BUF_INIT;
	size_t n = 0;
	char *line, *end;

	if (!rr_param_choices(v->arena, tui->app, tui->open, cmd, p, &args,
	    &choices, &n, tui->diags))
		rr_diags_clear(tui->diags);
	ask.choices = choices;
	ask.n = n;
	rr_fill_value(tui, v->arena, &ask, &b);
	line = rr_buf_keep(&b, v->arena);
	for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		rr_values_add(v, p->name, line);
	}
}

/* Which entry it answers is not known before the event is. */
static bool
depends(const struct rr_cmd *cmd, const struct rr_param *p)
{
	for (size_t i = 0; i < cmd->nparams && p->type == RR_PARAM_FACT; i++)
		if (cmd->params[i].type == RR_PARAM_EVENT ||
		    cmd->params[i].type == RR_PARAM_NOTICE)
			return true;
	return false;
}

void
rr_fill_all(struct rr_tui *tui, const struct rr_cmd *cmd,
    struct rr_values *v)
{
	for (size_t i = 0; i < cmd->nparams; i++) {
		struct rr_args args = rr_values_args(v);

		if (!depends(cmd, &cmd->params[i]) &&
		    rr_arg(&args, cmd->params[i].name) == NULL)
			fill_one(tui, cmd, &cmd->params[i], v);
	}
}

const struct rr_param *
rr_fill_missing(const struct rr_param *params, size_t n,
    const struct rr_args *args)
{
	for (size_t i = 0; i < n; i++)
		if ((params[i].flags & RR_REQUIRED) != 0 &&
		    rr_arg(args, params[i].name) == NULL)
			return &params[i];
	return NULL;
}

/* A party of the row, where the command names parties and not this one. */
static bool
is_unnamed(const struct rr_tui *tui, const char *id,
    const struct rr_param *p, const struct rr_args *args)
{
	const char *party = strrchr(id, '/') + 1, *value;

	if (rr_arg(args, p->name) == NULL ||
	    rr_roster_find(tui->open->roster, party) == NULL)
		return false;
	for (size_t k = 0; (value = rr_arg_at(args, p->name, k)) != NULL; k++)
		if (strcmp(value, party) == 0 || strcmp(value, "all") == 0)
			return false;
	return true;
}

/* Why nothing of a marked row is in the command, or NULL: it is. */
static const char *
why_left(struct rr_tui *tui, struct rr_arena *arena, const char *id,
    const struct rr_cmd *cmd, const struct rr_args *args)
{
	if (is_of_another(arena, id, only_entry(tui, arena, cmd, args)))
		return "of another entry, which takes the command by itself";
	for (size_t i = 0; i < cmd->nparams; i++)
		if ((cmd->params[i].type == RR_PARAM_PARTIES ||
		    cmd->params[i].type == RR_PARAM_PARTY) &&
		    is_unnamed(tui, id, &cmd->params[i], args))
			return "not named above";
	return NULL;
}

/* "11, First Fund" */
static void
add_row(const struct rr_tui *tui, const char *id, struct rr_buf *out)
{
	const char *subject = subject_of(id);
	size_t n = strcspn(subject, "/");

	rr_buf_addn(out, subject, n);
	if (subject[n] == '/')
		rr_buf_printf(out, ", %s", rr_roster_name(tui->open->roster,
		    subject + n + 1));
}

void
rr_fill_left(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_args *args,
    struct rr_buf *out)
{
	const char *id, *why;
	size_t left = 0;

	if (tui->open == NULL ||
	    rr_board_subject(tui->board, arena, 1) == NULL)
		return;
	for (size_t i = 0; (id = rr_board_subject(tui->board, arena, i)) !=
	    NULL; i++) {
		if (subject_of(id) == NULL || (why = why_left(tui, arena, id,
		    cmd, args)) == NULL)
			continue;
		if (++left > LEFT_FEW)
			continue;
		rr_buf_add(out, "Marked and left out: ");
		add_row(tui, id, out);
		rr_buf_printf(out, " (%s)\n", why);
	}
	if (left > LEFT_FEW)
		rr_buf_printf(out, "and %zu more that are marked\n",
		    left - LEFT_FEW);
}
