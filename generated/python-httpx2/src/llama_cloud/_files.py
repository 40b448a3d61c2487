"""Files in requests: paths are opened when the request is sent, read in pieces, and closed again."""

from __future__ import annotations

import os
from io import SEEK_CUR, SEEK_END, SEEK_SET
from os import PathLike
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, List, Optional, Sequence, Union, cast

from ._lazy import lazy_module
from ._wire import is_mapping

if TYPE_CHECKING:
    from ._types import FileTypes, RequestFiles


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


def multipart_files(files: RequestFiles) -> Any:
    """Files as httpx2 takes them, by name. A path becomes a file of its name, read when the request is sent.

    FileNotFoundError for a path that is not there; TypeError for what is neither a mapping nor a sequence; RuntimeError
    for what is no file.
    """
    if is_mapping(files):
        return {key: _httpx_file(file) for key, file in files.items()}
    if isinstance(files, Sequence) and not isinstance(files, (str, bytes)):
        return [(key, _httpx_file(file)) for key, file in files]
    raise TypeError(f"Unexpected file type input {type(files)}, expected mapping or sequence")


def _httpx_file(file: Any) -> Any:
    if isinstance(file, tuple):
        name, content, *rest = cast("Any", file)
        return (name, _content(content), *rest)
    content = _content(file)
    return (content.name, content) if isinstance(content, PathFile) else content


def _content(content: Any) -> Any:
    if isinstance(content, PathLike):
        return PathFile(cast("PathLike[str]", content))
    if not isinstance(content, (bytes, str)) and not hasattr(content, "read"):
        raise RuntimeError(f"Expected bytes, a binary file object, a path or text, but received {type(content)}")
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
    # What only hand-written code uses.
    _HELPERS = (
        "assert_is_file_content", "async_to_httpx_files", "is_base64_file_input", "is_file_content", "to_httpx_files",
    )  # fmt: skip
    __getattr__, __dir__ = lazy_module(
        __name__, {**dict.fromkeys(_HELPERS, "._utils._read_files"), "deepcopy_with_paths": "._extract"}
    )
