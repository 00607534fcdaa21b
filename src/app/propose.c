/*
 * propose.c: which entry a form may fill in by itself.
 *
 * A row always has the cursor; that alone says nothing.  What is recorded
 * must be declared to be about such an entry.
 */
#include <string.h>

#include "app_int.h"

/* Such an event has happened to the entry, and met what it called for. */
static bool
is_met(const struct rr_case *c, const char *event, const struct rr_fact *f)
{
	const struct rr_derivation *d = c->derivation;

	for (size_t i = 0; i < d->ndeadlines; i++) {
		const struct rr_deadline *one = &d->deadlines[i];
		const char *by = one->provision->date.met_by;

		if (one->subject != NULL && one->subject->seq == f->seq &&
		    one->subject->row == f->row && by != NULL &&
		    strcmp(by, event) == 0 && !rr_date_is_none(one->met_on))
			return true;
	}
	return false;
}

static bool
is_declared(const struct rr_case *c, const struct rr_event *e,
    const struct rr_param *p, const struct rr_fact *f)
{
	const struct rr_field_decl *d;

	if (strncmp(p->name, "set:", 4) != 0)
		return rr_event_is_about(c->agreement, e, f->name);
	d = rr_event_field(e, p->name + 4);
	return d != NULL && d->nof > 0 && rr_field_takes(d, f->name);
}

bool
rr_param_proposes(const struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_param *p, const struct rr_args *args, const char *ref)
{
	const struct rr_event *e = rr_cmd_event(c->agreement, cmd, args);
	const struct rr_fact *f;
	int64_t seq, row;

	if (e == NULL)
		return true;
	if (!rr_fact_ref_parse(ref, &seq, &row))
		return false;
	f = rr_facts_find(c->facts, seq, row);
	return f != NULL && is_declared(c, e, p, f) && !is_met(c, e->name, f);
}
