"""Pages: iteration, the way to the next page, and servers that would lead us in circles."""

from __future__ import annotations

import json
from typing import Any, Dict, Generic, List, Optional, TypeVar

import httpx
import pytest
from runtime._base_client import AsyncPaginator, BaseAsyncPage, BasePage, BaseSyncPage, PageInfo
from runtime._errors import PaginationLoopError
from runtime._links import linked, links_end
from runtime._models import BaseModel, UnknownVariant
from runtime._types import not_given
from typing_extensions import override

from tests.runtime.model_support import Event, Stop
from tests.runtime.transport_support import BASE, KEY, answer, async_client, client
from tests.work import ends

pytestmark = pytest.mark.anyio
T = TypeVar("T")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Item(BaseModel):
    id: int


class _Cursor(BasePage[T], Generic[T]):
    items: List[T]
    next_page_token: Optional[str] = None
    next_url: Optional[str] = None
    next_body: Optional[object] = None

    @override
    def _get_page_items(self) -> List[T]:
        return self.items or []

    @override
    def next_page_info(self) -> Optional[PageInfo]:
        if self.next_url:
            return PageInfo(url=self.next_url)
        if self.next_body:
            return PageInfo(json=self.next_body)
        return PageInfo(params={"page_token": self.next_page_token}) if self.next_page_token else None


class SyncCursor(BaseSyncPage[T], _Cursor[T], Generic[T]):
    pass


class AsyncCursor(BaseAsyncPage[T], _Cursor[T], Generic[T]):
    pass


class Server:
    """Answers by page token, or by path for next URLs; keeps the requests."""

    def __init__(self, pages: dict[str, Any]) -> None:
        self.pages = pages
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        token = request.url.params.get("page_token") or (
            json.loads(request.content).get("token") if request.content else ""
        )
        return httpx.Response(200, json=self.pages[token or ""])


def ids(*values: int, **rest: Any) -> dict[str, Any]:
    return {"items": [{"id": value} for value in values], **rest}


THREE = {"": ids(1, 2, next_page_token="b"), "b": ids(3, next_page_token="c"), "c": ids(4)}


def first(server: Any, **options: Any) -> SyncCursor[Item]:
    return client(server).get_api_list("/items", page=SyncCursor[Item], model=Item, **options)


def afirst(server: Any) -> AsyncPaginator[Item, AsyncCursor[Item]]:
    return async_client(server).get_api_list("/items", page=AsyncCursor[Item], model=Item)


def test_iteration_over_all_pages() -> None:
    server = Server(THREE)
    page = first(server, options={"params": {"page_size": 2}})
    assert len(server.requests) == 1
    assert [item.id for item in page] == [1, 2, 3, 4]
    assert [item.id for item in page] == [1, 2, 3, 4]
    assert all(request.url.params["page_size"] == "2" for request in server.requests)
    assert [len(each.items) for each in page.iter_pages()] == [2, 1, 1]


def test_pages_are_fetched_when_they_are_reached() -> None:
    server = Server(THREE)
    items = iter(first(server))
    assert [next(items).id, next(items).id] == [1, 2]
    assert len(server.requests) == 1


def test_page_by_page() -> None:
    page = first(Server(THREE))
    assert page.has_next_page()
    info = page.next_page_info()
    assert info is not None
    assert (info.params, info.url, repr(info)) == (
        {"page_token": "b"},
        not_given,
        "PageInfo(params={'page_token': 'b'})",
    )
    last = page.get_next_page().get_next_page()
    assert not last.has_next_page()
    with pytest.raises(RuntimeError, match="No next page"):
        last.get_next_page()


async def test_the_async_paginator() -> None:
    page = await afirst(Server(THREE))
    assert [item.id for item in page.items] == [1, 2]
    assert [item.id async for item in page] == [1, 2, 3, 4]
    assert [item.id async for item in afirst(Server(THREE))] == [1, 2, 3, 4]
    assert [len(each.items) async for each in page.iter_pages()] == [2, 1, 1]
    assert page.has_next_page()
    assert [item.id for item in (await page.get_next_page()).items] == [3]


LOOPS = [
    {"": ids(1, next_page_token="a"), "a": ids(2, next_page_token="a")},
    {"": ids(1, next_page_token="a"), "a": ids(2, next_page_token="b"), "b": ids(3, next_page_token="a")},
    {
        "": ids(0, next_page_token="1"),
        **{str(n): ids(n, next_page_token=str(n + 1 if n < 100 else 40)) for n in range(1, 101)},
    },
]


@pytest.mark.parametrize("pages", LOOPS)
async def test_a_repeated_page_ends_the_iteration(pages: dict[str, Any]) -> None:
    server = Server(pages)
    with pytest.raises(PaginationLoopError, match="/items"):
        list(first(server))
    assert len(server.requests) <= 4 * len(pages)
    with pytest.raises(PaginationLoopError):
        [item async for item in afirst(Server(pages))]


@pytest.mark.parametrize("pages", LOOPS)
def test_a_repeated_page_ends_a_loop_by_hand(pages: dict[str, Any]) -> None:
    page = first(Server(pages))
    with pytest.raises(PaginationLoopError):
        while page.has_next_page():
            page = page.get_next_page()


def test_many_pages_without_a_loop() -> None:
    def server(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params.get("page_token", "0"))
        return httpx.Response(200, json=ids(number, next_page_token=str(number + 1) if number < 300 else None))

    assert [item.id for item in first(server)] == list(range(301))


def test_an_empty_page_is_the_last_unless_the_scheme_says_otherwise() -> None:
    pages = {"": ids(1, next_page_token="b"), "b": ids(next_page_token="c"), "c": ids(2)}
    assert [item.id for item in first(Server(pages))] == [1]

    class Patient(SyncCursor[T], Generic[T]):
        _continue_on_empty_items = True

    page = client(Server(pages)).get_api_list("/items", page=Patient[Item], model=Item)
    assert [item.id for item in page] == [1, 2]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{BASE}/v1/items?page_token=b&only=x", f"{BASE}/v1/items?page_size=2&page_token=b&only=x"),
        ("/v1/items?page_token=b", f"{BASE}/v1/items?page_size=2&page_token=b"),
        ("?page_token=b&page_size=5", f"{BASE}/v1/items?page_size=5&page_token=b"),
        ("more?page_token=b", f"{BASE}/v1/more?page_size=2&page_token=b"),
    ],
)
def test_the_next_url(url: str, expected: str) -> None:
    server = Server({"": ids(1, next_url=url), "b": ids(2)})
    page = client(server, base_url=f"{BASE}/v1").get_api_list(
        "/items", page=SyncCursor[Item], model=Item, options={"params": {"page_size": 2}}
    )
    assert [item.id for item in page] == [1, 2]
    sent = server.requests[1].url
    assert (sent.copy_with(query=None), dict(sent.params)) == (
        httpx.URL(expected).copy_with(query=None),
        dict(httpx.URL(expected).params),
    )


def test_a_next_url_elsewhere_gets_no_credentials_and_no_parameters() -> None:
    server = Server({"": ids(1, next_url="https://evil.example/items?page_token=b"), "b": ids(2)})
    page = first(server, options={"params": {"secret_filter": "x"}})
    assert [item.id for item in page] == [1, 2]
    stolen = server.requests[1]
    assert stolen.url == "https://evil.example/items?page_token=b"
    assert KEY not in str(stolen.headers.raw)


def test_a_next_body() -> None:
    server = Server({"": ids(1, next_body={"token": "b"}), "b": ids(2)})
    page = first(server, method="post", body={"query": "q"})
    assert [item.id for item in page] == [1, 2]
    assert json.loads(server.requests[1].content) == {"query": "q", "token": "b"}
    broken = first(Server({"": ids(1, next_body=[1])}), method="post", body={"query": "q"})
    with pytest.raises(TypeError, match="mappings"):
        list(broken)


def test_items_are_lenient() -> None:
    raw = {"items": [{"type": "stop"}, {"type": "zzz"}], "more": {"x": 1}}
    page: Any = client(answer(json=raw)).get_api_list("/items", page=SyncCursor[Event], model=Stop)
    assert [type(item) for item in page] == [Stop, UnknownVariant]
    assert page.to_dict() == raw
    assert page.more == {"x": 1}


@pytest.mark.parametrize("raw", [{}, {"items": None}, {"items": None, "next_page_token": 5}])
def test_pages_without_items(raw: Any) -> None:
    page = first(answer(json=raw) if raw else answer(content=b"{}", headers={"Content-Type": "application/json"}))
    assert list(page) == []
    assert page.to_dict() == raw


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('<https://a.test/2>; rel="next"', {"next": "https://a.test/2"}),
        ("</2>; rel=next, </9>; rel=last", {"next": "/2", "last": "/9"}),
        ('</2,3;4>; title="a, <b>; rel=x"; REL="Next prev"', {"next": "/2,3;4", "prev": "/2,3;4"}),
        ("</1>; rel=next, </2>; rel=next", {"next": "/1"}),
        ("</1>", {}),
        ("rel=next", {}),
        ("", {}),
        ("<" * 5000 + ";rel=" * 5000 + '"' * 5000, {}),
        ("<a>" + "; " * 5000 + " " * 5000, {}),
    ],
)
def test_links_of_a_header(header: str, found: Dict[str, str]) -> None:
    with ends():
        assert linked(header) == found


@pytest.mark.parametrize(
    ("header", "ends"),
    [("</1>; rel=prev", True), ("</1>; rel=first, </2>; rel=next", False), ("</style.css>; rel=stylesheet", False)],
)
def test_a_header_that_tells_of_pages_and_of_no_next_one(header: str, ends: bool) -> None:
    assert links_end(header) is ends


@pytest.mark.parametrize("is_async", [False, True])
async def test_a_list_that_is_asked_for_with_a_body_of_any_kind(is_async: bool) -> None:
    """Each page is asked for with the same body."""
    kinds: list[tuple[dict[str, Any], bytes]] = [({"content": b"raw"}, b"raw"), ({"body": {"a": 1}}, b'{"a":1}')]
    for sent, expected in kinds:
        requests: list[httpx.Request] = []

        def server(request: httpx.Request, seen: list[httpx.Request] = requests) -> httpx.Response:
            seen.append(request)
            is_last = "page_token" in request.url.params
            return httpx.Response(200, json=ids(2) if is_last else ids(1, next_page_token="b"))

        if is_async:
            async with async_client(server) as other:
                pages = other.get_api_list("/items", model=Item, page=AsyncCursor[Item], method="post", **sent)
                assert [each.id async for each in pages] == [1, 2]
        else:
            found = client(server).get_api_list("/items", model=Item, page=SyncCursor[Item], method="post", **sent)
            assert [each.id for each in found] == [1, 2]
        assert [each.content for each in requests] == [expected] * 2
