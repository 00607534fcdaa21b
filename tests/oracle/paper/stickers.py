"""3(c): within four Business Days once a Holder has sold half of what the
Prospectus covers, where the Commission periodically requires that."""
from datetime import timedelta
from fractions import Fraction
from math import inf

from paper import days

DAY = timedelta(days=1)


def counted(world, rec, sale):
    """Whether it was a sale under that Prospectus."""
    if sale.get("under"):
        return sale.under == "registration statement"
    if sale.get("prospectus"):
        return True
    return world.hole("prospectus/%d" % sale.n, (True, False))


def sold_on(world, sale):
    """The day on which it is sold: of the trade, or of its settlement."""
    if sale.get("settled") and world.ask("sale-day") == "settlement":
        return sale.settled
    return sale.day


def told(world, rec, sale):
    """The day that counts: of the sale, or on which the Company knew of it,
    which is none before it."""
    sold = sold_on(world, sale)
    if sold > rec.on:
        return None
    if world.ask("half-sold-day") == "sale":
        return sold
    known = sale.known if sale.get("known") else world.hole(
        "known/%d" % sale.n, rec.marks(sale.day) + [None])
    return None if known is None else max(known, sold)


def strays(world, rec, sale):
    """Those who sold under it, of whom no coverage was on record by then, nor
    is by that sale: it covers something of theirs."""
    def covers(holder, day):
        return any(c.holder == holder and c.day <= day
                   for c in rec.named("prospectus coverage"))
    return sorted({s.holder for s in rec.named("sale")
                   if not covers(s.holder, sold_on(world, s)) and
                   not covers(s.holder, sold_on(world, sale)) and
                   counted(world, rec, s)})


def sold_of(world, rec, coverage, sale):
    """What was sold, as it is printed or as a split carries it: whether what
    is covered is split with the rest, its entries do not say."""
    part = Fraction(sale.shares)
    for f in rec.named("securities split"):
        if coverage.day <= f.day <= sold_on(world, sale) and \
                world.hole("carried/%d" % f.n, (True, False)):
            part *= Fraction(f.old, f.new)
    return part


def covered(world, rec, coverage, sale):
    """What half of it is sold of.  Whether what was transferred is of what
    the Prospectus covers, its entries do not say."""
    whole = world.ask("half-sold") == "any-seller"
    sold = sold_on(world, sale)
    every = rec.named("prospectus coverage")
    for who in strays(world, rec, sale) if whole else ():
        if world.hole("stray/" + who, (True, False)):
            return inf
    least = most = sum(f.shares for f in every) if whole else coverage.shares
    for f in rec.named("rights transferred"):
        if not coverage.day < f.day <= sold:
            continue
        if whole:
            # It is in the coverage of both where that of its new Holder alone
            # is later.
            later = [c.holder for c in every if f.day <= c.day <= sold]
            if f.to_party in later and f.holder not in later:
                least -= f.shares
        elif f.holder == coverage.holder:
            least -= f.shares
        elif f.to_party == coverage.holder:
            most += f.shares
    which = world.hole("passed/%d" % coverage.n, ("most", "least")) \
        if least != most else "most"
    return most if which == "most" else max(least, 0)


def reached(world, rec, coverage):
    """The day on which the half is sold; None while it is not."""
    # "as last supplemented or stickered": what comes after counts against that.
    renewed = done(world, rec, coverage)
    sold = []
    for sale in sorted(rec.named("sale"), key=lambda f: sold_on(world, f)):
        day = sold_on(world, sale)
        if sale.holder == coverage.holder and day >= coverage.day and \
                (renewed is None or day < renewed) and \
                counted(world, rec, sale):
            sold.append(sale)
        if sold and 2 * sum(sold_of(world, rec, coverage, s) for s in sold) >= \
                covered(world, rec, coverage, sale):
            known = [told(world, rec, s) for s in sold]
            return None if None in known else max(known)
    return None


def limit(world, rec, coverage):
    """(whether it is due at all, the last day)."""
    half = reached(world, rec, coverage)
    if half is None:
        return False, None
    required = rec.happened("sticker requirement")
    if required is None:
        return True, None
    last = days.after(world, 4, half)
    if required <= half:
        return True, last
    # Required once the half was sold: from when the four days run is open.
    which = world.ask("sticker-clock")
    return True, {"sale": max(last, required),
                  "requirement": days.after(world, 4, required),
                  "half": last}[which]


def done(world, rec, coverage):
    return min((days.filed_on(world, f)
                for f in rec.named("sticker filed")
                if coverage.n in f.which), default=None)
