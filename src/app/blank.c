/*
 * blank.c: what leaves blank of which entry it is, and may so be of several.
 *
 * Nothing is met by it for certain, and nothing is left undone for certain
 * (meets.c): whoever records it is told while it is at hand.
 */
#include "regrights/said.h"
#include "told_int.h"

/* A duty that it could meet, did it name the entry of that. */
static const struct rr_field_decl *
may_be_of(const struct rr_case *then, const struct rr_fact *f,
    const struct rr_deadline *d)
{
	const struct rr_date_terms *t = &d->provision->date;

	/* A void, a result and a receipt go by the name of their entry. */
	if ((f->shape != RR_SHAPE_EVENT && f->shape != RR_SHAPE_NOTICE) ||
	    d->subject == NULL ||
	    rr_status_is_done(rr_status_word(d->status)) ||
	    !rr_is_one_of(t->met_by, t->nmet_by, f->name) ||
	    (!t->met_early && rr_date_cmp(f->day, d->subject->day) < 0))
		return NULL;
	return rr_blank_link(then->agreement, f, d->subject);
}

/* It says not of what it is, and something is owed of which it may be. */
void
rr_note_blank(const struct rr_case *then, const struct rr_fact *f,
    struct rr_out *out)
{
	const struct rr_derivation *dv = then->derivation;
	int64_t *of = rr_arena_array(out->arena, dv->ndeadlines + 1,
	    sizeof(*of));
	const struct rr_field_decl *blank = NULL;
	size_t n = 0;

	for (size_t i = 0; i < dv->ndeadlines; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];
		const struct rr_field_decl *field = may_be_of(then, f, d);
		size_t k = 0;

		if (field == NULL)
			continue;
		blank = field;
		while (k < n && of[k] != d->subject->seq)
			k++;
		of[k] = d->subject->seq;
		n += k == n;
	}
	if (n > 0)
		rr_out_line(out, "Note: '%s' (%s=\xe2\x80\xa6) is blank: it "
		    "may be of %s; whether what is owed there is done is not "
		    "known.", blank->title, blank->key,
		    rr_out_numbers(out->arena, of, n, 0));
}
