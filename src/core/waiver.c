/*
 * waiver.c: deadlines that were waived.
 *
 * The agreement's file says which event or notice waives, and which of its
 * fields name the deadline, the entry and the party.  A field that is left
 * empty waives it for all; where the paper asks for more, as a consent, the
 * condition has to hold under every open answer.  The day stays what it is: a
 * waiver changes how it stands, not when it was.
 */
#include <string.h>

#include "eval_int.h"

struct asked {
	const struct rr_cond	*cond;
	struct rr_scope		 scope;
};

static void
run_cond(struct rr_eval *ev, void *ctx, void *out)
{
	const struct asked *a = ctx;
	enum rr_truth *t = out;

	*t = rr_cond_eval(ev, a->cond, &a->scope);
}

static bool
holds(struct rr_eval *ev, const struct rr_cond *cond,
    const struct rr_fact *waiver)
{
	struct asked a = { cond, { waiver, NULL, RR_DATE_NONE,
	    RR_DATE_NONE } };
	struct rr_world *w;
	size_t n;

	if (cond == NULL)
		return true;
	n = rr_fork(ev, run_cond, &a, sizeof(enum rr_truth), &w);
	for (size_t i = 0; i < n; i++)
		if (*(enum rr_truth *)w[i].out != RR_TRUE)
			return false;
	return true;
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

const struct rr_fact *
rr_waiver_of(struct rr_eval *ev, const struct rr_deadline *d)
{
	const struct rr_waiver_terms *t = ev->newest->waivers;
	const struct rr_fact *const *all;
	struct rr_recorder *rec = ev->rec;
	const struct rr_fact *found = NULL;
	size_t n;

	if (t == NULL)
		return NULL;
	all = rr_index_named(ev->index, t->by, &n);
	ev->rec = NULL;
	for (size_t i = 0; i < n && found == NULL; i++)
		if (is_for(all[i], t, d) && holds(ev, t->only_if, all[i]))
			found = all[i];
	ev->rec = rec;
	return found;
}
