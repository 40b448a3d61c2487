"""Serialises runs that write beside each other."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from .files import absolute

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path


@contextmanager
def locked(directories: Iterable[Path], on_wait: Callable[[], None] | None = None) -> Generator[None]:
    """Hold an exclusive flock(2) on the parent of every one of `directories`; `on_wait` is called before waiting.

    Parents are created; OSError when that fails. The kernel drops the locks when the process dies. Without flock
    (Windows) nothing is locked.
    """
    with ExitStack() as stack:
        for parent in sorted({absolute(directory).parent for directory in directories}):
            parent.mkdir(parents=True, exist_ok=True)
            if sys.platform != "win32":
                # Where a directory cannot be opened or locked (some network file systems), runs are not serialised.
                with suppress(OSError):
                    descriptor = os.open(parent, os.O_RDONLY)
                    stack.callback(os.close, descriptor)
                    _acquire(descriptor, on_wait)
        yield


def _acquire(descriptor: int, on_wait: Callable[[], None] | None) -> None:
    if sys.platform == "win32":
        return
    import fcntl  # not on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if on_wait is not None:
            on_wait()
        fcntl.flock(descriptor, fcntl.LOCK_EX)
