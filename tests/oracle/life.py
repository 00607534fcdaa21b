"""A life drawn from a seed: commands, and the same facts as plain data.

A life has one to three stories (the shelf, copies before a filing, comments, a
bill, a piggy-back, a suspension, a vote), now and then a change of Holders,
entries in another order than that of their days, and an entry that is void.
Some things are told aside, by draws of their own.
"""
import random
from datetime import date, timedelta

from record import CLOSING, Fact

DAY = timedelta(days=1)
METHODS = ("fax", "fax", "courier", "courier", "hand", "hand", "email",
           "mail")
HOURS = (9 * 60, 10 * 60 + 30, 13 * 60 + 59, 14 * 60, 14 * 60 + 10,
         16 * 60, 23 * 60 + 59)
DUTIES = ("filing-date", "effectiveness-date")


def clock(minute):
    return "%02d:%02d" % divmod(minute, 60)


def typed(word):
    """A word of a command; an entry by its number."""
    if isinstance(word, tuple) and all(isinstance(w, Fact) for w in word):
        return " ".join(str(f.n) for f in word)
    if isinstance(word, tuple):
        return word[0] + typed(word[1])
    return str(word.n if isinstance(word, Fact) else word)


def quoted(word):
    word = typed(word)
    return '"%s"' % word if set(word) & set(" ()&;,") else word


REFERENCES = ("about", "target", "proposal", "consent", "subject",
              "decision", "planned", "of", "event")


def needs(fact):
    """The entries that it names."""
    return [fact.get(k) for k in REFERENCES if fact.get(k)] + list(
        fact.get("which") or ())


def renumber(fact, new):
    fact.n = new.get(fact.n, fact.n)
    for key in REFERENCES:
        if fact.get(key):
            setattr(fact, key, new.get(fact.get(key), fact.get(key)))
    if fact.get("which"):
        fact.which = [new.get(n, n) for n in fact.which]


# Whom and what the rest is about comes first.
FIRST = ("party", "number", "position")


class Life:
    """facts (in the order of recording), lots, roles, lists, commands."""

    def __init__(self, seed):
        self.seed = seed
        self.draw = random.Random(seed)
        self.facts, self.commands = [], []
        self.positions, self.relied = {}, {}
        self.roles = {"company": [("company", None)],
                      "royal-canadian": [("holder", None)],
                      "dlouhy": [("holder", None)]}
        self.lots = [("royal-canadian", "shares", 500000, CLOSING),
                     ("royal-canadian", "warrant-shares", None, CLOSING),
                     ("dlouhy", "agent-warrant-shares", None, CLOSING)]
        self.lists = {"company": ("section",), "latham": ("section",),
                      "heller": ("section",)}
        self.number = 2         # the import is the first entry
        from stories import tell
        tell(self)

    # Each adds one entry and its command.

    def add(self, words, name, day, minute=None, about=None, **more):
        self.facts.append(Fact(self.number, name, day, minute, about, **more))
        self.commands.append(words)
        self.number += 1
        return self.facts[-1]

    def chance(self, part):
        return self.draw.random() < part

    def at(self, day, minute):
        return str(day) if minute is None else "%s %s" % (day, clock(minute))

    def event(self, name, day, minute=None, about=None, fields=(), **more):
        words = ["event", "record", "neo", name, "--at",
                 self.at(day, minute)]
        if about:
            words += ["--about", about]
        words += [(k + "=", v) for k, v in dict(fields).items()]
        return self.add(words, name, day, minute, about and about.n, **more)

    def hour(self):
        return self.draw.choice(HOURS)

    def methods(self):
        found = [self.draw.choice(METHODS)]
        if self.chance(0.1):
            found.append(self.draw.choice(METHODS))
        return list(dict.fromkeys(found))

    def send(self, name, to, day, about=None, fields=(), methods=None,
             minute=None, **more):
        """A notice of the Company to Holders and whoever else is owed it."""
        methods = methods or self.methods()
        minute = self.hour() if minute is None else minute
        # Before the agreement nobody's terms say who has copies.
        copied = ["heller"] if self.chance(0.4) and day >= CLOSING and any(
            r == "holder" and (since is None or since <= day)
            for p in to for r, since in self.roles.get(p, ())) else []
        words = ["notice", "send", "neo", name, "--to", ",".join(to)]
        for m in methods:
            words += ["--by", m]
        words += ["--at", self.at(day, minute)]
        if not copied:
            words.append("--no-copies")
        if about:
            words += ["--about", about]
        words += [(k + "=", v) for k, v in dict(fields).items()]
        made = self.add(words, name, day, minute, about and about.n,
                        to=list(to), methods=methods, copied=copied,
                        lists=None, **more)
        self.aftermath(made, list(to) + copied)
        return made

    def receive(self, name, party, day, about=None, fields=(), bill=False,
                to="company", **more):
        """A notice of a Holder, to the Company unless it says another."""
        methods, minute = self.methods(), self.hour()
        if bill:
            words = ["claim", "bill", "neo"]
        else:
            words = ["notice", "receive", "neo", name, "--from", party]
        for m in methods:
            words += ["--by", m]
        words += ["--at", self.at(day, minute)]
        if about:
            words += ["--about", about]
        words += [(k + "=", v) for k, v in dict(fields).items()]
        copied = ["latham" if to == "company" else "heller"]
        if not bill and (self.chance(0.4) or day < CLOSING):
            words.append("--no-copies")
            copied = []
        made = self.add(words, name, day, minute, about and about.n,
                        to=[to], methods=methods, lists=None, copied=copied,
                        whose=party, **more)
        self.aftermath(made, [to] + copied)
        return made

    def aftermath(self, send, parties):
        """What became of it: results and receipts, some of them."""
        for party in parties:
            for m in send.methods:
                way = [] if len(send.methods) == 1 else ["--by", m]
                result = None
                if m == "fax" and self.chance(0.7):
                    result = self.draw.choice(
                        ("complete",) * 6 + ("partial", "failed",
                                             "no answer"))
                    times = self.times(send, party, result)
                    self.add(["notice", "confirm", "neo", send,
                              "--result", result, "--to", party, "--at",
                              self.at(send.day, send.minute)] + way +
                             [word for key, minute in times.items()
                              for word in ("--" + key, self.at(
                                  send.day, minute))],
                             "confirm", send.day, send.minute, send.n,
                             parties=[party], method=m, result=result,
                             **times)
                if m == "courier" and self.apart(send, party, "", 0.08):
                    result, day = "returned", send.day + 3 * DAY
                    self.add(["notice", "confirm", "neo", send,
                              "--result", result, "--to", party, "--at",
                              str(day)] + way,
                             "confirm", day, None, send.n,
                             parties=[party], method=m, result=result)
                if result in (None, "complete") and self.chance(0.5) or \
                        self.apart(send, party, "both", 0.15) and \
                        result in ("failed", "returned"):
                    self.receipt(send, party, m, way)

    @staticmethod
    def apart(send, party, what, part):
        """Drawn apart, so that lives stay the same."""
        return random.Random(" ".join(
            [str(send.n), party, what]).strip()).random() < part

    @staticmethod
    def times(send, party, result):
        """What a report says of when it ended and was confirmed; so too."""
        draw = random.Random("%d %s times" % (send.n, party))
        if result != "complete" or send.minute > 23 * 60 or \
                draw.random() < 0.8:
            return {}
        ended = send.minute + draw.choice((0, 3, 7))
        found = {"ended": ended, "confirmed": ended + draw.choice((1, 20))}
        return {key: minute for key, minute in found.items()
                if draw.random() < 0.8}

    def receipt(self, send, party, m, way=()):
        draw = self.draw
        day, minute = send.day, send.minute
        if m in ("courier", "mail"):
            day += DAY * draw.choice((1, 1, 2, 3, 4))
            minute = 11 * 60
        elif self.chance(0.5):
            minute = max(minute, 10 * 60) + (1 if minute > 23 * 60 else 5)
            if minute >= 24 * 60:
                day, minute = day + DAY, 9 * 60
        else:
            day += DAY * draw.choice((1, 1, 2, 5))
            minute = 11 * 60
        if self.chance(0.2) and day > send.day:
            minute = None
        self.add(["notice", "receipt", "neo", send, "--at",
                  self.at(day, minute), "--to", party] + list(way),
                 "receipt", day, minute, send.n, parties=[party], method=m)

    def party(self, key, role, since=None, lots=()):
        """Somebody else: a Holder with what it holds, or counsel."""
        words = ["party", "add", "neo", key, "--name", key.title(), "--role",
                 role, "--source", "letter"]
        if role == "holder":
            words[:2] = ["holder", "add"]
            words[6:8] = []
        for cls, shares in lots:
            words += ["--class", cls, "--shares", str(shares)]
        if lots and not since:
            since = CLOSING         # a lot without a day is one of today
        if since:
            words += ["--since", str(since)]
        self.roles[key] = [(role, since)]
        for cls, shares in lots:
            self.lots.append((key, cls, shares, since or CLOSING))
        made = self.add(words, "party", since)
        self.number += len(lots)        # each lot is an entry of its own
        return made

    def number_of(self, party, lists):
        """A fax number, and the lists that print it."""
        words = ["party", "correct", "neo", party, "--fax", "(416) 555-0100",
                 "--source", "letter"]
        for one in lists:
            words += ["--lists", one]
        self.lists[party] = tuple(lists)
        return self.add(words, "number", None)

    def position(self, point, answer, relied):
        """An answer taken; only where it is relied on is the rest excluded."""
        self.positions[point] = answer
        words = ["points", "take", "neo", point, answer, "--by", "counsel",
                 "--basis", "text"]
        if relied:
            self.relied[point] = answer
            words.append("--relied")
        return self.add(words, "position", None)

    def void(self, fact):
        return self.add(["void", "neo", fact, "--reason", "mistake"],
                        "void", None, target=fact.n)

    def reorder(self):
        """Recorded in another order, as far as entries need each other."""
        free = [(f, w) for f, w in zip(self.facts, self.commands)
                if f.name not in FIRST]
        kept = [(f, w) for f, w in zip(self.facts, self.commands)
                if f.name in FIRST]
        if not free:
            return
        number = min(f.n for f, _ in free)
        new = {}
        while free:
            ready = [one for one in free if all(
                n in new for n in needs(one[0]) if n >= number)]
            one = self.draw.choice(ready)
            free.remove(one)
            new[one[0].n] = number + len(new)
            kept.append(one)
        self.facts = [f for f, _ in kept]
        self.commands = [w for _, w in kept]
        for fact in self.facts:
            renumber(fact, new)

    def script(self):
        return "\n".join(" ".join(quoted(w) for w in words)
                         for words in self.commands) + "\n"

    # Days.

    def near(self, day, spread=4):
        return day + DAY * self.draw.randrange(-spread, spread + 1)

    def days(self):
        """Two or three days to ask about, near what turns."""
        known = sorted({f.day for f in self.facts if f.day} |
                       {v for f in self.facts for v in f.__dict__.values()
                        if type(v) is date} | {CLOSING + DAY * 30})
        out = {self.near(self.draw.choice(known), 3)}
        out.add(max(known) + DAY * self.draw.choice((0, 1, 3, 12, 25)))
        for due in self.draw.sample(self.turns, min(1, len(self.turns))):
            out.add(due + DAY * self.draw.choice((-1, 0, 1, 2, 3)))
        return sorted(d for d in out if d > CLOSING)
