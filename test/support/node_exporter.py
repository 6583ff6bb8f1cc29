"""Debian's node_exporter, which the tests and benchmarks compare with."""

from pathlib import Path

from oracles import oracle
from program import Program

NODE_EXPORTER = oracle("prometheus-node-exporter")


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
