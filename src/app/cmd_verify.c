/*
 * cmd_verify.c: is the case file what was recorded?
 *
 * The journal is held against its chain and against heads that were noted
 * outside the file; the tables and the docket are derived from it anew and
 * compared.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/session.h"
#include "regrights/vec.h"

static const struct rr_param verify_params[] = {
	RR_TAKES("head", TEXT, RR_REPEATED, "Head",
	    "a head noted earlier, NUMBER:HASH, that must be in the chain"),
	RR_TAKES("heads", FILE, 0, "Heads",
	    "a file of such heads, one a line, as `regrights head` adds them")
};

static bool
add_head(struct rr_arena *arena, struct rr_vec *heads, const char *text,
    struct rr_pos at, struct rr_diags *diags)
{
	static const char form[] = "a head is a number, a colon and 64 "
	    "digits, and a time behind it as 2026-11-29T23:00:00Z, as "
	    "`regrights head` prints it";
	struct rr_head h;

	/* A file may be none of heads: of it the place is told alone. */
	if (!rr_head_parse(text, &h))
		return at.line > 0 ? rr_diag(diags, RR_E_TYPE, at, "%s",
		    form) : rr_diag(diags, RR_E_TYPE, at, "'%.120s': %s",
		    text, form);
	*(struct rr_head *)rr_vec_add(arena, heads) = h;
	return true;
}

/* A line each; what stands behind a head, and # lines, are for people. */
static bool
read_heads(struct rr_arena *arena, struct rr_vec *heads, const char *path,
    struct rr_diags *diags)
{
	struct rr_pos at = { path, 0, 1 };
	char *bytes, *line, *end;
	bool ok = true;
	size_t len;

	if (!rr_load_file(arena, path, RR_LOAD_MAX, &bytes, &len, diags))
		return false;
	/* Some editors begin a file with a mark of its bytes' order. */
	line = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ?
	    bytes + 3 : bytes;
	for (; line < bytes + len; line = end + 1) {
		at.line++;
		end = line + strcspn(line, "\n");
		*end = '\0';
		if (line[strspn(line, " \t\r")] != '\0' && line[0] != '#')
			ok &= add_head(arena, heads, line, at, diags);
	}
	if (ok && heads->n == 0)
		return rr_diag(diags, RR_E_TYPE, at, "there is no head in it");
	return ok;
}

static bool
given_heads(struct rr_arena *arena, const struct rr_args *args,
    struct rr_vec *heads, struct rr_diags *diags)
{
	const char *text;

	for (size_t i = 0; (text = rr_arg_at(args, "head", i)) != NULL; i++)
		if (!add_head(arena, heads, text, rr_nowhere, diags))
			return false;
	return rr_arg(args, "heads") == NULL || read_heads(arena, heads,
	    rr_arg(args, "heads"), diags);
}

/* Both are looked at, so that one run shows all. */
static bool
tables_follow(struct rr_app *app, size_t *older, struct rr_diags *diags)
{
	struct rr_store *s;
	bool ok;

	ok = rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_app_rebuild(app, s, true, diags);
	return rr_docket_compare(app, older, diags) && ok;
}

/* A chain that is broken says itself that the tables cannot follow from it. */
static bool
chain_holds(const struct rr_diags *diags)
{
	return rr_diags_find(diags, RR_E_CHAIN) == NULL;
}

static bool
verify_all(struct rr_store *s, struct rr_app *app,
    const struct rr_vec *heads, size_t *older, struct rr_diags *diags)
{
	bool ok = rr_store_verify(s, heads->items, heads->n, diags);

	return (!chain_holds(diags) || tables_follow(app, older, diags)) && ok;
}

static void
tell_older(size_t older, struct rr_out *out)
{
	if (older > 0)
		rr_out_line(out, "The kept docket of %zu matter%s is of an "
		    "earlier day, entry or program, or was not asked about: "
		    "it was not compared, and is not shown to anybody.",
		    older, older == 1 ? "" : "s");
}

static bool
tell_head(struct rr_app *app, bool line, struct rr_out *out,
    struct rr_diags *diags)
{
	struct rr_buf hex = RR_BUF_INIT, at = RR_BUF_INIT;
	uint8_t hash[RR_HASH_LEN];
	struct rr_store *s;
	int64_t seq;

	if (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !rr_store_head(s, &seq, hash, diags))
		return false;
	rr_hex(hash, sizeof(hash), &hex);
	rr_instant_text(rr_now(app), &at);
	if (line)
		rr_out_line(out, "%lld:%s %s %s", (long long)seq, hex.s, at.s,
		    rr_session_path(app));
	else
		rr_out_line(out, "head %lld:%s", (long long)seq, hex.s);
	out->json = rr_json_object();
	rr_json_set(out->json, "format", rr_json_string("regrights/1"));
	rr_json_set(out->json, "entries", rr_json_int(seq));
	rr_json_set(out->json, "head", rr_json_string(hex.s));
	rr_json_set(out->json, "at", rr_json_string(at.s));
	rr_buf_free(&hex);
	rr_buf_free(&at);
	return true;
}

static bool
run_verify(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_vec heads = RR_VEC_INIT(struct rr_head);
	uint8_t hash[RR_HASH_LEN];
	struct rr_store *s;
	size_t older = 0;
	int64_t seq;

	if (!given_heads(out->arena, args, &heads, diags) ||
	    !rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !verify_all(s, app, &heads, &older, diags) ||
	    !rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !rr_store_head(s, &seq, hash, diags))
		return false;
	rr_out_line(out, "The journal is whole: %lld entr%s.",
	    (long long)seq, seq == 1 ? "y" : "ies");
	rr_out_line(out, older > 0 ? "The tables say what it says." :
	    "The tables and the docket say what it says.");
	tell_older(older, out);
	if (heads.n > 0)
		rr_out_line(out, heads.n == 1 ? "The head that was noted is "
		    "in it." : "All %zu heads that were noted are in it.",
		    heads.n);
	return tell_head(app, false, out, diags) &&
	    rr_note_clock(app, s, out, diags);
}

const struct rr_cmd rr_cmd_verify = {
	.name = "verify", .keys = "", .views = "*",
	.brief = "hold the case file against its chain and noted heads",
	.man = "regrights(1)", .effect = RR_READS, .of_file = true,
	RR_PARAMS(verify_params),
	.run = run_verify
};

/* Only the head of a chain that holds is worth noting. */
static bool
run_head(struct rr_app *app, const struct rr_args *args, struct rr_out *out,
    struct rr_diags *diags)
{
	struct rr_store *s;

	(void)args;
	return rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_store_verify(s, NULL, 0, diags) &&
	    tell_head(app, true, out, diags);
}

const struct rr_cmd rr_cmd_head = {
	.name = "head", .keys = "", .views = "*",
	.brief = "the journal's head, in a line to note outside the file",
	.man = "regrights-security(7)", .effect = RR_READS, .of_file = true,
	.run = run_head
};

static const struct rr_param rebuild_params[] = {
	RR_TAKES("check", FLAG, 0, "Check", "compare only; change nothing")
};

static bool
run_rebuild(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	bool check = rr_arg_flag(args, "check") || app->options.dry;
	const struct rr_vec none = RR_VEC_INIT(struct rr_head);
	struct rr_store *s;
	size_t older = 0;

	if (check && (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !verify_all(s, app, &none, &older, diags)))
		return false;
	if (!check && (!rr_app_store(app, RR_STORE_WRITE, &s, diags) ||
	    !rr_app_rebuild(app, s, false, diags)))
		return false;
	rr_out_line(out, !check ? "The tables were made again from the "
	    "journal." : older > 0 ? "The tables say what the journal says." :
	    "The tables and the docket say what the journal says.");
	tell_older(older, out);
	return true;
}

const struct rr_cmd rr_cmd_rebuild = {
	.name = "rebuild", .keys = "", .views = "*",
	.brief = "make the tables again from the journal",
	.man = "regrights(1)", .effect = RR_FILES, .of_file = true,
	RR_PARAMS(rebuild_params),
	.run = run_rebuild
};
