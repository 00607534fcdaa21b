/*
 * board_int.h: what the files of the board share.
 */
#ifndef REGRIGHTS_TUI_BOARD_INT_H
#define REGRIGHTS_TUI_BOARD_INT_H

#include "regrights/session.h"
#include "tui/list_int.h"
#include "tui/tui_int.h"

enum rr_rows { RR_ROWS_DOCKET, RR_ROWS_MATTER, RR_ROWS_JOURNAL };

struct rr_tab {
	const struct rr_view	*view;
	int			 key;		/* the digit */
	enum rr_rows		 rows;
	struct rr_list		 list;
	struct rr_arena		*arena;		/* of the rows that were laid */
	struct rr_session_rest	 rest;
	/* WHOLE: a window without end */
	bool			 loaded, whole;
	bool			 later;		/* what the docket folds too */
	bool			 why;		/* reasons are shown */
	/* one more than the tab from which a key led here, or 0 */
	size_t			 back;
	/* the row with the cursor went, and that was said */
	bool			 gone;
	struct rr_tally		 tally;		/* of the matter's rows */
};

#define RR_TAB(view, key, rows)	RR_TAB_##view,
enum rr_tab_number {
#include "tui/tabs.def"
	RR_TABS
};
#undef RR_TAB

/* The reasons of one row, as they are shown. */
struct rr_why {
	struct rr_buf	 id;		/* of the row; "" when none are made */
	struct rr_buf	 text;		/* lines */
	int		 width;		/* for which they were made */
	int		 top, lines, page;
};

struct rr_board {
	struct rr_pane	 pane;
	struct rr_tab	 tabs[RR_TABS];
	size_t		 at;		/* the tab that is shown */
	struct rr_why	 why;
	struct rr_buf	 matter;	/* that was open last, or "" */
	struct rr_buf	 search_from;	/* id of the row where it began */
};

struct rr_tab *rr_board_tab(struct rr_board *);

/* board.c: the lists. */
struct rr_board *rr_board_open(struct rr_tui *);
bool	 rr_board_show(struct rr_board *, const char *view, const char *id);
bool	 rr_board_goto(struct rr_board *, size_t n);
void	 rr_board_do(struct rr_board *, enum rr_action);

/*
 * discharge.c: the form of what would meet the deadline that has the cursor;
 * false: it is none, it is met, or nothing meets it.
 */
bool	 rr_board_discharge(struct rr_board *);

/* walk.c: the workflows of the matter of the row that has the cursor. */
void	 rr_walk_open(struct rr_board *);

/* rows.c: the rows of a tab. */
bool	 rr_rows_load(struct rr_board *, struct rr_tab *, const char *id);
/* Reads the window around the cursor when it nears an end. */
void	 rr_rows_follow(struct rr_board *, struct rr_tab *);
/* Reads all rows, for a search that must not miss any. */
void	 rr_rows_whole(struct rr_board *, struct rr_tab *);
/* To the first or last row of the whole list, not of the window. */
void	 rr_rows_end(struct rr_board *, struct rr_tab *, bool last);

/* why.c: the reasons of the row with the cursor. */
void	 rr_why_prepare(struct rr_board *, int width);
void	 rr_why_forget(struct rr_board *);
void	 rr_why_scroll(struct rr_board *, int by);
/* The row in full, and its reasons, on a page of their own. */
void	 rr_why_page(struct rr_board *);

/* frame.c: where everything stands. */
struct rr_frame {
	struct rr_rect	list, why;
	int		rule;		/* row of the rule, or -1 */
	int		bar;		/* column of the rule down, or -1 */
};
void	 rr_frame_lay(struct rr_board *, struct rr_rect, struct rr_frame *);
void	 rr_frame_draw(struct rr_board *, struct rr_grid *, struct rr_rect);
/* Title and tabs, which a form shows too. */
void	 rr_frame_head(struct rr_board *, struct rr_grid *, struct rr_rect);

#endif
