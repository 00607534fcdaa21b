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


def us_sec(year):
    return us_federal(year) + us_federal_in_lieu(year)


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


CLOSED = {
    "us-federal": us_federal,
    "us-federal-in-lieu": us_federal_in_lieu,
    "us-federal-reserve": us_federal_reserve,
    "us-sec": us_sec,
    "us-california-banks": us_california_banks,
    "us-california-half-days": us_california_half_days,
    "us-inauguration-day": lambda year: [
        date(year, 1, 21) if date(year, 1, 20).weekday() == SUN
        else date(year, 1, 20)] if (year - 1985) % 4 == 0 else [],
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
    days = []
    day = first
    while day <= last:
        if day.weekday() not in weekly and day not in closed:
            days.append(day)
        day += DAY
    return days
