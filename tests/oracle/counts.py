"""Votes and allotments, counted a second time.

Drawn from a seed: a share of a base that passes, with those left out, and so
many units shared among those who asked.  The program answers through
`compute vote --stdin` and `compute cutback --stdin`; here it is done with
remainders and fractions, and what must hold of any allotment is held as well.
"""
import json
import random
import subprocess
from fractions import Fraction

# The thresholds of the sample agreement: their share, and whether more than
# that is needed.
THRESHOLDS = {"amendment": (Fraction(2, 3), False),
              "partial-waiver": (Fraction(1, 2), True)}
NAMES = ["elm", "fir", "ash", "oak", "yew", "box", "bay", "sallow"]


def ask(program, words, questions):
    done = subprocess.run([program, "compute", *words, "--stdin", "--brief",
                           "--format", "json"],
                          input="\n".join(questions) + "\n",
                          capture_output=True, text=True)
    given = done.stdout.splitlines()
    if len(given) != len(questions):
        raise SystemExit("%d answers to %d questions: %s" % (
            len(given), len(questions), done.stderr[:300]))
    return given


def needed(share, strict, base):
    whole, part = divmod(share.numerator * base, share.denominator)
    return whole + 1 if part or strict else whole


def votes(program, agreement, seed, rounds):
    draw = random.Random(seed)
    for name, (share, strict) in THRESHOLDS.items():
        cases, questions = [], []
        for _ in range(rounds):
            top = 10 ** draw.randrange(1, 16)
            base = draw.randrange(1, top + 1)
            out = draw.randrange(base)
            edge = needed(share, strict, base - out)
            yes = min(base - out, max(0, edge + draw.randrange(-2, 3)))
            cases.append((base - out, yes))
            questions.append("--for %d --outstanding %d --excluded %d" % (
                yes, base, out))
        given = ask(program, ["vote", "--agreement", agreement,
                              "--threshold", name], questions)
        for question, line, (base, yes) in zip(questions, given, cases):
            answer = json.loads(line)
            must = needed(share, strict, base)
            if (answer["base"], answer["needed"], answer["passes"]) != (
                    base, must, yes >= must):
                return "%s %s: %s, not %d of %d" % (
                    name, question, line, must, base)
            # By the words themselves: 3 x votes against 2 x the base.
            part = Fraction(yes, base)
            if answer["passes"] != (part > share if strict
                                    else part >= share):
                return "%s %s: %s" % (name, question, line)
    return None


def shared(capacity, asks):
    """{name: units} pro rata, by the largest remainders; in full if it fits."""
    total = sum(asks.values())
    if capacity >= total:
        return dict(asks)
    # Remainders are parts of one total.
    exact = {n: divmod(capacity * a, total) for n, a in asks.items()}
    out = {n: whole for n, (whole, _) in exact.items()}
    order = sorted(asks, key=lambda n: (-exact[n][1], -asks[n], n))
    for name in order[:capacity - sum(out.values())]:
        out[name] += 1
    return out


def allotments(program, seed, rounds):
    draw = random.Random(seed)
    cases, questions = [], []
    for _ in range(rounds):
        top = 10 ** draw.randrange(1, 9)
        names = draw.sample(NAMES, draw.randrange(1, len(NAMES)))
        asks = {n: draw.randrange(1, top + 1) for n in names}
        if draw.random() < 0.3:                 # remainders that are equal
            asks = dict.fromkeys(names, draw.randrange(1, top + 1))
        capacity = draw.randrange(sum(asks.values()) * 5 // 4 + 1)
        cases.append((capacity, asks))
        questions.append("--capacity %d %s" % (capacity, " ".join(
            "%s=%d" % one for one in asks.items())))
    for question, line, (capacity, asks) in zip(
            questions, ask(program, ["cutback"], questions), cases):
        given = json.loads(line)["allotted"]
        if given != shared(capacity, asks):
            return "%s: %s, not %s" % (question, given,
                                       shared(capacity, asks))
        if sum(given.values()) != min(capacity, sum(asks.values())) or \
                any(given[n] > asks[n] for n in asks):
            return "%s: %s is too much or too little" % (question, given)
    return None
