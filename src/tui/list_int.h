/*
 * list_int.h: the rows of a view, one of which has the cursor.
 */
#ifndef REGRIGHTS_TUI_LIST_INT_H
#define REGRIGHTS_TUI_LIST_INT_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/buf.h"
#include "regrights/view.h"
#include "tui/grid_int.h"
#include "tui/keys_int.h"

struct rr_arena;
struct rr_map;

struct rr_list {
	const struct rr_view	*view;
	struct rr_source	 source;	/* borrowed */
	struct rr_arena		*arena;		/* of the marks */
	struct rr_arena		*order_arena;	/* of rows and their keys */
	struct rr_map		*marks;		/* by id */
	size_t			 nmarks;
	size_t			*rows;		/* shown ones, or NULL: all */
	size_t			 n;		/* how many are shown */
	size_t			 cursor, top;	/* among those shown */
	/* lines that the screen has for rows, its cells, each column's */
	int			 page, width;
	int			 cells[RR_COLUMNS_MAX];
	bool			 dense;		/* not all rows fit */
	struct rr_buf		 filter, search;
	int			 column;	/* ordered by, or -1 */
	bool			 reversed;
	/* id, while there are no rows or that one is not among them */
	struct rr_buf		 kept;
	/* so no row has the cursor, until it is moved or that one comes back */
	bool			 lost;
	/* A window of a longer list: rows before it, after it (or RR_SOME). */
	long			 above, below;
};

void	 rr_list_init(struct rr_list *, const struct rr_view *);
void	 rr_list_done(struct rr_list *);
/*
 * Shows other rows; the cursor stays on the row of that id when it is there,
 * else at its place on one of the same matter; on a row of another it is not
 * put, and none has it.  ID may be NULL: the row that has the cursor now.
 */
void	 rr_list_source(struct rr_list *, const struct rr_source *,
	    const char *id);
/* Lets go of the rows, and remembers the one with the cursor. */
void	 rr_list_drop(struct rr_list *);

/* The number in the source of the I-th row that is shown. */
size_t	 rr_list_at(const struct rr_list *, size_t i);
/* The id of the row with the cursor; false when there is no row. */
bool	 rr_list_id(const struct rr_list *, struct rr_buf *);
/* Its number in the source; false when there is no row. */
bool	 rr_list_row(const struct rr_list *, size_t *row);
/* The row at the cursor's place, whether it has the cursor or not. */
bool	 rr_list_near(const struct rr_list *, size_t *row);
bool	 rr_list_goto_id(struct rr_list *, const char *id);
/* The N-th row shown, from 1; false when there is none. */
bool	 rr_list_goto(struct rr_list *, size_t n);
/* True when the action was one of moving about. */
bool	 rr_list_move(struct rr_list *, enum rr_action);

/* "" shows all; false when no row is left (nothing is changed then). */
bool	 rr_list_filter(struct rr_list *, const char *);
/*
 * To the next row that holds the words, from the cursor on (SELF: the row
 * itself counts).  WRAPPED says that it went round the end.
 */
bool	 rr_list_search(struct rr_list *, bool forward, bool self,
	    bool *wrapped);
/* Orders by a column (-1: as the view gives them). */
void	 rr_list_order(struct rr_list *, int column, bool reversed);

/* mark.c */
void	 rr_list_mark(struct rr_list *);
void	 rr_list_unmark(struct rr_list *);
void	 rr_list_unmark_id(struct rr_list *, const char *id);
/*
 * Lets go of the rows where what comes next is another matter's: its first row
 * will have the cursor, and none of its rows is marked.
 */
void	 rr_list_restart(struct rr_list *);
/* How many marked rows are not among those shown. */
size_t	 rr_list_aside(const struct rr_list *);
/* The I-th id that is marked, or NULL. */
const char *rr_list_marked(const struct rr_list *, size_t i);

/* list_draw.c: keeps the cursor on the page. */
void	 rr_list_keep(struct rr_list *);
/*
 * How many lines all rows take in so many cells: in full, or where that is more
 * than a page, as few as tell each apart; beyond PAGE it says some more than
 * that.
 */
int	 rr_list_lines(struct rr_list *, int cols, int page);
/* A header line and the rows that fit under it. */
void	 rr_list_draw(struct rr_list *, struct rr_grid *, struct rr_rect);
/* "3 of 48" */
void	 rr_list_place(const struct rr_list *, struct rr_buf *);

#endif
