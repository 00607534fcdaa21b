/*
 * lint.c: what is doubtful in an agreement's abstract.
 */
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/paper.h"

static bool
has_section(const struct rr_agreement *a, const char *section)
{
	for (size_t i = 0; i < a->nsections; i++)
		if (strcmp(a->sections[i].section, section) == 0)
			return true;
	return false;
}

static bool
is_attached(const struct rr_agreement *a, const char *schedule)
{
	for (size_t i = 0; i < a->nattached; i++)
		if (strcmp(a->attached[i], schedule) == 0)
			return true;
	return false;
}

static bool
is_schedule(const char *to)
{
	return strncmp(to, "Schedule ", 9) == 0 ||
	    strncmp(to, "Exhibit ", 8) == 0 || strncmp(to, "Annex ", 6) == 0;
}

static const char *
dash(const char *note)
{
	return note != NULL ? ": " : "";
}

static const char *
text(const char *note)
{
	return note != NULL ? note : "";
}

static void
check_reference(const struct rr_agreement *a, const struct rr_reference *r,
    struct rr_diags *diags)
{
	if (r->outside != NULL)
		rr_diag(diags, RR_W_OUTSIDE, r->pos,
		    "%s refers to %s of the %s%s%s", r->in, r->to, r->outside,
		    dash(r->note), text(r->note));
	else if (is_schedule(r->to)) {
		if (!is_attached(a, r->to))
			rr_diag(diags, RR_W_ATTACHMENT, r->pos,
			    "%s refers to %s%s%s", r->in, r->to,
			    dash(r->note), text(r->note));
	} else if (!has_section(a, r->to))
		rr_diag(diags, RR_W_DANGLING, r->pos, "%s refers to %s%s%s",
		    r->in, r->to, dash(r->note), text(r->note));
	else if (r->means != NULL)
		rr_diag(diags, RR_W_WRONG, r->pos,
		    "%s refers to %s and means %s%s%s", r->in, r->to,
		    r->means, dash(r->note), text(r->note));
	else if (r->ambiguous)
		rr_diag(diags, RR_W_AMBIGUOUS, r->pos, "%s refers to %s%s%s",
		    r->in, r->to, dash(r->note), text(r->note));
}

static void
check_term(const struct rr_term *t, struct rr_diags *diags)
{
	if (!t->defined)
		rr_diag(diags, RR_W_UNDEFINED, t->pos, "%s, in %s%s%s",
		    t->term, t->section, dash(t->note), text(t->note));
	else if (!t->used)
		rr_diag(diags, RR_W_DEAD, t->pos, "%s, in %s%s%s", t->term,
		    t->section, dash(t->note), text(t->note));
}

/* Whether an entry of the abstract cites a section that is in the list. */
static void
check_cites(const struct rr_agreement *a, struct rr_diags *diags)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];

		if (!has_section(a, p->cite.section))
			rr_diag(diags, RR_W_DANGLING, p->cite.pos,
			    "'%s' cites %s, which is not among the sections",
			    p->id, p->cite.section);
	}
}

void
rr_agreement_lint(const struct rr_agreement *a, struct rr_diags *diags)
{
	for (size_t i = 0; i < a->nreferences; i++)
		check_reference(a, &a->references[i], diags);
	for (size_t i = 0; i < a->nterms; i++)
		check_term(&a->terms[i], diags);
	check_cites(a, diags);
	if (a->roll < 0)
		for (size_t i = 0; i < a->nprovisions; i++)
			if (a->provisions[i].kind == RR_KIND_DATE) {
				rr_diag(diags, RR_W_NO_ROLL,
				    a->provisions[i].cite.pos, "'%s'",
				    a->provisions[i].id);
				break;
			}
}
