/*
 * cmd_run.c: a script of commands, one a line.
 *
 * Stops at the first that fails and says which line; what was recorded before
 * stays recorded.  A script does not run scripts.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"

static const struct rr_param run_params[] = {
	RR_TAKES("file", FILE, RR_OPERAND | RR_REQUIRED, "File",
	    "one command a line, as after `regrights`; # begins a comment")
};

static void
keep_answer(struct rr_out *one, struct rr_out *out, bool ascii)
{
	if (one->view != NULL)
		rr_table_text(one->view, &one->source, 0, ascii, &out->text);
	rr_buf_addn(&out->text, one->text.s, one->text.len);
	rr_buf_addn(&out->text, one->bytes.s, one->bytes.len);
	out->no |= one->no;
}

/* What a line needs goes with it: a script can be long. */
static bool
run_line(struct rr_app *app, struct rr_arena *arena, const char *line,
    struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_cmd *cmd;
	const char **words;
	struct rr_args args;
	struct rr_out one;
	size_t n, used;
	bool ok;

	if (!rr_words_split(arena, line, &words, &n, diags))
		return false;
	if (n == 0)
		return true;
	cmd = rr_cmd_find(app, words, n, &used, diags);
	if (cmd == NULL)
		return false;
	if (cmd == &rr_cmd_script)
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "a script does not run scripts");
	if (!rr_args_parse(arena, cmd, words + used, n - used, &args,
	    diags))
		return false;
	rr_out_init(&one, arena);
	ok = rr_cmd_run(app, cmd, &args, &one, diags);
	if (ok)
		keep_answer(&one, out, app->options.ascii);
	rr_out_done(&one);
	return ok;
}

static bool
run_script(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_pos at = { rr_arg(args, "file"), 0, 1 };
	struct rr_arena *arena;
	char *bytes, *line, *end;
	size_t len;
	bool ok;

	if (app->options.op != NULL)
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "--op names one operation, and a script has several");
	if (!rr_load_file(out->arena, at.file, RR_LOAD_MAX, &bytes, &len,
	    diags))
		return false;
	for (line = bytes; *line != '\0'; line = end) {
		size_t n = strcspn(line, "\n");

		at.line++;
		end = line + n + (line[n] == '\n' ? 1 : 0);
		line[n] = '\0';
		arena = rr_arena_new();
		ok = run_line(app, arena, line, out, diags);
		rr_arena_free(arena);
		if (!ok)
			return rr_diag(diags, RR_E_FACT, at,
			    "the script stopped here");
	}
	return true;
}

const struct rr_cmd rr_cmd_script = {
	.name = "run", .keys = "", .views = "*",
	.brief = "run a script of commands", .man = "regrights(1)",
	.effect = RR_FILES, RR_PARAMS(run_params), .run = run_script
};
