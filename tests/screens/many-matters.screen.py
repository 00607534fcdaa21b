"""Prints a scenario: the header of three hundred matters is true or says so.

After `rebuild` nothing is derived: until it is, no frame says how much is due,
or that nothing is.  Then the count of a window is said to be one.
"""
import os

SMALL = os.path.join(os.path.dirname(os.path.realpath(__file__)),
                     "small.yaml")

with open("many.txt", "w", encoding="utf-8") as script:
    for i in range(300):
        script.write("import %s --as m%d --apply\n" % (SMALL, i))
        for day in ("01", "02"):
            script.write("event record m%d letter --at 2000-11-%s\n"
                         % (i, day))
print("""set REGRIGHTS_NOW=2000-12-01T20:00:00Z
do run many.txt
open
expect 512+ overdue
never Nothing is due
keys q
gone 0
do rebuild
open
sent deriving, 0 of 300
expect 512+ overdue
never Nothing is due
never  0 overdue
keys q
gone 0
# It is left while it derives.
do rebuild
open
keys q
gone 0""")
