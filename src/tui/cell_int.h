/*
 * cell_int.h: a glyph of the grid as curses wants it.
 */
#ifndef REGRIGHTS_TUI_CELL_INT_H
#define REGRIGHTS_TUI_CELL_INT_H

#include <curses.h>

#include "tui/grid_int.h"

/* Into *CELL; how many of it make the width that was laid out. */
int	 rr_cell_of(const struct rr_glyph *, bool colour, cchar_t *cell);

#endif
