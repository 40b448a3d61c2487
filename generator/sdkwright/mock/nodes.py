"""Reading nodes of a document, and values that came with a request, without trusting their shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdkwright.load.plain import is_list, is_map

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["is_list", "is_map", "mapping", "sequence"]


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if is_map(value) else {}


def sequence(value: object) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if is_list(value) else []
