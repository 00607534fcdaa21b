/*
 * calendar.h: which days count.
 *
 * A *calendar* is cited data: weekly rest days and dated rules, each with its
 * years, what happens when it falls on a given weekday, and the statute.  It
 * answers why a day is closed.
 *
 * A *day count* is a union of calendars made into a table, which answers: is
 * a day open; which open day is n after or before this one; how many are
 * there between.  Each costs two look-ups whatever n is.
 *
 * A day that a calendar was not told of is neither open nor closed: what would
 * rest on it is refused, never guessed.
 */
#ifndef REGRIGHTS_CALENDAR_H
#define REGRIGHTS_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/date.h"
#include "regrights/diag.h"

struct rr_arena;

/* The years that any calendar may hold. */
#define RR_CALENDAR_FIRST	1985
#define RR_CALENDAR_LAST	2045

enum rr_rule_form {
	RR_RULE_FIXED,		/* month and day of month */
	RR_RULE_NTH,		/* n-th weekday of a month; -1 is the last */
	RR_RULE_EASTER,		/* days from Easter Sunday */
	RR_RULE_DATES		/* listed days */
};

/* When the day falls on ON, the day SHIFT days from it is closed too. */
struct rr_observance {
	enum rr_weekday	 on;
	int		 shift;
};

struct rr_rule {
	const char		*name;		/* "Memorial Day" */
	const char		*cite;		/* "5 U.S.C. 6103(a)" */
	enum rr_rule_form	 form;
	/* FIXED, NTH: month; FIXED: day */
	int			 month, day;
	int			 nth;		/* NTH: 1 … 5, or -1 */
	enum rr_weekday		 weekday;	/* NTH */
	int			 offset;	/* EASTER; NTH: days added */
	rr_date			*dates;		/* DATES, sorted */
	size_t			 ndates;
	int			 from, to;	/* years of the day itself */
	/* every Nth year from SINCE; 0: each */
	int			 every, since;
	/* false: only what is observed in lieu */
	bool			 itself;
	/* it is not known whether it closes its days */
	bool			 doubtful;
	const struct rr_observance *observed;
	size_t			 nobserved;
	struct rr_pos		 pos;
};

struct rr_calendar {
	const char		*key;		/* "us-federal" */
	const char		*title;
	const char		*cite;		/* of the whole */
	int			 first, last;	/* years it knows, inclusive */
	/*
	 * It lists closings that no rule foretells but somebody announces,
	 * through that day; later ones may come.
	 */
	bool			 announces;
	rr_date			 announced;
	unsigned		 weekly;	/* bit n: weekday n is closed */
	const char		*weekly_cite;
	const struct rr_rule	*rules;
	size_t			 nrules;
	/* SHA-256 of the file, hexadecimal */
	const char		*digest;
};

/* Why a day is closed. */
struct rr_closing {
	const char	*name;		/* "Memorial Day", "Saturday" */
	const char	*cite;
	bool		 doubtful;	/* it is not known whether it is */
	bool		 in_lieu;	/* observed for another day … */
	rr_date		 of;		/* … this one */
};

/*
 * True when CAL closes the day, and then why (WHY may be NULL).  A day that
 * the calendar does not know is not closed; ask rr_calendar_knows() first.
 */
bool	 rr_calendar_closes(const struct rr_calendar *, rr_date,
	    struct rr_closing *why);
bool	 rr_calendar_knows(const struct rr_calendar *, rr_date);

/*
 * All closings of one year in order, at most MAX, and the days that it lists
 * as not known; returns how many.
 */
size_t	 rr_calendar_year(const struct rr_calendar *, int year,
	    rr_date *days, struct rr_closing *why, size_t max);

enum rr_day_state { RR_DAY_OPEN, RR_DAY_CLOSED, RR_DAY_UNKNOWN };

struct rr_days;

/*
 * The union of N calendars as a table, in the arena.  A day is open when all
 * of them know it as open, closed when one closes it, else unknown.  A union
 * that is never open is refused (E310).
 */
struct rr_days *rr_days_new(struct rr_arena *,
	    const struct rr_calendar *const *, size_t n, struct rr_diags *);
/* The first and last day of the years that all of them know. */
void	 rr_days_range(const struct rr_days *, rr_date *first, rr_date *last);
enum rr_day_state rr_days_state(const struct rr_days *, rr_date);
bool	 rr_days_is_open(const struct rr_days *, rr_date);
/*
 * The n-th open day after DAY (before it when n < 0); DAY itself never counts
 * and need not be open.  n = 0 is DAY.  False when a day that is not known
 * would have to be.
 */
bool	 rr_days_add(const struct rr_days *, rr_date, int32_t n, rr_date *);
/*
 * Open days in (A, B], negative when B is before A; false when one of those
 * days is not known.
 */
bool	 rr_days_between(const struct rr_days *, rr_date a, rr_date b,
	    int32_t *n);
/* DAY when it is open, else the next or the previous open day. */
bool	 rr_days_on_or_after(const struct rr_days *, rr_date, rr_date *);
bool	 rr_days_on_or_before(const struct rr_days *, rr_date, rr_date *);
/* The first day that is not known, from DAY on, or BACK from it. */
rr_date	 rr_days_unknown(const struct rr_days *, rr_date, bool back);
/* The calendar whose announced closings are not listed at DAY, or NULL. */
const struct rr_calendar *rr_days_unlisted(const struct rr_days *, rr_date);
/* Bytes of one table, for `make bench`. */
size_t	 rr_days_bytes(const struct rr_days *);

#endif
