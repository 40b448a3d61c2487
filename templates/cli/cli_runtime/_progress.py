"""Progress of large uploads and of downloads: on standard error, and only where that is a terminal."""

from __future__ import annotations

import io
import sys
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Callable, Dict, Generator, Iterable, Iterator, cast

SHOWN_FROM = 1 << 20
"""Bytes from which on an upload is worth a bar."""


def is_shown() -> bool:
    return sys.stderr.isatty()


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def counted(chunks: Iterable[bytes], total: int | None, *, shows: bool) -> Iterator[bytes]:
    """The chunks of a download, told of as they pass where somebody looks; `total` is None where it is not known."""
    if not (shows and is_shown()):
        yield from chunks
        return
    with _bar() as bar:
        task = bar.add_task("Downloading", total=total)
        for chunk in chunks:
            bar.advance(task, len(chunk))
            yield chunk


class CountedFile(io.FileIO):
    """A file that tells how far it has been read."""

    def __init__(self, path: Path, tell: Callable[[int], None]) -> None:
        super().__init__(path, "rb")
        self._tell_place = tell

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(-1 if size is None else size)
        self._tell_place(self.tell())
        return data or b""

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        place = super().seek(offset, whence)
        self._tell_place(place)
        return place


def _tell(bar: Any, task: Any, place: int) -> None:
    bar.update(task, completed=place)


@contextmanager
def uploads(arguments: Dict[str, Any], *, whole: bool) -> Generator[Dict[str, Any], None, None]:
    """The arguments, with files that are worth it replaced by ones that show how far they are. `whole`: a file is the
    body itself, which the SDK takes open.
    """
    paths = list(_paths(arguments))
    shown = [each for each in paths if is_shown() and each.stat().st_size >= SHOWN_FROM]
    with ExitStack() as stack:
        bar: Any = stack.enter_context(_bar()) if shown else None
        files: Dict[Path, Any] = {}
        for each in shown:
            task = bar.add_task("Uploading", total=each.stat().st_size)
            files[each] = stack.enter_context(CountedFile(each, partial(_tell, bar, task)))
        for each in paths if whole else ():
            files.setdefault(each, stack.enter_context(each.open("rb")))
        yield cast("Dict[str, Any]", _replaced(arguments, files)) if files else arguments


def _paths(value: Any) -> Iterator[Path]:
    if isinstance(value, Path):
        yield value
    elif isinstance(value, dict):
        for each in cast("Dict[str, Any]", value).values():
            yield from _paths(each)
    elif isinstance(value, list):
        for each in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _paths(each)


def _replaced(value: Any, files: Dict[Path, Any]) -> Any:
    if isinstance(value, Path):
        return files.get(value, value)
    if isinstance(value, dict):
        return {key: _replaced(each, files) for key, each in cast("Dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_replaced(each, files) for each in value]  # pyright: ignore[reportUnknownVariableType]
    return value
