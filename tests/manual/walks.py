"""The workflows of regrights-workflows(7), followed as they are printed.

Each section that is named as a workflow is followed in a case of its own: the
commands of its displays are given one after another, those that continue with
a backslash as one.  Each must do what it says; and at the end the walk of the
entry that it is about must have every step behind it, but for those of which
the page has no command: what is done there is not recorded.
"""
import json
import os
import re
import shlex
import subprocess
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.realpath(__file__))))
ESCAPES = {"\\e": "\\", "\\&": "", "\\-": "-", "\\(aq": "'", "\\(dq": '"',
           "\\(ga": "`", "\\(ha": "^", "\\(ti": "~"}
ESCAPE = re.compile(r"\\(?:\([a-z]{2}|.)")
PAGE = os.path.join(TOP, "man", "regrights-workflows.7")
FILE = os.path.join(TOP, "share", "agreements", "neotherapeutics-2000.yaml")


def plain(line):
    """A line of a page as it reads."""
    return ESCAPE.sub(lambda m: ESCAPES.get(m.group(), m.group()), line)


def displays(lines):
    """Of each display its lines, without the mark of a transcript."""
    shown = None
    for line in lines:
        if line.startswith(".Bd -literal"):
            shown = []
        elif line.startswith(".Ed"):
            yield "\n".join(shown)
            shown = None
        elif shown is not None:
            shown.append(re.sub(r"^[$>] ", "", plain(line)))


def commands(lines):
    """The words of each command that a display gives."""
    for text in displays(lines):
        for line in text.replace("\\\n", " ").split("\n"):
            words = shlex.split(line)
            if words and words[0] == "regrights":
                yield words[1:]


def sections(page):
    """(title, [(step, lines)]) of each section that has steps."""
    for part in re.split(r"^\.Sh ", page, flags=re.M)[1:]:
        title, _, rest = part.partition("\n")
        steps = re.split(r"^\.Ss ", rest, flags=re.M)[1:]
        if steps:
            yield title, [(s.partition("\n")[0], s.split("\n")[1:])
                          for s in steps]


class Case:
    """A case file, and what is asked of it."""

    def __init__(self, folder, name):
        self.db = os.path.join(folder, name)
        self.env = dict(os.environ, HOME=folder,
                        REGRIGHTS_NOW="2001-06-01T12:00:00Z")
        self.give(["import", FILE, "--apply"])

    def run(self, words):
        return subprocess.run([os.environ["REGRIGHTS"], "--db", self.db] +
                              words, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=self.env, check=False)

    def give(self, words):
        done = self.run(words)
        if done.returncode not in (0, 1):
            raise ValueError("%s: %s" % (shlex.join(words), done.stderr
                                         .decode("utf-8").strip()))
        return done.stdout.decode("utf-8")

    def rows(self, words):
        return json.loads(self.give(words + ["--format", "json"]))["rows"]


def walk_of(case, title):
    """The rows of the walk that most steps of are done."""
    found = [r for r in case.rows(["workflow", "list", "neo"])
             if r["title"].upper() == title and r["entry"] is not None]
    if not found:
        raise ValueError("no walk of it was begun")
    best = max(found, key=lambda r: r["settled"])
    return case.rows(["workflow", "show", best["workflow"],
                      str(best["entry"]), "--matter", "neo"])


def follow(folder, number, title, steps):
    """What is not as it must be, as lines; none when all is well."""
    case = Case(folder, "%d.db" % number)
    silent = set()
    for step, lines in steps:
        given = list(commands(lines))
        if not any(" ".join(words[:2]) not in ("workflow show", "")
                   and words[0] not in ("notices", "offerings", "consents",
                                        "suspensions", "why")
                   for words in given):
            silent.add(step)
        for words in given:
            if "|" in words:
                words = words[:words.index("|")]
            words = [w for w in words if not w.startswith(">")]
            if words[0] == "import":
                continue
            try:
                case.give(words)
            except ValueError as wrong:
                return ["%s: %s" % (step, wrong)]
    return ["%s: %s, %s" % (r["what"], r["state"], r["missing"])
            for r in walk_of(case, title)
            if r["what"] not in silent and r["state"] not in
            ("done", "not needed")]


def play(wanted):
    """Follows those of the names WANTED begins: (how many, how many badly)."""
    followed = bad = 0
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    with tempfile.TemporaryDirectory() as folder:
        for number, (title, steps) in enumerate(sections(page)):
            name = "walk/" + title.lower().replace(" ", "-")
            if not name.startswith(wanted):
                continue
            followed += 1
            try:
                wrong = follow(folder, number, title, steps)
            except ValueError as error:
                wrong = [str(error)]
            print("%sok manual/%s" % ("not " if wrong else "", name))
            for line in wrong:
                print("  " + line)
            bad |= bool(wrong)
    return followed, bad
