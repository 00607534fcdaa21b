/*
 * amount_int.h: an amount of cents, never below nothing, or between which two
 * it lies.
 */
#ifndef REGRIGHTS_AMOUNT_INT_H
#define REGRIGHTS_AMOUNT_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "regrights/qty.h"

struct rr_arena;

#define RR_NO_LIMIT	INT64_MAX

/* KNOWN: so many CENTS; else from LEAST to MOST, or RR_NO_LIMIT. */
struct rr_amount {
	bool		 known;
	int64_t		 cents;
	int64_t		 least, most;
	/*
	 * Unless KNOWN: what is missing, such that each end may move once it is
	 * there; often the same.
	 */
	const char	*least_for, *most_for;
};

struct rr_amount rr_amount_of(int64_t cents);
/* From nothing to RR_NO_LIMIT. */
struct rr_amount rr_amount_unknown(const char *waits_for);
/* The one or the other, as what it waits for has it. */
struct rr_amount rr_amount_either(struct rr_amount, struct rr_amount,
	    const char *waits_for);
/*
 * Where one is not known, it lies between what the ends come to: it is known
 * where these are one, as nothing less anything is nothing.
 */
struct rr_amount rr_amount_plus(struct rr_amount, struct rr_amount);
struct rr_amount rr_amount_less(struct rr_amount, struct rr_amount);
/* The lower, or else the greater, of two. */
struct rr_amount rr_amount_nearest(bool lower, struct rr_amount,
	    struct rr_amount);
/* A part of it; DROPPED: without what is less than a cent. */
struct rr_amount rr_amount_part(struct rr_amount, struct rr_ratio,
	    bool *dropped);
/* What it waits for, in words: for either end; NULL: it is known. */
const char	*rr_amount_waits(struct rr_arena *, struct rr_amount);

#endif
