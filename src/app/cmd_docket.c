/*
 * cmd_docket.c: what can still be done in every matter.
 *
 * Its rows are ordered by their groups.  A text leaves out what is later than
 * the week and what waits, which stand last, and counts them; CSV and JSON have
 * every row.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/qty.h"

static const struct rr_param docket_params[] = {
	RR_ONE_MATTER_ONLY,
	RR_TAKES("within", TEXT, 0, "Within",
	    "last safe day within so many days (14 or 14d)"),
	RR_TAKES("overdue", FLAG, 0, "Overdue",
	    "only what is late, or is under an answer that is open"),
	RR_TAKES("later", FLAG, 0, "Later",
	    "what is later than the week, and what waits, too"),
	RR_TAKES("all", FLAG, 0, "All", "what is done too, and first days")
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

/* The days count from today, on the clock of each row's matter. */
static size_t
keep_rows(const struct rr_args *args, int64_t days,
    struct rr_docket_row *rows, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		rr_date limit = RR_DATE_NONE, day;

		if (rr_arg(args, "within") != NULL)
			rr_date_add(rows[i].on, days, &limit);
		if (rr_arg_flag(args, "overdue") &&
		    rows[i].group != RR_GROUP_LATE)
			continue;
		day = rr_date_or(rows[i].working, rows[i].raw);
		if (!rr_date_is_none(limit) && (rr_date_is_none(day) ?
		    rows[i].group != RR_GROUP_TODAY :
		    rr_date_cmp(day, limit) > 0))
			continue;
		rows[kept++] = rows[i];
	}
	return kept;
}

/* Of what was asked for nothing is there: that is said, and of no more. */
static const char *
none_of(rr_date on, const struct rr_args *args, int64_t days, bool any,
    bool folded, struct rr_arena *arena)
{
	bool overdue = rr_arg_flag(args, "overdue");
	bool all = rr_arg_flag(args, "all");
	struct rr_buf day = RR_BUF_INIT;
	const char *said = NULL;
	rr_date limit;

	if (rr_arg(args, "within") != NULL &&
	    rr_date_add(on, days, &limit)) {
		rr_date_text_day(limit, &day);
		said = rr_arena_printf(arena, "Nothing on the docket %s a last "
		    "safe day up to %s.", overdue ? "is overdue with" : "has",
		    day.s);
	} else if (overdue)
		said = "Nothing on the docket is overdue.";
	else if (any)
		said = all ? "Nothing is on the docket." : folded ?
		    "Nothing is to be done this week; --later shows what is "
		    "later or waits." :
		    "Nothing is to be done; --all shows what is done too.";
	rr_buf_free(&day);
	return said;
}

/* How many of the last rows a text leaves out, as nothing asks for them. */
static size_t
count_folded(const struct rr_args *args, const struct rr_docket_row *rows,
    size_t n)
{
	size_t shown = n;

	if (rr_arg_flag(args, "later") || rr_arg_flag(args, "all") ||
	    rr_arg_flag(args, "overdue") || rr_arg(args, "within") != NULL)
		return 0;
	while (shown > 0 && rows[shown - 1].group >= RR_GROUP_LATER)
		shown--;
	return n - shown;
}

static bool
run_docket(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	const char *matter = rr_arg(args, "matter");
	struct rr_source *s = &out->source;
	struct rr_docket_row *rows;
	struct rr_matter *all;
	struct rr_case *c;
	int64_t days = 0;
	rr_date on = RR_DATE_NONE;
	size_t n, matters = 0;

	if (rr_arg(args, "within") != NULL &&
	    !within_days(rr_arg(args, "within"), &days, diags))
		return false;
	if (matter != NULL) {
		if (!rr_case_open(app, matter, &c, diags))
			return false;
		matter = rr_arena_strdup(out->arena, c->matter.key);
		on = c->input.on;
		rr_case_close(c);
	}
	if (!rr_app_docket(app, out->arena, matter, rr_arg_flag(args, "all"),
	    &rows, &n, diags) || !rr_docket_matters(app, out->arena, &all,
	    &matters, diags))
		return false;
	for (size_t i = 0; i < n; i++)
		rr_tally_add(&s->tally, rows[i].group);
	out->view = rr_view_find("docket");
	s->docket = rows;
	s->ndocket = keep_rows(args, days, rows, n);
	s->folded = count_folded(args, rows, s->ndocket);
	s->matters = all;
	s->nmatters = matters;
	s->within = app->options.due_within;
	s->matter = matter;
	s->on = rr_date_is_none(on) ? rr_app_today(app) : on;
	s->known = app->options.known;
	s->empty = none_of(s->on, args, days, matters > 0, s->folded > 0,
	    out->arena);
	rr_docket_alike(rows, s->ndocket);
	if (!rr_docket_unread(app, out->arena, matter, &out->source, diags))
		return false;
	rr_view_tell_unread(out->view, out->arena, &out->source);
	rr_out_unread(app, out, diags);
	return true;
}

const struct rr_cmd rr_cmd_docket = {
	.name = "docket", .keys = "", .views = "*",
	.brief = "what can still be done in every matter",
	.man = "regrights-docket(7)",
	.effect = RR_READS, RR_PARAMS(docket_params), .run = run_docket,
	.heeds = RR_HEEDS_CASE
};
