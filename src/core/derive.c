/*
 * derive.c: the function in the middle.
 *
 * Order of derivation: notices (a deemed day starts clocks) are computed where
 * a rule needs them; then deadlines, deliveries, the claims that rest on both,
 * and what the other kinds of provision come to.  A conclusion that is asked
 * about is made again by itself with a recorder; the rules are the same.
 *
 * All results live in the arena that is given.
 */
#include <string.h>

#include "conclude_int.h"
#include "consent_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

/* What can take long, and is of no use in part. */
static void
begin(struct rr_eval *ev, struct rr_arena *arena, const struct rr_input *in)
{
	rr_eval_init(ev, arena, in);
	ev->ask_at = RR_GOING_STEPS;
	rr_derive_amended(ev);
	rr_find_misfits(ev);
}

struct rr_derivation *
rr_derive(struct rr_arena *arena, const struct rr_input *in)
{
	struct rr_derivation *dv = rr_arena_alloc(arena, sizeof(*dv));
	struct rr_eval ev;

	begin(&ev, arena, in);
	dv->input = in;
	dv->ledger = rr_eval_ledger(&ev, (struct rr_held_when){ in->on, NULL });
	dv->waiting = ev.waiting;
	dv->amended = ev.amended;
	dv->namended = ev.namended;
	dv->misfits = ev.misfits;
	dv->nmisfits = ev.nmisfits;
	dv->ndoubts = rr_derive_roles(&ev, &dv->doubts);
	rr_derive_deadlines(&ev, dv, NULL);
	rr_derive_deliveries(&ev, dv, NULL);
	rr_derive_claims(&ev, dv);
	rr_derive_findings(&ev, dv, NULL);
	rr_derive_unplanned(&ev, dv);
	rr_derive_barred(&ev, dv);
	dv->nsteps = ev.nsteps;
	return ev.stopped ? NULL : dv;
}

size_t
rr_derive_whys(struct rr_arena *arena, const struct rr_input *in,
    const struct rr_delivery *const *deliveries, size_t n,
    struct rr_trace **out)
{
	struct rr_eval ev;

	begin(&ev, arena, in);
	for (size_t i = 0; i < n; i++) {
		out[i] = NULL;
		if (ev.stopped)
			continue;
		ev.rec = rr_recorder_new(arena);
		rr_delivery_reasons(&ev, deliveries[i]);
		out[i] = rr_recorder_tree(ev.rec);
	}
	return ev.nsteps;
}

struct rr_whys { struct rr_eval ev; };

struct rr_whys *
rr_whys_new(struct rr_arena *arena, const struct rr_input *in)
{
	struct rr_whys *w = rr_arena_alloc(arena, sizeof(*w));

	begin(&w->ev, arena, in);
	return w;
}

struct rr_trace *
rr_whys_of(struct rr_whys *w, const char *id)
{
	struct rr_eval *ev = &w->ev;
	struct rr_derivation *dv = rr_arena_alloc(ev->arena, sizeof(*dv));

	ev->rec = rr_recorder_new(ev->arena);
	dv->input = ev->in;
	rr_derive_deadlines(ev, dv, id);
	if (dv->ndeadlines == 0)
		rr_derive_deliveries(ev, dv, id);
	if (dv->ndeadlines == 0 && dv->ndeliveries == 0)
		rr_derive_findings(ev, dv, id);
	if (rr_recorder_tree(ev->rec) == NULL)
		rr_party_reasons(ev, dv, id);
	if (rr_recorder_tree(ev->rec) != NULL)
		rr_seal_reasons(ev->rec, ev->arena, ev->in->facts);
	return ev->stopped ? NULL : rr_recorder_tree(ev->rec);
}

struct rr_trace *
rr_derive_why(struct rr_arena *arena, const struct rr_input *in,
    const char *id)
{
	return rr_whys_of(rr_whys_new(arena, in), id);
}
