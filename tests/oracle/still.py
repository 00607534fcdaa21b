"""What can still be done on a day, what can only be argued, what lacks proof.

Of each duty the paper says, in every world and filling, whether it is still
to be done, and by when; is done; or can no longer be done.  What can still be
done in one of them has to be on the docket, in a group that is not later than
the day on which it is safe in all; of what cannot, what is not plainly met has
to be on the exposure list.  Of each notice the proof has exactly those who have
neither a receipt nor, by fax, the result that all of it came through.
"""
from datetime import timedelta

from cases import deadline
from compare import Finding, Judge, may_be_waived
from paper.given import Given

GROUPS = ("late", "today", "week", "later", "waiting")
WEEK = timedelta(days=7)
# What each group of the exposure list says of every world.
ARGUED = {"met late": ("late", "out"), "lapsed": ("out", "dead", "ended"),
          # An election can have ended it where it is not met.
          "met in doubt": ("met", "late", "out", "ended", "none"),
          "waived late": ("waived", "met", "late"),
          "waived in doubt": ("waived", "met", "late"),
          "can no longer be done": ("met", "late", "out", "dead", "ended",
                                    "none")}
NOT_MET = ("todo", "late", "out", "dead")


def state(row):
    """What has become of it: todo, met, late, waived, ended, none, dead; of
    a right that was used out of time, out."""
    if row is None:
        return "none"
    if row.status == "met":
        # What takes effect later is done, or still to be done.
        return "ahead" if row.ahead else "met"
    if row.status in ("late", "waived", "ended"):
        return row.status
    if row.status == "lapsed" or row.barred:
        return "out" if row.late else "dead"
    return "todo"


def group(on, last):
    """In which a row stands of which that is the last safe day; what is to
    be done promptly has none, and is for today."""
    if last is None:
        return "waiting"
    if last <= on:
        return "today" if last == on else "late"
    return "week" if last <= on + WEEK else "later"


def last_day(on, row):
    return on if row.promptly else row.safe or row.raw


def of_row(on, duty, leaves, known, docket, argued, relied):
    judge = Judge(duty, leaves, known)
    judge.there = judge.there or list(leaves or relied)
    states = {state(row) for _, row in leaves}

    def more(claim, bad, said):
        judge.more(claim, [leaf for leaf in leaves if bad(state(leaf[1]))],
                   said)

    if docket is None:
        more("off the docket", lambda s: s == "todo", "not on the docket")
    else:
        grouped(on, judge, leaves, docket, relied)
        # What waits for a fact says so, and has no day that a mark is for.
        if not docket["doubt"] and docket["group"] != "waiting" and \
                "ahead" not in states:
            more("no doubt on the docket", lambda s: s != "todo",
                 "%s, without a mark" % docket["status"])
        if leaves and not states & {"todo", "ahead"}:
            judge.less("on the docket", docket["status"])
    if argued is not None and argued["group"] in ARGUED:
        may = ARGUED[argued["group"]] + ("ahead",)
        if duty == "courier-copies":    # what went otherwise is no parcel
            may += ("dead",)
        if may_be_waived(argued):
            may += ("waived",)
        # What was done late can have been waived, before that or after it.
        done = argued["group"] in ("met late", "met in doubt")
        judge.more("argued, " + argued["group"], [
            leaf for leaf in leaves if state(leaf[1]) not in may and
            not (done and state(leaf[1]) == "waived" and leaf[1].late)],
                   argued["group"])
    if docket is None and argued is None:
        # Not even with every point open that nobody relies on.
        judge.more("on neither list", [
            leaf for leaf in relied if state(leaf[1]) in NOT_MET],
            "neither on the docket nor argued")
    if docket and argued and argued["group"] != "rests on a position":
        judge.add(Finding(True, duty, "on both lists", "always",
                          argued["group"], relied[0]))
    return judge.found


def grouped(on, judge, leaves, docket, relied):
    """Whether it stands where one looks for it in time."""
    days = [last_day(on, row) for _, row in leaves if state(row) == "todo"]
    if not days or docket["group"] == "rest":
        return
    last = min((one for one in days if one), default=None)
    must, said = group(on, last), docket["group"]
    if GROUPS.index(said) > GROUPS.index(must):
        judge.more("group " + said, [
            leaf for leaf in leaves if state(leaf[1]) == "todo" and
            group(on, last_day(on, leaf[1])) == must],
            "%s, and not %s" % (said, must))
    every = [last_day(on, row) for _, row in relied if row]
    first = group(on, min((one for one in every if one), default=None))
    if GROUPS.index(said) < GROUPS.index(first):
        judge.less("group %s is %s" % (said, first), said)


def lists(rows_, every, known=(), safe=(), on=None):
    """All that stand on the two lists: [(key, Finding)]."""
    docket, argued = ({deadline(row): row for row in rows
                       if "/deadline/" in row["id"]} for rows in rows_)
    safe = {**every, **dict(safe)}
    # What nobody owes with the positions that were taken has no leaf.
    return [(key, one) for key, relied in safe.items()
            for one in of_row(on, key[0], every.get(key, []), known,
                              docket.get(key), argued.get(key), relied)]


def unproved(rec, sent):
    """Of those to whom a notice went, the copies with them."""
    def proved(party):
        return any(party in f.parties for f in rec.about("receipt", sent.n)
                   ) or any(f.result == "complete" and party in f.parties
                            for f in rec.about("confirm", sent.n))
    return [p for p in sent.to + sent.copied if not proved(p)]


def proof(rec, rows):
    """[(key, Finding)] of each notice."""
    said = {int(row["entry"]): row["missing"] for row in rows
            if row["group"] == "no receipt or result"}
    for sent in rec.facts:
        if sent.get("methods"):
            have = sorted(said.get(sent.n, []))
            must = sorted(unproved(rec, sent))
            if have != must:
                yield ("proof", sent.n, None), Finding(
                    True, "proof", "lacking", "not " + " ".join(must),
                    have, ({}, Given(None)))
