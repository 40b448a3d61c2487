"""Runs a mock server: in this process until it is interrupted, or in a thread while a test lasts."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from typing import TYPE_CHECKING, Final

import uvicorn

from sdkwright.diagnostics import Diagnostics, as_text
from sdkwright.mock.app import create_app
from sdkwright.mock.service import Service
from sdkwright.mock.settings import Settings
from sdkwright.pipeline import BadInputError, Pipeline

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from starlette.types import ASGIApp

    from sdkwright.mock.app import OnAnswer

_START_SECONDS: Final = 30.0
_STOP_SECONDS: Final = 10.0
_BACKLOG: Final = 512


class BadDocumentError(Exception):
    """There is nothing to serve; the message holds the diagnostics that say why."""


def service_of(pipeline: Pipeline, settings: Settings, sink: Diagnostics) -> Service:
    """Raises BadInputError, with diagnostics in the sink, where the document or the config cannot be used."""
    document, config, api = pipeline.document, pipeline.config, pipeline.api
    if sink.has_errors:
        raise BadInputError
    return Service(document, config, api, settings, sink)


def mock_app(
    spec: str | Path | None = None,
    *,
    config: Path | None = None,
    settings: Settings | None = None,
    on_answer: OnAnswer | None = None,
) -> ASGIApp:
    """The application for a document, a config or both; for tests without a socket. Raises BadDocumentError."""
    settings, sink = settings or Settings(), Diagnostics()
    pipeline = Pipeline(str(spec) if spec is not None else None, config, (), sink)
    try:
        service = service_of(pipeline, settings, sink)
    except BadInputError:
        raise BadDocumentError(as_text(sink, [], color=False)) from None
    return create_app(service, settings, on_answer)


@contextlib.contextmanager
def serving(
    spec: str | Path | None = None,
    *,
    config: Path | None = None,
    settings: Settings | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    on_answer: OnAnswer | None = None,
) -> Generator[str]:
    """Serve a document, a config or both from a thread; gives the URL. Sockets and thread are gone afterwards.

    Raises BadDocumentError, and OSError where the port is taken.
    """
    app = mock_app(spec, config=config, settings=settings, on_answer=on_answer)
    with bound(host, port) as listener:
        server = server_of(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="sdkwright-mock", daemon=True)
        thread.start()
        try:
            _await_start(server, thread)
            yield url_of(listener)
        finally:
            server.should_exit = True
            thread.join(_STOP_SECONDS)


@contextlib.contextmanager
def bound(host: str, port: int) -> Generator[socket.socket]:
    """A listening socket; `port` 0 takes a free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once only where the socket says that it is one of TCP.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
        yield listener


def url_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def server_of(app: ASGIApp) -> uvicorn.Server:
    """Without a log of its own; a stop does not wait for streams that hang."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
            timeout_keep_alive=60,
        )
    )


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("the mock server did not start")
        time.sleep(0.005)
