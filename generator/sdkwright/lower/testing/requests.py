"""The request that a call must send, worked out from the document and the config alone, never from the SDK's runtime.

A golden request is {"method", "path", "query": {name: [values]}, "headers"} with at most one of "body" (JSON), "form"
({name: [values]}), "parts" (multipart, {name: [texts]}), "text", "base64". A header that is null must not be sent; one
that is "*" must be there with any value. Headers that it does not name are not compared.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from sdkwright.api import Unknown
from sdkwright.lower.styles import form_properties
from sdkwright.lower.testing.credentials import carried
from sdkwright.lower.testing.encoding import filled, of_cookie, of_form, of_header, of_query, plain
from sdkwright.name.arguments import body_slots, body_variants

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdkwright.api import Body, Json, Operation
    from sdkwright.lower.context import Context
    from sdkwright.lower.testing.arguments import Given

ANY = "*"
# Methods that change nothing: their requests need no key.
SAFE = frozenset({"get", "head", "options", "trace", "query"})


def golden_request(context: Context, operation: Operation, given: Iterable[Given]) -> dict[str, Json]:
    """The request of a call with these arguments. Path parameters must all be among them."""
    sent = list(given)
    body = body_of(context, operation, [each for each in sent if each.place == "body"])
    known = {(str(each.place), each.wire_name): each for each in operation.parameters}
    placed = [(known[each.place, each.wire_name], each.sample) for each in sent if each.place != "body"]
    own = carried(context, operation)
    headers: dict[str, Json] = {
        **dict.fromkeys(own.absent),
        **{name.lower(): value for name, value in context.config.client_settings.default_headers.items()},
        **own.headers,
        "accept": accept(operation, sent),
        "content-type": content_type(operation.body) if operation.body and body else None,
        **{each.wire_name.lower(): of_header(each, sample) for each, sample in placed if each.place == "header"},
    }
    idempotency = context.config.client_settings.idempotency.header
    if idempotency is not None:
        headers.setdefault(idempotency.lower(), None if operation.http_method in SAFE else ANY)
    in_order = sorted(placed, key=lambda pair: pair[0].wire_name)
    cookies = list(own.cookies.items())
    cookies += [pair for each, sample in in_order if each.place == "cookie" for pair in of_cookie(each, sample)]
    if cookies:
        headers["cookie"] = "; ".join(f"{name}={text}" for name, text in cookies)
    path, _, fixed = filled(operation, sent).partition("?")
    query = [pair for each, sample in placed if each.place == "query" for pair in of_query(context, each, sample)]
    return {
        "method": operation.http_method.upper(),
        "path": path,
        "query": grouped([*parse_qsl(fixed, keep_blank_values=True), *own.query.items(), *query]),
        "headers": headers,
        **body,
    }


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, Json]:
    """The texts of each name."""
    found: dict[str, list[Json]] = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text)
    return {name: found[name] for name in sorted(found)}


def content_type(body: Body) -> str:
    """JSON is `application/json` whatever parameters the document gives it (RFC 8259, section 11)."""
    is_json = body.media_type.partition(";")[0].strip().lower() == "application/json"
    return "application/json" if is_json else body.media_type


def accept(operation: Operation, sent: Iterable[Given]) -> str:
    """The media types of the successes that count; that of the stream where one is asked for; anything where no answer
    has content.
    """
    streaming = operation.streaming
    if (
        streaming is not None
        and streaming.accepted
        and (
            streaming.param_discriminator is None
            or any(each.wire_name == streaming.param_discriminator and each.sample is True for each in sent)
        )
    ):
        return streaming.media_type
    wanted: list[str] = []
    for each in operation.successes or (operation.success,):
        media_type = each.media_type or "*/*"
        if each.kind == "json" and ("*" in media_type or media_type.lower().startswith("application/json;")):
            media_type = "application/json" if each.media_type else "*/*"
        if each.kind != "empty" and media_type not in wanted:
            wanted.append(media_type)
    return ", ".join(wanted) or "*/*"


# --- body ----------------------------------------------------------------------------------------------------------


def body_of(context: Context, operation: Operation, given: list[Given]) -> dict[str, Json]:
    """The one entry that tells of the body; empty where none is sent.

    A body whose properties are the method's arguments is sent even when none of them is given, unless it may be left
    out and an empty one would be wrong, or something else.
    """
    body = operation.body
    if body is None:
        return {}
    optional = body.may_be_left_out or not (body.required or body_slots(context.api, operation))
    if not given and (optional or not body_variants(context.api, operation)):
        return {}
    whole = next((each for each in given if not each.wire_name), None)
    match body.kind:
        case "json":
            return {"body": whole.sample if whole else {each.wire_name: each.sample for each in given}}
        case "form":
            return {"form": grouped(of_form(context, body, fields(context, body, given)))}
        case "multipart":
            return {"parts": grouped(of_form(context, body, fields(context, body, given)))}
        case "text" | "binary":
            text = plain(whole.sample if whole else None)
            if body.media_type.lower().startswith("text/"):
                return {"text": text}
            return {"base64": base64.b64encode(text.encode()).decode()}


def fields(context: Context, body: Body, given: list[Given]) -> list[Given]:
    """The fields of a form; those of one that is one argument are the entries of its sample."""
    if not given or given[0].wire_name:
        return given
    sample = given[0].sample
    types = {name: each.type for name, each in form_properties(context.api.types, body.type).items()}
    entries = sample.items() if isinstance(sample, dict) else ()
    return [given[0]._replace(wire_name=name, type=types.get(name, Unknown()), sample=each) for name, each in entries]
