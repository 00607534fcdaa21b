/*
 * cmd_file.c: the case file itself, calendars, terms, help.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/calendar.h"
#include "regrights/qty.h"
#include "regrights/text.h"

static const struct rr_param backup_params[] = {
	RR_TAKES("file", FILE, RR_OPERAND | RR_REQUIRED, "File",
	    "the copy; it must not be there yet")
};

static bool
run_backup(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_replay replay;
	struct rr_store *s;

	if (app->options.read_only)
		return rr_diag(diags, RR_E_READONLY, rr_nowhere,
		    "the program was started with --read-only, which writes "
		    "no file");
	rr_app_replay(app, out->arena, &replay);
	if (app->options.dry) {
		rr_out_line(out, "Would copy the case file to %s.",
		    rr_arg(args, "file"));
		return true;
	}
	if (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !rr_store_backup(s, rr_arg(args, "file"), &replay, diags))
		return false;
	rr_out_line(out, "Copied to %s and verified: its journal is whole, "
	    "and its tables say what it says.", rr_arg(args, "file"));
	rr_note_demonstration(app, out);
	return true;
}

const struct rr_cmd rr_cmd_backup = {
	.name = "backup", .keys = "", .views = "*",
	.brief = "make a verified copy of the case file",
	.man = "regrights(1)", .effect = RR_FILES, .of_file = true,
	RR_PARAMS(backup_params),
	.run = run_backup
};

static const struct rr_param calendar_params[] = {
	RR_TAKES("calendar", TEXT, RR_OPERAND, "Calendar",
	    "its key; without one all are listed"),
	RR_TAKES("year", NUMBER, 0, "Year", "one year; this one when left out")
};

/* "; closings announced after … are not listed", or "". */
static const char *
announced(struct rr_arena *arena, const struct rr_calendar *c)
{
	struct rr_buf b = RR_BUF_INIT;

	if (!c->announces)
		return "";
	rr_buf_add(&b, "; closings announced after ");
	rr_date_text_day(c->announced, &b);
	rr_buf_add(&b, " are not listed");
	return rr_buf_keep(&b, arena);
}

static bool
list_calendars(struct rr_app *app, struct rr_out *out,
    struct rr_diags *diags)
{
	const char **keys;
	size_t n;

	if (!rr_load_calendar_keys(out->arena, app->options.share, &keys, &n,
	    diags))
		return false;
	out->json = rr_json_array();
	for (size_t i = 0; i < n; i++) {
		struct rr_calendar *c;

		if (!rr_load_calendar(out->arena, app->options.share, keys[i],
		    &c, diags))
			return false;
		rr_out_line(out, "%-24s %d-%d  %s [%s]%s", c->key, c->first,
		    c->last, c->title, c->cite, announced(out->arena, c));
		rr_json_push(out->json, rr_json_string(c->key));
	}
	return true;
}

static struct rr_json *
closing_json(rr_date day, const struct rr_closing *why)
{
	struct rr_json *j = rr_json_object();
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text(day, &b);
	rr_json_set(j, "day", rr_json_string(b.s));
	rr_json_set(j, "name", rr_json_string(why->name));
	rr_json_set(j, "cite", rr_json_string(why->cite));
	rr_json_set(j, "in_lieu", rr_json_bool(why->in_lieu));
	rr_json_set(j, "known", rr_json_bool(!why->doubtful));
	rr_buf_free(&b);
	return j;
}

static bool
run_calendar(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	int64_t year = rr_date_year(rr_app_today(app));
	struct rr_closing why[400];
	struct rr_calendar *c;
	rr_date days[400];
	size_t n;

	if (rr_arg(args, "calendar") == NULL)
		return list_calendars(app, out, diags);
	if (rr_arg(args, "year") != NULL)
		rr_int_parse(rr_arg(args, "year"), 0, 9999, &year);
	if (!rr_load_calendar(out->arena, app->options.share,
	    rr_arg(args, "calendar"), &c, diags))
		return false;
	if (year < c->first || year > c->last)
		return rr_diag(diags, RR_E_YEARS, rr_nowhere,
		    "%s knows %d to %d, not %lld", c->key, c->first, c->last,
		    (long long)year);
	rr_out_line(out, "%s, %lld [%s]", c->title, (long long)year, c->cite);
	for (int d = RR_MONDAY; d <= RR_SUNDAY; d++)
		if (c->weekly >> d & 1)
			rr_out_line(out, "every %s [%s]",
			    rr_weekday_name((enum rr_weekday)d),
			    c->weekly_cite);
	n = rr_calendar_year(c, (int)year, days, why, 400);
	out->json = rr_json_array();
	for (size_t i = 0; i < n; i++) {
		struct rr_buf b = RR_BUF_INIT;

		rr_json_push(out->json, closing_json(days[i], &why[i]));
		rr_date_text_day(days[i], &b);
		rr_out_line(out, "%s  %s%s%s [%s]", b.s, why[i].name,
		    why[i].in_lieu ? " (in lieu)" : "", why[i].doubtful ?
		    " (not known)" : "", why[i].cite);
		rr_buf_free(&b);
	}
	if (c->announces && year >= rr_date_year(c->announced))
		rr_out_line(out, "not known: %s", announced(out->arena, c) + 2);
	return true;
}

const struct rr_cmd rr_cmd_calendar = {
	.name = "calendar", .keys = "", .views = "*",
	.brief = "the closed days of a calendar, with their statutes",
	.man = "regrights-dates(7)", .effect = RR_READS,
	RR_PARAMS(calendar_params), .run = run_calendar,
	.heeds = RR_HEEDS_ON
};

static const struct rr_param term_params[] = {
	RR_TAKES("agreement", FILE, RR_OPERAND | RR_REQUIRED, "Agreement",
	    "a matter or a file"),
	RR_TAKES("term", TEXT, RR_OPERAND | RR_REQUIRED, "Term",
	    "a defined term, or a part of it")
};

static bool
has_section(const struct rr_agreement *a, const char *section)
{
	for (size_t i = 0; i < a->nsections; i++)
		if (strcmp(a->sections[i].section, section) == 0)
			return true;
	return false;
}

static void
show_term(const struct rr_agreement *a, const struct rr_term *t,
    struct rr_out *out)
{
	bool external = t->see != NULL && t->see[0] >= 'A';

	rr_out_line(out, "%s: %s %s", t->term,
	    t->defined ? "defined in" : "not defined; used in", t->section);
	if (t->see != NULL && external)
		rr_out_line(out, "  by the %s", t->see);
	else if (t->see != NULL && has_section(a, t->see))
		rr_out_line(out, "  see %s", t->see);
	else if (t->see != NULL)
		rr_out_line(out, "  see %s, which is missing: nothing is "
		    "computable from it", t->see);
	if (!t->used)
		rr_out_line(out, "  used nowhere");
	if (t->note != NULL)
		rr_out_line(out, "  %s", t->note);
}

static struct rr_json *
term_json(const struct rr_agreement *a, const struct rr_term *t)
{
	struct rr_json *j = rr_json_object();

	rr_json_set(j, "term", rr_json_string(t->term));
	rr_json_set(j, "section", rr_json_string(t->section));
	rr_json_set(j, "see", rr_json_string(t->see));
	rr_json_set(j, "missing", rr_json_bool(t->see != NULL &&
	    t->see[0] < 'A' && !has_section(a, t->see)));
	rr_json_set(j, "used", rr_json_bool(t->used));
	rr_json_set(j, "defined", rr_json_bool(t->defined));
	rr_json_set(j, "note", rr_json_string(t->note));
	return j;
}

static bool
run_term(struct rr_app *app, const struct rr_args *args, struct rr_out *out,
    struct rr_diags *diags)
{
	const char *word = rr_arg(args, "term");
	struct rr_agreement *a;
	size_t n = 0;

	if (!rr_app_agreement(app, out->arena, rr_arg(args, "agreement"), &a,
	    diags))
		return false;
	out->json = rr_json_array();
	for (size_t i = 0; i < a->nterms; i++)
		if (rr_text_contains(a->terms[i].term, word)) {
			show_term(a, &a->terms[i], out);
			rr_json_push(out->json, term_json(a, &a->terms[i]));
			n++;
		}
	out->no = n == 0;
	if (n == 0)
		rr_out_line(out, "'%s' is no term of %s.", word, a->title);
	return true;
}

const struct rr_cmd rr_cmd_term = {
	.name = "term", .keys = "", .views = "*",
	.brief = "where a term is defined, and what follows",
	.man = "regrights(1)", .effect = RR_READS, RR_PARAMS(term_params),
	.run = run_term,
	.heeds = RR_HEEDS_KNOWN
};

static const struct rr_param help_params[] = {
	RR_TAKES("command", TEXT, RR_OPERAND | RR_REPEATED, "Command",
	    "one command")
};

static void
usage(const struct rr_cmd *c, struct rr_out *out)
{
	rr_out_line(out, "regrights %s: %s", c->name, c->brief);
	for (size_t i = 0; i < c->nparams; i++) {
		const struct rr_param *p = &c->params[i];
		const char *dashes = p->flags & RR_OPERAND ? "" : "--";
		const char *words = p->words != NULL ? p->words : "";

		rr_out_line(out, "  %s%-*s %s%s%s%s%s", dashes,
		    18 - (int)strlen(dashes), p->name, p->doc,
		    words[0] != '\0' ? " (" : "", words,
		    words[0] != '\0' ? ")" : "",
		    p->flags & RR_REQUIRED ? "" : " [optional]");
	}
	rr_out_line(out, "See %s.", c->man);
}

/* The commands whose first word is WORD, or all; how many. */
static size_t
list_commands(const struct rr_app *app, const char *word, struct rr_out *out)
{
	size_t n = word != NULL ? strlen(word) : 0, listed = 0;
	const struct rr_cmd *c;

	for (size_t i = 0; (c = rr_cmd_at(app, i)) != NULL; i++)
		if (word == NULL || (strncmp(c->name, word, n) == 0 &&
		    c->name[n] == ' ')) {
			rr_out_line(out, "  %-18s %s", c->name, c->brief);
			listed++;
		}
	return listed;
}

static bool
run_help(struct rr_app *app, const struct rr_args *args, struct rr_out *out,
    struct rr_diags *diags)
{
	const char **words = NULL;
	struct rr_buf line = RR_BUF_INIT;
	const struct rr_cmd *c;
	const char *word;
	size_t n = 0, used;
	bool ok;

	/* A name of two words may be given as one. */
	for (; (word = rr_arg_at(args, "command", n)) != NULL; n++)
		rr_buf_printf(&line, "%s ", word);
	ok = rr_words_split(out->arena, line.s, &words, &n,
	    diags);
	rr_buf_free(&line);
	if (!ok)
		return false;
	if (n == 1 && list_commands(app, words[0], out) > 0)
		return true;
	if (n > 0) {
		c = rr_cmd_find(app, words, n, &used, diags);
		if (c != NULL)
			usage(c, out);
		return c != NULL;
	}
	rr_out_line(out, "regrights with no command opens the panes.");
	list_commands(app, NULL, out);
	rr_out_line(out, "`regrights help COMMAND` says more; `regrights "
	    "--help` has the options that all of them take;");
	rr_out_line(out, "regrights(1) is the manual.");
	return true;
}

const struct rr_cmd rr_cmd_help = {
	.name = "help", .keys = "", .views = "*",
	.brief = "what can be done, and with which options",
	.man = "regrights(1)", .effect = RR_READS, RR_PARAMS(help_params),
	.run = run_help,
	/* It is asked for with --help behind any command line. */
	.heeds = RR_HEEDS_CASE | RR_HEEDS_OP
};
