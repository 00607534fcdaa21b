/*
 * options_int.h: options that every command has.
 */
#ifndef REGRIGHTS_OPTIONS_INT_H
#define REGRIGHTS_OPTIONS_INT_H

#include "regrights/case.h"

struct rr_global {
	const char	*name;		/* "--db" */
	const char	*value;		/* what it takes, or NULL */
	const char	*doc;
};

/* NULL after the last. */
const struct rr_global *rr_global_at(size_t);

/*
 * Takes the general options out of the words, wherever they stand before a
 * "--"; WORDS keeps the rest, N of them.  E408 and E2xx name the option.
 */
bool	 rr_options_take(struct rr_arena *, const char **words, size_t *n,
	    struct rr_options *, bool *help, bool *version, bool *in,
	    struct rr_diags *);

#endif
