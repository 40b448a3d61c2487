"""Single values as text on the wire, in whatever part of a request they travel."""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from typing import Any, Iterable, Iterator, List, Mapping, NamedTuple, TypeVar, Union, cast

from typing_extensions import TypeGuard

from ._types import NotGiven, Omit

_T = TypeVar("_T")


class Encoded(str):
    """Text that is percent-encoded already: it goes into a URL as it is, even when it is empty."""

    __slots__ = ()


class Part(NamedTuple):
    """A part of a multipart form with a media type of its own."""

    content: Union[str, bytes]
    media_type: str


def wire_text(value: object) -> str:
    """A scalar as it is written outside JSON: `true`, RFC 3339 dates, the value of an enum. TypeError for iterators."""
    if type(value) is str or isinstance(value, Encoded):
        return value
    if isinstance(value, Enum):
        return wire_text(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return value.decode()
    if isinstance(value, Iterator):
        raise TypeError("An iterator cannot be a parameter, which may be sent again; make a list of it")
    return str(value)


def is_array(value: object) -> bool:
    """Whether a value is written as several."""
    return isinstance(value, (list, tuple)) or (
        isinstance(value, Iterable) and not isinstance(value, (str, bytes, bytearray, Mapping, Iterator, Enum, type))
    )


def is_given(value: Union[_T, NotGiven, Omit]) -> TypeGuard[_T]:
    """Whether a parameter was set by the caller; None counts as set."""
    return not isinstance(value, (NotGiven, Omit))


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a value is written as names and values."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[List[object]]:
    return isinstance(value, list)


def is_iterable(value: object) -> TypeGuard[Iterable[object]]:
    return isinstance(value, Iterable)


def strip_not_given(values: Any) -> Any:
    """A mapping without its `NotGiven` values; anything else as it came."""
    if not isinstance(values, Mapping):
        return values
    items = cast("Mapping[object, object]", values)
    return {key: value for key, value in items.items() if not isinstance(value, NotGiven)}


def is_sent(value: object) -> bool:
    """Whether a value is there at all: neither null nor left out."""
    return value is not None and not isinstance(value, (NotGiven, Omit))
