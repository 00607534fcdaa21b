/*
 * calc_count.c: `compute cutback`: numbers that are given, shared by the same
 * rules as those on record.
 */
#include <string.h>

#include "app_int.h"
#include "calc_int.h"
#include "regrights/buf.h"
#include "regrights/count.h"
#include "regrights/qty.h"
#include "regrights/trace.h"
#include "regrights/vec.h"

bool
rr_calc_number(const char *name, const char *text, int64_t *out,
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

const char *
rr_calc_shares(struct rr_arena *arena, int64_t n)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_shares_text((rr_shares){ n }, &b);
	return rr_buf_keep(&b, arena);
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
	if (!rr_calc_number(name, arg->value, &a->asked, diags))
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

	if (!rr_calc_number("--capacity", rr_arg(args, "capacity"), &capacity,
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
		    a->name, rr_calc_shares(out->arena, a->gets));
		if (!rr_arg_flag(args, "brief"))
			record_ask(rec, a);
	}
	rr_buf_addc(&out->text, '\n');
	out->json = rr_json_object();
	rr_json_set(out->json, "allotted", allotted);
	rr_calc_why(k, out, rr_recorder_tree(rec));
	return true;
}
