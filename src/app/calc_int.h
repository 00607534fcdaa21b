/*
 * calc_int.h: the questions that the calculator answers, file by file.
 */
#ifndef REGRIGHTS_CALC_INT_H
#define REGRIGHTS_CALC_INT_H

#include "regrights/agreement.h"
#include "regrights/cmd.h"

struct rr_trace;

/* The reasons, as lines and in the row. */
void	 rr_calc_why(struct rr_out *, const struct rr_trace *);
bool	 rr_calc_vote(const struct rr_agreement *, const struct rr_args *,
	    struct rr_out *, struct rr_diags *);
bool	 rr_calc_cutback(const struct rr_args *, struct rr_out *,
	    struct rr_diags *);

#endif
