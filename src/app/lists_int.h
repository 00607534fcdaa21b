/*
 * lists_int.h: the lists of numbers in which the agreement prints one.
 */
#ifndef REGRIGHTS_APP_LISTS_INT_H
#define REGRIGHTS_APP_LISTS_INT_H

#include "app_int.h"

/* Beside the keys of the agreement's lists of numbers. */
#define RR_BOTH		"both"		/* all of them, as "all" is */
#define RR_NO_LIST	"other"		/* a number that none prints */
/*
 * The lists that the values of an argument name, each once and in the order
 * of the agreement, parted by a space; "" for none.  NULL: no such list.
 */
const char	*rr_lists_of(const struct rr_case *, struct rr_arena *,
		    const struct rr_args *, const char *name,
		    struct rr_diags *);

#endif
