/*
 * cmd_account.c: what rested on a sealed entry, accounted for; and litigation
 * holds, under which nothing is destroyed.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/seal.h"
#include "regrights/vec.h"

static const struct rr_param account_params[] = {
	RR_MATTER,
	RR_TAKES("row", ROW, RR_OPERAND | RR_REQUIRED | RR_REPEATED, "Row",
	    "the docket's number of it, 3/1; 3 for all of that seal"),
	RR_TAKES("by", FACT, 0, "Entered as",
	    "the entry that stands in its place"),
	RR_TAKES("reason", TEXT, RR_REQUIRED, "Reason",
	    "what was done about it")
};

/* The seal that has the rows, and while it holds. */
static const struct rr_fact *
seal_with(struct rr_case *c, int64_t seq)
{
	const struct rr_fact *f = rr_facts_live(c->facts, seq, 0);

	return f != NULL && f->shape == RR_SHAPE_SEAL &&
	    rr_seal_of(c->facts, f->about) == f ? f : NULL;
}

static bool
add_account(struct rr_case *c, const struct rr_args *args,
    const struct rr_fact *seal, int64_t part, struct rr_vec *facts,
    struct rr_diags *diags)
{
	struct rr_fact *f = facts->items;

	for (size_t i = 0; i < facts->n; i++)
		if (f[i].about == seal->seq && f[i].part == part)
			return rr_diag(diags, RR_E_FACT, rr_nowhere,
			    "%lld/%lld is named twice", (long long)seal->seq,
			    (long long)part);
	f = rr_vec_add(c->arena, facts);
	f->shape = RR_SHAPE_ACCOUNT;
	f->name = "row";
	f->day = c->input.on;
	f->at = RR_INSTANT_NONE;
	f->about = seal->seq;
	f->part = part;
	rr_fact_put(c->arena, f, RR_USE_REASON, rr_arg(args, "reason"));
	if (rr_arg(args, "by") != NULL)
		rr_fact_put(c->arena, f, RR_USE_ENTRY, rr_arg(args, "by"));
	return true;
}

/* "3/1", or "3" for all that are open. */
static bool
take_row(struct rr_case *c, const struct rr_args *args, const char *ref,
    struct rr_vec *facts, struct rr_diags *diags)
{
	const struct rr_fact *seal;
	struct rr_rested *rows;
	size_t n = 0, before = facts->n;
	int64_t seq, row = 0;

	seal = !rr_fact_ref_parse(ref, &seq, &row) ? NULL : seal_with(c, seq);
	if (seal != NULL)
		n = rr_seal_rested(c->arena, seal, &rows);
	for (size_t i = 1; i <= n; i++) {
		const struct rr_fact *by = rr_seal_account(c->facts, seal,
		    (int64_t)i);

		if (row != 0 && (int64_t)i != row)
			continue;
		if (by == NULL && !add_account(c, args, seal, (int64_t)i,
		    facts, diags))
			return false;
		if (by != NULL && row != 0)
			return rr_diag(diags, RR_E_FACT, rr_nowhere,
			    "'%s' is accounted for by entry %lld", ref,
			    (long long)by->seq);
	}
	return facts->n > before ? true : rr_diag(diags, RR_E_NO_FACT,
	    rr_nowhere, "'%s'; the docket has each as SEAL/ROW: 3/1", ref);
}

static bool
same_deadline(const struct rr_deadline *d, const struct rr_rested *r)
{
	return d->sealed == NULL && strcmp(d->provision->what, r->what) == 0 &&
	    strcmp(d->provision->cite.section, r->section) == 0;
}

/* Nothing is what it was while another row holds it back. */
static void
tell_again(const struct rr_waiting *w, const struct rr_fact *f,
    const struct rr_rested *r, struct rr_out *out)
{
	const char *still = rr_waits_row(out->arena, w, r);
	const char *other = r->rests == RR_RESTS_DEADLINE ? NULL :
	    rr_waits_any(w);

	if (still != NULL)
		rr_out_line(out, "%lld/%lld: accounted for; still waiting "
		    "for %s", (long long)f->about, (long long)f->part, still);
	else
		rr_out_line(out, "%lld/%lld: %s%s%s", (long long)f->about,
		    (long long)f->part, rr_rests_again(r->rests),
		    other == NULL ? "" : ", but for what waits for ",
		    other == NULL ? "" : other);
}

/* Whether the docket has such a deadline by itself, and with what day. */
static void
tell_instead(struct rr_case *c, const struct rr_waiting *left,
    const struct rr_fact *f, struct rr_out *out)
{
	const struct rr_fact *seal = rr_facts_live(c->facts, f->about, 0);
	struct rr_rested *rows;
	bool any = false;

	rr_seal_rested(c->arena, seal, &rows);
	for (size_t i = 0; i < c->derivation->ndeadlines; i++) {
		const struct rr_deadline *d = &c->derivation->deadlines[i];

		if (!same_deadline(d, &rows[f->part - 1]))
			continue;
		any = true;
		rr_out_line(out, "%lld/%lld: the docket has %s: %s, %s",
		    (long long)f->about, (long long)f->part, d->what,
		    rr_deadline_text(out->arena, d),
		    rr_status_shown(d->status));
	}
	if (!any)
		tell_again(left, f, &rows[f->part - 1], out);
}

/* What waits still, once these are on record. */
static const struct rr_waiting *
waits_with(struct rr_case *c, struct rr_arena *arena,
    const struct rr_entry *entries, size_t n)
{
	size_t count;
	struct rr_fact *all = rr_case_all(c, arena, entries, n, &count);

	return rr_waiting_new(arena, rr_facts_new(arena, all, count,
	    c->input.on));
}

/* What is in sight of a party that is not, no list has under anybody. */
static void
tell_nobody(struct rr_case *c, struct rr_out *out)
{
	const struct rr_map *keys = rr_case_standing(c);

	for (size_t i = 0; i < rr_map_count(keys); i++)
		rr_out_line(out, "Note: '%s' stands in %s, and is no party in "
		    "sight: what that gives it or takes from it is in no "
		    "party's holdings.", rr_map_key(keys, i),
		    (const char *)rr_map_value(keys, i));
}

static bool
run_account(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct rr_vec facts = RR_VEC_INIT(struct rr_fact);
	struct rr_buf line = RR_BUF_INIT;
	const struct rr_waiting *left;
	const struct rr_fact *by;
	struct rr_args full;
	struct rr_entry *entries;
	const char *ref;
	bool ok = true;

	if (rr_arg(args, "by") != NULL &&
	    !rr_find_fact(c, rr_arg(args, "by"), &by, diags))
		return false;
	if (rr_arg(args, "by") != NULL && rr_seal_refuses(by) != NULL)
		return rr_diag(diags, RR_E_FACT, rr_nowhere, "entry %lld %s; "
		    "--by is the entry that stands in the row's place",
		    (long long)by->seq, rr_seal_refuses(by));
	for (size_t i = 0; (ref = rr_arg_at(args, "row", i)) != NULL; i++)
		if (!take_row(c, args, ref, &facts, diags))
			return false;
	entries = rr_arena_array(c->arena, facts.n + 1, sizeof(*entries));
	for (size_t i = 0; i < facts.n; i++)
		entries[i].fact = rr_vec_at(&facts, i);
	full = rr_args_resolved(c, cmd, args, entries[0].fact);
	rr_args_text(cmd, &full, &line);
	ok = rr_case_record(c, entries, facts.n, line.s, NULL, 0, out, diags);
	left = ok ? waits_with(c, out->arena, entries, facts.n) : NULL;
	for (size_t i = 0; ok && i < facts.n; i++)
		tell_instead(c, left, entries[i].fact, out);
	if (ok)
		tell_nobody(c, out);
	rr_buf_free(&line);
	return ok;
}

const struct rr_cmd rr_cmd_account = {
	.name = "account", .keys = "", .views = "*",
	.brief = "account for a deadline that rested on a sealed entry",
	.man = "regrights-seal(7)", .effect = RR_RECORDS,
	.records = RR_SHAPE_ACCOUNT, RR_PARAMS(account_params),
	.case_of = "matter", .in_case = run_account
};

static const struct rr_param place_params[] = {
	RR_MATTER,
	RR_TAKES("reason", TEXT, RR_REQUIRED, "Reason",
	    "the proceeding, and who asked for it")
};

static bool
record_hold(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, int64_t about, struct rr_out *out,
    struct rr_diags *diags)
{
	struct rr_fact f;

	memset(&f, 0, sizeof(f));
	f.shape = cmd->records;
	f.name = "litigation hold";
	f.day = c->input.on;
	f.at = RR_INSTANT_NONE;
	f.about = about;
	rr_fact_put(c->arena, &f, RR_USE_REASON, rr_arg(args, "reason"));
	return rr_record_one(c, cmd, args, &f, out, diags);
}

static bool
run_place(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	return record_hold(c, cmd, args, 0, out, diags);
}

const struct rr_cmd rr_cmd_hold_place = {
	.name = "hold place", .keys = "", .views = "*",
	.brief = "place a litigation hold: nothing of the matter is destroyed",
	.man = "regrights-seal(7)", .effect = RR_RECORDS,
	.records = RR_SHAPE_HOLD, RR_PARAMS(place_params),
	.case_of = "matter", .in_case = run_place
};

/* What lifted the hold, or NULL: it stands. */
static const struct rr_fact *
lift_of(const struct rr_case *c, const struct rr_fact *hold)
{
	for (size_t i = 0; i < c->facts->n; i++)
		if (c->facts->all[i].shape == RR_SHAPE_LIFT &&
		    c->facts->all[i].about == hold->seq)
			return &c->facts->all[i];
	return NULL;
}

static bool
run_lift(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_fact *hold;

	if (!rr_find_fact(c, rr_arg(args, "entry"), &hold, diags))
		return false;
	if (hold->shape != RR_SHAPE_HOLD || lift_of(c, hold) != NULL)
		return rr_diag(diags, RR_E_FACT, rr_nowhere, "entry %lld is "
		    "no litigation hold that stands; `regrights hold list %s` "
		    "has them", (long long)hold->seq, c->matter.key);
	return record_hold(c, cmd, args, hold->seq, out, diags);
}

static const struct rr_param lift_params[] = {
	RR_MATTER,
	RR_TAKES("entry", FACT, RR_OPERAND | RR_REQUIRED, "Hold",
	    "the entry that placed it"),
	RR_TAKES("reason", TEXT, RR_REQUIRED, "Reason", "why it ends")
};

const struct rr_cmd rr_cmd_hold_lift = {
	.name = "hold lift", .keys = "", .views = "*",
	.brief = "lift a litigation hold",
	.man = "regrights-seal(7)", .effect = RR_RECORDS,
	.records = RR_SHAPE_LIFT, RR_PARAMS(lift_params),
	.case_of = "matter", .in_case = run_lift
};

static void
tell_hold(struct rr_case *c, const struct rr_fact *f,
    const struct rr_line *l, struct rr_out *out, struct rr_json *all)
{
	const struct rr_fact *lift = lift_of(c, f);
	const char *reason = rr_fact_get(f, RR_USE_REASON);
	struct rr_json *j = rr_json_object();
	struct rr_buf at = RR_BUF_INIT;

	rr_instant_text(l->at, &at);
	rr_out_line(out, "entry %lld, by %s%s%s%s on %s: %s",
	    (long long)f->seq, l->who, l->origin[0] != '\0' ? " (" : "",
	    l->origin, l->origin[0] != '\0' ? ")" : "", at.s, reason);
	if (lift != NULL)
		rr_out_line(out, "  lifted by entry %lld: %s",
		    (long long)lift->seq, rr_fact_get(lift, RR_USE_REASON));
	rr_json_set(j, "entry", rr_json_int(f->seq));
	rr_json_set(j, "who", rr_json_string(l->who));
	rr_json_set(j, "origin", rr_json_string(l->origin));
	rr_json_set(j, "at", rr_json_string(at.s));
	rr_json_set(j, "reason", rr_json_string(reason));
	rr_json_set(j, "lifted_by", lift != NULL ? rr_json_int(lift->seq) :
	    rr_json_null());
	rr_json_push(all, j);
	rr_buf_free(&at);
}

static bool
run_holds(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct rr_json *all = rr_json_array();
	struct rr_store *s;
	struct rr_line *l;
	bool ok = rr_app_store(c->app, RR_STORE_READ, &s, diags);
	size_t n;

	(void)cmd;
	(void)args;
	for (size_t i = 0; ok && i < c->facts->n; i++) {
		const struct rr_fact *f = &c->facts->all[i];

		if (f->shape != RR_SHAPE_HOLD)
			continue;
		ok = rr_store_journal(s, c->arena, NULL, f->seq - 1, false, 1,
		    &l, &n, diags);
		if (ok && n == 1)
			tell_hold(c, f, l, out, all);
	}
	if (rr_json_count(all) == 0)
		rr_out_line(out, "No litigation hold was placed on %s.",
		    c->matter.key);
	out->json = rr_json_object();
	rr_json_set(out->json, "format", rr_json_string("regrights/1"));
	rr_json_set(out->json, "matter", rr_json_string(c->matter.key));
	rr_json_set(out->json, "holds", all);
	return ok;
}

static const struct rr_param holds_params[] = { RR_MATTER_IF_SEVERAL };

const struct rr_cmd rr_cmd_hold_list = {
	.name = "hold list", .keys = "", .views = "*",
	.brief = "the litigation holds of a matter",
	.man = "regrights-seal(7)", .effect = RR_READS,
	RR_PARAMS(holds_params), .case_of = "matter", .in_case = run_holds
};
