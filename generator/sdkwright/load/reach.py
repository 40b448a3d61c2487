"""Which files beside the document may be read, and how much of them.

Of a document on disk: those in its own folder and below it, and in folders that the user allows; links that lead out
count as out. Of a document from a URL: those of the same origin. Never anything else: what a document says is not
trusted, and must not decide which files are opened or which hosts are asked.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import unquote, urljoin, urlsplit

from .limits import MAX_BYTES, MAX_FILES
from .problems import ReadError
from .reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class OutOfReachError(Exception):
    """A reference leads to where nothing may be read."""


class Reach(Protocol):
    """Finds other files by the references of a document. A key tells a file from all others; `start` is that of the
    document.
    """

    @property
    def start(self) -> str: ...

    def locate(self, reference: str, base: str) -> str:
        """The key of the file that a reference without fragment leads to from the file `base`. OutOfReachError."""
        ...

    def name(self, key: str) -> str:
        """A file's path relative to the document's folder, with '/' on every system."""
        ...

    def read(self, key: str) -> bytes:
        """Raises ReadError."""
        ...


class Disk:
    """Files below the document's folder and the folders that are allowed. `start` is the key of the document."""

    def __init__(self, document: Path, allowed: Iterable[Path] = ()) -> None:
        # The folder is that of the name which was given; the files in it are known by where they really are.
        folder = os.path.realpath(document.parent)
        self.start: Final = os.path.realpath(document)
        self._folder = folder
        self._bases = {self.start: folder}
        self._roots = [folder, *(os.path.realpath(each) for each in allowed)]

    def locate(self, reference: str, base: str) -> str:
        path = unquote(reference)
        if _SCHEME.match(path) or path.startswith(("/", "\\")) or "\\" in path or "\0" in path:
            raise OutOfReachError
        folder = self._bases.get(base) or os.path.dirname(base)  # noqa: PTH120
        spelled = os.path.normpath(os.path.join(folder, path))  # noqa: PTH118
        # First by its spelling, so that nothing outside is even looked at; then by where links lead.
        if not self._inside(spelled):
            raise OutOfReachError
        key = os.path.realpath(spelled)
        if not self._inside(key) and key != self.start:
            raise OutOfReachError
        return key

    def _inside(self, path: str) -> bool:
        try:
            return any(os.path.commonpath([root, path]) == root for root in self._roots)
        except ValueError:  # another drive
            return False

    def name(self, key: str) -> str:
        return Path(os.path.relpath(key, self._folder)).as_posix()

    def read(self, key: str) -> bytes:
        path = Path(key)
        try:
            kind = path.stat().st_mode
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            raise ReadError("SW001", reason or "this is not a file name") from None
        if not stat.S_ISREG(kind):
            raise ReadError("SW001", "this is not a file")
        return read_bytes(path)


class Web:
    """Files of the origin that the document came from."""

    def __init__(self, start: str, fetch: Callable[[str], bytes]) -> None:
        self.start: Final = start.partition("#")[0]
        self._fetch = fetch
        self._origin = _origin(start)
        self._folder = urljoin(self.start, ".")

    def locate(self, reference: str, base: str) -> str:
        try:
            key = urljoin(base, reference)
            inside = _origin(key) == self._origin and "\\" not in reference
        except ValueError:
            raise OutOfReachError from None
        if not inside:
            raise OutOfReachError
        return key

    def name(self, key: str) -> str:
        bare = urlsplit(key)._replace(query="").geturl()
        folder = urlsplit(self._folder)._replace(query="").geturl()
        return bare.removeprefix(folder) if bare.startswith(folder) else urlsplit(bare).path

    def read(self, key: str) -> bytes:
        return self._fetch(key)


def _origin(url: str) -> tuple[str, str, int | None, str | None, str | None]:
    """With user and password: a document cannot bring its own."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname or "", port, parts.username, parts.password


class Budget:
    """How much may still be read for one document."""

    def __init__(self) -> None:
        self._files = MAX_FILES
        self._bytes = MAX_BYTES

    def spend(self, raw: bytes) -> bytes:
        """The bytes. ReadError when that was too much."""
        self._files -= 1
        self._bytes -= len(raw)
        if self._files < 0:
            raise ReadError("SW002", f"the document refers to more than {MAX_FILES} files")
        if self._bytes < 0:
            raise ReadError("SW002", f"the files are more than {MAX_BYTES // (1024 * 1024)} MiB together")
        return raw
