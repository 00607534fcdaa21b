/*
 * ledger_move.c: what an entry makes of who holds how much of each class.
 *
 * A stake is opened when it is first heard of, with nothing in it.  Unknown is
 * a holding that is on record without its quantity, and what is held by one of
 * whom nothing is on record but that some of it went.  What is moved out
 * of a stake that may not have so much is not known to exist: how much was
 * moved lies between nothing and what the entry says, on both sides.
 */
#include "ledger_int.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/qty.h"
#include "regrights/vec.h"

#define TOO_LARGE	"the number is too large to count"

/* By then it may not have happened yet. */
static bool
may_come(const struct rr_book *b, const struct rr_fact *f)
{
	return rr_held_may(b->then, f);
}

/* What of it is not on record. */
static const char *
not_told(const struct rr_book *b)
{
	return b->then.at != NULL ? "whether it came before that, or after, is "
	    "not on record" : "its day is not on record";
}

struct rr_account *
rr_account_open(struct rr_book *b, const char *party, const char *class_key,
    const char *key)
{
	const struct rr_vec lots = RR_VEC_INIT(struct rr_lot);
	struct rr_account *a = rr_arena_alloc(b->arena, sizeof(*a));

	a->stake.party = party;
	a->stake.class_key = class_key;
	a->lots = lots;
	rr_map_set(b->accounts, rr_arena_strdup(b->arena, key), a);
	return a;
}

static struct rr_account *
account_of(struct rr_book *b, const char *party, const char *class_key)
{
	struct rr_buf key = RR_BUF_INIT;
	struct rr_account *a;

	rr_buf_printf(&key, "%s/%s", party, class_key);
	a = rr_map_find(b->accounts, key.s);
	if (a == NULL)
		a = rr_account_open(b, party, class_key, key.s);
	rr_buf_free(&key);
	return a;
}

static struct rr_lot *
add_line(struct rr_book *b, struct rr_account *a, const struct rr_fact *f,
    enum rr_lot_effect effect)
{
	struct rr_lot *l = rr_vec_add(b->arena, &a->lots);

	l->fact = f;
	l->effect = effect;
	return l;
}

void
rr_account_close_line(struct rr_account *a, struct rr_lot *l)
{
	struct rr_stake *s = &a->stake;

	if (a->lost)
		s->least = s->most = a->told = 0;
	s->known = !a->lost && s->least == s->most;
	s->bounded = !a->lost && s->least != s->most;
	s->units = s->known ? s->least : 0;
	l->known = s->known;
	l->after = s->units;
	l->bounded = s->bounded;
	l->least = s->least;
	l->most = s->most;
}

static void
lose_count(struct rr_account *a, struct rr_lot *l, const char *why)
{
	a->lost = true;
	l->flag = why;
}

static void
flag_odd(struct rr_lot *l, const char *what)
{
	l->flag = what;
	l->odd = true;
}

static const char *
units_text(struct rr_book *b, int64_t n, const char *what)
{
	struct rr_buf t = RR_BUF_INIT;
	const char *text;

	rr_shares_text((rr_shares){ n }, &t);
	text = rr_arena_printf(b->arena, "%s %s", t.s, what);
	rr_buf_free(&t);
	return text;
}

/* What was stated of its day can be what was left, or what it came out of. */
static bool
is_in_doubt(const struct rr_account *a, const struct rr_fact *f, int64_t n)
{
	const struct rr_lot *all = a->lots.items;
	size_t i;

	for (i = a->lots.n; i > 0 && all[i - 1].effect != RR_LOT_NONE; i--)
		;
	return i > 0 && rr_date_cmp(all[i - 1].fact->day, f->day) == 0 &&
	    (i > 1 || n > 0);
}

/* Whether nothing at all is on record yet of what PARTY holds. */
static bool
is_first_of(const struct rr_book *b, const char *party)
{
	for (size_t i = 0; i < rr_map_count(b->accounts); i++) {
		const struct rr_account *a = rr_map_value(b->accounts, i);

		if (strcmp(a->stake.party, party) == 0 && a->lots.n > 0)
			return false;
	}
	return true;
}

static struct rr_lot *
begin_line(struct rr_book *b, struct rr_account *a, const struct rr_fact *f,
    enum rr_lot_effect effect, int64_t change)
{
	bool in_doubt = is_in_doubt(a, f, change);
	struct rr_lot *l = add_line(b, a, f, effect);

	l->change = change;
	if (in_doubt)
		lose_count(a, l, "stated and moved on one day: state what was "
		    "held from the next");
	return l;
}

/*
 * How much of what is moved is known to be there, and how much is not, by the
 * entries; DOUBT: it may be none.
 */
struct moved { int64_t n, missing; bool doubt; };

/* Takes N units away; ODD: by its own words they may still be there. */
static struct moved
take_away(struct rr_book *b, struct rr_account *a, const struct rr_fact *f,
    enum rr_lot_effect effect, int64_t n, bool odd)
{
	bool first = a->lots.n == 0 && is_first_of(b, a->stake.party);
	struct rr_lot *l = begin_line(b, a, f, effect, -n);
	struct moved m = { n, 0, odd };

	if (first)
		lose_count(a, l, "nothing is on record of what was held");
	if (!a->lost) {
		m.doubt |= n > a->stake.least || may_come(b, f);
		m.missing = n > a->told ? n - a->told : 0;
		a->stake.least -= n > a->stake.least ? a->stake.least : n;
		a->stake.most -= m.doubt ? 0 : n;
		a->told -= n - m.missing;
	}
	if (b->then.at != NULL && may_come(b, f) && l->flag == NULL)
		l->flag = not_told(b);
	if (m.missing > 0) {
		if (__builtin_add_overflow(a->beyond, m.missing, &a->beyond))
			a->beyond = INT64_MAX;
		l->flag = a->beyond == INT64_MAX ? "more than were held, too "
		    "many to count" : units_text(b, a->beyond, "more than "
		    "were held");
	}
	rr_account_close_line(a, l);
	return m;
}

/* Adds them, as far as they are known to be there. */
static struct rr_account *
add_to(struct rr_book *b, const char *party, const char *class_key,
    const struct rr_fact *f, enum rr_lot_effect effect, struct moved m)
{
	struct rr_account *a = account_of(b, party, class_key);
	struct rr_lot *l = begin_line(b, a, f, effect, m.n);

	m.doubt |= may_come(b, f);
	if (!a->lost && (__builtin_add_overflow(a->stake.most, m.n,
	    &a->stake.most) || __builtin_add_overflow(a->told, m.n,
	    &a->told))) {
		lose_count(a, l, TOO_LARGE);
		l->odd = true;
	} else if (!a->lost && !m.doubt)
		a->stake.least += m.n;
	if (may_come(b, f))
		l->flag = not_told(b);
	if (m.doubt && l->flag == NULL)
		l->flag = m.missing > 0 ? units_text(b, m.missing,
		    "of them are not known to exist") :
		    "not all of them are known to exist";
	rr_account_close_line(a, l);
	return a;
}

/*
 * What is stated of that day is not what was held the day before: by then it
 * can have been either.  What is first on record of all has no day before.
 */
static void
hold_or_not(struct rr_book *b, struct rr_account *a, struct rr_lot *l)
{
	const struct rr_lot *all = a->lots.items, *was;
	struct rr_stake *s = &a->stake;
	int64_t least = 0, most = 0;
	size_t i = a->lots.n;

	while (i > 0 && all[i - 1].effect == RR_LOT_NONE &&
	    rr_date_cmp(all[i - 1].fact->day, l->fact->day) == 0)
		i--;
	was = i > 0 ? &all[i - 1] : NULL;
	if (!b->begun || a->lost || !may_come(b, l->fact) ||
	    (was != NULL && !was->known && !was->bounded))
		return;
	if (was != NULL) {
		least = was->known ? was->after : was->least;
		most = was->known ? was->after : was->most;
	}
	if (least <= s->least && s->most <= most)
		return;
	s->least = least < s->least ? least : s->least;
	s->most = most > s->most ? most : s->most;
	a->told = s->most;
	l->flag = not_told(b);
}

static void
take_holding(struct rr_book *b, const struct rr_fact *f, const char *class_key)
{
	const char *text = rr_fact_get(f, RR_USE_SHARES);
	struct rr_account *a = account_of(b, f->name, class_key);
	struct rr_lot *l = add_line(b, a, f, RR_LOT_NONE);
	rr_shares n = { 0 };

	a->lost = text == NULL || !rr_shares_parse(text, &n);
	a->stake.least = a->stake.most = a->told = n.units;
	a->beyond = 0;
	hold_or_not(b, a, l);
	rr_account_close_line(a, l);
	l->change = a->stake.units;
}

/* What the split makes of N; MAY: or what it was, if that is less, or more. */
static bool
scale(int64_t *n, struct rr_ratio r, bool may, bool least, bool *left)
{
	int64_t was = *n;
	bool ok = rr_ratio_scale(was, r, n, left);

	if (ok && may && (least ? *n > was : *n < was))
		*n = was;
	return ok;
}

static void
split_one(struct rr_book *b, struct rr_account *a, const struct rr_fact *f,
    struct rr_ratio r)
{
	struct rr_lot *l = add_line(b, a, f, RR_LOT_SPLIT);
	struct rr_stake *s = &a->stake;
	const bool may = may_come(b, f);
	int64_t was = s->units;
	bool left = false, of_sold = false, any = s->most > 0, ok;

	/* Of what was sold, and is held no more, no fraction is left over. */
	ok = scale(&s->sold, r, may, false, &of_sold) &&
	    scale(&s->sold_least, r, may, true, &of_sold) &&
	    scale(&s->least, r, may, true, &left) &&
	    scale(&s->most, r, may, false, &left) &&
	    scale(&a->told, r, may, false, &left);
	if (!ok && !a->lost) {
		lose_count(a, l, TOO_LARGE);
		l->odd = true;
	} else if (may && any)
		l->flag = not_told(b);
	else if (any && s->most == 0)
		flag_odd(l, "nothing is left of what was held");
	else if (left)
		l->flag = "a fraction of a unit is left over";
	rr_account_close_line(a, l);
	l->change = s->units - was;
}

static void
split_all(struct rr_book *b, const struct rr_fact *f, const char *class_key)
{
	const char *text = rr_fact_get(f, RR_USE_RATIO);
	struct rr_ratio r;

	if (text == NULL || !rr_ratio_parse(text, &r) || r.num <= 0)
		return;
	for (size_t i = 0; i < rr_map_count(b->accounts); i++) {
		struct rr_account *a = rr_map_value(b->accounts, i);

		if (strcmp(a->stake.class_key, class_key) == 0)
			split_one(b, a, f, r);
	}
}

static struct rr_lot *
last_line(struct rr_account *a)
{
	return rr_vec_at(&a->lots, a->lots.n - 1);
}

static void
transfer(struct rr_book *b, const struct rr_fact *f, const char *holder,
    const char *class_key, int64_t n)
{
	const char *to = rr_fact_get(f, RR_USE_TO);
	struct rr_account *from;
	struct moved m;

	if (to == NULL)
		return;
	from = account_of(b, holder, class_key);
	m = take_away(b, from, f, RR_LOT_TRANSFER, n, false);
	last_line(from)->other = to;
	last_line(add_to(b, to, class_key, f, RR_LOT_TRANSFER, m))->other =
	    holder;
	if (strcmp(to, holder) == 0)
		flag_odd(last_line(from), "from and to the same");
}

/* Without cash fewer come out than go in: "given-up" says how many. */
static void
exercise(struct rr_book *b, const struct rr_fact *f, const char *holder,
    const char *class_key, int64_t n)
{
	const char *into = rr_fact_get(f, RR_USE_INTO);
	const char *text = rr_fact_get(f, RR_USE_GIVEN_UP);
	rr_shares up = { n };
	const char *odd;
	struct moved m;

	if (into == NULL || (text != NULL && !rr_shares_parse(text, &up)))
		return;
	odd = rr_exercise_odd(b->agreement, class_key, into, n,
	    up.units);
	m = take_away(b, account_of(b, holder, class_key), f, RR_LOT_EXERCISE,
	    up.units, odd != NULL);
	m.n = n;
	m.missing = m.missing < n ? m.missing : n;
	add_to(b, holder, into, f, RR_LOT_EXERCISE, m);
	if (odd != NULL)
		flag_odd(last_line(account_of(b, holder, into)), odd);
}

static void
sell(struct rr_book *b, const struct rr_fact *f, const char *holder,
    const char *class_key, int64_t n)
{
	struct rr_account *a = account_of(b, holder, class_key);
	struct moved m = take_away(b, a, f, RR_LOT_SALE, n, false);

	if (__builtin_add_overflow(a->stake.sold, n, &a->stake.sold))
		a->stake.sold = INT64_MAX;
	if (!m.doubt && __builtin_add_overflow(a->stake.sold_least, n,
	    &a->stake.sold_least))
		a->stake.sold_least = INT64_MAX;
}

static void
move_units(struct rr_book *b, const struct rr_fact *f, enum rr_lot_effect e,
    const char *class_key)
{
	const char *holder = rr_fact_get(f, RR_USE_HOLDER);
	const char *text = rr_fact_get(f, RR_USE_SHARES);
	rr_shares n;

	if (holder == NULL || text == NULL || !rr_shares_parse(text, &n))
		return;
	if (e == RR_LOT_ISSUE)
		add_to(b, holder, class_key, f, e,
		    (struct moved){ n.units, 0, false });
	else if (e == RR_LOT_TRANSFER)
		transfer(b, f, holder, class_key, n.units);
	else if (e == RR_LOT_EXERCISE)
		exercise(b, f, holder, class_key, n.units);
	else
		sell(b, f, holder, class_key, n.units);
}

static void
take_fact(struct rr_book *b, const struct rr_fact *f)
{
	enum rr_lot_effect e = rr_fact_effect(b->agreement, f);
	const char *class_key = rr_fact_get(f, RR_USE_CLASS);

	if (class_key == NULL)
		return;
	if (f->shape == RR_SHAPE_HOLDING)
		take_holding(b, f, class_key);
	else if (e == RR_LOT_SPLIT)
		split_all(b, f, class_key);
	else
		move_units(b, f, e, class_key);
}

/* How many units it takes away; none of what is no such move. */
static int64_t
taken_by(const struct rr_fact *f, enum rr_lot_effect e)
{
	const char *text = rr_fact_get(f, RR_USE_SHARES), *up;
	rr_shares n;

	if (e != RR_LOT_TRANSFER && e != RR_LOT_EXERCISE && e != RR_LOT_SALE)
		return 0;
	up = e == RR_LOT_EXERCISE ? rr_fact_get(f, RR_USE_GIVEN_UP) : NULL;
	text = up != NULL ? up : text;
	return text != NULL && rr_shares_parse(text, &n) ? n.units : 0;
}

/* Whether as much is there as it takes away. */
static bool
fits(struct rr_book *b, const struct rr_fact *f)
{
	int64_t n = taken_by(f, rr_fact_effect(b->agreement, f));
	const char *holder = rr_fact_get(f, RR_USE_HOLDER);
	const char *class_key = rr_fact_get(f, RR_USE_CLASS);
	struct rr_account *a;

	if (n == 0 || holder == NULL || class_key == NULL)
		return true;
	a = rr_map_find(b->accounts, rr_arena_printf(b->arena, "%s/%s",
	    holder, class_key));
	return a != NULL && (a->lost || a->told >= n);
}

size_t
rr_book_take(struct rr_book *b, const struct rr_fact **all, size_t n)
{
	size_t left = n, was;

	do {
		was = left;
		left = 0;
		for (size_t i = 0; i < was; i++)
			if (fits(b, all[i]))
				take_fact(b, all[i]);
			else
				all[left++] = all[i];
	} while (left > 0 && left < was);
	for (size_t i = 0; i < left; i++)
		take_fact(b, all[i]);
	return left;
}
