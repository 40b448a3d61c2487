"""Which constraints of a document the models check: those that fit their type, and that every reader understands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.api import JsonScalar

_BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_FITTING: Mapping[str, frozenset[str]] = {
    "string": frozenset({"minLength", "maxLength", "pattern"}),
    "integer": _BOUNDS,
    "number": _BOUNDS,
    "array": frozenset({"minItems", "maxItems"}),
}
# Beyond it floats and integers part, and readers in C refuse.
_LARGEST = 2**53


def constrained(schema: dict[str, Any], constraints: Iterable[tuple[str, JsonScalar]]) -> dict[str, Any]:
    """The schema of a scalar or a list, or of one that may be null, with those constraints that can be checked."""
    told = list(constraints)
    if not told:
        return schema
    kinds = schema.get("type", "")
    kind: str = kinds if isinstance(kinds, str) else kinds[0]
    if kind not in _FITTING or "format" in schema or "enum" in schema:
        return schema
    return {
        **schema,
        **{word: value for word, value in told if word in _FITTING[kind] and _is_usable(kind, word, value)},
    }


def _is_usable(kind: str, word: str, value: JsonScalar) -> bool:
    if word == "pattern":
        return isinstance(value, str) and _is_read_everywhere(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < _LARGEST:
        return False
    if word == "multipleOf":
        return isinstance(value, int) and value > 0
    if word in _BOUNDS:
        return kind == "number" or isinstance(value, int)
    return isinstance(value, int) and value >= 0


def _is_read_everywhere(pattern: str) -> bool:
    """Whether the engines of Python and of pydantic, which takes linear time, both read the pattern."""
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        re.compile(pattern)
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except (re.error, SchemaError, RecursionError, OverflowError):
        return False
    return True
