/*
 * ledger_day.c: what the entries of one day come to, in whatever order they
 * came.
 *
 * Without their hours nothing on record says which of two entries of a day
 * came first.  Of most of them it makes no difference; it does of a split and
 * what is stated or moved of the same class, and of two splits where a fraction
 * is left over.  Each order is tried on a copy of who is concerned.  What one
 * of them makes fit came so; else what is held lies between what they come to.
 */
#include <string.h>

#include "ledger_int.h"
#include "regrights/arena.h"

#define MOST_ORDERS	256
#define NOT_ORDERED	"which came first on that day is not on record"

struct day {
	struct rr_book		*book;
	/* of ALL, splits, what may come before or after them, and the rest */
	const struct rr_fact	**all, **splits, **moves, **rest;
	size_t			 n, nsplits, nmoves, nrest;
	/* one order, and the best of them */
	const struct rr_fact	**order, **best;
	size_t			 misfits;
	/* by "party/class", what the best of them come to: struct rr_account */
	struct rr_map		*come_to;
};

/* Room for so many. */
static const struct rr_fact **
facts_of(struct rr_book *b, size_t n)
{
	return rr_arena_array(b->arena, n + 1, sizeof(const struct rr_fact *));
}

static bool
is_split(const struct day *d, const struct rr_fact *f)
{
	return rr_fact_effect(d->book->agreement, f) == RR_LOT_SPLIT;
}

static bool
is_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static bool
is_of(const struct rr_fact *f, const char *class_key)
{
	return is_same(rr_fact_get(f, RR_USE_CLASS), class_key) ||
	    is_same(rr_fact_get(f, RR_USE_INTO), class_key);
}

/* Whether a split of the day is of its class, or it is one, of another's. */
static bool
meets_split(const struct day *d, const struct rr_fact *f)
{
	bool split = is_split(d, f);

	for (size_t i = 0; i < d->n; i++) {
		const struct rr_fact *other = d->all[i];

		if (other != f && ((split && is_of(other,
		    rr_fact_get(f, RR_USE_CLASS))) || (is_split(d, other) &&
		    is_of(f, rr_fact_get(other, RR_USE_CLASS)))))
			return true;
	}
	return false;
}

static void
sort_out(struct day *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct rr_fact *f = d->all[i];

		if (!meets_split(d, f))
			d->rest[d->nrest++] = f;
		else if (is_split(d, f))
			d->splits[d->nsplits++] = f;
		else
			d->moves[d->nmoves++] = f;
	}
}

/* How many orders there are, or more than are tried. */
static size_t
count_orders(const struct day *d)
{
	size_t n = 1;

	for (size_t i = 2; i <= d->nsplits && n <= MOST_ORDERS; i++)
		n *= i;
	for (size_t i = 0; i < d->nmoves && n <= MOST_ORDERS; i++)
		n *= d->nsplits + 1;
	return n;
}

/*
 * The I-th of the orders: its digits say behind how many of the splits each
 * move comes, and then which of the splits that are left is the next.
 */
static void
put_in_order(struct day *d, size_t i)
{
	size_t n = d->nrest, behind = i;
	const struct rr_fact **left = facts_of(d->book, d->nsplits);

	for (size_t j = 0; j < d->nmoves; j++)
		i /= d->nsplits + 1;
	memcpy(d->order, d->rest, d->nrest * sizeof(*d->order));
	memcpy(left, d->splits, d->nsplits * sizeof(*left));
	for (size_t s = 0; s <= d->nsplits; s++) {
		size_t digits = behind, nleft = d->nsplits - s, next;

		for (size_t j = 0; j < d->nmoves; j++) {
			if (digits % (d->nsplits + 1) == s)
				d->order[n++] = d->moves[j];
			digits /= d->nsplits + 1;
		}
		if (nleft == 0)
			continue;
		next = i % nleft;
		i /= nleft;
		d->order[n++] = left[next];
		memmove(&left[next], &left[next + 1],
		    (nleft - next - 1) * sizeof(*left));
	}
}

/* Whether no split is on the other side of what it came after or before. */
static bool
is_by_hours(const struct day *d)
{
	for (size_t i = 0; i < d->n; i++)
		for (size_t j = i + 1; j < d->n; j++) {
			const struct rr_fact *a = d->order[i];
			const struct rr_fact *b = d->order[j];

			if ((is_split(d, a) || is_split(d, b)) &&
			    !rr_instant_is_none(a->at) &&
			    !rr_instant_is_none(b->at) &&
			    a->at.sec > b->at.sec)
				return false;
		}
	return true;
}

static bool
is_of_split(const struct day *d, const struct rr_account *a)
{
	for (size_t i = 0; i < d->nsplits; i++)
		if (is_of(d->splits[i], a->stake.class_key))
			return true;
	return false;
}

/* What is split once, and not moved, is the same in each order. */
static bool
is_concerned(const struct day *d, const struct rr_account *a)
{
	const struct rr_agreement *g = d->book->agreement;
	const char *party;

	for (size_t i = 0; i < d->nmoves; i++)
		for (size_t k = 0; (party = rr_fact_whose(g, d->moves[i],
		    k)) != NULL; k++)
			if (strcmp(party, a->stake.party) == 0)
				return true;
	return d->nsplits > 1 && is_of_split(d, a);
}

static void
copy_account(struct rr_book *to, const char *key, const struct rr_account *a)
{
	struct rr_account *copy = rr_account_open(to, a->stake.party,
	    a->stake.class_key, key);
	const struct rr_vec none = RR_VEC_INIT(struct rr_lot);

	*copy = *a;
	copy->lots = none;
	for (size_t i = 0; i < a->lots.n; i++)
		*(struct rr_lot *)rr_vec_add(to->arena, &copy->lots) =
		    *(const struct rr_lot *)rr_vec_at(&a->lots, i);
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static void
join(struct rr_account *a, const struct rr_account *b)
{
	a->lost |= b->lost;
	a->told = most(a->told, b->told);
	a->beyond = most(a->beyond, b->beyond);
	a->stake.least = least(a->stake.least, b->stake.least);
	a->stake.most = most(a->stake.most, b->stake.most);
	a->stake.sold = most(a->stake.sold, b->stake.sold);
	a->stake.sold_least = least(a->stake.sold_least,
	    b->stake.sold_least);
}

/* One order, on a copy; what it comes to is joined to what the best do. */
static void
try_order(struct day *d)
{
	struct rr_book copy = *d->book;
	const struct rr_map *from = d->book->accounts;
	const struct rr_fact **order = facts_of(d->book, d->n);
	size_t misfits;

	copy.accounts = rr_map_new(copy.arena);
	for (size_t i = 0; i < rr_map_count(from); i++)
		if (is_concerned(d, rr_map_value(from, i)))
			copy_account(&copy, rr_map_key(from, i),
			    rr_map_value(from, i));
	memcpy(order, d->order, d->n * sizeof(*order));
	misfits = rr_book_take(&copy, order, d->n);
	if (d->come_to != NULL && misfits > d->misfits)
		return;
	if (d->come_to == NULL || misfits < d->misfits) {
		d->come_to = copy.accounts;
		d->misfits = misfits;
		memcpy(d->best, d->order, d->n * sizeof(*d->best));
		return;
	}
	for (size_t i = 0; i < rr_map_count(copy.accounts); i++)
		join(rr_map_find(d->come_to, rr_map_key(copy.accounts, i)),
		    rr_map_value(copy.accounts, i));
}

static bool
is_same_account(const struct rr_account *a, const struct rr_account *b)
{
	return a->lost == b->lost && a->stake.least == b->stake.least &&
	    a->stake.most == b->stake.most && a->stake.sold == b->stake.sold &&
	    a->stake.sold_least == b->stake.sold_least;
}

/* What is known of an account where nothing says in which order it came. */
static void
settle(const struct day *d, struct rr_account *a, const struct rr_account *to)
{
	struct rr_lot *l = NULL;

	if (is_same_account(a, to))
		return;
	a->lost = to->lost;
	a->told = to->told;
	a->beyond = to->beyond;
	a->stake.least = to->stake.least;
	a->stake.most = to->stake.most;
	a->stake.sold = to->stake.sold;
	a->stake.sold_least = to->stake.sold_least;
	for (size_t i = 0; i < a->lots.n; i++) {
		l = rr_vec_at(&a->lots, i);
		if (rr_date_cmp(l->fact->day, d->all[0]->day) == 0)
			rr_account_close_line(a, l);
	}
	if (l != NULL)
		l->flag = NOT_ORDERED;
}

void
rr_book_take_day(struct rr_book *b, const struct rr_fact **all, size_t n)
{
	struct day d = { .book = b, .all = all, .n = n };
	size_t norders;

	d.splits = facts_of(b, n);
	d.moves = facts_of(b, n);
	d.rest = facts_of(b, n);
	sort_out(&d);
	if (d.nsplits == 0) {
		rr_book_take(b, all, n);
		return;
	}
	d.order = facts_of(b, n);
	d.best = facts_of(b, n);
	norders = count_orders(&d);
	for (size_t i = 0; i < norders && (i == 0 || norders <= MOST_ORDERS);
	    i++) {
		put_in_order(&d, i);
		if (is_by_hours(&d) || norders > MOST_ORDERS)
			try_order(&d);
	}
	rr_book_take(b, d.best, n);
	for (size_t i = 0; i < rr_map_count(d.come_to); i++) {
		struct rr_account *to = rr_map_value(d.come_to, i);

		/* Of more orders than can be tried nothing is said. */
		to->lost |= norders > MOST_ORDERS && is_of_split(&d, to);
		settle(&d, rr_map_find(b->accounts, rr_map_key(d.come_to, i)),
		    to);
	}
}
