"""The list of mutants, read.

A mutant is a fault put into the sources on purpose, and the tests that must
fail with it.  In the file `list`, line by line:

    # words             a remark
    mutant NAME
    harm WORDS          what it would do to whoever works with it; goes on in
                        lines that begin with a blank
    in FILE             a source, from the top of the tree
    - OLD               text that stands there once; more such lines follow it
    + NEW               what stands in its place; none takes it away
    by SUITE[:PART]     a test, as tests/run is given it, that must fail

`in` with its text may stand several times, and so may `by`.
"""
import os

HERE = os.path.dirname(os.path.realpath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))


class Place:
    """One change: in a file, the text OLD becomes NEW."""

    def __init__(self, path):
        self.path, self.old, self.new = path, [], []

    def change(self, text):
        """TEXT with the change; ValueError when OLD is not there once."""
        old, new = "\n".join(self.old), "\n".join(self.new)
        if not old:
            raise ValueError("%s: no text is given to be changed" % self.path)
        if text.count(old) != 1:
            raise ValueError("%s: this stands there %d times, not once:\n%s"
                             % (self.path, text.count(old), old))
        return text.replace(old, new)


class Mutant:
    def __init__(self, name):
        self.name, self.harm, self.places, self.by = name, "", [], []

    def changed(self, top):
        """{path: (as it is, as it becomes)}"""
        out = {}
        for place in self.places:
            if place.path not in out:
                with open(os.path.join(top, place.path),
                          encoding="utf-8") as file:
                    text = file.read()
                out[place.path] = (text, text)
            was, text = out[place.path]
            out[place.path] = (was, place.change(text))
        return out


def read(path=os.path.join(HERE, "list")):
    mutants = []
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for number, line in enumerate(lines, 1):
        word, _, rest = line.partition(" ")
        now = mutants[-1] if mutants else None
        if line == "" or word == "#":
            continue
        if word == "mutant":
            mutants.append(Mutant(rest))
        elif word == "harm":
            now.harm = rest
        elif word == "" and now.harm and not now.places:
            now.harm += " " + rest.strip()
        elif word == "in":
            now.places.append(Place(rest))
        elif word == "-":
            now.places[-1].old.append(rest)
        elif word == "+":
            now.places[-1].new.append(rest)
        elif word == "by":
            now.by.append(rest)
        else:
            raise ValueError("%s:%d: '%s' begins no line of this list" % (
                path, number, word))
    return mutants
