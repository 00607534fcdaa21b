/*
 * calendar_int.h: what a table of days asks of a calendar.
 */
#ifndef REGRIGHTS_CALENDAR_INT_H
#define REGRIGHTS_CALENDAR_INT_H

#include "regrights/calendar.h"

/* One closing; false: no more of them. */
typedef bool	 rr_closing_fn(void *ctx, rr_date, const struct rr_closing *);

/* All that the rules close because of a day in YEAR; false when stopped. */
bool	 rr_calendar_walk(const struct rr_calendar *, int year,
	    rr_closing_fn *, void *ctx);
/* The last year that a union with it can know. */
int	 rr_calendar_last(const struct rr_calendar *);

#endif
