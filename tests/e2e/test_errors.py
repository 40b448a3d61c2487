"""Refused requests, broken answers and retries, as the user of the SDK meets them."""

from __future__ import annotations

import pickle
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from llama_cloud import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AsyncLlamaCloud,
    AuthenticationError,
    ConflictError,
    InternalServerError,
    LlamaCloud,
    LlamaCloudError,
    NotFoundError,
    RateLimitError,
    UnprocessableEntityError,
)

from tests.chat_server import Fault
from tests.work import ends

if TYPE_CHECKING:
    from tests.chat_server import RunningServer


def test_wrong_key_is_401(server: RunningServer) -> None:
    with (
        LlamaCloud(api_key="wrong", base_url=server.url) as client,
        pytest.raises(AuthenticationError) as caught,
    ):
        client.beta.chat.list()
    assert caught.value.status_code == 401
    assert caught.value.body == {"detail": "Invalid API key"}
    assert "wrong" not in str(caught.value)
    assert len(server.faults.seen) == 1


def test_a_missing_key_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LLAMA_CLOUD_API_KEY", raising=False)
    with pytest.raises(LlamaCloudError, match="LLAMA_CLOUD_API_KEY"):
        LlamaCloud()


def test_unknown_session_is_404(client: LlamaCloud) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.beta.chat.retrieve("ses-unknown")
    assert caught.value.body == {"detail": "Session ses-unknown not found"}
    assert caught.value.response.status_code == 404
    assert caught.value.request.url.path == "/api/v1/chat/ses-unknown"


def test_bad_page_size_is_422(client: LlamaCloud) -> None:
    with pytest.raises(UnprocessableEntityError) as caught:
        client.beta.chat.list(page_size=0)
    body: Any = caught.value.body
    assert body["errors"][0]["loc"] == ["query", "page_size"]


def test_other_indexes_after_the_first_message_are_409(server: RunningServer, client: LlamaCloud) -> None:
    quick = client.with_options(max_retries=0)
    session = quick.beta.chat.create()
    list(quick.beta.chat.stream(session.session_id, index_ids=["idx-1"], prompt="x"))
    with pytest.raises(ConflictError) as caught:
        quick.beta.chat.stream(session.session_id, index_ids=["idx-2"], prompt="x")
    assert "locked" in str(caught.value)


def test_errors_survive_pickle(client: LlamaCloud) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.beta.chat.retrieve("ses-unknown")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is NotFoundError
    assert again.body == caught.value.body
    assert b"secret-key" not in pickle.dumps(caught.value)


def test_429_is_tried_again_after_the_time_told(server: RunningServer, client: LlamaCloud) -> None:
    server.faults.add(Fault("429", match="GET", retry_after="1"))
    start = time.monotonic()
    assert client.beta.chat.list().items == []
    assert time.monotonic() - start >= 1.0
    assert len(server.faults.seen) == 2


def test_500_once_is_tried_again_with_the_same_idempotency_key(server: RunningServer, client: LlamaCloud) -> None:
    server.faults.add(Fault("500", match="POST /api/v1/chat$"))
    client.beta.chat.create()
    client.beta.chat.create()
    keys = [request.headers["idempotency-key"] for request in server.faults.seen]
    assert len(keys) == 3
    assert keys[0] == keys[1] != keys[2]
    assert len(client.beta.chat.list().items) == 2


def test_retries_end(server: RunningServer, client: LlamaCloud) -> None:
    server.faults.add(Fault("429", match="GET", times=9, retry_after="0"))
    with pytest.raises(RateLimitError) as caught:
        client.beta.chat.list()
    assert len(server.faults.seen) == 3
    assert caught.value.response.headers["retry-after"] == "0"
    with pytest.raises(RateLimitError):
        client.with_options(max_retries=0).beta.chat.list()
    assert len(server.faults.seen) == 4


def test_a_proxys_html_page_is_a_status_error(server: RunningServer, client: LlamaCloud) -> None:
    server.faults.add(Fault("html", match="GET"))
    with pytest.raises(InternalServerError, match="502 Bad Gateway"):
        client.with_options(max_retries=0).beta.chat.list()


def test_a_cut_answer_is_tried_again(server: RunningServer, client: LlamaCloud) -> None:
    server.faults.add(Fault("cut", match="GET"))
    assert client.beta.chat.list().items == []
    assert len(server.faults.seen) == 2
    server.faults.add(Fault("cut", match="GET", times=9))
    with pytest.raises(APIConnectionError) as caught:
        client.with_options(max_retries=0).beta.chat.list()
    assert isinstance(caught.value.__cause__, httpx.RemoteProtocolError)


def test_a_garbled_answer_is_no_api_response(server: RunningServer, client: LlamaCloud) -> None:
    server.faults.add(Fault("garbage", match="GET"))
    with pytest.raises(APIResponseValidationError):
        client.beta.chat.list()
    assert len(server.faults.seen) == 1


def test_no_answer_in_time(server: RunningServer, client: LlamaCloud) -> None:
    server.faults.add(Fault("stall", match="GET"))
    with ends(20), pytest.raises(APITimeoutError):  # The server would answer after 30 seconds.
        client.with_options(max_retries=0).beta.chat.list(timeout=0.2)


def test_no_server_at_all() -> None:
    with (
        LlamaCloud(api_key="k", base_url="http://127.0.0.1:9", max_retries=0) as client,
        pytest.raises(APIConnectionError) as caught,
    ):
        client.beta.chat.list()
    assert isinstance(caught.value.__cause__, httpx.ConnectError)


@pytest.mark.anyio
async def test_async_errors_and_retries(server: RunningServer, async_client: AsyncLlamaCloud) -> None:
    async with async_client as client:
        with pytest.raises(NotFoundError):
            await client.beta.chat.retrieve("ses-unknown")
        server.faults.clear()
        server.faults.add(Fault("500", match="POST"))
        session = await client.beta.chat.create()
        keys = {request.headers["idempotency-key"] for request in server.faults.seen}
        assert len(keys) == 1
        assert len(server.faults.seen) == 2
        server.faults.add(Fault("stall", match="summary"))
        with pytest.raises(APITimeoutError):
            await client.with_options(max_retries=0).beta.chat.get_summary(session.session_id, timeout=0.2)
        server.faults.add(Fault("html", match="summary"))
        with pytest.raises(APIStatusError):
            await client.with_options(max_retries=0).beta.chat.get_summary(session.session_id)
