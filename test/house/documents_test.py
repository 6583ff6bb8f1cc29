"""The README's tables of flags and metrics, held against what the program says and serves."""

import os
import re
import subprocess
import unittest
from pathlib import Path

ROOT = Path(os.environ["SOURCE_DIR"])
README = ROOT / "README.md"
GOLDEN = ROOT / "test" / "e2e" / "golden.prom"

# These labels belong to the format of a histogram and a summary.
FORMAT_LABELS = {"le", "quantile"}

BACKQUOTED = re.compile(r"`([^`]+)`")


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


class Reading(unittest.TestCase):
    """The readers of this file, on small documents."""

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
        documented, told = documented_flags(README.read_text()), flags_of_help(help_text)
        self.assertEqual(set(documented), set(told))
        defaults = {flag: default for flag, default in told.items() if default is not None}
        self.assertEqual({flag: documented[flag] for flag in defaults}, defaults)

    def test_the_documented_families_are_those_that_are_served_with_their_types_and_labels(self):
        documented, served = documented_metrics(README.read_text()), served_metrics(GOLDEN.read_text())
        self.assertGreater(len(served), 5)
        self.assertEqual(documented, served)


if __name__ == "__main__":
    unittest.main()
