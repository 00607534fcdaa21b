/*
 * tui.h: the screen.
 */
#ifndef REGRIGHTS_TUI_H
#define REGRIGHTS_TUI_H

#include <stdbool.h>

#include "regrights/diag.h"

struct rr_app;

/*
 * Shows the case file until the person quits or the terminal is gone; what
 * was typed and not recorded is kept as drafts.  E515 when standard input and
 * output are no terminal that can be used; a case file that is not there yet
 * is no error.
 */
bool	 rr_tui_run(struct rr_app *, struct rr_diags *);

#endif
