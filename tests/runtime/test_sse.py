"""The decoder against the WHATWG algorithm, for every way to cut a stream."""

from __future__ import annotations

import itertools
import tracemalloc

import pytest
from runtime._sse import EventTooLargeError, ServerSentEvent, SSEDecoder

from tests.work import ends

Event = tuple[str | None, str, str | None, int | None]

NASTY = (
    "\ufeff: comment\r\n"
    "data: plain\n\n"
    "event: named\r\ndata: crlf\r\n\r\n"
    "data:no space\rdata:  two spaces\r\r"
    "data: a\u2028b\x85c\x0bd\x0ce\n\n"
    "id: 1\nevent: with id\ndata: {\"x\": \"h\u00e9llo \u20ac \U0001f600\"}\n\n"
    ": ping\n\n"
    "event: without data\n\n"
    "id: 2\n\n"
    "id: nul\0nul\nretry: 9e99\nretry: 1500\nunknown: x\ndata\n\n"
    "retry: 20\n\n"
    "data:\ndata:\n\n"
    "data: one\n: in between\ndata: two\nevent: late\r\n\n"
    "\n\n\r\n\r"
    "data: [DONE]\n\n"
    "id\ndata: id gone\n\n"
    "data: incomplete"
).encode()  # fmt: skip

EXPECTED: list[Event] = [
    (None, "plain", None, None),
    ("named", "crlf", None, None),
    (None, "no space\n two spaces", None, None),
    (None, "a\u2028b\x85c\x0bd\x0ce", None, None),
    ("with id", '{"x": "h\u00e9llo \u20ac \U0001f600"}', "1", None),
    (None, "", "2", 1500),
    (None, "\n", "2", None),
    ("late", "one\ntwo", "2", None),
    (None, "[DONE]", "2", None),
    (None, "id gone", "", None),
]


def decode(*pieces: bytes) -> list[Event]:
    decoder = SSEDecoder()
    return [(e.event, e.data, e.id, e.retry) for piece in pieces for e in decoder.feed(piece)]


def test_whole() -> None:
    assert decode(NASTY) == EXPECTED


def test_cut_at_every_position() -> None:
    for cut in range(len(NASTY) + 1):
        assert decode(NASTY[:cut], NASTY[cut:]) == EXPECTED, cut


def test_byte_by_byte_with_empty_pieces() -> None:
    assert decode(*itertools.chain.from_iterable((NASTY[i : i + 1], b"") for i in range(len(NASTY)))) == EXPECTED


@pytest.mark.parametrize("size", [2, 3, 5, 7, 16, 64])
def test_pieces_of_one_size(size: int) -> None:
    assert decode(*(NASTY[i : i + size] for i in range(0, len(NASTY), size))) == EXPECTED


@pytest.mark.parametrize(
    "stream",
    [
        b"\xef\xbb\xbfdata: a\r\n\r\ndata: \xe2\x82\xac\r\rid: 3\n\ndata\n\n",
        b"\xef\xbbdata: no mark\n\ndata: b\r\n\n\r\ndata: c\n\r\n",
        b"\r\ndata: a\n:\n\ndata: b\n\n\n\nevent: x\ndata: c\r\r",
    ],
)
def test_cut_at_every_pair_of_positions(stream: bytes) -> None:
    expected = decode(stream)
    assert expected
    for first, second in itertools.combinations_with_replacement(range(len(stream) + 1), 2):
        assert decode(stream[:first], stream[first:second], stream[second:]) == expected, (first, second)


def test_carriage_returns_alone() -> None:
    assert decode(b"data: a\rdata: b\r\rdata: c\r\r") == [(None, "a\nb", None, None), (None, "c", None, None)]
    # The event is there at once; a line feed that follows belongs to the carriage return before it.
    assert decode(b"data: a\r\r", b"\ndata: b\r\n\r\n") == [(None, "a", None, None), (None, "b", None, None)]


def test_invalid_utf8_is_replaced() -> None:
    assert decode(b"data: a\xffb\n\n") == [(None, "a\ufffdb", None, None)]


def test_the_rest_is_discarded_at_the_end() -> None:
    decoder = SSEDecoder()
    assert decoder.feed(b"data: a\n\ndata: b\n") == [ServerSentEvent(data="a")]
    assert decoder.truncated()
    assert [event.data for event in decoder.feed(b"\n")] == ["b"]
    assert not decoder.truncated()


@pytest.mark.parametrize("rest", [b"", b"\n", b": ping\n", b": ping"])
def test_comments_are_no_event_begun(rest: bytes) -> None:
    decoder = SSEDecoder()
    decoder.feed(b"data: a\n\n" + rest)
    assert not decoder.truncated()


def test_retry_and_id_stay_known() -> None:
    decoder = SSEDecoder()
    decoder.feed(b"retry: 10\nid: 7\n\ndata: a\n\nretry: soon\n\n")
    assert (decoder.retry, decoder.last_event_id) == (10, "7")


@pytest.mark.parametrize("size", [1, 1000])
@pytest.mark.parametrize("limit", [100])
def test_an_event_may_have_a_limit(size: int, limit: int) -> None:
    decoder = SSEDecoder(max_event_bytes=limit)
    small = b"data: " + b"x" * 80 + b"\n\n"
    for _ in range(5):
        assert len([e for i in range(0, len(small), size) for e in decoder.feed(small[i : i + size])]) == 1
    assert len(decoder.feed(small * 5)) == 5
    big = b"data: " + b"x" * 200 + b"\n\n"
    with pytest.raises(EventTooLargeError):
        for i in range(0, len(big), size):
            decoder.feed(big[i : i + size])


def test_comments_take_no_memory() -> None:
    decoder = SSEDecoder(max_event_bytes=1_000_000)
    tracemalloc.start()
    for _ in range(20_000):
        decoder.feed(b": keep-alive, one of a great many\n")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000
    assert [event.data for event in decoder.feed(b"data: a\n\n")] == ["a"]


@pytest.mark.parametrize("piece", [b"x" * 100, b"y" * 90 + b"\ndata: z"])
def test_a_long_event_in_many_pieces(piece: bytes) -> None:
    """Where each piece made what came before it be read or copied again, this would take minutes."""
    decoder = SSEDecoder()
    with ends():
        decoder.feed(b"data: ")
        for _ in range(200_000):
            assert decoder.feed(piece) == []
        (event,) = decoder.feed(b"\n\n")
    assert event.data == (piece * 200_000).decode().replace("\ndata: ", "\n")


def test_an_event_reads_its_json() -> None:
    event = ServerSentEvent(event="e", data='{"a": 1}', id="3", retry=5)
    assert event.json() == {"a": 1}
    assert repr(event) == 'ServerSentEvent(event=e, data={"a": 1}, id=3, retry=5)'
    with pytest.raises(ValueError):
        ServerSentEvent(data="[" * 100_000).json()


HEADS = [b"data:", b"data: ", b"event: a\ndata: ", b"event:\ndata:", b"id: 1\ndata: ", b"event: a\ndata: x\ndata: "]
ENDS = [b"\n\n", b"\n\ndata: y\n\n", b"\r\n\r\n", b"\n: c\n\n", b"\ndata: z\n\n", b"\n\n\n"]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("end", ENDS)
def test_a_long_line_cut_anywhere_is_the_same_event(head: bytes, end: bytes) -> None:
    text = b"data: before\n\n" + head + b" :long: " + end + b"data: after\n\n"
    whole = SSEDecoder().feed(text)
    for first in range(len(text) + 1):
        for size in (1, 2, 3, 7):
            decoder = SSEDecoder()
            pieces = [text[:first], *(text[at : at + size] for at in range(first, len(text), size))]
            assert [event for piece in pieces for event in decoder.feed(piece)] == whole
