"""What must hold of any life, whatever the paper says.

    order      entries of the world recorded in another order change nothing
               but their numbers
    turned     nor do the parties and provisions of the file in another order,
               and the recipients of each notice, but the order of their names
    apart      an entry about something else changes no row that was there
    filled     a receipt or a result that was missing never contradicts what
               was said to be so, and leaves no less time
    named      a question that is named decides something
    safe       an act on the last safe day is in time, in every world
    between    of an entry of which two days are on record all that is certain
               is so on each day between them, and on each its readings are
               those of the entry with that day

Each is tried on lives drawn from a seed, as lives.py draws them.  By itself,
with REGRIGHTS and REGRIGHTS_SHARE set:

    properties.py SEED FROM TO [NAME …]
"""
import copy
import os
import random
import re
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))

import turns                                          # noqa: E402
from cases import Case, Refused, deadline, template   # noqa: E402
from life import Life, clock, quoted                  # noqa: E402
from worlds import POINTS                             # noqa: E402

DAY = timedelta(days=1)
NUMBERS = re.compile(r"\b(entry|entries) ((?:\d+(?:/\d+)?(?:, | and )?)+)")


class Broken(Exception):
    """What is so and should not be."""


def moved(text, new):
    """A text in which entries have other numbers."""
    text = re.sub(r"amendment-(\d+)(?=[-=])", lambda n: "amendment-%d" %
                  new.get(int(n.group(1)), int(n.group(1))), text)

    # The gist of an entry that names another: "(sticker filed …-28: 4)".
    text = re.sub(r"(?<=\d\d: )\d+(?=\))", lambda n: str(
        new.get(int(n.group()), int(n.group()))), text)

    def one(match):
        return match.group(1) + " " + re.sub(
            r"(?<!/)\d+", lambda n: str(new.get(int(n.group()),
                                                int(n.group()))),
            match.group(2))
    return NUMBERS.sub(one, text)


def plain(row, new=()):
    """A row without its reasons, under other numbers."""
    new = dict(new)
    kept = {}
    for key, value in row.items():
        if key == "why":
            continue
        if key == "id":
            value = "/".join(str(new.get(int(part), part)) if part.isdigit()
                             else part for part in value.split("/"))
        if key == "readings":
            value = {moved(k, new): v for k, v in value.items()}
        kept[key] = moved(value, new) if isinstance(value, str) else value
    return kept


def by_id(rows, new=()):
    return {one["id"]: one for one in (plain(row, new) for row in rows)}


def differ(was, now, what):
    for name, row in was.items():
        other = now.get(name)
        if other != row:
            raise Broken("%s: %s\n      was %s\n      is  %s" % (
                what, name, {k: v for k, v in row.items()
                             if not other or other.get(k) != v},
                other and {k: v for k, v in other.items()
                           if row.get(k) != v}))


class Try:
    """One life on record, and what is said of it on a day."""

    def __init__(self, case, turned, seed, late):
        self.case, self.turned, self.life = case, turned, Life(seed)
        self.draw = random.Random("%s tried" % seed)
        days = [f.day for f in self.life.facts if f.day]
        self.on = max(days) if late and days else self.draw.choice(
            self.life.days())
        case.make(self.life)
        self.rows = case.view("timeline", self.on)

    def more(self, *lines):
        """Other entries beside."""
        for words in lines:
            self.case.ask(*[str(w) for w in words])

    def again(self, on=None, world=()):
        return self.case.view("timeline", on or self.on, world)

    def day(self):
        """One not after the day asked about."""
        return self.on - DAY * self.draw.randrange(6)


def order(t):
    other = copy.deepcopy(t.life)
    other.draw = t.draw
    marks = {id(f): f.n for f in other.facts}
    other.reorder()
    new = {marks[id(f)]: f.n for f in other.facts}
    t.case.make(other)
    was, now = by_id(t.rows, new), by_id(t.again())
    differ(was, now, "in another order")
    differ(now, was, "in another order")


def turned(t):
    other = copy.deepcopy(t.life)
    turns.notices(other, t.draw)
    t.turned.make(other)
    was, now = (turns.loose(by_id(rows)) for rows in (
        t.rows, t.turned.view("timeline", t.on)))
    differ(was, now, "turned")
    differ(now, was, "turned")


def apart(t):
    day = str(t.day())
    more = t.draw.choice((
        ("event", "record", "neo", "comments received", "--at", day),
        ("event", "record", "neo", "filing planned", "--at", day,
         "document=amendment", "on=%s" % (t.on + DAY * 9)),
        ("claim", "open", "neo", "--at", day, "claimant=dlouhy",
         "against=company"),
        ("notice", "send", "neo", "piggyback notice", "--to", "dlouhy",
         "--by", "hand", "--at", day + " 09:00", "--no-copies")))
    t.more(more)
    differ(by_id(t.rows), by_id(t.again()), "beside %s" % " ".join(more[:4]))


def holes(life, on):
    """(sending, party, method, what is missing), as of that day."""
    void = {f.target for f in life.facts if f.name == "void"}
    for f in life.facts:
        if not f.get("methods") or f.n in void or f.day > on:
            continue
        for party in f.to:
            for m in f.methods:
                has = {g.name for g in life.facts if g.about == f.n and
                       g.n not in void and party in (g.get("parties") or ())
                       and g.get("method") == m}
                if m == "fax" and not has:
                    yield f, party, m, "confirm"
                elif m != "fax" and "receipt" not in has:
                    yield f, party, m, "receipt"


def filled(t):
    found = list(holes(t.life, t.on))
    if not found:
        return False
    f, party, m, what = t.draw.choice(found)
    way = ["--to", party] + ([] if len(f.methods) == 1 else ["--by", m])
    if what == "confirm":
        result = t.draw.choice(("complete", "failed"))
        said = ["--result", result, "--at", "%s %s" % (
            f.day, clock(f.minute))]
    else:
        result = f.day + DAY * (1 if m in ("courier", "mail") else 0)
        result += DAY * t.draw.choice((0, 0, 1, 3))
        if result > t.on:
            return False
        said = ["--at", "%s 23:59" % result]
    t.more(["notice", what, "neo", f.n] + said + way)
    now = by_id(t.again())
    for name, row in by_id(t.rows).items():
        held(row, now.get(name), "%s of entry %d to %s by %s is %s" % (
            what, f.n, party, m, result))


STAYS = {"met": ("met",), "met-late": ("met-late",), "waived": ("waived",),
         "lapsed": ("lapsed", "met-late"), "overdue": ("overdue", "met-late")}


def held(was, now, why):
    """Nothing that was certain is otherwise."""
    def broken(words):
        raise Broken("%s: %s: %s\n      was %s\n      is  %s" % (
            why, was["id"], words, was, now))

    word = was["status"]
    if word in STAYS and not was["doubt"] and not was["waiver"]:
        if not now or now["status"] not in STAYS[word]:
            broken("no longer " + word)
        if word == "met-late" and not was["late"] <= now["late"] <= \
                now["late_at_most"] <= was["late_at_most"]:
            broken("late by other days")
    if not now or not was["working"] or not now["working"]:
        return
    sooner = now["working"] < was["working"]
    if was["sense"] == "not before":
        sooner = now["working"] > was["working"]
    if sooner:
        broken("less time than was safe")


def missing_in(row, key):
    """What is not on record in that world: it can differ by that alone."""
    lines = iter(row["why"])
    missing = set()
    for line in lines:
        if line.strip() == "if " + key:
            deep = len(line) - len(line.lstrip())
            for line in lines:
                if len(line) - len(line.lstrip()) <= deep:
                    break
                if line.strip().startswith("not on record:"):
                    missing.add(line.strip())
            break
    return missing


def named(t):
    for row in t.rows:
        worlds = [(dict(one.split("=") for one in key.split("+")),
                   (value, missing_in(row, key)))
                  for key, value in row["readings"].items()]
        for q in {q for world, _ in worlds for q in world}:
            if not any(a[q] != b[q] and x != y and all(
                    b.get(k, v) == v for k, v in a.items() if k != q)
                    for a, x in worlds for b, y in worlds
                    if q in a and q in b):
                raise Broken("%s: %s decides nothing: %s" % (
                    row["id"], q, row["readings"]))


def to_each(t, notice, key, day, by="hand"):
    """To whoever may be owed it, received at once."""
    life = t.life
    to = [p for p, roles in life.roles.items() if any(
        r in ("holder", "special-counsel", "managing-underwriter")
        for r, _ in roles)]
    send = ["notice", "send", "neo", notice, "--to", ",".join(to), "--by",
            by, "--at", "%s 09:00" % day, "--about", key[1]]
    receipt = ["notice", "receipt", "neo", next_number(life), "--at",
               "%s 09:30" % day, "--to", "all"]
    return [send, receipt] if by == "hand" else [send]


def next_number(life):
    return life.number + 1      # behind what Case.make adds


def unpaid(life, n):
    void = {f.target for f in life.facts if f.name == "void"}
    bill = next(f for f in life.facts if f.n == n)
    paid = sum(f.cents for f in life.facts if f.name == "bill paid" and
               f.about == n and f.n not in void)
    return bill.cents - paid


def acts(t, key, day):
    """The commands that do what a row asks for, or None."""
    duty, entry, party = key
    event = ["event", "record", "neo"]
    if duty.startswith("filing-date"):
        return [event + ["registration filed", "--at", day]]
    if duty.startswith("effectiveness-date"):
        # What nobody filed is not plainly effective.
        filed = any(f.name == "registration filed" for f in t.life.facts)
        return ([] if filed else [event + [
            "registration filed", "--at", t.on]]) + [
                event + ["registration effective", "--at", day]]
    if duty == "comments":
        return [event + ["response sent", "--at", day, "--about", entry]]
    if duty.startswith("furnish-"):
        return to_each(t, "drafts furnished", key, day)
    if duty.startswith("notice-of-"):
        return to_each(t, "notice of filing", key, day)
    if duty == "courier-copies":
        return to_each(t, "drafts furnished", key, day, "courier")
    if duty == "piggyback-request":
        return [["notice", "receive", "neo", "piggyback request", "--from",
                 party, "--by", "hand", "--at", "%s 09:00" % day, "--about",
                 entry],
                ["notice", "receipt", "neo", next_number(t.life), "--at",
                 "%s 09:30" % day, "--to", "all"]]
    if duty.startswith("fees-of-"):
        cents = unpaid(t.life, entry)
        return [["claim", "pay", "neo", "--about", entry, "--at", day,
                 "amount=%d.%02d" % divmod(cents, 100)]]
    return None


def on_day(words, day):
    """The same command with another day, or days, and without an hour."""
    at = words.index("--at") + 1
    return words[:at] + [str(day)] + words[at + 1:]


def apart_from(readings, settings):
    """Those of a row that such a world can have."""
    if not readings:
        return None
    return [value for key, value in readings.items() if all(
        settings.get(k, v) == v for k, v in (
            one.split("=", 1) for one in key.split("+")))]


def same_days(was, now, entry, day):
    """Each world of NOW is in WAS that with the entry on that day."""
    worlds = now["readings"] or {"": {
        k: now[k] for k in ("raw", "rolled", "working")}}
    for key, value in worlds.items():
        settings = dict(one.split("=", 1) for one in key.split("+") if one)
        settings["entry %d" % entry] = str(day)
        for other in apart_from(was["readings"], settings) or [
                {k: was[k] for k in value}]:
            if now["status"] != "waiting" and not now["unknown"] and \
                    other["raw"] != value["raw"]:
                raise Broken("%s, entry %d on %s, %s:\n      was %s\n"
                             "      is  %s" % (was["id"], entry, day, key,
                                               plain(was), plain(now)))


def between(t):
    life = t.life
    void = {f.target for f in life.facts if f.name == "void"}
    able = [n for n, f in enumerate(life.facts) if f.day and
            f.n not in void and f.day <= t.on and life.commands[n][:2] in (
                ["event", "record"], ["notice", "receipt"])]
    if not able:
        return False
    n = t.draw.choice(able)
    f, words = life.facts[n], life.commands[n]
    days = [f.day + DAY * n for n in range(t.draw.choice((1, 2, 4)))]
    days = [d for d in days if d <= t.on]
    if len(days) < 2:
        return False
    life.commands[n] = on_day(words, "%s..%s" % (days[0], days[-1]))
    t.case.make(life)
    was = by_id(t.again())
    for day in days:
        life.commands[n] = on_day(words, day)
        t.case.make(life)
        now = by_id(t.again())
        for name, row in was.items():
            held(row, now.get(name), "entry %d on %s" % (f.n, day))
            if name in now:
                same_days(row, now[name], f.n, day)
        for name in now:
            if name not in was:
                raise Broken("entry %d on %s: %s is not there" % (
                    f.n, day, name))


OPEN = ("open", "due", "not-yet-due")


def safe(t):
    ready = []
    for row in t.rows:
        if row["status"] in OPEN and row["sense"] != "not before" and \
                row["working"] and row["working"] >= str(t.on):
            todo = acts(t, deadline(row), row["working"])
            if todo:
                ready.append((row, todo))
    if not ready:
        return False
    row, todo = t.draw.choice(ready)
    on = date.fromisoformat(row["working"])
    last = max([f.day for f in t.life.facts if f.day] + [on])
    if last > on:
        return False    # what is to come may change what is owed
    t.more(*todo)
    now = by_id(t.again(on)).get(row["id"])
    if not now or now["status"] != "met" or now["doubt"]:
        raise Broken("%s, %s on the last safe day %s:\n      was %s\n"
                     "      is  %s" % (row["id"], " ".join(
                         str(w) for w in todo[0][2:4]), on, plain(row), now))


PROPERTIES = {"named": named, "safe": safe, "filled": filled, "order": order,
              "turned": turned, "apart": apart, "between": between}


class Tally:
    def __init__(self):
        self.tried, self.refused = Counter(), Counter()
        self.broken, self.last = {}, {}


def one_life(case, turned, seed, names, tally):
    """The names in their order, as far as one that changes what is there."""
    t = Try(case, turned, seed, names[0] == "safe")
    for name in names:
        try:
            did = PROPERTIES[name](t) is not False
            tally.tried[name] += did
            if did and name != "named":
                return
        except Refused as why:
            tally.refused[name] += 1
            tally.last[name] = str(why)
            return
        except Broken as why:
            tally.tried[name] += 1
            tally.broken.setdefault(name, []).append(
                "    life %s on %s, %s\n%s" % (
                    seed, t.on, why, "\n".join(
                        "      " + line for line in
                        t.life.script().splitlines())))
            return


def run(program, sample, seeds, folder, names=tuple(PROPERTIES)):
    """Of each life another property first."""
    tally = Tally()
    case = Case(program, template(program, sample, os.path.join(
        folder, "template.db")), os.path.join(folder, "life.db"))
    turned = turns.case(program, sample, folder, seeds[0])
    for n, seed in enumerate(seeds):
        at = n % len(names)
        one_life(case, turned, seed, names[at:] + names[:at], tally)
    return tally


def check(program, sample, seed, lives):
    """(name, what is broken or None, a note) of each."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        tally = run(program, sample, ["%s/%d" % (seed, n)
                                      for n in range(lives)], folder)
    for name in PROPERTIES:
        # One that nothing was tried of would hold whatever is so.
        wrong = "\n".join(tally.broken.get(name, [])) or (
            "nothing was tried: " + tally.last.get(name, "")
            if lives > 10 and not tally.tried[name] else None)
        yield name, wrong, "%d tried, REGRIGHTS_SEED=%s" % (
            tally.tried[name], seed)


def main():
    seed, first, last, *names = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        tally = run(os.environ["REGRIGHTS"], os.path.join(
            os.environ["REGRIGHTS_SHARE"], "agreements",
            "neotherapeutics-2000.yaml"), ["%s/%d" % (seed, n) for n in range(
                int(first), int(last))], folder, tuple(names or PROPERTIES))
    for name in tally.tried:
        broken = tally.broken.get(name, [])
        print("%s: %d tried, %d refused, %d broken" % (
            name, tally.tried[name], tally.refused[name], len(broken)))
        if name in tally.last:
            print("    the last refused: " + tally.last[name])
        for words in broken[:int(os.environ.get("RR_SHOWN", "3"))]:
            print(words)
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
