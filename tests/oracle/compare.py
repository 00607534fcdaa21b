"""What the program says of a row, held against every world and filling.

A claim that one of them breaks is said with more certainty than the record
carries: "more".  What is the same in all of them and is left open is "less".
"""
from datetime import date
from fnmatch import fnmatchcase

from cases import deadline
from worlds import Some

SURE = {"met": ("met",), "met-late": ("late", "lapsed"), "lapsed": ("lapsed",),
        "waived": ("waived", "met"), "void": ("met", "lapsed", "ended"),
        "overdue": ("overdue", "late")}


class Judge:
    """Collects findings about one row, by what is known first."""

    def __init__(self, duty, every, known):
        self.duty, self.known, self.found = duty, known, []
        self.there = [one for one in every if one[1]]
        self.part = isinstance(every, Some)     # and there are others

    def more(self, claim, broken, said):
        """By what is known first, then what is left of it by its cause."""
        left, whole = list(broken), self.there + [
            one for one in broken if not one[1]]
        for one in self.known:
            some = left and one.of(self.duty, claim) and [
                leaf for leaf in left if one.in_leaf(leaf)]
            if some:
                self.found.append(Finding(True, self.duty, claim, one.cause,
                                          said, some[0]))
                self.found[-1].fault = one.fault
                one.seen += 1
                left = [leaf for leaf in left if not one.in_leaf(leaf)]
                whole = [leaf for leaf in whole if not one.in_leaf(leaf)]
        for cause, leaf in causes(left, whole) if left else ():
            self.add(Finding(True, self.duty, claim, cause, said, leaf))

    def add(self, finding):
        fits = [k for k in self.known if k.fits(finding)]
        if fits:
            finding.fault = fits[0].fault
            fits[0].seen += 1
        self.found.append(finding)

    def less(self, claim, said):
        if self.part:
            return
        self.found.append(Finding(False, self.duty, claim, "-", said,
                                  self.there[0]))


class Finding:
    """more or less, of which duty, what is said, and what breaks it."""

    def __init__(self, more, duty, claim, cause, said, leaf):
        self.more, self.duty, self.claim = more, duty, claim
        self.cause, self.said, self.leaf = cause, said, leaf
        self.fault = None

    @property
    def kind(self):
        return "%s %s: %s" % (self.duty, self.claim, self.cause)


class Known:
    """A kind that is known to fail: its fault, and patterns of it."""

    def __init__(self, line):
        self.line, self.seen = line.strip(), 0
        self.fault, self.duty, rest = line.split(None, 2)
        self.claim, self.cause = (one.strip() for one in rest.split(":", 1))

    def fits(self, finding):
        return self.of(finding.duty, finding.claim) and \
            fnmatchcase(finding.cause, self.cause)

    def of(self, duty, claim):
        return fnmatchcase(duty, self.duty) and fnmatchcase(
            claim, self.claim)

    def in_leaf(self, leaf):
        return any(fnmatchcase(plain(n, a), self.cause)
                   for n, a in leaf[0].items())


def read_known(path):
    with open(path, encoding="utf-8") as lines:
        return [Known(line) for line in lines
                if line.strip() and not line.startswith("#")]


def plain(name, answer):
    """A question with its answer, a hole without its entry."""
    if name.startswith("hole:"):
        kind = name[5:].split("/")[0]
        if kind == "receipt":
            return "receipt %s" % ("never" if answer is None else "on a day")
        return "%s %s" % (kind, answer) if kind in ("result", "signed") \
            else kind
    if name.startswith("note:"):
        return "%s %s" % (name[5:], answer)
    if name.startswith("amendment-"):
        name = "amendment"          # without the number of its entry
    return "%s=%s" % (name.replace("local:", "~"), answer)


def causes(broken, every):
    """[(words, leaf)]: the answers that break it, the plainest first."""
    found = []
    left = list(broken)
    bad = {id(leaf) for leaf in broken}
    if len(broken) == len(every):
        return [("always " + " or ".join(sorted({
            one[1].status if one[1] else "absent" for one in broken})),
            broken[0])]
    while left and len(found) < 1:
        best, score = None, -1
        for name, answer in {(n, str(a)): (n, a) for path, _ in left
                             for n, a in path.items()}.values():
            if name.startswith("note:") or all(
                    one[0].get(name, ()) == answer for one in every):
                continue
            some = [one for one in left if one[0].get(name, ()) == answer]
            all_ = [one for one in every if one[0].get(name, ()) == answer]
            sure = sum(id(one) in bad for one in all_)
            new = len(some) / len(left) * sure / len(all_)
            # An open point of the file before a hole, on a par.
            new += 1e-6 * (":" not in name)
            if new > score:
                best, score = (name, answer, some), new
        if best is None:
            return found + [("nothing asked", left[0])]
        found.append((plain(*best[:2]), best[2][0]))
        gone = {id(one) for one in best[2]}
        left = [one for one in left if id(one) not in gone]
    return found


def day(text):
    return date.fromisoformat(text) if text else None


def fits(path, key):
    """Whether a reading's answers are those of a leaf, as far as asked."""
    return all(path.get(name, answer) == answer for name, answer in (
        one.split("=") for one in key.split("+")))


def may_be_waived(row):
    """Whether it says of a waiver that it is not certain whether it counts."""
    return "in doubt" in (row["waiver"] or "")


def of_row(row, duty, every, known=(), safe=None):
    """Findings about one row of the timeline; every: [(path, Row, None)]."""
    judge = Judge(duty, every, known)
    there, more, less = judge.there, judge.more, judge.less
    if not there:
        judge.add(Finding(True, duty, "there", "always", row["status"],
                          every[0]))
        return judge.found
    said = row["status"]
    if said == "met" and row["doubt"]:
        # It is done; in some world it can be late, by so many days at most,
        # or it says that it may have come after the end of the duty.
        more(said, [one for one in there if one[1].status != "met" and not
                    0 < (one[1].late or 0) <= row["late_at_most"] and not
                    (one[1].status == "ended" and
                     "no duty any more" in row["doubt"])],
             "met; %s" % row["doubt"])
    elif said in SURE:
        broken = [one for one in there if one[1].status not in SURE[said] and
                  not (said == "met-late" and one[1].late) and
                  # While a waiver is in doubt the more urgent word stands.
                  not (said == "overdue" and may_be_waived(row) and
                       one[1].status == "waived")]
        if said in ("overdue", "met-late", "lapsed"):
            # Nobody is late with what is no duty.
            broken += [one for one in every if not one[1]]
        more(said, broken, said)
        if said == "met-late":
            low, high = row["late"], row["late_at_most"] or row["late"]
            more("met-late by so many",
                 [one for one in there if one[1].late and
                  not low <= one[1].late <= high],
                 "met late by %s to %s" % (low, high))
    else:
        same = {one[1].status for one in there}
        if len(same) == 1 and len(there) == len(every) and not (
                same & {"open", "waiting", "ended"} or
                any(one[1].ahead for one in there)):
            less("%s is %s" % (said, same.pop()), said)
    dates(row, there, judge, [one for one in safe if one[1]] if safe
          else there)
    return judge.found


def dates(row, there, judge, relied):
    more, less = judge.more, judge.less
    safe = [one for one in relied if one[1].safe]
    least = min((one[1].safe for one in safe), default=None)
    said = day(row["working"])
    if said and least and said > least:
        judge.there = relied
        more("safe", [one for one in safe if one[1].safe < said],
             "last safe day %s" % said)
        judge.there = there
    elif least and (not said or said < least):
        less("safe day", "last safe day %s, and not %s" % (said, least))
    # A filing that may be what was planned moves no day: the row has a doubt.
    raw = [one for one in there if one[1].raw and not (
        row["doubt"] and any(n.startswith("hole:planned") and a
                             for n, a in one[0].items()))]
    if row["gap"] or row["awaits"] or not raw:
        return
    if row["raw"]:
        more("raw", [one for one in raw if one[1].raw != day(row["raw"])],
             "as written %s" % row["raw"])
    asked = {name for path, _ in there for name in path}
    named = {one.split("=")[0] for key in row["readings"]
             for one in key.split("+")}
    if named - asked and not judge.part:
        more("names %s" % "+".join(sorted(named - asked)), there,
             "depends on %s" % ", ".join(sorted(row["readings"])))
    for key, reading in row["readings"].items():
        if reading["raw"]:
            more("raw", [one for one in raw if fits(one[0], key) and
                         one[1].raw != day(reading["raw"])],
                 "%s: as written %s" % (key, reading["raw"]))


def of_notice(row, every, known):
    """The day, or the days between which it takes effect."""
    judge = Judge("notice", every, known)
    for key, part in [("", row)] + list(row["readings"].items()):
        some = [one for one in every if not key or fits(one[0], key)]
        sure, first, last = (day(part[k]) for k in (
            "effective", "earliest", "latest"))
        maybe = day(part["provisional"])
        if maybe:
            # What it is if it came through; without that it is nothing.
            judge.more("provisional", [
                one for one in some if one[1].day != maybe and not any(
                    n.startswith("hole:result") and not a or
                    n.startswith("hole:wrong") and a == "receipt"
                    for n, a in one[0].items())], "provisional %s" % maybe)
        if sure and sure == first:
            judge.more("effective", [one for one in some
                                     if one[1].day != sure],
                       "effective %s" % sure)
        if first:
            judge.more("earliest", [one for one in some if one[1].day and
                                    one[1].day < first],
                       "earliest %s" % first)
        if last and not sure:
            judge.more("latest", [one for one in some if not one[1].day or
                                  one[1].day > last], "latest %s" % last)
    same = {one[1].day for one in every}
    if len(same) == 1 and None not in same and not row["effective"] and \
            row["gap"] is None and not row["readings"]:
        judge.less("open is given", "earliest %s" % row["earliest"])
    return judge.found


def notices(rows_, every, known=(), _safe=()):
    """All rows of the notices: [(key, Finding)]."""
    said = {("notice", int(row["entry"]), row["to"]): row for row in rows_}
    found = []
    for (kind, entry, party), leaves in every.items():
        for row in rows_:
            if kind == "later holder" and int(row["entry"]) == entry and \
                    "%s missing" % party.title() in row["given"]:
                judge = Judge(kind, leaves, known)
                judge.more("missing", leaves, row["given"])
                found += [((kind, entry, party), one)
                          for one in judge.found]
                break
    return found + [(key, one) for key, leaves in every.items() if key in said
            for one in of_notice(said[key], leaves, known)]


def holdings(rows_, every, known=(), _safe=()):
    """What each Holder holds of each class: so many, or between two."""
    said = {("holding", h["class"], row["key"]): h
            for row in rows_ for h in row["holdings"]}
    none = {"shares": 0, "least": 0, "most": 0}
    found = []
    for key, leaves in every.items():
        judge, row = Judge("holding", leaves, known), said.get(key, none)
        for claim, breaks in (
                ("shares", lambda have, n: have != n),
                ("least", lambda have, n: have is not None and have < n),
                ("most", lambda have, n: have is None or have > n)):
            number = row[claim]
            if number is not None:
                judge.more(claim, [one for one in leaves if breaks(
                    one[1].number, number)], number)
        same = {one[1].number for one in leaves} - {None}
        if len(same) == 1 and row["shares"] is None and \
                leaves[0][1].number is not None:
            judge.less("%s shares" % same.pop(), "between %s and %s" % (
                row["least"], row["most"]))
        found += [(key, one) for one in judge.found]
    return found


def lists(rows_, every, known=(), _safe=()):
    """What each Holder has of comments, as the registrations have it."""
    said = {}
    for row in rows_:
        parts = row["id"].split("/")[1:]
        if parts[:2] != ["list", "comments-to-holders"]:
            continue
        entry = int(parts[2])
        said[parts[1], entry, None] = [
            one for one in states(row) if one[1] != "incomplete"] or [
                (None, "waiting", row)]
        for reading, _, part in states(row):
            for item in part["items"] or ():
                if item["state"] == "complete":
                    said.setdefault((item["key"] + " to each", entry,
                                     item["party"]), []).append(
                        (reading, "complete", item))
    return [one for one in said_of(said, every, known)
            if one[1].claim != "missing"]


# Of what differs by open points, by days that are not on record, or by both.
APART = ("open-point", "day-not-known", "open-point-and-day")
SAID = ("made-out", "not-made-out", "inside", "outside", "passed", "not-yet",
        "exempt", "complete")


def of_span(claims, duty, every, known=()):
    """Of a row of a register; claims: [(reading, state, row)]."""
    judge = Judge(duty, every, known)
    for reading, state, row in claims:
        some = [one for one in every if not reading or
                fits(one[0], reading)]
        if state == "ended":
            # That it runs is the more careful word, and no claim.
            judge.more(state, [one for one in some
                               if one[1].status == "running"], state)
            # Of what begins as it ends no day is one of a discontinuance.
            judge.more("until", [
                one for one in some if row["until"] and one[1].end and
                one[1].status == "ended" and one[1].end > day(row["until"])
                and one[1].start < one[1].end],
                "until %s" % row["until"])
        elif state in SAID:
            must = "none" if duty == "discontinuance" else state
            judge.more(state, [one for one in some
                               if one[1].status != must], state)
        if state in ("running", "ended") and row.get("from"):
            judge.more("from", [
                one for one in some if one[1].start and
                one[1].start < day(row["from"])], "from %s" % row["from"])
    same = {one[1].status for one in every}
    state = claims[0][1]
    if len(same) == 1 and state not in same and same & {
            "ended", *SAID} and state in ("running", "waiting", *APART):
        if not (state in APART and len(claims) > 1 and all(
                c[1] in same for c in claims[1:])):
            judge.less("%s is %s" % (state, list(same)[0]), state)
    return judge.found


def spans(rows_, every, known=(), _safe=()):
    """All of the register: [(key, Finding)]."""
    said = {}
    for row in rows_:
        parts = row["id"].split("/")[1:]
        if parts[0] == "period" and parts[1] == "discontinuance":
            said[parts[1], int(parts[2]), parts[3]] = states(row)
        elif parts[:2] == ["test", "outdated-used"]:
            said[parts[1], int(parts[2]), None] = states(row)
        elif parts[:2] == ["list", "sale-check"]:
            said["sale-outside", int(parts[2]), None] = [
                (reading, OUTSIDE.get(next(
                    i["state"] for i in part["items"]
                    if i["key"] == "outside")), part)
                for reading, _, part in states(row) if part["items"]]
    return said_of(said, every, known)


def votes(rows_, every, known=(), _safe=()):
    """All of the register of consents: [(key, Finding)]."""
    said = {}
    for row in rows_:
        kind, name, entry = row["id"].split("/")[1:4] if \
            row["row"] == "finding" else (None,) * 3
        if kind == "share" and name in VOTES:
            said["objection" if name == "objection" else "vote",
                 int(entry), None] = states(row)
    return said_of(said, every, known)


VOTES = ("amendment", "partial-waiver", "underwritten-election",
         "other-rights", "objection")


def said_of(said, every, known):
    found = []
    for key, leaves in every.items():
        if said.get(key):
            found += [(key, one) for one in of_span(
                said[key], key[0], leaves, known)]
        else:
            found.append((key, Finding(False, key[0], "missing", "-",
                                       "no row", leaves[0])))
    return found


OUTSIDE = {"complete": "outside", "contrary": "inside"}


def states(row):
    """[(reading, state, row)]: what is said in all, and under a reading."""
    return [(None, row["state"], row)] + [
        (reading, part["state"], part)
        for reading, part in (row["readings"] or {}).items()]


def timeline(rows_, every, known=(), safe=()):
    """All its rows; every {key: leaves}; [(key, Finding)]."""
    found, said = [], {deadline(row): row for row in rows_}
    for key, leaves in every.items():
        if key in said:
            found += [(key, one) for one in of_row(
                said[key], key[0], leaves, known, dict(safe).get(key))]
        elif all(one[1] for one in leaves) and not isinstance(leaves, Some):
            found.append((key, Finding(False, key[0], "missing", "-",
                                       "no row", leaves[0])))
    return found
