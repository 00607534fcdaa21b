/*
 * again.c: a command tried again under its operation's id.
 *
 * Who was cut off does not know whether the record was made, and gives the
 * same command again.  If it was, what the command would do now is another
 * question: an entry voided by it cannot be voided twice.  So the record is
 * asked first, and answers with what it holds.  That is so for the very same
 * command alone, by all that was given with it: under the id of another one it
 * is refused, for else it would never be recorded.
 */
#include "app_int.h"
#include "regrights/book.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/load.h"

/* What is in the files that it names, by their hashes. */
static bool
add_files(const struct rr_cmd *cmd, const struct rr_args *args,
    struct rr_arena *arena, struct rr_buf *b, struct rr_diags *diags)
{
	for (size_t i = 0; i < cmd->nparams; i++) {
		const struct rr_param *q = &cmd->params[i];
		const char *path = q->type != RR_PARAM_FILE ? NULL :
		    rr_arg(args, q->name);
		uint8_t hash[RR_HASH_LEN];
		char *bytes;
		size_t len;

		if (path == NULL)
			continue;
		if (!rr_load_file(arena, path, RR_SHEET_MAX, &bytes, &len,
		    diags))
			return false;
		rr_hash(bytes, len, hash);
		rr_buf_addn(b, (const char *)hash, RR_HASH_LEN);
	}
	return true;
}

/* All that this command asks for: a file by what is in it now, too. */
static bool
all_asked(const struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_arena *arena, struct rr_buf *b,
    struct rr_diags *diags)
{
	rr_args_text(cmd, args, b);
	rr_buf_addc(b, '\n');
	if (!rr_date_is_none(app->options.on))
		rr_date_text(app->options.on, b);
	return add_files(cmd, args, arena, b, diags);
}

/* A line that is no command is told of when it is run. */
static const struct rr_cmd *
read_line(const struct rr_app *app, struct rr_arena *arena, const char *line,
    struct rr_args *args)
{
	struct rr_diags *quiet = rr_diags_new();
	const struct rr_cmd *cmd = NULL;
	const char **words;
	size_t n, used;

	if (rr_words_split(arena, line, &words, &n, quiet) && n > 0)
		cmd = rr_cmd_find(app, words, n, &used, quiet);
	if (cmd != NULL && !rr_args_parse(arena, cmd, words + used, n - used,
	    args, quiet))
		cmd = NULL;
	rr_diags_free(quiet);
	return cmd;
}

bool
rr_again_line(const struct rr_app *app, const char *line, struct rr_buf *b,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_args args;
	const struct rr_cmd *cmd = read_line(app, arena, line, &args);
	bool ok = cmd == NULL || cmd->effect != RR_RECORDS ||
	    add_files(cmd, &args, arena, b, diags);

	rr_arena_free(arena);
	return ok;
}

static bool
bind(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, uint8_t op[RR_OP_LEN], struct rr_out *out,
    struct rr_diags *diags)
{
	struct rr_buf asked = RR_BUF_INIT, hex = RR_BUF_INIT;
	uint8_t id[RR_OP_LEN];
	bool ok;

	ok = rr_op_make(app->options.op, id, diags) && all_asked(app, cmd,
	    args, out->arena, &asked, diags);
	if (ok) {
		rr_op_bind(id, &asked, op);
		rr_hex(op, RR_OP_LEN, &hex);
		app->op = rr_buf_keep(&hex, out->arena);
	}
	rr_buf_free(&asked);
	return ok;
}

/* Of LINE, the first entry of an operation, and LAST. */
static void
tell(struct rr_app *app, const struct rr_line *line, int64_t last,
    struct rr_out *out)
{
	out->recorded = line->seq == last ?
	    rr_arena_printf(out->arena, "%lld", (long long)last) :
	    rr_arena_printf(out->arena, "%lld to %lld", (long long)line->seq,
	    (long long)last);
	rr_out_line(out, "On record already, as %s %s: %s",
	    rr_out_entries(out->recorded), out->recorded,
	    rr_line_command(app, out->arena, line));
	rr_out_line(out, "Nothing was recorded a second time.");
}

bool
rr_again_told(struct rr_app *app, struct rr_out *out, struct rr_diags *diags)
{
	uint8_t op[RR_OP_LEN];
	struct rr_line *line;
	int64_t last;
	bool found;

	if (!rr_op_make(app->op, op, diags) || !rr_op_used(app, out->arena,
	    op, &found, &line, &last, diags))
		return false;
	if (found)
		tell(app, line, last, out);
	return true;
}

bool
rr_again(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, bool *found, struct rr_out *out,
    struct rr_diags *diags)
{
	uint8_t op[RR_OP_LEN];
	struct rr_line *line;
	int64_t last;

	*found = false;
	if (app->options.op == NULL || cmd->effect != RR_RECORDS)
		return true;
	if (!bind(app, cmd, args, op, out, diags) || !rr_op_used(app,
	    out->arena, op, found, &line, &last, diags))
		return false;
	if (*found)
		tell(app, line, last, out);
	return true;
}
