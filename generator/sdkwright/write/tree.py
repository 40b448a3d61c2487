"""Reading what lies on disk, never through a symlink below the root."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Signature(NamedTuple):
    """Tells whether a file is still the one that was read."""

    inode: int
    size: int
    modified_ns: int


class Kind(StrEnum):
    MISSING = "missing"
    FILE = "file"
    DIRECTORY = "directory"
    SYMLINK = "symbolic link"
    SPECIAL = "special file"


@dataclass(frozen=True, slots=True)
class Found:
    """What is at a path: `content` and `signature` for a file; `at` is the path, or a parent that is no directory."""

    kind: Kind
    at: str
    content: bytes = b""
    signature: Signature | None = None


class Tree:
    """The files under `root`, by POSIX relative path. Remembers the directories on the way, so use it for one plan."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._directories: dict[str, Kind] = {}

    def read(self, path: str) -> Found:
        """What is at `path`; MISSING also when a directory on the way is. OSError when a file cannot be read."""
        for parent in parents_of(path):
            kind = self._directories.get(parent)
            if kind is None:
                kind = self._directories[parent] = kind_of(self.root / parent)
            if kind is Kind.MISSING:
                return Found(kind, path)
            if kind is not Kind.DIRECTORY:
                return Found(kind, parent)
        return self._read_leaf(path)

    def children(self, path: str) -> Iterator[str]:
        """The paths of all that is not a directory under the directory `path`, which may be missing."""
        if kind_of(self.root / path) is Kind.DIRECTORY:
            yield from (f"{path}/{name}" for name in walk_files(self.root / path))

    def _read_leaf(self, path: str) -> Found:
        target = self.root / path
        kind = kind_of(target)
        if kind is not Kind.FILE:
            return Found(kind, path)
        descriptor = os.open(target, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, "rb") as stream:
            return Found(kind, path, stream.read(), _signature(os.fstat(descriptor)))


def parents_of(path: str) -> Iterator[str]:
    """The directories on the way to `path`, outermost first: 'a', 'a/b' for 'a/b/c'."""
    return (path[:index] for index, char in enumerate(path) if char == "/")


def kind_of(path: Path | str) -> Kind:
    """What is at `path` itself, a symlink not followed."""
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return Kind.MISSING
    if stat.S_ISLNK(mode):
        return Kind.SYMLINK
    if stat.S_ISDIR(mode):
        return Kind.DIRECTORY
    return Kind.FILE if stat.S_ISREG(mode) else Kind.SPECIAL


def signature_of(path: Path | str) -> Signature | None:
    """The signature of what is at `path`, None when nothing is."""
    try:
        return _signature(os.lstat(path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def walk_files(root: Path) -> Iterator[str]:
    """Relative POSIX paths of all that is not a directory under `root`; symlinks are not followed."""
    yield from _walk(str(root), "")


def _walk(directory: str, prefix: str) -> Iterator[str]:
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def _signature(status: os.stat_result) -> Signature:
    return Signature(status.st_ino, status.st_size, status.st_mtime_ns)
