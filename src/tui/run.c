/*
 * run.c: commands of the registry, from a key or from a typed line.
 *
 * A key finds an entry of the registry; its values are gathered from the row
 * and from a form.
 */
#include <string.h>

#include "regrights/seal.h"
#include "regrights/session.h"
#include "tui/fill_int.h"
#include "tui/tui_int.h"

/*
 * Opens the matter that the values name, else that of the row, so that a form
 * has its choices.
 */
static bool
open_matter(struct rr_tui *tui, const struct rr_cmd *cmd,
    const struct rr_args *args)
{
	struct rr_arena *arena = rr_arena_new();
	const char *matter = rr_board_matter(tui->board, arena);
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
    const struct rr_args *args)
{
	if (open_matter(tui, cmd, args))
		rr_form_open(tui, cmd, args);
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
		rr_run_form(tui, cmd, &args);
	else if (!rr_run_now(tui, cmd, &args))
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

/* What u is about: the latest line of one's own that still holds. */
static const struct rr_line *
last_own(const struct rr_source *s, const char *who)
{
	for (size_t i = 0; i < s->njournal; i++)
		if (!s->journal[i].voided && !s->journal[i].sealed &&
		    strcmp(s->journal[i].who, who) == 0 &&
		    strcmp(s->journal[i].shape,
		    rr_shape_word(RR_SHAPE_IMPORT)) != 0)
			return &s->journal[i];
	return NULL;
}

/* The entry that a void is about, or NULL: the line is no void. */
static const struct rr_fact *
voided_by(struct rr_tui *tui, int64_t seq)
{
	const struct rr_fact *f = tui->open == NULL ? NULL :
	    rr_facts_find(tui->open->facts, seq, 0);

	return f == NULL || f->shape != RR_SHAPE_VOID ? NULL :
	    rr_facts_find(tui->open->facts, f->about, f->about_row);
}

static bool
is_last(const struct rr_tui *tui, const struct rr_line *line)
{
	return line->seq >= tui->first && line->seq <= tui->last;
}

/* Of one operation with the LAST line, or of one script that was run here. */
static bool
goes_along(const struct rr_tui *tui, const struct rr_line *line,
    const struct rr_line *last)
{
	return !line->voided && !line->sealed &&
	    (strcmp(line->op, last->op) == 0 ||
	    (is_last(tui, line) && is_last(tui, last) &&
	    strcmp(line->who, last->who) == 0));
}

/* The entries of one operation are undone together. */
static void
undo_line(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_source *s,
    const struct rr_line *line)
{
	const struct rr_fact *f;
	struct rr_values values;
	struct rr_args args;
	struct rr_buf ref = RR_BUF_INIT;

	rr_values_init(&values, arena);
	for (size_t i = s->njournal; i > 0; i--)
		if (goes_along(tui, &s->journal[i - 1], line))
			rr_values_add(&values, "entry",
			    rr_arena_printf(arena, "%lld",
			    (long long)s->journal[i - 1].seq));
	args = rr_values_args(&values);
	rr_run_form(tui, cmd, &args);
	f = voided_by(tui, line->seq);
	if (f != NULL) {
		rr_fact_ref(f, &ref);
		rr_tui_say(tui, "Your last entry, %lld, was a void: to void "
		    "it brings %sentry %s back.", (long long)line->seq,
		    f->shape == RR_SHAPE_VOID ? "the void in " : "", ref.s);
	}
	rr_buf_free(&ref);
}

/*
 * The last lines of the matter, so many that the operation of one's own last
 * one is whole among them.
 */
static bool
own_lines(struct rr_tui *tui, struct rr_arena *arena,
    struct rr_session_window *w, struct rr_source *s)
{
	const char *who = rr_session_who(tui->app);
	struct rr_session_rest rest;
	const struct rr_line *line, *oldest;

	w->place = RR_AT_START;
	for (w->max = 256;; w->max *= 4) {
		memset(s, 0, sizeof(*s));
		if (!rr_session_journal(tui->app, arena, w, s, &rest,
		    tui->diags))
			return false;
		line = last_own(s, who);
		if (s->njournal < w->max)
			return true;
		oldest = &s->journal[s->njournal - 1];
		if (line != NULL && strcmp(line->op, oldest->op) != 0 &&
		    (!is_last(tui, line) || oldest->seq < tui->first))
			return true;
	}
}

void
rr_run_undo(struct rr_tui *tui)
{
	static const char *const name[] = { "void" };
	struct rr_arena *arena = rr_arena_new();
	struct rr_session_window w = { 0 };
	const struct rr_line *line;
	const struct rr_cmd *cmd;
	enum rr_shape shape;
	struct rr_source s;
	size_t used;

	w.matter = rr_board_matter(tui->board, arena);
	cmd = rr_cmd_find(tui->app, name, 1, &used, tui->diags);
	if (cmd == NULL || w.matter == NULL ||
	    !own_lines(tui, arena, &w, &s)) {
		rr_tui_complain(tui);
		rr_arena_free(arena);
		return;
	}
	line = last_own(&s, rr_session_who(tui->app));
	if (line == NULL)
		rr_tui_say(tui, "You have nothing on record here that could "
		    "be void.");
	else if (rr_shape_find(line->shape, &shape) && rr_seal_is_act(shape))
		rr_tui_say(tui, "Your last entry, %lld, is a %s; no void "
		    "undoes it.%s", (long long)line->seq, line->shape,
		    shape == RR_SHAPE_SEAL ? "  :release does." :
		    shape == RR_SHAPE_HOLD ? "  :hold lift does." : "");
	else
		undo_line(tui, arena, cmd, &s, line);
	rr_arena_free(arena);
}
