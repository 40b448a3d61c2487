"""Compares generated files with an output directory. Reads, never writes."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sdkwright.diagnostics import Place

from .files import absolute
from .manifest import MANIFEST, PRISTINE, Entry, blob_id, decode, encode, is_id, pristine_path
from .merging import MergeError, find_blobs, merge
from .paths import OWN_DIRECTORY, check_paths
from .plan import Change, ChangeKind, OnEdit, Plan
from .tree import Found, Kind, Tree, kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.output import OutputFile


# Files in the way that are named.
_LISTED = 5

_HINTS = {
    "SW504": "Run `sdkwright generate --merge` to keep the edits, or with --overwrite to discard them.",
    "SW505": "Move it elsewhere; `sdkwright generate --overwrite` replaces files, but not directories.",
    "SW506": "Commit what is generated before it is edited. Now undo the edit, or discard it with --overwrite.",
    "SW507": "Move the edit into a file of its own, or discard it with --overwrite.",
    "SW509": "Restore it from version control, or run `sdkwright generate --overwrite`.",
}


def plan(
    files: Sequence[OutputFile],
    directory: Path,
    sink: Diagnostics,
    *,
    on_edit: OnEdit = OnEdit.REFUSE,
    keep: Sequence[str] = (),
) -> Plan:
    """What makes `directory` hold `files`. Whatever forbids it goes into `sink`, and the plan is `refused`.

    Files that match a glob of `keep` (its `*` takes in slashes) are the user's: written where they are missing, and
    never changed or deleted.

    A refused plan still lists the changes that OVERWRITE would make, so that `check` can show them.
    """
    if not check_paths((file.path for file in files), sink) or not _check_directory(directory, sink):
        return Plan(directory, refused=True)
    try:
        return _Planner(directory, sink, on_edit, keep).run(files)
    except OSError as error:
        sink.add("SW511", f"cannot be read: {error}", at=Place(directory.as_posix()))
        return Plan(directory, refused=True)


def _check_directory(directory: Path, sink: Diagnostics) -> bool:
    """Symlinks further up are the user's own layout; the directory itself and what is in it must be real."""
    full = absolute(directory)
    home = os.path.expanduser("~")  # noqa: PTH111  (Path.home raises where the user has none)
    if full == full.parent or str(full) == home:
        sink.add("SW511", "is not a directory to generate into", at=Place(directory.as_posix()))
        return False
    for path in (directory, directory / OWN_DIRECTORY):
        kind = kind_of(path)
        if kind not in (Kind.DIRECTORY, Kind.MISSING):
            code = "SW503" if kind is Kind.SYMLINK else "SW505"
            sink.add(code, f"is a {kind}, not a directory", at=Place(path.as_posix()))
            return False
    return True


class _Planner:
    """Gathers the parts of one plan; `run` is called once."""

    def __init__(self, directory: Path, sink: Diagnostics, on_edit: OnEdit, keep: Sequence[str]) -> None:
        self._directory, self._sink, self._on_edit = directory, sink, on_edit
        self._keep = keep
        self._in_the_way: list[str] = []
        self._tree = Tree(directory)
        self._refused = False
        self._changes: list[Change] = []
        self._entries: dict[str, Entry] = {}
        self._pristine: dict[str, bytes] = {}
        self._to_merge: list[tuple[OutputFile, Found, Entry]] = []
        self._unchanged: list[str] = []
        self._edited: list[str] = []
        self._merged: list[str] = []
        self._kept: list[str] = []

    def run(self, files: Sequence[OutputFile]) -> Plan:
        recorded = {path: entry for path, entry in self._read_manifest().items() if not self._is_kept(path)}
        stale = sorted(recorded.keys() - {file.path for file in files})
        for path in stale:
            self._drop(path, recorded[path])
        deleted = {change.path for change in self._changes}
        for file in sorted(files, key=lambda file: file.path):
            self._place(file, recorded.get(file.path), deleted)
        self._refuse_unknown()
        self._merge_all()
        bookkeeping = tuple(self._keep_books())
        return Plan(
            self._directory,
            changes=tuple(sorted(self._changes, key=lambda change: change.path)),
            bookkeeping=bookkeeping,
            unchanged=tuple(sorted(self._unchanged)),
            edited=tuple(sorted(self._edited)),
            merged=tuple(sorted(self._merged)),
            kept=tuple(sorted(self._kept)),
            refused=self._refused,
        )

    def _is_kept(self, path: str) -> bool:
        return any(fnmatchcase(path, glob) for glob in self._keep)

    def _refuse_unknown(self) -> None:
        """Files in the way that sdkwright did not write: many of them are one finding, as in a repository that is new
        to it.
        """
        if len(self._in_the_way) <= _LISTED:
            for path in self._in_the_way:
                self._refuse("SW505", path, "is in the way: it was not written by sdkwright")
            return
        named = ", ".join(self._in_the_way[:_LISTED])
        more = len(self._in_the_way) - _LISTED
        message = f"{named} and {more} more files are in the way: they were not written by sdkwright"
        hint = "Commit them; then `sdkwright generate --overwrite` replaces them, and git shows what that changes."
        self._sink.add("SW505", message, at=Place(self._directory.as_posix()), hint=hint)
        self._refused = True

    def _refuse(self, code: str, path: str, message: str) -> None:
        self._sink.add(code, message, at=self._place_of(path), hint=_HINTS.get(code))
        self._refused = True

    def _place_of(self, path: str) -> Place:
        return Place((self._directory / path).as_posix())

    def _read_manifest(self) -> dict[str, Entry]:
        found = self._tree.read(MANIFEST)
        if found.kind is Kind.MISSING:
            return {}
        try:
            if found.kind is not Kind.FILE:
                raise ValueError(f"it is a {found.kind}")
            return decode(found.content)
        except ValueError as error:
            if self._on_edit is not OnEdit.OVERWRITE or found.kind is not Kind.FILE:
                self._refuse("SW509", MANIFEST, str(error))
            return {}

    def _drop(self, path: str, entry: Entry) -> None:
        """A file that is generated no longer: deleted when it is as it was written, else left to the user."""
        found = self._tree.read(path)
        if found.kind is Kind.MISSING or found.at != path:
            return
        if found.kind is Kind.FILE and _is_text_of(entry.pristine, found.content):
            self._changes.append(Change(path, ChangeKind.DELETED, found.content, b"", found.signature))
            return
        self._edited.append(path)
        if self._on_edit is OnEdit.REFUSE:
            self._refuse("SW504", path, "is no longer generated, but was edited by hand")
        else:
            self._kept.append(path)
            self._sink.add("SW508", "is no longer generated, but was edited by hand", at=self._place_of(path))

    def _place(self, file: OutputFile, entry: Entry | None, deleted: set[str]) -> None:
        found = self._tree.read(file.path)
        fresh = Entry(blob_id(file.content))
        if not self._is_kept(file.path):
            self._entries[file.path] = fresh
        elif found.kind is Kind.FILE and found.at == file.path:
            self._unchanged.append(file.path)
            return
        if found.kind is Kind.FILE and found.at == file.path:
            self._compare(file, found, entry, fresh)
        elif found.kind is Kind.MISSING or self._makes_room(found, deleted):
            self._changes.append(Change(file.path, ChangeKind.CREATED, b"", file.content, None))
        elif found.kind is Kind.SYMLINK:
            self._refuse("SW503", found.at, "is a symbolic link")
        else:
            self._refuse("SW505", found.at, f"is a {found.kind}, where {file.path!r} is to be written")

    def _makes_room(self, found: Found, deleted: set[str]) -> bool:
        """Whether what stands where a file or its parent is to be goes away by the deletions of this very plan."""
        if found.kind is Kind.FILE:
            return found.at in deleted
        return found.kind is Kind.DIRECTORY and all(path in deleted for path in self._tree.children(found.at))

    def _compare(self, file: OutputFile, found: Found, entry: Entry | None, fresh: Entry) -> None:
        path, disk = file.path, found.content
        if _is_text_of(fresh.pristine, disk):
            self._unchanged.append(path)
        elif entry is None:
            self._replace(file, found)
            if self._on_edit is not OnEdit.OVERWRITE:
                self._in_the_way.append(path)
        elif _is_text_of(entry.pristine, disk):
            self._replace(file, found)
        elif self._is_settled(entry, fresh, disk):
            self._customise(file, found, disk)
        else:
            self._edited.append(path)
            self._settle_edit(file, found, entry)

    def _is_settled(self, entry: Entry, fresh: Entry, disk: bytes) -> bool:
        """Whether an earlier merge made the file what it is, and nothing has changed since."""
        same = entry.pristine == fresh.pristine and entry.written == blob_id(disk)
        return same and self._on_edit is not OnEdit.OVERWRITE

    def _settle_edit(self, file: OutputFile, found: Found, entry: Entry) -> None:
        match self._on_edit:
            case OnEdit.MERGE if entry.pristine == self._entries[file.path].pristine:
                self._customise(file, found, found.content)
            case OnEdit.MERGE:
                self._to_merge.append((file, found, entry))
            case OnEdit.OVERWRITE:
                self._replace(file, found)
            case OnEdit.REFUSE:
                self._replace(file, found)
                self._refuse("SW504", file.path, "was edited by hand")

    def _replace(self, file: OutputFile, found: Found) -> None:
        change = Change(file.path, ChangeKind.CHANGED, found.content, file.content, found.signature)
        self._changes.append(change)

    def _customise(self, file: OutputFile, found: Found, merged: bytes) -> None:
        """Settle that `merged`, not the generated text, is what belongs on disk."""
        entry = Entry(blob_id(file.content), blob_id(merged))
        self._entries[file.path] = entry
        self._pristine[pristine_path(entry)] = file.content
        self._merged.append(file.path)
        if merged == found.content:
            self._unchanged.append(file.path)
        else:
            self._changes.append(Change(file.path, ChangeKind.CHANGED, found.content, merged, found.signature))

    def _merge_all(self) -> None:
        bases = self._find_bases([entry for _, _, entry in self._to_merge])
        for file, found, entry in self._to_merge:
            base = bases.get(entry.pristine)
            if base is None:
                self._refuse(
                    "SW506", file.path, "was edited by hand, and git does not have the text that was generated"
                )
                continue
            try:
                merged = merge(base, found.content, file.content)
            except MergeError as error:
                self._refuse("SW507", file.path, f"cannot be merged: {error}")
                continue
            if merged is None:
                self._refuse("SW507", file.path, "has edits that conflict with the newly generated text")
            elif merged == file.content:
                self._replace(file, found)
            else:
                self._customise(file, found, merged)

    def _find_bases(self, entries: list[Entry]) -> Mapping[str, bytes]:
        kept = {entry.pristine: self._tree.read(pristine_path(entry)) for entry in entries}
        bases = {name: found.content for name, found in kept.items() if blob_id(found.content) == name}
        return bases | find_blobs(kept.keys() - bases.keys(), self._directory)

    def _keep_books(self) -> list[Change]:
        wanted = self._pristine | {MANIFEST: encode(self._entries)}
        books: list[Change] = []
        for path, content in sorted(wanted.items()):
            found = self._tree.read(path)
            if found.kind not in (Kind.FILE, Kind.MISSING):
                self._refuse("SW505", found.at, f"is a {found.kind}, where {path!r} is to be written")
            elif found.content != content:
                kind = ChangeKind.CHANGED if found.kind is Kind.FILE else ChangeKind.CREATED
                books.append(Change(path, kind, found.content, content, found.signature))
        for path in sorted(set(self._tree.children(PRISTINE)) - wanted.keys()):
            found = self._tree.read(path)
            name = path.rpartition("/")[2]
            if found.kind is Kind.FILE and is_id(name) and blob_id(found.content) == name:
                books.append(Change(path, ChangeKind.DELETED, found.content, b"", found.signature))
        return books


def _is_text_of(name: str, content: bytes) -> bool:
    """Whether `content` is the blob `name`, if need be after undoing the CRLF line ends of a git checkout."""
    return blob_id(content) == name or (b"\r\n" in content and blob_id(content.replace(b"\r\n", b"\n")) == name)
