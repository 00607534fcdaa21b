"""Who holds what, and who is a Holder (1), by the end of a day."""
from record import WARRANTS


def held(rec, party, kind, day):
    """Securities of a class; None where their number is not on record."""
    key = party, kind, day
    if key not in rec.held:
        rec.held[key] = counted(rec, party, kind, day)
    return rec.held[key]


def counted(rec, party, kind, day):
    have, moves = 0, []
    for who, what, number, since in rec.life.lots:
        if who == party and what == kind and since <= day:
            if number is None:
                return None
            moves.append((since, number, None))
    for f in rec.named(*MOVES):
        if f.day <= day:
            moves.append((f.day, 0, f))
    for _, number, f in sorted(moves, key=lambda one: one[0]):
        have += number
        if f is None:
            continue
        if f.name == "securities split":
            if f.cls == kind:
                have = have * f.new // f.old
            continue
        # More sold than it had: it has none.
        have = max(0, have + moved(f, party, kind))
    return have


MOVES = ("securities issued", "rights transferred", "sale",
         "warrant exercised", "securities split")


def moved(f, party, kind):
    n, of = int(f.shares), f.cls == kind
    if f.name == "securities issued":
        return n * (f.holder == party and of)
    if f.name == "rights transferred":
        return n * of * ((f.to_party == party) - (f.holder == party))
    if f.name == "sale":
        return -n * (f.holder == party and of)
    return (f.holder == party) * (n * (f.into == kind) -
                                  (f.get("given_up") or n) * of)


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
                   Holding(held(rec, p, kind, rec.on)))


def has_any(rec, party, kind, day):
    """Whether it holds some: a number that is not on record is some."""
    return held(rec, party, kind, day) != 0


def holders(world, rec, day):
    """Whoever holds Registrable Securities then."""
    found = []
    for party in rec.life.roles:
        if has_any(rec, party, "shares", day):
            found.append(party)
        elif any(has_any(rec, party, k, day) for k in WARRANTS) and \
                world.ask("holder-of-warrant") == "yes":
            found.append(party)
    return found
