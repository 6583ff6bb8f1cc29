"""The content of an exposition in any of Prometheus' formats: families that can be compared.

OpenMetrics is read by the strict parser of Prometheus' Python client, the text format by its other one and by the
harness, protobuf by protobuf_text.
"""

import math
from dataclasses import dataclass, field

import protobuf_text
from harness import SAMPLE, Exposition, parse_labels, skip_program

try:
    import prometheus_client.openmetrics.parser
    import prometheus_client.parser
except ImportError:
    skip_program("no python3-prometheus-client; etc/test.sh installs it")

# Everything is read once, so that all bodies are of the same readings.
STILL = ("--sample.interval=1h", "--sample.slow-interval=1h", "--window=2h")

# The exporter's own metrics in a body are those of the moment at which it encoded the body.
OF_THE_MOMENT = ("process_", "cpu_temp_exporter_http_", "cpu_temp_exporter_connections")


@dataclass
class Said:
    """A family in the text format's terms.

    The key of a series is its name and its labels, with `le` and `quantile` as numbers.
    """

    type: str
    help: str
    series: dict = field(default_factory=dict)
    created: dict = field(default_factory=dict)  # the start of counting, by labels; the text format has none
    native: dict = field(default_factory=dict)  # messages with native buckets, by labels; only protobuf has them

    def add(self, name, labels, value):
        key = (name, frozenset((label, number(label, text)) for label, text in labels.items()))
        assert key not in self.series, f"twice: {key}"
        self.series[key] = value


def number(label, text):
    return float(text) if label in ("le", "quantile") else text


def unescaped(text):
    return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")


def of_text(text):
    said = {}
    for name, family in Exposition(text).families.items():
        said[name] = Said(family.type, unescaped(family.help))
        for sample, labels, value in family.samples:
            said[name].add(sample, labels, value)
    return said


def of_client_parser(families):
    """Families of the Python client, which names counters and infos without their suffix."""
    said = {}
    for family in families:
        suffix = {"counter": "_total", "info": "_info"}.get(family.type, "")
        own = Said("gauge" if family.type == "info" else family.type, family.documentation)
        for sample in family.samples:
            assert sample.timestamp is None and sample.exemplar is None, sample
            if sample.name == f"{family.name}_created" and family.type in ("counter", "histogram", "summary"):
                own.created[frozenset(sample.labels.items())] = sample.value
            else:
                own.add(sample.name, sample.labels, sample.value)
        said[family.name + suffix] = own
    return said


def of_text_by_the_client(text):
    return of_client_parser(prometheus_client.parser.text_string_to_metric_families(text))


def of_openmetrics(text):
    return of_client_parser(prometheus_client.openmetrics.parser.text_string_to_metric_families(text))


def add_metric(said, name, metric):
    """One message Metric as the series that the text format has of it."""
    labels = {label["name"]: label["value"] for label in metric.get("label", ())}
    (kind,) = metric.keys() - {"label"}
    value = metric[kind]
    if kind in ("counter", "gauge"):
        said.add(name, labels, value["value"])
    else:
        said.add(f"{name}_count", labels, value["sample_count"])
        said.add(f"{name}_sum", labels, value["sample_sum"])
    for quantile in value.get("quantile", ()):
        said.add(name, {**labels, "quantile": quantile["quantile"]}, quantile["value"])
    for bucket in value.get("bucket", ()):
        said.add(f"{name}_bucket", {**labels, "le": bucket["upper_bound"]}, bucket["cumulative_count"])
    if kind == "histogram" and value["bucket"][-1]["upper_bound"] < math.inf:  # that one may be left out
        said.add(f"{name}_bucket", {**labels, "le": math.inf}, value["sample_count"])
    key = frozenset(labels.items())
    if created := value.get("created_timestamp"):
        said.created[key] = created.get("seconds", 0) + created.get("nanos", 0) / 1e9
    if "schema" in value:
        said.native[key] = value


def of_protobuf(body):
    said = {}
    for family in protobuf_text.families(body):
        own = said[family["name"]] = Said(family["type"].lower(), family["help"])
        for metric in family["metric"]:
            add_metric(own, family["name"], metric)
    return said


def native_counts(histogram):
    """The count of each bucket of a message with native ones, by side and index."""
    counts = {("zero", 0): histogram["zero_count"]}
    for side in ("negative", "positive"):
        deltas = iter(histogram.get(f"{side}_delta", ()))
        index = count = 0
        for span in histogram.get(f"{side}_span", ()):
            index += span["offset"]
            for _ in range(span["length"]):
                count += next(deltas)
                counts[side, index] = count
                index += 1
        assert next(deltas, None) is None, "more counts than buckets"
    return counts


def native_bucket(value, schema=5):
    """The side and index of the bucket that a value belongs to: (base^(index-1), base^index], mirrored below 0."""
    if value == 0:
        return "zero", 0
    return "positive" if value > 0 else "negative", math.ceil(math.log2(abs(value)) * 2**schema)


READERS = {
    "text/plain": lambda body: of_text(body.decode()),
    "application/openmetrics-text": lambda body: of_openmetrics(body.decode()),
    "application/vnd.google.protobuf": of_protobuf,
}


def stored_series(text):
    """Text or OpenMetrics as a server stores it: {(name, labels): value}, every label as it is written."""
    series = {}
    for each in text.split("\n"):
        if each and not each.startswith("#"):
            name, labels, value = SAMPLE.match(each).groups()
            series[(name, frozenset(parse_labels(labels or "").items()))] = float(value)
    return series


def lasting(named):
    """Returns the entries that do not change with the moment; keys are names of metrics, or begin with them."""

    def name(key):
        return key if isinstance(key, str) else key[0]

    return {key: value for key, value in named.items() if not name(key).startswith(OF_THE_MOMENT)}
