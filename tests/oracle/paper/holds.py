"""Who holds what, and who is a Holder (1), by the end of a day."""
from datetime import timedelta
from itertools import permutations

from record import CLOSING, WARRANTS


class Book:
    """Who has how many of what; how many were sold; whether a hole was asked.

    Where more is moved than was held, one of the entries is wrong, and which
    is not on record: what was moved is anything from nothing to that.  Nor is
    it on record what came first on a day; what fits in one order came so.
    """

    def __init__(self):
        self.have, self.sold, self.asked = {}, 0, False

    def of(self, party, kind):
        return self.have.get((party, kind), 0)

    def add(self, party, kind, number):
        old = self.of(party, kind)
        self.have[party, kind] = None if None in (old, number) else \
            max(0, old + number)

    def fits(self, f):
        n, whose = taken(f)
        return not n or self.of(*whose) is None or self.of(*whose) >= n

    def turn(self, world, rec, day, at=None):
        """What a day makes of it; AT: before something that came on it."""
        for who, kind, number, since in rec.life.lots:
            if since == day and (at is None or world.hole(
                    "before/%s/%s+%s" % (who, kind, at.n), (True, False))):
                self.add(who, kind, number)
        entries = [f for f in rec.named(*MOVES) if f.day == day]
        if at is not None:
            entries = [f for f in entries if came_before(world, f, at)]
        orders = self.orders(entries)
        if len(orders) > 1:
            self.asked = True
        which = world.hole("order/%s" % day, range(len(orders)))
        for one in orders[which]:
            self.move(world, one)

    def copy(self):
        made = Book()
        made.have, made.sold = dict(self.have), self.sold
        return made

    def orders(self, entries):
        """Those that differ in what they come to, with the fewest misfits."""
        if not any(f.name == "securities split" for f in entries):
            return [self.in_order(entries)[0]]
        found, least = {}, None
        for one in permutations(entries):
            if not by_hours(one):
                continue
            order, misfits, made = self.in_order(one)
            if least is None or misfits < least:
                found, least = {}, misfits
            if misfits == least:
                found.setdefault((tuple(sorted(
                    made.have.items(), key=str)), made.sold), order)
        return list(found.values())

    def in_order(self, entries):
        """(the order, how many do not fit, the book): what takes away more
        than is there yet comes after what came in."""
        made, order, left, misfits = self.copy(), [], list(entries), 0
        while left:
            one = next((f for f in left if made.fits(f)), None)
            misfits += one is None
            one = one or left[0]
            left.remove(one)
            order.append(one)
            made.move(None, one)
        return order, misfits, made

    def move(self, world, f):
        if f.name == "securities split":
            for (who, kind), number in self.have.items():
                if kind == f.cls and number is not None:
                    self.have[who, kind] = number * f.new // f.old
            return
        n, whose = taken(f)
        came = int(f.shares)
        if not self.fits(f) and world:
            self.asked = True
            n = came = world.hole("moved/%d" % f.n, sorted(
                {0, self.of(*whose), n}))
        if n:
            self.add(*whose, -n)
        if f.name == "sale":
            self.sold += n
        else:
            self.add(f.to_party if f.name == "rights transferred" else
                     f.holder, f.get("into") or f.cls, came)


def by_hours(order):
    """Whether no split is on the other side of what has another hour."""
    return not any(
        None not in (a.minute, b.minute) and a.minute > b.minute and
        "securities split" in (a.name, b.name)
        for i, a in enumerate(order) for b in order[i + 1:])


def book(world, rec, day):
    """As it is by the end of a day."""
    days = [one for one in rec.moved if one <= day]
    if not days:
        return Book()
    if days[-1] in rec.books:
        return rec.books[days[-1]]
    made = Book()
    for one in days:
        made.turn(world, rec, one)
    if not made.asked:          # what no world changes is worked out once
        rec.books[days[-1]] = made
    return made


def book_at(world, rec, at):
    """As it was when an entry came."""
    if at.day not in rec.moved or at.day == CLOSING:
        return book(world, rec, at.day)
    made = book(world, rec, at.day - timedelta(days=1)).copy()
    made.turn(world, rec, at.day, at)
    return made


def came_before(world, f, at):
    """Of one day, by their hours; else it is not on record."""
    if None not in (f.minute, at.minute) and f.minute != at.minute:
        return f.minute < at.minute
    return world.hole("before/%d+%s" % (f.n, at.n), (True, False))


def held(world, rec, party, kind, day, at=None):
    """Securities of a class; None where their number is not on record."""
    made = book(world, rec, day) if at is None else book_at(world, rec, at)
    return made.of(party, kind)


def sold(world, rec, day, at=None):
    """What was sold, of all classes, by the end of a day, or by then."""
    made = book(world, rec, day) if at is None else book_at(world, rec, at)
    return made.sold


MOVES = ("securities issued", "rights transferred", "sale",
         "warrant exercised", "securities split")


def taken(f):
    """What it takes away, and of whom."""
    if f.name in ("securities issued", "securities split"):
        return 0, None
    return int(f.get("given_up") or f.shares), (f.holder, f.cls)


class Holding:
    """So many of a class, at the end of a day."""

    def __init__(self, number):
        self.section, self.status = "1", str(number)
        self.number = number

    def __repr__(self):
        return self.status


def functions(rec):
    """[(key, function of a world)]: each class of each Holder."""
    for p in rec.parties("holder"):
        for kind in ("shares",) + WARRANTS:
            yield (("holding", kind, p), lambda w, p=p, kind=kind:
                   Holding(held(w, rec, p, kind, rec.on)))


def has_any(world, rec, party, kind, day, at=None):
    """Whether it holds some: a number that is not on record is some."""
    return held(world, rec, party, kind, day, at) != 0


def holders(world, rec, day, at=None):
    """Whoever holds Registrable Securities then; AT: when that came."""
    found = []
    for party in rec.life.roles:
        if has_any(world, rec, party, "shares", day, at):
            found.append(party)
        elif any(has_any(world, rec, party, k, day, at) for k in WARRANTS) and \
                world.ask("holder-of-warrant") == "yes":
            found.append(party)
    return found
