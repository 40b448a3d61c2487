"""Raw and streaming responses, undocumented endpoints, options, own backends, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from llama_cloud import (
    AsyncLlamaCloud,
    DefaultAioHttpClient,
    DefaultHttpxClient,
    LlamaCloud,
    LlamaCloudError,
    NotFoundError,
)
from llama_cloud.types.beta import ChatCreateResponse, ChatGetSummaryResponse

if TYPE_CHECKING:
    from pathlib import Path

    from tests.chat_server import RunningServer


def test_raw_response(client: LlamaCloud) -> None:
    response = client.beta.chat.with_raw_response.create(index_ids=["idx-1"])
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.http_request.method == "POST"
    session = response.parse()
    assert isinstance(session, ChatCreateResponse)
    assert session.session_id in response.text()
    assert client.beta.chat.with_raw_response.delete(session.session_id).parse() is None
    with pytest.raises(NotFoundError):
        client.beta.chat.with_raw_response.retrieve(session.session_id)


def test_raw_response_of_a_stream(client: LlamaCloud) -> None:
    session = client.beta.chat.create()
    response = client.beta.chat.with_raw_response.stream(session.session_id, index_ids=[], prompt="x")
    assert response.headers["content-type"].startswith("text/event-stream")
    assert [event.type for event in response.parse()][-1] == "stop"


def test_streaming_response(client: LlamaCloud, tmp_path: Path) -> None:
    session = client.beta.chat.create()
    chat = client.beta.chat.with_streaming_response
    with chat.get_summary(session.session_id) as response:
        assert b"".join(response.iter_bytes()).startswith(b"{")
    with chat.get_summary(session.session_id) as response:
        assert isinstance(response.parse(), ChatGetSummaryResponse)
    with chat.stream(session.session_id, index_ids=[], prompt="x") as response:
        lines = list(response.iter_lines())
    assert lines[0] == ": keep-alive"
    assert sum(line.startswith("data: ") for line in lines) == sum(line.startswith("id: ") for line in lines) > 5
    with chat.retrieve(session.session_id) as response:
        response.stream_to_file(tmp_path / "session.json")
    assert session.session_id in (tmp_path / "session.json").read_text(encoding="utf-8")
    with chat.retrieve(session.session_id) as response:
        assert "".join(response.iter_text()) == (tmp_path / "session.json").read_text(encoding="utf-8")


@pytest.mark.anyio
async def test_raw_and_streaming_responses_async(async_client: AsyncLlamaCloud, tmp_path: Path) -> None:
    async with async_client as client:
        raw = await client.beta.chat.with_raw_response.create()
        session = await raw.parse()
        assert isinstance(session, ChatCreateResponse)
        chat = client.beta.chat.with_streaming_response
        async with chat.get_summary(session.session_id) as response:
            assert isinstance(await response.parse(), ChatGetSummaryResponse)
        async with chat.stream(session.session_id, index_ids=[], prompt="x") as response:
            lines = [line async for line in response.iter_lines()]
        assert lines[0] == ": keep-alive"
        async with chat.retrieve(session.session_id) as response:
            await response.stream_to_file(tmp_path / "session.json")
        assert session.session_id in (tmp_path / "session.json").read_text(encoding="utf-8")


def test_undocumented_endpoints(client: LlamaCloud) -> None:
    response = client.get("/api/v1/chat", cast_to=httpx.Response, options={"params": {"page_size": 1}})
    assert response.json() == {"items": [], "next_page_token": None}
    created = client.post("/api/v1/chat", cast_to=ChatCreateResponse, body={"index_ids": ["idx-1"]})
    assert created.index_ids == ["idx-1"]


def test_fields_of_the_future_are_kept(client: LlamaCloud) -> None:
    session = client.beta.chat.create(extra_body={"index_ids": ["idx-1"], "new": 1}, extra_query={"page": "1"})
    assert session.to_dict()["index_ids"] == ["idx-1"]
    assert session.model_fields_set == {
        *("session_id", "last_updated_at", "generated_title", "index_ids", "job_metadata")
    }


def test_headers(server: RunningServer, client: LlamaCloud) -> None:
    other = client.with_options(default_headers={"X-Team": "blue"})
    other.beta.chat.create(extra_headers={"X-Trace": "1", "Idempotency-Key": "mine"})
    headers = server.faults.seen[0].headers
    assert headers["authorization"] == f"Bearer {server.api_key}"
    assert headers["x-team"] == "blue"
    assert headers["x-trace"] == "1"
    assert headers["idempotency-key"] == "mine"
    assert headers["x-stainless-lang"] == "python"
    assert "x-stainless-raw-response" not in headers


def test_copies_share_the_pool_and_own_backends_are_used(server: RunningServer) -> None:
    with DefaultHttpxClient(headers={"X-Backend": "own"}) as backend:
        client = LlamaCloud(api_key=server.api_key, base_url=server.url, http_client=backend)
        client.with_options(timeout=1).beta.chat.create()
        client.beta.chat.create()
    assert {request.headers["x-backend"] for request in server.faults.seen} == {"own"}


def test_use_after_close(server: RunningServer) -> None:
    client = LlamaCloud(api_key=server.api_key, base_url=server.url)
    client.beta.chat.list()
    client.close()
    client.close()
    assert client.is_closed()
    with pytest.raises((LlamaCloudError, RuntimeError)):
        client.beta.chat.list()
    assert len(server.faults.seen) == 1


@pytest.mark.anyio
async def test_aiohttp_backend(server: RunningServer) -> None:
    async with AsyncLlamaCloud(
        api_key=server.api_key, base_url=server.url, http_client=DefaultAioHttpClient()
    ) as client:
        session = await client.beta.chat.create()
        stream = await client.beta.chat.stream(session.session_id, index_ids=["idx-2"], prompt="x")
        streamed = [event.to_dict() async for event in stream]
        history = await client.beta.chat.retrieve(session.session_id)
        assert [event.to_dict() for event in history.events] == streamed
        with pytest.raises(NotFoundError):
            await client.beta.chat.retrieve("ses-unknown")
        async with await client.beta.chat.stream(session.session_id, index_ids=["idx-2"], prompt="x") as left:
            async for _event in left:
                break
