"""Whether one kind of call takes whatever another takes: type checkers find an overload behind it out of reach."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from sdkwright.api import Alias, Enum, ListOf, MapOf, Nullable, Object, Reference, Scalar, Union, UnionOf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import TypeDef, TypeId, TypeRef
    from sdkwright.lower.arguments import Argument

# Type checkers take a whole number for a `float`, and true for a number.
WIDER = frozenset({("number", "integer"), ("number", "boolean"), ("integer", "boolean")})
Pairs = frozenset[tuple["TypeId", "TypeId"]]


def takes_all(kind: list[Argument], other: list[Argument], types: Mapping[TypeId, TypeDef]) -> bool:
    known = {each.py_name: each for each in kind}
    if not all(each.py_name in known and takes(known[each.py_name].type, each.type, types) for each in other):
        return False
    needed = {each.py_name for each in kind if each.required}
    return needed <= {each.py_name for each in other if each.required}


def takes(wider: TypeRef, ref: TypeRef, types: Mapping[TypeId, TypeDef], known: Pairs = frozenset()) -> bool:
    """Whether a value of the type `ref` is one of `wider`. Typed dicts are compared by what is in them; `known` are the
    pairs on the way here.
    """
    match wider, ref:
        case Reference(id=one), Reference(id=other):
            return one == other or (one, other) in known or defined_alike(one, other, types, known | {(one, other)})
        case ListOf(item=one), ListOf(item=other):
            return takes(one, other, types, known)
        case MapOf(value=one), MapOf(value=other):
            return takes(one, other, types, known)
        case Nullable(inner=one), Nullable(inner=other):
            return takes(one, other, types, known)
        case Nullable(inner=one), other:
            return takes(one, other, types, known)
        case UnionOf(variants=ones), UnionOf(variants=others):
            return all(any(takes(one, other, types, known) for one in ones) for other in others)
        case Scalar(kind=one), Scalar(kind=other):
            return wider == ref or (one, other) in WIDER
        case one, other:
            return one == other


def defined_alike(one: TypeId, other: TypeId, types: Mapping[TypeId, TypeDef], known: Pairs) -> bool:
    match types.get(one), types.get(other):
        case Object(properties=mine), Object(properties=yours):
            pairs = list(zip_longest(mine, yours))
            return all(
                a is not None
                and b is not None
                and (a.wire_name, a.required) == (b.wire_name, b.required)
                and takes(a.type, b.type, types, known)
                for a, b in pairs
            )
        case Union(variants=mine), Union(variants=yours):
            return all(any(takes(a.type, b.type, types, known) for a in mine) for b in yours)
        case Alias(target=a), Alias(target=b):
            return takes(a, b, types, known)
        case Enum(values=a), Enum(values=b):
            return set(map(repr, b)) <= set(map(repr, a))
        case _:
            return False
