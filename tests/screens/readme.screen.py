"""Prints a scenario: the screen that the README shows is the program's.

Its blank lines are fewer; each other line stands on the screen as it is there.
"""
import os

HERE = os.path.dirname(os.path.realpath(__file__))
with open(os.path.join(HERE, "..", "..", "README"), encoding="utf-8") as file:
    LINES = file.read().split("\n")

FIRST = next(i for i, line in enumerate(LINES)
             if line.startswith("     All matters"))
SHOWN = []
for line in LINES[FIRST:]:
    if line and not line.startswith("    "):
        break
    SHOWN.append(line[4:])
while not SHOWN[-1]:
    SHOWN.pop()

print("set REGRIGHTS_NOW=2000-05-26T20:00:00Z")
print("do import $SHARE/agreements/neotherapeutics-2000.yaml --apply")
print("size 22 80")
print("open --ascii --on 2000-05-26")
for line in SHOWN:
    if line.strip():
        print("expect " + line.strip())
print("keys q")
print("gone 0")
