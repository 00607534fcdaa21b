/*
 * body_int.h: those of whom a share is taken, and with how much.
 */
#ifndef REGRIGHTS_BODY_INT_H
#define REGRIGHTS_BODY_INT_H

#include "eval_int.h"

struct rr_vote;

struct rr_member {
	const char		*party;
	/* that is of the whole, and that it votes with; a head is one */
	struct rr_range		 held, can;
	int64_t			 units;		/* as many as are counted */
	int64_t			 left;		/* not voted with yet */
	/* the role that leaves it out, or NULL */
	const char		*left_out;
	/* all its votes are in favour, with all: tally.c */
	bool			 in_full;
	/* the last that made it so, or NULL */
	const struct rr_fact	*fact;
	/* its last vote so far, and what it has in favour: votes.c */
	struct rr_vote		*last;
	int64_t			 have, most;
};

struct rr_body {
	struct rr_held_when		 then;
	struct rr_vec		 members;	/* struct rr_member */
	struct rr_range		 sold;		/* counts, and nobody votes */
	struct rr_range		 total;		/* without those left out */
	bool			 too_large;
	const char		*waits_for;
	/* what leaves the ends of TOTAL apart, or NULL */
	const char		*between;
};

/*
 * linked.c: the latest of its name about what SELF is about, where that is a
 * later one than SELF; else NULL.  UNORDERED as of rr_last_of_each.
 */
const struct rr_fact *rr_replaced_by(struct rr_eval *, const struct rr_fact *,
	    const char **unordered);
/* body_text.c: of a class, as the agreement calls it. */
const char *rr_class_title(struct rr_eval *, const char *key);
/* The last entry that made a stake, or NULL. */
const struct rr_fact *rr_stake_last(const struct rr_stake *);
/* "; on Mon 2000-07-03, 5 more than were held": what cannot be; or "". */
const char *rr_stake_flag(struct rr_eval *, const struct rr_stake *);
/* The reason that it is counted, or WHY it is not. */
void	 rr_body_stake(struct rr_eval *, const struct rr_stake *,
	    const char *why);
/*
 * When it is counted: at the end of the day in field "record-date", else as it
 * stood when the fact came.
 */
struct rr_held_when rr_held_when_of(struct rr_eval *, const struct rr_fact *);
bool	 rr_has_record_day(struct rr_eval *, const struct rr_fact *);
/*
 * The members of a base of that threshold for one fact, by who held what
 * then, in this world; reasons are recorded, and cite the threshold's section,
 * whose words they are.
 */
void	 rr_body_of(struct rr_eval *, const struct rr_base *,
	    const struct rr_provision *, const struct rr_scope *,
	    struct rr_held_when, struct rr_body *);
/*
 * Whether it was a holder by its role, as far as is known by then, and nothing
 * of what it held is told.
 */
bool	 rr_body_unstated(struct rr_eval *, const struct rr_party *,
	    struct rr_held_when);
/*
 * Whether what is of that class is outstanding; HEADS: whether who holds it is
 * a Holder.
 */
bool	 rr_body_counts(struct rr_eval *, const char *class_key, bool heads);
/* NULL when it is none. */
struct rr_member *rr_body_member(const struct rr_body *, const char *party);
/*
 * What a party held that counts then; an unknown quantity sets
 * waits_for, one that lies between two sets between.
 */
struct rr_range rr_body_units(struct rr_eval *, struct rr_body *,
	    const char *party);
/*
 * splits.c: how many the UNITS of F can be then; the last split by which that
 * is not known, or NULL.
 */
const struct rr_fact *rr_units_as_of(struct rr_eval *,
		    const struct rr_fact *f, int64_t units,
		    struct rr_held_when, struct rr_range *);
/* What is not known of them then: "whether the number of ...". */
const char	*rr_split_doubt(struct rr_eval *, const struct rr_fact *f,
		    const struct rr_fact *split);
/*
 * held.c: of UNITS that F says of HOLDER, as many as they can be then, as many
 * as that one can have had, of whatever class, with what it has sold to the
 * public since F; all, where what it held is not known.  DOUBT is what leaves
 * the ends apart, or NULL.  False: not all of them.
 */
bool		 rr_body_has(struct rr_eval *, const struct rr_fact *f,
		    const char *holder, int64_t units, struct rr_held_when,
		    struct rr_range *, const char **doubt);
/*
 * body_at.c: in which order it came, as rr_held_order_of() has it, or else "how
 * much Cooper held on …".
 */
const char	*rr_body_how_much(struct rr_eval *, struct rr_held_when,
		    const char *party);
/* What may have gone from one of the whole to another is in it either way. */
void		 rr_body_join(struct rr_eval *, struct rr_body *);

#endif
