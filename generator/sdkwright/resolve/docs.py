"""Prose, defaults and examples of a schema, parameter or operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sdkwright.api import Docs, Json, JsonScalar
from sdkwright.resolve.nodes import is_mapping, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

# Keywords that narrow a value, in the order in which they are told.
CONSTRAINTS = (
    "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern",
    "minItems", "maxItems", "uniqueItems",
)  # fmt: skip
ANY_CONSTRAINT = frozenset(CONSTRAINTS)
# Where a schema says something of each of its fixed values.
CHOICES = ("x-enumDescriptions", "x-enum-descriptions", "x-enum-varnames", "x-enumNames")
TELLING = frozenset({*CHOICES, "oneOf", "anyOf"})
LONGEST_PATTERN = 120


def docs_of(node: Mapping[str, object], *, outer: Mapping[str, object] | None = None) -> Docs:
    """`outer` is the node that refers to `node`: what it says of itself wins (OpenAPI 3.1, Reference Object)."""
    near = node
    if outer is not None and len(outer) > 1:
        near = {**node, **{key: value for key, value in outer.items() if key != "$ref"}}
    found, example = first_example(near)
    return Docs(
        summary=text(near.get("summary")) or text(near.get("title")),
        description=text(near.get("description")),
        default=cast("Json", near.get("default")),
        has_default="default" in near,
        deprecated=near.get("deprecated") is True,
        example=example,
        has_example=found,
        constraints=constraints_of(near),
    )


def constraints_of(schema: Mapping[str, object]) -> tuple[tuple[str, JsonScalar], ...]:
    """What narrows the values of a schema, beyond its type."""
    found: list[tuple[str, JsonScalar]] = []
    if ANY_CONSTRAINT.isdisjoint(schema):
        return ()
    for word in CONSTRAINTS:
        value = schema.get(word)
        if isinstance(value, str) and len(value) > LONGEST_PATTERN:
            continue
        if isinstance(value, (str, int, float)) and value not in (0, False, ""):
            found.append((word, value))
        elif value == 0 and not isinstance(value, bool) and "imum" in word:
            found.append((word, 0))
    return tuple(found)


def with_choices(docs: Docs, schema: Mapping[str, object]) -> Docs:
    """The docs with what the document says of each value of a closed set: descriptions, or names where it has none."""
    if TELLING.isdisjoint(schema):
        return docs
    values = [value for value in sequence(schema.get("enum")) if isinstance(value, (str, int, float))]
    told: dict[JsonScalar, str] = {}
    for word in CHOICES:
        said = schema.get(word)
        for index, value in enumerate(values):
            line = mapping(said).get(str(value)) if is_mapping(said) else item(sequence(said), index)
            if isinstance(line, str) and line.strip() and line != str(value):
                told.setdefault(value, line.strip())
    for member in (*sequence(schema.get("oneOf")), *sequence(schema.get("anyOf"))):
        fixed, text_of = mapping(member).get("const"), text(mapping(member).get("description"))
        text_of = text_of or text(mapping(member).get("title"))
        if isinstance(fixed, (str, int, float)) and text_of is not None and text_of != str(fixed):
            told.setdefault(fixed, text_of.strip())
    return docs._replace(choices=tuple(told.items())) if told else docs


def item(values: list[object], index: int) -> object:
    return values[index] if index < len(values) else None


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
