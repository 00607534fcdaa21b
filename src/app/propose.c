/*
 * propose.c: which entry a form may fill in by itself.
 *
 * A row always has the cursor; that alone says nothing.  What is recorded
 * must be declared to be about such an entry; a notice may also be the same
 * again, or one of which the file does not say what it is about: then it is
 * about the row's entry as the form said before the kind was chosen.
 */
#include <string.h>

#include "app_int.h"
#include "choices_int.h"
#include "terms_int.h"
#include "regrights/vec.h"

/* Such an event has happened to the entry, and met what it called for. */
static bool
is_met(const struct rr_case *c, const char *event, const struct rr_fact *f)
{
	const struct rr_derivation *d = c->derivation;

	for (size_t i = 0; i < d->ndeadlines; i++) {
		const struct rr_deadline *one = &d->deadlines[i];
		const struct rr_date_terms *t = &one->provision->date;

		if (one->subject != NULL && one->subject->seq == f->seq &&
		    one->subject->row == f->row &&
		    rr_is_one_of(t->met_by, t->nmet_by, event) &&
		    !rr_date_is_none(one->met_on))
			return true;
	}
	return false;
}

/* It has a field for the entry that it is about, of whatever kind. */
static bool
has_field(const struct rr_event *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].type == RR_FIELD_FACT &&
		    e->fields[i].nof == 0)
			return true;
	return false;
}

static bool
has_entries(const struct rr_event *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (rr_field_names_entries(e->fields[i].type))
			return true;
	return false;
}

/* A field that must be filled in names that one. */
static bool
says_in_field(const struct rr_event *e, const char *name)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (e->nabout == 0 && e->fields[i].required &&
		    e->fields[i].nof > 0 && rr_field_takes(&e->fields[i],
		    name))
			return true;
	return false;
}

/* A notice given again, any other communication, a copy. */
static bool
may_be_about(const struct rr_case *c, const struct rr_event *e,
    const struct rr_fact *f)
{
	const struct rr_agreement *a = c->agreement;

	if (!e->notice || e->nabout > 0 || has_entries(e))
		return false;
	if (strcmp(e->name, f->name) == 0)
		return true;
	for (size_t i = 0; i < a->nevents; i++)
		if (rr_event_is_about(a, e, a->events[i].name) ||
		    rr_event_waited(a, e, a->events[i].name))
			return false;
	return true;
}

/* Said in one place: an entry in a field is not said to be answered too. */
static bool
is_declared(const struct rr_case *c, const struct rr_event *e,
    const struct rr_param *p, const struct rr_args *args,
    const struct rr_fact *f)
{
	const struct rr_agreement *a = c->agreement;
	const struct rr_field_decl *d;

	if (strncmp(p->name, "set:", 4) != 0)
		return !says_in_field(e, f->name) &&
		    (rr_event_is_about(a, e, f->name) ||
		    (e->nabout == 0 && !has_field(e) &&
		    rr_event_waited(a, e, f->name)));
	d = rr_event_field(e, p->name + 4);
	if (d == NULL || d->nof > 0)
		return d != NULL && rr_field_takes(d, f->name);
	return rr_event_waited(a, e, f->name) ||
	    rr_event_waives(a, e, d->key, args, f->name);
}

bool
rr_param_proposes(const struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_param *p, const struct rr_args *args, const char *ref)
{
	const struct rr_event *e = rr_case_event(c, cmd, args);
	const struct rr_fact *f;
	int64_t seq, row;

	if (e == NULL)
		return true;
	if (!rr_fact_ref_parse(ref, &seq, &row))
		return false;
	f = rr_facts_find(c->facts, seq, row);
	if (f == NULL)
		return false;
	return (is_declared(c, e, p, args, f) && !is_met(c, e->name, f)) ||
	    (strncmp(p->name, "set:", 4) != 0 && may_be_about(c, e, f));
}

enum rank { MEANT, LIKELY, OTHER };

static enum rank
rank_of(const struct rr_case *c, const struct rr_event *e,
    const struct rr_param *p, const struct rr_args *args, const char *ref)
{
	const struct rr_fact *f = NULL;
	int64_t seq, row;

	if (rr_fact_ref_parse(ref, &seq, &row))
		f = rr_facts_find(c->facts, seq, row);
	if (f == NULL)
		return OTHER;
	if (is_declared(c, e, p, args, f))
		return MEANT;
	return f->shape == RR_SHAPE_EVENT || f->shape == RR_SHAPE_NOTICE ?
	    LIKELY : OTHER;
}

void
rr_choices_order(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_param *p,
    const struct rr_args *args, struct rr_vec *all)
{
	const struct rr_event *e = rr_case_event(c, cmd, args);
	bool field = strncmp(p->name, "set:", 4) == 0;
	struct rr_choice *items = all->items, *was;
	enum rank *ranks;
	size_t n = 0;

	if (e == NULL || all->n == 0)
		return;
	was = rr_arena_array(arena, all->n, sizeof(*was));
	ranks = rr_arena_array(arena, all->n, sizeof(*ranks));
	for (size_t i = 0; i < all->n; i++) {
		was[i] = items[i];
		ranks[i] = rank_of(c, e, p, args, was[i].key);
	}
	for (int rank = MEANT; rank <= (field ? LIKELY : OTHER); rank++) {
		for (size_t i = 0; i < all->n; i++)
			if ((int)ranks[i] == rank)
				items[n++] = was[i];
		if (rank == MEANT)
			rr_choices_due(c, arena, e, items, n);
	}
	all->n = n;
}
