"""Documents and requests that mean harm: nothing hangs, nothing breaks out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sdkwright.mock import BadDocumentError

from tests.mock.support import JSON, client, document, faults, json_body, operation, query

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

SLOW_PATTERNS = ("^(a+)+$", "^(a|a)*$", "^(?=(a+)+$)a", "^((a*)*)*$", "(.*a){20}$")


@pytest.mark.parametrize("pattern", SLOW_PATTERNS)
async def test_a_pattern_of_the_document_does_not_hold_the_server_up(tmp_path: Path, pattern: str) -> None:
    schema = {"type": "string", "pattern": pattern}
    node = operation(schema, parameters=[query("q", schema)], requestBody=json_body({"items": schema}))
    async with client(tmp_path, document({"/a": {"post": node}})) as http:
        response = await http.post("/a", params={"q": "a" * 5_000 + "!"}, json=["a" * 5_000 + "!"] * 20)
        assert response.status_code in (200, 400)
        assert (await http.post("/a", params={"q": "a"}, json=["a"])).status_code in (200, 400)


@pytest.mark.parametrize(
    "pattern", ["((a{1000}){1000}){1000}", "(((){1000}){1000}){1000}", "(" * 200 + "a" + ")*" * 200]
)
async def test_a_text_for_a_huge_pattern_is_made_in_bounded_work(tmp_path: Path, pattern: str) -> None:
    async with client(tmp_path, document({"/a": {"get": operation({"type": "string", "pattern": pattern})}})) as http:
        assert isinstance((await http.get("/a")).json(), str)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 10**12},
        {"type": "array", "items": {"type": "string"}, "minItems": 10**12},
        {"type": "array", "items": {"enum": [1]}, "minItems": 10**9, "uniqueItems": True},
        {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 10**12},
        {"type": "integer", "minimum": 1e308},
        {"type": "number", "multipleOf": 1e-300, "minimum": 1e300},
        {"type": "integer", "multipleOf": 0},
        {"allOf": [{"$ref": "#/components/schemas/Loop"}]},
        {"$ref": "#/components/schemas/Wide"},
    ],
)
async def test_values_are_made_in_bounded_size(tmp_path: Path, schema: Any) -> None:
    schemas = {
        "Loop": {"allOf": [{"$ref": "#/components/schemas/Loop"}], "anyOf": [{"$ref": "#/components/schemas/Loop"}]},
        "Wide": {
            "type": "object",
            "required": [f"p{number}" for number in range(50)],
            "properties": {f"p{number}": {"$ref": "#/components/schemas/Wide"} for number in range(50)},
        },
    }
    async with client(tmp_path, document({"/a": {"get": operation(schema)}}, schemas)) as http:
        response = await http.get("/a")
    assert response.status_code == 200
    assert len(response.content) < 2_000_000


async def test_text_of_the_document_ends_no_line_of_a_header(tmp_path: Path) -> None:
    evil = "text/x\r\nX-Evil: 1"
    node = {
        "requestBody": {"content": {evil: {"schema": {"type": "string"}}}},
        "responses": {
            "200": {
                "description": "",
                "headers": {"X-A": {"example": "a\r\nX-Evil: 1"}, "X-B\r\nX-Evil": {"example": "1"}},
                "content": {evil: {"example": "a"}},
            }
        },
    }
    async with client(tmp_path, document({"/a": {"post": node}})) as http:
        for headers in ({}, {"Content-Type": "text/y"}, {"Prefer": "example=x"}, {"Accept": "a/b"}):
            response = await http.post("/a", content=b"x" if "Content-Type" in headers else b"", headers=headers)
            assert all("\r" not in value and "\n" not in value for value in response.headers.values())
            assert "x-evil" not in response.headers


async def test_many_fields_are_refused(tmp_path: Path) -> None:
    form = {"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}}
    many = "&".join(f"a{number}=1" for number in range(5_000))
    async with client(tmp_path, document({"/a": {"post": operation(requestBody=form)}})) as http:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        assert faults(await http.post("/a", content=many, headers=headers)) == [("body", "")]
        assert faults(await http.post(f"/a?{many}")) == [("query", None)]


async def test_deep_values_are_refused_or_read(tmp_path: Path) -> None:
    schemas = {"Deep": {"type": "array", "items": {"$ref": "#/components/schemas/Deep"}}}
    post = operation(requestBody=json_body({"$ref": "#/components/schemas/Deep"}))
    async with client(tmp_path, document({"/a": {"post": post}}, schemas)) as http:
        for depth in (10, 200, 500, 900, 5_000, 200_000):
            text = "[" * depth + "]" * depth
            response = await http.post("/a", content=text, headers={"Content-Type": JSON})
            assert response.status_code == (200 if depth <= 200 else 400), depth
        nested = "a" + "[x]" * 300 + "=1"
        assert (await http.post(f"/a?{nested}", json=[])).status_code == 200


async def test_no_file_is_read_that_the_document_may_not_refer_to(tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.json"
    secret.write_text(json.dumps({"value": "secret"}), encoding="utf-8")
    media: dict[str, Any] = {"examples": {"a": {"externalValue": secret.as_uri()}}}
    text = document({"/a": {"get": {"responses": {"200": {"description": "", "content": {JSON: media}}}}}})
    async with client(tmp_path, text) as http:
        assert "secret" not in (await http.get("/a")).text
    for reference in ("../secret.json", secret.as_uri()):
        media["schema"] = {"$ref": reference}
        with pytest.raises(BadDocumentError, match=r"may be read|another host|not read"):
            client(tmp_path, text)
