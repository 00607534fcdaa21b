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

/* Between which days that one lies. */
static struct rr_between
day_of(const struct rr_owes *w, const struct rr_expr *day)
{
	const struct rr_scope scope = RR_SCOPE(w->deadline->subject,
	    w->deadline->recipient);
	struct rr_recorder *rec = w->ev->rec;
	struct rr_between on;
	struct rr_moment m;

	if (day == NULL)
		return w->due;
	w->ev->rec = NULL;
	m = rr_eval_day(w->ev, day, &scope);
	w->ev->rec = rec;
	/* What has not happened yet is as of the day that is asked about. */
	if (m.state == RR_MOMENT_WAITING && !m.unknown)
		return (struct rr_between){ w->ev->in->on, w->ev->in->on };
	if (m.state != RR_MOMENT_KNOWN)
		return w->due;
	on.least = m.day;
	on.most = rr_date_or(m.day_most, m.day);
	return on;
}

void
rr_owes_begin(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_deadline *d, const struct rr_between *due,
    struct rr_owes *w)
{
	struct rr_between *days = rr_arena_array(ev->arena, t->nas_of + 1,
	    sizeof(*days));

	*w = (struct rr_owes){ ev, t, d, *due, days };
	days[0] = *due;
	if (!rr_date_is_none(d->since))
		days[0].least = days[0].most = d->since;
	for (size_t i = 0; i < t->nas_of; i++)
		days[i + 1] = day_of(w, t->as_of[i].day);
}

static bool
has_role(const struct rr_owes *w, const struct rr_party *p,
    const char *role, struct rr_between on)
{
	return rr_eval_in_role(w->ev, p, role, on.least) ||
	    (rr_date_cmp(on.least, on.most) != 0 &&
	    rr_eval_in_role(w->ev, p, role, on.most));
}

static bool
is_anybody(const struct rr_owes *w, const char *role, struct rr_between on)
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
	bool first = has_role(w, p, role, w->days[0]);

	for (size_t i = 1; i <= w->terms->nas_of; i++)
		if (has_role(w, p, role, w->days[i]) != first)
			return true;
	return false;
}

/* The day as of which it is owed, as the open point is answered. */
static struct rr_between
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
    const char *role, bool nobody)
{
	struct rr_between on;
	bool is;

	if (!is_between(w, p, role))
		return has_role(w, p, role, w->days[0]);
	on = as_of(w, role, nobody);
	is = has_role(w, p, role, on);
	rr_record(w->ev->rec, RR_STEP_CHOICE, NULL, "%s: %s %s on %s, as of "
	    "which it is owed", p->told, is ? "a" : "no", role,
	    rr_between_text(w->ev->arena, &on));
	return is;
}

static bool
is_owed_other(const struct rr_owes *w, const struct rr_party *p,
    const struct rr_owed_to *o)
{
	struct rr_between arose = w->days[0];
	bool nobody = o->any || rr_index_has(w->ev, o->unless);

	if (w->terms->nas_of > 0)
		return is_owed_as_of(w, p, o->role, nobody);
	if (nobody || is_anybody(w, o->role, arose))
		return has_role(w, p, o->role, arose);
	return has_role(w, p, o->role, w->due);
}

bool
rr_owes_to(const struct rr_owes *w, const struct rr_owed_to *o,
    const struct rr_party *p)
{
	const char *party = o->field == NULL ? NULL :
	    rr_owed_named(w->ev, w->deadline, o);

	if (o->field != NULL)
		return party != NULL && strcmp(party, p->key) == 0;
	return strcmp(o->role, RR_ROLE_HOLDER) == 0 ?
	    is_owed_as_of(w, p, o->role, false) : is_owed_other(w, p, o);
}
