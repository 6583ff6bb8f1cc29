"""The reader of protobuf that the other tests rely on: what it understands, and that it accepts no error."""

import struct
import unittest

import protobuf_text
from harness import main
from protobuf_text import WireError, families


def delimited(*fields):
    body = b"".join(fields)
    assert len(body) < 128
    return bytes([len(body)]) + body


def nested(number, *fields):
    return bytes([number << 3 | 2]) + delimited(*fields)


def double(number, value):
    return bytes([number << 3 | 1]) + struct.pack("<d", value)


NAME, HELP, UNIT = b"\x0a\x01a", b"\x12\x05a \"b\"", b"\x2a\x00"
COUNTER, GAUGE, HISTOGRAM = b"\x18\x00", b"\x18\x01", b"\x18\x04"
LABEL = nested(1, b"\x0a\x01n", b"\x12\x02\xc3\xa9")


def histogram(*fields):
    """A family with one histogram."""
    return delimited(NAME, HISTOGRAM, nested(4, nested(7, *fields)))


class Reading(unittest.TestCase):
    maxDiff = None

    def test_a_family_as_text(self):
        body = delimited(NAME, HELP, COUNTER, nested(4, LABEL, nested(3, double(1, 1.5)))) + delimited(
            NAME, GAUGE, nested(4, nested(2, double(1, float("-inf")))), UNIT
        )
        self.assertEqual(
            protobuf_text.text(families(body)),
            'name: "a"\nhelp: "a \\"b\\""\ntype: COUNTER\n'
            'metric { label { name: "n" value: "é" } counter { value: 1.5 } }\n\n'
            'name: "a"\ntype: GAUGE\nmetric { gauge { value: -inf } }\nunit: ""\n',
        )

    def test_a_message_that_is_too_long_for_a_line(self):
        bucket = nested(3, b"\x08\x07", double(2, 1e-10))
        self.assertEqual(
            protobuf_text.text(families(histogram(bucket, bucket, bucket, bucket))),
            'name: "a"\ntype: HISTOGRAM\nmetric {\n  histogram {\n'
            + 4 * "    bucket { cumulative_count: 7 upper_bound: 1e-10 }\n"
            + "  }\n}\n",
        )

    def test_numbers(self):
        for fields, expected in (
            (b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", {"sample_count": 2**64 - 1}),
            (b"\x28\x00", {"schema": 0}),
            (b"\x28\x01", {"schema": -1}),
            (b"\x28\x0a", {"schema": 5}),
            (b"\x68\x03\x68\x04", {"positive_delta": [-2, 2]}),
            (b"\x6a\x03\x03\x80\x01", {"positive_delta": [-2, 64]}),  # packed
            (nested(12, b"\x08\x8b\x01", b"\x10\x03"), {"positive_span": [{"offset": -70, "length": 3}]}),
        ):
            with self.subTest(fields=fields):
                (family,) = families(histogram(fields))
                self.assertEqual(family["metric"][0]["histogram"], expected)

    def test_what_is_wrong_is_refused(self):
        for what, body in {
            "a length beyond the end": b"\x05\x0a",
            "a length that is cut": b"\x80",
            "a text beyond its message": delimited(b"\x0a\x05a"),
            "no field of a family": delimited(b"\x32\x00"),
            "field 0": delimited(b"\x02\x00"),
            "no field of a counter": delimited(NAME, nested(4, nested(3, b"\x10\x00"))),
            "a text as a number": delimited(b"\x08\x00"),
            "a number as a text": delimited(b"\x1a\x01\x00"),
            "a double as a number": delimited(nested(4, nested(2, b"\x08\x01"))),
            "a message as a number": delimited(b"\x20\x01"),
            "a group": delimited(b"\x0b\x0c"),
            "an unknown wire type": delimited(b"\x0f"),
            "a name that stands there twice": delimited(NAME, NAME),
            "a text in no UTF-8": delimited(b"\x0a\x01\xff"),
            "an unknown type of metrics": delimited(b"\x18\x06"),
            "a varint with needless zeros": delimited(b"\x18\x80\x00"),
            "a varint above 64 bits": histogram(b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"),
            "a varint of eleven bytes": histogram(b"\x08" + 10 * b"\x80" + b"\x01"),
            "a schema above 32 bits": histogram(b"\x28\x80\x80\x80\x80\x20"),
            "a packed field without numbers": histogram(b"\x6a\x00"),
        }.items():
            with self.subTest(what=what), self.assertRaises(WireError):
                families(body)


if __name__ == "__main__":
    main()
