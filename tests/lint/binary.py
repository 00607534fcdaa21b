"""Checks on what was compiled: closed layers, no circles, nothing that can
change."""
import os
import subprocess
import tempfile

# What a vendor's library is called, and the layer that may call it.
LIBRARIES = [("jansson", "base"), ("sodium", "base"), ("utf8proc", "base"),
             ("yaml", "load"), ("sqlite3", "store"), ("csv", "load"),
             ("ncursesw", "tui"), ("tinfo", "tui")]

# How many files of a layer ask each other in a circle; in others none do.
KNOTS = {"core": 2}


def output(words):
    done = subprocess.run(words, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def archive(tree, layer):
    return os.path.join(tree.build, "librr_%s.a" % layer)


def built(tree, wrong):
    missing = [layer for layer in tree.layers
               if not os.path.exists(archive(tree, layer))]
    for layer in missing:
        wrong("librr_%s.a is not built; run make first" % layer)
    return not missing


def symbols(path, dynamic=False):
    """What an archive or a library defines, and what it asks for."""
    words = [os.environ.get("NM", "nm"), "-P"]
    _, text = output(words + (["-D"] if dynamic else []) + [path])
    has, asks = set(), set()
    for line in text.split("\n"):
        words = line.split()
        if len(words) < 2 or len(words[1]) != 1:
            continue
        name = words[0].split("@")[0]
        if words[1] in "UwvV" and len(words) < 3:
            asks.add(name)
        elif words[1].isupper() or words[1] in "wvi":
            has.add(name)
    return has, asks - has


def flags(name):
    return os.environ.get(name, "").split()


def order(tree, layer):
    """The layers below, each before those that it uses."""
    return [other for other in reversed(list(tree.layers))
            if other in tree.layers[layer]]


def links(tree, wrong, note):
    """A whole layer links with the layers below it and nothing else."""
    if not built(tree, wrong):
        return
    with tempfile.TemporaryDirectory() as work:
        unit = os.path.join(work, "main.c")
        with open(unit, "w", encoding="utf-8") as file:
            file.write("int\nmain(void)\n{\n\treturn 0;\n}\n")
        for layer in tree.layers:
            below = order(tree, layer)
            words = os.environ.get("CC", "cc").split()
            words += flags("RR_CFLAGS") + flags("RR_LDFLAGS")
            words += ["-o", os.path.join(work, "a.out"), unit,
                      "-Wl,--whole-archive", archive(tree, layer),
                      "-Wl,--no-whole-archive"]
            words += flags("RR_LIBS_" + layer.upper())
            for other in below:
                words.append(archive(tree, other))
                words += flags("RR_LIBS_" + other.upper())
            status, text = output(words)
            if status == 0:
                continue
            wrong("%s calls what is not below it:" % layer)
            for line in text.split("\n"):
                if "undefined" in line or "multiple" in line:
                    wrong("    " + line.strip())


def library(name):
    """Where the linker finds a shared library, or None."""
    words = os.environ.get("CC", "cc").split()
    for ending in (".so", ".so.6"):
        _, text = output(words + ["-print-file-name=lib%s%s" % (
            name, ending)])
        if os.path.isabs(text.strip()):
            return os.path.realpath(text.strip())
    return None


def vendor_calls(tree, wrong, note):
    """A vendor's functions are called by the layer that owns it alone."""
    if not built(tree, wrong):
        return
    owners = {}
    for name, layer in LIBRARIES:
        path = library(name)
        if path is None:
            wrong("lib%s was not found" % name)
            continue
        for symbol in symbols(path, dynamic=True)[0]:
            owners.setdefault(symbol, (name, layer))
    libc = library("c")
    plain = set()
    for path in (libc, "/lib/x86_64-linux-gnu/libc.so.6"):
        if path and os.path.exists(path):
            plain |= symbols(path, dynamic=True)[0]
    for layer in tree.layers:
        _, asks = symbols(archive(tree, layer))
        for symbol in sorted(asks - plain):
            if symbol in owners and owners[symbol][1] != layer:
                wrong("librr_%s.a: %s() of lib%s, which is for %s" % (
                    (layer, symbol) + owners[symbol]))


def names(tree, wrong, note):
    """No two layers define the same name, and each name begins with rr_."""
    if not built(tree, wrong):
        return
    homes = {}
    for layer in tree.layers:
        _, text = output([os.environ.get("NM", "nm"), "-P", "-g",
                          archive(tree, layer)])
        for line in text.split("\n"):
            words = line.split()
            if len(words) < 2 or len(words[1]) != 1 or \
                    words[1] in "UwvV" or words[0].startswith("__"):
                continue
            if words[0] in homes:
                wrong("%s is defined in %s and in %s" % (
                    words[0], homes[words[0]], layer))
            homes[words[0]] = layer
            if not words[0].startswith("rr_"):
                wrong("librr_%s.a: %s does not begin with rr_" % (
                    layer, words[0]))


def asked(path):
    """What each unit of an archive asks for, and where that is."""
    _, text = output([os.environ.get("NM", "nm"), "-P", "-A", path])
    homes, asks = {}, {}
    for line in text.split("\n"):
        words = line.split()
        if len(words) < 3 or "[" not in words[0]:
            continue
        unit = words[0][words[0].index("[") + 1:].split("]")[0]
        unit = unit.split("-")[-1][:-len(".o")] + ".c"
        mine = asks.setdefault(unit, set())
        if words[2] == "U":
            mine.add(words[1])
        elif words[2].isupper():
            homes[words[1]] = unit
    return homes, asks


def calls(path):
    """Who asks whom in an archive: {unit: {other unit: [symbols]}}."""
    homes, asks = asked(path)
    graph = {unit: {} for unit in asks}
    for unit, mine in asks.items():
        for symbol in sorted(mine):
            if homes.get(symbol, unit) != unit:
                graph[unit].setdefault(homes[symbol], []).append(symbol)
    return graph


def reach(graph, start):
    """Whom START asks, and they, and so on: {unit: the one before it}."""
    before, todo = {}, [start]
    for unit in todo:
        for other in sorted(graph[unit]):
            if other not in before:
                before[other] = unit
                todo.append(other)
    return before


def circle(before, unit):
    """The shortest way from UNIT back to itself, as a list of units."""
    way = [before[unit]]
    while way[0] != unit:
        way.insert(0, before[way[0]])
    return way + [unit]


def circles(tree, wrong, note):
    """No file of a layer asks one that asks it, directly or in a circle."""
    if not built(tree, wrong):
        return
    for layer in tree.layers:
        graph = calls(archive(tree, layer))
        reached = {unit: reach(graph, unit) for unit in graph}
        knots = {frozenset(other for other in reached[unit]
                           if unit in reached[other])
                 for unit in graph if unit in reached[unit]}
        most = max((len(knot) for knot in knots), default=0)
        held = KNOTS.get(layer, 0)
        if most > 0 and most == held:
            note("circles: %s has a knot of %d files" % (layer, most))
        elif most < held:
            wrong("%s: the largest knot has %d files; hold it to that in "
                  "KNOTS" % (layer, most))
        for knot in sorted(knots, key=len):
            if len(knot) <= held:
                continue
            wrong("%s: %d files ask each other in a circle:" % (
                layer, len(knot)))
            way = min((circle(reached[unit], unit) for unit in sorted(knot)),
                      key=len)
            for unit, other in zip(way, way[1:]):
                wrong("    %s asks %s for %s()" % (
                    unit, other, graph[unit][other][0]))


def kinds(tree, wrong, note):
    """A kind of provision is named by the list of them and by the reader of
    its part of the file; and no rule of one tries worlds itself."""
    if not built(tree, wrong):
        return
    graph = calls(archive(tree, "core"))
    named = {symbol for symbols in graph.get("kinds.c", {}).values()
             for symbol in symbols}
    if not named:
        wrong("kinds.c, which lists the kinds of provision, is not there")
    for layer in tree.layers:
        for unit, mine in sorted(asked(archive(tree, layer))[1].items()):
            if unit == "kinds.c" or unit.startswith("load_"):
                continue
            for symbol in sorted(named & mine):
                wrong("%s of %s names %s; ask the kind for what it can "
                      "(kind.h)" % (unit, layer, symbol))
    for unit in sorted(set(reach(graph, "kinds.c")) |
                       set(reach(graph, "rules.c"))):
        for symbol in graph[unit].get("world.c", []):
            if symbol in ("rr_fork", "rr_worlds_of"):
                wrong("%s tries worlds by %s(), and a rule rests on it" % (
                    unit, symbol))


def constant(tree, wrong, note):
    """Compiled, too, nothing of file scope can change."""
    if not built(tree, wrong):
        return
    if os.environ.get("RR_SANITIZERS", "no") != "no":
        note("no-mutable-symbols: not read in a build with sanitizers")
        return
    for layer in tree.layers:
        _, text = output([os.environ.get("NM", "nm"), "-A", "-f", "sysv",
                          archive(tree, layer)])
        for line in text.split("\n"):
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) < 7 or "OBJECT" not in cells[3]:
                continue
            unit = cells[0].split(":")[-2] if ":" in cells[0] else ""
            if unit.endswith(("-term.o", "-today.o")) or \
                    unit in ("term.o", "today.o"):
                continue
            part = cells[6]
            if part == "*COM*" or part.startswith((".data", ".bss",
                                                   ".tdata", ".tbss")) \
                    and not part.startswith(".data.rel.ro"):
                wrong("%s: %s can change (%s)" % (
                    unit, cells[0].split(":")[-1], part))


CHECKS = [("closed-layers", links), ("vendor-calls", vendor_calls),
          ("names", names), ("circles", circles), ("kinds", kinds),
          ("no-mutable-symbols", constant)]
