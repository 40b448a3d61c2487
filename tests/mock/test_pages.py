"""Pages come to an end, with things that are kept and without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.mock.support import client, document, json_body, operation, query

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

INTEGER = {"type": "integer"}
TEXT = {"type": "string"}
NULLABLE = {"type": ["string", "null"]}
ITEM = {"type": "object", "required": ["id"], "properties": {"id": TEXT}}


def listing(parameters: dict[str, Any], fields: dict[str, Any], *, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """A collection whose list answers `items` beside the fields."""
    answer = {
        "type": "object",
        "required": ["items", *required],
        "properties": {"items": {"type": "array", "items": ITEM}, **fields},
    }
    given = [query(name, schema) for name, schema in parameters.items()]
    return document(
        {
            "/things": {
                "get": operation(answer, parameters=given),
                "post": operation(ITEM, requestBody=json_body({"type": "object"})),
            },
            "/things/{id}": {
                "get": operation(ITEM, parameters=[{"name": "id", "in": "path", "required": True, "schema": TEXT}])
            },
        }
    )


KINDS = {
    "cursor": listing({"cursor": TEXT, "limit": INTEGER}, {"next_cursor": NULLABLE}),
    "cursor that must be there": listing(
        {"cursor": TEXT, "limit": INTEGER}, {"next_cursor": TEXT}, required=("next_cursor",)
    ),
    "cursor that may be left out": listing({"cursor": TEXT, "limit": INTEGER}, {"next_cursor": TEXT}),
    "cursor inside": listing(
        {"cursor": TEXT, "limit": INTEGER}, {"meta": {"type": "object", "properties": {"next_cursor": NULLABLE}}}
    ),
    "cursor_id": listing({"after": TEXT, "limit": INTEGER}, {"has_more": {"type": "boolean"}}),
    "offset": listing({"offset": INTEGER, "limit": INTEGER}, {"total": INTEGER}),
    "page_number": listing({"page": INTEGER, "per_page": INTEGER}, {"total_pages": INTEGER, "page": INTEGER}),
    "cursor_url": listing({"limit": INTEGER}, {"next_url": NULLABLE}),
}


async def walk(http: Any, kind: str, size: int) -> list[list[str]]:
    """The ids of each page, as a client turns them."""
    pages: list[list[str]] = []
    params: dict[str, Any] = {"per_page" if kind == "page_number" else "limit": size}
    url = "/things"
    while len(pages) < 10:
        response = await http.get(url, params=params)
        assert response.status_code == 200, response.text
        body = response.json()
        pages.append([each["id"] for each in body["items"]])
        following = body.get("next_cursor", body.get("meta", {}).get("next_cursor"))
        if kind.startswith("cursor ") or kind == "cursor":
            if not following:
                break
            params["cursor"] = following
        elif kind == "cursor_id":
            if not body["has_more"]:
                break
            params["after"] = body["items"][-1]["id"]
        elif kind == "cursor_url":
            if not body.get("next_url"):
                break
            parts = urlsplit(body["next_url"])
            assert parts.netloc == "mock"
            url, params = f"{parts.path}?{parts.query}", None  # type: ignore[assignment]
        elif not body["items"]:
            break
        elif kind == "offset":
            params["offset"] = params.get("offset", 0) + len(body["items"])
        else:
            params["page"] = params.get("page", 1) + 1
    return pages


@pytest.mark.parametrize("kind", KINDS)
async def test_kept_things_come_page_by_page(tmp_path: Path, kind: str) -> None:
    async with client(tmp_path, KINDS[kind], stateful=True) as http:
        made = [(await http.post("/things", json={})).json()["id"] for _ in range(5)]
        pages = await walk(http, kind, 2)
        assert [each for page in pages for each in page] == made
        assert [len(page) for page in pages][:3] == [2, 2, 1]
        assert (await http.get("/things")).json()["items"] == [{"id": each} for each in made]


@pytest.mark.parametrize("kind", KINDS)
async def test_examples_come_to_an_end(tmp_path: Path, kind: str) -> None:
    async with client(tmp_path, KINDS[kind]) as http:
        pages = await walk(http, kind, 2)
    assert [len(page) for page in pages] in ([1, 0], [1])


async def test_what_an_answer_says_of_its_page(tmp_path: Path) -> None:
    async with client(tmp_path, KINDS["page_number"], stateful=True) as http:
        for _ in range(5):
            await http.post("/things", json={})
        body = (await http.get("/things", params={"page": 2, "per_page": 2})).json()
        assert (body["total_pages"], body["page"], len(body["items"])) == (3, 2, 2)
    async with client(tmp_path, KINDS["offset"], stateful=True) as http:
        for _ in range(3):
            await http.post("/things", json={})
        assert (await http.get("/things", params={"limit": 1})).json()["total"] == 3


async def test_a_cursor_that_no_answer_gave_is_refused(tmp_path: Path) -> None:
    async with client(tmp_path, KINDS["cursor"], stateful=True) as http:
        assert (await http.get("/things", params={"cursor": "made up"})).status_code == 400


async def test_links_in_headers(tmp_path: Path) -> None:
    node = operation({"type": "array", "items": ITEM}, parameters=[query("per_page", INTEGER)])
    node["responses"]["200"]["headers"] = {
        "Link": {"schema": TEXT, "example": '<https://api.example.com/things?page=2>; rel="next"'}
    }
    text = document({"/things": {"get": node}})
    async with client(tmp_path, text) as http:
        first = await http.get("/things", params={"per_page": 1})
        following = first.links["next"]["url"]
        assert following.startswith("http://mock/things?per_page=1")
        last = await http.get(following)
        assert (last.json(), last.links) == ([], {})


def purpose(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"type": kind, "x-stainless-pagination-property": {"purpose": name, **more}}


async def test_pages_before_a_page_and_fields_in_headers(tmp_path: Path) -> None:
    scheme = {
        "name": "both_ways",
        "type": "cursor",
        "request": {"after": purpose("next_cursor_param"), "before": purpose("previous_cursor_param")},
        "response": {
            "items": {"type": "array", "items": {}, **purpose("items", "array")},
            "next": purpose("next_cursor_field", from_header="X-Next"),
            "previous": purpose("previous_cursor_field"),
        },
    }
    config = {
        "organization": {"name": "t"},
        "pagination": [scheme],
        "resources": {"things": {"methods": {"list": "get /things", "create": "post /things"}}},
    }
    text = listing({"after": TEXT, "before": TEXT, "limit": INTEGER}, {"previous": NULLABLE})
    async with client(tmp_path, text, config=config, stateful=True) as http:
        made = [(await http.post("/things", json={})).json()["id"] for _ in range(5)]

        async def page(**params: Any) -> tuple[list[str], str | None, str | None]:
            response = await http.get("/things", params={"limit": 2, **params})
            body = response.json()
            return [each["id"] for each in body["items"]], response.headers.get("x-next"), body["previous"]

        first, following, before = await page()
        assert (first, before) == (made[:2], None)
        second, following, before = await page(after=following)
        assert second == made[2:4]
        assert (await page(after=following))[:2] == (made[4:], None)
        assert (await page(before=before))[0] == made[:2]
