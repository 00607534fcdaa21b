/*
 * counter.c: the kind "counter": what is used up of a baseline.
 *
 * Each baseline says what one Holder was given, in units.  What its Holder has
 * used since is added up, and at a share of the whole the counter is reached.
 * A later baseline of the same line resets it: what is used on or after its
 * day counts against that one.  A split makes the baseline and what is used
 * from its day on unlike units; what was reached before it stays so.  The whole
 * is what the Holder was given, or all that the Holders were given together.
 *
 * When a use counts can be another day than its own, as the day on which it
 * became known; what is used counts in the order of those days.
 */
#include <stdlib.h>
#include <string.h>

#include "body_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/count.h"
#include "regrights/map.h"

struct use {
	const struct rr_fact	*fact;
	int64_t			 units;
	struct rr_moment	 counts;
};

struct meter {
	struct rr_eval			*ev;
	const struct rr_provision	*p;
	const struct rr_fact		*self, *next;	/* baselines */
	const struct rr_fact		*split;		/* between, or NULL */
	const char			*holder;
	bool				 of_all;
	struct use			*uses;
	size_t				 n;
	int64_t				 whole, needed, used;
	const struct use		*reached;
	const char			*waits_for;
	struct rr_vec			*items;
};

static struct rr_moment
moment_of(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_moment m = rr_eval_counted(ev, f);

	m.at = f->at;
	rr_moment_bound(ev, &m);
	return m;
}

/* A day that a cut-off moves nobody knows where to is that of the record. */
static bool
is_before(struct rr_eval *ev, const struct rr_fact *a, const struct rr_fact *b)
{
	struct rr_moment x = moment_of(ev, a), y = moment_of(ev, b);

	if (x.unknown || y.unknown) {
		x.day = a->day;
		y.day = b->day;
	}
	return rr_moment_is_before(&x, &y);
}

static bool
units_of(const struct rr_fact *f, int64_t *out)
{
	const char *text = rr_fact_field(f, "shares");
	rr_shares n;

	if (text == NULL || !rr_shares_parse(text, &n))
		return false;
	*out = n.units;
	return true;
}

static bool
is_of(const struct rr_fact *f, const char *holder)
{
	const char *of = rr_fact_field(f, "holder");

	return of != NULL && strcmp(of, holder) == 0;
}

/* What a baseline stands under at last: those of two filings are two lines. */
static int64_t
line_of(struct rr_eval *ev, const struct rr_fact *f)
{
	while (f->about != 0) {
		const struct rr_fact *up = rr_facts_live(ev->in->facts,
		    f->about, f->about_row);

		if (up == NULL)
			return f->about;
		f = up;
	}
	return f->seq;
}

static bool
is_same_line(struct rr_eval *ev, const struct rr_fact *a,
    const struct rr_fact *b)
{
	return a->about == 0 || b->about == 0 ||
	    line_of(ev, a) == line_of(ev, b);
}

/* The first baseline of the same Holder and line after this one, or NULL. */
static const struct rr_fact *
next_baseline(struct meter *m)
{
	bool past = false;

	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev->index, m->p->each[e], &n);

		for (size_t i = 0; i < n; i++) {
			if (past && is_of(all[i], m->holder) &&
			    is_same_line(m->ev, m->self, all[i]))
				return all[i];
			past |= all[i] == m->self;
		}
	}
	return NULL;
}

static int
use_cmp(const void *a, const void *b)
{
	const struct use *x = a, *y = b;
	bool later = x->counts.state != RR_MOMENT_KNOWN;

	if (later != (y->counts.state != RR_MOMENT_KNOWN))
		return later ? 1 : -1;
	if (!later && rr_moment_is_before(&x->counts, &y->counts))
		return -1;
	if (!later && rr_moment_is_before(&y->counts, &x->counts))
		return 1;
	/* Facts lie in one array, so their addresses are their order. */
	return (x->fact > y->fact) - (x->fact < y->fact);
}

static void
take_uses(struct meter *m)
{
	const struct rr_when *day = m->p->counter.day;
	struct rr_recorder *rec = m->ev->rec;
	size_t n;
	const struct rr_fact *const *all = rr_index_named(m->ev->index,
	    m->p->counter.of, &n);

	m->uses = rr_arena_array(m->ev->arena, n + 1, sizeof(*m->uses));
	m->ev->rec = NULL;
	for (size_t i = 0; i < n; i++) {
		const struct rr_scope s = { all[i], NULL, RR_DATE_NONE,
		    RR_DATE_NONE };
		struct use *u = &m->uses[m->n];

		if (!is_of(all[i], m->holder) || !units_of(all[i],
		    &u->units) || is_before(m->ev, all[i], m->self) ||
		    (m->next != NULL && !is_before(m->ev, all[i], m->next)) ||
		    (m->split != NULL && !is_before(m->ev, all[i], m->split)))
			continue;
		u->fact = all[i];
		u->counts = day != NULL ? rr_when_eval(m->ev, day, &s) :
		    moment_of(m->ev, all[i]);
		rr_moment_bound(m->ev, &u->counts);
		m->n++;
	}
	m->ev->rec = rec;
	qsort(m->uses, m->n, sizeof(*m->uses), use_cmp);
}

/* All that Holders are given on the day of F: the last baseline of each. */
static bool
given_to_all(struct meter *m, const struct rr_fact *f, int64_t *sum)
{
	struct rr_map *seen = rr_map_new(m->ev->arena);

	*sum = 0;
	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev->index, m->p->each[e], &n);

		for (size_t i = n; i > 0; i--) {
			const struct rr_fact *b = all[i - 1];
			const char *holder = rr_fact_field(b, "holder");
			int64_t units;

			if (holder == NULL || is_before(m->ev, f, b) ||
			    !is_same_line(m->ev, m->self, b) ||
			    rr_map_find(seen, holder) != NULL)
				continue;
			rr_map_set(seen, holder, m);
			if (!units_of(b, &units) ||
			    __builtin_add_overflow(*sum, units, sum))
				return false;
		}
	}
	return true;
}

/* The whole as it is on the day of F, and what must be used of it. */
static bool
measure(struct meter *m, const struct rr_fact *f)
{
	const struct rr_counter_terms *t = &m->p->counter;
	bool ok = m->of_all ? given_to_all(m, f, &m->whole) :
	    units_of(m->self, &m->whole);

	if (ok && rr_count_needed(t->share, t->strict, m->whole, &m->needed))
		return true;
	m->waits_for = "numbers that can be counted";
	return false;
}

/* The first split before the next baseline, or NULL. */
static const struct rr_fact *
split_since(struct meter *m)
{
	for (size_t i = 0; i < m->ev->moves->n; i++) {
		const struct rr_fact *f = m->ev->moves->facts[i];
		const struct rr_event *e = rr_agreement_event(
		    m->ev->agreement, f->name);

		if (e != NULL && e->effect == RR_LOT_SPLIT &&
		    !is_before(m->ev, f, m->self) &&
		    (m->next == NULL || is_before(m->ev, f, m->next)))
			return f;
	}
	return NULL;
}

static bool
add_up(struct meter *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct use *u = &m->uses[i];

		/* The whole is that of the day on which it was reached. */
		if (m->reached == NULL && !measure(m, u->fact))
			return false;
		if (__builtin_add_overflow(m->used, u->units, &m->used)) {
			m->waits_for = "numbers that can be counted";
			return false;
		}
		rr_record_fact(m->ev->rec, u->fact, "%s %s: %s, %s in all",
		    u->fact->name, rr_day_text(m->ev->arena, u->fact->day),
		    rr_units_text(m->ev, u->units),
		    rr_units_text(m->ev, m->used));
		if (u->counts.state != RR_MOMENT_KNOWN) {
			m->waits_for = u->counts.waits_for;
			continue;
		}
		if (m->reached == NULL && m->used >= m->needed)
			m->reached = u;
	}
	return m->n > 0 || measure(m, m->self);
}

/* Whether it could be counted; REACHED is the use that reached it, or NULL. */
static bool
run_meter(struct meter *m)
{
	const struct rr_counter_terms *t = &m->p->counter;
	const struct rr_scope s = { m->self, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };
	struct rr_buf share = RR_BUF_INIT;
	bool ok;

	m->holder = rr_fact_field(m->self, "holder");
	m->next = next_baseline(m);
	m->of_all = t->all_if != NULL &&
	    rr_cond_holds(m->ev, t->all_if, &s);
	m->split = split_since(m);
	if (units_of(m->self, &m->whole))
		rr_record_fact(m->ev->rec, m->self, "%s %s: %s",
		    m->self->name, rr_day_text(m->ev->arena, m->self->day),
		    rr_units_text(m->ev, m->whole));
	take_uses(m);
	ok = add_up(m);
	if (ok) {
		rr_count_text(t->share, t->strict, &share);
		rr_record(m->ev->rec, RR_STEP_SUM, m->p->cite.section,
		    "%s of %s%s: %s needed, %s used", share.s,
		    rr_units_text(m->ev, m->whole), m->of_all ?
		    ", given to all together" : "",
		    rr_units_text(m->ev, m->needed),
		    rr_units_text(m->ev, m->used));
		rr_buf_free(&share);
	}
	/* What is not dated matters only where it would have reached it. */
	if (ok && m->reached == NULL && m->ev->uncounted != NULL)
		m->waits_for = m->ev->uncounted;
	else if (ok && (m->reached != NULL || m->used < m->needed))
		m->waits_for = NULL;
	if (m->split != NULL && m->reached == NULL) {
		m->waits_for = rr_arena_printf(m->ev->arena,
		    "%s after %s (entry %lld)", m->self->name,
		    m->split->name, (long long)m->split->seq);
		return false;
	}
	return ok;
}

static void
add_items(const struct meter *m)
{
	for (size_t i = 0; m->items != NULL && i < m->n; i++) {
		const struct use *u = &m->uses[i];
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
	struct meter m = { .ev = ev, .p = p, .self = s->self,
	    .items = items };
	bool counted;

	rr_outcome_init(o, RR_FOUND_WAITING);
	counted = run_meter(&m);
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
		o->state = m.next != NULL ? RR_FOUND_ENDED : RR_FOUND_NOT_YET;
	if (m.next != NULL) {
		o->until = m.next->day;
		rr_record_fact(ev->rec, m.next, "reset by %s %s",
		    m.next->name, rr_day_text(ev->arena, m.next->day));
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
run_governing(struct meter *m)
{
	const struct rr_scope s = { m->self, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };
	struct rr_terms was;

	m->p = rr_terms_begin(m->ev, m->p, &s, &was);
	if (m->p != NULL)
		run_meter(m);
	rr_terms_end(m->ev, &was);
}

/* One whose day no calendar knows: it may be before all the others. */
static const struct rr_moment *
unknown_use(const struct meter *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->uses[i].counts.unknown)
			return &m->uses[i].counts;
	return NULL;
}

/* From the first use on, or never: by which use it is reached is open. */
static struct rr_moment
any_use(const struct meter *m, const struct rr_moment *waiting)
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
	struct meter m = { .ev = ev, .p = p, .self = baseline };
	struct rr_moment out = rr_moment_on(RR_DATE_NONE);
	const struct rr_moment *unknown;
	bool blurred = ev->blurred;

	out.state = RR_MOMENT_WAITING;
	out.waits_for = p->what;
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
	struct meter m = { .ev = ev, .p = p, .self = baseline };
	struct rr_recorder *rec = ev->rec;

	ev->rec = NULL;
	run_governing(&m);
	ev->rec = rec;
	if (m.reached != NULL)
		return RR_TRUE;
	return m.waits_for != NULL ? rr_lacks(ev, NULL, "%s", m.waits_for) :
	    RR_FALSE;
}
