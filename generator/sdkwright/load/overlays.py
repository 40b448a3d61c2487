"""Overlays (OpenAPI Overlay Specification 1.0 and 1.1): changes to a document, kept in a file of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from sdkwright.diagnostics.clean import clean

from .plain import ABSENT, descend, is_list, is_map
from .pointers import escape, join
from .reading import read_source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sdkwright.diagnostics import Diagnostics

    from .reading import Source
    from .source import SourceText

_VERSION: Final = re.compile(r"1\.\d+(?:\.\d+)?(?:-[\w.]+)?")
_MARK: Final = "x-sdkwright-overlays"
Keys = tuple[str | int, ...]


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
    tree = _Tree(source.data)
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
    def __init__(self, source: Source, at: str, tree: _Tree, sink: Diagnostics) -> None:
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
        return self._update(self._tree.at(found[0]), targets, self._at + join(at, "copy"), at)

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
        import jsonpath  # only where there is an overlay

        environment = jsonpath.JSONPathEnvironment(strict=True)
        try:
            matches: list[_Match] = list(environment.compile(path).finditer(self._tree.root))
        except (jsonpath.JSONPathError, RecursionError) as error:
            reason = clean(str(error).partition("\n")[0], 200) or type(error).__name__
            self._wrong(f"{clean(repr(path), 200)} is not a JSONPath (RFC 9535): {reason}", at)
            return None
        return list(dict.fromkeys(match.parts for match in matches))


class _Match(Protocol):
    @property
    def parts(self) -> Keys: ...


@dataclass(slots=True)
class _Tree:
    """Data that is changed without touching what it was given: containers are copied on the way to a change, once."""

    root: Any
    moves: dict[str, str] = field(default_factory=dict[str, str])
    _own: dict[int, Any] = field(default_factory=dict[int, Any])

    def at(self, keys: Keys) -> Any:
        return descend(self.root, map(str, keys))[0]

    def remove(self, places: list[Keys]) -> None:
        # The last first, so that the indices of the others stay right.
        for keys in sorted(places, key=_order, reverse=True):
            if not keys:
                self.root = {}
                continue
            holder = self._owned(keys[:-1])
            if is_map(holder):
                holder.pop(str(keys[-1]), None)
            elif is_list(holder) and int(keys[-1]) < len(holder):
                del holder[int(keys[-1])]
                # What follows has moved up; it is placed at the list.
                above = join("", *keys[:-1])
                self.moves.update({join(above, number): above for number in range(len(holder))})

    def update(self, keys: Keys, value: Any, written: str) -> None:
        target = self.at(keys)
        at = join("", *keys)
        if is_map(target) and is_map(value):
            self._merge(keys, value, at, written)
        elif is_list(target):
            self._append(keys, value, at, written)
        elif keys:
            self._set(self._owned(keys[:-1]), keys[-1], value)
            self.moves[at] = written

    def _merge(self, keys: Keys, value: dict[str, Any], at: str, written: str) -> None:
        holder = self._owned(keys)
        for key, each in value.items():
            present = holder.get(key, ABSENT)
            here, there = f"{at}/{escape(key)}", f"{written}/{escape(key)}"
            if is_map(present) and is_map(each):
                self._merge((*keys, key), each, here, there)
            elif is_list(present) and is_list(each):
                self._append((*keys, key), each, here, there)
            else:
                holder[key] = each
                self.moves[here] = there

    def _append(self, keys: Keys, value: Any, at: str, written: str) -> None:
        holder = self._owned(keys)
        for number, each in enumerate(value if is_list(value) else [value]):
            self.moves[join(at, len(holder))] = join(written, number) if is_list(value) else written
            holder.append(each)

    def _owned(self, keys: Keys) -> Any:
        """The container under these keys, as one that may be changed."""
        if not keys:
            self.root = node = self._copied(self.root)
            return node
        holder = self._owned(keys[:-1])
        node = self._copied(descend(holder, (str(keys[-1]),))[0])
        self._set(holder, keys[-1], node)
        return node

    def _copied(self, node: Any) -> Any:
        if id(node) in self._own:
            return node
        copy = dict(node) if is_map(node) else list(node) if is_list(node) else node
        self._own[id(copy)] = copy
        return copy

    def _set(self, holder: Any, key: str | int, value: Any) -> None:
        if is_list(holder):
            holder[int(key)] = value
        else:
            holder[str(key)] = value


def _order(keys: Keys) -> tuple[tuple[int, int | str], ...]:
    return tuple((0, key) if isinstance(key, int) else (1, key) for key in keys)
