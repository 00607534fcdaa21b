/*
 * cmd_position.c: facts about the record: positions on open points, entries
 * that do not count.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

static const struct rr_param take_params[] = {
	RR_MATTER,
	RR_TAKES("point", QUESTION, RR_OPERAND | RR_REQUIRED, "Open point",
	    "the point; `regrights points` lists them"),
	RR_TAKES("answer", ANSWER, RR_OPERAND | RR_REQUIRED, "Answer",
	    "one of its answers, or open to give the position up"),
	RR_TAKES("by", TEXT, RR_REQUIRED, "Taken by",
	    "who takes the position"),
	RR_TAKES("basis", TEXT, RR_REQUIRED, "Basis",
	    "text, statute, case, counsel"),
	RR_TAKES("relied", FLAG, 0, "Relied on",
	    "counsel lets the last safe day follow it")
};

/* The position that stands by now gives way to F, whoever took it. */
static void
tell_instead(const struct rr_case *c, const struct rr_fact *f,
    struct rr_out *out)
{
	const struct rr_fact *was = rr_position_on(c->facts, f->name);

	if (was != NULL && strcmp(rr_fact_get(was, RR_USE_ANSWER), "open") != 0)
		rr_out_line(out, "Note: entry %lld takes '%s' on this point, "
		    "by %s, on %s%s; %s.", (long long)was->seq,
		    rr_fact_get(was, RR_USE_ANSWER),
		    rr_fact_get(was, RR_USE_BY),
		    rr_fact_get(was, RR_USE_BASIS),
		    rr_fact_get(was, RR_USE_RELIED) != NULL ?
		    ", relied on" : "",
		    strcmp(rr_fact_get(f, RR_USE_ANSWER), "open") == 0 ?
		    "that is given up" : "this takes its place");
}

static bool
run_take(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const char *answer = rr_arg(args, "answer");
	struct rr_fact f;
	int q;

	q = rr_agreement_question(c->agreement, rr_arg(args, "point"));
	if (q < 0)
		return rr_diag(diags, RR_E_NO_QUESTION, rr_nowhere,
		    "'%s'; `regrights points %s` lists them",
		    rr_arg(args, "point"), c->matter.key);
	if (strcmp(answer, "open") != 0 &&
	    rr_agreement_answer(c->agreement, q, answer) < 0)
		return rr_diag(diags, RR_E_NO_ANSWER, rr_nowhere,
		    "'%s' to '%s'", answer, rr_arg(args, "point"));
	memset(&f, 0, sizeof(f));
	f.shape = RR_SHAPE_POSITION;
	f.name = c->agreement->questions[q].key;
	f.day = c->input.on;
	f.at = RR_INSTANT_NONE;
	rr_fact_put(c->arena, &f, RR_USE_ANSWER, answer);
	rr_fact_put(c->arena, &f, RR_USE_BY, rr_arg(args, "by"));
	rr_fact_put(c->arena, &f, RR_USE_BASIS, rr_arg(args, "basis"));
	if (rr_arg_flag(args, "relied"))
		rr_fact_put(c->arena, &f, RR_USE_RELIED, "yes");
	tell_instead(c, &f, out);
	return rr_record_one(c, cmd, args, &f, out, diags);
}

const struct rr_cmd rr_cmd_points_take = {
	.name = "points take", .keys = "t", .views = "points",
	.brief = "take a position on an open point", .man = "regrights(1)",
	.effect = RR_RECORDS, .records = RR_SHAPE_POSITION,
	RR_PARAMS(take_params), .case_of = "matter", .in_case = run_take
};

#define FEW	8	/* rows that stay void, told one by one */

static const struct rr_param void_params[] = {
	RR_MATTER,
	RR_TAKES("entry", FACT, RR_OPERAND | RR_REQUIRED | RR_REPEATED,
	    "Entry", "the entries that are not to count"),
	RR_TAKES("reason", TEXT, RR_REQUIRED, "Reason", "why")
};

/* The first import made the matter; a correction rests on what it corrects. */
static bool
may_void_import(struct rr_case *c, const struct rr_fact *of,
    struct rr_diags *diags)
{
	const char *ref;
	int64_t seq, row;

	if (rr_fact_get(of, RR_USE_SEEDS) != NULL)
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "the first import is not voided; import the corrected "
		    "file with --as-correction");
	for (size_t i = 0; i < c->facts->n; i++) {
		const struct rr_fact *f = &c->facts->all[i];

		ref = f->shape != RR_SHAPE_IMPORT ? NULL :
		    rr_fact_get(f, RR_USE_CORRECTS);
		if (ref != NULL && rr_fact_ref_parse(ref, &seq, &row) &&
		    seq == of->seq)
			return rr_diag(diags, RR_E_FACT, rr_nowhere,
			    "entry %lld corrects it; void that one first",
			    (long long)f->seq);
	}
	return true;
}

/*
 * What is left must go together, and terms that come back have words for what
 * is on record by now.
 */
static bool
leaves_fitting(struct rr_case *c, const struct rr_entry *entries, size_t n,
    bool terms, struct rr_out *out, struct rr_diags *diags)
{
	size_t count;
	struct rr_fact *all = rr_case_all(c, c->arena, entries, n, &count);

	return (!terms || rr_case_may_return(c, entries, n, diags)) &&
	    rr_case_coheres(c, all, count, out, diags) &&
	    (!terms || rr_case_fits(c, all, count, diags));
}

/* "; void still: 2/2 (entry 3), 2/5 (entry 4) and 7 more" */
static void
add_void_still(const struct rr_facts *after, const struct rr_fact *of,
    struct rr_buf *b)
{
	size_t n = 0;

	for (size_t i = 0; of->about_row == 0 && i < after->nvoided; i++) {
		const struct rr_fact *f = &after->voided[i];
		const struct rr_fact *by = f->seq != of->about ||
		    f->row == 0 ? NULL : rr_facts_void_of(after, f->seq,
		    f->row);

		if (by != NULL && ++n <= FEW)
			rr_buf_printf(b, "%s%lld/%lld (entry %lld)", n == 1 ?
			    "; void still: " : ", ", (long long)f->seq,
			    (long long)f->row, (long long)by->seq);
	}
	if (n > FEW)
		rr_buf_printf(b, " and %zu more", n - FEW);
}

/* What the void that is voided was about: what of it counts AFTER that. */
static void
tell_back(const struct rr_case *c, const struct rr_facts *after,
    const struct rr_fact *of, struct rr_out *out)
{
	const struct rr_fact *back = rr_facts_find(after, of->about,
	    of->about_row);
	const struct rr_fact *by = rr_facts_void_of(after, of->about,
	    of->about_row);
	struct rr_buf ref = RR_BUF_INIT, still = RR_BUF_INIT;

	rr_buf_printf(&ref, "%lld", (long long)of->about);
	if (of->about_row > 0)
		rr_buf_printf(&ref, "/%lld", (long long)of->about_row);
	add_void_still(after, of, &still);
	if (by != NULL)
		rr_out_line(out, "Entry %s stays void, by entry %lld.", ref.s,
		    (long long)by->seq);
	else if (back == NULL || back->shape == RR_SHAPE_VOID)
		rr_out_line(out, "Entry %s counts again%s.", ref.s, still.s);
	else
		rr_out_line(out, "Entry %s counts again: %s%s", ref.s,
		    rr_fact_words(c, out->arena, back), still.s);
	rr_buf_free(&ref);
	rr_buf_free(&still);
}

/* Of all that is voided at once, what the voids among it were about. */
static void
tell_all_back(struct rr_case *c, const struct rr_entry *entries, size_t n,
    struct rr_out *out)
{
	size_t count;
	struct rr_fact *all = rr_case_all(c, c->arena, entries, n, &count);
	const struct rr_facts *after = rr_facts_new(c->arena, all, count,
	    RR_DATE_NONE);

	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *of = rr_facts_find(c->facts,
		    entries[i].fact->about, entries[i].fact->about_row);

		if (of != NULL && of->shape == RR_SHAPE_VOID)
			tell_back(c, after, of, out);
	}
}

/* The void of one entry; TERMS is set when it can bring others back. */
static bool
void_one(struct rr_case *c, const char *ref, const char *reason,
    struct rr_fact *f, bool *terms, struct rr_diags *diags)
{
	const struct rr_fact *of;

	if (!rr_find_fact(c, ref, &of, diags))
		return false;
	if (rr_seal_is_act(of->shape))
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "entry %lld, a %s, is not voided%s", (long long)of->seq,
		    rr_shape_word(of->shape), of->shape == RR_SHAPE_SEAL ?
		    "; `regrights release` ends it" :
		    of->shape == RR_SHAPE_HOLD ? "; `regrights hold lift` "
		    "ends it" : "");
	if (of->shape == RR_SHAPE_IMPORT && !may_void_import(c, of, diags))
		return false;
	f->shape = RR_SHAPE_VOID;
	f->name = of->name;
	f->day = c->input.on;
	f->at = RR_INSTANT_NONE;
	f->about = of->seq;
	f->about_row = of->row;
	rr_fact_put(c->arena, f, RR_USE_REASON, reason);
	*terms |= of->shape == RR_SHAPE_IMPORT || of->shape == RR_SHAPE_VOID;
	return true;
}

static bool
run_void(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct rr_buf line = RR_BUF_INIT;
	struct rr_entry *entries;
	struct rr_fact *facts;
	struct rr_args full;
	bool ok = true, terms = false;
	size_t n = 0;

	while (rr_arg_at(args, "entry", n) != NULL)
		n++;
	facts = rr_arena_array(c->arena, n + 1, sizeof(*facts));
	entries = rr_arena_array(c->arena, n + 1, sizeof(*entries));
	for (size_t i = 0; i < n && ok; i++) {
		ok = void_one(c, rr_arg_at(args, "entry", i),
		    rr_arg(args, "reason"), &facts[i], &terms, diags);
		entries[i].fact = &facts[i];
		for (size_t k = 0; k < i && ok; k++)
			if (facts[k].about == facts[i].about &&
			    facts[k].about_row == facts[i].about_row)
				ok = rr_diag(diags, RR_E_DUPLICATE,
				    rr_nowhere, "entry %s is named twice",
				    rr_arg_at(args, "entry", i));
	}
	full = rr_args_resolved(c, cmd, args, &facts[0]);
	rr_args_text(cmd, &full, &line);
	if (ok && terms)
		tell_all_back(c, entries, n, out);
	ok = ok && leaves_fitting(c, entries, n, terms, out, diags) &&
	    rr_case_record(c, entries, n, line.s, NULL, 0, out, diags);
	rr_buf_free(&line);
	return ok;
}

const struct rr_cmd rr_cmd_void = {
	.name = "void", .keys = "v", .views = "*",
	.brief = "say that entries do not count, and why",
	.man = "regrights(1)", .effect = RR_RECORDS, .records = RR_SHAPE_VOID,
	RR_PARAMS(void_params), .case_of = "matter", .in_case = run_void
};
