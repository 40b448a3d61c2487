"""Which way a property travels: `readOnly` and `writeOnly` (OpenAPI 3.1, Schema Object)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.resolve.nodes import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.load import Refs

DEEPEST = 8


def is_marked(schema: Mapping[str, object], place: str, word: str, refs: Refs, depth: int = 0) -> bool:
    """Whether a property is `readOnly` or `writeOnly`, itself or in what it refers to."""
    if isinstance(schema.get(word), bool):
        return schema[word] is True
    if depth >= DEEPEST or not ("$ref" in schema or "allOf" in schema):
        return False
    parts = [(mapping(each), place) for each in sequence(schema.get("allOf"))]
    if isinstance(schema.get("$ref"), str):
        target = refs.deref(schema, place)
        parts += [(mapping(target[0]), target[1])] if target else []
    return any(is_marked(part, at, word, refs, depth + 1) for part, at in parts)
