/*
 * cmd_compute.c: the calculator's commands, one question a run.
 */
#include "app_int.h"
#include "calc_int.h"

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

const struct rr_cmd rr_cmd_compute_date = {
	.name = "compute date", .keys = "", .views = "*",
	.brief = "compute a date expression", .man = "regrights-dates(7)",
	.effect = RR_READS, RR_PARAMS(date_params), .answer = rr_calc_date
};

const struct rr_cmd rr_cmd_compute_deem = {
	.name = "compute deem", .keys = "", .views = "*",
	.brief = "compute when a notice would be deemed given",
	.man = "regrights-dates(7)", .effect = RR_READS,
	RR_PARAMS(deem_params), .answer = rr_calc_deem
};

const struct rr_cmd rr_cmd_compute_vote = {
	.name = "compute vote", .keys = "", .views = "*",
	.brief = "compute whether a vote passes", .man = "regrights(1)",
	.effect = RR_READS, RR_PARAMS(vote_params), .answer = rr_calc_vote
};

const struct rr_cmd rr_cmd_compute_cutback = {
	.name = "compute cutback", .keys = "", .views = "*",
	.brief = "share what can be sold among those who ask",
	.man = "regrights(1)", .effect = RR_READS, RR_PARAMS(cutback_params),
	.answer = rr_calc_cutback
};
