/*
 * owes.c: to whom what meets a deadline is owed.
 *
 * What arose is owed to those who were holders then: who becomes one later is
 * owed nothing of before, and who is one no more is owed it still.  Where the
 * terms leave open as of which day that is, they name the days; the open
 * point is asked of who has the role on some of them alone.  A day on which
 * nobody has it is none as of which it is owed, unless it can be nobody's.
 *
 * Another role goes from nobody to nobody: where the terms name no days, and
 * nobody had it yet, it counts as of the day by which it is owed.
 */
#include <string.h>

#include "body_int.h"
#include "regrights/arena.h"
#include "status_int.h"

const char *
rr_owed_named(const struct rr_eval *ev, const struct rr_deadline *d,
    const struct rr_owed_to *o)
{
	const char *text = d->subject == NULL ? NULL :
	    rr_fact_field(d->subject, o->field);
	const struct rr_party *p = text == NULL ? NULL :
	    rr_roster_named(ev->in->roster, text);

	return p != NULL ? p->key : text;
}

/* What came then, where it is known to the minute, or to the day. */
static const struct rr_fact *
shown_by(struct rr_eval *ev, const struct rr_moment *m)
{
	struct rr_fact *f;

	if (m->fact == NULL || !rr_date_is_none(m->day_most) ||
	    rr_eval_when(ev, m->fact).at == NULL)
		return NULL;
	f = rr_arena_alloc(ev->arena, sizeof(*f));
	*f = *m->fact;
	f->day = m->day;
	f->span = 0;
	f->at = m->at;
	return f;
}

/* Between which days that one lies. */
static struct rr_owed_on
day_of(const struct rr_owes *w, const struct rr_expr *day)
{
	const struct rr_owed_on due = { w->due, NULL };
	const struct rr_scope scope = RR_SCOPE(w->deadline->subject,
	    w->deadline->recipient);
	struct rr_recorder *rec = w->ev->rec;
	struct rr_owed_on on;
	struct rr_moment m;

	if (day == NULL)
		return due;
	w->ev->rec = NULL;
	m = rr_eval_day(w->ev, day, &scope);
	w->ev->rec = rec;
	/* What has not happened yet is as of the day that is asked about. */
	if (m.state == RR_MOMENT_WAITING && !m.unknown)
		return (struct rr_owed_on){ { w->ev->in->on, w->ev->in->on },
		    NULL };
	if (m.state != RR_MOMENT_KNOWN)
		return due;
	on.on.least = m.day;
	on.on.most = rr_date_or(m.day_most, m.day);
	on.at = shown_by(w->ev, &m);
	return on;
}

void
rr_owes_begin(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_deadline *d, const struct rr_between *due,
    struct rr_owes *w)
{
	struct rr_owed_on *days = rr_arena_array(ev->arena, t->nas_of + 1,
	    sizeof(*days));

	*w = (struct rr_owes){ ev, t, d, *due, days };
	days[0].on = *due;
	if (!rr_date_is_none(d->since)) {
		days[0].on.least = days[0].on.most = d->since;
		if (d->subject != NULL &&
		    rr_date_cmp(d->subject->day, d->since) == 0)
			days[0].at = rr_eval_when(ev, d->subject).at;
	}
	for (size_t i = 0; i < t->nas_of; i++)
		days[i + 1] = day_of(w, t->as_of[i].day);
}

/* RR_UNKNOWN: it may have had it then. */
static enum rr_truth
had_role(const struct rr_owes *w, const struct rr_party *p,
    const char *role, struct rr_owed_on day)
{
	if (day.at != NULL && rr_date_cmp(day.on.least, day.on.most) == 0)
		return rr_eval_had_role(w->ev, p, role,
		    (struct rr_held_when){ day.on.least, day.at });
	return rr_eval_in_role(w->ev, p, role, day.on.least) ||
	    (rr_date_cmp(day.on.least, day.on.most) != 0 &&
	    rr_eval_in_role(w->ev, p, role, day.on.most)) ? RR_TRUE :
	    RR_FALSE;
}

static bool
has_role(const struct rr_owes *w, const struct rr_party *p,
    const char *role, struct rr_owed_on day)
{
	return had_role(w, p, role, day) != RR_FALSE;
}

/* The same; what is missing where that is not known. */
static bool
may_have(const struct rr_owes *w, const struct rr_party *p,
    const char *role, struct rr_owed_on day, const char **perhaps)
{
	enum rr_truth had = had_role(w, p, role, day);
	const struct rr_held_when when = { day.on.least, day.at };

	if (had != RR_TRUE && had != RR_FALSE)
		*perhaps = rr_held_perhaps(w->ev, when, p->key, role);
	return had != RR_FALSE;
}

static bool
is_anybody(const struct rr_owes *w, const char *role, struct rr_owed_on on)
{
	size_t n;
	const struct rr_party *const *all = rr_roster_members(
	    w->ev->in->roster, role, &n);

	for (size_t i = 0; i < n; i++)
		if (has_role(w, all[i], role, on))
			return true;
	return false;
}

/* Whether P has the role on some of the days and not on all. */
static bool
is_between(const struct rr_owes *w, const struct rr_party *p,
    const char *role)
{
	enum rr_truth first = had_role(w, p, role, w->days[0]);

	for (size_t i = 1; i <= w->terms->nas_of; i++)
		if (had_role(w, p, role, w->days[i]) != first)
			return true;
	return false;
}

/* The day as of which it is owed, as the open point is answered. */
static struct rr_owed_on
as_of(const struct rr_owes *w, const char *role, bool nobody)
{
	const struct rr_scope scope = RR_SCOPE(w->deadline->subject,
	    w->deadline->recipient);
	size_t n = w->terms->nas_of, at = 0;

	for (size_t i = 1; i <= n && at == 0; i++)
		if (rr_cond_holds(w->ev, w->terms->as_of[i - 1].only_if,
		    &scope))
			at = i;
	for (size_t i = 0; !nobody && i <= n && !is_anybody(w, role,
	    w->days[at]); i++)
		at = i;
	return w->days[at];
}

/* Whether it can be so that NOBODY has the role. */
static bool
is_owed_as_of(const struct rr_owes *w, const struct rr_party *p,
    const char *role, bool nobody, const char **perhaps)
{
	struct rr_owed_on day;
	bool is;

	if (!is_between(w, p, role))
		return may_have(w, p, role, w->days[0], perhaps);
	day = as_of(w, role, nobody);
	is = may_have(w, p, role, day, perhaps);
	rr_record(w->ev->rec, RR_STEP_CHOICE, NULL, "%s: %s %s on %s, as of "
	    "which it is owed", p->told, is ? "a" : "no", role,
	    rr_between_text(w->ev->arena, &day.on));
	return is;
}

static bool
is_owed_other(const struct rr_owes *w, const struct rr_party *p,
    const struct rr_owed_to *o, const char **perhaps)
{
	const struct rr_owed_on arose = w->days[0], due = { w->due, NULL };
	bool nobody = o->any || rr_index_has(w->ev, o->unless);

	if (w->terms->nas_of > 0)
		return is_owed_as_of(w, p, o->role, nobody, perhaps);
	if (nobody || is_anybody(w, o->role, arose))
		return has_role(w, p, o->role, arose);
	return has_role(w, p, o->role, due);
}

bool
rr_owes_to(const struct rr_owes *w, const struct rr_owed_to *o,
    const struct rr_party *p, const char **perhaps)
{
	const char *party = o->field == NULL ? NULL :
	    rr_owed_named(w->ev, w->deadline, o);

	*perhaps = NULL;
	if (o->field != NULL)
		return party != NULL && strcmp(party, p->key) == 0;
	return strcmp(o->role, RR_ROLE_HOLDER) == 0 ?
	    is_owed_as_of(w, p, o->role, false, perhaps) :
	    is_owed_other(w, p, o, perhaps);
}
