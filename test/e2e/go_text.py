"""How Go reads numbers and text, and how it writes numbers."""

import math
import re
from decimal import Decimal

GO_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
DIGITS, HEX_DIGITS = "[0-9]+(?:_[0-9]+)*", "_?[0-9a-f]+(?:_[0-9a-f]+)*"
MANTISSA = r"(?:{0}(?:\.(?:{0})?)?|\.{0})"
DECIMAL = re.compile(f"[+-]?{MANTISSA.format(DIGITS)}(?:e[+-]?{DIGITS})?".encode(), re.IGNORECASE)
HEXADECIMAL = re.compile(f"[+-]?0x{MANTISSA.format(HEX_DIGITS)}p[+-]?{DIGITS}".encode(), re.IGNORECASE)
SPECIAL = re.compile(rb"[+-]?inf(?:inity)?|nan", re.IGNORECASE)
WRONG_BYTE = "[\udc80-\udcff]"


def go_text(value):
    """strconv.FormatFloat(value, 'g', -1, 64), as the text format has it."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    if value == 0:
        return "0"
    negative, digits, exponent = Decimal(repr(float(value))).normalize().as_tuple()
    digits, point = "".join(map(str, digits)), len(digits) + exponent
    if not -4 <= point - 1 < 6:
        text = digits[0] + ("." + digits[1:] if digits[1:] else "") + f"e{point - 1:+03d}"
    elif point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[:point].ljust(point, "0") + ("." + digits[point:] if digits[point:] else "")
    return "-" * negative + text


def go_float(text):
    """strconv.ParseFloat; None if that returns an error."""
    if SPECIAL.fullmatch(text):
        return float(text)
    if DECIMAL.fullmatch(text):
        value = float(text)
    elif HEXADECIMAL.fullmatch(text):
        value = float.fromhex(text.decode().replace("_", ""))
    else:
        return None
    return None if math.isinf(value) else value


def go_integer(text):
    """strconv.ParseInt to an int64."""
    value = int(text) if re.fullmatch(rb"[+-]?[0-9]+", text) else None
    return value if value is not None and -(2**63) <= value < 2**63 else None


def go_unsigned(text):
    value = int(text) if re.fullmatch(rb"[0-9]+", text) else None
    return value if value is not None and value < 2**64 else None


def go_string(raw):
    """Wrong bytes as a rune at a time finds them."""
    return re.sub(WRONG_BYTE, "\ufffd", raw.decode("utf-8", "surrogateescape"))


def valid_utf8(raw):
    """strings.ToValidUTF8."""
    return re.sub(WRONG_BYTE + "+", "\ufffd", raw.decode("utf-8", "surrogateescape"))
