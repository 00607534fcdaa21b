/*
 * amount_int.h: an amount of cents, never below nothing, or between which two
 * it lies.
 */
#ifndef REGRIGHTS_AMOUNT_INT_H
#define REGRIGHTS_AMOUNT_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "regrights/qty.h"

#define RR_NO_LIMIT	INT64_MAX

/* KNOWN: so many CENTS; else from LEAST to MOST, or RR_NO_LIMIT. */
struct rr_amount {
	bool		 known;
	int64_t		 cents;
	int64_t		 least, most;
	const char	*waits_for;	/* unless KNOWN: what is missing */
};

struct rr_amount rr_amount_of(int64_t cents);
/* From nothing to RR_NO_LIMIT. */
struct rr_amount rr_amount_unknown(const char *waits_for);
/*
 * Where one is not known, neither is the other of them, between what the ends
 * come to; but nothing less anything is nothing.
 */
struct rr_amount rr_amount_plus(struct rr_amount, struct rr_amount);
struct rr_amount rr_amount_less(struct rr_amount, struct rr_amount);
/* The lower, or else the greater, of two; nothing is the lower of any. */
struct rr_amount rr_amount_nearest(bool lower, struct rr_amount,
	    struct rr_amount);
/* A part of it; DROPPED: without what is less than a cent. */
struct rr_amount rr_amount_part(struct rr_amount, struct rr_ratio,
	    bool *dropped);

#endif
