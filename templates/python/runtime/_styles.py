"""The styles in which OpenAPI lets a value travel, for the places where it is not the usual one.

Generated methods call the function that an API's document asks for (OpenAPI 3.1, Parameter Object, Style Values). A
value that is left out, or null where null cannot be written, stays left out.
"""

from __future__ import annotations

import json
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, cast
from urllib.parse import quote

from ._json import openapi_dumps
from ._types import not_given, omit
from ._wire import Encoded, Part, is_array, is_mapping, is_sent, wire_text

# What RFC 3986 reserves and a value may hold as it is: in a query all but "&", "#", "+" (which reads as a space) and
# brackets, which no query may hold; in a path all but what would end it.
_RESERVED_IN_QUERY = ":/?@!$'()*,;="
_RESERVED_IN_PATH = ":/@!$&'()*+,;="
# What a path may hold beside that, without what the styles of OpenAPI put between values.
_PATH_VALUE = "!$&'()*+:@"


# --- query, form and cookies --------------------------------------------------------------------------------------


def comma_delimited(value: object) -> object:
    """`form` without `explode`: `1,2`, and of an object `name,value,name,value`."""
    return _delimited(value, ",")


def space_delimited(value: object) -> object:
    """`spaceDelimited`: `1%202`."""
    return _delimited(value, "%20")


def pipe_delimited(value: object) -> object:
    """`pipeDelimited`: `1|2`, its bar percent-encoded."""
    return _delimited(value, "%7C")


def _delimited(value: object, between: str) -> object:
    if not is_mapping(value) and not is_array(value):
        return value
    parts = [quote(_text(each), safe="") for each in _flat(value)]
    return Encoded(between.join(parts)) if parts else omit


def exploded_object(value: object) -> Dict[str, object]:
    """`form` with `explode`: each property of an object is a parameter of its own."""
    return dict(value) if is_mapping(value) else {}


def indexed_list(value: object) -> object:
    """`deepObject` of a list: `a[0][name]=1`."""
    if not is_array(value):
        return value
    return {str(index): each for index, each in enumerate(cast("Sequence[object]", value))}


def reserved_text(value: object) -> object:
    """`allowReserved`: characters such as `/` and `:` stay as they are."""
    if is_array(value):
        return [reserved_text(each) for each in cast("Sequence[object]", value)]
    if is_mapping(value) or not is_sent(value):
        return value
    return Encoded(quote(wire_text(value), safe=_RESERVED_IN_QUERY))


def json_text(value: object) -> object:
    """`content` of a JSON media type: the value as JSON, in ASCII; null is a value of it."""
    if _is_left_out(value):
        return value
    return json.dumps(json.loads(openapi_dumps(value)), separators=(",", ":"))


def json_items(value: object) -> object:
    """Each element of a list as JSON."""
    return [json_text(each) for each in cast("Sequence[object]", value)] if is_array(value) else value


def json_query(value: object) -> object:
    """The whole query as JSON, without a name (OpenAPI 3.2, `in: querystring`)."""
    return value if _is_left_out(value) else Encoded(quote(cast("str", json_text(value)), safe=""))


def text_query(value: object) -> object:
    """The whole query as the caller wrote it (OpenAPI 3.2, `in: querystring`)."""
    return Encoded(quote(wire_text(value), safe=_RESERVED_IN_QUERY + "&+%")) if is_sent(value) else value


def styled(values: Any, styles: Mapping[str, Callable[[Any], object]]) -> Any:
    """Values by wire name, each that has a style written in it. Where a property of an exploded object is called as
    another value is, both are sent.
    """
    if not is_mapping(values):
        return values
    found: Dict[str, object] = {}
    for name, value in values.items():
        style = styles.get(name)
        is_exploded = style is exploded_object
        written = value if style is None or is_exploded else style(value)
        entries = exploded_object(value) if is_exploded else {name: written}
        for key, each in entries.items():
            found[key] = [found[key], each] if is_sent(found.get(key)) and is_sent(each) else each
    return found


def given_body(body: Mapping[str, object]) -> Optional[Mapping[str, object]]:
    """The properties of a body that may be left out: None when none of them is given."""
    return None if all(_is_left_out(value) for value in body.values()) else body


def any_given(*values: object) -> bool:
    """Whether one of the values is given; null is."""
    return not all(map(_is_left_out, values))


def _is_left_out(value: object) -> bool:
    """Null is given: it is a value of JSON."""
    return value is not None and not is_sent(value)


# --- multipart ----------------------------------------------------------------------------------------------------


def json_part(value: object) -> object:
    """A part of a multipart form that holds the value as JSON."""
    return value if _is_left_out(value) else Part(openapi_dumps(value), "application/json")


def object_part(value: object) -> object:
    """A part that holds JSON where the value, or an element of a list, is an object; files and plain values stay."""
    if isinstance(value, list):
        return [json_part(each) if is_mapping(each) else each for each in cast("List[object]", value)]
    return json_part(value) if is_mapping(value) else value


def json_parts(value: object) -> object:
    """A part that holds JSON for each element of a list."""
    return [json_part(each) for each in cast("Sequence[object]", value)] if is_array(value) else json_part(value)


def part_as(media_type: str) -> Callable[[Any], object]:
    """Makes parts of a multipart form of a media type; a list is several parts."""

    def part(value: object) -> object:
        if not is_sent(value):
            return value
        if is_array(value):
            return [part(each) for each in cast("Sequence[object]", value)]
        return Part(value if isinstance(value, bytes) else _text(value), media_type)

    return part


# --- headers ------------------------------------------------------------------------------------------------------


def header_text(value: object, *, explode: bool = False) -> Any:
    """`simple` in a header: `1,2`, and of an object `name,value` or, exploded, `name=value`."""
    return _simple(value, explode, _text) if is_sent(value) else not_given


# --- paths --------------------------------------------------------------------------------------------------------


def simple_style(value: object, *, explode: bool = False) -> object:
    """`simple` in a path: `1,2`, and of an object `name,value` or, exploded, `name=value`."""
    return Encoded(_simple(value, explode, _path_text)) if is_sent(value) else value


def label_style(value: object, *, explode: bool = False) -> object:
    """`label`: `.1,2`, or exploded `.1.2`."""
    if not is_sent(value):
        return value
    text = ".".join(_pieces(value, _path_text)) if explode else _simple(value, False, _path_text)
    return Encoded(f".{text}" if text else "")


def matrix_style(name: str, value: object, *, explode: bool = False) -> object:
    """`matrix`: `;name=1,2`, or exploded `;name=1;name=2` and of an object `;key=1;key=2`."""
    if not is_sent(value):
        return value
    key = quote(name, safe="")
    if not explode or not (is_mapping(value) or is_array(value)):
        text = _simple(value, False, _path_text)
        return Encoded(f";{key}={text}" if text else f";{key}")
    pieces = _pieces(value, _path_text)
    return Encoded("".join(f";{each}" if is_mapping(value) else f";{key}={each}" for each in pieces))


def reserved_path(value: object) -> object:
    """`allowReserved` in a path: the value may be several segments."""
    return Encoded(quote(wire_text(value), safe=_RESERVED_IN_PATH)) if is_sent(value) else value


def _path_text(value: object) -> str:
    return quote(_text(value), safe=_PATH_VALUE)


# --- lists and objects as text ------------------------------------------------------------------------------------


def _simple(value: object, explode: bool, text: Callable[[object], str]) -> str:
    if not is_mapping(value) and not is_array(value):
        return text(value)
    return ",".join(_pieces(value, text) if explode else [text(each) for each in _flat(value)])


def _pieces(value: object, text: Callable[[object], str]) -> List[str]:
    """The values of a list, or an object's properties as `name=value`."""
    if is_mapping(value):
        return [f"{text(name)}={text(each)}" for name, each in _entries(value)]
    return [text(each) for each in (_flat(value) if is_array(value) else [value])]


def _flat(value: object) -> List[object]:
    """The values of a list; of an object its names and values in turn."""
    if is_mapping(value):
        return [part for entry in _entries(value) for part in entry]
    return [each for each in cast("Sequence[object]", value) if is_sent(each)]


def _entries(value: Mapping[str, object]) -> List[Tuple[str, object]]:
    return [(name, each) for name, each in value.items() if is_sent(each)]


def _text(value: object) -> str:
    """What lies deeper than these styles can say is written as JSON."""
    if is_mapping(value) or is_array(value):
        return cast("str", json_text(value))
    return wire_text(value)
