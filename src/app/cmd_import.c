/*
 * cmd_import.c: an agreement into the case file, checked, and out again.
 *
 * The bytes that were read are the bytes that are previewed and recorded.  The
 * first import of a matter records its parties and what had happened as rows
 * of one entry; later ones change the terms only and report what differs.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/paper.h"

static const struct rr_param import_params[] = {
	{ "file", RR_PARAM_FILE, RR_OPERAND | RR_REQUIRED, NULL, "File",
	    "the agreement's YAML file" },
	{ "apply", RR_PARAM_FLAG, 0, NULL, "Record it",
	    "record it; without this only what would be is shown" },
	{ "as", RR_PARAM_TEXT, 0, NULL, "Matter",
	    "another name for the matter" },
	{ "as-correction", RR_PARAM_FLAG, 0, NULL, "Correction",
	    "a changed file corrects the abstract from the first day" }
};

struct import {
	const char		*file, *key;
	char			*bytes;
	size_t			 len;
	struct rr_agreement	*agreement;
	struct rr_case		*was;		/* NULL the first time */
};

static bool
find_was(struct rr_app *app, struct import *im, struct rr_diags *diags)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_matter *all = NULL;
	struct rr_store *s;
	size_t n = 0;
	bool ok = true;
	struct rr_arena *arena = rr_arena_new();

	if (rr_app_store(app, RR_STORE_READ, &s, quiet))
		ok = rr_store_matters(s, arena, &all, &n, diags);
	else if (rr_diags_get(quiet, 0)->code != RR_E_NO_STORE)
		ok = rr_app_store(app, RR_STORE_READ, &s, diags);
	for (size_t i = 0; ok && i < n; i++)
		if (strcmp(all[i].key, im->key) == 0)
			ok = rr_case_load(app, &all[i], &im->was, diags);
	rr_arena_free(arena);
	rr_diags_free(quiet);
	return ok;
}

static bool
read_import(struct rr_app *app, const struct rr_args *args,
    struct rr_arena *arena, struct import *im, struct rr_diags *diags)
{
	memset(im, 0, sizeof(*im));
	im->file = rr_arg(args, "file");
	if (!rr_load_file(arena, im->file, RR_LOAD_MAX, &im->bytes, &im->len,
	    diags) || !rr_load_agreement(arena, im->file, im->bytes, im->len,
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
    struct rr_fact *f)
{
	const char *slash = strrchr(im->file, '/');

	memset(f, 0, sizeof(*f));
	f->shape = RR_SHAPE_IMPORT;
	f->name = im->key;
	f->day = im->agreement->dated;
	f->at = RR_INSTANT_NONE;
	rr_fact_set(arena, f, "file", slash != NULL ? slash + 1 : im->file);
	rr_fact_set(arena, f, "text", im->agreement->digest);
	rr_fact_set(arena, f, "title", im->agreement->title);
	if (im->was == NULL)
		rr_fact_set(arena, f, "seeds", "yes");
}

static void
seed_line(const struct rr_fact *f, struct rr_out *out)
{
	const char *name = rr_fact_field(f, "name");
	const char *kind = rr_fact_field(f, "kind");
	const char *value = rr_fact_field(f, "value");
	const char *shares = rr_fact_field(f, "shares");
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "  %s %s", rr_shape_word(f->shape), f->name);
	if (name != NULL)
		rr_buf_printf(&b, ": %s", name);
	if (kind != NULL && value != NULL)
		rr_buf_printf(&b, ": %s %.*s", kind,
		    (int)strcspn(value, "\n"), value);
	if (f->shape == RR_SHAPE_HOLDING)
		rr_buf_printf(&b, ": %s %s", shares != NULL ? shares :
		    "unknown number of", rr_fact_field(f, "class"));
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
count_kind(const struct rr_agreement *a, enum rr_kind_id kind)
{
	size_t n = 0;

	for (size_t i = 0; i < a->nprovisions; i++)
		n += a->provisions[i].kind == kind ? 1 : 0;
	return n;
}

static void
describe(const struct import *im, struct rr_out *out)
{
	const struct rr_agreement *a = im->agreement;

	rr_out_line(out, "%s: %s, law of %s", im->key, a->title, a->law);
	rr_out_line(out, "%zu sections, %zu deadlines, %zu clauses in words, "
	    "%zu notice clauses, %zu open points", a->nsections,
	    count_kind(a, RR_KIND_DATE), count_kind(a, RR_KIND_CLAUSE),
	    a->ladder != NULL ? a->ladder->nclauses : 0, a->nquestions);
	if (im->was != NULL)
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
	const struct rr_agreement *old = im->was->agreement;
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
			rr_out_line(out, "differs from the first import and "
			    "changes nothing on record:");
			seed_line(&new->seeds[i], out);
		}
		rr_buf_free(&a);
		rr_buf_free(&b);
	}
}

static bool
run_import_as(struct rr_app *app, const struct rr_args *args,
    struct import *im, struct rr_out *out, struct rr_diags *diags)
{
	struct rr_case *c = im->was != NULL ? im->was :
	    new_case(app, im, out->arena);
	const struct rr_derivation *was = c->derivation;
	struct rr_filed text = { im->bytes, im->len };
	struct rr_entry entry;
	struct rr_fact fact;

	import_fact(out->arena, im, &fact);
	memset(&entry, 0, sizeof(entry));
	entry.fact = &fact;
	if (im->was == NULL) {
		entry.rows = im->agreement->seeds;
		entry.nrows = im->agreement->nseeds;
	} else if (!rr_arg_flag(args, "as-correction") &&
	    rr_arg_flag(args, "apply"))
		return rr_diag(diags, RR_E_CHANGED, rr_nowhere,
		    "'%s' is on record with other terms; preview without "
		    "--apply, then record with --as-correction", im->key);
	c->agreement = im->agreement;
	c->derivation = (struct rr_derivation *)(uintptr_t)was;
	return rr_case_record(c, &entry, 1, rr_arena_printf(out->arena,
	    "import %s --as %s --apply%s", im->file, im->key,
	    im->was != NULL ? " --as-correction" : ""), &text, 1, out, diags);
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
	if (im.was != NULL &&
	    strcmp(im.was->matter.text, im.agreement->digest) == 0) {
		rr_out_line(out, "'%s' is on record with exactly this file; "
		    "nothing changes.", im.key);
		rr_case_close(im.was);
		return true;
	}
	describe(&im, out);
	if (im.was != NULL)
		report_differences(&im, out);
	app->options.dry = dry || !rr_arg_flag(args, "apply");
	ok = run_import_as(app, args, &im, out, diags);
	if (ok && app->options.dry)
		rr_out_line(out, "Add --apply to record it.");
	app->options.dry = dry;
	rr_case_close(im.was);
	return ok;
}

const struct rr_cmd rr_cmd_import = { "import", "", "*",
    "record an agreement; a dry run unless --apply", "regrights(1)",
    RR_RECORDS, RR_PARAMS(import_params), run_import };

static const struct rr_param check_params[] = {
	{ "file", RR_PARAM_FILE, RR_OPERAND | RR_REQUIRED, NULL, "File",
	    "the agreement's YAML file, or a matter" },
	{ "text", RR_PARAM_FILE, 0, NULL, "Text",
	    "the agreement's own text, to find references and terms in" }
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

const struct rr_cmd rr_cmd_check = { "check", "", "*",
    "find what is doubtful in an agreement's file and text", "regrights(1)",
    RR_READS, RR_PARAMS(check_params), run_check };

static const struct rr_param export_params[] = {
	{ "matter", RR_PARAM_MATTER, RR_OPERAND, NULL, "Matter",
	    "the matter" },
	{ "first", RR_PARAM_FLAG, 0, NULL, "First",
	    "the file of the first import, not the one that holds now" }
};

static bool
run_export(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_store *s;
	struct rr_case *c;
	const char *digest;
	char *bytes;
	size_t len;
	bool ok;

	if (!rr_open_case(app, args, &c, diags))
		return false;
	digest = c->matter.text;
	for (size_t i = 0; rr_arg_flag(args, "first") && i < c->nrecorded; i++)
		if (c->recorded[i].shape == RR_SHAPE_IMPORT) {
			digest = rr_fact_field(&c->recorded[i], "text");
			break;
		}
	ok = rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_store_text(s, out->arena, digest, &bytes, &len, diags);
	if (ok)
		rr_buf_addn(&out->bytes, bytes, len);
	rr_case_close(c);
	return ok;
}

const struct rr_cmd rr_cmd_export = { "export", "", "*",
    "the agreement's file, byte for byte as it was filed", "regrights(1)",
    RR_READS, RR_PARAMS(export_params), run_export };
