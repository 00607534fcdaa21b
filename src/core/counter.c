/*
 * counter.c: the kind "counter": what is used up of a baseline.
 *
 * How a baseline is counted stands in meter.c.  What renewed one is asked as a
 * baseline is: while something was used since and the number that stands since
 * is not on record, it cannot be said whether the counter is reached.
 */
#include <string.h>

#include "meter_int.h"
#include "regrights/arena.h"

static void
add_items(const struct rr_meter *m)
{
	for (size_t i = 0; m->items != NULL && i < m->n; i++) {
		const struct rr_use *u = &m->uses[i];
		struct rr_finding_item *x = rr_vec_add(m->ev->arena,
		    m->items);

		x->key = rr_arena_printf(m->ev->arena, "%lld",
		    (long long)u->fact->seq);
		x->what = u->fact->name;
		x->party = m->holder;
		x->state = RR_FOUND_COUNTED;
		x->asked = x->counts = u->units;
		x->fact = u->fact;
	}
}

void
rr_find_counter(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o, struct rr_vec *items)
{
	struct rr_meter m = { .ev = ev, .p = p, .self = s->self,
	    .items = items };
	const struct rr_fact *end;
	bool counted;

	rr_outcome_init(o, RR_FOUND_WAITING);
	counted = rr_meter_run(&m);
	end = m.renewed != NULL ? m.renewed : m.next;
	add_items(&m);
	o->waits_for = m.waits_for;
	o->counted = counted;
	if (counted) {
		o->base = m.whole;
		o->needed = m.needed;
		o->have = m.used;
	}
	if (m.reached != NULL) {
		o->state = RR_FOUND_REACHED;
		o->from = m.reached->counts.day;
		o->from_at = m.reached->counts.at;
	} else if (counted && m.waits_for == NULL)
		o->state = end != NULL ? RR_FOUND_ENDED : RR_FOUND_NOT_YET;
	if (end != NULL) {
		o->until = end->day;
		rr_record_fact(ev->rec, end, "reset by %s %s", end->name,
		    rr_day_text(ev->arena, end->day));
	}
	rr_record(ev->rec, o->state == RR_FOUND_WAITING ? RR_STEP_MISSING :
	    RR_STEP_CONCLUSION, p->cite.section, "%s%s%s%s",
	    rr_found_shown(o->state), m.reached != NULL ? " on " : "",
	    m.reached != NULL ? rr_day_text(ev->arena, o->from) : "",
	    o->waits_for != NULL ? rr_arena_printf(ev->arena,
	    "; not on record: %s", o->waits_for) : "");
}

/* By the terms that govern that baseline; they may not count it at all. */
static void
run_governing(struct rr_meter *m)
{
	const struct rr_scope s = { m->self, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };
	struct rr_terms was;

	m->p = rr_terms_begin(m->ev, m->p, &s, &was);
	if (m->p != NULL)
		rr_meter_run(m);
	rr_terms_end(m->ev, &was);
}

/* The first baseline of the Holder and line of SELF that is not before BY. */
static const struct rr_fact *
baseline_since(struct rr_meter *m, const struct rr_fact *by)
{
	const struct rr_fact *b = m->self;
	struct rr_meter at = *m;

	do {
		at.self = b;
		b = rr_meter_next(&at);
	} while (b != NULL && rr_meter_precedes(m->ev, b, by));
	return b;
}

/* Whether something was used of what a baseline became by that, and is not. */
static bool
is_used_since(struct rr_meter *m, const struct rr_fact *by)
{
	const struct rr_fact *next, *again;
	size_t n;
	const struct rr_fact *const *all = rr_index_named(m->ev->index,
	    m->p->counter.of, &n);

	m->holder = rr_fact_field(m->self, "holder");
	next = baseline_since(m, by);
	again = rr_meter_renewal(m, m->self, by, next);
	for (size_t i = 0; i < n; i++)
		if (rr_meter_is_of(all[i], m->holder) &&
		    !rr_meter_precedes(m->ev, all[i], by) &&
		    (next == NULL ||
		    rr_meter_precedes(m->ev, all[i], next)) &&
		    (again == NULL ||
		    rr_meter_precedes(m->ev, all[i], again)))
			return true;
	return false;
}

/* What is missing of the baselines that BY renewed, or NULL. */
static const char *
lacks_since(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *by)
{
	struct rr_recorder *rec = ev->rec;
	bool used = false;

	ev->rec = NULL;
	for (size_t e = 0; e < p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all = rr_index_named(ev->index,
		    p->each[e], &n);

		for (size_t i = 0; i < n && !used; i++) {
			struct rr_meter m = { .ev = ev, .p = p, .self = all[i] };

			used = rr_eval_is_linked(ev, by, all[i]) &&
			    is_used_since(&m, by);
		}
	}
	ev->rec = rec;
	return used ? rr_meter_lacks(ev, p, by) : NULL;
}

static bool
renews(const struct rr_provision *p, const struct rr_fact *f)
{
	const char *by = p->counter.renewed_by;

	return by != NULL && strcmp(f->name, by) == 0;
}

/* One whose day no calendar knows: it may be before all the others. */
static const struct rr_moment *
unknown_use(const struct rr_meter *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->uses[i].counts.unknown)
			return &m->uses[i].counts;
	return NULL;
}

/* From the first use on, or never: by which use it is reached is open. */
static struct rr_moment
any_use(const struct rr_meter *m, const struct rr_moment *waiting)
{
	struct rr_moment out = *waiting;

	for (size_t i = 0; i < m->n; i++) {
		const struct rr_moment *u = &m->uses[i].counts;

		if (u->state != RR_MOMENT_KNOWN)
			continue;
		out.state = RR_MOMENT_KNOWN;
		if (rr_date_is_none(out.day) ||
		    rr_date_cmp(u->day, out.day) < 0)
			out.day = out.latest_least = u->day;
	}
	out.may_wait = true;
	return out;
}

struct rr_moment
rr_counter_reached(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *baseline)
{
	struct rr_meter m = { .ev = ev, .p = p, .self = baseline };
	struct rr_moment out = rr_moment_on(RR_DATE_NONE);
	const struct rr_moment *unknown;
	bool blurred = ev->blurred;

	out.state = RR_MOMENT_WAITING;
	out.waits_for = p->what;
	if (renews(p, baseline)) {
		const char *lacks = lacks_since(ev, p, baseline);

		out.waits_for = lacks != NULL ? lacks : p->what;
		return out;
	}
	ev->blurred = false;
	run_governing(&m);
	unknown = unknown_use(&m);
	if (unknown != NULL && (ev->blurred || m.reached != NULL ||
	    m.waits_for != NULL))
		out = *unknown;
	else if (ev->blurred)
		out = any_use(&m, &out);
	else if (m.reached != NULL)
		out = m.reached->counts;
	else if (m.waits_for != NULL)
		out.waits_for = m.waits_for;
	ev->blurred = blurred;
	return out;
}

enum rr_truth
rr_counter_is_reached(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *baseline)
{
	struct rr_meter m = { .ev = ev, .p = p, .self = baseline };
	struct rr_recorder *rec = ev->rec;

	ev->rec = NULL;
	if (renews(p, baseline))
		m.waits_for = lacks_since(ev, p, baseline);
	else
		run_governing(&m);
	ev->rec = rec;
	if (m.reached != NULL)
		return RR_TRUE;
	return m.waits_for != NULL ? rr_lacks(ev, NULL, "%s", m.waits_for) :
	    RR_FALSE;
}
