/*
 * truth_int.h: whether something is so, in a world.
 */
#ifndef REGRIGHTS_TRUTH_INT_H
#define REGRIGHTS_TRUTH_INT_H

#include <stdbool.h>

enum rr_truth { RR_FALSE, RR_TRUE, RR_UNKNOWN,
	RR_EITHER,	/* yes or no, as open points are answered */
	RR_ANY		/* or unknown */
};

/* Whether open points that are taken as unknown leave it open. */
static inline bool
rr_is_open(enum rr_truth t)
{
	return t >= RR_EITHER;
}

/* Of parts of which DECIDES decides: what two that do not come to. */
static inline enum rr_truth
rr_truth_mix(enum rr_truth decides, enum rr_truth a, enum rr_truth b)
{
	enum rr_truth neutral = decides == RR_TRUE ? RR_FALSE : RR_TRUE;

	if (a == b || b == neutral)
		return a;
	return a == neutral ? b : RR_ANY;
}

#endif
