"""Closed days, written from the statutes and from nothing of this program.

closed(NAME, YEAR) gives the days that a calendar closes because of YEAR.
"""
from datetime import date, timedelta

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
DAY = timedelta(days=1)


def nth(year, month, weekday, n):
    """The n-th weekday of a month; the last for n = -1."""
    if n > 0:
        first = date(year, month, 1)
        return first + DAY * ((weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = (date(year, month, 28) + DAY * 4).replace(day=1) - DAY
    return last - DAY * ((last.weekday() - weekday) % 7)


def good_friday(year):
    """Gauss's rule for Easter, less two days."""
    a, b, c = year % 19, year % 4, year % 7
    k = year // 100
    p = (13 + 8 * k) // 25
    q = k // 4
    m = (15 - p + k - q) % 30
    n = (4 + k - q) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    if d == 29 and e == 6:
        offset = 28 + 21
    elif d == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        offset = 27 + 21
    else:
        offset = d + e + 21
    return date(year, 3, 1) + DAY * (offset) - DAY * 2


def federal_fixed(year):
    days = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11),
            date(year, 12, 25)]
    if year >= 2021:
        days.append(date(year, 6, 19))
    return days


def federal_floating(year):
    days = [nth(year, 2, MON, 3), nth(year, 5, MON, -1), nth(year, 9, MON, 1),
            nth(year, 10, MON, 2), nth(year, 11, THU, 4)]
    if year >= 1986:
        days.append(nth(year, 1, MON, 3))
    return days


def monday_after(days):
    return [d + DAY for d in days if d.weekday() == SUN]


def friday_before(days):
    return [d - DAY for d in days if d.weekday() == SAT]


def us_federal(year):
    fixed = federal_fixed(year)
    return fixed + federal_floating(year) + monday_after(fixed)


def us_federal_in_lieu(year):
    return friday_before(federal_fixed(year))


def us_federal_reserve(year):
    # 19 June 2021 fell on a Saturday, which the Reserve Banks do not move.
    return us_federal(year)


# Whole days on which the President closed the executive departments, and the
# number of the order; SEC marks those on which EDGAR was closed by the
# Commission's own announcement.
ORDERS = """
1986-12-26 12577
1994-04-27 12910
1997-12-26 13068
2001-12-24 13238
2003-12-26 13320
2004-06-11 13343
2007-01-02 13421
2007-12-24 13453
2008-12-26 13482
2012-12-24 13633
2014-12-26 13682
2018-12-05 13852 SEC
2018-12-24 13854 SEC
2019-12-24 13900 SEC
2020-12-24 13965 SEC
2024-12-24 14129
2025-01-09 14133 SEC
2025-12-24 14371
2025-12-26 14371
"""
HALF_DAYS = """1987-12-24 1990-12-24 1992-12-24 1998-12-24 2002-12-24
2009-12-24 2015-12-24"""


def closed_by_order(sec=None):
    """All of them, or those with or without the Commission's word."""
    rows = [line.split() for line in ORDERS.split("\n") if line]
    return [date.fromisoformat(row[0]) for row in rows
            if sec is None or sec == (row[-1] == "SEC")]


def us_executive_closings(year):
    return [d for d in closed_by_order() if d.year == year]


def us_executive_half_days(year):
    days = [date.fromisoformat(text) for text in HALF_DAYS.split()]
    return [d for d in days if d.year == year]


def us_sec(year):
    return us_federal(year) + us_federal_in_lieu(year) + \
        [d for d in closed_by_order(sec=True) if d.year == year]


def us_california_banks(year):
    # Civil Code 7.1: Monday for six of them, Friday for three.
    moved = [date(year, 1, 1), date(year, 2, 12), date(year, 7, 4),
             date(year, 9, 9), date(year, 11, 11), date(year, 12, 25)]
    both = [date(year, 7, 4), date(year, 9, 9), date(year, 12, 25)]
    floating = [nth(year, 1, MON, 3), nth(year, 2, MON, 3),
                nth(year, 5, MON, -1), nth(year, 9, MON, 1),
                nth(year, 10, MON, 2), nth(year, 11, THU, 4)]
    return moved + floating + monday_after(moved) + friday_before(both)


def us_california_half_days(year):
    return [good_friday(year)]


def first_on_or_after(year, month, day, weekday):
    """The first such weekday from that day on: no counting of weeks."""
    at = date(year, month, day)
    while at.weekday() != weekday:
        at += DAY
    return at


def election_day(year):
    # The Tuesday after the first Monday of November: that of 2 to 8 November.
    return first_on_or_after(year, 11, 2, TUE)


def thanksgiving(year):
    return first_on_or_after(year, 11, 22, THU)


def us_new_york(year):
    # General Construction Law 24: fixed days, a Monday for a Sunday, no Friday
    # for a Saturday; 19 June since chapter 249 of 2020.
    fixed = [(1, 1), (2, 12), (7, 4), (11, 11), (12, 25)]
    if year > 2020:
        fixed.append((6, 19))
    days = [date(year, month, day) for month, day in fixed]
    days += [d + DAY for d in days if d.isoweekday() == 7]
    return days + [
        first_on_or_after(year, 1, 15, MON),    # Dr. King
        first_on_or_after(year, 2, 15, MON),    # Washington
        first_on_or_after(year, 5, 25, MON),    # Memorial Day
        first_on_or_after(year, 6, 8, SUN),     # Flag Day
        first_on_or_after(year, 9, 1, MON),     # Labor Day
        first_on_or_after(year, 10, 8, MON),    # Columbus Day
        election_day(year), thanksgiving(year)]


def nearest_weekday(day):
    return day + DAY * {SAT: -1, SUN: 1}.get(day.weekday(), 0)


def us_delaware(year):
    # 1 Del. C. 501: to Monday from a Sunday, to Friday from a Saturday. What
    # was there before 2010 is from second hand, and 12 October 2009 doubtful.
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11),
             date(year, 12, 25)]
    if year >= 2022:
        fixed.append(date(year, 6, 19))
    days = fixed + [nearest_weekday(d) for d in fixed]
    days += [first_on_or_after(year, 1, 15, MON), good_friday(year),
             first_on_or_after(year, 5, 25, MON),
             first_on_or_after(year, 9, 1, MON),
             thanksgiving(year), thanksgiving(year) + DAY]
    if year % 2 == 0:
        days.append(election_day(year))
    if year < 2010:
        days += [first_on_or_after(year, 2, 15, MON),
                 first_on_or_after(year, 10, 8, MON)]
    return days


# Every weekday on which the New York Stock Exchange was, or is to be, closed
# all day.  A day without a mark is one of Rule 7.2 (Rule 51), a day with * was
# closed by announcement.  Saturday's New Year's Day is not observed: the Friday
# before it ends a year.
NYSE = """
1990 01-01 02-19 04-13 05-28 07-04 09-03 11-22 12-25
1991 01-01 02-18 03-29 05-27 07-04 09-02 11-28 12-25
1992 01-01 02-17 04-17 05-25 07-03 09-07 11-26 12-25
1993 01-01 02-15 04-09 05-31 07-05 09-06 11-25 12-24
1994 02-21 04-01 04-27* 05-30 07-04 09-05 11-24 12-26
1995 01-02 02-20 04-14 05-29 07-04 09-04 11-23 12-25
1996 01-01 02-19 04-05 05-27 07-04 09-02 11-28 12-25
1997 01-01 02-17 03-28 05-26 07-04 09-01 11-27 12-25
1998 01-01 01-19 02-16 04-10 05-25 07-03 09-07 11-26 12-25
1999 01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24
2000 01-17 02-21 04-21 05-29 07-04 09-04 11-23 12-25
2001 01-01 01-15 02-19 04-13 05-28 07-04 09-03 09-11* 09-12* 09-13* 09-14*
2001 11-22 12-25
2002 01-01 01-21 02-18 03-29 05-27 07-04 09-02 11-28 12-25
2003 01-01 01-20 02-17 04-18 05-26 07-04 09-01 11-27 12-25
2004 01-01 01-19 02-16 04-09 05-31 06-11* 07-05 09-06 11-25 12-24
2005 01-17 02-21 03-25 05-30 07-04 09-05 11-24 12-26
2006 01-02 01-16 02-20 04-14 05-29 07-04 09-04 11-23 12-25
2007 01-01 01-02* 01-15 02-19 04-06 05-28 07-04 09-03 11-22 12-25
2008 01-01 01-21 02-18 03-21 05-26 07-04 09-01 11-27 12-25
2009 01-01 01-19 02-16 04-10 05-25 07-03 09-07 11-26 12-25
2010 01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24
2011 01-17 02-21 04-22 05-30 07-04 09-05 11-24 12-26
2012 01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29* 10-30* 11-22 12-25
2013 01-01 01-21 02-18 03-29 05-27 07-04 09-02 11-28 12-25
2014 01-01 01-20 02-17 04-18 05-26 07-04 09-01 11-27 12-25
2015 01-01 01-19 02-16 04-03 05-25 07-03 09-07 11-26 12-25
2016 01-01 01-18 02-15 03-25 05-30 07-04 09-05 11-24 12-26
2017 01-02 01-16 02-20 04-14 05-29 07-04 09-04 11-23 12-25
2018 01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05* 12-25
2019 01-01 01-21 02-18 04-19 05-27 07-04 09-02 11-28 12-25
2020 01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25
2021 01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24
2022 01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26
2023 01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25
2024 01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25
2025 01-01 01-09* 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25
2026 01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25
2027 01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24
"""


def read_nyse():
    listed = {}
    for line in NYSE.split("\n"):
        year, *days = line.split() or [None]
        for day in days:
            listed.setdefault(int(year), []).append(
                date.fromisoformat("%s-%s" % (year, day.rstrip("*"))))
    return listed


NYSE_LISTED = read_nyse()


def us_nyse(year):
    """As listed; before and after that by the rule, read once more."""
    if year in NYSE_LISTED:
        return NYSE_LISTED[year]
    days = [nearest_weekday(date(year, 7, 4)),
            nearest_weekday(date(year, 12, 25)), good_friday(year),
            first_on_or_after(year, 2, 15, MON),
            first_on_or_after(year, 5, 25, MON),
            first_on_or_after(year, 9, 1, MON), thanksgiving(year)]
    if nearest_weekday(date(year, 1, 1)).year == year:
        days.append(nearest_weekday(date(year, 1, 1)))
    if year > 2027:
        days += [first_on_or_after(year, 1, 15, MON),
                 nearest_weekday(date(year, 6, 19))]
    elif year == 1985:
        days.append(date(1985, 9, 27))
    return days


def us_nyse_early(year):
    # How the announced days came about: 24 December unless closed or a
    # weekend; the Friday after Thanksgiving; by 4 July the day before, or the
    # Friday after a Thursday, and since 2013 a Wednesday too.
    days = []
    if date(year, 12, 24).weekday() < FRI:
        days.append(date(year, 12, 24))
    if date(year, 12, 26).weekday() == FRI and year in (1997, 2003):
        days.append(date(year, 12, 26))
    if year >= 1992:
        days.append(thanksgiving(year) + DAY)
    third = date(year, 7, 3).weekday()
    if year >= 1995 and (third in (MON, TUE, THU) or
                         (third == WED and year >= 2013)):
        days.append(date(year, 7, 3))
    elif year >= 1995 and third == WED:
        days.append(date(year, 7, 5))
    return days


# The first and the last year, where it is not 1985 to 2045.
YEARS = {"executive-closings=yes": (1985, 2025),
         "us-nyse-early": (1990, 2027), "us-executive-closings": (1985, 2025),
         "us-executive-half-days": (1985, 2015)}

# Days of which it is not known whether they are closed.
UNKNOWN = {"us-sec": closed_by_order(sec=False)}

CLOSED = {
    "us-federal": us_federal,
    "us-federal-in-lieu": us_federal_in_lieu,
    "us-federal-reserve": us_federal_reserve,
    "us-sec": us_sec,
    "us-executive-closings": us_executive_closings,
    "us-executive-half-days": us_executive_half_days,
    "us-california-banks": us_california_banks,
    "us-california-half-days": us_california_half_days,
    "us-inauguration-day": lambda year: [
        date(year, 1, 21) if date(year, 1, 20).weekday() == SUN
        else date(year, 1, 20)] if (year - 1985) % 4 == 0 else [],
    "us-new-york": us_new_york,
    "us-delaware": us_delaware,
    "us-delaware-return-day": lambda year: [
        election_day(year) + DAY * 2] if year % 2 == 0 else [],
    "us-nyse": us_nyse,
    "us-nyse-early": us_nyse_early,
    "weekends": lambda year: [],
    "weekend-friday-saturday": lambda year: [],
}
WEEKLY = {"weekends": (SAT, SUN), "weekend-friday-saturday": (FRI, SAT)}

PRESETS = {
    "authorized": ("weekends", "us-federal", "us-federal-in-lieu",
                   "us-california-banks"),
    "authorized-noon": ("weekends", "us-federal", "us-federal-in-lieu",
                        "us-california-banks", "us-california-half-days"),
    "practical": ("weekends", "us-federal"),
    "federal": ("weekends", "us-federal", "us-federal-in-lieu"),
}


def open_days(names, first, last):
    """The open days of FIRST to LAST under the union of calendars."""
    closed = set()
    weekly = set()
    for name in names:
        weekly.update(WEEKLY.get(name, ()))
        for year in range(first.year - 1, last.year + 2):
            closed.update(CLOSED[name](year))
        closed.update(UNKNOWN.get(name, ()))
    days = []
    day = first
    while day <= last:
        if day.weekday() not in weekly and day not in closed:
            days.append(day)
        day += DAY
    return days
