"""Checks on the text of the C sources: who includes and calls what."""
import fnmatch
import os
import re
import subprocess
import tempfile

from tree import table


def place_allows(places, path):
    return any(path == p or (p.endswith("/") and path.startswith(p))
               for p in places)


def layers(tree, wrong, note):
    """No file includes a header of a layer above or beside its own."""
    for path in tree.walk("include", (".h", ".def")):
        if tree.layer_of(path) is None:
            wrong("%s:1: of which layer is it?  Say so in tests/lint/layers"
                  % path)
    for source in tree.sources:
        own = tree.layer_of(source.path)
        if own not in tree.layers:
            wrong("%s:1: it stands in no layer" % source.path)
            continue
        for line, name, quoted in source.includes():
            if not quoted:
                continue
            target = resolve(tree, source.path, name)
            if target is None:
                wrong("%s:%d: \"%s\" is no header of the tree"
                      % (source.path, line, name))
                continue
            its = tree.layer_of(target)
            if its != own and its not in tree.layers[own]:
                wrong("%s:%d: %s may not include %s, which is of %s"
                      % (source.path, line, own, name, its))
            elif its != own and target.startswith("src/"):
                wrong("%s:%d: %s is private to %s"
                      % (source.path, line, name, its))


def resolve(tree, path, name):
    folder = os.path.dirname(path)
    for place in (folder, "include", "src"):
        found = os.path.normpath(os.path.join(place, name))
        if found in tree.by_path:
            return found
    return None


def vendors(tree, wrong, note):
    """Each vendor's header is included in one place."""
    users = {}
    for source in tree.sources:
        for line, name, _ in source.includes():
            for header, *places in table("vendors"):
                if name != header:
                    continue
                users.setdefault(header, []).append(
                    "%s:%d" % (source.path, line))
                if not place_allows(places, source.path):
                    wrong("%s:%d: <%s> may be included in %s only" % (
                        source.path, line, name, " ".join(places)))
    for header, places in users.items():
        if len(places) > 1:
            for place in places:
                wrong("%s: <%s> is included %d times" % (
                    place, header, len(places)))


def calls(tree, wrong, note):
    """Functions that only some places, or none, may call."""
    rules = {words[0]: words[1:] for words in table("calls")}
    call = re.compile(r"(?<![\w.>])(%s)\s*\(" % "|".join(rules))
    for source in tree.sources:
        for number, line in enumerate(source.bare.split("\n"), 1):
            for match in call.finditer(line):
                name = match.group(1)
                if not place_allows(rules[name], source.path):
                    wrong("%s:%d: %s() may be called in %s" % (
                        source.path, number, name,
                        " ".join(rules[name]).replace("-", "no place")))


def doubles(tree, wrong, note):
    """No floating point, anywhere."""
    for source in tree.sources:
        for number, line in enumerate(source.bare.split("\n"), 1):
            if re.search(r"\b(double|float)\b|(?<![\w.])\d+\.\d", line):
                wrong("%s:%d: %s" % (source.path, number, line.strip()))


def numbers(tree, wrong, note):
    """The core holds no number that could be a rule of law."""
    allowed = [(words[0], int(words[1], 0)) for words in table("numbers")]
    used = set()
    # Lengths of a literal, of an array; a place in a text.
    harmless = re.compile(r"\[\d+\]|\bstrncmp\([^;]*?\"\s*,\s*\d+\)|"
                          r"\b[a-z]\s*\+=?\s*\d+")
    number_re = re.compile(r"(?<![\w.])(0[xX][0-9a-fA-F]+|\d+)[uUlL]*\b")
    for source in tree.sources:
        if tree.layer_of(source.path) != "core":
            continue
        name = os.path.basename(source.path)
        for number, line in enumerate(source.bare.split("\n"), 1):
            line = re.sub(r"__attribute__\(\(.*?\)\)", "", line)
            line = harmless.sub("", line)
            for match in number_re.finditer(line):
                value = int(match.group(1), 0)
                mine = {(pattern, one) for pattern, one in allowed
                        if one == value and fnmatch.fnmatch(name, pattern)}
                used |= mine
                if value > 2 and not mine:
                    wrong("%s:%d: %d is not in tests/lint/numbers: %s" % (
                        source.path, number, value, line.strip()))
    for name, value in sorted(set(allowed) - used):
        wrong("tests/lint/numbers:1: %s %d is used nowhere" % (name, value))


def section(text, heading):
    """The lines of a top-level part of a YAML file of ours."""
    match = re.search(r"^%s:[^\n]*\n((?:[ #][^\n]*\n|\n)*)" % heading,
                      text + "\n", re.M)
    return match.group(1).split("\n") if match else []


def declared(tree):
    """Names that agreements and calendars give: word, where it is from."""
    found = {}
    for path in tree.walk("share/agreements", (".yaml",)):
        text = tree.read(path)
        for part in ("events", "notices", "questions", "presets", "lists"):
            for line in section(text, part):
                match = re.match(r"  ([a-z][a-z0-9 -]+):", line)
                if match:
                    found[match.group(1)] = path
        for match in re.finditer(r"\bid: ([a-z0-9-]+)", text):
            found[match.group(1)] = path
    for path in tree.walk("share/calendars", (".yaml",)):
        text = tree.read(path)
        for match in re.finditer(r"^(?:key|  - name): \"?([^\"\n]+)", text,
                                 re.M):
            found[match.group(1).lower()] = path
    # Words that a program speaks for reasons of its own.
    return {word: path for word, path in found.items()
            if " " in word or "-" in word}


def law(tree, wrong, note):
    """No word of an agreement or of a statute stands in C."""
    everywhere, in_code = [], []
    for words in table("words"):
        if words[0] == "!":
            everywhere.append(" ".join(words[1:]))
        else:
            in_code.append(" ".join(words))
    names = declared(tree)
    cited = re.compile(r"\b[1-9]\d?\([a-z]{1,4}\)")
    for source in tree.sources:
        for number, line in enumerate(source.lines, 1):
            for word in everywhere:
                if word in line.lower():
                    wrong("%s:%d: \"%s\" is a word of one agreement"
                          % (source.path, number, word))
        for number, text in source.strings:
            low = text.lower()
            for word in in_code:
                if word in low:
                    wrong("%s:%d: \"%s\" is a word of the law"
                          % (source.path, number, word))
            if low in names:
                wrong("%s:%d: \"%s\" is a name from %s"
                      % (source.path, number, text, names[low]))
            if cited.search(text):
                wrong("%s:%d: a section number: \"%s\""
                      % (source.path, number, text))


def compiler():
    words = [os.environ.get("CC", "cc")]
    words = words[0].split() + os.environ.get("RR_CPPFLAGS", "").split()
    return words + ["-D_POSIX_C_SOURCE=200809L", "-D_XOPEN_SOURCE=700"]


def headers(tree, wrong, note):
    """Every header can be included alone, and twice."""
    flags = os.environ.get("RR_CFLAGS", "-std=c11 -Wall -Wextra").split()
    with tempfile.TemporaryDirectory() as work:
        unit = os.path.join(work, "alone.c")
        for path in sorted(tree.by_path):
            if not path.endswith(".h"):
                continue
            name = path.split("/", 1)[1]
            with open(unit, "w", encoding="utf-8") as file:
                file.write('#include "%s"\n#include "%s"\n'
                           "extern int not_empty;\n" % (name, name))
            done = subprocess.run(
                compiler() + flags + ["-Iinclude", "-Isrc", "-fsyntax-only",
                                      unit],
                cwd=tree.top, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, check=False)
            if done.returncode != 0:
                wrong("%s:1: does not stand alone" % path)
                for line in done.stdout.decode().split("\n")[:6]:
                    wrong("    " + line)


def globals_declared(tree, wrong, note):
    """No variable of file scope that can change, by its declaration."""
    spared = ("src/tui/term.c", "src/app/today.c")
    variable = re.compile(
        r"^static\s+(?!const\b|inline\b|_Noreturn\b)"
        r"(?:(?:unsigned|struct|enum|volatile)\s+)*\w+[\s*]+\w+"
        r"(?:\[[^]]*\])*\s*(?:=|;)")
    for source in tree.sources:
        if source.path in spared:
            continue
        for number, line in enumerate(source.bare.split("\n"), 1):
            if variable.match(line) and "const" not in line:
                wrong("%s:%d: %s" % (source.path, number, line.strip()))


def listed(tree, wrong, note):
    """Every source, page and data file is on its list of files."""
    lists = [p for p in tree.walk("src") + tree.walk("share")
             + tree.walk("man") + tree.walk("tests") if p.endswith(".am")] + ["Makefile.am"]
    known = " ".join(tree.read(path) for path in lists).split()
    for path in sorted(tree.walk("src", (".c", ".h", ".def"))
                       + tree.walk("share") + tree.walk("man")):
        if path.endswith("/files.am") or path in known:
            continue
        wrong("%s:1: on no list (files.am), so it is not in a release"
              % path)
    for word in known:
        if word.startswith(("src/", "share/", "man/")) and \
                word.endswith((".c", ".h", ".def", ".yaml", ".sql", ".1",
                               ".5", ".7")) and \
                not os.path.exists(os.path.join(tree.top, word)) and \
                not word.endswith(("schema_sql.c", "manual_text.c",
                                   "engine_key.c")):
            wrong("%s: it is on a list, and is not there" % word)
    for path in tree.walk("tests/unit", (".c",)):
        if path[:-2] not in known and path not in known:
            wrong("%s:1: no tests/unit/*.am names it" % path)


# A constant table of structs, declared in place or not; a macro of its rows.
TABLE = re.compile(r"^(?:\t*static )?const struct\b"
                   r"(?:[^;=(){}]*\{[^}]*\})?[^;={}]*=\s*\{", re.M)
ROWS = re.compile(r"^#define RR_\w+\((?:\\\n|[^\n])*$", re.M)
POSITIONAL = 3             # members that need no names


def braces(text, start):
    """The end of what the brace at START opens, or the end of the text."""
    level = 0
    for at in range(start, len(text)):
        level += {"{": 1, "}": -1}.get(text[at], 0)
        if level == 0:
            return at
    return len(text)


def members(text):
    """What stands between the commas of an initialiser."""
    level, found = 0, [""]
    for letter in text:
        level += {"{": 1, "(": 1, "}": -1, ")": -1}.get(letter, 0)
        if letter == "," and level == 0:
            found.append("")
        else:
            found[-1] += letter
    return [one.strip(" \t\n\\") for one in found if one.strip(" \t\n\\")]


def rows(text, start):
    """(place, members) of an initialiser and of those inside it."""
    end = braces(text, start)
    inner = members(text[start + 1:end])
    yield start, [m for m in inner if not m.startswith(("{", "#"))]
    for at in range(start + 1, end):
        if text[at] == "{":
            yield from rows(text, at)


def initialisers(tree, wrong, note):
    """A table of structs of more than three members names them."""
    for source in tree.sources:
        text, seen = source.bare, set()
        starts = [m.end() - 1 for m in TABLE.finditer(text)]
        starts += [m.start() + m.group().index("{")
                   for m in ROWS.finditer(text) if "{" in m.group()]
        for start in starts:
            for at, values in rows(text, start):
                if at in seen or len(values) <= POSITIONAL:
                    continue
                seen.add(at)
                if not any(re.match(r"[.\[]|RR_\w+\(", v) for v in values):
                    wrong("%s:%d: %d members without their names" % (
                        source.path, text.count("\n", 0, at) + 1,
                        len(values)))


def closes(text, start):
    """Behind the ')' that closes the '(' at START."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at + 1
    return len(text)


def keys(tree, wrong, note):
    """No key of a field is written out: use.def has what the program reads,
    and the agreement's file says which field that is."""
    call = re.compile(r"\b(rr_fact_field|rr_fact_set|rr_event_field|"
                      r"rr_want_field)\s*(?=\()")
    for source in tree.sources:
        for match in call.finditer(source.bare):
            words = source.bare[match.end():closes(source.bare, match.end())]
            # What stands in a call within it is not its own.
            while re.search(r"(?<!^)\([^()]*\)", words):
                words = re.sub(r"(?<!^)\([^()]*\)", "", words)
            if '"' in words:
                wrong("%s:%d: %s() with a key; say RR_USE_…" % (
                    source.path, source.bare.count("\n", 0, match.start()) +
                    1, match.group(1)))


CHECKS = [("layers", layers), ("vendor-headers", vendors),
          ("calls", calls), ("no-floating-point", doubles),
          ("no-law-numbers", numbers), ("no-law-words", law),
          ("headers-stand-alone", headers),
          ("no-mutable-globals", globals_declared), ("lists", listed),
          ("named-initialisers", initialisers), ("no-literal-keys", keys)]
