"""Debian's Prometheus and VictoriaMetrics, which scrape the exporter, and a proxy that sees what they say to it."""

import http.client
import http.server
import json
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from harness import free_port, oracle, wait_until

PROMETHEUS, VICTORIA_METRICS = oracle("prometheus"), oracle("victoria-metrics")


def config(interval="1s", **ports):
    """A configuration with a job for each port."""
    text = f"global: {{scrape_interval: {interval}, scrape_timeout: {interval}}}\nscrape_configs:\n"
    for job, port in ports.items():
        text += f'- job_name: {job}\n  static_configs: [{{targets: ["127.0.0.1:{port}"]}}]\n'
    return text


class Server:
    """A program that scrapes and answers PromQL at 127.0.0.1:`port`; `command` starts it."""

    def __init__(self, command, port, log):
        self.port = port
        self.log = log
        with open(log, "wb") as file:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file)

    def close(self):
        self.process.terminate()
        self.process.wait(20)

    @property
    def log_lines(self):
        return self.log.read_text().splitlines()

    def instant_vector(self, expression, at=None):
        """The answer to a query, now or at a Unix time."""
        parameters = {"query": expression} | ({"time": at} if at else {})
        url = f"http://127.0.0.1:{self.port}/api/v1/query?" + urllib.parse.urlencode(parameters)
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return json.load(response)["data"]["result"]
        except OSError:
            return []  # not ready yet

    def ask(self, path, **parameters):
        """The data of an answer of the API. What it refuses is an error here."""
        url = f"http://127.0.0.1:{self.port}/api/v1/{path}?" + urllib.parse.urlencode(parameters, doseq=True)
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return json.load(response)["data"]
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
    def __init__(self, config_text, scratch, *flags):
        scratch = Path(scratch)
        scratch.mkdir(exist_ok=True)
        port = free_port()
        file = scratch / "prometheus.yml"
        file.write_text(config_text)
        command = [
            PROMETHEUS,
            f"--config.file={file}",
            f"--storage.tsdb.path={scratch}/tsdb",
            f"--web.listen-address=127.0.0.1:{port}",
            *flags,
        ]
        super().__init__(command, port, scratch / "prometheus.log")


class VictoriaMetrics(Server):
    def __init__(self, config_text, scratch):
        scratch = Path(scratch)
        scratch.mkdir(exist_ok=True)
        port = free_port()
        file = scratch / "promscrape.yml"
        file.write_text(config_text)
        command = [
            VICTORIA_METRICS,
            f"-promscrape.config={file}",
            f"-storageDataPath={scratch}/data",
            f"-httpListenAddr=127.0.0.1:{port}",
            "-search.latencyOffset=1s",
            "-memory.allowedBytes=64MB",
        ]
        super().__init__(command, port, scratch / "victoria-metrics.log")


@dataclass(frozen=True)
class Exchange:
    """What a scraper asked for and what it was answered."""

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
    """Forwards requests to the exporter at `target_port`, with another `Accept` where one is given, and notes them."""

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
