/*
 * calc.c: the engine as a calculator.
 *
 * Holds a matter's case as it is on record; or an agreement, an engine and the
 * facts of the agreement's file.  What a question needs lives in the arena of
 * its answer.
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

/* Without a record: the agreement with the facts of its file. */
static bool
open_file(struct rr_calc *k, struct rr_agreement *a, struct rr_diags *diags)
{
	struct rr_fact *facts = rr_arena_array(k->arena, a->nseeds + 1,
	    sizeof(*facts));

	for (size_t i = 0; i < a->nseeds; i++) {
		facts[i] = a->seeds[i];
		facts[i].seq = 1;
	}
	k->c = rr_case_new(k->app, k->arena);
	k->c->agreement = a;
	k->c->matter.key = a->key;
	return rr_case_prepare(k->c, facts, a->nseeds, diags);
}

static bool
open_nothing(struct rr_calc *k, struct rr_diags *diags)
{
	struct rr_agreement *a = rr_arena_alloc(k->arena, sizeof(*a));

	if (k->app->options.known != NULL)
		return rr_diag(diags, RR_E_UNKNOWN_KEY, rr_nowhere, "--known "
		    "is of a matter's record: name the matter with "
		    "--agreement, or leave it out");
	empty_agreement(a);
	return open_file(k, a, diags);
}

static bool
open_named(struct rr_calc *k, const char *name, struct rr_diags *diags)
{
	struct rr_agreement *a;
	bool shipped;

	if (!rr_app_matter(k->app, name, &k->c, diags))
		return false;
	if (k->c != NULL) {
		k->by = RR_CALC_BY_RECORD;
		return true;
	}
	if (!rr_app_filed(k->app, k->arena, name, &a, &shipped, diags))
		return false;
	k->by = shipped ? RR_CALC_BY_SHIPPED : RR_CALC_BY_FILE;
	k->name = rr_arena_strdup(k->arena, name);
	return open_file(k, a, diags);
}

bool
rr_calc_open(struct rr_app *app, const char *name, struct rr_calc **out,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_calc *k = rr_arena_alloc(arena, sizeof(*k));

	k->arena = arena;
	k->app = app;
	if (!(name == NULL ? open_nothing(k, diags) :
	    open_named(k, name, diags))) {
		rr_arena_free(arena);
		return false;
	}
	*out = k;
	return true;
}

void
rr_calc_close(struct rr_calc *k)
{
	if (k == NULL)
		return;
	rr_case_close(k->later);
	if (k->by == RR_CALC_BY_RECORD)
		rr_case_close(k->c);
	rr_arena_free(k->arena);
}

/* Whether DAY is under the terms of C, and of no later ones. */
static bool
is_under(const struct rr_case *c, rr_date day)
{
	return rr_date_is_none(c->terms_until) ||
	    rr_date_cmp(day, c->terms_until) < 0;
}

static bool
open_later(struct rr_calc *k, rr_date day, struct rr_diags *diags)
{
	struct rr_case *c;

	if (!rr_case_open(k->app, k->c->matter.key, &c, diags))
		return false;
	c->terms_on = day;
	if (!rr_case_prepare(c, c->recorded, c->nrecorded, diags)) {
		rr_case_close(c);
		return false;
	}
	k->later = c;
	return true;
}

bool
rr_calc_on(struct rr_calc *k, rr_date day, struct rr_calc *at,
    struct rr_diags *diags)
{
	*at = *k;
	if (k->by != RR_CALC_BY_RECORD || is_under(k->c, day))
		return true;
	if (k->later == NULL || rr_date_cmp(day, k->later->terms_on) < 0 ||
	    !is_under(k->later, day)) {
		rr_case_close(k->later);
		k->later = NULL;
		if (!open_later(k, day, diags))
			return false;
	}
	at->c = k->later;
	return true;
}

bool
rr_calc_answer(struct rr_calc *k, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	return rr_args_check(cmd, args, diags) &&
	    cmd->answer(k, args, out, diags);
}

/* A table of the one row, as those of views are. */
static struct rr_json *
whole_json(const struct rr_calc *k, struct rr_json *row)
{
	struct rr_json *whole = rr_json_object();
	struct rr_json *rows = rr_json_array();

	rr_json_push(rows, row);
	rr_json_set(whole, "format", rr_json_string("regrights/1"));
	rr_json_set(whole, "matter", rr_json_string(k->by ==
	    RR_CALC_BY_RECORD ? k->c->matter.key : k->name));
	rr_json_set(whole, "on", rr_json_null());
	rr_json_set(whole, "known",
	    rr_json_string(k->app->options.known));
	if (k->by == RR_CALC_BY_RECORD && rr_app_demonstration(k->app))
		rr_json_set(whole, "demonstration", rr_json_bool(true));
	rr_json_set(whole, "rows", rows);
	return whole;
}

bool
rr_calc_run(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct rr_calc *k;
	bool ok;

	if (!rr_calc_open(app, rr_arg(args, "agreement"), &k, diags))
		return false;
	ok = rr_calc_answer(k, cmd, args, out, diags);
	if (ok)
		out->json = whole_json(k, out->json);
	rr_calc_close(k);
	return ok;
}

void
rr_calc_line(const struct rr_out *out, bool json, struct rr_buf *b)
{
	const char *line = out->text.s;

	if (json) {
		rr_json_line(out->json, b);
		return;
	}
	for (size_t i = 0, n; i == 0 || i < out->nlines; i++, line += n) {
		n = strcspn(line, "\n");
		rr_buf_printf(b, "%s%.*s", i > 0 ? "; " : "", (int)n, line);
		n += line[n] == '\n' ? 1 : 0;
	}
	rr_buf_addc(b, '\n');
}
