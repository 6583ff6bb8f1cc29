"""A sysfs tree in FUSE whose files can fail, be slow, or not answer: `python3 fuse_sysfs.py MOUNTPOINT TREE CONTROL`.

TREE and CONTROL are JSON files. CONTROL holds the current faults and is read again at every read:
{"path": "EIO"} fails with that errno, {"path": "hang"} does not answer before CONTROL changes (directories, too),
{"directory": "gone"} fails with ENODEV below an unplugged device and lists it no more,
{"path": "replaced"} is another file than before: descriptors opened before fail with ENODEV.
"""

import errno
import json
import os
import stat
import sys
import time

import fusepy


class Sysfs(fusepy.Operations):
    def __init__(self, tree, control):
        self.control = control
        self.files = {"/" + name: content for name, content in tree.items()}
        self.directories = {"/": set()}
        for name in self.files:
            while name != "/":
                parent, _, child = name.rpartition("/")
                parent = parent or "/"
                self.directories.setdefault(parent, set()).add(child)
                name = parent
        # Stable numbers, as in sysfs: a file is a new one only after re-plugging.
        self.inodes = {name: number for number, name in enumerate(sorted({*self.files, *self.directories}), start=2)}

    def faults(self):
        with open(self.control, encoding="utf-8") as file:
            return {"/" + name: fault for name, fault in json.load(file).items()}

    def is_gone(self, path):
        return any(fault == "gone" and (path + "/").startswith(name + "/") for name, fault in self.faults().items())

    def getattr(self, path, fh=None):
        if path not in self.inodes or self.is_gone(path):
            raise fusepy.FuseOSError(errno.ENOENT)
        if path in self.directories:
            mode = stat.S_IFDIR | 0o755
        elif isinstance(self.files[path], dict):
            mode = stat.S_IFLNK | 0o777
        else:
            mode = stat.S_IFREG | 0o444
        return {"st_mode": mode, "st_ino": self.inodes[path], "st_nlink": 1, "st_size": 4096}

    def fault_at(self, path):
        while (fault := self.faults().get(path)) == "hang":
            time.sleep(0.02)
        return fault

    def readdir(self, path, fh):
        self.fault_at(path)
        prefix = "" if path == "/" else path
        return [".", ".."] + sorted(name for name in self.directories[path] if not self.is_gone(f"{prefix}/{name}"))

    def readlink(self, path):
        return self.files[path]["link"]

    def open(self, path, flags):
        if self.is_gone(path):
            raise fusepy.FuseOSError(errno.ENOENT)
        return int(self.faults().get(path) == "replaced")

    def read(self, path, size, offset, fh):
        fault = self.fault_at(path)
        if self.is_gone(path) or (fault == "replaced" and not fh):
            raise fusepy.FuseOSError(errno.ENODEV)
        if fault and fault != "replaced":
            raise fusepy.FuseOSError(getattr(errno, fault))
        return self.files[path].encode("latin-1")[offset : offset + size]


def main(mountpoint, tree, control):
    with open(tree, encoding="utf-8") as file:
        operations = Sysfs(json.load(file), control)
    # direct_io: a read is short where the content is, whatever the size announced, and nothing is cached.
    fusepy.FUSE(
        operations,
        mountpoint,
        foreground=True,
        ro=True,
        use_ino=True,
        direct_io=True,
        attr_timeout=0,
        entry_timeout=0,
        fsname=os.path.basename(__file__),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
