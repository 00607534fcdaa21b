/*
 * owed.c: what is owed of a claim, and what of its bills is not paid.
 *
 * The sums that say what is owed are added where the agreement's file joins
 * several; a number is sure only where each of them is.
 */
#include <string.h>

#include "owed_int.h"
#include "regrights/qty.h"
#include "view_int.h"

/* All of it, and between which two that lies. */
struct adding {
	struct rr_owed	 owed;
	struct rr_ends	 ends;
};

static void
add_ends(struct rr_ends *all, struct rr_ends one)
{
	all->unlimited |= one.unlimited ||
	    __builtin_add_overflow(all->most, one.most, &all->most);
	if (__builtin_add_overflow(all->least, one.least, &all->least))
		all->least = INT64_MAX;
}

static void
take(const struct rr_finding *f, struct adding *a)
{
	struct rr_owed *o = &a->owed;

	o->of = o->n == 0 ? f : NULL;
	o->n++;
	if (f->out.state == RR_FOUND_FORKS)
		o->open |= rr_finding_apart(f);
	else if (!f->out.counted ||
	    __builtin_add_overflow(o->cents, f->out.have, &o->cents))
		o->unknown = true;
	add_ends(&a->ends, rr_finding_ends(f));
}

static bool
take_named(const struct rr_derivation *dv, const struct rr_claim *c,
    const char *id, size_t len, struct adding *out)
{
	for (size_t i = 0; i < dv->nfindings; i++) {
		const struct rr_finding *f = &dv->findings[i];

		if (f->subject == c->fact &&
		    strlen(f->provision->id) == len &&
		    strncmp(f->provision->id, id, len) == 0) {
			take(f, out);
			return true;
		}
	}
	return false;
}

/* Several that are joined apply together: one of them alone is a part. */
static bool
take_joined(const struct rr_derivation *dv, const struct rr_claim *c,
    const char *joined, struct adding *out)
{
	const char *id;
	size_t len;

	memset(out, 0, sizeof(*out));
	while (rr_owed_next(&joined, &id, &len))
		if (!take_named(dv, c, id, len, out)) {
			memset(out, 0, sizeof(*out));
			return false;
		}
	return true;
}

static void
add_up(const struct rr_derivation *dv, const struct rr_claim *c,
    struct adding *out)
{
	const struct rr_claim_terms *t =
	    rr_engine_agreement(dv->input->engine)->claims;

	memset(out, 0, sizeof(*out));
	for (size_t k = 0; k < t->nowed; k++)
		if (take_joined(dv, c, t->owed[k], out))
			return;
}

void
rr_claim_owed(const struct rr_derivation *dv, const struct rr_claim *c,
    struct rr_owed *o)
{
	struct adding a;

	add_up(dv, c, &a);
	*o = a.owed;
}

bool
rr_claim_ends(const struct rr_derivation *dv, const struct rr_claim *c,
    struct rr_ends *ends)
{
	struct adding a;

	add_up(dv, c, &a);
	*ends = a.ends;
	return a.owed.n > 0;
}

void
rr_claim_range(const struct rr_derivation *dv, const struct rr_claim *c,
    struct rr_buf *b)
{
	struct rr_finding_item x = { .unknown = true };
	struct adding a;

	add_up(dv, c, &a);
	x.asked = a.ends.least;
	x.counts = a.ends.unlimited ? 0 : a.ends.most;
	if (a.owed.n > 0 && a.owed.unknown)
		rr_finding_between(&x, b);
}

size_t
rr_finding_answers(const struct rr_finding *f)
{
	const struct rr_finding_reading *r = f->readings;
	size_t n = 0;

	for (size_t i = 0, k; i < f->nreadings; i++) {
		for (k = 0; k < i && (r[k].out.counted != r[i].out.counted ||
		    r[k].out.have != r[i].out.have); k++)
			;
		n += k == i;
	}
	return n;
}

void
rr_owed_text(const struct rr_owed *o, struct rr_buf *b)
{
	if (o->n == 0)
		return;
	if (o->unknown)
		rr_buf_add(b, "unknown");
	else if (o->open && o->of != NULL)
		rr_buf_printf(b, "%zu answers", rr_finding_answers(o->of));
	else if (o->open)
		rr_buf_add(b, rr_apart_shown(o->open));
	else if (o->of != NULL)
		rr_finding_sums(o->of, b);
	else
		rr_money_text((rr_money){ o->cents }, b);
}

/* Why no clock runs for a bill that is not paid. */
static void
add_clock(const struct rr_deadline *d, struct rr_buf *b)
{
	if (d == NULL)
		rr_buf_add(b, "no clock runs for it");
	else if (rr_date_is_none(rr_deadline_day(d)) && d->unknown != NULL)
		rr_buf_printf(b, "its clock is not known: %s", d->unknown);
	else if (d->status == RR_STATUS_WAITING && d->waits_for != NULL)
		rr_buf_printf(b, "its clock waits for %s", d->waits_for);
	else
		rr_buf_printf(b, "its clock: %s",
		    rr_status_shown(d->status));
}

int64_t
rr_billed_of(const struct rr_claim_sums *s)
{
	return s->billed;
}

int64_t
rr_paid_of(const struct rr_claim_sums *s)
{
	return s->paid;
}

int64_t
rr_unpaid_of(const struct rr_claim_sums *s)
{
	return s->unpaid;
}

int64_t
rr_taken_off_of(const struct rr_claim_sums *s)
{
	return s->taken_off;
}

int64_t
rr_overpaid_of(const struct rr_claim_sums *s)
{
	return s->overpaid;
}

const char *
rr_claim_unknown(const struct rr_claim *c)
{
	if (c->uncounted != NULL)
		return "bills are sealed, or may be";
	for (size_t i = 0; i < c->nreadings; i++)
		if (c->readings[i].sums.in_part)
			return "an amount is not on record";
	for (size_t i = 0; i < c->nreadings; i++)
		if (c->readings[i].sums.blurred)
			return "too many days of its bills and payments are "
			    "not on record";
	return NULL;
}

bool
rr_claim_has(const struct rr_claim *c, rr_sum_fn *of)
{
	for (size_t i = 0; i < c->nreadings; i++)
		if (of(&c->readings[i].sums) > 0)
			return true;
	return false;
}

void
rr_claim_money(const struct rr_claim *c, rr_sum_fn *of, struct rr_buf *b)
{
	const struct rr_claim_reading *r = c->readings;

	for (size_t i = 0, k; i < c->nreadings; i++) {
		for (k = 0; k < i && of(&r[k].sums) != of(&r[i].sums); k++)
			;
		if (k < i)
			continue;
		rr_buf_add(b, i > 0 ? " or " : "");
		rr_money_text((rr_money){ of(&r[i].sums) }, b);
	}
}

void
rr_claim_overpaid(const struct rr_claim *c, struct rr_buf *b)
{
	if (!rr_claim_has(c, rr_overpaid_of) || rr_claim_unknown(c) != NULL)
		return;
	rr_buf_add(b, "; ");
	rr_claim_money(c, rr_overpaid_of, b);
	rr_buf_add(b, " paid beyond what was billed");
}

void
rr_claim_unpaid(const struct rr_claim *c, struct rr_buf *b)
{
	if (rr_claim_unknown(c) != NULL) {
		rr_buf_add(b, rr_claim_unknown(c));
		return;
	}
	rr_claim_money(c, rr_unpaid_of, b);
	rr_buf_add(b, " not paid; ");
	add_clock(c->clock, b);
}
