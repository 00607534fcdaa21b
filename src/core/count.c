/*
 * count.c: exact counting: what passes, and what each one gets.
 *
 * Whole numbers throughout.  Those whose part reaches what they asked for get
 * that, and the rest is shared anew among the others, until none is left over
 * its request; only then is rounding done, once, by the largest remainders.
 * As each part is then below its request, one more never goes beyond it.
 */
#include "regrights/count.h"

#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"

bool
rr_count_needed(struct rr_ratio share, bool strict, int64_t base,
    int64_t *out)
{
	int64_t whole, rest;

	if (base < 0 || share.num < 0 ||
	    __builtin_mul_overflow(base / share.den, share.num, &whole) ||
	    __builtin_mul_overflow(base % share.den, share.num, &rest) ||
	    __builtin_add_overflow(whole, rest / share.den, &whole))
		return false;
	if (strict || rest % share.den != 0)
		return !__builtin_add_overflow(whole, 1, out);
	*out = whole;
	return true;
}

void
rr_count_text(struct rr_ratio share, bool strict, struct rr_buf *b)
{
	if (!strict && share.num == share.den) {
		rr_buf_add(b, "all");
		return;
	}
	rr_buf_add(b, strict ? "more than " : "at least ");
	rr_ratio_text(share, b);
}

/* The weights of those who still share; false when they cannot be added. */
static bool
sum_weights(const struct rr_ask *a, size_t n, int64_t *sum)
{
	*sum = 0;
	for (size_t i = 0; i < n; i++)
		if (!a[i].in_full &&
		    __builtin_add_overflow(*sum, a[i].weight, sum))
			return false;
	return true;
}

/*
 * The part of each who still shares; MORE when some were given in full and
 * the others must be looked at again.
 */
static bool
share_out(struct rr_ask *a, size_t n, int64_t *capacity, bool *more)
{
	int64_t pool = *capacity, sum, product;

	*more = false;
	if (!sum_weights(a, n, &sum))
		return false;
	for (size_t i = 0; i < n && sum > 0; i++) {
		if (a[i].in_full)
			continue;
		if (__builtin_mul_overflow(pool, a[i].weight, &product))
			return false;
		a[i].whole = a[i].gets = product / sum;
		a[i].left = product % sum;
		a[i].of = sum;
		if (a[i].whole < a[i].asked)
			continue;
		a[i].gets = a[i].asked;
		a[i].in_full = true;
		*capacity -= a[i].asked;
		*more = true;
	}
	return true;
}

static int
remainder_cmp(const void *x, const void *y)
{
	const struct rr_ask *a = *(struct rr_ask *const *)x;
	const struct rr_ask *b = *(struct rr_ask *const *)y;

	if (a->left != b->left)
		return a->left > b->left ? -1 : 1;
	if (a->asked != b->asked)
		return a->asked > b->asked ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* Of those whose remainder is that of the last unit, some go without. */
static void
mark_tied(struct rr_ask **open, size_t n, int64_t units)
{
	int64_t left;

	if (units <= 0 || (size_t)units >= n)
		return;
	left = open[units]->left;
	for (size_t i = 0; i < n && open[units - 1]->left == left; i++)
		open[i]->tied = open[i]->left == left;
}

static void
round_up(struct rr_arena *arena, struct rr_ask *a, size_t n, int64_t capacity)
{
	struct rr_ask **open = rr_arena_array(arena, n + 1, sizeof(*open));
	size_t nopen = 0;

	for (size_t i = 0; i < n; i++) {
		if (a[i].in_full || a[i].weight == 0)
			continue;
		open[nopen++] = &a[i];
		capacity -= a[i].gets;
	}
	qsort(open, nopen, sizeof(*open), remainder_cmp);
	mark_tied(open, nopen, capacity);
	for (size_t i = 0; i < nopen && capacity > 0; i++, capacity--) {
		open[i]->gets++;
		open[i]->rounded_up = true;
	}
}

bool
rr_count_allot(struct rr_arena *arena, struct rr_ask *a, size_t n,
    int64_t capacity)
{
	bool more;

	for (size_t i = 0; i < n; i++) {
		a[i].gets = a[i].whole = a[i].left = a[i].of = 0;
		a[i].rounded_up = a[i].tied = false;
		a[i].in_full = a[i].asked == 0;
	}
	do {
		if (!share_out(a, n, &capacity, &more))
			return false;
	} while (more);
	round_up(arena, a, n, capacity);
	return true;
}

void
rr_ask_text(const struct rr_ask *a, struct rr_buf *b)
{
	struct rr_ratio left;

	rr_buf_printf(b, "%s: ", a->name);
	if (a->in_full || a->of == 0) {
		rr_shares_text((rr_shares){ a->gets }, b);
		rr_buf_add(b, a->in_full ? ", all that it asks for" :
		    ", as its weight is nothing");
		return;
	}
	rr_shares_text((rr_shares){ a->whole }, b);
	if (a->left == 0 || !rr_ratio_of(a->left, a->of, &left))
		return;
	rr_buf_add(b, " and ");
	rr_ratio_text(left, b);
	rr_buf_printf(b, ", rounded %s to ", a->rounded_up ? "up" : "down");
	rr_shares_text((rr_shares){ a->gets }, b);
	if (a->tied)
		rr_buf_add(b, "; others have the same remainder, and whose "
		    "the unit is it does not say");
}
