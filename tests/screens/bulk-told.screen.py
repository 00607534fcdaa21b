"""Prints a scenario: of a record for many, that it was made is what is seen.

The names of sixty Holders do not push it off the screen, nor do those of whom
nothing is wanted push away the refusal.
"""
with open("sixty.csv", "w", encoding="utf-8") as out:
    out.write("Name,Class,Shares,Acquired\n")
    for i in range(60):
        out.write("Growth Fund Number %d of the Company,shares,10,2000-05-01\n"
                  % (100 + i))

print("""\
set REGRIGHTS_NOW=2000-06-25T20:00:00Z
do import $SHARE/agreements/neotherapeutics-2000.yaml --apply
do holder import neo sixty.csv --apply
do notice send neo "other notice" --to holders --by courier --at "2000-06-20 10:00"
open
keys :notice confirm neo 3 --to all --result complete<Enter>
expect Recorded as entries 4 to 6
expect Docket 2 Holders
expect the journal names the others
keys :notice confirm neo 3 --to all --result complete<Enter>
expect cannot be recorded
expect Docket 2 Holders
keys q
gone 0""")
