"""Streams of typed events: what each event means, how a stream ends, and that its connection is always given back."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from runtime import _stream_reader
from runtime._errors import APIConnectionError, APIResponseValidationError, APITimeoutError, StreamError
from runtime._models import UnknownVariant
from runtime._options import FinalRequestOptions
from runtime._seam import StreamRule
from runtime._stream_reader import StreamReader
from runtime._streaming import AsyncStream, ServerSentEvent, Stream, extract_stream_chunk_type

from tests.runtime.model_support import Call, Delta, Event, Stop, Usage

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Client:
    """`answer` takes the headers of a request that a resumed stream makes."""

    def __init__(self, *, strict: bool = False, answer: Callable[[Any], Any] | None = None) -> None:
        self._strict_response_validation = strict
        self.answer = answer

    def request(self, cast_to: Any, options: FinalRequestOptions, *, stream: bool) -> Any:
        assert cast_to is httpx.Response
        assert stream
        assert self.answer is not None
        return self.answer(options.headers)


GET = FinalRequestOptions(method="get", url="/s")


class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in given pieces; an exception among them is raised. Knows whether it was closed."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces = pieces
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            await asyncio.sleep(0)
            yield piece

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


def response(body: Body, method: str = "POST", **options: Any) -> httpx.Response:
    return httpx.Response(200, stream=body, request=httpx.Request(method, "https://example.com/s"), **options)


def stream(body: Body, type_: Any = Event, *, strict: bool = False, **options: Any) -> Stream[Any]:
    client: Any = Client(strict=strict)
    return Stream(cast_to=type_, response=response(body), client=client, **options)


def astream(body: Body, type_: Any = Event, **options: Any) -> AsyncStream[Any]:
    client: Any = Client()
    return AsyncStream(cast_to=type_, response=response(body), client=client, **options)


def sse(*values: object, **fields: str) -> bytes:
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return "".join(f"{head}data: {json.dumps(value)}\n\n" for value in values).encode()


async def everything(body: Callable[[], Body], type_: Any = Event) -> list[Any]:
    """What both flavours read, which must be the same."""
    items = list(stream(body(), type_))
    assert [item async for item in astream(body(), type_)] == items
    return items


async def test_events_are_typed() -> None:
    data = sse({"type": "stop"}, {"type": "text_delta", "delta": "a"}, {"type": "zzz", "x": 1})
    items = await everything(lambda: Body(data[:30], data[30:]))
    assert [type(item) for item in items] == [Stop, Delta, UnknownVariant]
    assert items[2].to_dict() == {"type": "zzz", "x": 1}
    items = await everything(
        lambda: Body(sse({"type": "tool_call", "call_id": 7}), sse({"type": "stop"}, event="named"))
    )
    assert [type(item) for item in items] == [Call, Stop]
    assert items[0].call_id == 7


async def test_done_ends_the_stream() -> None:
    assert len(await everything(lambda: Body(sse({"type": "stop"}), b"data: [DONE]\n\n", sse({"type": "stop"})))) == 1
    assert len(await everything(lambda: Body(sse({"type": "stop"}) + b"data: [DONE]\n\n" + sse({"type": "stop"})))) == 1
    assert await everything(lambda: Body(b"data: [DONE]\n\ndata: 1\n\n"), object) == []


async def test_events_without_data_are_none() -> None:
    noise = b": ping\n\nid: 1\n\nevent: x\n\ndata\n\ndata:\n\nretry: 3\n\n"
    assert len(await everything(lambda: Body(noise + sse({"type": "stop"}) + noise))) == 1


async def test_an_incomplete_last_event_is_discarded() -> None:
    assert len(await everything(lambda: Body(sse({"type": "stop"}) + b'data: {"type": "stop"}\n'))) == 1


async def test_other_item_types() -> None:
    raw = await everything(lambda: Body(b"id: 3\n" + sse({"a": 1}, event="e")), ServerSentEvent)
    assert raw == [ServerSentEvent(event="e", data='{"a": 1}', id="3")]
    assert await everything(lambda: Body(sse({"a": 1}, [2], "x", 1.5)), object) == [{"a": 1}, [2], "x", 1.5]
    assert await everything(lambda: Body(sse({"tokens": 1}, 2)), Usage) == [Usage(tokens=1), 2]


async def test_large_integers_in_number_fields() -> None:
    data = sse(*({"tokens": 1, "cost": cost} for cost in (1.5, 12345678901234567891, 2)))
    for cuts in ([data], [data[:40], data[40:]], [data[i : i + 1] for i in range(len(data))]):
        items = await everything(lambda cuts=cuts: Body(*cuts), Usage)  # type: ignore[misc]
        assert [item.cost for item in items] == [1.5, 12345678901234567891, 2]


@pytest.mark.parametrize(
    ("data", "message", "body"),
    [
        ('{"message": "too long", "code": "x"}', "too long", {"message": "too long", "code": "x"}),
        ('{"error": {"message": "nested"}}', "nested", {"error": {"message": "nested"}}),
        ('{"error": "text"}', "text", {"error": "text"}),
        ("not json", "not json", "not json"),
        ("[1]", "An error occurred during streaming", [1]),
    ],
)
async def test_error_events_raise(data: str, message: str, body: object) -> None:
    source = sse({"type": "stop"}) + f"event: error\ndata: {data}\n\n".encode() + sse({"type": "stop"})
    for cut in (len(source), 5):
        first = Body(source[:cut], source[cut:])
        sync = stream(first)
        assert type(next(sync)) is Stop
        with pytest.raises(StreamError) as caught:
            next(sync)
        assert (caught.value.message, caught.value.body) == (message, body)
        assert first.closed == 1
        second = Body(source)
        with pytest.raises(StreamError, match=message):
            [item async for item in astream(second)]
        assert second.closed == 1


async def test_data_that_is_no_json() -> None:
    for source in (b"data: <html>\n\n", b"data: {\n\n", b"data: " + b"[" * 100_000 + b"\n\n"):
        body = Body(source)
        with pytest.raises(APIResponseValidationError) as caught:
            list(stream(body))
        assert caught.value.body == source[6:-2].decode()
        assert body.closed == 1


def test_strict_validation() -> None:
    good = sse({"type": "stop"})
    assert len(list(stream(Body(good), strict=True))) == 1
    with pytest.raises(APIResponseValidationError):
        list(stream(Body(good, sse({"type": "zzz"})), strict=True))


def reader(rules: tuple[StreamRule, ...], *pieces: bytes) -> list[Any]:
    reader = StreamReader(object, response(Body()), strict=False, rules=rules)
    return list(reader.read(pieces))


def test_rules_of_the_api() -> None:
    rules = (
        StreamRule(data_starts_with='{"end"', handle="done"),
        StreamRule(event_types=("fail",), handle="error", error_property="why"),
        StreamRule(event_types=(None, "item"), handle="yield"),
    )
    data = sse(1) + sse(2, event="item") + sse(3, event="other") + sse(4, event="message")
    assert reader(rules, data + sse({"end": 1}) + sse(5)) == [1, 2, 4]
    assert reader(rules, sse({"end": 1}, event="item") + sse(5)) == []
    with pytest.raises(StreamError) as caught:
        reader(rules, sse({"why": {"message": "because"}}, event="fail"))
    assert caught.value.body == {"message": "because"}
    assert reader((), sse(1) + b"data: [DONE]\n\n" + sse(2)) == [1]
    with pytest.raises(StreamError):
        reader((), sse(1, event="error"))
    catch_all = (StreamRule(data_starts_with="finished", handle="done"), StreamRule(fallthrough=True, handle="yield"))
    assert reader(catch_all, sse(1, event="any"), b"data: finished\n\n", sse(2)) == [1]


def test_every_way_out_closes() -> None:
    data = sse(*({"type": "stop"} for _ in range(5)))
    body = Body(data)
    list(stream(body))
    assert body.closed == 1

    body = Body(data, data)
    with stream(body) as opened:
        for _ in opened:
            break
        before = body.closed
    assert (before, body.closed) == (0, 1)

    body = Body(data, data)
    gc.disable()  # it must not take a garbage collection
    try:
        for _ in stream(body):
            break
        assert body.closed == 1
    finally:
        gc.enable()

    body = Body(data, data)
    with pytest.raises(ZeroDivisionError), stream(body) as opened:
        for _ in opened:
            raise ZeroDivisionError
    assert body.closed == 1

    body = Body(data, httpx.ReadError("gone"))
    with pytest.raises(APIConnectionError) as caught:
        list(stream(body))
    assert isinstance(caught.value.__cause__, httpx.ReadError)
    assert body.closed == 1

    body = Body(data, httpx.ReadTimeout("slow"))
    with pytest.raises(APITimeoutError):
        list(stream(body))

    body = Body(b"data: " + b"x" * 1000)
    with pytest.raises(StreamError, match="larger than 100 bytes"):
        list(stream(body, max_event_bytes=100))
    assert body.closed == 1

    body = Body(data, data)
    closing = stream(body)
    next(closing)
    closing.close()
    closing.close()
    assert len(list(closing)) < 9
    assert body.closed == 1


async def test_every_way_out_closes_async() -> None:
    data = sse(*({"type": "stop"} for _ in range(5)))
    body = Body(data, data)
    async with astream(body) as opened:
        async for _ in opened:
            break
    assert body.closed == 1

    body = Body(data, data)
    with pytest.raises(ZeroDivisionError):
        async with astream(body) as opened:
            async for _ in opened:
                raise ZeroDivisionError
    assert body.closed == 1

    body = Body(data, httpx.ReadError("gone"))
    with pytest.raises(APIConnectionError):
        [item async for item in astream(body)]
    assert body.closed == 1

    body = Body(data, data)
    opened = astream(body)
    await opened.__anext__()
    del opened
    for _ in range(5):
        await asyncio.sleep(0)
    assert body.closed == 1

    class Endless(Body):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield data
            await asyncio.sleep(60)

    body = Endless()

    async def consume() -> None:
        async for _ in astream(body):
            pass

    task = asyncio.create_task(consume())
    for _ in range(5):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert body.closed == 1


class Server:
    """Sends events 1 to 9, each with its id, after the `Last-Event-ID` that it is told; breaks off as planned."""

    def __init__(self, *plan: Any, retry: int | None = None, inclusive: bool = False) -> None:
        self.plan = list(plan)
        self.asked: list[str | None] = []
        self.bodies: list[Body] = []
        self.retry = retry
        self.inclusive = inclusive

    def open(self, headers: Any) -> httpx.Response:
        last = headers.get("Last-Event-ID")
        self.asked.append(last)
        how_many, ending = self.plan.pop(0)
        if how_many is None:
            raise ending
        first = int(last or 0) + (0 if self.inclusive and last else 1)
        text = "" if self.retry is None else f"retry: {self.retry}\n\n"
        text += "".join(f"id: {n}\ndata: {n}\n\n" for n in range(first, min(first + how_many, 10)))
        pieces = [text.encode()] if ending is None else [text.encode(), ending]
        if first + how_many >= 10:
            pieces = [text.encode(), b"data: [DONE]\n\n"]
        self.bodies.append(Body(*pieces))
        return response(self.bodies[-1], "GET")

    async def aopen(self, headers: Any) -> httpx.Response:
        return self.open(headers)


BROKEN = httpx.ReadError("broken")
HALF = b"id: 99\ndata: 9"


@pytest.fixture
def delays(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []

    async def asleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("time.sleep", slept.append)
    monkeypatch.setattr("anyio.sleep", asleep)
    return slept


async def resumed(make: Callable[[], Server], count: int = 5) -> list[Any]:
    """What a resumed stream gives, or the error that ends it, the same for both flavours."""
    results: list[Any] = []
    for flavour in (Stream, AsyncStream):
        server = make()
        client: Any = Client(answer=server.open if flavour is Stream else server.aopen)
        items: list[Any] = []
        opened = server.open({})
        try:
            if flavour is Stream:
                sync = Stream(cast_to=object, response=opened, client=client, options=GET)
                items.extend(sync.with_reconnect(count))
            else:
                other = AsyncStream(cast_to=object, response=opened, client=client, options=GET)
                async for item in other.with_reconnect(count):
                    items.append(item)
        except Exception as error:
            items.append(type(error))
        assert all(body.closed for body in server.bodies)
        results.append((items, server.asked))
    assert results[0] == results[1]
    return list(results[0])


ALL = list(range(1, 10))


async def test_reconnects_lose_and_repeat_nothing(delays: list[float]) -> None:
    plan = [
        (3, BROKEN),
        (2, HALF),
        (0, None),
        (None, APIConnectionError(request=httpx.Request("GET", "https://e.com"))),
        (9, None),
    ]
    assert await resumed(lambda: Server(*plan)) == [ALL, [None, "3", "5", "5", "5"]]
    assert await resumed(lambda: Server(*plan, inclusive=True)) == [ALL, [None, "3", "4", "4", "4"]]
    assert delays[:4] == [0.5, 0.5, 1.0, 2.0]


async def test_the_server_says_how_long_to_wait(delays: list[float]) -> None:
    await resumed(lambda: Server((3, BROKEN), (9, None), retry=1500))
    await resumed(lambda: Server((3, BROKEN), (9, None), retry=10**12))
    assert delays == [1.5, 1.5, 30.0, 30.0]


async def test_reconnects_have_an_end(delays: list[float]) -> None:
    items, asked = await resumed(lambda: Server((3, BROKEN), *[(0, BROKEN)] * 9), count=2)
    assert items == [1, 2, 3, APIConnectionError]
    assert len(asked) == 3
    items, _ = await resumed(lambda: Server((3, HALF), *[(0, HALF)] * 9), count=2)
    assert items == [1, 2, 3, StreamError]


async def test_events_without_ids_are_not_resumed(delays: list[float]) -> None:
    def answer(headers: Any) -> httpx.Response:
        raise AssertionError("not resumable")

    body = Body(b"data: 1\n\n", BROKEN)
    client: Any = Client(answer=answer)
    plain = Stream(cast_to=object, response=response(body, "GET"), client=client, options=GET)
    assert next(plain.with_reconnect()) == 1
    with pytest.raises(APIConnectionError):
        next(plain)
    assert body.closed


def test_no_content_ends_the_reconnects(delays: list[float]) -> None:
    def answer(headers: Any) -> httpx.Response:
        return httpx.Response(204, request=httpx.Request("GET", "https://e.com"))

    body = Body(b"id: 1\ndata: 1\n\n", BROKEN)
    client: Any = Client(answer=answer)
    plain = Stream(cast_to=object, response=response(body, "GET"), client=client, options=GET)
    assert list(plain.with_reconnect()) == [1]


def test_only_get_streams_can_be_resumed() -> None:
    with pytest.raises(ValueError, match="GET"):
        stream(Body(), options=GET).with_reconnect()
    with pytest.raises(ValueError, match="GET"):
        Stream(cast_to=object, response=response(Body(), "GET"), client=Client()).with_reconnect()  # type: ignore[arg-type]


def test_compressed_bodies() -> None:
    import gzip

    body = Body(gzip.compress(sse({"type": "stop"}, {"type": "stop"})))
    client: Any = Client()
    answer = response(body, headers={"Content-Encoding": "gzip"})
    assert len(list(Stream(cast_to=Usage, response=answer, client=client))) == 2


def test_the_item_type_of_a_stream_class() -> None:
    class Mine(Stream[Usage]):
        pass

    assert extract_stream_chunk_type(Stream[Usage]) is Usage
    assert extract_stream_chunk_type(AsyncStream[Usage]) is Usage
    assert extract_stream_chunk_type(Mine) is Usage
    with pytest.raises(TypeError, match="no type"):
        extract_stream_chunk_type(Stream, failure_message="no type")


def test_default_rules_are_those_of_the_sample_seam() -> None:
    from runtime._seam import STREAM_RULES

    assert _stream_reader.DEFAULT_RULES == STREAM_RULES


def test_a_response_that_was_read_before_is_streamed_from_memory() -> None:
    """As mock transports give it: `httpx.Response(200, content=b"…")`."""
    read = httpx.Response(200, content=b'data: {"a": 1}\n\ndata: {"a": 2}\n\n')
    assert read.is_stream_consumed
    found: Stream[Any] = Stream(cast_to=object, response=read, client=Client())  # type: ignore[arg-type]
    assert list(found) == [{"a": 1}, {"a": 2}]
