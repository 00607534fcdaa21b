/*
 * fill.c: what a command's values are when nobody says otherwise.
 *
 * A command is about the row that has the cursor, or about the rows that are
 * marked when it takes several values.  A row is known by its id, such as
 * MATTER/notice/41/PARTY; a part of it becomes a value only where the
 * parameter offers that part as a choice, or asks for an entry's number.
 */
#include "tui/fill_int.h"

#include <string.h>

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

static bool
is_number(const char *s)
{
	return *s != '\0' && strspn(s, "0123456789/") == strlen(s);
}

/* The value that a row's id has for a parameter; false: none. */
static bool
value_of_row(struct rr_arena *arena, const char *id,
    const struct rr_param *p, const struct rr_choice *choices, size_t n,
    struct rr_buf *out)
{
	const char *subject = subject_of(id), *part, *end;

	if (subject == NULL)
		return false;
	if (is_choice(choices, n, subject) || (n == 0 &&
	    p->type == RR_PARAM_FACT && is_number(subject))) {
		rr_buf_printf(out, "%s\n", subject);
		return true;
	}
	for (part = subject; part != NULL;
	    part = *end == '/' ? end + 1 : NULL) {
		const char *one;

		end = part + strcspn(part, "/");
		one = rr_arena_strndup(arena, part, (size_t)(end - part));
		if (!is_choice(choices, n, one) && !(n == 0 &&
		    p->type == RR_PARAM_FACT && is_number(one)))
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

static void
fill_from_rows(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_param *p, const struct rr_choice *choices, size_t n,
    struct rr_buf *out)
{
	bool several = (p->flags & RR_REPEATED) != 0;
	const char *id;

	/*
	 * A cursor always stands somewhere; only marks mean several, but for
	 * entries, of which a row is one.
	 */
	if (several && p->type != RR_PARAM_FACT &&
	    rr_board_subject(tui->board, arena, 1) == NULL)
		return;
	for (size_t i = 0; (several || i == 0) &&
	    (id = rr_board_subject(tui->board, arena, i)) != NULL; i++)
		if (wants_id(p))
			rr_buf_printf(out, "%s\n", id);
		else
			value_of_row(arena, id, p, choices, n, out);
}

void
rr_fill_value(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_param *p,
    const struct rr_choice *choices, size_t n, struct rr_buf *out)
{
	bool required = (p->flags & RR_REQUIRED) != 0;
	const char *matter;

	rr_buf_clear(out);
	if (p->type == RR_PARAM_MATTER) {
		matter = rr_board_matter(tui->board, arena);
		if (matter != NULL)
			rr_buf_printf(out, "%s\n", matter);
		return;
	}
	if (!adds(cmd))
		fill_from_rows(tui, arena, p, choices, n, out);
	if (out->len > 0 || !required)
		return;
	if (n == 1)
		rr_buf_printf(out, "%s\n", choices[0].key);
	else if (p->type == RR_PARAM_WHEN)
		rr_buf_add(out, "now\n");
}

static void
fill_one(struct rr_tui *tui, const struct rr_cmd *cmd,
    const struct rr_param *p, struct rr_values *v)
{
	struct rr_args args = rr_values_args(v);
	struct rr_choice *choices = NULL;
	struct rr_buf b = RR_BUF_INIT;
	size_t n = 0;
	char *line, *end;

	if (!rr_param_choices(v->arena, tui->app, tui->open, cmd, p, &args,
	    &choices, &n, tui->diags))
		rr_diags_clear(tui->diags);
	rr_fill_value(tui, v->arena, cmd, p, choices, n, &b);
	line = rr_buf_keep(&b, v->arena);
	for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		rr_values_add(v, p->name, line);
	}
}

void
rr_fill_all(struct rr_tui *tui, const struct rr_cmd *cmd,
    struct rr_values *v)
{
	for (size_t i = 0; i < cmd->nparams; i++) {
		struct rr_args args = rr_values_args(v);

		if (rr_arg(&args, cmd->params[i].name) == NULL)
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
