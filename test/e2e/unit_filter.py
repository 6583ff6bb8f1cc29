"""Runs a program under the system calls and address families that a unit of systemd allows: unit_filter.py UNIT PROGRAM…

systemd would let a forbidden call fail, which the program may survive. Here the program is killed (SIGSYS), so that
none goes unseen. The sets of calls (`@system-service`) are asked of systemd-analyze, their numbers of CXX.
"""

import ctypes
import os
import re
import socket
import struct
import subprocess
import sys
from pathlib import Path

# linux/filter.h, linux/seccomp.h, linux/prctl.h
LOAD, IF_EQUAL, RETURN = 0x20, 0x15, 0x06
CALL, FIRST_ARGUMENT = 0, 16 if sys.byteorder == "little" else 20  # of struct seccomp_data
ALLOW, KILL_PROCESS = 0x7FFF0000, 0x80000000
PR_SET_SECCOMP, SECCOMP_MODE_FILTER, PR_SET_NO_NEW_PRIVS = 22, 2, 38


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def members(names):
    """The calls that are named, and those in the sets that are."""
    calls = {name for name in names if not name.startswith("@")}
    for name in set(names) - calls:
        lines = output("systemd-analyze", "--no-pager", "syscall-filter", name).splitlines()[1:]
        calls |= members([line.strip() for line in lines if line.strip() and "#" not in line])
    return calls


def allowed_calls(unit):
    """systemd.exec(5): later lines add, and those with a ~ take away; @default can't be taken away."""
    calls = set()
    for inverted, names in re.findall(r"^SystemCallFilter=(~?)(.*)$", unit, re.M):
        calls = calls - members(names.split()) if inverted else calls | members(names.split())
    return calls | members(["@default"])


def allowed_families(unit):
    names = re.search(r"^RestrictAddressFamilies=(.*)$", unit, re.M)[1].split()
    return [int(getattr(socket, name)) for name in names]


def call_numbers():
    macros = output(os.environ.get("CXX", "c++"), "-x", "c++", "-E", "-dM", "-include", "sys/syscall.h", "/dev/null")
    return {name: int(number) for name, number in re.findall(r"^#define __NR_(\w+) (\d+)$", macros, re.M)}


def allow_any_of(values):
    return [step for value in values for step in ((IF_EQUAL, 0, 1, value), (RETURN, 0, 0, ALLOW))]


def program(unit):
    numbers = call_numbers()
    calls = sorted(numbers[name] for name in allowed_calls(unit) - {"socket"} if name in numbers)
    return [
        (LOAD, 0, 0, CALL),
        *allow_any_of(calls),
        (IF_EQUAL, 1, 0, numbers["socket"]),
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        *allow_any_of(allowed_families(unit)),
        (RETURN, 0, 0, KILL_PROCESS),
    ]


def install(steps):
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    # struct sock_fprog
    filter_program = ctypes.create_string_buffer(struct.pack("HP", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in ((PR_SET_NO_NEW_PRIVS, 1, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter_program)):
        if libc.prctl(*arguments, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")


if __name__ == "__main__":
    install(program(Path(sys.argv[1]).read_text()))
    os.execv(sys.argv[2], sys.argv[2:])
