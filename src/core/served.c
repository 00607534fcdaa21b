/*
 * served.c: since when all who are owed something have it, in one world.
 *
 * A deadline is met by what can meet it (meets.c), for the whole amount where
 * there is one.  Where the terms say to whom it is owed, each of them must have
 * it, by whichever entries and channels; else all to whom one entry went.
 *
 * The day lies between two: the first on which they can have it, and the last,
 * which is not known while a receipt, or one of them, is not on record.
 */
#include <string.h>

#include "body_int.h"
#include "consent_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "regrights/seal.h"
#include "status_int.h"

struct served {
	struct rr_eval			*ev;
	const struct rr_date_terms	*terms;
	const struct rr_deadline	*deadline;
	struct rr_meets			 by;
	struct rr_sent			 sent;
	struct rr_served		*out;
	struct rr_lacking		 lacking;
	/* OUT has since when one has it; not all do of whom some are owed it */
	bool				 begun, in_part;
	struct rr_buf			 keys;		/* of who has nothing */
	size_t				 nkeys;
};

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
give(struct served *s, const struct rr_fact *f, struct rr_gets *x)
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
owed_amount(struct served *s, int64_t *owed)
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
leave(struct served *s, const struct rr_gets *last, size_t n, int64_t owed)
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
can_have(struct served *s, const struct rr_gets *x)
{
	s->out->on.least = x->on.least;
	s->out->by = x->fact;
	s->out->late_if = x->late_if;
	s->out->lacks = rr_shared_text(s->ev, x->doubt);
	s->out->unsure = rr_shared_text(s->ev, rr_lacking_sent(s->ev, x->fact));
}

/* With X it is there for certain: nothing is doubtful any more. */
static void
have_for_certain(struct served *s, const struct rr_gets *x)
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
give_one(struct served *s, size_t i, struct rr_gets *x, const char **lacks)
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
static void
serve_at_large(struct served *s)
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

static void
record_one(struct served *s, const char *name, const struct rr_gets *x)
{
	const char *by = "";
	enum rr_method method = RR_METHOD_OTHER;

	if (s->terms->sent_by != NULL) {
		rr_method_find(s->terms->sent_by, &method);
		by = rr_arena_printf(s->ev->arena, "%s ",
		    rr_method_by(method));
	}
	if (x->spared || x->maybe)
		rr_record(s->ev->rec, RR_STEP_CHOICE, NULL,
		    "%s: has it another way%s%s", name, x->maybe ?
		    ", perhaps: " : "", x->maybe ? x->doubt : "");
	else if (rr_date_is_none(x->on.least))
		rr_record(s->ev->rec, RR_STEP_MISSING, NULL, "%s: %s", name,
		    x->doubt != NULL ? x->doubt : "nothing on record");
	else
		rr_record_fact(s->ev->rec, x->fact != NULL ? x->fact :
		    x->perhaps, "%s: %s%s%s%s", name, by,
		    rr_day_text(s->ev->arena, x->on.least),
		    rr_date_cmp(x->on.least, x->on.most) == 0 ? "" :
		    " or later", rr_date_is_none(x->on.most) ?
		    "; not certain" : "");
}

/* All of it is there once this is there, too. */
static void
need(struct served *s, const struct rr_between *on)
{
	struct rr_between *all = &s->out->on;

	if (!s->begun || rr_is_sooner(all->least, on->least))
		all->least = on->least;
	if (!s->begun || rr_is_sooner(all->most, on->most))
		all->most = on->most;
	s->begun = true;
}

static void
spare(struct served *s, const char *name, const char *party,
    const struct rr_gets *x)
{
	const char *why = rr_gets_tardy(s->ev, &s->sent, x);

	s->out->have++;
	if (why == NULL)
		s->out->spared++;
	else {
		s->out->maybe++;
		rr_lacking_doubt(&s->lacking, name, party, why);
	}
}

/* What one of those has to whom it is owed; false: it need not have it so. */
static bool
look_at(struct served *s, const char *party, struct rr_gets *x)
{
	struct rr_served *out = s->out;
	const char *name = rr_roster_name(s->ev->in->roster, party);

	rr_gets_of(s->ev, &s->by, &s->sent, party, x);
	record_one(s, name, x);
	out->owed++;
	if (rr_gets_too_late(&s->sent, x)) {
		rr_lacking_missing(&s->lacking, name, party,
		    rr_gets_tardy(s->ev, &s->sent, x));
		x->on.least = x->on.most = RR_DATE_NONE;
		return true;
	}
	if (x->spared) {
		spare(s, name, party, x);
		return false;
	}
	if (x->maybe) {
		out->maybe++;
		rr_lacking_doubt(&s->lacking, name, party, x->doubt);
		return false;
	}
	if (rr_date_is_none(x->on.least))
		rr_lacking_missing(&s->lacking, name, party, x->doubt);
	else if (rr_date_is_none(x->on.most))
		rr_lacking_doubt(&s->lacking, name, party, x->doubt);
	else {
		out->have++;
		if (out->by == NULL || x->fact > out->by)
			out->by = x->fact;
	}
	return true;
}

/* It is owed to some of them: from when one has it until all have. */
static void
widen(struct rr_between *some, const struct rr_between *on, bool first)
{
	if (first || rr_is_sooner(on->least, some->least))
		some->least = on->least;
	if (first || rr_is_sooner(some->most, on->most))
		some->most = on->most;
}

/*
 * Where it names none, what was given to anyone can be what is owed.  One who
 * is no party gets it through whomever it was given to.
 */
static void
serve_named(struct served *s, const struct rr_owed_to *o)
{
	const char *party = rr_owed_named(s->ev, s->deadline, o);
	struct rr_gets x;

	if (party != NULL && rr_roster_find(s->ev->in->roster, party) !=
	    NULL) {
		if (look_at(s, party, &x))
			need(s, &x.on);
		return;
	}
	serve_at_large(s);
	if (party != NULL)
		return;
	s->out->on.most = RR_DATE_NONE;
	s->out->lacks = rr_shared_text(s->ev, rr_arena_printf(s->ev->arena,
	    "not on record: %s of %s", o->field, s->deadline->subject->name));
	rr_record(s->ev->rec, RR_STEP_MISSING, NULL, "%s", s->out->lacks);
}

/* Where nobody has the role, and somebody should, that is said. */
static void
tell_nobody(struct served *s, const struct rr_owed_to *o)
{
	if (rr_index_has(s->ev, o->unless))
		return;
	rr_record(s->ev->rec, RR_STEP_MISSING, NULL, "no %s is on record",
	    o->role);
	s->out->nobody = rr_shared_text(s->ev, rr_arena_printf(s->ev->arena,
	    "anyone who is %s", o->role));
}

/* Each who has the role, or some of them. */
static void
serve_role(struct served *s, const struct rr_owed_to *o,
    const struct rr_owes *owes)
{
	const char *account = rr_waits_role(s->ev->waiting, o->role);
	struct rr_between some = { RR_DATE_NONE, RR_DATE_NONE };
	size_t n = 0, nsome = 0, nall;
	const struct rr_party *const *all = rr_roster_members(
	    s->ev->in->roster, o->role, &nall);

	for (size_t i = 0; i < nall; i++) {
		const struct rr_party *p = all[i];
		struct rr_gets x;

		if (!rr_owes_to(owes, o, p))
			continue;
		n++;
		if (rr_waived_for(s->ev, s->deadline, p->key,
		    owes->due.least) || !look_at(s, p->key, &x))
			continue;
		if (o->some)
			widen(&some, &x.on, nsome++ == 0);
		else
			need(s, &x.on);
	}
	if (nsome > 0)
		need(s, &some);
	s->in_part |= nsome > 1 && rr_is_sooner(s->ev->in->on, some.most);
	if (account != NULL)
		s->out->nobody = account;
	else if (n == 0 && !o->any)
		tell_nobody(s, o);
}

/* The facts that can meet it, and from when they count; DUE: rr_serve(). */
static void
take_facts(struct served *s, const struct rr_between *due)
{
	const struct rr_scope scope = RR_SCOPE(s->deadline->subject,
	    s->deadline->recipient);
	rr_meets(s->ev, s->terms, s->deadline, &s->by);
	s->sent.by = s->terms->sent_by;
	s->sent.last = due->least;
	s->sent.spared = s->terms->spared_until == NULL ? due->least :
	    rr_eval_day(s->ev, s->terms->spared_until, &scope).day;
	s->sent.counts = s->terms->sent_if == NULL || s->by.n == 0 ?
	    RR_FALSE : rr_eval_truth(s->ev, s->terms->sent_if, &scope);
}

void
rr_serve(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_deadline *d, const struct rr_between *due,
    struct rr_served *out)
{
	struct served s = { .ev = ev, .terms = t, .deadline = d, .out = out,
	    .lacking = RR_LACKING_INIT };
	struct rr_owes owes = { .ev = ev };
	const char *lacks;

	memset(out, 0, sizeof(*out));
	out->on.least = out->on.most = RR_DATE_NONE;
	if (t->nmet_by == 0)
		return;
	take_facts(&s, due);
	out->early = s.by.early;
	out->anothers = s.by.anothers;
	out->lacks = s.by.unfit;
	if ((s.by.n > 0 || t->amount != NULL) && t->nowed == 0)
		serve_at_large(&s);
	if (s.by.n > 0)
		rr_owes_begin(ev, t, d, due, &owes);
	for (size_t i = 0; s.by.n > 0 && i < t->nowed; i++)
		if (t->owed[i].field != NULL)
			serve_named(&s, &t->owed[i]);
		else
			serve_role(&s, &t->owed[i], &owes);
	out->in_part = s.in_part && !rr_is_sooner(ev->in->on, out->on.least);
	/* It was to be sent to who has it not another way, or had it late. */
	if (out->maybe > 0)
		out->on.most = RR_DATE_NONE;
	out->lacking = rr_lacking_keys(ev, &s.lacking);
	if (t->nowed > 0)
		out->unsure = rr_lacking_doubted(ev, &s.lacking);
	lacks = t->nowed == 0 ? NULL : rr_lacking_text(ev, &s.lacking,
	    out->have, out->owed);
	if (lacks != NULL)
		out->lacks = rr_shared_text(ev, lacks);
}

void
rr_serve_line(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_deadline *d, const struct rr_between *due,
    const char *party, struct rr_served_line *out)
{
	struct served s = { .ev = ev, .terms = t, .deadline = d };
	const struct rr_party *p = rr_roster_find(ev->in->roster, party);
	struct rr_owes owes = { .ev = ev };
	struct rr_gets x;

	memset(out, 0, sizeof(*out));
	rr_owes_begin(ev, t, d, due, &owes);
	for (size_t i = 0; i < t->nowed; i++)
		out->owed |= rr_owes_to(&owes, &t->owed[i], p);
	out->owed = out->owed && !rr_waived_for(ev, d, party, due->least);
	if (!out->owed)
		return;
	take_facts(&s, due);
	rr_gets_of(ev, &s.by, &s.sent, party, &x);
	out->missing = rr_gets_too_late(&s.sent, &x) || (!x.spared &&
	    !x.maybe && rr_date_is_none(x.on.least));
	if (x.spared || rr_date_is_none(x.on.most))
		out->doubt = rr_shared_text(ev, x.spared ?
		    rr_gets_tardy(ev, &s.sent, &x) : x.doubt);
}
