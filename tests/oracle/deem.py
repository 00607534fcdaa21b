"""The notice clause of the sample agreement, written a second time.

Minutes of 2000 and 2024, for each preset, against `compute deem --stdin`.
California's clocks and holidays come from Python's zoneinfo and holidays.py.
"""
import subprocess
from bisect import bisect_right
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import PRESETS, open_days

ZONE = ZoneInfo("America/Los_Angeles")
TWO, LAST = 14 * 60, 23 * 60 + 59


@lru_cache(None)
def text(day):
    return day.strftime("%a %Y-%m-%d")


def fax(day, minute, is_open, following):
    if is_open and minute < TWO:
        return "effective %s  6(h)(i)" % text(day)
    if TWO < minute < LAST:
        return "effective %s  6(h)(ii)" % text(following)
    if minute == TWO:
        gap = "G1"
    elif minute >= LAST:
        gap = "G3"
    else:
        gap = "G2"
    return "GAP %s: earliest %s, latest open" % (gap, text(day))


def courier(following):
    return "effective %s  6(h)(iii)" % text(following)


def moments(year, first, every):
    """Each so many-th minute of the year as (what is typed, day, minute).

    By UTC; California's clocks are moved at a full hour.
    """
    at = datetime(year, 1, 1, tzinfo=ZONE).astimezone(ZoneInfo("UTC"))
    end = datetime(year + 1, 1, 1, tzinfo=ZONE).astimezone(ZoneInfo("UTC"))
    while at < end:
        here = at.astimezone(ZONE)
        day, hour, name = here.date(), here.hour, here.tzname()
        for minute in range(first, 60, every):
            yield ("%s %02d:%02d %s" % (day, hour, minute, name),
                   day, hour * 60 + minute)
        first = (first - 60) % every
        at += timedelta(hours=1)


def check(program, agreement, preset, year, every):
    days = open_days(PRESETS[preset], date(year - 1, 12, 1),
                     date(year + 1, 2, 1))
    opened = set(days)
    questions, answers = [], []
    for index, (typed, day, minute) in enumerate(every):
        following = days[bisect_right(days, day)]
        questions.append('--method fax --at "%s"' % typed)
        answers.append(fax(day, minute, day in opened, following))
        if index % 60 == 0:
            questions.append('--method courier --at "%s"' % typed)
            answers.append(courier(following))
    done = subprocess.run(
        [program, "compute", "deem", "--agreement", agreement, "--to",
         "company", "--brief", "--stdin", "--reading",
         "business-day=" + preset + "+gap-receipt=yes"],
        input="\n".join(questions) + "\n", capture_output=True, text=True)
    given = done.stdout.splitlines()
    if len(given) != len(answers):
        return "%d answers to %d questions: %s" % (
            len(given), len(answers), done.stderr[:300])
    for question, is_, must in zip(questions, given, answers):
        if is_ != must:
            return "%s: %s, and not %s" % (question, is_, must)
    return None
