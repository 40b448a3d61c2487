"""A whole conversation through the SDK, sync and async: create, two turns, history, title, list, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from llama_cloud import AsyncLlamaCloud, ConflictError, LlamaCloud, NotFoundError
from llama_cloud.types.beta import ChatTurn

if TYPE_CHECKING:
    from llama_cloud.types.beta import ChatRetrieveResponse

    from tests.chat_server import RunningServer

QUESTION = "What were the main findings in Q3?"
INDEXES = ["idx-2", "idx-3"]


def check_history(history: ChatRetrieveResponse, streamed: list[dict[str, object]]) -> None:
    assert [event.to_dict() for event in history.events] == streamed
    assert history.index_ids == INDEXES
    job = history.job_metadata
    assert job is not None
    assert job.is_error is False
    assert job.error is None
    assert job.turns == 3
    assert isinstance(job.duration_ms, float)
    assert history.events[-1].type == "stop"
    assert history.events[-1].usage.total_output_tokens == job.total_output_tokens


def test_conversation(client: LlamaCloud) -> None:
    chat = client.beta.chat
    session = chat.create(index_ids=INDEXES)
    assert session.generated_title is None
    assert session.job_metadata is None
    streamed: list[dict[str, object]] = []
    for prompt in (QUESTION, "And in Q4?"):
        with chat.stream(session.session_id, index_ids=INDEXES, prompt=prompt) as stream:
            streamed += [event.to_dict() for event in stream]
    check_history(chat.retrieve(session.session_id), streamed)
    with pytest.raises(ConflictError):
        client.with_options(max_retries=0).beta.chat.stream(session.session_id, index_ids=["idx-9"], prompt=QUESTION)
    assert chat.set_title(session.session_id, first_message=QUESTION).generated_title == f"{QUESTION}..."
    assert chat.get_summary(session.session_id).generated_title == f"{QUESTION}..."
    assert [item.session_id for item in chat.list()] == [session.session_id]
    chat.delete(session.session_id)
    assert chat.list().items == []
    with pytest.raises(NotFoundError):
        chat.retrieve(session.session_id)


@pytest.mark.anyio
async def test_conversation_async(async_client: AsyncLlamaCloud) -> None:
    async with async_client as client:
        chat = client.beta.chat
        session = await chat.create(index_ids=INDEXES)
        streamed: list[dict[str, object]] = []
        for prompt in (QUESTION, "And in Q4?"):
            async with await chat.stream(session.session_id, index_ids=INDEXES, prompt=prompt) as stream:
                streamed += [event.to_dict() async for event in stream]
        check_history(await chat.retrieve(session.session_id), streamed)
        with pytest.raises(ConflictError):
            await client.with_options(max_retries=0).beta.chat.stream(
                session.session_id, index_ids=["idx-9"], prompt=QUESTION
            )
        titled = await chat.set_title(session.session_id, first_message=QUESTION)
        assert titled.generated_title == f"{QUESTION}..."
        assert (await chat.get_summary(session.session_id)).generated_title == f"{QUESTION}..."
        assert [item.session_id async for item in chat.list()] == [session.session_id]
        await chat.delete(session.session_id)
        with pytest.raises(NotFoundError):
            await chat.retrieve(session.session_id)


def test_events_are_typed(client: LlamaCloud) -> None:
    session = client.beta.chat.create()
    names: dict[str, str] = {}
    for event in client.beta.chat.stream(session.session_id, index_ids=["idx-2"], prompt=QUESTION):
        names[str(event.type)] = type(event).__name__
        if event.type == "tool_call":
            assert event.arguments["query"] == QUESTION
        if event.type == "tool_result":
            assert event.image_attachment is not None
            assert event.image_attachment.attachment_name == "page_3.png"
            assert isinstance(event.result, list)
        if event.type == "stop":
            assert event.error is None
            assert event.usage.turns == 2
    assert len(set(names.values())) == len(names) == 8
    history = client.beta.chat.retrieve(session.session_id)
    kinds = {str(event.type): type(event).__name__ for event in history.events}
    assert kinds == {
        "thinking_delta": "EventThinkingDeltaEvent",
        "text_delta": "EventTextDeltaEvent",
        "thinking": "EventThinkingEvent",
        "text": "EventTextEvent",
        "tool_call": "EventToolCallEvent",
        "tool_result": "EventToolResultEvent",
        "stop": "EventStopEvent",
        "user_input": "EventUserInputEvent",
    }


def check_turn(turn: ChatTurn) -> None:
    assert turn.text == "Revenue grew by 12 % and costs stayed as they were, according to 2 source(s). ✔"
    assert turn.thinking.startswith(f"The user asks: {QUESTION}")
    assert [pair.tool_call.arguments["index_id"] for pair in turn.tool_calls] == INDEXES
    for pair in turn.tool_calls:
        assert pair.tool_result is not None
        assert pair.tool_result.call_id == pair.tool_call.call_id
    assert turn.usage is not None
    assert turn.usage.turns == 3
    assert turn.error is None


def test_a_turn_is_collected(client: LlamaCloud) -> None:
    session = client.beta.chat.create()
    turn = ChatTurn.from_events(client.beta.chat.stream(session.session_id, index_ids=INDEXES, prompt=QUESTION))
    check_turn(turn)
    assert ChatTurn.from_events(client.beta.chat.retrieve(session.session_id).events) == turn


@pytest.mark.anyio
async def test_a_turn_is_collected_async(async_client: AsyncLlamaCloud) -> None:
    async with async_client as client:
        session = await client.beta.chat.create()
        stream = await client.beta.chat.stream(session.session_id, index_ids=INDEXES, prompt=QUESTION)
        check_turn(await ChatTurn.from_async_events(stream))


def test_scope_is_sent_with_each_call(server: RunningServer, client: LlamaCloud) -> None:
    session = client.beta.chat.create(organization_id="org-1", project_id="prj-1")
    with pytest.raises(NotFoundError):
        client.beta.chat.get_summary(session.session_id)
    scoped = client.with_options(default_query={"organization_id": "org-1", "project_id": "prj-1"})
    assert scoped.beta.chat.get_summary(session.session_id).session_id == session.session_id
    assert client.beta.chat.list(organization_id=None).items == []
    assert server.faults.seen[0].query == "organization_id=org-1&project_id=prj-1"


def test_a_failed_turn_is_an_answer_not_an_exception(server: RunningServer, client: LlamaCloud) -> None:
    from tests.chat_server import Fault

    session = client.beta.chat.create()
    server.faults.add(Fault("failed_turn", match="stream", after=999))
    *_, stop = client.beta.chat.stream(session.session_id, index_ids=[], prompt=QUESTION)
    assert stop.type == "stop"
    assert stop.is_error is True
    assert stop.error == "The model is not available"
    summary = client.beta.chat.get_summary(session.session_id)
    assert summary.job_metadata is not None
    assert summary.job_metadata.error == stop.error
