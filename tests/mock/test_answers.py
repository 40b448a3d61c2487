"""Which answer comes: status, media type, example or made value, headers; and what a request may prefer."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from tests.mock.support import client, document, faults, json_body, operation, query

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

pytestmark = pytest.mark.anyio


async def get(folder: Path, node: Any, schemas: Any = None, *, headers: Any = None, **settings: Any) -> httpx.Response:
    async with client(folder, document({"/a": {"get": node}}, schemas), **settings) as http:
        return await http.get("/a", headers=headers)


def answers(**contents: Any) -> dict[str, Any]:
    """An operation by `_200={media type: media}`."""
    return {"responses": {status.strip("_"): {"description": "", "content": each} for status, each in contents.items()}}


# --- status --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("documented", "expected"),
    [
        (["404", "201", "200"], 200),
        (["202", "201"], 201),
        (["2XX", "404"], 200),
        (["204"], 204),
        (["302", "404"], 302),
        (["default"], 200),
        (["404"], 200),
    ],
)
async def test_the_lowest_success_answers(tmp_path: Path, documented: list[str], expected: int) -> None:
    node = {"responses": {status: {"description": ""} for status in documented}}
    assert (await get(tmp_path, node)).status_code == expected


async def test_a_request_prefers_a_status(tmp_path: Path) -> None:
    node = answers(
        _200={"application/json": {"example": 1}},
        _404={"application/json": {"example": "gone"}},
        _5XX={"application/json": {"example": "broken"}},
    )
    for code, value in ((404, "gone"), (503, "broken"), (200, 1)):
        response = await get(tmp_path, node, headers={"Prefer": f"code={code}"})
        assert (response.status_code, response.json()) == (code, value)
        assert response.headers["preference-applied"] == f"code={code}"
    undocumented = await get(tmp_path, node, headers={"Prefer": "code=418"})
    assert (undocumented.status_code, undocumented.json()["status"]) == (418, 418)
    assert (await get(tmp_path, node, headers={"Prefer": "code=202"})).status_code == 400


@pytest.mark.parametrize(
    "header", ["code=abc", "code=99", "delay=x", "delay=-1", "delay=61", "delay=nan", "example=no"]
)
async def test_a_preference_that_makes_no_sense_is_refused(tmp_path: Path, header: str) -> None:
    response = await get(tmp_path, operation({"type": "string"}), headers={"Prefer": header})
    assert (response.status_code, faults(response)) == (400, [("header", "Prefer")])


async def test_preferences_that_are_not_known_are_ignored(tmp_path: Path) -> None:
    response = await get(tmp_path, operation({"const": 1}), headers={"Prefer": "respond-async, wait=5, return=minimal"})
    assert response.status_code == 200
    assert "preference-applied" not in response.headers


# --- examples ------------------------------------------------------------------------------------------------------


async def test_examples_come_first(tmp_path: Path) -> None:
    schema = {"type": "string", "examples": ["of the schema"]}
    for media, expected in (
        ({"schema": schema}, "of the schema"),
        ({"schema": schema, "example": "of the answer"}, "of the answer"),
        ({"schema": schema, "examples": {"one": {"value": "named"}, "two": {"value": "other"}}}, "named"),
        ({"schema": {"type": "string", "default": "the default"}}, "the default"),
        ({"schema": {"type": "integer", "default": 7, "example": "does not fit"}}, 7),
        ({"schema": {"$ref": "#/components/schemas/S", "example": "beside the reference"}}, "beside the reference"),
        ({"schema": {"$ref": "#/components/schemas/S"}}, "of the schema"),
        ({"schema": {"properties": {"a": schema}}}, {"a": "of the schema"}),
    ):
        response = await get(tmp_path, answers(_200={"application/json": media}), {"S": schema})
        assert response.json() == expected


async def test_a_request_prefers_an_example(tmp_path: Path) -> None:
    examples = {"one": {"value": 1}, "two": {"$ref": "#/components/examples/Two"}}
    text = document({"/a": {"get": answers(_200={"application/json": {"examples": examples}})}})
    text["components"]["examples"] = {"Two": {"value": 2}}
    async with client(tmp_path, text) as http:
        assert (await http.get("/a", headers={"Prefer": "example=two"})).json() == 2
        assert (await http.get("/a", headers={"Prefer": 'example="two"; x=y, foo'})).json() == 2


async def test_dynamic_passes_over_examples(tmp_path: Path) -> None:
    node = answers(_200={"application/json": {"schema": {"type": "integer", "minimum": 5}, "example": 1}})
    assert (await get(tmp_path, node)).json() == 1
    assert (await get(tmp_path, node, headers={"Prefer": "dynamic=true"})).json() >= 5


# --- made values ---------------------------------------------------------------------------------------------------

FORMATS = ("date-time", "date", "uuid", "email", "hostname", "ipv4", "ipv6", "uri", "duration", "json-pointer", "regex")


@pytest.mark.parametrize("dynamic", [False, True])
@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 3, "maximum": 4},
        {"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 5},
        {"type": "integer", "multipleOf": 7, "minimum": 8},
        {"type": "integer", "maximum": -5},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5},
        {"type": "number", "multipleOf": 0.25, "minimum": 1},
        {"type": "string", "minLength": 40, "maxLength": 50},
        {"type": "string", "maxLength": 1},
        {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{3,5}(x|y)?$"},
        {"type": "string", "pattern": "^(?:a|b)+\\.\\w*\\d$", "minLength": 8},
        {"type": "string", "pattern": "^[^a-z]$"},
        {"type": "string", "contentEncoding": "base64"},
        *({"type": "string", "format": each} for each in FORMATS),
        {"type": "array", "items": {"type": "integer"}, "minItems": 3, "uniqueItems": True},
        {"type": "array", "items": {"enum": [1, 2, 3]}, "minItems": 3, "uniqueItems": True},
        {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "minItems": 2, "items": False},
        {"type": "array", "contains": {"const": 5}},
        {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2},
        {"type": "object", "propertyNames": {"pattern": "^k[0-9]$"}, "additionalProperties": True, "minProperties": 1},
        {"type": "object", "patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": False},
        {"type": "object", "required": ["a"], "properties": {"b": {"type": "null"}}},
        {"allOf": [{"type": "object", "properties": {"a": {"type": "integer"}}}, {"required": ["a"]}]},
        {"allOf": [{"type": "integer", "minimum": 2}, {"minimum": 4, "maximum": 5}]},
        {"oneOf": [{"type": "null"}, {"type": "string"}]},
        {"enum": ["a", None]},
        {"const": {"a": 1}},
        {"type": ["string", "null"]},
        {"type": "object", "properties": {"a": False, "b": {"type": "integer"}}},
        {"type": "string", "enum": ["b"], "allOf": [{"oneOf": [{"const": "a"}, {"const": "b"}]}]},
        True,
        {},
    ],
)
async def test_made_values_fit(tmp_path: Path, schema: Any, dynamic: bool) -> None:
    value = (
        await get(tmp_path, operation(schema), headers={"Prefer": "dynamic=true"} if dynamic else {}, seed=3)
    ).json()
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(value)] == []


async def test_the_tag_of_a_union_is_that_of_its_variant(tmp_path: Path) -> None:
    schemas = {
        "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
        "Pet": {
            "oneOf": [{"$ref": "#/components/schemas/Cat"}],
            "discriminator": {"propertyName": "kind", "mapping": {"feline": "#/components/schemas/Cat"}},
        },
    }
    assert (await get(tmp_path, operation({"$ref": "#/components/schemas/Pet"}), schemas)).json() == {"kind": "feline"}
    del schemas["Pet"]["discriminator"]["mapping"]
    assert (await get(tmp_path, operation({"$ref": "#/components/schemas/Pet"}), schemas)).json() == {"kind": "Cat"}


async def test_what_is_write_only_is_left_out(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "required": ["secret"],
        "properties": {"secret": {"type": "string", "writeOnly": True}, "id": {"const": 1, "readOnly": True}},
    }
    assert (await get(tmp_path, operation(schema))).json() == {"id": 1}


@pytest.mark.parametrize("required", [["child"], []])
async def test_recursion_ends(tmp_path: Path, required: list[str]) -> None:
    node = {
        "type": "object",
        "required": required,
        "properties": {
            "child": {"$ref": "#/components/schemas/Node"},
            "more": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
        },
    }
    response = await get(tmp_path, operation({"$ref": "#/components/schemas/Node"}), {"Node": node})
    assert response.status_code == 200
    assert len(response.content) < 10_000


async def test_a_schema_that_grows_without_end_gives_a_small_value(tmp_path: Path) -> None:
    wide = {
        f"S{depth}": {
            "type": "object",
            "properties": {f"p{number}": {"$ref": f"#/components/schemas/S{depth + 1}"} for number in range(30)},
        }
        for depth in range(6)
    }
    wide["S6"] = {"type": "string"}
    response = await get(tmp_path, operation({"$ref": "#/components/schemas/S0"}), wide)
    assert len(response.content) < 500_000


async def test_the_same_seed_and_request_give_the_same_bytes(tmp_path: Path) -> None:
    node = operation({"type": "array", "items": {"type": "string", "format": "uuid"}, "minItems": 5})
    node["parameters"] = [query("q", {"type": "string"})]
    prefer = {"Prefer": "dynamic=true"}
    found: dict[tuple[int, str], set[bytes]] = {}
    for seed in (1, 2):
        for url in ("/a", "/a?q=1"):
            for _ in range(2):
                async with client(tmp_path, document({"/a": {"get": node}}), seed=seed) as http:
                    found.setdefault((seed, url), set()).add((await http.get(url, headers=prefer)).content)
    assert {len(each) for each in found.values()} == {1}
    assert len(set.union(*found.values())) == len(found)


# --- media types and headers ---------------------------------------------------------------------------------------

MEDIA = answers(
    _200={
        "application/json": {"example": {"name": "Rex", "tags": ["a", "b"]}},
        "application/xml": {"example": {"name": "R<x", "tags": ["a", "b"]}},
        "text/plain": {"example": "Rex"},
        "image/png": {},
    }
)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/plain", "text/plain"),
        ("text/*, application/json;q=0.5", "text/plain"),
        ("application/json;q=0.1, application/xml", "application/xml"),
        ("application/json;q=0, */*;q=0.1", "application/xml"),
        ("image/png", "image/png"),
        ("text/html", None),
        ("application/json;q=0", None),
    ],
)
async def test_what_is_acceptable_is_sent(tmp_path: Path, accept: str | None, expected: str | None) -> None:
    response = await get(tmp_path, MEDIA, headers={} if accept is None else {"Accept": accept})
    if expected is None:
        assert (response.status_code, faults(response)) == (406, [("header", "Accept")])
    else:
        assert response.headers["content-type"] == expected


async def test_contents_of_other_media_types(tmp_path: Path) -> None:
    xml = (await get(tmp_path, MEDIA, headers={"Accept": "application/xml"})).text
    assert re.sub(r"^<\?xml[^>]*>\s*", "", xml) == "<root><name>R&lt;x</name><tags>a</tags><tags>b</tags></root>"
    assert (await get(tmp_path, MEDIA, headers={"Accept": "image/png"})).content.startswith(b"\x89PNG")


async def test_headers_of_the_document_are_sent(tmp_path: Path) -> None:
    node = operation({"const": 1})
    node["responses"]["200"]["headers"] = {
        "X-Limit": {"schema": {"type": "integer", "minimum": 5, "maximum": 5}},
        "X-Next": {"schema": {"type": "string"}, "example": "a\r\nSet-Cookie: b=c"},
        "Content-Length": {"schema": {"type": "integer"}, "example": 99999},
        "X bad": {"schema": {"type": "string"}},
    }
    headers = (await get(tmp_path, node)).headers
    assert headers["x-limit"] == "5"
    assert headers["x-next"] == "aSet-Cookie: b=c"
    assert headers["content-length"] == "1"
    assert "set-cookie" not in headers


# --- methods and paths ---------------------------------------------------------------------------------------------


async def test_paths_and_methods(tmp_path: Path) -> None:
    text = document(
        {
            "/a/{id}": {"get": operation({"const": "slot"})},
            "/a/fixed": {"get": operation({"const": "fixed"}), "delete": operation(status="204")},
            "/a/{id}.json": {"get": operation({"const": "ending"})},
            "/b/{id}:run": {"post": operation({"const": "verb"})},
            "/c/{+path}/end": {"get": operation({"const": "greedy"})},
        },
        servers=[{"url": "https://api.example.com/v1/{tenant}", "variables": {"tenant": {"default": "x"}}}],
    )
    async with client(tmp_path, text) as http:
        for path, expected in (
            ("/a/1", "slot"),
            ("/a/fixed", "fixed"),
            ("/a/1.json", "ending"),
            ("/v1/x/a/1", "slot"),
            ("/a/%66ixed", "fixed"),
            ("/a/b%2Fc", "slot"),
            ("/c/1/2/3/end", "greedy"),
        ):
            assert (await http.get(path)).json() == expected
        assert (await http.post("/b/1:run")).json() == "verb"
        for path in ("/", "/a", "/a/", "/a/1/", "/a/1/2", "/v1/a/1", "/b/:run", "//a/1", "/c/end"):
            assert ((await http.get(path)).status_code, path) == (404, path)
        refused = await http.post("/a/fixed")
        assert (refused.status_code, refused.headers["allow"]) == (405, "DELETE, GET, HEAD, OPTIONS")
        told = await http.options("/a/fixed")
        assert (told.status_code, told.headers["allow"]) == (204, "DELETE, GET, HEAD, OPTIONS")
        head, whole = await http.head("/a/1"), await http.get("/a/1")
        assert (head.content, head.headers["content-length"]) == (b"", whole.headers["content-length"])


async def test_pages_of_other_origins_may_ask(tmp_path: Path) -> None:
    async with client(tmp_path, document({"/a": {"post": operation({"const": 1})}})) as http:
        asked = {
            "Origin": "https://example.com",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "x-key",
        }
        allowed = await http.options("/a", headers=asked)
        assert allowed.headers["access-control-allow-headers"] == "x-key"
        assert (await http.post("/a", headers=asked)).headers["access-control-allow-origin"] == "*"


async def test_operations_that_differ_in_a_fragment_are_told_apart_by_their_requests(tmp_path: Path) -> None:
    text = document(
        {
            f"/a{mark}": {"post": operation({"const": kind}, requestBody=json_body({"required": [kind]}))}
            for mark, kind in (("", "plain"), ("#stream", "stream"))
        }
    )
    async with client(tmp_path, text) as http:
        assert (await http.post("/a", json={"plain": 1})).json() == "plain"
        assert (await http.post("/a", json={"stream": 1})).json() == "stream"
        assert faults(await http.post("/a", json={})) == [("body", "")]


# --- credentials ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("security", "headers", "url", "expected"),
    [
        ([{"token": []}], {"Authorization": "Bearer x"}, "/a", 200),
        ([{"token": []}], {"Authorization": "Basic x"}, "/a", 401),
        ([{"token": []}], {"Authorization": "Bearer "}, "/a", 401),
        ([{"token": []}], {}, "/a", 401),
        ([{"key": []}], {}, "/a?key=x", 200),
        ([{"key": []}], {}, "/a?key=", 401),
        ([{"cookie": []}], {"Cookie": "sid=x"}, "/a", 200),
        ([{"cookie": []}], {}, "/a", 401),
        ([{"token": [], "key": []}], {"Authorization": "Bearer x"}, "/a", 401),
        ([{"token": []}, {"key": []}], {}, "/a?key=x", 200),
        ([{"token": []}, {}], {}, "/a", 200),
        ([], {}, "/a", 200),
    ],
)
async def test_credentials_are_needed(
    tmp_path: Path, security: Any, headers: dict[str, str], url: str, expected: int
) -> None:
    text = document({"/a": {"get": operation({"const": 1}, security=security)}}, security=[{"token": []}])
    text["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "key": {"type": "apiKey", "in": "query", "name": "key"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": "sid"},
    }
    async with client(tmp_path, text) as http:
        response = await http.get(url, headers=headers)
        assert response.status_code == expected
        if expected == 401:
            assert response.headers["www-authenticate"]
    async with client(tmp_path, text, auth=False) as http:
        assert (await http.get(url, headers=headers)).status_code == 200


async def test_answers_are_json_whatever_the_document_holds(tmp_path: Path) -> None:
    text = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    get:
      responses:
        "200":
          description: ""
          content:
            application/json: {example: {text: "\\u2028 \\0 é", huge: 1e300, odd: [.nan, -.inf]}}
"""
    async with client(tmp_path, text) as http:
        content = (await http.get("/a")).content
    assert json.loads(content, parse_constant=pytest.fail) == {
        "text": "\u2028 \0 é",
        "huge": 1e300,
        "odd": [None, None],
    }
