"""The mock server as an ASGI application."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from starlette.middleware.cors import CORSMiddleware

from sdkwright.diagnostics.clean import clean
from sdkwright.mock.incoming import GoneError, incoming, with_body
from sdkwright.mock.outgoing import Outgoing
from sdkwright.mock.problems import MEDIA_TYPE, Refusal
from sdkwright.mock.service import Service, allowed_methods
from sdkwright.mock.trouble import DROPPED, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from sdkwright.mock.incoming import Incoming
    from sdkwright.mock.settings import Settings

    # Method, path, status (0 where the connection was closed) and milliseconds of a request that was answered.
    OnAnswer = Callable[[str, str, int, float], None]
    OnBug = Callable[[Exception], None]

_BROKEN: Final = 20
_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def create_app(
    service: Service, settings: Settings, on_answer: OnAnswer | None = None, on_bug: OnBug | None = None
) -> ASGIApp:
    """Pages of any origin may ask and read: what a mock answers is no secret."""
    return CORSMiddleware(
        Mock(service, settings, on_answer, on_bug),
        allow_origins=["*"],
        allow_methods=["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY"],
        allow_headers=["*"],
        expose_headers=["*"],
    )


class Mock:
    """Answers one request at a time; a bug of ours is answered with 500, and raised."""

    def __init__(self, service: Service, settings: Settings, on_answer: OnAnswer | None, on_bug: OnBug | None) -> None:
        self._service = service
        self._settings = settings
        self._trouble = Trouble(settings)
        self._on_answer = on_answer
        self._on_bug = on_bug

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError(f"a mock serves HTTP alone, no {scope['type']}")
        started = time.perf_counter()
        request = incoming(scope)
        try:
            outgoing = await self._outgoing(request, receive)
            await self._send(request, outgoing, receive, send)
        except GoneError:
            return
        except Exception as error:
            # The client is told, and who runs the mock; what was sent already cannot be taken back.
            with suppress(Exception):
                await self._send(request, _failed(error), receive, send)
            if self._on_bug is not None:
                self._on_bug(error)
            raise
        if self._on_answer is not None:
            self._on_answer(request.method, request.path, outgoing.status, (time.perf_counter() - started) * 1000)

    async def _outgoing(self, request: Incoming, receive: Receive) -> Outgoing:
        delay = self._trouble.delay()
        if delay:
            await asyncio.sleep(delay)
        failure = self._trouble.failure()
        if failure is not None:
            return failure
        try:
            request = await with_body(request, receive, self._settings.max_body)
            if request.method == "OPTIONS" and (allowed := self._allowed(request)) is not None:
                return Outgoing(204, {"Allow": allowed})
            outgoing, wanted = await self._service.answer(request)
        except Refusal as refusal:
            return Outgoing(refusal.status, {"Content-Type": MEDIA_TYPE, **refusal.headers}, refusal.body)
        if wanted.delay:
            await asyncio.sleep(wanted.delay)
        if not wanted.applied:
            return outgoing
        return replace(outgoing, headers={**outgoing.headers, "Preference-Applied": ", ".join(wanted.applied)})

    def _allowed(self, request: Incoming) -> str | None:
        """The methods of a path; None where the document describes its OPTIONS itself."""
        found = self._service.find(request)
        methods = {each.operation.method for each in found}
        return None if not found or "options" in methods else ", ".join(allowed_methods(found))

    async def _send(self, request: Incoming, outgoing: Outgoing, receive: Receive, send: Send) -> None:
        if outgoing.status == DROPPED:
            # An answer that ends before what it announced: the server has to close the connection.
            await _start(send, 200, {"Content-Length": str(_BROKEN)})
            await send({"type": "http.response.body", "body": b"", "more_body": True})
            return
        headers = dict(outgoing.headers)
        if outgoing.items is None:
            if outgoing.status not in (204, 304):
                headers["Content-Length"] = str(len(outgoing.body))
            await _start(send, outgoing.status, headers)
            body = b"" if request.method == "HEAD" else outgoing.body
            await send({"type": "http.response.body", "body": body})
            return
        await _start(send, outgoing.status, headers)
        if request.method != "HEAD":
            await self._stream(outgoing.items, receive, send)
        await send({"type": "http.response.body", "body": b""})

    async def _stream(self, items: tuple[bytes, ...], receive: Receive, send: Send) -> None:
        """One piece after the other, until the client has gone away."""
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            for index, item in enumerate(items):
                if index and self._settings.pause:
                    await asyncio.wait({gone}, timeout=self._settings.pause)
                if gone.done():
                    raise GoneError
                await send({"type": "http.response.body", "body": item, "more_body": True})
        finally:
            gone.cancel()


def _failed(error: Exception) -> Outgoing:
    detail = clean(f"the mock has a bug: {type(error).__name__}: {error}")
    return Outgoing(500, {"Content-Type": MEDIA_TYPE}, Refusal(500, detail).body)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _start(send: Send, status: int, headers: dict[str, str]) -> None:
    # Texts of documents and requests end no line.
    raw = [
        (name.encode("latin-1"), _CONTROL.sub("", value).encode("latin-1", "replace"))
        for name, value in headers.items()
    ]
    await send({"type": "http.response.start", "status": status, "headers": raw})
