"""Overlays (OpenAPI Overlay Specification 1.0 and 1.1): changes to a document, kept in a file of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sdkwright.diagnostics.clean import clean

from .plain import is_list, is_map
from .pointers import join
from .reading import read_source
from .tree import Keys, Tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sdkwright.diagnostics import Diagnostics

    from .reading import Source
    from .source import SourceText

_VERSION: Final = re.compile(r"1\.\d+(?:\.\d+)?(?:-[\w.]+)?")
_MARK: Final = "x-sdkwright-overlays"


@dataclass(frozen=True, slots=True)
class Overlaid:
    """`moves`: pointers of what an overlay wrote, to where it stands there; `texts`: the overlays by their pointers."""

    data: Any
    texts: dict[str, SourceText]
    moves: dict[str, str]


def apply_overlays(source: Source, overlays: Sequence[str | Path], sink: Diagnostics) -> Overlaid | None:
    """The document's data with these overlays applied in their order; None after a diagnostic for one that is wrong.

    The data that was given is not changed.
    """
    texts: dict[str, SourceText] = {}
    tree = Tree(source.data)
    fine = True
    for number, location in enumerate(overlays):
        overlay = read_source(location, sink)
        if overlay is None:
            fine = False
            continue
        at = join("", _MARK, number)
        texts[at] = overlay.text
        fine = _Overlay(overlay, at, tree, sink).apply() and fine
    return Overlaid(tree.root, texts, tree.moves) if fine else None


class _Overlay:
    def __init__(self, source: Source, at: str, tree: Tree, sink: Diagnostics) -> None:
        self._source = source
        self._at = at
        self._tree = tree
        self._sink = sink

    def apply(self) -> bool:
        """False if something in it is wrong; the rest is applied nevertheless, so that all that is wrong is told."""
        data = self._source.data
        if not is_map(data) or "overlay" not in data:
            return self._wrong("an overlay is a mapping with a version in `overlay`", "")
        if _VERSION.fullmatch(str(data["overlay"])) is None:
            return self._wrong(f"`overlay` is {clean(repr(data['overlay']), 80)}, not a version 1.x", "/overlay")
        actions = data.get("actions")
        if not is_list(actions) or not actions:
            return self._wrong("an overlay has a list of `actions`", "/actions")
        fine = [self._action(action, join("/actions", number)) for number, action in enumerate(actions)]
        return all(fine)

    def _wrong(self, message: str, pointer: str) -> bool:
        self._sink.add("SW021", message, at=self._source.text.place(pointer))
        return False

    def _action(self, action: Any, at: str) -> bool:
        if not is_map(action):
            return self._wrong("an action is a mapping", at)
        found = self._select(action.get("target"), join(at, "target"))
        if found is None:
            return False
        if not found:
            message = f"nothing in the document is at {clean(repr(action['target']), 200)}"
            self._sink.add("SW022", message, at=self._source.text.place(join(at, "target")))
            return True
        if action.get("remove") is True:
            self._tree.remove(found)
            return True
        if "copy" in action:
            return self._copy(action["copy"], found, at)
        if "update" in action:
            return self._update(action["update"], found, self._at + join(at, "update"), at)
        return self._wrong("an action has `update`, `remove: true` or `copy`", at)

    def _copy(self, origin: Any, targets: list[Keys], at: str) -> bool:
        found = self._select(origin, join(at, "copy"))
        if found is None:
            return False
        if len(found) != 1:
            return self._wrong(f"`copy` takes one node, and this is {len(found)}", join(at, "copy"))
        return self._update(self._tree.copy_of(found[0]), targets, self._at + join(at, "copy"), at)

    def _update(self, value: Any, targets: list[Keys], written: str, at: str) -> bool:
        if any(is_map(self._tree.at(keys)) for keys in targets) and not is_map(value):
            return self._wrong("the target is a mapping, and what goes into it is none", at)
        for keys in targets:
            self._tree.update(keys, value, written)
        return True

    def _select(self, path: Any, at: str) -> list[Keys] | None:
        """The places that a JSONPath stands for, each once; None after a diagnostic if it is none."""
        if not isinstance(path, str):
            self._wrong("a JSONPath is a string", at)
            return None
        from .selecting import select

        try:
            return select(self._tree.root, path)
        except ValueError as error:
            self._wrong(f"{clean(repr(path), 200)} is not a JSONPath (RFC 9535): {error}", at)
            return None
