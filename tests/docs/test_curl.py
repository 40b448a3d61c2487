"""Calls as commands of curl: what a shell and curl make of them is what the document asks for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.docs.support import blocks, pages_of, sent_by

if TYPE_CHECKING:
    from pathlib import Path

    from tests.docs.support import Sent


def operation(
    parameters: str = "[]", body: str = "", method: str = "post", path: str = "/things", more: str = "", spec: str = ""
) -> str:
    written = f"      requestBody: {body}\n" if body else ""
    return (
        f"paths:\n  {path}:\n    {method}:\n      operationId: thing\n      parameters: {parameters}\n{written}{more}"
        f"      responses: {{'200': {{description: ok}}}}\n{spec}"
    )


def command_of(spec: str, folder: Path) -> str:
    pages = pages_of(spec, folder)
    (found,) = {block for path, text in pages.items() if path.startswith("http/") for block in blocks(text, "sh")}
    return found


def sent(spec: str, folder: Path, **environment: str) -> Sent:
    return sent_by(command_of(spec, folder), environment)


def test_path_values_are_variables(tmp_path: Path) -> None:
    spec = operation(
        "[{name: pet id, in: path, required: true, schema: {type: string}}]", "", "delete", "/pets/{pet id}.json"
    )
    assert "/v1/pets/$PET_ID.json" in command_of(spec, tmp_path)
    found = sent(spec, tmp_path, PET_ID="7")
    assert (found.method, found.path) == ("DELETE", "/v1/pets/7.json")


def test_variables_that_a_shell_has_are_left_alone(tmp_path: Path) -> None:
    spec = operation("[{name: path, in: path, required: true, schema: {type: string}}]", "", "get", "/files/{path}_old")
    assert "${PATH_VALUE}_old" in command_of(spec, tmp_path)
    assert sent(spec, tmp_path, PATH_VALUE="x").path == "/v1/files/x_old"


def test_query_values(tmp_path: Path) -> None:
    spec = operation(
        "[{name: q, in: query, required: true, example: 'a b&c=$HOME`x`', schema: {type: string}},"
        " {name: tag, in: query, required: true, schema: {type: array, items: {type: string}}, example: [x, 'y\"z']}]",
        "",
        "get",
    )
    found = sent(spec, tmp_path)
    assert found.method == "GET"
    assert found.query == [("q", "a b&c=$HOME`x`"), ("tag", "x"), ("tag", 'y"z')]


def test_headers_and_cookies(tmp_path: Path) -> None:
    spec = operation(
        '[{name: X-Name, in: header, required: true, example: "it\'s $HOME", schema: {type: string}},'
        " {name: session, in: cookie, required: true, example: abc, schema: {type: string}}]",
    )
    found = sent(spec, tmp_path)
    assert found.method == "POST"
    assert found.headers == {"x-name": "it's $HOME", "cookie": "session=abc"}


def test_a_body_of_json(tmp_path: Path) -> None:
    data = {"say": 'it\'s "$HOME" `x` \\ é\n', "list": [1, {"a": None}], "deep": {"b": True}}
    media = f"{{schema: {{type: object}}, example: {json.dumps(data)}}}"
    spec = operation("[]", f"{{required: true, content: {{application/json: {media}}}}}")
    found = sent(spec, tmp_path)
    assert json.loads(found.body or "") == data
    assert found.headers["content-type"] == "application/json"


def test_a_form(tmp_path: Path) -> None:
    schema = "{type: object, required: [name, size], properties: {name: {type: string, example: 'a & b'}, size: {type: integer, example: 3}}}"
    spec = operation("[]", f"{{required: true, content: {{application/x-www-form-urlencoded: {{schema: {schema}}}}}}}")
    found = sent(spec, tmp_path)
    assert found.headers["content-type"] == "application/x-www-form-urlencoded"
    assert found.body == "name=a & b&size=3"


def test_files(tmp_path: Path) -> None:
    schema = "{type: object, required: [file, note], properties: {file: {type: string, format: binary}, note: {type: string, example: '@no;file'}}}"
    spec = operation("[]", f"{{required: true, content: {{multipart/form-data: {{schema: {schema}}}}}}}")
    command = command_of(spec, tmp_path)
    assert "-F 'file=@path/to/file'" in command
    assert "--form-string 'note=@no;file'" in command
    assert "Content-Type" not in command


def test_a_raw_body(tmp_path: Path) -> None:
    spec = operation(
        "[]", "{required: true, content: {application/octet-stream: {schema: {type: string, format: binary}}}}", "put"
    )
    found = sent(spec, tmp_path)
    assert (found.method, found.body) == ("PUT", "@path/to/file")
    assert found.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("scheme", "environment", "headers", "query"),
    [
        ("{type: http, scheme: bearer}", {"API_TOKEN": "t"}, {"authorization": "Bearer t"}, []),
        ("{type: apiKey, in: header, name: X-Key}", {"API_TOKEN": "t"}, {"x-key": "t"}, []),
        ("{type: apiKey, in: cookie, name: key}", {"API_TOKEN": "t"}, {"cookie": "key=t"}, []),
        ("{type: apiKey, in: query, name: key}", {"API_TOKEN": "t"}, {}, [("key", "t")]),
    ],
)
def test_credentials_come_from_variables(
    scheme: str, environment: dict[str, str], headers: dict[str, str], query: list[tuple[str, str]], tmp_path: Path
) -> None:
    spec = operation("[]", "", "get", spec=f"components: {{securitySchemes: {{s: {scheme}}}}}\nsecurity: [{{s: []}}]\n")
    command = command_of(spec, tmp_path)
    (name,) = {word.strip('"').split("$")[1] for word in command.split() if "$" in word}
    found = sent_by(command, {name: environment["API_TOKEN"]})
    assert (found.headers, found.query) == (headers, query)


def test_streams_are_not_held_back(tmp_path: Path) -> None:
    spec = operation("[]", "", "get").replace(
        "{'200': {description: ok}}",
        "{'200': {description: ok, content: {text/event-stream: {schema: {type: object}}}}}",
    )
    command = command_of(spec, tmp_path)
    assert command.startswith("curl -N ")
    assert sent_by(command, {}).headers["accept"] == "text/event-stream"


HOSTILE = [
    "$(INJ)",
    "`INJ`",
    "'; INJ; '",
    '"; INJ; "',
    "\\",
    "a\nINJ",
    "!!",
    "$HOME",
    "*",
    "~",
    "-d",
    "@/etc/passwd",
    "\x1b[31m",
    "\x00",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", ["name", "value", "path", "body"])
def test_hostile_text_stays_one_word(text: str, place: str, tmp_path: Path) -> None:
    """`words_of` fails where the shell finds anything but one call of curl."""
    written = json.dumps(text)
    name = json.dumps(f"n{text}") if place == "name" else "plain"
    value = written if place == "value" else "v"
    path = json.dumps(f"/a{text}/b") if place == "path" and "{" not in text else "/things"
    example = json.dumps({"k" + text: text}) if place == "body" else "{}"
    spec = operation(
        f"[{{name: {name}, in: query, required: true, schema: {{type: string}}, example: {value}}}]",
        f"{{required: true, content: {{application/json: {{schema: {{type: object}}, example: {example}}}}}}}",
        path=path,
    )
    pages = pages_of(spec, tmp_path)
    commands = {block for path, page in pages.items() if path.startswith("http/") for block in blocks(page, "sh")}
    for command in commands:
        found = sent_by(command, {"HOME": "INJECTED"})
        assert found.method == "POST"
        assert "INJECTED" not in str(found)
