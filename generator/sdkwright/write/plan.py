"""What a run would do to one output directory: data only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .tree import Signature


class OnEdit(StrEnum):
    """What to do about generated files that were edited by hand.

    REFUSE writes nothing at all; MERGE keeps the edits by a three-way merge; OVERWRITE discards them.
    """

    REFUSE = "refuse"
    MERGE = "merge"
    OVERWRITE = "overwrite"


class ChangeKind(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Change:
    """One file's way from `old` to `new` bytes. `seen` is the file on disk that `old` was read from."""

    path: str
    kind: ChangeKind
    old: bytes
    new: bytes
    seen: Signature | None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that differs between `directory` and the generated files, sorted by path.

    `changes` are files of the target; `bookkeeping` those under `.sdkwright/`. `edited` were changed by hand since the
    last run; `merged` hold generated and custom code; `kept` are stale but edited, and are no longer managed.
    `refused` says that a diagnostic forbids applying the plan.
    """

    directory: Path
    changes: tuple[Change, ...] = ()
    bookkeeping: tuple[Change, ...] = ()
    unchanged: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    refused: bool = False

    @property
    def has_drift(self) -> bool:
        """Whether the directory is not what would be generated."""
        return self.refused or bool(self.changes or self.bookkeeping)

    def paths(self, kind: ChangeKind) -> tuple[str, ...]:
        return tuple(change.path for change in self.changes if change.kind is kind)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did to one output directory (or, for a dry run, would do): paths, sorted."""

    directory: Path
    created: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: tuple[str, ...]
    merged: tuple[str, ...]
    kept: tuple[str, ...]


def report_of(plan: Plan) -> Report:
    """The report of a run that carries `plan` out."""
    created, changed, deleted = (plan.paths(kind) for kind in ChangeKind)
    return Report(plan.directory, created, changed, deleted, plan.unchanged, plan.merged, plan.kept)
