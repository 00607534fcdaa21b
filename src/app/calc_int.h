/*
 * calc_int.h: the questions that the calculator answers, file by file.
 */
#ifndef REGRIGHTS_CALC_INT_H
#define REGRIGHTS_CALC_INT_H

#include "regrights/calc.h"

struct rr_trace;

struct rr_calc {
	struct rr_arena	*arena;
	struct rr_app	*app;
	struct rr_case	*c;
};

/* calc_why.c: the reasons, as lines and in the row. */
void	 rr_calc_why(struct rr_out *, const struct rr_trace *);
/* calc_date.c */
bool	 rr_calc_date(struct rr_calc *, const struct rr_args *,
	    struct rr_out *, struct rr_diags *);
bool	 rr_calc_deem(struct rr_calc *, const struct rr_args *,
	    struct rr_out *, struct rr_diags *);
/* calc_count.c */
bool	 rr_calc_vote(struct rr_calc *, const struct rr_args *,
	    struct rr_out *, struct rr_diags *);
bool	 rr_calc_cutback(struct rr_calc *, const struct rr_args *,
	    struct rr_out *, struct rr_diags *);

#endif
