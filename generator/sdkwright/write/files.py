"""The few operations on files that publishing is made of; none follows a symlink."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .tree import Kind, kind_of, parents_of

if TYPE_CHECKING:
    from collections.abc import Iterable

# What link(2) says where hard links are not to be had: by the file system, by policy, or for this file.
_NO_LINK = frozenset({errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


class InTheWayError(Exception):
    """Something on the way to a path is not a directory. The message names it."""


def absolute(path: Path) -> Path:
    """`path` from the root of the file system and without '..', symlinks not resolved."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (Path.absolute keeps '..', Path.resolve follows symlinks)


def write_new(path: Path, content: bytes, like: os.stat_result | None = None) -> None:
    """Create `path` with `content`; mode and owner as in `like`, if given.

    A file that replaces another, `like`, is on the disk when this returns: it may hold merged edits. One that is new
    can be generated again, and thousands of them would take longer to flush than to make.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        if like is not None and hasattr(os, "fchmod"):
            _own_like(descriptor, like)
            os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
        if like is not None:
            os.fsync(descriptor)


def link(source: Path | str, target: Path | str) -> None:
    """A second name for `source`; a copy where hard links are not to be had."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        shutil.copy2(source, target, follow_symlinks=False)
    except NotImplementedError:
        shutil.copy2(source, target, follow_symlinks=False)


def make_parents(root: Path, path: str, made: set[str]) -> None:
    """Create the directories on the way from `root` to `path` that are not among those `made` before.

    InTheWayError when one is a symlink or a file.
    """
    if path.rpartition("/")[0] in made:
        return
    for parent in parents_of(path):
        try:
            (root / parent).mkdir()
        except FileExistsError as error:
            if kind_of(root / parent) is not Kind.DIRECTORY:
                raise InTheWayError(parent) from error
        made.add(parent)


def prune(root: Path, deleted: Iterable[str]) -> None:
    """Remove the directories that deleting the files `deleted` left empty."""
    parents = {parent for path in deleted for parent in parents_of(path)}
    for parent in sorted(parents, key=lambda path: path.count("/"), reverse=True):
        with suppress(OSError):
            (root / parent).rmdir()


def remove_empty(directory: Path) -> None:
    """Remove `directory` and the directories below it, all of which hold no file."""
    for inner, _, _ in os.walk(directory, topdown=False):
        Path(inner).rmdir()


def copy_directory_status(source: Path, target: Path) -> None:
    """Mode, times, extended attributes and, as far as allowed, owner of a directory."""
    status = os.lstat(source)
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(target, status.st_uid, status.st_gid)
    shutil.copystat(source, target)


def remove_tree(root: Path) -> None:
    """Remove `root` and all below it, directories without write permission too; fine when it is missing."""
    if kind_of(root) is not Kind.DIRECTORY:
        root.unlink(missing_ok=True)
        return
    for directory, names, _ in os.walk(root):
        for inner in (Path(directory, name) for name in names):
            mode = os.lstat(inner).st_mode
            if stat.S_ISDIR(mode) and mode & stat.S_IRWXU != stat.S_IRWXU:
                inner.chmod(stat.S_IMODE(mode) | stat.S_IRWXU)
    shutil.rmtree(root)


def sync_directory(path: Path) -> None:
    """Flush a directory's entries to the disk, where the system lets one."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _own_like(descriptor: int, status: os.stat_result) -> None:
    if os.fstat(descriptor).st_uid != status.st_uid or os.fstat(descriptor).st_gid != status.st_gid:
        with suppress(PermissionError):
            os.fchown(descriptor, status.st_uid, status.st_gid)
