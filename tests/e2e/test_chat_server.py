"""The chat server itself, by plain HTTP: it does what the reference says and what the document promises."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.chat_server import Fault, RunningServer, run_server
from tests.chat_server.document import response_complaints

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def http(server: RunningServer) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {server.api_key}"}
    with httpx.Client(base_url=f"{server.url}/api/v1", headers=headers, timeout=5) as client:
        yield client


def checked(operation_id: str, response: httpx.Response, status: int) -> Any:
    """The body of `response`, after holding it against the document."""
    assert response.status_code == status, response.text
    media_type = response.headers.get("content-type", "").partition(";")[0]
    body = response.json() if response.content else None
    assert response_complaints(operation_id, status, media_type, body) == []
    return body


def create(http: httpx.Client, index_ids: list[str] | None = None, **query: str) -> str:
    body = checked("createChatSession", http.post("/chat", json={"index_ids": index_ids}, params=query), 200)
    return str(body["session_id"])


def say(http: httpx.Client, session_id: str, index_ids: list[str], prompt: str = "What of Q3?") -> httpx.Response:
    return http.post(f"/chat/{session_id}/messages/stream", json={"index_ids": index_ids, "prompt": prompt})


def events_of(response: httpx.Response) -> list[dict[str, Any]]:
    blocks = [block for block in response.text.split("\n\n") if block and not block.startswith(":")]
    fields = [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]
    events = [json.loads(block["data"]) for block in fields]
    assert [block["event"] for block in fields] == [event["type"] for event in events]
    return events


def test_a_new_session_has_no_title_history_or_run(http: httpx.Client) -> None:
    session_id = create(http, ["idx-1"])
    summary = checked("getChatSessionSummary", http.get(f"/chat/{session_id}/summary"), 200)
    assert summary["index_ids"] == ["idx-1"]
    assert summary["generated_title"] is None
    assert summary["job_metadata"] is None
    assert checked("getChatSession", http.get(f"/chat/{session_id}"), 200) == {**summary, "events": []}


def test_a_turn_streams_what_the_history_keeps(http: httpx.Client) -> None:
    session_id = create(http)
    response = say(http, session_id, ["idx-2", "idx-3"])
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response)
    for event in events:
        assert response_complaints("streamChatMessages", 200, "text/event-stream", event) == []
    assert {event["type"] for event in events} == {
        *("user_input", "thinking_delta", "thinking", "tool_call", "tool_result", "text_delta", "text", "stop")
    }
    attachments = [event["image_attachment"] for event in events if event["type"] == "tool_result"]
    assert attachments == [{"attachment_name": "page_3.png", "source_id": "src-idx-2"}, None]
    session = checked("getChatSession", http.get(f"/chat/{session_id}"), 200)
    assert session["events"] == events
    assert session["index_ids"] == ["idx-2", "idx-3"]
    assert session["job_metadata"] == {
        **events[-1]["usage"],
        "error": None,
        "is_error": False,
        "export_config_ids": None,
    }


def test_the_first_message_locks_the_indexes(http: httpx.Client) -> None:
    session_id = create(http, ["idx-1"])
    assert say(http, session_id, ["idx-2", "idx-3"]).status_code == 200
    assert say(http, session_id, ["idx-3", "idx-2"]).status_code == 200
    checked("streamChatMessages", say(http, session_id, ["idx-1"]), 409)


def test_a_title_is_the_beginning_of_the_first_message(http: httpx.Client) -> None:
    session_id = create(http)
    url = f"/chat/{session_id}/title"
    short = checked("generateChatSessionTitle", http.post(url, json={"first_message": "What of Q3?"}), 200)
    assert short["generated_title"] == "What of Q3?..."
    long = checked("generateChatSessionTitle", http.post(url, json={"first_message": "word " * 30}), 200)
    assert long["generated_title"] == "word word word word word word word word..."


def test_pages_hold_each_session_once_and_the_newest_first(http: httpx.Client) -> None:
    created = [create(http) for _ in range(7)]
    found: list[str] = []
    token = None
    sizes: list[int] = []
    while True:
        params = {"page_size": 3, **({"page_token": token} if token else {})}
        page = checked("listChatSessions", http.get("/chat", params=params), 200)
        sizes.append(len(page["items"]))
        found += [item["session_id"] for item in page["items"]]
        token = page["next_page_token"]
        if token is None:
            break
        create(http)
    assert found == created[::-1]
    assert sizes == [3, 3, 1]


@pytest.mark.parametrize(
    "query", [{"page_size": "0"}, {"page_size": "101"}, {"page_size": "x"}, {"page_token": "nope"}]
)
def test_bad_query_is_422(http: httpx.Client, query: dict[str, str]) -> None:
    body = checked("listChatSessions", http.get("/chat", params=query), 422)
    assert body["errors"][0]["loc"] == ["query", *query]


@pytest.mark.parametrize(
    "body", [{"prompt": "x"}, {"index_ids": "idx", "prompt": "x"}, {"index_ids": [1], "prompt": 2}]
)
def test_bad_body_is_422(http: httpx.Client, body: dict[str, object]) -> None:
    session_id = create(http)
    checked("streamChatMessages", http.post(f"/chat/{session_id}/messages/stream", json=body), 422)
    assert http.get(f"/chat/{session_id}").json()["events"] == []


def test_a_deleted_session_is_gone(http: httpx.Client) -> None:
    session_id = create(http)
    assert checked("deleteChatSession", http.delete(f"/chat/{session_id}"), 204) is None
    checked("deleteChatSession", http.delete(f"/chat/{session_id}"), 404)
    checked("getChatSession", http.get(f"/chat/{session_id}"), 404)
    checked("streamChatMessages", say(http, session_id, []), 404)


def test_sessions_of_another_project_are_not_seen(http: httpx.Client) -> None:
    session_id = create(http, organization_id="org-1", project_id="prj-1")
    scope = {"organization_id": "org-1", "project_id": "prj-1"}
    assert http.get(f"/chat/{session_id}/summary", params=scope).status_code == 200
    checked("getChatSessionSummary", http.get(f"/chat/{session_id}/summary"), 404)
    assert http.get("/chat").json()["items"] == []
    assert len(http.get("/chat", params=scope).json()["items"]) == 1


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic secret-key", "Bearer"])
def test_without_the_key_all_is_401(server: RunningServer, header: str | None) -> None:
    headers = {"Authorization": header} if header is not None else {}
    response = httpx.get(f"{server.url}/api/v1/chat", headers=headers)
    checked("listChatSessions", response, 401)


def test_faults_are_ordered_by_http_and_used_up(server: RunningServer, http: httpx.Client) -> None:
    order = {"kind": "429", "match": "GET /api/v1/chat$", "times": 2, "retry_after": "0.5"}
    assert httpx.post(f"{server.url}/__faults__", json=order).status_code == 200
    create(http)
    answers = [http.get("/chat") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["retry-after"] == "0.5"
    seen = httpx.get(f"{server.url}/__faults__").json()["seen"]
    assert [request["method"] for request in seen] == ["POST", "GET", "GET", "GET"]


def test_a_cut_closes_the_connection_in_the_middle(server: RunningServer, http: httpx.Client) -> None:
    session_id = create(http)
    server.faults.add(Fault("cut", match="summary|stream", times=2))
    with pytest.raises(httpx.RemoteProtocolError):
        http.get(f"/chat/{session_id}/summary")
    with pytest.raises(httpx.RemoteProtocolError):
        say(http, session_id, [])
    assert len(http.get(f"/chat/{session_id}").json()["events"]) == 3


def test_stopping_does_not_wait_for_a_stalled_stream(tmp_path: Path) -> None:
    database = str(tmp_path / "chat.sqlite3")
    with run_server(database=database) as server:
        headers = {"Authorization": f"Bearer {server.api_key}"}
        with httpx.Client(base_url=f"{server.url}/api/v1", headers=headers) as http:
            session_id = create(http)
            server.faults.add(Fault("stall", match="stream", seconds=60))
            body: dict[str, object] = {"index_ids": [], "prompt": "x"}
            with http.stream("POST", f"/chat/{session_id}/messages/stream", json=body) as response:
                assert next(response.iter_raw()).startswith(b": keep-alive")
    with run_server(database=database) as again, httpx.Client(base_url=again.url, headers=headers) as http:
        assert http.get(f"/api/v1/chat/{session_id}/summary").status_code == 200
