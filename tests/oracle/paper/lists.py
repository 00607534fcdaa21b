"""3(d)(i)(B): comments and answers, in true copies, to each of the Holders."""
from paper import given, holds
from paper.periods import Span


def copied(world, rec, about, notice, party):
    return given.earliest(world, rec, rec.about(notice, about.n),
                          party) is not None


def span(there):
    return Span("3(d)(i)(B)", "complete" if there else "incomplete")


def answers(rec, letter):
    return rec.about("response sent", letter.n)


def comments_to(world, rec, letter, party):
    return copied(world, rec, letter, "comments copied", party)


def answers_to(world, rec, letter, party):
    """All written responses, each by itself."""
    return all(copied(world, rec, answer, "answers copied", party)
               for answer in answers(rec, letter))


def whole(world, rec, letter):
    """Of the letter, and of each answer."""
    # Who becomes a Holder later was owed nothing by it.
    owed = holds.holders(world, rec, letter.day, letter)
    return span(all(comments_to(world, rec, letter, p) and
                    answers_to(world, rec, letter, p) for p in owed))


def functions(rec):
    for f in rec.named("comments received"):
        yield (("comments-to-holders", f.n, None),
               lambda w, f=f: whole(w, rec, f))
        ways = [("comments", comments_to)]
        if answers(rec, f):
            ways.append(("answers", answers_to))
        for key, way in ways:
            for p in rec.parties("holder"):
                yield ((key + " to each", f.n, p),
                       lambda w, f=f, p=p, way=way: span(way(w, rec, f, p)))
