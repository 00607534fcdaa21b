/*
 * fill.c: what a command's values are when nobody says otherwise.
 *
 * A command is about the row that has the cursor, or about the rows that are
 * marked when it takes several values.  A row is known by its id, such as
 * MATTER/notice/41/PARTY; a part of it becomes a value only where the
 * parameter offers that part as a choice.  An entry that is required is also
 * found as the only one about that of the row, the bill of a claim; or, on a
 * row of a seal, as the one that is sealed.  An entry that does not count is
 * never passed over for another one: where it is not offered the form says why.
 */
#include "tui/fill_int.h"

#include <string.h>

#include "regrights/seal.h"
#include "tui/tui_int.h"

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
	return rr_is_number(p) ||
	    (p->type == RR_PARAM_PARTIES && cmd->records != RR_SHAPE_NOTICE);
}

/*
 * The rows are those whom the command is about, and nothing else that is said
 * of these: not who gets copies of their notices, nor to whom one of them
 * wrote.
 */
static bool
is_beside(const struct rr_cmd *cmd, const struct rr_param *p)
{
	if (p->type != RR_PARAM_PARTY && p->type != RR_PARAM_PARTIES)
		return false;
	if (p->type == RR_PARAM_PARTY && (p->flags & RR_REQUIRED) == 0)
		return true;
	for (size_t i = 0; i < cmd->nparams &&
	    strcmp(cmd->params[i].name, p->name) != 0; i++)
		if (cmd->params[i].type == RR_PARAM_PARTY &&
		    (cmd->params[i].flags & RR_REQUIRED) != 0)
			return true;
	return false;
}

/* Rows of one entry name it once: the line at FROM goes if it is there. */
static void
say_once(struct rr_buf *out, size_t from)
{
	size_t len = out->len - from, n;

	for (size_t i = 0; len > 0 && i < from; i += n) {
		n = strcspn(out->s + i, "\n") + 1;
		if (n == len && memcmp(out->s + i, out->s + from, n) == 0) {
			out->len = from;
			out->s[from] = '\0';
			return;
		}
	}
}

static void
fill_from_rows(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_ask *ask, struct rr_buf *out)
{
	const struct rr_param *p = ask->p;
	bool several = (p->flags & RR_REPEATED) != 0;
	int64_t only = rr_rows_only_entry(tui, arena, ask->cmd, ask->args);
	const char *id;
	size_t here = 0, from;

	if ((several && !is_row(ask->cmd, p) &&
	    rr_board_subject(tui->board, arena, 1) == NULL) ||
	    is_beside(ask->cmd, p))
		return;
	for (size_t i = 0; (several || here == 0) &&
	    (id = rr_board_subject(tui->board, arena, i)) != NULL; i++) {
		if (rr_row_is_elsewhere(tui, id))
			continue;
		here++;
		from = out->len;
		if (wants_id(p))
			rr_buf_printf(out, "%s\n", id);
		else if (rr_is_number(p) ||
		    !rr_row_is_of_another(arena, id, only))
			rr_row_value(arena, id, ask, out);
		say_once(out, from);
	}
}

/* What the row's seal keeps from sight. */
static void
fill_sealed(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_ask *ask, struct rr_buf *out)
{
	const struct rr_fact *f = rr_facts_find(tui->open->facts,
	    rr_rows_entry(tui, arena), 0);
	const char *key;

	if (f == NULL || f->shape != RR_SHAPE_SEAL)
		return;
	key = rr_arena_printf(arena, "%lld", (long long)f->about);
	if (rr_is_choice(ask->choices, ask->n, key))
		rr_buf_printf(out, "%s\n", key);
}

static bool
has_entry(const struct rr_fact *facts, size_t n, int64_t seq)
{
	for (size_t i = 0; i < n; i++)
		if (facts[i].seq == seq)
			return true;
	return false;
}

/*
 * The row's entry is void, later than the day asked about, or sealed, but where
 * it is sealed ones that are asked for.
 */
static bool
fill_idle(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_cmd *cmd, struct rr_buf *out)
{
	const struct rr_facts *f = tui->open->facts;
	int64_t own = rr_rows_entry(tui, arena);

	if (own == 0 || cmd->records == RR_SHAPE_RELEASE ||
	    cmd->records == RR_SHAPE_DESTROY || (rr_seal_of(f, own) == NULL &&
	    (has_entry(f->all, f->n, own) ||
	    (!has_entry(f->voided, f->nvoided, own) &&
	    !has_entry(f->later, f->nlater, own)))))
		return false;
	rr_buf_printf(out, "%lld\n", (long long)own);
	return true;
}

/* The only entry that may be meant, about that of the row where it is one. */
static void
fill_only(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_ask *ask, struct rr_buf *out)
{
	int64_t about = rr_rows_entry(tui, arena), seq, row;
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
	if (out->len > 0 || (ask->p->flags & RR_REQUIRED) == 0 ||
	    fill_idle(tui, arena, ask->cmd, out))
		return;
	fill_sealed(tui, arena, ask, out);
	if (out->len == 0)
		fill_only(tui, arena, ask, out);
}

/* The first row that is meant and is of the open matter, or NULL. */
static const char *
first_row(struct rr_tui *tui, struct rr_arena *arena)
{
	const char *id = NULL;

	for (size_t i = 0; tui->open != NULL && (id = rr_board_subject(
	    tui->board, arena, i)) != NULL && rr_row_is_elsewhere(tui, id);
	    i++)
		continue;
	return id;
}

void
rr_fill_order(struct rr_tui *tui, const struct rr_param *p,
    struct rr_choice *choices, size_t n)
{
	struct rr_arena *arena = rr_arena_new();
	const char *id = first_row(tui, arena);

	if (id != NULL)
		rr_choices_of_row(tui->open, p, id, choices, n);
	rr_arena_free(arena);
}

/* What the rule of the row's deadline asks of what is recorded about it. */
static void
fill_asked(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_ask *ask, struct rr_buf *out)
{
	const char *id = first_row(tui, arena), *value;

	value = id == NULL ? NULL : rr_param_of_row(tui->open, ask->cmd,
	    ask->p, ask->args, id);
	while (value != NULL && *value != '\0') {
		size_t n = strcspn(value, ask->n > 0 ? "," : "");
		const char *one = rr_arena_strndup(arena, value, n);

		if (ask->n == 0 || rr_is_choice(ask->choices, ask->n, one))
			rr_buf_printf(out, "%s\n", one);
		value += n + strspn(value + n, ", ");
	}
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
		matter = rr_board_meant(tui->board, arena);
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
	if (out->len == 0)
		fill_asked(tui, arena, ask, out);
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
