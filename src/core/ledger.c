/*
 * ledger.c: who holds how much of each class on a day.
 *
 * The facts that move securities are sorted once; a ledger is made of those up
 * to its day.  A stake is opened when it is first heard of, with nothing in
 * it: only a holding that is on record without its quantity is unknown.  No
 * stake falls below nothing: what went beyond is flagged on the line.
 */
#include "regrights/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/qty.h"
#include "regrights/vec.h"

#define TOO_LARGE	"the number is too large to count"

struct account {
	struct rr_stake	 stake;
	struct rr_vec	 lots;
	int64_t		 beyond;
};

struct book {
	struct rr_arena			*arena;
	const struct rr_agreement	*agreement;
	struct rr_map			*accounts;
};

static enum rr_lot_effect
effect_of(const struct rr_agreement *a, const struct rr_fact *f)
{
	const struct rr_event *e = f->shape == RR_SHAPE_EVENT ?
	    rr_agreement_event(a, f->name) : NULL;

	return e != NULL ? e->effect : RR_LOT_NONE;
}

const char *
rr_fact_whose(const struct rr_agreement *a, const struct rr_fact *f, size_t i)
{
	static const char *const keys[RR_WHOSE_MAX] = { "holder", "to" };

	if (rr_fact_party(f) != NULL)
		return i == 0 ? rr_fact_party(f) : NULL;
	for (size_t k = 0; k < RR_WHOSE_MAX &&
	    effect_of(a, f) != RR_LOT_NONE; k++) {
		const char *party = rr_fact_field(f, keys[k]);

		if (party != NULL && i-- == 0)
			return party;
	}
	return NULL;
}

static int
move_cmp(const void *a, const void *b)
{
	const struct rr_fact *x = *(const struct rr_fact *const *)a;
	const struct rr_fact *y = *(const struct rr_fact *const *)b;
	int c = rr_date_cmp(x->day, y->day);

	if (c == 0)
		c = (int)(y->shape == RR_SHAPE_HOLDING) -
		    (int)(x->shape == RR_SHAPE_HOLDING);
	/* Facts lie in one array, so their addresses are their order. */
	return c != 0 ? c : (x > y) - (x < y);
}

struct rr_moves *
rr_moves_new(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_facts *facts)
{
	struct rr_moves *m = rr_arena_alloc(arena, sizeof(*m));

	m->facts = rr_arena_array(arena, facts->n + 1, sizeof(*m->facts));
	for (size_t i = 0; i < facts->n; i++)
		if (facts->all[i].shape == RR_SHAPE_HOLDING ||
		    effect_of(a, &facts->all[i]) != RR_LOT_NONE)
			m->facts[m->n++] = &facts->all[i];
	qsort(m->facts, m->n, sizeof(*m->facts), move_cmp);
	return m;
}

static struct account *
open_account(struct book *b, const char *party, const char *class_key,
    const char *key)
{
	const struct rr_vec lots = RR_VEC_INIT(struct rr_lot);
	struct account *a = rr_arena_alloc(b->arena, sizeof(*a));

	a->stake.party = party;
	a->stake.class_key = class_key;
	a->stake.known = true;
	a->lots = lots;
	rr_map_set(b->accounts, rr_arena_strdup(b->arena, key), a);
	return a;
}

static struct account *
account_of(struct book *b, const char *party, const char *class_key)
{
	struct rr_buf key = RR_BUF_INIT;
	struct account *a;

	rr_buf_printf(&key, "%s/%s", party, class_key);
	a = rr_map_find(b->accounts, key.s);
	if (a == NULL)
		a = open_account(b, party, class_key, key.s);
	rr_buf_free(&key);
	return a;
}

static struct rr_lot *
add_line(struct book *b, struct account *a, const struct rr_fact *f,
    enum rr_lot_effect effect)
{
	struct rr_lot *l = rr_vec_add(b->arena, &a->lots);

	l->fact = f;
	l->effect = effect;
	return l;
}

static void
close_line(struct account *a, struct rr_lot *l)
{
	l->known = a->stake.known;
	l->after = a->stake.known ? a->stake.units : 0;
}

static void
lose_count(struct account *a, struct rr_lot *l, const char *why)
{
	a->stake.known = false;
	a->stake.units = 0;
	l->flag = why;
}

/* How much went beyond what was held, since it was last stated. */
static void
flag_beyond(struct book *b, struct account *a, struct rr_lot *l)
{
	struct rr_buf over = RR_BUF_INIT;

	if (__builtin_sub_overflow(a->beyond, a->stake.units, &a->beyond))
		a->beyond = INT64_MAX;
	rr_shares_text((rr_shares){ a->beyond }, &over);
	l->flag = rr_arena_printf(b->arena, "%s more than were held", over.s);
	rr_buf_free(&over);
	a->stake.units = 0;
}

/* What was stated of its day can be what was left, or what it came out of. */
static bool
is_in_doubt(const struct account *a, const struct rr_fact *f, int64_t n)
{
	const struct rr_lot *all = a->lots.items;
	size_t i;

	for (i = a->lots.n; i > 0 && all[i - 1].effect != RR_LOT_NONE; i--)
		;
	return i > 0 && rr_date_cmp(all[i - 1].fact->day, f->day) == 0 &&
	    (i > 1 || n > 0);
}

/* Adds N units, or takes them away. */
static struct account *
change(struct book *b, const char *party, const char *class_key,
    const struct rr_fact *f, enum rr_lot_effect effect, int64_t n)
{
	struct account *a = account_of(b, party, class_key);
	bool in_doubt = is_in_doubt(a, f, n);
	struct rr_lot *l = add_line(b, a, f, effect);

	l->change = n;
	if (in_doubt)
		lose_count(a, l, "stated and moved on one day: state what was "
		    "held from the next");
	if (a->stake.known && __builtin_add_overflow(a->stake.units, n,
	    &a->stake.units))
		lose_count(a, l, TOO_LARGE);
	if (a->stake.known && a->stake.units < 0)
		flag_beyond(b, a, l);
	close_line(a, l);
	return a;
}

static void
take_holding(struct book *b, const struct rr_fact *f, const char *class_key)
{
	const char *text = rr_fact_field(f, "shares");
	struct account *a = account_of(b, f->name, class_key);
	struct rr_lot *l = add_line(b, a, f, RR_LOT_NONE);
	rr_shares n = { 0 };

	a->stake.known = text != NULL && rr_shares_parse(text, &n);
	a->stake.units = a->stake.known ? n.units : 0;
	a->beyond = 0;
	l->change = a->stake.units;
	close_line(a, l);
}

static void
split_one(struct book *b, struct account *a, const struct rr_fact *f,
    struct rr_ratio r)
{
	struct rr_lot *l = add_line(b, a, f, RR_LOT_SPLIT);
	int64_t was = a->stake.units;
	bool left = false, of_sold = false;

	/* Of what was sold, and is held no more, no fraction is left over. */
	if (!rr_ratio_scale(a->stake.sold, r, &a->stake.sold, &of_sold) ||
	    (a->stake.known &&
	    !rr_ratio_scale(was, r, &a->stake.units, &left)))
		lose_count(a, l, TOO_LARGE);
	else if (left)
		l->flag = "a fraction of a unit is left over";
	l->change = a->stake.units - was;
	close_line(a, l);
}

static void
split_all(struct book *b, const struct rr_fact *f, const char *class_key)
{
	const char *text = rr_fact_field(f, "ratio");
	struct rr_ratio r;

	if (text == NULL || !rr_ratio_parse(text, &r) || r.num <= 0)
		return;
	for (size_t i = 0; i < rr_map_count(b->accounts); i++) {
		struct account *a = rr_map_value(b->accounts, i);

		if (strcmp(a->stake.class_key, class_key) == 0)
			split_one(b, a, f, r);
	}
}

static struct rr_lot *
last_line(struct account *a)
{
	return rr_vec_at(&a->lots, a->lots.n - 1);
}

static void
flag(struct account *a, const char *what)
{
	struct rr_lot *l = last_line(a);

	if (l->flag == NULL)
		l->flag = what;
}

static void
transfer(struct book *b, const struct rr_fact *f, const char *holder,
    const char *class_key, int64_t n)
{
	const char *to = rr_fact_field(f, "to");

	if (to == NULL)
		return;
	last_line(change(b, holder, class_key, f, RR_LOT_TRANSFER, -n))->other =
	    to;
	last_line(change(b, to, class_key, f, RR_LOT_TRANSFER, n))->other =
	    holder;
	if (strcmp(to, holder) == 0)
		flag(account_of(b, to, class_key), "from and to the same");
}

/* Without cash fewer come out than go in: "given-up" says how many. */
static void
exercise(struct book *b, const struct rr_fact *f, const char *holder,
    const char *class_key, int64_t n)
{
	const char *into = rr_fact_field(f, "into");
	const char *text = rr_fact_field(f, "given-up");
	rr_shares up = { n };

	if (into == NULL || (text != NULL && !rr_shares_parse(text, &up)))
		return;
	change(b, holder, class_key, f, RR_LOT_EXERCISE, -up.units);
	change(b, holder, into, f, RR_LOT_EXERCISE, n);
	if (strcmp(into, class_key) == 0)
		flag(account_of(b, holder, into), "exercised into itself");
	else if (up.units < n)
		flag(account_of(b, holder, into), "more came out than was "
		    "given up");
}

static void
sell(struct book *b, const struct rr_fact *f, const char *holder,
    const char *class_key, int64_t n)
{
	struct account *a = change(b, holder, class_key, f, RR_LOT_SALE, -n);

	if (__builtin_add_overflow(a->stake.sold, n, &a->stake.sold))
		a->stake.sold = INT64_MAX;
}

static void
move_units(struct book *b, const struct rr_fact *f, enum rr_lot_effect e,
    const char *class_key)
{
	const char *holder = rr_fact_field(f, "holder");
	const char *text = rr_fact_field(f, "shares");
	rr_shares n;

	if (holder == NULL || text == NULL || !rr_shares_parse(text, &n))
		return;
	if (e == RR_LOT_ISSUE)
		change(b, holder, class_key, f, e, n.units);
	else if (e == RR_LOT_TRANSFER)
		transfer(b, f, holder, class_key, n.units);
	else if (e == RR_LOT_EXERCISE)
		exercise(b, f, holder, class_key, n.units);
	else
		sell(b, f, holder, class_key, n.units);
}

static void
take_fact(struct book *b, const struct rr_fact *f)
{
	enum rr_lot_effect e = effect_of(b->agreement, f);
	const char *class_key = rr_fact_field(f, "class");

	if (class_key == NULL)
		return;
	if (f->shape == RR_SHAPE_HOLDING)
		take_holding(b, f, class_key);
	else if (e == RR_LOT_SPLIT)
		split_all(b, f, class_key);
	else
		move_units(b, f, e, class_key);
}

static struct rr_stake *
close_book(const struct book *b, size_t n, bool in_part)
{
	struct rr_stake *stakes = rr_arena_array(b->arena, n + 1,
	    sizeof(*stakes));

	for (size_t i = 0; i < n; i++) {
		const struct account *x = rr_map_value(b->accounts, i);

		stakes[i] = x->stake;
		stakes[i].known &= !in_part;
		stakes[i].lots = x->lots.items;
		stakes[i].nlots = x->lots.n;
	}
	return stakes;
}

static int
party_cmp(const void *a, const void *b)
{
	const struct rr_stake *x = *(const struct rr_stake *const *)a;
	const struct rr_stake *y = *(const struct rr_stake *const *)b;
	int c = strcmp(x->party, y->party);

	return c != 0 ? c : (x > y) - (x < y);
}

static const struct rr_stake *const *
sort_parties(struct rr_arena *arena, const struct rr_stake *all, size_t n)
{
	const struct rr_stake **sorted = rr_arena_array(arena, n + 1,
	    sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		sorted[i] = &all[i];
	qsort(sorted, n, sizeof(*sorted), party_cmp);
	return sorted;
}

const struct rr_ledger *
rr_ledger_new(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_moves *moves, rr_date on)
{
	struct rr_ledger *l = rr_arena_alloc(arena, sizeof(*l));
	struct book b = { arena, a, rr_map_new(arena) };

	for (size_t i = 0; i < moves->n &&
	    rr_date_cmp(moves->facts[i]->day, on) <= 0; i++)
		take_fact(&b, moves->facts[i]);
	l->on = on;
	l->n = rr_map_count(b.accounts);
	l->stakes = close_book(&b, l->n, moves->in_part);
	l->by_party = sort_parties(arena, l->stakes, l->n);
	return l;
}

const struct rr_stake *const *
rr_ledger_of(const struct rr_ledger *l, const char *party, size_t *n)
{
	size_t from = 0, to = l->n, first;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (strcmp(l->by_party[mid]->party, party) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	first = from;
	while (from < l->n && strcmp(l->by_party[from]->party, party) == 0)
		from++;
	*n = from - first;
	return &l->by_party[first];
}

const struct rr_stake *
rr_ledger_find(const struct rr_ledger *l, const char *party,
    const char *class_key)
{
	size_t n;
	const struct rr_stake *const *all = rr_ledger_of(l, party, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i]->class_key, class_key) == 0)
			return all[i];
	return NULL;
}

void
rr_stake_text(const struct rr_stake *s, struct rr_buf *b)
{
	if (s->known)
		rr_shares_text((rr_shares){ s->units }, b);
	else
		rr_buf_add(b, "unknown");
}

const char *
rr_lot_moves_nothing(const struct rr_event *e, const struct rr_fact *f)
{
	const char *key = e->effect == RR_LOT_SPLIT ? "ratio" : "shares";
	const char *text = e->effect == RR_LOT_NONE ? NULL :
	    rr_fact_field(f, key);
	struct rr_ratio r;
	rr_shares n;

	if (text == NULL)
		return NULL;
	if (e->effect == RR_LOT_SPLIT)
		return rr_ratio_parse(text, &r) && r.num <= 0 ? key : NULL;
	return rr_shares_parse(text, &n) && n.units == 0 ? key : NULL;
}

/* OUT: it left the stake. */
static const char *
moved(enum rr_lot_effect e, bool out)
{
	static const char *const words[RR_LOT_MAX][2] = {
		[RR_LOT_NONE] = { "held", "held" },
		[RR_LOT_ISSUE] = { "issued", "issued" },
		[RR_LOT_TRANSFER] = { "transferred from", "transferred to" },
		[RR_LOT_EXERCISE] = { "received on exercise",
		    "given up on exercise" },
		[RR_LOT_SALE] = { "sold", "sold" },
		[RR_LOT_SPLIT] = { "split", "split" }
	};

	return words[e][out ? 1 : 0];
}

void
rr_lot_text(const struct rr_lot *l, const char *other, struct rr_buf *b)
{
	int64_t n = l->effect == RR_LOT_SPLIT ? l->after : l->change;
	bool known = l->known ||
	    (l->effect != RR_LOT_NONE && l->effect != RR_LOT_SPLIT);

	rr_buf_printf(b, "%s%s%s: ", moved(l->effect, l->change < 0),
	    other != NULL ? " " : "", other != NULL ? other : "");
	if (known)
		rr_shares_text((rr_shares){ n < 0 ? -n : n }, b);
	else
		rr_buf_add(b, "a number that is not on record");
	if (l->flag != NULL)
		rr_buf_printf(b, " (%s)", l->flag);
}

const struct rr_lot *
rr_stake_flagged(const struct rr_stake *s)
{
	const struct rr_lot *last = NULL;

	for (size_t i = 0; i < s->nlots; i++)
		if (s->lots[i].flag != NULL)
			last = &s->lots[i];
		else if (s->lots[i].effect == RR_LOT_NONE)
			last = NULL;
	return last;
}
