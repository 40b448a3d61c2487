"""What a type is called in references that belong to no programming language.

| type                     | words                                                   |
|--------------------------|---------------------------------------------------------|
| string; a file           | `string`; `file`                                        |
| integer, number; boolean | `number`; `boolean`                                     |
| list                     | `array of …`                                            |
| object                   | `object { name, id, tags, 4 more }`                     |
| object with free keys    | `map[…]`                                                |
| fixed values             | `"asc" or "desc"`, `"a" or "b" or "c" or 4 more`        |
| union                    | `string or array of string`                             |
| anything                 | `unknown`, and `object` where it is known to be one     |
| not required, or null    | `optional …`                                            |
"""

from __future__ import annotations

import json
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
    from collections.abc import Mapping, Sequence

    from sdkwright.api import JsonScalar, TypeDef, TypeId, TypeRef

    Types = Mapping[TypeId, TypeDef]

SHOWN = 3
"""How many properties, values or variants are named before the rest is counted."""
DEEPEST = 6
NUMBERS = frozenset({"integer", "number"})


def kind_words(types: Types, ref: TypeRef, *, required: bool = True) -> str:
    """The type, with `optional` before it where a value may be left out or be null."""
    inner, is_nullable = unwrapped(types, ref)
    words = plain_words(types, inner)
    return words if required and not is_nullable else f"optional {words}"


def unwrapped(types: Types, ref: TypeRef) -> tuple[TypeRef, bool]:
    """The type behind names and null, and whether null may stand there."""
    is_nullable = False
    for _ in range(DEEPEST):
        match ref:
            case Nullable(inner=inner):
                ref, is_nullable = inner, True
            case Reference(id=type_id):
                definition = types.get(type_id)
                if isinstance(definition, Union) and definition.is_nullable:
                    is_nullable = True
                if not isinstance(definition, Alias):
                    return ref, is_nullable
                ref = definition.target
            case _:
                return ref, is_nullable
    return ref, is_nullable


def plain_words(types: Types, ref: TypeRef, depth: int = 0) -> str:
    """The type without a word on whether it must be there."""
    if depth > DEEPEST:
        return "unknown"
    match ref:
        case Scalar(kind=kind, format=form):
            return "file" if form == "binary" else "number" if kind in NUMBERS else kind
        case ListOf(item=item):
            return f"array of {plain_words(types, item, depth + 1)}"
        case MapOf(value=value):
            return f"map[{plain_words(types, value, depth + 1)}]"
        case Nullable(inner=inner):
            return plain_words(types, inner, depth + 1)
        case LiteralOf(values=values):
            return value_words(values)
        case UnionOf(variants=variants):
            return either([plain_words(types, each, depth + 1) for each in variants])
        case Unknown(is_object=is_object):
            return "object" if is_object else "unknown"
        case Reference(id=type_id):
            return _defined(types, types.get(type_id), depth + 1)
        case _:
            assert_never(ref)


def _defined(types: Types, definition: TypeDef | None, depth: int) -> str:
    match definition:
        case Object(properties=properties):
            return object_words([each.wire_name for each in properties])
        case Enum(values=values):
            return value_words(values)
        case Union(variants=variants):
            return either([plain_words(types, each.type, depth) for each in variants])
        case Alias(target=target):
            return plain_words(types, target, depth)
        case None:
            return "unknown"
        case _:
            assert_never(definition)


def object_words(names: Sequence[str]) -> str:
    """`object { a, b, c, 2 more }`; `map[unknown]` where no property is declared."""
    if not names:
        return "map[unknown]"
    return f"object {{ {', '.join(counted(names))} }}"


def value_words(values: Sequence[JsonScalar]) -> str:
    return either([json.dumps(each, ensure_ascii=False) for each in values])


def either(words: Sequence[str]) -> str:
    return " or ".join(counted(list(dict.fromkeys(words))))


def counted(words: Sequence[str]) -> list[str]:
    """The first few, and how many more there are; one more is named rather than counted."""
    if len(words) <= SHOWN + 1:
        return list(words)
    return [*words[:SHOWN], f"{len(words) - SHOWN} more"]
