/*
 * calc.c: the engine as a calculator.
 *
 * Holds an agreement, an engine and the facts of the agreement's file.  What a
 * question needs lives in the arena of its answer.
 */
#include <string.h>

#include "app_int.h"
#include "calc_int.h"
#include "regrights/buf.h"

static void
empty_agreement(struct rr_agreement *a)
{
	a->key = a->title = "";
	a->zone = "UTC";
	a->roll = -1;
}

bool
rr_calc_open(struct rr_app *app, const char *name, struct rr_calc **out,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_calc *k = rr_arena_alloc(arena, sizeof(*k));
	struct rr_agreement *a = rr_arena_alloc(arena, sizeof(*a));
	struct rr_fact *facts;

	k->arena = arena;
	k->app = app;
	empty_agreement(a);
	if (name != NULL && !rr_app_agreement(app, arena, name, &a, diags)) {
		rr_arena_free(arena);
		return false;
	}
	facts = rr_arena_array(arena, a->nseeds + 1, sizeof(*facts));
	for (size_t i = 0; i < a->nseeds; i++) {
		facts[i] = a->seeds[i];
		facts[i].seq = 1;
	}
	k->c = rr_case_new(app, arena);
	k->c->agreement = a;
	k->c->matter.key = a->key;
	if (!rr_case_prepare(k->c, facts, a->nseeds, diags)) {
		rr_arena_free(arena);
		return false;
	}
	*out = k;
	return true;
}

void
rr_calc_close(struct rr_calc *k)
{
	if (k != NULL)
		rr_arena_free(k->arena);
}

bool
rr_calc_answer(struct rr_calc *k, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	return rr_args_check(cmd, args, diags) &&
	    cmd->answer(k, args, out, diags);
}

bool
rr_calc_run(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct rr_calc *k;
	struct rr_json *whole, *rows;
	bool ok;

	if (!rr_calc_open(app, rr_arg(args, "agreement"), &k, diags))
		return false;
	ok = rr_calc_answer(k, cmd, args, out, diags);
	rr_calc_close(k);
	if (!ok)
		return false;
	whole = rr_json_object();
	rows = rr_json_array();
	rr_json_push(rows, out->json);
	rr_json_set(whole, "format", rr_json_string("regrights/1"));
	rr_json_set(whole, "matter", rr_json_string(rr_arg(args,
	    "agreement")));
	rr_json_set(whole, "on", rr_json_null());
	rr_json_set(whole, "known", rr_json_null());
	rr_json_set(whole, "rows", rows);
	out->json = whole;
	return true;
}

void
rr_calc_line(const struct rr_out *out, bool json, struct rr_buf *b)
{
	if (json) {
		rr_json_line(out->json, b);
		return;
	}
	rr_buf_addn(b, out->text.s, strcspn(out->text.s, "\n"));
	rr_buf_addc(b, '\n');
}
