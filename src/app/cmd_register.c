/*
 * cmd_register.c: the registers by name, the clauses, the duties, and one
 * entry with all that hangs on it.
 */
#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

static const struct rr_param register_params[] = {
	RR_MATTER_IF_SEVERAL
};

#define SHOW(id, words, page)						\
	const struct rr_cmd rr_cmd_##id = {				\
		.name = #id, .keys = "", .views = "*", .brief = words,	\
		.man = page, .effect = RR_READS,			\
		RR_PARAMS(register_params), .case_of = "matter",	\
		.in_case = rr_show_view					\
	}

#define RR_REGISTER(name, title, brief)					\
	SHOW(name, brief, "regrights-" #name "(1)");
#include "regrights/register.def"
#undef RR_REGISTER

SHOW(clauses, "every section, and what keeps track of it",
    "regrights(1)");
SHOW(duties, "what has no day until a person sets one", "regrights(1)");

static const struct rr_param show_params[] = {
	RR_MATTER,
	RR_TAKES("entry", FACT, RR_OPERAND | RR_REQUIRED, "Entry",
	    "the entry's number")
};

static bool
run_show(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_fact *f;
	struct rr_buf ref = RR_BUF_INIT;
	struct rr_trace *t;
	const char *id;

	(void)cmd;
	out->shown = c;
	if (!rr_find_entry(c, rr_arg(args, "entry"), &f, diags))
		return false;
	/* Of what others stand on the bare shape is there, and not shown. */
	if (rr_seal_of(c->facts, f->seq) != NULL)
		return rr_seal_told(c, f->seq, diags);
	rr_fact_ref(f, &ref);
	id = rr_arena_printf(out->arena, "%s/entry/%s", c->matter.key, ref.s);
	rr_buf_free(&ref);
	t = rr_chronicle(out->arena, c->derivation, id);
	rr_outline_text(t, 0, false, &out->text);
	out->json = rr_json_object();
	rr_json_set(out->json, "format", rr_json_string("regrights/1"));
	rr_json_set(out->json, "id", rr_json_string(id));
	rr_json_set(out->json, "entries", rr_trace_json(t));
	return rr_copies_shown(c, f, out, diags) &&
	    rr_note_set_back(c->app, f->seq, out, diags);
}

const struct rr_cmd rr_cmd_show = {
	.name = "show", .keys = "", .views = "*",
	.brief = "one entry with all that hangs on it", .man = "regrights(1)",
	.effect = RR_READS, RR_PARAMS(show_params), .case_of = "matter",
	.in_case = run_show
};
