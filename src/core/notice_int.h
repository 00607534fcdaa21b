/*
 * notice_int.h: what several sendings of a notice come to; see sendings.c.
 */
#ifndef REGRIGHTS_NOTICE_INT_H
#define REGRIGHTS_NOTICE_INT_H

#include "eval_int.h"

/* One sending, whether recorded or tried. */
struct rr_attempt {
	enum rr_method		 method;
	const char		*lists;
	const char		*address;	/* or NULL */
	/* how the register differs from it, where that is told; or NULL */
	const struct rr_dialled	*dialled;
	rr_instant		 at;
	rr_instant		 received_at;	/* or NONE … */
	rr_date			 received_day;	/* … then a day, or NONE */
	/* it is known to have come through, by its result or a receipt */
	bool			 delivered;
	/* by its result it came to nothing, and yet its receipt is there */
	bool			 doubted;
	/* … and whether it counts all the same is open */
	bool			 unsettled;
	const char		*sender_zone, *recipient_zone;
	const struct rr_fact	*fact;		/* NULL: tried */
};

/* A sending on the clock that a branch reads. */
struct rr_clocked {
	const struct rr_zone		*zone;
	const struct rr_zone_change	*change;
	struct rr_wall			 wall;
	rr_date				 received;
};

/* The sending on that clock; false: whose zone is not on record. */
bool	 rr_read_clock(const struct rr_eval *, const char *clock,
	    const struct rr_attempt *, struct rr_clocked *);
void	 rr_given_clear(struct rr_given *);
/* What one of them gives by itself. */
void	 rr_deem_one(struct rr_eval *, const struct rr_attempt *,
	    struct rr_given *);
/* What several of them come to together. */
void	 rr_eval_attempts(struct rr_eval *, const struct rr_attempt *,
	    size_t n, struct rr_given *);
void	 rr_eval_tries(struct rr_eval *, const struct rr_try *, size_t n,
	    struct rr_given *);
/* Folds worlds of struct rr_given into one answer. */
void	 rr_given_fold(struct rr_eval *, struct rr_world *, size_t n,
	    struct rr_deemed *);

/* Adds what one more sending gives to what the others gave. */
void	 rr_given_combine(const struct rr_eval *, struct rr_given *all,
	    const struct rr_given *one);
/*
 * What they all come to, once each was added; UNBOUNDED: the latest of one of
 * them is open.
 */
void	 rr_given_settle(const struct rr_eval *, bool unbounded,
	    struct rr_given *all);
/*
 * A sending of which no calendar knows when it took effect leaves the whole
 * unknown, unless what another gave is before all that it can give.
 */
void	 rr_given_join_unknown(const struct rr_eval *,
	    const struct rr_given *unknown, struct rr_given *all);
/*
 * Open points leave the day of one of them open, without an end if UNBOUNDED,
 * or (when nothing bounds it) of all: then it is no sooner than the first was
 * SENT.  What no calendar knows stays unknown.
 */
void	 rr_given_allow(const struct rr_eval *, rr_date sent, bool unbounded,
	    struct rr_given *all);

#endif
