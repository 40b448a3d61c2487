"""Unions for a reader that tells variants apart by their kind in JSON alone, and objects by one tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from sdkwright.api import (
    Alias,
    Enum,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Reference,
    Scalar,
    Union,
    UnionOf,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sdkwright.api import TypeDef, TypeId, TypeRef

JSON_KINDS: Mapping[type[object], str] = {str: "string", bool: "boolean", int: "integer", float: "number"}
# What stands for several variants of one kind.
WIDEST: Mapping[str, TypeRef] = {
    "string": Scalar("string"),
    "integer": Scalar("integer"),
    "number": Scalar("number"),
    "boolean": Scalar("boolean"),
    "array": ListOf(Unknown()),
    "object": Unknown(is_object=True),
}


def told_apart(
    variants: Sequence[TypeRef], types: Mapping[TypeId, TypeDef], tagged: Collection[TypeId]
) -> Sequence[TypeRef]:
    """The variants; where two of them are of one kind, the widest type of each kind in their place, and any value where
    that is not known. `tagged` are the unions whose variants a tag tells apart.
    """
    found = [kind for each in variants for kind in _kinds(each, types, tagged, frozenset())]
    if len(set(found)) == len(found) and "any" not in found:
        return variants
    if "any" in found:
        return (Unknown(),)
    widest: list[TypeRef] = []
    for kind in dict.fromkeys(found):
        own = [each for each in variants if kind in _kinds(each, types, tagged, frozenset())]
        is_plain = found.count(kind) == 1 and all(
            len(list(_kinds(each, types, tagged, frozenset()))) == 1 for each in own
        )
        widest += own if is_plain else [WIDEST[kind]]
    return widest


def _kinds(
    ref: TypeRef, types: Mapping[TypeId, TypeDef], tagged: Collection[TypeId], within: frozenset[TypeId]
) -> Iterator[str]:
    """The kind of each way in which a value may be written; null is told from all of them."""
    match ref:
        case Scalar(kind=kind):
            yield kind
        case ListOf():
            yield "array"
        case MapOf() | Unknown(is_object=True):
            yield "object"
        case Unknown():
            yield "any"
        case Nullable(inner=inner):
            yield from _kinds(inner, types, tagged, within)
        case LiteralOf(values=values):
            yield from _of_values(values)
        case UnionOf(variants=variants):
            for each in variants:
                yield from _kinds(each, types, tagged, within)
        case Reference(id=type_id) if type_id in within:
            yield "any"
        case Reference(id=type_id):
            yield from _of_definition(types.get(type_id), types, tagged, within | {type_id})
        case _:
            assert_never(ref)


def _of_definition(
    definition: TypeDef | None,
    types: Mapping[TypeId, TypeDef],
    tagged: Collection[TypeId],
    within: frozenset[TypeId],
) -> Iterator[str]:
    match definition:
        case None:
            yield "any"
        case Object():
            yield "object"
        case Enum(values=values):
            yield from _of_values(values)
        case Union(id=type_id) if type_id in tagged:
            yield "object"
        case Union(variants=variants):
            for each in variants:
                yield from _kinds(each.type, types, tagged, within)
        case Alias(target=target):
            yield from _kinds(target, types, tagged, within)
        case _:
            assert_never(definition)


def _of_values(values: Sequence[object]) -> list[str]:
    return sorted({JSON_KINDS.get(type(each), "any") for each in values})
