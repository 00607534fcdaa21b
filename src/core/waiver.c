/*
 * waiver.c: deadlines that were waived.
 *
 * The agreement's file says which event or notice waives, and which of its
 * fields name the deadline, the entry and the party.  A field that is left
 * empty waives it for all; where the paper asks for more, as a consent, the
 * condition has to hold under every open answer, and the deadline is waived
 * from the day on which the last of it was there.  Until then it stands as it
 * does, and the waiver is told with what it lacks.  The day stays what it is: a
 * waiver changes how it stands, not when it was.
 */
#include <string.h>

#include "consent_int.h"
#include "regrights/arena.h"

/*
 * Whether it asks for votes, and none of those that it asks for has passed, so
 * that what it lacks is a consent.  ASKS: one is asked for.
 */
static bool
lacks_votes(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_fact *waiver, bool *asks)
{
	struct rr_consent one;

	if (c->op == RR_COND_SETTLED && rr_agreement_provision(ev->newest,
	    c->name)->kind == RR_KIND_SHARE) {
		*asks = true;
		rr_consent_of(ev, c, waiver, &one);
		return one.truth == RR_FALSE;
	}
	for (size_t i = 0; i < c->nof; i++)
		if (!lacks_votes(ev, c->of[i], waiver, asks))
			return false;
	return true;
}

static void
tell_not(struct rr_eval *ev, const struct rr_cond *c,
    const struct rr_fact *waiver, struct rr_waiver *out)
{
	bool asks = false;

	out->note = lacks_votes(ev, c, waiver, &asks) && asks ?
	    "waiver recorded, consent not passed" :
	    "waiver recorded, does not count";
	out->why = out->note;
}

/* Whether that waiver counts, and from when. */
static void
look_at(struct rr_eval *ev, const struct rr_cond *cond,
    const struct rr_fact *waiver, struct rr_waiver *out)
{
	struct rr_consent c;

	memset(out, 0, sizeof(*out));
	rr_consent_of(ev, cond, waiver, &c);
	out->by = waiver;
	out->from = c.from;
	if (c.truth == RR_FALSE)
		tell_not(ev, cond, waiver, out);
	if (c.truth != RR_UNKNOWN)
		return;
	out->note = "waiver recorded, in doubt";
	out->why = rr_arena_printf(ev->arena, "waiver recorded; whether it "
	    "counts is in doubt: %s", c.doubt);
}

/* What the field of that name says; NULL: nothing, so it is for all. */
static const char *
field(const struct rr_fact *f, const char *name)
{
	return name == NULL ? NULL : rr_fact_field(f, name);
}

static bool
is_for(const struct rr_fact *f, const struct rr_waiver_terms *t,
    const struct rr_deadline *d)
{
	const char *entry = field(f, t->entry);
	const char *party = field(f, t->party);
	const char *id = field(f, t->deadline);
	int64_t seq, row;

	if (id == NULL || strcmp(id, d->provision->id) != 0)
		return false;
	if (entry != NULL && (d->subject == NULL ||
	    !rr_fact_ref_parse(entry, &seq, &row) ||
	    seq != d->subject->seq || row != d->subject->row))
		return false;
	return party == NULL ||
	    (d->recipient != NULL && strcmp(party, d->recipient) == 0);
}

/* One that counts comes before one that may, and that before one that not. */
static bool
is_better(const struct rr_waiver *a, const struct rr_waiver *b)
{
	if (b->by == NULL || rr_date_is_none(a->from))
		return b->by == NULL || rr_date_is_none(b->from);
	return rr_date_is_none(b->from) || rr_date_cmp(a->from, b->from) < 0;
}

void
rr_waiver_of(struct rr_eval *ev, const struct rr_deadline *d,
    struct rr_waiver *out)
{
	const struct rr_waiver_terms *t = ev->newest->waivers;
	const struct rr_fact *const *all;
	struct rr_recorder *rec = ev->rec;
	const struct rr_terms was = { ev->agreement, ev->engine };
	size_t n;

	memset(out, 0, sizeof(*out));
	out->from = RR_DATE_NONE;
	if (t == NULL)
		return;
	all = rr_index_named(ev, t->by, &n);
	ev->rec = NULL;
	/* The deadline may be of terms before an amendment; these are not. */
	ev->agreement = ev->newest;
	ev->engine = ev->in->engine;
	for (size_t i = 0; i < n; i++) {
		struct rr_waiver one;

		if (!is_for(all[i], t, d))
			continue;
		look_at(ev, t->only_if, all[i], &one);
		if (is_better(&one, out))
			*out = one;
	}
	rr_terms_end(ev, &was);
	ev->rec = rec;
}
