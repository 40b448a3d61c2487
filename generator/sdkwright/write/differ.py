"""A plan as a unified diff that `git apply` and `patch -p1` take."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from .plan import Change, ChangeKind, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

# difflib needs quadratic time; beyond this many lines on both sides a file is shown as replaced.
_COMPARABLE_LINES = 20_000


def diff_lines(plan: Plan, prefix: str) -> Iterator[str]:
    """The lines, without line ends, of the diff of all changes; paths are `prefix` and the path within the output."""
    for change in plan.changes:
        yield from diff_change(change, f"{prefix}/{change.path}" if prefix else change.path)


def diff_change(change: Change, path: str) -> Iterator[str]:
    """The lines, without line ends, of the diff of one file, which is called `path`."""
    old_path = "/dev/null" if change.kind is ChangeKind.CREATED else f"a/{path}"
    new_path = "/dev/null" if change.kind is ChangeKind.DELETED else f"b/{path}"
    try:
        old, new = _lines(change.old), _lines(change.new)
    except UnicodeDecodeError:
        yield f"Binary files {old_path} and {new_path} differ"
        return
    if len(old) > _COMPARABLE_LINES and len(new) > _COMPARABLE_LINES:
        yield from (f"--- {old_path}", f"+++ {new_path}", f"@@ -1,{len(old)} +1,{len(new)} @@")
        yield from _without_ends([f"-{line}" for line in old] + [f"+{line}" for line in new])
    elif old or new:
        yield from _without_ends(difflib.unified_diff(old, new, old_path, new_path))


def _lines(content: bytes) -> list[str]:
    # Not str.splitlines, which also splits at form feeds and the like.
    *lines, rest = content.decode().split("\n")
    return [f"{line}\n" for line in lines] + ([rest] if rest else [])


def _without_ends(lines: Iterator[str] | list[str]) -> Iterator[str]:
    for line in lines:
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"
