"""Lists and streams through the client, in every mode of handing over an answer."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import httpx
import pytest
from runtime._base_client import AsyncPaginator, BaseAsyncPage, BasePage, BaseSyncPage, PageInfo
from runtime._resource import AsyncAPIResource, SyncAPIResource
from runtime._response import async_to_raw_response_wrapper, to_raw_response_wrapper, to_streamed_response_wrapper
from runtime._streaming import AsyncStream, Stream
from typing_extensions import override

from tests.runtime.transport_support import Handler, Server, Thing, answer, async_client, client

_T = TypeVar("_T")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class _Items(BasePage[_T], Generic[_T]):
    items: list[_T]
    next_url: str | None = None

    @override
    def _get_page_items(self) -> list[_T]:
        return self.items

    @override
    def next_page_info(self) -> PageInfo | None:
        return PageInfo(url=self.next_url) if self.next_url else None


class SyncItems(_Items[_T], BaseSyncPage[_T], Generic[_T]):
    pass


class AsyncItems(_Items[_T], BaseAsyncPage[_T], Generic[_T]):
    pass


class Things(SyncAPIResource):
    def list(self) -> SyncItems[Thing]:
        options: Any = {"headers": {"X-Api-Key": "secret"}}
        return self._get_api_list("/things", page=SyncItems[Thing], model=Thing, options=options)

    def watch(self) -> Stream[Thing]:
        return self._get("/watch", cast_to=Thing, stream=True, stream_cls=Stream[Thing])


class AsyncThings(AsyncAPIResource):
    def list(self) -> AsyncPaginator[Thing, AsyncItems[Thing]]:
        return self._get_api_list("/things", page=AsyncItems[Thing], model=Thing)

    async def watch(self) -> AsyncStream[Thing]:
        return await self._get("/watch", cast_to=Thing, stream=True, stream_cls=AsyncStream[Thing])


def pages(next_url: str = "https://api.example.com/things?page=2") -> Server:
    return Server(
        answer(json={"items": [{"name": "a"}], "next_url": next_url}),
        answer(json={"items": [{"name": "b"}]}),
    )


EVENTS = b'data: {"name":"a"}\n\ndata: {"name":"b"}\n\n'


def sse(content: bytes) -> Handler:
    headers = {"content-type": "text/event-stream"}
    return lambda request: httpx.Response(200, stream=httpx.ByteStream(content), headers=headers)


def events() -> Server:
    return Server(sse(EVENTS))


def test_pages_are_fetched_one_after_the_other() -> None:
    server = pages()
    assert [thing.name for thing in Things(client(server)).list()] == ["a", "b"]
    assert str(server.last.url) == "https://api.example.com/things?page=2"
    assert server.last.headers["x-api-key"] == "secret"


def test_next_page_on_another_origin_gets_no_credential_at_all() -> None:
    server = pages("https://evil.example/things?page=2")
    list(Things(client(server)).list())
    assert server.last.url.host == "evil.example"
    assert {"authorization", "x-api-key"}.isdisjoint(server.last.headers)


def test_raw_list_parses_to_a_page_that_goes_on() -> None:
    response = to_raw_response_wrapper(Things(client(pages())).list)()
    assert response.http_response.status_code == 200
    assert [thing.name for thing in response.parse()] == ["a", "b"]


@pytest.mark.anyio
async def test_async_lists() -> None:
    assert [thing.name async for thing in AsyncThings(async_client(pages())).list()] == ["a", "b"]
    response = await async_to_raw_response_wrapper(AsyncThings(async_client(pages())).list)()
    page = await response.parse()
    assert [thing.name async for thing in page] == ["a", "b"]


def test_list_that_is_no_json_is_text() -> None:
    found: Any = Things(client(answer(content=b"<html>", headers={"content-type": "text/html"}))).list()
    assert found == "<html>"


def test_stream_is_typed_and_raw_streams_parse_to_it() -> None:
    things = Things(client(events()))
    stream = things.watch()
    assert isinstance(stream, Stream)
    assert list(stream) == [Thing.construct(name="a"), Thing.construct(name="b")]
    assert [thing.name for thing in to_raw_response_wrapper(things.watch)().parse()] == ["a", "b"]
    with to_streamed_response_wrapper(things.watch)() as response:
        assert [thing.name for thing in response.parse()] == ["a", "b"]


def test_any_streaming_answer_parses_to_a_stream_on_request() -> None:
    class Plain(Things):
        def get(self) -> Thing:
            return self._get("/watch", cast_to=Thing)

    with to_streamed_response_wrapper(Plain(client(events())).get)() as response:
        assert [thing.name for thing in response.parse(to=Stream[Thing])] == ["a", "b"]


@pytest.mark.anyio
async def test_async_stream() -> None:
    stream = await AsyncThings(async_client(events())).watch()
    assert [thing.name async for thing in stream] == ["a", "b"]


def test_stream_without_a_class_is_refused() -> None:
    with pytest.raises(TypeError, match="stream_cls"):
        client(events()).request(Thing, _options(), stream=True, stream_cls=None)


def test_get_stream_reopens_with_the_headers_it_is_given() -> None:
    server = Server(
        sse(b'id: 7\ndata: {"name":"a"}\n\ndata: {"na'),
        sse(b'data: {"name":"b"}\n\n'),
        httpx.ConnectError("gone"),
    )
    stream = Things(client(server, max_retries=0)).watch().with_reconnect(1)
    assert [next(stream).name, next(stream).name] == ["a", "b"]
    assert server.requests[1].headers["last-event-id"] == "7"
    assert server.requests[1].headers["authorization"].startswith("Bearer ")


def _options() -> Any:
    from runtime._base_client import FinalRequestOptions

    return FinalRequestOptions(method="get", url="/watch")
