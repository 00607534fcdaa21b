/*
 * draft_int.h: what was typed into a form and not recorded.
 */
#ifndef REGRIGHTS_TUI_DRAFT_INT_H
#define REGRIGHTS_TUI_DRAFT_INT_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/cmd.h"
#include "regrights/date.h"
#include "regrights/diag.h"

struct rr_arena;

/* One draft: of a command, about a matter, in a case file. */
struct rr_draft {
	const char	*db, *matter, *command;
	rr_instant	 saved;
	struct rr_args	 args;
};

/* Keeps it in place of the one before (E514). */
bool	 rr_draft_save(struct rr_arena *, const struct rr_draft *,
	    struct rr_diags *);
/* The draft of DB, MATTER and COMMAND; false when there is none. */
bool	 rr_draft_find(struct rr_arena *, const char *db, const char *matter,
	    const char *command, struct rr_draft *);
void	 rr_draft_drop(struct rr_arena *, const char *db, const char *matter,
	    const char *command);
/* All drafts of a case file, the latest first. */
size_t	 rr_draft_list(struct rr_arena *, const char *db,
	    struct rr_draft **);

#endif
