/*
 * draft_int.h: what was typed into a form and not recorded.
 */
#ifndef REGRIGHTS_TUI_DRAFT_INT_H
#define REGRIGHTS_TUI_DRAFT_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "regrights/cmd.h"
#include "regrights/date.h"
#include "regrights/diag.h"
#include "regrights/store.h"

struct rr_arena;

/* One draft: of a command, about a matter, in a case file. */
struct rr_draft {
	const char	*db, *matter, *command;
	rr_instant	 saved;
	/* the entries that its values name, as they were when chosen */
	const struct rr_head *named;
	size_t		 nnamed;
	struct rr_args	 args;
	/* of fields that a choice took away, and may bring back */
	struct rr_args	 aside;
	/* as found on the disk */
	const char	*path;
	struct timespec	 written;
	bool		 held;		/* a window that runs has it open */
};

/* The file of a form's own draft; FD has its lock, and is -1 without one. */
struct rr_draft_file {
	char		 name[32];
	int		 fd;
};
#define RR_DRAFT_FILE_NONE	((struct rr_draft_file){ .fd = -1 })

/* Keeps it in place of the one before, or in a new file (E514). */
bool	 rr_draft_save(struct rr_arena *, const struct rr_draft *,
	    struct rr_draft_file *, struct rr_diags *);
/*
 * Makes a draft of the list one's own, and reads it again; false when another
 * has it, or it is gone.
 */
bool	 rr_draft_take(struct rr_arena *, struct rr_draft *,
	    struct rr_draft_file *);
/* Where it is; NULL where there is none yet. */
const char *rr_draft_path(struct rr_arena *, const struct rr_draft_file *);
/* Ends the file, or leaves it to whoever takes it next. */
void	 rr_draft_drop(struct rr_arena *, struct rr_draft_file *);
void	 rr_draft_leave(struct rr_draft_file *);
/* All drafts of a case file, the latest first. */
size_t	 rr_draft_list(struct rr_arena *, const char *db,
	    struct rr_draft **);

#endif
