/*
 * run.c: one command, run.
 *
 * An option that a command makes no use of is refused: who gave it would take
 * the answer for another one.
 */
#include "app_int.h"
#include "regrights/calc.h"

/* The case that an answer shows is kept with it. */
static bool
run_in_case(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_cmd *as = cmd->recorded_as == NULL ? cmd :
	    rr_cmd_named(app, cmd->recorded_as);
	struct rr_case *c;
	bool ok;

	if (!rr_case_open(app, rr_arg(args, cmd->case_of), &c, diags))
		return false;
	ok = cmd->in_case(c, as, args, out, diags);
	if (out->shown != c)
		rr_case_close(c);
	return ok;
}

static bool
run(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	if (cmd->in_case != NULL)
		return run_in_case(app, cmd, args, out, diags);
	if (cmd->answer != NULL)
		return rr_calc_run(app, cmd, args, out, diags);
	return cmd->run(app, args, out, diags);
}

static bool
run_or_find(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	bool found;

	/* Else what became of them would be told as another fault. */
	if (app->nlooked > 0 && !rr_app_is_same(app, diags))
		return false;
	if (!rr_again(app, cmd, args, &found, out, diags))
		return false;
	if (found)
		return true;
	return cmd->effect == RR_RECORDS && !app->options.dry ?
	    rr_redo(app, run, cmd, args, out, diags) :
	    run(app, cmd, args, out, diags);
}

bool
rr_cmd_heeds(const struct rr_app *app, const struct rr_cmd *cmd,
    struct rr_diags *diags)
{
	const struct rr_options *o = &app->options;
	const unsigned all = cmd->heeds |
	    (cmd->in_case != NULL ? RR_HEEDS_CASE : 0) |
	    (cmd->effect == RR_RECORDS ? RR_HEEDS_OP : 0);
	bool ok = true;

#define RR_HEED(id, option, given)					\
	if ((given) && (all & RR_HEEDS_##id) == 0)			\
		ok = rr_diag(diags, RR_E_UNKNOWN_KEY, rr_nowhere,	\
		    "'%s' makes no use of " option "; leave it out",	\
		    cmd->name);
#include "heed.def"
#undef RR_HEED
	return ok;
}

/* Shows what would be, as what records it was not asked for. */
static bool
only_shows(const struct rr_cmd *cmd, const struct rr_args *args)
{
	for (size_t i = 0; i < cmd->nparams; i++)
		if ((cmd->params[i].flags & RR_APPLIES) != 0)
			return !rr_arg_flag(args, cmd->params[i].name);
	return false;
}

bool
rr_cmd_run(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const char *op = app->op;
	bool ok;

	rr_app_begin(app);
	if (cmd->effect == RR_RECORDS && app->options.read_only &&
	    !app->options.dry && !app->rehearses && !only_shows(cmd, args))
		return rr_diag(diags, RR_E_READONLY, rr_nowhere,
		    "the program was started with --read-only");
	if (!rr_cmd_heeds(app, cmd, diags) ||
	    !rr_args_check(cmd, args, diags))
		return false;
	ok = run_or_find(app, cmd, args, out, diags);
	app->op = op;
	return ok;
}
