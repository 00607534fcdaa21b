"""Prints a scenario: a Monday in four matters, worked by keys at 80x24.

What has to be done is on one screen, in order; what is later is a number until
a key shows it.  What was recorded before is made up.
"""
import os

PAPER = os.environ["REGRIGHTS_SHARE"] + "/agreements/neotherapeutics-2000.yaml"
LIFE = """\
import PAPER --as ash --apply
import PAPER --as elm --apply
import PAPER --as neo --apply
import PAPER --as oak --apply
event record neo "registration filed" --at "2000-05-26 12:00" form=S-3
event record neo "no special counsel" --at 2000-05-26
notice send neo "conformed copies" --to royal-canadian,dlouhy --no-copies --by hand --at "2000-05-30 10:00" of=5
notice receipt neo 7 --to all --at "2000-05-30 11:00"
event record neo "filing planned" --at 2000-06-09 document=amendment on=2000-06-21
notice send neo "drafts furnished" --about 10 --to royal-canadian --no-copies --by hand --at "2000-06-16 09:00"
notice receipt neo 11 --to all --at "2000-06-16 10:00"
event record neo "comments received" --at 2000-06-12 letter=1 registration=5
event record elm "registration filed" --at "2000-05-26 12:00" form=S-3
event record elm "no special counsel" --at 2000-05-26
notice send elm "conformed copies" --to royal-canadian,dlouhy --no-copies --by hand --at "2000-05-30 10:00" of=14
notice receipt elm 16 --to all --at "2000-05-30 11:00"
claim open elm --at 2000-05-30 claimant=royal-canadian against=company
claim bill elm --about 19 --by courier --at "2000-06-02 16:00" amount=4,200.00
notice receipt elm 20 --to all --at "2000-06-05 10:00"
event record oak "registration filed" --at "2000-05-26 12:00" form=S-3
event record oak "no special counsel" --at 2000-05-26
notice send oak "conformed copies" --to royal-canadian,dlouhy --no-copies --by courier --at "2000-05-30 10:00" of=23
notice receipt oak 25 --to royal-canadian --at "2000-05-31 11:00"
notice send oak "piggyback notice" --to royal-canadian,dlouhy --no-copies --by hand --at "2000-06-02 10:00"
notice receipt oak 27 --to all --at "2000-06-02 11:00"
event record ash "registration filed" --at "2000-05-26 12:00" form=S-3
event record ash "no special counsel" --at 2000-05-26
notice send ash "conformed copies" --to royal-canadian,dlouhy --no-copies --by hand --at "2000-05-30 10:00" of=30
notice receipt ash 32 --to all --at "2000-05-30 11:00"
event record ash "filing planned" --at 2000-06-12 document=prospectus on=2000-07-03
points take ash bare-notice yes --by counsel --basis text --relied
points take elm bare-notice yes --by counsel --basis text --relied
points take neo bare-notice yes --by counsel --basis text --relied
points take oak bare-notice yes --by counsel --basis text --relied
"""


def say(*lines):
    print("\n".join(lines))


with open("monday.txt", "w", encoding="utf-8") as script:
    script.write(LIFE.replace("PAPER", PAPER))
say("set REGRIGHTS_NOW=2000-06-19T16:00:00Z", "do run monday.txt",
    "do docket", "open",
    "line All matters | Mon 19 Jun 2000 | 1 late  5 today  6 week  +4",
    "line LATE", "line Tue 13 Jun | Give notice of the | neo | 3(d)(i)(A)",
    "line TODAY", "line Mon 19 Jun | Pay the fees and expenses | elm | 5(c)",
    "line ? Mon 19 Jun | Furnish | neo | 3(a)(i) | company",
    "expect dlouhy perhaps missing",
    "line no day | Tell the Indem | (20 days) | elm | royal-canadian",
    "line no day | Send copies | (7 days) | neo | 3(d)(i)(B)",
    "line NEXT 7 DAYS", "line Thu 22 Jun | Mail the copies | ash",
    "line Thu 22 Jun | Answer the Commission's | neo | 3(b)(iii)",
    "line Thu 22 Jun | Ask to be | oak | 6(g) | dlouhy",
    "line Thu 22 Jun | Ask to be | oak | 6(g) | royal-canadian",
    "line Fri 23 Jun | Furnish copies | ash | 3(a)(i)",
    "line Fri 23 Jun | Give notice | ash | 3(d)(i)(A)",
    "expect 1 of 12", "absent LATER", "absent overdue, ")
# The sentence of the row, what is later, and back.
say("keys jj", "cursor Furnish",
    "expect 2000-06-09: amendment, 2000-06-21",
    "expect missing under some answers: Dlouhy Investments Inc.",
    "expect 3 of 12", "keys +", "keys G", "line LATER",
    "expect 16 of 16", "line Fri 25 Aug | Have the Registration | oak",
    "keys +", "keys g", "expect 1 of 12", "absent LATER")
# What is done leaves the docket, and is on no other list of it.
say("do notice send neo \"drafts furnished\" --about 10 --to dlouhy "
    "--no-copies --by hand --at \"2000-06-19 08:30\"",
    "do notice receipt neo 40 --to all --at \"2000-06-19 08:45\"",
    "line All matters | 1 late  4 today  6 week  +4",
    "absent dlouhy missing")
# What lacks proof of the matter of the row, and what can only be argued.
say("keys :8<Enter>", "cursor oak", "keys P",
    "line 25 | conformed copies | 1 of 2 | 3(g)",
    "expect receipt: dlouhy", "keys 1x",
    "expect Send conform…: met with")
# Esc closes the reasons, and then leads back: from proof to exposure, from there
# to the docket.  q leads back at once, and where nothing led here it quits.
say("keys P", "expect receipt: dlouhy", "keys <Esc>",
    "expect The reasons are closed", "keys <Esc>",
    "expect Send conform…: met with", "keys <Esc>",
    "expect The reasons are closed", "keys <Esc>",
    "line All matters | 1 late  4 today  6 week  +4",
    "keys xP", "expect receipt: dlouhy", "keys x",
    "expect Send conform…: met with", "keys q", "line All matters",
    "keys <Enter>", "line 3 Timeline", "absent All matters", "keys q",
    "line All matters", "keys x",  "expect Send conform…: met with",
    "keys 12q", "gone 0")
