"""The layers and wings of src/README.md, compared with every #include in src/ and include/.

Run by hand, it prints the wings of each layer and what they include, the lowest first.
"""

import os
import re
import tempfile
import unittest
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

# The layers that each may see, those it reaches through others included.
VISIBLE = {
    "metrics": set(),
    "hwmon": set(),
    "http": set(),
    "sampling": {"metrics", "hwmon"},
    "exporter": {"metrics", "hwmon", "sampling"},
    "app": {"metrics", "hwmon", "sampling", "exporter", "http"},
}

# Headers from outside the project that a layer must not include.
FORBIDDEN = {
    # values, types and encoders: no clock to wait on, no file, no socket
    "metrics": re.compile(
        r"boost/|(fstream|filesystem|iostream|cstdio|stdio\.h|unistd\.h|fcntl\.h|poll\.h|netdb\.h)$"
        r"|(sys|netinet|arpa)/"
    ),
    # what the kernel says, read by plain calls on whatever thread asks
    "hwmon": re.compile(r"boost/(?!system/)"),
}

# Libraries that one layer alone needs; the others get what it makes of them.
OWNED = {"protozero/": "metrics", "re2/": "app", "zlib.h": "http"}

HEAVY = re.compile(r"boost/(asio|beast)[/.]")
HEAVY_SHARE = 1 / 3

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


# A folder with more files needs wings.
MOST_FILES = 20


def files_of(root):
    return sorted(
        path for top in ("src", "include") for path in (root / top).rglob("*") if path.suffix in (".hpp", ".cpp")
    )


def layer_of(root, path):
    """The layer a file belongs to, and whether it is one of its public headers."""
    parts = path.relative_to(root).parts
    if parts[:2] == ("include", "cputemp"):
        return parts[2], True
    return parts[1], False


def complaint(root, path, bracket, name):
    layer, public = layer_of(root, path)
    if layer not in VISIBLE:
        return "is in no layer"
    if bracket == '"':
        if public:
            return f'"{name}": a public header includes public headers only, as <cputemp/…>'
        # CMake fills in a name.hpp.in.
        places = [
            directory / file for directory in (path.parent, root / "src" / layer) for file in (name, f"{name}.in")
        ]
        found = [place for place in places if place.is_file()]
        if not found:
            return f'"{name}" is not below src/{layer}'
        if not found[0].resolve().is_relative_to((root / "src" / layer).resolve()):
            return f'"{name}" is a private header of another layer'
        return None
    parts = name.split("/")
    if parts[0] == "cputemp":
        if parts[1] != layer and parts[1] not in VISIBLE[layer]:
            return f"<{name}>: {layer} must not see {parts[1]}"
        return None
    if parts[0] in VISIBLE:
        return f"<{name}> is a private header of {parts[0]}"
    if layer in FORBIDDEN and FORBIDDEN[layer].match(name):
        return f"<{name}> has no place in {layer}"
    for prefix, owner in OWNED.items():
        if name.startswith(prefix) and layer != owner:
            return f"<{name}> belongs to {owner}"
    return None


def place_of(root, layer, path):
    """The wing of a private file: its folder, or the file's own room if it stands at the layer's door."""
    below = path.relative_to(root / "src" / layer)
    return below.parts[0] if len(below.parts) > 1 else below.stem


def wings(root):
    """For each layer, the wings that each wing includes. Public headers are the ground that all wings stand on."""
    found = {}
    for path in files_of(root):
        layer, public = layer_of(root, path)
        if public or layer not in VISIBLE:
            continue
        here = place_of(root, layer, path)
        included = found.setdefault(layer, {}).setdefault(here, set())
        for bracket, name in INCLUDE.findall(path.read_text()):
            if bracket != '"':
                continue
            for target in (path.parent / name, root / "src" / layer / name):
                if target.is_file():
                    there = place_of(root, layer, target.resolve())
                    if there != here:
                        included.add(there)
                    break
    return found


def lowest_first(graph):
    """The wings in an order in which each comes after those that it includes. CycleError if there is none."""
    return list(TopologicalSorter({wing: sorted(included) for wing, included in sorted(graph.items())}).static_order())


def circles(root):
    found = []
    for layer, graph in wings(root).items():
        try:
            lowest_first(graph)
        except CycleError as error:
            found.append(f"{layer}: {' is included by '.join(error.args[1])}")
    return found


def crowded(root):
    folders = {}
    for path in files_of(root):
        folders.setdefault(path.parent, []).append(path)
    return [
        f"{folder.relative_to(root)}: {len(files)} files" for folder, files in folders.items() if len(files) > MOST_FILES
    ]


def print_wings(root):
    for layer, graph in wings(root).items():
        print(layer)
        for wing in lowest_first(graph):
            print(f"  {wing:24} {' '.join(sorted(graph.get(wing, ())))}".rstrip())


def complaints(root):
    found = []
    for path in files_of(root):
        for bracket, name in INCLUDE.findall(path.read_text()):
            what = complaint(root, path, bracket, name)
            if what:
                found.append(f"{path.relative_to(root)}: {what}")
    return found


def heavy_files(root):
    return [path for path in files_of(root) if any(HEAVY.match(name) for _, name in INCLUDE.findall(path.read_text()))]


class TheRules(unittest.TestCase):
    """Each rule finds an offence made on purpose."""

    def check(self, path, include, expected):
        with tempfile.TemporaryDirectory() as directory:
            root = Path(directory)
            for name in ("src/http/session.hpp", "src/hwmon/attribute.hpp", "src/app/built.hpp.in", path):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text("#pragma once\n")
            (root / path).write_text(f"#pragma once\n#include {include}\n")
            self.assertEqual(complaints(root), expected)

    def test_offences_are_found(self):
        for path, include, what in (
            (
                "src/metrics/a.cpp",
                "<cputemp/hwmon/device.hpp>",
                "<cputemp/hwmon/device.hpp>: metrics must not see hwmon",
            ),
            (
                "src/hwmon/a.cpp",
                "<cputemp/metrics/metric_family.hpp>",
                "<cputemp/metrics/metric_family.hpp>: hwmon must not see metrics",
            ),
            (
                "src/http/a.cpp",
                "<cputemp/metrics/metric_family.hpp>",
                "<cputemp/metrics/metric_family.hpp>: http must not see metrics",
            ),
            (
                "src/sampling/a.cpp",
                "<cputemp/exporter/e.hpp>",
                "<cputemp/exporter/e.hpp>: sampling must not see exporter",
            ),
            (
                "include/cputemp/exporter/a.hpp",
                "<cputemp/http/server.hpp>",
                "<cputemp/http/server.hpp>: exporter must not see http",
            ),
            ("src/app/a.cpp", '"../http/session.hpp"', '"../http/session.hpp" is a private header of another layer'),
            ("src/app/a.cpp", '"http/session.hpp"', '"http/session.hpp" is not below src/app'),
            ("src/app/a.cpp", "<http/session.hpp>", "<http/session.hpp> is a private header of http"),
            (
                "include/cputemp/hwmon/a.hpp",
                '"attribute.hpp"',
                '"attribute.hpp": a public header includes public headers only, as <cputemp/…>',
            ),
            ("src/metrics/a.hpp", "<boost/asio/io_context.hpp>", "<boost/asio/io_context.hpp> has no place in metrics"),
            ("src/metrics/a.hpp", "<fstream>", "<fstream> has no place in metrics"),
            ("src/metrics/a.hpp", "<sys/socket.h>", "<sys/socket.h> has no place in metrics"),
            ("src/hwmon/a.hpp", "<boost/beast/http.hpp>", "<boost/beast/http.hpp> has no place in hwmon"),
            ("src/hwmon/a.cpp", "<re2/re2.h>", "<re2/re2.h> belongs to app"),
            ("src/exporter/a.cpp", "<zlib.h>", "<zlib.h> belongs to http"),
            ("src/exporter/a.cpp", "<protozero/types.hpp>", "<protozero/types.hpp> belongs to metrics"),
            ("src/common/a.hpp", "<string>", "is in no layer"),
        ):
            with self.subTest(path=path, include=include):
                self.check(path, include, [f"{path}: {what}"])

    def test_the_arrows_are_open(self):
        for path, include in (
            ("src/app/a.cpp", "<cputemp/http/server.hpp>"),
            ("src/app/a.cpp", '"built.hpp"'),
            ("src/app/a.cpp", "<re2/re2.h>"),
            ("src/exporter/a.cpp", "<cputemp/hwmon/device.hpp>"),
            ("src/sampling/a.cpp", "<cputemp/metrics/metric_family.hpp>"),
            ("src/http/a.cpp", '"session.hpp"'),
            ("src/http/a.cpp", "<zlib.h>"),
            ("src/http/detail/a.cpp", '"session.hpp"'),
            ("src/hwmon/a.cpp", "<boost/system/result.hpp>"),
            ("src/hwmon/a.cpp", "<fcntl.h>"),
            ("src/metrics/a.cpp", "<fmt/format.h>"),
            ("src/metrics/a.cpp", "<protozero/types.hpp>"),
        ):
            with self.subTest(path=path, include=include):
                self.check(path, include, [])


    def test_circles_of_wings_are_found(self):
        for includes, expected in (
            ({"low/a.hpp": [], "high/b.hpp": ["low/a.hpp"], "door.cpp": ["high/b.hpp", "low/a.hpp"]}, []),
            ({"low/a.hpp": ["high/b.hpp"], "high/b.hpp": [], "high/c.hpp": ["low/a.hpp"]}, ["low", "high"]),
            ({"a/a.hpp": ["b/b.hpp"], "b/b.hpp": ["c/c.hpp"], "c/c.hpp": ["a/a.hpp"]}, ["a", "b", "c"]),
            ({"door.hpp": [], "low/a.hpp": ["door.hpp"], "door.cpp": ["low/a.hpp"]}, ["door", "low"]),
            ({"low/a.hpp": ["b.hpp"], "low/b.hpp": ["a.hpp"]}, []),
        ):
            with self.subTest(includes=includes), tempfile.TemporaryDirectory() as directory:
                layer = Path(directory) / "src" / "http"
                for name, included in includes.items():
                    (layer / name).parent.mkdir(parents=True, exist_ok=True)
                    (layer / name).write_text("".join(f'#include "{each}"\n' for each in included))
                found = circles(Path(directory))
                self.assertEqual(len(found), 1 if expected else 0)
                for wing in expected:
                    self.assertIn(wing, found[0])

    def test_a_crowded_folder_is_found(self):
        with tempfile.TemporaryDirectory() as directory:
            folder = Path(directory) / "src" / "http"
            folder.mkdir(parents=True)
            for number in range(MOST_FILES + 1):
                (folder / f"room{number}.cpp").touch()
            self.assertEqual(crowded(Path(directory)), [f"src/http: {MOST_FILES + 1} files"])


class TheTree(unittest.TestCase):
    root = Path(os.environ.get("SOURCE_DIR", Path(__file__).resolve().parents[2]))

    def test_includes_follow_the_arrows(self):
        self.assertGreater(len(files_of(self.root)), 10)
        self.assertEqual(complaints(self.root), [])

    def test_wings_include_each_other_in_one_direction(self):
        self.assertTrue(all(len(graph) > 1 for graph in wings(self.root).values()))
        self.assertEqual(circles(self.root), [])

    def test_no_folder_is_crowded(self):
        self.assertEqual(crowded(self.root), [])

    def test_asio_and_beast_stay_in_a_third_of_the_files(self):
        heavy = heavy_files(self.root)
        self.assertLessEqual(
            len(heavy),
            HEAVY_SHARE * len(files_of(self.root)),
            "\n".join(str(path.relative_to(self.root)) for path in heavy),
        )


if __name__ == "__main__":
    if not circles(TheTree.root):
        print_wings(TheTree.root)
    unittest.main()
