"""What the text of an option may mean: which kinds of values its type takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

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
from sdkwright.lower.command_line.kinds import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdkwright.api import JsonScalar, TypeRef
    from sdkwright.lower.command_line.kinds import Types

# Every word there is; text is tried in this order, so that `5` is a number where numbers are taken.
WORDS = ("file", "null", "boolean", "integer", "number", "object", "array", "string")
METAVARS = {"boolean": "BOOLEAN", "integer": "INTEGER", "number": "NUMBER", "string": "TEXT", "file": "FILE"}


class Reading(NamedTuple):
    """The words of `WORDS` that one value may be; `each`: what an item may be, where the option may be given several
    times. `choices` are the texts that the document names for the value, or for an item.
    """

    one: tuple[str, ...]
    each: tuple[str, ...] | None = None
    choices: tuple[str, ...] = ()

    @property
    def metavar(self) -> str:
        """What stands for the value in help."""
        words = [word for word in (self.each or self.one) if word != "null"]
        return METAVARS.get(words[0], "JSON") if len(words) == 1 else "VALUE" if "string" in words else "JSON"


def reading(types: Types, ref: TypeRef, *, takes_files: bool) -> Reading:
    """`takes_files`: binary text stands for a file's content."""
    parts = list(_parts(types, ref, 0))
    lists = [each.item for each in parts if isinstance(each, ListOf)]
    plain = [each for each in parts if not isinstance(each, ListOf)]
    words = {word for each in plain for word in _words(each, takes_files=takes_files)}
    if not lists:
        return Reading(ordered(words), None, _choices(plain))
    items = [part for item in lists for part in _parts(types, item, 0)]
    each_words = {word for item in items for word in _words(item, takes_files=takes_files)}
    return Reading(ordered(words), ordered(each_words), _choices([*plain, *items]))


def ordered(words: set[str]) -> tuple[str, ...]:
    return tuple(word for word in WORDS if word in words)


def _parts(types: Types, ref: TypeRef, depth: int) -> list[TypeRef]:
    """The variants of a type, none of which is a union, a name for another or null beside another."""
    if depth > DEEPEST:
        return [Unknown()]
    match ref:
        case Nullable(inner=inner):
            return [LiteralOf((None,)), *_parts(types, inner, depth + 1)]
        case UnionOf(variants=inline):
            return [part for each in inline for part in _parts(types, each, depth + 1)]
        case Reference(id=type_id):
            match types.get(type_id):
                case Alias(target=target):
                    return _parts(types, target, depth + 1)
                case Union(variants=variants):
                    return [part for each in variants for part in _parts(types, each.type, depth + 1)]
                case Enum(values=values):
                    return [LiteralOf(values)]
                case Object() | None:
                    return [ref]
        case _:
            return [ref]


def _words(ref: TypeRef, *, takes_files: bool) -> tuple[str, ...]:
    match ref:
        case Scalar(kind=kind, format=form):
            return ("file",) if takes_files and form == "binary" else (kind,)
        case LiteralOf(values=values):
            return tuple(map(_kind_of, values))
        case ListOf():
            return ("array",)
        case MapOf() | Reference() | Unknown(is_object=True):
            return ("object",)
        case Unknown():
            return tuple(word for word in WORDS if word != "file")
        case Nullable() | UnionOf():
            return ()
        case _:
            assert_never(ref)


def _kind_of(value: JsonScalar) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"


def _choices(parts: Sequence[TypeRef]) -> tuple[str, ...]:
    """The texts to complete a value with."""
    values = [value for each in parts if isinstance(each, LiteralOf) for value in each.values]
    return tuple(dict.fromkeys(each for each in values if isinstance(each, str)))
