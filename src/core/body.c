/*
 * body.c: those of whom a share is taken, and with how much.
 *
 * Either all who held on its day what counts, from the ledger, or
 * those whom facts about the matter name, with the shares that those say.
 * What the agreement leaves out of a count is left out here, so that neither
 * the whole nor a vote has it.  An open point is asked only where it matters.
 */
#include "body_int.h"
#include "conclude_int.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"

static bool
record_day(struct rr_eval *ev, const struct rr_fact *f, rr_date *day)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);
	const struct rr_field_decl *d = e == NULL ? NULL :
	    rr_event_use(e, RR_USE_RECORD_DATE);
	const char *text = d != NULL && d->type == RR_FIELD_DATE ?
	    rr_fact_field(f, d->key) : NULL;

	return text != NULL && rr_date_parse(text, day);
}

bool
rr_has_record_day(struct rr_eval *ev, const struct rr_fact *f)
{
	rr_date day;

	return record_day(ev, f, &day);
}

struct rr_held_when
rr_held_when_of(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_held_when when = { f->day, f };

	if (record_day(ev, f, &when.on))
		when.at = NULL;
	return when;
}

static struct rr_member *
member_of(struct rr_eval *ev, struct rr_body *b, const char *party)
{
	struct rr_member *m = rr_body_member(b, party);

	if (m != NULL)
		return m;
	m = rr_vec_add(ev->arena, &b->members);
	m->party = party;
	return m;
}

static void
add_units(struct rr_body *b, struct rr_range *sum, struct rr_range n)
{
	if (__builtin_add_overflow(sum->least, n.least, &sum->least) ||
	    __builtin_add_overflow(sum->most, n.most, &sum->most))
		b->too_large = true;
}

/* "how many Shares Cooper held on Mon 2000-07-03", which is not known. */
static void
wait_for_stake(struct rr_eval *ev, struct rr_body *b,
    const struct rr_stake *s)
{
	const char **out = s->bounded ? &b->between : &b->waits_for;
	struct rr_buf n = RR_BUF_INIT;

	if (s->known || *out != NULL)
		return;
	*out = s->bounded ? rr_held_order(ev, b->then, s) : NULL;
	if (*out != NULL)
		return;
	rr_stake_text(s, &n);
	*out = rr_arena_printf(ev->arena, "how many %s %s held on %s%s%s",
	    rr_class_title(ev, s->class_key), rr_roster_name(ev->in->roster,
	    s->party), rr_day_text(ev->arena, b->then.on),
	    s->bounded ? ": " : "", s->bounded ? n.s : "");
	rr_buf_free(&n);
}

static struct rr_range
range_of(const struct rr_stake *s)
{
	return (struct rr_range){ s->bounded ? s->least : s->units,
	    s->bounded ? s->most : s->units };
}

static bool
is_nothing(const struct rr_stake *s)
{
	return s->known && s->units == 0;
}

static void
wait_for_unstated(struct rr_eval *ev, struct rr_body *b,
    const struct rr_party *p)
{
	if (b->waits_for == NULL)
		b->waits_for = rr_arena_printf(ev->arena, "how much %s held "
		    "on %s", p->told, rr_day_text(ev->arena, b->then.on));
}

struct rr_range
rr_body_units(struct rr_eval *ev, struct rr_body *b, const char *party)
{
	const struct rr_party *p = rr_roster_find(ev->in->roster, party);
	struct rr_range sum = { 0, 0 };
	size_t n;
	const struct rr_stake *const *all = rr_ledger_of(rr_eval_ledger(ev,
	    b->then), party, &n);

	if (p != NULL && rr_body_unstated(ev, p, b->then))
		wait_for_unstated(ev, b, p);
	for (size_t i = 0; i < n; i++) {
		if (is_nothing(all[i]) ||
		    !rr_body_counts(ev, all[i]->class_key, false))
			continue;
		wait_for_stake(ev, b, all[i]);
		add_units(b, &sum, range_of(all[i]));
	}
	return sum;
}

static const char *
excluded_role(const struct rr_exclusion *x, const char *roles)
{
	if (x->except != NULL && rr_list_has(roles, x->except))
		return NULL;
	for (size_t i = 0; i < x->nroles; i++)
		if (rr_list_has(roles, x->roles[i]))
			return x->roles[i];
	return NULL;
}

/* The role that leaves a party out; NULL when it is counted. */
static const char *
role_left_out(struct rr_eval *ev, const struct rr_share_terms *t,
    const struct rr_scope *scope, const char *party, rr_date on)
{
	const struct rr_exclusion *x = ev->agreement->excluded;
	const struct rr_party *p = rr_roster_find(ev->in->roster, party);
	const char *found;

	if (x == NULL || !t->excludes)
		return NULL;
	found = p == NULL ? NULL : excluded_role(x, rr_party_roles(p, on));
	if (found != NULL && t->excludes_if != NULL &&
	    !rr_cond_holds(ev, t->excludes_if, scope))
		found = NULL;
	return found;
}

/* What has gone to the public, where it still counts. */
static void
add_sold(struct rr_eval *ev, const struct rr_stake *s, struct rr_body *b)
{
	const struct rr_expr *counts = ev->agreement->sold_counts_if;
	const struct rr_scope none = RR_SCOPE(NULL, NULL);

	if (s->sold == 0 || counts == NULL ||
	    !rr_cond_holds(ev, counts, &none))
		return;
	add_units(b, &b->sold, (struct rr_range){ s->sold_least, s->sold });
	/* That is where a sum stands still. */
	b->too_large |= s->sold == INT64_MAX;
	if (s->sold_least != s->sold && b->between == NULL)
		b->between = rr_held_order(ev, b->then, s);
	if (s->sold_least != s->sold && b->between == NULL)
		b->between = rr_arena_printf(ev->arena, "how many %s %s sold",
		    rr_class_title(ev, s->class_key), rr_roster_name(
		    ev->in->roster, s->party));
	rr_record_fact(ev->rec, rr_stake_last(s), "%s: %s %s sold, which "
	    "stay in the count%s", rr_roster_name(ev->in->roster, s->party),
	    rr_units_text(ev, s->sold), rr_class_title(ev, s->class_key),
	    rr_stake_flag(ev, s));
}

static void
add_member(struct rr_eval *ev, const struct rr_base *base,
    const struct rr_share_terms *t, const struct rr_scope *scope,
    const struct rr_stake *s, struct rr_body *b)
{
	struct rr_member *m = member_of(ev, b, s->party);

	rr_body_stake(ev, s, NULL);
	m->fact = rr_stake_last(s);
	m->left_out = role_left_out(ev, t, scope, s->party, b->then.on);
	if (m->left_out == NULL && (!base->heads || s->bounded))
		wait_for_stake(ev, b, s);
	if (!base->heads) {
		add_units(b, &m->held, range_of(s));
		return;
	}
	m->held.most = 1;
	if (!s->bounded || s->least > 0)
		m->held.least = 1;
}

static void
add_stake(struct rr_eval *ev, const struct rr_base *base,
    const struct rr_share_terms *t, const struct rr_scope *scope,
    const struct rr_stake *s, struct rr_body *b)
{
	if (is_nothing(s) && (base->heads || s->sold == 0))
		return;
	if (!rr_body_counts(ev, s->class_key, base->heads)) {
		rr_body_stake(ev, s, base->heads ? "does not make a Holder" :
		    "not counted");
		return;
	}
	if (!base->heads)
		add_sold(ev, s, b);
	if (!is_nothing(s))
		add_member(ev, base, t, scope, s, b);
}

static void
add_named(struct rr_eval *ev, const struct rr_share_terms *t,
    const struct rr_scope *scope, const struct rr_fact *f, struct rr_body *b)
{
	const char *holder = rr_fact_get(f, RR_USE_HOLDER);
	const char *text = rr_fact_get(f, RR_USE_SHARES);
	const char *how = ", all that it held", *doubt;
	struct rr_member *m;
	rr_shares n;

	if (holder == NULL)
		return;
	m = member_of(ev, b, holder);
	m->fact = f;
	m->left_out = role_left_out(ev, t, scope, holder, b->then.on);
	if (text == NULL || !rr_shares_parse(text, &n))
		m->held = rr_body_units(ev, b, holder);
	else {
		how = rr_body_has(ev, f, holder, n.units, b->then,
		    &m->held, &doubt) ? "" : rr_arena_printf(ev->arena,
		    " of %s, as it held no more",
		    rr_units_text(ev, n.units));
		if (b->between == NULL)
			b->between = doubt;
	}
	rr_record_fact(ev->rec, f, "%s: %s%s", rr_roster_name(ev->in->roster,
	    holder), rr_range_text(ev, m->held), how);
}

/* Of one whom the matter itself names, all that it held; false: of none. */
static bool
named_alone(struct rr_eval *ev, const struct rr_base *base,
    const struct rr_share_terms *t, const struct rr_scope *scope,
    struct rr_body *b)
{
	const char *party = base->party == NULL ? NULL :
	    rr_fact_field(scope->self, base->party);
	struct rr_member *m;

	if (party == NULL)
		return false;
	m = member_of(ev, b, party);
	m->fact = scope->self;
	m->left_out = role_left_out(ev, t, scope, party, b->then.on);
	m->held = rr_body_units(ev, b, party);
	rr_record_fact(ev->rec, scope->self, "%s: %s, all that it held",
	    rr_roster_name(ev->in->roster, party),
	    rr_range_text(ev, m->held));
	return true;
}

/* A holder by its role, of whose holding nothing at all is on record. */
static void
add_unstated(struct rr_eval *ev, const struct rr_base *base,
    const struct rr_share_terms *t, const struct rr_scope *scope,
    const struct rr_party *p, struct rr_body *b)
{
	struct rr_member *m = member_of(ev, b, p->key);

	rr_record(ev->rec, RR_STEP_MISSING, NULL, "%s: a holder, and what it "
	    "holds is not on record", p->told);
	m->left_out = role_left_out(ev, t, scope, p->key, b->then.on);
	if (base->heads)
		m->held = (struct rr_range){ 1, 1 };
	else if (m->left_out == NULL)
		wait_for_unstated(ev, b, p);
}

static void
from_ledger(struct rr_eval *ev, const struct rr_base *base,
    const struct rr_share_terms *t, const struct rr_scope *scope,
    struct rr_body *b)
{
	const struct rr_ledger *l = rr_eval_ledger(ev, b->then);
	const struct rr_roster *r = ev->in->roster;

	for (size_t i = 0; i < l->n; i++)
		add_stake(ev, base, t, scope, &l->stakes[i], b);
	for (size_t i = 0; i < r->n; i++)
		if (rr_body_unstated(ev, &r->parties[i], b->then))
			add_unstated(ev, base, t, scope, &r->parties[i], b);
}

/*
 * The last fact of those that say how much there is, up to UNTIL (NONE: ever),
 * of the matter or of what that is about; TWO: another of its day may be later.
 */
static const struct rr_fact *
last_said(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *self, rr_date until, bool *two)
{
	const struct rr_fact *last = NULL;

	*two = false;
	for (size_t e = 0; e < p->neach; e++) {
		size_t n;
		const struct rr_fact *const *all = rr_eval_nearby(ev,
		    p->each[e], self, &n);

		for (size_t i = 0; i < n; i++) {
			int c = last == NULL ? 1 :
			    rr_date_cmp(all[i]->day, last->day);

			if (!rr_date_is_none(until) &&
			    rr_date_cmp(all[i]->day, until) > 0)
				continue;
			*two = c == 0 && (rr_instant_is_none(all[i]->at) ||
			    rr_instant_is_none(last->at));
			if (c >= 0)
				last = all[i];
		}
	}
	return last;
}

/*
 * What an allotment leaves of what was named.  One made by the day of the
 * matter counts; a later one, or one that is still to be made, as the terms
 * have it.
 */
static void
cut_back(struct rr_eval *ev, const struct rr_base *base,
    const struct rr_scope *scope, struct rr_body *b)
{
	const struct rr_provision *p = rr_agreement_provision(ev->agreement,
	    base->cut_by);
	struct rr_scope own = RR_SCOPE(NULL, NULL);
	struct rr_vec items = RR_VEC_INIT(struct rr_finding_item);
	const struct rr_fact *later, *split;
	const char *between = b->between;
	struct rr_outcome o;
	size_t ncut = 0;
	bool two, more;

	own.self = last_said(ev, p, scope->self, scope->self->day, &two);
	later = last_said(ev, p, scope->self, RR_DATE_NONE, &more);
	if ((own.self == NULL || later != own.self) &&
	    base->cut_later_if != NULL &&
	    rr_cond_holds(ev, base->cut_later_if, scope)) {
		own.self = later;
		two = more;
		if (later == NULL)
			b->waits_for = p->each[0];
	}
	if (own.self == NULL)
		return;
	rr_conclude(ev, p, &own, &o, &items);
	if (two)
		b->waits_for = rr_arena_printf(ev->arena,
		    "which %s of %s came last", own.self->name,
		    rr_fact_day_text(ev->arena, own.self));
	else if (o.waits_for != NULL)
		b->waits_for = o.waits_for;
	b->between = NULL;
	for (size_t i = 0; i < items.n; i++) {
		const struct rr_finding_item *x = rr_vec_at(&items, i);
		struct rr_member *m = rr_body_member(b, x->party);

		if (m == NULL)
			continue;
		ncut++;
		split = rr_units_as_of(ev, own.self, x->counts, b->then,
		    &m->held);
		if (split != NULL && b->between == NULL)
			b->between = rr_split_doubt(ev, own.self, split);
	}
	/* What is left of all is known, whatever was not known of the whole. */
	if (b->between == NULL && ncut < b->members.n)
		b->between = between;
}

static void
from_facts(struct rr_eval *ev, const struct rr_base *base,
    const struct rr_share_terms *t, const struct rr_scope *scope,
    struct rr_body *b)
{
	const struct rr_fact **all;
	const char *unordered;
	size_t n;
	const struct rr_fact *const *found = rr_eval_nearby(ev, base->of,
	    scope->self, &n);

	n = rr_last_of_each(ev, found, n, &all, &unordered);
	for (size_t i = 0; i < n; i++)
		add_named(ev, t, scope, all[i], b);
	if (n == 0 && !named_alone(ev, base, t, scope, b))
		b->waits_for = base->of;
	else if (unordered != NULL)
		b->waits_for = unordered;
	else if (base->cut_by != NULL)
		cut_back(ev, base, scope, b);
}

/* The whole, without those whom the agreement leaves out. */
static void
add_up(struct rr_eval *ev, struct rr_body *b)
{
	const struct rr_exclusion *x = ev->agreement->excluded;

	b->total = b->sold;
	for (size_t i = 0; i < b->members.n; i++) {
		struct rr_member *m = rr_vec_at(&b->members, i);

		m->can = m->held;
		if (m->left_out == NULL) {
			add_units(b, &b->total, m->held);
			continue;
		}
		rr_record(ev->rec, RR_STEP_SKIP, x->section,
		    "%s: left out, as %s",
		    rr_roster_name(ev->in->roster, m->party), m->left_out);
	}
}

void
rr_body_of(struct rr_eval *ev, const struct rr_base *base,
    const struct rr_provision *p, const struct rr_scope *scope,
    struct rr_held_when when, struct rr_body *b)
{
	const struct rr_share_terms *t = &p->share;
	const struct rr_vec none = RR_VEC_INIT(struct rr_member);

	memset(b, 0, sizeof(*b));
	b->members = none;
	b->then = when;
	rr_record(ev->rec, RR_STEP_TERM, p->cite.section, "%s, as of %s",
	    base->what, rr_day_text(ev->arena, b->then.on));
	rr_record_under(ev->rec);
	if (base->of != NULL)
		from_facts(ev, base, t, scope, b);
	else
		from_ledger(ev, base, t, scope, b);
	add_up(ev, b);
	if (base->of == NULL && !base->heads)
		rr_body_join(ev, b);
	if (ev->uncounted != NULL)
		b->waits_for = ev->uncounted;
	rr_record_end(ev->rec);
}
