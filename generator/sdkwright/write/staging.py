"""The staging directory `.<name>.sdkwright/` beside an output directory `<name>/`: layout, journal, content.

journal.json   says whose it is and how far the run was; written first, removed last
tree/          the complete new tree, or the old one once the two have been exchanged
old/           the old tree, where it had to be renamed away because nothing can be exchanged
next           a file on its way from one tree to the other
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from .files import absolute, copy_directory_status, link, make_parents, prune, remove_empty, remove_tree, write_new
from .plan import Change, ChangeKind, Plan
from .tree import Kind, kind_of, signature_of, walk_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


class NotOursError(Exception):
    """A path that the tool needs for staging is taken by something that it did not make. The message names it."""


Known = dict[str, list[list[int]]]
"""The signatures (as JSON has them) of the files that a run itself put or found at a path, in either tree."""


@dataclass(frozen=True, slots=True)
class Journal:
    """`original`: inode of the output directory at the start, None when there was none. `known` is
    None while the new tree is not complete."""

    original: int | None
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Staging:
    """The places in the staging directory of `output`, which is absolute."""

    output: Path

    @classmethod
    def beside(cls, output: Path) -> Staging:
        return cls(absolute(output))

    @property
    def root(self) -> Path:
        return self.output.parent / f".{self.output.name}.sdkwright"

    @property
    def tree(self) -> Path:
        return self.root / "tree"

    @property
    def old(self) -> Path:
        return self.root / "old"

    @property
    def next(self) -> Path:
        return self.root / "next"

    @property
    def journal(self) -> Path:
        return self.root / "journal.json"

    @property
    def draft(self) -> Path:
        return self.root / "journal.tmp"

    def record(self, journal: Journal) -> None:
        self.draft.unlink(missing_ok=True)
        write_new(self.draft, json.dumps({"original": journal.original, "known": journal.known}).encode())
        self.draft.replace(self.journal)

    def read(self) -> Journal | None:
        """The journal; None when the run died before it wrote one. NotOursError when this is no staging directory."""
        if kind_of(self.root) is not Kind.DIRECTORY:
            raise NotOursError(str(self.root))
        if kind_of(self.journal) is Kind.MISSING:
            if {entry.name for entry in self.root.iterdir()} - {self.draft.name}:
                raise NotOursError(str(self.root))
            return None
        try:
            data = cast("dict[str, object]", json.loads(self.journal.read_bytes()))
            return Journal(original=cast("int | None", data["original"]), known=cast("Known | None", data["known"]))
        except (ValueError, KeyError, TypeError) as error:
            raise NotOursError(str(self.root)) from error

    def discard(self) -> None:
        """Remove everything, the journal last."""
        for part in (self.tree, self.old, self.next, self.draft, self.journal):
            remove_tree(part)
        self.root.rmdir()


def stage(staging: Staging, plan: Plan) -> None:
    """Build the complete new tree in `staging.tree` and record it. Files that do not change are hard links."""
    output = staging.output
    staging.root.mkdir(mode=0o700)
    exists = kind_of(output) is Kind.DIRECTORY
    original = os.lstat(output).st_ino if exists else None
    staging.record(Journal(original))
    staging.tree.mkdir()
    changes = [*plan.changes, *plan.bookkeeping]
    directories = _link_unchanged(output, staging.tree, {change.path for change in changes}) if exists else []
    place(staging.tree, changes, lambda change, target: write_new(target, change.new, _status(output / change.path)))
    for path in reversed(directories):
        if (staging.tree / path).is_dir():
            copy_directory_status(output / path, staging.tree / path)
    staging.record(Journal(original, _known(staging.tree, changes)))


def place(root: Path, changes: Iterable[Change], put: Callable[[Change, Path], None]) -> None:
    """Carry `changes` out below `root`: deletions first, so that what they make room for can follow."""
    deleted = [change.path for change in changes if change.kind is ChangeKind.DELETED]
    for path in deleted:
        (root / path).unlink(missing_ok=True)
    prune(root, deleted)
    made: set[str] = set()
    for change in changes:
        if change.kind is ChangeKind.DELETED:
            continue
        make_parents(root, change.path, made)
        target = root / change.path
        if kind_of(target) is Kind.DIRECTORY:
            remove_empty(target)
        put(change, target)


def _link_unchanged(source: Path, target: Path, changing: set[str]) -> list[str]:
    """Repeat `source` in `target` without the files `changing`; its directories, outermost first."""
    directories = [""]
    for directory in directories:
        with os.scandir(source / directory) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                path = f"{directory}/{entry.name}" if directory else entry.name
                if entry.is_dir(follow_symlinks=False):
                    (target / path).mkdir()
                    directories.append(path)
                elif path not in changing:
                    link(entry.path, target / path)
    return directories


def _status(path: Path) -> os.stat_result | None:
    return os.lstat(path) if kind_of(path) is Kind.FILE else None


def _known(tree: Path, changes: Iterable[Change]) -> Known:
    known: Known = {path: [list(signature)] for path in walk_files(tree) if (signature := signature_of(tree / path))}
    for change in changes:
        if change.seen is not None:
            known.setdefault(change.path, []).append(list(change.seen))
    return known
