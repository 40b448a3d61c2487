"""A program for an API of odd shapes: hostile text, names that clash, parts of objects, files, several kinds of answers."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.cli.cli_support import Program, generated, importable

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    found = generated(
        tmp_path_factory.mktemp("odd"),
        (HERE / "odd.yaml").read_text(encoding="utf-8"),
        (HERE / "odd.yml").read_text(encoding="utf-8"),
    )
    with importable(*found):
        yield found


@pytest.fixture
def odd(folders: list[Path]) -> Program:
    assert folders
    return Program("odd")


def test_hostile_text_stays_text(odd: Program, folders: list[Path]) -> None:
    for path in (each for folder in folders for each in folder.rglob("*.py")):
        ast.parse(path.read_text(encoding="utf-8"))
    for args in ((), ("things",), ("things", "retrieve"), ("things", "create"), ("ping",)):
        ran = odd.run(*args, "--help")
        assert (ran.status, ran.err) == (0, "")
        assert not set(ran.out) & set("\x1b\x07\x08\u202e")


def test_every_argument_has_a_flag_of_its_own(odd: Program) -> None:
    commands = odd.module("commands.things").COMMANDS
    flags = [each.flag for each in commands["retrieve"].options]
    assert flags == [
        "--from", "--weird-id", "--query-format", "--filter-name", "--class", "--x-trace", "--sess", "--order",
    ]  # fmt: skip
    own = [each.flag for each in commands["create"].options]
    assert len(set(own)) == len(own)
    assert {"--body-help", "--body-debug", "--owner-info.first-name", "--a-b"} <= set(own)


def test_parameters_go_to_their_places(odd: Program) -> None:
    ran = odd.run(
        "things", "retrieve", "--from", "@x", "--weird-id", "7", "--query-format", "f", "--filter-name", "-", "--class",
        "a", "--class", "b", "--x-trace", "t", "--sess", "c", "--order", "new",
    )  # fmt: skip
    [request] = odd.requests
    assert (ran.status, ran.err) == (0, "")
    assert request.url.path == "/v1/things/@x/7"
    assert request.url.params.multi_items() == [
        ("class", "a,b"), ("filter[name]", "-"), ("format", "f"), ("order", "new"),
    ]  # fmt: skip
    assert request.headers["x-trace"] == "t"
    assert request.headers["cookie"] == "sess=c"


def test_parts_and_wholes_come_together(odd: Program) -> None:
    ran = odd.run(
        "things", "create", "--body-help", "h", "--owner-info", '{"firstName": "old", "more": 1}',
        "--owner-info.first-name", "Eve", "--owner-info.home-address.zip-code", "null", "--body-debug", "--tags",
        '{"key": "a"}', "--tags", '{"key": "b"}', "--size", "5", "--stop", "x", "--anything", "[1]", "--labels",
        '{"k": "v"}', "--created", "2026-01-01T00:00:00Z", "--a-b", "dot",
    )  # fmt: skip
    assert (ran.status, ran.err) == (0, "")
    assert odd.sent_json == {
        "help": "h",
        "ownerInfo": {"firstName": "Eve", "more": 1, "homeAddress": {"zipCode": None}},
        "debug": True,
        "tags": [{"key": "a"}, {"key": "b"}],
        "size": 5,
        "stop": "x",
        "anything": [1],
        "labels": {"k": "v"},
        "created": "2026-01-01T00:00:00Z",
        "a.b": "dot",
    }


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        (("--body-debug", "false"), {"debug": False}),
        (("--body-debug=true",), {"debug": True}),
        (("--stop", "a", "--stop", "b"), {"stop": ["a", "b"]}),
        (("--stop", '["a"]'), {"stop": ["a"]}),
        (("--size", '"5"'), {"size": "5"}),
        (("--anything", "text"), {"anything": "text"}),
        (("--anything", "null"), {"anything": None}),
        (
            ("--body", '{"ownerInfo": {"firstName": "x"}}', "--owner-info.first-name", "y"),
            {"ownerInfo": {"firstName": "y"}},
        ),
        (("--body", '{"unknown": 1}'), {"unknown": 1}),
    ],
)
def test_values_in_the_body(odd: Program, options: tuple[str, ...], sent: dict[str, Any]) -> None:
    ran = odd.run("things", "create", "--body-help", "h", *options)
    assert (ran.status, ran.err) == (0, "")
    assert odd.sent_json == {"help": "h", **sent}


def test_a_part_of_what_is_no_object_is_refused(odd: Program) -> None:
    ran = odd.run(
        "things", "create", "--body-help", "h", "--body", '{"ownerInfo": [1]}', "--owner-info.first-name", "y"
    )
    assert (ran.status, odd.requests) == (2, [])
    assert "'--owner-info.first-name' is a part of an object" in ran.err


def test_a_body_without_properties_is_one_option_or_the_pipe(odd: Program) -> None:
    for given in ({"args": ("--body", '[{"id": 1}]')}, {"args": ("--body", '{"id": 1}')}, {"stdin": b"- id: 1\n"}):
        ran = odd.run("things", "batch", *given.get("args", ()), stdin=given.get("stdin"))  # type: ignore[arg-type]
        assert (ran.status, ran.err) == (0, "")
        assert odd.sent_json == [{"id": 1}]
    assert odd.run("things", "batch").status == 2


def test_files_are_uploaded(odd: Program, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG")
    ran = odd.run("files", "upload", "--file", f"@{file}", "--others", str(file), "--others", str(file), "--note", "hi")
    assert (ran.status, ran.err) == (0, "")
    sent = odd.requests[-1].content
    assert sent.count(b"\x89PNG") == 3
    assert b'filename="photo.png"' in sent
    assert b"hi" in sent
    ran = odd.run("files", "upload", "--file", "missing.png")
    assert (ran.status, "there is no file 'missing.png'" in ran.err) == (2, True)


def test_bytes_are_sent_from_a_file_or_a_pipe(odd: Program, tmp_path: Path) -> None:
    file = tmp_path / "blob"
    file.write_bytes(b"\x00\xff")
    for args, stdin in ((("--body", str(file)), None), (("--body", "-"), b"\x00\xff"), ((), b"\x00\xff")):
        ran = odd.run("files", "put", *args, stdin=stdin)
        assert (ran.status, ran.err) == (0, "")
        assert odd.requests[-1].content == b"\x00\xff"


def test_text_is_sent(odd: Program) -> None:
    for args, stdin in ((("--body", "{5"), None), ((), b"{5")):
        ran = odd.run("files", "note", *args, stdin=stdin)
        assert (ran.status, ran.err) == (0, "")
        assert odd.requests[-1].content == b"{5"


def test_bytes_are_kept_in_a_file_and_never_shown_on_a_terminal(odd: Program, tmp_path: Path) -> None:
    odd.reply = lambda _request: httpx.Response(200, content=b"\x00\xff\x1b")
    ran = odd.run("files", "get", terminal=True)
    assert (ran.status, "--output FILE" in ran.err, odd.requests) == (2, True, [])
    assert odd.run("files", "get").data == b"\x00\xff\x1b"
    ran = odd.run("files", "get", "--output", str(tmp_path / "blob"), terminal=True)
    assert (ran.status, (tmp_path / "blob").read_bytes()) == (0, b"\x00\xff\x1b")
    ran = odd.run("files", "get", "--output", str(tmp_path / "none" / "blob"))
    assert (ran.status, "No such file or directory" in ran.err) == (1, True)


def test_the_clients_own_methods_are_commands_of_the_program(odd: Program) -> None:
    odd.reply = lambda _request: httpx.Response(200, text="pong \x1b[0m", headers={"content-type": "text/plain"})
    assert odd.run("ping", terminal=True).out == "pong \\u001b[0m\n"
    assert odd.run("ping").out == "pong \x1b[0m\n"


def test_a_call_streams_when_it_asks_to(odd: Program) -> None:
    def reply(request: httpx.Request) -> httpx.Response:
        if json.loads(request.content).get("stream"):
            text = 'data: {"delta": "a"}\n\ndata: {"delta": "b"}\n\n'
            return httpx.Response(200, text=text, headers={"content-type": "text/event-stream"})
        return httpx.Response(200, json={"text": "ab"})

    odd.reply = reply
    assert odd.run("chat", "ask", "--prompt", "x").json == {"text": "ab"}
    assert odd.run("chat", "ask", "--prompt", "x", "--stream").out == '{"delta": "a"}\n{"delta": "b"}\n'
