/*
 * again.c: a command tried again under its operation's id.
 *
 * Who was cut off does not know whether the record was made, and gives the
 * same command again.  If it was, what the command would do now is another
 * question: an entry voided by it cannot be voided twice.  So the record is
 * asked first, and answers with what it holds, and whether that counts by now.
 * That is so for the very same
 * command alone, by all that was given with it: under the id of another one it
 * is refused, for else it would never be recorded.
 */
#include <string.h>

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

/* Which entry a line voids, for as long as it is not void itself; or 0. */
static int64_t
voids(struct rr_arena *arena, const struct rr_line *l)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_fact f = { 0 };
	bool is = !l->voided && l->payload != NULL && rr_fact_parse(arena,
	    l->payload, strlen(l->payload), &f, quiet) &&
	    f.shape == RR_SHAPE_VOID && f.about_row == 0;

	rr_diags_free(quiet);
	return is ? f.about : 0;
}

static void
add_number(struct rr_buf *b, int64_t seq)
{
	rr_buf_printf(b, "%s%lld", b->len > 0 ? " " : "", (long long)seq);
}

static const char *
ranges(struct rr_arena *arena, struct rr_buf *b)
{
	return rr_out_ranges(arena, rr_buf_keep(b, arena));
}

static void
tell_void(struct rr_out *out, const char *gone, const char *by)
{
	rr_out_line(out, "But %s %s, void by now%s%s%s%s, %s not count; record "
	    "what is to count anew, under another --op or none.",
	    rr_out_entries(gone), gone, by != NULL ? " by " : "", by != NULL ?
	    rr_out_entries(by) : "", by != NULL ? " " : "", by != NULL ? by :
	    "", strchr(gone, ' ') != NULL ? "do" : "does");
}

void
rr_again_void(struct rr_app *app, int64_t first, int64_t last,
    struct rr_out *out)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_buf gone = RR_BUF_INIT, by = RR_BUF_INIT;
	struct rr_line *all;
	struct rr_store *s;
	size_t n = 0;

	if (!rr_app_store(app, RR_STORE_READ, &s, quiet) ||
	    !rr_store_journal(s, out->arena, NULL, first - 1, false,
	    (size_t)-1, &all, &n, quiet))
		n = 0;
	rr_diags_free(quiet);
	for (size_t i = 0; i < n; i++) {
		int64_t of = all[i].seq <= last ? 0 : voids(out->arena,
		    &all[i]);

		if (all[i].seq <= last && all[i].voided)
			add_number(&gone, all[i].seq);
		if (of >= first && of <= last)
			add_number(&by, all[i].seq);
	}
	if (gone.len > 0)
		tell_void(out, ranges(out->arena, &gone), by.len > 0 ?
		    ranges(out->arena, &by) : NULL);
	rr_buf_free(&gone);
	rr_buf_free(&by);
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
	rr_again_void(app, line->seq, last, out);
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
