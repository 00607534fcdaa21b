/*
 * reading.c: open points, and the answers given to them: assumed for one
 * command, or taken on record as positions.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

struct rr_readings *
rr_readings_new(struct rr_arena *arena, const struct rr_agreement *a)
{
	struct rr_readings *r = rr_arena_alloc(arena, sizeof(*r));

	r->assumed = rr_arena_array(arena, a->nquestions, 1);
	r->position = rr_arena_array(arena, a->nquestions, 1);
	r->relied = rr_arena_array(arena, a->nquestions, sizeof(bool));
	memset(r->assumed, -1, a->nquestions);
	memset(r->position, -1, a->nquestions);
	return r;
}

/* A point has one answer, whether it is given by itself or by a preset. */
static bool
set_answer(struct rr_readings *r, const struct rr_agreement *a, int question,
    int answer, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	const struct rr_question *q = &a->questions[question];
	int before = r->assumed[question];

	if (before >= 0 && before != answer)
		return rr_diag(diags, RR_E_TWICE, nowhere,
		    "'%s' as '%s', and again as '%s'; give it one answer",
		    q->key, q->answers[before].key, q->answers[answer].key);
	r->assumed[question] = (int8_t)answer;
	return true;
}

static bool
assume_preset(struct rr_readings *r, const struct rr_agreement *a,
    const char *family, size_t len, const char *name, bool *is_family,
    bool *ok, struct rr_diags *diags)
{
	*is_family = false;
	for (size_t i = 0; i < a->npresets; i++) {
		const struct rr_preset *p = &a->presets[i];

		if (strlen(p->family) != len ||
		    memcmp(p->family, family, len) != 0)
			continue;
		*is_family = true;
		if (strcmp(p->name, name) != 0)
			continue;
		*ok = true;
		for (size_t j = 0; *ok && j < p->n; j++)
			*ok = set_answer(r, a, p->settings[j].question,
			    p->settings[j].answer, diags);
		return true;
	}
	return false;
}

static void
list_answers(const struct rr_agreement *a, int question, const char *family,
    size_t len, struct rr_buf *b)
{
	const struct rr_question *q = question < 0 ? NULL :
	    &a->questions[question];

	for (size_t i = 0; q != NULL && i < q->n; i++)
		rr_buf_printf(b, "%s%s", b->len > 0 ? ", " : "",
		    q->answers[i].key);
	for (size_t i = 0; q == NULL && i < a->npresets; i++) {
		const struct rr_preset *p = &a->presets[i];

		if (strlen(p->family) == len &&
		    memcmp(p->family, family, len) == 0)
			rr_buf_printf(b, "%s%s", b->len > 0 ? ", " : "",
			    p->name);
	}
}

static bool
assume_one(struct rr_readings *r, const struct rr_agreement *a,
    const char *text, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	const char *eq = strchr(text, '=');
	size_t len = eq == NULL ? strlen(text) : (size_t)(eq - text);
	struct rr_arena *arena = rr_arena_new();
	char *name = rr_arena_strndup(arena, text, len);
	int q = rr_agreement_question(a, name);
	struct rr_buf known = RR_BUF_INIT;
	bool family = false;
	bool ok = false;
	int answer;

	if (eq == NULL)
		rr_diag(diags, RR_E_NO_ANSWER, nowhere,
		    "'%s': write QUESTION=ANSWER", text);
	else if (assume_preset(r, a, text, len, eq + 1, &family, &ok, diags))
		;
	else if (q >= 0 && (answer = rr_agreement_answer(a, q, eq + 1)) >= 0)
		ok = set_answer(r, a, q, answer, diags);
	else if (q < 0 && !family)
		rr_diag(diags, RR_E_NO_QUESTION, nowhere,
		    "'%s'; `regrights points` lists them", name);
	else {
		list_answers(a, q, text, len, &known);
		rr_diag(diags, RR_E_NO_ANSWER, nowhere,
		    "'%s' to '%s'; there are: %s", eq + 1, name, known.s);
	}
	rr_buf_free(&known);
	rr_arena_free(arena);
	return ok;
}

bool
rr_readings_assume(struct rr_readings *r, const struct rr_agreement *a,
    const char *text, struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	bool ok;

	do {
		size_t n = strcspn(text, "+");

		ok = assume_one(r, a, rr_arena_strndup(arena, text, n),
		    diags);
		text += n;
	} while (ok && *text++ == '+');
	rr_arena_free(arena);
	return ok;
}

void
rr_readings_positions(struct rr_readings *r, const struct rr_agreement *a,
    const struct rr_facts *facts)
{
	for (size_t i = 0; i < facts->n; i++) {
		const struct rr_fact *f = &facts->all[i];
		const char *answer, *relied;
		int q;

		if (f->shape != RR_SHAPE_POSITION)
			continue;
		q = rr_agreement_question(a, f->name);
		answer = rr_fact_get(f, RR_USE_ANSWER);
		if (q < 0 || answer == NULL)
			continue;
		relied = rr_fact_get(f, RR_USE_RELIED);
		/* "open" reopens the point: no such answer gives -1. */
		r->position[q] = (int8_t)rr_agreement_answer(a, q, answer);
		r->relied[q] = relied != NULL && strcmp(relied, "yes") == 0;
	}
}

const struct rr_fact *
rr_position_on(const struct rr_facts *facts, const char *question)
{
	for (size_t i = facts->n; i > 0; i--)
		if (facts->all[i - 1].shape == RR_SHAPE_POSITION &&
		    strcmp(facts->all[i - 1].name, question) == 0)
			return &facts->all[i - 1];
	return NULL;
}

int8_t *
rr_readings_fixed(struct rr_eval *ev, bool relied)
{
	const struct rr_readings *r = ev->in->readings;
	size_t n = rr_engine_agreement(ev->in->engine)->nquestions;
	int8_t *fixed = rr_arena_array(ev->arena, ev->newest->nquestions + 1,
	    1);

	/* The days of entries are never taken as counsel reads the text. */
	memset(fixed, -1, ev->newest->nquestions);
	for (size_t i = 0; i < n; i++) {
		fixed[i] = r->assumed[i];
		if (fixed[i] < 0 && (!relied || r->relied[i]))
			fixed[i] = r->position[i];
	}
	return fixed;
}
