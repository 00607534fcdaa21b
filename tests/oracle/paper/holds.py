"""Who holds what, and who is a Holder (1), by the end of a day."""
from record import WARRANTS


def held(rec, party, kind, day):
    """Securities of a class; None where their number is not on record."""
    have = 0
    for lot in rec.life.lots:
        if lot[0] == party and lot[1] == kind and lot[3] <= day:
            if lot[2] is None:
                return None
            have += lot[2]
    for f in rec.named("securities issued", "rights transferred", "sale",
                       "warrant exercised"):
        if f.day > day:
            continue
        n = int(f.shares)
        if f.name == "securities issued":
            have += n * (f.holder == party and f.cls == kind)
        elif f.name == "rights transferred":
            have += n * (f.cls == kind) * (
                (f.to_party == party) - (f.holder == party))
        elif f.name == "sale":
            have -= n * (f.holder == party and f.cls == kind)
        else:
            have += n * (f.holder == party) * (
                (f.into == kind) - (f.cls == kind))
    return have


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
