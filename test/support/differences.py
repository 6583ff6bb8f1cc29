"""Comparisons that say what differs, and nothing else."""

import difflib

MOST_LINES = 60

# unittest leaves the frames of such a module out of what it prints.
__unittest = True


def assert_same_text(test, found, expected, name, accept):
    """Fails with the lines that differ, and the command that accepts what was found."""
    if found == expected:
        return
    lines = list(
        difflib.unified_diff(expected.splitlines(), found.splitlines(), f"{name} as expected", "as it is", lineterm="", n=1)
    )
    if len(lines) > MOST_LINES:
        lines[MOST_LINES:] = [f"[{len(lines) - MOST_LINES} more lines]"]
    test.fail("\n".join([f"{name} differs:", *lines, "", f"If it is meant to, accept it by: {accept}"]))


def assert_same_entries(test, found, expected):
    """The same for two dictionaries."""
    lines = [f"- {key!r}: {expected[key]!r}" for key in expected if key not in found]
    lines += [f"+ {key!r}: {found[key]!r}" for key in found if key not in expected]
    lines += [
        f"! {key!r}: {found[key]!r}, expected {expected[key]!r}"
        for key in expected
        if key in found and found[key] != expected[key]
    ]
    if lines:
        test.fail("\n".join(["- is missing, + was not expected, ! is another value", *lines]))
