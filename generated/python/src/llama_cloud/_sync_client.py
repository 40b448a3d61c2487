"""The sync client: one loop that sends, around decisions made elsewhere."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, List, Mapping, Optional, Type, TypeVar, Union, cast, overload

import httpx
from typing_extensions import Literal, Self

from ._bodies import SyncBody
from ._call import Call
from ._client_base import VERBS, BaseClient
from ._constants import DEFAULT_MAX_RETRIES
from ._errors import ClientClosedError
from ._options import PARSED, FinalRequestOptions, ResponseMode, merge_headers, verb_options
from ._request import same_origin
from ._resource import bound_in_mode
from ._response import APIResponse
from ._streaming import Stream
from ._transports import DefaultHttpxClient, SyncPool, check_http_client, timeout_of
from ._types import Body, NotGiven, Omit, RequestFiles, RequestOptions, ResponseT, not_given

if TYPE_CHECKING:
    from ._pages import BaseSyncPage

__all__ = ["SyncAPIClient"]

_StreamT = TypeVar("_StreamT", bound=Stream[Any])
_PageT = TypeVar("_PageT", bound="BaseSyncPage[Any]")


class SyncAPIClient(BaseClient):
    """Base of the sync client of an API; also for calls to undocumented endpoints, by its verbs.

    Safe to use from several threads. After `fork`, the child should make its own client.
    """

    _pool: SyncPool

    def __init__(
        self,
        *,
        version: str,
        base_url: Union[str, httpx.URL],
        max_retries: int = DEFAULT_MAX_RETRIES,
        timeout: Union[float, httpx.Timeout, NotGiven, None] = not_given,
        http_client: Optional[httpx.Client] = None,
        custom_headers: Optional[Mapping[str, Union[str, Omit]]] = None,
        custom_query: Optional[Mapping[str, object]] = None,
        _strict_response_validation: bool = False,
    ) -> None:
        check_http_client(http_client, httpx.Client)
        super().__init__(
            version=version,
            base_url=base_url,
            max_retries=max_retries,
            timeout=timeout_of(timeout, http_client),
            custom_headers=custom_headers,
            custom_query=custom_query,
            _strict_response_validation=_strict_response_validation,
        )
        # Not a closure over this client: a pool must not keep alive who made it.
        self._pool = SyncPool(partial(DefaultHttpxClient, timeout=self.timeout), http_client)
        self._pool.join(self)

    @property
    def _client(self) -> httpx.Client:
        """The httpx client, made on first use."""
        return self._pool.client()

    def close(self) -> None:
        """Close the connections; on a copy, only the copy, unless nobody else uses them any more."""
        self._closed = True
        last = self._pool.leave(self)
        if self._owns_pool or last:
            self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: Optional[Type[BaseException]], exc: Optional[BaseException], exc_tb: Optional[TracebackType]
    ) -> None:
        self.close()

    def _in_mode(self, mode: ResponseMode) -> Self:
        return bound_in_mode(self, VERBS, mode)

    def _prepare_options(self, options: FinalRequestOptions) -> FinalRequestOptions:
        """Hook: change the options of one attempt; they are its own copy."""
        return options

    def _prepare_request(self, request: httpx.Request) -> None:
        """Hook: change the request of one attempt, for instance to sign it."""

    @overload
    def request(
        self,
        cast_to: Type[ResponseT],
        options: FinalRequestOptions,
        *,
        stream: Literal[True],
        stream_cls: Type[_StreamT],
    ) -> _StreamT: ...
    @overload
    def request(
        self, cast_to: Type[ResponseT], options: FinalRequestOptions, *, stream: Literal[False] = False
    ) -> ResponseT: ...
    @overload
    def request(
        self,
        cast_to: Type[ResponseT],
        options: FinalRequestOptions,
        *,
        stream: bool = False,
        stream_cls: Optional[Type[_StreamT]] = None,
    ) -> Union[ResponseT, _StreamT]: ...
    def request(
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
        options = self._with_idempotency_key(options)
        if options.files:
            from ._files import multipart_files

            options = options.copy_with(files=multipart_files(options.files))
        call = Call(self, options, SyncBody)
        unread = stream or options.mode.kind == "streamed"
        delay: Optional[float] = None
        while True:
            if delay is not None:
                self._sleep_for_retry(delay)
            attempt = self._prepare_options(call.options.copy_with())
            if self._tokens is not None:
                self._obtain_token(attempt)
            request = self._build_request(attempt, retries_taken=call.retries_taken)
            self._prepare_request(request)
            started = call.before_sending(request)
            try:
                response = self._send(request, attempt, call, stream=unread)
            except Exception as error:
                delay = call.after_error(request, error, started)
            else:
                try:
                    delay = call.after_answer(request, response, started)
                    if delay is None:
                        done = self._finish(cast_to, attempt, response, stream, stream_cls, call.retries_taken)
                        return cast("Union[ResponseT, _StreamT]", done)
                except BaseException:
                    response.close()
                    raise
                response.close()

    def _obtain_token(self, options: FinalRequestOptions) -> None:
        grant = self._needed_grant(options)
        if grant is not None:
            self._tokens.obtain(grant, self._client, options.get_max_retries(self.max_retries))

    def _send(
        self, request: httpx.Request, options: FinalRequestOptions, call: Call, *, stream: bool
    ) -> httpx.Response:
        http = self._client
        if self._closed or http.is_closed:
            raise ClientClosedError("The client is closed; make a new one.")
        auth: Any = self._auth_for(options, request.url)
        follow = http.follow_redirects if options.follow_redirects is None else options.follow_redirects
        response = http.send(request, auth=auth, stream=stream, follow_redirects=False)
        if response.next_request is None or not follow:
            return response
        history: List[httpx.Response] = []
        while response.next_request is not None:
            response.history = list(history)
            response.close()
            hop = call.after_redirect(request.url, response, history, http.max_redirects)
            if not same_origin(request.url, hop.url):
                auth = None
            response = http.send(hop, auth=auth, stream=stream, follow_redirects=False)
        response.history = history
        return response

    def _finish(
        self,
        cast_to: Any,
        options: FinalRequestOptions,
        response: httpx.Response,
        stream: bool,
        stream_cls: Optional[Type[Any]],
        retries_taken: int,
    ) -> Any:
        if not response.is_success:
            with suppress(httpx.RequestError, httpx.StreamError):
                response.read()
            response.close()
            raise self._failure(options, response) from None
        return self._process_response(
            cast_to=cast_to,
            options=options,
            response=response,
            stream=stream,
            stream_cls=stream_cls,
            retries_taken=retries_taken,
        )

    def _process_response(
        self,
        *,
        cast_to: Any,
        options: FinalRequestOptions,
        response: httpx.Response,
        stream: bool,
        stream_cls: Optional[Type[Any]],
        retries_taken: int = 0,
    ) -> Any:
        """Hook: what a call returns for a good answer."""
        return self._deliver(
            APIResponse,
            cast_to=cast_to,
            options=options,
            response=response,
            stream=stream,
            stream_cls=stream_cls,
            retries_taken=retries_taken,
        )

    def _make_stream(
        self, *, stream_cls: Optional[Type[Any]], response: httpx.Response, options: FinalRequestOptions
    ) -> Any:
        def reopen(headers: Mapping[str, str]) -> httpx.Response:
            again = options.copy_with(headers=merge_headers(options.headers, headers), mode=PARSED)
            return self.request(httpx.Response, again, stream=True, stream_cls=None)

        return self._open_stream(Stream, stream_cls, response, options, reopen)

    def _sleep_for_retry(self, seconds: float) -> None:
        time.sleep(seconds)

    def _request_api_list(self, model: Type[object], page: Type[_PageT], options: FinalRequestOptions) -> _PageT:
        """One page of a list."""
        from ._pages import BaseSyncPage

        plain = options.copy_with(mode=PARSED)

        def attach(parsed: Any) -> Any:
            if issubclass(type(parsed), BaseSyncPage):
                parsed._set_private_attributes(client=self, model=model, options=plain)
            return parsed

        return self.request(page, options.copy_with(post_parser=attach), stream=False)

    def get_api_list(
        self,
        path: str,
        *,
        model: Type[object],
        page: Type[_PageT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = {},  # noqa: B006 (never mutated)
        method: str = "get",
    ) -> _PageT:
        """The first page of a list."""
        final = verb_options(method, path, options, body=body, content=content, files=files)
        return self._request_api_list(model, page, final)

    @overload
    def get(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        options: RequestOptions = ...,
        stream: Literal[False] = False,
    ) -> ResponseT: ...
    @overload
    def get(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        options: RequestOptions = ...,
        stream: Literal[True],
        stream_cls: Type[_StreamT],
    ) -> _StreamT: ...
    @overload
    def get(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        options: RequestOptions = ...,
        stream: bool,
        stream_cls: Optional[Type[_StreamT]] = None,
    ) -> Union[ResponseT, _StreamT]: ...
    def get(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        options: RequestOptions = {},  # noqa: B006 (never mutated)
        stream: bool = False,
        stream_cls: Optional[Type[_StreamT]] = None,
    ) -> Union[ResponseT, _StreamT]:
        final = verb_options("get", path, options)
        return self.request(cast_to, final, stream=stream, stream_cls=stream_cls)

    @overload
    def post(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = ...,
        stream: Literal[False] = False,
    ) -> ResponseT: ...
    @overload
    def post(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = ...,
        stream: Literal[True],
        stream_cls: Type[_StreamT],
    ) -> _StreamT: ...
    @overload
    def post(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = ...,
        stream: bool,
        stream_cls: Optional[Type[_StreamT]] = None,
    ) -> Union[ResponseT, _StreamT]: ...
    def post(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = {},  # noqa: B006 (never mutated)
        stream: bool = False,
        stream_cls: Optional[Type[_StreamT]] = None,
    ) -> Union[ResponseT, _StreamT]:
        final = verb_options("post", path, options, body=body, content=content, files=files)
        return self.request(cast_to, final, stream=stream, stream_cls=stream_cls)

    def patch(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = {},  # noqa: B006 (never mutated)
    ) -> ResponseT:
        final = verb_options("patch", path, options, body=body, content=content, files=files)
        return self.request(cast_to, final)

    def put(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = {},  # noqa: B006 (never mutated)
    ) -> ResponseT:
        final = verb_options("put", path, options, body=body, content=content, files=files)
        return self.request(cast_to, final)

    def delete(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = {},  # noqa: B006 (never mutated)
    ) -> ResponseT:
        final = verb_options("delete", path, options, body=body, content=content, files=files)
        return self.request(cast_to, final)

    @overload
    def _call(
        self,
        method: str,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = ...,
        stream: Literal[False] = False,
    ) -> ResponseT: ...
    @overload
    def _call(
        self,
        method: str,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = ...,
        stream: Literal[True],
        stream_cls: Type[_StreamT],
    ) -> _StreamT: ...
    @overload
    def _call(
        self,
        method: str,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = ...,
        stream: bool,
        stream_cls: Optional[Type[_StreamT]] = None,
    ) -> Union[ResponseT, _StreamT]: ...
    def _call(
        self,
        method: str,
        path: str,
        *,
        cast_to: Type[ResponseT],
        body: Optional[Body] = None,
        content: Any = None,
        files: Optional[RequestFiles] = None,
        options: RequestOptions = {},  # noqa: B006 (never mutated)
        stream: bool = False,
        stream_cls: Optional[Type[_StreamT]] = None,
    ) -> Union[ResponseT, _StreamT]:
        """A call with any method of HTTP, and a body with any of them."""
        final = verb_options(method, path, options, body=body, content=content, files=files)
        return self.request(cast_to, final, stream=stream, stream_cls=stream_cls)
