"""Parsed, raw and streaming answers: what they hold and what they parse to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Optional, assert_type

import httpx
import pydantic
import pytest
from runtime._base_client import FinalRequestOptions
from runtime._errors import APIResponseValidationError
from runtime._models import BaseModel
from runtime._resource import SyncAPIResource
from runtime._response import (
    APIResponse,
    AsyncAPIResponse,
    AsyncBinaryAPIResponse,
    BaseAPIResponse,
    BinaryAPIResponse,
    LineSplitter,
    StreamAlreadyConsumed,
    StreamedBinaryAPIResponse,
    async_to_raw_response_wrapper,
    async_to_streamed_response_wrapper,
    extract_response_type,
    to_raw_response_wrapper,
    to_streamed_response_wrapper,
)
from runtime._types import NoneType
from runtime._utils._custom_wrappers import to_custom_raw_response_wrapper, to_custom_streamed_response_wrapper

from tests.runtime.transport_support import Client, Handler, Server, Thing, answer, async_client, client


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Other(BaseModel):
    size: int


def body(content: bytes, content_type: str | None = "application/json", status: int = 200) -> Handler:
    headers = {} if content_type is None else {"content-type": content_type}
    return lambda request: httpx.Response(status, content=content, headers=headers)


def parse(content: bytes, to: Any, content_type: str | None = "application/json", *, strict: bool = False) -> Any:
    made = client(body(content, content_type), _strict_response_validation=strict)
    return made.get("/x", cast_to=to)


# --- what a body becomes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "to", "value"),
    [
        (b'{"name":"a"}', Thing, Thing(name="a")),
        (b'[{"name":"a"}]', list[Thing], [Thing(name="a")]),
        (b'{"k":{"name":"a"}}', dict[str, Thing], {"k": Thing(name="a")}),
        (b'{"size":1}', Thing | Other, Other(size=1)),
        (b'{"size":1}', Annotated[Thing | Other, "metadata"], Other(size=1)),
        (b'{"a":[1,null]}', object, {"a": [1, None]}),
        (b"text", str, "text"),
        (b"\x00\xff", bytes, b"\x00\xff"),
        (b"12", int, 12),
        (b"1.5", float, 1.5),
        (b"TrUe", bool, True),
        (b"false", bool, False),
        (b"ignored", NoneType, None),
        (b'\xef\xbb\xbf{"name":"a"}', Thing, Thing(name="a")),
    ],
)
def test_body_becomes(content: bytes, to: Any, value: object) -> None:
    found = parse(content, to)
    assert found == value
    assert type(found) is type(value)


def test_declared_charset_is_decoded() -> None:
    content = '{"name":"é"}'.encode("utf-16")
    assert parse(content, Thing, "application/json; charset=utf-16").name == "é"


def test_problem_json_and_undeclared_json_are_json() -> None:
    assert parse(b'{"name":"a"}', Thing, "application/vnd.api+json") == Thing(name="a")
    assert parse(b'{"name":"a"}', Thing, "application/text") == Thing(name="a")


@pytest.mark.parametrize("to", [Thing, Thing | Other, dict[str, Any]])
def test_text_where_json_was_expected(to: Any) -> None:
    assert parse(b"<html>", to, "text/html") == "<html>"
    with pytest.raises(APIResponseValidationError, match="Expected Content-Type"):
        parse(b"<html>", to, "text/html", strict=True)


@pytest.mark.parametrize("content", [b"{", b'{"name":', b"", b"\xff", b"[" * 100_000, b"nope"])
def test_broken_json_raises_typed_and_keeps_the_bytes(content: bytes) -> None:
    with pytest.raises(APIResponseValidationError) as caught:
        parse(content, Thing)
    assert caught.value.body == content
    assert caught.value.response.content == content
    assert isinstance(caught.value.__cause__, ValueError)


def test_wrong_types_are_kept_unless_strict() -> None:
    assert parse(b'{"name":{"odd":true}}', Thing).to_dict() == {"name": {"odd": True}}
    with pytest.raises(APIResponseValidationError) as caught:
        parse(b'{"name":{"odd":true}}', Thing, strict=True)
    assert isinstance(caught.value.__cause__, pydantic.ValidationError)
    assert caught.value.body == {"name": {"odd": True}}


def test_number_that_is_none() -> None:
    with pytest.raises(APIResponseValidationError, match="type int"):
        parse(b"twelve", int, "text/plain")


def test_no_content_is_none() -> None:
    assert client(body(b"", None, 204)).get("/x", cast_to=Thing) is None
    with pytest.raises(APIResponseValidationError, match="no body"):
        client(body(b"", None, 204), _strict_response_validation=True).get("/x", cast_to=Thing)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("media_type", [None, "application/json"])
def test_an_empty_body_is_null_where_null_may_be(media_type: str | None, strict: bool) -> None:
    assert parse(b"", Optional[Thing], media_type, strict=strict) is None


def test_an_empty_text_stays_a_text() -> None:
    assert parse(b"", Optional[str], "text/plain") == ""


def test_model_knows_the_id_of_its_request() -> None:
    thing = client(answer(headers={"x-request-id": "req_1"})).things.get("1")
    assert thing._request_id == "req_1"
    assert thing.to_dict() == {"name": "a"}
    assert client(answer()).things.get("1")._request_id is None


def test_httpx_response_is_handed_over_as_it_is() -> None:
    assert client(answer()).get("/x", cast_to=httpx.Response).json() == {"name": "a"}


def test_foreign_model_class_is_refused() -> None:
    class Foreign(pydantic.BaseModel):
        name: str

    with pytest.raises(TypeError, match=r"e\.g\. `from runtime import BaseModel`"):
        parse(b"{}", Foreign)


# --- raw ----------------------------------------------------------------------------------------------------------


def test_raw_response() -> None:
    server = Server(answer(500), answer(headers={"x-request-id": "req_1"}))
    made = client(server)
    response = to_raw_response_wrapper(made.things.get)("1")
    assert_type(response, APIResponse[Thing])
    assert response.parse() == Thing(name="a")
    assert response.parse() is response.parse()
    assert response.parse(to=Other).to_dict() == {"name": "a"}
    assert response.json() == {"name": "a"}
    assert response.text() == '{"name":"a"}'
    assert response.content == response.read() == b'{"name":"a"}'
    assert (response.status_code, response.method, response.url.path) == (200, "GET", "/things/1")
    assert response.request_id == "req_1"
    assert response.retries_taken == 1
    assert response.is_closed
    assert response.http_request.headers["x-stainless-retry-count"] == "1"
    assert repr(response).startswith("<APIResponse [200 OK] type=")


def test_no_private_header_reaches_the_wire() -> None:
    server = Server(answer())
    made = client(server)
    made.things.get("1")
    plain = server.last.headers
    to_raw_response_wrapper(made.things.get)("1")
    assert server.last.headers == plain
    with to_streamed_response_wrapper(made.things.get)("1"):
        assert server.last.headers == plain


def test_wrapper_leaves_the_resource_as_it_was() -> None:
    made = client(answer())
    things = made.things
    to_raw_response_wrapper(things.get)
    assert things.get("1") == Thing(name="a")


def test_wrapper_around_a_method_of_the_client() -> None:
    class WithMethod(Client):
        def ping(self) -> Thing:
            return self.get("/ping", cast_to=Thing)

    made = WithMethod(http_client=httpx.Client(transport=httpx.MockTransport(answer())))
    assert to_raw_response_wrapper(made.ping)().parse() == Thing(name="a")
    assert made.ping() == Thing(name="a")


def test_wrapper_around_anything_else_is_refused() -> None:
    with pytest.raises(TypeError, match="Expected a method of a resource or a client"):
        to_raw_response_wrapper(lambda: None)


def test_post_parser_shapes_what_parse_gives() -> None:
    made = client(answer())
    name: Any = made.get("/x", cast_to=Thing, options={"post_parser": lambda thing: thing.name})
    assert name == "a"


@pytest.mark.anyio
async def test_async_raw_and_streaming() -> None:
    made = async_client(answer(content=b"one\r\ntwo", headers={"content-type": "text/plain"}))
    response = await async_to_raw_response_wrapper(made.things.get)("1")
    assert_type(response, AsyncAPIResponse[Thing])
    assert await response.parse(to=str) == "one\r\ntwo"
    async with async_to_streamed_response_wrapper(made.things.get)("1") as streamed:
        assert_type(streamed, AsyncAPIResponse[Thing])
        assert [line async for line in streamed.iter_lines()] == ["one", "two"]
    assert streamed.is_closed


# --- streaming ----------------------------------------------------------------------------------------------------


class _Pieces(httpx.SyncByteStream):
    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces

    def close(self) -> None:
        self.closed = True


def streaming(pieces: list[bytes], content_type: str = "application/json") -> tuple[Client, _Pieces]:
    stream = _Pieces(pieces)
    headers = {"content-type": content_type}
    return client(lambda request: httpx.Response(200, stream=stream, headers=headers)), stream


def test_streaming_response_reads_only_when_asked() -> None:
    made, stream = streaming([b'{"na', b'me":"a"}'])
    with to_streamed_response_wrapper(made.things.get)("1") as response:
        assert_type(response, APIResponse[Thing])
        assert not response.is_closed
        assert response.parse() == Thing(name="a")
    assert response.is_closed
    assert response.elapsed.total_seconds() >= 0
    assert stream.closed


def test_streaming_response_is_closed_by_an_exception() -> None:
    made, stream = streaming([b"a", b"b"])
    with pytest.raises(ZeroDivisionError), to_streamed_response_wrapper(made.things.get)("1") as response:
        next(response.iter_bytes())
        raise ZeroDivisionError
    assert stream.closed


def test_body_that_was_iterated_over_is_gone() -> None:
    made, _ = streaming([b"a"])
    with to_streamed_response_wrapper(made.things.get)("1") as response:
        assert list(response.iter_bytes()) == [b"a"]
        with pytest.raises(StreamAlreadyConsumed):
            response.read()


def test_chunks_and_text() -> None:
    made, _ = streaming([b"ab", b"cd", b"e"])
    with to_streamed_response_wrapper(made.things.get)("1") as response:
        assert list(response.iter_bytes(2)) == [b"ab", b"cd", b"e"]
    made, _ = streaming(["é".encode()[:1], "é".encode()[1:]], "text/plain")
    with to_streamed_response_wrapper(made.things.get)("1") as response:
        assert "".join(response.iter_text()) == "é"


def test_lines_end_only_at_cr_lf_and_crlf_however_the_text_is_cut() -> None:
    text = "a\u2028b\x85c\rd\n\ne\r\nf\r\r\ng\x0bh"
    lines = ["a\u2028b\x85c", "d", "", "e", "f", "", "g\x0bh"]
    for first in range(len(text) + 1):
        for second in range(first, len(text) + 1):
            splitter = LineSplitter()
            pieces = (text[:first], text[first:second], text[second:])
            assert [line for piece in pieces for line in splitter.feed(piece)] + splitter.feed("", final=True) == lines


def test_stream_to_file(tmp_path: Path) -> None:
    made, _ = streaming([b"ab", b"cd"], "application/octet-stream")
    target = tmp_path / "out.bin"
    target.write_bytes(b"old")
    with to_streamed_response_wrapper(made.things.get)("1") as response:
        response.stream_to_file(target)
    assert target.read_bytes() == b"abcd"
    assert [path.name for path in tmp_path.iterdir()] == ["out.bin"]


def test_failed_download_leaves_the_old_file(tmp_path: Path) -> None:
    class Breaks(_Pieces):
        def __iter__(self) -> Iterator[bytes]:
            yield b"half"
            raise httpx.ReadError("cut")

    target = tmp_path / "out.bin"
    target.write_bytes(b"old")
    made = client(lambda request: httpx.Response(200, stream=Breaks([])))
    with to_streamed_response_wrapper(made.things.get)("1") as response, pytest.raises(httpx.ReadError):
        response.stream_to_file(str(target))
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.bin"]


# --- binary -------------------------------------------------------------------------------------------------------


class Files(SyncAPIResource):
    def download(self) -> BinaryAPIResponse:
        return self._get("/file", cast_to=BinaryAPIResponse)


def test_binary_methods(tmp_path: Path) -> None:
    files = Files(
        client(answer(content=b"\x00\x01", headers={"content-disposition": "attachment; filename=../../evil"}))
    )
    found = files.download()
    assert isinstance(found, BinaryAPIResponse)
    assert found.is_closed
    assert found.read() == found.parse() == b"\x00\x01"
    found.write_to_file(tmp_path / "here")
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    raw = to_custom_raw_response_wrapper(files.download, BinaryAPIResponse)()
    assert_type(raw, BinaryAPIResponse)
    assert type(raw) is BinaryAPIResponse
    with to_custom_streamed_response_wrapper(files.download, StreamedBinaryAPIResponse)() as streamed:
        assert type(streamed) is StreamedBinaryAPIResponse
        streamed.stream_to_file(tmp_path / "there")
    assert (tmp_path / "there").read_bytes() == b"\x00\x01"


@pytest.mark.anyio
async def test_async_binary(tmp_path: Path) -> None:
    found = await async_client(answer(content=b"\x00\x01")).get("/file", cast_to=AsyncBinaryAPIResponse)
    await found.write_to_file(tmp_path / "here")
    assert (tmp_path / "here").read_bytes() == b"\x00\x01"


# --- types --------------------------------------------------------------------------------------------------------


def test_extract_response_type() -> None:
    class Concrete(APIResponse[list[str]]):
        pass

    assert extract_response_type(BaseAPIResponse[str]) is str
    assert extract_response_type(AsyncAPIResponse[Thing]) is Thing
    assert extract_response_type(Concrete) == list[str]
    assert extract_response_type(BinaryAPIResponse) is bytes
    with pytest.raises(RuntimeError, match=r"Expected type <class '.*APIResponse'> to have a type argument at index 0"):
        extract_response_type(APIResponse)


def test_response_built_by_hand() -> None:
    response: APIResponse[str] = APIResponse(
        raw=httpx.Response(200, content=b"foo"),
        client=client(answer()),
        stream=False,
        stream_cls=None,
        cast_to=str,
        options=FinalRequestOptions.construct(method="get", url="/foo"),
    )
    assert response.parse() == "foo"
