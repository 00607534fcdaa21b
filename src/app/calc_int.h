/*
 * calc_int.h: the questions that the calculator answers, file by file.
 */
#ifndef REGRIGHTS_CALC_INT_H
#define REGRIGHTS_CALC_INT_H

#include "regrights/calc.h"

struct rr_trace;

/* What an answer rests on. */
enum rr_calc_by {
	RR_CALC_BY_NOTHING,	/* what was given alone */
	RR_CALC_BY_FILE,
	RR_CALC_BY_SHIPPED,	/* a file that comes with the program */
	RR_CALC_BY_RECORD	/* a matter: its facts, parties and terms */
};

struct rr_calc {
	struct rr_arena	*arena;
	struct rr_app	*app;
	struct rr_case	*c;
	enum rr_calc_by	 by;
	const char	*name;		/* of the file, or NULL */
	/* the record under terms that come into force later, or NULL */
	struct rr_case	*later;
};

/*
 * calc.c: the same as AT, under the terms that are in force on DAY where that
 * is later than the day asked about; good until it is asked for again.
 */
bool	 rr_calc_on(struct rr_calc *, rr_date day, struct rr_calc *at,
	    struct rr_diags *);
/* calc_why.c: by what it was computed, and why; as lines and in the row. */
void	 rr_calc_why(const struct rr_calc *, struct rr_out *,
	    const struct rr_trace *);
/* calc_date.c */
bool	 rr_calc_date(struct rr_calc *, const struct rr_args *,
	    struct rr_out *, struct rr_diags *);
bool	 rr_calc_deem(struct rr_calc *, const struct rr_args *,
	    struct rr_out *, struct rr_diags *);
/* calc_vote.c */
bool	 rr_calc_vote(struct rr_calc *, const struct rr_args *,
	    struct rr_out *, struct rr_diags *);
/* calc_count.c */
bool	 rr_calc_cutback(struct rr_calc *, const struct rr_args *,
	    struct rr_out *, struct rr_diags *);
/* A number of shares; nothing given leaves it as it is. */
bool	 rr_calc_number(const char *name, const char *text, int64_t *,
	    struct rr_diags *);
const char	*rr_calc_shares(struct rr_arena *, int64_t);

#endif
