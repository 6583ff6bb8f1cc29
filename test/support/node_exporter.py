"""Debian's node_exporter, which the tests and benchmarks compare with."""

import re
import subprocess
from pathlib import Path

from oracles import newer_oracle, oracle
from program import Program

NODE_EXPORTER = oracle("prometheus-node-exporter")
# Of the host's release of Debian, and of the newest.
NODE_EXPORTERS = [path for path in (NODE_EXPORTER, newer_oracle("prometheus-node-exporter")) if path]


def release(program=NODE_EXPORTER):
    """Such as (1, 5) for 1.5.0."""
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return tuple(map(int, re.match(r"node_exporter, version (\d+)\.(\d+)\.", version.stdout + version.stderr).groups()))


class NodeExporter(Program):
    """With these collectors and no others, or with the default ones if none are named."""

    def __init__(self, tree, scratch, *collectors, program=NODE_EXPORTER, flags=()):
        command = [
            program,
            "--web.listen-address=127.0.0.1:0",
            f"--path.sysfs={tree}",
            *(["--collector.disable-defaults"] if collectors else []),
            *(f"--collector.{name}" for name in collectors),
            *flags,
        ]
        super().__init__(command, Path(scratch, f"node_exporter.{id(self)}.log"))

    def scrape(self):
        return self.get("/metrics").decode()
