/*
 * amount.c: an amount of cents, or between which two it lies.
 */
#include <stddef.h>

#include "amount_int.h"

static const char too_large[] = "amounts that can be added up";

struct rr_amount
rr_amount_of(int64_t cents)
{
	return (struct rr_amount){ true, cents, cents, cents, NULL };
}

static struct rr_amount
between(int64_t least, int64_t most, const char *waits_for)
{
	return (struct rr_amount){ false, 0, least, most, waits_for };
}

struct rr_amount
rr_amount_unknown(const char *waits_for)
{
	return between(0, RR_NO_LIMIT, waits_for);
}

/* What the first of them waits for that is not known. */
static const char *
waits_of(struct rr_amount a, struct rr_amount b)
{
	return a.known ? b.waits_for : a.waits_for;
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
	int64_t cents;

	if (!a.known || !b.known)
		return between(plus(a.least, b.least), plus(a.most, b.most),
		    waits_of(a, b));
	return __builtin_add_overflow(a.cents, b.cents, &cents) ?
	    rr_amount_unknown(too_large) : rr_amount_of(cents);
}

/* What has no limit has none, whatever is taken off; that may be all. */
static int64_t
less(int64_t a, int64_t b)
{
	return a == RR_NO_LIMIT && b < RR_NO_LIMIT ? a : a > b ? a - b : 0;
}

struct rr_amount
rr_amount_less(struct rr_amount a, struct rr_amount b)
{
	if (a.known && (a.cents == 0 || b.known))
		return rr_amount_of(less(a.cents, b.least));
	return between(less(a.least, b.most), less(a.most, b.least),
	    waits_of(a, b));
}

static int64_t
nearest(bool lower, int64_t a, int64_t b)
{
	return (a < b) == lower ? a : b;
}

struct rr_amount
rr_amount_nearest(bool lower, struct rr_amount a, struct rr_amount b)
{
	bool nothing = lower && ((a.known && a.cents == 0) ||
	    (b.known && b.cents == 0));

	if (nothing)
		return rr_amount_of(0);
	if (a.known && b.known)
		return rr_amount_of(nearest(lower, a.cents, b.cents));
	return between(nearest(lower, a.least, b.least),
	    nearest(lower, a.most, b.most), waits_of(a, b));
}

struct rr_amount
rr_amount_part(struct rr_amount a, struct rr_ratio r, bool *dropped)
{
	int64_t least, most = RR_NO_LIMIT;

	if (!rr_ratio_scale(a.least, r, &least, dropped))
		return rr_amount_unknown(a.known ? too_large : a.waits_for);
	if (a.known)
		return rr_amount_of(least);
	if (a.most != RR_NO_LIMIT &&
	    !rr_ratio_scale(a.most, r, &most, dropped))
		most = RR_NO_LIMIT;
	return between(least, most, a.waits_for);
}
