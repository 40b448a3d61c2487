"""The demo: a conversation by the generated SDK, shown as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from llama_cloud import LlamaCloud

    from tests.demo.screen import Screen

_INDEXES = ["idx-q3-report", "idx-q4-plan-2"]
_PROMPTS = ("What were the main findings in Q3?", "And what is planned for Q4?")


def converse(client: LlamaCloud, screen: Screen) -> None:
    """Create a session, hold two turns, title it, list all sessions, delete it."""
    session = client.beta.chat.create(index_ids=_INDEXES)
    screen.line(f"Created session {session.session_id}", "heading")
    for prompt in _PROMPTS:
        show_turn(client, screen, session.session_id, prompt)
    client.beta.chat.set_title(session.session_id, first_message=_PROMPTS[0])
    show_sessions(client, screen)
    client.beta.chat.delete(session.session_id)
    left = len(list(client.beta.chat.list()))
    screen.line(f"Deleted session {session.session_id}; {left} left", "heading")


def show_turn(client: LlamaCloud, screen: Screen, session_id: str, prompt: str) -> None:
    """Stream one turn to the screen, token by token."""
    screen.line()
    screen.line(f"> {prompt}", "heading")
    with client.beta.chat.stream(session_id, index_ids=_INDEXES, prompt=prompt) as stream:
        for event in stream:
            if event.type == "thinking_delta":
                screen.write(event.content, "faint")
            elif event.type == "text_delta":
                screen.write(event.content)
            elif event.type in {"thinking", "text"}:
                screen.line()
            elif event.type == "tool_call":
                screen.line(f"  {event.name}({event.arguments['index_id']})", "tool")
            elif event.type == "tool_result":
                image = f" with {event.image_attachment.attachment_name}" if event.image_attachment else ""
                passages = cast("list[object]", event.result)
                screen.line(f"  → {len(passages)} passages{image}", "tool")
            elif event.type == "stop":
                usage = event.usage
                tokens = f"{usage.total_input_tokens} + {usage.total_output_tokens} tokens, {usage.duration_ms:.0f} ms"
                screen.line(event.error or tokens, "bad" if event.is_error else "good")


def show_sessions(client: LlamaCloud, screen: Screen) -> None:
    screen.line()
    screen.line("Sessions", "heading")
    for item in client.beta.chat.list():
        turns = item.job_metadata.turns if item.job_metadata else 0
        screen.line(f"  {item.session_id}  {item.generated_title}  ({turns} calls of the model)")
