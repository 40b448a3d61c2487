"""Carries a plan out so that the output path shows the whole old or the whole new tree at every moment.

The new tree is staged beside the old one and exchanged with it in one system call; the old directory is then brought up
to date and exchanged back, so that the directory keeps its inode (shells, watchers and bind mounts stay with it).
"""

from __future__ import annotations

import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sdkwright.diagnostics import Place

from .files import InTheWayError, link, sync_directory
from .inplace import write_in_place
from .plan import Change, Plan, Report, report_of
from .recovery import clean
from .staging import NotOursError, Staging, place, stage
from .swap import IMMOVABLE, ExchangeUnsupportedError, exchange
from .tree import Kind, kind_of, signature_of

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from sdkwright.diagnostics import Diagnostics


class OutputChangedError(Exception):
    """A file is not the one that the plan was made for. The message names it."""


def apply(plan: Plan, sink: Diagnostics) -> Report | None:
    """Carry `plan` out, while its directory is `locked` and after `recover`. Writes nothing when nothing differs.

    Every file that was there before is on the disk when this returns. None, with a diagnostic, when the plan cannot be
    carried out: the directory then holds one whole tree, nearly always the old one. ValueError for a refused plan.
    """
    if plan.refused:
        raise ValueError("a refused plan cannot be applied")
    try:
        if plan.has_drift:
            _publish(plan, sink)
    except OutputChangedError as error:
        sink.add("SW512", "was changed while sdkwright ran", at=Place(f"{plan.directory.as_posix()}/{error}"))
    except (InTheWayError, NotOursError) as error:
        sink.add("SW505", "is in the way", at=Place((plan.directory / str(error)).as_posix()))
    except OSError as error:
        sink.add("SW511", str(error), at=Place(plan.directory.as_posix()))
    else:
        return report_of(plan)
    return None


def _publish(plan: Plan, sink: Diagnostics) -> None:
    changes = [*plan.changes, *plan.bookkeeping]
    _verify(plan.directory, changes)
    staging = Staging.beside(plan.directory)
    try:
        stage(staging, plan)
        _swap_in(staging, changes)
    except OSError as error:
        _clean_up(staging)
        if error.errno not in IMMOVABLE and not _is_closed(staging, error):
            raise
        sink.add("SW514", f"cannot be exchanged as a whole: {error.strerror}", at=Place(plan.directory.as_posix()))
        write_in_place(plan)
    except BaseException:
        _clean_up(staging)
        raise
    sync_directory(staging.root.parent)
    _clean_up(staging)


def _clean_up(staging: Staging) -> None:
    """After success or failure: whichever tree lies at the output path is whole and stays; the other one goes.

    What cannot be removed now is left to the next run, which says so.
    """
    with suppress(NotOursError, OSError):
        clean(staging.output)


def _is_closed(staging: Staging, error: OSError) -> bool:
    """Whether nothing may be made beside the output directory."""
    return isinstance(error, PermissionError) and error.filename == str(staging.root)


def _swap_in(staging: Staging, changes: list[Change]) -> None:
    output = staging.output
    with _signals_blocked():
        if kind_of(output) is Kind.MISSING:
            staging.tree.rename(output)
            return
        try:
            exchange(output, staging.tree)
        except ExchangeUnsupportedError:
            _rename_twice(staging)
            return
        _update_original(staging, changes)


def _update_original(staging: Staging, changes: list[Change]) -> None:
    """With the new tree at the output path: make the old directory equal to it and give it its place back."""
    output = staging.output
    try:
        _verify(staging.tree, changes)
    except OutputChangedError:
        exchange(output, staging.tree)
        raise
    place(staging.tree, changes, lambda change, target: _move_link(output / change.path, staging.next, target))
    exchange(output, staging.tree)


def _rename_twice(staging: Staging) -> None:
    """Without an exchange there is a moment with no tree at all; `recover` ends it if the run is killed there."""
    staging.output.rename(staging.old)
    try:
        staging.tree.rename(staging.output)
    except BaseException:
        staging.old.rename(staging.output)
        raise


def _move_link(source: Path, between: Path, target: Path) -> None:
    between.unlink(missing_ok=True)
    link(source, between)
    between.replace(target)


def _verify(root: Path, changes: list[Change]) -> None:
    for change in changes:
        path = root / change.path
        if change.seen is None:
            unchanged = kind_of(path) in (Kind.MISSING, Kind.DIRECTORY)
        else:
            unchanged = signature_of(path) == change.seen
        if not unchanged:
            raise OutputChangedError(change.path)


@contextmanager
def _signals_blocked() -> Generator[None]:
    """Puts Ctrl-C and polite kills off for the few milliseconds in which the trees change places."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    previous = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous)
