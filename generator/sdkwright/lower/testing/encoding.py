"""How values travel in a request: what OpenAPI says, worked out here once more and apart from what methods do.

Texts that are JSON stand in one form (keys in order, no space), into which tests bring what was sent as well.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from sdkwright.lower.styles import OBJECT, OBJECTS, shapes
from sdkwright.lower.wire import file_paths
from sdkwright.resolve.paths import SLOT, sent_path, slot_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdkwright.api import Body, Encoding, Json, Operation, Parameter, TypeRef
    from sdkwright.lower.context import Context
    from sdkwright.lower.testing.arguments import Given

# What a path segment may hold beside unreserved characters (RFC 3986, section 3.3).
SEGMENT = "!$&'()*+,;=:@"
# What the value of a cookie may hold (RFC 6265, section 4.1.1), and the percent sign.
COOKIE = "!#$%&'()*+-./:<=>?@[]^_`{|}~"
SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}

Pair = tuple[str, str]


def plain(value: Json) -> str:
    """A value in the style `simple` (OpenAPI 3.1, Parameter Object): lists joined by commas."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return ",".join(plain(each) for each in value)
        case dict():
            return ",".join(f"{key},{plain(each)}" for key, each in value.items())
        case None:
            return ""
        case _:
            return str(value)


def json_of(value: Json) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


# --- path ----------------------------------------------------------------------------------------------------------


def filled(operation: Operation, given: Iterable[Given]) -> str:
    """The path with its values. What is no part of a URL is percent-encoded, in the template as well."""
    parameters = {each.wire_name: each for each in operation.parameters if each.place == "path"}
    values = {each.wire_name: each.sample for each in given if each.place == "path"}

    def of_slot(name: str) -> str:
        parameter = parameters[slot_name(name, parameters)]
        return in_path(parameter, values[parameter.wire_name])

    pieces = SLOT.split(sent_path(operation.path))
    # Text and names alternate.
    return "".join(
        of_slot(piece) if index % 2 else quote(piece, safe=SEGMENT + "/?%[]|") for index, piece in enumerate(pieces)
    )


def is_plain_in_path(operation: Operation, given: Given) -> bool:
    """Whether an argument is one segment of the path, or part of one, without a style of its own."""
    parameter = next(
        (each for each in operation.parameters if (each.place, each.wire_name) == ("path", given.wire_name)), None
    )
    if given.place != "path" or parameter is None or parameter.style != "simple" or parameter.content_type:
        return False
    segments = SLOT.findall(sent_path(operation.path).partition("?")[0])
    return given.wire_name in [slot_name(each, {given.wire_name}) for each in segments]


def in_path(parameter: Parameter, value: Json) -> str:
    """OpenAPI 3.1, Style Values: `.a,b` (label), `;name=a,b` (matrix), and each exploded."""
    if parameter.content_type is not None:
        return quoted(json_of(value), "")
    separators = {"label": ".", "matrix": ";"}
    between = separators.get(parameter.style, ",") if parameter.explode else ","
    names = parameter.style == "matrix" and parameter.explode and isinstance(value, list)
    text = between.join(f"{parameter.wire_name}={each}" if names else each for each in pieces(parameter, value))
    if parameter.style == "matrix" and not (parameter.explode and isinstance(value, (list, dict))):
        text = f"{parameter.wire_name}={text}" if text else parameter.wire_name
    return separators.get(parameter.style, "") + text


def pieces(parameter: Parameter, value: Json) -> list[str]:
    safe = "/" if parameter.allow_reserved else ""
    match value:
        case list():
            return [quoted(plain(each), safe, within=",") for each in value]
        case dict() if parameter.explode:
            return [f"{quoted(key, safe)}={quoted(plain(each), safe, within=',')}" for key, each in value.items()]
        case dict():
            return [quoted(plain(part), safe, within=",") for pair in value.items() for part in pair]
        case _:
            within = "" if parameter.style == "simple" else ",;="
            return [quoted(plain(value), safe, within=within)]


def quoted(text: str, also: str, *, within: str = "") -> str:
    """`also` may stand in the text as well, and `within` may not, as it has a meaning there."""
    safe = "".join(char for char in SEGMENT + also if char not in within and not (within and char in ";="))
    return quote(text, safe=safe)


# --- query, cookies, headers ---------------------------------------------------------------------------------------


def of_query(context: Context, parameter: Parameter, value: Json) -> Iterator[Pair]:
    """Names and values of a parameter of the query."""
    settings = context.config.query_settings
    if not parameter.wire_name:
        yield (json_of(value) if "json" in (parameter.content_type or "") else plain(value)), ""
    elif parameter.content_type is not None:
        yield parameter.wire_name, json_of(value)
    elif settings.styles == "settings":
        yield from flat(parameter.wire_name, value, settings.array_format, settings.nested_format)
    else:
        yield from styled(context, parameter.type, parameter.wire_name, value, parameter.style, parameter.explode)


def styled(context: Context, ref: TypeRef, name: str, value: Json, style: str, explode: bool) -> Iterator[Pair]:
    """A value of a query or form in the style of the document."""
    match value:
        case dict() if style == "deepObject":
            yield from flat(name, value, "repeat", "brackets", empty=True)
        case dict() if explode and shapes(context.api.types, ref) == OBJECT:
            for key, each in value.items():
                yield from flat(key, each, "repeat", "brackets", empty=True)
        case list() if style == "deepObject" and not name.endswith("[]"):
            yield from flat(name, value, "indices", "brackets", empty=True)
        case dict() | list() if not explode and style != "deepObject":
            parts = [part for pair in value.items() for part in pair] if isinstance(value, dict) else value
            if parts:
                yield name, SEPARATORS.get(style, ",").join(plain(each) for each in parts)
        case _:
            yield from flat(name, value, "repeat", "brackets", empty=True)


def flat(name: str, value: Json, arrays: str, nested: str, *, empty: bool = False) -> Iterator[Pair]:
    """`a=1,2` (comma), `a=1&a=2` (repeat), `a[]=1&a[]=2` (brackets), `a[0]=1` (indices); `a.b=1` (dots), `a[b]=1`."""
    match value:
        case dict():
            for key in value:
                inner = f"{name}.{key}" if nested == "dots" else f"{name}[{key}]"
                yield from flat(inner, value[key], arrays, nested, empty=empty)
        case list() if arrays == "comma":
            yield name, plain(value)
        case list():
            for index, each in enumerate(value):
                key = {"indices": f"{name}[{index}]", "brackets": f"{name}[]"}.get(arrays, name)
                yield from flat(key, each, "repeat" if arrays == "indices" and empty else arrays, nested, empty=empty)
        case None:
            return
        case "" if not empty:
            return
        case _:
            yield name, plain(value)


def of_header(parameter: Parameter, value: Json) -> str:
    if parameter.content_type is not None:
        return json_of(value)
    if isinstance(value, dict) and parameter.explode:
        return ",".join(f"{key}={plain(each)}" for key, each in value.items())
    return plain(value)


def of_cookie(parameter: Parameter, value: Json) -> Iterator[Pair]:
    """OpenAPI 3.2, style `cookie`: exploded, a list is several cookies of one name and an object one for each
    property.
    """
    name = parameter.wire_name
    match value:
        case _ if parameter.content_type is not None:
            yield name, quote(json_of(value), safe=COOKIE)
        case list() if parameter.explode:
            yield from ((name, quote(plain(each), safe=COOKIE)) for each in value)
        case dict() if parameter.explode:
            yield from ((key, quote(plain(each), safe=COOKIE)) for key, each in value.items())
        case list() | dict():
            yield name, quote(plain(value), safe="," + COOKIE)
        case None:
            return
        case _:
            yield name, quote(plain(value), safe=COOKIE)


# --- forms ---------------------------------------------------------------------------------------------------------


def of_form(context: Context, body: Body, given: list[Given]) -> Iterator[Pair]:
    """Names and values of a form, urlencoded or in parts."""
    settings = context.config.query_settings
    by_document = settings.styles == "document"
    paths = file_paths(context, body.type)
    with_files, deeper = {path[0] for path in paths}, {path[0] for path in paths if len(path) > 1}
    for each in sorted(given, key=lambda each: each.wire_name):
        if not by_document:
            arrays = "brackets" if body.kind == "multipart" else settings.array_format
            yield from flat(each.wire_name, each.sample, arrays, settings.nested_format)
        elif body.kind == "multipart" and each.wire_name in with_files - deeper and isinstance(each.sample, dict):
            yield each.wire_name, json_of(each.sample)
        elif body.kind == "multipart" and each.wire_name in with_files:
            yield from flat(each.wire_name, each.sample, "repeat", "brackets", empty=True)
        else:
            yield from of_field(context, each, body.encodings.get(each.wire_name), is_form=body.kind == "form")


def of_field(context: Context, given: Given, encoding: Encoding | None, *, is_form: bool) -> Iterator[Pair]:
    """OpenAPI 3.1, Encoding Object: a style where one is given, else JSON for objects and for what is said to be."""
    name, sample = given.wire_name, given.sample
    if is_form and encoding and (encoding.style or encoding.explode is not None or encoding.allow_reserved):
        style = encoding.style or "form"
        explode = encoding.explode if encoding.explode is not None else style == "form"
        yield from styled(context, given.type, name, sample, style, explode)
    elif (
        sample is not None
        and encoding
        and "json" in (encoding.content_type or "")
        and "," not in (encoding.content_type or "")
    ) or (isinstance(sample, dict) and shapes(context.api.types, given.type) == OBJECT):
        yield name, json_of(sample)
    elif isinstance(sample, list) and shapes(context.api.types, given.type) == OBJECTS:
        yield from ((name, json_of(each)) for each in sample)
    else:
        yield from flat(name, sample, "repeat", "brackets", empty=True)
