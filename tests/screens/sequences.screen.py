"""Prints a scenario: what terminals send for keys, in a form, a list, a picker.

Every line of src/tui/sequence.def is played, and sequences that are in no
table, each in one piece and byte by byte: a key does what it says, and what
is not known does nothing and types nothing.
"""
import os
import re

TABLE = os.path.join(os.environ["srcdir"], "src", "tui", "sequence.def")
UNKNOWN = [
    r"\e[99~", r"\e[1;2Q", r"\e[15;2~", r"\e[25~", r"\e[11^", r"\e[23$",
    r"\e[27;5;13~", r"\e[?62;4c", r"\e[>0;136;0c", r"\e[12;40R",
    r"\e[<0;12;3M", r"\eO2P", r"\eOq", r"\e]11;rgb:00/00/00\e\\",
    r"\eP1+r544e\e\\", r"\e_Gi=31;OK\e\\", r"\e\e[A", r"\e\eOB",
    r"\e\e[12~"]
LETTERS = "abcdefghijklmnopq"


def table():
    found = {}
    with open(TABLE, encoding="utf-8") as file:
        for bytes_, key in re.findall(
                r'^RR_SEQUENCE\("([^"]+)",\s*(\w+)\)', file.read(), re.M):
            found.setdefault(key, []).append(
                r"\e" + bytes_.replace("*", "5"))
    return found


KEYS = table()


def say(*lines):
    print("\n".join(lines))


def in_form(how):
    for one in KEYS["F2"]:
        say("keys s", "cursor About", "keys stop order<Enter>",
            "cursor To", "keys <Down>", "cursor How", "keys fax<Enter>",
            "cursor When", how + " " + one, "expect Recorded as entry")
    say("keys s", "cursor About", "keys <Down><Down><Down>", "cursor When")

    def field(before, sent, after):
        say("keys <End><^U>" + before, how + " " + "".join(sent), "keys X",
            "line When | %s" % after, "absent Leave?")

    for key, sent in KEYS.items():
        n = len(sent)
        if key == "LEFT":
            field(LETTERS, sent, LETTERS[:-n] + "X" + LETTERS[-n:])
        elif key == "RIGHT":
            field(LETTERS + "<Home>", sent, LETTERS[:n] + "X" + LETTERS[n:])
        elif key == "HOME":
            for one in sent:
                field("abc", [one], "Xabc")
        elif key == "END":
            for one in sent:
                field("abc<Home>", [one], "abcX")
        elif key == "DELETE":
            field(LETTERS + "<Home>", sent, "X" + LETTERS[n:])
        elif key in ("DOWN", "TAB", "ENTER"):
            field("abc", sent + [r"\eOA"] * n, "abcX")
        elif key in ("UP", "BACKTAB"):
            field("abc", sent + [r"\eOB"] * n, "abcX")
        elif key not in ("F1", "F2"):
            field("abc", sent, "abcX")
    field("abc", UNKNOWN, "abcX")
    for one in KEYS["F1"]:
        say(how + " " + one, "absent abcX", "keys q", "line When | abcX")

def in_list(how):
    say("keys +", "cursor File the shelf (best")
    for one in KEYS["DOWN"]:
        say(how + " " + one, "cursor (absolute)", "keys k",
            "cursor (best")
    for one in KEYS["UP"]:
        say("keys j", "cursor (absolute)", how + " " + one, "cursor (best")
    for key, to in (("END", "declared"), ("PAGE_DOWN", "declared")):
        for one in KEYS[key]:
            say(how + " " + one, "cursor " + to, "keys g", "cursor (best")
    for key in ("HOME", "PAGE_UP"):
        for one in KEYS[key]:
            say("keys G", "cursor declared", how + " " + one, "cursor (best")
    for key in ("F2", "F3", "F4", "F6", "F7", "F8", "F11", "F12"):
        say(how + " " + "".join(KEYS[key]), "cursor (best")
    say(how + " " + "".join(UNKNOWN), "cursor (best", "expect All matters")
    for one in KEYS["F9"]:
        say(how + " " + one, "expect What can be done", "keys <Esc>",
            "absent What can be done")
    for one in KEYS["F10"]:
        say(how + " " + one, "gone 0", "open")


def in_picker(how):
    say("keys s", "cursor About", "keys <Enter>", "cursor drafts furnished")
    for one in KEYS["DOWN"]:
        say(how + " " + one, "cursor notice of filing", "keys <^P>",
            "cursor drafts furnished")
    for one in KEYS["UP"]:
        say("keys <^N>", "cursor notice of filing", how + " " + one,
            "cursor drafts furnished")
    quiet = [one for key in KEYS for one in KEYS[key] if key not in (
        "DOWN", "UP", "PAGE_DOWN", "PAGE_UP", "ENTER", "TAB", "BACKTAB")]
    say(how + " " + "".join(quiet), "cursor drafts furnished",
        how + " " + "".join(UNKNOWN), "cursor drafts furnished",
        "expect notice of stop order", "absent Leave?")


print("set REGRIGHTS_NOW=2000-05-26T21:30:00Z\n"
      "do import $SHARE/agreements/neotherapeutics-2000.yaml --apply")
for way in ("send", "drip"):
    for pane in (in_form, in_list, in_picker):
        say("set XDG_STATE_HOME=$HOME/%s-%s" % (way, pane.__name__), "open")
        pane(way)
        say("signal 15", "gone")
