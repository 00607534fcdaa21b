/*
 * lint.c: what is doubtful in an agreement's abstract.
 *
 * References are held against the list of headings, terms against what the
 * abstract says of them.  It refuses nothing: all that it finds are warnings,
 * at the place in the file where the doubtful entry stands.
 */
#include <string.h>

#include "lint_int.h"
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

		if (!p->kind->deadline || p->date.roll >= 0 ||
		    p->date.sense == RR_NOT_BEFORE)
			continue;
		rr_diag(diags, RR_W_NO_ROLL, p->cite.pos, "'%s'", p->id);
		return;
	}
}

#define LINKS_MAX	8	/* from what hangs on an entry, up to that */

/* Whether such an entry has a row of its own, in a register or as a claim. */
static bool
has_row(const struct rr_agreement *a, const char *event)
{
	if (a->claims != NULL && rr_is_one_of(a->claims->entries.opens,
	    a->claims->entries.nopens, event))
		return true;
	for (size_t i = 0; i < a->nregisters; i++)
		if (rr_is_one_of(a->registers[i].opens,
		    a->registers[i].nopens, event))
			return true;
	return false;
}

/* … or stands with one that has: by the file it hangs on such a one. */
static bool
stands_with_row(const struct rr_agreement *a, const char *event, int links)
{
	const struct rr_event *e = rr_agreement_event(a, event);

	if (e == NULL || has_row(a, event))
		return true;
	for (size_t i = 0; links > 0 && i < e->nabout; i++)
		if (stands_with_row(a, e->about[i], links - 1))
			return true;
	for (size_t i = 0; links > 0 && i < e->nfields; i++)
		for (size_t k = 0; k < e->fields[i].nof; k++)
			if (stands_with_row(a, e->fields[i].of[k], links - 1))
				return true;
	return false;
}

/* What a claim names stands with it: "sales" of what opens it. */
static bool
is_of_a_claim(const struct rr_agreement *a, const char *event)
{
	const struct rr_event *e = a->claims == NULL ? NULL :
	    rr_agreement_event(a, a->claims->entries.opens[0]);

	for (size_t i = 0; e != NULL && i < e->nfields; i++)
		if (rr_is_one_of(e->fields[i].of, e->fields[i].nof, event))
			return true;
	return false;
}

static bool
is_shown(const struct rr_agreement *a, const struct rr_provision *p)
{
	if (p->kind->deadline || p->kind->tracked == RR_TRACKED_SAID ||
	    p->in != NULL || p->stops)
		return true;
	for (size_t i = 0; i < p->neach; i++)
		if (stands_with_row(a, p->each[i], LINKS_MAX) ||
		    is_of_a_claim(a, p->each[i]))
			return true;
	return false;
}

/* What is worked out and has no row anywhere. */
static void
check_shown(const struct rr_agreement *a, struct rr_diags *diags)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];

		if (!is_shown(a, p))
			rr_diag(diags, RR_W_UNSHOWN, p->cite.pos, "'%s': what "
			    "it is for opens no register, and stands with "
			    "nothing that does; name the register in 'in'",
			    p->id);
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
	check_shown(a, diags);
	check_roll(a, diags);
	rr_lint_unused(a, diags);
}
