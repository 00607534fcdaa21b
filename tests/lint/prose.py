"""Checks on the manual and on the words of the repository."""
import os
import re
import subprocess


def manual(tree, wrong, note):
    pages = [p for p in tree.walk("man") if re.search(r"\.[1-8]$", p)]
    if not pages:
        wrong("man: no page is there")
        return
    done = subprocess.run(
        [os.environ.get("MANDOC") or "mandoc", "-T", "lint", "-W", "warning"]
        + pages, cwd=tree.top, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False)
    for line in done.stdout.decode().split("\n"):
        if re.search(r"(WARNING|ERROR|UNSUPP|BADARG|SYSERR): ", line):
            wrong(line.replace("mandoc: ", ""))


def command_names(tree):
    """The commands as a person types them: what --help lists."""
    program = os.environ.get("REGRIGHTS", "")
    if not os.access(program, os.X_OK):
        return []
    done = subprocess.run([program, "--help"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, check=False)
    return re.findall(r"^  ([a-z]+(?: [a-z]+)*)(?:  |$)",
                      done.stdout.decode(), re.M)


def plain(page):
    """A manual page as words, its macros left out."""
    text = re.sub(r"^\.\\\".*$", "", page, flags=re.M)
    text = re.sub(r"\\[&%]", "", text)
    return text


def list_length(tree, path, macro):
    """Entries of a .def file, with those of the lists that it includes."""
    if path not in tree.by_path:
        return 0
    code = tree.by_path[path].code
    count = len(re.findall(r"^%s\(" % macro, code, re.M))
    for match in re.finditer(r"^#define (RR_\w+)\([^\n]*\n"
                             r"#include \"([^\"]+)\"", code, re.M):
        count += list_length(tree, "include/" + match.group(2),
                             match.group(1))
    return count


def commands(tree, wrong, note):
    """Every command has its entry in regrights(1), and a test."""
    path = "src/app/cmd.def"
    names = command_names(tree)
    listed = list_length(tree, path, "RR_CMD")
    if not names or len(names) != listed:
        wrong("%s:1: %d commands are listed, and --help names %d" % (
            path, listed, len(names)))
    page = ""
    if os.path.exists(os.path.join(tree.top, "man/regrights.1")):
        page = plain(tree.read("man/regrights.1"))
    tests = "\n".join(
        tree.read(path) for path in tree.walk("tests")
        if not path.startswith(("tests/lint/", "tests/unit/"))
        and not path.endswith((".am", ".in"))
        and path not in ("tests/run", "tests/transcript"))
    for name in names:
        words = r"[ \t]+(?:Cm[ \t]+)?".join(map(re.escape, name.split()))
        if not re.search(r"^\.(?:It|Ss|Sh)[ \t]+(?:(?:Xo|Ic|Cm|Nm)[ \t]+)*"
                         r"%s\b" % words, page, re.M):
            wrong("%s:1: `%s` has no entry in man/regrights.1"
                  % (path, name))
        words = r"[\"',]*\s+[\"']*".join(map(re.escape, name.split()))
        if not re.search(r"(?:regrights|^\$)\b[^\n]*\s[\"']*%s\b" % words,
                         tests, re.M) and \
                not re.search(r"^%s\b" % words, tests, re.M):
            wrong("%s:1: no test uses `%s`" % (path, name))


def diagnostics(tree, wrong, note):
    """Every code that can be reported is explained."""
    path = "include/regrights/diag.def"
    page = "man/regrights-diagnostics.7"
    if not os.path.exists(os.path.join(tree.top, page)):
        wrong("%s:1: it is missing" % page)
        return
    text = tree.read(page)
    code = tree.by_path[path].code
    for match in re.finditer(r"\b([EW]\d{3})\b", code):
        if match.group(1) not in text:
            wrong("%s:%d: %s has no paragraph in %s" % (
                path, code.count("\n", 0, match.start()) + 1,
                match.group(1), page))


FOREIGN = [
    (re.compile(r"(?<![\w.$}])/(?:tmp|work)/"), "a path of one machine",
     ("src/", "share/", "man/", "include/")),
    (re.compile(r"\bTO(?:DO)\b|\bFIX(?:ME)\b|\bXX(?:X)\b"), "work left undone",
     ("",)),
]


def words(tree, wrong, note):
    """The repository speaks of its subject, and of nothing else."""
    for path in tree.files():
        for number, line in enumerate(tree.read(path).split("\n"), 1):
            for pattern, what, places in FOREIGN:
                if path.startswith(places) and pattern.search(line):
                    wrong("%s:%d: %s: %s" % (path, number, what,
                                             line.strip()[:70]))


def word_list(text):
    return [(m.group().lower(), m.start()) for m in
            re.finditer(r"[A-Za-z0-9$]+(?:['’][a-z]+)?", text)]


def on_address(text, at):
    start = text.rfind("\n", 0, at) + 1
    return "address: {lines: [" in text[start:at + 1]


def agreement(tree, wrong, note):
    """No run of twelve words of the agreement's paper is in the tree.

    A postal address is a fact and not a sentence: it is printed as it stands.
    """
    run = 12
    path = os.path.join(os.path.dirname(tree.top), "shared", "agreement.txt")
    if not os.path.exists(path):
        note("agreement-text: the paper is not here to compare with")
        return
    with open(path, encoding="utf-8", errors="replace") as file:
        paper = [word for word, _ in word_list(file.read())]
    runs = {tuple(paper[i:i + run]) for i in range(len(paper) - run + 1)}
    for name in tree.files():
        text = tree.read(name)
        found = word_list(text)
        skip = 0
        for i in range(len(found) - run + 1):
            if i < skip:
                continue
            these = tuple(word for word, _ in found[i:i + run])
            if these in runs and not on_address(text, found[i][1]):
                wrong("%s:%d: %s" % (
                    name, text.count("\n", 0, found[i][1]) + 1,
                    " ".join(these)))
                skip = i + run


def file_words(tree, wrong, note):
    """The manual has every part of an agreement's file, and kind of field."""
    page = tree.read("man/regrights-agreement.5")
    macros = "\n".join(line for line in page.split("\n")
                       if line.startswith("."))
    for name, row in (("parts.def", r'RR_PART\("([^"]+)"'),
                      ("field.def", r'RR_FIELD\(\w+,\s*"([^"]+)"')):
        found = re.findall(row, tree.read("include/regrights/" + name))
        if not found:
            wrong("include/regrights/%s: no row was read" % name)
        for word in found:
            if not re.search(r"(?<![\w-])%s(?![\w-])" % word, macros):
                wrong("man/regrights-agreement.5: '%s' of %s is not told" % (
                    word, name))


# By which words the lists of keys of regrights(1) begin.
KEYS_OF = {"LIST": "In a list:", "FORM": "In a form:",
           "PICK": "Where one of several is chosen:",
           "PAGE": "In a text to read:", "WALK": "In the workflows:",
           "LINE": "In a line behind", "EDIT": "In a field, and in a line",
           "SMALL": "In a window of less than"}


def keys(tree, wrong, note):
    """Each key stands in regrights(1), in the list of where it does that."""
    page = tree.read("man/regrights.1")
    found = re.findall(r'^RR_KEYS\((\w+),\s*\w+,\s*"([^"]+)"',
                       tree.read("src/tui/keys.def"), re.M)
    for path in tree.walk("src/app"):
        found += [("LIST", k) for k in
                  re.findall(r'\.keys = "([^"]+)"', tree.read(path))]
    if not found:
        wrong("src/tui/keys.def: no key was read")
    for where, pressed in found:
        at = page.find("\n" + KEYS_OF[where]) + 1
        part = page[at:page.find("\n.Pp\n", at)] if at else ""
        told = re.sub(r"\\&", "", " ".join(
            re.findall(r"^\.(?:It )?Cm (.*)$", part, re.M))).split()
        for key in pressed.split():
            if key not in told:
                wrong("man/regrights.1: the key %s is not told (%s)" % (
                    key, where))


CHECKS = [("manual", manual), ("commands", commands),
          ("diagnostics", diagnostics), ("words", words),
          ("agreement-text", agreement), ("file-words", file_words),
          ("keys", keys)]
