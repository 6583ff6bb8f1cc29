"""Delimited io.prometheus.client.MetricFamily messages, read strictly and written as text that people can read.

The tables are of github.com/prometheus/client_model, io/prometheus/client/metrics.proto; the wire is as on
protobuf.dev/programming-guides/encoding. What a lenient reader would skip or mend is an error here.
"""

import struct
from dataclasses import dataclass

VARINT, FIXED64, LENGTH = 0, 1, 2


class WireError(Exception):
    """The bytes are not such a message."""


class Word(str):
    """An enumerator, which is written without quotes."""


@dataclass(frozen=True)
class Field:
    name: str
    type: object  # the name of a scalar type, a table of fields, or the names of an enumeration
    repeated: bool = False


def zigzag(number):
    return (number >> 1) ^ -(number & 1)


def signed(number):
    return number - (1 << 64) if number >> 63 else number


# How a scalar is on the wire, and its value from the bytes there.
SCALARS = {
    "string": (LENGTH, lambda data: data.decode()),
    "double": (FIXED64, lambda data: struct.unpack("<d", data)[0]),
    "int32": (VARINT, signed),
    "int64": (VARINT, signed),
    "uint32": (VARINT, lambda number: number),
    "uint64": (VARINT, lambda number: number),
    "sint32": (VARINT, zigzag),
    "sint64": (VARINT, zigzag),
}

TYPES = ("COUNTER", "GAUGE", "SUMMARY", "UNTYPED", "HISTOGRAM", "GAUGE_HISTOGRAM")
TIMESTAMP = {1: Field("seconds", "int64"), 2: Field("nanos", "int32")}
LABEL = {1: Field("name", "string"), 2: Field("value", "string")}
COUNTER = {1: Field("value", "double"), 3: Field("created_timestamp", TIMESTAMP)}
GAUGE = {1: Field("value", "double")}
QUANTILE = {1: Field("quantile", "double"), 2: Field("value", "double")}
SUMMARY = {
    1: Field("sample_count", "uint64"),
    2: Field("sample_sum", "double"),
    3: Field("quantile", QUANTILE, repeated=True),
    4: Field("created_timestamp", TIMESTAMP),
}
BUCKET = {1: Field("cumulative_count", "uint64"), 2: Field("upper_bound", "double")}
SPAN = {1: Field("offset", "sint32"), 2: Field("length", "uint32")}
HISTOGRAM = {
    1: Field("sample_count", "uint64"),
    2: Field("sample_sum", "double"),
    3: Field("bucket", BUCKET, repeated=True),
    5: Field("schema", "sint32"),
    6: Field("zero_threshold", "double"),
    7: Field("zero_count", "uint64"),
    9: Field("negative_span", SPAN, repeated=True),
    10: Field("negative_delta", "sint64", repeated=True),
    12: Field("positive_span", SPAN, repeated=True),
    13: Field("positive_delta", "sint64", repeated=True),
    15: Field("created_timestamp", TIMESTAMP),
}
METRIC = {
    1: Field("label", LABEL, repeated=True),
    2: Field("gauge", GAUGE),
    3: Field("counter", COUNTER),
    4: Field("summary", SUMMARY),
    7: Field("histogram", HISTOGRAM),
}
FAMILY = {
    1: Field("name", "string"),
    2: Field("help", "string"),
    3: Field("type", TYPES),
    4: Field("metric", METRIC, repeated=True),
    5: Field("unit", "string"),
}


class Wire:
    def __init__(self, data):
        self.data = data
        self.position = 0

    def __bool__(self):
        return self.position < len(self.data)

    def take(self, count):
        if count > len(self.data) - self.position:
            raise WireError(f"{count} bytes are wanted at {self.position} of {len(self.data)}")
        self.position += count
        return self.data[self.position - count : self.position]

    def varint(self):
        number = 0
        for place in range(10):
            byte = self.take(1)[0]
            number |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:
                if byte == 0 and place > 0:
                    raise WireError("a varint longer than need be")
                if number >> 64:
                    break
                return number
        raise WireError("a varint above 64 bits")

    def payload(self, wire):
        """Returns the bytes or the number of a field of that wire type."""
        if wire == VARINT:
            return self.varint()
        if wire == FIXED64:
            return self.take(8)
        if wire == LENGTH:
            return self.take(self.varint())
        raise WireError(f"wire type {wire}")


def in_range(number, kind):
    bits = 32 if kind.endswith("32") else 64
    if not (0 <= number < 1 << bits if kind.startswith("u") else -(1 << bits - 1) <= number < 1 << bits - 1):
        raise WireError(f"{number} is not a {kind}")
    return number


def scalar(kind, payload):
    try:
        value = SCALARS[kind][1](payload)
    except UnicodeDecodeError as error:
        raise WireError(str(error)) from error
    return in_range(value, kind) if "int" in kind else value


def values(field, wire, payload):
    """The one value of a field on the wire, or all that are packed there."""
    if isinstance(field.type, str):
        expected = SCALARS[field.type][0]
        if field.repeated and wire == LENGTH != expected:
            packed, found = Wire(payload), []
            while packed:
                found.append(scalar(field.type, packed.payload(expected)))
            if not found:
                raise WireError(f"{field.name} is packed and empty")
            return found
    else:
        expected = LENGTH if isinstance(field.type, dict) else VARINT
    if wire != expected:
        raise WireError(f"{field.name} has wire type {wire}, not {expected}")
    if isinstance(field.type, dict):
        return [message(payload, field.type)]
    if isinstance(field.type, tuple):
        if payload >= len(field.type):
            raise WireError(f"{field.name} {payload}")
        return [Word(field.type[payload])]
    return [scalar(field.type, payload)]


def message(data, fields):
    """The message as a dictionary in the order of the wire; repeated fields are lists."""
    rest, found = Wire(data), {}
    while rest:
        key = rest.varint()
        number, wire = key >> 3, key & 7
        if number not in fields:
            raise WireError(f"field {number} is unknown beside {', '.join(each.name for each in fields.values())}")
        field = fields[number]
        new = values(field, wire, rest.payload(wire))
        if field.repeated:
            found.setdefault(field.name, []).extend(new)
        elif field.name in found:
            raise WireError(f"{field.name} stands there twice")
        else:
            found[field.name] = new[0]
    return found


def families(data):
    """The messages of a whole body."""
    rest, found = Wire(data), []
    while rest:
        found.append(message(rest.take(rest.varint()), FAMILY))
    return found


# ---- text ----

WIDTH = 160


def quoted(text):
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}
    return '"' + "".join(escapes.get(character, character) for character in text) + '"'


def written(value):
    if isinstance(value, Word):
        return value
    return quoted(value) if isinstance(value, str) else repr(value)


def entries(whole):
    """(name, value) of each field; numbers that are repeated stay together."""
    for name, value in whole.items():
        if isinstance(value, list) and isinstance(value[0], dict):
            yield from ((name, each) for each in value)
        else:
            yield name, value


def line(name, value):
    if isinstance(value, dict):
        return f"{name} {{ " + " ".join(line(*entry) for entry in entries(value)) + " }"
    if isinstance(value, list):
        return f"{name}: [" + ", ".join(map(written, value)) + "]"
    return f"{name}: {written(value)}"


def lines(name, value, indent=""):
    """Writes a message in one line if it fits, or else each of its fields in one."""
    whole = indent + line(name, value)
    if len(whole) <= WIDTH or not isinstance(value, dict):
        yield whole
        return
    yield f"{indent}{name} {{"
    for entry in entries(value):
        yield from lines(*entry, indent + "  ")
    yield f"{indent}}}"


def text(messages):
    """Families as text, a blank line between them: the fields by name, in the order in which they are on the wire."""
    return "\n".join(
        "".join(f"{each}\n" for entry in entries(family) for each in lines(*entry)) for family in messages
    )
