"""Prints a scenario: a script says how far it is, and can be stopped.

What was stopped recorded nothing, and says so; the same script runs whole
afterwards.  At a terminal a command says it in a line that goes again.
"""
LINES = 60

with open("long.run", "w", encoding="utf-8") as script:
    for i in range(LINES):
        script.write('event record neo "comments received" --at 2000-06-20 '
                     "letter=%d\n" % i)


def say(*lines):
    print("\n".join(lines))


say("set REGRIGHTS_NOW=2000-07-10T18:00:00Z",
    "do import $SHARE/agreements/neotherapeutics-2000.yaml --apply",
    "open", "expect 2 late")
# Escape is there before the last line is.
say("keys :run long.run<Enter><Esc>", "expect (E417)",
    "expect nothing of the script was recorded", "absent At work")
say("keys 5", "keys :run long.run<Enter>", "expect Recorded as entries 2 to 61",
    "sent of %d lines of the script are run" % LINES,
    "sent At work; Escape stops it.", "keys <Esc>q", "keys q")
say("open run long.run", "gone 0", "sent running 0 of %d lines" % LINES,
    "sent running %d of %d lines" % (LINES - 1, LINES))
