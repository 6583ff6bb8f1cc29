"""A program of others that the tests and benchmarks run beside the exporter: started, asked over HTTP, ended."""

import subprocess
import urllib.request
from functools import cached_property

from harness import listening_port, wait_until


class Program:
    """Starts it listening at port 0; its output goes to the file `log`."""

    def __init__(self, command, log):
        self.log = log
        with open(log, "wb") as file:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file)

    @cached_property
    def port(self):
        """Waits until it listens, so that several programs can start at once."""

        def look():
            assert self.process.poll() is None, self.log.read_text()
            return listening_port(self.process.pid)

        return wait_until(look, 30, f"{self.process.args[0]} listens")

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
            return response.read()

    @property
    def log_lines(self):
        return self.log.read_text().splitlines()

    def close(self):
        self.process.terminate()
        self.process.wait(20)
