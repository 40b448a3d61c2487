"""Where output goes: a terminal, a pipe, or a file."""

from __future__ import annotations

import codecs
import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Generator

from ._safe import escaped


class Sink:
    """A place for output. On a terminal, text loses what it would act on; elsewhere bytes stay as they are."""

    def __init__(self, binary: IO[bytes], *, is_terminal: bool) -> None:
        self._binary = binary
        self.is_terminal = is_terminal
        self._decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")

    def line(self, text: str) -> None:
        """One line or more, shown at once."""
        safe = escaped(text) if self.is_terminal else text
        self._binary.write(f"{safe}\n".encode("utf-8", "backslashreplace"))
        self._binary.flush()

    def drawn(self, text: str) -> None:
        """Text with colours that the program itself made of what is safe."""
        self._binary.write(text.encode("utf-8", "backslashreplace"))
        self._binary.flush()

    def data(self, data: bytes) -> None:
        """Bytes as the server sent them."""
        if self.is_terminal:
            self._binary.write(escaped(self._decoder.decode(data)).encode("utf-8", "backslashreplace"))
        else:
            self._binary.write(data)
        self._binary.flush()


@contextmanager
def opened(path: str | None) -> Generator[Sink, None, None]:
    """The sink for `--output`: standard output without one, or for `-`. A file takes its name when it is whole."""
    if path is None or path == "-":
        yield Sink(sys.stdout.buffer, is_terminal=path is None and sys.stdout.isatty())
        return
    target = Path(path)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield Sink(file, is_terminal=False)
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    found = os.umask(0)
    os.umask(found)
    return found
