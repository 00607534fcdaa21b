/*
 * lint.c: what is doubtful in an agreement's abstract.
 *
 * References are held against the list of headings, terms against what the
 * abstract says of them.  It refuses nothing: all that it finds are warnings,
 * at the place in the file where the doubtful entry stands.
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

static void
check_cite(const struct rr_agreement *a, const char *what,
    const char *section, struct rr_pos at, struct rr_diags *diags)
{
	if (!has_section(a, section))
		rr_diag(diags, RR_W_DANGLING, at,
		    "'%s' cites %s, which is not among the sections", what,
		    section);
}

static void
check_workflow(const struct rr_agreement *a, const struct rr_workflow *w,
    struct rr_diags *diags)
{
	check_cite(a, w->key, w->section, w->pos, diags);
	for (size_t i = 0; i < w->nsteps; i++)
		check_cite(a, w->steps[i].key, w->steps[i].section,
		    w->steps[i].pos, diags);
}

/* Whether each entry of the abstract cites a section that is in the list. */
static void
check_cites(const struct rr_agreement *a, struct rr_diags *diags)
{
	for (size_t i = 0; i < a->nquestions; i++)
		check_cite(a, a->questions[i].key, a->questions[i].section,
		    a->questions[i].pos, diags);
	for (size_t i = 0; i < a->nevents; i++)
		check_cite(a, a->events[i].name, a->events[i].section,
		    a->events[i].pos, diags);
	for (size_t i = 0; i < a->nprovisions; i++)
		check_cite(a, a->provisions[i].id,
		    a->provisions[i].cite.section,
		    a->provisions[i].cite.pos, diags);
	for (size_t i = 0; i < a->ncopied; i++)
		check_cite(a, a->copied[i].role, a->copied[i].section,
		    a->copied[i].pos, diags);
	for (size_t i = 0; i < a->nworkflows; i++)
		check_workflow(a, &a->workflows[i], diags);
}

static void
check_questions(const struct rr_agreement *a, struct rr_diags *diags)
{
	for (size_t i = 0; i < a->nquestions; i++)
		if (!a->questions[i].asked)
			rr_diag(diags, RR_W_UNUSED, a->questions[i].pos,
			    "no rule asks the open point '%s', so a position "
			    "on it moves nothing", a->questions[i].key);
}

/* The first deadline of which nothing says what a closed day does to it. */
static void
check_roll(const struct rr_agreement *a, struct rr_diags *diags)
{
	if (a->roll >= 0)
		return;
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];

		if (p->kind != RR_KIND_DATE || p->date.roll >= 0 ||
		    p->date.sense == RR_NOT_BEFORE)
			continue;
		rr_diag(diags, RR_W_NO_ROLL, p->cite.pos, "'%s'", p->id);
		return;
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
	check_questions(a, diags);
	check_roll(a, diags);
}
