"""The README: its sections, its examples, and that no text of a document breaks either."""

from __future__ import annotations

import ast
from typing import Any

import pytest
import yaml
from sdkwright.lower.literals import display
from sdkwright.lower.project.markdown import code_block, first_paragraph, literal_text

from tests.unit.lower.around import HOSTILE, blocks, config, document, files, headings, links, raw_html, tokens

OK = {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}}
THING = {
    "type": "object",
    "required": ["name", "thing_id"],
    "properties": {
        "name": {"type": "string"},
        "note": {"type": ["string", "null"]},
        "thing_id": {"type": "string"},
    },
}


def readme(spec: str, settings: str) -> str:
    return files(spec, settings)["README.md"]


def api(paths: dict[str, Any], *, servers: bool = True, **schemas: Any) -> str:
    whole: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1"},
        "servers": [{"url": "https://acme.test"}] if servers else [],
        "paths": paths,
        "components": {"schemas": {"Thing": THING, **schemas}},
    }
    return yaml.safe_dump(whole)


def body(properties: dict[str, Any], required: list[str], media_type: str = "application/json") -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": required}
    return {"required": True, "content": {media_type: {"schema": schema}}}


def usage(text: str) -> str:
    return blocks(text, "python")[0]


def compiled(text: str) -> list[str]:
    """The Python examples, each of which must be Python."""
    found = blocks(text, "python")
    for code in found:
        compile(code, "README.md", "exec")
    return found


ONE = api(
    {
        "/things": {
            "post": {"requestBody": body({"name": {"type": "string", "example": "a"}}, ["name"]), "responses": OK}
        }
    }
)
ONE_CONFIG: dict[str, Any] = {"resources": {"things": {"methods": {"create": "post /things"}}}}


# --- examples ------------------------------------------------------------------------------------------------------


def test_the_first_example_looks_like_those_of_the_family() -> None:
    settings = config(
        **ONE_CONFIG,
        targets={"python": {"package_name": "acme"}},
        client_settings={
            "opts": {"api_key": {"type": "string", "read_env": "ACME_KEY", "auth": {"security_scheme": "b"}}}
        },
        security_schemes={"b": {"type": "http", "scheme": "bearer"}},
        security=[{"b": []}],
    )
    assert usage(readme(ONE, settings)) == (
        "import os\n"
        "from acme import Acme\n"
        "\n"
        "client = Acme(\n"
        '    api_key=os.environ.get("ACME_KEY"),  # This is the default and can be omitted\n'
        ")\n"
        "thing = client.things.create(\n"
        '    name="a",\n'
        ")\n"
        "print(thing.thing_id)\n"
    )


@pytest.mark.parametrize(
    ("params", "wanted", "call", "shown"),
    [
        ({"name": "b"}, None, '    name="b",\n', "thing.thing_id"),
        ({}, "note", '    name="a",\n', "thing.note"),
        ({"unknown": 1}, "unknown", '    name="a",\n', "thing.thing_id"),
    ],
)
def test_the_config_chooses_values_and_the_property_shown(
    params: dict[str, Any], wanted: str | None, call: str, shown: str
) -> None:
    request = {"type": "request", "endpoint": "post /things", "params": params, "response_property": wanted}
    code = usage(readme(ONE, config(**ONE_CONFIG, readme={"example_requests": {"headline": request}})))
    assert call in code
    assert code.endswith(f"print({shown})\n")


@pytest.mark.parametrize(
    ("method", "resource", "variable"),
    [
        ("create", "things", "thing"),
        ("retrieve", "user_stories", "user_story"),
        ("rename", "things", "response"),
        ("create", "clients", "response"),
        ("create", "classes", "response"),
        ("create", "print", "response"),
    ],
)
def test_the_answer_is_called_what_it_is(method: str, resource: str, variable: str) -> None:
    settings = config(resources={resource: {"methods": {method: "post /things"}}})
    assert f"{variable} = client." in usage(readme(ONE, settings))
    compiled(readme(ONE, settings))


def test_values_are_written_under_the_names_of_python() -> None:
    inner = {
        "type": "object",
        "properties": {"fooBar": {"type": "string"}, "list": {"type": "array", "items": {"type": "integer"}}},
        "example": {"list": [1, 2], "fooBar": "x"},
    }
    spec = api({"/things": {"post": {"requestBody": body({"settingsOf": inner}, ["settingsOf"]), "responses": OK}}})
    assert 'settings_of={"foo_bar": "x", "list": [1, 2]},' in usage(readme(spec, config(**ONE_CONFIG)))


def test_long_values_are_broken_over_lines() -> None:
    data = {"a": ["x" * 40, "y" * 40], "b": {"c": None, "d": [1.5, True]}, "e": b"bytes"}
    text = "\n".join(display(data))
    assert ast.literal_eval(text) == data
    assert text.count("\n") > 4
    assert max(len(line) for line in text.split("\n")) <= 60


def test_files_are_bytes() -> None:
    file = {"type": "string", "format": "binary"}
    spec = api(
        {"/things": {"post": {"requestBody": body({"file": file}, ["file"], "multipart/form-data"), "responses": OK}}}
    )
    text = readme(spec, config(**ONE_CONFIG))
    assert 'file=b"' in usage(text)
    assert "h2 File uploads" in headings(text)
    compiled(text)


def test_options_that_nothing_gives_are_written() -> None:
    opts = {"tenant_id": {"type": "string"}, "region": {"type": "string", "nullable": True}}
    spec = api({"/things": {"post": {"responses": OK}}}, servers=False)
    text = readme(spec, config(**ONE_CONFIG, client_settings={"opts": opts}))
    assert 'tenant_id="My Tenant Id",\n' in usage(text)
    assert 'base_url="https://api.example.com",\n' in usage(text)
    assert "region=" not in text
    compiled(text)


# --- sections ------------------------------------------------------------------------------------------------------

OPTIONAL = (
    "h2 Pagination",
    "h2 Streaming",
    "h3 Typed events",
    "h3 The whole stream as one value",
    "h3 Reconnecting",
    "h3 Nested parameters",
    "h2 File uploads",
    "h3 Null or missing",
)


def test_sections_without_a_use_are_left_out() -> None:
    plain = api(
        {"/things": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {"type": "integer"}}}}}}}}
    )
    text = readme(plain, config(resources={"things": {"methods": {"get": "get /things"}}}))
    assert [each for each in headings(text) if each in OPTIONAL] == []
    assert "h3 Base URL" in headings(text)
    assert "print(response)" in usage(text)
    compiled(text)


def test_an_api_without_methods_has_a_readme() -> None:
    text = readme(api({}), config(resources={"things": {}}))
    assert "h2 Installation" in headings(text)
    assert "h2 Usage" not in headings(text)
    compiled(text)


def test_pages() -> None:
    page = {
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
            "next": {"type": ["string", "null"]},
        },
    }
    cursor = {"name": "cursor", "in": "query", "schema": {"type": "string"}}
    answer = {"200": {"content": {"application/json": {"schema": page}}}}
    scheme = {
        "name": "cursor_page",
        "type": "cursor",
        "request": {"cursor": {"type": "string", "x-stainless-pagination-property": {"purpose": "next_cursor_param"}}},
        "response": {
            "data": {"type": "array", "items": {}, "x-stainless-pagination-property": {"purpose": "items"}},
            "next": {"type": "string", "x-stainless-pagination-property": {"purpose": "next_cursor_field"}},
        },
    }
    spec = api({"/things": {"get": {"parameters": [cursor], "responses": answer}}})
    text = readme(spec, config(resources={"things": {"methods": {"list": "get /things"}}}, pagination=[scheme]))
    assert "h2 Pagination" in headings(text)
    assert "for thing in client.things.list():\n    print(thing.thing_id)\n" in text
    assert "for page in client.things.list().iter_pages():\n    print(len(page.data))\n" in text
    assert "page = page.data[0]\nprint(page.thing_id)\n" in usage(text)
    compiled(text)


@pytest.mark.parametrize(("verb", "resumable"), [("get", True), ("post", False)])
def test_streams(verb: str, resumable: bool) -> None:
    kinds: dict[str, Any] = {
        name: {
            "type": "object",
            "required": ["kind", "id", "text"],
            "properties": {"kind": {"const": name}, "id": {"type": "string"}, "text": {"type": "string"}},
        }
        for name in ("hello", "bye", "more")
    }
    union = {
        "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in kinds],
        "discriminator": {"propertyName": "kind"},
    }
    answer = {"200": {"content": {"text/event-stream": {"schema": union}}}}
    settings = config(
        resources={"things": {"methods": {"watch": {"endpoint": f"{verb} /things", "streaming": {"type": "sse"}}}}}
    )
    text = readme(api({"/things": {verb: {"responses": answer}}}, **kinds), settings)
    assert "with client.things.watch() as stream:\n    for event in stream:\n        print(event)\n" in text
    assert text.count("isinstance(event, ") == 2
    assert "(text=text):" in text
    assert ("h3 Reconnecting" in headings(text)) == resumable
    compiled(text)


def test_several_environments_are_listed() -> None:
    text = readme(ONE, config(**ONE_CONFIG, environments={"live": "https://a.test", "test|ing": "https://b.test/`x`"}))
    assert "h3 Base URL and environments" in headings(text)
    assert 'environment="test|ing",' in text
    rows = [each.content for each in tokens(text) if each.type == "code_inline"]
    assert "https://b.test/`x`" in rows
    compiled(text)


@pytest.mark.parametrize(
    ("target", "command"),
    [
        ({"project_name": "acme-sdk"}, "pip install acme-sdk\n"),
        ({"production_repo": "acme/sdk", "publish": {"pypi": True}}, "pip install acme\n"),
        ({"production_repo": "acme/sdk"}, "pip install 'acme @ git+https://github.com/acme/sdk.git'\n"),
    ],
)
def test_installation(target: dict[str, Any], command: str) -> None:
    text = readme(ONE, config(**ONE_CONFIG, targets={"python": {"package_name": "acme", **target}}))
    assert blocks(text, "sh")[0] == command


# --- hostile text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_readme(text: str) -> None:
    def made(word: str) -> str:
        return readme(
            document(word),
            config(
                organization={"name": f"x{word}", "docs": f"https://acme.test/{word}"},
                targets={"python": {"package_name": "acme", "readme_title": f"x{word}"}},
                environments={"one": "https://a.test", word: f"https://b.test/{word}"},
                client_settings={
                    "opts": {"api_key": {"type": "string", "read_env": f"X{word}"}},
                    "client_name": "Acme",
                },
                readme={"example_requests": {"default": {"endpoint": "post /things", "params": {"note": word}}}},
            ),
        )

    hostile, benign = made(text), made("words")
    assert len(headings(hostile)) == len(headings(benign))
    assert [each.split(" ")[0] for each in headings(hostile)] == [each.split(" ")[0] for each in headings(benign)]
    assert raw_html(hostile) == []
    assert all(
        each.startswith(("https://", "api.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"))
        for each in links(hostile)
    )
    assert len(compiled(hostile)) == len(blocks(benign, "python"))
    for mine, usual in zip(compiled(hostile), blocks(benign, "python"), strict=True):
        assert masked(mine) == masked(usual)


def masked(code: str) -> str:
    """The syntax tree without the texts in it."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


@pytest.mark.parametrize("text", HOSTILE)
def test_literal_text_reads_as_itself(text: str) -> None:
    parsed = [
        each
        for each in tokens(str(literal_text(text)))
        if each.type not in ("paragraph_open", "paragraph_close", "inline")
    ]
    assert {each.type for each in parsed} <= {"text", "text_special"}
    shown = "".join(each.content for each in parsed)
    assert shown.split() == "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text).split()


@pytest.mark.parametrize("text", [*HOSTILE, "```\n", "````\nx\n````", "x\n`````python\n"])
def test_a_block_holds_its_text(text: str) -> None:
    found = list(tokens(f"before\n\n{code_block(text.splitlines(), 'x')}\n\nafter\n"))
    fences = [each for each in found if each.type == "fence"]
    assert len(fences) == 1
    assert [each.content for each in found if each.type == "text"] == ["before", "after"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One **two** [three](https://x.test) `four`.\n\nFive.", "One two three four."),
        ("# Title\n\nThe text.", "The text."),
        ("```\ncode\n```", None),
        ("", None),
        (None, None),
    ],
)
def test_the_first_paragraph(text: str | None, shown: str | None) -> None:
    assert first_paragraph(text) == shown


def test_a_huge_description_is_cut() -> None:
    found = first_paragraph("word " * 1_000_000 + "**" * 100_000)
    assert found is not None
    assert len(found) < 1000
