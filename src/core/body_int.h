/*
 * body_int.h: those of whom a share is taken, and with how much.
 */
#ifndef REGRIGHTS_BODY_INT_H
#define REGRIGHTS_BODY_INT_H

#include "eval_int.h"

struct rr_vote;

struct rr_member {
	const char		*party;
	int64_t			 units;		/* a head is one */
	int64_t			 left;		/* not voted with yet */
	/* the role that leaves it out, or NULL */
	const char		*left_out;
	/* the last that made it so, or NULL */
	const struct rr_fact	*fact;
	/* its last vote so far, and what it has in favour: votes.c */
	struct rr_vote		*last;
	int64_t			 have, most;
};

struct rr_body {
	rr_date			 on;
	struct rr_vec		 members;	/* struct rr_member */
	int64_t			 sold;		/* counts, and nobody votes */
	int64_t			 total;		/* without those left out */
	bool			 too_large;
	const char		*waits_for;
};

/* The day as of which is counted: field "record-date", else the fact's own. */
rr_date	 rr_record_day(struct rr_eval *, const struct rr_fact *);
/*
 * The members of a base of that threshold for one fact, in this world; reasons
 * are recorded, and cite the threshold's section, whose words they are.
 */
void	 rr_body_of(struct rr_eval *, const struct rr_base *,
	    const struct rr_provision *, const struct rr_scope *,
	    struct rr_body *);
/* NULL when it is none. */
struct rr_member *rr_body_member(const struct rr_body *, const char *party);
/*
 * What a party held that counts on the body's day; an unknown quantity sets
 * waits_for.
 */
int64_t	 rr_body_units(struct rr_eval *, struct rr_body *, const char *party);
/*
 * Whether P has that role on a day; a Holder is one as far as what it holds,
 * or may, makes one in this world.
 */
bool	 rr_eval_in_role(struct rr_eval *, const struct rr_party *,
	    const char *role, rr_date on);

#endif
