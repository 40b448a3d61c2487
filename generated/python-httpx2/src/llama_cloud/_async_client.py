"""The async client: one loop that sends, around decisions made elsewhere."""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import (
    Any,
    AsyncIterator,
    Coroutine,
    Dict,
    Generator,
    Generic,
    List,
    Optional,
    Protocol,
    Type,
    TypeVar,
    Union,
    cast,
    overload,
)

import httpx2
from typing_extensions import Literal, Never, Self, Unpack
from typing_extensions import TypeVar as TypeVarWithDefault

from ._bodies import AsyncBody
from ._call import Call
from ._client_base import BaseClient, Verb
from ._options import FinalRequestOptions, verb_options
from ._platform import get_async_library
from ._request import same_origin
from ._response import AsyncAPIResponse
from ._transports import DefaultAsyncHttpxClient
from ._types import ResponseT, Sent

# A call without a stream class returns no stream.
_StreamT = TypeVarWithDefault("_StreamT", default=Never)
_ItemT = TypeVar("_ItemT")
_PageT = TypeVar("_PageT")


class AsyncVerb(Protocol):
    """Send to a path, and hand over the answer as `cast_to` or, streamed, as `stream_cls`."""

    @overload
    def __call__(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        stream: Literal[True],
        stream_cls: Type[_StreamT],
        **sent: Unpack[Sent],
    ) -> Coroutine[Any, Any, _StreamT]: ...
    @overload
    def __call__(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        stream: bool = False,
        stream_cls: Optional[Type[_StreamT]] = None,
        **sent: Unpack[Sent],
    ) -> Coroutine[Any, Any, Union[ResponseT, _StreamT]]: ...


class AsyncPaginator(Generic[_ItemT, _PageT]):
    """What an async list method gives: awaited, it is the first page; iterated over, it is all items of all pages."""

    def __init__(
        self, client: AsyncAPIClient, options: FinalRequestOptions, page_cls: Type[_PageT], model: Type[_ItemT]
    ) -> None:
        self._client = client
        self._options = options
        self._page_cls = page_cls
        self._model = model

    def __await__(self) -> Generator[Any, None, _PageT]:
        return self._client._request_api_list(self._model, self._page_cls, self._options).__await__()

    async def __aiter__(self) -> AsyncIterator[_ItemT]:
        page: Any = await self
        async for item in page:
            yield item


class AsyncAPIClient(BaseClient[httpx2.AsyncClient, Any]):
    """Base of the async client of an API; also for calls to undocumented endpoints, by its verbs.

    Works under one event loop after another: each gets connections of its own.
    """

    _httpx_class = httpx2.AsyncClient
    _default_httpx_class = DefaultAsyncHttpxClient
    _response_class = AsyncAPIResponse
    _is_async = True

    get: AsyncVerb = cast("AsyncVerb", Verb("get"))
    post: AsyncVerb = cast("AsyncVerb", Verb("post"))
    patch: AsyncVerb = cast("AsyncVerb", Verb("patch"))
    put: AsyncVerb = cast("AsyncVerb", Verb("put"))
    delete: AsyncVerb = cast("AsyncVerb", Verb("delete"))

    def _verb(self, method: str) -> AsyncVerb:
        return cast("AsyncVerb", super()._verb(method))

    async def close(self) -> None:
        """Close the connections; on a copy, only the copy, unless nobody else uses them any more."""
        http = self._close()
        if http is not None:
            await http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: Optional[Type[BaseException]], exc: Optional[BaseException], exc_tb: Optional[TracebackType]
    ) -> None:
        await self.close()

    def _async_library(self) -> Optional[str]:
        return get_async_library()

    async def _prepare_options(self, options: FinalRequestOptions) -> FinalRequestOptions:
        """Hook: change the options of one attempt; they are its own copy."""
        return options

    async def _prepare_request(self, request: httpx2.Request) -> None:
        """Hook: change the request of one attempt, for instance to sign it."""

    async def request(
        self,
        cast_to: Type[ResponseT],
        options: FinalRequestOptions,
        *,
        stream: bool = False,
        stream_cls: Optional[Type[_StreamT]] = None,
    ) -> Union[ResponseT, _StreamT]:
        """Send, again where that helps, and hand over the answer as `cast_to` or, streamed, as `stream_cls`.

        Raises APIStatusError by status, APITimeoutError and APIConnectionError without an answer, and
        APIResponseValidationError for an answer that cannot be used. What hooks raise passes through untouched.
        """
        call = Call(self, options, AsyncBody)
        unread = stream or options.mode.kind == "streamed"
        wanted: Dict[str, Any] = {"cast_to": cast_to, "stream": stream, "stream_cls": stream_cls}
        while True:
            attempt = await self._prepare_options(call.options.copy_with())
            if self._tokens is not None:
                await self._tokens.obtain(self._needed_grant(attempt), self._client, call.max_retries)
            request = self._build_request(attempt, retries_taken=call.retries_taken)
            await self._prepare_request(request)
            started = call.before_sending(request)
            try:
                response = await self._send(request, attempt, call, stream=unread)
            except Exception as error:
                await self._sleep_for_retry(call.after_error(request, error, started))
                continue
            try:
                delay = call.after_answer(request, response, started)
                if delay is None:
                    wanted["retries_taken"] = call.retries_taken
                    return cast("ResponseT", await self._finish(attempt, response, **wanted))
            except BaseException:
                await response.aclose()
                raise
            await response.aclose()
            await self._sleep_for_retry(delay)

    async def _send(
        self, request: httpx2.Request, options: FinalRequestOptions, call: Call, *, stream: bool
    ) -> httpx2.Response:
        http = self._open_client()
        auth: Any = self._auth_for(options, request.url)
        follow = http.follow_redirects if options.follow_redirects is None else options.follow_redirects
        response = await http.send(request, auth=auth, stream=stream, follow_redirects=False)
        history: List[httpx2.Response] = []
        while follow and response.next_request is not None:
            response.history = list(history)
            await response.aclose()
            hop = call.after_redirect(request.url, response, history, http.max_redirects)
            if not same_origin(request.url, hop.url):
                auth = None
            response = await http.send(hop, auth=auth, stream=stream, follow_redirects=False)
        response.history = history
        return response

    async def _finish(self, options: FinalRequestOptions, response: httpx2.Response, **wanted: Any) -> Any:
        if not response.is_success:
            with suppress(httpx2.RequestError, httpx2.StreamError):
                await response.aread()
            await response.aclose()
            raise self._failure(options, response) from None
        return await self._process_response(options=options, response=response, **wanted)

    async def _process_response(self, **answer: Any) -> Any:
        """Hook: what a call returns for a good answer; takes the arguments of `_deliver`."""
        return self._deliver(**answer)

    async def _sleep_for_retry(self, seconds: float) -> None:
        import anyio

        await anyio.sleep(seconds)

    async def _request_api_list(self, model: Type[object], page: Type[_PageT], options: FinalRequestOptions) -> _PageT:
        """One page of a list."""
        parser = cast("Any", page)._parser(self, model, options)
        return await self.request(page, options.copy_with(post_parser=parser))

    def get_api_list(
        self,
        path: str,
        *,
        model: Type[_ItemT],
        page: Type[_PageT],
        method: str = "get",
        **sent: Unpack[Sent],
    ) -> AsyncPaginator[_ItemT, _PageT]:
        """A list: awaited, its first page; iterated over, all its items."""
        return AsyncPaginator(self, verb_options(method, path, **sent), page, model)
