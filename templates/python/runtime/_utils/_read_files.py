"""Files of hand-written requests, read whole before the request is made."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import IO, Any, Callable, Mapping, Optional, Sequence, Tuple, Union, cast

from typing_extensions import TypeAlias, TypeGuard

from .._types import Base64FileInput, FileContent, FileTypes, RequestFiles
from .._wire import is_mapping

HttpxFileContent: TypeAlias = Union[IO[bytes], bytes, str]
HttpxFileTypes: TypeAlias = Union[
    HttpxFileContent,
    Tuple[Optional[str], HttpxFileContent],
    Tuple[Optional[str], HttpxFileContent, Optional[str]],
    Tuple[Optional[str], HttpxFileContent, Optional[str], Mapping[str, str]],
]
HttpxRequestFiles: TypeAlias = Union[Mapping[str, HttpxFileTypes], Sequence[Tuple[str, HttpxFileTypes]]]


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


def is_base64_file_input(obj: object) -> TypeGuard[Base64FileInput]:
    return hasattr(obj, "read") or isinstance(obj, PathLike)


def is_file_content(obj: object) -> TypeGuard[FileContent]:
    return isinstance(obj, (bytes, str, PathLike)) or hasattr(obj, "read")


def assert_is_file_content(obj: object, *, key: Optional[str] = None) -> None:
    """RuntimeError if the object cannot be sent as a file; `key` names it in the message."""
    if not is_file_content(obj):
        prefix = f"Expected entry at `{key}`" if key is not None else f"Expected file input `{obj!r}`"
        raise RuntimeError(
            f"{prefix} to be bytes, a binary file object, a path (os.PathLike) or text, "
            f"but received {type(obj)} instead."
        )


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
