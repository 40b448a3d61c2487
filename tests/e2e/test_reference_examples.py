"""The examples of the API's reference pages, word for word, against the server."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from tests.chat_server.store import Scope

if TYPE_CHECKING:
    from tests.chat_server import RunningServer

HEAD = """
import os
from llama_cloud import LlamaCloud

client = LlamaCloud(
    api_key=os.environ.get("LLAMA_CLOUD_API_KEY"),  # This is the default and can be omitted
)
"""

EXAMPLES = {
    "list": """
        page = client.beta.chat.list()
        page = page.items[0]
        print(page.session_id)
    """,
    "create": """
        chat = client.beta.chat.create()
        print(chat.session_id)
    """,
    "retrieve": """
        chat = client.beta.chat.retrieve(
            session_id="session_id",
        )
        print(chat.session_id)
    """,
    "delete": """
        client.beta.chat.delete(
            session_id="session_id",
        )
    """,
    "get_summary": """
        response = client.beta.chat.get_summary(
            session_id="session_id",
        )
        print(response.session_id)
    """,
    "set_title": """
        response = client.beta.chat.set_title(
            session_id="session_id",
            first_message="What were the main findings in Q3?",
        )
        print(response.session_id)
    """,
    "stream": """
        response = client.beta.chat.stream(
            session_id="session_id",
            index_ids=["idx-abc123", "idx-def456"],
            prompt="What were the main findings in Q3?",
        )
        print(response)
    """,
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_runs_as_it_stands(
    name: str, server: RunningServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LLAMA_CLOUD_API_KEY", server.api_key)
    monkeypatch.setenv("LLAMA_CLOUD_BASE_URL", server.url)
    server.store.create(Scope("default", "default"), "session_id", None)
    names: dict[str, Any] = {}
    exec(compile(HEAD + textwrap.dedent(EXAMPLES[name]), name, "exec"), names)
    printed = capsys.readouterr().out.strip()
    if name == "stream":
        assert "Stream" in printed
        assert [event.type for event in names["response"]][-1] == "stop"
    elif name == "create":
        assert printed == names["chat"].session_id != "session_id"
    else:
        assert printed == ("" if name == "delete" else "session_id")
    names["client"].close()
    assert [request.method for request in server.faults.seen] == [
        {"delete": "DELETE", "create": "POST", "set_title": "POST", "stream": "POST"}.get(name, "GET")
    ]
