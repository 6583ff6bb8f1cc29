"""promtool: its verdict, and the targets that Prometheus would scrape."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from oracles import oracle

PROMTOOL = oracle("promtool")

# It lives for a second: threads, and garbage that is collected early, cost it a third more.
FRUGAL = {"GOMAXPROCS": "1", "GOGC": "400"}


def promtool(*arguments, **options):
    """Its exit code and all that it wrote."""
    command = [PROMTOOL, *map(str, arguments)]
    result = subprocess.run(command, env=os.environ | FRUGAL, capture_output=True, text=True, timeout=120, **options)
    return result.returncode, result.stdout + result.stderr


def relabelled(relabelling, found):
    """Returns how targets that are found as {address: labels} are relabelled: {address: labels, or None if it is dropped}.

    promtool looks until its time is up, so that it gets a short one first.
    """
    groups = [{"targets": [address], "labels": labels} for address, labels in found.items()]
    job = {"job_name": "x", "file_sd_configs": [{"files": ["found.yml"]}], "relabel_configs": relabelling}
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, "found.yml").write_text(json.dumps(groups))
        config = Path(scratch, "config.yml")
        config.write_text(json.dumps({"scrape_configs": [job]}))
        for timeout in ("200ms", "1s", "10s"):
            code, output = promtool("check", "service-discovery", f"--timeout={timeout}", config, "x")
            assert code == 0, output
            targets, _ = json.JSONDecoder().raw_decode(output, output.index("[")) if "[" in output else ([], None)
            if len(targets or []) == len(found):
                break
    return {target["discoveredLabels"]["__address__"]: target["labels"] or None for target in targets}
