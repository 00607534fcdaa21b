/*
 * kind_date.c: a deadline, or the first day on which something may be done.
 *
 * Its rows are those of the docket, which works them out by itself
 * (deadline_rows.c).
 */
#include <string.h>

#include "regrights/agreement.h"

/* Their expressions and names, but for those of when it is owed to whom. */
static bool
uses_terms(const struct rr_reader *l, const struct rr_date_terms *t)
{
	return rr_look_at(l, t->due, RR_AS_AWAITED | RR_AS_START) ||
	    rr_look_names(l, t->met_by, t->nmet_by,
	    RR_AS_ENTRY | RR_AS_AWAITED) ||
	    rr_look_name(l, t->extended_by, RR_AS_ENTRY) ||
	    rr_look_at(l, t->since, 0) || rr_look_at(l, t->owed_once, 0) ||
	    rr_look_at(l, t->held_if, 0) || rr_look_at(l, t->amount, 0) ||
	    rr_look_at(l, t->sent_if, 0) ||
	    rr_look_at(l, t->spared_until, 0) ||
	    rr_look_at(l, t->extended_if, 0) ||
	    rr_look_at(l, t->disputed_if, 0) ||
	    rr_look_at(l, t->extended_from, 0) || rr_look_at(l, t->late_if, 0);
}

static bool
uses(const struct rr_reader *l, const struct rr_provision *p)
{
	const struct rr_date_terms *t = &p->date;
	bool ended = uses_terms(l, t);

	for (size_t i = 0; i < t->nmet_if && !ended; i++)
		ended = rr_look_at(l, t->met_if[i], 0);
	for (size_t i = 0; i < t->nowed && !ended; i++)
		ended = rr_look_name(l, t->owed[i].role, RR_AS_WHO) ||
		    rr_look_name(l, t->owed[i].unless, RR_AS_ENTRY);
	for (size_t i = 0; i < t->nas_of && !ended; i++)
		ended = rr_look_at(l, t->as_of[i].day, 0) ||
		    rr_look_at(l, t->as_of[i].only_if, 0);
	for (size_t i = 0; i < t->nends && !ended; i++)
		ended = rr_look_name(l, t->ends[i].name, RR_AS_ENTRY) ||
		    rr_look_at(l, t->ends[i].only_if, 0);
	return ended;
}

static bool
has_dates(const struct rr_event *e)
{
	const struct rr_field_decl *from = rr_event_use(e, RR_USE_FROM);
	const struct rr_field_decl *to = rr_event_use(e, RR_USE_TO);
	const struct rr_field_decl *days = rr_event_use(e, RR_USE_DAYS);

	return from != NULL && to != NULL && from->type == RR_FIELD_DATE &&
	    to->type == RR_FIELD_DATE &&
	    (days == NULL || days->type == RR_FIELD_NUMBER);
}

/* It says what it is about, or a field of entries can name one of them. */
static bool
answers_one(const struct rr_provision *p, const struct rr_event *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		for (size_t k = 0; k < p->neach; k++)
			if (rr_field_names_entries(e->fields[i].type) &&
			    rr_field_takes(&e->fields[i], p->each[k]))
				return true;
	for (size_t i = 0; i < e->nabout; i++)
		if (rr_is_each(p, e->about[i]))
			return true;
	return false;
}

/* A notice goes to "holders"; it is owed to each "holder". */
static bool
goes_to(const struct rr_event *e, const char *role)
{
	static const char each[] = "each ";
	size_t n = strlen(role);

	for (size_t i = 0; i < e->nto; i++) {
		const char *to = e->to[i];

		if (strncmp(to, each, strlen(each)) == 0)
			to += strlen(each);
		if (strncmp(to, role, n) == 0 && (to[n] == '\0' ||
		    strcmp(to + n, "s") == 0))
			return true;
	}
	return false;
}

static void
check_owed(const struct rr_event *met, const struct rr_provision *p,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < p->date.nowed; i++)
		if (p->date.owed[i].role != NULL &&
		    !goes_to(met, p->date.owed[i].role))
			rr_diag(diags, RR_E_CONTRADICT, p->cite.pos,
			    "'%s' is owed to '%s', to whom '%s', which meets "
			    "it, does not go", p->id, p->date.owed[i].role,
			    met->name);
}

static void
check_met(const struct rr_agreement *a, const struct rr_provision *p,
    const char *by, struct rr_diags *diags)
{
	const struct rr_event *met = rr_agreement_event(a, by);

	if (met == NULL)
		rr_diag(diags, RR_E_NO_EVENT, p->cite.pos,
		    "'%s' is met by '%s'", p->id, by);
	else if (p->neach > 0 && !answers_one(p, met))
		rr_diag(diags, RR_E_CONTRADICT, p->cite.pos,
		    "'%s' is for each '%s', but '%s', which meets it, is not "
		    "about one", p->id, p->each[0], by);
	else
		check_owed(met, p, diags);
}

static void
check(const struct rr_agreement *a, const struct rr_provision *p,
    struct rr_diags *diags)
{
	const struct rr_date_terms *t = &p->date;

	if (t->extended_by != NULL &&
	    (rr_agreement_event(a, t->extended_by) == NULL ||
	    !has_dates(rr_agreement_event(a, t->extended_by))))
		rr_diag(diags, RR_E_NO_FIELD, p->cite.pos,
		    "'%s' extends '%s', so it must have the dates 'from' and "
		    "'to', and 'days' can only be a number", t->extended_by,
		    p->id);
	for (size_t i = 0; i < t->nmet_by; i++)
		check_met(a, p, t->met_by[i], diags);
}

const struct rr_kind rr_kind_date = {
	.word = "date",
	.rests = RR_RESTS_DEADLINE,
	.deadline = true,
	.uses = uses,
	.check = check
};
