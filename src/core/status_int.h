/*
 * status_int.h: how deadlines are met and stand; see status.c.
 */
#ifndef REGRIGHTS_STATUS_INT_H
#define REGRIGHTS_STATUS_INT_H

#include "eval_int.h"
#include "regrights/vec.h"

/* The day of a deadline in one world; compared as bytes. */
struct rr_due {
	/* as written, and as adjusted: each lies between these */
	struct rr_between	 raw, rolled;
	/*
	 * The last day in time: by the words, and as can be argued; without
	 * bounds where ARGUED is NONE.
	 */
	struct rr_between	 words;
	rr_date			 argued;
	/* the one that is safe under every answer */
	rr_date			 limit;
	bool			 waits, may_wait;
	/* it is counted backwards; from a notice that can be later than said */
	bool			 back, gap;
	/* of the calendars; or open points leave it without bounds */
	bool			 unknown;
};

/* Of one with its day as written, and argued: the rest of its days. */
void	 rr_due_limit(struct rr_eval *, const struct rr_date_terms *,
	    struct rr_due *);

/* The worlds of one deadline's day, reduced: struct rr_due. */
struct rr_dues {
	struct rr_world	*worlds;
	size_t		 n;
};

/* By TERMS, or where D has a provision by those that govern in each world. */
void	 rr_deadline_of(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_scope *, struct rr_deadline *, struct rr_dues *);
/*
 * How it stands, held against the same days: status, met_on, met_by, late,
 * doubt and changes_on.  REC, or NULL, takes who has what is owed.
 */
void	 rr_deadline_status(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_dues *, struct rr_recorder *,
	    struct rr_deadline *);

/* Since when all to whom it is owed have it, in one world; as bytes. */
struct rr_served {
	/* LEAST NONE: not all can have it; MOST NONE: it is not certain */
	struct rr_between	 on;
	/* none of the amount that it asks for is to be paid (any more) */
	bool			 nothing;
	/* with which they have it, or can have it */
	const struct rr_fact	*by;
	/* what would meet it, on a day that is not known; or NULL */
	const struct rr_fact	*unknown;
	/* who has nothing, and what keeps it from being certain; or NULL */
	const char		*missing, *doubt;
	/* who has nothing, by their keys, or NULL */
	const char		*lacking;
	/* a role that nobody has on record, and somebody should; or NULL */
	const char		*nobody;
	int32_t			 owed, have;
};

enum rr_how {
	RR_HOW_RUNS,		/* it can still be in time, or has no day */
	RR_HOW_PERHAPS,		/* past, and perhaps done in time */
	RR_HOW_PAST,
	/* done */
	RR_HOW_IN_TIME, RR_HOW_PERHAPS_LATE, RR_HOW_LATE,
	RR_HOW_NOTHING		/* is to be done (any more) */
};

/* How a deadline stands in one world; compared as bytes. */
struct rr_standing {
	enum rr_how		 how;
	/* days after the limit by its words, and after it as adjusted */
	int32_t			 late, late_most, adjusted;
	/* after which it is late in this world, or NONE */
	rr_date			 last;
	struct rr_between	 on;
	const struct rr_fact	*by, *unknown;
	const char		*missing, *doubt, *nobody, *lacking;
	int32_t			 have, owed;
	/* as in rr_served; as in rr_due */
	bool			 nothing, gap;
};

/*
 * "1 day late if clear-days=yes", of what is done in each of N worlds and
 * perhaps late; else what keeps it from being done, where worlds can lack other
 * things; NULL: nothing.  Their outcomes are struct rr_standing.  The deadline
 * takes who lacks it, and whether that differs.
 */
const char *rr_late_doubt(struct rr_eval *, const struct rr_world *, size_t n);
const char *rr_open_doubt(struct rr_eval *, const struct rr_world *, size_t n,
	    struct rr_deadline *);

/* ROLES_ON: between which days those have a role to whom it is owed. */
void	 rr_serve(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_deadline *, const struct rr_between *roles_on,
	    struct rr_served *);

/* register.c: by the day, those without one last, and then by the id. */
int	 rr_deadline_cmp(const void *, const void *);

/*
 * Moves both ends of a day by the delays that extend it: extension.c.  MET is
 * the day on which the deadline was met, or NONE.  False when it is out of the
 * range of dates.
 */
bool	 rr_deadline_extend(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_scope *, rr_date met, struct rr_between *);

/*
 * sealed.c: adds a row for each deadline that rested on a sealed entry and is
 * not accounted for; the one with the id WANT (NULL: all), with its reasons.
 */
void	 rr_sealed_rows(struct rr_eval *, struct rr_vec *, const char *want,
	    struct rr_recorder *);

/* Records between which days open points leave it. */
void	 rr_points_record(struct rr_recorder *, const struct rr_deadline *);

#endif
