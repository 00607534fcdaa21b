"""3(d)(i)(B): comments and answers, in true copies, to each of the Holders."""
from paper import given, holds
from paper.periods import Span


def copies(world, rec, letter, notice, party):
    day = given.earliest(world, rec, rec.about(notice, letter.n), party)
    return Span("3(d)(i)(B)", "complete" if day else "incomplete")


def whole(world, rec, letter):
    """Of the letter, and of the answer where there is one."""
    # Who becomes a Holder later was owed nothing by it.
    owed = holds.holders(world, rec, letter.day)
    named = ["comments copied"] + ["answers copied"] * bool(
        rec.about("response sent", letter.n))
    if any(copies(world, rec, letter, notice, p).status != "complete"
           for notice in named for p in owed):
        return Span("3(d)(i)(B)", "incomplete")
    return Span("3(d)(i)(B)", "complete")


NOTICES = {"comments": "comments copied", "answers": "answers copied"}


def functions(rec):
    for f in rec.named("comments received"):
        yield (("comments-to-holders", f.n, None),
               lambda w, f=f: whole(w, rec, f))
        for key, notice in NOTICES.items():
            if key == "answers" and not rec.about("response sent", f.n):
                continue
            for p in rec.parties("holder"):
                yield ((key + " to each", f.n, p),
                       lambda w, f=f, p=p, notice=notice:
                       copies(w, rec, f, notice, p))
