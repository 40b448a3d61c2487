"""Bodies are read by their media type and held against the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.mock.support import client, document, faults, json_body, operation

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

pytestmark = pytest.mark.anyio

PET = {
    "type": "object",
    "required": ["name", "id"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string", "minLength": 2},
        "tags": {"type": "array", "items": {"type": "string"}},
        "age": {"type": "integer"},
        "home": {"type": "object", "properties": {"floor": {"type": "integer"}}},
        "photo": {"type": "string", "format": "binary"},
    },
}


async def send(folder: Path, body: Any, **request: Any) -> httpx.Response:
    async with client(folder, document({"/a": {"post": operation(requestBody=body)}}, {"Pet": PET})) as http:
        return await http.post("/a", **request)


def of_type(media_type: str, schema: Any = None) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Pet"} if schema is None else schema
    return {"required": True, "content": {media_type: {"schema": schema}}}


async def test_what_is_read_only_is_not_missed(tmp_path: Path) -> None:
    assert (await send(tmp_path, of_type("application/json"), json={"name": "Rex"})).status_code == 200


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ({}, "/"),
        ({"name": "R"}, "/name"),
        ({"name": "Rex", "tags": ["a", 1]}, "/tags/1"),
        ({"name": "Rex", "home": {"floor": "x"}}, "/home/floor"),
        ([], "/"),
        (None, "/"),
    ],
)
async def test_json_is_refused_where_it_is_wrong(tmp_path: Path, value: Any, wrong: str) -> None:
    response = await send(tmp_path, of_type("application/json"), json=value)
    assert (response.status_code, faults(response)) == (400, [("body", wrong.rstrip("/"))])


@pytest.mark.parametrize("text", [b"{", b"\xff", b"NaN", b"[" * 100_000, b"1" * 10_000, b'{"name": "Rex"} x'])
async def test_what_is_no_json_is_refused(tmp_path: Path, text: bytes) -> None:
    response = await send(
        tmp_path, of_type("application/json"), content=text, headers={"Content-Type": "application/json"}
    )
    assert (response.status_code, [place for place, _ in faults(response)]) == (400, ["body"])


@pytest.mark.parametrize(("required", "expected"), [(True, 400), (False, 200)])
async def test_a_body_may_be_required(tmp_path: Path, required: bool, expected: int) -> None:
    assert (await send(tmp_path, json_body(PET, required=required))).status_code == expected


@pytest.mark.parametrize(
    ("declared", "sent", "expected"),
    [
        ("application/json", "application/json; charset=utf-8", 200),
        ("application/json", "application/vnd.pet+json", 200),
        ("application/*", "application/json", 200),
        ("*/*", "application/json", 200),
        ("application/json", "text/plain", 415),
        ("text/plain", "application/json", 415),
    ],
)
async def test_media_types(tmp_path: Path, declared: str, sent: str, expected: int) -> None:
    content = b'{"name": "Rex"}'
    response = await send(tmp_path, of_type(declared), content=content, headers={"Content-Type": sent})
    assert response.status_code == expected
    if expected == 415:
        assert response.headers["accept"] == declared


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": "Rex", "age": "3", "tags": ["a", "b"]}, None),
        ({"name": "Rex", "tags[]": ["a", "b"], "home[floor]": "3"}, None),
        ({"name": "Rex", "home": '{"floor": 3}'}, None),
        ({"name": "Rex", "age": "old"}, "/age"),
        ({"name": "Rex", "home[floor]": "x"}, "/home/floor"),
        ({"age": "3"}, ""),
    ],
)
@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
async def test_forms(tmp_path: Path, media_type: str, fields: dict[str, Any], wrong: str | None) -> None:
    files = {"photo": ("a.png", b"\x89PNG\xff", "image/png")} if media_type.startswith("multi") else None
    response = await send(tmp_path, of_type(media_type), data=fields, files=files)
    if wrong is None:
        assert response.status_code == 200
    else:
        assert (response.status_code, faults(response)) == (400, [("body", wrong)])


async def test_a_form_that_is_none_is_refused(tmp_path: Path) -> None:
    headers = {"Content-Type": "multipart/form-data"}
    response = await send(tmp_path, of_type("multipart/form-data"), content=b"x", headers=headers)
    assert (response.status_code, [place for place, _ in faults(response)]) == (400, ["body"])


async def test_text_and_bytes(tmp_path: Path) -> None:
    short = of_type("text/plain", {"type": "string", "maxLength": 3})
    plain = {"Content-Type": "text/plain"}
    assert (await send(tmp_path, short, content=b"abc", headers=plain)).status_code == 200
    assert (await send(tmp_path, short, content=b"abcd", headers=plain)).status_code == 400
    raw = {"Content-Type": "application/octet-stream"}
    anything = of_type("application/octet-stream", {})
    assert (await send(tmp_path, anything, content=b"\xff\x00", headers=raw)).status_code == 200


async def test_a_huge_body_is_not_read(tmp_path: Path) -> None:
    text = document({"/a": {"post": operation(requestBody=of_type("text/plain", {}))}})
    async with client(tmp_path, text, max_body=10) as http:
        headers = {"Content-Type": "text/plain"}
        assert (await http.post("/a", content=b"x" * 10, headers=headers)).status_code == 200
        assert (await http.post("/a", content=b"x" * 11, headers=headers)).status_code == 413

        async def endless() -> Any:
            for _ in range(1_000):
                yield b"xxxxx"

        assert (await http.post("/a", content=endless(), headers=headers)).status_code == 413


async def test_the_variant_that_is_meant_tells_what_is_wrong(tmp_path: Path) -> None:
    def variant(kind: str) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["kind", kind],
            "properties": {"kind": {"const": kind}, kind: {"type": "integer"}},
        }

    response = await send(
        tmp_path,
        of_type("application/json", {"oneOf": [variant("cat"), variant("dog")]}),
        json={"kind": "dog", "dog": "x"},
    )
    assert faults(response) == [("body", "/dog")]


async def test_a_value_that_several_variants_of_one_of_take_is_accepted(tmp_path: Path) -> None:
    either = of_type("application/json", {"oneOf": [{"type": "object"}, {"type": "object", "properties": {}}]})
    assert (await send(tmp_path, either, json={})).status_code == 200


async def test_a_flawed_schema_is_checked_as_far_as_it_can_be(tmp_path: Path) -> None:
    flawed = {
        "type": "object",
        "required": True,
        "properties": {
            "a": {"type": "integer", "minimum": "0"},
            "b": {"type": "file"},
            "c": {"type": "string", "pattern": "["},
            "d": {"$ref": "#/components/schemas/Nothing"},
        },
    }
    values = {"a": 1, "b": 1, "c": "x", "d": 1}
    assert (await send(tmp_path, of_type("application/json", flawed), json=values)).status_code == 200
    response = await send(tmp_path, of_type("application/json", flawed), json={**values, "a": "x"})
    assert faults(response) == [("body", "/a")]
