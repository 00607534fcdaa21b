/*
 * calc.c: the engine as a calculator: one date expression, or one sending,
 * under every reading and with its reasons, apart from any recorded case.
 */
#include <string.h>

#include "notice_int.h"
#include "status_int.h"

bool
rr_derive_when(struct rr_arena *arena, const struct rr_input *in,
    const struct rr_expr *when, struct rr_deadline *d,
    struct rr_trace **trace)
{
	const struct rr_scope scope = RR_SCOPE(NULL, NULL);
	struct rr_date_terms t;
	struct rr_dues dues;
	struct rr_eval ev;

	memset(&t, 0, sizeof(t));
	t.due = when;
	t.roll = rr_engine_agreement(in->engine)->nrolls > 0 ? 0 : -1;
	rr_eval_init(&ev, arena, in);
	if (trace != NULL)
		ev.rec = rr_recorder_new(arena);
	memset(d, 0, sizeof(*d));
	d->met_on = d->changes_on = RR_DATE_NONE;
	rr_deadline_of(&ev, &t, &scope, d, &dues);
	if (trace != NULL)
		*trace = rr_recorder_tree(ev.rec);
	return d->nreadings > 0 || !rr_date_is_none(d->working) ||
	    !rr_date_is_none(d->raw);
}

rr_date
rr_derive_begins(struct rr_arena *arena, const struct rr_input *in,
    const struct rr_expr *when)
{
	struct rr_eval ev;

	rr_eval_init(&ev, arena, in);
	return rr_when_begins(&ev, when);
}

struct try_rule {
	const struct rr_try	*tries;
	size_t			 n;
	rr_date			 sent;		/* the first of them */
};

/* On the agreement's clock, as the day of a notice is. */
static rr_date
first_day(const struct rr_input *in, const struct rr_try *tries, size_t n)
{
	const struct rr_zone *z = rr_engine_zone(in->engine,
	    rr_engine_agreement(in->engine)->zone);
	rr_date first = RR_DATE_NONE;

	for (size_t i = 0; z != NULL && i < n; i++) {
		rr_date day = rr_zone_wall(z, tries[i].at).day;

		if (i == 0 || rr_date_cmp(day, first) < 0)
			first = day;
	}
	return first;
}

static void
run_tries(struct rr_eval *ev, void *ctx, void *out)
{
	const struct try_rule *r = ctx;
	struct rr_terms was;

	rr_terms_notice(ev, r->sent, &was);
	rr_eval_tries(ev, r->tries, r->n, out);
	rr_terms_end(ev, &was);
}

static bool
has_clauses(const struct rr_engine *e)
{
	while (e != NULL && e->agreement->ladder == NULL)
		e = e->before;
	return e != NULL;
}

bool
rr_derive_deem(struct rr_arena *arena, const struct rr_input *in,
    const struct rr_try *tries, size_t n, struct rr_deemed *d,
    struct rr_trace **trace, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	struct try_rule rule = { tries, n, first_day(in, tries, n) };
	struct rr_given again;
	struct rr_world *w;
	struct rr_eval ev;
	size_t nworlds, nruns;

	rr_eval_init(&ev, arena, in);
	if (!has_clauses(in->engine))
		return rr_diag(diags, RR_E_MISSING, nowhere,
		    "'%s' has no notice clauses", ev.agreement->key);
	ev.fixed = rr_readings_fixed(&ev, false);
	nworlds = rr_worlds_of(&ev, run_tries, &rule, sizeof(struct rr_given),
	    &w, &nruns);
	rr_given_fold(&ev, w, nworlds, d);
	d->nruns = nruns;
	if (trace == NULL)
		return true;
	ev.rec = rr_recorder_new(arena);
	rr_worlds_record(&ev, ev.rec, w, nworlds, run_tries, &rule, &again);
	*trace = rr_recorder_tree(ev.rec);
	return true;
}
