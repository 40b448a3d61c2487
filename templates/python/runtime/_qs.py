"""Query strings: how arrays and nested objects are written in them."""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from typing import Any, Iterator, List, Mapping, Sequence, Tuple, Union, cast
from urllib.parse import parse_qs, urlencode

from typing_extensions import Literal, TypeAlias

from ._types import NotGiven, Omit, not_given

ArrayFormat: TypeAlias = Literal["comma", "repeat", "indices", "brackets"]
NestedFormat: TypeAlias = Literal["dots", "brackets"]
Params: TypeAlias = Mapping[str, Any]


class Querystring:
    """Writes parameters.

    `array_format`: `a=1,2` (comma), `a=1&a=2` (repeat), `a[0]=1&a[1]=2` (indices), `a[]=1&a[]=2` (brackets).
    `nested_format`: `a.b=1` (dots), `a[b]=1` (brackets).

    None, empty strings and omitted values are left out: an empty value on the wire would be a value.
    """

    def __init__(self, *, array_format: ArrayFormat = "repeat", nested_format: NestedFormat = "brackets") -> None:
        self.array_format: ArrayFormat = array_format
        self.nested_format: NestedFormat = nested_format

    def parse(self, query: str) -> Mapping[str, object]:
        """The values of each name, as text."""
        return parse_qs(query.lstrip("?"))

    def stringify(
        self,
        params: Params,
        *,
        array_format: Union[ArrayFormat, NotGiven] = not_given,
        nested_format: Union[NestedFormat, NotGiven] = not_given,
    ) -> str:
        """The query string, percent-encoded, without the question mark."""
        return urlencode(self.stringify_items(params, array_format=array_format, nested_format=nested_format))

    def stringify_items(
        self,
        params: Params,
        *,
        array_format: Union[ArrayFormat, NotGiven] = not_given,
        nested_format: Union[NestedFormat, NotGiven] = not_given,
    ) -> List[Tuple[str, str]]:
        """Names and values in order, not yet percent-encoded.

        ValueError for what the chosen format cannot express, such as an object in a comma-separated array.
        """
        writer = _Writer(
            array_format=self.array_format if isinstance(array_format, NotGiven) else array_format,
            nested_format=self.nested_format if isinstance(nested_format, NotGiven) else nested_format,
        )
        items: List[Tuple[str, str]] = []
        for key, value in params.items():
            if type(value) is str:
                if value:
                    items.append((key, value))
            else:
                items.extend(writer.write(key, value))
        return items


class _Writer:
    def __init__(self, *, array_format: ArrayFormat, nested_format: NestedFormat) -> None:
        self.array_format: ArrayFormat = array_format
        self.nested_format: NestedFormat = nested_format

    def write(self, key: str, value: object) -> Iterator[Tuple[str, str]]:
        if isinstance(value, Mapping):
            for name, inner in cast("Mapping[str, object]", value).items():
                yield from self.write(f"{key}.{name}" if self.nested_format == "dots" else f"{key}[{name}]", inner)
        elif _is_array(value):
            yield from self._array(key, cast("Sequence[object]", value))
        elif _is_sent(value):
            text = _text(value)
            if text:
                yield key, text

    def _array(self, key: str, values: Sequence[object]) -> Iterator[Tuple[str, str]]:
        if self.array_format == "comma":
            sent = [value for value in values if _is_sent(value)]
            if any(isinstance(value, Mapping) or _is_array(value) for value in sent):
                raise ValueError(f"Query parameter {key!r}: an array of objects or arrays cannot be comma-separated")
            yield key, ",".join(map(_text, sent))
            return
        for index, value in enumerate(values):
            if self.array_format == "indices":
                yield from self.write(f"{key}[{index}]", value)
            else:
                yield from self.write(f"{key}[]" if self.array_format == "brackets" else key, value)


def _is_array(value: object) -> bool:
    return isinstance(value, (list, tuple, set, frozenset)) or (
        isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray))
    )


def _is_sent(value: object) -> bool:
    return value is not None and not isinstance(value, (NotGiven, Omit))


def _text(value: object) -> str:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return value.decode()
    return str(value)


_qs = Querystring()
parse = _qs.parse
stringify = _qs.stringify
stringify_items = _qs.stringify_items
