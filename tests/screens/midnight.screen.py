"""Prints a scenario: a session that is left open goes on with the day.

The machine's clock is played, on a case file that is no demonstration.  What
is due today is overdue once it is tomorrow, with no key pressed; and each
matter's day turns on its own clock.
"""
import datetime
import os

SMALL = os.path.join(os.path.dirname(os.path.realpath(__file__)),
                     "small.yaml")
CLOCK = os.path.join(os.environ["builddir"], "tests", "screens", "clock.so")

with open(SMALL, encoding="utf-8") as file, \
        open("tokyo.yaml", "w", encoding="utf-8") as other:
    other.write(file.read().replace("America/New_York", "Asia/Tokyo"))


def say(*lines):
    print("\n".join(lines))


def at(text):
    """The clock shows that instant from now on; it replaces what is read."""
    when = datetime.datetime.strptime(text + "+0000", "%Y-%m-%d %H:%M:%S%z")
    say("until echo %d >clock.new && mv clock.new clock" % when.timestamp())


at("2000-11-07 04:59:30")
say("set LD_PRELOAD=" + CLOCK, "set SCREENS_CLOCK=clock",
    "do import %s --as a-york --apply" % SMALL,
    "do event record a-york letter --at 2000-11-01",
    "do import tokyo.yaml --as b-tokyo --apply",
    "do event record b-tokyo letter --at 2000-11-02",
    "open", "line All matters | Mon 6 Nov 2000 | 0 late  2 today",
    "absent demonstration", "line TODAY", "line Mon 6 Nov | Answer")
# In New York it is the next day; in Tokyo it has been for long.
at("2000-11-07 05:00:10")
say("line All matters | Tue 7 Nov 2000 | 1 late  1 today",
    "line LATE", "line Mon 6 Nov | Answer",
    "line TODAY", "line Tue 7 Nov | Answer",
    "expect It is Tue 7 Nov 2000 now")
# In Tokyo it is the next day; in New York it is morning.
at("2000-11-07 15:00:10")
say("line All matters | Tue 7 Nov 2000 | 2 late  0 today",
    "line Tue 7 Nov | Answer", "absent TODAY")
# The list of one matter turns on its clock, too.
say("keys 1G<Enter>", "line Wed 8 Nov 2000 | 1 late  0 today")
at("2000-11-08 15:00:10")
say("line Thu 9 Nov 2000 | 1 late  0 today", "keys 1",
    "line All matters | Wed 8 Nov 2000 | 2 late  0 today",
    "sent old: Answer", "keys q", "gone 0")
# A clock that is set back is followed as well.
say("open", "line All matters | Wed 8 Nov 2000 | 2 late  0 today")
at("2000-11-07 04:59:30")
say("line All matters | Mon 6 Nov 2000 | 0 late  2 today", "keys q",
    "gone 0")
