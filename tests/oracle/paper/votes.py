"""Who must be in favour of what, and from which day on it is so.

2(b) more than half elects; 6(b) more than half consents; 6(f) the Company and
two thirds, or a majority of what it relates to; 6(o) leaves out the Company
and its Affiliates.
"""
from datetime import timedelta
from fractions import Fraction

from paper import days, holds
from record import CLOSING, WARRANTS

DAY = timedelta(days=1)

UNKNOWN = (1, 10 ** 9)      # what is not on record is some, few or many


def counted(world, rec, party, day, at=None):
    """What a party holds that is outstanding then."""
    have = holds.held(world, rec, party, "shares", day, at) or 0
    for kind in WARRANTS:
        if holds.has_any(world, rec, party, kind, day, at) and \
                world.ask("warrant-shares-outstanding") == "yes":
            number = holds.held(world, rec, party, kind, day, at)
            have += world.hole("number/%s/%s" % (kind, party), UNKNOWN) \
                if number is None else number
    return have


def left_out(rec, party, day):
    """6(o): an Affiliate, but for one only by what it holds of these."""
    return (rec.has_role(party, "company", day) or
            rec.has_role(party, "affiliate", day)) and \
        not rec.has_role(party, "affiliate-by-holdings", day)


def signed(world, rec, proposal, day):
    """Whose last word on it is for, by the end of a day."""
    last = {}
    for f in rec.named("holder vote", "objection made"):
        if proposal.n not in (f.get("proposal"), f.about) or f.day > day:
            continue
        was = last.get(f.holder)
        if was is None or (f.day, f.minute or 0) > (was.day, was.minute or 0):
            pick = f
        else:
            pick = was
        if was and was.day == f.day and was.vote != f.vote and (
                was.minute is None or f.minute is None or
                was.minute == f.minute):
            # Which of them came last is not on record.
            pick = world.hole("order/%d+%d" % (was.n, f.n), (was, f))
        last[f.holder] = pick
    return {p: f for p, f in last.items() if f.vote == "for"}


def when_counted(world, proposal):
    """Who holds what when it was put counts, or when it was signed."""
    if proposal.get("record"):
        # Of a record date 6(f) says nothing.
        return world.local("then", "asking", "signing")
    return world.ask("then-outstanding")


class Hour:
    """When what is signed on a day makes it pass: at some hour of it."""

    def __init__(self, day, minute):
        self.n, self.day, self.minute = "signing", day, minute


def signed_on(rec, proposal, day):
    """At the hour of what came on it, where all that did has the same."""
    hours = {f.minute for f in rec.facts if f.day == day and
             f.n != proposal.n and
             proposal.n in (f.get("proposal"), f.about)}
    return Hour(day, hours.pop() if len(hours) == 1 else
                None if hours else proposal.minute)


def tally(world, rec, proposal, day, leaves_out, concerned=None):
    """(in favour, of how many), on the day that counts."""
    as_of = proposal.get("record") or proposal.day
    at = None if proposal.get("record") else proposal
    then = when_counted(world, proposal)
    if then == "signing":
        as_of, at = day, signed_on(rec, proposal, day)
    parties = [p for p in rec.life.roles
               if not (leaves_out and left_out(rec, p, as_of))]
    if concerned is not None:
        parties = [p for p in parties if p in concerned]
    held = {p: counted(world, rec, p, as_of, at) for p in parties}
    base = sum(held.values())
    gone = holds.sold(world, rec, as_of, at)
    if concerned is None and gone and world.ask("sold-shares") == "stay":
        base += gone
    # What has signed counts as it was, whoever holds it later.
    have = sum(held[p] if then == "asking" else counted(
                   world, rec, p, f.day, f)
               for p, f in signed(world, rec, proposal, day).items()
               if p in held)
    return min(have, base), base


def reaches(world, rec, proposal, day, share, strict, out, concerned=None):
    have, base = tally(world, rec, proposal, day, out, concerned)
    if not base:
        return False
    part = Fraction(have, base)
    return part > share if strict else part >= share


def days_of(rec, proposal):
    """The days on which it can come to pass."""
    return sorted({f.day for f in rec.facts if f.day and
                   f.day >= proposal.day and (
                       proposal.n in (f.get("proposal"), f.about))} |
                  {proposal.day})


def company_signed(rec, proposal):
    return min((f.day for f in rec.named("company signed")
                if f.proposal == proposal.n), default=None)


def rule(world, rec, proposal):
    """(share, more than, 6(o) applies, of whom, the Company's signature)."""
    half = Fraction(1, 2)
    if proposal.name == "underwritten election":        # 2(b)
        return (half, True, world.ask("affiliates-in-election") == "yes",
                None, False)
    if proposal.name == "filing planned":               # 3(a)
        return (half, True, world.ask("affiliates-in-objection") == "yes",
                None, False)
    if proposal.name == "other rights proposed" or \
            proposal.get("relates") == "some holders only":
        out = world.ask("percentage-words") != "no"
        if proposal.name == "other rights proposed":     # 6(b)
            return half, True, out, None, False
        who = [f.holder for f in rec.about("rights concerned", proposal.n)]
        return (half, True, out, who,                   # 6(f), sentence 2
                world.ask("company-signature") == "yes")
    return Fraction(2, 3), False, True, None, True      # 6(f), sentence 1


def passed(world, rec, proposal):
    """The day on which the last signature that it needs is in; None."""
    share, strict, out, concerned, company = rule(world, rec, proposal)
    both = company_signed(rec, proposal)
    for day in days_of(rec, proposal):
        if company and (both is None or both > day):
            continue
        if reaches(world, rec, proposal, day, share, strict, out, concerned):
            return day
    return None


class Vote:
    """What has become of a consent or an election by a day."""

    def __init__(self, section, status):
        self.section, self.status = section, status
        self.start = self.end = None

    def __repr__(self):
        return self.status


SECTION = {"underwritten election": "2(b)", "other rights proposed": "6(b)",
           "consent sought": "6(f)", "filing planned": "3(a)"}


FREE = 30000000 * 100       # 6(b), in cents


def free(world, rec, grant, at_least):
    """6(b): rights that can be granted without consent; AT_LEAST: whatever is
    not on record of them."""
    def said(key, least, most):
        value = grant.get(key)
        if value is None and not at_least:
            value = world.hole("%s/%d" % (key, grant.n), (least, most))
        return least if value is None else value

    # "will not violate this provision", whatever else is in conflict.
    from_then = days.after(world, 120, CLOSING)
    if said("offered_on", from_then, from_then + DAY) > from_then:
        return True
    if grant.offering == "fixed-price private placement" and \
            grant.cents <= FREE and (
                world.ask("private-placement-sum") == "each" or
                not at_least and
                world.hole("all/%d" % grant.n, (True, False))):
        return True
    return said("subordinate", "no", "yes") == "yes" and \
        said("conflict", "yes", "no") == "no"


OBJECTIONS = ("objection made", "counsel objection",
              "underwriter objection")


def outcome(world, rec, proposal):
    section = SECTION[proposal.name]
    if proposal.name == "filing planned":
        # What is incorporated by reference is not subject to review; of
        # the rest Special Counsel or an underwriter alone can object.
        if proposal.document == "incorporated document":
            return Vote(section, "not-yet")
        if rec.about("counsel objection", proposal.n) or \
                rec.about("underwriter objection", proposal.n):
            return Vote(section, "passed")
    voted = by_votes(world, rec, proposal)
    # What they have consented to they have, whether or not it was needed.
    if proposal.name == "other rights proposed" and \
            free(world, rec, proposal, voted == "passed"):
        return Vote(section, "exempt")
    return Vote(section, voted)


def by_votes(world, rec, proposal):
    day = passed(world, rec, proposal)
    if day is None:
        return "not-yet"
    if set(signed(world, rec, proposal, day)) <= set(
            signed(world, rec, proposal, rec.on)):
        return "passed"
    share, strict, out, concerned, _ = rule(world, rec, proposal)
    if not reaches(world, rec, proposal, rec.on, share, strict, out,
                   concerned) and \
            world.ask("taken-back") == "undone":
        return "not-yet"
    return "passed"


def functions(rec):
    """[(key, function of a world)] of each vote."""
    for f in rec.named(*SECTION):
        if f.name == "filing planned" and not any(rec.about(
                name, f.n) for name in OBJECTIONS):
            continue
        yield (("objection" if f.name == "filing planned" else "vote",
                f.n, None), lambda w, f=f: outcome(w, rec, f))


def elected(world, rec, proposal, limit):
    """By then, and not undone since."""
    day = passed(world, rec, proposal)
    return day is not None and day <= limit and \
        by_votes(world, rec, proposal) == "passed"


def reached(rec, consent, waiver):
    """Sentence 2 binds those alone to whose rights it relates."""
    if consent.get("relates") != "some holders only":
        return True
    concerned = {f.holder for f in rec.about("rights concerned", consent.n)}
    whom = [waiver.party] if waiver.get("party") else \
        rec.parties("holder")
    return concerned >= set(whom)


def waived(world, rec, duty, subject, party):
    """6(f): in writing and signed by those whose consent it takes.

    That somebody ticked a box is no signature of anybody.
    """
    for f in rec.named("duty waived"):
        if f.duty != duty or f.get("subject") not in (None, subject) or \
                f.get("party") not in (None, party) or not f.get("consent"):
            continue
        consent = rec.entry(f.consent)
        if consent and reached(rec, consent, f) and \
                by_votes(world, rec, consent) == "passed":
            return True
    return False
