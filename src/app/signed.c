/*
 * signed.c: what a Holder has signed, or proposed, before of the same matter,
 * of what it says more than it has, and, where each counts as one, less.
 *
 * Two pages can be of other shares, or the later one can be in the place of the
 * earlier; the record does not say which.  Of what a Holder proposes the last
 * counts.  It is recorded all the same, and nobody records it unknowing.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/ledger.h"
#include "regrights/qty.h"
#include "regrights/said.h"
#include "regrights/seal.h"
#include "regrights/text.h"

/* Whether votes are counted by facts of that name. */
static bool
is_vote(const struct rr_agreement *a, const struct rr_fact *f)
{
	for (size_t i = 0; f->shape == RR_SHAPE_EVENT && i < a->nprovisions;
	    i++)
		if (a->provisions[i].kind->votes &&
		    strcmp(a->provisions[i].share.votes, f->name) == 0)
			return true;
	return false;
}

/* Whether facts of that name say how much of each Holder a count is of. */
static bool
is_named(const struct rr_agreement *a, const struct rr_fact *f)
{
	for (size_t i = 0; f->shape == RR_SHAPE_EVENT && i < a->nbases; i++)
		if (a->bases[i].of != NULL &&
		    strcmp(a->bases[i].of, f->name) == 0)
			return true;
	return false;
}

static bool
same_field(const struct rr_fact *a, const struct rr_fact *b, const char *key)
{
	const char *x = rr_fact_field(a, key), *y = rr_fact_field(b, key);

	return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

/* Of the same Holder, for the same of the same: but for how many shares. */
static bool
is_same_paper(const struct rr_agreement *a, const struct rr_fact *f,
    const struct rr_fact *old)
{
	const struct rr_event *e = rr_agreement_event(a, f->name);
	bool same = e != NULL && old->shape == f->shape &&
	    strcmp(old->name, f->name) == 0 && old->about == f->about &&
	    old->about_row == f->about_row;

	for (size_t i = 0; same && i < e->nfields; i++)
		if (e->fields[i].type != RR_FIELD_SHARES)
			same = same_field(f, old, e->fields[i].key);
	return same;
}

static void
tell(const struct rr_case *c, const struct rr_fact *f,
    const struct rr_fact *old, struct rr_out *out)
{
	struct rr_buf day = RR_BUF_INIT;

	rr_fact_days(old, &day);
	rr_out_line(out, "Note: on record already of %s: %s of %s (entry "
	    "%lld). %s", rr_roster_name(c->roster,
	    rr_fact_get(f, RR_USE_HOLDER)), old->name, day.s,
	    (long long)old->seq, is_vote(c->agreement, f) ? "Both count as "
	    "far as it holds as many shares; void the one that the other "
	    "replaces." : "That of the later day counts alone.");
	rr_buf_free(&day);
}

/* What it can have held when F came, of whatever class. */
struct held {
	int64_t	units;		/* of what is known */
	bool	any, whole;	/* WHOLE: it can be no more */
};

static struct held
held_when(const struct rr_case *c, struct rr_arena *arena, const char *party,
    const struct rr_fact *f)
{
	const struct rr_ledger *l = rr_ledger_new(arena, c->agreement,
	    rr_moves_new(arena, c->agreement, c->facts),
	    (struct rr_held_when){ f->day, f });
	size_t n;
	const struct rr_stake *const *all = rr_ledger_of(l, party, &n);
	struct held h = { 0, n > 0, true };

	for (size_t i = 0; i < n; i++)
		if (!all[i]->known && !all[i]->bounded)
			h.whole = false;
		else if (__builtin_add_overflow(h.units, all[i]->bounded ?
		    all[i]->most : all[i]->units, &h.units))
			h.any = false;
	return h;
}

static void
tell_more(const struct rr_case *c, const struct rr_fact *f,
    const char *party, const struct held *h, rr_shares n, bool counted,
    struct rr_out *out)
{
	struct rr_buf day = RR_BUF_INIT, all = RR_BUF_INIT;
	const char *name = rr_roster_name(c->roster, party);

	rr_date_text_day(f->day, &day);
	rr_shares_text((rr_shares){ h->units }, &all);
	if (counted && h->whole)
		rr_out_line(out, "Note: %s held %s on %s, as far as is on "
		    "record: what is beyond that does not count.", name, all.s,
		    day.s);
	else {
		struct rr_buf more = RR_BUF_INIT;

		rr_shares_text(n, &more);
		if (h->whole)
			rr_out_line(out, "Note: %s held %s on %s, as far as is "
			    "on record: %s is more than that. Look at the "
			    "number again.", name, all.s, day.s, more.s);
		else
			rr_out_line(out, "Note: %s held %s on %s by what has a "
			    "number on record, and more that has none: whether "
			    "it held %s is not known. Look at the number "
			    "again.", name, all.s, day.s, more.s);
		rr_buf_free(&more);
	}
	rr_buf_free(&day);
	rr_buf_free(&all);
}

/* Whose securities it speaks of and moves none; NULL: of nobody's. */
static const char *
speaks_of(const struct rr_agreement *a, const struct rr_fact *f)
{
	const struct rr_event *e = rr_agreement_event(a, f->name);

	if (e == NULL || e->effect != RR_LOT_NONE ||
	    (f->shape != RR_SHAPE_EVENT && f->shape != RR_SHAPE_NOTICE))
		return NULL;
	return rr_fact_get(f, f->shape == RR_SHAPE_NOTICE ? RR_USE_FROM :
	    RR_USE_HOLDER);
}

static void
tell_beyond(const struct rr_case *c, const struct rr_fact *f, bool counted,
    struct rr_out *out)
{
	const char *party = speaks_of(c->agreement, f);
	const char *text = rr_fact_get(f, RR_USE_SHARES);
	struct held h;
	rr_shares n;

	if (party == NULL || text == NULL || !rr_shares_parse(text, &n) ||
	    rr_waits_count(c->derivation->waiting) != NULL)
		return;
	if (n.units == 0)
		rr_out_line(out, "Note: this is of no shares of %s. Look at "
		    "the number again.", rr_roster_name(c->roster, party));
	h = held_when(c, out->arena, party, f);
	if (h.any && h.units < n.units)
		tell_more(c, f, party, &h, n, counted, out);
}

/* The count of heads in which a fact is a vote, or NULL. */
struct heads {
	const struct rr_case		*c;
	const struct rr_fact		*vote;
	const struct rr_provision	*p;
};

static void
find_heads(void *ctx, int64_t seq, int64_t row)
{
	struct heads *h = ctx;
	const struct rr_agreement *a = h->c->agreement;
	const struct rr_fact *of = rr_facts_find(h->c->facts, seq, row);

	for (size_t i = 0; of != NULL && i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];

		if (p->kind->votes && a->bases[p->share.base].heads &&
		    strcmp(p->share.votes, h->vote->name) == 0 &&
		    rr_is_one_of(p->each, p->neach, of->name))
			h->p = p;
	}
}

/* Each counts as one there, and it says that it is for less than is held. */
static void
tell_part(const struct rr_case *c, const struct rr_fact *f,
    struct rr_out *out)
{
	struct heads of = { c, f, NULL };
	const char *party = rr_fact_get(f, RR_USE_HOLDER);
	const char *text = rr_fact_get(f, RR_USE_SHARES);
	struct held h;
	rr_shares n;

	if (party == NULL || text == NULL || !rr_shares_parse(text, &n))
		return;
	rr_refers_each(c->agreement, f, find_heads, &of);
	if (of.p == NULL)
		return;
	h = held_when(c, out->arena, party, f);
	/* Of more than is on record it is told that it is so. */
	if (h.any && (n.units < h.units || (!h.whole && n.units == h.units)))
		rr_out_line(out, "Note: %s is %s what %s held then. Each "
		    "counts as one here, %s: whether one that signs for a part "
		    "does is in doubt. If it signs for all, leave the number "
		    "blank.", text, h.whole ? "less than" : "perhaps less than",
		    rr_roster_name(c->roster, party), of.p->cite.section);
}

void
rr_note_signed(const struct rr_case *c, const struct rr_entry *entries,
    size_t n, struct rr_out *out)
{
	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *f = entries[i].fact;
		const struct rr_fact *old = NULL;
		const bool counted = is_vote(c->agreement, f) ||
		    is_named(c->agreement, f);

		if (c->derivation != NULL) {
			tell_beyond(c, f, counted, out);
			tell_part(c, f, out);
		}
		if (!counted || rr_fact_get(f, RR_USE_HOLDER) == NULL)
			continue;
		for (size_t k = 0; k < c->facts->n; k++)
			if (is_same_paper(c->agreement, f, &c->facts->all[k]))
				old = &c->facts->all[k];
		if (old != NULL)
			tell(c, f, old, out);
	}
}
