/*
 * again.c: a command tried again under its operation's id.
 *
 * Who was cut off does not know whether the record was made, and gives the
 * same command again.  If it was, what the command would do now is another
 * question: an entry voided by it cannot be voided twice.  So the record is
 * asked first, and answers with what it holds; an id that another command has
 * used is refused, for else that command would never be recorded.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"

bool
rr_store_if_there(struct rr_app *app, struct rr_store **out,
    struct rr_diags *diags)
{
	struct rr_diags *quiet = rr_diags_new();
	bool ok = rr_app_store(app, RR_STORE_READ, out, quiet);

	if (!ok) {
		*out = NULL;
		ok = rr_diags_get(quiet, 0)->code == RR_E_NO_STORE ||
		    rr_app_store(app, RR_STORE_READ, out, diags);
	}
	rr_diags_free(quiet);
	return ok;
}

/* Can the line be what this command has recorded? */
static bool
is_of(const struct rr_cmd *cmd, const struct rr_args *args,
    const struct rr_line *l)
{
	const char *matter = rr_arg(args, "matter");
	const char *name = cmd->recorded_as != NULL ? cmd->recorded_as :
	    cmd->name;
	size_t n = strlen(name);

	if (matter != NULL && strncmp(l->matter, matter, strlen(matter)) != 0)
		return false;
	return l->sealed || (strncmp(l->command, name, n) == 0 &&
	    (l->command[n] == ' ' || l->command[n] == '\0'));
}

static bool
answer(const struct rr_cmd *cmd, const struct rr_args *args,
    const struct rr_line *l, int64_t last, struct rr_out *out,
    struct rr_diags *diags)
{
	const char *command = l->sealed ? "(sealed)" : l->command;

	if (!is_of(cmd, args, l))
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "that --op is entry %lld, another operation: %s; nothing "
		    "was recorded, give this one an id of its own",
		    (long long)l->seq, command);
	out->recorded = l->seq == last ?
	    rr_arena_printf(out->arena, "%lld", (long long)last) :
	    rr_arena_printf(out->arena, "%lld to %lld", (long long)l->seq,
	    (long long)last);
	rr_out_line(out, "On record already, as %s %s: %s",
	    rr_out_entries(out->recorded), out->recorded, command);
	rr_out_line(out, "Nothing was recorded a second time.");
	return true;
}

bool
rr_again(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, bool *found, struct rr_out *out,
    struct rr_diags *diags)
{
	uint8_t op[RR_OP_LEN];
	struct rr_line *line;
	struct rr_store *s;
	int64_t first, last;
	size_t n;

	*found = false;
	if (app->options.op == NULL || cmd->effect != RR_RECORDS)
		return true;
	if (!rr_op_make(app->options.op, op, diags) ||
	    !rr_store_if_there(app, &s, diags))
		return false;
	if (s == NULL)
		return true;
	if (!rr_store_outcome(s, op, found, &first, &last, diags))
		return false;
	if (!*found)
		return true;
	return rr_store_journal(s, out->arena, NULL, first - 1, false, 1,
	    &line, &n, diags) && n == 1 && answer(cmd, args, line, last, out,
	    diags);
}
