/*
 * tui_int.h: panes, and what they share.
 *
 * The screen is a stack of panes: the board (docket, timeline and the other
 * lists) at the bottom, above it what was opened from it: a form, a picker, a
 * page, a line that is typed.  The top one gets the keys.  Before painting,
 * and only when no key is waiting, each visible pane is brought up to date;
 * what takes longer than a key may wait is done after painting.
 */
#ifndef REGRIGHTS_TUI_INT_H
#define REGRIGHTS_TUI_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/case.h"
#include "regrights/cmd.h"
#include "regrights/diag.h"
#include "regrights/session.h"
#include "tui/grid_int.h"
#include "tui/keys_int.h"

struct rr_board;
struct rr_tui;
struct rr_pane;

struct rr_pane_ops {
	bool	 covers;		/* hides the panes below it */
	bool	 rows;			/* has its own, and no others count */
	void	 (*key)(struct rr_pane *, struct rr_press);
	void	 (*prepare)(struct rr_pane *);	/* may be NULL */
	/*
	 * Does what was put off until no key is waiting; false when there was
	 * nothing.  May be NULL.
	 */
	bool	 (*work)(struct rr_pane *);
	void	 (*draw)(struct rr_pane *, struct rr_grid *, struct rr_rect);
	void	 (*save)(struct rr_pane *);	/* keeps a draft; may be NULL */
	/*
	 * The open case is another now, or it was read again; the one before
	 * is still there until this returns.  May be NULL.
	 */
	void	 (*reload)(struct rr_pane *, bool recorded);
	void	 (*done)(struct rr_pane *);	/* may be NULL */
};

/* The first member of each pane's own struct, which lives in its arena. */
struct rr_pane {
	const struct rr_pane_ops	*ops;
	struct rr_tui			*tui;
	struct rr_arena			*arena;
	struct rr_pane			*below;
	bool				 closed;
};

#define RR_HISTORY	50	/* lines of the ':' prompt that are kept */

struct rr_tui {
	struct rr_app	*app;
	struct rr_diags	*diags;		/* of the call that is being made */
	struct rr_pane	*top;
	struct rr_board	*board;
	const struct rr_lists	*lists;	/* what it does when it is asked */
	/* takes in what others did; true when something else is to be shown */
	bool		 (*look)(struct rr_tui *, bool *looked);
	struct rr_case	*open;		/* the matter that is open, or NULL */
	struct rr_grid	 grid;
	struct rr_buf	 message;	/* shown until the next key */
	bool		 busy;		/* … or until it can be looked at */
	bool		 alarm;		/* … and it says what went wrong */
	/* the entry that is being recorded here, during reload; or NULL */
	const char	*recorded;
	/* the entries that were recorded here last, by one command; or 0 */
	int64_t		 first, last;
	/* the file that goes as soon as what it holds is recorded, or NULL */
	const char	*draft;
	bool		 quit, ascii;
	/* what can wait for any key is being done; it was told to stop */
	bool		 idle, stopped;
	/* what is being done is needed by what is shown: it goes on */
	bool		 steady;
	struct rr_session_counts counts;	/* of all matters */
	/* what was put off is tried again, as another has the case file */
	bool		 again;
	int		 lost;		/* looks at it that failed, in a row */
	struct rr_buf	 unread;	/* why the case file cannot be; or "" */
	/* what is open could not be read again: it is as it was before */
	bool		 stale;
	bool		 had;		/* a case file was there once */
	rr_date		 day;		/* of the lists that are shown */
	struct rr_buf	 history[RR_HISTORY];	/* the latest last */
	size_t		 nhistory;
};

/* A zeroed pane of SIZE bytes on top of the others. */
struct rr_pane	*rr_pane_open(struct rr_tui *, const struct rr_pane_ops *,
		    size_t size);
/* It is freed once its key has been dealt with. */
void		 rr_pane_close(struct rr_pane *);

/*
 * The title of the matter that is open, with its key where there are others:
 * several may have one title.
 */
void	 rr_tui_title(const struct rr_tui *, struct rr_buf *);
/*
 * The first row, in CELLS cells: a title is what gives way to what stands
 * BEFORE it and BEHIND it, for that is said nowhere else.
 */
void	 rr_tui_draw_title(struct rr_grid *, struct rr_rect, int cells,
	    const char *before, const char *title, const char *behind);
/* At the bottom until the next key. */
void	 rr_tui_say(struct rr_tui *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));
/*
 * Over what was drawn, in as many of the last rows as it needs: what is to be
 * done stands at its end.
 */
void	 rr_tui_draw_message(const struct rr_tui *, struct rr_grid *,
	    struct rr_rect);
/* The first error among the diagnostics, which are then forgotten. */
void	 rr_tui_complain(struct rr_tui *);
/* "a value is missing: 'at' (E408)" */
void	 rr_tui_diag(const struct rr_diag *, struct rr_buf *);

/*
 * Opens a matter (NULL: the only one) unless it is open already; the one that
 * was open is closed.  False: the screen says why.
 */
bool	 rr_tui_matter(struct rr_tui *, const char *matter);
/* Looks whether others have recorded something, from now on. */
void	 rr_tui_mark(struct rr_tui *);
/* What is not current is not left open: the matter's lists are left. */
void	 rr_tui_leave(struct rr_tui *);
/* Reads the open matter and all lists again; the cursors stay. */
void	 rr_tui_reload(struct rr_tui *);

/* unread.c: the case file could not be read, as the diagnostics say. */
void	 rr_unread_note(struct rr_tui *);
/* It could. */
void	 rr_unread_end(struct rr_tui *);
/* Adds why nothing is shown, and what becomes of it; nothing otherwise. */
void	 rr_unread_text(const struct rr_tui *, struct rr_buf *);
/*
 * news.c: adds who recorded what in a matter (NULL: in any) behind that entry,
 * the latest in words.
 */
void	 rr_news_text(struct rr_tui *, const char *matter, int64_t since,
	    struct rr_buf *);

/*
 * wait.c: whether the panes are told for whom the case file's store waits, and
 * how far a long work is.
 */
void	 rr_tui_watch(struct rr_tui *, bool on);

/* small.c: a window in which nothing can be shown. */
bool	 rr_small_is(int rows, int cols);
/* Says so, and which key is heard. */
void	 rr_small_draw(struct rr_grid *);
bool	 rr_small_quits(struct rr_press);

/* page.c: text to read. */
void	 rr_page_open(struct rr_tui *, const char *title, const char *text);
/* What a page says now; false: the diagnostics say why it says nothing. */
typedef bool	 rr_page_asked(struct rr_tui *, const void *ctx,
	    struct rr_buf *);
/*
 * Of the page that was opened just now: how it is made anew when something was
 * recorded.  CTX lives in the pane's arena.
 */
void	 rr_page_ask(struct rr_tui *, rr_page_asked *, const void *ctx);
/* A page of the manual. */
void	 rr_manual_open(struct rr_tui *, const char *name);

/*
 * ask.c: one question, in as many lines as it takes, answered by one of KEYS;
 * Escape gives 0.
 */
void	 rr_ask_open(struct rr_tui *, const char *question, const char *keys,
	    void (*took)(void *ctx, int key), void *ctx);

/* prompt.c: one line that is typed at the bottom. */
struct rr_prompt {
	const char	*label;		/* ":" */
	const char	*text;		/* to start with, or NULL */
	bool		 history;	/* keeps and offers lines */
	void		*ctx;
	void		(*took)(void *ctx, const char *);
	/* While it is typed, and with NULL when it is left; may be NULL. */
	void		(*typed)(void *ctx, const char *);
	/* Adds what Tab completes it to; may be NULL. */
	void		(*complete)(void *ctx, const char *, struct rr_buf *);
};
void	 rr_prompt_open(struct rr_tui *, const struct rr_prompt *);

/* pick.c: a list from which one or several are taken. */
struct rr_item {
	const char	*key, *label;
	const char	*right;		/* at the right end, or NULL */
	bool		 heads;		/* a line over others, not to take */
};
struct rr_pick {
	const char		*title;
	const struct rr_item	*items;		/* copied */
	size_t			 n;
	bool			 several;
	bool			 free;		/* what is typed may be taken */
	/* of entries: a number that is typed is that of one, whole */
	bool			 numbers;
	/* keys, each with its \n, or NULL */
	const char		*marked;
	const char		*typed;		/* to start with, or NULL */
	void			*ctx;
	/* Keys that were taken, each with its line end. */
	void			(*took)(void *ctx, const char *keys);
};
void	 rr_pick_open(struct rr_tui *, const struct rr_pick *);
/* True when KEY is one of the keys, each with its line end. */
bool	 rr_pick_has(const char *keys, const char *key);

/* What the board does for those that it calls. */
struct rr_lists {
	/* Shows a view's list, the cursor on that row (NULL: where it was). */
	bool	 (*show)(struct rr_board *, const char *view, const char *id);
	/* Goes to the row of that number; false when there is none. */
	bool	 (*go_to)(struct rr_board *, size_t n);
	/* Does what a key of the list does. */
	void	 (*act)(struct rr_board *, enum rr_action);
};

/* tab.c: the list that is shown, and what its row is about. */
/* The matter of the row with the cursor, else the one that is open, or NULL. */
const char	*rr_board_matter(struct rr_board *, struct rr_arena *);
/*
 * The matter that a command is about which a key runs: that of the rows that
 * are marked, of the cursor's where some of them are in it; else the cursor's.
 */
const char	*rr_board_meant(struct rr_board *, struct rr_arena *);
const struct rr_view *rr_board_view(const struct rr_board *);
/*
 * The I-th id that a command is about: of the marked rows, else of the row
 * with the cursor; NULL after the last.
 */
const char	*rr_board_subject(struct rr_board *, struct rr_arena *,
		    size_t i);
/* How many rows are marked. */
size_t		 rr_board_marks(struct rr_board *);
void		 rr_board_unmark(struct rr_board *, const char *id);
/* Adds what the row of that id is said to be; nothing where it is not shown. */
void		 rr_board_says(struct rr_board *, const char *id,
		    struct rr_buf *);

/* answer.c: which command is meant, and what it answers. */
/* The command that a key runs in a view, or NULL. */
const struct rr_cmd *rr_run_find(struct rr_tui *, const char *view,
	    struct rr_press);
/* True when nothing brings back what it does away with. */
/* The lines that were typed are offered no more. */
void	 rr_tui_forget(struct rr_tui *);
bool	 rr_run_destroys(const struct rr_cmd *);
/* Does it take a confirmation, so that a typed line opens its form? */
bool	 rr_run_confirms(const struct rr_cmd *);
/* True when the command can be run from that view. */
bool	 rr_run_applies(const struct rr_cmd *, const char *view);
/*
 * Runs it now, from a form or not, and shows the answer; false: the errors are
 * in tui->diags.
 */
bool	 rr_run_now(struct rr_tui *, const struct rr_cmd *,
	    const struct rr_args *, bool by_form);

/* run.c: commands of the registry, from a key or a line. */
/*
 * Runs a command about the board's row: opens its form when it records, or
 * when something is left to fill in.
 */
void	 rr_run_here(struct rr_tui *, const struct rr_cmd *);
/*
 * The form of a command with these values filled in.  BESIDE (or NULL): lines
 * about what it leaves as it is, which are said above what would follow, and
 * once more when it is recorded.
 */
void	 rr_run_form(struct rr_tui *, const struct rr_cmd *,
	    const struct rr_args *, const char *beside);
/* A line as it is typed after ':'. */
void	 rr_run_line(struct rr_tui *, const char *);
/* What Tab makes of such a line; nothing when it cannot be told. */
void	 rr_run_complete(struct rr_tui *, const char *, struct rr_buf *);

/* undo.c: the form that voids one's own last entry, though it be a void. */
void	 rr_undo(struct rr_tui *);

/* help.c: what can be done here. */
void	 rr_help_open(struct rr_tui *);
void	 rr_actions_open(struct rr_tui *);

/* form.c: the values of a command. */
void	 rr_form_open(struct rr_tui *, const struct rr_cmd *,
	    const struct rr_args *, const char *beside);

#endif
