"""Debian's node_exporter, which the tests and benchmarks compare with."""

import re
import subprocess
from pathlib import Path

from oracles import oracle
from program import Program

NODE_EXPORTER = oracle("prometheus-node-exporter")


def release():
    """Such as "1.5" for 1.5.0."""
    version = subprocess.run([NODE_EXPORTER, "--version"], capture_output=True, text=True, check=True)
    return re.match(r"node_exporter, version (\d+\.\d+)\.", version.stdout + version.stderr)[1]


class NodeExporter(Program):
    """With these collectors and no others."""

    def __init__(self, tree, scratch, *collectors):
        command = [
            NODE_EXPORTER,
            "--web.listen-address=127.0.0.1:0",
            f"--path.sysfs={tree}",
            "--collector.disable-defaults",
            *(f"--collector.{name}" for name in collectors),
        ]
        super().__init__(command, Path(scratch, "node_exporter.log"))

    def scrape(self):
        return self.get("/metrics").decode()
