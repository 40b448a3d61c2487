"""Clients on a mock transport, made the same way for every SDK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import llama_cloud

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE_URL = "http://bench.invalid"


class Chunks(httpx.SyncByteStream):
    """`body` in pieces of `size` bytes, as a socket gives it."""

    def __init__(self, body: bytes, size: int) -> None:
        self._body = body
        self._size = size

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), self._size):
            yield self._body[start : start + self._size]


def answering(body: bytes) -> httpx.Client:
    """A raw client that gets `body` as JSON for every request."""
    headers = {"Content-Type": "application/json"}
    return httpx.Client(
        transport=httpx.MockTransport(lambda request: httpx.Response(200, headers=headers, content=body))
    )


def streaming(body: bytes, chunk_size: int) -> httpx.Client:
    """A raw client that gets `body` as an event stream for every request."""
    headers = {"Content-Type": "text/event-stream"}
    return httpx.Client(
        transport=httpx.MockTransport(
            lambda request: httpx.Response(200, headers=headers, stream=Chunks(body, chunk_size))
        )
    )


def sdk(http_client: httpx.Client) -> Any:
    return llama_cloud.LlamaCloud(api_key="key", base_url=BASE_URL, max_retries=0, http_client=http_client)
