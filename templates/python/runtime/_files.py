"""Files in requests: paths are opened when the request is sent, read in pieces, and closed again."""

from __future__ import annotations

import os
from io import SEEK_CUR, SEEK_END, SEEK_SET
from os import PathLike
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, List, Optional, Sequence, Tuple, Union, cast

from typing_extensions import TypeGuard

from ._extract import deepcopy_with_paths as deepcopy_with_paths
from ._lazy import lazy_module
from ._wire import is_mapping

if TYPE_CHECKING:
    from ._types import (
        Base64FileInput,
        FileContent,
        FileTypes,
        HttpxFileContent,
        HttpxFileTypes,
        HttpxRequestFiles,
        RequestFiles,
    )

__all__ = [
    "PathFile", "assert_is_file_content", "async_files_from_dir", "deepcopy_with_paths", "file_from_path",
    "files_from_dir", "is_base64_file_input", "is_file_content", "multipart_files",
]  # fmt: skip


class PathFile:
    """A binary file that is opened by the first read, and closed at its end or when it is rewound."""

    def __init__(self, path: Union[str, PathLike[str]]) -> None:
        self._path = Path(path)
        self._size = self._path.stat().st_size  # FileNotFoundError belongs to the call that names the path
        self._offset = 0
        self._file: Optional[IO[bytes]] = None

    @property
    def name(self) -> str:
        return self._path.name

    def read(self, size: int = -1, /) -> bytes:
        if self._file is None:
            self._file = self._path.open("rb")
            self._file.seek(self._offset)
        data = self._file.read(size)
        self._offset += len(data)
        if size < 0 or (size > 0 and not data):
            self.close()
        return data

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        self._offset = offset + {SEEK_SET: 0, SEEK_CUR: self._offset, SEEK_END: self._size}[whence]
        self.close()
        return self._offset

    def tell(self) -> int:
        return self._offset

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __del__(self) -> None:
        # A request that failed half-way leaves the file open. The constructor may have failed before it made the
        # attribute.
        if getattr(self, "_file", None) is not None:
            self.close()


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


def multipart_files(files: Optional[RequestFiles]) -> Optional[HttpxRequestFiles]:
    """Files as httpx takes them. A path becomes a file of its name, read when the request is sent.

    FileNotFoundError for a path that is not there; TypeError for what is neither a mapping nor a sequence.
    """
    if files is None:
        return None
    if is_mapping(files):
        return {key: _to_httpx_file(cast("FileTypes", file)) for key, file in files.items()}
    if isinstance(files, Sequence) and not isinstance(files, (str, bytes)):
        return [(key, _to_httpx_file(file)) for key, file in files]
    raise TypeError(f"Unexpected file type input {type(files)}, expected mapping or sequence")


def _to_httpx_file(file: FileTypes) -> HttpxFileTypes:
    if isinstance(file, tuple):
        parts: Tuple[Any, ...] = file
        return cast("HttpxFileTypes", (parts[0], _to_httpx_content(parts[1]), *parts[2:]))
    assert_is_file_content(file)
    if isinstance(file, PathLike):
        return (Path(file).name, _to_httpx_content(file))
    return _to_httpx_content(file)


def _to_httpx_content(content: FileContent) -> HttpxFileContent:
    if isinstance(content, PathLike):
        return cast("IO[bytes]", PathFile(content))
    assert_is_file_content(content)
    return content


def file_from_path(path: Union[str, PathLike[str]]) -> FileTypes:
    """The file at a path, under its own name. FileNotFoundError if it is not there."""
    found = Path(path)
    found.stat()
    return (found.name, found)


def files_from_dir(directory: Union[str, PathLike[str]]) -> List[FileTypes]:
    """All files below a directory, in order of name, each named by its path from the directory's parent, with slashes.

    NotADirectoryError if it is none. Links to directories are not followed.
    """
    root = Path(directory)
    if not root.is_dir():
        raise NotADirectoryError(str(root))
    base = root.resolve().parent
    found: List[FileTypes] = []
    for folder, subfolders, names in os.walk(root.resolve()):
        subfolders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file():
                found.append((path.relative_to(base).as_posix(), path))
    return found


async def async_files_from_dir(directory: Union[str, PathLike[str]]) -> List[FileTypes]:
    """`files_from_dir` in a worker thread."""
    from anyio import to_thread  # heavy, and only async callers need it

    return await to_thread.run_sync(files_from_dir, directory)


if not TYPE_CHECKING:
    # They read files whole; hand-written code may still use them.
    __getattr__, __dir__ = lazy_module(
        __name__, dict.fromkeys(("async_to_httpx_files", "to_httpx_files"), "._utils._read_files")
    )
