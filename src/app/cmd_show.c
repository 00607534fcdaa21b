/*
 * cmd_show.c: the views by name, and the reasons of one conclusion.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "regrights/seal.h"

static const struct rr_param docket_params[] = {
	RR_ONE_MATTER_ONLY,
	RR_TAKES("within", TEXT, 0, "Within",
	    "last safe day within so many days (14 or 14d)"),
	RR_TAKES("overdue", FLAG, 0, "Overdue", "only what is overdue"),
	RR_TAKES("all", FLAG, 0, "All", "what is met too")
};

static bool
within_days(const char *text, int64_t *days, struct rr_diags *diags)
{
	char digits[8];
	size_t n = strlen(text);

	n -= n > 0 && text[n - 1] == 'd' ? 1 : 0;
	if (n >= sizeof(digits))
		n = 0;
	memcpy(digits, text, n);
	digits[n] = '\0';
	if (!rr_int_parse(digits, 0, 36500, days))
		return rr_diag(diags, RR_E_TYPE, rr_nowhere,
		    "--within '%s': a number of days, 14 or 14d", text);
	return true;
}

static size_t
keep_rows(struct rr_app *app, const struct rr_args *args, int64_t days,
    struct rr_docket_row *rows, size_t n)
{
	rr_date limit = RR_DATE_NONE, day;
	size_t kept = 0;

	if (rr_arg(args, "within") != NULL)
		rr_date_add(rr_app_today(app), days, &limit);
	for (size_t i = 0; i < n; i++) {
		if (rr_arg_flag(args, "overdue") &&
		    strcmp(rows[i].status, "overdue") != 0)
			continue;
		day = rr_date_or(rows[i].working, rows[i].raw);
		if (!rr_date_is_none(limit) && (rr_date_is_none(day) ||
		    rr_date_cmp(day, limit) > 0))
			continue;
		rows[kept++] = rows[i];
	}
	return kept;
}

/* Of what was asked for nothing is there: that is said, and of no more. */
static const char *
none_of(struct rr_app *app, const struct rr_args *args, int64_t days,
    bool any, struct rr_arena *arena)
{
	bool overdue = rr_arg_flag(args, "overdue");
	bool all = rr_arg_flag(args, "all");
	struct rr_buf day = RR_BUF_INIT;
	const char *said = NULL;
	rr_date limit;

	if (rr_arg(args, "within") != NULL &&
	    rr_date_add(rr_app_today(app), days, &limit)) {
		rr_date_text_day(limit, &day);
		said = rr_arena_printf(arena, "Nothing on the docket %s a last "
		    "safe day up to %s.", overdue ? "is overdue with" : "has",
		    day.s);
	} else if (overdue)
		said = "Nothing on the docket is overdue.";
	else if (any)
		said = all ? "Nothing is on the docket." :
		    "Nothing is due; --all shows what is met too.";
	rr_buf_free(&day);
	return said;
}

static bool
run_docket(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	const char *matter = rr_arg(args, "matter");
	struct rr_docket_row *rows;
	struct rr_matter *all;
	struct rr_case *c;
	int64_t days = 0;
	size_t n, matters = 0;

	if (rr_arg(args, "within") != NULL &&
	    !within_days(rr_arg(args, "within"), &days, diags))
		return false;
	if (matter != NULL) {
		if (!rr_case_open(app, matter, &c, diags))
			return false;
		matter = rr_arena_strdup(out->arena, c->matter.key);
		rr_case_close(c);
	}
	if (!rr_app_docket(app, out->arena, matter, rr_arg_flag(args, "all"),
	    &rows, &n, diags) || (n == 0 && !rr_docket_matters(app,
	    out->arena, &all, &matters, diags)))
		return false;
	out->view = rr_view_find("docket");
	out->source.docket = rows;
	out->source.ndocket = keep_rows(app, args, days, rows, n);
	out->source.matter = matter;
	out->source.on = rr_app_today(app);
	out->source.known = app->options.known;
	out->source.empty = none_of(app, args, days, matters > 0,
	    out->arena);
	if (!rr_docket_unread(app, out->arena, matter, &out->source, diags))
		return false;
	rr_view_tell_unread(out->view, out->arena, &out->source);
	rr_out_unread(app, out, diags);
	return true;
}

const struct rr_cmd rr_cmd_docket = {
	.name = "docket", .keys = "", .views = "*",
	.brief = "every matter's deadlines", .man = "regrights(1)",
	.effect = RR_READS, RR_PARAMS(docket_params), .run = run_docket,
	.heeds = RR_HEEDS_CASE
};

static const struct rr_param matter_params[] = {
	RR_MATTER_IF_SEVERAL
};

#define SHOW(id, words)							\
	const struct rr_cmd rr_cmd_##id = {				\
		.name = #id, .keys = "", .views = "*", .brief = words,	\
		.man = "regrights(1)", .effect = RR_READS,		\
		RR_PARAMS(matter_params), .case_of = "matter",		\
		.in_case = rr_show_view					\
	}

SHOW(timeline, "one matter's deadlines and first free days");
SHOW(holders, "the parties, what they hold, where notices go");
SHOW(notices, "notices, and when each takes effect");
SHOW(claims, "claims for indemnification");
SHOW(points, "the points that the text leaves open");

static const struct rr_param why_params[] = {
	RR_TAKES("id", TEXT, RR_OPERAND | RR_REQUIRED, "Id",
	    "MATTER/deadline/NAME, MATTER/notice/NUMBER/PARTY …")
};

/* An entry of that number may be sealed. */
static bool
nothing_has(const struct rr_case *c, const char *rest, const char *id,
    struct rr_diags *diags)
{
	static const char entry[] = "/entry/";
	int64_t seq, row;

	if (strncmp(rest, entry, strlen(entry)) == 0 &&
	    rr_fact_ref_parse(rest + strlen(entry), &seq, &row) &&
	    rr_seal_of(c->facts, seq) != NULL)
		return rr_seal_told(c, seq, diags);
	return rr_diag(diags, RR_E_NO_CONCLUSION, rr_nowhere, "'%s'", id);
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
