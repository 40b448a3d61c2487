"""Parameters are read in their styles, and refused by name where they are not what the document says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.mock.support import client, document, faults, json_body, operation, query

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

INTEGER = {"type": "integer"}
INTEGERS = {"type": "array", "items": INTEGER}
RANGE = {"type": "object", "properties": {"low": INTEGER, "high": INTEGER}, "additionalProperties": False}


async def status(folder: Path, parameter: Any, url: str, **sent: Any) -> int:
    path = "/a/{id}" if parameter["in"] == "path" else "/a"
    async with client(folder, document({path: {"get": operation(parameters=[parameter])}})) as http:
        response = await http.get(url, **sent)
    if response.status_code != 200:
        assert {name for _, name in faults(response)} == {parameter["name"]}
    return response.status_code


@pytest.mark.parametrize(
    ("schema", "style", "explode", "url", "expected"),
    [
        (INTEGER, "form", True, "/a?q=1", 200),
        (INTEGER, "form", True, "/a?q=x", 400),
        (INTEGER, "form", True, "/a?q=1.5", 400),
        (INTEGER, "form", True, "/a?q=", 400),
        ({"type": "boolean"}, "form", True, "/a?q=true", 200),
        ({"type": "boolean"}, "form", True, "/a?q=1", 400),
        ({"type": ["integer", "null"]}, "form", True, "/a?q=", 200),
        ({"type": "string", "maxLength": 2}, "form", True, "/a?q=12", 200),
        ({"type": "string", "maxLength": 2}, "form", True, "/a?q=123", 400),
        ({"anyOf": [INTEGER, {"type": "string", "pattern": "^x"}]}, "form", True, "/a?q=x1", 200),
        ({"anyOf": [INTEGER, {"type": "string", "pattern": "^x"}]}, "form", True, "/a?q=y1", 400),
        (INTEGERS, "form", True, "/a?q=1&q=2", 200),
        (INTEGERS, "form", True, "/a?q=1&q=x", 400),
        (INTEGERS, "form", False, "/a?q=1,2", 200),
        (INTEGERS, "form", False, "/a?q=1,x", 400),
        (INTEGERS, "spaceDelimited", False, "/a?q=1%202", 200),
        (INTEGERS, "pipeDelimited", False, "/a?q=1|2", 200),
        (INTEGERS, "pipeDelimited", False, "/a?q=1,2", 400),
        (RANGE, "deepObject", True, "/a?q[low]=1&q[high]=2", 200),
        (RANGE, "deepObject", True, "/a?q[low]=x", 400),
        (RANGE, "deepObject", True, "/a?q[other]=1", 400),
        (RANGE, "form", False, "/a?q=low,1,high,2", 200),
        (RANGE, "form", False, "/a?q=low,x", 400),
        (RANGE, "form", True, "/a?low=1&high=2", 200),
        (RANGE, "form", True, "/a?low=x", 400),
        # As SDKs write lists and objects that they are not told how.
        (INTEGERS, "form", True, "/a?q[]=1&q[]=2", 200),
        (INTEGERS, "form", True, "/a?q[0]=1&q[1]=x", 400),
        (INTEGERS, "form", True, "/a?q=1,2", 200),
    ],
)
async def test_query(tmp_path: Path, schema: Any, style: str, explode: bool, url: str, expected: int) -> None:
    assert await status(tmp_path, query("q", schema, style=style, explode=explode), url) == expected


@pytest.mark.parametrize(
    ("schema", "style", "explode", "url", "expected"),
    [
        (INTEGER, "simple", False, "/a/1", 200),
        (INTEGER, "simple", False, "/a/x", 400),
        ({"type": "string", "enum": ["b/c"]}, "simple", False, "/a/b%2Fc", 200),
        (INTEGERS, "simple", False, "/a/1,2", 200),
        (INTEGERS, "simple", False, "/a/1,x", 400),
        (INTEGERS, "label", True, "/a/.1.2", 200),
        (INTEGERS, "matrix", True, "/a/;id=1;id=2", 200),
        (INTEGERS, "matrix", False, "/a/;id=1,2", 200),
        (RANGE, "simple", True, "/a/low=1,high=2", 200),
        (RANGE, "simple", False, "/a/low,1,high,x", 400),
    ],
)
async def test_path(tmp_path: Path, schema: Any, style: str, explode: bool, url: str, expected: int) -> None:
    parameter = {"name": "id", "in": "path", "required": True, "schema": schema, "style": style, "explode": explode}
    assert await status(tmp_path, parameter, url) == expected


@pytest.mark.parametrize(("text", "expected"), [("1,2", 200), ("1,x", 400)])
async def test_header(tmp_path: Path, text: str, expected: int) -> None:
    parameter = {"name": "X-Ids", "in": "header", "schema": INTEGERS}
    assert await status(tmp_path, parameter, "/a", headers={"X-Ids": text}) == expected


@pytest.mark.parametrize(("text", "expected"), [("1", 200), ("x", 400)])
async def test_cookie(tmp_path: Path, text: str, expected: int) -> None:
    parameter = {"name": "visits", "in": "cookie", "schema": INTEGER}
    assert await status(tmp_path, parameter, "/a", headers={"Cookie": f"visits={text}"}) == expected


@pytest.mark.parametrize(("text", "expected"), [('{"low": 1}', 200), ('{"low": "1"}', 400), ("{", 400)])
async def test_json_in_a_parameter(tmp_path: Path, text: str, expected: int) -> None:
    parameter = {"name": "q", "in": "query", "content": {"application/json": {"schema": RANGE}}}
    assert await status(tmp_path, parameter, "/a", params={"q": text}) == expected


@pytest.mark.parametrize("place", ["query", "header", "cookie"])
async def test_what_is_required_is_missed(tmp_path: Path, place: str) -> None:
    parameter = {"name": "x", "in": place, "required": True, "schema": INTEGER}
    async with client(tmp_path, document({"/a": {"get": operation(parameters=[parameter])}})) as http:
        response = await http.get("/a")
    assert (response.status_code, faults(response)) == (400, [(place, "x")])


async def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    body = {"type": "object", "properties": {"a": {"type": "object", "properties": {"b~/": INTEGER}}}}
    post = operation(parameters=[query("n", INTEGER, required=True)], requestBody=json_body(body))
    post["responses"]["422"] = {"description": ""}
    async with client(tmp_path, document({"/a": {"post": post}})) as http:
        response = await http.post("/a", json={"a": {"b~/": "x"}})
    assert response.status_code == 422
    assert faults(response) == [("query", "n"), ("body", "/a/b~0~1")]


async def test_headers_that_media_types_and_credentials_decide_are_no_parameters(tmp_path: Path) -> None:
    names = ("Accept", "Content-Type", "Authorization")
    parameters = [{"name": name, "in": "header", "required": True, "schema": {"const": "x"}} for name in names]
    async with client(tmp_path, document({"/a": {"get": operation(parameters=parameters)}})) as http:
        assert (await http.get("/a")).status_code == 200
