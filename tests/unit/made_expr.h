/*
 * made_expr.h: expressions drawn from a seed, and the agreement that they are
 * of.
 */
#ifndef REGRIGHTS_MADE_EXPR_H
#define REGRIGHTS_MADE_EXPR_H

#include "regrights/agreement.h"

#define MADE_LINES	2

extern const struct rr_agreement made_agreement;
/* Those before a line of a sum. */
extern const struct rr_sum_line made_lines[MADE_LINES];

/* The seed, told, is that of REGRIGHTS_SEED or always the same. */
void	 made_expr_seed(void);
/* What "it" is in turn I: an event or notice. */
const char *made_expr_it(int i);
/* One of that type, of operators that stand DEPTH deep at most. */
const struct rr_expr *made_expr(struct rr_arena *, enum rr_type,
	    const char *it, int depth);

#endif
