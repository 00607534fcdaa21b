/*
 * lint_int.h: the warnings of an agreement's abstract.
 */
#ifndef REGRIGHTS_LINT_INT_H
#define REGRIGHTS_LINT_INT_H

#include "regrights/agreement.h"

/* unused.c: W610 of bases and kinds of days; W612. */
void	 rr_lint_unused(const struct rr_agreement *, struct rr_diags *);

#endif
