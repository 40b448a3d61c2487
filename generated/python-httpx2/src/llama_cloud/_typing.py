"""Reading type annotations."""

from __future__ import annotations

import sys
from collections import abc
from functools import lru_cache
from typing import Any, Iterable, List, Optional, Sequence, Tuple, TypeVar, Union

from typing_extensions import (
    Annotated,
    Literal,
    NotRequired,
    ReadOnly,
    Required,
    TypeAliasType,
    get_args,
    get_origin,
    get_type_hints,
)

_QUALIFIERS = frozenset({Annotated, Required, NotRequired, ReadOnly})
_SEQUENCES = (list, abc.Sequence, abc.MutableSequence, abc.Iterable, abc.Collection)
_MAPPINGS = (dict, abc.Mapping, abc.MutableMapping)


def is_subclass(typ: Any, base: Union[type, Tuple[type, ...]]) -> bool:
    """Whether the type is a class, as `list[int]` is not, and derived from `base`."""
    return isinstance(typ, type) and get_origin(typ) is None and issubclass(typ, base)


def is_union_type(typ: Any) -> bool:
    """Whether the type is `Union[...]`, `Optional[...]` or `X | Y`."""
    origin = get_origin(typ)
    return origin is Union or getattr(origin, "__qualname__", "") == "UnionType"


def is_sequence_type(typ: Any) -> bool:
    """Whether the type is that of a JSON array: a list, or an abstract sequence or iterable."""
    return (get_origin(typ) or typ) in _SEQUENCES


def is_mapping_type(typ: Any) -> bool:
    return (get_origin(typ) or typ) in _MAPPINGS


def recursive_alias(typ: Any) -> Any:
    """The outermost alias around a type that may contain itself, so that whoever walks it must know it again; None
    where there is none.
    """
    while get_origin(typ) in _QUALIFIERS:
        typ = get_args(typ)[0]
    return typ if isinstance(typ, TypeAliasType) and isinstance(typ.__value__, str) else None


def alias_value(alias: Any) -> Any:
    """What a `TypeAliasType` stands for; names in quotes are looked up in the module of the alias."""
    return _alias_value(alias) if isinstance(alias.__value__, str) else alias.__value__


@lru_cache(maxsize=1024)
def _alias_value(alias: Any) -> Any:
    holder = type("Holder", (), {"__annotations__": {"value": alias.__value__}})
    return get_type_hints(holder, vars(sys.modules[alias.__module__]), include_extras=True)["value"]


def strip_annotated_type(typ: Any) -> Any:
    """The type inside `Annotated`, `Required`, `NotRequired`, `ReadOnly` and type aliases."""
    return _unwrapped(typ)[0]


def annotated_metadata(typ: Any) -> List[Any]:
    """The metadata of all `Annotated` around a type, outermost last."""
    return _unwrapped(typ)[1]


def _unwrapped(typ: Any) -> Tuple[Any, List[Any]]:
    found: List[Any] = []
    while True:
        if isinstance(typ, TypeAliasType):
            typ = alias_value(typ)
        elif get_origin(typ) in _QUALIFIERS:
            typ, *metadata = get_args(typ)
            found[:0] = metadata
        else:
            return typ, found


def union_members(typ: Any) -> List[Any]:
    """The variants of a union, those of unions inside it included; a single type is its own only variant. An
    alias inside it that may contain itself stays whole.
    """
    stripped = strip_annotated_type(typ)
    if not is_union_type(stripped):
        return [stripped]
    return [member for arg in get_args(stripped) for member in _variants(arg)]


def _variants(typ: Any) -> List[Any]:
    alias = recursive_alias(typ)
    return union_members(typ) if alias is None else [alias]


def literal_values(typ: Any) -> Optional[List[Any]]:
    """The values of `Literal[...]` or `Optional[Literal[...]]`, None left out; None if the type is anything else."""
    values: List[Any] = []
    for member in union_members(typ):
        if get_origin(member) is Literal:
            values.extend(get_args(member))
        elif member is not type(None):
            return None
    return [value for value in values if value is not None] or None


def extract_type_arg(typ: Any, index: int) -> Any:
    """RuntimeError if the type has no such argument."""
    try:
        return get_args(typ)[index]
    except IndexError as err:
        raise RuntimeError(f"Expected type {typ} to have a type argument at index {index} but it did not") from err


def extract_type_var_from_base(
    typ: Any, *, generic_bases: Iterable[type], index: int, failure_message: Optional[str] = None
) -> Any:
    """What stands for a type variable of a generic class, in `Stream[X]` or in `class S(Stream[X])`.

    TypeError if that cannot be told.
    """
    bases = tuple(generic_bases)
    pending: List[Tuple[Any, Sequence[Any]]] = [(get_origin(typ) or typ, get_args(typ))]
    while pending:
        cls, args = pending.pop()
        if cls in bases and len(args) > index and not isinstance(args[index], TypeVar):
            return args[index]
        parameters = getattr(cls, "__parameters__", ())
        known = dict(zip(parameters, args))
        for base in getattr(cls, "__orig_bases__", ()):
            known_args = [_known(arg, known) for arg in get_args(base)]
            pending.append((get_origin(base) or base, known_args))
    raise TypeError(failure_message or f"Could not resolve type argument {index} of {typ}")


def _known(arg: Any, known: Any) -> Any:
    return known.get(arg, arg) if isinstance(arg, TypeVar) else arg
