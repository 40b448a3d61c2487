"""JSON lines (jsonlines.org) and JSON text sequences (RFC 7464), cut anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from runtime._errors import APIConnectionError, APIResponseValidationError, StreamError
from runtime._json_lines import JSONLinesDecoder, JSONRecordsDecoder, line_decoder
from runtime._streaming import AsyncStream, ServerSentEvent, Stream

from tests.runtime.model_support import Delta
from tests.runtime.test_streaming import Body, Client
from tests.work import ends

LINES = b'\xef\xbb\xbf{"a": "\xc3\xa9"}\r\n\n  \n[1,\t2]\n"x"\nnull\n3'
VALUES = [{"a": "é"}, [1, 2], "x", None, 3]
RECORDS = b'\x1e{"a": "\xc3\xa9"}\n\x1e[1,\n2]\n\x1e"x"\n\x1e\x1enull\n\x1e3\n'


def stream_of(
    *pieces: bytes | Exception, media_type: str = "application/jsonl", cast_to: Any = object, **options: Any
) -> Stream[Any]:
    request = httpx.Request("POST", "http://api.test", headers=options.pop("asked", {}))
    body = Body(*pieces)
    response = httpx.Response(200, headers={"content-type": media_type}, stream=body, request=request)
    return Stream(cast_to=cast_to, response=response, client=Client(), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("media_type", "text"), [("application/jsonl", LINES), ("application/json-seq", RECORDS)])
def test_cut_at_every_byte(media_type: str, text: bytes) -> None:
    for cut in range(len(text) + 1):
        assert list(stream_of(text[:cut], text[cut:], media_type=media_type)) == VALUES
    assert list(stream_of(*(text[at : at + 1] for at in range(len(text))), media_type=media_type)) == VALUES


def test_models() -> None:
    [found] = stream_of(b'{"type": "delta", "content": "x", "more": 1}', cast_to=Delta)
    assert (type(found), found.content) == (Delta, "x")


@pytest.mark.anyio
async def test_async() -> None:
    request = httpx.Request("POST", "http://api.test")
    response = httpx.Response(
        200, headers={"content-type": "application/x-ndjson"}, stream=Body(LINES), request=request
    )
    assert [each async for each in AsyncStream(cast_to=object, response=response, client=Client())] == VALUES  # type: ignore[arg-type]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize(
    ("media_type", "asked", "expected"),
    [
        ("application/jsonl; charset=utf-8", "", JSONLinesDecoder),
        ("application/x-jsonlines", "", JSONLinesDecoder),
        ("application/stream+json", "", JSONLinesDecoder),
        ("application/vnd.acme+ndjson", "", JSONLinesDecoder),
        ("application/geo+json-seq", "", JSONRecordsDecoder),
        ("application/json", "application/x-ndjson", JSONLinesDecoder),
        ("", "application/json-seq", JSONRecordsDecoder),
        ("text/event-stream", "application/jsonl", None),
        ("text/plain", "text/event-stream", None),
        ("application/json", "application/json", None),
    ],
)
def test_the_framing_is_that_of_the_answer_or_else_what_was_asked_for(
    media_type: str, asked: str, expected: Any
) -> None:
    request = httpx.Request("GET", "http://api.test", headers={"accept": asked})
    assert line_decoder(httpx.Response(200, headers={"content-type": media_type}, request=request)) is expected


@pytest.mark.parametrize("pieces", [(b'{"a": 1}\n\n{"a": \n{"a": 2}\n',), (b'{"a": 1}\n', b"\n", b'{"a": \n', b"1")])
def test_a_broken_line_is_named(pieces: tuple[bytes, ...]) -> None:
    stream = stream_of(*pieces)
    assert next(stream) == {"a": 1}
    with pytest.raises(APIResponseValidationError, match="Line 3 of the stream is not JSON"):
        next(stream)
    assert stream.response.is_closed


def test_a_last_line_that_is_cut_off_is_told() -> None:
    stream = stream_of(b'1\n{"a"')
    assert next(stream) == 1
    with pytest.raises(APIResponseValidationError, match="Line 2"):
        next(stream)


def test_a_connection_that_breaks() -> None:
    stream = stream_of(b'1\n{"a"', httpx.ReadError("gone"))
    assert next(stream) == 1
    with pytest.raises(APIConnectionError):
        next(stream)


def test_names_of_events_and_ends_mean_nothing_here() -> None:
    assert list(stream_of(b'{"event": "error"}\n"[DONE]"\n')) == [{"event": "error"}, "[DONE]"]


def test_lines_as_events() -> None:
    assert list(stream_of(b"1\n", cast_to=ServerSentEvent)) == [ServerSentEvent(data="1")]


def test_each_record_is_given_when_it_is_whole() -> None:
    seen: list[bytes] = []

    def pieces() -> Iterator[bytes]:
        for piece in (b"\x1e{}\n", b"\x1e[\n", b"\n]\n", b"\x1e2\n"):
            seen.append(piece)
            yield piece

    class Slow(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            return pieces()

    request = httpx.Request("POST", "http://api.test")
    response = httpx.Response(200, headers={"content-type": "application/json-seq"}, stream=Slow(), request=request)
    stream = Stream(cast_to=object, response=response, client=Client())  # type: ignore[arg-type]
    assert [(each, len(seen)) for each in stream][:1] == [({}, 1)]


def test_the_size_of_a_line_is_bounded() -> None:
    for pieces in ((b"[" + b"1," * 100,), (b"1" * 200 + b"\n",)):
        with pytest.raises(StreamError, match="larger than 64 bytes"):
            list(stream_of(*pieces, max_event_bytes=64))


@pytest.mark.parametrize("decoder", [JSONLinesDecoder, JSONRecordsDecoder])
def test_a_long_value_in_many_pieces(decoder: type[JSONLinesDecoder]) -> None:
    """Where each piece made what came before it be read or copied again, this would take minutes."""
    is_record = decoder is JSONRecordsDecoder
    made, piece = decoder(), (b"1,\n" if is_record else b"1, ") * 30
    with ends():
        made.scan(b"\x1e[" if is_record else b"[")
        for _ in range(200_000):
            assert made.scan(piece) == []
        (block,) = [*made.scan(b"1]\n"), *made.end()]
    assert max(map(len, block)) >= 200_000 * len(piece)
