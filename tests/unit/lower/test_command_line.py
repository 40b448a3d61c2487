"""The command line as data: words, flags, and calls as a shell writes them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import yaml
from sdkwright.diagnostics import Diagnostics
from sdkwright.lower.command_line import Command, CommandLine, command_line, parts_of, shell_example, shell_word
from sdkwright.lower.context import Context
from sdkwright.lower.examples import Example
from sdkwright.pipeline import Pipeline

ROOT = Path(__file__).parents[3]
HEAD = 'openapi: 3.1.0\ninfo: {title: Acme, version: "1"}\nservers: [{url: https://acme.test/v1}]\n'


def lowered(folder: Path, paths: object, schemas: object = None) -> tuple[Context, CommandLine]:
    document = folder / "openapi.yaml"
    document.write_text(
        HEAD + yaml.safe_dump({"paths": paths, "components": {"schemas": schemas or {}}}, sort_keys=False)
    )
    context = Pipeline(str(document), None, (), Diagnostics()).context
    return context, command_line(context)


def only(line: CommandLine) -> Command:
    [command] = [each for group in line.groups for each in group.commands]
    return command


def posted(properties: dict[str, object], *, required: list[str] | None = None, **more: object) -> dict[str, object]:
    schema = {"type": "object", "properties": properties, "required": required or []}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return {"/pets": {"post": {"requestBody": body, "responses": {"204": {"description": "Done."}}, **more}}}


def test_the_words_are_those_of_the_reference() -> None:
    context = Pipeline(None, ROOT / "spec" / "sdkwright.yml", (), Diagnostics()).context
    line = command_line(context)
    command = next(each for group in line.groups for each in group.commands if each.name == "set-title")
    assert command.words == ("beta:chat", "set-title")
    assert [(each.flag, each.kind, each.place) for each in command.options] == [
        ("--session-id", "string", "path"),
        ("--first-message", "string", "body"),
        ("--organization-id", "optional string", "query"),
        ("--project-id", "optional string", "query"),
    ]
    assert shell_example(context, line, command, Example(command.operation)).split("\n") == [
        f"{line.program} beta:chat set-title \\",
        "  --api-key 'My API Key' \\",
        "  --session-id ses-abc123 \\",
        "  --first-message 'What were the main findings in Q3?'",
    ]


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer"}, "optional number"),
        ({"type": "array", "items": {"type": "string"}}, "optional array of string"),
        ({"enum": ["asc", "desc"]}, 'optional "asc" or "desc"'),
        ({"enum": list("abcdef")}, 'optional "a" or "b" or "c" or 3 more'),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "optional map[number]"),
        ({"type": "object", "properties": {key: {} for key in "abcdef"}}, "optional object { a, b, c, 3 more }"),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, "optional string or number"),
    ],
)
def test_types_in_words(tmp_path: Path, schema: object, words: str) -> None:
    _, line = lowered(tmp_path, posted({"value": schema}))
    assert only(line).options[0].kind == words


def test_an_argument_with_the_flag_of_every_command_takes_the_word_for_its_place(tmp_path: Path) -> None:
    names = ("format", "help", "body", "debug", "max_items", "maxItems", "from", "timeout")
    _, line = lowered(tmp_path, posted({key: {"type": "string"} for key in names}))
    flags = [each.flag for each in only(line).options]
    assert len(set(flags)) == len(names)
    assert {"--body-format", "--body-help", "--body-body", "--body-debug", "--body-timeout", "--from"} <= set(flags)
    assert not {"--format", "--help", "--debug", "--timeout", "--max-items", "--body"} & set(flags)


def test_the_parts_of_an_object_have_options_and_circles_end(tmp_path: Path) -> None:
    node = {
        "type": "object",
        "properties": {"label": {"type": "string"}, "next": {"$ref": "#/components/schemas/Node"}},
    }
    _, line = lowered(tmp_path, posted({"head": {"$ref": "#/components/schemas/Node"}}), {"Node": node})
    found = {each.flag: each for each in parts_of(only(line).options)}
    assert list(found) == ["--head.label", "--head.next"]
    assert found["--head.label"].path == ("label",)


def test_too_many_parts_are_left_to_json(tmp_path: Path) -> None:
    wide = {"type": "object", "properties": {f"p{number}": {"type": "string"} for number in range(101)}}
    _, line = lowered(tmp_path, posted({"wide": wide, "narrow": {"type": "string"}}))
    assert not list(parts_of(only(line).options))
    assert {each.flag: each.reading.metavar for each in only(line).options} == {"--wide": "JSON", "--narrow": "TEXT"}


def test_an_example_gives_lists_one_by_one_and_objects_part_by_part(tmp_path: Path) -> None:
    example = {
        "tags": ["new", "@home"],
        "owner": {"name": "It's Eve"},
        "count": 5,
        "rules": [{"max": 1}],
    }
    schema = {
        "tags": {"type": "array", "items": {"type": "string"}},
        "owner": {"type": "object", "properties": {"name": {"type": "string"}}},
        "count": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        "rules": {"type": "array", "items": {"type": "object", "properties": {"max": {"type": "integer"}}}},
    }
    paths = posted(schema, required=list(schema))
    content = paths["/pets"]["post"]["requestBody"]["content"]["application/json"]  # type: ignore[index]
    content["example"] = example
    context, line = lowered(tmp_path, paths)
    text = shell_example(context, line, only(line), Example(only(line).operation))
    assert shlex.split(text.replace("\\\n", ""))[3:] == [
        "--count", "5", "--owner.name", "It's Eve", "--rules", '{"max": 1}', "--tags", "new", "--tags", "\\@home",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["plain", "two words", "it's", "$HOME `id` \\", '"', "", "-x", "!history", "ü"])
def test_a_shell_reads_the_word_that_was_meant(text: str) -> None:
    assert shlex.split(shell_word(text)) == [text]


def test_text_that_is_not_printable_is_escaped() -> None:
    assert shell_word("a\nb\x1b[0m'\u202e") == "$'a\\nb\\x1b[0m\\'\\xe2\\x80\\xae'"


@pytest.mark.parametrize(
    ("items", "value", "words"),
    [
        ({"type": "string"}, [], ["--list", "[]"]),
        ({"type": "string"}, ["[x"], ["--list", '["[x"]']),
        ({"type": "array", "items": {"type": "integer"}}, [[1, 2]], ["--list", "[[1, 2]]"]),
        ({"type": "array", "items": {"type": "integer"}}, [[1], [2]], ["--list", "[1]", "--list", "[2]"]),
    ],
)
def test_a_list_that_would_be_misread_item_by_item_is_given_whole(
    tmp_path: Path, items: object, value: object, words: list[str]
) -> None:
    paths = posted({"list": {"type": "array", "items": items}}, required=["list"])
    content = paths["/pets"]["post"]["requestBody"]["content"]["application/json"]  # type: ignore[index]
    content["example"] = {"list": value}
    context, line = lowered(tmp_path, paths)
    text = shell_example(context, line, only(line), Example(only(line).operation))
    assert shlex.split(text.replace("\\\n", ""))[3:] == words
