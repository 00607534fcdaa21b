"""Prints a scenario: what is pasted is recorded whole, or not at all.

A long line is no shorter by a limit of the screen: its end may be what says
that it is only tried.
"""


def say(*lines):
    print("\n".join(lines))


say("set REGRIGHTS_NOW=2000-05-26T21:30:00Z",
    "do import $SHARE/agreements/neotherapeutics-2000.yaml --apply", "open")
# A basis of more characters than an entry takes is refused, with its end kept.
say("keys ecomments received<Enter><^U>2000-05-26<Tab><Tab><Tab>", "paste " + 900 * "basis " + "THE END", "expect THE END",
    "keys <F2>", "expect at most 4096 characters", "expect THE END",
    "keys <^U>", "paste " + 600 * "basis " + "THE END", "keys <F2>",
    "expect Recorded as entry 2")
# Of a command all is read that was pasted, its end too.
say("keys :", "paste notice send neo \"other notice\" --by hand "
    "--at \"2000-05-26 10:00\" --to " + ",".join(250 * ["royal-canadian"]) +
    " --to " + ",".join(250 * ["dlouhy"]) + " --bogus", "keys <Enter>",
    "expect has no option '--bogus'")
say("keys q", "gone 0")
