/*
 * calc.h: the engine as a calculator.
 *
 * A calculator holds a matter as it is on record, or, without a case file, one
 * agreement with the facts of its file; each question costs what its rule
 * costs, so that millions can be asked of one.  An answer says which it was.
 */
#ifndef REGRIGHTS_CALC_H
#define REGRIGHTS_CALC_H

#include <stdbool.h>

#include "regrights/cmd.h"

struct rr_calc;

/* NAME: a file, a matter, or an agreement that is shipped; NULL: none. */
bool	 rr_calc_open(struct rr_app *, const char *name, struct rr_calc **,
	    struct rr_diags *);
void	 rr_calc_close(struct rr_calc *);	/* NULL allowed */

/*
 * Answers a command that is a question to the calculator: OUT gets lines and
 * one row as JSON; `no` is set for a gap, and for a vote that fails.
 */
bool	 rr_calc_answer(struct rr_calc *, const struct rr_cmd *,
	    const struct rr_args *, struct rr_out *, struct rr_diags *);
/* The same, of the agreement that the arguments name; the row in its table. */
bool	 rr_calc_run(struct rr_app *, const struct rr_cmd *,
	    const struct rr_args *, struct rr_out *, struct rr_diags *);
/*
 * The answer in one line, for --stdin: text, all readings in it, or the row as
 * JSON.
 */
void	 rr_calc_line(const struct rr_out *, bool json, struct rr_buf *);

#endif
