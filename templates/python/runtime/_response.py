"""What `with_raw_response` and `with_streaming_response` hand over, and the wrappers that make methods do so."""

from __future__ import annotations

import datetime
import functools
import io
import os
from contextlib import contextmanager
from pathlib import Path
from typing import (
    IO,
    TYPE_CHECKING,
    Any,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Dict,
    Generator,
    Generic,
    Iterator,
    List,
    Optional,
    Type,
    TypeVar,
    Union,
    cast,
    overload,
)

import httpx
from typing_extensions import ParamSpec, get_origin

from ._constants import RAW_RESPONSE_HEADER
from ._errors import request_id_of
from ._lazy import lazy_module
from ._options import RAW, STREAMED, FinalRequestOptions, ResponseMode
from ._seam import SDKError
from ._types import Headers, NotGiven
from ._typing import extract_type_arg, extract_type_var_from_base, is_subclass

if TYPE_CHECKING:
    from ._base_client import BaseClient

P = ParamSpec("P")
R = TypeVar("R")
_T = TypeVar("_T")
_SyncResponseT = TypeVar("_SyncResponseT", bound="APIResponse[Any]")
_AsyncResponseT = TypeVar("_AsyncResponseT", bound="AsyncAPIResponse[Any]")


class StreamAlreadyConsumed(SDKError):  # noqa: N818 (a public name of SDKs of this family)
    """The body was iterated over already and is gone."""

    def __init__(self) -> None:
        super().__init__("The body was streamed already; to use it twice, call `.read()` before iterating over it")


class BaseAPIResponse(Generic[R]):
    """An answer with its status and headers; the body is parsed when asked for."""

    http_response: httpx.Response
    retries_taken: int

    def __init__(
        self,
        *,
        raw: httpx.Response,
        cast_to: Any,
        client: BaseClient[Any, Any],
        stream: bool,
        stream_cls: Optional[Any],
        options: FinalRequestOptions,
        retries_taken: int = 0,
    ) -> None:
        self.http_response = raw
        self.retries_taken = retries_taken
        self._cast_to = cast_to
        self._client = client
        self._stream = stream
        self._stream_cls = stream_cls
        self._options = options
        self._parsed: Dict[Any, Any] = {}

    @property
    def headers(self) -> httpx.Headers:
        return self.http_response.headers

    @property
    def http_request(self) -> httpx.Request:
        """The request that was answered, after redirects."""
        return self.http_response.request

    @property
    def status_code(self) -> int:
        return self.http_response.status_code

    @property
    def url(self) -> httpx.URL:
        return self.http_response.url

    @property
    def method(self) -> str:
        return self.http_request.method

    @property
    def http_version(self) -> str:
        return self.http_response.http_version

    @property
    def elapsed(self) -> datetime.timedelta:
        """From sending the request to closing the response; RuntimeError before that."""
        return self.http_response.elapsed

    @property
    def is_closed(self) -> bool:
        """Whether the body was read or given up, so that the connection is free."""
        return self.http_response.is_closed

    @property
    def request_id(self) -> Optional[str]:
        """The id that the server gave the request."""
        return request_id_of(self.headers)

    @property
    def content(self) -> bytes:
        """The body, once it was read."""
        return self.http_response.content

    def __repr__(self) -> str:
        status = f"{self.status_code} {self.http_response.reason_phrase}"
        return f"<{self.__class__.__name__} [{status}] type={self._cast_to}>"

    def _as_stream(self, to: Any) -> Any:
        """The stream that is asked for, by `to` or by the method; None if the body is to be read whole."""
        is_stream = self._stream if to is None else hasattr(get_origin(to) or to, "_of_call")
        if not is_stream:
            return None
        stream_cls = to or self._stream_cls
        return self._client._make_stream(stream_cls=stream_cls, response=self.http_response, options=self._options)

    def _parse_body(self, to: Any) -> Any:
        from ._parsing import parse_body  # needs pydantic, which a program that only starts does not

        wanted = self._cast_to if to is None else to
        if wanted not in self._parsed:
            parsed = parse_body(self.http_response, wanted, strict=self._client._strict_response_validation)
            post_parser = self._options.post_parser
            if to is None and not isinstance(post_parser, NotGiven):
                parsed = post_parser(parsed)
            self._parsed[wanted] = parsed
        return self._parsed[wanted]


class APIResponse(BaseAPIResponse[R]):
    """The answer of a sync call."""

    @overload
    def parse(self, *, to: Type[_T]) -> _T: ...
    @overload
    def parse(self) -> R: ...
    def parse(self, *, to: Optional[Type[_T]] = None) -> Union[R, _T]:
        """The body as the method's return type, or as `to`: a model, a container of models, str, bytes, int, a stream…

        Parsed once for each type. Raises APIResponseValidationError for broken JSON.
        """
        stream = self._as_stream(to)
        if stream is None:
            self.read()
        return cast("Union[R, _T]", self._parse_body(to) if stream is None else stream)

    def read(self) -> bytes:
        """The whole body; StreamAlreadyConsumed if it was iterated over."""
        try:
            return self.http_response.read()
        except httpx.StreamConsumed as error:
            raise StreamAlreadyConsumed from error

    def text(self) -> str:
        """The whole body, decoded."""
        self.read()
        return self.http_response.text

    def json(self) -> object:
        """The whole body as JSON; ValueError if it is none."""
        self.read()
        return self.http_response.json()

    def close(self) -> None:
        """Give up the body and free the connection."""
        self.http_response.close()

    def iter_bytes(self, chunk_size: Optional[int] = None) -> Iterator[bytes]:
        """The body in pieces, decompressed; of `chunk_size` bytes if given, otherwise as they come."""
        yield from self.http_response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: Optional[int] = None) -> Iterator[str]:
        """The body in pieces of text, of `chunk_size` characters if given."""
        yield from self.http_response.iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        """The body line by line, without line ends; only CR, LF and CRLF end a line."""
        splitter = LineSplitter()
        for text in self.http_response.iter_text():
            yield from splitter.feed(text)
        yield from splitter.feed("", final=True)

    def stream_to_file(self, file: Union[str, os.PathLike[str]], *, chunk_size: Optional[int] = None) -> None:
        """Write the body to `file` as it comes; the file appears (or is replaced) only when all of it is there."""
        with replacing(file) as out:
            for chunk in self.iter_bytes(chunk_size):
                out.write(chunk)


class AsyncAPIResponse(BaseAPIResponse[R]):
    """The answer of an async call; its methods do what those of `APIResponse` do."""

    @overload
    async def parse(self, *, to: Type[_T]) -> _T: ...
    @overload
    async def parse(self) -> R: ...
    async def parse(self, *, to: Optional[Type[_T]] = None) -> Union[R, _T]:
        stream = self._as_stream(to)
        if stream is None:
            await self.read()
        return cast("Union[R, _T]", self._parse_body(to) if stream is None else stream)

    async def read(self) -> bytes:
        try:
            return await self.http_response.aread()
        except httpx.StreamConsumed as error:
            raise StreamAlreadyConsumed from error

    async def text(self) -> str:
        await self.read()
        return self.http_response.text

    async def json(self) -> object:
        await self.read()
        return self.http_response.json()

    async def close(self) -> None:
        await self.http_response.aclose()

    async def iter_bytes(self, chunk_size: Optional[int] = None) -> AsyncIterator[bytes]:
        async for chunk in self.http_response.aiter_bytes(chunk_size):
            yield chunk

    async def iter_text(self, chunk_size: Optional[int] = None) -> AsyncIterator[str]:
        async for chunk in self.http_response.aiter_text(chunk_size):
            yield chunk

    async def iter_lines(self) -> AsyncIterator[str]:
        splitter = LineSplitter()
        async for text in self.http_response.aiter_text():
            for line in splitter.feed(text):
                yield line
        for line in splitter.feed("", final=True):
            yield line

    async def stream_to_file(self, file: Union[str, os.PathLike[str]], *, chunk_size: Optional[int] = None) -> None:
        from anyio import to_thread  # heavy, and only async callers need it

        with replacing(file) as out:
            async for chunk in self.iter_bytes(chunk_size):
                await to_thread.run_sync(out.write, chunk)


class BinaryAPIResponse(APIResponse[bytes]):
    """A binary answer, already read."""

    def write_to_file(self, file: Union[str, os.PathLike[str]]) -> None:
        """Write the body to `file`, which appears (or is replaced) only when it is whole."""
        self.stream_to_file(file)


class AsyncBinaryAPIResponse(AsyncAPIResponse[bytes]):
    """A binary answer, already read."""

    async def write_to_file(self, file: Union[str, os.PathLike[str]]) -> None:
        """See `BinaryAPIResponse.write_to_file`."""
        await self.stream_to_file(file)


class StreamedBinaryAPIResponse(APIResponse[bytes]):
    """A binary answer, its body still to come."""


class AsyncStreamedBinaryAPIResponse(AsyncAPIResponse[bytes]):
    """A binary answer, its body still to come."""


class ResponseContextManager(Generic[_SyncResponseT]):
    """Sends on entry, frees the connection on exit."""

    def __init__(self, request: Callable[[], _SyncResponseT]) -> None:
        self._request = request
        self._response: Optional[_SyncResponseT] = None

    def __enter__(self) -> _SyncResponseT:
        self._response = self._request()
        return self._response

    def __exit__(self, *exc_info: object) -> None:
        if self._response is not None:
            self._response.close()


class AsyncResponseContextManager(Generic[_AsyncResponseT]):
    """Sends on entry, frees the connection on exit."""

    def __init__(self, request: Callable[[], Awaitable[_AsyncResponseT]]) -> None:
        self._request = request
        self._response: Optional[_AsyncResponseT] = None

    async def __aenter__(self) -> _AsyncResponseT:
        self._response = await self._request()
        return self._response

    async def __aexit__(self, *exc_info: object) -> None:
        if self._response is not None:
            await self._response.close()


# Methods of a resource or a client that hand over the whole answer: with its body read (raw), or as a context manager
# over an answer whose body is still to come (streamed).


def to_raw_response_wrapper(func: Callable[P, R]) -> Callable[P, APIResponse[R]]:
    return in_mode(func, RAW)


def async_to_raw_response_wrapper(
    func: Callable[P, Awaitable[R]],
) -> Callable[P, Coroutine[Any, Any, AsyncAPIResponse[R]]]:
    return awaited(func, RAW)


def to_streamed_response_wrapper(func: Callable[P, R]) -> Callable[P, ResponseContextManager[APIResponse[R]]]:
    return managed(func, STREAMED, ResponseContextManager)


def async_to_streamed_response_wrapper(
    func: Callable[P, Awaitable[R]],
) -> Callable[P, AsyncResponseContextManager[AsyncAPIResponse[R]]]:
    return managed(func, STREAMED, AsyncResponseContextManager)


def extract_response_type(typ: Any) -> Any:
    """What a response class parses to: `X` of `APIResponse[X]`, bytes of `BinaryAPIResponse`."""
    bases = (BaseAPIResponse, APIResponse, AsyncAPIResponse)
    if typ in bases:
        return extract_type_arg(typ, 0)
    return extract_type_var_from_base(typ, generic_bases=cast("Any", bases), index=0)


def response_class(cast_to: Any) -> Optional[Type[BaseAPIResponse[Any]]]:
    """The response class that `cast_to` is or parametrizes; None if it is a type of a body."""
    origin: Any = get_origin(cast_to) or cast_to
    return origin if is_subclass(origin, BaseAPIResponse) else None


class LineSplitter:
    """Takes pieces of text and gives whole lines, in linear time; only CR, LF and CRLF end one, U+2028 does not."""

    def __init__(self) -> None:
        self._newlines = io.IncrementalNewlineDecoder(None, translate=True)
        self._rest: List[str] = []

    def feed(self, text: str, *, final: bool = False) -> List[str]:
        """The lines that `text` completes; with `final` the last one as well, if it is not empty."""
        first, *others = self._newlines.decode(cast("Any", text), final).split("\n")
        self._rest.append(first)
        if not others and not final:
            return []
        lines = ["".join(self._rest), *others]
        self._rest = [lines.pop()]
        return lines + self._rest if final and self._rest[0] else lines


@contextmanager
def replacing(file: Union[str, os.PathLike[str]]) -> Generator[IO[bytes], None, None]:
    """A file that takes the place of another when it is whole; on any error the old one stays and nothing else."""
    target = Path(file)
    beside = target.with_name(f".{target.name}.{os.urandom(6).hex()}.part")
    try:
        with beside.open("xb") as out:
            yield out
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def in_mode(func: Callable[P, Any], mode: ResponseMode) -> Callable[P, Any]:
    owner: Any = getattr(func, "__self__", None)
    if not hasattr(owner, "_in_mode"):
        raise TypeError(f"Expected a method of a resource or a client, got {func!r}")
    method: Any = func
    # Not `__module__`: what wraps a method takes over its name and place.
    if method.__func__.__globals__["__name__"] != type(owner).__module__ and mode.response_class is None:
        return _told(method, "raw" if mode == RAW else "stream")
    return cast("Callable[P, Any]", method.__func__.__get__(owner._in_mode(mode)))


def _told(method: Callable[..., Any], word: str) -> Callable[..., Any]:
    """The call of hand-written code that stands in for a method: a header tells it what is asked for, as it may look
    into the answer of the method that it calls itself. The header is never sent.
    """

    @functools.wraps(method)
    def call(*args: Any, extra_headers: Optional[Headers] = None, **kwargs: Any) -> Any:
        return method(*args, extra_headers={**(extra_headers or {}), RAW_RESPONSE_HEADER: word}, **kwargs)

    return call


def awaited(func: Callable[P, Any], mode: ResponseMode) -> Callable[P, Coroutine[Any, Any, Any]]:
    bound = in_mode(func, mode)

    @functools.wraps(func)
    async def call(*args: P.args, **kwargs: P.kwargs) -> Any:
        return await bound(*args, **kwargs)

    return call


def managed(func: Callable[P, Any], mode: ResponseMode, manager: Any) -> Callable[P, Any]:
    bound = in_mode(func, mode)

    @functools.wraps(func)
    def call(*args: P.args, **kwargs: P.kwargs) -> Any:
        return manager(functools.partial(bound, *args, **kwargs))

    return call


if not TYPE_CHECKING:
    # The same for a class of responses that hand-written code chooses.
    _CUSTOM = (
        "async_to_custom_raw_response_wrapper", "async_to_custom_streamed_response_wrapper",
        "to_custom_raw_response_wrapper", "to_custom_streamed_response_wrapper",
    )  # fmt: skip
    __getattr__, __dir__ = lazy_module(__name__, dict.fromkeys(_CUSTOM, "._utils._custom_wrappers"))
