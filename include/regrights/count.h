/*
 * count.h: exact counting: what passes, and what each one gets.
 *
 * A false return means that a product is too large to count.
 */
#ifndef REGRIGHTS_COUNT_H
#define REGRIGHTS_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/qty.h"

struct rr_arena;
struct rr_buf;

/* The least whole number that is at least (STRICT: more than) the share. */
bool	 rr_count_needed(struct rr_ratio share, bool strict, int64_t base,
	    int64_t *);
/* "at least 2/3", "more than 1/2", "all" */
void	 rr_count_text(struct rr_ratio share, bool strict, struct rr_buf *);

/* One who asked: how many, and by which weight the units are shared. */
struct rr_ask {
	const char	*name;
	int64_t		 asked, weight;
	int64_t		 gets;
	/* what it was before rounding: WHOLE and LEFT/OF of one more */
	int64_t		 whole, left, of;
	/* one more by its remainder; all that it asked for */
	bool		 rounded_up, in_full;
	/* others have its remainder, and not all of them get one more */
	bool		 tied;
};

/*
 * Shares CAPACITY pro rata by weight.  Nobody gets more than was asked, the
 * whole is given out where the weights reach, and what rounding leaves goes by
 * the largest remainders: of equal ones to the larger request, then by name.
 */
bool	 rr_count_allot(struct rr_arena *, struct rr_ask *, size_t n,
	    int64_t capacity);
/* "A: 142,857 and 5/7, rounded up to 142,858" */
void	 rr_ask_text(const struct rr_ask *, struct rr_buf *);

#endif
