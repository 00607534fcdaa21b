/*
 * deliveries.c: the rows of notices: one for each recipient of each.
 */
#include <string.h>

#include "notice_int.h"
#include "regrights/arena.h"
#include "regrights/vec.h"

struct given_rule {
	const struct rr_fact	*fact;
	const char		*party;
};

static void
run_given(struct rr_eval *ev, void *ctx, void *out)
{
	const struct given_rule *r = ctx;

	rr_eval_given(ev, r->fact, r->party, out);
}

/* All that went to that recipient, and what each came to. */
static void
fill_sendings(struct rr_eval *ev, struct rr_delivery *d)
{
	d->sent_by = rr_sent_to(ev, d->fact, d->party, &d->nsent);
	d->results = rr_arena_array(ev->arena, d->nsent + 1,
	    sizeof(*d->results));
	d->receipts = rr_arena_array(ev->arena, d->nsent + 1,
	    sizeof(*d->receipts));
	for (size_t i = 0; i < d->nsent; i++) {
		d->results[i] = rr_eval_result(ev, d->fact, d->sent_by[i]);
		d->receipts[i] = rr_eval_receipt(ev, d->fact, d->sent_by[i]);
	}
}

static void
fill_delivery(struct rr_eval *ev, struct rr_delivery *d, size_t first)
{
	struct given_rule rule = { d->fact, d->party };
	struct rr_recorder *rec = ev->rec;
	const struct rr_fact *proof;
	struct rr_given again;
	struct rr_world *w;
	size_t n, nruns;

	d->first = &d->fact->sendings[first];
	d->copy = d->first->copy;
	d->sent = d->first->wall.day;
	d->received = RR_DATE_NONE;
	fill_sendings(ev, d);
	ev->fixed = rr_readings_fixed(ev, false);
	ev->rec = NULL;
	n = rr_worlds_of(ev, run_given, &rule, sizeof(struct rr_given), &w,
	    &nruns);
	rr_eval_received(ev, d->fact, d->party, &d->received, &proof);
	rr_worlds_record(ev, rec, w, n, run_given, &rule, &again);
	rr_given_fold(ev, w, n, &d->deemed);
	d->deemed.nruns = nruns;
}

void
rr_delivery_reasons(struct rr_eval *ev, const struct rr_delivery *d)
{
	struct rr_delivery again = *d;

	fill_delivery(ev, &again, (size_t)(d->first - d->fact->sendings));
}

void
rr_derive_deliveries(struct rr_eval *ev, struct rr_derivation *dv,
    const char *want)
{
	struct rr_vec rows = RR_VEC_INIT(struct rr_delivery);
	const struct rr_facts *facts = ev->in->facts;
	const char *all = rr_make_id(ev, "notice", NULL, NULL, NULL);
	bool any = want == NULL || strncmp(want, all, strlen(all)) == 0;

	for (size_t i = 0; any && i < facts->n; i++) {
		const struct rr_fact *f = &facts->all[i];

		if (f->shape != RR_SHAPE_NOTICE)
			continue;
		for (size_t j = 0; j < f->nsendings; j++) {
			const char *party = f->sendings[j].party;
			const char *id;
			struct rr_delivery *d;

			if (ev->stopped || !rr_sent_first(ev, f, j))
				continue;
			id = rr_make_id(ev, "notice", NULL, f, party);
			if (want != NULL && strcmp(id, want) != 0)
				continue;
			d = rr_vec_add(ev->arena, &rows);
			d->id = id;
			d->fact = f;
			d->kind = rr_agreement_event(ev->agreement, f->name);
			d->party = party;
			fill_delivery(ev, d, j);
		}
	}
	dv->deliveries = rows.items;
	dv->ndeliveries = rows.n;
}
