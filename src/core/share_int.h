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
	struct rr_stood			 stood;
	/* as what is not known to exist turns out: apart, or the same */
	struct rr_range			 favour, needed;
	bool				 may_pass, may_reach;
	struct rr_vec			*items;	/* or NULL */
};

/* Adds a line; only where there are lines. */
struct rr_finding_item *rr_poll_item(struct rr_poll *, const char *key,
	    const char *what);
/*
 * Gives each member as many units as make it pass most easily, BEST, or least
 * easily, and each vote as many of them as it is for; what the whole is then.
 */
int64_t	 rr_poll_fill(struct rr_poll *, bool best);
/* Each vote as it counts, and who is left out: reasons, and lines. */
void	 rr_poll_votes(struct rr_poll *);

#endif
