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
#include "regrights/seal.h"
#include "served_int.h"

static void
record_one(struct rr_serving *s, const char *name, const struct rr_gets *x)
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
need(struct rr_serving *s, const struct rr_between *on)
{
	struct rr_between *all = &s->out->on;

	if (!s->begun || rr_is_sooner(all->least, on->least))
		all->least = on->least;
	if (!s->begun || rr_is_sooner(all->most, on->most))
		all->most = on->most;
	s->begun = true;
}

static void
spare(struct rr_serving *s, const char *name, const char *party,
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
look_at(struct rr_serving *s, const char *party, struct rr_gets *x)
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
serve_named(struct rr_serving *s, const struct rr_owed_to *o)
{
	const char *party = rr_owed_named(s->ev, s->deadline, o);
	struct rr_gets x;

	if (party != NULL && rr_roster_find(s->ev->in->roster, party) !=
	    NULL) {
		if (look_at(s, party, &x))
			need(s, &x.on);
		return;
	}
	rr_serve_at_large(s);
	if (party != NULL)
		return;
	s->out->on.most = RR_DATE_NONE;
	s->out->lacks = rr_shared_text(s->ev, rr_arena_printf(s->ev->arena,
	    "not on record: %s of %s", o->field, s->deadline->subject->name));
	rr_record(s->ev->rec, RR_STEP_MISSING, NULL, "%s", s->out->lacks);
}

/* Where nobody has the role, and somebody should, that is said. */
static void
tell_nobody(struct rr_serving *s, const struct rr_owed_to *o)
{
	if (rr_index_has(s->ev, o->unless))
		return;
	rr_record(s->ev->rec, RR_STEP_MISSING, NULL, "no %s is on record",
	    o->role);
	s->out->nobody = rr_shared_text(s->ev, rr_arena_printf(s->ev->arena,
	    "anyone who is %s", o->role));
}

/*
 * Who may be none of those to whom it is owed, for want of what PERHAPS says:
 * who has it makes it no less certain, who lacks it leaves that open.
 */
static void
look_perhaps(struct rr_serving *s, const char *party, const char *perhaps,
    struct rr_between *may, bool first)
{
	struct rr_gets x;
	const char *name = rr_roster_name(s->ev->in->roster, party);

	rr_gets_of(s->ev, &s->by, &s->sent, party, &x);
	record_one(s, name, &x);
	s->out->owed++;
	if (x.maybe || rr_gets_too_late(&s->sent, &x))
		x.on = (struct rr_between){ RR_DATE_NONE, RR_DATE_NONE };
	else if (x.spared)
		x.on = (struct rr_between){ s->sent.last, s->sent.last };
	if (rr_date_is_none(x.on.least))
		rr_lacking_perhaps_owed(&s->lacking, name, party, perhaps);
	else if (rr_date_is_none(x.on.most))
		rr_lacking_doubt(&s->lacking, name, party, x.doubt);
	else
		s->out->have++;
	if (!rr_date_is_none(x.on.least) && s->out->by == NULL)
		s->out->by = x.fact;
	if (first || rr_is_sooner(x.on.least, may->least))
		may->least = x.on.least;
	if (first || rr_is_sooner(may->most, x.on.most))
		may->most = x.on.most;
}

/* Each who has the role, or some of them. */
static void
serve_role(struct rr_serving *s, const struct rr_owed_to *o,
    const struct rr_owes *owes)
{
	const char *account = rr_waits_role(s->ev->waiting, o->role);
	struct rr_between some = { RR_DATE_NONE, RR_DATE_NONE };
	struct rr_between may = some;
	size_t n = 0, nsome = 0, nmay = 0, nall;
	const struct rr_party *const *all = rr_roster_members(
	    s->ev->in->roster, o->role, &nall);

	for (size_t i = 0; i < nall; i++) {
		const struct rr_party *p = all[i];
		const char *perhaps;
		struct rr_gets x;

		if (!rr_owes_to(owes, o, p, &perhaps))
			continue;
		n++;
		if (rr_waived_for(s->ev, s->deadline, p->key,
		    owes->due.least))
			continue;
		if (perhaps != NULL && !o->some) {
			look_perhaps(s, p->key, perhaps, &may, nmay++ == 0);
			continue;
		}
		if (!look_at(s, p->key, &x))
			continue;
		if (o->some)
			widen(&some, &x.on, nsome++ == 0);
		else
			need(s, &x.on);
	}
	if (nsome > 0)
		need(s, &some);
	/* Without them it is there as soon as the others have it. */
	if (nmay > 0 && s->begun)
		may.least = s->out->on.least;
	if (nmay > 0)
		need(s, &may);
	s->in_part |= nsome > 1 && rr_is_sooner(s->ev->in->on, some.most);
	if (account != NULL)
		s->out->nobody = account;
	else if (n == 0 && !o->any)
		tell_nobody(s, o);
}

/* The facts that can meet it, and from when they count; DUE: rr_serve(). */
static void
take_facts(struct rr_serving *s, const struct rr_between *due)
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
	struct rr_serving s = { .ev = ev, .terms = t, .deadline = d, .out = out,
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
		rr_serve_at_large(&s);
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
	if (t->nowed > 0) {
		out->unsure = rr_lacking_doubted(ev, &s.lacking);
		out->perhaps = rr_lacking_perhaps(ev, &s.lacking);
	}
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
	struct rr_serving s = { .ev = ev, .terms = t, .deadline = d };
	const struct rr_party *p = rr_roster_find(ev->in->roster, party);
	struct rr_owes owes = { .ev = ev };
	const char *perhaps = NULL, *why;
	struct rr_gets x;

	memset(out, 0, sizeof(*out));
	rr_owes_begin(ev, t, d, due, &owes);
	for (size_t i = 0; i < t->nowed; i++)
		if (rr_owes_to(&owes, &t->owed[i], p, &why)) {
			perhaps = out->owed ? perhaps : why;
			perhaps = why != NULL ? perhaps : NULL;
			out->owed = true;
		}
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
	out->perhaps = perhaps != NULL && out->missing;
	if (out->perhaps) {
		out->missing = false;
		out->doubt = rr_shared_text(ev, perhaps);
	}
}
