"""What a claim under section 5 of the sample agreement comes to, a second time.

Each sum is added up from what the section says, in whole cents, under any
answers to its open points; what rests on a fact that is missing lies between
two.
"""
import itertools
from decimal import Decimal
from fractions import Fraction

POINTS = {"holder-advances": ("yes", "no"), "cap-and-advances": ("yes", "no"),
          "other-advances": ("yes", "no"),
          "shared-sales": ("shared", "others"),
          "proceeds-received": ("gross", "remitted"),
          "contribution-limits": ("counsel", "none"),
          "contribution-unentitled": ("yes", "no"),
          "appealed-incurred": ("yes", "no")}
# No claim asks both of these: one is of indemnity, the other in lieu of it.
WORLDS = [{**world, "appealed-payable": world["appealed-incurred"]}
          for world in (dict(zip(POINTS, answers))
                        for answers in itertools.product(*POINTS.values()))]
HOLDERS = ("royal-canadian", "dlouhy")
OTHER = "latham"                # a party that is neither Company nor Holder
NOTHING = 0


# Three answers: True, False, None where a fact is missing.
def is_(field, value):
    return None if field is None else field == value


def is_not(field, value):
    return None if field is None else field != value


def any_of(*parts):
    return True if True in parts else None if None in parts else False


def all_of(*parts):
    return False if False in parts else None if None in parts else True


# Amounts: cents, or (least, most) where something that they rest on is
# missing; both are one: it is known.  None lies below nothing.
NO_LIMIT = float("inf")
UNKNOWN = (NOTHING, NO_LIMIT)


def ends(amount):
    return amount if isinstance(amount, tuple) else (amount, amount)


def between(low, high):
    return low if low == high else (low, high)


def add(*parts):
    return between(*(sum(end, NOTHING) for end in zip(*map(ends, parts)))) \
        if parts else NOTHING


def less(amount, *parts):
    for part in parts:
        (low, high), (few, many) = ends(amount), ends(part)
        amount = between(low - many if low > many else NOTHING,
                         high - few if high > few else NOTHING)
    return amount


def least(*parts):
    return between(*map(min, zip(*map(ends, parts))))


def part_of(share, amount):
    """A part, without what is less than a cent."""
    if share is None:
        return UNKNOWN
    return between(*(end if end == NO_LIMIT else share * end // 1
                     for end in ends(amount)))


def perhaps(amount):
    """It counts or not."""
    return between(NOTHING, ends(amount)[1])


def told(lines):
    """None where it is not known."""
    return {key: None if isinstance(amount, tuple) else amount
            for key, amount in lines.items()}


class Entry:
    def __init__(self, number, name, about, fields):
        self.number, self.name, self.about = number, name, about
        self.fields = fields

    def get(self, key):
        return self.fields.get(key)

    def money(self, key="amount"):
        text = self.fields.get(key)
        if text is None and key == "costs" and self.get("proceeds"):
            # They are no more than what the sale brought.
            return perhaps(self.money("proceeds"))
        return UNKNOWN if text is None else int(Decimal(text) * 100)

    def day(self):
        return "2000-%02d-%02d" % (2 + self.number // 84,
                                   1 + self.number // 3 % 28)

    def line(self):
        return "\t".join([self.name, str(self.about), self.day()] + [
            "%s=%s" % pair for pair in self.fields.items()]) + "\n"

    def command(self):
        """The same as it is typed."""
        words = ['event record neo "%s" --at %s' % (self.name, self.day())]
        if self.name == "bill":
            words = ['claim bill neo --by hand --at "%s 10:00"' % self.day()]
        if self.about:
            words.append("--about %d" % self.about)
        words += ['%s="%s"' % pair for pair in self.fields.items()]
        return " ".join(words) + "\n"


class Case:
    def __init__(self):
        self.entries = []
        self.by_name = {}

    def add(self, name, about=0, **fields):
        entry = Entry(len(self.entries) + 2, name, about, {
            key: value for key, value in fields.items() if value is not None})
        self.entries.append(entry)
        self.by_name.setdefault((name, about), []).append(entry)
        return entry.number

    def named(self, name, about=0):
        return self.by_name.get((name, about), [])

    def claims(self):
        return self.named("claim opened")

    def total(self, name, about, key="amount", where=lambda e: True):
        parts = []
        for e in self.named(name, about):
            counts = where(e)
            if counts is None:
                parts.append(perhaps(e.money(key)))
            elif counts:
                parts.append(e.money(key))
        return add(*parts)

    def final(self, claim):
        return self.total("claim adjudged", claim,
                          where=lambda e: is_(e.get("final"), "yes"))

    def of_bills(self, name, claim):
        """What is about the bills of a claim."""
        return add(*[self.total(name, bill.number)
                     for bill in self.named("bill", claim)])

    def by_bill(self, claim, what):
        """WHAT each bill comes to by itself, added up: of its amount, what of
        it is not payable, and what was paid on it."""
        return add(*[what(bill.money(),
                          self.total("part not payable", bill.number),
                          self.total("bill paid", bill.number))
                     for bill in self.named("bill", claim)])

    def of(self, claim, key, names, own=True):
        """What sales of the Holder, or of all, brought or cost."""
        return add(*[e.money(key) for e in self.named("sale")
                     if str(e.number) in names and (
                         not own or e.get("holder") == claim.get("against"))])

    def lines(self):
        return "".join(e.line() for e in self.entries)


def named(claim):
    """The sales that gave rise to a claim; none where it does not say."""
    return set((claim.get("sales") or "").split())


def shares(case, claim):
    """(claims that are from some of its sales, itself the first; those of
    which that is not on record)."""
    kin, perhaps = [claim], []
    for other in case.claims():
        if other is claim or other.get("against") != claim.get("against"):
            continue
        if not named(claim) or not named(other):
            perhaps.append(other)
        elif named(other) & named(claim):
            kin.append(other)
    return kin, perhaps


class Position:
    """One claim: the lines of each sum, as the section has them."""

    def __init__(self, case, claim):
        self.case, self.claim, self.id = case, claim, claim.number
        self.company = claim.get("against") == "company"
        self.holder = claim.get("against") in HOLDERS
        self.sales = (claim.get("sales") or "").split()
        # Bills, and what of them the Indemnified Party bears itself.
        self.billed = case.by_bill(self.id, lambda bill, off, paid:
                                   less(bill, off))
        self.unpaid = case.by_bill(self.id, lambda bill, off, paid:
                                   less(bill, off, paid))
        self.advanced = case.of_bills("bill paid", self.id)
        self.paid = case.total("indemnity paid", self.id)
        self.excepted = case.total("part excepted", self.id)
        self.outside = self.excepted if self.extent_known() else UNKNOWN
        self.prejudice = self.finally_found("prejudice found")
        self.fixed = self.finally_found("claim adjudged")
        self.own = less(self.fixed, self.outside, self.prejudice)
        self.net = less(self.of_sales("proceeds"), self.of_sales("costs"))
        # The claims from any of the same sales of the same Holder.
        self.kin, self.perhaps = shares(case, claim)
        self.all_paid = self.of_kin(
            lambda n: case.total("indemnity paid", n))
        self.all_advanced = self.of_kin(
            lambda n: case.of_bills("bill paid", n))
        self.elsewhere = less(self.all_paid, self.paid)
        # Damages and liability are those of the judgment, as far as it goes.
        self.damages = case.total(
            "loss incurred", self.id,
            where=lambda e: e.get("kind") in ("damages", "liability"))
        self.judgment = less(self.fixed, self.damages)
        # Of other claims alone: what is open of its own is none of theirs.
        self.shared = add(
            NOTHING, *[case.final(c.number) for c in self.kin[1:]],
            *[perhaps(case.final(c.number)) for c in self.perhaps])
        self.foreign = less(self.of_sales("proceeds", False),
                            self.of_sales("proceeds"))

    def extent_known(self):
        """5(b): to what extent the statement is in its own information."""
        said = self.case.named("information relied on", self.id)
        return self.happened("part excepted") or (said != [] and all(
            e.get("holder") == self.claim.get("against") and
            e.get("relates") == "yes" and e.get("solely") == "yes"
            for e in said))

    def taken_out(self):
        """5(a)(1): what the information of the Holder through whom it is
        claimed takes out; how far is not known while none of it is ruled out
        and no part is settled."""
        said = self.case.named("information relied on", self.id)
        through = self.claim.get("through")
        if self.happened("part excepted") or all(
                (through and e.get("holder") != through) or
                e.get("relates") == "no" or e.get("solely") == "no"
                for e in said):
            return self.excepted
        return UNKNOWN

    def happened(self, name):
        return bool(self.case.named(name, self.id))

    def indemnified(self):
        """5(b): the Company and its people; 5(a) alone has the others."""
        return self.claim.get("through") in (None, "company") and \
            self.claim.get("capacity") not in (
                "holder", "investment adviser", "underwriter retained")

    def entitled(self, amount):
        """Who is not entitled to indemnification is owed none."""
        return NOTHING if self.happened("found not entitled") else amount

    def finally_found(self, name):
        return self.case.total(name, self.id,
                               where=lambda e: is_(e.get("final"), "yes"))

    def of_sales(self, key, own=True, names=None):
        if not self.sales:
            return UNKNOWN
        names = self.sales if names is None else names
        return self.case.of(self.claim, key, names, own)

    def settled(self, where):
        return self.case.total("claim settled", self.id, where=where)

    def sums(self, world):
        found = {}
        unavailable = self.happened("indemnity unavailable")
        if not unavailable or self.happened("bill"):
            found["fees-open"] = self.fees_open(world)
        if unavailable:
            found["contribution"] = self.contribution(world)
        elif self.company:
            found["indemnity"] = self.indemnity(world)
        elif self.holder:
            found["holder-indemnity"] = self.holder_indemnity(world)
        else:
            found["other-indemnity"] = self.other_indemnity()
        if self.happened("found not entitled") or \
                self.happened("found entitled in part"):
            found["repayment"] = self.repayment()
        return {name: told(lines) for name, lines in found.items()}

    def appealable(self):
        return self.case.total("claim adjudged", self.id,
                               where=lambda e: is_(e.get("final"), "no"))

    def under_appeal(self, counts):
        """5(a), 5(d): of judgments none of which is final, what is owed
        beside the damages and liability on record, where such a one COUNTS."""
        found = self.case.named("claim adjudged", self.id)
        appealed = all_of(*[is_(e.get("final"), "no") for e in found]) \
            if found else False
        if appealed is False:
            return {}, NOTHING
        part = NOTHING
        if counts:
            part = less(self.case.total("claim adjudged", self.id),
                        self.damages)
            part = part if appealed else perhaps(part)
        return {"appealed": part}, part

    def indemnity(self, world):
        losses = self.case.total("loss incurred", self.id)
        settlement = self.settled(lambda e: any_of(
            is_(e.get("consent"), "yes"),
            is_(e.get("by"), "the indemnifying party"),
            is_(e.get("withheld"), "unreasonably")))
        disputed = self.settled(lambda e: all_of(
            is_not(e.get("by"), "the indemnifying party"),
            is_not(e.get("consent"), "yes"),
            is_(e.get("withheld"), "open")))
        excepted = self.taken_out()
        line, appealed = self.under_appeal(world["appealed-incurred"] == "yes")
        liable = less(add(losses, self.judgment, appealed, settlement),
                      excepted, self.prejudice)
        if self.happened("found not entitled"):
            liable = NOTHING
        paid = add(self.advanced, self.paid)
        return {"losses": losses, "adjudged": self.judgment,
                "appealable": self.appealable(), **line, "fees": self.billed,
                "settlement": settlement, "disputed": disputed,
                "excepted": excepted, "prejudice": self.prejudice,
                "liable": liable, "paid": paid, "unpaid": self.unpaid,
                "beyond": less(self.paid, liable),
                "owed": add(less(liable, self.paid), self.unpaid)}

    def linked(self):
        """The kin, theirs, and so on: all that one sale after another ties."""
        found = [self.claim]
        for claim in found:
            found += [other for other in shares(self.case, claim)[0]
                      if other not in found]
        return found[1:]

    def of_kin(self, total):
        """Added up; of one that may be kin it counts or not."""
        return add(*[total(c.number) for c in self.kin],
                   *[perhaps(total(c.number)) for c in self.perhaps])

    def worth(self, names, gross):
        """What the Holder received for sales, each counted once."""
        proceeds = self.of_sales("proceeds", names=names)
        return proceeds if gross else less(
            proceeds, self.of_sales("costs", names=names))

    def others(self, gross=False):
        """Received for those that kin are from and this claim is not."""
        own = set(self.sales)
        kin = set().union(*map(named, self.kin)) - own
        may_be = set().union(*map(named, self.perhaps)) - own - kin

        def received(key):
            of = [self.case.of(self.claim, key, names)
                  for names in (kin, may_be)]
            return add(of[0], perhaps(of[1]))
        return received("proceeds") if gross else less(
            received("proceeds"), received("costs"))

    def paid_on(self, claims, advances):
        """[(what was paid on a claim, its sales)]."""
        return [(add(self.case.total("indemnity paid", c.number),
                     self.case.of_bills("bill paid", c.number)
                     if advances or self.contributes(c) else NOTHING),
                 named(c)) for c in claims]

    def contributes(self, claim):
        """5(d): fees are contributed like the rest, and are no advances."""
        return self.case.named("indemnity unavailable", claim.number) != []

    def of_others(self, total):
        """Added up over the kin without itself, as of_kin does."""
        return add(NOTHING, *[total(c.number) for c in self.kin[1:]],
                   *[perhaps(total(c.number)) for c in self.perhaps])

    def aggregate(self, proceeds, taken):
        """5(d): what is left to be contributed over all claims together."""
        name = "damages otherwise paid"
        own = self.case.total(name, self.id)
        there = self.of_others(lambda n: self.case.total(
            name, n, where=lambda e: is_(e.get("same"), "yes")))
        return {"elsewhere": self.of_others(
                    lambda n: self.case.total("indemnity paid", n)),
                "advanced": self.of_others(
                    lambda n: self.case.of_bills("bill paid", n)),
                "otherwise": own, "otherwise-there": there, "taken": taken,
                "cap": less(proceeds, own, there, taken)}

    def with_others(self):
        """Whether anything was paid on a claim that may share its sales."""
        return any(amount != NOTHING for amount, _ in self.paid_on(
            self.kin[1:] + self.perhaps, True))

    def placed(self, paid, gross, where=lambda name: True):
        """The most of what was paid that can be out of the sales WHERE.

        Out of a sale no more than was received for it, and on a claim only
        out of sales that it is from: whichever payments one takes by
        themselves, no more than their sales brought and the others came to.
        """
        bounds = []
        for kept in itertools.product((True, False), repeat=len(paid)):
            names = set().union(*[sales for (_, sales), one in zip(
                paid, kept) if one])
            bounds.append(add(
                self.worth({n for n in names if where(n)}, gross),
                *[amount for (amount, _), one in zip(paid, kept)
                  if not one]))
        if NOTHING not in bounds and any(isinstance(b, tuple) for b in bounds):
            return UNKNOWN
        return least(*bounds)

    def taken(self, world, advances, gross=False):
        """What was paid on other claims out of its own sales."""
        if any(amount != NOTHING for amount, _ in self.paid_on(
                self.perhaps, advances)):
            return UNKNOWN
        kin = self.paid_on(self.kin[1:], advances)
        if all(amount == NOTHING for amount, _ in kin):
            return NOTHING
        if world["shared-sales"] == "shared":
            return self.placed(kin, gross, lambda n: n in self.sales)
        # Out of other sales first, where they are not used up themselves.
        every = self.paid_on(self.linked(), advances)
        outside = self.placed(every, gross, lambda n: n not in self.sales)
        return less(self.placed(every, gross), outside)

    def holder_indemnity(self, world):
        advances = world["cap-and-advances"] == "yes"
        taken = self.taken(world, advances)
        cap = less(self.net, self.advanced if advances else NOTHING, taken)
        liable = self.entitled(least(self.own, cap)) if self.indemnified() \
            else NOTHING
        return {"fixed": self.fixed, "outside": self.outside,
                "prejudice": self.prejudice, "own": self.own,
                "net": self.net, "elsewhere": self.elsewhere,
                "advanced": self.all_advanced, "others": self.others(),
                "taken": taken,
                "cap": cap, "liable": liable, "paid": self.paid,
                "beyond": less(self.paid, liable), "shared": self.shared,
                "foreign": self.foreign, "owed": less(liable, self.paid)}

    def other_indemnity(self):
        """An underwriter's: to the same extent, and no cap of its own."""
        liable = self.entitled(self.own)
        return {"fixed": self.fixed, "outside": self.outside,
                "prejudice": self.prejudice, "liable": liable,
                "paid": self.paid, "beyond": less(self.paid, liable),
                "owed": less(liable, self.paid)}

    def fees_open(self, world):
        unpaid = self.unpaid
        room, judged, to_pay = unpaid, NOTHING, unpaid
        if self.holder and world["holder-advances"] == "no":
            to_pay = NOTHING
        elif not self.holder and not self.company and \
                world["other-advances"] == "no":
            to_pay = NOTHING
        elif self.holder and world["cap-and-advances"] == "yes":
            room = less(self.net, self.advanced, self.paid,
                        self.taken(world, True))
            judged = NOTHING if self.happened("indemnity unavailable") else \
                less(self.entitled(self.own), self.paid)
            to_pay = least(unpaid, less(room, judged))
        if self.holder and not self.indemnified():
            to_pay = NOTHING
        beyond = self.case.by_bill(self.id, lambda bill, off, paid:
                                   less(paid, less(bill, off)))
        above = self.case.by_bill(self.id, lambda bill, off, paid:
                                  less(off, bill))
        return {"billed": self.billed, "paid": self.advanced,
                "unpaid": unpaid, "beyond": beyond, "above": above,
                **self.of_holder(room=room, judged=judged), "open": to_pay}

    def contribution(self, world):
        fees = self.billed
        if world["contribution-limits"] == "none":
            fees = self.case.total("bill", self.id)
        line, appealed = self.under_appeal(world["appealed-payable"] == "yes")
        losses = add(self.case.total("loss incurred", self.id), self.judgment,
                     appealed, self.settled(lambda e: is_(e.get("by"),
                                                "the indemnified party")),
                     fees)
        faults = self.case.named("fault found", self.id)
        share = part_of(Fraction(faults[-1].get("share")) if faults else None,
                        losses)
        proceeds, others, limit = losses, NOTHING, {"cap": losses}
        if self.holder:
            gross = world["proceeds-received"] == "gross"
            others = self.others(gross)
            proceeds = self.worth(self.sales, gross)
            limit = self.aggregate(proceeds, self.taken(
                world, world["cap-and-advances"] == "yes", gross))
        liable = least(share, limit["cap"], losses)
        if self.happened("fraud found") and \
                not self.happened("fraud of the other found"):
            liable = NOTHING
        if world["contribution-unentitled"] == "no":
            liable = self.entitled(liable)
        if self.holder and not self.indemnified():
            liable = NOTHING
        paid = add(self.advanced, self.paid)
        return {"fees": fees, "adjudged": self.judgment,
                "appealable": self.appealable(), **line, "losses": losses,
                "share": share, **self.of_holder(
                    proceeds=proceeds, others=others, **limit),
                "liable": liable, "paid": paid,
                "beyond": less(paid, liable), "owed": less(liable, paid)}

    def of_holder(self, **lines):
        """5(b), 5(d): what a Holder received caps what that Holder owes."""
        return lines if self.holder else {}

    def is_covered(self, bill):
        """Whether an undertaking is for that bill, or for whatever is billed."""
        return any(e.get("bills") is None or
                   str(bill.number) in e.get("bills").split()
                   for e in self.case.named("undertaking given", self.id))

    def repayment(self):
        extent = self.advanced
        if not self.happened("found not entitled"):
            extent = least(extent, self.case.total("found entitled in part",
                                                   self.id))
        bills = self.case.named("bill", self.id)
        covered = add(*[self.case.total("bill paid", bill.number)
                        for bill in bills if self.is_covered(bill)])
        if self.happened("found not entitled") or \
                not self.happened("undertaking given"):
            undertaken = covered
        elif all(self.is_covered(bill) for bill in bills):
            undertaken = extent
        else:
            # Which bills were found against it does not follow.
            undertaken = least(extent, covered, self.case.total(
                "found entitled in part", self.id, "undertaken"))
        repaid = self.case.total("advances repaid", self.id)
        return {"advanced": self.advanced, "extent": extent,
                "covered": covered, "undertaken": undertaken,
                "repaid": repaid, "beyond": less(repaid, undertaken),
                "owed": less(undertaken, repaid)}
