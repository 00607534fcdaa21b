"""Prints a scenario: the header of three hundred matters is true or says so.

Each has two letters that are overdue.  From the first frame to the last no
header says how much is due, or that nothing is, before each matter is known;
then it says what the file holds, and not what a window does.
"""
import os

SMALL = os.path.join(os.path.dirname(os.path.realpath(__file__)),
                     "small.yaml")
KNOWN = r"1 Dec 2000   (600 late  0 today  0 week  \+0|deriving [0-9]+ of 300)$"

with open("many.txt", "w", encoding="utf-8") as script:
    for i in range(300):
        script.write("import %s --as m%d --apply\n" % (SMALL, i))
        for day in ("01", "02"):
            script.write("event record m%d letter --at 2000-11-%s\n"
                         % (i, day))


def say(*lines):
    print("\n".join(lines))


say("set REGRIGHTS_NOW=2000-12-01T20:00:00Z", "do run many.txt",
    "do docket", "open",
    "expect 600 late  0 today  0 week  +0", "expect 1 of 600",
    "keys G", "expect 600 of 600", "keys g", "expect 1 of 600",
    "heads " + KNOWN.replace("|deriving [0-9]+ of 300", ""),
    "never Nothing is to be done", "never old:", "keys q", "gone 0")
say("do rebuild", "open", "sent deriving 0 of 300",
    "expect 600 late  0 today  0 week  +0", "heads " + KNOWN, "never Nothing is to be done",
    "keys q", "gone 0")
# It is left while it derives, by any key that leaves it, and goes on after.
for key in ("q", "<F10>", ":q<Enter>"):
    say("do rebuild", "open", "keys " + key, "gone 0", "heads " + KNOWN,
        "never Nothing is to be done")
# Keys are heard: the list of one matter is open while the others are derived.
say("do rebuild", "open", "keys j<Enter>", "keys <Esc>", "keys 1",
    "expect 600 late  0 today  0 week  +0", "keys q", "gone 0")
# What cannot be kept is derived all the same, and counted alike.
say("do rebuild", "open --read-only", "sent deriving 0 of 300",
    "expect 600 late  0 today  0 week  +0", "expect 1 of 600", "keys G",
    "expect 600 of 600", "heads " + KNOWN, "never Nothing is to be done", "keys q",
    "gone 0")
# So is another day, which the case file never keeps.
say("open --on 2000-11-03", "expect 0 late  0 today  600 week  +0",
    r"heads 3 Nov 2000   (0 late  0 today  600 week  \+0|deriving [0-9]+ of 300)$",
    "keys q", "gone 0")
# A command says how far it is; broken off, it has kept what it derived.
say("do rebuild", "open docket", "gone 0",
    "sent deriving 0 of 300 matters", "sent deriving 299 of 300 matters",
    "do rebuild", "open docket", "keys <^C>", "gone", "do verify",
    "do docket", "open docket", "gone 0", "never deriving")
# What another hand changed far down the list counts for nothing.
CHANGE = ("import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); "
          "d.execute(\"UPDATE docket SET status = 'met' WHERE id = "
          "(SELECT max(id) FROM docket)\"); d.commit()")
with open("change.py", "w", encoding="utf-8") as script:
    script.write(CHANGE)
say("until python3 change.py $XDG_DATA_HOME/regrights/cases.db", "open",
    "expect 600 late  0 today  0 week  +0", "heads " + KNOWN,
    "expect the docket that was kept was changed: of 'm99'", "keys q",
    "gone 0")
# The day after, what was derived the day before is shown as old, or not.
say("set REGRIGHTS_NOW=2000-12-01T20:00:00Z", "do docket",
    "set REGRIGHTS_SHARE=$HOME/share",
    "until cp -R $SHARE share && echo >>share/calendars/weekends.yaml",
    "open", "sent old: Answer", 'sent "old:" is as it was; 300 of 300',
    "expect 600 late  0 today  0 week  +0", "absent old:", "heads " + KNOWN,
    "keys q", "gone 0")
