"""Watches which files any process opens (inotify(7))."""

import ctypes
import os
import struct

IN_OPEN = 0x20
EVENT = struct.Struct("iIII")

libc = ctypes.CDLL(None, use_errno=True)


class OpenWatch:
    """`with OpenWatch(path, …) as watch:` … `watch.opened()` returns the files opened since."""

    def __init__(self, *paths):
        self.paths = paths

    def __enter__(self):
        self.descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.descriptor < 0:
            raise OSError(ctypes.get_errno(), "inotify_init1")
        self.watches = {}
        for path in self.paths:
            number = libc.inotify_add_watch(self.descriptor, os.fsencode(path), IN_OPEN)
            if number < 0:
                raise OSError(ctypes.get_errno(), "inotify_add_watch", str(path))
            self.watches[number] = path
        return self

    def __exit__(self, *_):
        os.close(self.descriptor)

    def opened(self):
        found = set()
        try:
            while events := os.read(self.descriptor, 1 << 16):
                position = 0
                while position < len(events):
                    number, _, _, length = EVENT.unpack_from(events, position)
                    position += EVENT.size + length
                    found.add(self.watches[number])
        except BlockingIOError:
            return found
