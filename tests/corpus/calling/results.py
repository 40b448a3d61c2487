"""Holds what a method gave against what the server answered."""

from __future__ import annotations

import base64
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pydantic

from tests.corpus.calling.annotations import misfit, return_annotation
from tests.corpus.calling.equal import difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.calling.answers import Reply


class ResultError(Exception):
    """What came back is not what the server answered."""


def check_result(reply: Reply, result: Any, function: Any) -> None:
    """`result` is awaited and read: a stream is the list of its events, a binary answer its bytes. Raises ResultError."""
    match reply.kind:
        case "empty":
            if result is not None and plain(result) not in ("", b"", None):
                raise ResultError(f"an empty answer became {_shown(result)}")
        case "binary":
            if result != reply.value:
                raise ResultError(f"bytes became {_shown(result)}")
        case "text":
            if result != reply.value and result != reply.content:
                raise ResultError(f"text became {_shown(result)}")
        case "events" | "lines":
            _check_events(reply, result)
        case _:
            _check_json(reply, result, function)


def _check_events(reply: Reply, result: Any) -> None:
    if not isinstance(result, list):
        raise ResultError(f"a stream became {_shown(result)}")
    if len(result) != len(reply.value):
        raise ResultError(f"{len(reply.value)} events became {len(result)}")
    for sent, got in zip(reply.value, result, strict=True):
        found = difference(sent, plain(got))
        if found:
            raise ResultError(f"event {found}")
        if type(got).__name__ == "UnknownVariant":
            raise ResultError("an event that the document knows became UnknownVariant")


def _check_json(reply: Reply, result: Any, function: Any) -> None:
    if isinstance(result, bytes):
        if result != reply.content:
            raise ResultError(f"JSON became {_shown(result)}")
        return
    items = [plain(each) for each in result._get_page_items() or ()] if hasattr(result, "_get_page_items") else None
    whole = items is not None and isinstance(reply.value, list)
    found = difference(reply.value, items if whole else plain(result))
    if found:
        raise ResultError(f"answer {found}")
    if (
        items is not None
        and (items or reply.is_full)
        and not any(difference(each, items) is None for each in _lists(reply.value))
    ):
        raise ResultError(f"the items of the page are no list of the answer: {items!r:.200}")
    wrong = misfit(result, return_annotation(function))
    if wrong:
        raise ResultError(f"not as annotated: {wrong}")


def _lists(value: Any) -> Iterator[Any]:
    """Every list and map of an answer, itself included; nothing stands for an empty page."""
    if isinstance(value, list | dict):
        yield value if isinstance(value, list) else list(value.values())
        for each in value.values() if isinstance(value, dict) else ():
            yield from _lists(each)
    if value in (None, {}, []):
        yield []


def plain(value: Any) -> Any:
    """A value of an SDK as JSON, by wire names, without what the server did not send."""
    if isinstance(value, pydantic.BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta | UUID):
        return pydantic.TypeAdapter(type(value)).dump_python(value, mode="json")
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def check_error(reply: Reply, error: Exception, package: Any) -> None:
    """The class belongs to the status, `body` is the decoded answer. Raises ResultError."""
    wanted = _CLASSES.get(reply.status, "InternalServerError" if reply.status >= 500 else "APIStatusError")
    if not isinstance(error, getattr(package, wanted)):
        raise ResultError(f"{reply.status} raised {type(error).__name__}, not {wanted}: {str(error)[:200]}")
    if error.status_code != reply.status:  # type: ignore[attr-defined]
        raise ResultError(f"{reply.status} raised an error of status {error.status_code}")  # type: ignore[attr-defined]
    body = plain(error.body)  # type: ignore[attr-defined]
    if reply.kind == "json":
        found = difference(reply.value, body)
        if found:
            raise ResultError(f"error body {found}")
        _check_parsed(reply, error.parsed)  # type: ignore[attr-defined]


def _check_parsed(reply: Reply, parsed: Any) -> None:
    """The body of an error as the type that the document gives it."""
    if parsed is None:
        if reply.is_modelled:
            raise ResultError("the error's body is documented, but not parsed")
        return
    found = difference(reply.value, plain(parsed))
    if found:
        raise ResultError(f"parsed error {found}")


_CLASSES = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
}


def _shown(value: Any) -> str:
    return f"{type(value).__name__} {value!r}"[:160]
