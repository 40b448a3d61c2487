"""What calls of the tests must carry: worked out from the document's requirements, never from the SDK's runtime.

The tests give the client a value for each of its options, so that the first of the alternatives counts.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sdkwright.api import ClientOption, Operation, SecurityScheme
    from sdkwright.lower.context import Context


class Carried(NamedTuple):
    """`headers` by name in lower case; `absent` are headers of credentials that the call does not need."""

    headers: dict[str, str]
    query: dict[str, str]
    cookies: dict[str, str]
    absent: frozenset[str]


def option_value(context: Context, option: ClientOption) -> bool | int | float | str:
    """What tests give the client for an option: the config's example where it is one."""
    match option.kind:
        case "boolean":
            return option.example if isinstance(option.example, bool) else True
        case "integer":
            return option.example if type(option.example) is int else 7
        case "number":
            given = option.example
            return given if isinstance(given, (int, float)) and not isinstance(given, bool) else 1.5
        case "string":
            pass
    if isinstance(option.example, str) and option.scheme is None:
        return option.example
    return f"test-{context.names.client.options[option.name].replace('_', '-')}"


def option_text(context: Context, option: ClientOption) -> str:
    """The same as it travels."""
    found = option_value(context, option)
    return str(found).lower() if isinstance(found, bool) else str(found)


def carried(context: Context, operation: Operation | None) -> Carried:
    """What a call of the operation carries, or one of a path that the document does not know."""
    places: dict[str, dict[str, str]] = {"header": {}, "query": {}, "cookie": {}}
    every: set[str] = set()
    needed = needed_schemes(context, operation)
    for scheme in context.api.schemes:
        value = credential(context, scheme)
        name = scheme.wire_name.lower() if scheme.place == "header" else scheme.wire_name
        if value is None:
            continue
        if scheme.place == "header":
            every.add(name)
        if needed is None or scheme.name in needed:
            places[scheme.place][name] = value
    for option in context.api.options:
        sent = (("header", option.send_in_header), ("query", option.send_as_query), ("cookie", option.send_in_cookie))
        for place, wire_name in sent:
            if wire_name:
                places[place][wire_name.lower() if place == "header" else wire_name] = option_text(context, option)
    return Carried(places["header"], places["query"], places["cookie"], frozenset(every - places["header"].keys()))


def needed_schemes(context: Context, operation: Operation | None) -> tuple[str, ...] | None:
    """The first of the alternatives; None where all that there is is sent."""
    security = context.api.security
    if security is None:
        return None
    if operation is not None and operation.security is not None:
        security = operation.security
    return security[0] if security else ()


def credential(context: Context, scheme: SecurityScheme) -> str | None:
    """RFC 6750 and RFC 7617; None where no option feeds the scheme."""
    feeding = {
        each.role or "value": option_text(context, each) for each in context.api.options if each.scheme == scheme.name
    }
    if not feeding or scheme.kind == "mutualTLS":
        return None
    if scheme.kind == "basic":
        pair = f"{feeding.get('username', '')}:{feeding.get('password', '')}"
        return scheme.prefix + (base64.b64encode(pair.encode()).decode() if scheme.encoded else pair)
    return scheme.prefix + feeding.get("value", next(iter(feeding.values())))
