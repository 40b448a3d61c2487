"""What the imaginary API answers, the same bytes for every SDK."""

from __future__ import annotations

import json
from typing import Any

_JOB = {
    "duration_ms": 1840.5,
    "error": None,
    "export_config_ids": None,
    "is_error": False,
    "total_input_tokens": 812,
    "total_output_tokens": 164,
    "turns": 2,
}


def summary(number: int = 0) -> dict[str, Any]:
    return {
        "last_updated_at": "2026-04-22T12:34:41.342245",
        "session_id": f"ses-{number:06}",
        "generated_title": "What were the main findings in Q3?...",
        "index_ids": ["idx-abc123", "idx-def456"],
        "job_metadata": _JOB,
    }


def event(number: int) -> dict[str, Any]:
    """One of the eight kinds, most of them pieces of text as in a real history."""
    kind = number % 20
    if kind == 0:
        return {"content": f"What were the main findings in Q{number}?", "type": "user_input"}
    if kind == 1:
        return {"content": "The quarterly report should have them, I look there first.", "type": "thinking"}
    if kind == 2:
        arguments = {"query": "main findings", "top_k": 5, "filters": {"year": 2026}}
        return {"arguments": arguments, "call_id": f"call-{number}", "name": "retrieve", "type": "tool_call"}
    if kind == 3:
        result = [{"page": 3, "score": 0.92, "text": "Revenue grew by 12 %."}, {"page": 7, "score": 0.4, "text": "…"}]
        image = {"attachment_name": "page_3.png", "source_id": "src-abc123"}
        return {
            "call_id": f"call-{number}",
            "image_attachment": image,
            "name": "retrieve",
            "result": result,
            "type": "tool_result",
        }
    if kind == 4:
        usage = {"duration_ms": 12.5, "total_input_tokens": 812, "total_output_tokens": 164, "turns": 2}
        return {"error": None, "is_error": False, "type": "stop", "usage": usage}
    if kind == 5:
        return {"content": "Revenue grew by 12 % and costs stayed as they were.", "type": "text"}
    content = f"piece {number} of the text that the agent writes in this turn, word by word"
    return {"content": content, "type": "thinking_delta" if kind < 12 else "text_delta"}


def unknown_event(number: int) -> dict[str, Any]:
    """As `event`; one in twenty is of a kind the SDKs do not know, another one has a field of another type."""
    if number % 20 == 7:
        return {"content": "see page 3", "source": {"page": 3}, "type": "citation"}
    if number % 20 == 4:
        return {**event(number), "usage": {"duration_ms": "12.5 ms", "total_input_tokens": 812, "turns": 2}}
    return event(number)


def session(count: int, *, unknown: bool = False) -> dict[str, Any]:
    make = unknown_event if unknown else event
    return {"events": [make(number) for number in range(count)], **summary()}


def page(count: int) -> dict[str, Any]:
    return {"items": [summary(number) for number in range(count)], "next_page_token": None}


def encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def transcript(count: int) -> bytes:
    """`count` small events as the server sends them."""
    pieces = ("text_delta", "thinking_delta")
    return b"".join(
        b"id: %d\nevent: %b\ndata: %b\n\n" % (number, kind.encode(), encoded({"content": "word ", "type": kind}))
        for number, kind in ((number, pieces[number % 2]) for number in range(count))
    )


def long_event(length: int) -> bytes:
    """One event whose text has `length` characters."""
    return b"event: text\ndata: %b\n\n" % encoded({"content": "x" * length, "type": "text"})
