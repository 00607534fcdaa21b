/*
 * term_int.h: the terminal, whole.  (term.c and cell.c use curses.)
 */
#ifndef REGRIGHTS_TUI_TERM_INT_H
#define REGRIGHTS_TUI_TERM_INT_H

#include <stdbool.h>

#include "regrights/diag.h"
#include "tui/grid_int.h"
#include "tui/keys_int.h"

/* What ended a wait. */
enum rr_wake {
	RR_WAKE_KEYS,		/* keys are waiting */
	RR_WAKE_SIZE,		/* the window has another size */
	RR_WAKE_TIME,		/* nothing happened */
	RR_WAKE_END		/* the terminal is gone, or a signal came */
};

/*
 * Takes over the terminal of standard input and output, and gives it back at
 * rr_term_close() or exit.  E515 when there is none that can be used.  ASCII
 * asks for ASCII alone, and says whether that is to be drawn; NOTICE gets what
 * a person should know of the terminal, or NULL.
 */
bool	 rr_term_open(bool *ascii, const char **notice, struct rr_diags *);
void	 rr_term_close(void);
/*
 * What is still to be said, up to a full stop or a comma; "": nothing.  It is
 * said below the terminal's own lines when the program ends, however it does,
 * and no memory is asked for.
 */
void	 rr_term_owe(const char *words);
/* As it is now, within 20 x 6 and 500 x 200. */
void	 rr_term_size(int *rows, int *cols);
/* Waits at most MS milliseconds; -1: as long as it takes. */
enum rr_wake rr_term_wait(int ms);
/* The next key that is waiting already; false when there is none. */
bool	 rr_term_key(struct rr_press *);
/* Whether a key, a signal or another size of the window is waiting. */
bool	 rr_term_waiting(void);
/*
 * Whether Escape or ^C is waiting, or a signal that ends the program, and with
 * Q also a key that leaves it.  Escape and ^C are taken out, and all before.
 */
bool	 rr_term_stops(bool q);
/* Does the terminal take something now? */
bool	 rr_term_takes(void);
/* Brings the grid to the screen; only what differs is sent. */
void	 rr_term_draw(const struct rr_grid *);
/* The next rr_term_draw() paints everything. */
void	 rr_term_repaint(void);

#endif
