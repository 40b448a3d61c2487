"""Merging `allOf` into one schema.

| keyword                         | merged value                                              |
|---------------------------------|-----------------------------------------------------------|
| `properties`                    | all; a property that several declare: the later declaration over the earlier, key
by key |
| `required`                      | union                                                     |
| `enum`                          | intersection                                              |
| `type`                          | the one that is given; different ones: a diagnostic, the first stays |
| `additionalProperties`          | a schema wins over true and over none, false wins over none |
| `description`, `title`, others  | the schema's own, else the last member that has one       |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.load import Document, Refs, join
from sdkwright.resolve.nodes import is_mapping, mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.diagnostics import Diagnostics

MOST_STEPS = 64
OWN = frozenset({"allOf", "properties", "required", "enum", "type", "additionalProperties"})


def merge(
    schema: Mapping[str, object], pointer: str, refs: Refs, document: Document, sink: Diagnostics
) -> Mapping[str, object]:
    """One schema that says what `schema` and all members of its `allOf` say. A lone member without siblings stays
    itself.
    """
    members = sequence(schema.get("allOf"))
    siblings = {key: value for key, value in schema.items() if key != "allOf"}
    if len(members) == 1 and not (set(siblings) & OWN):
        return {**mapping(members[0]), **siblings}
    merged: dict[str, object] = {}
    parts, is_whole = flatten(schema, pointer, refs, frozenset(), 0)
    if not is_whole:
        sink.add("SW203", f"more than {MOST_STEPS} allOf lead from one to the next", at=document.place(pointer))
    for part in parts:
        absorb(merged, part, pointer, document, sink)
    return merged


def flatten(
    schema: Mapping[str, object], pointer: str, refs: Refs, seen: frozenset[str], depth: int
) -> tuple[list[tuple[Mapping[str, object], str]], bool]:
    """The parts to merge, outermost last, each with its place, and whether that is all: references are followed so far
    only. A member that refers back to itself is left out.
    """
    parts: list[tuple[Mapping[str, object], str]] = []
    if depth > MOST_STEPS:
        return parts, False
    is_whole = True
    nothing: Mapping[str, object] = {}
    for index, member in enumerate(sequence(schema.get("allOf"))):
        node, place = mapping(member), join(pointer, "allOf", index)
        while isinstance(node.get("$ref"), str):
            target = refs.deref(node, place)
            if target is None or target[1] in seen:
                node = nothing
                break
            node, place = mapping(target[0]), target[1]
            seen = seen | {place}
        inner, is_inner_whole = flatten(node, place, refs, seen, depth + 1)
        parts += inner
        is_whole = is_whole and is_inner_whole
    return [*parts, ({key: value for key, value in schema.items() if key != "allOf"}, pointer)], is_whole


def absorb(
    merged: dict[str, object],
    part: tuple[Mapping[str, object], str],
    pointer: str,
    document: Document,
    sink: Diagnostics,
) -> None:
    schema, place = part
    for key, value in schema.items():
        if key == "properties":
            merged[key] = {
                **mapping(merged.get(key)),
                **placed(mapping(merged.get(key)), mapping(value), place, pointer),
            }
        elif key == "required":
            merged[key] = [
                *sequence(merged.get(key)),
                *(each for each in sequence(value) if each not in sequence(merged.get(key))),
            ]
        elif key == "enum" and key in merged:
            merged[key] = [each for each in sequence(merged[key]) if each in sequence(value)]
        elif key == "type" and merged.get(key, value) != value:
            sink.add("SW202", f"allOf joins type {merged[key]!r} with {value!r}", at=document.place(place))
        elif key == "additionalProperties" and is_mapping(merged.get(key)):
            continue
        else:
            merged[key] = value


def placed(
    before: Mapping[str, object], properties: Mapping[str, object], place: str, pointer: str
) -> Mapping[str, object]:
    """The properties with the place they come from, so that their types keep one identity wherever they are merged
    in.
    """
    found: dict[str, object] = {}
    for name, node in properties.items():
        own = mapping(node)
        inherited = mapping(before.get(name))
        origin = {} if place == pointer else {"x-sdkwright-origin": join(place, "properties", name)}
        joined = own if "$ref" in own or "$ref" in inherited else {**inherited, **own}
        found[name] = {**joined, **origin} if is_mapping(node) else node
    return found
