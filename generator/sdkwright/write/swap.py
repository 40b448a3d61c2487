"""Exchanging two directories in one step of the kernel."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS sys/stdio.h
_RENAMEAT2_NUMBER = {"x86_64": 316, "aarch64": 276, "riscv64": 276}

# The kernel or file system does not know the call; these two directories may not be renamed at all.
_UNKNOWN = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
IMMOVABLE = frozenset({errno.EXDEV, errno.EBUSY})


class ExchangeUnsupportedError(Exception):
    """This system has no atomic exchange of two directories."""


def exchange(first: Path, second: Path) -> None:
    """Swap two paths of one file system: at no moment is either missing. renameat2(2), or renamex_np(2) on macOS.

    ExchangeUnsupportedError where the system has no such call; else OSError (errno in IMMOVABLE for a mount point).
    """
    status = _call(os.fsencode(first), os.fsencode(second))
    if status == 0:
        return
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        raise ExchangeUnsupportedError
    raise OSError(number, os.strerror(number), str(first))


def _call(first: bytes, second: bytes) -> int:
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "renameat2"):
            return int(libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE))
        # musl had no wrapper before 1.2.6.
        if number := _RENAMEAT2_NUMBER.get(platform.machine()):
            return int(libc.syscall(number, _AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE))
    elif sys.platform == "darwin":
        return int(ctypes.CDLL(None, use_errno=True).renamex_np(first, second, _RENAME_SWAP))
    raise ExchangeUnsupportedError
