"""The picture in src/README.md, held against every #include in src/ and include/."""

import os
import re
import tempfile
import unittest
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

# What a layer must not need from outside the project.
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
    """A rule that lets a planted offence through protects nothing."""

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
                "<cputemp/metrics/family.hpp>",
                "<cputemp/metrics/family.hpp>: hwmon must not see metrics",
            ),
            (
                "src/http/a.cpp",
                "<cputemp/metrics/family.hpp>",
                "<cputemp/metrics/family.hpp>: http must not see metrics",
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
            ("src/sampling/a.cpp", "<cputemp/metrics/family.hpp>"),
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


class TheTree(unittest.TestCase):
    root = Path(os.environ["SOURCE_DIR"])

    def test_includes_follow_the_arrows(self):
        self.assertGreater(len(files_of(self.root)), 10)
        self.assertEqual(complaints(self.root), [])

    def test_asio_and_beast_stay_in_a_third_of_the_files(self):
        heavy = heavy_files(self.root)
        self.assertLessEqual(
            len(heavy),
            HEAVY_SHARE * len(files_of(self.root)),
            "\n".join(str(path.relative_to(self.root)) for path in heavy),
        )


if __name__ == "__main__":
    unittest.main()
