/*
 * cmd_claim.c: a claim on paper.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"

static const struct rr_param report_params[] = {
	RR_MATTER,
	RR_ABOUT_CLAIM
};

/* The journal's head: with it `verify --head` shows that this was in it. */
static bool
add_head(struct rr_app *app, struct rr_out *out, struct rr_diags *diags)
{
	uint8_t hash[RR_HASH_LEN];
	struct rr_buf hex = RR_BUF_INIT;
	struct rr_store *s;
	int64_t seq;

	if (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !rr_store_head(s, &seq, hash, diags))
		return false;
	rr_hex(hash, sizeof(hash), &hex);
	rr_out_line(out, "journal %lld:%s", (long long)seq, hex.s);
	rr_json_set(out->json, "head", rr_json_string(rr_arena_printf(
	    out->arena, "%lld:%s", (long long)seq, hex.s)));
	rr_buf_free(&hex);
	return true;
}

static bool
run_report(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_claim_terms *claims;
	const struct rr_fact *f;
	struct rr_trace *t;

	(void)cmd;
	out->shown = c;
	if (!rr_find_fact(c, rr_arg(args, "about"), &f, diags))
		return false;
	claims = c->agreement->claims;
	if (claims == NULL || f->name == NULL ||
	    strcmp(f->name, claims->opens) != 0)
		return rr_diag(diags, RR_E_NO_FACT, rr_nowhere,
		    "entry %s opens no claim; `regrights claims %s` lists "
		    "them", rr_arg(args, "about"), c->matter.key);
	t = rr_claim_report(out->arena, c->derivation, f);
	rr_outline_text(t, 0, false, &out->text);
	out->json = rr_json_object();
	rr_json_set(out->json, "format", rr_json_string("regrights/1"));
	rr_json_set(out->json, "entry", rr_json_int(f->seq));
	rr_json_set(out->json, "report", rr_trace_json(t));
	return add_head(c->app, out, diags);
}

const struct rr_cmd rr_cmd_claim_report = {
	.name = "claim report", .keys = "", .views = "claims",
	.brief = "a claim on paper: what is owed, the clocks, what happened",
	.man = "regrights-claims(1)", .effect = RR_READS,
	RR_PARAMS(report_params), .case_of = "matter", .in_case = run_report
};
