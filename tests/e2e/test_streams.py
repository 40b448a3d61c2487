"""Streams that end early, break or hang: a typed error each time, and no connection left behind."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from llama_cloud import (
    APIConnectionError,
    APIResponseValidationError,
    APITimeoutError,
    AsyncLlamaCloud,
    AsyncStream,
    LlamaCloud,
    LlamaCloudError,
    NotFoundError,
    Stream,
    StreamError,
)

from tests.chat_server import Fault

if TYPE_CHECKING:
    from llama_cloud.types.beta import ChatStreamResponse

    from tests.chat_server import RunningServer

ROUNDS = 12
BROKEN: dict[str, tuple[Fault, tuple[type[LlamaCloudError], ...]]] = {
    "cut": (Fault("cut", match="stream"), (APIConnectionError,)),
    "stall": (Fault("stall", match="stream"), (APITimeoutError,)),
    "garbage": (Fault("garbage", match="stream"), (APIResponseValidationError,)),
    "error_event": (Fault("error_event", match="stream"), (StreamError,)),
}


def open_connections(client: Any) -> int:
    """How many connections the pool of an httpx backed SDK client holds, in use or idle."""
    return len(client._client._transport._pool.connections)


def start(client: LlamaCloud, session_id: str) -> Stream[ChatStreamResponse]:
    return client.beta.chat.stream(session_id, index_ids=["idx-1"], prompt="x", timeout=0.3)


async def start_async(client: AsyncLlamaCloud, session_id: str) -> AsyncStream[ChatStreamResponse]:
    return await client.beta.chat.stream(session_id, index_ids=["idx-1"], prompt="x", timeout=0.3)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_stream_raises_typed_after_what_came(name: str, server: RunningServer, client: LlamaCloud) -> None:
    fault, errors = BROKEN[name]
    session = client.beta.chat.create()
    server.faults.add(fault)
    came: list[str | None] = []
    with pytest.raises(errors) as caught:
        came.extend(event.type for event in start(client, session.session_id))
    assert came == ["user_input", "thinking_delta", "thinking_delta"]
    assert "secret-key" not in repr(caught.value)
    assert open_connections(client) == 0
    assert client.beta.chat.get_summary(session.session_id).session_id == session.session_id


@pytest.mark.anyio
@pytest.mark.parametrize("name", BROKEN)
async def test_a_broken_stream_raises_typed_async(
    name: str, server: RunningServer, async_client: AsyncLlamaCloud
) -> None:
    fault, errors = BROKEN[name]
    async with async_client as client:
        session = await client.beta.chat.create()
        server.faults.add(fault)
        came: list[str | None] = []
        with pytest.raises(errors):
            async for event in await start_async(client, session.session_id):
                came.append(event.type)
        assert came == ["user_input", "thinking_delta", "thinking_delta"]
        assert open_connections(client) == 0


def test_an_error_event_carries_its_body(server: RunningServer, client: LlamaCloud) -> None:
    session = client.beta.chat.create()
    server.faults.add(BROKEN["error_event"][0])
    with pytest.raises(StreamError) as caught:
        list(start(client, session.session_id))
    assert caught.value.body == {"detail": "The agent is overloaded"}


def test_a_break_frees_the_connection_without_the_garbage_collector(client: LlamaCloud) -> None:
    # What the collector closes, it may close in the middle of the pool's own work, and lock that up for ever.
    session = client.beta.chat.create()
    gc.collect()
    gc.disable()
    try:
        for event in start(client, session.session_id):
            if event.type == "thinking_delta":
                break
        assert open_connections(client) == 0
    finally:
        gc.enable()


def test_leaving_early_frees_the_connection(client: LlamaCloud) -> None:
    session = client.beta.chat.create()
    with start(client, session.session_id) as stream:
        assert next(stream).type == "user_input"
        assert not stream.response.is_closed
    assert stream.response.is_closed
    with pytest.raises(ZeroDivisionError), start(client, session.session_id) as stream:
        raise ZeroDivisionError
    stream = start(client, session.session_id)
    stream.close()
    assert stream.response.is_closed
    assert open_connections(client) == 0


def test_no_connection_is_left_after_many_failing_streams(server: RunningServer, client: LlamaCloud) -> None:
    session = client.beta.chat.create()
    quick = client.with_options(max_retries=0)
    for _ in range(ROUNDS):
        with pytest.raises(NotFoundError):
            start(quick, "ses-unknown")
    assert open_connections(client) <= 1
    for name in ("cut", "garbage", "error_event"):
        fault, errors = BROKEN[name]
        for _ in range(ROUNDS):
            server.faults.add(fault)
            with pytest.raises(errors):
                list(start(quick, session.session_id))
    assert open_connections(client) == 0


@pytest.mark.anyio
async def test_cancelling_frees_the_connection(server: RunningServer, async_client: AsyncLlamaCloud) -> None:
    async with async_client as client:
        session = await client.beta.chat.create()
        for _ in range(ROUNDS):
            server.faults.add(Fault("stall", match="stream"))
            with anyio.move_on_after(0.05):
                stream = await client.beta.chat.stream(session.session_id, index_ids=["idx-1"], prompt="x")
                async for _event in stream:
                    pass
        assert open_connections(client) == 0
        assert (await client.beta.chat.get_summary(session.session_id)).session_id == session.session_id


@pytest.mark.anyio
async def test_leaving_early_frees_the_connection_async(async_client: AsyncLlamaCloud) -> None:
    async with async_client as client:
        session = await client.beta.chat.create()
        async with await start_async(client, session.session_id) as stream:
            async for event in stream:
                if event.type == "thinking_delta":
                    break
        assert stream.response.is_closed
        other = await start_async(client, session.session_id)
        await other.close()
        assert open_connections(client) == 0


def test_the_server_sees_no_connection_after_close(server: RunningServer, client: LlamaCloud) -> None:
    session = client.beta.chat.create()
    for name in ("cut", "garbage", "error_event"):
        server.faults.add(BROKEN[name][0])
        with pytest.raises(LlamaCloudError):
            list(start(client, session.session_id))
    stream = start(client, session.session_id)
    next(stream)
    client.close()
    deadline = time.monotonic() + 5
    while server.open_connections and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.open_connections == 0
    stream.close()


def test_events_come_while_the_turn_goes_on(server: RunningServer, client: LlamaCloud) -> None:
    session = client.beta.chat.create()
    server.faults.add(Fault("slow", match="stream", seconds=0.02, after=999))
    times = [time.monotonic() for _ in client.beta.chat.stream(session.session_id, index_ids=[], prompt="x")]
    assert len(times) > 10
    assert times[-1] - times[0] > 0.1


def test_many_streams_at_once(client: LlamaCloud) -> None:
    sessions = [client.beta.chat.create().session_id for _ in range(5)]
    streams = [start(client, session_id) for session_id in sessions]
    counts = {len(list(stream)) for stream in streams}
    assert len(counts) == 1
    assert open_connections(client) <= 5
