"""The agent behind the server: from a prompt to the events of a turn, the same ones each time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Event = dict[str, Any]


def turn_events(prompt: str, index_ids: list[str], *, calls_before: int, failure: str | None = None) -> Iterator[Event]:
    """All events of a turn, from the user's input to the stop event.

    Calls of tools are numbered on from `calls_before`. With `failure` the turn ends with that error and no answer.
    """
    yield {"content": prompt, "type": "user_input"}
    thought = f"The user asks: {_shorten(prompt, 60)} " + (
        f"I look into {' and '.join(index_ids)}." if index_ids else "There is no index to look into."
    )
    yield from _spoken("thinking", thought)
    for number, index_id in enumerate(index_ids, start=calls_before + 1):
        yield from _retrieval(f"call-{number}", index_id, prompt)
    answer = _answer(prompt, index_ids)
    if failure is None:
        yield from _spoken("text", answer)
    yield {
        "error": failure,
        "is_error": failure is not None,
        "type": "stop",
        "usage": {
            "duration_ms": 12.5 * (len(thought.split()) + len(answer.split())),
            "total_input_tokens": len(prompt.split()) + 40 * len(index_ids),
            "total_output_tokens": 0 if failure else len(answer.split()),
            "turns": 1 + len(index_ids),
        },
    }


def infer_title(first_message: str) -> str:
    """The beginning of the message and "...", as the titles of the reference look."""
    return _shorten(first_message, 40) + "..."


def _spoken(kind: str, text: str) -> Iterator[Event]:
    """`text` piece by piece as `<kind>_delta` events, then whole."""
    for piece in re.findall(r"\S+\s*", text):
        yield {"content": piece, "type": f"{kind}_delta"}
    yield {"content": text, "type": kind}


def _retrieval(call_id: str, index_id: str, prompt: str) -> Iterator[Event]:
    arguments = {"index_id": index_id, "query": prompt, "top_k": 2, "filters": {"language": None}}
    yield {"arguments": arguments, "call_id": call_id, "name": "retrieve", "type": "tool_call"}
    result: Event = {
        "call_id": call_id,
        "name": "retrieve",
        "result": [
            {"page": 3, "score": 0.92, "text": f"Revenue grew by 12 % — says {index_id}."},
            {"page": 7, "score": 0.4, "text": "Costs stayed as they were."},
        ],
        "type": "tool_result",
    }
    if index_id.endswith(("1", "3", "5", "7", "9")):
        result["image_attachment"] = None
    else:
        result["image_attachment"] = {"attachment_name": "page_3.png", "source_id": f"src-{index_id}"}
    yield result


def _answer(prompt: str, index_ids: list[str]) -> str:
    if not index_ids:
        return f"Without an index I can only repeat: {_shorten(prompt, 200)}"
    return f"Revenue grew by 12 % and costs stayed as they were, according to {len(index_ids)} source(s). ✔"


def _shorten(text: str, limit: int) -> str:
    """The first line, cut at the last space before `limit` characters."""
    line = text.strip().split("\n", 1)[0].strip()
    if len(line) <= limit:
        return line
    head = line[:limit]
    return head.rsplit(" ", 1)[0] if " " in head else head
