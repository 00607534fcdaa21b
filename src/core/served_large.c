/*
 * served_large.c: what is owed to nobody in particular, by one entry, or by
 * several until its amount is there.
 */
#include "regrights/arena.h"
#include "regrights/qty.h"
#include "served_int.h"

static bool
amount_of(const struct rr_fact *f, int64_t *cents)
{
	const char *text = f == NULL ? NULL : rr_fact_get(f, RR_USE_AMOUNT);
	rr_money m;

	if (text == NULL || !rr_money_parse(text, &m))
		return false;
	*cents = m.cents;
	return true;
}

/* What one entry gives to all to whom it went; false: nothing to one. */
static bool
give(struct rr_serving *s, const struct rr_fact *f, struct rr_gets *x)
{
	struct rr_eval *ev = s->ev;
	struct rr_gets one;
	struct rr_counts c;
	bool any = false, known = rr_eval_counts(ev, f, &c);

	x->fact = x->perhaps = f;
	x->on.least = known ? c.first.least : RR_DATE_NONE;
	x->on.most = known ? c.last.most : RR_DATE_NONE;
	x->late_if = known ? c.late_if : NULL;
	x->doubt = x->late_if == NULL || !rr_date_is_none(x->on.most) ? NULL :
	    rr_arena_printf(ev->arena, "the day on which %s counts is not "
	    "known if %s", f->name, x->late_if);
	if (f->nsendings == 0 && !known && s->out->unknown == NULL)
		s->out->unknown = f;
	for (size_t i = 0; i < f->nsendings; i++) {
		if (f->sendings[i].copy || !rr_sent_first_itself(ev, f, i))
			continue;
		if (!rr_gets_by(ev, f, &s->sent, f->sendings[i].party, &one)) {
			x->doubt = one.doubt;
			return false;
		}
		if (!any || rr_is_sooner(x->on.least, one.on.least))
			x->on.least = one.on.least;
		if (!any || rr_is_sooner(x->on.most, one.on.most) ||
		    rr_date_is_none(one.on.most))
			x->on.most = one.on.most;
		x->doubt = one.doubt != NULL ? one.doubt : x->doubt;
		any = true;
	}
	/* Copies alone give nothing. */
	return (any || f->nsendings == 0) && !rr_date_is_none(x->on.least);
}

/*
 * How much is owed: as the terms say, else the amount of what it is about,
 * which stands too while something is missing of what they say.  False: no
 * amount is.
 */
static bool
owed_amount(struct rr_serving *s, int64_t *owed)
{
	const struct rr_scope scope = RR_SCOPE(s->deadline->subject,
	    s->deadline->recipient);
	struct rr_recorder *rec = s->ev->rec;
	struct rr_amount m;

	if (s->terms->amount == NULL)
		return amount_of(s->deadline->subject, owed);
	s->ev->rec = NULL;
	m = rr_eval_amount(s->ev, s->terms->amount, &scope);
	*owed = m.cents;
	s->ev->rec = rec;
	if (m.known)
		rr_record(rec, RR_STEP_CONCLUSION, NULL, "to be paid in all: "
		    "%s", rr_cents_text(s->ev, *owed));
	else {
		const char *lacks = rr_amount_waits(s->ev->arena, m);

		rr_record(rec, RR_STEP_MISSING, NULL, "what is to be paid in "
		    "all is not known: %s", lacks);
		s->out->lacks = rr_shared_text(s->ev, rr_arena_printf(
		    s->ev->arena, "how much is to be paid is not known: %s",
		    lacks));
	}
	rr_record_under(rec);
	if (rec != NULL)
		rr_eval_amount(s->ev, s->terms->amount, &scope);
	rr_record_end(rec);
	return m.known || amount_of(s->deadline->subject, owed);
}

/* The first with which all that is OWED is there, or NULL. */
static const struct rr_gets *
completes(const struct rr_gets *all, size_t n, bool whole, int64_t owed)
{
	int64_t paid = 0, cents;

	for (size_t i = 0; i < n; i++) {
		if (amount_of(all[i].fact, &cents) &&
		    __builtin_add_overflow(paid, cents, &paid))
			return NULL;
		if (whole || paid >= owed)
			return &all[i];
	}
	return NULL;
}

/* A part of what is OWED is there for certain: what is left of it. */
static void
leave(struct rr_serving *s, const struct rr_gets *last, size_t n, int64_t owed)
{
	int64_t paid = 0, cents;

	for (size_t i = 0; i < n; i++)
		if (rr_date_cmp(last[i].on.most, s->ev->in->on) <= 0 &&
		    amount_of(last[i].fact, &cents) &&
		    __builtin_add_overflow(paid, cents, &paid))
			return;
	if (paid <= 0 || paid >= owed)
		return;
	s->out->left = owed - paid;
	s->out->asked = owed;
}

/* From X on it can be there. */
static void
can_have(struct rr_serving *s, const struct rr_gets *x)
{
	s->out->on.least = x->on.least;
	s->out->by = x->fact;
	s->out->late_if = x->late_if;
	s->out->lacks = rr_shared_text(s->ev, x->doubt);
	s->out->unsure = rr_shared_text(s->ev, rr_lacking_sent(s->ev, x->fact));
}

/* With X it is there for certain: nothing is doubtful any more. */
static void
have_for_certain(struct rr_serving *s, const struct rr_gets *x)
{
	s->out->on.most = x->on.most;
	s->out->by = x->fact;
	if (rr_date_cmp(s->out->on.least, x->on.most) == 0)
		s->out->late_if = NULL;
	else if (s->out->late_if == NULL)
		s->out->late_if = x->late_if;
	s->out->lacks = s->out->unsure = NULL;
}

/* What one entry gives, with what keeps it from counting; false: nothing. */
static bool
give_one(struct rr_serving *s, size_t i, struct rr_gets *x, const char **lacks)
{
	const struct rr_fact *f = s->by.facts[i];
	int64_t cents;

	if (s->terms->amount != NULL && amount_of(f, &cents))
		rr_record_fact(s->ev->rec, f, "%s %s: %s", f->name,
		    rr_fact_day_text(s->ev->arena, f),
		    rr_cents_text(s->ev, cents));
	if (!give(s, f, x)) {
		*lacks = *lacks != NULL ? *lacks : x->doubt;
		return false;
	}
	if (s->by.doubts[i] != NULL) {
		x->on.most = RR_DATE_NONE;
		x->doubt = s->by.doubts[i];
	}
	return true;
}

/* One entry, or several until the amount is whole. */
void
rr_serve_at_large(struct rr_serving *s)
{
	struct rr_gets *first = rr_arena_array(s->ev->arena, s->by.n + 1,
	    sizeof(*first));
	struct rr_gets *last = rr_arena_array(s->ev->arena, s->by.n + 1,
	    sizeof(*last));
	const struct rr_gets *x;
	const char *lacks = NULL;
	size_t n = 0, nlast = 0;
	int64_t owed = 0;
	bool whole = !owed_amount(s, &owed);
	/* Of what is not known, what there is may be a part. */
	const char *part = whole && s->terms->amount != NULL ?
	    s->out->lacks : NULL;

	s->out->nothing = s->terms->amount != NULL && !whole && owed == 0;
	if (s->out->nothing)
		return;
	for (size_t i = 0; i < s->by.n; i++) {
		struct rr_gets one;

		if (!give_one(s, i, &one, &lacks))
			continue;
		rr_gets_insert(first, n++, &one, false);
		if (part == NULL && !rr_date_is_none(one.on.most))
			rr_gets_insert(last, nlast++, &one, true);
	}
	if (!whole)
		leave(s, last, nlast, owed);
	x = completes(first, n, whole, owed);
	if (x != NULL)
		can_have(s, x);
	else if (s->out->lacks == NULL)
		s->out->lacks = rr_shared_text(s->ev, lacks);
	if (part != NULL)
		s->out->lacks = part;
	/* What is certain can be: without the one there is not the other. */
	x = x == NULL ? NULL : completes(last, nlast, whole, owed);
	if (x != NULL)
		have_for_certain(s, x);
}
