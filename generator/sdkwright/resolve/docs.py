"""Prose, defaults and examples of a schema, parameter or operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sdkwright.api import Docs, Json
from sdkwright.resolve.nodes import is_mapping, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping


def docs_of(node: Mapping[str, object], *, outer: Mapping[str, object] | None = None) -> Docs:
    """`outer` is the node that refers to `node`: what it says of itself wins (OpenAPI 3.1, Reference Object)."""
    near: Mapping[str, object] = {**node, **{key: value for key, value in (outer or {}).items() if key != "$ref"}}
    found, example = first_example(near)
    return Docs(
        summary=text(near.get("summary")) or text(near.get("title")),
        description=text(near.get("description")),
        default=cast("Json", near.get("default")),
        has_default="default" in near,
        deprecated=near.get("deprecated") is True,
        example=example,
        has_example=found,
    )


def first_example(node: Mapping[str, object]) -> tuple[bool, Json]:
    """`example`, or the first of `examples`: a list in a schema, a mapping of Example Objects elsewhere."""
    if "example" in node:
        return True, cast("Json", node["example"])
    examples = node.get("examples")
    if is_mapping(examples):
        for name in sorted(examples):
            entry = mapping(examples[name])
            if "value" in entry:
                return True, cast("Json", entry["value"])
    elif sequence(examples):
        return True, cast("Json", sequence(examples)[0])
    return False, None
