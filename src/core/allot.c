/*
 * allot.c: so many units shared among those who asked, pro rata, and rounded.
 *
 * What can be shared is a field of the matter; who asks for how much, facts
 * about it or about what it is about, the last of each Holder.  The reasons
 * show each part before rounding, and to whom the units left by rounding go.
 */
#include <string.h>

#include "body_int.h"
#include "conclude_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/count.h"

struct run {
	struct rr_eval			*ev;
	const struct rr_provision	*p;
	const struct rr_fact		*self;
	const struct rr_fact		**facts;	/* the requests */
	struct rr_ask			*asks;
	size_t				 n;
	int64_t				 capacity, total;
};

static bool
units_of(const char *text, int64_t *out)
{
	rr_shares n;

	if (text == NULL || !rr_shares_parse(text, &n))
		return false;
	*out = n.units;
	return true;
}

static bool
weighs(const struct run *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->asks[i].weight > 0)
			return true;
	return r->total == 0;
}

/*
 * How much is asked for of what is held, between two; false: more is asked for,
 * or as much as is held is not known, and is what is missing.
 */
static bool
asks_for(struct run *r, const struct rr_fact *f, const char *holder,
    struct rr_range *asked, const char **missing)
{
	const char *doubt;
	bool all;

	if (holder == NULL)
		return true;
	all = rr_body_has(r->ev, f, holder, asked->most,
	    rr_held_when_of(r->ev, r->self), asked, &doubt);
	if (*missing == NULL)
		*missing = doubt;
	return all;
}

/* What is asked, and by which weight; what is missing, or NULL. */
static const char *
read_requests(struct run *r, bool by_held)
{
	struct rr_body held = { .then = rr_held_when_of(r->ev, r->self) };
	const char *missing = NULL;

	for (size_t i = 0; i < r->n; i++) {
		struct rr_ask *a = &r->asks[i];
		const char *holder = rr_fact_get(r->facts[i], RR_USE_HOLDER);
		struct rr_range asked = { 0, 0 };
		const char *more = "";

		a->name = rr_roster_name(r->ev->in->roster, holder);
		if (!units_of(rr_fact_get(r->facts[i], RR_USE_SHARES),
		    &a->asked))
			missing = rr_arena_printf(r->ev->arena,
			    "how much %s asks for", a->name);
		asked.least = asked.most = a->asked;
		if (!asks_for(r, r->facts[i], holder, &asked, &missing))
			more = "; it asked for more, and holds no more on "
			    "record";
		a->weight = a->asked = asked.most;
		if (by_held && holder != NULL)
			a->weight = rr_body_units(r->ev, &held, holder).least;
		if (__builtin_add_overflow(r->total, a->asked, &r->total))
			held.too_large = true;
		rr_record_fact(r->ev->rec, r->facts[i], "%s asks for %s%s%s%s",
		    a->name, rr_range_text(r->ev, asked),
		    by_held ? ", and holds " : "",
		    by_held ? rr_units_text(r->ev, a->weight) : "", more);
	}
	if (held.waits_for == NULL)
		held.waits_for = held.between;
	if (missing == NULL && held.waits_for == NULL && !weighs(r))
		return "what those who ask hold";
	if (held.too_large)
		return "numbers that can be counted; these are too large";
	return missing != NULL ? missing : held.waits_for;
}

static void
record_part(struct run *r, const struct rr_ask *a)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_ask_text(a, &b);
	rr_record(r->ev->rec, RR_STEP_SUM, NULL, "%s", b.s);
	rr_buf_free(&b);
}

/* What it says may be fewer by a split. */
static bool
is_split_since(struct run *r, const struct rr_fact *f, int64_t said)
{
	struct rr_range n;

	rr_units_as_of(r->ev, f, said, rr_held_when_of(r->ev, r->self),
	    &n);
	return n.least < said;
}

static void
add_part(struct run *r, const struct rr_ask *a, const struct rr_fact *f,
    struct rr_vec *items)
{
	struct rr_finding_item *i;
	int64_t said;

	i = rr_vec_add(r->ev->arena, items);
	i->key = i->party = rr_fact_get(f, RR_USE_HOLDER);
	i->what = units_of(rr_fact_get(f, RR_USE_SHARES), &said) &&
	    said > a->asked && !is_split_since(r, f, said) ?
	    rr_arena_printf(r->ev->arena, "%s of %s; more than it holds on "
	    "record", f->name, rr_units_text(r->ev, said)) : f->name;
	i->fact = f;
	i->asked = a->asked;
	i->counts = a->gets;
	i->state = a->tied ? RR_FOUND_FORKS : RR_FOUND_COUNTED;
}

static const char *
share_out(struct run *r, struct rr_outcome *o, struct rr_vec *items)
{
	const struct rr_scope scope = RR_SCOPE(r->self, NULL);
	const struct rr_expr *held_if = r->p->allot.held_if;
	const char *missing;

	if (!units_of(rr_fact_field(r->self, r->p->allot.capacity),
	    &r->capacity))
		return "how much can be shared";
	rr_record_fact(r->ev->rec, r->self, "%s: %s", r->self->name,
	    rr_units_text(r->ev, r->capacity));
	if (r->n == 0)
		return r->p->allot.requests;
	missing = read_requests(r, held_if != NULL &&
	    rr_cond_holds(r->ev, held_if, &scope));
	if (missing != NULL)
		return missing;
	if (!rr_count_allot(r->ev->arena, r->asks, r->n, r->capacity))
		return "numbers that can be counted; these are too large";
	rr_record(r->ev->rec, RR_STEP_SUM, r->p->cite.section,
	    "%s asked for in all, %s can be shared",
	    rr_units_text(r->ev, r->total),
	    rr_units_text(r->ev, r->capacity));
	rr_record(r->ev->rec, RR_STEP_SUM, NULL,
	    "what rounding leaves goes by the largest remainders");
	for (size_t i = 0; i < r->n; i++) {
		record_part(r, &r->asks[i]);
		if (items != NULL)
			add_part(r, &r->asks[i], r->facts[i], items);
		o->have += r->asks[i].gets;
	}
	return NULL;
}

/* Of several about one thing the latest counts; O says what became of it. */
static bool
is_replaced(struct rr_eval *ev, const struct rr_fact *self,
    struct rr_outcome *o)
{
	const struct rr_fact *by = rr_replaced_by(ev, self, &o->waits_for);
	struct rr_buf ref = RR_BUF_INIT;
	const char *which;

	if (o->waits_for != NULL)
		rr_record(ev->rec, RR_STEP_MISSING, NULL,
		    "not on record: %s", o->waits_for);
	if (by == NULL)
		return o->waits_for != NULL;
	rr_replaced_by(ev, by, &which);
	rr_buf_add(&ref, which != NULL ? "a later one" : "entry ");
	if (which == NULL)
		rr_fact_ref(by, &ref);
	o->state = RR_FOUND_NOT_FOR_IT;
	o->instead = rr_arena_printf(ev->arena, "replaced by %s", ref.s);
	rr_record_fact(ev->rec, by, "replaced by %s %s", by->name,
	    rr_fact_day_text(ev->arena, by));
	rr_buf_free(&ref);
	return true;
}

void
rr_allot_find(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, struct rr_outcome *o, struct rr_vec *items)
{
	struct run r = { ev, p, scope->self, NULL, NULL, 0, 0, 0 };
	const struct rr_fact *const *found;
	const char *unordered;

	rr_outcome_init(o, RR_FOUND_WAITING);
	if (is_replaced(ev, scope->self, o))
		return;
	found = rr_eval_nearby(ev, p->allot.requests, scope->self, &r.n);
	r.n = rr_last_of_each(ev, found, r.n, &r.facts, &unordered);
	r.asks = rr_arena_array(ev->arena, r.n + 1, sizeof(*r.asks));
	o->waits_for = unordered != NULL ? unordered :
	    share_out(&r, o, items);
	if (o->waits_for != NULL) {
		rr_record(ev->rec, RR_STEP_MISSING, NULL,
		    "not on record: %s", o->waits_for);
		return;
	}
	o->counted = true;
	o->base = r.total;
	o->needed = r.capacity;
	o->state = r.total > r.capacity ? RR_FOUND_EXCEEDED :
	    RR_FOUND_WITHIN;
}
