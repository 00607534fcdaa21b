/*
 * cmd_whatif.c: what would follow from a command, with nothing recorded.
 *
 * The command runs as it would, but dry: it derives what it changes and stops
 * before the case file.
 */
#include "app_int.h"
#include "params_int.h"
#include "regrights/session.h"

static const struct rr_param whatif_params[] = {
	RR_TAKES("command", COMMAND, RR_OPERAND | RR_REQUIRED | RR_REPEATED,
	    "Command", "a command that records, with its arguments")
};

/* Words as a shell gave them, or one line that is still to be split. */
static bool
take_words(const struct rr_args *args, struct rr_arena *arena,
    const char ***words, size_t *n, struct rr_diags *diags)
{
	*n = 0;
	while (rr_arg_at(args, "command", *n) != NULL)
		++*n;
	if (*n == 1)
		return rr_words_split(arena, rr_arg(args, "command"), words,
		    n, diags);
	*words = rr_arena_array(arena, *n + 1, sizeof(**words));
	for (size_t i = 0; i < *n; i++)
		(*words)[i] = rr_arg_at(args, "command", i);
	return true;
}

static bool
run_whatif(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_cmd *cmd;
	const char **words;
	struct rr_args its;
	size_t n, used;
	bool ok;

	if (!take_words(args, out->arena, &words, &n, diags))
		return false;
	cmd = rr_cmd_find(app, words, n, &used, diags);
	if (cmd == NULL)
		return false;
	if (cmd == &rr_cmd_script)
		return rr_diag(diags, RR_E_FACT, rr_nowhere, "what would "
		    "follow from a script is told by `run FILE --dry-run`");
	if (cmd->effect != RR_RECORDS)
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "'%s' records nothing, so nothing would follow from it",
		    cmd->name);
	if (!rr_args_parse(out->arena, cmd, words + used, n - used, &its,
	    diags))
		return false;
	app->options.whatif = true;
	ok = rr_session_preview(app, cmd, &its, out, diags);
	app->options.whatif = false;
	return ok;
}

const struct rr_cmd rr_cmd_whatif = {
	.name = "whatif", .keys = "", .views = "*",
	.brief = "what would follow from a command; nothing is recorded",
	.man = "regrights(1)", .effect = RR_READS, RR_PARAMS(whatif_params),
	.run = run_whatif,
	.heeds = RR_HEEDS_CASE
};
