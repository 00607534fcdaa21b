/*
 * redo.c: a command whose matter moved on while it was being worked out.
 *
 * It is worked out again from what is on record now, under the same id, and so
 * checked again: what still fits is recorded, and what does not is refused with
 * the entry that came in between and whose it is.  After some tries it stays in
 * front of the line while it works, so that each command has its turn.
 *
 * Where the file itself was replaced, numbers are those of other entries, and
 * nothing is tried again: whoever named them must look.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"

#define TRIES	32
#define EAGER	2		/* tries before it stays in front */

bool
rr_is_stale(const struct rr_diags *diags)
{
	return rr_diags_find(diags, RR_E_STALE) != NULL;
}

void
rr_tell_between(struct rr_app *app, struct rr_arena *arena,
    struct rr_diags *diags)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_line *line;
	size_t n;

	if (app->store != NULL && rr_store_journal(app->store, arena, NULL, 0,
	    true, 1, &line, &n, quiet) && n == 1)
		rr_diag(diags, RR_E_STALE, rr_nowhere, "entry %lld came in "
		    "between, recorded by %s: %s", (long long)line->seq,
		    line->who, rr_line_command(app, arena, line));
	rr_diags_free(quiet);
}

static void
hand_over(const struct rr_diags *from, struct rr_diags *to)
{
	for (size_t i = 0; i < rr_diags_count(from); i++) {
		const struct rr_diag *d = rr_diags_get(from, i);

		rr_diag_since(to, d->code, d->at, d->since, "%s", d->what);
	}
}

static const char *
new_id(struct rr_arena *arena)
{
	struct rr_buf hex = RR_BUF_INIT;
	uint8_t op[RR_OP_LEN];

	rr_random(op, sizeof(op));
	rr_hex(op, sizeof(op), &hex);
	return rr_buf_keep(&hex, arena);
}

/* It can be refused because another hand recorded it: then it is on record. */
static bool
is_there(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_out there;
	bool found;

	rr_out_init(&there, out->arena);
	if (!rr_again(app, cmd, args, &found, &there, quiet))
		found = false;
	rr_diags_free(quiet);
	if (!found) {
		rr_out_done(&there);
		return false;
	}
	rr_diags_clear(diags);
	rr_out_done(out);
	*out = there;
	return true;
}

bool
rr_redo(struct rr_app *app, rr_attempt *attempt, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const char *op = app->op;
	struct rr_diags *aside = rr_diags_new();
	bool ok, stale;

	if (op == NULL)
		app->op = new_id(out->arena);
	app->conflict = false;
	app->shown = NULL;
	for (int i = 0;; i++) {
		ok = attempt(app, cmd, args, out, aside) ||
		    is_there(app, cmd, args, out, aside);
		stale = !ok && rr_is_stale(aside) && !app->conflict;
		if (!ok && !stale && i > 0 && !app->conflict)
			rr_tell_between(app, out->arena, aside);
		if (!stale || i == TRIES)
			break;
		rr_diags_clear(aside);
		rr_out_done(out);
		rr_out_init(out, out->arena);
		if (i == EAGER && app->mode != RR_STORE_READ)
			rr_store_hold(app->store, true, aside);
	}
	if (app->store != NULL)
		rr_store_hold(app->store, false, aside);
	hand_over(aside, diags);
	rr_diags_free(aside);
	app->op = op;
	return ok;
}
