"""clang-tidy on the sources whose paths match: clang_tidy.py BUILD_FOLDER REGEX. Run by the targets tidy and tidy_tests.

What was found clean is remembered by a hash of all that clang-tidy saw, below ~/.cache (or XDG_CACHE_HOME), whatever folder
the checkout is in, as ccache does."""

import concurrent.futures
import functools
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "cpu_temp_exporter", "clang-tidy")
USING = "misc-unused-using-decls"


def is_unity(path):
    return "/Unity/unity_" in path


def sources_of(path):
    """The file itself; of a unity file the sources that it includes."""
    if not is_unity(path):
        return [path]
    return re.findall(r'^#include "(.*)"', Path(path).read_text(), re.MULTILINE)


def analyzed(path):
    """The file, under the name by which clang's analyzer knows that what a unity file includes is to be analyzed, too."""
    if not is_unity(path):
        return path
    renamed = Path(path).with_name("UnifiedSource_" + Path(path).with_suffix(".cpp").name)
    renamed.write_text(Path(path).read_text())
    return str(renamed)


def runs(entry):
    """Returns the arguments of clang-tidy for an entry of the compilation database: file, options, command of the compiler. One
    check does not see the sources in unity files: it runs on each such source alone."""
    command = shlex.split(entry["command"])
    command = command[: command.index("-o")]
    yield analyzed(entry["file"]), [], command
    if is_unity(entry["file"]):
        for source in sources_of(entry["file"]):
            if re.search(r"^using [\w:]+;", Path(source).read_text(), re.MULTILINE):
                yield source, [f"--checks=-*,{USING}"], command


def without_folder(content):
    return content.replace(os.fsencode(ROOT), b".")


@functools.lru_cache(maxsize=None)
def hash_of(path):
    return hashlib.sha256(without_folder(Path(path).read_bytes())).digest()


def configurations(path):
    """The files that clang-tidy reads for a file below the checkout, the nearest first."""
    return [folder / ".clang-tidy" for folder in Path(path).parents if (folder / ".clang-tidy").is_file()]


def key_of(path, options, command, version):
    """A hash of the command, the configuration and all files that take part; None if the source can't be compiled."""
    listing = subprocess.run(["clang++", *command[1:], "-M", "-Wno-everything", path], capture_output=True)
    if listing.returncode != 0:
        return None
    files = re.split(rb"\s+", listing.stdout.replace(b"\\\n", b" ").strip())[1:]
    key = hashlib.sha256(version + without_folder("\0".join([path, *options, *command]).encode()))
    for file in [*configurations(path), *sorted(map(os.fsdecode, files))]:
        key.update(without_folder(os.fsencode(file)) + hash_of(file))
    return key.hexdigest()


def check(run, database, version):
    """Returns the output of clang-tidy, empty if the file is clean."""
    path, options, command = run
    key = key_of(path, options, command, version)
    if key and (CACHE / key).exists():
        return ""
    words = ["clang-tidy", "--quiet", "-p", database, *options, path]
    result = subprocess.run(words, capture_output=True, text=True)
    places = re.findall(r"^(\S+):\d+:\d+: (?:error|warning):", result.stdout, re.MULTILINE)
    # The analyzer follows calls into Asio's coroutines, and is wrong about them.
    if result.returncode != 0 and not (places and all(not Path(place).is_relative_to(ROOT) for place in places)):
        return result.stdout + result.stderr
    if key:
        CACHE.mkdir(parents=True, exist_ok=True)
        (CACHE / key).touch()
    return ""


def main(build, pattern):
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    todo = [
        run
        for entry in json.loads(Path(build, "compile_commands.json").read_text())
        if any(re.search(pattern, os.path.relpath(source, ROOT)) for source in sources_of(entry["file"]))
        for run in runs(entry)
    ]
    if not todo:
        sys.exit(f"no source matches {pattern}")
    commands = [{"directory": build, "file": path, "arguments": [*command, path]} for path, _, command in todo]
    database = Path(build, "clang_tidy")
    database.mkdir(exist_ok=True)
    Path(database, "compile_commands.json").write_text(json.dumps(commands))

    jobs = int(os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or os.cpu_count() or 1)
    dirty = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for words in pool.map(lambda run: check(run, database, version), todo):
            dirty += bool(words)
            print(words, end="", flush=True)
    print(f"clang-tidy: {len(todo)} runs, {dirty} with complaints")
    sys.exit(dirty > 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
