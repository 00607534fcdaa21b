/*
 * cmd_compute.c: the calculator's commands, one question a run.
 */
#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/calc.h"

static const struct rr_param date_params[] = {
	{ "expression", RR_PARAM_TEXT, RR_OPERAND | RR_REQUIRED, NULL,
	    "Expression", "as \"30 days after 2000-04-28\"" },
	{ "agreement", RR_PARAM_FILE, 0, NULL, "Agreement",
	    "its days and events: a file, a matter, or one that is shipped" },
	{ "brief", RR_PARAM_FLAG, 0, NULL, "Brief", "leave out the reasons" }
};

static const struct rr_param deem_params[] = {
	{ "agreement", RR_PARAM_FILE, RR_REQUIRED, NULL, "Agreement",
	    "a file, a matter, or one that is shipped" },
	{ "method", RR_PARAM_METHOD, RR_REQUIRED, NULL, "How",
	    "fax, courier, hand, mail or email" },
	{ "to", RR_PARAM_PARTY, RR_REQUIRED, NULL, "To",
	    "company, or another party's key or name" },
	{ "number", RR_PARAM_TEXT, 0, NULL, "Number",
	    "the list of the agreement that names it, both or other" },
	{ "at", RR_PARAM_WHEN, RR_REQUIRED, NULL, "Sent",
	    "YYYY-MM-DD HH:MM[:SS]" },
	{ "zone", RR_PARAM_ZONE, 0, NULL, "Zone",
	    "another clock on which that time was read" },
	{ "received", RR_PARAM_WHEN, 0, NULL, "Received",
	    "when it was actually received" },
	{ "brief", RR_PARAM_FLAG, 0, NULL, "Brief", "leave out the reasons" }
};

static const struct rr_param vote_params[] = {
	{ "agreement", RR_PARAM_FILE, RR_REQUIRED, NULL, "Agreement",
	    "a file, a matter, or one that is shipped" },
	{ "threshold", RR_PARAM_TEXT, RR_REQUIRED, NULL, "Threshold",
	    "the id of one of the agreement's thresholds" },
	{ "for", RR_PARAM_TEXT, RR_REQUIRED, NULL, "In favour",
	    "shares in favour, without those left out" },
	{ "outstanding", RR_PARAM_TEXT, RR_REQUIRED, NULL, "Outstanding",
	    "all shares of which the part is taken" },
	{ "excluded", RR_PARAM_TEXT, 0, NULL, "Left out",
	    "shares among them that do not count" },
	{ "brief", RR_PARAM_FLAG, 0, NULL, "Brief", "leave out the reasons" }
};

static const struct rr_param cutback_params[] = {
	{ "capacity", RR_PARAM_TEXT, RR_REQUIRED, NULL, "Capacity",
	    "how many shares can be sold" },
	{ "request", RR_PARAM_SET, RR_OPERAND | RR_REPEATED, NULL, "Requests",
	    "NAME=N: who asks for how many" },
	{ "brief", RR_PARAM_FLAG, 0, NULL, "Brief", "leave out the reasons" }
};

static bool
run_compute(struct rr_app *app, const struct rr_cmd *cmd,
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

static bool
run_date(struct rr_app *app, const struct rr_args *args, struct rr_out *out,
    struct rr_diags *diags)
{
	return run_compute(app, &rr_cmd_compute_date, args, out, diags);
}

static bool
run_deem(struct rr_app *app, const struct rr_args *args, struct rr_out *out,
    struct rr_diags *diags)
{
	return run_compute(app, &rr_cmd_compute_deem, args, out, diags);
}

static bool
run_vote(struct rr_app *app, const struct rr_args *args, struct rr_out *out,
    struct rr_diags *diags)
{
	return run_compute(app, &rr_cmd_compute_vote, args, out, diags);
}

static bool
run_cutback(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	return run_compute(app, &rr_cmd_compute_cutback, args, out, diags);
}

const struct rr_cmd rr_cmd_compute_date = { "compute date", "", "*",
    "compute a date expression", "regrights-dates(7)", RR_READS,
    RR_PARAMS(date_params), run_date };

const struct rr_cmd rr_cmd_compute_deem = { "compute deem", "", "*",
    "compute when a notice would be deemed given", "regrights-dates(7)",
    RR_READS, RR_PARAMS(deem_params), run_deem };

const struct rr_cmd rr_cmd_compute_vote = { "compute vote", "", "*",
    "compute whether a vote passes", "regrights(1)", RR_READS,
    RR_PARAMS(vote_params), run_vote };

const struct rr_cmd rr_cmd_compute_cutback = { "compute cutback", "", "*",
    "share what can be sold among those who ask", "regrights(1)", RR_READS,
    RR_PARAMS(cutback_params), run_cutback };
