/*
 * run.c: commands of the registry, from a key or from a typed line.
 *
 * A key finds an entry of the registry; its values are gathered from the row
 * and from a form.
 */
#include <string.h>

#include "regrights/session.h"
#include "tui/fill_int.h"
#include "tui/tui_int.h"

/*
 * Opens the matter that the values name, else that of the rows that are meant,
 * so that a form has its choices.
 */
static bool
open_matter(struct rr_tui *tui, const struct rr_cmd *cmd,
    const struct rr_args *args)
{
	struct rr_arena *arena = rr_arena_new();
	const char *matter = rr_board_meant(tui->board, arena);
	bool ok = true;

	for (size_t i = 0; i < cmd->nparams && ok; i++) {
		const char *given = rr_arg(args, cmd->params[i].name);

		if (cmd->params[i].type == RR_PARAM_MATTER)
			ok = rr_tui_matter(tui, given != NULL ? given :
			    matter);
	}
	rr_arena_free(arena);
	return ok;
}

void
rr_run_form(struct rr_tui *tui, const struct rr_cmd *cmd,
    const struct rr_args *args, const char *beside)
{
	if (open_matter(tui, cmd, args))
		rr_form_open(tui, cmd, args, beside);
}

/* A command that is the name of a list goes to it. */
static bool
is_list(struct rr_tui *tui, const struct rr_cmd *cmd)
{
	return rr_view_find(cmd->name) != NULL &&
	    tui->lists->show(tui->board, cmd->name, NULL);
}

static void
run_or_ask(struct rr_tui *tui, const struct rr_cmd *cmd,
    struct rr_values *values, bool typed)
{
	struct rr_args args;
	bool form = (cmd->effect == RR_RECORDS && !typed) ||
	    rr_run_confirms(cmd);

	if (!typed)
		rr_fill_all(tui, cmd, values);
	args = rr_values_args(values);
	if (form || rr_fill_missing(cmd->params, cmd->nparams, &args) !=
	    NULL)
		rr_run_form(tui, cmd, &args, NULL);
	else if (!rr_run_now(tui, cmd, &args, false))
		rr_tui_complain(tui);
}

void
rr_run_here(struct rr_tui *tui, const struct rr_cmd *cmd)
{
	struct rr_arena *arena = rr_arena_new();
	const struct rr_args none = { NULL, 0 };
	struct rr_values values;

	rr_values_init(&values, arena);
	if (!is_list(tui, cmd) && open_matter(tui, cmd, &none))
		run_or_ask(tui, cmd, &values, false);
	rr_arena_free(arena);
}

/* The matter of a typed command is the one on the screen unless it is said. */
static void
add_matter(struct rr_tui *tui, const struct rr_cmd *cmd,
    struct rr_values *values)
{
	struct rr_args args = rr_values_args(values);
	const char *matter = rr_board_matter(tui->board, values->arena);

	for (size_t i = 0; i < cmd->nparams && matter != NULL; i++)
		if (cmd->params[i].type == RR_PARAM_MATTER &&
		    (cmd->params[i].flags & RR_REQUIRED) != 0 &&
		    rr_arg(&args, cmd->params[i].name) == NULL)
			rr_values_add(values, cmd->params[i].name, matter);
}

static void
run_words(struct rr_tui *tui, struct rr_arena *arena,
    const char *const *words, size_t n)
{
	struct rr_values values;
	const struct rr_cmd *cmd;
	struct rr_args args;
	size_t used;

	cmd = rr_cmd_find(tui->app, words, n, &used, tui->diags);
	if (cmd == NULL || !rr_args_parse(arena, cmd, words + used, n - used,
	    &args, tui->diags)) {
		rr_tui_complain(tui);
		return;
	}
	if (args.n == 0 && is_list(tui, cmd))
		return;
	rr_values_init(&values, arena);
	rr_values_copy(&values, &args);
	add_matter(tui, cmd, &values);
	run_or_ask(tui, cmd, &values, true);
}

/* ":12" goes to a row. */
static bool
go_to_row(struct rr_tui *tui, const char *line)
{
	size_t n = 0, digits = strspn(line, "0123456789");

	if (digits == 0 || digits > 9 || line[digits] != '\0')
		return false;
	for (size_t i = 0; i < digits; i++)
		n = n * 10 + (size_t)(line[i] - '0');
	if (!tui->lists->go_to(tui->board, n))
		rr_tui_say(tui, "There is no row %zu here.", n);
	return true;
}

void
rr_run_line(struct rr_tui *tui, const char *line)
{
	struct rr_arena *arena = rr_arena_new();
	const char **words;
	size_t n;

	line += strspn(line, " ");
	if (strcmp(line, "q") == 0 || strcmp(line, "quit") == 0)
		tui->quit = true;
	else if (go_to_row(tui, line))
		;
	else if (!rr_words_split(arena, line, &words, &n, tui->diags))
		rr_tui_complain(tui);
	else if (n > 0)
		run_words(tui, arena, words, n);
	rr_arena_free(arena);
}

/* What all of the candidates begin with, after what is typed. */
struct common {
	const char	*typed;
	size_t		 len;		/* of typed */
	struct rr_buf	 text;
	size_t		 n;
};

static void
add_candidate(struct common *c, const char *word)
{
	size_t same = 0;

	if (strncmp(word, c->typed, c->len) != 0)
		return;
	if (c->n++ == 0) {
		rr_buf_add(&c->text, word);
		return;
	}
	while (same < c->text.len && c->text.s[same] == word[same])
		same++;
	c->text.len = same;
	c->text.s[same] = '\0';
}

static void
complete_names(struct rr_tui *tui, struct common *c)
{
	const struct rr_cmd *cmd;

	for (size_t i = 0; (cmd = rr_cmd_at(tui->app, i)) != NULL; i++)
		add_candidate(c, cmd->name);
}

/* The last word of a line: an option's name, or a value of the one before. */
static void
complete_word(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_args *args,
    const char *before, struct common *c)
{
	for (size_t i = 0; i < cmd->nparams; i++) {
		const struct rr_param *p = &cmd->params[i];
		bool operand = (p->flags & RR_OPERAND) != 0;
		const char *option = rr_arena_printf(arena, "--%s", p->name);
		struct rr_choice *choices = NULL;
		size_t n = 0;

		if (!operand)
			add_candidate(c, option);
		if ((!operand && strcmp(before, option) != 0) ||
		    !rr_param_choices(arena, tui->app, tui->open, cmd, p,
		    args, &choices, &n, tui->diags))
			continue;
		for (size_t k = 0; k < n; k++)
			add_candidate(c, choices[k].key);
	}
	rr_diags_clear(tui->diags);
}

void
rr_run_complete(struct rr_tui *tui, const char *line, struct rr_buf *out)
{
	struct rr_arena *arena = rr_arena_new();
	const char *last = strrchr(line, ' ');
	struct common c = { .typed = line, .len = strlen(line),
	    .text = RR_BUF_INIT };
	const struct rr_args none = { NULL, 0 };
	const struct rr_cmd *cmd;
	const char **words;
	size_t n = 0, used, head = 0;

	complete_names(tui, &c);
	if (c.n == 0 && last != NULL && rr_words_split(arena, line, &words,
	    &n, tui->diags) && n > 0 && (cmd = rr_cmd_find(tui->app, words, n,
	    &used, tui->diags)) != NULL) {
		head = (size_t)(last + 1 - line);
		c.typed = last + 1;
		c.len = strlen(c.typed);
		complete_word(tui, arena, cmd, &none, c.len == 0 ?
		    words[n - 1] : n > 1 ? words[n - 2] : "", &c);
	}
	rr_diags_clear(tui->diags);
	if (c.n > 0) {
		rr_buf_addn(out, line, head);
		rr_buf_add(out, c.text.s);
		if (c.n == 1)
			rr_buf_addc(out, ' ');
	} else
		rr_tui_say(tui, "Nothing to complete.");
	rr_buf_free(&c.text);
	rr_arena_free(arena);
}
