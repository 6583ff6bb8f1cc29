"""Debian's Prometheus and VictoriaMetrics, which scrape the exporter, and a proxy that records their requests."""

import http.client
import http.server
import json
import threading
import urllib.error
import urllib.parse
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from harness import wait_until
from oracles import newer_oracle, oracle
from program import Program

PROMETHEUS, VICTORIA_METRICS = oracle("prometheus"), oracle("victoria-metrics")
NEWEST_PROMETHEUS = newer_oracle("prometheus") or PROMETHEUS


def config(interval="1s", **ports):
    """A configuration with a job for each port."""
    text = f"global: {{scrape_interval: {interval}, scrape_timeout: {interval}}}\nscrape_configs:\n"
    for job, port in ports.items():
        text += f'- job_name: {job}\n  static_configs: [{{targets: ["127.0.0.1:{port}"]}}]\n'
    return text


class Server(Program):
    """A program that scrapes and answers PromQL."""

    def instant_vector(self, expression, at=None):
        """The answer to a query, now or at a Unix time."""
        parameters = {"query": expression} | ({"time": at} if at else {})
        try:
            return json.loads(self.get("/api/v1/query?" + urllib.parse.urlencode(parameters)))["data"]["result"]
        except OSError:
            return []  # not ready yet

    def ask(self, path, **parameters):
        """Returns the data of an answer of the API. Raises if the API refuses."""
        try:
            return json.loads(self.get(f"/api/v1/{path}?" + urllib.parse.urlencode(parameters, doseq=True)))["data"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{json.load(error)['error']}: {parameters}") from None

    def label_values(self, selector, label):
        return self.ask(f"label/{label}/values", **{"match[]": selector})

    def query(self, expression, *keys, at=None):
        """The instant vector of a query as {values of the labels `keys`: value}."""
        vector = self.instant_vector(expression, at)
        return {tuple(series["metric"].get(key) for key in keys): float(series["value"][1]) for series in vector}

    def wait_for(self, expected, expression, *keys, seconds=30):
        wait_until(lambda: self.query(expression, *keys) == expected, seconds, f"{expression} == {expected}")


class Prometheus(Server):
    def __init__(self, config_text, scratch, *flags, program=PROMETHEUS):
        scratch = Path(scratch)
        scratch.mkdir(exist_ok=True)
        file = scratch / "prometheus.yml"
        file.write_text(config_text)
        command = [
            program,
            f"--config.file={file}",
            f"--storage.tsdb.path={scratch}/tsdb",
            "--web.listen-address=127.0.0.1:0",
            *flags,
        ]
        super().__init__(command, scratch / "prometheus.log")

    @cached_property
    def release(self):
        """Such as (2, 42)."""
        return tuple(map(int, self.ask("status/buildinfo")["version"].split(".")[:2]))


class VictoriaMetrics(Server):
    def __init__(self, config_text, scratch):
        scratch = Path(scratch)
        scratch.mkdir(exist_ok=True)
        file = scratch / "promscrape.yml"
        file.write_text(config_text)
        command = [
            VICTORIA_METRICS,
            f"-promscrape.config={file}",
            f"-storageDataPath={scratch}/data",
            "-httpListenAddr=127.0.0.1:0",
            "-search.latencyOffset=1s",
            "-memory.allowedBytes=64MB",
        ]
        super().__init__(command, scratch / "victoria-metrics.log")


@dataclass(frozen=True)
class Exchange:
    """A scraper's request and its answer."""

    accept: str
    accept_encoding: str
    status: int
    content_type: str
    content_encoding: str


class LocalServer:
    """Serves at a port of 127.0.0.1 that the kernel chooses, on threads of its own."""

    def __init__(self, handler):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Proxy(LocalServer):
    """Forwards requests to the exporter at `target_port`, with another `Accept` if one is given, and records them."""

    def __init__(self, target_port, accept=None):
        self.exchanges = []
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                headers = {**self.headers, "Accept": accept or self.headers["Accept"]}
                connection = http.client.HTTPConnection("127.0.0.1", target_port, timeout=10)
                try:
                    connection.request("GET", self.path, headers=headers)
                    answer = connection.getresponse()
                    body = answer.read()
                finally:
                    connection.close()
                proxy.exchanges.append(
                    Exchange(
                        self.headers["Accept"],
                        self.headers["Accept-Encoding"],
                        answer.status,
                        answer.headers["Content-Type"],
                        answer.headers["Content-Encoding"],
                    )
                )
                self.send_response(answer.status)
                for name in ("Content-Type", "Content-Encoding", "Content-Length"):
                    if answer.headers[name]:
                        self.send_header(name, answer.headers[name])
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        super().__init__(Handler)
