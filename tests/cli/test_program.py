"""The generated program: what it sends, what it prints, how it ends."""

from __future__ import annotations

import json
import sys
import types
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.cli_support import Program

KEY = ("--api-key", "secret-key")
STREAM = ("beta:chat", "stream", "--session-id", "s", "--index-ids", "i", "--prompt", "hi")
SESSION = {"session_id": "ses-1", "last_updated_at": "2026-04-22T12:34:41"}


def answering(program: Program, *answers: httpx.Response) -> None:
    waiting = list(answers)
    program.reply = lambda _request: waiting.pop(0)


def test_options_become_a_request(chat: Program) -> None:
    ran = chat.run("beta:chat", "set-title", *KEY, "--session-id", "a/b", "--first-message", "Hi", "--project-id", "p")
    [request] = chat.requests
    assert (ran.status, ran.err) == (0, "")
    assert request.method == "POST"
    assert request.url.raw_path == b"/api/v1/chat/a%2Fb/title?project_id=p"
    assert request.headers["authorization"] == "Bearer secret-key"
    assert json.loads(request.content) == {"first_message": "Hi"}


def test_options_of_every_command_stand_in_front_of_it_too(chat: Program) -> None:
    answering(chat, httpx.Response(200, json=SESSION))
    ran = chat.run("--format", "json", *KEY, "beta:chat", "--format", "yaml", "retrieve", "--session-id", "s")
    assert ran.out.startswith("session_id: ses-1\n")


def test_all_that_is_missing_is_told_at_once_and_nothing_is_sent(chat: Program) -> None:
    ran = chat.run("beta:chat", "stream", *KEY)
    assert ran.status == 2
    assert "Error: Missing options '--session-id', '--index-ids', '--prompt'." in ran.err
    assert not chat.requests


def test_a_body_comes_from_a_pipe_and_options_count_more(chat: Program) -> None:
    body = b"prompt: from the pipe\nindex_ids: [a]\nmore: {b: 2020-01-01}\n"
    ran = chat.run("beta:chat", "stream", *KEY, "--session-id", "s", "--index-ids", "x", stdin=body)
    assert (ran.status, ran.err) == (0, "")
    assert chat.sent_json == {"prompt": "from the pipe", "index_ids": ["x"], "more": {"b": "2020-01-01"}}


def test_a_body_comes_as_a_whole(chat: Program, tmp_path: Path) -> None:
    file = tmp_path / "body.json"
    file.write_text('{"index_ids": null}')
    for text in ('{"index_ids": null}', f"@{file}"):
        ran = chat.run("beta:chat", "create", *KEY, "--body", text)
        assert (ran.status, ran.err) == (0, "")
        assert chat.sent_json == {"index_ids": None}


@pytest.mark.parametrize("body", ["[1]", "{", "text", "\x00"])
def test_a_body_that_is_none_is_refused(chat: Program, body: str) -> None:
    ran = chat.run("beta:chat", "create", *KEY, "--body", body)
    assert ran.status == 2
    assert "--body" in ran.err
    assert not chat.requests


def test_content_comes_from_standard_input_or_a_file(chat: Program, tmp_path: Path) -> None:
    file = tmp_path / "prompt.txt"
    file.write_text("from a file")
    chat.run(*STREAM[:-1], "-", *KEY, stdin=b"from a pipe")
    assert chat.sent_json["prompt"] == "from a pipe"
    chat.run(*STREAM[:-1], f"@{file}", *KEY)
    assert chat.sent_json["prompt"] == "from a file"
    ran = chat.run(*STREAM[:-1], "@no-such-file", *KEY)
    assert (ran.status, "there is no file 'no-such-file'" in ran.err) == (2, True)


def test_pages_are_read_to_the_end_or_as_far_as_is_asked(chat: Program) -> None:
    def pages() -> list[httpx.Response]:
        items = [{"session_id": f"s{number}", "last_updated_at": "x"} for number in range(4)]
        return [
            httpx.Response(200, json={"items": items[:2], "next_page_token": "more"}),
            httpx.Response(200, json={"items": items[2:], "next_page_token": None}),
        ]

    answering(chat, *pages())
    assert [each["session_id"] for each in chat.run("beta:chat", "list", *KEY).json] == ["s0", "s1", "s2", "s3"]
    answering(chat, *pages())
    ran = chat.run("beta:chat", "list", *KEY, "--max-items", "1", "--transform", "session_id")
    assert ran.json == ["s0"]
    assert len(chat.requests) == 3
    answering(chat, *pages())
    lines = chat.run("beta:chat", "list", *KEY, "--format", "jsonl", "--transform", "session_id").out.splitlines()
    assert lines == ['"s0"', '"s1"', '"s2"', '"s3"']


def test_events_are_printed_as_they_come(chat: Program) -> None:
    seen: list[bytes] = []

    class Events(httpx.SyncByteStream):
        def __iter__(self):  # type: ignore[no-untyped-def]
            for number in (1, 2):
                yield f'data: {{"type": "text_delta", "content": "{number}"}}\n\n'.encode()
                seen.append(sys.stdout.kept())  # type: ignore[attr-defined]

    answering(chat, httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Events()))
    ran = chat.run(*STREAM, *KEY, "--transform", "content")
    assert (ran.status, ran.out) == (0, "1\n2\n")
    assert seen == [b"1\n", b"1\n2\n"]


def test_raw_output_is_what_the_server_sent(chat: Program, tmp_path: Path) -> None:
    data = b'{"session_id" :"\\u001b",  "x": 1e400}\r\n\x80'
    answering(chat, httpx.Response(200, content=data), httpx.Response(200, content=data))
    call = ("beta:chat", "retrieve", *KEY, "--session-id", "s", "--format", "raw")
    assert chat.run(*call).data == data
    assert chat.run(*call, "--output", str(tmp_path / "answer")).data == b""
    assert (tmp_path / "answer").read_bytes() == data


@pytest.mark.parametrize(
    ("status", "expected"),
    [(400, 7), (401, 5), (403, 5), (404, 6), (409, 7), (422, 7), (429, 8), (500, 9), (503, 9), (599, 9), (418, 7)],
)
def test_the_exit_status_tells_what_kind_of_error_it_was(chat: Program, status: int, expected: int) -> None:
    chat.reply = lambda _request: httpx.Response(
        status, json={"detail": "\x1b[31mno\x1b[0m"}, headers={"x-request-id": "req-\x1b1"}
    )
    ran = chat.run("beta:chat", "retrieve", *KEY, "--session-id", "s", "--max-retries", "0")
    assert (ran.status, ran.out) == (expected, "")
    assert ran.err.startswith(f"Error: {status}")
    assert "no" in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (httpx.ConnectError("refused"), 3),
        (httpx.ReadTimeout("slow"), 4),
        (KeyboardInterrupt(), 130),
        (httpx.RemoteProtocolError("gone"), 3),
    ],
)
def test_failures_of_the_connection_have_a_status_too(chat: Program, error: BaseException, expected: int) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise error

    chat.reply = fail
    ran = chat.run("beta:chat", "list", *KEY, "--max-retries", "0")
    assert (ran.status, "Traceback" in ran.err) == (expected, False)


def test_a_reader_that_is_gone_is_no_error(chat: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    sinks = chat.module("_sinks")

    def broken(*_args: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(sinks.Sink, "line", broken)
    main = chat.module("_main")
    monkeypatch.setattr(main, "silence", lambda: None)
    answering(chat, httpx.Response(200, json=SESSION))
    ran = chat.run("beta:chat", "retrieve", *KEY, "--session-id", "s")
    assert (ran.status, ran.err) == (141, "")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("beta:chat", "set-titel"), "Did you mean 'set-title'?"),
        (("beta:chats",), "Did you mean 'beta:chat'?"),
        (("chat",), "Did you mean 'beta:chat'?"),
        (("beta:chat", "retrieve", "--session_id", "x"), "--session-id"),
        (("beta:chat", "list", *KEY, "--page-size", "many"), "'many' is not an integer."),
        (("beta:chat", "list", *KEY, "--transform", "[["), "Invalid value for '--transform'"),
        (("beta:chat", "retrieve", *KEY, "--session-id", "x", "--max-items", "1"), "'--max-items' is for commands"),
        (("beta:chat", "list", *KEY, "--format", "raw", "--max-items", "1"), "'--max-items' needs an answer"),
        (("beta:chat", "list", *KEY, "--header", "no colon"), "not of the form 'Name: value'"),
        (("beta:chat", "list", *KEY, "--format", "xml"), "'xml' is not one of"),
        (("beta:chat", "retrieve", *KEY, "--session-id", ".."), ".."),
        (("--\x1b[2J",), "No such option"),
    ],
)
def test_wrong_usage_is_told(chat: Program, args: tuple[str, ...], told: str) -> None:
    ran = chat.run(*args)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert "\x1b" not in ran.err
    assert not chat.requests


def test_the_key_comes_from_the_environment_or_the_keyring(chat: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LLAMA_CLOUD_API_KEY", raising=False)
    call = ("beta:chat", "delete", "--session-id", "s")
    ran = chat.run(*call)
    assert ran.status == 2
    assert "Missing option '--api-key', the environment variable LLAMA_CLOUD_API_KEY" in ran.err
    assert chat.run(*call, LLAMA_CLOUD_API_KEY="of-env").status == 0
    keyring = types.ModuleType("keyring")
    keyring.__spec__ = types.SimpleNamespace()  # type: ignore[assignment]
    keyring.get_password = lambda *name: "of " + " ".join(name)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    assert chat.run(*call).status == 0
    sent = [each.headers["authorization"] for each in chat.requests]
    assert sent == ["Bearer of-env", "Bearer of llamacloud-prod api-key"]


def test_the_log_holds_no_secrets(chat: Program) -> None:
    ran = chat.run("beta:chat", "list", *KEY, "--debug", "--header", "X-Api-Token: other-secret")
    assert "GET /api/v1/chat" in ran.err
    assert "secret" not in ran.err


def test_the_server_is_chosen(chat: Program) -> None:
    chat.run("beta:chat", "list", *KEY, "--base-url", "https://other.test/root")
    assert str(chat.requests[0].url) == "https://other.test/root/api/v1/chat"


def test_an_answer_that_nobody_asked_to_see_is_nothing(chat: Program) -> None:
    answering(chat, httpx.Response(204))
    ran = chat.run("beta:chat", "delete", *KEY, "--session-id", "s")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_lists_are_tables_on_a_terminal(chat: Program) -> None:
    answering(chat, httpx.Response(200, json={"items": [SESSION], "next_page_token": None}))
    ran = chat.run("beta:chat", "list", *KEY, terminal=True)
    assert [sorted(line.split()) for line in ran.out.splitlines()] == [
        ["LAST_UPDATED_AT", "SESSION_ID"],
        ["2026-04-22T12:34:41", "ses-1"],
    ]


def test_the_version_is_that_of_the_package(chat: Program) -> None:
    assert chat.run("--version").out == "llamacloud-prod 0.0.1\n"


def test_help_needs_neither_the_sdk_nor_rich(chat: Program) -> None:
    import subprocess

    from tests.cli.cli_support import CHAT

    code = (
        "import sys; from llamacloud_prod._main import run; from llamacloud_prod._program import PROGRAM;"
        "status = run(PROGRAM, ['beta:chat', 'create', '--help']);"
        "wrong = {'llama_cloud', 'rich', 'httpx', 'pydantic', 'yaml', 'jmespath'} & set(sys.modules);"
        "sys.exit(str(wrong) if wrong else status)"
    )
    env = {"PYTHONPATH": str(CHAT[0]), "PATH": ""}
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_what_nobody_foresaw_is_one_line_and_with_debug_its_trace(chat: Program) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError("\x1b[2Joops")

    chat.reply = fail
    for debug in ((), ("--debug",)):
        ran = chat.run("beta:chat", "list", *KEY, *debug)
        assert ran.status == 1
        assert "Error: ZeroDivisionError: \\u001b[2Joops" in ran.err
        assert ("Traceback" in ran.err) == bool(debug)


def test_colours_are_for_terminals_that_want_them(chat: Program) -> None:
    bold = "\x1b[1m"
    assert bold in chat.run("--help", terminal=True, NO_COLOR="", TERM="xterm").out
    assert bold not in chat.run("--help", terminal=True, NO_COLOR="1", TERM="xterm").out
    assert bold not in chat.run("--help", terminal=True, NO_COLOR="", TERM="dumb").out
    assert bold not in chat.run("--help", NO_COLOR="", TERM="xterm").out


def test_help_tells_the_exit_statuses_that_there_are(chat: Program) -> None:
    statuses = chat.module("_statuses")
    told = {int(line.split()[0]) for line in statuses.HELP.splitlines()[2:]}
    known = {value for name, value in vars(statuses).items() if name.isupper() and isinstance(value, int)}
    assert known - told == {statuses.BROKEN_PIPE}
    assert "429" in chat.run("--help").out
