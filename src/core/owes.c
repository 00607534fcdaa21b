/*
 * owes.c: to whom what meets a deadline is owed.
 *
 * It is owed to all who have a role on the day by which it is owed.  Where the
 * terms leave open as of which day one is a Holder, from the entry that it is
 * about through another one, it is owed for certain to who is one on all of
 * these, and may be owed to who is one on some.
 */
#include "body_int.h"

#include <string.h>

#include "status_int.h"

void
rr_owed_days(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_deadline *d, const struct rr_between *by,
    struct rr_owed_days *out)
{
	const struct rr_scope scope = { d->subject, d->recipient,
	    RR_DATE_NONE, RR_DATE_NONE };
	struct rr_recorder *rec = ev->rec;
	struct rr_moment m;

	out->of[0] = by->least;
	out->of[1] = by->most;
	out->n = 2;
	if (t->owed_through == NULL || d->subject == NULL)
		return;
	out->of[out->n++] = d->subject->day;
	ev->rec = NULL;
	m = rr_when_eval(ev, t->owed_through, &scope);
	ev->rec = rec;
	if (m.state == RR_MOMENT_KNOWN)
		out->of[out->n++] = m.day;
}

const char *
rr_owed_named(const struct rr_deadline *d, const struct rr_owed_to *o)
{
	return d->subject == NULL ? NULL : rr_fact_field(d->subject, o->field);
}

enum rr_truth
rr_is_owed(struct rr_eval *ev, const struct rr_deadline *d,
    const struct rr_party *p, const struct rr_owed_to *o,
    const struct rr_owed_days *on)
{
	const char *party = o->field != NULL ? rr_owed_named(d, o) : NULL;
	size_t n = 0, days = on->n;

	if (o->field != NULL)
		return party != NULL && strcmp(party, p->key) == 0 ?
		    RR_TRUE : RR_FALSE;
	/* The day by which it is owed lies between the first two. */
	if (strcmp(o->role, RR_ROLE_HOLDER) != 0)
		days = 2;
	for (size_t i = 0; i < days; i++)
		n += rr_eval_in_role(ev, p, o->role, on->of[i]);
	if (n > 0 && days == 2)
		return RR_TRUE;
	return n == 0 ? RR_FALSE : n == days ? RR_TRUE : RR_UNKNOWN;
}
