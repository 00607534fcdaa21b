"""Claims drawn from a seed, and what the program makes of them.

Sales, claims against the Company and against Holders, some from the same sales,
with whatever can be recorded about them, now and then with a fact that is
missing.  What each comes to is held against sums.py under every combination of
answers, line by line.  Whoever pays what he is asked for, and no more, never
pays more than the cap.
"""
import itertools
import json
import os
import random
import subprocess

from compare import read_known
from sums import HOLDERS, OTHER, WORLDS, Case, Position, told

KNOWN = os.path.join(os.path.dirname(os.path.realpath(__file__)),
                     "known.txt")
A_CASE = 5
REPLAYED = 12


def dollars(cents):
    return "%d.%02d" % divmod(cents, 100)


def amount(draw):
    """From nothing to a billion, mostly with cents."""
    return dollars(draw.randrange(10 ** draw.choice((2, 5, 8, 11))))


def maybe(draw, value):
    return value if draw.random() < 0.97 else None


def draw_bills(case, draw, claim):
    for _ in range(draw.randrange(3)):
        bill = case.add("bill", claim, amount=amount(draw))
        for _ in range(draw.randrange(3)):
            case.add("bill paid", bill, amount=amount(draw))
        if draw.random() < 0.3:
            case.add("part not payable", bill, amount=amount(draw),
                     why="not reasonable", how="agreed")


def some_bills(case, draw, claim):
    """The entries of some, or nothing, which stands for all."""
    bills = [str(bill.number) for bill in case.named("bill", claim)]
    return " ".join(draw.sample(bills, draw.randrange(len(bills) + 1))) or None


def draw_settlement(case, draw, claim):
    case.add("claim settled", claim, amount=amount(draw), by=maybe(
        draw, draw.choice(("the indemnified party",
                           "the indemnifying party"))),
        consent=maybe(draw, draw.choice(("yes", "no"))),
        withheld=maybe(draw, draw.choice(("reasonably", "unreasonably",
                                          "not asked for", "open"))))


def draw_information(case, draw, claim):
    """Mostly of whom the claim is against, and mostly whole."""
    against = next(e.get("against") for e in case.claims()
                   if e.number == claim)
    case.add("information relied on", claim, document="words",
             holder=against if draw.random() < 0.8 else draw.choice(HOLDERS),
             how="furnished for use", relates=maybe(draw, "yes"),
             solely=maybe(draw, draw.choice(("yes", "yes", "no"))))


def draw_about(case, draw, claim):
    """Whatever can be recorded about a claim, in any order."""
    yes = ("yes", "no")
    den = draw.randrange(1, 97)
    each = [
        lambda: case.add("loss incurred", claim, amount=amount(draw),
                         kind=draw.choice(("damages", "liability",
                                           "expenses"))),
        lambda: draw_information(case, draw, claim),
        lambda: draw_bills(case, draw, claim),
        lambda: draw_settlement(case, draw, claim),
        lambda: case.add("part excepted", claim, amount=amount(draw),
                         by="furnished information", how="agreed"),
        lambda: case.add("prejudice found", claim, amount=amount(draw),
                         final=draw.choice(yes)),
        lambda: case.add("claim adjudged", claim,
                         amount=maybe(draw, amount(draw)),
                         final=maybe(draw, draw.choice(yes))),
        lambda: case.add("fault found", claim, how="agreed",
                         share="%d/%d" % (draw.randrange(den + 1), den)),
        lambda: case.add("damages otherwise paid", claim,
                         amount=amount(draw),
                         same=maybe(draw, draw.choice(yes))),
        lambda: case.add("indemnity paid", claim, amount=amount(draw)),
        lambda: case.add("undertaking given", claim,
                         bills=some_bills(case, draw, claim)),
        lambda: case.add("advances repaid", claim, amount=amount(draw)),
        lambda: case.add("indemnity unavailable", claim, why="policy"),
        lambda: case.add("found not entitled", claim),
        lambda: case.add("found entitled in part", claim,
                         amount=amount(draw), undertaken=draw.choice(
                             (None, amount(draw)))),
        lambda: case.add("fraud found", claim),
        lambda: case.add("fraud of the other found", claim)]
    rare = each[-5:]
    for one in draw.choices(each[:-5], k=draw.randrange(9)):
        one()
    for one in rare:
        if draw.random() < 0.15:
            one()


def draw_sale(case, draw, holder, at_a_loss):
    """Its costs are a small part of what it brought, mostly."""
    proceeds = 10 ** draw.choice((4, 5, 5, 6)) + draw.randrange(10 ** 4)
    costs = draw.choice((0, proceeds // 50, draw.randrange(proceeds)))
    if at_a_loss:
        costs = draw.randrange(2 * proceeds)
    return case.add("sale", holder=holder, **{"class": "shares"}, shares=1,
                    proceeds=maybe(draw, dollars(proceeds)),
                    costs=maybe(draw, dollars(costs)))


def draw_whom(draw, against):
    """(through whom, in what capacity); mostly one that is indemnified."""
    if against == "company":
        return draw.choice((None,) + HOLDERS), None
    if against not in HOLDERS or draw.random() < 0.7:
        return None, None
    return draw.choice((None, "company", "company") + tuple(
        h for h in HOLDERS if h != against)), draw.choice((
            None, "company", "officer", "holder", "investment adviser",
            "underwriter retained"))


def draw_claims(case, draw, against=("company", OTHER) + HOLDERS,
                claims=A_CASE):
    # Which claim bears the loss of a sale that others are from too, the
    # section does not say: no two are from such a one.
    at_a_loss = draw.random() < 0.1
    sales = {holder: [draw_sale(case, draw, holder, at_a_loss)
                      for _ in range(draw.randrange(1, 5))]
             for holder in HOLDERS}
    numbers = []
    for _ in range(claims):
        who = draw.choice(against)
        # Once in a while the sales of another are named as well.
        pool = sales.get(who, []) if draw.random() < 0.9 else \
            [one for each in sales.values() for one in each]
        named = draw.sample(pool, draw.randrange(len(pool) + 1))
        if at_a_loss:
            for each in sales.values():
                each[:] = [one for one in each if one not in named]
        through, capacity = draw_whom(draw, who)
        numbers.append(case.add(
            "claim opened", claimant="words", against=who, through=through,
            capacity=capacity, sales=" ".join(map(str, named)) or None))
    return numbers


def any_case(draw, claims=A_CASE):
    case = Case()
    for claim in draw_claims(case, draw, claims=claims):
        draw_about(case, draw, claim)
    return case


def obedient_case(draw):
    """Each pays what he is asked for, and no more, in any order."""
    case, world = Case(), draw.choice(WORLDS)
    numbers = draw_claims(case, draw, HOLDERS)
    for claim in numbers:
        for _ in range(draw.randrange(3)):
            case.add("bill", claim, amount=amount(draw))
            case.add("claim adjudged", claim, amount=amount(draw),
                     final="yes")
            draw_information(case, draw, claim)
    for claim in draw.sample(numbers * 2, 2 * len(numbers)):
        entry = next(e for e in case.claims() if e.number == claim)
        owed = told(Position(case, entry).holder_indemnity(world))["owed"]
        if owed:
            case.add("indemnity paid", claim, amount=dollars(owed))
    return case


def beyond_the_cap(case):
    """Whether the Holders of an obedient case paid more than they had."""
    named = {n for c in case.claims() for n in (c.get("sales") or "").split()}
    for holder in HOLDERS:
        sold = [e for e in case.named("sale")
                if str(e.number) in named and e.get("holder") == holder]
        if any(e.get(key) is None for e in sold
               for key in ("proceeds", "costs")):
            continue
        had = sum(max(0, e.money("proceeds") - e.money("costs"))
                  for e in sold)
        paid = sum(e.money() for c in case.claims()
                   if c.get("against") == holder
                   for e in case.named("indemnity paid", c.number))
        if paid > had:
            return "%s paid %s of %s" % (holder, dollars(paid), dollars(had))
    return None


def read_case(lines):
    """By claim, sum and reading: each line in cents, None unknown."""
    found, here = {}, None
    for line in lines:
        parts = line.split()
        if parts == ["."]:
            return found
        if len(parts) == 3:
            here = found.setdefault((int(parts[0]), parts[1]), {}).setdefault(
                parts[2], {})
        elif parts[2] != "not-applicable":
            here[parts[0]] = int(parts[4]) if parts[2] == "counted" else None
    raise EOFError


def reading_of(readings, world):
    """The one reading whose answers are all those of this world."""
    fits = [lines for key, lines in readings.items() if key == "-" or all(
        world[one.split("=")[0]] == one.split("=")[1]
        for one in key.split("+"))]
    return fits[0] if len(fits) == 1 else None


def asked_beyond(sums, world):
    """What one Holder is asked for on one claim, against its cap."""
    owed, fees = sums.get("holder-indemnity"), sums.get("fees-open")
    if owed is None or None in owed.values() or None in fees.values():
        return False
    asked, paid = owed["owed"], owed["paid"]
    if world["cap-and-advances"] == "yes" and asked is not None:
        asked += fees["open"]
    return asked > max(0, owed["cap"] - paid)


def differences(case, found):
    """[(claim, world, sum, line, what is said, what is so)], each once."""
    for claim in case.claims():
        position = Position(case, claim)
        for world in WORLDS:
            have = {name: reading_of(readings, world)
                    for (number, name), readings in found.items()
                    if number == claim.number}
            must = position.sums(world)
            yield from ((position, world, name, *one)
                        for name in {**have, **must}
                        for one in lines_of(have.get(name) or {},
                                            must.get(name) or {}))
            if asked_beyond(have, world):
                yield position, world, "asked", "beyond its cap", have, ""


def lines_of(have, must):
    return [(line, have.get(line), must.get(line))
            for line in {**have, **must}
            if line not in have or have.get(line, ()) != must.get(line, ())]


def compare(case, found, known):
    """The first difference, or None; every line in every world.

    What is known to fail is of what was paid on claims that share sales.
    """
    for position, world, name, line, said, so in differences(case, found):
        fault = next((one for one in known if position.with_others() and
                      one.of(name, line)), None)
        if not fault:
            return "claim %d under %s: %s: %s is said to be %s, and is %s" % (
                position.id, world, name, line, said, so)
        fault.seen += 1
    return None


def by_hand():
    """Payments on claims that share sales, reckoned by hand; what differs.

    Sales of 60, 50 and 40, named 2, 3, 4; 80 paid on what is from 3 and 4
    takes out of 3 either its 50 or what 4 does not hold, 40.  Where 50 was
    paid on what is from 3 alone, 60 paid on what is from 2 and 3 is all out
    of 2, whichever answer is taken.
    """
    for claims_, paid, taken in (
            (("2 3", "3 4"), (0, 80), {"shared": 50, "others": 40}),
            (("2", "2 3", "3"), (0, 60, 50), {"shared": 60, "others": 60}),
            (("3 4", "2 3", "4"), (0, 60, 40), {"shared": 90, "others": 40}),
            (("2", "3"), (0, 50), {"shared": 0, "others": 0}),
            (("2 3", "3"), (0, 90), {"shared": 50, "others": 50})):
        case = Case()
        for brought in ("60", "50", "40"):
            case.add("sale", holder="dlouhy", proceeds=brought, costs="0")
        numbers = [case.add("claim opened", against="dlouhy", sales=sales)
                   for sales in claims_]
        for number, amount_ in zip(numbers, paid):
            case.add("indemnity paid", number, amount=str(amount_))
        for answer, must in taken.items():
            have = Position(case, case.claims()[0]).taken(
                {"shared-sales": answer}, False)
            if have != 100 * must:
                return "%s of %s under %s: %s is taken, and not %d" % (
                    paid, claims_, answer, have, 100 * must)
    return None


def check(program, seed, claims):
    """So many claims in memory; returns the first difference, or None."""
    draw = random.Random(seed)
    cases = []
    for number in range(claims // A_CASE):
        obedient = number % 4 == 0
        cases.append(obedient_case(draw) if obedient else any_case(draw))
        excess = obedient and beyond_the_cap(cases[-1])
        if excess:
            return "case %d: %s" % (number, excess)
    done = subprocess.run(
        [program], input="".join(case.lines() + ".\n" for case in cases),
        capture_output=True, text=True)
    lines, known = iter(done.stdout.splitlines()), read_known(KNOWN)
    for number, case in enumerate(cases):
        try:
            wrong = compare(case, read_case(lines), known)
        except EOFError:
            return "case %d: %s" % (number, done.stderr[:300])
        if wrong:
            return "case %d: %s\n%s" % (number, wrong, case.lines())
    for one in known:
        if one.seen:
            print("# known: %s, %d lines" % (one.line, one.seen))
    return by_hand()


def ask(program, *words):
    done = subprocess.run([program, "--db", "case.db", *words],
                          capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError("%s: %s" % (" ".join(words), done.stderr[:300]))
    return done.stdout


def totals(text):
    """As read_case, with the last line alone, from the JSON of the claims."""
    found = {}
    for row in json.loads(text)["rows"]:
        kind, name = row["id"].split("/")[1:3]
        if kind == "sum":
            readings = row["readings"] or {"-": row}
            found[int(row["entry"]), name] = {
                key: {"last": one["have"]} for key, one in readings.items()}
    return found


def replay(program, agreement, seed):
    """A journal of many claims: recorded, read, made anew, read again."""
    case = any_case(random.Random(seed), REPLAYED)
    ask(program, "import", agreement, "--apply")
    with open("claims", "w", encoding="utf-8") as file:
        file.writelines(e.command() for e in case.entries)
    ask(program, "run", "claims")
    before = ask(program, "claims", "neo", "--format", "json")
    found = totals(before)
    known = {one.duty for one in read_known(KNOWN)}
    for claim, world in itertools.product(case.claims(), WORLDS):
        position = Position(case, claim)
        must = {name: list(lines.values())[-1]
                for name, lines in position.sums(world).items()
                if not (position.with_others() and name in known)}
        have = {name: (reading_of(readings, world) or {}).get("last")
                for (number, name), readings in found.items()
                if number == claim.number and name in must}
        if have != must:
            return "claim %d under %s: %s and not %s" % (
                claim.number, world, have, must)
    ask(program, "verify")
    ask(program, "rebuild")
    if ask(program, "claims", "neo", "--format", "json") != before:
        return "the same journal gives other positions"
    return None
