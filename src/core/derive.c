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

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

struct rr_derivation *
rr_derive(struct rr_arena *arena, const struct rr_input *in)
{
	struct rr_derivation *dv = rr_arena_alloc(arena, sizeof(*dv));
	struct rr_eval ev;

	rr_eval_init(&ev, arena, in);
	dv->input = in;
	dv->ledger = rr_eval_ledger(&ev, in->on);
	rr_derive_deadlines(&ev, dv, NULL);
	rr_derive_deliveries(&ev, dv, NULL);
	rr_derive_claims(&ev, dv);
	rr_derive_findings(&ev, dv, NULL);
	return dv;
}

static void
stake_reasons(struct rr_eval *ev, const struct rr_stake *s)
{
	const struct rr_class *c = rr_agreement_class(ev->agreement,
	    s->class_key);
	struct rr_buf b = RR_BUF_INIT;

	rr_stake_text(s, &b);
	rr_record(ev->rec, RR_STEP_CONCLUSION, c != NULL ? c->section : NULL,
	    "%s: %s", c != NULL ? c->title : s->class_key, b.s);
	rr_buf_free(&b);
	rr_record_under(ev->rec);
	for (size_t i = 0; i < s->nlots; i++) {
		const struct rr_lot *l = &s->lots[i];

		rr_lot_text(l, l->other != NULL ? rr_roster_name(
		    ev->in->roster, l->other) : NULL, &b);
		rr_record_fact(ev->rec, l->fact, "%s%s%s",
		    rr_day_text(ev->arena, l->fact->day),
		    b.len > 0 ? ", " : "", b.s);
		rr_buf_free(&b);
	}
	rr_record_end(ev->rec);
}

/* What a party is and holds, and what made it so, line by line. */
static void
party_reasons(struct rr_eval *ev, const char *id)
{
	const struct rr_ledger *l = rr_eval_ledger(ev, ev->in->on);
	const struct rr_roster *r = ev->in->roster;
	const struct rr_party *p = NULL;

	for (size_t i = 0; i < r->n; i++)
		if (strcmp(rr_make_id(ev, "party", NULL, NULL,
		    r->parties[i].key), id) == 0)
			p = &r->parties[i];
	if (p == NULL)
		return;
	rr_record(ev->rec, RR_STEP_CONCLUSION, NULL, "%s: %s, on %s", p->name,
	    p->roles, rr_day_text(ev->arena, ev->in->on));
	rr_record_under(ev->rec);
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->stakes[i].party, p->key) == 0)
			stake_reasons(ev, &l->stakes[i]);
	rr_record_end(ev->rec);
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
		rr_derive_findings(&ev, dv, id);
	if (rr_recorder_tree(ev.rec) == NULL)
		party_reasons(&ev, id);
	return rr_recorder_tree(ev.rec);
}
