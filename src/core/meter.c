/*
 * meter.c: one baseline of a counter, and what is used of it.
 *
 * Each baseline says what one Holder was given, in units.  What its Holder has
 * used since is added up, and at a share of the whole the counter is reached.
 * A later baseline of the same line resets it: what is used on or after its
 * day counts against that one.  A split makes the baseline and what is used
 * from its day on unlike units; what was reached before it stays so.  What
 * renews a baseline, as a sticker, begins a new one of which the number is not
 * known until it is on record: what is used from then on counts against that
 * one, and is asked of what renewed it.  The whole is what the Holder was
 * given, or all that the Holders were given together.
 *
 * When a use counts can be another day than its own, as the day on which it
 * became known; what is used counts in the order of those days.
 */
#include <stdlib.h>
#include <string.h>

#include "meter_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/count.h"
#include "regrights/map.h"

const char *
rr_meter_lacks(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *by)
{
	return rr_arena_printf(ev->arena, "%s after %s (entry %lld)",
	    p->each[0], by->name, (long long)by->seq);
}

static struct rr_moment
moment_of(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_moment m = rr_eval_counted(ev, f);

	m.at = f->at;
	rr_moment_bound(ev, &m);
	return m;
}

bool
rr_meter_is_before(struct rr_eval *ev, const struct rr_fact *a,
    const struct rr_fact *b)
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

bool
rr_meter_is_of(const struct rr_fact *f, const char *holder)
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
const struct rr_fact *
rr_meter_next(struct rr_meter *m)
{
	bool past = false;

	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev->index, m->p->each[e], &n);

		for (size_t i = 0; i < n; i++) {
			if (past && rr_meter_is_of(all[i], m->holder) &&
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
	const struct rr_use *x = a, *y = b;
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

/* What came after the baseline was renewed is not used of it. */
static void
record_renewed(const struct rr_meter *m, struct rr_recorder *rec,
    const struct rr_fact *f)
{
	rr_record_fact(rec, f, "%s %s does not count here: it is not earlier "
	    "than %s of entry %lld", f->name, rr_day_text(m->ev->arena,
	    f->day), m->renewed->name, (long long)m->renewed->seq);
}

bool
rr_meter_precedes(struct rr_eval *ev, const struct rr_fact *a,
    const struct rr_fact *b)
{
	bool blurred = ev->blurred, is = rr_meter_is_before(ev, a, b);

	ev->blurred = blurred;
	return is;
}

/* Whether it is not before END, which can be NULL: never. */
static bool
reaches(const struct rr_meter *m, const struct rr_fact *f,
    const struct rr_fact *end)
{
	return end != NULL && !rr_meter_is_before(m->ev, f, end);
}

static void
take_uses(struct rr_meter *m)
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
		struct rr_use *u = &m->uses[m->n];

		if (!rr_meter_is_of(all[i], m->holder) || !units_of(all[i],
		    &u->units) || rr_meter_is_before(m->ev, all[i], m->self) ||
		    reaches(m, all[i], m->next) || reaches(m, all[i], m->split))
			continue;
		if (m->renewed != NULL &&
		    !rr_meter_precedes(m->ev, all[i], m->renewed)) {
			record_renewed(m, rec, all[i]);
			continue;
		}
		u->fact = all[i];
		u->counts = day != NULL ? rr_when_eval(m->ev, day, &s) :
		    moment_of(m->ev, all[i]);
		rr_moment_bound(m->ev, &u->counts);
		m->n++;
	}
	m->ev->rec = rec;
	qsort(m->uses, m->n, sizeof(*m->uses), use_cmp);
}

/* The first that renews a baseline behind AFTER, before END (NULL: ever). */
const struct rr_fact *
rr_meter_renewal(struct rr_meter *m, const struct rr_fact *baseline,
    const struct rr_fact *after, const struct rr_fact *end)
{
	const char *by = m->p->counter.renewed_by;
	const struct rr_fact *const *all, *first = NULL;
	struct rr_recorder *rec = m->ev->rec;
	size_t n = 0;

	m->ev->rec = NULL;
	all = by == NULL ? NULL : rr_eval_linked(m->ev, by, baseline, &n);
	for (size_t i = 0; i < n; i++) {
		if (all[i] == after ||
		    rr_meter_precedes(m->ev, all[i], after) || (end != NULL &&
		    !rr_meter_precedes(m->ev, all[i], end)))
			continue;
		if (first == NULL || rr_meter_precedes(m->ev, all[i], first))
			first = all[i];
	}
	m->ev->rec = rec;
	return first;
}

/* All that Holders are given on the day of F: the last baseline of each. */
static bool
given_to_all(struct rr_meter *m, const struct rr_fact *f, int64_t *sum,
    const char **lacks)
{
	struct rr_map *seen = rr_map_new(m->ev->arena);
	const struct rr_fact *by;

	*sum = 0;
	for (size_t e = 0; e < m->p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(m->ev->index, m->p->each[e], &n);

		for (size_t i = n; i > 0; i--) {
			const struct rr_fact *b = all[i - 1];
			const char *holder = rr_fact_field(b, "holder");
			int64_t units;

			if (holder == NULL || rr_meter_is_before(m->ev, f, b) ||
			    !is_same_line(m->ev, m->self, b) ||
			    rr_map_find(seen, holder) != NULL)
				continue;
			rr_map_set(seen, holder, m);
			by = rr_meter_renewal(m, b, b, f);
			if (by != NULL) {
				*lacks = rr_meter_lacks(m->ev, m->p, by);
				return false;
			}
			if (!units_of(b, &units) ||
			    __builtin_add_overflow(*sum, units, sum))
				return false;
		}
	}
	return true;
}

/* The whole as it is on the day of F, and what must be used of it. */
static bool
measure(struct rr_meter *m, const struct rr_fact *f)
{
	const struct rr_counter_terms *t = &m->p->counter;
	const char *lacks = "numbers that can be counted";
	bool ok = m->of_all ? given_to_all(m, f, &m->whole, &lacks) :
	    units_of(m->self, &m->whole);

	if (ok && rr_count_needed(t->share, t->strict, m->whole, &m->needed))
		return true;
	m->waits_for = lacks;
	return false;
}

/* The first split before the next baseline, or NULL. */
static const struct rr_fact *
split_since(struct rr_meter *m)
{
	for (size_t i = 0; i < m->ev->moves->n; i++) {
		const struct rr_fact *f = m->ev->moves->facts[i];
		const struct rr_event *e = rr_agreement_event(
		    m->ev->agreement, f->name);

		if (e != NULL && e->effect == RR_LOT_SPLIT &&
		    !rr_meter_is_before(m->ev, f, m->self) &&
		    (m->next == NULL || rr_meter_is_before(m->ev, f, m->next)))
			return f;
	}
	return NULL;
}

static bool
add_up(struct rr_meter *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct rr_use *u = &m->uses[i];

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
bool
rr_meter_run(struct rr_meter *m)
{
	const struct rr_counter_terms *t = &m->p->counter;
	const struct rr_scope s = { m->self, NULL, RR_DATE_NONE,
	    RR_DATE_NONE };
	struct rr_buf share = RR_BUF_INIT;
	bool ok;

	m->holder = rr_fact_field(m->self, "holder");
	m->next = rr_meter_next(m);
	m->of_all = t->all_if != NULL &&
	    rr_cond_holds(m->ev, t->all_if, &s);
	m->split = split_since(m);
	m->renewed = rr_meter_renewal(m, m->self, m->self, m->next);
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
		m->waits_for = rr_meter_lacks(m->ev, m->p, m->split);
		return false;
	}
	return ok;
}
