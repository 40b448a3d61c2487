from __future__ import annotations

import os
import threading

import pytest
from sdkwright.render import side_by_side
from sdkwright.render.processes import can_fork

needs_fork = pytest.mark.skipif(not can_fork(), reason="processes cannot be copied here, or there is one core")
# More than a pipe holds.
MUCH = b"x" * 1_000_000


@needs_fork
def test_both_results_come_and_the_second_was_made_elsewhere() -> None:
    here, there = side_by_side(os.getpid, lambda: (os.getpid(), MUCH))
    assert here == os.getpid()
    assert there[0] != here
    assert there[1] == MUCH


@needs_fork
def test_what_goes_wrong_there_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda: 1, lambda: 1 // 0)


@needs_fork
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_goes_wrong_here_leaves_no_process_behind(
    error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    children: list[int] = []
    fork = os.fork

    def noted() -> int:
        children.append(fork())
        return children[-1]

    def fails() -> None:
        raise error

    monkeypatch.setattr(os, "fork", noted)
    with pytest.raises(error):
        side_by_side(fails, lambda: MUCH)
    [child] = children
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


def test_one_after_the_other_beside_threads() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert side_by_side(os.getpid, os.getpid) == (os.getpid(), os.getpid())
    finally:
        done.set()
        thread.join()
