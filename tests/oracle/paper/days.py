"""Kinds of days (1), and what a statute makes of a date (Civil Code 11)."""
from datetime import date
from functools import lru_cache

from holidays import (DAY, MON, SAT, SUN, THU, closed_by_order,
                      good_friday, monday_after, nth, us_california_banks,
                      us_federal, us_federal_in_lieu)


def any_year(rule):
    """Whether a day is one of a calendar, also because of the next year."""
    @lru_cache(None)
    def of_year(year):
        return {d for y in (year, year + 1) for d in rule(y)
                if d.year == year}
    return lambda day: day in of_year(day.year)


def california_state(year):
    # Gov. Code 6700 and 6701, whole days, as they stood in 2000 to 2010.
    fixed = [date(year, 1, 1), date(year, 2, 12), date(year, 7, 4),
             date(year, 9, 9), date(year, 11, 11), date(year, 12, 25)]
    if year >= 2001:
        fixed.append(date(year, 3, 31))
    veterans = date(year, 11, 11)
    return fixed + monday_after(fixed) + [
        nth(year, 1, MON, 3), nth(year, 2, MON, 3), nth(year, 5, MON, -1),
        nth(year, 9, MON, 1), nth(year, 10, MON, 2), nth(year, 11, THU, 4)
    ] + ([veterans - DAY] if veterans.weekday() == SAT else [])


FEDERAL = any_year(us_federal)
IN_LIEU = any_year(us_federal_in_lieu)
BANKS = any_year(us_california_banks)
STATE = any_year(california_state)
GOOD_FRIDAY = any_year(lambda year: [good_friday(year)])
ORDERED = any_year(lambda year: [d for d in closed_by_order()
                                 if d.year == year])
ORDERED_SEC = any_year(lambda year: [d for d in closed_by_order(sec=True)
                                     if d.year == year])


def business(world, day):
    """Business Day (1); asks only where an answer decides."""
    if day.weekday() >= SAT or FEDERAL(day):
        return False
    return not (
        IN_LIEU(day) and world.ask("in-lieu-fridays") == "yes" or
        BANKS(day) and world.ask("california-bank-holidays") == "yes" or
        GOOD_FRIDAY(day) and world.ask("good-friday") == "yes" or
        ORDERED(day) and world.ask("executive-closings") == "yes")


def commission(day):
    """Whether the Commission takes filings."""
    return not (day.weekday() >= SAT or FEDERAL(day) or IN_LIEU(day) or
                ORDERED_SEC(day))


def filed_on(world, fact):
    """17 CFR 232.13(a)(2): begun after 5:30 p.m. Eastern, 2:30 here, the next.
    By when it was accepted it was begun; else when is not on record."""
    day = fact.day
    if commission(day) and (fact.minute is None or
                            fact.minute > 14 * 60 + 30) and \
            world.hole("begun/%d" % fact.n, ("by", "after")) == "after":
        day += DAY
    while not commission(day):
        day += DAY
    return day


def after(world, n, day):
    """The n-th Business Day after a day, which is not counted."""
    while n:
        day += DAY
        n -= business(world, day)
    return day


def before(world, n, day):
    """The n-th Business Day before a day, which is not counted."""
    while n:
        day -= DAY
        n -= business(world, day)
    return day


def prior(world, n, day):
    """Not less than n Business Days prior: the last day that is in time."""
    clear = world.ask("clear-days") == "yes"
    return before(world, n + 1 if clear else n, day)


def safe(world, day):
    """The last Business Day that is not after a day."""
    while not business(world, day):
        day -= DAY
    return day


def holiday(world, day):
    """Holiday of the Civil Code (section 7): a Saturday is none."""
    return day.weekday() == SUN or STATE(day) or (
        ORDERED(day) and world.ask("executive-closings") == "yes")


def adjusted(world, day):
    """Civil Code 11, where it reaches a date of this kind: that is open."""
    rolled = day
    while holiday(world, rolled):
        rolled += DAY
    if rolled != day and world.ask("particular-day") == "yes":
        return rolled
    return day
