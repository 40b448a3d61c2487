"""When a call is tried again, after how long, and what goes out then."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from runtime._base_client import FinalRequestOptions
from runtime._errors import APIConnectionError, APIStatusError, APITimeoutError, InternalServerError, RateLimitError
from runtime._retries import backoff, retry_delay
from runtime._types import Omit

from tests.runtime.transport_support import Client, Server, Thing, answer, async_client, client

NOW = 1696004797.0  # Fri, 29 Sep 2023 16:26:37 GMT
DATES = (
    "Fri, 29 Sep 2023 16:26:37 GMT",
    "Fri, 29 Sep 2023 16:27:38 GMT",
    "Fri, 29 Sep 9999 16:27:38 GMT",
    "Zun, 99 Foo 2023 16:26:27 GMT",
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503, 599])
def test_status_that_is_tried_again(status: int) -> None:
    server = Server(answer(status), answer(status), answer())
    made = client(server)
    assert made.things.get("1").name == "a"
    assert len(server.requests) == 3
    assert len(made.slept) == 2


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 422])
def test_status_that_is_final(status: int) -> None:
    server = Server(answer(status))
    with pytest.raises(APIStatusError):
        client(server).things.get("1")
    assert len(server.requests) == 1


def test_error_after_the_last_attempt() -> None:
    server = Server(answer(500))
    with pytest.raises(InternalServerError):
        client(server).things.get("1")
    assert len(server.requests) == 3


@pytest.mark.anyio
async def test_async_client_retries_alike() -> None:
    server = Server(answer(500), httpx.ReadTimeout("slow"), answer())
    made = async_client(server)
    assert (await made.things.get("1")).name == "a"
    assert len(server.requests) == 3
    assert len(made.slept) == 2


def test_server_decides_with_x_should_retry() -> None:
    server = Server(answer(400, headers={"x-should-retry": "true"}), answer(500, headers={"x-should-retry": "false"}))
    with pytest.raises(InternalServerError):
        client(server).things.get("1")
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (httpx.ConnectTimeout("x"), APITimeoutError),
        (httpx.PoolTimeout("x"), APITimeoutError),
        (httpx.ConnectError("x"), APIConnectionError),
        (httpx.RemoteProtocolError("x"), APIConnectionError),
    ],
)
def test_transport_error_is_retried_then_raised_with_its_cause(error: Exception, raised: type[Exception]) -> None:
    server = Server(error)
    with pytest.raises(raised) as caught:
        client(server).things.get("1")
    assert type(caught.value) is raised
    assert caught.value.__cause__ is error
    assert len(server.requests) == 3


@pytest.mark.parametrize("failure", [RuntimeError("Event loop is closed"), OSError("bad file descriptor")])
def test_what_else_a_transport_fails_with_is_retried_as_well(failure: Exception) -> None:
    server = Server(failure)
    with pytest.raises(APIConnectionError) as caught:
        client(server).things.get("1")
    assert caught.value.__cause__ is failure
    assert len(server.requests) == 3


@pytest.mark.anyio
async def test_async_what_else_a_transport_fails_with_is_retried_as_well() -> None:
    server = Server(RuntimeError("Event loop is closed"), answer(200, json={"name": "a"}))
    assert (await async_client(server).things.get("1")).name == "a"


def test_a_bug_in_a_transport_passes_through_untouched() -> None:
    bug = TypeError("a bug in a transport")
    server = Server(bug)
    with pytest.raises(TypeError) as caught:
        client(server).things.get("1")
    assert caught.value is bug
    assert len(server.requests) == 1


def test_what_a_hook_raises_passes_through_untouched() -> None:
    bug = RuntimeError("a bug in a hook")

    def hook(_request: httpx.Request) -> None:
        raise bug

    server = Server(answer(200))
    http = httpx.Client(transport=httpx.MockTransport(server), event_hooks={"request": [hook]})
    with pytest.raises(RuntimeError) as caught:
        Client(http_client=http).things.get("1")
    assert caught.value is bug
    assert not server.requests


def test_what_a_body_that_is_read_once_raises_passes_through_untouched() -> None:
    bug = OSError("the disk is gone")

    def chunks() -> Iterator[bytes]:
        yield b"a"
        raise bug

    with pytest.raises(OSError, match="the disk is gone") as caught:
        client(Server(answer(200))).post("/things", content=chunks(), cast_to=httpx.Response)
    assert caught.value is bug


def test_unsupported_scheme_and_broken_encoding_are_not_retried() -> None:
    for error in (httpx.UnsupportedProtocol("x"), httpx.DecodingError("x")):
        server = Server(error)
        with pytest.raises(APIConnectionError):
            client(server).things.get("1")
        assert len(server.requests) == 1


def test_max_retries_of_client_and_call() -> None:
    server = Server(answer(500))
    with pytest.raises(InternalServerError):
        client(server, max_retries=0).things.get("1")
    assert len(server.requests) == 1
    with pytest.raises(InternalServerError):
        client(server, max_retries=0).get("/x", cast_to=Thing, options={"max_retries": 4})
    assert len(server.requests) == 1 + 5


def test_backoff_doubles_to_its_cap_with_jitter() -> None:
    for taken, longest in [(0, 0.5), (1, 1.0), (2, 2.0), (4, 8.0), (1000, 8.0), (10**9, 8.0)]:
        delays = [backoff(taken) for _ in range(200)]
        assert all(longest * 0.75 <= delay <= longest for delay in delays)
        assert len(set(delays)) > 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "20"}, 20),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "60"}, 60),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "20"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "20"}, 20),
        ({"retry-after": "Fri, 29 Sep 2023 16:26:57 GMT"}, 20),
        ({"retry-after": "Fri, 29 Sep 2023 16:27:37 GMT"}, 60),
    ],
)
def test_server_says_how_long(headers: dict[str, str], seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: NOW)
    assert retry_delay(3, httpx.Headers(headers)) == seconds


@pytest.mark.parametrize(
    "text",
    ["0", "-1", "61", "1e9", "nan", "inf", "-inf", "", "soon", "9" * 40, *DATES],
)
def test_useless_wait_falls_back_to_the_backoff(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: NOW)
    assert 0.375 <= retry_delay(0, httpx.Headers({"retry-after": text})) <= 0.5


def test_long_wait_is_told_to_the_caller() -> None:
    with pytest.raises(RateLimitError) as caught:
        client(Server(answer(429, headers={"retry-after": "3600"})), max_retries=0).things.get("1")
    assert caught.value.retry_after == 3600


def test_hook_sees_remaining_retries_options_and_headers() -> None:
    seen: list[tuple[int, str, Any]] = []

    class Hooked(Client):
        def _calculate_retry_timeout(
            self, remaining_retries: int, options: FinalRequestOptions, response_headers: httpx.Headers | None = None
        ) -> float:
            seen.append((remaining_retries, options.url, response_headers and response_headers.get("x")))
            return 0.25

    server = Server(answer(500, headers={"x": "1"}), httpx.ConnectError("x"), answer())
    made = Hooked(http_client=httpx.Client(transport=httpx.MockTransport(server)))
    made.things.get("1")
    assert seen == [(2, "/things/1", "1"), (1, "/things/1", None)]
    assert made.slept == [0.25, 0.25]


def test_one_idempotency_key_through_all_attempts() -> None:
    server = Server(answer(500), answer(500), answer())
    made = client(server)
    made.things.create(name="a")
    keys = {request.headers["idempotency-key"] for request in server.requests}
    assert len(keys) == 1
    made.things.create(name="a")
    assert server.last.headers["idempotency-key"] not in keys


def test_idempotency_key_of_the_user_wins() -> None:
    server = Server(answer())
    client(server).post("/x", cast_to=Thing, options={"idempotency_key": "mine"})
    assert server.last.headers["idempotency-key"] == "mine"
    client(server).things.create(name="a", extra_headers={"idempotency-KEY": "header"})
    assert server.last.headers.get_list("idempotency-key") == ["header"]


def test_retry_count_goes_out_and_can_be_set_or_removed() -> None:
    server = Server(answer(500), answer(500), answer())
    client(server).things.get("1")
    assert [request.headers["x-stainless-retry-count"] for request in server.requests] == ["0", "1", "2"]
    client(server).things.get("1", extra_headers={"x-stainless-retry-count": "42"})
    assert server.last.headers.get_list("x-stainless-retry-count") == ["42"]
    client(server).things.get("1", extra_headers={"X-Stainless-Retry-Count": Omit()})
    assert "x-stainless-retry-count" not in server.last.headers


def test_consumed_iterator_is_not_sent_again() -> None:
    def chunks() -> Iterator[bytes]:
        yield b"one"
        yield b"two"

    server = Server(answer(500), answer())
    with pytest.raises(InternalServerError):
        client(server).post("/x", content=chunks(), cast_to=Thing)
    assert server.requests[0].content == b"onetwo"
    assert len(server.requests) == 1


class _RefusesOnce(httpx.BaseTransport):
    def __init__(self) -> None:
        self.attempts = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.attempts += 1
        if self.attempts == 1:
            raise httpx.ConnectError("refused")
        return httpx.Response(200, json={"name": request.read().decode()})


def test_iterator_that_nobody_touched_may_be_sent_again() -> None:
    made = Client(http_client=httpx.Client(transport=_RefusesOnce()))
    assert made.post("/x", content=iter([b"a", b"b"]), cast_to=Thing).name == "ab"


def test_seekable_file_is_rewound_to_where_it_stood() -> None:
    file = io.BytesIO(b"skipped:payload")
    file.seek(8)
    server = Server(answer(500), answer())
    client(server).post("/x", content=file, cast_to=Thing)
    assert [request.content for request in server.requests] == [b"payload", b"payload"]
    assert server.last.headers["content-length"] == "7"
    assert "transfer-encoding" not in server.last.headers


class _Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation("tell")

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation("seek")


def test_unseekable_file_is_sent_once() -> None:
    server = Server(answer(500), answer())
    with pytest.raises(InternalServerError):
        client(server).post("/x", content=_Pipe(b"payload"), cast_to=Thing)
    assert [request.content for request in server.requests] == [b"payload"]


def test_multipart_of_an_unseekable_file_is_sent_once() -> None:
    server = Server(answer(500), answer())
    with pytest.raises(InternalServerError):
        client(server).post("/x", files={"f": ("name", _Pipe(b"payload"))}, cast_to=Thing)
    assert len(server.requests) == 1


def test_multipart_of_a_seekable_file_is_sent_again_whole() -> None:
    server = Server(answer(500), answer())
    client(server).post("/x", files=[("f", io.BytesIO(b"payload"))], cast_to=Thing)
    assert all(b"payload" in request.content for request in server.requests)
    assert len(server.requests) == 2


@pytest.mark.anyio
async def test_async_bodies_from_files_and_iterators() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"one"
        yield b"two"

    server = Server(answer(500), answer())
    await async_client(server).post("/x", content=io.BytesIO(b"payload"), cast_to=Thing)
    assert [request.content for request in server.requests] == [b"payload", b"payload"]
    await async_client(server).post("/x", content=iter([b"a", b"b"]), cast_to=Thing)
    assert server.last.content == b"ab"
    failing = Server(answer(500), answer())
    with pytest.raises(InternalServerError):
        await async_client(failing).post("/x", content=chunks(), cast_to=Thing)
    assert [request.content for request in failing.requests] == [b"onetwo"]
