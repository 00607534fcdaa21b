"""What is due, of whom, and what has become of it by a day.

Each duty gives {row: Row} for a world and the record of a day.  A row that
has no place in that world is not there.
"""
from datetime import date, timedelta

from paper import days, given, holds, stickers, votes
from record import CLOSING
from worlds import World

DAY = timedelta(days=1)


class Row:
    """One duty: its last day, what adjusts it, and what became of it."""

    def __init__(self, section, raw, limit, safe, status, late=0):
        self.section, self.raw, self.limit = section, raw, limit
        self.safe, self.status, self.late = safe, status, late
        self.ahead = False          # done by what takes effect later
        self.barred = False         # what it was to come before is there
        self.promptly = False       # its day is whatever a person sets

    def __repr__(self):
        return "%s%s, limit %s, safe %s" % (
            self.status, " %d" % self.late if self.late else "",
            self.limit, self.safe)


def row(world, rec, section, raw, done, limit=None, right=False,
        duty=None, subject=None, party=None):
    """Where it stands, by its last day in time and the day it was done."""
    if raw is None:
        return Row(section, None, None, None, "waiting")
    limit = limit or raw
    safe = days.safe(world, raw)
    if done is not None and done <= limit:
        made = Row(section, raw, limit, safe, "met")
        made.ahead = done > rec.on
        return made
    if duty and votes.waived(world, rec, duty, subject, party):
        return Row(section, raw, limit, safe, "waived",
                   (done - limit).days if done else 0)
    if right and (done is not None or rec.on > limit):
        return Row(section, raw, limit, safe, "lapsed",
                   (done - limit).days if done else 0)
    if right:
        status = "open"
    elif done is not None:
        return Row(section, raw, limit, safe, "late", (done - limit).days)
    else:
        status = "overdue" if rec.on > limit else "open"
    return Row(section, raw, limit, safe, status)


# 2(a), 3(a): the shelf.

def on_file(world, rec, filing, limit):
    """The day on which it was filed; None if that came to nothing.

    On file on the Filing Date is what is there at the end of the day until
    which it can be done, where the thirtieth is no day for it.
    """
    on = days.filed_on(world, filing)
    gone = min((f.day for f in rec.about("registration withdrawn",
                                         filing.n)), default=None)
    effective = rec.happened("registration effective")
    if gone is None or on <= limit < gone or effective and effective < gone:
        return on
    # Withdrawn before it did what it was for: whether it counts is open.
    return on if world.ask("withdrawn-filing") == "yes" else None


def filing_date(world, rec):
    raw = CLOSING + DAY * 30                    # Filing Date (1)
    limit = days.adjusted(world, raw)
    filed = min((on for on in (on_file(world, rec, f, limit)
                               for f in rec.named("registration filed"))
                 if on), default=None)
    rows = {}
    for duty, section in (("filing-date", "2(a)"),
                          ("filing-date-absolute", "3(a)")):
        if section == "3(a)" and world.ask("filing-efforts") != "absolute":
            continue
        rows[duty, 2000, None] = row(world, rec, section, raw, filed, limit,
                                     duty=duty)
    # 2(a) binds unless the Holders elect; whether that ends the duty or
    # changes the form only is open.
    first = rows["filing-date", 2000, None]
    if first.status in ("open", "overdue", "late") and any(
            votes.elected(world, rec, f, limit)
            for f in rec.named("underwritten election")) and \
            world.ask("election-ends") == "yes":
        first.status = "ended"
    return rows


def delays(rec, disputed):
    return [f for f in rec.named("excused delay")
            if disputed or f.status == "accepted"]


def effectiveness(world, rec, disputed):
    """2(a): prior to the 120th day, put off a day for each of delay."""
    start = CLOSING + DAY * 120
    effective = rec.happened("registration effective")
    filed = min((days.filed_on(world, f)
                 for f in rec.named("registration filed")), default=None)
    put_off = {f.from_ + DAY * i for f in delays(rec, disputed)
               for i in range((f.to_day - f.from_).days + 1)}
    # Nothing is delayed before the closing, nor once it is effective.
    put_off = {d for d in put_off if d > CLOSING and
               (effective is None or d < effective)}
    if any(filed is None or d < filed for d in put_off) and \
            world.ask("delay-before-filing") == "no":
        put_off = {d for d in put_off if filed is not None and d >= filed}
    end = start
    while True:
        # Only what falls before the day that it would put off.
        counted = {d for d in put_off if d < end}
        if start + DAY * len(counted) == end:
            break
        end = start + DAY * len(counted)
    # A delay that begins when the day has passed: open.
    if len(counted) < len(put_off) and \
            world.ask("delay-after-date") == "yes":
        end = start + DAY * len(put_off)
    rolled = days.adjusted(world, end)
    got = row(world, rec, "2(a)", end - DAY, effective, rolled - DAY,
              duty="effectiveness-date")
    got.raw = end
    return got


def effectiveness_date(world, rec):
    # A delay in dispute is a hole of its entry: with it and without.
    disputed = any(delay.status != "accepted"
                   for delay in rec.named("excused delay")) and \
        world.local("delay-in-dispute", "without", "with") == "with"
    return {("effectiveness-date", 2000, None):
            effectiveness(world, rec, disputed)}


# 3(a), 3(d)(i)(A): copies and notices before a filing, to many.

FULL = ("registration statement", "prospectus")
PART = ("amendment", "post-effective amendment", "supplement", "sticker",
        "incorporated document")
TOLD = ("prospectus", "supplement", "post-effective amendment")
CARRIES = ("registration statement", "amendment")


CARRIED_OUT = {"registration statement": "registration filed",
               "prospectus": "prospectus filed",
               "amendment": "pre-effective amendment filed",
               "post-effective amendment": "post-effective amendment filed",
               "supplement": "supplement filed",
               "sticker": "sticker filed"}


def may_count_on(filing):
    """[the first day on which it can count, the last], by its hour."""
    return [days.filed_on(World({"hole:begun/%d" % filing.n: begun}, []),
                          filing) for begun in ("by", "after")]


def not_named(rec, plan):
    """[those of its day, the others that may be it, how many it can be else]

    A filing that names no plan is that of its day; one of a day for which
    nothing was planned may be what was planned, and nothing on record says.
    """
    name = CARRIED_OUT.get(plan.document)
    plans = [one for one in rec.named("filing planned") if one.n != plan.n and
             name and CARRIED_OUT.get(one.document) == name]
    its, others, rivals = [], [], 0
    for filing in sorted((f for f in rec.named(name) if f.day >= plan.day and
                          not f.get("planned")),
                         key=lambda f: (f.day, f.minute or -1, f.n)):
        on = [filing.day] + may_count_on(filing)
        same = [one for one in plans if one.on in on]
        if plan.on in on:
            its.append(filing)
            rivals = max(rivals, sum(one.day <= filing.day for one in same))
        elif not same:
            others.append(filing)
    return its, others, rivals


def goes_by(world, rec, plan):
    """(the day of the filing, that before which it is to be there, the first).

    Once its day is over, and no filing is on record for it, it may have been
    put off: then there is no day before which it is to be there.
    """
    named = [f for f in rec.named(CARRIED_OUT.get(plan.document))
             if f.get("planned") == plan.n]
    its, others, rivals = not_named(rec, plan)
    if named or len(its) > rivals:
        sure = min(named or its, key=lambda f: f.day)
        filed = days.filed_on(world, sure)
        return filed, filed, may_count_on(sure)[0]
    maybe = its + others
    least = min([plan.on] + [may_count_on(f)[0] for f in maybe])
    which = world.local("plan-%d" % plan.n, None, *[f.n for f in maybe]) \
        if maybe else None
    for filing in maybe:
        if filing.n == which:
            filed = days.filed_on(world, filing)
            return filed, filed, least
    if rec.on > plan.on and world.local("put-off-%d" % plan.n, "no",
                                        "yes") == "yes":
        return None, None, least
    return None, plan.on, least


def limits(world, rec, plan, last):
    """(the filing, the last day as told, the last day in time)"""
    filed, on, first = goes_by(world, rec, plan)
    return filed, last(world, first), date.max if on is None else \
        last(world, on)


def owed_to(world, rec, plan, limit, filing):
    """The Holders, Special Counsel and managing underwriters.

    As of which day one is a Holder the text does not say.
    """
    sets = {answer: holds.holders(world, rec, day, at)
            for answer, day, at in (("planned", plan.day, plan), (
                "last-day", limit, None), ("filing", filing, None))}
    # A day on which there was no Holder is none as of which it is owed.
    sets = {answer: one for answer, one in sets.items() if one}
    owed = next(iter(sets.values()), [])
    if any(one != owed for one in sets.values()):
        owed = sets.get(world.ask("owed-as-of"), owed)
    return owed + [p for role in ("special-counsel", "managing-underwriter")
                   for p in rec.parties(role)
                   if rec.has_role(p, role, limit)]


def to_many(world, rec, section, plan, notice, last, duty):
    filed, first, limit = limits(world, rec, plan, last)
    owed = owed_to(world, rec, plan, first, filed or plan.on)
    if section.startswith("3(d)") and len(holds.holders(
            world, rec, first)) > 1:
        # Holders of what is to be sold, and who they are is not on record.
        some = holds.holders(world, rec, first)
        which = world.local("to-be-sold", "all", *some)
        if which != "all":
            owed = [p for p in owed if p == which or p not in some]
    sends = rec.about(notice, plan.n)
    had = [given.earliest(world, rec, sends, p) for p in owed]
    got = [d for d in had + [given.earliest(world, rec, sends, p)
                             for s in sends for p in s.to] if d]
    if got:
        world.note("first of many", "late" if min(got) > limit else "met")
    made = row(world, rec, section, first, None if None in had or not had
               else max(had), limit, duty=duty, subject=plan.n)
    made.barred = filed is not None
    return made


def five(world, filing):
    return days.prior(world, 5, filing)


def one(world, filing):
    return days.prior(world, 1, filing)


def within_one(world, filing):
    return days.before(world, 1, filing)


def planned(rec, plan):
    """[a function for each duty that it sets off]"""
    def add(duty, section, notice, last, if_=None, not_if=None):
        def made(world):
            if if_ and world.ask(if_) == "no" or \
                    not_if and world.ask(not_if) == "yes":
                return {}
            return {(duty, plan.n, None): to_many(
                world, rec, section, plan, notice, last, duty)}
        return made

    copies, told = "drafts furnished", "notice of filing"
    # A Prospectus that is filed under Rule 424 needs neither, 3(a), 3(d); of
    # a supplement that goes so the text does not say it.
    under_424 = any(f.get("planned") == plan.n
                    for f in rec.named("supplement filed"))
    if plan.document == "prospectus" and under_424:
        return
    if plan.document in FULL:
        yield add("furnish-copies", "3(a)(i)", copies, five)
        yield lambda world: {("courier-copies", plan.n, None): mailed(
            world, rec, plan)}
    elif plan.document in PART:
        yield add("furnish-amendment", "3(a)(i)", copies, one)
    if plan.document in TOLD:
        yield add("notice-of-filing", "3(d)(i)(A)", told, five,
                  not_if="supplement-under-424" if under_424 and
                  plan.document == "supplement" else None)
    elif plan.document in CARRIES:
        yield add("notice-of-carried-prospectus", "3(d)(i)(A)", told, five,
                  "carried-prospectus")
    elif plan.document == "sticker":
        yield add("notice-of-sticker", "3(d)(i)(A)", told, within_one)


def mailed(world, rec, plan):
    """6(h)(iii): by courier, the copies go a day before at the latest."""
    filed, first, limit = limits(world, rec, plan, five)
    last = limit - DAY
    sends = rec.about("drafts furnished", plan.n)

    def sent_or_had(party):
        got = [s.day for s in sends
               if party in s.to and "courier" in s.methods]
        had = given.earliest(world, rec, sends, party)
        if had and had <= limit:
            got.append(min(had, last))
        return min(got, default=None)

    got = [sent_or_had(p)
           for p in owed_to(world, rec, plan, first, filed or plan.on)]
    done = None if None in got or not got else max(got)
    # What need not go so is no duty by itself: the copies are (3(a)).
    made = row(world, rec, "6(h)(iii)", first - DAY, done, last, right=True)
    made.safe = None    # the last day is any, the prudent one before it
    return made


# 3(b)(iii), 3(d), 5(c), 6(g): what a single entry sets off.

def days_to_answer(world, rec, letter):
    """Ten, or what an amendment in force makes of that."""
    n = 10
    for f in rec.named("amendment"):
        # Signed by the Company and two thirds (6(f)): nothing shows that.
        if world.ask("amendment-%d" % f.n, ("counts", "not")) == "not":
            continue
        if letter.day >= f.day or (f.reaches or world.ask(
                "amendment-%d-comments" % f.n,
                ("later", "running"))) == "running":
            n = 15
    return n


def answered(world, rec, letter):
    """The days on which it was: an amendment answers what it says it does, or
    any letter that was there."""
    for f in rec.about("response sent", letter.n):
        yield f.day
    for f in rec.named("pre-effective amendment filed"):
        if f.day >= letter.day and letter.n == (
                f.get("answers") or world.hole("answers/%d" % f.n, [None] + [
                    one.n for one in rec.named("comments received")
                    if one.day <= f.day])):
            yield days.filed_on(world, f)


def comments(world, rec, letter):
    """What the Commission declares effective in time it has no comments on.

    The letter is on the Registration Statement or an amendment of it; of which
    one, and which one became effective, the lives leave blank.
    """
    raw = letter.day + DAY * days_to_answer(world, rec, letter)
    done = min(answered(world, rec, letter), default=None)
    limit = days.adjusted(world, raw)
    made = row(world, rec, "3(b)(iii)", raw, done, limit, duty="comments",
               subject=letter.n)
    if made.status in ("open", "overdue", "late") and any(
            letter.day <= f.day <= limit and
            world.hole("cleared/%d/%d" % (letter.n, f.n), (True, False))
            for f in rec.named("registration effective")):
        made.status = "ended"
    return {("comments", letter.n, None): made}


def confirmation(world, rec, asked):
    if asked.by not in holds.holders(world, rec, asked.day, asked):
        return {}       # "if requested by any such Person"
    raw = days.after(world, 1, asked.event_on)
    sends = rec.about("confirmation", asked.n)
    done = given.earliest(world, rec, sends, asked.by)
    other = [d for d in (given.earliest(world, rec, sends, p)
                         for s in sends for p in s.to if p != asked.by) if d]
    if other:
        world.note("to another", "late" if min(other) > raw else "met")
    return {("confirmation", asked.n, None): row(
        world, rec, "3(d)", raw, done, days.adjusted(world, raw),
        duty="confirmation", subject=asked.n)}


def fees(world, rec, bill):
    """5(c): within ten Business Days of written notice, whoever pays."""
    owes = bill.to[0]
    duty = "fees" if owes == "company" else "fees-of-holder"
    if owes != "company" and world.ask("holder-advances") == "no":
        return {}
    start = given.given(world, rec, bill, owes)
    raw = days.after(world, 10, start) if start else None
    asks = rec.about("undertaking demanded", bill.about)
    if raw and asks and world.ask("undertaking-clock") == "yes" and any(
            given.earliest(world, rec, asks, p) for s in asks
            for p in s.to):
        got = min((f.day for f in rec.about("undertaking given", bill.about)),
                  default=None)
        raw = max(raw, got) if got else None
    paid, done = 0, None
    for f in sorted(rec.about("bill paid", bill.n), key=lambda f: f.day):
        paid += f.cents
        if paid >= bill.cents and done is None:
            done = f.day
    if raw is None and done is not None:
        return {(duty, bill.n, owes): Row("5(c)", None, None, None, "met")}
    return {(duty, bill.n, owes): row(
        world, rec, "5(c)", raw, done,
        raw and days.adjusted(world, raw), duty=duty, subject=bill.n,
        party=owes)}


def same_notice(rec, notice, party):
    """That notice and what repeats it to that party, as they were sent."""
    same = [f for f in rec.named("piggyback notice") if party in f.to and (
        f is notice or f.get("decision") and
        f.decision == notice.get("decision"))]
    return sorted(same, key=lambda f: (f.day, f.minute or 0, f.n))


def all_covered(world, rec, notice):
    """Whether what was effective covered all, as its own was decided.

    What a registration covers is on record of no life.
    """
    decided = rec.entry(notice.get("decision")) or notice
    effective = rec.happened("registration effective")
    if effective is None or effective > decided.day:
        return False
    return world.hole("covered/%d" % decided.n, (True, False))


def piggyback(world, rec, notice, party):
    """6(g): a request within twenty days after receipt, else no right."""
    if party not in holds.holders(world, rec, notice.day, notice):
        return {}       # "any such holder"
    if all_covered(world, rec, notice):
        return {}       # "when there is not an effective" one "covering all"
    # One notice that was sent twice is one notice.
    same = same_notice(rec, notice, party)
    got = [given.received(world, rec, f, party) for f in same]
    had = min((d for d in got if d), default=None)
    raw = had and had + DAY * 20
    asks = [f for one in same for f in rec.about(
        "piggyback request", one.n) if f.whose == party]
    done = given.earliest(world, rec, asks, "company")
    if asks and done and raw:
        # One that takes effect after the twenty days may be made sooner.
        limit = days.adjusted(world, raw)
        made = min(f.day for f in asks)
        if limit < done and made < done and \
                world.ask("request-made") == "made":
            done = made
    if raw is None and done:
        return {("piggyback-request", notice.n, party):
                Row("6(g)", None, None, None, "met")}
    return {("piggyback-request", notice.n, party): row(
        world, rec, "6(g)", raw, done, raw and days.adjusted(world, raw),
        right=True, duty="piggyback-request", subject=notice.n, party=party)}


# 3(d)(i)(B) and (C), 3(g): promptly, and no day of its own.

def promptly(world, rec, duty, section, event, sends, owed):
    """Done when the last of those to whom it is owed has been given it."""
    had = [given.earliest(world, rec, sends, p) for p in owed]
    made = Row(section, None, None, None,
               "waiting" if None in had or not had else "met")
    made.ahead = made.status == "met" and max(had) > rec.on
    made.promptly = True
    return {(duty, event.n, None): made}


def with_counsel(rec, owed, day):
    return owed + [p for role in ("special-counsel", "managing-underwriter")
                   for p in rec.parties(role) if rec.has_role(p, role, day)]


def copied(world, rec, duty, event, notice):
    """3(d)(i)(B): comments and answers, to each of the Holders."""
    return promptly(world, rec, duty, "3(d)(i)(B)", event,
                    rec.about(notice, event.n),
                    holds.holders(world, rec, event.day, event))


def conformed(world, rec, filing):
    """3(g): to each Holder, Special Counsel, any managing underwriters."""
    owed = with_counsel(rec, holds.holders(
        world, rec, filing.day, filing), filing.day)
    return promptly(world, rec, "send-conformed-copies", "3(g)", filing,
                    [f for f in rec.named("conformed copies")
                     if f.of == filing.n], owed)


def told_effective(world, rec, effective):
    """3(d)(i)(C): to the Holders of what is to be sold, and to counsel."""
    some = holds.holders(world, rec, effective.day, effective)
    sends = rec.about("notice of effectiveness", effective.n)
    # As of which day one is a Holder the text does not say here either.
    then = min(sends, key=lambda f: (f.day, f.minute or 0),
               default=effective)
    others = holds.holders(world, rec, then.day, then)
    if others and others != some and \
            world.ask("told-as-of") == "telling":
        some = others
    which = world.local("to-be-sold", "all", *some)
    return promptly(world, rec, "tell-effectiveness", "3(d)(i)(C)",
                    effective, sends,
                    with_counsel(rec, some if which == "all" else [which],
                                 effective.day))


def sticker(world, rec, coverage):
    due, raw = stickers.limit(world, rec, coverage)
    if not due:
        return {}
    filed = stickers.done(world, rec, coverage)
    if raw is None and filed:
        return {("sticker", coverage.n, None):
                Row("3(c)", None, None, None, "met")}
    limit = raw and days.adjusted(world, raw)
    made = row(world, rec, "3(c)", raw, filed, limit, duty="sticker",
               subject=coverage.n)
    end = gone(world, rec, coverage)
    if end and made.status in ("open", "overdue", "late", "waiting"):
        if raw is None or end <= days.adjusted(world, raw):
            made.status = "ended"
        else:
            # It stays late, and there is nothing left to be filed.
            made.barred = made.status == "overdue"
    return {("sticker", coverage.n, None): made}


def gone(world, rec, coverage):
    """A sticker is to "the then outstanding Prospectus": the day on which what
    that is of was withdrawn, or came to its end.  An entry that does not say
    of which registration it is may be of that one; what came before the
    Prospectus was in use ended nothing."""
    ways = (True, False)
    use = next((f for f in rec.named("prospectus in use")
                if f.n == coverage.about), None)
    of = use and use.about
    return min((
        f.day for f in rec.named("registration withdrawn",
                                 "registration terminated")
        if f.day >= coverage.day and
        (f.about == of if f.about and of else
         world.hole("gone/%d/%d" % (coverage.n, f.n), ways))), default=None)


def functions(rec):
    """Functions of a world, one for each row or two that belong together."""
    yield lambda w: filing_date(w, rec)
    yield lambda w: effectiveness_date(w, rec)
    for f in rec.facts:
        if f.name == "filing planned":
            yield from planned(rec, f)
        elif f.name == "comments received":
            yield lambda w, f=f: comments(w, rec, f)
            yield lambda w, f=f: copied(w, rec, "copy-comments", f,
                                        "comments copied")
        elif f.name == "response sent":
            yield lambda w, f=f: copied(w, rec, "copy-answers", f,
                                        "answers copied")
        elif f.name == "registration filed":
            yield lambda w, f=f: conformed(w, rec, f)
        elif f.name == "registration effective":
            yield lambda w, f=f: told_effective(w, rec, f)
        elif f.name == "confirmation requested":
            yield lambda w, f=f: confirmation(w, rec, f)
        elif f.name == "prospectus coverage":
            yield lambda w, f=f: sticker(w, rec, f)
        elif f.name == "bill":
            yield lambda w, f=f: fees(w, rec, f)
        elif f.name == "piggyback notice":
            for p in f.to:
                # What repeats it has no row of its own.
                if same_notice(rec, f, p)[0] is f:
                    yield lambda w, f=f, p=p: piggyback(w, rec, f, p)
