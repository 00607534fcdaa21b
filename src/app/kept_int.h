/*
 * kept_int.h: terms that were loaded, and are not loaded again.
 */
#ifndef REGRIGHTS_APP_KEPT_INT_H
#define REGRIGHTS_APP_KEPT_INT_H

#include "app_int.h"

/*
 * First terms by their digest, from memory where they were loaded before;
 * without bytes, of the text that the case file has filed.  Their head is the
 * caller's to change.
 */
bool		 rr_terms_load(struct rr_app *, struct rr_arena *,
		    const struct rr_terms_file *, struct rr_agreement **,
		    struct rr_diags *);
void		 rr_terms_free(struct rr_app *);

#endif
