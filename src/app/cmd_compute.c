/*
 * cmd_compute.c: the calculator's commands, one question a run.
 */
#include "app_int.h"
#include "calc_int.h"
#include "params_int.h"

static const struct rr_param date_params[] = {
	RR_TAKES("expression", TEXT, RR_OPERAND | RR_REQUIRED, "Expression",
	    "as \"30 days after 2000-04-28\""),
	RR_TAKES("agreement", FILE, 0, "Agreement",
	    "its days and events: a file, a matter, or one that is shipped"),
	RR_BRIEF
};

static const struct rr_param deem_params[] = {
	RR_OF_AGREEMENT,
	RR_TAKES("method", METHOD, RR_REQUIRED, "How",
	    "fax, courier, hand, mail or email"),
	RR_TAKES("to", PARTY, RR_REQUIRED, "To",
	    "company, or another party's key or name"),
	RR_TAKES("number", TEXT, RR_REPEATED, "Number",
	    "the list of the agreement that names it, both or other"),
	RR_TAKES("at", WHEN, RR_REQUIRED, "Sent", "YYYY-MM-DD HH:MM[:SS]"),
	RR_OTHER_CLOCK,
	RR_TAKES("received", WHEN, 0, "Received",
	    "when it was actually received"),
	RR_BRIEF
};

static const struct rr_param vote_params[] = {
	RR_OF_AGREEMENT,
	RR_TAKES("threshold", TEXT, RR_REQUIRED, "Threshold",
	    "the id of one of the agreement's thresholds"),
	RR_TAKES("for", TEXT, RR_REQUIRED, "In favour",
	    "shares in favour, without those left out"),
	RR_TAKES("outstanding", TEXT, RR_REQUIRED, "Outstanding",
	    "all shares of which the part is taken"),
	RR_TAKES("excluded", TEXT, 0, "Left out",
	    "shares among them that do not count"),
	RR_BRIEF
};

static const struct rr_param cutback_params[] = {
	RR_TAKES("capacity", TEXT, RR_REQUIRED, "Capacity",
	    "how many shares can be sold"),
	RR_TAKES("request", SET, RR_OPERAND | RR_REPEATED, "Requests",
	    "NAME=N: who asks for how many"),
	RR_BRIEF
};

const struct rr_cmd rr_cmd_compute_date = {
	.name = "compute date", .keys = "", .views = "*",
	.brief = "compute a date expression", .man = "regrights-dates(7)",
	.effect = RR_READS, RR_PARAMS(date_params), .answer = rr_calc_date,
	.heeds = RR_HEEDS_KNOWN | RR_HEEDS_READING
};

const struct rr_cmd rr_cmd_compute_deem = {
	.name = "compute deem", .keys = "", .views = "*",
	.brief = "compute when a notice would be deemed given",
	.man = "regrights-dates(7)", .effect = RR_READS,
	RR_PARAMS(deem_params), .answer = rr_calc_deem,
	.heeds = RR_HEEDS_KNOWN | RR_HEEDS_READING
};

const struct rr_cmd rr_cmd_compute_vote = {
	.name = "compute vote", .keys = "", .views = "*",
	.brief = "compute whether a vote passes", .man = "regrights(1)",
	.effect = RR_READS, RR_PARAMS(vote_params), .answer = rr_calc_vote,
	.heeds = RR_HEEDS_KNOWN | RR_HEEDS_READING
};

const struct rr_cmd rr_cmd_compute_cutback = {
	.name = "compute cutback", .keys = "", .views = "*",
	.brief = "share what can be sold among those who ask",
	.man = "regrights(1)", .effect = RR_READS, RR_PARAMS(cutback_params),
	.answer = rr_calc_cutback
};
