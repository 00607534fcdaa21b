"""Back-dating, tried in each way that the owner of an account has.

The program is the one that is installed, on a case file that is no
demonstration.  Each way is prevented, or found by `verify`; or the file cannot
show it, and then a head that was noted outside does.  In such a test `verify`
must say that all is whole: so the manual says of it.
"""
import calendar
import itertools
import os
import shutil
import sqlite3
import subprocess
import threading
import time

PROGRAM = os.environ["REGRIGHTS"]
CLOCK = os.path.join(os.environ["builddir"], "tests", "tamper", "clock.so")
SHARE = os.environ["REGRIGHTS_SHARE"]
AGREEMENT = os.path.join(SHARE, "agreements", "neotherapeutics-2000.yaml")
RECORD = ("event", "record", "neo", "comments received", "--at")


def run(path, *words, clock=None, **env):
    """With another clock, in seconds, or with the machine's."""
    env = dict(os.environ, **env)
    if clock is not None:
        env.update(CLOCK_AT=str(int(clock)), LD_PRELOAD=CLOCK)
        env["ASAN_OPTIONS"] = env.get("ASAN_OPTIONS", "") + \
            ":verify_asan_link_order=0"
    return subprocess.run([PROGRAM, "--db", path, *words], env=env,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, errors="replace", check=False)


def must(path, *words, **more):
    done = run(path, *words, **more)
    if done.returncode != 0:
        raise AssertionError("%s: %s" % (" ".join(words), done.stderr))
    return done.stdout


def stamps(path):
    """The stamps of all entries, in seconds."""
    lines = must(path, "journal", "--format", "csv").splitlines()[1:]
    return [calendar.timegm(time.strptime(line.split(",")[1].strip('"'),
                                          "%Y-%m-%dT%H:%M:%SZ"))
            for line in lines]


class Office:
    """Two case files of last week, and the heads that were noted."""

    def __init__(self, folder, chain_again, tamper):
        self.folder, self.count = folder, itertools.count(1)
        self.chain_again, self.tamper = chain_again, tamper
        self.now = int(time.time())
        day = 86400
        self.real = os.path.join(folder, "real.bin")
        self.other = os.path.join(folder, "other.bin")
        for path, text in ((self.real, "2000-06-02"),
                           (self.other, "2000-06-05")):
            must(path, "import", AGREEMENT, "--apply",
                 clock=self.now - 7 * day)
            must(path, *RECORD, text, clock=self.now - 6 * day)
        self.noted = self.now - 3 * day
        self.heads = os.path.join(folder, "heads.txt")
        with open(self.heads, "w", encoding="utf-8") as file:
            file.write(must(self.real, "head", clock=self.noted))

    def copy(self, of=None):
        path = os.path.join(self.folder, "copy-%d.bin" % next(self.count))
        shutil.copy(of or self.real, path)
        return path

    def whole(self, path):
        """What verify says of a file in which nothing can be found."""
        done = run(path, "verify")
        assert done.returncode == 0, "found: " + done.stderr
        return done.stdout

    def found(self, path, *said, heads=False):
        words = ("--heads", self.heads) if heads else ()
        done = run(path, "verify", *words)
        assert done.returncode == 4, "not found: " + done.stdout
        for text in said:
            assert text in done.stderr, "'%s' is not in: %s" % (
                text, done.stderr)

    def stamped_now(self, path, before):
        """The last entry is from now, and nobody else's stamp moved."""
        all_of = stamps(path)
        assert all_of[:len(before)] == before, "a stamp moved"
        assert len(all_of) == len(before) + 1 and \
            self.now <= all_of[-1] <= time.time() + 1, all_of


def recorded_with(*words, **env):
    """Recorded under another environment, it is stamped as ever."""
    def test(o):
        path = o.copy()
        before = stamps(path)
        must(path, *words, *RECORD, "2000-06-07", **env)
        o.stamped_now(path, before)
        o.whole(path)
        must(path, "verify", "--heads", o.heads)
    return test


def times_of_the_file(o):
    path = o.copy()
    before, said = stamps(path), o.whole(path)
    for of in (path, o.folder):
        os.utime(of, (86400, 86400))
    assert stamps(path) == before and o.whole(path) == said
    must(path, *RECORD, "2000-06-07")
    o.stamped_now(path, before)


def clock_before_the_last_entry(o):
    path = o.copy()
    must(path, *RECORD, "2000-06-07", clock=o.now - 30 * 86400)
    assert "set back at 1 entry" in o.whole(path)
    assert "(clock set back)" in must(path, "journal")
    o.found(path, "E516", "entry 3 says", "head 2 was noted",
            "it is marked 'clock set back'", heads=True)


def clock_ahead(o):
    path = o.copy()
    must(path, *RECORD, "2000-06-07", clock=o.now + 30 * 86400)
    assert "later than this machine's clock" in o.whole(path)
    must(path, *RECORD, "2000-06-08")
    assert "set back at 1 entry" in o.whole(path)
    # What comes after the mark is as it ought to be, until it runs back again.
    must(path, *RECORD, "2000-06-09")
    assert "set back at 1 entry" in o.whole(path)
    must(path, "verify", "--heads", o.heads)
    must(path, *RECORD, "2000-06-10", clock=o.now - 5 * 86400)
    must(path, *RECORD, "2000-06-11", clock=o.now - 4 * 86400)
    assert "set back at 2 entries" in o.whole(path)
    o.found(path, "entry 6 says", "entry 7 says", heads=True)


def clock_between_the_last_entry_and_now(o):
    path = o.copy()
    must(path, *RECORD, "2000-06-07", clock=o.now - 5 * 86400)
    assert "set back" not in o.whole(path)
    o.found(path, "E516", "entry 3 says", "head 2 was noted", heads=True)


def a_file_made_under_another_clock(o):
    path = os.path.join(o.folder, "new.bin")
    must(path, "import", AGREEMENT, "--apply", clock=o.now - 900 * 86400)
    must(path, *RECORD, "2000-06-02", clock=o.now - 899 * 86400)
    must(path, *RECORD, "2000-06-03", clock=o.now - 898 * 86400)
    assert "set back" not in o.whole(path)
    o.found(path, "were written anew", heads=True)


def rewritten(sql, *said):
    """The chain made again over a change: found inside, or by the head."""
    def test(o):
        path = o.copy()

        def change(db):
            db.execute(sql)
            o.chain_again(db, 1)
        o.tamper(path, change)
        if said:
            o.found(path, *said)
        else:
            # The tables stand on the chain that was.
            o.found(path, "E510", "another journal")
            must(path, "rebuild")
            o.whole(path)
            o.found(path, "were written anew", heads=True)
    return test


def a_demonstration_made_of_it(o):
    path = o.copy()

    def change(db):
        db.execute("UPDATE identity SET demonstration = 1")
        o.chain_again(db, 1)
    o.tamper(path, change)
    must(path, "rebuild")
    must(path, *RECORD, "2000-06-07",
         REGRIGHTS_NOW=time.strftime("%Y-%m-%dT%H:%M:%SZ",
                                     time.gmtime(o.now - 5 * 86400)))
    assert "A demonstration" in o.whole(path)
    o.found(path, "were written anew", heads=True)


def two_files_exchanged(o):
    here, there = o.copy(), o.copy(o.other)
    says = [line for line in o.whole(here).splitlines() if "file " in line]
    os.rename(there, here)
    said = o.whole(here)
    assert not any(line in said for line in says), "both have one name"
    o.found(here, "were written anew", heads=True)


def an_older_copy(o):
    path = o.copy()
    older = o.copy()
    must(path, *RECORD, "2000-06-07")
    with open(path + ".heads", "w", encoding="utf-8") as file:
        file.write(must(path, "head"))
    os.rename(older, path)
    o.whole(path)
    done = run(path, "verify", "--heads", path + ".heads")
    assert done.returncode == 4 and "an older one" in done.stderr, done.stderr


def moved(tables):
    """Tables of one file in another."""
    def test(o):
        def change(db):
            other = sqlite3.connect(o.other)
            for table in tables:
                rows = other.execute("SELECT * FROM " + table).fetchall()
                db.execute("DELETE FROM " + table)
                for row in rows:
                    db.execute("INSERT INTO %s VALUES (%s)" % (
                        table, ", ".join("?" * len(row))), row)
            other.close()
        path = o.copy()
        o.tamper(path, change)
        o.found(path)
    return test


TESTS = [
    ("the clock of the environment",
     recorded_with(REGRIGHTS_NOW="2000-05-26T20:00:00Z")),
    ("the zone of the environment", recorded_with(TZ="Pacific/Kiritimati")),
    ("zones of one's own", recorded_with(TZDIR="/nowhere",
                                         TZ=":/etc/passwd")),
    ("another day that is asked about", recorded_with("--on", "2000-05-26")),
    ("the times of the file in its folder", times_of_the_file),
    ("a clock before the last entry", clock_before_the_last_entry),
    ("a clock that is ahead", clock_ahead),
    ("a clock between the last entry and now",
     clock_between_the_last_entry_and_now),
    ("a file made under another clock", a_file_made_under_another_clock),
    ("a stamp rewritten before the one before", rewritten(
        "UPDATE journal SET at = at - 30 * 86400 WHERE seq = 2",
        "entry 2 does not say that the clock was set back")),
    ("a stamp rewritten with its mark taken off", rewritten(
        "UPDATE journal SET set_back = 1 WHERE seq = 2",
        "entry 2 says wrongly that the clock was set back")),
    ("a stamp rewritten between two", rewritten(
        "UPDATE journal SET at = at - 3600 WHERE seq = 2")),
    ("the making rewritten, and all stamps", rewritten(
        "UPDATE journal SET at = at - 900 * 86400",
        "does not say that the clock was set back")),
    ("a demonstration made of it", a_demonstration_made_of_it),
    ("two files exchanged", two_files_exchanged),
    ("an older copy in its place, and no entry before it", an_older_copy),
    ("the tables of another file", moved(["matter", "fact", "field",
                                          "sending", "docket"])),
    ("the journal of another file", moved(["payloads", "destroyed",
                                           "journal"])),
    ("the journal and the name of another file", moved(
        ["payloads", "destroyed", "journal", "identity"])),
]


def tests(folder, chain_again, tamper):
    """(name, function that gives None or what is wrong)"""
    office, once = [], threading.Lock()

    def play(test):
        with once:
            if not office:
                office.append(Office(folder, chain_again, tamper))
        try:
            test(office[0])
        except AssertionError as wrong:
            return str(wrong) or "not as it must be"
        return None
    return [("back-dating: " + name, lambda t=test: play(t))
            for name, test in TESTS]
