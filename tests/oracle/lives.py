#!/usr/bin/env python3
"""Lives drawn at random: the program held against the paper, row by row.

check() is for tests/oracle/run.  By itself, with REGRIGHTS and
REGRIGHTS_SHARE set:

    lives.py SEED FROM TO      these lives of a seed; as 20000428 0 20000
    lives.py SEED NUMBER       one of them, with its commands and findings

In a command @amended is the sample's file with ten days made fifteen.  Of each
life a day or two are asked about, with every point open or in a world with every
point answered: the timeline, a register that has something in, and what still.py
has of the docket and the exposure list.  What is said and is not so in some world
and filling fails; what is so in all of them and is left open may be one row in
fifty.  known.txt lists the kinds that are known to fail.
"""
import os
import random
import sys
import tempfile
from collections import Counter

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, HERE)

import compare                                       # noqa: E402
import folds                                         # noqa: E402
import still                                         # noqa: E402
from cases import Case, Refused, template            # noqa: E402
from life import Life                                # noqa: E402
from paper import given, holds, lists, periods, votes  # noqa: E402
from record import Record                            # noqa: E402
from worlds import LATER, POINTS                     # noqa: E402

LEAST = 50          # one row in so many may leave open what is certain
FEW = 1000          # of fewer rows that says nothing


class Tally:
    """What a run of lives came to."""

    def __init__(self, known):
        self.known = known
        self.rows = self.beyond = self.lives = 0
        self.less, self.faults, self.new = Counter(), Counter(), Counter()
        self.example, self.used = {}, Counter()

    def add(self, life, on, world, key, finding):
        if not finding.more:
            self.less[finding.kind] += 1
        elif finding.fault:
            self.faults[finding.fault] += 1
            self.used[finding.fault, finding.kind] += 1
        else:
            self.new[finding.kind] += 1
        kind = finding.kind
        if kind not in self.example:
            self.example[kind] = tell(life, on, world, key, finding)


def tell(life, on, world, key, finding):
    """Enough to see it again."""
    path, row = finding.leaf
    view, *key = key
    words = [] if not world else ["--reading", "+".join(
        "%s=%s" % one for one in world.items())]
    return "\n".join(
        ["    life %s on %s: %s" % (life.seed, on, "/".join(
            str(k) for k in key if k and k != 2000)),
         "    is said: " + str(finding.said),
         "    by the paper%s: %s" % (
             "" if row is None else " (%s)" % row.section, row),
         "    where " + (", ".join("%s=%s" % one for one in path.items()) or
                         "nothing is open")] +
        ["      " + line for line in life.script().splitlines()] +
        ["      %s neo --on %s --format json %s" % (
            view, on, " ".join(words))])


def one_life(case, seed, tally):
    life = Life(seed)
    tally.lives += 1
    try:
        case.make(life)
    except Refused as why:
        tally.new["refused"] += 1
        tally.example.setdefault("refused", "    life %s: %s" % (seed, why))
        return
    draw = random.Random("%s asked" % seed)
    for name, on, world in questions(draw, life):
        of, judged = VIEWS[name]
        safe = {}
        record = Record(life, on)
        # The words follow the positions, the safe day those relied on.
        every, beyond = of(record, world or life.positions)
        if name in ("timeline", "docket") and \
                life.positions != life.relied:
            safe = of(record, life.relied)[0]
            if name == "timeline":
                every = {**safe, **every}
        if name == "docket":
            for key, finding in still.proof(record, case.view("proof", on)):
                tally.add(life, on, world, ("proof", *key), finding)
        tally.rows += len(every)
        tally.beyond += beyond
        said = [case.view(one, on) for one in ("docket", "exposure")] \
            if name == "docket" else case.view(name, on, world or ())
        for key, finding in judged(said, every, tally.known, safe,
                                   **({"on": on} if name == "docket" else {})):
            tally.add(life, on, world, (name, *key), finding)


def registers(part):
    return lambda record, fixed: folds.of(part.functions(record), fixed)


VIEWS = {"timeline": (folds.every, compare.timeline),
         "docket": (folds.every, still.lists),
         "suspensions": (registers(periods), compare.spans),
         "consents": (registers(votes), compare.votes),
         "registrations": (registers(lists), compare.lists),
         "holders": (registers(holds), compare.holdings),
         "notices": (registers(given), compare.notices)}


def questions(draw, life):
    """What is asked about it: each costs a process.

    The timeline of a day, every other time in a world with every point
    answered, and a register that it has something in.
    """
    days = life.days()
    fixed = {name: draw.choice(answers)
             for name, answers in POINTS.items()}
    apart = random.Random("%s later" % life.seed)
    fixed.update((name, apart.choice(answers))
                 for name, answers in LATER.items())
    yield "timeline", draw.choice(days), None
    if draw.random() < 0.5 and not life.positions:
        yield "timeline", draw.choice(days), fixed
    on = draw.choice(days)
    kept = [name for name, part in (
        ("suspensions", periods), ("consents", votes),
        ("registrations", lists), ("notices", given))
        if any(True for _ in part.functions(Record(life, on)))]
    if any(f.name in holds.MOVES for f in life.facts) and \
            draw.random() < 0.3:
        kept.insert(0, "holders")
    if apart.random() < 0.4:
        yield "docket", apart.choice(life.days()), None
    if kept and draw.random() < (0.9 if len(kept) > 1 else 0.5):
        yield kept[0], on, None if draw.random() < 0.7 or \
            life.positions else fixed


def run(program, sample, seeds, folder):
    tally = Tally(compare.read_known(os.path.join(HERE, "known.txt")))
    case = Case(program, template(program, sample, os.path.join(
        folder, "template.db")), os.path.join(folder, "life.db"))
    for seed in seeds:
        try:
            one_life(case, seed, tally)
        except KeyboardInterrupt:       # what there is until then is told
            return tally
        if sys.stderr.isatty() or os.environ.get("RR_KINDS"):
            print("\r%d lives, %d kinds that are new" % (
                tally.lives, len(tally.new)), end="", file=sys.stderr)
    return tally


def report(tally):
    """Lines of remarks, and what fails; None where nothing does."""
    for fault, count in sorted(tally.faults.items()):
        print("# known: %s, %d times" % (fault, count))
    if tally.beyond:
        print("# of %d rows some of the fillings were tried" % tally.beyond)
    less = sum(tally.less.values())
    for kind, count in tally.less.most_common():
        print("# less: %d times %s" % (count, kind))
        if os.environ.get("RR_KINDS"):
            print(tally.example[kind])
    wrong = ["%d times %s\n%s" % (count, kind, tally.example[kind])
             for kind, count in tally.new.most_common()]
    if less * LEAST > tally.rows > FEW:
        wrong.append("%d of %d rows say less than is so" % (
            less, tally.rows))
    return "\n".join(wrong) or None


def check(program, sample, seed, lives):
    with tempfile.TemporaryDirectory(dir=".") as folder:
        tally = run(program, sample, ["%s/%d" % (seed, n)
                                      for n in range(lives)], folder)
    return report(tally), tally


def main():
    program = os.environ["REGRIGHTS"]
    sample = os.path.join(os.environ["REGRIGHTS_SHARE"], "agreements",
                          "neotherapeutics-2000.yaml")
    seed, *span = sys.argv[1:]
    numbers = range(*map(int, span)) if len(span) == 2 else [int(span[0])]
    with tempfile.TemporaryDirectory() as folder:
        tally = run(program, sample, ["%s/%d" % (seed, n)
                                      for n in numbers], folder)
    if len(span) == 1:
        for text in tally.example.values():
            print(text)
    wrong = report(tally)
    if os.environ.get("RR_KINDS"):
        for (fault, kind), count in tally.used.most_common():
            print("# %s %d times %s" % (fault, count, kind))
            if kind in tally.example:
                print(tally.example[kind])
    for one in tally.known:
        if not one.seen:
            print("# not shown by these lives: " + one.line)
    print(wrong or "nothing is said that is not so")
    print("%d lives, %d rows" % (tally.lives, tally.rows))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
