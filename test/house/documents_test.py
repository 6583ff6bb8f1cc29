"""The documents: their tables are compared with the program's output, their links and paths with the tree."""

import os
import re
import subprocess
import unittest
from pathlib import Path

from harness import Exporter

ROOT = Path(os.environ["SOURCE_DIR"])
README = ROOT / "README.md"
GOLDEN = ROOT / "test" / "e2e" / "golden.prom"

# These explain the sources to those who change them, and so name identifiers.
FOR_CONTRIBUTORS = (ROOT / "src/README.md", ROOT / ".github/CONTRIBUTING.md")

COLUMNS = 120
LONGEST_README = 240

# These labels belong to the format of a histogram and a summary.
FORMAT_LABELS = {"le", "quantile"}

BACKQUOTED = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
# Paths in the tree; one with a <placeholder> or a $variable is not a single file.
PATH = re.compile(r"(?:\./)?((?:src|include|test|bench|etc|\.github|\.ci)/[^\s<>$]*)")


def table(text, *columns):
    """The rows below the header with these columns, as lists of cells."""
    lines = iter(text.splitlines())
    header = "| " + " | ".join(columns) + " |"
    assert header in lines, f"no table {header}"
    next(lines)
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        # A | within a cell is written \|.
        rows.append([cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return rows


def documented_flags(text):
    """{flag: default}; the flags and the defaults of one row are separated alike."""
    flags = {}
    for names, default, _ in table(text, "flag", "default", "meaning"):
        names = [name.split("[")[0].split("=")[0].split(" ")[0] for name in BACKQUOTED.findall(names)]
        defaults = (
            [part.strip().strip("`") for part in re.split(", | / ", default)]
            if len(names) > 1
            else [default.strip("`")]
        )
        defaults = defaults if len(defaults) == len(names) else defaults[:1] * len(names)
        flags |= dict(zip(names, defaults))
    return flags


def flags_of_help(text):
    """{flag: default or None} of `--help`, where an option's line begins with its name."""
    flags = {}
    for entry in re.split(r"\n(?=  --)", "\n" + text)[1:]:
        name = re.match(r"  (--[a-z0-9_.-]+)", entry)[1]
        default = re.search(r"\(=([^)]*)\)", entry.splitlines()[0])
        flags[name] = default and default[1]
    return flags


def documented_metrics(text):
    """{family: (type, labels)}."""
    families = {}
    for names, kind, labels, _ in table(text, "family", "type", "labels", "meaning"):
        for name in BACKQUOTED.findall(names):
            families[name] = (kind, frozenset(BACKQUOTED.findall(labels)) - FORMAT_LABELS)
    return families


def served_metrics(text):
    """{family: (type, labels)} of an exposition, with the labels of all its samples."""
    families = {}
    for line in text.split("\n"):
        if line.startswith("# TYPE "):
            _, _, family, kind = line.split(" ")
            families[family] = (kind, set())
        elif line and not line.startswith("#"):
            families[family][1].update(re.findall(r'[{,]([a-zA-Z_][a-zA-Z0-9_]*)="', line))
    return {family: (kind, frozenset(labels - FORMAT_LABELS)) for family, (kind, labels) in families.items()}


def documents():
    """Returns all Markdown that git tracks; in an unpacked archive all files, except those of the build directory."""
    try:
        command = ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"]
        listing = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        return [ROOT / name for name in sorted(filter(None, listing.split("\0"))) if (ROOT / name).exists()]
    except (OSError, subprocess.CalledProcessError):
        return [path for path in sorted(ROOT.rglob("*.md")) if path.relative_to(ROOT).parts[0] != "build"]


def without_code(text):
    """The text with each line of its blocks of code empty, so that line numbers stay."""
    return re.sub(r"^( *)```.*?^\1```$", lambda block: "\n" * block[0].count("\n"), text, flags=re.M | re.S)


def long_lines(text):
    """The numbers of lines of prose that are too long. Tables can't be wrapped, and neither can the address of a link."""
    lines = enumerate(LINK.sub("]", without_code(text)).split("\n"), 1)
    return [number for number, line in lines if len(line) > COLUMNS and not line.lstrip().startswith("|")]


def anchors(text):
    """The names of a document's headings, as forges make them."""
    headings = re.findall(r"^#+ (.*)$", without_code(text), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead_links(path, text):
    """The links to a file or a heading that isn't there."""
    for link in LINK.findall(without_code(text)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name
        if not target.exists() or (anchor and anchor not in anchors(target.read_text() if name else text)):
            yield link


def words_of_the_sources():
    files = (path for top in ("src", "include", "test", "bench", "etc") for path in (ROOT / top).rglob("*.?*"))
    top_level = (ROOT / name for name in ("CMakeLists.txt", "CMakePresets.json", "Dockerfile"))
    words = set()
    for path in (*files, *top_level):
        if path.suffix != ".md" and path.is_file():
            words.update(re.findall(r"\w+", f"{path.stem} {path.read_bytes().decode(errors='ignore')}"))
    return words


def unknown_names(text, words):
    """The identifiers in backquotes that no source has; those that a reader is to invent are written my_… or <…>."""
    for code in BACKQUOTED.findall(without_code(text)):
        for name in re.findall(r"(?<![\w<])[a-z]\w*_\w+(?![\w>*])", code):
            if not name.startswith("my_") and name not in words:
                yield name


def missing_paths(text):
    """The paths in backquotes and commands that aren't there, each as from the top of the tree."""
    code = [*BACKQUOTED.findall(without_code(text)), *re.findall(r"^ *```\w*\n(.*?)^ *```$", text, re.M | re.S)]
    for words in code:
        for path in re.findall(r"(?:^|(?<=[\s=]))" + PATH.pattern, words):
            if not list(ROOT.glob(path.rstrip("/.,;:"))):
                yield path


class Reading(unittest.TestCase):
    """The readers of this file, on small documents."""

    def test_long_lines(self):
        long = "word " * 24 + "words"
        text = f"""\
{long}
{long[:COLUMNS]}
| {long} |
[a word]({'x' * COLUMNS}) and more
```
{long}
```
  {long}
"""
        self.assertEqual(long_lines(text), [1, 8])

    def test_links(self):
        text = """\
# A heading, with `code`

[here](README.md) [there](nowhere.md) [in it](#a-heading-with-code) [not](#b) [other](src/README.md#nothing)
[away](https://example.org/x)
```
[no link](nowhere.md)
```
"""
        self.assertEqual(list(dead_links(ROOT / "text.md", text)), ["nowhere.md", "#b", "src/README.md#nothing"])

    def test_names(self):
        text = """\
`known_name`, `layer::other_name(known_name)`, `my_name`, `<a_name>`, plain_word and `short`
```
in_a_block
```
"""
        self.assertEqual(list(unknown_names(text, {"known_name"})), ["other_name"])

    def test_paths(self):
        text = """\
`src/README.md`, `src/*.md`, `test/house`, `src/<layer>`, `/etc/nothing`, `src/nothing.cpp`, etc/nothing
```
./etc/run.sh --config.file=etc/nothing.ini
```
"""
        self.assertEqual(list(missing_paths(text)), ["src/nothing.cpp", "etc/nothing.ini"])

    def test_flags_of_a_readme(self):
        text = """\
| flag | default | meaning |
|---|---|---|
| `--web.listen-address` | `:4000` | repeatable |
| `--a`, `--b` | 1024, 64 | two in a row |
| `--c` / `--d` | `5s` / `5m` | |
| `--output FILE` | none | |
"""
        self.assertEqual(
            documented_flags(text),
            {"--web.listen-address": ":4000", "--a": "1024", "--b": "64", "--c": "5s", "--d": "5m", "--output": "none"},
        )

    def test_flags_of_a_help_text(self):
        text = """\
Usage: x

  --web.listen-address ADDRESS (=:4000)
      where (=here) to listen, unlike
      --once
  --once
      sample once
"""
        self.assertEqual(flags_of_help(text), {"--web.listen-address": ":4000", "--once": None})

    def test_metrics(self):
        readme = """\
| family | type | labels | meaning |
|---|---|---|---|
| `a_total`, `b_total` | counter | `chip`, `core` | |
| `c_seconds` | histogram | none | |
"""
        served = """\
# TYPE a_total counter
a_total{chip="x"} 1
a_total{chip="y, core=",core="1"} 1
# TYPE b_total counter
b_total{chip="x",core="0"} 1
# TYPE c_seconds histogram
c_seconds_bucket{le="+Inf"} 0
c_seconds_sum 0
"""
        self.assertEqual(documented_metrics(readme), served_metrics(served))


class Documents(unittest.TestCase):
    maxDiff = None

    def test_every_flag_is_documented_with_its_default(self):
        help_text = subprocess.run(
            [os.environ["EXPORTER"], "--help"], capture_output=True, check=True, text=True
        ).stdout
        documented, helped = documented_flags(README.read_text()), flags_of_help(help_text)
        self.assertEqual(set(documented), set(helped))
        defaults = {flag: default for flag, default in helped.items() if default is not None}
        self.assertEqual({flag: documented[flag] for flag in defaults}, defaults)

    def test_prose_ends_at_120_columns(self):
        for path in documents():
            with self.subTest(document=path.relative_to(ROOT)):
                self.assertEqual(long_lines(path.read_text()), [])

    def test_links_lead_somewhere(self):
        for path in documents():
            with self.subTest(document=path.relative_to(ROOT)):
                self.assertEqual(list(dead_links(path, path.read_text())), [])

    def test_paths_that_are_named_are_there(self):
        for path in documents():
            with self.subTest(document=path.relative_to(ROOT)):
                self.assertEqual(list(missing_paths(path.read_text())), [])

    def test_names_of_sources_are_known_there(self):
        words = words_of_the_sources()
        self.assertGreater(len(words), 1000)
        for path in FOR_CONTRIBUTORS:
            with self.subTest(document=path.relative_to(ROOT)):
                self.assertEqual(list(unknown_names(path.read_text(), words)), [])

    def test_the_readme_is_short(self):
        self.assertLess(len(README.read_text().splitlines()), LONGEST_README)

    def test_the_documented_endpoints_answer_and_the_page_links_to_each(self):
        documented = {BACKQUOTED.findall(path)[0] for path, _ in table(README.read_text(), "path", "answer")}
        with Exporter("--demo") as exporter:
            statuses = {path: exporter.get(path).status for path in documented}
            linked = set(re.findall(r'href="([^"]+)"', exporter.get("/").text))
        self.assertEqual(statuses, dict.fromkeys(documented, 200))
        self.assertEqual(documented, linked | {"/"})

    def test_the_documented_families_are_those_that_are_served_with_their_types_and_labels(self):
        documented, served = documented_metrics(README.read_text()), served_metrics(GOLDEN.read_text())
        self.assertGreater(len(served), 5)
        self.assertEqual(documented, served)


if __name__ == "__main__":
    unittest.main()
