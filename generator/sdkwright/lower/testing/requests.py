"""The request that a call must send, worked out from the document and the config alone, never from the SDK's runtime.

A golden request is {"method", "path", "query": {name: [values]}, "headers"} with at most one of "body" (JSON), "form"
({name: [values]}), "parts" (multipart, {name: [texts]}), "text", "base64". A header that is null must not be sent; one
that is "*" must be there with any value. Headers that it does not name are not compared.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import quote

from sdkwright.name.operations import body_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sdkwright.api import ClientOption, Json, Operation, SecurityScheme
    from sdkwright.config import Config
    from sdkwright.lower.context import Context
    from sdkwright.lower.testing.arguments import Given

# What a path segment may hold beside unreserved characters (RFC 3986, section 3.3).
SEGMENT = "!$&'()*+,;=:@"
ANY = "*"


def golden_request(context: Context, operation: Operation, given: Iterable[Given]) -> dict[str, Json]:
    """The request of a call with these arguments. Path parameters must all be among them."""
    sent = list(given)
    body = body_of(context, operation, [each for each in sent if each.place == "body"])
    headers: dict[str, Json] = {
        **{name.lower(): value for name, value in context.config.client_settings.default_headers.items()},
        **credentials(context, "header"),
        "accept": accept(operation),
        "content-type": operation.body.media_type if operation.body and body else None,
        **{each.wire_name.lower(): plain(each.sample) for each in sent if each.place == "header"},
    }
    idempotency = context.config.client_settings.idempotency.header
    if idempotency is not None:
        headers.setdefault(idempotency.lower(), None if operation.http_method == "get" else ANY)
    cookies = [f"{each.wire_name}={plain(each.sample)}" for each in sent if each.place == "cookie"]
    if cookies:
        headers["cookie"] = "; ".join(sorted(cookies))
    query = {each.wire_name: each.sample for each in sent if each.place == "query"}
    return {
        "method": operation.http_method.upper(),
        "path": filled(operation.path, {each.wire_name: each.sample for each in sent if each.place == "path"}),
        "query": pairs(context.config, {**credentials(context, "query"), **query}),
        "headers": headers,
        **body,
    }


def accept(operation: Operation) -> str:
    """JSON unless the success response says another media type; anything where it has no content."""
    match operation.success.kind:
        case "empty":
            return "*/*"
        case "json":
            return "application/json"
        case "sse":
            return "text/event-stream"
        case "binary" | "text" | "jsonl":
            return operation.success.media_type or "*/*"


def filled(path: str, values: Mapping[str, Json]) -> str:
    """The path with its values; a fragment, which some documents use to tell operations apart, is never sent."""
    path = path.partition("#")[0]
    for name, value in values.items():
        path = path.replace("{" + name + "}", quote(plain(value), safe=SEGMENT))
    return path


def plain(value: Json) -> str:
    """A value in the style `simple` (OpenAPI 3.1, Parameter Object): lists joined by commas."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return ",".join(plain(each) for each in value)
        case dict():
            return ",".join(f"{key},{plain(each)}" for key, each in sorted(value.items()))
        case None:
            return ""
        case _:
            return str(value)


# --- credentials ---------------------------------------------------------------------------------------------------


def option_value(context: Context, option: ClientOption) -> str:
    """What tests give the client for an option."""
    return f"test-{context.names.client.options[option.name].replace('_', '-')}"


def credentials(context: Context, place: str) -> dict[str, str]:
    """What the client's options put into headers (names in lower case) or into the query of every request."""
    found: dict[str, str] = {}
    for scheme in context.api.schemes:
        value = credential(context, scheme)
        if scheme.place == place and value is not None:
            found[scheme.wire_name] = value
    for option in context.api.options:
        wire_name = option.send_in_header if place == "header" else option.send_as_query
        if wire_name:
            found[wire_name] = option_value(context, option)
    return {name.lower(): value for name, value in found.items()} if place == "header" else found


def credential(context: Context, scheme: SecurityScheme) -> str | None:
    """RFC 6750 and RFC 7617; None where no option feeds the scheme."""
    feeding = {
        each.role or "value": option_value(context, each) for each in context.api.options if each.scheme == scheme.name
    }
    if scheme.kind == "basic":
        if not {"username", "password"} <= feeding.keys():
            return None
        pair = f"{feeding['username']}:{feeding['password']}".encode()
        return "Basic " + base64.b64encode(pair).decode()
    value = next(iter(feeding.values()), None)
    return f"Bearer {value}" if value is not None and scheme.kind == "bearer" else value


# --- query and body ------------------------------------------------------------------------------------------------


def pairs(config: Config, values: Mapping[str, Json]) -> dict[str, Json]:
    """Names and values of a query or form, in the config's formats."""
    found: dict[str, list[Json]] = {}
    for name, value in values.items():
        for key, text in flat(name, value, config.query_settings.array_format, config.query_settings.nested_format):
            found.setdefault(key, []).append(text)
    return {key: found[key] for key in sorted(found)}


def flat(name: str, value: Json, arrays: str, nested: str) -> Iterator[tuple[str, str]]:
    """`a=1,2` (comma), `a=1&a=2` (repeat), `a[]=1&a[]=2` (brackets), `a[0]=1` (indices); `a.b=1` (dots), `a[b]=1`."""
    match value:
        case dict():
            for key in value:
                yield from flat(f"{name}.{key}" if nested == "dots" else f"{name}[{key}]", value[key], arrays, nested)
        case list() if arrays == "comma":
            yield name, plain(value)
        case list():
            for index, each in enumerate(value):
                key = {"indices": f"{name}[{index}]", "brackets": f"{name}[]"}.get(arrays, name)
                yield from flat(key, each, arrays, nested)
        case None | "":
            return
        case _:
            yield name, plain(value)


def body_of(context: Context, operation: Operation, given: list[Given]) -> dict[str, Json]:
    """The one entry that tells of the body; empty where none is sent.

    A body whose properties are the method's arguments is sent even when none of them is given.
    """
    if operation.body is None:
        return {}
    definition = body_object(context.api, operation)
    if definition is None and not given:
        return {}
    if definition is not None and all(each.read_only for each in definition.properties):
        return {}
    whole = next((each.sample for each in given if not each.wire_name), None)
    values = {each.wire_name: each.sample for each in given if each.wire_name}
    match operation.body.kind:
        case "json":
            return {"body": values if definition is not None else whole}
        case "form":
            return {"form": pairs(context.config, values)}
        case "multipart":
            return {"parts": parts(context.config, values)}
        case "text":
            return {"text": plain(whole)}
        case "binary":
            return {"base64": base64.b64encode(plain(whole).encode()).decode()}


def parts(config: Config, values: Mapping[str, Json]) -> dict[str, Json]:
    """The parts of a multipart form: lists in the format `brackets`, files as text."""
    found: dict[str, list[Json]] = {}
    for name in sorted(values):
        for key, text in flat(name, values[name], "brackets", config.query_settings.nested_format):
            found.setdefault(key, []).append(text)
    return {key: found[key] for key in sorted(found)}
