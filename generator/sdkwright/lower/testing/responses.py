"""What the stand-in server of the tests answers: golden responses, pages, refusals.

A golden response is {"status", "headers"} with at most one of "body" (JSON), "text", "base64", "stream" (the file that
holds the transcript of an event stream; "events" names the one of its events).
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import Nullable, Object, Reference
from sdkwright.lower.samples import EndlessError, Samples
from sdkwright.lower.testing.arguments import fitting_example

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import Json, Operation, PageScheme, Response
    from sdkwright.lower.context import Context

# Statuses that have a class of error of their own in every SDK; others share that of their hundred.
ERRORS: Mapping[int, str] = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
}
# A status for each documented range that has no meaning of its own.
RANGES: Mapping[str, int] = {"4": 418, "5": 503, "d": 451}


def golden_response(context: Context, operation: Operation, *, complete: bool) -> dict[str, Json]:
    """The success response: the document's example; `complete`: with the properties that it lacks.

    Raises EndlessError.
    """
    success = operation.success
    found: dict[str, Json] = {"status": status_of(success.status), "headers": {}}
    if success.media_type is not None or success.kind == "json":
        found["headers"] = {"content-type": concrete(success)}
    match success.kind:
        case "json":
            found["body"] = answer(context, operation, complete=complete)
            if success.envelope is not None:
                found["envelope"] = success.envelope
        case "text":
            found["text"] = operation.examples.response if isinstance(operation.examples.response, str) else "sample"
        case "binary":
            found["base64"] = base64.b64encode(b"sample \x00\xff content").decode()
        case "sse" | "jsonl" | "empty":
            pass
    return found


def further_response(context: Context, response: Response) -> dict[str, Json]:
    """The answer of a success status beside the first. Raises EndlessError."""
    found: dict[str, Json] = {"status": status_of(response.status), "headers": {}}
    if response.media_type is not None or response.kind == "json":
        found["headers"] = {"content-type": concrete(response)}
    match response.kind:
        case "json" if response.type is not None:
            found["body"] = Samples(context.api.types, "output").of(response.type, response.docs)
        case "json":
            found["body"] = {"key": "value"}
        case "text":
            found["text"] = "sample"
        case "binary":
            found["base64"] = base64.b64encode(b"sample \x00\xff content").decode()
        case "sse" | "jsonl" | "empty":
            pass
    return found


def status_of(status: str) -> int:
    """A status for a range: one that no document tells of by itself."""
    return int(status) if status.isdigit() else 299 if status == "2XX" else 200


def concrete(response: Response) -> str:
    """The media type that a server names; one for a range."""
    if response.media_type is not None and "*" not in response.media_type:
        return response.media_type
    return "application/json" if response.kind == "json" else "application/octet-stream"


def answer(context: Context, operation: Operation, *, complete: bool) -> Json:
    ref, examples = operation.success.type, operation.examples
    if ref is None:
        return examples.response if examples.has_response else {"key": "value"}
    samples = Samples(context.api.types, "output", every_variant=True)
    inner = ref.inner if isinstance(ref, Nullable) and examples.response is None else ref
    found = fitting_example(samples, inner, *example_of(operation))
    found = samples.completed(inner, found) if complete else found
    if operation.success.envelope is not None:
        return {operation.success.envelope: found}
    scheme = scheme_of(context, operation)
    return found if scheme is None else turned_on(context, operation, scheme, found)


def example_of(operation: Operation) -> tuple[Json, bool]:
    """The document's example of what the method returns, and whether there is one."""
    found, envelope = operation.examples.response, operation.success.envelope
    if envelope is None or not isinstance(found, dict):
        return found, operation.examples.has_response and envelope is None
    return found.get(envelope), envelope in found


# --- pages ---------------------------------------------------------------------------------------------------------


class NextPage(NamedTuple):
    """What the next request differs in, and the last page that answers it."""

    name: str
    value: Json
    body: dict[str, Json]


def scheme_of(context: Context, operation: Operation) -> PageScheme | None:
    paging = operation.paging
    return next((each for each in context.api.page_schemes if paging and each.name == paging.scheme), None)


def purposes(scheme: PageScheme) -> dict[str, str]:
    """What each field of a scheme is for: purpose to wire name."""
    fields = (*scheme.request, *scheme.response)
    return {each.purpose: each.wire_name for each in fields if each.purpose and each.header is None}


def turned_on(context: Context, operation: Operation, scheme: PageScheme, page: Json) -> Json:
    """The page with at least one item and with what says that another one follows."""
    if not isinstance(page, dict) or operation.paging is None:
        return page
    roles, items = purposes(scheme), page.get(scheme.items)
    if not items:
        page = {**page, scheme.items: [Samples(context.api.types, "output").of(operation.paging.item)]}
    cursor = roles.get("next_cursor_field")
    if cursor is not None and not page.get(cursor):
        page = {**page, cursor: "next-page"}
    declared = declared_names(context, operation)
    numbers = {"current_page_number_field": 1, "total_page_count_field": 2, "offset_count_start_field": 0}
    numbers |= {"has_next_page": True, "offset_total_count_field": 1000}
    return {**page, **{roles[role]: number for role, number in numbers.items() if roles.get(role) in declared}}


def declared_names(context: Context, operation: Operation) -> set[str]:
    ref = operation.success.type
    inner = ref.inner if isinstance(ref, Nullable) else ref
    found = context.api.types.get(inner.id) if isinstance(inner, Reference) else None
    return {each.wire_name for each in found.properties} if isinstance(found, Object) else set()


def next_page(context: Context, operation: Operation, first: Json, asked: Mapping[str, Json]) -> NextPage | None:
    """The page after `first`, the answer to the parameters `asked`; None where the scheme is of no kind known here."""
    scheme = scheme_of(context, operation)
    if scheme is None or not isinstance(first, dict) or any(each.fields or each.header for each in scheme.response):
        return None
    roles, items = purposes(scheme), first.get(scheme.items)
    count = len(items) if isinstance(items, list) else 0
    begins = {each.purpose: each.default for each in scheme.request}.get("page_number_param")
    match scheme.kind:
        case "cursor" if {"next_cursor_param", "next_cursor_field"} <= roles.keys():
            cursor = roles["next_cursor_field"]
            last = {key: value for key, value in first.items() if key != cursor} | ended(context, operation, cursor)
            return NextPage(roles["next_cursor_param"], first[cursor], last)
        case "page_number" if "page_number_param" in roles:
            current = first.get(
                roles.get("current_page_number_field", ""), asked.get(roles["page_number_param"], begins or 1)
            )
            if begins == 0:
                current = asked.get(roles["page_number_param"], 0)
            following = current + 1 if isinstance(current, int) else 2
            return NextPage(roles["page_number_param"], following, {**first, scheme.items: []})
        case "offset" if "offset_count_param" in roles:
            start = first.get(roles.get("offset_count_start_field", ""), asked.get(roles["offset_count_param"], 0))
            following = start + count if isinstance(start, int) else count
            return NextPage(roles["offset_count_param"], following, {**first, scheme.items: []})
        case _:
            return None


def ended(context: Context, operation: Operation, cursor: str) -> dict[str, Json]:
    """How a page says that it is the last: by null where the document allows it, else by an empty cursor."""
    ref = operation.success.type
    inner = ref.inner if isinstance(ref, Nullable) else ref
    found = context.api.types.get(inner.id) if isinstance(inner, Reference) else None
    for each in found.properties if isinstance(found, Object) else ():
        if each.wire_name == cursor:
            return {cursor: None} if isinstance(each.type, Nullable) else {cursor: ""} if each.required else {}
    return {}


# --- refusals ------------------------------------------------------------------------------------------------------


class Refusal(NamedTuple):
    """`documented` is what the document says of the status."""

    status: int
    error_class: str
    response: dict[str, Json]
    documented: Response


def refusals(context: Context, operation: Operation) -> list[Refusal]:
    """One answer per documented error, by status."""
    found: dict[int, Refusal] = {}
    for each in operation.errors:
        status = int(each.status) if each.status.isdigit() else RANGES.get(each.status[:1], 0)
        if 400 <= status <= 599 and status not in found:
            found[status] = Refusal(status, error_class(status), refusal(context, each, status), each)
    return [found[status] for status in sorted(found)]


def error_class(status: int) -> str:
    return "InternalServerError" if status >= 500 else ERRORS.get(status, "APIStatusError")


def refusal(context: Context, response: Response, status: int) -> dict[str, Json]:
    """JSON where the document says so, else a word: servers refuse in text too."""
    if response.kind == "json" and response.type is not None:
        try:
            body = Samples(context.api.types, "output").of(response.type, response.docs, hint="refused")
        except EndlessError:
            body = "refused"
        return {"status": status, "headers": {"content-type": "application/json"}, "body": body}
    return {"status": status, "headers": {"content-type": "text/plain; charset=utf-8"}, "text": "refused"}
