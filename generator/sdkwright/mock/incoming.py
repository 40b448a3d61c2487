"""A request as it came."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from starlette.requests import cookie_parser

from sdkwright.mock.problems import Fault, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope

_MOST_FIELDS: Final = 2_000


class GoneError(Exception):
    """The client has gone away before its request was whole."""


@dataclass(frozen=True)
class Incoming:
    """`path` is still percent-encoded, and so are `slots`, the values of the path's parameters by name. Names of
    `headers` are in lower case; of several headers of one name the values are joined with commas (RFC 9110, 5.3).
    """

    method: str
    path: str
    raw_query: str
    headers: Mapping[str, str]
    body: bytes = b""
    slots: Mapping[str, str] = field(default_factory=dict[str, str])
    base: str = ""

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        try:
            return parse_qsl(self.raw_query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError:
            message = f"there are more than {_MOST_FIELDS} parameters in the query"
            raise Refusal(HTTPStatus.BAD_REQUEST, message, (Fault("query", message),)) from None

    @cached_property
    def cookies(self) -> list[tuple[str, str]]:
        return list(cookie_parser(self.headers.get("cookie", "")).items())

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    def at(self, slots: Mapping[str, str], base: str) -> Incoming:
        """The request as one to the path template that has these slots, below the path `base` of a server."""
        return replace(self, slots=slots, base=base)


def incoming(scope: Scope) -> Incoming:
    """Without its body."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    raw: Any = scope.get("raw_path") or scope["path"].encode()
    path = raw.decode("latin-1").partition("?")[0]
    return Incoming(scope["method"].upper(), path, scope["query_string"].decode("latin-1"), headers)


async def with_body(request: Incoming, receive: Receive, most: int) -> Incoming:
    """The request with its body, which may have no more than `most` bytes (413). Raises GoneError."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told[:20]) > most:
        raise _too_large(most)
    if not told and "transfer-encoding" not in request.headers:
        return request
    parts: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > most:
            raise _too_large(most)
        if not message.get("more_body", False):
            return replace(request, body=b"".join(parts))


def _too_large(most: int) -> Refusal:
    detail = f"the body has more than {most} bytes"
    # The rest is not read, so that the connection cannot be used again.
    return Refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, (Fault("body", detail, pointer=""),), {"Connection": "close"}
    )
