/*
 * value_int.h: what something can be in one world, with its bounds.
 *
 * A truth, a number or a day.  Where a gap, or open points that are taken as
 * unknown, leave it open, it is all that it can be, and what follows holds of
 * each; see moment.c for days.
 */
#ifndef REGRIGHTS_VALUE_INT_H
#define REGRIGHTS_VALUE_INT_H

#include "amount_int.h"
#include "regrights/derive.h"

struct rr_eval;

/* Whether something is so. */
enum rr_truth { RR_FALSE, RR_TRUE, RR_UNKNOWN,
	RR_EITHER,	/* yes or no, as open points are answered */
	RR_ANY		/* or unknown */
};

/* Whether open points that are taken as unknown leave it open. */
static inline bool
rr_is_open(enum rr_truth t)
{
	return t >= RR_EITHER;
}

/* Of parts of which DECIDES decides: what two that do not come to. */
static inline enum rr_truth
rr_truth_mix(enum rr_truth decides, enum rr_truth a, enum rr_truth b)
{
	enum rr_truth neutral = decides == RR_TRUE ? RR_FALSE : RR_TRUE;

	if (a == b || b == neutral)
		return a;
	return a == neutral ? b : RR_ANY;
}

/* As many as that; apart where what was moved is not known to exist. */
struct rr_range { int64_t least, most; };

/* "500,000", "between 0 and 500,000" */
const char *rr_range_text(struct rr_eval *, struct rr_range);

/* The one day that a span of days is, or NONE. */
rr_date	 rr_between_day(const struct rr_between *);
bool	 rr_between_same(const struct rr_between *, const struct rr_between *);
/* Widened to hold another (FIRST: it is that); no least is none yet. */
void	 rr_between_widen(struct rr_between *, const struct rr_between *,
	    bool first);

/* A day that is known, or waits for something. */
enum rr_moment_state { RR_MOMENT_KNOWN, RR_MOMENT_WAITING };

struct rr_moment {
	enum rr_moment_state	 state;
	rr_date			 day;
	/* as DAY, but where a gap leaves it open */
	rr_date			 latest;
	/*
	 * Where open points are taken as unknown: the latest that DAY, and the
	 * earliest that LATEST, can be; and that it can be without a day.
	 */
	rr_date			 day_most, latest_least;
	bool			 may_wait;
	/*
	 * Of DAY, where it is known to the minute; NONE: it is that day by the
	 * calendar, or happened at an hour of it that is not on record.
	 */
	rr_instant		 at;
	bool			 hour_open;
	/* it was counted backwards from a later day */
	bool			 back;
	/* it may have been so, and nobody recorded it */
	bool			 unsaid;
	/* when it is LATEST: "it was filed after 17:30 EDT", or NULL */
	const char		*late_if;
	/* what shows it: the event, the receipt; NULL: arithmetic */
	const struct rr_fact	*fact;
	const char		*waits_for;
	const char		*gap;
	/*
	 * WAITING: not for an event, but for what no calendar knows, under some
	 * of the answers at least that are taken as unknown
	 */
	bool			 unknown;
	/* an entry on record lacks what it waits for, or would make it one */
	bool			 hole;
};

/* A day that is known, without its hour. */
struct rr_moment rr_moment_on(rr_date);
/* At some hour of that day or a later one; WAITS_FOR would say which. */
struct rr_moment rr_moment_since(rr_date, const char *waits_for);
/* What an event would bring. */
struct rr_moment rr_moment_waiting(const char *what);
/* The same, told as not on record. */
struct rr_moment rr_moment_missing(struct rr_eval *, const char *what);
/* A day that no event will bring, as the calendars do not know it; told. */
struct rr_moment rr_moment_unknown(struct rr_eval *);
/* The sooner of two that are known; the later; either, by open points. */
struct rr_moment rr_moment_sooner(const struct rr_moment *,
	    const struct rr_moment *);
struct rr_moment rr_moment_later(const struct rr_moment *,
	    const struct rr_moment *);
struct rr_moment rr_moment_either(const struct rr_moment *,
	    const struct rr_moment *);
/* Whether open points that are taken as unknown leave it between two. */
bool		 rr_moment_is_open(const struct rr_moment *);
/* Then what rests on it cannot be bounded. */
void		 rr_moment_bound(struct rr_eval *, const struct rr_moment *);
/* By the clock where both are known to the minute, else by the day. */
bool		 rr_moment_is_before(const struct rr_moment *,
		    const struct rr_moment *);

/* What an expression comes to. */
struct rr_worth {
	enum rr_type	 type;
	union {
		enum rr_truth		 truth;
		struct rr_moment	 day;
		struct rr_amount	 amount;
	};
};

#endif
