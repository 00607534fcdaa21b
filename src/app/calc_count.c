/*
 * calc_count.c: `compute vote` and `compute cutback`: numbers that are given,
 * counted by the same rules as those on record.
 */
#include <string.h>

#include "app_int.h"
#include "calc_int.h"
#include "regrights/buf.h"
#include "regrights/count.h"
#include "regrights/qty.h"
#include "regrights/trace.h"
#include "regrights/vec.h"

/* A number of shares; nothing given leaves it as it is. */
static bool
number(const char *name, const char *text, int64_t *out,
    struct rr_diags *diags)
{
	rr_shares n;

	if (text == NULL)
		return true;
	if (!rr_shares_parse(text, &n))
		return rr_diag(diags, RR_E_AMOUNT, rr_nowhere,
		    "%s '%s': whole shares, as 500000 or 500,000", name, text);
	*out = n.units;
	return true;
}

static const char *
shares(struct rr_arena *arena, int64_t n)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_shares_text((rr_shares){ n }, &b);
	return rr_buf_keep(&b, arena);
}

static const struct rr_provision *
find_threshold(const struct rr_agreement *a, const char *id,
    struct rr_diags *diags)
{
	const struct rr_provision *p = rr_agreement_provision(a, id);
	struct rr_buf all = RR_BUF_INIT;

	if (p != NULL && p->kind == RR_KIND_SHARE)
		return p;
	for (size_t i = 0; i < a->nprovisions; i++)
		if (a->provisions[i].kind == RR_KIND_SHARE)
			rr_buf_printf(&all, "%s%s", all.len > 0 ? ", " : "",
			    a->provisions[i].id);
	rr_diag(diags, RR_E_CHOICE, rr_nowhere, "--threshold '%s'; there %s",
	    id, all.len > 0 ? all.s : "is none");
	rr_buf_free(&all);
	return NULL;
}

struct vote { int64_t favour, outstanding, excluded, base, needed; };

static bool
read_vote(const struct rr_args *args, const struct rr_provision *p,
    struct vote *v, struct rr_diags *diags)
{
	if (!number("--for", rr_arg(args, "for"), &v->favour, diags) ||
	    !number("--outstanding", rr_arg(args, "outstanding"),
	    &v->outstanding, diags) ||
	    !number("--excluded", rr_arg(args, "excluded"), &v->excluded,
	    diags))
		return false;
	v->base = v->outstanding - v->excluded;
	if (v->base <= 0)
		return rr_diag(diags, RR_E_RANGE, rr_nowhere,
		    "nothing is left to count: --outstanding less --excluded");
	if (v->favour > v->base)
		return rr_diag(diags, RR_E_RANGE, rr_nowhere,
		    "--for is more than --outstanding less --excluded");
	return rr_count_needed(p->share.share, p->share.strict, v->base,
	    &v->needed) ? true : rr_diag(diags, RR_E_RANGE, rr_nowhere,
	    "the numbers are too large to count");
}

static void
vote_reasons(struct rr_recorder *rec, struct rr_arena *arena,
    const struct rr_provision *p, const struct vote *v)
{
	const char *section = p->cite.section;
	struct rr_buf share = RR_BUF_INIT;

	rr_count_text(p->share.share, p->share.strict, &share);
	rr_record(rec, RR_STEP_TERM, section, "%s", p->what);
	rr_record_under(rec);
	rr_record(rec, RR_STEP_SUM, NULL, "%s outstanding, less %s left out, "
	    "is %s", shares(arena, v->outstanding), shares(arena, v->excluded),
	    shares(arena, v->base));
	rr_record(rec, RR_STEP_SUM, section, "%s of that is needed: %s",
	    share.s, shares(arena, v->needed));
	for (size_t i = 0; i < p->share.nalso; i++)
		rr_record(rec, RR_STEP_TERM, section, "needed as well: %s",
		    p->share.also[i]);
	if (p->note != NULL)
		rr_record(rec, RR_STEP_TERM, section, "%s", p->note);
	rr_record_end(rec);
	rr_buf_free(&share);
}

static struct rr_json *
vote_json(const struct rr_provision *p, const struct vote *v)
{
	struct rr_json *j = rr_json_object();

	rr_json_set(j, "threshold", rr_json_string(p->id));
	rr_json_set(j, "section", rr_json_string(p->cite.section));
	rr_json_set(j, "base", rr_json_int(v->base));
	rr_json_set(j, "needed", rr_json_int(v->needed));
	rr_json_set(j, "for", rr_json_int(v->favour));
	rr_json_set(j, "passes", rr_json_bool(v->favour >= v->needed));
	return j;
}

bool
rr_calc_vote(struct rr_calc *k, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_agreement *a = k->c->agreement;
	const struct rr_provision *p = find_threshold(a, rr_arg(args,
	    "threshold"), diags);
	struct rr_recorder *rec = rr_recorder_new(out->arena);
	struct vote v = { .favour = 0 };
	bool passes;

	if (p == NULL || !read_vote(args, p, &v, diags))
		return false;
	passes = v.favour >= v.needed;
	out->json = vote_json(p, &v);
	rr_out_line(out, "%s: %s of %s in favour, %s needed  %s",
	    passes ? "passes" : "fails", shares(out->arena, v.favour),
	    shares(out->arena, v.base), shares(out->arena, v.needed),
	    p->cite.section);
	if (!rr_arg_flag(args, "brief"))
		vote_reasons(rec, out->arena, p, &v);
	rr_calc_why(out, rr_recorder_tree(rec));
	out->no = !passes;
	return true;
}

/* "set:NAME" */
static bool
read_ask(struct rr_arena *arena, const struct rr_arg *arg,
    struct rr_vec *asks, struct rr_diags *diags)
{
	const char *name = arg->name + 4;
	struct rr_ask *a;

	for (size_t j = 0; j < asks->n; j++) {
		a = rr_vec_at(asks, j);
		if (strcmp(a->name, name) == 0)
			return rr_diag(diags, RR_E_TWICE, rr_nowhere, "'%s'",
			    name);
	}
	a = rr_vec_add(arena, asks);
	a->name = name;
	if (!number(name, arg->value, &a->asked, diags))
		return false;
	a->weight = a->asked;
	return true;
}

static bool
read_asks(struct rr_arena *arena, const struct rr_args *args,
    struct rr_vec *asks, struct rr_diags *diags)
{
	for (size_t i = 0; i < args->n; i++)
		if (strncmp(args->items[i].name, "set:", 4) == 0 &&
		    !read_ask(arena, &args->items[i], asks, diags))
			return false;
	return asks->n > 0 ? true : rr_diag(diags, RR_E_FILLED, rr_nowhere,
	    "who asks for how much: write NAME=N …");
}

static void
record_ask(struct rr_recorder *rec, const struct rr_ask *a)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_ask_text(a, &b);
	rr_record(rec, RR_STEP_SUM, NULL, "%s", b.s);
	rr_buf_free(&b);
}

bool
rr_calc_cutback(struct rr_calc *k, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_vec asks = RR_VEC_INIT(struct rr_ask);
	struct rr_recorder *rec = rr_recorder_new(out->arena);
	struct rr_json *allotted;
	int64_t capacity = 0;

	(void)k;
	if (!number("--capacity", rr_arg(args, "capacity"), &capacity,
	    diags) || !read_asks(out->arena, args, &asks, diags))
		return false;
	if (!rr_count_allot(out->arena, asks.items, asks.n, capacity))
		return rr_diag(diags, RR_E_RANGE, rr_nowhere,
		    "the numbers are too large to count");
	allotted = rr_json_object();
	for (size_t i = 0; i < asks.n; i++) {
		const struct rr_ask *a = rr_vec_at(&asks, i);

		rr_json_set(allotted, a->name, rr_json_int(a->gets));
		rr_buf_printf(&out->text, "%s%s %s", i > 0 ? ", " : "",
		    a->name, shares(out->arena, a->gets));
		if (!rr_arg_flag(args, "brief"))
			record_ask(rec, a);
	}
	rr_buf_addc(&out->text, '\n');
	out->json = rr_json_object();
	rr_json_set(out->json, "allotted", allotted);
	rr_calc_why(out, rr_recorder_tree(rec));
	return true;
}
