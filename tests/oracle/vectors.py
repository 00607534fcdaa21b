"""The paper's functions held against what was reckoned by hand.

Each vector has its own arithmetic in the words beside it; nothing here comes
from the program.
"""
from datetime import date, timedelta

from paper import duties, given, holds, periods, votes
from record import CLOSING, Fact, Record
from worlds import World, leaves

DAY = timedelta(days=1)
PRESETS = {
    "LIT": {"in-lieu-fridays": "yes", "california-bank-holidays": "yes",
            "good-friday": "no", "executive-closings": "no"},
    "FRB": {"in-lieu-fridays": "no", "california-bank-holidays": "no",
            "good-friday": "no", "executive-closings": "no"},
    "FED": {"in-lieu-fridays": "yes", "california-bank-holidays": "no",
            "good-friday": "no", "executive-closings": "no"}}


class Made:
    """A life of which the facts are given."""

    def __init__(self, *facts):
        self.facts = list(facts)
        self.roles = {"company": [("company", None)],
                      "royal-canadian": [("holder", None)]}
        self.lots = [("royal-canadian", "shares", 500000, CLOSING)]
        self.lists = {"company": ("section", "purchase-agreement"),
                      "royal-canadian": ()}


def d(text):
    return date.fromisoformat("2000-" + text)


def days_of(function, part, **answers):
    return {getattr(row, part) for _, row in leaves(function, answers)}


def effect(day, minute, method, *more, **answers):
    fact = Fact(2, "other notice", d(day), minute, to=["company"],
                methods=[method], lists=None, copied=[])
    rec = Record(Made(fact, *more), date(2001, 1, 1))
    return {got for _, got in leaves(lambda w: given.alone(
        w, rec, fact, "company"), {"hole:result/2/company/fax": True,
                                   "gap-receipt": "no", **answers})}


def returned(*more):
    """Mailed on 29 June, it came back on 3 July: {(the answer, its day)}."""
    fact = Fact(2, "other notice", d("06-29"), 600, to=["company"],
                methods=["courier"], lists=None, copied=[])
    back = Fact(3, "confirm", d("07-03"), None, 2, parties=["company"],
                method="courier", result="returned")
    rec = Record(Made(fact, back, *more), d("07-20"))
    return {(path.get("parcel-returned"), got) for path, got in leaves(
        lambda w: given.alone(w, rec, fact, "company"))}


def row_of(made, on, key, **answers):
    rec = Record(made, on)
    return [row[key] for function in duties.functions(rec)
            for _, row in leaves(function, answers) if key in row]


def all_vectors():
    late = date(2000, 12, 31)
    yield "V1", {(r.raw, r.limit, r.safe) for r in row_of(
        Made(), late, ("filing-date", 2000, None))}, {
            (d("05-28"), d("05-28"), d("05-26")),
            (d("05-28"), d("05-30"), d("05-26"))}
    yield "V2", {(r.raw, r.limit) for r in row_of(
        Made(), late, ("effectiveness-date", 2000, None))}, {
            (d("08-26"), d("08-25"))}
    delays = [Fact(3 + i, "excused delay", d(b), from_=d(a), to_day=d(b),
                   status="accepted")
              for i, (a, b) in enumerate((("06-20", "07-03"),
                                          ("06-30", "07-10")))]
    filed = Fact(2, "registration filed", d("05-25"))
    yield "V3", {r.raw for r in row_of(
        Made(filed, *delays), late, ("effectiveness-date", 2000, None))}, {
            d("09-16")}
    for name, at, minute, must in (
            ("V5", "05-26", 839, "05-26"), ("V6", "05-26", 850, "05-30"),
            ("V7", "05-30", 840, None), ("V8", "05-27", 540, None),
            ("V8b", "05-27", 900, "05-30"), ("V9", "06-01", 1438, "06-02"),
            ("V9b", "06-01", 1439, None), ("V10", "05-30", 1, "05-30")):
        yield name, effect(at, minute, "fax"), {must and d(must)}
    for name, preset, must in (("V14", "FRB", "11-10"),
                               ("V14b", "LIT", "11-13")):
        yield name, effect("11-09", 900, "fax", **PRESETS[preset]), {d(must)}
    report = Fact(3, "confirm", d("06-12"), about=2, parties=["company"],
                  method="fax", result="complete", ended=845, confirmed=846)
    for answer, must in (("start", "06-12"), ("end", "06-13"),
                         ("confirmed", "06-13")):
        yield "G7 " + answer, effect("06-12", 838, "fax", report, **{
            "sending-time": answer}), {d(must)}
    for sent, must in (("06-29", "06-30"), ("06-30", "07-03"),
                       ("07-03", "07-05"), ("05-27", "05-30"),
                       ("05-28", "05-30")):
        yield "V16 " + sent, effect(sent, 600, "courier"), {d(must)}
    yield "A7 returned", returned(), {("yes", d("06-30")), ("no", None)}
    yield "A7 returned and received", returned(Fact(
        4, "receipt", d("07-05"), None, 2, parties=["company"],
        method="courier")), {(None, d("06-30")), ("yes", d("06-30")),
                             ("no", None)}
    for on, document, duty, must in (
            ("05-30", "registration statement", "furnish-copies",
             {"05-22", "05-19"}),
            ("05-30", "amendment", "furnish-amendment", {"05-26", "05-25"})):
        plan = Fact(2, "filing planned", d("05-02"), document=document,
                    on=d(on))
        yield "V18 " + document, {r.raw for r in row_of(
            Made(plan), late, (duty, 2, None))}, {d(one) for one in must}
    for came, must in (("06-20", {"06-30"}), ("06-22", {"07-02", "07-03"})):
        yield "V20 " + came, {r.limit for r in row_of(
            Made(Fact(2, "comments received", d(came))), late,
            ("comments", 2, None))}, {d(one) for one in must}
    for came, preset, must in (
            ("06-30", "LIT", "07-17"), ("09-01", "FRB", "09-18"),
            ("09-01", "LIT", "09-19"), ("10-30", "FED", "11-14")):
        bill = Fact(3, "bill", d(came), 600, 2, to=["company"], cents=100,
                    methods=["hand"], copied=[], lists=None)
        had = Fact(4, "receipt", d(came), 660, 3, parties=["company"],
                   method="hand")
        yield "V24 %s %s" % (came, preset), {r.raw for r in row_of(
            Made(bill, had), late, ("fees", 3, "company"),
            **{"bare-notice": "yes"}, **PRESETS[preset])}, {d(must)}
    for came, must in (("06-15", {"07-05"}), ("06-12", {"07-02", "07-03"}),
                       ("06-14", {"07-04", "07-05"})):
        told = Fact(2, "piggyback notice", d(came), 540,
                    to=["royal-canadian"], methods=["hand"], copied=[],
                    lists=None)
        had = Fact(3, "receipt", d(came), 660, 2,
                   parties=["royal-canadian"], method="hand")
        yield "V27 " + came, {r.limit for r in row_of(
            Made(told, had), late,
            ("piggyback-request", 2, "royal-canadian"))}, {
                d(one) for one in must}
    yield from of_votes()
    yield from of_periods()


def of_votes():
    """V28: of 625,000 an Affiliate holds 25,000; 6(o) leaves 600,000."""
    for yes, must in ((400000, "passed"), (399999, "not-yet")):
        made = Made(Fact(2, "consent sought", d("06-01"),
                         relates="everyone"),
                    Fact(3, "holder vote", d("06-02"), proposal=2,
                         holder="oak", vote="for"),
                    Fact(4, "company signed", d("06-02"), proposal=2))
        made.roles = {"company": [("company", None)],
                      "oak": [("holder", None)], "elm": [("holder", None)],
                      "own": [("holder", None), ("affiliate", None)]}
        made.lots = [("oak", "shares", yes, CLOSING),
                     ("elm", "shares", 600000 - yes, CLOSING),
                     ("own", "shares", 25000, CLOSING)]
        rec = Record(made, d("06-10"))
        yield "V28 %d" % yes, {votes.outcome(
            World({"then-outstanding": "asking"}, []), rec,
            made.facts[0]).status}, {must}


def of_periods():
    """V32: copies on 14 July, what is incorporated on 17 July."""
    def sent(n, name, day, about=None, which=None):
        return Fact(n, name, d(day), 540, about, to=["royal-canadian"],
                    methods=["hand"], copied=[], lists=None, which=which,
                    outdated="yes")

    def had(n, of, day):
        return Fact(n, "receipt", d(day), 660, of,
                    parties=["royal-canadian"], method="hand")

    made = Made(Fact(2, "registration effective", d("06-30")),
                sent(3, "notice of defect", "07-10"), had(4, 3, "07-10"),
                sent(5, "supplemented prospectus", "07-14", 3),
                had(6, 5, "07-14"),
                sent(7, "incorporated filings", "07-17", None, [3]),
                had(8, 7, "07-17"))
    # On the 16th no further filing is on record: there may be none.
    for on, must in (("07-16", {("running", None), ("ended", d("07-14"))}),
                     ("07-17", {("ended", d("07-17"))})):
        rec = Record(made, d(on))
        yield "V32 " + on, {(s.status, s.end) for _, s in leaves(
            lambda w, rec=rec: periods.discontinuance(
                w, rec, made.facts[1], "royal-canadian"))}, must
    yield from of_holdings(made)


def of_holdings(made):
    """V41: of 500,000 it sold 300,000 and 300,000: both cannot be."""
    on = d("09-01")
    yield "holds", {holds.held(World({}, []), Record(
        made, on), "royal-canadian", "shares", on)}, {500000}
    made.facts += [Fact(90 + n, "sale", d("08-0%d" % n), cls="shares",
                        shares=300000, holder="royal-canadian")
                   for n in (1, 2)]
    rec = Record(made, on)
    for function, must in (
            (lambda w: holds.held(w, rec, "royal-canadian", "shares", on),
             {0, 200000}),
            (lambda w: holds.sold(w, rec, on), {300000, 500000, 600000})):
        yield "V41", {got for _, got in leaves(function)}, must


def check():
    """The first vector that differs, or None."""
    for name, have, must in all_vectors():
        if have != must:
            return "%s: %s, and not %s" % (name, have, must)
    return None


if __name__ == "__main__":
    print(check() or "as reckoned by hand")
