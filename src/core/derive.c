/*
 * derive.c: the function in the middle, and the engine as a calculator.
 *
 * Order of derivation: notices (a deemed day starts clocks) are computed where
 * a rule needs them; then deadlines, deliveries, and the claims that rest on
 * both.  A conclusion that is asked about is made again by itself with a
 * recorder; the rules are the same.
 *
 * All results live in the arena that is given.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"

void
rr_eval_init(struct rr_eval *ev, struct rr_arena *arena,
    const struct rr_input *in)
{
	memset(ev, 0, sizeof(*ev));
	ev->in = in;
	ev->engine = in->engine;
	ev->agreement = rr_engine_agreement(in->engine);
	ev->arena = arena;
	ev->index = rr_index_new(arena, in->facts);
}

void
rr_eval_settle(struct rr_eval *ev)
{
	size_t nq = ev->agreement->nquestions;

	ev->fixed = rr_readings_fixed(ev->arena, ev->in, false);
	ev->answer = rr_arena_array(ev->arena, nq + 1, 1);
	ev->asked = rr_arena_array(ev->arena, nq + 1, sizeof(*ev->asked));
	memcpy(ev->answer, ev->fixed, nq);
	ev->nasked = ev->nforced = 0;
}

struct rr_derivation *
rr_derive(struct rr_arena *arena, const struct rr_input *in)
{
	struct rr_derivation *dv = rr_arena_alloc(arena, sizeof(*dv));
	struct rr_eval ev;

	rr_eval_init(&ev, arena, in);
	dv->input = in;
	rr_derive_deadlines(&ev, dv, NULL);
	rr_derive_deliveries(&ev, dv, NULL);
	rr_derive_claims(&ev, dv);
	return dv;
}

/* A claim's reasons: what was billed and paid, and its next deadline. */
static void
claim_reasons(struct rr_eval *ev, struct rr_derivation *dv,
    const char *id)
{
	struct rr_recorder *rec = ev->rec;
	const struct rr_claim *c = NULL;
	size_t n;
	const struct rr_fact *const *about;

	ev->rec = NULL;
	rr_derive_deadlines(ev, dv, NULL);
	rr_derive_claims(ev, dv);
	for (size_t i = 0; i < dv->nclaims; i++)
		if (strcmp(dv->claims[i].id, id) == 0)
			c = &dv->claims[i];
	ev->rec = rec;
	if (c == NULL)
		return;
	rr_record_fact(rec, c->fact, "%s %s", c->fact->name,
	    rr_day_text(ev->arena, c->fact->day));
	rr_record_under(rec);
	about = rr_index_about(ev->index, c->fact, &n);
	for (size_t i = 0; i < n; i++) {
		const char *amount = rr_fact_field(about[i], "amount");

		rr_record_fact(rec, about[i], "%s %s %s", about[i]->name,
		    rr_day_text(ev->arena, about[i]->day),
		    amount != NULL ? amount : "");
	}
	if (c->next != NULL) {
		const char *next = c->next->id;

		rr_derive_deadlines(ev, dv, next);
	}
	rr_record_end(rec);
}

struct rr_trace *
rr_derive_why(struct rr_arena *arena, const struct rr_input *in,
    const char *id)
{
	struct rr_derivation *dv = rr_arena_alloc(arena, sizeof(*dv));
	struct rr_eval ev;

	rr_eval_init(&ev, arena, in);
	ev.rec = rr_recorder_new(arena);
	dv->input = in;
	rr_derive_deadlines(&ev, dv, id);
	if (dv->ndeadlines == 0)
		rr_derive_deliveries(&ev, dv, id);
	if (dv->ndeadlines == 0 && dv->ndeliveries == 0)
		claim_reasons(&ev, dv, id);
	return rr_recorder_tree(ev.rec);
}

bool
rr_derive_when(struct rr_arena *arena, const struct rr_input *in,
    const struct rr_when *when, struct rr_deadline *d,
    struct rr_trace **trace)
{
	const struct rr_scope scope = { NULL, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };
	struct rr_date_terms t;
	struct rr_eval ev;

	memset(&t, 0, sizeof(t));
	t.due = when;
	t.roll = rr_engine_agreement(in->engine)->nrolls > 0 ? 0 : -1;
	rr_eval_init(&ev, arena, in);
	if (trace != NULL)
		ev.rec = rr_recorder_new(arena);
	memset(d, 0, sizeof(*d));
	d->met_on = d->changes_on = RR_DATE_NONE;
	rr_deadline_of(&ev, &t, &scope, d);
	if (trace != NULL)
		*trace = rr_recorder_tree(ev.rec);
	return !rr_date_is_none(d->working);
}

/* Equal across the readings, or NULL. */
static const char *
common(const struct rr_reading *r, size_t n, size_t offset)
{
	const char *first;

	memcpy(&first, (const char *)&r[0] + offset, sizeof(first));
	for (size_t i = 1; i < n; i++) {
		const char *next;

		memcpy(&next, (const char *)&r[i] + offset, sizeof(next));
		if (first == NULL || next == NULL || strcmp(first, next) != 0)
			return NULL;
	}
	return first;
}

static void
fold_one(struct rr_deemed *d, const struct rr_reading *r, bool first)
{
	if (first || rr_date_cmp(r->effective, d->effective) != 0)
		d->effective = first ? r->effective : RR_DATE_NONE;
	if (first || (!rr_date_is_none(r->earliest) &&
	    rr_date_cmp(r->earliest, d->earliest) < 0))
		d->earliest = r->earliest;
	if (first || rr_date_is_none(r->latest))
		d->latest = r->latest;
	else if (!rr_date_is_none(d->latest) &&
	    rr_date_cmp(r->latest, d->latest) > 0)
		d->latest = r->latest;
}

void
rr_given_fold(struct rr_eval *ev, struct rr_world *w, size_t n,
    struct rr_deemed *d)
{
	struct rr_reading *r = rr_arena_array(ev->arena, n, sizeof(*r));

	memset(d, 0, sizeof(*d));
	for (size_t i = 0; i < n; i++) {
		const struct rr_given *g = w[i].out;

		r[i].key = rr_world_key(ev->arena, ev->agreement, &w[i]);
		r[i].raw = r[i].rolled = r[i].working = RR_DATE_NONE;
		r[i].effective = g->effective;
		r[i].earliest = g->earliest;
		r[i].latest = g->latest;
		r[i].section = g->section;
		r[i].gap = g->gap;
		r[i].awaits = g->awaits;
		fold_one(d, &r[i], i == 0);
	}
	d->section = common(r, n, offsetof(struct rr_reading, section));
	d->gap = common(r, n, offsetof(struct rr_reading, gap));
	d->awaits = common(r, n, offsetof(struct rr_reading, awaits));
	d->readings = n > 1 ? r : NULL;
	d->nreadings = n > 1 ? n : 0;
}

struct try_rule {
	const struct rr_try	*tries;
	size_t			 n;
};

static void
run_tries(struct rr_eval *ev, void *ctx, void *out)
{
	const struct try_rule *r = ctx;

	rr_eval_tries(ev, r->tries, r->n, out);
}

bool
rr_derive_deem(struct rr_arena *arena, const struct rr_input *in,
    const struct rr_try *tries, size_t n, struct rr_deemed *d,
    struct rr_trace **trace, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	struct try_rule rule = { tries, n };
	struct rr_given again;
	struct rr_world *w;
	struct rr_eval ev;
	size_t nworlds;

	rr_eval_init(&ev, arena, in);
	if (ev.agreement->ladder == NULL)
		return rr_diag(diags, RR_E_MISSING, nowhere,
		    "'%s' has no notice clauses", ev.agreement->key);
	ev.fixed = rr_readings_fixed(arena, in, false);
	nworlds = rr_fork(&ev, run_tries, &rule, sizeof(struct rr_given), &w);
	nworlds = rr_worlds_reduce(arena, w, nworlds,
	    sizeof(struct rr_given));
	rr_given_fold(&ev, w, nworlds, d);
	if (trace == NULL)
		return true;
	ev.rec = rr_recorder_new(arena);
	rr_worlds_record(&ev, ev.rec, w, nworlds, run_tries, &rule, &again);
	*trace = rr_recorder_tree(ev.rec);
	return true;
}
