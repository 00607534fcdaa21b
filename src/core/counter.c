/*
 * counter.c: the kind "counter": what is used up of a baseline.
 *
 * Each baseline says what one Holder was given, in units.  What its Holder has
 * used since is added up, and at a share of the whole the counter is reached.
 * A later baseline of the same line resets it: what is used from then on counts
 * against that one.  Of one day their hours decide; where these are not on
 * record, a use counts against the one or the other.  Whether a split is of the
 * baseline too is not on record: what is used after it counts as it is, or as
 * it would have been before, and there are two meters as below.  What renews a
 * baseline, as a sticker, begins a new one of which the number is not known
 * until it is on record: what is used from then on counts against that one, and
 * is asked of what renewed it.  The whole is what the Holder was given, or all
 * that the Holders were given together.
 *
 * When a use counts can be another day than its own, as the day on which it
 * became known; what is used counts in the order of those days.  Where that is
 * missing of it, it counts on its own day or on any later one.
 *
 * A use of which it is not known whether it counts makes two meters, without
 * such uses and with them all: more of them only reach it sooner, so what the
 * counter comes to lies between the two.
 *
 * What its Holder passed to others since, or was passed, may be of what it
 * was given and may not: the whole lies between two, and again there are two
 * meters.  Where one used of whom no baseline is on record, all together is
 * what is on record or more, and it is never reached for certain.  A use of
 * one to whom no baseline was given is asked as a baseline is, too: how much of
 * what it was passed is given, if any, is not on record.
 *
 * What renewed a baseline is asked as one is: while something was used since,
 * and the number that stands since is not on record, it cannot be said whether
 * the counter is reached.
 */
#include <stdlib.h>
#include <string.h>

#include "conclude_int.h"
#include "meter_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/count.h"

static int
use_cmp(const void *a, const void *b)
{
	const struct rr_use *x = a, *y = b;
	bool later = rr_date_is_none(x->counts.latest);

	if (later != rr_date_is_none(y->counts.latest))
		return later ? 1 : -1;
	if (!later && rr_moment_is_before(&x->counts, &y->counts))
		return -1;
	if (!later && rr_moment_is_before(&y->counts, &x->counts))
		return 1;
	/* Facts lie in one array, so their addresses are their order. */
	return (x->fact > y->fact) - (x->fact < y->fact);
}

/* What came after the baseline was renewed is not used of it. */
static void
record_renewed(const struct rr_meter *m, struct rr_recorder *rec,
    const struct rr_fact *f)
{
	rr_record_fact(rec, f, "%s %s does not count here: it is not earlier "
	    "than %s of entry %lld", f->name, rr_fact_day_text(m->ev->arena,
	    f), m->renewed->name, (long long)m->renewed->seq);
}

/* Whether it is before END, which can be NULL: never; else DOUBT says so. */
static enum rr_truth
is_until(struct rr_meter *m, const struct rr_fact *f,
    const struct rr_fact *end, const char **doubt)
{
	enum rr_truth earlier = end == NULL ? RR_TRUE :
	    rr_meter_is_earlier(m, f, end);

	if (earlier == RR_UNKNOWN)
		*doubt = rr_meter_order(m, f, end);
	return earlier;
}

static void
take_uses(struct rr_meter *m)
{
	struct rr_recorder *rec = m->ev->rec;
	size_t n;
	const struct rr_fact *const *all = rr_index_named(m->ev,
	    m->p->counter.of, &n);

	m->uses = rr_arena_array(m->ev->arena, n + 1, sizeof(*m->uses));
	m->ev->rec = NULL;
	for (size_t i = 0; i < n; i++) {
		struct rr_use *u = &m->uses[m->n];
		const char *order = NULL;

		if (!rr_meter_is_of(all[i], m->holder) ||
		    !rr_meter_units(all[i], &u->units) ||
		    rr_meter_is_since(m, all[i], &order) == RR_FALSE ||
		    is_until(m, all[i], m->next, &order) == RR_FALSE)
			continue;
		if (is_until(m, all[i], m->renewed, &order) == RR_FALSE) {
			record_renewed(m, rec, all[i]);
			continue;
		}
		if (!rr_meter_takes(m, rec, all[i], &u->doubt))
			continue;
		if (u->doubt == NULL)
			u->doubt = order;
		u->fact = all[i];
		if (!rr_meter_as_given(m, all[i], m->generous, &u->as_given))
			u->as_given = -1;
		u->counts = rr_meter_counts(m, all[i]);
		m->n++;
	}
	m->ev->rec = rec;
	qsort(m->uses, m->n, sizeof(*m->uses), use_cmp);
}

/* The whole as it is on the day of F, and what must be used of it. */
static bool
measure(struct rr_meter *m, const struct rr_fact *f)
{
	const struct rr_counter_terms *t = &m->p->counter;
	const char *lacks = "numbers that can be counted";
	bool ok = m->of_all ? rr_meter_all(m, f, &m->whole, &lacks) :
	    rr_meter_as_given(m, m->self, true, &m->whole);

	if (ok)
		rr_meter_bound(m, f);
	if (ok && rr_count_needed(t->share, t->strict, m->whole, &m->needed))
		return true;
	m->waits_for = lacks;
	return false;
}

/* Whether the whole may be any more. */
static bool
is_beyond(const struct rr_meter *m)
{
	return m->beyond != NULL && !m->generous;
}

static void
doubt_use(struct rr_meter *m, const struct rr_use *u)
{
	m->doubt = u->doubt;
	rr_record_fact(m->ev->rec, u->fact, "%s %s: %s, if it counts; not on "
	    "record: %s", u->fact->name, rr_fact_day_text(m->ev->arena,
	    u->fact), rr_units_text(m->ev, u->units), u->doubt);
}

/* The least whole number that is so many grains. */
static int64_t
whole_units(const struct rr_meter *m, int64_t grains)
{
	return grains / m->grain + (grains % m->grain != 0);
}

static void
record_use(const struct rr_meter *m, const struct rr_use *u)
{
	struct rr_arena *a = m->ev->arena;
	const char *was = "";

	if (u->as_given / m->grain != u->units)
		was = rr_arena_printf(a, ", or %s%s before the split",
		    rr_units_text(m->ev, u->as_given / m->grain),
		    u->as_given % m->grain == 0 ? "" : " and a part");
	rr_record_fact(m->ev->rec, u->fact, "%s %s: %s%s, %s%s in all",
	    u->fact->name, rr_fact_day_text(a, u->fact),
	    rr_units_text(m->ev, u->units), was, m->split == NULL ? "" :
	    "at least ", rr_units_text(m->ev, m->used / m->grain));
}

/* What it comes to; what lies between two is told as far as it is known. */
static void
record_sum(const struct rr_meter *m)
{
	const struct rr_counter_terms *t = &m->p->counter;
	const char *more = m->beyond != NULL ? " or more" : "";
	const char *least = m->split != NULL ? "at least " : "";
	struct rr_buf share = RR_BUF_INIT;

	rr_count_text(t->share, t->strict, &share);
	rr_record(m->ev->rec, RR_STEP_SUM, m->p->cite.section,
	    "%s of %s%s%s: %s%s needed, %s%s used", share.s,
	    rr_units_text(m->ev, m->whole / m->grain), more, m->of_all ?
	    ", given to all together" : "",
	    rr_units_text(m->ev, whole_units(m, m->needed)),
	    more, least, rr_units_text(m->ev, m->used / m->grain));
	rr_buf_free(&share);
	if (m->passed != NULL)
		rr_record_fact(m->ev->rec, m->passed, "%s %s: what of it was "
		    "given is not on record", m->passed->name,
		    rr_day_text(m->ev->arena, m->passed->day));
	if (m->split != NULL)
		rr_record_fact(m->ev->rec, m->split, "%s %s: whether what was "
		    "given is split with the rest is not on record",
		    m->split->name,
		    rr_day_text(m->ev->arena, m->split->day));
}

static bool
add_up(struct rr_meter *m)
{
	bool measured = false;

	for (size_t i = 0; i < m->n; i++) {
		const struct rr_use *u = &m->uses[i];

		if (u->doubt != NULL && !m->generous) {
			doubt_use(m, u);
			continue;
		}
		/* The whole is that of the day on which it was reached. */
		if (m->reached == NULL && !measure(m, u->fact))
			return false;
		measured = true;
		if (u->as_given < 0 || __builtin_add_overflow(m->used,
		    u->as_given, &m->used)) {
			m->waits_for = "numbers that can be counted";
			return false;
		}
		record_use(m, u);
		if (rr_date_is_none(u->counts.latest)) {
			m->waits_for = u->counts.waits_for;
			m->open = &u->counts;
			continue;
		}
		if (m->reached == NULL && m->used >= m->needed &&
		    !is_beyond(m)) {
			m->reached = u;
			m->at = &u->counts;
		}
	}
	return measured || measure(m, m->self);
}

static bool	 run_meter(struct rr_meter *);

/* With what may count besides; it is only reached sooner. */
static void
run_generous(struct rr_meter *m)
{
	struct rr_recorder *rec = m->ev->rec;
	struct rr_meter *most = rr_arena_alloc(m->ev->arena, sizeof(*most));

	*most = (struct rr_meter){ .ev = m->ev, .p = m->p, .self = m->self,
	    .generous = true };
	m->ev->rec = NULL;
	run_meter(most);
	m->ev->rec = rec;
	m->most = most;
}

/* Whether it could be counted; REACHED is the use that reached it, or NULL. */
static bool
run_meter(struct rr_meter *m)
{
	const struct rr_counter_terms *t = &m->p->counter;
	const struct rr_scope s = RR_SCOPE(m->self, NULL);
	bool ok;

	m->holder = rr_fact_get(m->self, RR_USE_HOLDER);
	m->grain = rr_meter_grain(m->ev);
	m->next = rr_meter_next(m);
	m->unordered = rr_meter_unordered(m);
	m->of_all = t->all_if != NULL &&
	    rr_cond_holds(m->ev, t->all_if, &s);
	if (m->of_all)
		rr_meter_find_strays(m);
	m->renewed = rr_meter_renewal(m, m->self, m->self, m->next);
	if (rr_meter_units(m->self, &m->whole))
		rr_record_fact(m->ev->rec, m->self, "%s %s: %s",
		    m->self->name, rr_fact_day_text(m->ev->arena, m->self),
		    rr_units_text(m->ev, m->whole));
	take_uses(m);
	ok = add_up(m);
	if (ok && m->open != NULL && m->open->state == RR_MOMENT_KNOWN)
		rr_meter_reach(m);
	if (ok)
		record_sum(m);
	/* What is not dated matters only where it would have reached it. */
	if (ok && m->reached == NULL && m->ev->uncounted != NULL)
		m->waits_for = m->ev->uncounted;
	else if (ok && (m->reached != NULL || m->used < m->needed ||
	    is_beyond(m)))
		m->waits_for = NULL;
	if (m->doubt != NULL)
		run_generous(m);
	return ok;
}

static bool
is_between(const struct rr_meter *m)
{
	return m->open != NULL && m->at != NULL &&
	    rr_date_cmp(m->at->day, m->at->latest) != 0;
}

/* Whether it is known on which day it is reached, or that it is not. */
static bool
is_sure(const struct rr_meter *m)
{
	const struct rr_moment *a = m->at;
	const struct rr_moment *b = m->most != NULL ? m->most->at : a;

	if (a == NULL && b == NULL)
		return m->waits_for != NULL || m->most == NULL ||
		    m->most->waits_for == NULL;
	return a != NULL && b != NULL && rr_date_cmp(a->day, b->day) == 0 &&
	    !is_between(m) && (m->most == NULL || !is_between(m->most));
}

/* For want of what it is not. */
static const char *
doubt_of(const struct rr_meter *m)
{
	return m->doubt != NULL || m->open == NULL ? m->doubt :
	    m->open->waits_for;
}

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
		x->state = u->doubt == NULL ? RR_FOUND_COUNTED :
		    RR_FOUND_WAITING;
		x->asked = u->units;
		x->counts = u->doubt == NULL ? u->units : 0;
		x->fact = u->fact;
	}
}

void
rr_counter_find(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o, struct rr_vec *items)
{
	struct rr_meter m = { .ev = ev, .p = p, .self = s->self,
	    .items = items };
	const struct rr_fact *end;
	bool counted;

	rr_outcome_init(o, RR_FOUND_WAITING);
	counted = run_meter(&m);
	/* Of a whole that lies between two, what is needed cannot be said. */
	if (!is_sure(&m) || (m.reached == NULL && (m.passed != NULL ||
	    m.split != NULL || m.beyond != NULL))) {
		m.reached = NULL;
		m.waits_for = doubt_of(&m);
	}
	if (m.unordered != NULL) {
		m.reached = NULL;
		m.waits_for = m.unordered;
	}
	end = m.renewed != NULL ? m.renewed : m.next;
	add_items(&m);
	o->waits_for = m.waits_for;
	o->counted = counted && m.split == NULL && m.beyond == NULL;
	if (o->counted) {
		o->base = m.whole / m.grain;
		o->needed = whole_units(&m, m.needed);
		o->have = m.used / m.grain;
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
	const struct rr_scope s = RR_SCOPE(m->self, NULL);
	struct rr_terms was;

	m->p = rr_terms_begin(m->ev, m->p, &s, &was);
	if (m->p != NULL)
		run_meter(m);
	rr_terms_end(m->ev, &was);
}

static bool
is_called(const struct rr_fact *f, const char *name)
{
	return name != NULL && strcmp(f->name, name) == 0;
}

/* When it is reached; else as WAITING says. */
static struct rr_moment
comes_to(const struct rr_meter *m, const struct rr_moment *waiting)
{
	const struct rr_moment *unknown = rr_meter_unknown_use(m);
	struct rr_moment out = *waiting;

	if (unknown != NULL && (m->ev->blurred || m->at != NULL ||
	    m->waits_for != NULL))
		return *unknown;
	if (m->ev->blurred)
		return rr_meter_any_use(m, waiting);
	if (m->at != NULL)
		return *m->at;
	if (m->waits_for != NULL)
		out.waits_for = m->waits_for;
	return out;
}

struct rr_moment
rr_counter_reached(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *baseline)
{
	struct rr_meter m = { .ev = ev, .p = p, .self = baseline };
	struct rr_moment out = rr_moment_waiting(p->what);
	bool blurred = ev->blurred;

	if (is_called(baseline, p->counter.renewed_by)) {
		const char *lacks = rr_meter_lacks_since(ev, p, baseline);

		out.waits_for = lacks != NULL ? lacks : p->what;
		return out;
	}
	if (is_called(baseline, p->counter.of))
		return rr_meter_astray(ev, p, baseline);
	ev->blurred = false;
	run_governing(&m);
	out = comes_to(&m, &out);
	if (m.most != NULL && !is_sure(&m)) {
		const struct rr_moment never = rr_moment_waiting(m.doubt);
		struct rr_moment most = comes_to(m.most, &never);

		out = rr_moment_either(&most, m.at != NULL ? &out : &never);
	}
	if (m.unordered != NULL) {
		out.may_wait = true;
		out.waits_for = m.unordered;
	}
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
	if (is_called(baseline, p->counter.renewed_by))
		m.waits_for = rr_meter_lacks_since(ev, p, baseline);
	else if (is_called(baseline, p->counter.of)) {
		const struct rr_moment x = rr_meter_astray(ev, p, baseline);

		m.waits_for = x.state == RR_MOMENT_KNOWN ? x.waits_for : NULL;
	} else
		run_governing(&m);
	ev->rec = rec;
	if (m.reached != NULL && m.unordered == NULL)
		return RR_TRUE;
	if (!is_sure(&m) || m.unordered != NULL)
		m.waits_for = m.unordered != NULL ? m.unordered : doubt_of(&m);
	return m.waits_for != NULL ? rr_lacks(ev, NULL, "%s", m.waits_for) :
	    RR_FALSE;
}
