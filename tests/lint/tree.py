"""The source tree, and C read far enough for the checks."""
import os
import re
import subprocess

HERE = os.path.dirname(os.path.realpath(__file__))


def table(name):
    """The lines of a list beside this file, without remarks, as words."""
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return [line.split(None) for line in file
                if line.strip() and not line.startswith("#")]


class Source:
    """A C file: as it stands, without comments, and without strings too."""

    def __init__(self, top, path):
        self.path = path
        with open(os.path.join(top, path), encoding="utf-8") as file:
            self.text = file.read()
        self.lines = self.text.split("\n")
        if self.lines[-1] == "":
            self.lines.pop()
        self.code, self.bare, self.comment = split(self.text)
        self.strings = [
            (self.code.count("\n", 0, m.start()) + 1, m.group(1))
            for m in re.finditer(r'"((?:\\.|[^"\\\n])*)"', self.code)]

    def includes(self):
        """(line, as written, with quotes?) of every #include."""
        for number, line in enumerate(self.code.split("\n"), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if match:
                yield number, match.group(2), match.group(1) == '"'

    def functions(self):
        """(name, line of its name, lines) of every function defined."""
        bare = self.bare.split("\n")
        for number, line in enumerate(bare):
            if line != "{":
                continue
            head = number - 1
            while head > 0 and (bare[head][:1] in ("\t", " ")):
                head -= 1
            end = number
            while end < len(bare) and bare[end] != "}":
                end += 1
            match = re.match(r"(\w+)\(", bare[head])
            name = match.group(1) if match else None
            yield name, head + 1, end - head + 1, bare[head]


def split(text):
    """Code with strings, code without them, comments; lines kept in each."""
    code, bare, comment = [], [], []
    token = re.compile(
        r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
        re.S)

    def blank(part):
        return re.sub(r"[^\n]", " ", part)

    at = 0
    for match in token.finditer(text):
        between, part = text[at:match.start()], match.group()
        code.append(between)
        bare.append(between)
        comment.append(blank(between))
        if part.startswith("/"):
            code.append(blank(part))
            bare.append(blank(part))
            comment.append(part)
        else:
            code.append(part)
            bare.append(part[0] + blank(part[1:-1]) + part[-1])
            comment.append(blank(part))
        at = match.end()
    code.append(text[at:])
    bare.append(text[at:])
    comment.append(blank(text[at:]))
    return tuple(re.sub(r"[ \t]+$", "", "".join(x), flags=re.M)
                 for x in (code, bare, comment))


class Tree:
    def __init__(self):
        self.top = os.path.dirname(os.path.dirname(HERE))
        self.build = os.environ.get("builddir", "")
        self.layers, self.header_layer = {}, {}
        for words in table("layers"):
            if words[0].endswith(":"):
                self.layers[words[0][:-1]] = words[1:]
            else:
                self.header_layer[words[0]] = words[1]
        self.sources = [Source(self.top, path) for path in sorted(
            self.walk("src", (".c", ".h", ".def"))
            + self.walk("include", (".h", ".def")))]
        self.by_path = {s.path: s for s in self.sources}
        for path in self.by_path:
            parts = path.split("/")
            if parts[0] == "src" and path.endswith(".c"):
                self.header_layer.setdefault(parts[2][:-2] + ".h", parts[1])

    def walk(self, folder, endings=("",)):
        found = []
        for at, folders, files in os.walk(os.path.join(self.top, folder)):
            folders[:] = [f for f in folders if f != "__pycache__"]
            found += [os.path.relpath(os.path.join(at, f), self.top)
                      for f in files if f.endswith(tuple(endings))]
        return sorted(found)

    def files(self):
        """Every file of the project; those that git holds where it can say."""
        try:
            done = subprocess.run(
                ["git", "ls-files", "-co", "--exclude-standard"],
                cwd=self.top, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, check=True)
            names = done.stdout.decode().split("\n")
            found = [n for n in names
                     if n and os.path.isfile(os.path.join(self.top, n))]
            if found:
                return sorted(found)
        except (OSError, subprocess.CalledProcessError):
            pass
        found = []
        for folder in ("src", "include", "share", "man", "tests", ".ci"):
            found += self.walk(folder)
        return found + [f for f in ("README", "configure.ac", "Makefile.am",
                                    "bootstrap") if os.path.exists(
                                        os.path.join(self.top, f))]

    def read(self, path):
        with open(os.path.join(self.top, path), "rb") as file:
            return file.read().decode("utf-8", "replace")

    def layer_of(self, path):
        """The layer of a source or a public header; None when unknown."""
        parts = path.split("/")
        if parts[0] == "src":
            return parts[1] if len(parts) > 2 else None
        return self.header_layer.get(parts[-1])
