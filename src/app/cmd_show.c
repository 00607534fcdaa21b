/*
 * cmd_show.c: the views by name, and the reasons of one conclusion.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

static const struct rr_param matter_params[] = {
	RR_MATTER_IF_SEVERAL
};

#define SHOW(id, page, words)						\
	const struct rr_cmd rr_cmd_##id = {				\
		.name = #id, .keys = "", .views = "*", .brief = words,	\
		.man = page, .effect = RR_READS,			\
		RR_PARAMS(matter_params), .case_of = "matter",		\
		.in_case = rr_show_view					\
	}

SHOW(timeline, "regrights(1)", "one matter's deadlines and first free days");
SHOW(holders, "regrights(1)", "the parties, what they hold, where notices go");
SHOW(notices, "regrights(1)", "notices, and when each takes effect");
SHOW(claims, "regrights(1)", "claims for indemnification");
SHOW(exposure, "regrights-docket(7)",
    "what can only be argued, with the answers under which");
SHOW(proof, "regrights-docket(7)",
    "what was done and lacks proof");
SHOW(points, "regrights(1)", "the points that the text leaves open");

static const struct rr_param why_params[] = {
	RR_TAKES("id", TEXT, RR_OPERAND | RR_REQUIRED, "Id",
	    "MATTER/deadline/NAME, MATTER/notice/NUMBER/PARTY …")
};

/* Whether it is there once the options are others for a moment. */
static bool
is_there(struct rr_case *c, const char *id, const struct rr_options *others)
{
	const struct rr_options was = c->app->options;
	struct rr_diags *quiet = rr_diags_new();
	struct rr_arena *arena = rr_arena_new();
	struct rr_case *other;
	bool found = false;

	c->app->options = *others;
	if (rr_case_open(c->app, c->matter.key, &other, quiet)) {
		found = rr_view_why(arena, other->derivation, id) != NULL;
		rr_case_close(other);
	}
	c->app->options = was;
	rr_arena_free(arena);
	rr_diags_free(quiet);
	return found;
}

/* The option without which it is there, or NULL. */
static const char *
hidden_by(struct rr_case *c, const char *id)
{
	const struct rr_options now = c->app->options;
	struct rr_options others = now;

	others.nreadings = 0;
	if (now.nreadings > 0 && is_there(c, id, &others))
		return "--reading";
	others = now;
	others.on = RR_DATE_NONE;
	if (!rr_date_is_none(now.on) && is_there(c, id, &others))
		return "--on";
	others = now;
	others.known = NULL;
	return now.known != NULL && is_there(c, id, &others) ? "--known" :
	    NULL;
}

/* The matter of the entry that the id names, where it is another; or NULL. */
static const char *
matter_of(struct rr_case *c, const char *rest)
{
	struct rr_diags *quiet = rr_diags_new();
	const char *found = NULL;
	struct rr_line *line;
	struct rr_store *s;
	int64_t seq = 0, row;
	size_t n, len;

	for (; *rest != '\0' && seq == 0; rest += len) {
		rest += *rest == '/' ? 1 : 0;
		len = strcspn(rest, "/");
		if (!rr_fact_ref_parse(rr_arena_strndup(c->arena, rest, len),
		    &seq, &row))
			seq = 0;
	}
	if (seq > 0 && rr_app_store(c->app, RR_STORE_READ, &s, quiet) &&
	    rr_store_journal(s, c->arena, NULL, seq - 1, false, 1, &line, &n,
	    quiet) && n == 1 && line->seq == seq &&
	    strcmp(line->matter, c->matter.key) != 0)
		found = line->matter;
	rr_diags_free(quiet);
	return found;
}

/* An entry of that number may be sealed, or be of another matter. */
static bool
nothing_has(struct rr_case *c, const char *rest, const char *id,
    struct rr_diags *diags)
{
	static const char entry[] = "/entry/";
	const char *option, *matter;
	int64_t seq, row;

	if (strncmp(rest, entry, strlen(entry)) == 0 &&
	    rr_fact_ref_parse(rest + strlen(entry), &seq, &row) &&
	    rr_seal_of(c->facts, seq) != NULL)
		return rr_seal_told(c, seq, diags);
	option = hidden_by(c, id);
	if (option != NULL)
		return rr_diag(diags, RR_E_NO_CONCLUSION, rr_nowhere,
		    "'%s' as %s has it; without %s it is there", id, option,
		    option);
	matter = matter_of(c, rest);
	if (matter != NULL)
		return rr_diag(diags, RR_E_NO_CONCLUSION, rr_nowhere,
		    "'%s'; the entry is of '%s': %s%s", id, matter, matter,
		    rest);
	return rr_diag(diags, RR_E_NO_CONCLUSION, rr_nowhere,
	    "'%s'; ids stand in the JSON of each view", id);
}

static bool
run_why(struct rr_app *app, const struct rr_args *args, struct rr_out *out,
    struct rr_diags *diags)
{
	const char *id = rr_arg(args, "id");
	const char *slash = strchr(id, '/');
	struct rr_trace *t;
	struct rr_case *c;

	if (slash == NULL)
		return rr_diag(diags, RR_E_NO_CONCLUSION, rr_nowhere,
		    "'%s'; ids stand in the JSON of each view", id);
	if (!rr_case_open(app, rr_arena_strndup(out->arena, id,
	    (size_t)(slash - id)), &c, diags))
		return false;
	out->shown = c;
	id = rr_arena_printf(out->arena, "%s%s", c->matter.key, slash);
	t = rr_view_why(out->arena, c->derivation, id);
	if (t == NULL)
		return nothing_has(c, slash, id, diags);
	rr_outline_text(t, 0, false, &out->text);
	out->json = rr_json_object();
	rr_json_set(out->json, "format", rr_json_string("regrights/1"));
	rr_json_set(out->json, "id", rr_json_string(id));
	rr_json_set(out->json, "why", rr_trace_json(t));
	return true;
}

const struct rr_cmd rr_cmd_why = {
	.name = "why", .keys = "", .views = "*",
	.brief = "the reasons of one conclusion", .man = "regrights(1)",
	.effect = RR_READS, RR_PARAMS(why_params), .run = run_why,
	.heeds = RR_HEEDS_CASE
};
