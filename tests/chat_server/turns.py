"""The stream endpoint: a turn of the agent as Server-Sent Events (WHATWG HTML, 9.2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import anyio
from starlette.responses import StreamingResponse

from .agent import turn_events
from .faults import fault_of
from .refusals import RefusedError
from .requests import MessageRequest, read_body

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response

    from .faults import Fault
    from .store import Session, Store

_KEEP_ALIVE = ": keep-alive\n\n"


async def stream_turn(request: Request, store: Store, session: Session, *, pause: float) -> Response:
    """Answer a prompt. Events come `pause` seconds apart."""
    message = await read_body(request, MessageRequest)
    if session.locked and set(message.index_ids) != set(session.index_ids or ()):
        raise RefusedError(409, f"The indexes of session {session.session_id} are locked since its first message")
    if not session.locked:
        session = store.save(session, index_ids=message.index_ids, locked=True)
    chunks = _chunks(store, session, message, fault=fault_of(request.scope), pause=pause)
    return StreamingResponse(chunks, media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _chunks(
    store: Store, session: Session, message: MessageRequest, *, fault: Fault | None, pause: float
) -> AsyncIterator[bytes]:
    calls_before = sum(event["type"] == "tool_call" for event in store.events(session))
    failure = "The model is not available" if fault is not None and fault.kind == "failed_turn" else None
    events = turn_events(message.prompt, message.index_ids, calls_before=calls_before, failure=failure)
    yield _KEEP_ALIVE.encode()
    for count, event in enumerate(events):
        if fault is not None and count == fault.after:
            async for chunk in _misbehave(fault):
                yield chunk
            if fault.kind in {"cut", "error_event"}:
                return
        if fault is not None and fault.kind == "slow":
            await anyio.sleep(fault.seconds)
        position = store.append(session, event)
        if event["type"] == "stop":
            session = store.save(session, job=_job(event))
        if event["type"] == "tool_call":
            yield _KEEP_ALIVE.encode()
        yield _frame(position, event)
        await anyio.sleep(pause)


async def _misbehave(fault: Fault) -> AsyncIterator[bytes]:
    """What a fault puts into the stream."""
    if fault.kind == "stall":
        await anyio.sleep(fault.seconds)
    elif fault.kind == "garbage":
        yield b'event: text\ndata: {"content": "\xff\xfe\x00 broken\n\n'
    elif fault.kind == "error_event":
        yield b'event: error\ndata: {"detail": "The agent is overloaded"}\n\n'
    elif fault.kind == "cut":
        yield b'id: 99\nevent: text_delta\ndata: {"content": "cut in the mid'


def _frame(position: int, event: dict[str, Any]) -> bytes:
    data = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    return f"id: {position}\nevent: {event['type']}\ndata: {data}\n\n".encode()


def _job(stop: dict[str, Any]) -> dict[str, Any]:
    return {**stop["usage"], "error": stop["error"], "export_config_ids": None, "is_error": stop["is_error"]}
