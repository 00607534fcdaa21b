"""Checks on size and form."""
import re
import statistics

FILE_LINES = 500
FUNCTION_LINES = 80
FUNCTION_MEDIAN = 12
COLUMNS = 80
DEPTH = 3
COMMENTS = (12, 30)         # held, in a hundred


def files(tree, wrong, note):
    for source in tree.sources:
        if len(source.lines) > FILE_LINES:
            wrong("%s:%d: %d lines; %d are the limit" % (
                source.path, len(source.lines), len(source.lines),
                FILE_LINES))


def functions(tree, wrong, note):
    sizes = []
    for source in tree.sources:
        for name, line, size, _ in source.functions():
            sizes.append(size)
            if size > FUNCTION_LINES:
                wrong("%s:%d: %s has %d lines; %d are the limit" % (
                    source.path, line, name, size, FUNCTION_LINES))
    if not sizes:
        wrong("no function was found")
        return
    median = statistics.median(sizes)
    note("functions: %d, median %g lines, longest %d" % (
        len(sizes), median, max(sizes)))
    if median > FUNCTION_MEDIAN:
        wrong("the median function has %g lines; %d are the limit" % (
            median, FUNCTION_MEDIAN))


def comments(tree, wrong, note):
    """How much of the text is comment: by letters held, by lines told."""
    said = everything = said_lines = lines = 0
    for source in tree.sources:
        everything += sum(len(line.strip()) for line in source.lines)
        said += sum(len(line.strip()) for line in source.comment.split("\n"))
        bare = source.bare.split("\n")
        for number, line in enumerate(source.comment.split("\n")):
            own = not bare[number].strip()
            lines += bool(line.strip()) or not own
            said_lines += bool(line.strip()) and own
    share = 100 * said / max(1, everything)
    note("comments: %.1f in a hundred of the text, %.1f of the lines are "
         "comment alone (15 to 25 is aimed at)" % (
             share, 100 * said_lines / max(1, lines)))
    if not COMMENTS[0] <= share <= COMMENTS[1]:
        wrong("comments are %.1f in a hundred of the text, outside %d to %d"
              % ((share,) + COMMENTS))


def form(tree, wrong, note):
    for source in tree.sources:
        for number, line in enumerate(source.lines, 1):
            if len(line.expandtabs(8)) > COLUMNS and \
                    not source.path.endswith(".def"):
                wrong("%s:%d: wider than %d columns" % (
                    source.path, number, COLUMNS))
            if line != line.rstrip():
                wrong("%s:%d: ends with a space" % (source.path, number))
            if line.startswith(" " * 8):
                wrong("%s:%d: eight spaces where a tab is meant" % (
                    source.path, number))
        if source.path.endswith(".c") and \
                not source.text.startswith("/*\n * "):
            wrong("%s:1: does not begin with its contract" % source.path)
        for name, line, _, head in source.functions():
            if name is None and "(" in head:
                wrong("%s:%d: the function's name does not start its line"
                      % (source.path, line))
        for number, line in enumerate(source.code.split("\n"), 1):
            if "//" in re.sub(r'"(\\.|[^"\\])*"', "", line):
                wrong("%s:%d: // is not how comments are written here"
                      % (source.path, number))


def depth(tree, wrong, note):
    """At most three levels inside a function's body, by its tabs."""
    for source in tree.sources:
        inside, previous = False, ""
        for number, line in enumerate(source.bare.split("\n"), 1):
            if line == "{":
                inside = True
            elif line == "}":
                inside = False
            elif inside and line.strip():
                tabs = len(line) - len(line.lstrip("\t"))
                ended = previous.rstrip().endswith((";", "{", "}", ":", ")"))
                if tabs > DEPTH + 1 and line[tabs] != " " and ended:
                    wrong("%s:%d: %d levels deep; %d are the limit" % (
                        source.path, number, tabs - 1, DEPTH))
            if line.strip():
                previous = line


def switches(tree, wrong, note):
    """A switch names every case, so that a new one is not forgotten."""
    for source in tree.sources:
        if not source.path.endswith(".c"):
            continue
        for number, line in enumerate(source.bare.split("\n"), 1):
            if re.match(r"\s*default\s*:", line):
                note("%s:%d: a switch with a default" % (
                    source.path, number))


CHECKS = [("file-length", files), ("function-length", functions),
          ("comment-share", comments), ("form", form), ("depth", depth),
          ("switches", switches)]
