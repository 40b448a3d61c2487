"""Type guards for loosely typed values, and questions about types."""

from __future__ import annotations

import collections.abc
from typing import Any, Dict, Mapping, Sequence, Tuple, TypeVar, Union

from typing_extensions import Annotated, Literal, Required, TypeAliasType, TypeGuard, get_origin


def is_tuple(obj: object) -> TypeGuard[Tuple[object, ...]]:
    return isinstance(obj, tuple)


def is_tuple_t(obj: Any) -> TypeGuard[Tuple[object, ...]]:
    return isinstance(obj, tuple)


def is_sequence(obj: object) -> TypeGuard[Sequence[object]]:
    return isinstance(obj, Sequence)


def is_sequence_t(obj: Any) -> TypeGuard[Sequence[object]]:
    return isinstance(obj, Sequence)


def is_mapping_t(obj: Any) -> TypeGuard[Mapping[str, object]]:
    return isinstance(obj, Mapping)


def is_dict(obj: object) -> TypeGuard[Dict[object, object]]:
    return isinstance(obj, dict)


def is_annotated_type(typ: Any) -> bool:
    return get_origin(typ) is Annotated


def is_list_type(typ: Any) -> bool:
    return (get_origin(typ) or typ) is list


def is_iterable_type(typ: Any) -> bool:
    """Whether the type is `Iterable[...]`."""
    return (get_origin(typ) or typ) is collections.abc.Iterable


def is_required_type(typ: Any) -> bool:
    return get_origin(typ) is Required


def is_union(tp: Any) -> bool:
    """Whether an origin is `typing.Union` or that of `X | Y`."""
    return tp is Union or getattr(tp, "__qualname__", "") == "UnionType"


def is_literal_type(tp: Any) -> bool:
    return get_origin(tp) is Literal


def is_typevar(typ: Any) -> bool:
    return isinstance(typ, TypeVar)


def is_type_alias_type(tp: Any) -> TypeGuard[TypeAliasType]:
    """Whether the type was made by a `type` statement or by `TypeAliasType`."""
    return isinstance(tp, TypeAliasType)
