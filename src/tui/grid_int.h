/*
 * grid_int.h: cells on a screen, without a terminal.
 *
 * Panes draw into a grid; term.c brings it to the terminal.  Every text that
 * is drawn here is made safe first, so that nothing from a file reaches the
 * terminal as it is.
 */
#ifndef REGRIGHTS_TUI_GRID_INT_H
#define REGRIGHTS_TUI_GRID_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rr_buf;

#define RR_ATTR_BOLD		0x01u
#define RR_ATTR_UNDERLINE	0x02u
#define RR_ATTR_REVERSE		0x04u
#define RR_ATTR_DIM		0x08u
/* Colours; what they say is always said by a word as well. */
#define RR_ATTR_RED		0x10u
#define RR_ATTR_YELLOW		0x20u
#define RR_ATTR_GREEN		0x40u
#define RR_ATTR_CYAN		0x80u

/* A base character and two marks at most; width 0 is a wide one's second. */
struct rr_glyph {
	char	text[14];
	uint8_t	width;
	uint8_t	attr;
};

struct rr_rect {
	int	row, col, rows, cols;
};

struct rr_grid {
	struct rr_glyph	*cells;
	int		 rows, cols;
	int		 cursor_row, cursor_col;
	bool		 ascii;
};

void	 rr_grid_init(struct rr_grid *, bool ascii);
void	 rr_grid_done(struct rr_grid *);
/* Makes it that large, and blank. */
void	 rr_grid_size(struct rr_grid *, int rows, int cols);
void	 rr_grid_clear(struct rr_grid *);
/* What fits of one, and its cursor, onto another. */
void	 rr_grid_copy(const struct rr_grid *, struct rr_grid *);
struct rr_rect rr_grid_all(const struct rr_grid *);

/*
 * Raw text from a place on, in at most CELLS cells; cells outside the grid
 * are left out.  Returns the cells used.
 */
int	 rr_grid_text(struct rr_grid *, int row, int col, int cells,
	    unsigned attr, const char *);
/* The same in exactly CELLS cells, padded or cut with a mark. */
void	 rr_grid_pad(struct rr_grid *, int row, int col, int cells,
	    bool right, unsigned attr, const char *);
/* A rule across, a rule down. */
void	 rr_grid_rule(struct rr_grid *, int row, int col, int cells);
void	 rr_grid_bar(struct rr_grid *, int row, int col, int rows);
/* Spaces over a rectangle. */
void	 rr_grid_blank(struct rr_grid *, struct rr_rect);
void	 rr_grid_cursor(struct rr_grid *, int row, int col);

/* A row as text, without trailing spaces. */
void	 rr_grid_row(const struct rr_grid *, int row, struct rr_buf *);

/*
 * Breaks raw text into lines of at most CELLS cells, at spaces where there
 * are any; each line is given to LINE, raw.  Returns how many there were.
 */
typedef void rr_wrap_line(void *ctx, const char *s, size_t len);
int	 rr_wrap(const char *, int cells, rr_wrap_line *, void *ctx);

#endif
