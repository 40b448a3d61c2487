"""Files of hand-written requests, read whole before the request is made."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any, Callable, Optional, Tuple, cast

from .._types import FileTypes, HttpxFileTypes, HttpxRequestFiles, RequestFiles
from .._wire import is_mapping


def to_httpx_files(files: Optional[RequestFiles]) -> Optional[HttpxRequestFiles]:
    """Files as httpx takes them, those named by a path as their name and bytes.

    TypeError for what is no file; text is none.
    """
    if files is None:
        return None
    if is_mapping(files):
        return {key: _read_file(cast("FileTypes", file)) for key, file in files.items()}
    if isinstance(files, (list, tuple)):
        return [(key, _read_file(file)) for key, file in cast("Any", files)]
    raise TypeError(f"Unexpected file type input {type(files)}, expected mapping or sequence")


async def async_to_httpx_files(files: Optional[RequestFiles]) -> Optional[HttpxRequestFiles]:
    """`to_httpx_files` in a worker thread."""
    from anyio import to_thread  # heavy, and only async callers need it

    read: Callable[..., Optional[HttpxRequestFiles]] = to_httpx_files
    return await to_thread.run_sync(read, files)


def _read_file(file: FileTypes) -> HttpxFileTypes:
    if isinstance(file, PathLike):
        path = Path(file)
        return (path.name, path.read_bytes())
    if isinstance(file, tuple):
        name, content, *rest = cast("Tuple[Any, ...]", file)
        return cast("HttpxFileTypes", (name, Path(content).read_bytes() if _is_path(content) else content, *rest))
    if isinstance(file, bytes) or hasattr(file, "read"):
        return cast("HttpxFileTypes", file)
    raise TypeError("Expected file types input to be a FileContent type or to be a tuple")


def _is_path(content: object) -> bool:
    return isinstance(content, PathLike)
