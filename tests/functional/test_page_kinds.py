"""The kinds of pages that real APIs have, found by the shape of the document alone, and turned."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.functional.support import Sdk
from tests.functional.test_no_config import generated

ITEM = {"type": "object", "properties": {"id": {"type": "string"}}}
ARRAY = {"type": "array", "items": ITEM}
TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
_numbers = itertools.count(1)
URL = {"type": ["string", "null"], "format": "uri"}


def build(
    folder: Path,
    parameters: dict[str, Any],
    schema: dict[str, Any],
    *,
    headers: tuple[str, ...] = (),
    body: dict[str, Any] | None = None,
) -> Sdk:
    """An SDK with one list method of these parameters that answers this."""
    answer = {"description": "", "content": {"application/json": {"schema": schema}}}
    if headers:
        answer["headers"] = {name: {"schema": TEXT} for name in headers}
    operation: dict[str, Any] = {
        "operationId": "listPets",
        "parameters": [{"name": name, "in": "query", "schema": each} for name, each in parameters.items()],
        "responses": {"200": answer},
    }
    if body is not None:
        schema = {"type": "object", "properties": body}
        operation["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    root = {
        "openapi": "3.1.0",
        "info": {"title": f"PageKind{next(_numbers)}", "version": "1"},
        "servers": [{"url": "https://pets.test/v1"}],
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
        "paths": {"/pets": {"get" if body is None else "post": operation}},
    }
    return generated(yaml.safe_dump(root), folder)


def answers(sdk: Sdk, reply: Callable[[httpx.Request], Any]) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        sdk.requests.append(request)
        found = reply(request)
        return found if isinstance(found, httpx.Response) else httpx.Response(200, json=found)

    return answer


def ids(sdk: Sdk, reply: Callable[[httpx.Request], Any]) -> tuple[list[str], list[str]]:
    """The ids of all items, and the queries (or bodies) that were sent; the same for the async client."""
    sdk.requests.clear()
    transport = httpx.MockTransport(answers(sdk, reply))
    with sdk.root.Client(http_client=httpx.Client(transport=transport), bearer_token="k") as client:
        found = [item.id for item in client.pets.list()]
    sent = [each.url.query.decode() or each.content.decode() for each in sdk.requests]
    sdk.requests.clear()

    async def main() -> list[str]:
        async with sdk.root.AsyncClient(http_client=httpx.AsyncClient(transport=transport), bearer_token="k") as client:
            return [item.id async for item in client.pets.list()]

    assert asyncio.run(main()) == found
    assert [each.url.query.decode() or each.content.decode() for each in sdk.requests] == sent
    return found, sent


def of(*names: str) -> list[dict[str, str]]:
    return [{"id": name} for name in names]


def test_a_cursor_one_level_down(tmp_path: Path) -> None:
    meta = {"type": "object", "properties": {"nextCursor": {"type": ["string", "null"]}}}
    sdk = build(tmp_path, {"cursor": TEXT}, {"type": "object", "properties": {"pets": ARRAY, "page_info": meta}})

    def reply(request: httpx.Request) -> Any:
        last = "cursor" in request.url.params
        return {"pets": of("b" if last else "a"), "page_info": {"nextCursor": None if last else "2"}}

    assert ids(sdk, reply) == (["a", "b"], ["", "cursor=2"])
    assert ids(sdk, lambda _: {"pets": of("a")})[0] == ["a"]
    assert ids(sdk, lambda _: {"pets": of("a"), "page_info": "odd"})[0] == ["a"]


def test_a_cursor_that_is_there_also_on_the_last_page(tmp_path: Path) -> None:
    fields = {"data": ARRAY, "last_id": TEXT, "has_more": FLAG}
    sdk = build(tmp_path, {"after": TEXT, "limit": NUMBER}, {"type": "object", "properties": fields})

    def reply(request: httpx.Request) -> Any:
        more = "after" not in request.url.params
        return {"data": of("a" if more else "b"), "last_id": "a" if more else "b", "has_more": more}

    assert ids(sdk, reply) == (["a", "b"], ["", "after=a"])


def test_the_id_of_the_last_item(tmp_path: Path) -> None:
    fields = {"data": ARRAY, "has_more": FLAG}
    sdk = build(tmp_path, {"starting_after": TEXT}, {"type": "object", "properties": fields})

    def reply(request: httpx.Request) -> Any:
        more = "starting_after" not in request.url.params
        return {"data": of("a", "b") if more else of("c"), "has_more": more}

    assert ids(sdk, reply) == (["a", "b", "c"], ["", "starting_after=b"])


def test_the_url_of_the_next_page(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "properties": {"items": ARRAY, "links": {"type": "object", "properties": {"next": URL}}},
    }
    sdk = build(tmp_path, {"limit": NUMBER}, schema)

    def reply(request: httpx.Request) -> Any:
        last = "token" in request.url.params
        return {"items": of("b" if last else "a"), "links": {"next": None if last else "/v1/pets?token=x"}}

    assert ids(sdk, reply) == (["a", "b"], ["", "token=x"])


def test_a_url_of_another_origin_gets_no_credentials(tmp_path: Path) -> None:
    sdk = build(tmp_path, {"limit": NUMBER}, {"type": "object", "properties": {"items": ARRAY, "next_url": URL}})

    def reply(request: httpx.Request) -> Any:
        other = request.url.host != "pets.test"
        assert ("authorization" in request.headers) is not other
        return {"items": of("b" if other else "a"), "next_url": None if other else "https://other.test/x"}

    assert ids(sdk, reply)[0] == ["a", "b"]


def test_a_list_with_a_link_header(tmp_path: Path) -> None:
    sdk = build(tmp_path, {"page": NUMBER, "per_page": NUMBER}, ARRAY, headers=("Link",))

    def reply(request: httpx.Request) -> Any:
        last = request.url.params.get("page") == "2"
        links = '<https://pets.test/v1/pets?page=1>; rel="prev first"'
        following = (
            '<https://pets.test/v1/pets?page=2>; title="a, b"; rel=next, <https://pets.test/v1/pets>; rel="last"'
        )
        return httpx.Response(200, json=of("b" if last else "a"), headers={"Link": links if last else following})

    assert ids(sdk, reply) == (["a", "b"], ["", "page=2"])
    assert ids(sdk, lambda _: of("a"))[0] == ["a"]


def test_a_list_by_page_number(tmp_path: Path) -> None:
    sdk = build(tmp_path, {"page": NUMBER}, ARRAY)
    pages = {"": of("a"), "2": of("b")}
    found = ids(sdk, lambda request: pages.get(request.url.params.get("page", ""), []))
    assert found == (["a", "b"], ["", "page=2", "page=3"])

    def with_links(request: httpx.Request) -> Any:
        page = request.url.params.get("page", "")
        relation = "first" if page else "next"
        return httpx.Response(200, json=pages[page], headers={"Link": f"<https://x.test>; rel={relation}"})

    assert ids(sdk, with_links) == (["a", "b"], ["", "page=2"])


def test_pages_that_are_counted_from_zero(tmp_path: Path) -> None:
    fields = {"items": ARRAY, "total_pages": NUMBER}
    sdk = build(tmp_path, {"pageIndex": {"type": "integer", "default": 0}}, {"type": "object", "properties": fields})

    def reply(request: httpx.Request) -> Any:
        return {"items": of("b" if "pageIndex" in request.url.params else "a"), "total_pages": 2}

    assert ids(sdk, reply) == (["a", "b"], ["", "pageIndex=1"])


def test_an_offset_ends_at_the_total(tmp_path: Path) -> None:
    fields = {"records": ARRAY, "total": NUMBER, "notes": {"type": "array", "items": TEXT}}
    sdk = build(tmp_path, {"offset": NUMBER, "limit": NUMBER}, {"type": "object", "properties": fields})

    def reply(request: httpx.Request) -> Any:
        start = int(request.url.params.get("offset", "0"))
        return {"records": of("a", "b", "c")[start : start + 2], "total": 3}

    assert ids(sdk, reply) == (["a", "b", "c"], ["", "offset=2"])


def test_pages_by_post(tmp_path: Path) -> None:
    fields = {"items": ARRAY, "next_page_token": TEXT}
    sdk = build(tmp_path, {}, {"type": "object", "properties": fields}, body={"page_token": TEXT, "q": TEXT})

    def reply(request: httpx.Request) -> Any:
        last = "page_token" in json.loads(request.content or b"{}")
        return {"items": of("b" if last else "a"), "next_page_token": "" if last else "2"}

    found, sent = ids(sdk, reply)
    assert found == ["a", "b"]
    assert json.loads(sent[1]) == {"page_token": "2"}


@pytest.mark.parametrize(
    ("parameters", "schema"),
    [
        ({"cursor": TEXT}, {"type": "object", "properties": {"items": ARRAY}}),
        ({"after": TEXT, "limit": NUMBER}, ARRAY),
        ({"page": TEXT}, ARRAY),
        ({"offset": TEXT}, {"type": "object", "properties": {"items": ARRAY}}),
        ({"cursor": TEXT}, {"type": "object", "properties": {"a": ARRAY, "b": ARRAY, "next_cursor": TEXT}}),
        ({"cursor": TEXT}, {"type": "object", "properties": {"items": ARRAY, "next": FLAG}}),
        ({}, {"type": "object", "properties": {"items": ARRAY, "next_url": URL}}),
    ],
    ids=["no next", "order unknown", "page is no number", "offset is no number", "two lists", "flag", "no parameter"],
)
def test_what_is_not_clear_is_no_page(tmp_path: Path, parameters: dict[str, Any], schema: dict[str, Any]) -> None:
    sdk = build(tmp_path, parameters, schema)
    (package,) = (tmp_path / "sdk" / "src").iterdir()
    assert not (package / "pagination.py").exists()
    assert sdk.root.Client
