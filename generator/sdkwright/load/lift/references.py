"""Where a reference within one document leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdkwright.load.plain import descend
from sdkwright.load.pointers import from_fragment, split

if TYPE_CHECKING:
    from collections.abc import Mapping


def target_of(root: Any, node: Mapping[str, Any]) -> tuple[tuple[str, ...], Any] | None:
    """The keys that the `$ref` of a node leads to from the root on, and what lies there. None where the node has none,
    where it leads into another file, to the root itself or nowhere.
    """
    ref = node.get("$ref")
    if not isinstance(ref, str) or not ref.startswith("#"):
        return None
    try:
        keys = split(from_fragment(ref[1:]))
    except ValueError:
        return None
    target, count = descend(root, keys)
    return (keys, target) if keys and count == len(keys) else None
