/*
 * meter_int.h: what the files of counters share.
 */
#ifndef REGRIGHTS_CORE_METER_INT_H
#define REGRIGHTS_CORE_METER_INT_H

#include "body_int.h"

struct rr_use {
	const struct rr_fact	*fact;
	int64_t			 units;
	int64_t			 as_given;	/* in grains of SELF */
	struct rr_moment	 counts;
	const char		*doubt;	/* for want of what; NULL: it counts */
};

struct rr_meter {
	struct rr_eval			*ev;
	const struct rr_provision	*p;
	const struct rr_fact		*self, *next;	/* baselines */
	/* what renews SELF before NEXT, or NULL */
	const struct rr_fact		*renewed;
	const char			*holder;
	bool				 of_all;
	struct rr_use			*uses;
	size_t				 n;
	/* in grains, of which so many are a unit; 0: too fine to count */
	int64_t				 whole, needed, used, grain;
	/* the use by which it is reached for certain; when it is, or NULL */
	const struct rr_use		*reached;
	const struct rr_moment		*at;
	const char			*waits_for;
	/* it counts if it is the last of its day; or NULL */
	const char			*unordered;
	/* of a use that may count later than on its own day; or NULL */
	const struct rr_moment		*open;
	/* of a use of which it is not known whether it counts; or NULL */
	const char			*doubt;
	bool				 generous;	/* such uses count */
	/* the last that was passed, so that the whole lies between two */
	const struct rr_fact		*passed;
	/* so does the last split between SELF and what is counted; or NULL */
	const struct rr_fact		*split;
	/* who used, of whom no baseline was on record by then */
	const char			**strays;
	size_t				 nstrays;
	/* what of one is not on record, so that the whole is more; or NULL */
	const char			*beyond;
	const struct rr_meter		*most;	/* with them; NULL: as this */
	struct rr_vec			*items;
};

/* When it was, with its hour; of a use, as the counter says. */
struct rr_moment rr_meter_moment(struct rr_meter *, const struct rr_fact *);
/* By their days and hours; where a day is not known, by that of the record. */
bool	 rr_meter_is_before(struct rr_meter *, const struct rr_fact *,
	    const struct rr_fact *);
/* The same; one that counts on one of several days, by the first of them. */
bool	 rr_meter_precedes(struct rr_meter *, const struct rr_fact *,
	    const struct rr_fact *);
/*
 * Whether a use was before a baseline, or before what renews one.  Of one
 * day their hours decide, and a baseline
 * without one begins with what renewed an earlier one on that day; without
 * hours it is not known.
 */
enum rr_truth rr_meter_is_earlier(struct rr_meter *, const struct rr_fact *use,
	    const struct rr_fact *end);
/* What is not on record then: "whether sale (entry 9) was before ...". */
const char *rr_meter_order(struct rr_meter *, const struct rr_fact *use,
	    const struct rr_fact *end);
/*
 * Whether a use is not before SELF; where that is not known, DOUBT says so.
 * What is used on the day of the first is of the first: there is no other.
 */
enum rr_truth rr_meter_is_since(struct rr_meter *, const struct rr_fact *use,
	    const char **doubt);
bool	 rr_meter_is_of(const struct rr_fact *, const char *holder);
/* The first baseline of the same Holder and line behind SELF, or NULL. */
const struct rr_fact *rr_meter_next(struct rr_meter *);
/* Which of several baselines of one day came last, if that is open; or NULL. */
const char *rr_meter_unordered(struct rr_meter *);
/* The first that renews a baseline behind AFTER, before END (NULL: ever). */
const struct rr_fact *rr_meter_renewal(struct rr_meter *,
	    const struct rr_fact *baseline, const struct rr_fact *after,
	    const struct rr_fact *end);
/* What is missing since then: "coverage after sticker filed (entry 9)". */
const char *rr_meter_lacks(struct rr_eval *, const struct rr_provision *,
	    const struct rr_fact *by);
/* That, where something was used since then of what it renewed; or NULL. */
const char *rr_meter_lacks_since(struct rr_eval *,
	    const struct rr_provision *, const struct rr_fact *by);
/* How many units it says; false: none. */
bool	 rr_meter_units(const struct rr_fact *, int64_t *);
/* All that Holders are given by then, in grains; else what it lacks. */
bool	 rr_meter_all(struct rr_meter *, const struct rr_fact *, int64_t *sum,
	    const char **lacks);
/* A use whose day no calendar knows: it may be before all the others. */
const struct rr_moment *rr_meter_unknown_use(const struct rr_meter *);
/* From the first use on, or never: by which use it is reached is open. */
struct rr_moment rr_meter_any_use(const struct rr_meter *,
	    const struct rr_moment *waiting);
/* When that use counts; since its own day, where it lacks which day it is. */
struct rr_moment rr_meter_counts(struct rr_meter *, const struct rr_fact *);
/*
 * Of uses that may count later than on their own day: sets between which days
 * it is reached, on the first with each as soon as it can be; or leaves it.
 */
void	 rr_meter_reach(struct rr_meter *);
/*
 * Whether that use counts, or may; then DOUBT is what is not on record.  One
 * that does not is told to the recorder, which can be NULL.
 */
bool	 rr_meter_takes(struct rr_meter *, struct rr_recorder *,
	    const struct rr_fact *, const char **doubt);
/* Of all together: who used without a baseline. */
void	 rr_meter_find_strays(struct rr_meter *);
/*
 * The whole with what can have been passed to or from its Holder by the day of
 * that use: as much as it can be, or of a generous meter as little.  What is
 * not on record of it is the meter's doubt.
 */
void	 rr_meter_bound(struct rr_meter *, const struct rr_fact *);
/* Into how many grains a unit falls, so that a split leaves nothing over. */
int64_t	 rr_meter_grain(const struct rr_eval *);
/*
 * The units of that fact in grains of SELF, the most or the least: by a split
 * between the two or as they are, as what was given may be split with the rest
 * and may be as it was printed.  False: none, or too many to count.
 */
bool	 rr_meter_as_given(struct rr_meter *, const struct rr_fact *,
	    bool most, int64_t *);
/*
 * When what is given to who used, of which none is on record, can be used up
 * at the earliest, or never; waiting where that is asked of another use.
 */
struct rr_moment rr_meter_astray(struct rr_eval *, const struct rr_provision *,
	    const struct rr_fact *use);
bool	 rr_meter_same_line(struct rr_eval *, const struct rr_fact *,
	    const struct rr_fact *);

#endif
