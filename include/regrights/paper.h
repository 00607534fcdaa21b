/*
 * paper.h: what is doubtful in an agreement, in its text and in its abstract.
 */
#ifndef REGRIGHTS_PAPER_H
#define REGRIGHTS_PAPER_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/diag.h"

struct rr_agreement;
struct rr_arena;
struct rr_paper;

/*
 * Reads the agreement's own text: its headings, references and defined terms.
 * NAME is how its places are shown.  The text must be UTF-8 (E103).
 */
bool	 rr_paper_read(struct rr_arena *, const char *name,
	    const char *bytes, size_t len, struct rr_paper **,
	    struct rr_diags *);
/*
 * References to sections and schedules that are not there (W601, W605), to
 * other documents (W607), and terms that are defined and never used (W603).
 * A reference to a section that is there is never complained of.
 */
void	 rr_paper_check(const struct rr_paper *, struct rr_diags *);

/*
 * The same of the abstract, and what only its author can know: references
 * that mean another section (W602), doubtful ones (W608), terms that are used
 * and never defined (W604), no rule for closed days (W609).
 */
void	 rr_agreement_lint(const struct rr_agreement *, struct rr_diags *);

#endif
