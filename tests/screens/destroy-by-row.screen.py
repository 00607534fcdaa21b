"""Prints a scenario: a form of destroy on the rows of what is sealed.

It names the entry that the row is of, in the journal, on the row of its seal
and on what rested on it, and offers none that is destroyed already.  Who
sealed an entry does not destroy it: as root another user is walked, which
nobody else can be.
"""
import os
import sys

OTHER = ("import os, sys; os.setresuid(61001, 0, 0); "
         "os.execv(sys.argv[1], sys.argv[1:])")

print("""\
set REGRIGHTS_NOW=2000-05-26T21:30:00Z
do import $SHARE/agreements/neotherapeutics-2000.yaml --apply
do event record neo "comments received" --at 2000-05-24
do event record neo "registration begun" --at 2000-05-25
do seal neo 2 --reason clawback --confirm 2
do seal neo 3 --reason clawback --confirm 3
open
keys 3jj
cursor sealed, entry 2
keys a<Up><Enter>
line Entry | 2: sealed by entry 4
keys <Esc>:journal<Enter>
cursor seal: entry
keys a<Up><Enter>
line Entry | 3: sealed by entry 5
keys <Esc>jjj
cursor sealed by entry 4
keys a<Up><Enter>
line Entry | 2: sealed by entry 4
keys <S-Tab><Enter>
expect 3: sealed by entry 5
keys <Esc><Esc>""")
if os.geteuid() != 0:
    print("# not tried: another user, who destroys it")
else:
    print("""\
until %s -c '%s' "$REGRIGHTS" --db "$XDG_DATA_HOME/regrights/cases.db" destroy neo 2 --reason order --confirm 2
expect recorded entry
keys a<Up><Enter>
absent sealed by entry 4
keys <Enter>
expect 3: sealed by entry 5
absent sealed by entry 4
keys <Esc><Esc>""" % (sys.executable, OTHER))
print("""\
keys q
gone 0""")
