/*
 * edit_int.h: a line of text that is being typed, or a few.
 */
#ifndef REGRIGHTS_TUI_EDIT_INT_H
#define REGRIGHTS_TUI_EDIT_INT_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/buf.h"
#include "tui/grid_int.h"
#include "tui/keys_int.h"

#define RR_EDIT_MAX	65536	/* bytes in a line */

struct rr_edit {
	struct rr_buf	text;
	size_t		at;		/* byte before which the cursor is */
	bool		lines;		/* it may have several lines */
	bool		full;		/* the last key was too much for it */
};

#define RR_EDIT_INIT	{ RR_BUF_INIT, 0, false, false }
#define RR_EDIT_FULL							\
	"That is more than a field holds; nothing of it was put in."

void	 rr_edit_done(struct rr_edit *);
/* Takes over a copy of the text, the cursor at its end. */
void	 rr_edit_set(struct rr_edit *, const char *);
/*
 * Types a key or a paste, or does what the key means; false when it is no key
 * for a line.  Pasted tabs become spaces, and so do line ends where there is
 * but one line; what no field may hold is dropped.  What would make it too
 * long is not taken at all, and FULL says so: a part would stand for the whole.
 */
bool	 rr_edit_key(struct rr_edit *, struct rr_press);
/* As it is shown in one line: a bar stands between two. */
void	 rr_edit_shown(const char *, struct rr_buf *);
/* Draws it in CELLS cells, scrolled so that the cursor is seen, there. */
void	 rr_edit_draw(const struct rr_edit *, struct rr_grid *, int row,
	    int col, int cells, unsigned attr);

#endif
