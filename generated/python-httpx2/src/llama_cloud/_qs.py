"""Query strings: how arrays and nested objects are written in them."""

from __future__ import annotations

from typing import Any, Iterator, List, Mapping, Sequence, Tuple, Union, cast
from urllib.parse import parse_qs, quote_plus, urlencode

from typing_extensions import Literal, TypeAlias, get_args

from ._types import ArrayFormat, NotGiven, not_given
from ._wire import Encoded, is_array, is_sent, wire_text

NestedFormat: TypeAlias = Literal["dots", "brackets"]
Params: TypeAlias = Mapping[str, Any]


class Querystring:
    """Writes parameters.

    `array_format`: `a=1,2` (comma), `a=1&a=2` (repeat), `a[0]=1&a[1]=2` (indices), `a[]=1&a[]=2` (brackets).
    `nested_format`: `a.b=1` (dots), `a[b]=1` (brackets).

    None and omitted values are left out, and so are empty strings unless `send_empty`: an empty value on the wire would
    be a value. `multipart_format` is the array format of multipart forms.
    """

    def __init__(
        self,
        *,
        array_format: ArrayFormat = "repeat",
        nested_format: NestedFormat = "brackets",
        multipart_format: ArrayFormat = "brackets",
        send_empty: bool = False,
    ) -> None:
        if array_format not in get_args(ArrayFormat):
            known = ", ".join(get_args(ArrayFormat))
            raise NotImplementedError(f"Unknown array_format value: {array_format}, choose from {known}")
        self.array_format: ArrayFormat = array_format
        self.nested_format: NestedFormat = nested_format
        self.multipart_format: ArrayFormat = multipart_format
        self.send_empty = send_empty

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
        items = self.stringify_items(params, array_format=array_format, nested_format=nested_format)
        for _, value in items:
            if type(value) is Encoded:
                return "&".join([_pair(key, value) for key, value in items])
        return urlencode(items)

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
        qs = self._in_formats(array_format, nested_format)
        items: List[Tuple[str, str]] = []
        for key, value in params.items():
            if type(value) is str:
                if value or self.send_empty:
                    items.append((key, value))
            else:
                items.extend(qs._write(key, value))
        return items

    def _in_formats(self, array: Union[ArrayFormat, NotGiven], nested: Union[NestedFormat, NotGiven]) -> Querystring:
        if isinstance(array, NotGiven) and isinstance(nested, NotGiven):
            return self
        return Querystring(
            array_format=self.array_format if isinstance(array, NotGiven) else array,
            nested_format=self.nested_format if isinstance(nested, NotGiven) else nested,
            send_empty=self.send_empty,
        )

    def _write(self, key: str, value: object) -> Iterator[Tuple[str, str]]:
        if isinstance(value, Mapping):
            for name, inner in cast("Mapping[str, object]", value).items():
                yield from self._write(f"{key}.{name}" if self.nested_format == "dots" else f"{key}[{name}]", inner)
        elif is_array(value):
            yield from self._array(key, cast("Sequence[object]", value))
        elif is_sent(value):
            text = wire_text(value)
            if text or self.send_empty or isinstance(text, Encoded):
                yield key, text

    def _array(self, key: str, values: Sequence[object]) -> Iterator[Tuple[str, str]]:
        if self.array_format == "comma":
            sent = [value for value in values if is_sent(value)]
            if any(isinstance(value, Mapping) or is_array(value) for value in sent):
                raise ValueError(f"Query parameter {key!r}: an array of objects or arrays cannot be comma-separated")
            yield key, ",".join(map(wire_text, sent))
            return
        for index, value in enumerate(values):
            if self.array_format == "indices":
                yield from self._write(f"{key}[{index}]", value)
            else:
                yield from self._write(f"{key}[]" if self.array_format == "brackets" else key, value)


def _pair(key: str, value: str) -> str:
    """A value without a name is the whole query."""
    text = value if isinstance(value, Encoded) else quote_plus(value)
    return f"{quote_plus(key)}={text}" if key else text


_qs = Querystring()
parse = _qs.parse
stringify = _qs.stringify
stringify_items = _qs.stringify_items
