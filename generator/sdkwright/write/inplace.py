"""Writing file by file, where the output directory cannot be exchanged (a mount point, a layer of an overlay).

The new content and a journal are complete under `.sdkwright/pending/` before the first file is replaced. A run that is
killed half-way is finished by the next one; until then the directory holds a mix, which is why this is the last resort.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from .files import InTheWayError, make_parents, prune, remove_tree, sync_directory, write_new
from .manifest import MANIFEST, PRISTINE
from .paths import OWN_DIRECTORY, fault_of
from .plan import ChangeKind, Plan
from .tree import Kind, Signature, Tree, kind_of, signature_of

if TYPE_CHECKING:
    from pathlib import Path

PENDING = f"{OWN_DIRECTORY}/pending"


@dataclass(frozen=True, slots=True)
class _Step:
    """`path` becomes the file `source` under pending/, or goes away when that is None; `seen` is what it replaces."""

    path: str
    source: str | None
    seen: Signature | None


def write_in_place(plan: Plan) -> None:
    """Carry `plan` out in its directory. OSError, InTheWayError."""
    pending = plan.directory / PENDING
    remove_tree(pending)
    pending.mkdir(parents=True)
    steps: list[_Step] = []
    for number, change in enumerate([*plan.changes, *plan.bookkeeping]):
        source = None if change.kind is ChangeKind.DELETED else str(number)
        if source is not None:
            like = (plan.directory / change.path).lstat() if change.seen is not None else None
            write_new(pending / source, change.new, like)
        steps.append(_Step(change.path, source, change.seen))
    draft = pending / "journal.tmp"
    write_new(draft, json.dumps([[step.path, step.source, step.seen] for step in steps]).encode())
    sync_directory(pending)
    draft.replace(pending / "journal.json")
    finish(plan.directory)


def finish(directory: Path) -> None:
    """Complete what an interrupted `write_in_place` left; forget it if it was not committed. OSError, InTheWayError."""
    pending = directory / PENDING
    if Tree(directory).read(PENDING).kind is not Kind.DIRECTORY:
        return
    steps = _read(pending / "journal.json") if kind_of(pending / "journal.json") is Kind.FILE else []
    deletions = [step for step in steps if step.source is None]
    for step in deletions:
        if Tree(directory).read(step.path).signature == step.seen is not None:
            (directory / step.path).unlink()
    prune(directory, [step.path for step in deletions])
    for step in steps:
        if step.source is not None and kind_of(pending / step.source) is Kind.FILE:
            _put(directory, pending / step.source, step)
    # The journal goes last: without it, what is left of pending/ would count as never committed.
    for leftover in pending.iterdir():
        if leftover.name != "journal.json":
            remove_tree(leftover)
    remove_tree(pending)


def _put(directory: Path, source: Path, step: _Step) -> None:
    target = directory / step.path
    make_parents(directory, step.path, set())
    if kind_of(target) is Kind.DIRECTORY:
        with suppress(OSError):
            target.rmdir()
    # Whatever someone put there since the run was planned is theirs.
    if signature_of(target) == step.seen:
        source.replace(target)


def _read(journal: Path) -> list[_Step]:
    """The steps of a journal. InTheWayError when it is not one that this tool wrote."""
    try:
        rows = cast("list[tuple[str, str | None, tuple[int, int, int] | None]]", json.loads(journal.read_bytes()))
        steps = [_Step(path, source, Signature(*seen) if seen else None) for path, source, seen in rows]
        trusted = all(_is_own(step.path) and (step.source is None or step.source.isdecimal()) for step in steps)
    except (ValueError, TypeError, AttributeError) as error:
        raise InTheWayError(PENDING) from error
    if not trusted:
        raise InTheWayError(PENDING)
    return steps


def _is_own(path: str) -> bool:
    if path == MANIFEST or path.startswith(f"{PRISTINE}/"):
        return fault_of(path.removeprefix(f"{OWN_DIRECTORY}/")) is None
    return fault_of(path) is None
