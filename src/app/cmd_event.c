/*
 * cmd_event.c: events that the agreement declares, and the three of them that
 * make up a claim for indemnification.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "terms_int.h"
#include "regrights/buf.h"

static const struct rr_param event_params[] = {
	RR_MATTER,
	RR_TAKES("event", EVENT, RR_OPERAND | RR_REQUIRED, "Event",
	    "what happened, from the agreement's list"),
	RR_TAKES("at", WHEN, RR_REQUIRED, "When",
	    "a day, its time too, or DAY..DAY, unknown, now"),
	RR_OTHER_CLOCK,
	RR_ANSWERS,
	RR_KNOWN_FROM,
	RR_TAKES("field", SET, RR_OPERAND | RR_REPEATED, "Fields",
	    "KEY=VALUE of what the event declares")
};

static bool
set_about(struct rr_case *c, const struct rr_event *e, const char *about,
    struct rr_fact *f, struct rr_diags *diags)
{
	const struct rr_fact *of;

	if (about == NULL && e->nabout == 0)
		return true;
	if (about == NULL)
		return rr_diag(diags, RR_E_FILLED, rr_nowhere,
		    "--about: the %s that this answers",
		    rr_event_about_text(c->arena, e));
	if (!rr_find_fact(c, about, &of, diags))
		return false;
	if (e->nabout > 0 && !rr_event_answers(e, of->name))
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "entry %s is '%s', not %s", about, of->name,
		    rr_event_about_text(c->arena, e));
	f->about = of->seq;
	f->about_row = of->row;
	return true;
}

/* What happens once and is on record already; NULL: it is not. */
static const struct rr_fact *
earlier(const struct rr_case *c, const struct rr_event *e)
{
	for (size_t i = 0; e->once && i < c->facts->n; i++)
		if (c->facts->all[i].shape == RR_SHAPE_EVENT &&
		    strcmp(c->facts->all[i].name, e->name) == 0)
			return &c->facts->all[i];
	return NULL;
}

static bool
refuse_twice(const struct rr_fact *was, struct rr_diags *diags)
{
	struct rr_buf ref = RR_BUF_INIT;

	rr_fact_ref(was, &ref);
	rr_diag(diags, RR_E_FACT, rr_nowhere, "'%s' happens once and is "
	    "entry %s; void that first, or ask `regrights whatif`",
	    was->name, ref.s);
	rr_buf_free(&ref);
	return false;
}

/* What would follow if it had happened so, and not as it is on record. */
static bool
instead(struct rr_case *c, const struct rr_fact *was,
    const struct rr_fact *f, struct rr_out *out, struct rr_diags *diags)
{
	struct rr_fact gone;
	const struct rr_entry entries[] = { { .fact = &gone },
	    { .fact = f } };

	memset(&gone, 0, sizeof(gone));
	gone.shape = RR_SHAPE_VOID;
	gone.name = was->name;
	gone.day = c->input.on;
	gone.at = RR_INSTANT_NONE;
	gone.about = was->seq;
	gone.about_row = was->row;
	rr_fact_put(c->arena, &gone, RR_USE_REASON, "it happened otherwise");
	return rr_case_record(c, entries, 2, "", NULL, 0, out, diags);
}

static bool
record_event(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, const char *name, struct rr_out *out,
    struct rr_diags *diags)
{
	const struct rr_event *e;
	const struct rr_fact *was;
	struct rr_fact f;

	memset(&f, 0, sizeof(f));
	if (!rr_case_when(c, rr_arg(args, "at"), rr_arg(args, "zone"), &f,
	    diags))
		return false;
	e = rr_find_event(c, name, false, f.day, diags);
	if (e == NULL)
		return false;
	was = earlier(c, e);
	if (was != NULL && !c->app->options.whatif)
		return refuse_twice(was, diags);
	f.shape = RR_SHAPE_EVENT;
	f.name = e->name;
	f.declared = e;
	f.source = rr_arg(args, "source");
	if (!set_about(c, e, rr_arg(args, "about"), &f, diags) ||
	    !rr_fill_fields(c, e, args, &f, diags))
		return false;
	return was != NULL ? instead(c, was, &f, out, diags) :
	    rr_record_one(c, cmd, args, &f, out, diags);
}

static bool
run_event(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	return record_event(c, cmd, args, rr_arg(args, "event"), out, diags);
}

const struct rr_cmd rr_cmd_event_record = {
	.name = "event record", .keys = "e", .views = "*",
	.brief = "record an event that the agreement declares",
	.man = "regrights(1)", .effect = RR_RECORDS, .records = RR_SHAPE_EVENT,
	RR_PARAMS(event_params), .case_of = "matter", .in_case = run_event
};

/* The word that the agreement uses for one step of a claim, or NULL. */
static const char *
claim_word(const struct rr_case *c, enum rr_claim_step step,
    struct rr_diags *diags)
{
	const char *word = rr_claim_word(c->agreement, step);

	if (word == NULL)
		rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "'%s' says nothing of claims", c->matter.key);
	return word;
}

static const struct rr_param open_params[] = {
	RR_MATTER,
	RR_TAKES("at", WHEN, RR_REQUIRED, "Opened on", "a day, or now"),
	RR_KNOWN_FROM,
	RR_TAKES("field", SET, RR_OPERAND | RR_REPEATED, "Fields",
	    "KEY=VALUE: claimant, against, proceeding")
};

static bool
run_claim(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const char *word = claim_word(c, cmd->step, diags);

	return word != NULL && record_event(c, cmd, args, word, out, diags);
}

const struct rr_cmd rr_cmd_claim_open = {
	.name = "claim open", .keys = "c", .views = "claims",
	.brief = "open a claim for indemnification", .man = "regrights(1)",
	.effect = RR_RECORDS, .records = RR_SHAPE_EVENT,
	.step = RR_CLAIM_OPENS, RR_PARAMS(open_params), .case_of = "matter",
	.in_case = run_claim
};

static const struct rr_param bill_params[] = {
	RR_MATTER,
	RR_ABOUT_CLAIM,
	RR_TAKES("to", PARTIES, RR_REPEATED, "To",
	    "who is to pay; the agreement's own when left out"),
	RR_TAKES("by", METHOD, RR_REQUIRED | RR_REPEATED, "How",
	    "how its notice was given: fax, courier, hand, mail or email"),
	RR_AT_MOMENT,
	RR_OTHER_CLOCK,
	RR_NUMBER_IN,
	RR_TAKES("source", TEXT, 0, "Proof", "document"),
	RR_AMOUNT
};

/* The same arguments with one more. */
static struct rr_args
with_arg(struct rr_arena *arena, const struct rr_args *args,
    const char *name, const char *value)
{
	struct rr_arg *items = rr_arena_array(arena, args->n + 1,
	    sizeof(*items));
	struct rr_args all = { items, args->n + 1 };

	if (args->n > 0)
		memcpy(items, args->items, args->n * sizeof(*items));
	items[args->n].name = name;
	items[args->n].value = value;
	return all;
}

/* It goes on record as the notice that it is. */
static bool
run_claim_bill(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const char *word = claim_word(c, RR_CLAIM_BILLS, diags);
	struct rr_args all;

	if (word == NULL)
		return false;
	all = with_arg(c->arena, args, "notice", word);
	return rr_record_notice(c, cmd, &all, word, out, diags);
}

const struct rr_cmd rr_cmd_claim_bill = {
	.name = "claim bill", .keys = "b", .views = "claims",
	.brief = "log the notice of a bill under a claim",
	.man = "regrights(1)", .effect = RR_RECORDS,
	.records = RR_SHAPE_NOTICE, .step = RR_CLAIM_BILLS,
	.recorded_as = "notice send", RR_PARAMS(bill_params),
	.case_of = "matter", .in_case = run_claim_bill
};

static const struct rr_param pay_params[] = {
	RR_MATTER,
	RR_TAKES("about", FACT, RR_REQUIRED, "Bill", "the bill's entry"),
	RR_TAKES("at", WHEN, RR_REQUIRED, "Paid on", "a day, or now"),
	RR_TAKES("source", TEXT, 0, "Source", "wire, cheque"),
	RR_AMOUNT
};

const struct rr_cmd rr_cmd_claim_pay = {
	.name = "claim pay", .keys = "p",
	.views = "claims docket timeline",
	.brief = "record the payment of a bill", .man = "regrights(1)",
	.effect = RR_RECORDS, .records = RR_SHAPE_EVENT, .step = RR_CLAIM_PAYS,
	RR_PARAMS(pay_params), .case_of = "matter", .in_case = run_claim
};
