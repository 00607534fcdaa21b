/*
 * sum_taken.c: what others took out of entries that "it" names.
 *
 * Entries of one name and party, as claims, name entries of another kind, as
 * sales, and each of these is worth so much.  What was taken by one of them is
 * out of entries that it names, and out of none more than it is worth.  Where
 * several ways remain, as much as can be is out of those that "it" names; or as
 * little, others being used up first, with whatever names these in turn.  So
 * both are the most that flows through a network: from those that took, over
 * the entries that each names, to what these are worth.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/expr.h"

/* More than anything is worth; two of it are within the type. */
#define UNBOUNDED	(INT64_MAX / 2)

struct part {
	const struct rr_fact	*fact;
	int64_t			 cents;		/* UNBOUNDED: not known */
	const char		*waits_for;
};

struct net {
	struct part	*takers, *entries;
	size_t		 ntakers, nentries;
	bool		*names;		/* of each taker, each entry */
	bool		*own;		/* "it" names that entry */
	/* while it runs: what is left of each, and what flows */
	int64_t		*left, *room, *flow;
	/* from where an entry, a taker was reached; what is to be looked at */
	size_t		*came, *queue;
};

#define NOWHERE	((size_t)-1)

/* Those that took something out of entry J can take it out of another. */
static size_t
add_users(struct net *t, size_t j, size_t tail)
{
	size_t *by_taker = t->came + t->nentries;

	for (size_t k = 0; k < t->ntakers; k++)
		if (by_taker[k] == NOWHERE &&
		    t->flow[k * t->nentries + j] > 0) {
			by_taker[k] = j;
			t->queue[tail++] = k;
		}
	return tail;
}

/* An entry with room that the taker reaches over others, or NOWHERE. */
static size_t
find_way(struct net *t, size_t from)
{
	size_t *by_entry = t->came, *by_taker = t->came + t->nentries;
	size_t head = 0, tail = 0;

	for (size_t i = 0; i < t->nentries + t->ntakers; i++)
		t->came[i] = NOWHERE;
	by_taker[from] = t->nentries;	/* the beginning */
	t->queue[tail++] = from;
	for (; head < tail; head++)
		for (size_t j = 0; j < t->nentries; j++) {
			size_t i = t->queue[head];

			if (!t->names[i * t->nentries + j] ||
			    by_entry[j] != NOWHERE)
				continue;
			by_entry[j] = i;
			if (t->room[j] > 0)
				return j;
			tail = add_users(t, j, tail);
		}
	return NOWHERE;
}

/* Moves along the way to entry TO what it carries. */
static void
push(struct net *t, size_t from, size_t to)
{
	const size_t *by_entry = t->came, *by_taker = t->came + t->nentries;
	int64_t most = t->left[from] < t->room[to] ? t->left[from] :
	    t->room[to];

	for (size_t j = to, i = by_entry[j]; i != from; i = by_entry[j]) {
		j = by_taker[i];
		if (t->flow[i * t->nentries + j] < most)
			most = t->flow[i * t->nentries + j];
	}
	t->left[from] -= most;
	t->room[to] -= most;
	for (size_t j = to, i = by_entry[j];; i = by_entry[j]) {
		t->flow[i * t->nentries + j] += most;
		if (i == from)
			return;
		j = by_taker[i];
		t->flow[i * t->nentries + j] -= most;
	}
}

/* Which entries something may be out of. */
enum where { OWN = 1, OTHERS = 2, ALL = OWN | OTHERS };

static bool
is_there(const struct net *t, size_t taker, size_t entry, enum where where)
{
	return t->names[taker * t->nentries + entry] &&
	    (where & (t->own[entry] ? OWN : OTHERS)) != 0;
}

/* What is not known of what counts there; or NULL. */
static const char *
lacks(const struct net *t, enum where where)
{
	for (size_t i = 0; i < t->ntakers; i++)
		for (size_t j = 0; j < t->nentries; j++) {
			if (!is_there(t, i, j, where))
				continue;
			if (t->takers[i].waits_for != NULL)
				return t->takers[i].waits_for;
			if (t->entries[j].waits_for != NULL)
				return t->entries[j].waits_for;
		}
	return NULL;
}

/*
 * The most that can be out of them; false: it is not known.  What is nothing
 * however large what is not known may be is nothing.
 */
static bool
placed(struct net *t, enum where where, int64_t *sum, const char **waits_for)
{
	const char *lack = lacks(t, where);

	*sum = 0;
	memset(t->flow, 0, t->ntakers * t->nentries * sizeof(*t->flow));
	for (size_t j = 0; j < t->nentries; j++)
		t->room[j] = (where & (t->own[j] ? OWN : OTHERS)) != 0 ?
		    t->entries[j].cents : 0;
	for (size_t i = 0; i < t->ntakers; i++) {
		size_t to;

		t->left[i] = t->takers[i].cents;
		while (t->left[i] > 0 && (to = find_way(t, i)) != NOWHERE)
			push(t, i, to);
		if (*sum < UNBOUNDED)
			*sum += t->takers[i].cents - t->left[i];
	}
	if (*sum > 0 && lack != NULL)
		*waits_for = lack;
	return *sum == 0 || lack == NULL;
}

/* What one of them took, or is worth. */
static void
take_part(struct rr_eval *ev, const struct rr_expr *x, const struct rr_fact *f,
    struct rr_vec *parts)
{
	const struct rr_scope own = RR_SCOPE(f, NULL);
	struct part *p = rr_vec_add(ev->arena, parts);
	struct rr_amount m = rr_eval_amount(ev, x, &own);

	p->fact = f;
	p->waits_for = rr_amount_waits(ev->arena, m);
	p->cents = m.known && m.cents < UNBOUNDED ? m.cents : UNBOUNDED;
	if (!m.known && p->waits_for == NULL)
		p->waits_for = "what it comes to";
}

static bool
has(const struct rr_vec *parts, const struct rr_fact *f)
{
	for (size_t i = 0; i < parts->n; i++)
		if (((const struct part *)rr_vec_at(parts, i))->fact == f)
			return true;
	return false;
}

/*
 * Those that share such an entry with SELF, and whatever shares one with these
 * in turn; false: whether one does that took something is not known.
 */
static bool
find_takers(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *self, struct rr_vec *takers, bool *any,
    const char **waits_for)
{
	size_t n, at = 0;
	const struct rr_fact *const *all =
	    rr_index_named(ev, self->name, &n);

	for (const struct rr_fact *of = self; of != NULL;
	    of = at < takers->n ? ((const struct part *)
	    rr_vec_at(takers, at++))->fact : NULL)
		for (size_t i = 0; i < n; i++) {
			enum rr_truth akin = all[i] == self ? RR_FALSE :
			    rr_reach_akin(x, of, all[i]);
			const struct part *p;

			if (akin == RR_FALSE || has(takers, all[i]) ||
			    (akin == RR_UNKNOWN && of != self))
				continue;
			take_part(ev, x->of[1], all[i], takers);
			p = rr_vec_at(takers, takers->n - 1);
			*any |= of == self && (p->cents > 0);
			if (akin == RR_TRUE)
				continue;
			takers->n--;
			if (p->cents == 0)
				continue;
			*waits_for = rr_arena_printf(ev->arena, "whether what "
			    "was paid on %s counts (entry %lld)", all[i]->name,
			    (long long)all[i]->seq);
			return false;
		}
	return true;
}

/* The entries that one of them or SELF names. */
static void
find_entries(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *self, const struct rr_vec *takers,
    struct rr_vec *entries)
{
	size_t n;
	const struct rr_fact *const *all =
	    rr_index_named(ev, x->name, &n);

	for (size_t i = 0; i < n; i++) {
		bool named = rr_reach_names(x, self, all[i]);

		for (size_t k = 0; k < takers->n && !named; k++)
			named = rr_reach_names(x, ((const struct part *)
			    rr_vec_at(takers, k))->fact, all[i]);
		if (named && rr_reach_is_of_party(ev, x, self, all[i]))
			take_part(ev, x->of[0], all[i], entries);
	}
}

static void
make_net(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *self, const struct rr_vec *takers,
    const struct rr_vec *entries, struct net *t)
{
	size_t n = takers->n, m = entries->n;

	*t = (struct net){ .takers = takers->items, .entries = entries->items,
	    .ntakers = n, .nentries = m };
	t->names = rr_arena_array(ev->arena, n * m + 1, sizeof(*t->names));
	t->own = rr_arena_array(ev->arena, m + 1, sizeof(*t->own));
	t->left = rr_arena_array(ev->arena, n + 1, sizeof(*t->left));
	t->room = rr_arena_array(ev->arena, m + 1, sizeof(*t->room));
	t->flow = rr_arena_array(ev->arena, n * m + 1, sizeof(*t->flow));
	t->came = rr_arena_array(ev->arena, n + m + 1, sizeof(*t->came));
	t->queue = rr_arena_array(ev->arena, n + 1, sizeof(*t->queue));
	for (size_t j = 0; j < m; j++) {
		t->own[j] = rr_reach_names(x, self, t->entries[j].fact);
		for (size_t i = 0; i < n; i++)
			t->names[i * m + j] = rr_reach_names(x,
			    t->takers[i].fact, t->entries[j].fact);
	}
}

static void
record_parts(struct rr_eval *ev, const struct net *t)
{
	for (size_t i = 0; i < t->ntakers + t->nentries; i++) {
		const struct part *p = i < t->ntakers ? &t->takers[i] :
		    &t->entries[i - t->ntakers];

		rr_record_fact(ev->rec, p->fact, "%s %s: %s%s", p->fact->name,
		    rr_fact_day_text(ev->arena, p->fact), p->waits_for != NULL ?
		    "not known" : rr_cents_text(ev, p->cents),
		    i < t->ntakers ? " taken" : "");
	}
}

bool
rr_sum_taken(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s, bool others_first, int64_t *cents,
    const char **waits_for)
{
	struct rr_vec takers = RR_VEC_INIT(struct part);
	struct rr_vec entries = RR_VEC_INIT(struct part);
	struct rr_recorder *rec = ev->rec;
	bool any = false, ok;
	struct net t;
	int64_t out;

	*cents = 0;
	ev->rec = NULL;
	ok = find_takers(ev, x, s->self, &takers, &any, waits_for);
	if (ok && any)
		find_entries(ev, x, s->self, &takers, &entries);
	ev->rec = rec;
	if (!ok || !any)
		return ok;
	make_net(ev, x, s->self, &takers, &entries, &t);
	record_parts(ev, &t);
	if (!placed(&t, others_first ? ALL : OWN, cents, waits_for))
		return false;
	if (others_first && *cents > 0) {
		if (!placed(&t, OTHERS, &out, waits_for))
			return false;
		*cents -= out;
	}
	rr_record(ev->rec, RR_STEP_SUM, NULL, "out of its own, %s: %s",
	    others_first ? "others first, so far as they go" :
	    "so far as they are shared", rr_cents_text(ev, *cents));
	return true;
}
