/*
 * out.h: what a command answers.
 *
 * Handlers never print.  They fill an rr_out, and the terminal, a pipe, JSON
 * and a pane each show it in their way.
 */
#ifndef REGRIGHTS_OUT_H
#define REGRIGHTS_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/buf.h"
#include "regrights/view.h"

struct rr_arena;
struct rr_case;
struct rr_json;

struct rr_out {
	struct rr_arena		*arena;		/* of the answer */
	struct rr_buf		 text;		/* lines, raw; may be empty */
	/* how many of the first of them are one answer; 0: one */
	size_t			 nlines;
	const struct rr_view	*view;		/* a table to show, or NULL … */
	struct rr_source	 source;	/* … and its rows */
	/* the answer as JSON, or NULL */
	struct rr_json		*json;
	struct rr_buf		 bytes;		/* verbatim output (export) */
	/* keeps what SOURCE points at */
	struct rr_case		*shown;
	bool			 no;		/* the answer is no: exit 1 */
	/* id of what was recorded, or NULL */
	const char		*recorded;
	/*
	 * shows the lines so far, before the answer is whole, or NULL; false:
	 * they are still to be shown with the rest
	 */
	bool			(*tell)(void *ctx, const char *lines);
	void			*tell_ctx;
	/* what recording left to be done, in a sentence, or NULL */
	const char		*left;
	/* names of those whose result or receipt it is, or NULL */
	const char		*whom;
	/* it stands beside a form: options are fields that have a title */
	bool			 by_form;
};

void	 rr_out_init(struct rr_out *, struct rr_arena *);
/* Frees what it owns, the case that it shows too. */
void	 rr_out_done(struct rr_out *);
/* One line of the answer; a line end is added. */
void	 rr_out_line(struct rr_out *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));
/* What was only shown, and how it is done: "Add --apply to record it." */
void	 rr_out_only_shown(struct rr_out *, const char *option,
	    const char *title, const char *to_do);
/* What can wait for nothing: the lines so far, where they can be shown. */
void	 rr_out_tell(struct rr_out *);
/* The first number of what was recorded: "3", or "3 to 4"; 0: nothing was. */
int64_t	 rr_out_first(const struct rr_out *);
/* "entry" or "entries", as the numbers of what was recorded ask for. */
const char *rr_out_entries(const char *numbers);
/* "entries 7, 9 and 12"; with MOST (0: all), how many more than those. */
const char *rr_out_numbers(struct rr_arena *, const int64_t *, size_t n,
	    size_t most);
/* "2, 4 to 9" of "2, 4, 5, 6, 7, 8, 9". */
const char *rr_out_ranges(struct rr_arena *, const char *numbers);

#endif
