"""When a notice takes effect (6(h)), and when it was actually received.

A notice has one or more sendings, each with its method.  What is not on
record of one is a hole: its hour, what became of a fax, its receipt.
"""
from datetime import timedelta

from paper import days

TWO, LAST = 14 * 60, 23 * 60 + 59
HOURS = (8 * 60, TWO, 18 * 60, LAST)
DAY = timedelta(days=1)


def tag(send, party, method):
    return "%d/%s/%s" % (send.n, party, method)


def arrival(rec, send, party, method):
    """Its recorded receipt, the earliest of them, or None."""
    found = [(f.day, f.minute) for f in rec.about("receipt", send.n)
             if party in f.parties and (f.method or method) == method]
    return min(found, key=lambda at: (at[0], at[1] or 0)) if found else None


def had(world, rec, send, party, method):
    """Its receipt; where another entry says that it failed or came back, one
    of the two is wrong, and which is not on record."""
    at = arrival(rec, send, party, method)
    if at and came_to_nothing(rec, send, party, method) and world.hole(
            "wrong/" + tag(send, party, method),
            ("result", "receipt")) == "receipt":
        return None
    return at


def came_through(world, rec, send, party, method):
    """Whether a fax was delivered at all; the last result counts."""
    if had(world, rec, send, party, method):
        return True
    said = [f.result for f in rec.about("confirm", send.n)
            if party in f.parties and (f.method or method) == method]
    if said and said[-1] != "partial":
        return said[-1] == "complete"
    return world.hole("result/" + tag(send, party, method), (True, False))


def first_receipt(send, method):
    # Courier and mail take a day; the rest arrives as it is sent.
    return send.day + DAY * (method in ("courier", "mail"))


def came_to_nothing(rec, send, party, method):
    return any(f.result in ("failed", "no answer", "returned")
               for f in rec.about("confirm", send.n)
               if party in f.parties and (f.method or method) == method)


def receipt(world, rec, send, party, method):
    """The day of actual receipt of one sending; None where it is not yet."""
    at = had(world, rec, send, party, method)
    if at:
        return at[0]
    if method == "fax" and not came_through(world, rec, send, party, method):
        return None
    if came_to_nothing(rec, send, party, method):
        return None
    return world.hole("receipt/" + tag(send, party, method), [
        d for d in rec.marks(first_receipt(send, method))] + [None])


def counted(world, rec, send, party):
    """The minute of a fax that counts: 6(h) does not say which time it is.

    Its end and its confirmation count as far as its report has them.
    """
    minute = send.minute
    if minute is None:
        return world.hole("hour/%d" % send.n, HOURS)
    said = [f for f in rec.about("confirm", send.n)
            if party in f.parties and (f.method or "fax") == "fax"]
    times = {key: said[-1].get(key) for key in ("ended", "confirmed")
             if said and said[-1].get(key) is not None}
    if not any(later > minute for later in times.values()):
        return minute
    return times.get({"start": "", "end": "ended"}.get(
        world.ask("sending-time"), "confirmed"), minute)


def fax(world, rec, send, party):
    """6(h)(i) and (ii), and the gaps that they leave."""
    if not came_through(world, rec, send, party, "fax"):
        return None
    minute = counted(world, rec, send, party)
    lists = send.lists if send.lists is not None else rec.lists(party)
    either = bool(lists) and len(lists) < 2 and \
        world.ask("fax-number") == "either-list"
    if minute < TWO and ("section" in lists or either) and \
            days.business(world, send.day):
        return send.day
    if TWO < minute < LAST and ("purchase-agreement" in lists or either):
        return days.after(world, 1, send.day)
    # No branch: not at all, upon receipt as under (iv), or, for whoever has
    # something to do by it, perhaps when it was sent.
    if world.ask("gap-receipt") == "no":
        return None
    if world.local("gap", "received", "sent") == "sent":
        return send.day
    return receipt(world, rec, send, party, "fax")


def parcel(world, rec, send, party):
    """6(h)(iii): the Business Day after the mailing, "if sent" so.

    The clause asks neither for a receipt nor for an attempt.  Whether what
    the courier brought back was sent is open; (iv) is for other methods, so
    whoever says no has no later day for it.
    """
    back = came_to_nothing(rec, send, party, "courier") and \
        not had(world, rec, send, party, "courier")
    if back and world.ask("parcel-returned") == "no":
        return None
    return days.after(world, 1, send.day)


def one(world, rec, send, party, method):
    if method == "fax":
        return fax(world, rec, send, party)
    if method == "courier":
        return parcel(world, rec, send, party)
    return receipt(world, rec, send, party, method)     # 6(h)(iv)


def alone(world, rec, send, party):
    """The earliest of its sendings, whatever became of the copies."""
    got = [one(world, rec, send, party, m) for m in send.methods]
    return min((d for d in got if d), default=None)


def given(world, rec, send, party):
    """The day on which it is given to one recipient; None if never."""
    day = alone(world, rec, send, party)
    copies = rec.copies(party, send.day)
    if not copies or day is None or world.ask("bare-notice") == "yes":
        return day
    # The copy is part of the notice, so the last of them makes it.
    got = [alone(world, rec, send, c) if c in send.copied else None
           for c in copies]
    return None if None in got else max(got + [day])


def received(world, rec, send, party):
    """The day on which the party actually had it; None if not yet."""
    got = [receipt(world, rec, send, party, m) for m in send.methods]
    return min((d for d in got if d), default=None)


def earliest(world, rec, sends, party):
    """When a party first was given one of several notices."""
    got = [given(world, rec, s, party) for s in sends if party in s.to]
    return min((d for d in got if d), default=None)


class Given:
    """When a notice takes effect for one recipient, by itself."""

    def __init__(self, day):
        self.section, self.day = "6(h)", day
        self.status = "given" if day else "not given"

    def __repr__(self):
        return "%s %s" % (self.status, self.day or "")


def functions(rec):
    """[(key, function of a world)] of each recipient of each notice."""
    for f in rec.facts:
        for p in list(f.get("to") or ()) + list(f.get("copied") or ()):
            yield (("notice", f.n, p), lambda w, f=f, p=p:
                   Given(alone(w, rec, f, p)))
        if not f.get("to") or f.name.startswith("piggyback request"):
            continue
        for p in rec.parties("holder"):
            if p not in f.to and not rec.has_role(p, "holder", f.day):
                # Who became a Holder later was owed nothing by it.
                yield ("later holder", f.n, p), lambda w: Given(None)
