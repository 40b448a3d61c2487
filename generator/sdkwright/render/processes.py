"""Two pieces of work at once, in two processes: making text keeps one busy, and machines have more."""

from __future__ import annotations

import os
import pickle
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

A = TypeVar("A")
B = TypeVar("B")


def side_by_side(here: Callable[[], A], there: Callable[[], B]) -> tuple[A, B]:
    """The results of both. `there` runs in a copy of this process, so it may change nothing that is looked at later,
    and its result must be picklable. One after the other where processes cannot be copied, or have one core.
    """
    if not can_fork():
        return here(), there()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(there, reading, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as stream:  # a copy that nobody listens to any more ends by itself
            result = here()
            answer = stream.read()
    finally:
        _, status = os.waitpid(child, 0)
    # What went wrong over there goes wrong here again, where it can be told.
    return result, pickle.loads(answer) if status == 0 else there()  # noqa: S301 - written by ourselves


def can_fork() -> bool:
    """Threads do not live on in a copy, and what they hold would stay held."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return hasattr(os, "fork") and cores > 1 and threading.active_count() == 1


def _answer(work: Callable[[], object], reading: int, writing: int) -> None:
    """The life of the copy: it ends without the clean-up of the process that it was copied from."""
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as stream:
            stream.write(pickle.dumps(work(), pickle.HIGHEST_PROTOCOL))
        status = 0
    finally:
        os._exit(status)
