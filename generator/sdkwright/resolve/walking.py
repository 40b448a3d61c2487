"""Walking from definitions to those that they are made of, and changing what they refer to."""

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
    TypeDef,
    TypeId,
    TypeRef,
    Union,
    UnionOf,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def references(ref: TypeRef) -> Iterator[TypeId]:
    """The ids that a reference mentions, outside in."""
    match ref:
        case Reference(id=found):
            yield found
        case ListOf(item=inner) | MapOf(value=inner) | Nullable(inner=inner):
            yield from references(inner)
        case UnionOf(variants=variants):
            for each in variants:
                yield from references(each)
        case Scalar() | LiteralOf() | Unknown():
            return


def members(definition: TypeDef) -> Iterator[TypeRef]:
    """The references that a definition is made of."""
    match definition:
        case Object(additional=additional, bases=bases):
            for each in definition.own:
                yield each.type
            yield from map(Reference, bases)
            if additional is not None:
                yield additional
        case Union(variants=variants):
            for variant in variants:
                yield variant.type
        case Alias(target=target):
            yield target
        case Enum():
            return


def rewritten(definition: TypeDef, change: Callable[[TypeRef], TypeRef]) -> TypeDef:
    """The definition with other references for its `members`; what it inherits stays as it is."""
    match definition:
        case Object(properties=properties, additional=additional, inherited=inherited):
            return definition._replace(
                properties=tuple(
                    each if each.wire_name in inherited else each._replace(type=change(each.type))
                    for each in properties
                ),
                additional=None if additional is None else change(additional),
            )
        case Union(variants=variants):
            return definition._replace(variants=tuple(each._replace(type=change(each.type)) for each in variants))
        case Alias(target=target):
            return definition._replace(target=change(target))
        case Enum():
            return definition
        case _:
            assert_never(definition)
