"""What tests say of speed: how much work a call is, and that it ends. Seconds are for `tests/benchmarks`."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

# Far more than any of these calls takes, on a slow machine that is busy, too.
PATIENCE = 60.0


def lines_run(call: Callable[[], object]) -> int:
    """How many lines of Python a call executes, each as often as it does: the same on every machine."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


@contextmanager
def ends(seconds: float = PATIENCE) -> Iterator[None]:
    """Fails what does not end: for input that would keep code busy for hours if it did what the input is made for."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"still at it after {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
