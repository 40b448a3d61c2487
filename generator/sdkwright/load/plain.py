"""Plain data: its kinds with their types, and the way down into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterable

ABSENT: Final[Any] = object()
"""Stands for a node that is not there; null is one that is."""

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


def is_map(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether it is a mapping; the readers give string keys alone."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def descend(root: Any, keys: Iterable[str]) -> tuple[Any, int]:
    """The node under these keys (of a list: decimal indices), or ABSENT; and how many of the keys are there."""
    node = root
    count = 0
    for key in keys:
        if is_map(node):
            node = node.get(key, ABSENT)
        elif is_list(node) and _INDEX.fullmatch(key) and int(key) < len(node):
            node = node[int(key)]
        else:
            node = ABSENT
        if node is ABSENT:
            break
        count += 1
    return node, count
