/*
 * cmd_import.c: an agreement into the case file, checked, and out again.
 *
 * The bytes that were read are the bytes that are previewed and recorded.  The
 * first import of a matter records its parties and what had happened as rows
 * of one entry; later ones change the terms only and report what differs.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/paper.h"
#include "regrights/text.h"
#include "revise_int.h"
#include "reads_int.h"

static const struct rr_param import_params[] = {
	RR_TAKES("file", FILE, RR_OPERAND | RR_REQUIRED, "File",
	    "the agreement's YAML file, or the key of one that is shipped"),
	RR_TAKES("as", TEXT, 0, "Matter", "another name for the matter"),
	RR_APPLY,
	RR_TAKES("as-correction", FLAG, 0, "Correction",
	    "a changed file corrects the abstract from the first day"),
	RR_TAKES("corrects", TEXT, 0, "Corrects",
	    "the entry whose file it corrects, where there are several"),
	RR_TAKES("as-amendment", FLAG, 0, "Amendment",
	    "the parties changed the terms, from a day on"),
	RR_TAKES("in-force", DATE, 0, "In force",
	    "the first day of the amended terms"),
	RR_TAKES("consent", TEXT, 0, "Consent",
	    "the entry of the consent to the amendment"),
	RR_TAKES("reaches", TEXT, RR_REPEATED, "Reaches",
	    "running, later, or NAME=running or NAME=later"),
	RR_TAKES("reason", TEXT, 0, "Reason", "why"),
	RR_TAKES("group", TEXT, 0, "Group",
	    "the group of users that shares the case file, which is made now")
};

struct import {
	const char		*file, *key;
	char			*bytes;
	size_t			 len;
	struct rr_agreement	*agreement;
	struct rr_revision	 revision;
	struct rr_case		*today;		/* NULL: `revision.was` is */
};

static bool
find_was(struct rr_app *app, struct import *im, struct rr_diags *diags)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_matter *all = NULL;
	struct rr_store *s = NULL;
	size_t n = 0;
	bool ok = true;
	struct rr_arena *arena = rr_arena_new();

	if (rr_app_store(app, RR_STORE_READ, &s, quiet))
		ok = rr_store_matters(s, arena, &all, &n, diags);
	else if (rr_diags_get(quiet, 0)->code != RR_E_NO_STORE)
		ok = rr_app_store(app, RR_STORE_READ, &s, diags);
	for (size_t i = 0; ok && i < n; i++)
		if (strcmp(all[i].key, im->key) == 0)
			ok = rr_case_load(app, &all[i], &im->revision.was,
			    diags);
	/* What has lost its row is on record all the same. */
	ok = ok && (s == NULL || im->revision.was != NULL ||
	    rr_store_all_there(s, diags));
	rr_arena_free(arena);
	rr_diags_free(quiet);
	return ok;
}

/* A key is for good: it stands in ids, in file names and behind spaces. */
static bool
check_key(const char *as, struct rr_diags *diags)
{
	return as == NULL || (as[0] != '-' && rr_text_is_key(as)) ? true :
	    rr_diag(diags, RR_E_NAME, rr_nowhere, "--as '%s': the matter's "
	    "key is one word of lower-case letters, digits and hyphens, 64 "
	    "at most, and begins with no hyphen", as);
}

static bool
read_import(struct rr_app *app, const struct rr_args *args,
    struct rr_arena *arena, struct import *im, struct rr_diags *diags)
{
	memset(im, 0, sizeof(*im));
	im->file = rr_app_shipped(app, arena, rr_arg(args, "file"));
	if (!check_key(rr_arg(args, "as"), diags) ||
	    !rr_app_read(app, arena, im->file, RR_LOAD_MAX, &im->bytes,
	    &im->len, diags) ||
	    !rr_load_agreement(arena, im->file, im->bytes, im->len,
	    &im->agreement, diags) ||
	    !rr_app_check(app, arena, im->agreement, diags))
		return false;
	im->key = rr_arg(args, "as") != NULL ? rr_arg(args, "as") :
	    im->agreement->key;
	im->agreement->key = im->key;
	return find_was(app, im, diags);
}

static void
import_fact(struct rr_arena *arena, const struct import *im,
    const struct rr_args *args, struct rr_fact *f)
{
	const char *slash = strrchr(im->file, '/');

	memset(f, 0, sizeof(*f));
	f->shape = RR_SHAPE_IMPORT;
	f->name = im->key;
	f->day = im->agreement->dated;
	f->at = RR_INSTANT_NONE;
	rr_fact_put(arena, f, RR_USE_FILE, slash != NULL ? slash + 1 :
	    im->file);
	rr_fact_put(arena, f, RR_USE_TEXT, im->agreement->digest);
	rr_fact_put(arena, f, RR_USE_TITLE, im->agreement->title);
	if (im->revision.was == NULL)
		rr_fact_put(arena, f, RR_USE_SEEDS, "yes");
	rr_revision_fact(&im->revision, arena, args, f);
}

static void
seed_line(const struct rr_fact *f, struct rr_out *out)
{
	const char *name = rr_fact_get(f, RR_USE_NAME);
	const char *kind = rr_fact_get(f, RR_USE_KIND);
	const char *value = rr_fact_get(f, RR_USE_VALUE);
	const char *shares = rr_fact_get(f, RR_USE_SHARES);
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "  %s %s", rr_shape_word(f->shape), f->name);
	if (name != NULL)
		rr_buf_printf(&b, ": %s", name);
	if (kind != NULL && value != NULL) {
		rr_buf_printf(&b, ": %s ", kind);
		for (; *value != '\0'; value++)
			if (*value == '\n')
				rr_buf_add(&b, ", ");
			else
				rr_buf_addc(&b, *value);
	}
	if (f->shape == RR_SHAPE_HOLDING)
		rr_buf_printf(&b, ": %s %s", shares != NULL ? shares :
		    "unknown number of", rr_fact_get(f, RR_USE_CLASS));
	if (f->shape == RR_SHAPE_EVENT) {
		rr_buf_add(&b, " on ");
		rr_date_text_day(f->day, &b);
	}
	if (f->source != NULL)
		rr_buf_printf(&b, " [%s]", f->source);
	rr_out_line(out, "%s", b.s);
	rr_buf_free(&b);
}

static size_t
count(const struct rr_agreement *a, bool deadlines)
{
	size_t n = 0;

	for (size_t i = 0; i < a->nprovisions; i++)
		n += deadlines ? a->provisions[i].kind->deadline :
		    a->provisions[i].kind->tracked == RR_TRACKED_SAID;
	return n;
}

static void
describe(const struct import *im, struct rr_out *out)
{
	const struct rr_agreement *a = im->agreement;

	rr_out_line(out, "%s: %s, law of %s", im->key, a->title, a->law);
	rr_out_line(out, "%zu sections, %zu deadlines, %zu clauses in words, "
	    "%zu notice clauses, %zu open points", a->nsections,
	    count(a, true), count(a, false),
	    a->ladder != NULL ? a->ladder->nclauses : 0, a->nquestions);
	if (im->revision.was != NULL)
		return;
	rr_out_line(out, "Facts from the file:");
	for (size_t i = 0; i < a->nseeds; i++)
		seed_line(&a->seeds[i], out);
}

/* A case for a matter that is not on record yet. */
static struct rr_case *
new_case(struct rr_app *app, const struct import *im, struct rr_arena *arena)
{
	struct rr_case *c = rr_case_new(app, arena);

	c->matter.key = im->key;
	c->matter.title = im->agreement->title;
	c->agreement = im->agreement;
	return c;
}

/* The facts of a later file that the record does not hold as they are. */
static void
report_differences(const struct import *im, struct rr_out *out)
{
	const struct rr_agreement *old = im->revision.was->agreement;
	const struct rr_agreement *new = im->agreement;

	for (size_t i = 0; i < new->nseeds; i++) {
		struct rr_buf a = RR_BUF_INIT, b = RR_BUF_INIT;
		bool same = false;

		rr_fact_json(&new->seeds[i], &a);
		for (size_t j = 0; j < old->nseeds && !same; j++) {
			rr_buf_clear(&b);
			rr_fact_json(&old->seeds[j], &b);
			same = strcmp(a.s, b.s) == 0;
		}
		if (!same) {
			rr_out_line(out, "differs from the file before it and "
			    "changes nothing on record:");
			seed_line(&new->seeds[i], out);
		}
		rr_buf_free(&a);
		rr_buf_free(&b);
	}
}

/* The command as the fact has it, in full. */
static const char *
command_of(struct rr_arena *arena, const struct import *im,
    const struct rr_fact *f)
{
	const struct rr_arg first[] = { { "file", im->file },
	    { "as", im->key }, { "apply", "yes" } };
	struct rr_vec all = RR_VEC_INIT(struct rr_arg);
	struct rr_buf b = RR_BUF_INIT;
	struct rr_args args;

	for (size_t i = 0; i < sizeof(first) / sizeof(first[0]); i++)
		*(struct rr_arg *)rr_vec_add(arena, &all) = first[i];
	rr_revision_args(&im->revision, arena, f, &all);
	args.items = all.items;
	args.n = all.n;
	rr_args_text(&rr_cmd_import, &args, &b);
	return rr_buf_keep(&b, arena);
}

/* Whether what is on record can be read under the terms that would be. */
static bool
would_fit(struct rr_case *c, const struct rr_entry *entry,
    struct rr_diags *diags)
{
	size_t n;
	struct rr_fact *all = rr_case_all(c, c->arena, entry, 1, &n);

	return rr_case_fits(c, all, n, diags);
}

static bool
run_import_as(struct rr_app *app, const struct rr_args *args,
    struct import *im, struct rr_out *out, struct rr_diags *diags)
{
	struct rr_case *c = im->revision.was != NULL ? im->revision.was :
	    new_case(app, im, out->arena);
	struct rr_filed text = { im->bytes, im->len };
	struct rr_entry entry;
	struct rr_fact fact;

	import_fact(out->arena, im, args, &fact);
	memset(&entry, 0, sizeof(entry));
	entry.fact = &fact;
	c->filed = text;
	c->filed_as = im->agreement->digest;
	c->filing = im->agreement;
	if (im->revision.was == NULL) {
		entry.rows = im->agreement->seeds;
		entry.nrows = im->agreement->nseeds;
	} else if (!would_fit(c, &entry, diags))
		return false;
	return rr_case_record(c, &entry, 1, command_of(out->arena, im, &fact),
	    &text, 1, out, diags);
}

/* Whether it is to be said what a later file is. */
static bool
says_not_what(const struct import *im, const struct rr_args *args)
{
	return im->revision.was != NULL && !im->revision.amends &&
	    !rr_arg_flag(args, "as-correction");
}

/* What becomes of a later file that does not say what it is. */
static bool
is_told(const struct rr_app *app, const struct rr_args *args,
    const struct import *im, struct rr_out *out, struct rr_diags *diags)
{
	if (!says_not_what(im, args))
		return true;
	if (!app->options.dry)
		return rr_diag(diags, RR_E_CHANGED, rr_nowhere,
		    "'%s' is on record with other terms; see the preview, "
		    "then record with --as-correction, or with "
		    "--as-amendment and --in-force", im->key);
	rr_out_line(out, "What the file is was not said. Shown as a "
	    "correction, from the first day on:");
	return true;
}

/* The text on record that a later file would take the place of, or follow. */
static bool
is_same(const struct import *im)
{
	const struct rr_revision *r = &im->revision;

	return r->was != NULL && strcmp(r->versions[r->of].text,
	    im->agreement->digest) == 0;
}

/*
 * An amendment that is not yet in force is shown as of its day: until then
 * nothing follows from it.
 */
static bool
look_ahead(struct rr_app *app, struct import *im, struct rr_out *out,
    struct rr_diags *diags)
{
	struct rr_case *c = im->revision.was;
	struct rr_case *then;

	if (!im->revision.amends || !rr_date_is_none(app->options.on) ||
	    rr_date_cmp(im->revision.in_force, c->input.on) <= 0)
		return true;
	app->options.on = im->revision.in_force;
	if (!rr_case_load(app, &c->matter, &then, diags))
		return false;
	im->today = c;
	im->revision.was = then;
	rr_out_line(out, "Not yet in force; as of the day on which it is:");
	return true;
}

static bool
run_import_of(struct rr_app *app, const struct rr_args *args,
    struct import *im, struct rr_out *out, struct rr_diags *diags)
{
	rr_date on = app->options.on;
	bool ok;

	if (!rr_revise(&im->revision, args, im->bytes, im->len, diags))
		return false;
	if (is_same(im)) {
		rr_out_line(out, "'%s' is on record with exactly this file; "
		    "nothing changes.", im->key);
		return true;
	}
	app->options.dry = app->options.dry || !rr_arg_flag(args, "apply");
	if (!is_told(app, args, im, out, diags))
		return false;
	describe(im, out);
	if (im->revision.was != NULL) {
		rr_revision_show(&im->revision, out);
		report_differences(im, out);
	}
	ok = look_ahead(app, im, out, diags) &&
	    run_import_as(app, args, im, out, diags);
	app->options.on = on;
	if (ok && !rr_arg_flag(args, "apply") && says_not_what(im, args))
		rr_out_line(out, "Nothing is recorded. Say what the file is: "
		    "--as-correction where the terms on record were not those "
		    "of the paper, or --as-amendment and --in-force where the "
		    "parties changed them.");
	else if (ok && !rr_arg_flag(args, "apply"))
		rr_out_only_shown(out, "--apply", RR_RECORD_IT, "record it");
	return ok;
}

static bool
run_import(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	bool dry = app->options.dry;
	struct import im;
	bool ok;

	if (!read_import(app, args, out->arena, &im, diags))
		return false;
	if (rr_arg(args, "group") != NULL)
		app->group = rr_arena_strdup(app->arena,
		    rr_arg(args, "group"));
	ok = run_import_of(app, args, &im, out, diags);
	app->group = NULL;
	app->options.dry = dry;
	rr_case_close(im.revision.was);
	rr_case_close(im.today);
	return ok;
}

const struct rr_cmd rr_cmd_import = {
	.name = "import", .keys = "", .views = "*",
	.brief = "record an agreement, or show what would be",
	.man = "regrights(1)", .effect = RR_RECORDS,
	.records = RR_SHAPE_IMPORT, RR_PARAMS(import_params), .run = run_import,
	.heeds = RR_HEEDS_ON | RR_HEEDS_READING | RR_HEEDS_DUE_WITHIN
};

static const struct rr_param check_params[] = {
	RR_TAKES("file", FILE, RR_OPERAND | RR_REQUIRED, "File",
	    "the agreement's YAML file, or a matter"),
	RR_TAKES("text", FILE, 0, "Text",
	    "the agreement's own text, to find references and terms in")
};

static void
holes(struct rr_app *app, struct rr_arena *arena,
    const struct rr_agreement *a, struct rr_diags *diags)
{
	struct rr_engine *engine;
	struct rr_hole *all;
	struct rr_pos at;
	size_t n;

	if (!rr_case_engine(app, arena, a, NULL, 0, &engine, diags))
		return;
	n = rr_derive_holes(arena, engine, &all);
	at = a->ladder != NULL ? a->ladder->cite.pos : rr_nowhere;
	for (size_t i = 0; i < n; i++)
		rr_diag(diags, RR_W_GAP, at, "%s%s%s, %s",
		    all[i].gap != NULL ? all[i].gap : "unnamed",
		    all[i].gap != NULL ? "" : " gap", "", all[i].what);
}

static bool
run_check(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	const char *text = rr_arg(args, "text");
	struct rr_agreement *a;
	struct rr_paper *paper;
	char *bytes;
	size_t len;

	if (!rr_app_agreement(app, out->arena, rr_arg(args, "file"), &a,
	    diags))
		return false;
	rr_agreement_lint(a, diags);
	holes(app, out->arena, a, diags);
	if (text != NULL) {
		if (!rr_load_file(out->arena, text, RR_LOAD_MAX, &bytes, &len,
		    diags) || !rr_paper_read(out->arena, text, bytes, len,
		    &paper, diags))
			return false;
		rr_paper_check(paper, diags);
	}
	if (rr_diags_errors(diags) > 0)
		return false;
	out->no = rr_diags_count(diags) > 0;
	rr_out_line(out, "%zu finding%s", rr_diags_count(diags),
	    rr_diags_count(diags) == 1 ? "" : "s");
	return true;
}

const struct rr_cmd rr_cmd_check = {
	.name = "check", .keys = "", .views = "*",
	.brief = "find what is doubtful in an agreement's file and text",
	.man = "regrights(1)", .effect = RR_READS, RR_PARAMS(check_params),
	.run = run_check,
	.heeds = RR_HEEDS_KNOWN
};

static const struct rr_param export_params[] = {
	RR_MATTER_IF_SEVERAL,
	RR_TAKES("first", FLAG, 0, "First",
	    "the file of the first import, not the one that holds now")
};

static bool
run_export(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const char *digest = c->matter.text;
	struct rr_store *s;
	char *bytes;
	size_t len;

	(void)cmd;
	for (size_t i = 0; rr_arg_flag(args, "first") && i < c->nrecorded; i++)
		if (c->recorded[i].shape == RR_SHAPE_IMPORT) {
			digest = rr_fact_get(&c->recorded[i], RR_USE_TEXT);
			break;
		}
	if (!rr_app_store(c->app, RR_STORE_READ, &s, diags) ||
	    !rr_store_text(s, out->arena, digest, &bytes, &len, diags))
		return false;
	rr_buf_addn(&out->bytes, bytes, len);
	return true;
}

const struct rr_cmd rr_cmd_export = {
	.name = "export", .keys = "", .views = "*",
	.brief = "the agreement's file, byte for byte as it was filed",
	.man = "regrights(1)", .effect = RR_READS, RR_PARAMS(export_params),
	.case_of = "matter", .in_case = run_export
};
