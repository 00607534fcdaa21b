"""A life put on record by the program, and what it then says."""
import json
import os
import shutil
import subprocess


class Refused(Exception):
    """The program did not take a line, or gave no answer."""


class Case:
    """One case file; a copy of one in which the agreement is on record."""

    def __init__(self, program, template, file):
        self.program, self.template, self.file = program, template, file

    def ask(self, *words, text=None):
        done = subprocess.run(
            [self.program, "--db", self.file, *words],
            capture_output=True, text=True, input=text)
        if done.returncode:
            raise Refused("%s: %s" % (" ".join(words), done.stderr[:600]))
        return done.stdout

    def make(self, life):
        for end in ("", "-journal", ".gate"):
            if os.path.exists(self.file + end):
                os.remove(self.file + end)
        shutil.copy(self.template, self.file)
        with open(self.file + ".script", "w", encoding="utf-8") as out:
            out.write(life.script().replace("@amended",
                                            self.template + ".yaml"))
            # Last, so that the numbers of the others stay.
            out.write('event record neo "no special counsel" '
                      '--at 2000-04-28\n')
        return self.ask("run", self.file + ".script")

    def view(self, name, on, world=()):
        words = [name, "neo", "--on", str(on), "--format", "json",
                 "--read-only"]
        if world:
            words += ["--reading", "+".join(
                "%s=%s" % one for one in dict(world).items())]
        return json.loads(self.ask(*words))["rows"]


def template(program, sample, file):
    subprocess.run([program, "--db", file, "import", sample, "--apply"],
                   check=True, capture_output=True)
    with open(sample, encoding="utf-8") as terms, \
            open(file + ".yaml", "w", encoding="utf-8") as amended:
        amended.write(terms.read().replace(
            "due: 10 days after it\n", "due: 15 days after it\n"))
    return file


def deadline(row):
    """The key of a row of the timeline: (duty, entry, party)."""
    parts = row["id"].split("/")[2:]
    return (parts[0], int(parts[1].split(".")[0]) if len(parts) > 1 else
            2000, parts[2] if len(parts) > 2 else None)
