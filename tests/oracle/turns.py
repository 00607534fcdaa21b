"""The same agreement, and the same notices, written in another order."""
import itertools
import os
import random
import re

from cases import Case, template
from worlds import LATER, POINTS

# Where the order within says nothing: what is counted or told stands beside.
LOOSE = ("events:", "notices:", "parties:", "periods:", "counters:", "lists:",
         "tests:", "caps:", "deadlines:", "thresholds:", "allotments:")


def terms(text, draw):
    """The terms with what is in each of those parts in another order."""
    out = []
    for part in re.split(r"(?m)^(?=[a-z][a-z ]*:)", text):
        head, _, body = part.partition("\n")
        items = re.split(r"(?m)^(?=  \S)", body)
        if head in LOOSE:
            body = "".join(items[:1] + draw.sample(items[1:],
                                                   len(items) - 1))
        out.append(head + "\n" + body)
    return "".join(out)


def notices(life, draw):
    """The recipients of each notice, likewise."""
    for words in life.commands:
        for at, word in enumerate(words[:-1]):
            if word == "--to" and words[0] == "notice":
                to = words[at + 1].split(",")
                words[at + 1] = ",".join(draw.sample(to, len(to)))


def unordered(words):
    """"late if a=x+b=y or a=z": the worlds that it names, in whatever order."""
    head, some, worlds = re.sub(r"[()]", "", words).partition("if ")
    named = [dict(one.split("=", 1) for one in world.split("+"))
             for world in worlds.split(" or ")] if some and all(
        "=" in one for world in worlds.split(" or ")
        for one in world.split("+")) else None
    if named is None:
        return words
    points = sorted({key for world in named for key in world})
    answers = [POINTS.get(key) or LATER.get(key) or sorted(
        {"any other", *(world[key] for world in named if key in world)})
               for key in points]
    return head + some + " or ".join(
        "+".join("%s=%s" % one for one in zip(points, world))
        for world in itertools.product(*answers) if any(
            all(dict(zip(points, world))[k] == v for k, v in one.items())
            for one in named))


def loose(rows):
    """Rows without the order in which their words name parties and points."""
    return {name: {key: sorted(unordered(one)
                               for one in re.split(r"[,;:] ", value))
                   if isinstance(value, str) else value
                   for key, value in row.items()}
            for name, row in rows.items()}


def case(program, sample, folder, seed):
    """The same agreement, written in another order; by its own name."""
    file = os.path.join(folder, "turned", os.path.basename(sample))
    os.mkdir(os.path.dirname(file))
    with open(sample, encoding="utf-8") as text, \
            open(file, "w", encoding="utf-8") as out:
        out.write(terms(text.read(), random.Random("%s turned" % seed)))
    return Case(program, template(program, file, os.path.join(
        folder, "turned.db")), os.path.join(folder, "other.db"))
