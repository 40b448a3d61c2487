"""Who holds a connection, and that it is given back: on a real server on loopback."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import anyio
import httpx
import pytest
from runtime._base_client import DefaultAioHttpClient, DefaultAsyncHttpxClient, DefaultHttpxClient
from runtime._errors import APIConnectionError, APIStatusError, APITimeoutError, ClientClosedError
from runtime._response import async_to_streamed_response_wrapper, to_streamed_response_wrapper

from tests.runtime.transport_support import AsyncClient, Client, Thing


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status = 500 if "/fail" in self.path else 200
        content = b'{"name":"a"}' if "/long" not in self.path else b"x" * 1_000_000
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if "/garbage" in self.path:
            self.send_header("Content-Encoding", "gzip")
        if "/cookie" in self.path:
            self.send_header("Set-Cookie", "seen=yes")
        length = len(content) + (10 if "/cut" in self.path else 0)
        self.send_header("Content-Length", str(length))
        self.send_header("X-Cookie", self.headers.get("cookie", "-"))
        self.end_headers()
        if "/stall" in self.path:
            self.server.stall.wait(5)  # type: ignore[attr-defined]
        self.wfile.write(content)
        if "/cut" in self.path:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), _Handler)
    stall = server.stall = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    stall.set()
    server.shutdown()
    thread.join()
    server.server_close()


def busy(http: Any) -> int:
    """Requests that hold or await a connection."""
    return len(http._transport._pool._requests)


def test_failing_streams_give_the_connection_back(url: str) -> None:
    with Client(base_url=url, max_retries=1) as made:
        for _ in range(20):
            with pytest.raises(APIStatusError) as caught:
                to_streamed_response_wrapper(made.things.get)("fail").__enter__()
            assert caught.value.body == {"name": "a"}
            assert busy(made._client) == 0
        assert len(made._client._transport._pool.connections) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["cut", "garbage"])
def test_broken_answers_give_the_connection_back(url: str, path: str) -> None:
    with Client(base_url=url) as made:
        with pytest.raises(APIConnectionError):
            made.things.get(path)
        assert busy(made._client) == 0


def test_timeout_gives_the_connection_back(url: str) -> None:
    with Client(base_url=url, max_retries=1) as made:
        with pytest.raises(APITimeoutError):
            made.things.get("stall", timeout=0.05)
        assert busy(made._client) == 0


def test_early_end_of_a_streaming_block_gives_the_connection_back(url: str) -> None:
    with Client(base_url=url) as made:
        for _ in range(5):
            with to_streamed_response_wrapper(made.things.get)("long") as response:
                assert not response.is_closed
                chunks = response.iter_bytes()
                next(chunks)
                assert busy(made._client) == 1
            assert busy(made._client) == 0


def test_exception_in_a_hook_gives_the_connection_back(url: str) -> None:
    class Hooked(Client):
        def _process_response(self, **given: Any) -> Any:
            raise ZeroDivisionError

        def _should_retry(self, response: httpx.Response) -> bool:
            raise ZeroDivisionError

    with Hooked(base_url=url) as made:
        for path in ("1", "fail"):
            with pytest.raises(ZeroDivisionError):
                to_streamed_response_wrapper(made.things.get)(path).__enter__()
            assert busy(made._client) == 0


def test_cancelled_async_calls_give_the_connection_back(url: str) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=url) as made:
            for path in ("stall", "long"):
                with anyio.move_on_after(0.05):
                    async with async_to_streamed_response_wrapper(made.things.get)(path) as response:
                        async for _ in response.iter_bytes():
                            await anyio.sleep(1)
                assert busy(made._client) == 0

    asyncio.run(main())


def test_async_failures_give_the_connection_back(url: str) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=url, max_retries=1) as made:
            with pytest.raises(APIStatusError):
                await async_to_streamed_response_wrapper(made.things.get)("fail").__aenter__()
            assert busy(made._client) == 0

    asyncio.run(main())


def test_nothing_is_opened_before_the_first_call(url: str) -> None:
    made = Client(base_url=url)
    assert made._pool._unbound is None
    made.close()
    assert made.is_closed()


def test_threads_that_come_first_together_share_one_pool(url: str) -> None:
    made = Client(base_url=url)
    barrier = threading.Barrier(32)

    def first() -> int:
        barrier.wait()
        return id(made._client)

    with ThreadPoolExecutor(32) as pool:
        assert len({future.result() for future in [pool.submit(first) for _ in range(32)]}) == 1
    made.close()


# --- copies -------------------------------------------------------------------------------------------------------


def test_copy_shares_the_pool_and_does_not_close_it(url: str) -> None:
    made = Client(base_url=url)
    with made.copy(timeout=5) as copied:
        assert copied.things.get("1").name == "a"
        assert copied._client is made._client
    assert copied.is_closed()
    assert not made.is_closed()
    with pytest.raises(ClientClosedError):
        copied.things.get("1")
    assert made.things.get("1").name == "a"
    made.close()
    assert made._client.is_closed


def test_dropped_copy_changes_nothing(url: str) -> None:
    with Client(base_url=url) as made:
        copied = made.copy()
        copied.things.get("1")
        del copied
        gc.collect()
        assert not made.is_closed()
        assert made.things.get("1").name == "a"


def test_last_copy_closes_the_pool_of_a_client_that_is_gone(url: str) -> None:
    copied = Client(base_url=url).copy(timeout=5)
    copied.things.get("1")
    gc.collect()
    http = copied._client
    copied.close()
    assert http.is_closed


def test_closing_the_client_closes_its_copies(url: str) -> None:
    made = Client(base_url=url)
    copied = made.copy()
    made.close()
    made.close()
    assert copied.is_closed()
    for closed in (made, copied):
        with pytest.raises(ClientClosedError, match="closed"):
            closed.things.get("1")


def test_copy_with_its_own_http_client_is_apart() -> None:
    made = Client()
    http = httpx.Client()
    copied = made.copy(http_client=http)
    assert copied._client is http
    made.close()
    assert not copied.is_closed()
    copied.close()
    assert http.is_closed


# --- event loops --------------------------------------------------------------------------------------------------


def test_async_client_works_under_consecutive_event_loops(url: str) -> None:
    made = AsyncClient(base_url=url)

    seen: list[Any] = []

    async def call() -> None:
        assert (await made.copy().things.get("1")).name == "a"
        seen.append(made._client)
        await made._client.aclose()  # so that the loop leaves no socket behind for this test

    asyncio.run(call())
    asyncio.run(call())
    assert seen[0] is not seen[1]


def test_async_clients_of_two_threads_do_not_share_connections(url: str) -> None:
    made = AsyncClient(base_url=url)

    async def call() -> Any:
        await made.things.get("1")
        http = made._client
        await http.aclose()
        return http

    with ThreadPoolExecutor(2) as pool:
        first, second = [future.result() for future in [pool.submit(asyncio.run, call()) for _ in range(2)]]
    assert first is not second


def test_async_close(url: str) -> None:
    async def main() -> None:
        made = AsyncClient(base_url=url)
        await made.things.get("1")
        http = made._client
        await made.close()
        assert http.is_closed
        assert made.is_closed()
        with pytest.raises(ClientClosedError):
            await made.things.get("1")

    asyncio.run(main())


# --- httpx clients of ours ----------------------------------------------------------------------------------------


def test_defaults_of_the_http_clients() -> None:
    with DefaultHttpxClient() as http:
        assert http.timeout == httpx.Timeout(60, connect=5)
        assert http.follow_redirects
        made: Any = http
        pool = made._transport._pool
        assert (pool._max_connections, pool._max_keepalive_connections) == (1000, 100)
    with DefaultHttpxClient(timeout=3, follow_redirects=False) as http:
        assert http.timeout == httpx.Timeout(3)
        assert not http.follow_redirects


def test_cookies_are_kept_between_calls(url: str) -> None:
    with Client(base_url=url) as made:
        made.get("/cookie", cast_to=httpx.Response)
        assert made.get("/x", cast_to=httpx.Response).headers["x-cookie"] == "seen=yes"
        made._client.cookies = {"other": "1"}
        assert made.get("/x", cast_to=httpx.Response).headers["x-cookie"] == "other=1"
    with DefaultHttpxClient(cookies={"given": "1"}) as http:
        assert http.get(url).headers["x-cookie"] == "given=1"


def test_async_http_client_keeps_cookies(url: str) -> None:
    async def main() -> None:
        async with DefaultAsyncHttpxClient(cookies={"given": "1"}) as http:
            await http.get(f"{url}/cookie")
            assert (await http.get(url)).headers["x-cookie"] == "given=1; seen=yes"

    asyncio.run(main())


def test_aiohttp_backend(url: str) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=url, http_client=DefaultAioHttpClient()) as made:
            assert await made.things.get("1") == Thing(name="a")

    asyncio.run(main())


def test_aiohttp_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "httpx_aiohttp", None)
    with pytest.raises(RuntimeError, match=r"pip install 'runtime\[aiohttp\]'"):
        DefaultAioHttpClient()
