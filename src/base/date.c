/*
 * date.c: a day as a number, and the wall clock of a day.
 *
 * Conversion counts days in the proleptic Gregorian calendar, in eras of 400
 * years; no library clock, zone or locale is asked.
 */
#include "regrights/date.h"

#include <stddef.h>
#include <string.h>

#include "regrights/buf.h"

#define FIRST_YEAR	1600
#define LAST_YEAR	9999
#define FIRST_DAY	(-135140)	/* 1600-01-01 */
#define LAST_DAY	2932896		/* 9999-12-31 */
#define DAY_SECONDS	86400

bool
rr_date_is_none(rr_date d)
{
	return d.day == INT32_MIN;
}

bool
rr_instant_is_none(rr_instant t)
{
	return t.sec == INT64_MIN;
}

rr_date
rr_date_or(rr_date a, rr_date b)
{
	return rr_date_is_none(a) ? b : a;
}

int
rr_date_cmp(rr_date a, rr_date b)
{
	return (a.day > b.day) - (a.day < b.day);
}

static int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool
rr_date_of(int year, int month, int day, rr_date *out)
{
	int y, era, yoe, doy, doe;

	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 ||
	    month > 12 || day < 1 || day > month_days(year, month))
		return false;
	/* Years begin in March, so that a leap day is the last of its year. */
	y = year - (month <= 2 ? 1 : 0);
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	out->day = era * 146097 + doe - 719468;
	return true;
}

void
rr_date_civil(rr_date d, int *year, int *month, int *day)
{
	int z = d.day + 719468;
	int era = z / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp + (mp < 10 ? 3 : -9);
	*year = yoe + era * 400 + (*month <= 2 ? 1 : 0);
}

int
rr_date_year(rr_date d)
{
	int year, month, day;

	rr_date_civil(d, &year, &month, &day);
	return year;
}

enum rr_weekday
rr_date_weekday(rr_date d)
{
	/* 1970-01-01 was a Thursday. */
	int n = (d.day % 7 + 7 + RR_THURSDAY) % 7;

	return (enum rr_weekday)n;
}

bool
rr_date_add(rr_date d, int64_t days, rr_date *out)
{
	int64_t day;

	if (rr_date_is_none(d) || __builtin_add_overflow(d.day, days, &day) ||
	    day < FIRST_DAY || day > LAST_DAY)
		return false;
	out->day = (int32_t)day;
	return true;
}

rr_date
rr_date_last(void)
{
	return (rr_date){ LAST_DAY };
}

bool
rr_date_add_months(rr_date d, int64_t months, rr_date *out)
{
	int year, month, day, last;
	int64_t n;

	if (rr_date_is_none(d))
		return false;
	rr_date_civil(d, &year, &month, &day);
	if (months < -120000 || months > 120000)
		return false;
	n = (int64_t)year * 12 + month - 1 + months;
	year = (int)(n / 12);
	month = (int)(n % 12) + 1;
	if (year < FIRST_YEAR || year > LAST_YEAR)
		return false;
	last = month_days(year, month);
	return rr_date_of(year, month, day < last ? day : last, out);
}

/* The anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). */
rr_date
rr_date_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;
	rr_date out = RR_DATE_NONE;

	rr_date_of(year, n / 31, n % 31 + 1, &out);
	return out;
}

/* Exactly N digits; moves on. */
static bool
digits(const char **s, int n, int *out)
{
	*out = 0;
	for (; n > 0; n--, ++*s) {
		if (**s < '0' || **s > '9')
			return false;
		*out = *out * 10 + (**s - '0');
	}
	return true;
}

static bool
parse_date(const char **s, rr_date *out)
{
	int year, month, day;

	if (!digits(s, 4, &year) || *(*s)++ != '-' || !digits(s, 2, &month) ||
	    *(*s)++ != '-' || !digits(s, 2, &day))
		return false;
	return rr_date_of(year, month, day, out);
}

bool
rr_date_parse(const char *s, rr_date *out)
{
	return strlen(s) == 10 && parse_date(&s, out);
}

bool
rr_date_fault(const char *s, struct rr_buf *b)
{
	static const char form[] = "0000-00-00";
	int year, month, day;
	const char *at = s;

	for (size_t i = 0; i < sizeof(form); i++)
		if (form[i] == '0' ? s[i] < '0' || s[i] > '9' :
		    s[i] != form[i]) {
			rr_buf_add(b, "a day is written YYYY-MM-DD");
			return false;
		}
	digits(&at, 4, &year);
	at++;
	digits(&at, 2, &month);
	at++;
	digits(&at, 2, &day);
	if (year < FIRST_YEAR)
		rr_buf_printf(b, "days before %d are not counted here",
		    FIRST_YEAR);
	else if (month < 1 || month > 12)
		rr_buf_add(b, "months are 01 to 12");
	else
		rr_buf_printf(b, "%s %d has %d days", rr_month_name(month),
		    year, month_days(year, month));
	return true;
}

static void
put_digits(char *s, int n, int width)
{
	for (; width > 0; n /= 10)
		s[--width] = (char)('0' + n % 10);
}

void
rr_date_text(rr_date d, struct rr_buf *b)
{
	char s[] = "0000-00-00";
	int year, month, day;

	if (rr_date_is_none(d))
		return;
	rr_date_civil(d, &year, &month, &day);
	if (year < 0 || year > LAST_YEAR) {
		rr_buf_printf(b, "%04d-%02d-%02d", year, month, day);
		return;
	}
	put_digits(s, year, 4);
	put_digits(s + 5, month, 2);
	put_digits(s + 8, day, 2);
	rr_buf_addn(b, s, sizeof(s) - 1);
}

const char *
rr_weekday_name(enum rr_weekday w)
{
	static const char *const names[] = { "Monday", "Tuesday",
	    "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

	return names[w];
}

const char *
rr_month_name(int month)
{
	static const char *const names[] = { "January", "February", "March",
	    "April", "May", "June", "July", "August", "September", "October",
	    "November", "December" };

	return names[month - 1];
}

void
rr_date_text_day(rr_date d, struct rr_buf *b)
{
	if (rr_date_is_none(d))
		return;
	rr_buf_addn(b, rr_weekday_name(rr_date_weekday(d)), 3);
	rr_buf_addc(b, ' ');
	rr_date_text(d, b);
}

void
rr_date_text_long(rr_date d, struct rr_buf *b)
{
	int year, month, day;

	if (rr_date_is_none(d))
		return;
	rr_date_civil(d, &year, &month, &day);
	rr_buf_printf(b, "%.3s %d %.3s %d",
	    rr_weekday_name(rr_date_weekday(d)), day, rr_month_name(month),
	    year);
}

void
rr_date_text_brief(rr_date d, rr_date on, struct rr_buf *b)
{
	if (rr_date_is_none(d))
		return;
	rr_date_text_long(d, b);
	/* " 2000" */
	if (!rr_date_is_none(on) && rr_date_year(d) == rr_date_year(on))
		b->s[b->len -= 5] = '\0';
}

static bool
parse_time(const char **s, int32_t *sec)
{
	int h, m, t = 0;

	if (!digits(s, 2, &h) || *(*s)++ != ':' || !digits(s, 2, &m))
		return false;
	if (**s == ':') {
		++*s;
		if (!digits(s, 2, &t))
			return false;
	}
	if (h > 23 || m > 59 || t > 59)
		return false;
	*sec = h * 3600 + m * 60 + t;
	return true;
}

bool
rr_time_parse(const char *s, int32_t *sec)
{
	return parse_time(&s, sec) && *s == '\0';
}

void
rr_time_text(int32_t sec, struct rr_buf *b)
{
	rr_buf_printf(b, "%02d:%02d", (int)(sec / 3600),
	    (int)(sec / 60 % 60));
	if (sec % 60 != 0)
		rr_buf_printf(b, ":%02d", (int)(sec % 60));
}

bool
rr_wall_parse(const char *s, struct rr_wall *out)
{
	if (!parse_date(&s, &out->day) || (*s != ' ' && *s != 'T'))
		return false;
	s++;
	return rr_time_parse(s, &out->sec);
}

void
rr_wall_text(struct rr_wall w, struct rr_buf *b)
{
	rr_date_text(w.day, b);
	rr_buf_addc(b, ' ');
	rr_time_text(w.sec, b);
}

void
rr_instant_text(rr_instant t, struct rr_buf *b)
{
	int64_t sec = t.sec % DAY_SECONDS;
	rr_date day;

	if (rr_instant_is_none(t))
		return;
	sec += sec < 0 ? DAY_SECONDS : 0;
	day.day = (int32_t)((t.sec - sec) / DAY_SECONDS);
	rr_date_text(day, b);
	rr_buf_printf(b, "T%02d:%02d:%02dZ", (int)(sec / 3600),
	    (int)(sec / 60 % 60), (int)(sec % 60));
}

bool
rr_instant_parse(const char *s, rr_instant *out)
{
	int32_t sec;
	rr_date day;

	if (strlen(s) != 20 || !parse_date(&s, &day) || *s++ != 'T' ||
	    !parse_time(&s, &sec) || strcmp(s, "Z") != 0)
		return false;
	out->sec = (int64_t)day.day * DAY_SECONDS + sec;
	return true;
}
