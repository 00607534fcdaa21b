/*
 * expression.c: fuzz target: date expressions, conditions and sums.
 *
 * The first line of an input is the event that "it" is, or empty; the rest is
 * read as each of the three.  What is one is said as English; a date and a
 * condition are evaluated too, where each event of the agreement is on record
 * once.
 */
#include <stdlib.h>
#include <string.h>

#include "core/status_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/expr.h"
#include "target.h"

static struct rr_engine *engine;
static struct rr_fact *facts;
static size_t nfacts;
static struct rr_input input;

static void
make_case(const struct target *t)
{
	const struct rr_agreement *a;

	engine = target_engine(t,
	    "share/agreements/neotherapeutics-2000.yaml");
	a = rr_engine_agreement(engine);
	facts = rr_arena_array(t->arena, a->nseeds + a->nevents + 1,
	    sizeof(*facts));
	for (; nfacts < a->nseeds; nfacts++) {
		facts[nfacts] = a->seeds[nfacts];
		facts[nfacts].seq = 1;
	}
	for (size_t i = 0; i < a->nevents; i++) {
		struct rr_fact *f = &facts[nfacts++];

		f->seq = 2 + (int64_t)i;
		f->shape = a->events[i].notice ? RR_SHAPE_NOTICE :
		    RR_SHAPE_EVENT;
		f->name = a->events[i].name;
		f->day.day = a->dated.day + (int32_t)i;
		f->at = RR_INSTANT_NONE;
	}
	input.engine = engine;
	input.on.day = a->dated.day + 400;
	input.facts = rr_facts_new(t->arena, facts, nfacts, input.on);
	input.roster = rr_roster_new(t->arena, a, input.facts, input.on);
	input.readings = rr_readings_new(t->arena, a);
	input.due_within = 7;
}

static const struct rr_fact *
fact_of(const char *name)
{
	const struct rr_agreement *a = rr_engine_agreement(engine);

	for (size_t i = a->nseeds; name != NULL && i < nfacts; i++)
		if (strcmp(facts[i].name, name) == 0)
			return &facts[i];
	return NULL;
}

static void
evaluate(const struct target *t, const struct rr_expr *when,
    const char *subject)
{
	const struct rr_agreement *a = rr_engine_agreement(engine);
	struct rr_scope scope = RR_SCOPE(NULL, NULL);
	const struct rr_date_terms terms = { .due = when,
	    .roll = a->nrolls > 0 ? 0 : -1 };
	struct rr_eval ev;
	struct rr_deadline d;
	struct rr_dues dues;

	rr_eval_init(&ev, t->round, &input);
	ev.rec = rr_recorder_new(t->round);
	scope.self = fact_of(subject);
	memset(&d, 0, sizeof(d));
	d.met_on = d.changes_on = RR_DATE_NONE;
	rr_deadline_of(&ev, &terms, &scope, &d, &dues);
	target_must(t, !rr_date_is_none(d.working) ||
	    !rr_date_is_none(d.raw) || d.nreadings > 0 ||
	    d.waits_for != NULL || d.gap != NULL || d.unknown != NULL,
	    "an expression comes to a day or says why not");
}

/* Reads it as one of that type, and prints what was read. */
static const struct rr_expr *
expression(const struct target *t, enum rr_type type, const char *text,
    const char *subject)
{
	static const struct rr_pos at = { "input", 1, 1 };
	const struct rr_agreement *a = rr_engine_agreement(engine);
	const struct rr_sight in = { .agreement = a, .subject = subject };
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_expr *x = NULL;
	bool ok;

	rr_diags_clear(t->diags);
	ok = rr_expr_parse(t->round, text, at, &in, type, &x, t->diags);
	target_answered(t, ok, true);
	if (!ok)
		return NULL;
	rr_expr_text(x, a, &b);
	target_must(t, b.len > 0, "an expression is said in words");
	rr_buf_free(&b);
	return x;
}

static void
date(const struct target *t, const char *text, const char *subject)
{
	const struct rr_expr *x = expression(t, RR_TYPE_DAY, text, subject);

	if (x != NULL)
		evaluate(t, x, subject);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct target *t = target_begin();
	const char *subject, *text;
	char *copy, *end;

	if (engine == NULL)
		make_case(t);
	/* Texts of a file have no NUL in them. */
	if (memchr(data, '\0', len) != NULL)
		return 0;
	copy = target_copy(t, data, len);
	end = strchr(copy, '\n');
	if (end == NULL)
		return 0;
	*end = '\0';
	text = end + 1;
	subject = copy;
	if (rr_agreement_event(rr_engine_agreement(engine), subject) == NULL)
		subject = NULL;
	date(t, text, subject);
	expression(t, RR_TYPE_MONEY, text, subject);
	if (expression(t, RR_TYPE_TRUTH, text, subject) != NULL)
		date(t, rr_arena_printf(t->round, "if (%s) then 2000-05-26 "
		    "else 2000-06-26", text), subject);
	return 0;
}
