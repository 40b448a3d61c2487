"""Request bodies that come from files and iterators: which can be sent again, and how they are read."""

from __future__ import annotations

from typing import IO, Any, AsyncIterator, Iterable, Iterator, Mapping, Optional, cast

_CHUNK = 64 * 1024


def is_plain(content: object) -> bool:
    """Whether a body lies whole in memory, so that it can be sent any number of times."""
    return content is None or isinstance(content, (str, bytes, bytearray, memoryview))


def files_are_repeatable(files: Any) -> bool:
    """Whether all files of a multipart body can be read again from their start."""
    pairs: Iterable[Any] = cast("Mapping[str, Any]", files).items() if isinstance(files, Mapping) else files
    contents = [cast("Any", value)[1] if isinstance(value, tuple) else value for _, value in pairs]
    return all(is_plain(content) or _mark(content) is not None for content in contents)


class _Body:
    """A file or an iterable as a body.

    A file is sent from where it stands, and again from there if it is seekable. An iterator is sent once.
    """

    def __init__(self, source: Any) -> None:
        self._source = source
        self._mark: Optional[int] = None
        self._once = hasattr(source, "__next__") or hasattr(source, "__anext__")
        if hasattr(source, "read"):
            self._mark = _mark(source)
            self._once = self._mark is None
        self._started = False

    def repeatable(self) -> bool:
        """Whether the whole body can (still) be sent."""
        return not (self._once and self._started)

    def length(self) -> Optional[int]:
        """Bytes from where the file stands to its end; None for what has no known end."""
        if self._mark is None:
            return None
        end = self._source.seek(0, 2)
        self._source.seek(self._mark)
        return cast("int", end) - self._mark

    def _start(self) -> None:
        self._started = True
        if self._mark is not None:
            self._source.seek(self._mark)


class SyncBody(_Body):
    """A body for the sync client."""

    def __iter__(self) -> Iterator[bytes]:
        self._start()
        if not hasattr(self._source, "read"):
            return iter(cast("Iterable[bytes]", self._source))
        return iter(lambda: cast("bytes", self._source.read(_CHUNK)), b"")


class AsyncBody(_Body):
    """A body for the async client; files are read in a worker thread."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self._start()
        if hasattr(self._source, "__aiter__"):
            async for chunk in self._source:
                yield chunk
        elif hasattr(self._source, "read"):
            from anyio import to_thread  # anyio is there in async code only

            while chunk := await to_thread.run_sync(self._source.read, _CHUNK):
                yield chunk
        else:
            for chunk in cast("Iterable[bytes]", self._source):
                yield chunk


def _mark(file: IO[bytes]) -> Optional[int]:
    try:
        place = file.tell()
        file.seek(place)
    except (AttributeError, OSError, ValueError):
        return None
    return place
