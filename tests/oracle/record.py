"""What is on record as of a day, as plain facts.

The facts of a life that lie on that day or before it and are not void.  Of an
entry about a void one nothing counts.
"""
from datetime import date, timedelta

DAY = timedelta(days=1)
CLOSING = date(2000, 4, 28)
SHARES, WARRANTS = "shares", ("warrant-shares", "agent-warrant-shares")
# A number of days that anything of the paper is counted in.
COUNTS = (10, 20)


class Fact:
    """One entry: n, name, day, minute, about, and whatever else it has."""

    def __init__(self, n, name, day, minute=None, about=None, **more):
        self.n, self.name, self.day = n, name, day
        self.minute, self.about = minute, about
        self.__dict__.update(more)

    def get(self, key, default=None):
        return self.__dict__.get(key, default)

    def __repr__(self):
        return "%d %s" % (self.n, self.name)


class Record:
    def __init__(self, life, on):
        self.life, self.on = life, on
        void = {f.target for f in life.facts if f.name == "void"}
        self.facts = [f for f in life.facts if f.day is None or f.day <= on]
        self.facts = [f for f in self.facts if f.n not in void and
                      f.about not in void]
        self.by_name, self.by_about = {}, {}
        for f in self.facts:
            self.by_name.setdefault(f.name, []).append(f)
            self.by_about.setdefault((f.name, f.about), []).append(f)
        self.days = sorted({f.day for f in self.facts if f.day} |
                           {v for f in self.facts for v in
                            f.__dict__.values() if type(v) is date} | {on})
        # What no world changes is worked out once: days at which something
        # can turn, and who holds what by the end of a day on which that does.
        self.near, self.books = None, {}
        self.moved = sorted(
            {lot[3] for lot in life.lots if lot[3] <= on} |
            {f.day for f in self.facts if f.get("cls")})

    def named(self, *names):
        return [f for name in names for f in self.by_name.get(name, ())]

    def about(self, name, n):
        return self.by_about.get((name, n), [])

    def entry(self, n):
        return next((f for f in self.facts if f.n == n), None)

    def happened(self, name):
        """The first day of an event, or None."""
        return min((f.day for f in self.named(name)), default=None)

    def marks(self, first):
        """Days from a first one on at which something can turn."""
        if first > self.on:
            return []
        if (self.on - first).days <= 8:
            return [first + DAY * i
                    for i in range((self.on - first).days + 1)]
        if self.near is None:
            self.near = sorted({
                day + DAY * off for day in self.days
                for off in (-1, 0, 1) + tuple(
                    off - n for n in COUNTS
                    for off in (-4, -3, -2, -1, 0, 1))})
        return [first] + [d for d in self.near if first < d <= self.on]

    # The register.

    def parties(self, role):
        return [p for p, roles in self.life.roles.items()
                if any(r == role and (since is None or since <= self.on)
                       for r, since in roles)]

    def has_role(self, party, role, day):
        return any(r == role and (since is None or since <= day)
                   for r, since in self.life.roles.get(party, ()))

    def lists(self, party):
        return self.life.lists.get(party, ())

    def copies(self, party, day):
        """6(h): Latham for the Company, Heller for whoever is a Holder."""
        if party == "company":
            return ["latham"]
        return ["heller"] if self.has_role(party, "holder", day) else []
