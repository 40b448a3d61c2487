"""What is timed inside an SDK's own environment. Each task gives seconds; preparing is not timed."""

from __future__ import annotations

from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Any

import llama_cloud

from tests.benchmarks.worker import payloads
from tests.benchmarks.worker.clients import BASE_URL, answering, sdk, streaming

if TYPE_CHECKING:
    from collections.abc import Callable

# Events come to a client in pieces of this many bytes.
_CHUNK = 4096


@cache
def _calling() -> tuple[Any, Any]:
    body = payloads.encoded(payloads.summary())
    return answering(body), sdk(answering(body))


def call(count: int) -> dict[str, float]:
    """`count` calls by httpx alone, then as many by the SDK: seconds a call, each."""
    raw, client = _calling()
    url = f"{BASE_URL}/api/v1/chat/ses-1/summary"
    headers = {"Authorization": "Bearer key"}
    start = perf_counter()
    for _ in range(count):
        raw.get(url, headers=headers)
    middle = perf_counter()
    for _ in range(count):
        client.beta.chat.get_summary("ses-1")
    end = perf_counter()
    return {"raw": (middle - start) / count, "sdk": (end - middle) / count}


@cache
def _parsing(count: int, unknown: bool) -> tuple[Any, dict[str, Any]]:
    expected = payloads.session(count, unknown=unknown)
    return sdk(answering(payloads.encoded(expected))), expected


def parse(count: int, unknown: bool = False) -> dict[str, float]:
    """Retrieve a session of `count` events."""
    client, _ = _parsing(count, unknown)
    start = perf_counter()
    client.beta.chat.retrieve("ses-1")
    return {"seconds": perf_counter() - start}


def keeps_unknown(count: int) -> dict[str, bool]:
    """Whether a session with events of unknown kinds and types is given back as it came."""
    client, expected = _parsing(count, True)
    return {"kept": client.beta.chat.retrieve("ses-1").to_dict(mode="json") == expected}


@cache
def _listing(count: int) -> Any:
    return sdk(answering(payloads.encoded(payloads.page(count))))


def listing(count: int, times: int) -> dict[str, float]:
    """A list of `count` sessions, `times` over: seconds a list."""
    client = _listing(count)
    start = perf_counter()
    for _ in range(times):
        client.beta.chat.list()
    return {"seconds": (perf_counter() - start) / times}


def _typed_by_stream_class(client: Any) -> Any:
    """For an SDK whose `stream` gives a bare object: the same events, typed, by its own stream class."""
    from llama_cloud.types.beta.chat_retrieve_response import Event

    stream_class: Any = llama_cloud.Stream
    body: dict[str, object] = {"index_ids": [], "prompt": "x"}
    path = "/api/v1/chat/ses-1/messages/stream"
    return client.post(path, cast_to=object, body=body, stream=True, stream_cls=stream_class[Event])


def _stream(client: Any, typed: bool) -> Any:
    if typed:
        return client.beta.chat.stream("ses-1", index_ids=[], prompt="x")
    return _typed_by_stream_class(client)


@cache
def _transcript(count: int) -> bytes:
    return payloads.transcript(count)


def events(count: int, typed: bool) -> dict[str, float]:
    """A stream of `count` small events, read to its end. `typed`: whether the SDK's `stream` gives typed events."""
    client = sdk(streaming(_transcript(count), _CHUNK))
    seen: int = 0
    last: Any = None
    start = perf_counter()
    for seen, last in enumerate(_stream(client, typed), 1):  # noqa: B007
        pass
    seconds = perf_counter() - start
    if seen != count or not hasattr(last, "content"):
        raise AssertionError(f"{seen} events of {count}, the last one {last!r}")
    return {"seconds": seconds}


def long_event(length: int, typed: bool) -> dict[str, float]:
    """A stream of one event with `length` characters."""
    client = sdk(streaming(payloads.long_event(length), _CHUNK))
    start = perf_counter()
    (item,) = _stream(client, typed)
    seconds = perf_counter() - start
    if len(item.content) != length:
        raise AssertionError("the event is not whole")
    return {"seconds": seconds}


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "call": call,
    "parse": parse,
    "keeps_unknown": keeps_unknown,
    "listing": listing,
    "events": events,
    "long_event": long_event,
}
