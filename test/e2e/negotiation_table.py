"""The `Accept` fields of clients, and the media types of the answers."""

TEXT = "text/plain; version=0.0.4; charset=utf-8"
OPENMETRICS_1_0_0 = "application/openmetrics-text; version=1.0.0; charset=utf-8"
OPENMETRICS_0_0_1 = "application/openmetrics-text; version=0.0.1; charset=utf-8"
PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
UTF_8 = "; escaping=allow-utf-8"

# The field that asks for one of the formats and nothing else.
MESSAGE = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
ASK_FOR = {
    "text": "text/plain;version=0.0.4",
    "openmetrics": "application/openmetrics-text;version=1.0.0",
    "protobuf": MESSAGE,
}

# What a Prometheus sends, with native histograms and without, from its release on; scraping_test sees that Debian's do.
_PROMETHEUS = {
    (2, 42): (
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
        "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        f"{MESSAGE},application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,"
        "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
    ),
    (2, 49): (
        "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
        "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        f"{MESSAGE};q=0.5,application/openmetrics-text;version=1.0.0;q=0.4,application/openmetrics-text;version=0.0.1;q=0.3,"
        "text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
    ),
}
_VICTORIA_METRICS = "text/plain;version=0.0.4;q=1,*/*;q=0.1"


def accept_of_scrapers(release):
    """By the jobs of scraping_test, with that release of Prometheus."""
    classic, native = _PROMETHEUS[max(known for known in _PROMETHEUS if known <= release)]
    return {"prometheus": classic, "prometheus_native": native, "victoria_metrics": _VICTORIA_METRICS}


# The client, its field (None: absent), and the answer.
NEGOTIATION = (
    ("Prometheus 2.42", _PROMETHEUS[2, 42][0], OPENMETRICS_1_0_0),
    ("Prometheus 2.42 with native histograms", _PROMETHEUS[2, 42][1], PROTOBUF),
    ("Prometheus 2.53", _PROMETHEUS[2, 49][0], OPENMETRICS_1_0_0),
    ("Prometheus 2.53 with native histograms", _PROMETHEUS[2, 49][1], PROTOBUF),
    (
        "Prometheus 3",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
        "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
        "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        OPENMETRICS_1_0_0 + UTF_8,
    ),
    (
        "Prometheus 3 with native histograms",
        f"{MESSAGE};escaping=allow-utf-8;q=0.7,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
        "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
        "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        PROTOBUF + UTF_8,
    ),
    (
        "Prometheus 2.5",
        "application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        OPENMETRICS_0_0_1,
    ),
    ("VictoriaMetrics", _VICTORIA_METRICS, TEXT),
    ("Telegraf", f"{MESSAGE};q=0.7,text/plain;version=0.0.4;q=0.3,*/*;q=0.1", PROTOBUF),
    ("curl", "*/*", TEXT),
    ("Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", TEXT),
    ("Go's and Python's HTTP clients", None, TEXT),
    ("who wants something else", "application/json", TEXT),
    ("who refuses all", "*/*;q=0", TEXT),
)

# `Accept-Encoding`, and whether the answer is compressed.
CODINGS = (
    (None, False),
    ("gzip", True),
    ("deflate, gzip, br, zstd", True),
    ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
    ("identity;q=0, gzip;q=0.1", True),
    ("*", True),
    ("identity;q=0", False),  # an answer is better than a 406
    ("identity", False),
    ("", False),
    ("gzip;q=0", False),
    ("gzip;q=0.5, identity;q=0.8", False),
    ("br", False),
)
