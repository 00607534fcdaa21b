/*
 * votes_int.h: how votes stand, day after day.
 */
#ifndef REGRIGHTS_VOTES_INT_H
#define REGRIGHTS_VOTES_INT_H

#include "body_int.h"

struct rr_vote {
	const struct rr_fact	*fact;
	const char		*holder;
	/* who has it, where that is counted; else NULL; all who are there */
	struct rr_member	*member;
	const struct rr_member	*of;
	enum rr_truth		 favour;
	/* as its entry says it; what settled it since, or NULL */
	enum rr_truth		 said;
	const struct rr_fact	*settled;
	/* of all that is held, or as one head; else of so many … */
	bool			 whole;
	int64_t			 said_of;
	/* … as that split leaves open, or NULL */
	struct rr_range		 as_of;
	const struct rr_fact	*split;
	/* of heads: in favour for less than its Holder held */
	enum rr_truth		 part;
	/* all that it is for; of that, what no later vote has taken */
	struct rr_range		 asked;
	int64_t			 counts;
	/* the same Holder's vote before it, or NULL */
	struct rr_vote		*before;
	/* which of those of its day came last is not on record … */
	bool			 unordered;
	/*
	 * With what is signed in favour later it is more than is held: it can
	 * be of other shares in part, or the later one is in its place …
	 */
	bool			 doubled;
	/* … and makes a difference, as SPLIT can */
	bool			 unsure;
	bool			 late;		/* it had passed by then */
};

struct rr_votes {
	struct rr_vote	*of;		/* by day, then as recorded */
	size_t		 n;
	/*
	 * In favour, at least and at most: when it passed, else on the last
	 * day.
	 */
	int64_t		 have, most;
	rr_date		 passed;	/* the first such day, or NONE */
	/* it may have passed, as it turns out which votes count */
	bool		 may_pass;
	/* a vote that is counted is in favour, or may be */
	bool		 may_favour;
	/* what leaves HAVE and MOST apart, or NULL */
	const char	*unsure;
};

/* What a body votes on: from when it can pass, and with how much. */
struct rr_voting {
	/* NEEDED below 0: the whole is not known, so that nothing passes */
	int64_t	 needed;
	/* what else is needed is there on that day; NONE: it is not */
	rr_date	 from;
	/* no more is counted as in favour */
	int64_t	 cap;
	/* what had passed is lost again with the votes for it: as settled … */
	bool	 stands;
	/* … of which the days from FIRST on and before NEXT are looked at … */
	rr_date	 first, next;
	/* … or as a later vote can take it back */
	bool	 back;
};

/*
 * Sets the counts of these votes, of which FACT, HOLDER, MEMBER, FAVOUR and
 * ASKED are set.  What was signed when it passed stays signed: a later vote
 * against does not take it back, unless BACK says so.  Two votes of a Holder
 * on one day count in the order of their hours; without these, either may be
 * the last.  Two in favour are of other shares as long as it holds as many;
 * else it is not known whether the later is in the place of the earlier.
 */
void	 rr_votes_stand(struct rr_eval *, struct rr_votes *,
	    const struct rr_voting *);

/* What does in place of votes, and what settled it since, or NULL. */
struct rr_act { const struct rr_fact *fact, *settled; };

/* Since when enough stands, or from when until when it last did; or NONE. */
struct rr_stood { rr_date since, from, until; };

/*
 * The same where votes and acts can be settled: on each day what stands then
 * counts, and a vote that is settled is against from that day on.  SURE is of
 * what stands at least, MAY of what can stand at most; each is as the days
 * before FIRST left it, or NULL where it is not asked for.
 */
void	 rr_votes_hold(struct rr_eval *, struct rr_body *, struct rr_votes *,
	    const struct rr_voting *, const struct rr_act *, size_t n,
	    struct rr_stood *sure, struct rr_stood *may);

#endif
