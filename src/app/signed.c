/*
 * signed.c: what a Holder has signed before of the same proposal.
 *
 * Two pages can be of other shares, or the later one can be in the place of the
 * earlier; the record does not say which.  It is recorded all the same, and
 * nobody records it unknowing.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/text.h"

/* Whether votes are counted by facts of that name. */
static bool
is_vote(const struct rr_agreement *a, const struct rr_fact *f)
{
	for (size_t i = 0; f->shape == RR_SHAPE_EVENT && i < a->nprovisions;
	    i++)
		if (a->provisions[i].kind == RR_KIND_SHARE &&
		    strcmp(a->provisions[i].share.votes, f->name) == 0)
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
	    "%lld). Both count as far as it holds as many shares; void the "
	    "one that the other replaces.", rr_roster_name(c->roster,
	    rr_fact_field(f, "holder")), old->name, day.s,
	    (long long)old->seq);
	rr_buf_free(&day);
}

void
rr_note_signed(const struct rr_case *c, const struct rr_entry *entries,
    size_t n, struct rr_out *out)
{
	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *f = entries[i].fact;
		const struct rr_fact *old = NULL;

		if (!is_vote(c->agreement, f) ||
		    rr_fact_field(f, "holder") == NULL)
			continue;
		for (size_t k = 0; k < c->facts->n; k++)
			if (is_same_paper(c->agreement, f, &c->facts->all[k]))
				old = &c->facts->all[k];
		if (old != NULL)
			tell(c, f, old, out);
	}
}
