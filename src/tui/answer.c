/*
 * answer.c: which command is meant, and what it answers.
 *
 * The screen has no commands of its own beyond moving about: the same handler
 * runs that runs from a shell.
 */
#include <string.h>
#include <unistd.h>

#include "regrights/qty.h"
#include "tui/fill_int.h"
#include "tui/term_int.h"
#include "tui/tui_int.h"

#define WHOM_MOST	400	/* bytes of the names in a message */

bool
rr_run_applies(const struct rr_cmd *cmd, const char *view)
{
	return strcmp(cmd->views, "*") == 0 || rr_list_has(cmd->views, view);
}

static bool
has_flag(const struct rr_cmd *cmd, unsigned flag)
{
	for (size_t i = 0; i < cmd->nparams; i++)
		if ((cmd->params[i].flags & flag) != 0)
			return true;
	return false;
}

bool
rr_run_destroys(const struct rr_cmd *cmd)
{
	return has_flag(cmd, RR_DESTROYS);
}

bool
rr_run_confirms(const struct rr_cmd *cmd)
{
	return has_flag(cmd, RR_CONFIRMS);
}

const struct rr_cmd *
rr_run_find(struct rr_tui *tui, const char *view, struct rr_press p)
{
	const struct rr_cmd *cmd, *found = NULL;
	struct rr_buf b = RR_BUF_INIT;

	rr_press_text(p, &b);
	for (size_t i = 0; found == NULL &&
	    (cmd = rr_cmd_at(tui->app, i)) != NULL; i++)
		if (rr_list_has(cmd->keys, b.s) && rr_run_applies(cmd, view))
			found = cmd;
	rr_buf_free(&b);
	return found;
}

static size_t
count_lines(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += *s == '\n' ? 1 : 0;
	return n;
}

static void
add_answer(struct rr_tui *tui, const struct rr_out *out, struct rr_buf *text)
{
	rr_buf_add(text, out->text.s);
	if (out->view != NULL)
		rr_table_text(out->view, &out->source, tui->grid.cols - 2,
		    tui->ascii, text);
	if (out->bytes.len > 0)
		rr_buf_add(text, out->bytes.s);
}

/* A question that was asked, in the arena of the page that answers it. */
struct asked {
	const struct rr_cmd	*cmd;
	struct rr_args		 args;
};

static bool
ask_again(struct rr_tui *tui, const void *ctx, struct rr_buf *text)
{
	const struct asked *q = ctx;
	struct rr_arena *arena = rr_arena_new();
	struct rr_out out;
	bool ok;

	rr_out_init(&out, arena);
	ok = rr_cmd_run(tui->app, q->cmd, &q->args, &out, tui->diags);
	if (ok)
		add_answer(tui, &out, text);
	rr_out_done(&out);
	rr_arena_free(arena);
	return ok;
}

static void
open_page(struct rr_tui *tui, const struct rr_cmd *cmd,
    const struct rr_args *args, const char *text)
{
	struct rr_values values;
	struct asked *q;

	rr_page_open(tui, cmd->name, text);
	if (cmd->effect != RR_READS)
		return;
	rr_values_init(&values, tui->top->arena);
	rr_values_copy(&values, args);
	q = rr_arena_alloc(tui->top->arena, sizeof(*q));
	*q = (struct asked){ cmd, rr_values_args(&values) };
	rr_page_ask(tui, ask_again, q);
}

/* The whole answer on a page; one line is said at the bottom. */
static void
show_answer(struct rr_tui *tui, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out)
{
	struct rr_buf text = RR_BUF_INIT;

	add_answer(tui, out, &text);
	if (count_lines(text.s) > 1)
		open_page(tui, cmd, args, text.s);
	else if (text.len > 0)
		rr_tui_say(tui, "%.*s", (int)strcspn(text.s, "\n"), text.s);
	else
		rr_tui_say(tui, "Done.");
	rr_buf_free(&text);
}

/*
 * At once: what follows may end the program, and whoever tries again would log
 * it twice.
 */
static bool
told(void *ctx, const char *lines)
{
	struct rr_tui *tui = ctx;

	rr_term_owe(lines);
	if (tui->draft != NULL)
		unlink(tui->draft);
	return false;
}

/* What comes after them is not lost behind hundreds of names. */
static void
add_whom(const char *whom, struct rr_buf *b)
{
	size_t n = strlen(whom);

	if (n > WHOM_MOST)
		for (n = WHOM_MOST; n > 0 && whom[n] != ';'; n--)
			continue;
	rr_buf_add(b, ", to ");
	rr_buf_addn(b, whom, n);
	if (whom[n] != '\0')
		rr_buf_add(b, "; the journal names the others");
}

static void
say_recorded(struct rr_tui *tui, const struct rr_out *out, const char *but)
{
	struct rr_buf whom = RR_BUF_INIT;

	if (out->whom != NULL)
		add_whom(out->whom, &whom);
	rr_tui_say(tui, "Recorded as %s %s%s.%s%s%s",
	    rr_out_entries(out->recorded), out->recorded, whom.s,
	    out->left != NULL ? "  " : "",
	    out->left != NULL ? out->left : "", but);
	rr_buf_free(&whom);
	tui->alarm = but[0] != '\0';
}

/* "12", "12 to 513": what is undone together, also where it was a script. */
static void
note_numbers(struct rr_tui *tui, const char *numbers)
{
	const char *last = strrchr(numbers, ' ');
	struct rr_buf first = RR_BUF_INIT;

	rr_buf_addn(&first, numbers, strcspn(numbers, " "));
	if (!rr_int_parse(first.s, 1, INT64_MAX, &tui->first) ||
	    !rr_int_parse(last != NULL ? last + 1 : numbers, 1, INT64_MAX,
	    &tui->last))
		tui->first = tui->last = 0;
	rr_buf_free(&first);
}

static void
recorded(struct rr_tui *tui, const struct rr_cmd *cmd,
    const struct rr_args *args, const struct rr_out *out, bool ok)
{
	struct rr_buf but = RR_BUF_INIT;

	if (!ok && rr_diags_errors(tui->diags) > 0) {
		rr_diags_sort(tui->diags);
		rr_buf_add(&but, " Then: ");
		rr_tui_diag(rr_diags_get(tui->diags, 0), &but);
		rr_diags_clear(tui->diags);
	}
	/* A line typed before may say what is sealed now. */
	if (cmd->records == RR_SHAPE_SEAL)
		rr_tui_forget(tui);
	rr_fill_unmark(tui, out->arena, cmd, args);
	tui->recorded = out->recorded;
	note_numbers(tui, out->recorded);
	rr_tui_reload(tui);
	tui->recorded = NULL;
	say_recorded(tui, out, but.s);
	rr_buf_free(&but);
}

bool
rr_run_now(struct rr_tui *tui, const struct rr_cmd *cmd,
    const struct rr_args *args, bool by_form)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_out out;
	bool ok;

	rr_out_init(&out, arena);
	out.tell = told;
	out.tell_ctx = tui;
	out.by_form = by_form;
	ok = rr_cmd_run(tui->app, cmd, args, &out, tui->diags);
	if (out.recorded != NULL)
		recorded(tui, cmd, args, &out, ok);
	else if (ok)
		show_answer(tui, cmd, args, &out);
	ok = ok || out.recorded != NULL;
	rr_out_done(&out);
	rr_arena_free(arena);
	return ok;
}
