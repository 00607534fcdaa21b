/*
 * consent_int.h: what the paper asks for beside an entry: consents to waivers
 * and to amendments.
 */
#ifndef REGRIGHTS_CONSENT_INT_H
#define REGRIGHTS_CONSENT_INT_H

#include "eval_int.h"

/*
 * Whether a condition of IT, a consent or what asks for one, is so under every
 * open answer: RR_TRUE, from a day on; RR_FALSE: under none; else RR_UNKNOWN,
 * and DOUBT is "only if A" or "not on record: B".  A NULL condition is so.
 */
struct rr_consent {
	enum rr_truth	 truth;
	/* NONE unless it is so: the last of the worlds, and the first */
	rr_date		 from, first;
	const char	*doubt;
};
void	 rr_consent_of(struct rr_eval *, const struct rr_expr *,
	    const struct rr_fact *it, struct rr_consent *);
/* The same of IT and a party, or NULL. */
void	 rr_consent_for(struct rr_eval *, const struct rr_expr *,
	    const struct rr_fact *it, const char *party, struct rr_consent *);
/*
 * The day from which a condition that is true has been so, in this world, as
 * far as it rests on thresholds: the first of those that are enough, the last
 * of those that all are needed; NONE where it is not true.
 */
rr_date	 rr_cond_since(struct rr_eval *, const struct rr_expr *,
	    const struct rr_scope *);
/* The amendments of the record. */
void	 rr_derive_amended(struct rr_eval *);

/* Of several waivers the one with the highest is told. */
enum rr_waiver_rank {
	RR_WAIVER_NOT,		/* it does not count */
	RR_WAIVER_OF_ONE,	/* for one of those to whom it is owed */
	RR_WAIVER_MAY,
	RR_WAIVER_COUNTS
};
/* What waives a deadline, or would, when it counted. */
struct rr_waiver {
	const struct rr_fact	*by;		/* NULL: nothing waives it */
	enum rr_waiver_rank	 rank;
	/* from when, under every open answer; NONE: it is not waived */
	rr_date			 from;
	/* then, in short and in full: "waiver recorded, consent not passed" */
	const char		*note, *why;
};
void	 rr_waiver_of(struct rr_eval *, const struct rr_deadline *,
	    struct rr_waiver *);

/* Whether a deadline is waived in one world, and from when; as bytes. */
struct rr_waives {
	enum rr_truth		 truth;
	/* LEAST NONE: RR_FALSE; MOST NONE: it is not certain */
	struct rr_between	 on;
	const struct rr_fact	*by;		/* or NULL */
};
/* CTX: a struct rr_deadline. */
rr_rule_fn	 rr_run_waives;
/*
 * Whether what is owed to several is waived for PARTY by itself, in this world,
 * from a day that is in time for DUE (NONE: it has no day).
 */
bool	 rr_waived_for(struct rr_eval *, const struct rr_deadline *,
	    const char *party, rr_date due);

#endif
