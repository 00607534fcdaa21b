/*
 * claim.c: claims for indemnification: what was billed and paid, and the clock
 * that runs next.
 *
 * A claim that is void, or that nobody sees, is listed while what is about it
 * counts.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/qty.h"
#include "regrights/seal.h"
#include "status_int.h"

/* False: there is no such amount, or too much in all. */
static bool
add_amount(const struct rr_fact *f, int64_t *sum)
{
	const char *text = rr_fact_get(f, RR_USE_AMOUNT);
	rr_money m;

	if (text == NULL || !rr_money_parse(text, &m))
		return false;
	if (!__builtin_add_overflow(*sum, m.cents, sum))
		return true;
	*sum = INT64_MAX;
	return false;
}

/* The earliest about that entry that is still to be met and has a day. */
static const struct rr_deadline *
next_deadline(const struct rr_derivation *dv, const struct rr_fact *bill,
    const struct rr_deadline *best)
{
	for (size_t i = 0; i < dv->ndeadlines; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];

		if (d->subject == bill &&
		    !rr_date_is_none(rr_deadline_day(d)) &&
		    !rr_status_is_done(rr_status_word(d->status)) &&
		    (best == NULL || rr_deadline_cmp(d, best) < 0))
			return d;
	}
	return best;
}

/* The clock that it began: one that has a day comes before one that waits. */
static const struct rr_deadline *
clock_of(const struct rr_derivation *dv, const struct rr_fact *bill)
{
	for (size_t i = 0; i < dv->ndeadlines; i++)
		if (dv->deadlines[i].subject == bill)
			return &dv->deadlines[i];
	return NULL;
}

static void
add_cents(struct rr_claim_sums *c, int64_t *sum, int64_t cents)
{
	if (!__builtin_add_overflow(*sum, cents, sum))
		return;
	*sum = INT64_MAX;
	c->in_part = true;
}

/* What is about a bill under that name, if any, added up. */
static int64_t
about_bill(struct rr_eval *ev, const struct rr_fact *bill, const char *name,
    struct rr_claim_sums *c)
{
	size_t n;
	const struct rr_fact *const *all =
	    rr_index_about(ev, bill, &n);
	int64_t sum = 0;

	for (size_t i = 0; name != NULL && i < n; i++)
		if (strcmp(all[i]->name, name) == 0)
			c->in_part |= !add_amount(all[i], &sum);
	return sum;
}

/* False: it is not paid as far as it is payable. */
static bool
add_bill(struct rr_eval *ev, const struct rr_fact *bill,
    struct rr_claim_sums *c)
{
	const struct rr_claim_terms *t = ev->agreement->claims;
	int64_t paid = about_bill(ev, bill, t->pays, c);
	int64_t off = about_bill(ev, bill, t->takes_off, c);
	int64_t billed = 0;

	c->nbills++;
	c->in_part |= !add_amount(bill, &billed);
	off = off < billed ? off : billed;
	add_cents(c, &c->billed, billed);
	add_cents(c, &c->paid, paid);
	add_cents(c, &c->taken_off, off);
	if (paid >= billed - off) {
		add_cents(c, &c->overpaid, paid - (billed - off));
		return true;
	}
	add_cents(c, &c->unpaid, billed - off - paid);
	return false;
}

struct billed {
	const struct rr_fact	*claim;
	/* the first bill that is not paid in some world, or NULL */
	const struct rr_fact	*unpaid;
};

/*
 * What each bill came to and what of it was paid by then: which bills and
 * payments are there is another thing in each world.  What anyone holds bears
 * on none of it.
 */
static void
run_sums(struct rr_eval *ev, void *ctx, void *out)
{
	struct rr_claim_sums *c = out;
	struct billed *x = ctx;
	const struct rr_fact *const *about;
	size_t n;

	ev->blurred = false;
	about = rr_index_about(ev, x->claim, &n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(about[i]->name, ev->agreement->claims->bills) == 0 &&
		    !add_bill(ev, about[i], c) &&
		    (x->unpaid == NULL || about[i] < x->unpaid))
			x->unpaid = about[i];
	c->blurred = ev->blurred;
}

static void
fill_sums(struct rr_eval *ev, const struct rr_derivation *dv,
    struct rr_claim *c)
{
	struct billed x = { c->fact, NULL };
	struct rr_claim_reading *r;
	struct rr_world *w;
	size_t n;

	ev->fixed = rr_readings_fixed(ev, false);
	n = rr_worlds_of(ev, run_sums, &x, sizeof(struct rr_claim_sums), &w,
	    NULL);
	r = rr_arena_array(ev->arena, n, sizeof(*r));
	for (size_t i = 0; i < n; i++) {
		r[i].key = rr_world_key(ev->arena, ev->newest, &w[i]);
		r[i].sums = *(const struct rr_claim_sums *)w[i].out;
	}
	c->readings = r;
	c->nreadings = n;
	c->clock = x.unpaid == NULL ? NULL : clock_of(dv, x.unpaid);
}

static void
fill_claim(struct rr_eval *ev, const struct rr_derivation *dv,
    struct rr_claim *c)
{
	const struct rr_claim_terms *t = ev->agreement->claims;
	size_t n;
	const struct rr_fact *const *about =
	    rr_index_about(ev, c->fact, &n);

	c->uncounted = rr_waits_count(ev->waiting);
	c->next = next_deadline(dv, c->fact, NULL);
	for (size_t i = 0; i < n; i++)
		if (strcmp(about[i]->name, t->bills) == 0)
			c->next = next_deadline(dv, about[i], c->next);
	fill_sums(ev, dv, c);
}

static void
take_claim(struct rr_eval *ev, const struct rr_derivation *dv,
    const struct rr_fact *f, struct rr_claim *c)
{
	c->fact = f;
	c->id = rr_make_id(ev, "entry", NULL, f, NULL);
	fill_claim(ev, dv, c);
}

/* Bills and notices of a claim count on by themselves when that is void. */
static bool
is_answered(struct rr_eval *ev, const struct rr_fact *claim)
{
	size_t n;
	const struct rr_fact *const *about =
	    rr_index_about(ev, claim, &n);

	for (size_t i = 0; i < n; i++)
		if (about[i]->shape == RR_SHAPE_EVENT ||
		    about[i]->shape == RR_SHAPE_NOTICE)
			return true;
	return false;
}

static void
take_void(struct rr_eval *ev, const struct rr_derivation *dv,
    struct rr_vec *rows)
{
	const struct rr_facts *facts = ev->in->facts;

	for (size_t i = 0; i < facts->nvoided && !ev->stopped; i++) {
		const struct rr_fact *f = &facts->voided[i];
		struct rr_claim *c;

		if (f->shape != RR_SHAPE_EVENT || strcmp(f->name,
		    ev->agreement->claims->opens) != 0 || !is_answered(ev, f))
			continue;
		c = rr_vec_add(ev->arena, rows);
		take_claim(ev, dv, f, c);
		c->gone = "void";
	}
}

/* The claim that this is about, and that is not in sight, or NULL. */
static const struct rr_fact *
unseen_claim(struct rr_eval *ev, const struct rr_fact *f)
{
	const char *opens = ev->agreement->claims->opens;
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);
	struct rr_fact *claim;

	if (f->about == 0 || e == NULL || !rr_event_answers(e, opens) ||
	    rr_seal_of(ev->in->facts, f->about) == NULL)
		return NULL;
	claim = rr_arena_alloc(ev->arena, sizeof(*claim));
	*claim = (struct rr_fact){ .seq = f->about, .row = f->about_row,
	    .shape = RR_SHAPE_EVENT, .name = opens, .day = RR_DATE_NONE,
	    .at = RR_INSTANT_NONE };
	return claim;
}

static bool
is_taken(const struct rr_vec *rows, const struct rr_fact *claim)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct rr_claim *c = rr_vec_at(rows, i);

		if (c->fact->seq == claim->seq && c->fact->row == claim->row)
			return true;
	}
	return false;
}

/* What it was about tells that it is a claim. */
static void
take_unseen(struct rr_eval *ev, const struct rr_derivation *dv,
    struct rr_vec *rows)
{
	const struct rr_facts *facts = ev->in->facts;

	for (size_t i = 0; i < facts->n && !ev->stopped; i++) {
		const struct rr_fact *claim = unseen_claim(ev, &facts->all[i]);
		struct rr_claim *c;

		if (claim == NULL || is_taken(rows, claim))
			continue;
		c = rr_vec_add(ev->arena, rows);
		take_claim(ev, dv, claim, c);
		c->gone = rr_seal_destroyed(facts, claim->seq) != NULL ?
		    "destroyed" : "sealed";
	}
}

/* Their clocks run on, so they are no claims that are gone. */
static void
derive_gone_claims(struct rr_eval *ev, struct rr_derivation *dv)
{
	struct rr_vec rows = RR_VEC_INIT(struct rr_claim);

	take_void(ev, dv, &rows);
	take_unseen(ev, dv, &rows);
	dv->gone_claims = rows.items;
	dv->ngone_claims = rows.n;
}

void
rr_derive_claims(struct rr_eval *ev, struct rr_derivation *dv)
{
	struct rr_vec rows = RR_VEC_INIT(struct rr_claim);
	const struct rr_fact *const *all;
	size_t n;

	if (ev->agreement->claims == NULL)
		return;
	all = rr_index_named(ev, ev->agreement->claims->opens, &n);
	for (size_t i = 0; i < n && !ev->stopped; i++)
		take_claim(ev, dv, all[i], rr_vec_add(ev->arena, &rows));
	dv->claims = rows.items;
	dv->nclaims = rows.n;
	derive_gone_claims(ev, dv);
}

bool
rr_claim_same(const struct rr_claim *a, const struct rr_claim *b)
{
	bool same = a->nreadings == b->nreadings;

	for (size_t i = 0; same && i < a->nreadings; i++) {
		const struct rr_claim_sums *x = &a->readings[i].sums;
		const struct rr_claim_sums *y = &b->readings[i].sums;

		same = strcmp(a->readings[i].key, b->readings[i].key) == 0 &&
		    x->nbills == y->nbills && x->billed == y->billed &&
		    x->paid == y->paid;
	}
	return same;
}
