"""Type guards, and small conversions of loosely typed values."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union, cast

from typing_extensions import TypeGuard

from .._types import HeadersLike, NotGiven, Omit

_T = TypeVar("_T")


def is_given(obj: Union[_T, NotGiven, Omit]) -> TypeGuard[_T]:
    """Whether a parameter was set by the caller; None counts as set."""
    return not isinstance(obj, (NotGiven, Omit))


def is_tuple(obj: object) -> TypeGuard[Tuple[object, ...]]:
    return isinstance(obj, tuple)


def is_sequence(obj: object) -> TypeGuard[Sequence[object]]:
    return isinstance(obj, Sequence)


def is_mapping(obj: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(obj, Mapping)


def is_dict(obj: object) -> TypeGuard[Dict[object, object]]:
    return isinstance(obj, dict)


def is_list(obj: object) -> TypeGuard[List[object]]:
    return isinstance(obj, list)


def is_iterable(obj: object) -> TypeGuard[Iterable[object]]:
    return isinstance(obj, Iterable)


def strip_not_given(obj: Any) -> Any:
    """A mapping without its `NotGiven` values; anything else as it came."""
    if not isinstance(obj, Mapping):
        return obj
    items = cast("Mapping[object, object]", obj)
    return {key: value for key, value in items.items() if not isinstance(value, NotGiven)}


def flatten(nested: Iterable[Iterable[_T]]) -> List[_T]:
    return [item for inner in nested for item in inner]


def coerce_integer(val: str) -> int:
    return int(val, base=10)


def coerce_float(val: str) -> float:
    return float(val)


def coerce_boolean(val: str) -> bool:
    """True for `true`, `1` and `on` in any case of letters."""
    return val.lower() in {"true", "1", "on"}


def maybe_coerce_integer(val: Optional[str]) -> Optional[int]:
    return None if val is None else coerce_integer(val)


def maybe_coerce_float(val: Optional[str]) -> Optional[float]:
    return None if val is None else coerce_float(val)


def maybe_coerce_boolean(val: Optional[str]) -> Optional[bool]:
    return None if val is None else coerce_boolean(val)


def get_required_header(headers: HeadersLike, header: str) -> str:
    """The value of a header, its name in any case of letters. ValueError if it is absent."""
    wanted = header.lower()
    if isinstance(headers, Mapping):
        for name, value in cast("Mapping[str, object]", headers).items():
            if name.lower() == wanted and isinstance(value, str):
                return value
    for name in (header, wanted, wanted.upper(), header.title()):
        found = cast("Any", headers).get(name)
        if isinstance(found, str):
            return found
    raise ValueError(f"Could not find {header} header")
