"""Faults that a test orders beforehand, by `FaultBox.add` or by `POST /__faults__`, and a record of all requests."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Kind = Literal[
    "429", "500", "html", "cut", "stall", "garbage", "slow", "repeat_page_token", "error_event", "failed_turn"
]
_SCOPE_KEY = "chat_server.fault"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the next `times` requests whose "METHOD /path" the regular expression `match` is found in.

    - 429, 500: this status. `retry_after` is sent as the header of that name.
    - html: status 502 with a page of a proxy.
    - cut: the connection is closed in the middle of the answer, in a stream after `after` events.
    - stall: nothing comes for `seconds` after `after` events; outside streams, before the answer.
    - garbage: neither UTF-8 nor JSON; in a stream as an event after `after` events, else as a body with status 200.
    - slow: `seconds` before each event of a stream.
    - repeat_page_token: a page names the token that it was asked with, or one that never ends, as the next one.
    - error_event, failed_turn: an `error` event after `after` events; a turn whose stop event tells an error.
    """

    kind: Kind
    match: str = ""
    times: int = 1
    retry_after: str | None = None
    after: int = 3
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived. Header names are lower case."""

    method: str
    path: str
    query: str
    headers: dict[str, str]


class FaultBox:
    """The faults still to come and the requests seen so far; for use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[tuple[Fault, int]] = []
        self._seen: list[Seen] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append((fault, fault.times))

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()
            self._seen.clear()

    @property
    def seen(self) -> list[Seen]:
        with self._lock:
            return list(self._seen)

    def meet(self, request: Seen) -> Fault | None:
        """Record `request`; gives the fault it runs into, the one ordered first."""
        with self._lock:
            self._seen.append(request)
            for place, (fault, left) in enumerate(self._faults):
                if re.search(fault.match, f"{request.method} {request.path}"):
                    self._faults[place : place + 1] = [(fault, left - 1)] if left > 1 else []
                    return fault
        return None


def fault_of(scope: Scope) -> Fault | None:
    """The fault that the request of `scope` runs into and that its endpoint has to see to."""
    fault = scope.get(_SCOPE_KEY)
    return fault if isinstance(fault, Fault) else None


async def control(request: Request, box: FaultBox) -> Response:
    """`/__faults__`: GET the requests seen, POST a fault, DELETE all."""
    if request.method == "POST":
        box.add(TypeAdapter(Fault).validate_json(await request.body()))
    elif request.method == "DELETE":
        box.clear()
    rows: list[dict[str, Any]] = [
        {"method": seen.method, "path": seen.path, "query": seen.query, "headers": seen.headers} for seen in box.seen
    ]
    return JSONResponse({"seen": rows})


class FaultMiddleware:
    """Lets requests under /api/ run into the faults of `box`, where these are not the endpoint's own business."""

    def __init__(self, app: ASGIApp, box: FaultBox) -> None:
        self._app = app
        self._box = box

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        headers = {name.lower(): value for name, value in request.headers.items()}
        fault = self._box.meet(Seen(request.method, request.url.path, request.url.query, headers))
        response = _whole_answer(fault) if fault is not None else None
        if response is not None:
            await response(scope, receive, send)
            return
        scope[_SCOPE_KEY] = fault
        await self._app(scope, receive, _Cutting(send).send if fault is not None and fault.kind == "cut" else send)


def _whole_answer(fault: Fault) -> Response | None:
    """The answer to send in place of the endpoint's, for faults of that sort."""
    headers = {"Retry-After": fault.retry_after} if fault.retry_after is not None else {}
    if fault.kind == "429":
        return JSONResponse({"detail": "Rate limit exceeded"}, status_code=429, headers=headers)
    if fault.kind == "500":
        return JSONResponse({"detail": "Internal error"}, status_code=500, headers=headers)
    if fault.kind == "html":
        return HTMLResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", status_code=502, headers=headers)
    return None


class _Cutting:
    """Holds back the end of an answer, so that the server has to close the connection in the middle of it."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        body = message.get("body", b"")
        if message.get("more_body", False):
            await self._send(message)
        elif body:
            await self._send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
