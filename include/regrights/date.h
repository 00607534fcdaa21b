/*
 * date.h: a day as a number, and the wall clock of a day.
 *
 * A day is a struct, so that adding a day to a day does not compile and a
 * number of days is never mistaken for one.  Days run from 1600-01-01 to
 * 9999-12-31 in the Gregorian calendar; whatever leaves that range fails.
 */
#ifndef REGRIGHTS_DATE_H
#define REGRIGHTS_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct rr_buf;

typedef struct { int32_t day; } rr_date;	/* days since 1970-01-01 */
typedef struct { int64_t sec; } rr_instant;	/* UTC seconds since then */

#define RR_DATE_NONE	((rr_date){ INT32_MIN })
#define RR_INSTANT_NONE	((rr_instant){ INT64_MIN })

enum rr_weekday {
	RR_MONDAY, RR_TUESDAY, RR_WEDNESDAY, RR_THURSDAY, RR_FRIDAY,
	RR_SATURDAY, RR_SUNDAY
};

bool	 rr_date_is_none(rr_date);
bool	 rr_instant_is_none(rr_instant);
/* A, or B where that is none. */
rr_date	 rr_date_or(rr_date a, rr_date b);
/* <0, 0, >0; RR_DATE_NONE sorts first. */
int	 rr_date_cmp(rr_date, rr_date);

/* False when there is no such day (2025-02-29) or it is out of range. */
bool	 rr_date_of(int year, int month, int day, rr_date *);
void	 rr_date_civil(rr_date, int *year, int *month, int *day);
int	 rr_date_year(rr_date);
enum rr_weekday rr_date_weekday(rr_date);
/* False out of range. */
bool	 rr_date_add(rr_date, int64_t days, rr_date *);
rr_date	 rr_date_last(void);
/* The same day N months on; the last of the month where there is none. */
bool	 rr_date_add_months(rr_date, int64_t months, rr_date *);
/* Western Easter Sunday of a year 1600 to 9999. */
rr_date	 rr_date_easter(int year);

/* Exactly YYYY-MM-DD and a day that exists; nothing else. */
bool	 rr_date_parse(const char *, rr_date *);
/* Adds what is wrong with a text that is no such day; false: its form is. */
bool	 rr_date_fault(const char *, struct rr_buf *);
/* "2000-05-26"; nothing for RR_DATE_NONE. */
void	 rr_date_text(rr_date, struct rr_buf *);
/* "Fri 2000-05-26" */
void	 rr_date_text_day(rr_date, struct rr_buf *);
/* "Fri 26 May 2000" */
/* "Fri 26 May" in the year of ON, else "Fri 26 May 2001". */
void	 rr_date_text_brief(rr_date, rr_date on, struct rr_buf *);
void	 rr_date_text_long(rr_date, struct rr_buf *);
const char *rr_weekday_name(enum rr_weekday);	/* "Monday" */
const char *rr_month_name(int month);		/* 1: "January" */

/* A wall clock's reading: a day and the seconds since its midnight. */
struct rr_wall {
	rr_date	day;
	int32_t	sec;		/* 0 … 86399 */
};

/* "HH:MM" or "HH:MM:SS", 00:00 to 23:59:59; a minute alone means :00. */
bool	 rr_time_parse(const char *, int32_t *sec);
/* "14:10", or "14:10:05" where the seconds are not 0. */
void	 rr_time_text(int32_t sec, struct rr_buf *);
/* "YYYY-MM-DD HH:MM[:SS]", a T between them allowed. */
bool	 rr_wall_parse(const char *, struct rr_wall *);
void	 rr_wall_text(struct rr_wall, struct rr_buf *);
/* "2000-05-26T21:10:00Z" and back. */
void	 rr_instant_text(rr_instant, struct rr_buf *);
bool	 rr_instant_parse(const char *, rr_instant *);

#endif
