/*
 * body_text.c: what a stake that is counted, or is not, is called in reasons.
 */
#include "body_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

const char *
rr_class_title(struct rr_eval *ev, const char *key)
{
	const struct rr_class *c = rr_agreement_class(ev->agreement, key);

	return c != NULL ? c->title : key;
}

const struct rr_fact *
rr_stake_last(const struct rr_stake *s)
{
	return s->nlots > 0 ? s->lots[s->nlots - 1].fact : NULL;
}

const char *
rr_stake_flag(struct rr_eval *ev, const struct rr_stake *s)
{
	const struct rr_lot *l = rr_stake_flagged(s);

	return l == NULL ? "" : rr_arena_printf(ev->arena, "; on %s, %s",
	    rr_fact_day_text(ev->arena, l->fact), l->flag);
}

void
rr_body_stake(struct rr_eval *ev, const struct rr_stake *s, const char *why)
{
	struct rr_buf n = RR_BUF_INIT;

	if (ev->rec == NULL)
		return;
	rr_stake_text(s, &n);
	if (why != NULL)
		rr_record(ev->rec, RR_STEP_SKIP, NULL, "%s: %s %s, %s",
		    rr_roster_name(ev->in->roster, s->party), n.s,
		    rr_class_title(ev, s->class_key), why);
	else
		rr_record_fact(ev->rec, rr_stake_last(s), "%s: %s %s%s",
		    rr_roster_name(ev->in->roster, s->party), n.s,
		    rr_class_title(ev, s->class_key), rr_stake_flag(ev, s));
	rr_buf_free(&n);
}
