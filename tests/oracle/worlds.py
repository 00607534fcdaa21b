"""Every world and every filling, one after another.

A function of the paper is run again and again.  Whenever it asks, an answer
that was not tried yet is given, until all are tried: no bounds and no memo.
What is asked is an open point of the agreement's file (a plain name), a point
that is open and that the file does not ask (local:...), or what an entry on
record lacks (hole:...).
"""
import random

POINTS = {
    "advised": ("receipt", "given"),
    "affiliates-in-election": ("yes", "no"),
    "affiliates-in-objection": ("yes", "no"),
    "california-bank-holidays": ("yes", "no"),
    "carried-prospectus": ("yes", "no"),
    "clear-days": ("yes", "no"),
    "company-signature": ("yes", "no"),
    "bare-notice": ("yes", "no"),
    "defect-notice": ("yes", "no"),
    "exception-advice": ("6e", "none"),
    "exception-notified": ("receipt", "given"),
    "executive-closings": ("yes", "no"),
    "fax-number": ("own-list", "either-list"),
    "filing-efforts": ("absolute", "best-efforts"),
    "gap-receipt": ("yes", "no"),
    "good-friday": ("yes", "no"),
    "half-sold": ("one-holder", "any-seller"),
    "half-sold-day": ("sale", "knowledge"),
    "holder-advances": ("yes", "no"),
    "holder-of-warrant": ("yes", "no"),
    "in-lieu-fridays": ("yes", "no"),
    "percentage-words": ("yes", "majority", "no"),
    "request-made": ("effective", "made"),
    "sold-shares": ("stay", "leave"),
    "sticker-clock": ("sale", "requirement", "half"),
    "then-outstanding": ("asking", "signing"),
    "undertaking-clock": ("yes", "no"),
    "warrant-shares-outstanding": ("yes", "no"),
}
# The file asks these since; they are drawn apart, so that lives stay the same.
LATER = {
    "delay-after-date": ("no", "yes"),
    "delay-before-filing": ("yes", "no"),
    "election-ends": ("yes", "no"),
    "part-consents": ("yes", "no"),
    "parcel-returned": ("yes", "no"),
    "particular-day": ("yes", "no"),
    "private-placement-sum": ("each", "all"),
    "withdrawn-filing": ("yes", "no"),
    "taken-back": ("stays", "undone"),
    "sending-time": ("start", "end", "confirmed"),
    "owed-as-of": ("planned", "last-day", "filing"),
    "told-as-of": ("event", "telling"),
    "other-advances": ("yes", "no"),
    "supplement-under-424": ("yes", "no"),
    "comments-request": ("yes", "no"),
    "sale-day": ("trade", "settlement"),
    "same-event": ("yes", "no"),
    "amended-draft": ("yes", "no"),
    "answers-before-filing": ("yes", "no"),
    "right-to-request": ("yes", "no"),
}


class TooMany(Exception):
    """More fillings than it is sensible to try."""


class World:
    """Answers in the order of asking, by a script of choices."""

    def __init__(self, fixed, script, choose=lambda size: 0):
        self.fixed, self.script, self.choose = fixed, script, choose
        self.path, self.sizes = {}, []

    def ask(self, name, answers=None):
        if name in self.fixed:
            self.path[name] = self.fixed[name]
            return self.fixed[name]
        if name in self.path:
            return self.path[name]
        if answers is None:
            answers = POINTS.get(name) or LATER[name]
        at = len(self.sizes)
        if at == len(self.script):
            self.script.append(self.choose(len(answers)))
        self.sizes.append(len(answers))
        self.path[name] = answers[self.script[at]]
        return self.path[name]

    def local(self, name, *answers):
        return self.ask("local:" + name, answers)

    def note(self, name, value):
        """What would be so if the paper were read too simply."""
        self.path["note:" + name] = value

    def hole(self, name, answers):
        """What an entry lacks; nothing is asked where one value is left."""
        answers = list(dict.fromkeys(answers))
        return answers[0] if len(answers) == 1 else \
            self.ask("hole:" + name, answers)


def leaves(function, fixed=(), most=1500):
    """[(what was answered, what the paper then gives)], all of them."""
    fixed, script, found = dict(fixed), [], []
    while True:
        world = World(fixed, script)
        found.append((world.path, function(world)))
        if len(found) > most:
            raise TooMany(str(list(world.path)))
        while script and script[-1] + 1 == world.sizes[len(script) - 1]:
            script.pop()
        if not script:
            return found
        script[-1] += 1


class Some(list):
    """Leaves of which there are more."""


def sample(function, fixed=(), seed="", number=200):
    """As leaves, drawn: what one of them breaks is broken, and no more."""
    draw, found = random.Random(seed), Some()
    for _ in range(number):
        world = World(dict(fixed), [], draw.randrange)
        found.append((world.path, function(world)))
    return found
