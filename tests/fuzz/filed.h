/*
 * filed.h: a case file whose filed terms are any text.
 */
#ifndef FUZZ_FILED_H
#define FUZZ_FILED_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/diag.h"

struct rr_arena;

/*
 * Makes the case file PATH with the import of MATTER in the case file FROM,
 * which is its first entry, and TEXT as the terms that this files.  CHAIN: the
 * entry, the chain and all tables are of that text, as by someone who knows
 * how they are made; else they are of the text that was there.
 */
bool	 filed_make(struct rr_arena *, const char *path, const char *from,
	    const char *matter, const char *text, size_t len, bool chain,
	    struct rr_diags *);

#endif
