"""The stories of which a life is made; each turns on a few sections."""
import random
from datetime import date, timedelta

from paper.duties import CARRIED_OUT
from paper.votes import FREE
from record import CLOSING
from worlds import POINTS

DAY = timedelta(days=1)
FREE_FROM = date(2000, 10, 20)      # or a day sooner
FILING, EFFECT = CLOSING + DAY * 30, CLOSING + DAY * 120
HOLDERS = ("royal-canadian", "dlouhy")
BANK_DAYS = (date(2000, 9, 8), date(2000, 11, 10), date(2001, 2, 12),
             date(2001, 4, 13), date(2000, 7, 4), date(2000, 9, 4))


# Positions are taken on some of these.
TAKEN = ("clear-days", "california-bank-holidays", "fax-number",
         "holder-of-warrant", "warrant-shares-outstanding", "bare-notice",
         "exception-advice", "defect-notice", "holder-advances")


def weekday(day):
    while day.weekday() > 4:
        day += DAY
    return day


def any_day(life):
    """Mostly near a closed day, from May 2000 to May 2001."""
    if life.chance(0.5):
        return life.near(life.draw.choice(BANK_DAYS), 12)
    return date(2000, 5, 8) + DAY * life.draw.randrange(330)


def holders(life, day=None):
    """Those with the role, as of a day if one is named."""
    return [p for p, roles in life.roles.items()
            if any(r == "holder" and (not day or not since or since <= day)
                   for r, since in roles)]


def shelf(life):
    """2(a), 3(a): filed and effective, with delays."""
    filed = None
    if life.chance(0.8) or not life.commands:
        day = weekday(life.near(FILING, 5))
        minute = life.draw.choice((None, None, 10 * 60, 15 * 60))
        filed = life.event("registration filed", day, minute)
    for _ in range(life.draw.choice((0, 1, 1, 2))):
        start = life.near(life.draw.choice(
            (FILING, EFFECT, EFFECT, FILING + DAY * 30)), 20)
        end = start + DAY * life.draw.randrange(12)
        status = life.draw.choice(("accepted", "accepted", "disputed"))
        life.event("excused delay", max(end, CLOSING + DAY), None, None,
                   {"from": start, "to": end, "status": status},
                   from_=start, to_day=end, status=status)
    if life.chance(0.6):
        day = weekday(life.near(EFFECT, 12))
        life.event("registration effective", day)
    life.turns += [FILING, EFFECT]


def copies(life):
    """3(a), 3(d)(i)(A): what goes out before a filing."""
    document = life.draw.choice((
        "registration statement", "registration statement", "prospectus",
        "amendment", "post-effective amendment", "supplement", "sticker",
        "incorporated document"))
    on = weekday(any_day(life))
    plan = life.event("filing planned", on - DAY * life.draw.randrange(8, 20),
                      None, None, {"document": document, "on": on},
                      document=document, on=on)
    span = 8 if document in ("registration statement", "prospectus") else 2
    to = owed(life, None if life.chance(0.2) else plan.day)
    for notice in life.draw.choice((("drafts furnished",),) * 3 + (
            ("notice of filing",), ("drafts furnished",
                                    "notice of filing"))):
        whom = life.draw.choice(
            (to, to, [life.draw.choice(to)], [life.draw.choice(to)]))
        for some in ([whom] if life.chance(0.6) else [[p] for p in whom]):
            length = 8 if notice == "notice of filing" else span
            day = max(plan.day, on - DAY * life.draw.randrange(
                1, length + 4))
            life.send(notice, some, day, plan)
    life.turns += [on, on - DAY * span]
    for party in holders(life, plan.day) if life.chance(0.2) else ():
        word = life.draw.choice(("stands", "stands", "withdrawn"))
        life.event("objection made", plan.day + DAY, None, plan,
                   {"holder": party, "objection": word}, holder=party,
                   vote="for" if word == "stands" else "against")
    if life.chance(0.05):
        life.event(life.draw.choice(("counsel objection",
                                     "underwriter objection")),
                   plan.day + DAY, None, plan)


def apart(life, what):
    """Draws that leave the rest of a life as it is."""
    return random.Random("%s %s" % (life.seed, what))


def settle(life, when, fields, more):
    """A sale of that day that is settled on a later one, in some lives."""
    draw = apart(life, "settled %d" % len(life.facts))
    if draw.random() < 0.3:
        fields["settled"] = more["settled"] = when + DAY * draw.choice(
            (1, 3, 3, 5))


def aside(life, what, part, story, *more):
    """A story told besides, in some lives."""
    draw, life.draw = life.draw, apart(life, what)
    if life.chance(part):
        story(life, *more)
    life.draw = draw


def carry_out(life, plan):
    """What was planned is filed, mostly; it names its plan, mostly."""
    draw = life.draw
    name = CARRIED_OUT.get(plan.document)
    # What a sticker covers is drawn with what calls for it.
    if not name or name == "sticker filed" or draw.random() < 0.4:
        return
    about = None
    if name != "registration filed":
        about = next((f for f in life.facts
                      if f.name == "registration filed" and
                      f.day < plan.day), None) or life.event(
            "registration filed", weekday(plan.day - DAY * 15), 10 * 60)
    day = plan.on if draw.random() < 0.5 else weekday(
        plan.on + DAY * draw.randrange(-3, 6))
    names = draw.random() < 0.7
    life.event(name, max(day, plan.day), 10 * 60,
               about if name != "supplement filed" else None,
               {"planned": plan} if names else {},
               planned=plan.n if names else None)


PROMPTLY = {"registration filed": ("conformed copies", "of"),
            "registration effective": ("notice of effectiveness", None)}


def tell_of(life, fact):
    """3(g), 3(d)(i)(C): sent to all, to some, or to nobody."""
    notice, field = PROMPTLY[fact.name]
    to = owed(life, fact.day)
    for some in life.draw.choice(([], [], [to], [to], [[p] for p in to],
                                  [to[:1]])):
        day = fact.day + DAY * life.draw.randrange(9)
        if field:
            life.send(notice, some, day, None, {field: fact}, of=fact.n)
        else:
            life.send(notice, some, day, fact)


def owed(life, day):
    """Holders of that day, Special Counsel, a managing underwriter."""
    return holders(life, day) + [
        p for p, r in life.roles.items()
        if r[0][0] in ("special-counsel", "managing-underwriter")]


def comments(life):
    """3(b)(iii)."""
    day = any_day(life)
    letter = life.event("comments received", day)
    copies = [("comments copied", letter)]
    for _ in range(life.draw.choice((0, 1, 1, 1, 2))):
        copies.append(("answers copied", life.event(
            "response sent", day + DAY * life.draw.randrange(5, 16), None,
            letter)))
    for notice, about in copies:
        to = holders(life, day)
        for some in life.draw.choice(([], [to], [to], [[p] for p in to],
                                      [to[:1]])):
            life.send(notice, some, about.day + DAY * life.draw.randrange(12),
                      about)
    if life.chance(0.3) and not any(
            f.name == "amendment" for f in life.facts):
        force = day + DAY * life.draw.choice((-3, 0, 4, 8))
        reaches = life.draw.choice((None, "running", "later"))
        words = ["import", "@amended", "--as-amendment", "--in-force",
                 str(force), "--apply"]
        if reaches:
            words += ["--reaches", "comments=" + reaches]
        life.add(words, "amendment", force, reaches=reaches)
    life.turns += [day + DAY * 10, day + DAY * 15]


def confirm(life):
    """3(d): written confirmation, a Business Day after the event."""
    day = weekday(any_day(life))
    who = life.draw.choice(holders(life, day))
    asked = life.event("confirmation requested", day + DAY *
                       life.draw.randrange(3), None, None,
                       {"by": who, "event-on": day}, by=who, event_on=day)
    for _ in range(life.draw.choice((0, 1, 1, 2))):
        life.send("confirmation", [life.draw.choice(
            [who] * 3 + holders(life))], asked.day + DAY *
            life.draw.randrange(3), asked)
    life.turns.append(day + DAY)


def claim(life):
    """5(c): bills and what was paid on them."""
    day = any_day(life)
    against = life.draw.choice(("company", "company", "royal-canadian"))
    opened = life.add(
        ["claim", "open", "neo", "--at", str(day), "claimant=words",
         "against=" + against], "claim opened", day, against=against)
    if against == "company" and life.chance(0.25):
        life.send("undertaking demanded", ["royal-canadian"],
                  day + DAY * life.draw.randrange(1, 9), opened)
        if life.chance(0.6):
            life.event("undertaking given", day + DAY *
                       life.draw.randrange(9, 30), None, opened)
    for _ in range(life.draw.choice((1, 1, 2))):
        cents = life.draw.choice((420000, 100000))
        bill = life.receive(
            "bill", "royal-canadian" if against == "company" else "company",
            day + DAY * life.draw.randrange(4), opened,
            {"amount": "%d.%02d" % divmod(cents, 100)}, bill=True,
            to=against, cents=cents)
        for part in life.draw.choice(
                ((), (cents,), (cents,), (cents // 2,),
                 (cents // 2, cents - cents // 2))):
            when = bill.day + DAY * life.draw.randrange(9, 20)
            life.add(["claim", "pay", "neo", "--about", bill, "--at",
                      str(when), "amount=%d.%02d" % divmod(part, 100)],
                     "bill paid", when, None, bill.n, cents=part)
        life.turns.append(bill.day + DAY * 14)


def piggyback(life):
    """6(g): asked within twenty days after receipt."""
    day = any_day(life)
    to = holders(life, day) if life.chance(0.6) else [
        life.draw.choice(holders(life, day))]
    decided = life.event("own registration decided", day) \
        if life.chance(0.4) else None
    fields = {"decision": decided} if decided else {}
    told = life.send("piggyback notice", to, day, None, fields,
                     decision=decided and decided.n)
    if decided and life.chance(0.5):
        life.send("piggyback notice", to, day + DAY * life.draw.randrange(4),
                  None, fields, decision=decided.n)
    for party in to:
        if life.chance(0.6):
            life.receive("piggyback request", party, told.day + DAY *
                         life.draw.choice((5, 17, 18, 19, 20, 21, 22, 23)),
                         told)
    life.turns.append(day + DAY * 20)


def vote(life, consent, parties, day):
    for party in parties:
        for _ in range(life.draw.choice((0, 1, 1, 1, 2))):
            which = life.draw.choice(("for", "for", "for", "against"))
            minute = life.draw.choice((None, None, 10 * 60, 15 * 60))
            when = day + DAY * life.draw.randrange(4)
            life.event("holder vote", when, minute, None,
                       {"proposal": consent, "holder": party,
                        "vote": which},
                       proposal=consent.n, holder=party, vote=which)


def movements(life):
    """1, 6(i): what is issued, exercised, split, sold."""
    draw = life.draw
    day = any_day(life)
    for step in draw.sample(range(1, 9), draw.randrange(2, 6)):
        when = day + DAY * step
        who = draw.choice(holders(life, day))
        what = draw.choice(("issued", "exercised", "split", "sale"))
        more = {"holder": who, "class": "shares",
                "shares": draw.choice((100, 999, 5000))}
        n = more["shares"]
        if what == "issued":
            life.event("securities issued", when, None, None, more,
                       holder=who, cls="shares", shares=n)
        elif what == "sale":
            who = more["holder"] = "royal-canadian"     # who has enough
            life.event("sale", when, None, None, more, holder=who,
                       cls="shares", shares=n, outdated=None)
        elif what == "split":
            new, old = draw.choice(((3, 2), (2, 1), (1, 2)))
            life.event("securities split", when, None, None,
                       {"class": "shares", "ratio": "%d/%d" % (new, old)},
                       cls="shares", new=new, old=old)
        else:
            who = "dlouhy"
            kind = "agent-warrant-shares"
            life.event("warrant exercised", when, None, None,
                       {"holder": who, "class": kind, "into": "shares",
                        "shares": n, "paid": "cash"}, holder=who, cls=kind,
                       into="shares", shares=n)
    life.turns.append(day + DAY * 9)


def waiver(life):
    """6(f): a consent, its votes, and a waiver that rests on it."""
    duty = life.draw.choice(("filing-date", "effectiveness-date"))
    day = life.near(FILING if duty == "filing-date" else EFFECT, 8)
    relates = life.draw.choice(("everyone", "everyone",
                                "some holders only"))
    fields, record = record_date(life, day)
    consent = life.event("consent sought", day, None, None,
                         {"matter": "waive " + duty, "relates-to": relates,
                          **fields}, relates=relates, **record)
    if relates != "everyone":
        for party in life.draw.sample(holders(life), 1):
            life.event("rights concerned", day, None, consent,
                       {"holder": party}, holder=party)
    vote(life, consent, holders(life), day)
    if life.chance(0.7):
        life.event("company signed", day + DAY * life.draw.randrange(4),
                   None, None, {"proposal": consent}, proposal=consent.n)
    if life.chance(0.85):
        linked = life.chance(0.8)
        fields = {"duty": duty, "signed": "yes"}
        if linked:
            fields["consent"] = consent
        life.event("duty waived", day + DAY * life.draw.randrange(6), None,
                   None, fields, duty=duty,
                   consent=consent.n if linked else None)
    life.turns += [FILING, EFFECT]


def record_date(life, day):
    """Now and then one is set, before it is put to the Holders or then."""
    draw = apart(life, "record %d" % life.number)
    if draw.random() < 0.7:
        return {}, {}
    when = day - DAY * draw.choice((0, 0, 3, 20))
    return {"record-date": when}, {"record": when}


def grant(life):
    """6(b): rights of others, and whether a majority consents."""
    draw, day = life.draw, any_day(life)
    said = {"subject": draw.choice(("no", "no", "yes", None)),
            "conflict": draw.choice(("no", "no", "yes", None)),
            "offered-on": draw.choice((day, life.near(FREE_FROM, 2), None))}
    offering = draw.choice(("other", "fixed-price private placement"))
    cents = FREE + draw.choice((0, 1, -100))
    put = life.event("other rights proposed", day, None, None, {
        "to": "Buyer", "offering": offering, "sum": "%d.%02d" % divmod(
            cents, 100), **{k: v for k, v in said.items() if v}},
        offering=offering, cents=cents, subordinate=said["subject"],
        conflict=said["conflict"], offered_on=said["offered-on"])
    vote(life, put, holders(life), day)


def withdraw(life):
    """2(a): what was filed is not on file any more."""
    filed = [f for f in life.facts if f.name == "registration filed"]
    if not filed or any(f.name == "excused delay" for f in life.facts):
        return
    filed = life.draw.choice(filed)
    day = filed.day + DAY * life.draw.choice((1, 1, 2, 12, 25))
    life.event("registration withdrawn", day, None, filed)
    life.turns.append(day)


def warrants(life):
    """How many there are, which the agreement does not say."""
    for i, (who, kind, number, since) in enumerate(life.lots):
        if number is None and life.chance(0.6):
            number = life.draw.choice((20000, 20000, 400000))
            life.lots[i] = who, kind, number, since
            life.add(["holder", "correct", "neo", who, "--class", kind,
                      "--shares", str(number), "--since", str(since),
                      "--source", "letter"], "number", None)


def election(life):
    """2(b), and what 2(a) makes of it."""
    day = life.near(FILING, 10)
    fields, record = record_date(life, day)
    put = life.event("underwritten election", day, None, None, fields,
                     **record)
    vote(life, put, holders(life), day)
    life.turns.append(FILING)


def stray(life, day):
    """A sale under the Prospectus by one of whom nothing is covered."""
    life.event("warrant exercised", day - DAY * 5, None, None,
               {"holder": "dlouhy", "class": "agent-warrant-shares",
                "into": "shares", "shares": 1000, "paid": "cash"},
               holder="dlouhy", cls="agent-warrant-shares", into="shares",
               shares=1000)
    when = day + DAY * life.draw.randrange(-2, 6)
    more = {"prospectus": "base", "known": when}
    life.event("sale", when, None, None,
               {"holder": "dlouhy", "class": "shares", "shares": 100, **more},
               holder="dlouhy", cls="shares", shares=100, outdated=None,
               **more)


def split(life, day):
    """What is covered may be split with the rest, and may not."""
    new, old = life.draw.choice(((3, 2), (2, 1), (1, 2)))
    life.event("securities split", day + DAY * life.draw.randrange(-1, 5),
               None, None, {"class": "shares", "ratio": "%d/%d" % (new, old)},
               cls="shares", new=new, old=old)


def sticker(life):
    """3(c): half of what the Prospectus covers is sold."""
    if any(f.name == "prospectus coverage" for f in life.facts):
        return
    draw = life.draw
    day = weekday(any_day(life))
    filed = life.event("registration filed", day - DAY * 20)
    base = life.event("prospectus in use", day - DAY * 5, None, filed,
                      {"version": "base"})
    covered = [life.event("prospectus coverage", base.day, None, base,
                          {"holder": p, "shares": n}, holder=p, shares=n)
               for p, n in (("royal-canadian", 400000), ("zed", 100000))
               if p in holders(life, base.day)]
    if life.chance(0.8):
        life.event("sticker requirement",
                   day + DAY * draw.choice((-9, -1, 0, 2, 6)))
    for n in draw.choice(((199999,), (200000,), (100000, 100000),
                          (100000, 100001), (250000,))):
        when = day + DAY * draw.randrange(4)
        fields = {"holder": "royal-canadian", "class": "shares", "shares": n}
        more = {}
        if life.chance(0.6):
            fields["prospectus"] = more["prospectus"] = "base"
        elif life.chance(0.5):
            fields["under"] = more["under"] = draw.choice(
                ("registration statement", "registration statement",
                 "rule 144", "other exemption"))
        if life.chance(0.7):
            fields["known"] = more["known"] = when + DAY * draw.randrange(4)
        settle(life, when, fields, more)
        life.event("sale", when, None, None, fields, holder="royal-canadian",
                   cls="shares", shares=n, outdated=None, **more)
    aside(life, "stray", 0.2, stray, day)
    aside(life, "split", 0.15, split, day)
    if life.chance(0.6):
        some = draw.sample(covered, draw.randrange(1, len(covered) + 1))
        life.event("sticker filed",
                   weekday(day + DAY * draw.randrange(3, 12)), None, None,
                   {"restores": tuple(some), "all": "yes"}, which=[f.n for f in some])
    life.turns.append(day + DAY * 6)


def arises(life, kind, day):
    """What a notice of a defect tells of, which in some lives is on record."""
    if kind != "notice of defect" or apart(
            life, "arose %d" % len(life.facts)).random() < 0.7:
        return None
    return life.event("defect arose", day)


def tells(says, arose):
    fields = {"outdated": says} if says else {}
    return dict(fields, event=arose) if arose else fields


def tell_again(life, to, days, arose):
    """A second notice of the event, to all that had the first or to one."""
    draw = life.draw
    says = draw.choice(("yes", "no", None))
    life.send("notice of defect", draw.choice((to, [draw.choice(to)])),
              draw.choice(days), None, tells(says, arose), outdated=says,
              event=arose.n)


def suspension(life):
    """6(e), 5(a)(2): what stops sales, what ends that, and sales meanwhile."""
    draw = life.draw
    day = weekday(any_day(life))
    if life.chance(0.85):
        life.event("registration effective",
                   day - DAY * draw.choice((1, 5, 10)))
    kind = draw.choice(("notice of defect",) * 3 + (
        "notice of request", "notice of stop order",
        "notice of suspended qualification"))
    says = draw.choice(("yes", "yes", "no", None))
    to = holders(life, day) if life.chance(0.5) else [
        draw.choice(holders(life, day))]
    arose = arises(life, kind, day)
    told = life.send(kind, to, day, None, tells(says, arose), outdated=says,
                     event=arose and arose.n)
    some = to if life.chance(0.6) else [draw.choice(to)]
    later = day + DAY * draw.randrange(1, 6)
    if kind == "notice of defect" and life.chance(0.4):
        life.send("supplemented prospectus", some, later, told)
    if life.chance(0.6):
        life.send("advice", some, later + DAY * draw.randrange(3), None,
                  {"lifts": told}, which=[told.n])
    if life.chance(0.3):
        life.send("incorporated filings", some,
                  later + DAY * draw.randrange(3), None, {"for": told},
                  which=[told.n])
    if life.chance(0.6):
        life.event("nothing further incorporated", later, None, None,
                   {"for": told}, which=[told.n])
    for _ in range(draw.choice((0, 1, 1, 2))):
        when = draw.choice((day, day, later, later + DAY,
                            day + DAY * draw.randrange(9)))
        used = draw.choice(("yes", "yes", "no", None))
        who = draw.choice(to)
        fields = {"holder": who, "class": "shares", "shares": 100}
        more = {}
        if used:
            fields["outdated"] = used
        settle(life, when, fields, more)
        life.event("sale", when, draw.choice((None, 8 * 60, 12 * 60,
                                              20 * 60)), None, fields,
                   holder=who, cls="shares", shares=100, outdated=used, **more)
    if arose:
        aside(life, "told again %d" % told.n, 0.8, tell_again, to,
              (day, later - DAY, later + DAY * 21), arose)
    life.turns += [day, later]


STORIES = ((shelf, 5), (copies, 6), (comments, 2), (confirm, 2), (claim, 3),
           (piggyback, 4), (waiver, 3), (election, 1), (suspension, 5),
           (sticker, 2), (movements, 1))


def tell(life):
    life.turns = []
    draw = life.draw
    aside(life, "warrants", 0.2, warrants)
    if life.chance(0.35):
        life.party("zed", "holder", None if life.chance(0.4) else
                   weekday(any_day(life)), [("shares", draw.choice(
                       (100000, 250000, 600000)))])
    if life.chance(0.2):
        life.party("cooper", draw.choice(("special-counsel",
                                          "managing-underwriter")))
    if life.chance(0.5):
        for party in draw.sample(HOLDERS + ("heller", "company"), 2):
            life.number_of(party, draw.choice((
                ("section",), ("purchase-agreement",),
                ("section", "purchase-agreement"))))
    if life.chance(0.25):
        for point in draw.sample(TAKEN, draw.choice((1, 1, 2))):
            life.position(point, draw.choice(POINTS[point]),
                          life.chance(0.5))
    kinds, weights = zip(*STORIES)
    told = draw.choices(kinds, weights, k=draw.choice((1, 1, 2)))
    for story in told:
        story(life)
    aside(life, "again", 0.2, apart(life, "which").choice(told))
    aside(life, "grant", 0.06, grant)
    for plan in [f for f in life.facts if f.name == "filing planned"]:
        aside(life, "carried out %d" % plan.n, 1, carry_out, plan)
    for fact in [f for f in life.facts if f.name in PROMPTLY]:
        aside(life, "told of %d" % fact.n, 1, tell_of, fact)
    aside(life, "withdrawn", 0.3, withdraw)
    if life.chance(0.15):
        transfer(life)
    if life.chance(0.3):
        life.reorder()
    if life.chance(0.12):
        # What becomes of an amendment to a filing that is void is not said.
        amended = {f.about for f in life.facts
                   if f.name in CARRIED_OUT.values()}
        of = [f for f in life.facts if f.day and f.n not in amended and
              f.name not in ("party", "claim opened")]
        if of:
            life.void(draw.choice(of))


def transfer(life):
    """6(i): securities go from one Holder to another."""
    shares = life.draw.choice((1000, 200000, 499999))
    day = weekday(any_day(life))
    to = life.draw.choice([p for p in holders(life, day)
                           if p != "royal-canadian"])
    life.event("rights transferred", day, None, None,
               {"holder": "royal-canadian", "to": to, "class": "shares",
                "shares": shares}, holder="royal-canadian", to_party=to,
               cls="shares", shares=shares)
