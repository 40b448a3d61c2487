"""Streams of typed events, sync and async. All decisions are in `_stream_reader`; here are the two loops around it."""

from __future__ import annotations

import time
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, AsyncIterator, Callable, ClassVar, Generic, Iterator, Optional, Type, TypeVar

import httpx2
from typing_extensions import Self

from ._errors import APIConnectionError
from ._options import PARSED, FinalRequestOptions, merge_headers
from ._seam import LINE_DECODER
from ._sse import ServerSentEvent as ServerSentEvent
from ._sse import SSEBytesDecoder as SSEBytesDecoder
from ._sse import SSEDecoder as SSEDecoder
from ._typing import extract_type_var_from_base

if TYPE_CHECKING:
    from ._stream_reader import StreamReader

_T = TypeVar("_T")


class _Events(Generic[_T]):
    """What a sync and an async stream share; `_loop` reads one.

    `options` are those of the call that was answered; without them a stream cannot be resumed.
    """

    _loop: ClassVar[Callable[..., Any]]

    def __init__(
        self,
        *,
        cast_to: Type[_T],
        response: httpx2.Response,
        client: Any,
        options: Optional[FinalRequestOptions] = None,
        max_event_bytes: Optional[int] = None,
    ) -> None:
        self._cast_to = cast_to
        self._client = client
        self._options = options
        self._reader = _reader(cast_to, response, client, max_event_bytes)
        self._iterator = self._loop(self._reader, None if options is None else partial(_ask_again, client, options))

    @classmethod
    def _of_call(cls, stream_cls: Any, **parts: Any) -> Any:
        """The stream of a call that asked for `stream_cls`: this class, or a parametrization of it."""
        items: Any = object if stream_cls in (Stream, AsyncStream) else extract_stream_chunk_type(stream_cls)
        return cls(cast_to=items, **parts)

    @property
    def response(self) -> httpx2.Response:
        """The response that is being read; after a reconnect, the new one."""
        return self._reader.response

    def with_reconnect(self, max_reconnects: int = 5) -> Self:
        """Go on after a broken connection or a premature end: ask again with `Last-Event-ID`, at most
        `max_reconnects` times in a row without an event.

        Waits as long as the server's `retry` says, at most 30 seconds. Needs a GET request and events with ids; a
        stream whose delivered events have none fails as it would without this, because nothing would tell which
        events to repeat. ValueError for any other request.
        """
        if self._options is None or self.response.request.method != "GET":
            raise ValueError("Only the stream of a GET request can be resumed")
        self._reader.allow_reconnects(max_reconnects)
        return self


# The generators know the reader, not the stream, which holds them: a stream that is dropped half-way is freed and so
# closed at once, without waiting for the garbage collector to find a cycle.


def _ask_again(client: Any, options: FinalRequestOptions, reader: StreamReader) -> Any:
    """The answer that goes on after the last event; of an async client, what gives it when awaited."""
    headers = merge_headers(options.headers, reader.resume_headers())
    return client.request(httpx2.Response, options.copy_with(headers=headers, mode=PARSED), stream=True)


def _iterate(reader: StreamReader, reopen: Any) -> Iterator[Any]:
    try:
        while not reader.done:
            try:
                yield from reader.read(chain(reader.chunks(), (None,)))
            except httpx2.TransportError as err:
                delay = reader.after(err)
            else:
                delay = reader.after(None)
            if delay is None:
                return
            _reconnect(reader, reopen, delay)
    finally:
        reader.response.close()


def _reconnect(reader: StreamReader, reopen: Any, delay: Optional[float]) -> None:
    reader.response.close()
    while delay is not None:
        time.sleep(delay)
        try:
            response = reopen(reader)
        except APIConnectionError as err:
            delay = reader.after(_transport_error(err))
        else:
            reader.resume(response)
            return


async def _aiterate(reader: StreamReader, reopen: Any) -> AsyncIterator[Any]:
    try:
        while not reader.done:
            try:
                async for chunk in reader.achunks():
                    for item in reader.read((chunk,)):
                        yield item
                    if reader.done:
                        return
                for item in reader.read((None,)):
                    yield item
            except httpx2.TransportError as err:
                delay = reader.after(err)
            else:
                delay = reader.after(None)
            if delay is None:
                return
            await _areconnect(reader, reopen, delay)
    finally:
        await reader.response.aclose()


async def _areconnect(reader: StreamReader, reopen: Any, delay: Optional[float]) -> None:
    import anyio  # heavy, and only reconnecting streams need it

    await reader.response.aclose()
    while delay is not None:
        await anyio.sleep(delay)
        try:
            response = await reopen(reader)
        except APIConnectionError as err:
            delay = reader.after(_transport_error(err))
        else:
            reader.resume(response)
            return


class Stream(_Events[_T]):
    """The events of a response, or its JSON lines or records, each parsed when it is reached.

    The connection is given back when the events are used up, on an error, by `close()`, at the end of a `with` block,
    and when the last reference to a stream that was being read goes.

    Raises StreamError for an error event, APIConnectionError when the connection breaks, APIResponseValidationError
    for data that is not JSON.
    """

    _loop = staticmethod(_iterate)
    _iterator: Iterator[_T]

    def __next__(self) -> _T:
        return next(self._iterator)

    def __iter__(self) -> Iterator[_T]:
        return self._iterator

    def _iter_events(self) -> Iterator[ServerSentEvent]:
        """All events as they come, before any is judged; for hand-written subclasses."""
        for chunk in self._reader.chunks():
            yield from self._reader.events(chunk)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back and end the iteration. Safe to call twice."""
        self._reader.done = True
        self.response.close()


class AsyncStream(_Events[_T]):
    """The events of a response, each parsed when it is reached: see `Stream`.

    Leaving an `async for` early gives the connection back when the event loop next collects the iterator; `async
    with` does so at once.
    """

    _loop = staticmethod(_aiterate)
    _iterator: AsyncIterator[_T]

    async def __anext__(self) -> _T:
        return await self._iterator.__anext__()

    def __aiter__(self) -> AsyncIterator[_T]:
        return self._iterator

    async def _iter_events(self) -> AsyncIterator[ServerSentEvent]:
        async for chunk in self._reader.achunks():
            for event in self._reader.events(chunk):
                yield event

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Give the connection back and end the iteration. Safe to call twice."""
        self._reader.done = True
        await self.response.aclose()


def extract_stream_chunk_type(stream_cls: type, *, failure_message: Optional[str] = None) -> Any:
    """The type of the items of `Stream[X]`, or of a subclass of it."""
    bases = (Stream, AsyncStream)
    return extract_type_var_from_base(stream_cls, index=0, generic_bases=bases, failure_message=failure_message)


def _reader(cast_to: Any, response: httpx2.Response, client: Any, max_event_bytes: Optional[int]) -> StreamReader:
    from ._stream_reader import LINE_RULES, StreamReader  # needs pydantic, which a program that only starts does not

    strict = client._strict_response_validation
    lines = None if LINE_DECODER is None else LINE_DECODER(response)
    if lines is not None:
        new_lines = partial(lines, max_event_bytes=max_event_bytes)
        return StreamReader(cast_to, response, strict=strict, rules=LINE_RULES, new_decoder=new_lines)
    new_events = partial(SSEDecoder, max_event_bytes=max_event_bytes)
    return StreamReader(cast_to, response, strict=strict, new_decoder=new_events)


def _transport_error(error: APIConnectionError) -> httpx2.TransportError:
    cause = error.__cause__
    return cause if isinstance(cause, httpx2.TransportError) else httpx2.ConnectError(str(error), request=error.request)
