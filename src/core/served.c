/*
 * served.c: since when all who are owed something have it, in one world.
 *
 * A deadline is met by the event or notice that its terms name: about its
 * subject where it has one, or naming it, from its recipient where it is one's
 * own, and for the amount that the terms say, or else for the whole where both
 * carry amounts.  Where the terms say
 * to whom it is owed, each of them must have it, by whichever entries and
 * channels; else all to whom one entry went.
 *
 * The day lies between two: the first on which they can have it, and the last,
 * which is not known while a receipt, or one of them, is not on record.
 */
#include <string.h>

#include "body_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "regrights/seal.h"
#include "status_int.h"

#define NAMED	3	/* who lack it, in a line */

/* What one entry, or all of them, give to whom it is for. */
struct gives {
	struct rr_between	 on;
	const struct rr_fact	*fact, *perhaps;
	/* of what it wants that it is certain, or NULL */
	const char		*doubt;
};

struct served {
	struct rr_eval			*ev;
	const struct rr_deadline	*deadline;
	const struct rr_date_terms	*terms;
	const struct rr_fact		**facts;
	size_t				 n;
	struct rr_served		*out;
	struct rr_buf			 missing, keys;
	size_t				 nmissing;
};

static bool
is_from(const struct rr_fact *f, const char *party)
{
	static const char *const keys[] = { "from", "holder", "by" };
	bool named = false;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const char *v = rr_fact_field(f, keys[i]);

		if (v != NULL && strcmp(v, party) == 0)
			return true;
		named |= v != NULL;
	}
	return !named && f->nsendings == 0;
}

static bool
answers(struct rr_eval *ev, const struct rr_deadline *d,
    const struct rr_fact *f)
{
	if (d->subject != NULL && !rr_eval_is_linked(ev, f, d->subject))
		return false;
	return d->recipient == NULL || is_from(f, d->recipient);
}

static bool
amount_of(const struct rr_fact *f, int64_t *cents)
{
	const char *text = f == NULL ? NULL : rr_fact_field(f, "amount");
	rr_money m;

	if (text == NULL || !rr_money_parse(text, &m))
		return false;
	*cents = m.cents;
	return true;
}

/* NONE is later than any day. */
static bool
is_sooner(rr_date a, rr_date b)
{
	return !rr_date_is_none(a) && (rr_date_is_none(b) ||
	    rr_date_cmp(a, b) < 0);
}

/* "delivered by hand Tue 2000-06-20, no receipt on record" */
static const char *
doubt_text(struct rr_eval *ev, const struct rr_fact *f, const char *party,
    const struct rr_given *g)
{
	size_t n;
	const struct rr_sending *const *sent = rr_sent_to(ev, f, party, &n);
	enum rr_method method = RR_METHOD_OTHER;

	if (n == 0)
		return NULL;
	rr_method_find(sent[0]->method, &method);
	return rr_arena_printf(ev->arena, "%s %s, %s%s%s",
	    rr_method_by(method), rr_day_text(ev->arena, sent[0]->wall.day),
	    g->gap != NULL ? "in gap " : g->awaits != NULL ? "no " : "",
	    g->gap != NULL ? g->gap : g->awaits != NULL ? g->awaits :
	    "as open points are answered",
	    g->gap == NULL && g->awaits != NULL ? " on record" : "");
}

/* What one notice gives to one party. */
static bool
reach(struct rr_eval *ev, const struct rr_fact *f, const char *party,
    struct gives *x)
{
	struct rr_given g;

	rr_eval_given(ev, f, party, &g);
	x->on.least = g.earliest;
	x->on.most = g.latest;
	x->fact = x->perhaps = f;
	x->doubt = NULL;
	if (rr_date_is_none(g.earliest))
		return false;
	if (rr_date_is_none(g.latest))
		x->doubt = doubt_text(ev, f, party, &g);
	return true;
}

/* What one entry gives to all to whom it went; false: nothing to one. */
static bool
give(struct served *s, const struct rr_fact *f, struct gives *x)
{
	struct rr_eval *ev = s->ev;
	struct gives one;
	bool any = false;

	x->fact = x->perhaps = f;
	x->doubt = NULL;
	x->on.least = rr_eval_days(ev, f, &x->on.most);
	if (f->nsendings == 0 && rr_date_is_none(x->on.least) &&
	    s->out->unknown == NULL)
		s->out->unknown = f;
	for (size_t i = 0; i < f->nsendings; i++) {
		if (f->sendings[i].copy || !rr_sent_first_itself(ev, f, i))
			continue;
		if (!reach(ev, f, f->sendings[i].party, &one))
			return false;
		if (!any || is_sooner(x->on.least, one.on.least))
			x->on.least = one.on.least;
		if (!any || is_sooner(x->on.most, one.on.most) ||
		    rr_date_is_none(one.on.most))
			x->on.most = one.on.most;
		x->doubt = one.doubt != NULL ? one.doubt : x->doubt;
		any = true;
	}
	/* Copies alone give nothing. */
	return (any || f->nsendings == 0) && !rr_date_is_none(x->on.least);
}

/* By the first day on which each can count, or (MOST) by the last. */
static void
insert(struct gives *all, size_t n, const struct gives *x, bool most)
{
	while (n > 0 && (most ? is_sooner(x->on.most, all[n - 1].on.most) :
	    is_sooner(x->on.least, all[n - 1].on.least))) {
		all[n] = all[n - 1];
		n--;
	}
	all[n] = *x;
}

/*
 * How much is owed: as the terms say, else the amount of what it is about,
 * which stands too while something is missing of what they say.  False: no
 * amount is.
 */
static bool
owed_amount(struct served *s, int64_t *owed)
{
	const struct rr_scope scope = { s->deadline->subject,
	    s->deadline->recipient, RR_DATE_NONE, RR_DATE_NONE };
	struct rr_recorder *rec = s->ev->rec;
	const char *lacks;
	bool known;

	if (s->terms->amount == NULL)
		return amount_of(s->deadline->subject, owed);
	s->ev->rec = NULL;
	known = rr_sum_amount(s->ev, s->terms->amount, &scope, owed, &lacks);
	s->ev->rec = rec;
	if (known)
		rr_record(rec, RR_STEP_CONCLUSION, NULL, "to be paid in all: "
		    "%s", rr_cents_text(s->ev, *owed));
	else {
		rr_record(rec, RR_STEP_MISSING, NULL, "what is to be paid in "
		    "all is not known: %s", lacks);
		s->out->doubt = rr_shared_text(s->ev, rr_arena_printf(
		    s->ev->arena, "how much is to be paid is not known: %s",
		    lacks));
	}
	rr_record_under(rec);
	if (rec != NULL)
		rr_sum_amount(s->ev, s->terms->amount, &scope, &(int64_t){ 0 },
		    &lacks);
	rr_record_end(rec);
	return known || amount_of(s->deadline->subject, owed);
}

/* The first with which all that is OWED is there, or NULL. */
static const struct gives *
completes(const struct gives *all, size_t n, bool whole, int64_t owed)
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

/* One entry, or several until the amount is whole. */
static void
serve_at_large(struct served *s)
{
	struct gives *first = rr_arena_array(s->ev->arena, s->n + 1,
	    sizeof(*first));
	struct gives *last = rr_arena_array(s->ev->arena, s->n + 1,
	    sizeof(*last));
	const struct gives *x;
	size_t n = 0, nlast = 0;
	int64_t owed = 0, cents;
	bool whole = !owed_amount(s, &owed);

	if (s->terms->amount != NULL && !whole && owed == 0) {
		s->out->nothing = true;
		return;
	}
	for (size_t i = 0; i < s->n; i++) {
		struct gives one;

		if (s->terms->amount != NULL && amount_of(s->facts[i], &cents))
			rr_record_fact(s->ev->rec, s->facts[i], "%s %s: %s",
			    s->facts[i]->name, rr_day_text(s->ev->arena,
			    s->facts[i]->day), rr_cents_text(s->ev, cents));
		if (!give(s, s->facts[i], &one))
			continue;
		insert(first, n++, &one, false);
		if (!rr_date_is_none(one.on.most))
			insert(last, nlast++, &one, true);
	}
	x = completes(first, n, whole, owed);
	if (x == NULL)
		return;
	s->out->on.least = x->on.least;
	s->out->by = x->fact;
	s->out->doubt = rr_shared_text(s->ev, x->doubt);
	x = completes(last, nlast, whole, owed);
	if (x == NULL)
		return;
	s->out->on.most = x->on.most;
	s->out->by = x->fact;
	s->out->doubt = NULL;
}

/* Of all of them the first day on which PARTY can have it, and the last. */
static void
reach_by_any(struct served *s, const char *party, struct gives *x)
{
	x->on.least = x->on.most = RR_DATE_NONE;
	x->fact = x->perhaps = NULL;
	x->doubt = NULL;
	for (size_t i = 0; i < s->n; i++) {
		struct gives one;

		if (!rr_went_to(s->ev, s->facts[i], party) ||
		    !reach(s->ev, s->facts[i], party, &one))
			continue;
		if (is_sooner(one.on.least, x->on.least)) {
			x->on.least = one.on.least;
			x->perhaps = one.fact;
		}
		if (is_sooner(one.on.most, x->on.most)) {
			x->on.most = one.on.most;
			x->fact = one.fact;
		}
		if (x->doubt == NULL)
			x->doubt = one.doubt;
	}
}

static void
add_missing(struct served *s, const char *key, const char *name)
{
	const char *between = s->nmissing > 0 ? ", " : "";

	if (s->nmissing++ >= NAMED)
		return;
	rr_buf_printf(&s->missing, "%s%s", between, name);
	rr_buf_printf(&s->keys, "%s%s", between, key);
}

/* One more of those to whom it is owed. */
static void
serve_one(struct served *s, const char *party)
{
	struct rr_served *out = s->out;
	const char *name = rr_roster_name(s->ev->in->roster, party);
	struct gives x;

	reach_by_any(s, party, &x);
	if (out->owed++ == 0)
		out->on = x.on;
	if (rr_date_is_none(x.on.least)) {
		rr_record(s->ev->rec, RR_STEP_MISSING, NULL,
		    "%s: nothing on record", name);
		add_missing(s, party, name);
		out->on.least = out->on.most = RR_DATE_NONE;
		return;
	}
	if (is_sooner(out->on.least, x.on.least))
		out->on.least = x.on.least;
	if (rr_date_is_none(x.on.most) || is_sooner(out->on.most, x.on.most))
		out->on.most = x.on.most;
	rr_record_fact(s->ev->rec, x.fact != NULL ? x.fact : x.perhaps,
	    "%s: %s%s%s", name, rr_day_text(s->ev->arena, x.on.least),
	    rr_date_cmp(x.on.least, x.on.most) == 0 ? "" : " or later",
	    rr_date_is_none(x.on.most) ? "; not certain" : "");
	if (rr_date_is_none(x.on.most)) {
		out->doubt = rr_shared_text(s->ev, rr_arena_printf(
		    s->ev->arena, "%s: %s", name, x.doubt));
		return;
	}
	out->have++;
	if (out->by == NULL || x.fact > out->by)
		out->by = x.fact;
}

/* Each who has the role; where nobody has it, that is said. */
static void
serve_role(struct served *s, const struct rr_owed_to *o, rr_date from,
    rr_date until)
{
	const struct rr_roster *r = s->ev->in->roster;
	const char *account = rr_waits_role(s->ev->waiting, o->role);
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct rr_party *p = &r->parties[i];

		if (!rr_eval_in_role(s->ev, p, o->role, from) &&
		    !rr_eval_in_role(s->ev, p, o->role, until))
			continue;
		serve_one(s, p->key);
		n++;
	}
	if (account != NULL)
		s->out->nobody = account;
	if (account != NULL || n > 0 || o->any)
		return;
	if (o->unless != NULL)
		rr_index_named(s->ev->index, o->unless, &n);
	if (n > 0)
		return;
	rr_record(s->ev->rec, RR_STEP_MISSING, NULL, "no %s is on record",
	    o->role);
	s->out->nobody = rr_shared_text(s->ev, rr_arena_printf(s->ev->arena,
	    "anyone who is %s", o->role));
}

/* "1 of 3 have it; missing: Heron Fund LP" */
static void
tell_missing(struct served *s)
{
	if (s->nmissing > NAMED) {
		rr_buf_printf(&s->missing, " and %zu more", s->nmissing -
		    NAMED);
		rr_buf_printf(&s->keys, " and %zu more", s->nmissing - NAMED);
	}
	if (s->nmissing > 0) {
		s->out->lacking = rr_shared_text(s->ev, s->keys.s);
		s->out->missing = rr_shared_text(s->ev, rr_arena_printf(
		    s->ev->arena, "%d of %d have it; missing: %s",
		    (int)s->out->have, (int)s->out->owed, s->missing.s));
	}
	rr_buf_free(&s->missing);
	rr_buf_free(&s->keys);
}

void
rr_serve(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_deadline *d, const struct rr_between *roles_on,
    struct rr_served *out)
{
	struct served s = { .ev = ev, .deadline = d, .terms = t, .out = out,
	    .missing = RR_BUF_INIT, .keys = RR_BUF_INIT };
	const struct rr_fact *const *all;
	size_t n = 0;

	memset(out, 0, sizeof(*out));
	out->on.least = out->on.most = RR_DATE_NONE;
	if (t->met_by == NULL)
		return;
	all = rr_index_named(ev->index, t->met_by, &n);
	s.facts = rr_arena_array(ev->arena, n + 1, sizeof(*s.facts));
	for (size_t i = 0; i < n; i++)
		if (answers(ev, d, all[i]))
			s.facts[s.n++] = all[i];
	if ((s.n > 0 || t->amount != NULL) && t->nowed == 0)
		serve_at_large(&s);
	for (size_t i = 0; s.n > 0 && i < t->nowed; i++)
		serve_role(&s, &t->owed[i], roles_on->least, roles_on->most);
	tell_missing(&s);
}
