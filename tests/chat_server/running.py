"""Running the server: uvicorn in a thread of its own, on a free port of the loopback interface."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from .app import Settings, create_app
from .faults import FaultBox
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Generator

    from starlette.types import ASGIApp

_START_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers at `url`, with its faults and its database at hand."""

    url: str
    settings: Settings
    faults: FaultBox
    store: Store
    uvicorn: uvicorn.Server

    @property
    def api_key(self) -> str:
        return self.settings.api_key

    @property
    def open_connections(self) -> int:
        """How many connections of clients are open."""
        return len(self.uvicorn.server_state.connections)


def uvicorn_config(app: ASGIApp) -> uvicorn.Config:
    """Without logging, signals and lifespan; a stop does not wait for streams that hang."""
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=1,
    )


@contextlib.contextmanager
def run_server(
    settings: Settings | None = None, *, port: int = 0, database: str = ":memory:"
) -> Generator[RunningServer]:
    """Run a server while the context lasts. Its thread, sockets and database are gone afterwards.

    Raises `OSError` when the port is taken, `RuntimeError` when the server does not come up.
    """
    settings = settings or Settings()
    store = Store(database)
    faults = FaultBox()
    listener = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(uvicorn_config(create_app(store, faults, settings)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="chat-server", daemon=True)
    thread.start()
    try:
        _await_start(server, thread)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        yield RunningServer(url, settings, faults, store, server)
    finally:
        server.should_exit = True
        thread.join(_START_SECONDS)
        listener.close()
        store.close()
        if thread.is_alive():
            raise RuntimeError("the chat server did not stop")


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("the chat server did not start")
        time.sleep(0.005)
