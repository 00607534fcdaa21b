/*
 * cmd_restore.c: a backup into the place of the case file.
 *
 * What would go is shown before: what the backup holds, and the entries that
 * the file has beyond it, as they would have to be recorded again.  The file
 * is never opened as other commands open it, and so its journal is left as it
 * was found.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"

#define RESTORE_IT	"Restore it"

static const struct rr_param restore_params[] = {
	RR_TAKES("file", FILE, RR_OPERAND | RR_REQUIRED, "File",
	    "the backup, or a file that was set aside"),
	RR_TAKES("apply", FLAG, RR_APPLIES, RESTORE_IT,
	    "do it; without this only what would change is shown"),
	RR_TAKES("another-case", FLAG, 0, "Another case",
	    "also when it is a backup of another case file")
};

static struct rr_json *
look_json(const struct rr_look *l)
{
	struct rr_json *j = rr_json_object();
	struct rr_buf b = RR_BUF_INIT;

	rr_json_set(j, "there", rr_json_bool(l->there));
	rr_json_set(j, "read", rr_json_bool(l->read));
	rr_json_set(j, "whole", rr_json_bool(l->whole));
	rr_json_set(j, "wrong", rr_json_string(l->why));
	if (l->read) {
		rr_json_set(j, "entries", rr_json_int(l->seq));
		rr_hex(l->hash, sizeof(l->hash), &b);
		rr_json_set(j, "head", rr_json_string(b.s));
		rr_buf_clear(&b);
		rr_instant_text(l->last, &b);
		rr_json_set(j, "last", rr_json_string(b.s));
		rr_buf_clear(&b);
		rr_instant_text(l->latest, &b);
		rr_json_set(j, "latest", rr_json_string(b.s));
	}
	rr_buf_free(&b);
	return j;
}

static void
show_look(const char *path, const struct rr_look *l, struct rr_out *out)
{
	struct rr_buf made = RR_BUF_INIT, last = RR_BUF_INIT;
	struct rr_buf hex = RR_BUF_INIT;

	rr_instant_text(l->identity.made, &made);
	rr_instant_text(l->last, &last);
	if (l->latest.sec > l->last.sec) {
		rr_buf_add(&last, ", behind one of ");
		rr_instant_text(l->latest, &last);
	}
	rr_hex(l->hash, sizeof(l->hash), &hex);
	rr_out_line(out, "%s: %lld entr%s, the last of %s; %s", path,
	    (long long)l->seq, l->seq == 1 ? "y" : "ies", last.s,
	    l->whole ? "the journal is whole" : "its journal is not whole");
	rr_out_line(out, "  head %lld:%s", (long long)l->seq, hex.s);
	rr_out_line(out, "  a case file made %s%s", made.s,
	    l->identity.demonstration ? ", a demonstration" : "");
	rr_buf_free(&made);
	rr_buf_free(&last);
	rr_buf_free(&hex);
}

/* Entries FROM to TO of one are not in the other. */
static void
show_missing(const char *of, int64_t from, int64_t to, const char *in,
    struct rr_out *out)
{
	if (from == to)
		rr_out_line(out, "Entry %lld of %s is not in %s.",
		    (long long)from, of, in);
	else if (from < to)
		rr_out_line(out, "Entries %lld to %lld of %s are not in %s.",
		    (long long)from, (long long)to, of, in);
}

/* All entries of one operation have one command. */
static void
show_lines(const struct rr_restored *r, struct rr_out *out)
{
	int64_t rest = r->present.seq - r->told;

	for (size_t i = 0; i < r->nlines; i++) {
		const struct rr_line *l = &r->lines[i];
		int64_t to = i + 1 < r->nlines ? r->lines[i + 1].seq - 1 :
		    r->told;
		struct rr_buf b = RR_BUF_INIT;

		rr_buf_printf(&b, "%lld", (long long)l->seq);
		if (to > l->seq)
			rr_buf_printf(&b, " to %lld", (long long)to);
		rr_buf_add(&b, "  ");
		rr_instant_text(l->at, &b);
		rr_out_line(out, "  %s  %s: %s", b.s, l->who, l->sealed ?
		    "(sealed)" : l->command);
		rr_buf_free(&b);
	}
	if (r->nlines > 0 && rest > 0)
		rr_out_line(out, "  and %lld more entr%s", (long long)rest,
		    rest == 1 ? "y" : "ies");
}

static void
show_present(const char *path, const struct rr_restored *r,
    struct rr_out *out)
{
	const struct rr_look *p = &r->present;

	if (!p->there) {
		rr_out_line(out, "There is no case file at %s.", path);
		return;
	}
	if (!p->read) {
		rr_out_line(out, "%s cannot be read: %s.", path, p->why);
		rr_out_line(out, "What it holds that the backup does not is "
		    "not known, nor whether it is the same case file.");
		return;
	}
	show_look(path, p, out);
	if (p->why != NULL)
		rr_out_line(out, "  wrong with it: %s", p->why);
	if (p->seq == r->common && r->backup.seq == r->common)
		rr_out_line(out, "Both have the same entries.");
	show_missing("the backup", r->common + 1, r->backup.seq, path, out);
	show_missing(path, r->common + 1, p->seq, "the backup", out);
	show_lines(r, out);
}

static void
show(const char *path, const char *file, const struct rr_restored *r,
    struct rr_out *out)
{
	out->json = rr_json_object();
	rr_json_set(out->json, "format", rr_json_string("regrights/1"));
	rr_json_set(out->json, "backup", look_json(&r->backup));
	rr_json_set(out->json, "present", look_json(&r->present));
	rr_json_set(out->json, "common", r->present.read ?
	    rr_json_int(r->common) : rr_json_null());
	rr_json_set(out->json, "set_aside", rr_json_string(r->aside));
	show_look(file, &r->backup, out);
	show_present(path, r, out);
}

static void
show_done(const char *path, const struct rr_restored *r, struct rr_out *out)
{
	rr_out_line(out, "Restored %s: %lld entr%s, verified: its journal is "
	    "whole, and its tables say what it says.", path,
	    (long long)r->backup.seq, r->backup.seq == 1 ? "y" : "ies");
	if (r->aside != NULL)
		rr_out_line(out, "What stood there is kept, with its journal, "
		    "as %s.", r->aside);
	if (r->present.read && r->present.seq > r->common)
		rr_out_line(out, "Record again what the backup does not "
		    "have.");
}

static bool
run_restore(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_restoring r = { .backup = rr_arg(args, "file"),
	    .path = app->options.db, .at = rr_clock(), .tell = app->tell,
	    .ctx = app->tell_ctx };
	struct rr_restored done;
	struct rr_replay replay;

	rr_app_replay(app, out->arena, &replay);
	r.replay = &replay;
	r.another = rr_arg_flag(args, "another-case");
	r.apply = rr_arg_flag(args, "apply") && !app->options.dry;
	if (r.path == NULL)
		return rr_diag(diags, RR_E_STORE, rr_nowhere,
		    "no folder is known to keep it in; name it with --db "
		    "FILE");
	if (r.apply && app->options.read_only)
		return rr_diag(diags, RR_E_READONLY, rr_nowhere,
		    "the program was started with --read-only, which writes "
		    "no file");
	if (!rr_store_restore(&r, out->arena, &done, diags))
		return false;
	show(r.path, r.backup, &done, out);
	if (r.apply)
		show_done(r.path, &done, out);
	else if (rr_arg_flag(args, "apply"))
		rr_out_line(out, "A dry run: nothing was changed.");
	else
		rr_out_only_shown(out, "--apply", RESTORE_IT, "put the backup "
		    "in its place; what stands there is set aside, and "
		    "nothing is deleted");
	return true;
}

const struct rr_cmd rr_cmd_restore = {
	.name = "restore", .keys = "", .views = "*",
	.brief = "put a backup in the case file's place, or show what would be",
	.man = "regrights-security(7)", .effect = RR_FILES, .of_file = true,
	RR_PARAMS(restore_params), .run = run_restore
};
