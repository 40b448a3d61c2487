"""Fixtures of the end-to-end tests: the running chat server, and the generated SDK on the import path."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.chat_server import RunningServer, run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_cloud import AsyncLlamaCloud, LlamaCloud

sys.path.insert(0, str(Path(__file__).parents[2] / "generated" / "python" / "src"))


@pytest.fixture(scope="session")
def _running_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with run_server(database=str(tmp_path_factory.mktemp("chat") / "chat.sqlite3")) as server:
        yield server


@pytest.fixture
def server(_running_server: RunningServer) -> RunningServer:
    """The server without sessions, faults and memories of requests."""
    _running_server.store.clear()
    _running_server.faults.clear()
    return _running_server


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def client(server: RunningServer) -> Iterator[LlamaCloud]:
    from llama_cloud import LlamaCloud

    with LlamaCloud(api_key=server.api_key, base_url=server.url, timeout=5) as client:
        yield client


@pytest.fixture
def async_client(server: RunningServer) -> AsyncLlamaCloud:
    """Not closed: a test enters it inside its own event loop."""
    from llama_cloud import AsyncLlamaCloud

    return AsyncLlamaCloud(api_key=server.api_key, base_url=server.url, timeout=5)
