/*
 * share_int.h: a count of votes under way, and its lines.
 */
#ifndef REGRIGHTS_SHARE_INT_H
#define REGRIGHTS_SHARE_INT_H

#include "votes_int.h"

struct rr_poll {
	struct rr_eval			*ev;
	const struct rr_provision	*p;
	const struct rr_share_terms	*t;
	const struct rr_base		*base;
	const struct rr_scope		*scope;
	struct rr_body			 body;
	struct rr_votes			 votes;
	/* in place of votes; and how it stands where they can be settled */
	struct rr_act			*acts;
	size_t				 nacts;
	struct rr_stood			 stood, may_stand;
	/* of which the days from FIRST on and before NEXT are looked at */
	rr_date				 first, next;
	/* as what is not known to exist turns out: apart, or the same */
	struct rr_range			 favour, needed;
	/* what votes is of another day than the whole */
	bool				 apart;
	/* no more counts than that, at least and at most */
	struct rr_range			 cap;
	bool				 may_pass, may_reach;
	/* what had passed is taken back by a later vote */
	bool				 back;
	struct rr_vec			*items;	/* or NULL */
	/*
	 * As it stood just before that: what was there by then, or (MAY) can
	 * have been; NULL: all counts.
	 */
	const struct rr_fact		*then;
	bool				 may;
};

/* Adds a line; only where there are lines. */
struct rr_finding_item *rr_poll_item(struct rr_poll *, const char *key,
	    const char *what);
/* What keeps the numbers from being counted, or NULL. */
const char *rr_poll_uncounted(struct rr_poll *);
/*
 * Whether a vote is, or may be, in favour: one counts perhaps where nobody is
 * on record of whom the part is taken.
 */
bool		 rr_poll_may_favour(const struct rr_poll *);
/*
 * How the votes stand, least easily passed; what else is needed is there FROM
 * a day on, or NONE.
 */
void	 rr_poll_tally(struct rr_poll *, rr_date from, bool whole,
	    struct rr_outcome *);

/* The days on which it was signed, and who held what as it was signed. */
struct rr_signing {
	struct rr_votes	 all;
	rr_date		*days;		/* in order; none before it is put */
	/* as many: at its hour, where all that is signed then has one hour */
	struct rr_held_when	*then;
	struct rr_body	*bodies;	/* as many */
	size_t		 n;
	/* of the last of them */
	const struct rr_ledger *ledger;
};
/*
 * Of all votes of the poll; what else is needed is there FROM a day on, or
 * NONE.  False where all held on each of these days what they held when it was
 * put; then, and until they are made, there are no bodies.
 */
bool	 rr_signing_days(struct rr_poll *, rr_date from, struct rr_signing *);
/*
 * Makes the poll's body that of the I-th day: of the whole what is held then,
 * and for each who votes what it held when it signed, whoever has it now.
 */
void	 rr_signing_body(struct rr_poll *, const struct rr_signing *,
	    size_t i);
/* Which of what is needed beside the votes came on that day, or NULL. */
const struct rr_fact *rr_poll_there_on(struct rr_poll *, rr_date);
/* What it is about: "consent sought Mon 2000-07-03, matter: a longer time". */
void	 rr_poll_subject(struct rr_eval *, const struct rr_fact *);
/* What is said of what stood, or may have, and may stand yet, or NULL. */
const char *rr_poll_doubted(const struct rr_poll *);
/* Its state, with the days and what it waits for: a reason. */
void	 rr_poll_state(struct rr_eval *, const struct rr_outcome *);
/* Each vote as it counts, and who is left out: reasons, and lines. */
void	 rr_poll_votes(struct rr_poll *);
/* Notes whose votes are still to come: the first who counts and has none. */
void	 rr_poll_whom(struct rr_poll *);
/* share_acts.c: whether an entry is looked at, as of THEN. */
bool	 rr_poll_sees(const struct rr_poll *, const struct rr_fact *);
/* What settled it first, since it was there; NULL: nothing did. */
const struct rr_fact *rr_poll_settled(struct rr_poll *,
	    const struct rr_fact *);
/* The day from which all is there that is needed beside votes, or NONE. */
rr_date	 rr_poll_there_from(struct rr_poll *);
/* What is needed beside the votes, in lines; what of it lacks, or NULL. */
const char *rr_poll_missing(struct rr_poll *);
/* Reads the acts that do in place of votes; the first day of one, or NONE. */
void	 rr_poll_acts(struct rr_poll *);
rr_date	 rr_poll_by_another(const struct rr_poll *);
/* How many are in favour of how many that are needed: a reason, and a line. */
void	 rr_poll_needed(struct rr_poll *, const struct rr_outcome *);

#endif
