"""The programs in the README of the libraries: built against what `cmake --install` installs, and scraped."""

import http.client
import os
import re
import subprocess
import tempfile
import unittest
from contextlib import closing, contextmanager
from pathlib import Path

from harness import Exposition, environment, listening_port, main, wait_until
from promtool import PROMTOOL, promtool

README = Path(os.environ["SOURCE_DIR"], "include/cputemp/README.md").read_text()
CMAKE = os.environ["CMAKE"]


def blocks(language):
    """The blocks of code in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def run(command, **options):
    result = subprocess.run(command, capture_output=True, text=True, **options)
    assert result.returncode == 0, result.stdout + result.stderr


class Library(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.directory.cleanup)
        cls.prefix = Path(cls.directory.name, "prefix")
        run([CMAKE, "--install", os.environ["BUILD_DIR"], "--prefix", cls.prefix, "--component", "development"])

    def built(self, name, program):
        """Builds by the command of the README; the compiler and its flags are this build's, by variables that CMake reads."""
        source = Path(self.directory.name, name)
        source.mkdir()
        (project,) = blocks("cmake")
        (source / "CMakeLists.txt").write_text(project)
        (source / "myapp.cpp").write_text(program)
        build, result = re.search(r"`(cmake -B .*) && (\S+) :2112`", README).groups()
        path = f"{Path(CMAKE).parent}:{os.environ['PATH']}"
        run(["sh", "-c", build], cwd=source, env=os.environ | {"CMAKE_PREFIX_PATH": str(self.prefix), "PATH": path})
        return source / result

    @contextmanager
    def running(self, program):
        """A function that scrapes it, for as long as it runs."""

        def text():
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", "/metrics")
                response = connection.getresponse()
                self.assertEqual(response.status, 200)
                self.assertEqual(response.getheader("Content-Type"), "text/plain; version=0.0.4; charset=utf-8")
                return response.read().decode()

        def listens():
            self.assertIsNone(process.poll(), "it has ended")
            return listening_port(process.pid)

        with subprocess.Popen([program, "127.0.0.1:0"], env=environment()) as process:
            try:
                port = wait_until(listens, 10, "it listens")
                yield text
            finally:
                process.kill()

    def check(self, text):
        if PROMTOOL:
            self.assertEqual(promtool("check", "metrics", input=text), (0, ""))

    def test_there_are_two_programs_of_less_than_30_lines(self):
        programs = blocks("cpp")
        self.assertEqual(len(programs), 2)
        for program in programs:
            self.assertLess(len(program.splitlines()), 30)

    def test_the_first_counts_every_two_seconds(self):
        with self.running(self.built("counting", blocks("cpp")[0])) as scrape:
            text = scrape()
            self.check(text)
            before = Exposition(text).value("myapp_processed_ops_total")
            wait_until(
                lambda: Exposition(scrape()).value("myapp_processed_ops_total") > before, 5, "one more operation"
            )

    def test_the_second_collects_when_it_is_asked(self):
        with self.running(self.built("collecting", blocks("cpp")[1])) as scrape:
            text = scrape()
            self.check(text)
            self.assertEqual(
                re.sub(r" \S+$", " N", text, flags=re.MULTILINE).split("\n")[2:],
                ['myapp_free_bytes{path="/"} N', 'myapp_free_bytes{path="/tmp"} N', ""],
            )
            self.assertGreater(Exposition(text).value("myapp_free_bytes", path="/"), 0)


if __name__ == "__main__":
    main()
