"""Discontinued disposition (6(e)), and the second exception of 5(a).

Moments are (day, minute).  What is not on record of one matters only on the
day of the sale that is asked about.
"""
from paper import given

EVENTS = ("notice of request", "notice of stop order",
          "notice of untrue representation",
          "notice of suspended qualification", "notice of defect")
COMMENTS = "comments copied"
NOON, LATE = 12 * 60, 24 * 60 - 1


def had(world, rec, send, party, near=None):
    """The moment of actual receipt, or None."""
    found = []
    for method in send.methods:
        at = given.had(world, rec, send, party, method)
        if not at:
            day = given.receipt(world, rec, send, party, method)
            if day is None:
                continue
            at = (day, None)
        if at[1] is None:
            at = (at[0], hour(world, send, party, at[0]) if at[0] == near
                  else NOON)
        found.append(at)
    return min(found, default=None)


def hour(world, send, party, day):
    """Its first and its last, where the record has the day alone."""
    first = min(send.minute + 1 if send.day == day else 0, LATE)
    return world.hole("hour/%d/%s" % (send.n, party), (first, LATE))


def first_had(world, rec, sends, party, near=None):
    got = [had(world, rec, s, party, near) for s in sends if party in s.to]
    return min((at for at in got if at), default=None)


def took_effect(world, rec, sends, party, near=None):
    """As first_had, by 6(h): a day, of which the hour is not fixed.

    Whoever has it in hand has been told, whatever the hour.
    """
    day = given.earliest(world, rec, sends, party)
    at = first_had(world, rec, sends, party, near)
    if day is None or (at and at[0] < day):
        return at
    if day != near:
        return day, NOON
    if at and at[0] == day:
        return at
    return day, world.local("given-hour", 0, LATE)


def of_event(world, rec, notice):
    """6(e) ends with the copies and the Advice, and does not say whether those
    that are about one notice of an event end what another of it began."""
    same = [f for f in rec.named(*EVENTS) if notice.get("event") and
            f.get("event") == notice.event]
    return same if len(same) > 1 and world.ask("same-event") == "yes" else \
        [notice]


def naming(rec, name, notices):
    return [f for f in rec.named(name)
            if any(n.n in f.which for n in notices)]


def since(notice, sends, when):
    """What was there before the notice ends nothing of it."""
    return [s for s in sends if s.day >= notice.day or
            (when(s) or (notice.day,))[0] >= notice.day]


def ends(world, rec, notice, party, near=None):
    """6(e): copies under 3(k) or the Advice, and in either case the further
    filings, unless there are none."""
    notices = of_event(world, rec, notice)

    def received(sends):
        return first_had(world, rec, since(
            notice, sends, lambda s: first_had(world, rec, [s], party, near)),
            party, near)

    advice = naming(rec, "advice", notices)
    # Advised, or in receipt of the Advice.
    if advice and world.ask("advised") == "given":
        told = took_effect(world, rec, since(
            notice, advice, lambda s: took_effect(
                world, rec, [s], party, near)), party, near)
    else:
        told = received(advice)
    copies = received([f for n in notices for f in rec.about(
        "supplemented prospectus", n.n)])
    free = min((at for at in (told, copies) if at), default=None)
    further = naming(rec, "incorporated filings", notices)
    filings = received(further)
    none = min(((f.day, 0) for f in naming(
        rec, "nothing further incorporated", notices)
        if f.day >= notice.day), default=None)
    if free and not further:
        # That there was nothing is as old as it is; that nobody said so does
        # not make it otherwise.
        none = world.hole("further/%d" % notice.n, ((notice.day, 0), none))
    rest = min((at for at in (filings, none) if at), default=None)
    return max(free, rest) if free and rest else None


class Span:
    """Of a discontinuance or a finding: its state, and its days."""

    def __init__(self, section, state, start=None, end=None):
        self.section, self.status = section, state
        self.start, self.end = start and start[0], end and end[0]

    def __repr__(self):
        return "%s from %s until %s" % (self.status, self.start, self.end) \
            if self.start else self.status


def discontinuance(world, rec, notice, party):
    effective = rec.happened("registration effective")
    start = had(world, rec, notice, party)
    if effective is None or start is None:
        return Span("6(e)", "none")
    end = ends(world, rec, notice, party)
    # Before it is effective there is no sale that could be discontinued.
    start = max(start, (effective, 0))
    if end and end[0] <= rec.on:
        # One who is advised before it had the notice has nothing to stop.
        return Span("6(e)", "ended", start, max(end, start))
    return Span("6(e)", "running", start)


def moment(world, rec, sale):
    """When the sale was: its hour is a hole where it is not on record."""
    day, minute = sale.day, sale.minute
    # Traded on one day and settled on another: which of them is open.
    if sale.get("settled") and world.ask("sale-day") == "settlement":
        day, minute = sale.settled, None
    if minute is not None:
        return day, minute
    edges = {0, LATE}
    for f in rec.facts:
        if f.day == day and f.minute is not None:
            edges |= {max(0, f.minute - 1), min(LATE, f.minute + 1)}
    return day, world.hole("sale/%d" % sale.n, sorted(edges))


def later(world, edge, at):
    """Whether it is after the sale: in the same minute that is open."""
    if edge == at:
        return world.local("very-minute", True, False)
    return edge > at


def elsewhere(sale):
    """6(e), 5(a)(2): what is disposed of under the Registration Statement, by use
    of its Prospectus; one under an exemption has neither."""
    return sale.get("under") not in (None, "registration statement")


def inside(world, rec, sale):
    """6(e): whether the Holder had discontinued to sell at that moment."""
    if elsewhere(sale):
        return Span("6(e)", "outside")
    at = moment(world, rec, sale)
    effective = rec.happened("registration effective")
    # What is still to come by then is not on record.
    if at[0] > rec.on:
        return Span("6(e)", world.hole("to come/%d" % sale.n,
                                       ("inside", "outside")))
    if effective is None or effective > sale.day:
        return Span("6(e)", "outside")
    for notice in rec.named(*EVENTS, COMMENTS):
        if sale.holder not in notice.to:
            continue
        # 3(d)(ii): comments may be a request, and their copies tell of it.
        if notice.name == COMMENTS and world.ask("comments-request") == "no":
            continue
        start = had(world, rec, notice, sale.holder, at[0])
        if start is None or later(world, start, at):
            continue
        end = ends(world, rec, notice, sale.holder, at[0])
        if end is None or later(world, end, at):
            return Span("6(e)", "inside")
    return Span("6(e)", "outside")


def outdated_used(world, rec, sale):
    """5(a)(2): all four, an event, a notice that says so, use, no Advice."""
    if elsewhere(sale):
        return Span("5(a)", "not-made-out")
    used = sale.outdated
    if used is None:
        used = world.hole("outdated/%d" % sale.n, ("yes", "no"))
    if used == "no":
        return Span("5(a)", "not-made-out")
    at = moment(world, rec, sale)
    if at[0] > rec.on:
        return Span("5(a)", world.hole("to come/%d" % sale.n, (
            "made-out", "not-made-out")))
    for notice in rec.named(*EVENTS):
        if sale.holder not in notice.to:
            continue
        if notice.outdated != "yes" and world.ask("defect-notice") == "no":
            continue
        # After it was notified: on receipt or when given.
        if world.ask("exception-notified") == "given":
            start = took_effect(world, rec, [notice], sale.holder, at[0])
        else:
            start = had(world, rec, notice, sale.holder, at[0])
        if start is None or later(world, start, at):
            continue
        end = None
        if world.ask("exception-advice") == "6e":
            advice = naming(rec, "advice", of_event(world, rec, notice))
            end = first_had(world, rec, since(
                notice, advice, lambda s: first_had(
                    world, rec, [s], sale.holder, at[0])), sale.holder, at[0])
        if end is None or later(world, end, at):
            return Span("5(a)", "made-out")
    return Span("5(a)", "not-made-out")


def functions(rec):
    """[(key, function of a world)] of what the register of suspensions has."""
    for f in rec.named(*EVENTS):
        for p in f.to:
            if rec.has_role(p, "holder", f.day):
                yield (("discontinuance", f.n, p), lambda w, f=f, p=p:
                       discontinuance(w, rec, f, p))
    for f in rec.named("sale"):
        yield (("sale-outside", f.n, None), lambda w, f=f: inside(w, rec, f))
        yield (("outdated-used", f.n, None), lambda w, f=f:
               outdated_used(w, rec, f))
