"""A document while it is changed, and where each changed part was written."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .moving import Moves
from .plain import ABSENT, descend, is_list, is_map
from .pointers import escape, join

if TYPE_CHECKING:
    from collections.abc import Sequence

Keys = tuple[str | int, ...]
"""The way down to a node: names in mappings, indices in lists."""


@dataclass(slots=True)
class Tree:
    """Data that is changed without touching what it was given: containers are copied on the way to a change, once.

    `moves`: pointers of what was written into it, to where it stands in what wrote it.
    """

    root: Any
    moves: dict[str, str] = field(default_factory=dict[str, str])
    _own: dict[int, Any] = field(default_factory=dict[int, Any])

    def at(self, keys: Keys) -> Any:
        """The node under these keys, or ABSENT; not to be changed."""
        return descend(self.root, map(str, keys))[0]

    def copy_of(self, keys: Keys) -> Any:
        """The node under these keys as one that shares nothing with the tree."""
        return deepcopy(self.at(keys))

    def remove(self, places: Sequence[Keys]) -> None:
        # The last first, so that the indices of the others stay right.
        for keys in sorted(places, key=_order, reverse=True):
            if not keys:
                self.root = {}
                continue
            holder = self._owned(keys[:-1])
            if is_map(holder):
                self._forget(join("", *keys))
                holder.pop(str(keys[-1]), None)
            elif is_list(holder) and int(keys[-1]) < len(holder):
                del holder[int(keys[-1])]
                # What follows has moved up; it is placed at the list.
                above = join("", *keys[:-1])
                self.moves.update({join(above, number): above for number in range(len(holder))})

    def put(self, keys: Keys, value: Any, written: str) -> None:
        """Set the node under these keys, whose holder is there: what stood there is gone. The index one past the end
        of a list adds to it.
        """
        if not keys:
            self.root = value
            return
        holder = self._owned(keys[:-1])
        at = join("", *keys)
        self._forget(at)
        if is_list(holder) and int(keys[-1]) == len(holder):
            holder.append(value)
        else:
            self._set(holder, keys[-1], value)
        self.moves[at] = written

    def rename_key(self, keys: Keys, old: str, new: str) -> None:
        """Give a key of the mapping under these keys another name, at the place in its order that it has."""
        holder = self._owned(keys)
        above = join("", *keys, old)
        now = join("", *keys, new)
        moved = {each: now + each[len(above) :] for each in self.moves if each.startswith(f"{above}/")}
        origin = self.origin((*keys, old))
        self.moves.pop(above, None)
        self.moves.update({moved[each]: self.moves.pop(each) for each in moved})
        self.moves[now] = origin
        items = [(new if key == old else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(items)

    def origin(self, keys: Keys) -> str:
        """The pointer at which the node was written: in the document, or in what changed it."""
        return Moves(self.moves).before(join("", *keys))

    def _forget(self, at: str) -> None:
        for known in [each for each in self.moves if each == at or each.startswith(f"{at}/")]:
            del self.moves[known]

    def update(self, keys: Keys, value: Any, written: str) -> None:
        """Merge a mapping, add to a list, replace anything else: what an overlay calls an update."""
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
