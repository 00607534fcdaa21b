/*
 * amount.c: an amount of cents, or between which two it lies.
 */
#include <string.h>

#include "amount_int.h"
#include "regrights/arena.h"

static const char too_large[] = "amounts that can be added up";

struct rr_amount
rr_amount_of(int64_t cents)
{
	return (struct rr_amount){ true, cents, cents, cents, NULL, NULL };
}

/* Where both ends are one it is known, whatever is missing. */
static struct rr_amount
between(int64_t least, const char *least_for, int64_t most,
    const char *most_for)
{
	if (least == most && most != RR_NO_LIMIT)
		return rr_amount_of(least);
	return (struct rr_amount){ false, 0, least, most, least_for,
	    most_for };
}

struct rr_amount
rr_amount_unknown(const char *waits_for)
{
	return between(0, waits_for, RR_NO_LIMIT, waits_for);
}

struct rr_amount
rr_amount_either(struct rr_amount a, struct rr_amount b,
    const char *waits_for)
{
	return between(a.least < b.least ? a.least : b.least, waits_for,
	    a.most > b.most ? a.most : b.most, waits_for);
}

static const char *
first_of(const char *a, const char *b)
{
	return a != NULL ? a : b;
}

static int64_t
plus(int64_t a, int64_t b)
{
	int64_t sum;

	return __builtin_add_overflow(a, b, &sum) ? RR_NO_LIMIT : sum;
}

struct rr_amount
rr_amount_plus(struct rr_amount a, struct rr_amount b)
{
	bool other = a.most != RR_NO_LIMIT && b.most == RR_NO_LIMIT;
	int64_t cents;

	if (!a.known || !b.known)
		return between(plus(a.least, b.least),
		    first_of(a.least_for, b.least_for), plus(a.most, b.most),
		    other ? b.most_for : first_of(a.most_for, b.most_for));
	return __builtin_add_overflow(a.cents, b.cents, &cents) ?
	    rr_amount_unknown(too_large) : rr_amount_of(cents);
}

/* What has no limit has none, whatever is taken off; that may be all. */
static int64_t
less(int64_t a, int64_t b)
{
	return a == RR_NO_LIMIT && b < RR_NO_LIMIT ? a : a > b ? a - b : 0;
}

/* What may take off all there is leaves nothing at least, by itself. */
struct rr_amount
rr_amount_less(struct rr_amount a, struct rr_amount b)
{
	bool all = b.most >= a.most;

	return between(less(a.least, b.most), all ?
	    first_of(b.most_for, a.least_for) :
	    first_of(a.least_for, b.most_for), less(a.most, b.least),
	    first_of(a.most_for, b.least_for));
}

/* One end of the nearest, with what it waits for: of the nearer first. */
static int64_t
nearest(bool lower, int64_t a, int64_t b, const char **a_for,
    const char *b_for)
{
	bool first = a == b || (a < b) == lower;

	*a_for = first ? first_of(*a_for, b_for) : first_of(b_for, *a_for);
	return first ? a : b;
}

struct rr_amount
rr_amount_nearest(bool lower, struct rr_amount a, struct rr_amount b)
{
	const char *least_for = a.least_for, *most_for = a.most_for;
	int64_t least = nearest(lower, a.least, b.least, &least_for,
	    b.least_for);
	int64_t most = nearest(lower, a.most, b.most, &most_for, b.most_for);

	return between(least, least_for, most, most_for);
}

struct rr_amount
rr_amount_part(struct rr_amount a, struct rr_ratio r, bool *dropped)
{
	int64_t least, most = RR_NO_LIMIT;

	if (!rr_ratio_scale(a.least, r, &least, dropped))
		return rr_amount_unknown(a.known ? too_large : a.least_for);
	if (a.known)
		return rr_amount_of(least);
	if (a.most != RR_NO_LIMIT &&
	    !rr_ratio_scale(a.most, r, &most, dropped))
		most = RR_NO_LIMIT;
	return between(least, a.least_for, most, a.most_for);
}

const char *
rr_amount_waits(struct rr_arena *arena, struct rr_amount a)
{
	if (a.least_for == NULL || a.most_for == NULL ||
	    strcmp(a.least_for, a.most_for) == 0)
		return first_of(a.least_for, a.most_for);
	return rr_arena_printf(arena, "%s and %s", a.least_for, a.most_for);
}
