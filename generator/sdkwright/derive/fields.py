"""The fields of an SDK's models and `TypedDict`s, with their names on the wire."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.derive.syntax import dotted, keyword, last, members, parsed, string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.derive.modules import Definition, Modules

_INFO = frozenset({"PropertyInfo", "Field", "FieldInfo"})
_LISTS = frozenset({"List", "list", "Iterable", "Sequence", "SequenceNotStr", "Tuple", "tuple", "Set", "set"})
_DICTS = frozenset({"Dict", "dict", "Mapping"})
_BASES = 8


class Field(NamedTuple):
    name: str
    wire_name: str
    annotation: ast.expr


def fields_of(definition: Definition, modules: Modules, depth: int = _BASES) -> dict[str, Field]:
    """By wire name, in the order of the class; those of its bases within the SDK first."""
    found: dict[str, Field] = {}
    match definition.node:
        case ast.ClassDef(bases=bases, body=body):
            for base in bases if depth else ():
                above = modules.resolve(definition.module, dotted(base) or "")
                if above is not None and above.key != definition.key:
                    found |= fields_of(above, modules, depth - 1)
            for node in body:
                match node:
                    case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                        wire_name = alias_of(annotation) or alias_of(node.value) or name
                        found[wire_name] = Field(name, wire_name, annotation)
                    case _:
                        pass
        case ast.Call(func=func, args=[_, ast.Dict(keys=keys, values=values), *_]) if last(func) == "TypedDict":
            for key, value in zip(keys, values, strict=True):
                own = string(key)
                if own is not None:
                    found[alias_of(value) or own] = Field(own, alias_of(value) or own, value)
        case _:
            pass
    return found


def alias_of(node: ast.expr | None) -> str | None:
    """The wire name that an annotation or a default carries."""
    match parsed(node):
        case ast.Call(func=func) as call if last(func) in _INFO:
            return string(keyword(call, "alias"))
        case ast.Subscript(value=value, slice=ast.Tuple(elts=[_, *marks])) if last(value) == "Annotated":
            return next((alias for mark in marks if (alias := alias_of(mark)) is not None), None)
        case ast.Subscript(value=value, slice=inner) if last(value) in ("Required", "NotRequired", "Optional"):
            return alias_of(inner)
        case _:
            return None


class Shape(NamedTuple):
    """One alternative of an annotation: `kind` is "name", "list", "dict" or "other"; `inner` what it holds."""

    kind: str
    node: ast.expr
    inner: ast.expr | None = None


def shapes_of(annotation: ast.expr | None) -> Iterator[Shape]:
    """The alternatives of an annotation, `None` and what stands for "not given" left out."""
    for each in members(annotation):
        match each:
            case ast.Subscript(value=value, slice=inner) if last(value) in _LISTS:
                yield Shape("list", each, inner.elts[0] if isinstance(inner, ast.Tuple) and inner.elts else inner)
            case ast.Subscript(value=value, slice=ast.Tuple(elts=[_, inner])) if last(value) in _DICTS:
                yield Shape("dict", each, inner)
            case _:
                yield Shape("name" if dotted(each) else "other", each)
