"""The sync client: one loop that sends, around decisions made elsewhere."""

from __future__ import annotations

import time
from contextlib import suppress
from types import TracebackType
from typing import Any, Dict, List, Optional, Protocol, Type, TypeVar, Union, cast, overload

import httpx2
from typing_extensions import Literal, Never, Self, Unpack
from typing_extensions import TypeVar as TypeVarWithDefault

from ._bodies import SyncBody
from ._call import Call
from ._client_base import BaseClient, Verb
from ._options import FinalRequestOptions, verb_options
from ._request import same_origin
from ._response import APIResponse
from ._transports import DefaultHttpxClient
from ._types import ResponseT, Sent

# A call without a stream class returns no stream.
_StreamT = TypeVarWithDefault("_StreamT", default=Never)
_PageT = TypeVar("_PageT")


class SyncVerb(Protocol):
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
    ) -> _StreamT: ...
    @overload
    def __call__(
        self,
        path: str,
        *,
        cast_to: Type[ResponseT],
        stream: bool = False,
        stream_cls: Optional[Type[_StreamT]] = None,
        **sent: Unpack[Sent],
    ) -> Union[ResponseT, _StreamT]: ...


class SyncAPIClient(BaseClient[httpx2.Client, Any]):
    """Base of the sync client of an API; also for calls to undocumented endpoints, by its verbs.

    Safe to use from several threads. After `fork`, the child should make its own client.
    """

    _httpx_class = httpx2.Client
    _default_httpx_class = DefaultHttpxClient
    _response_class = APIResponse
    _is_async = False

    get: SyncVerb = cast("SyncVerb", Verb("get"))
    post: SyncVerb = cast("SyncVerb", Verb("post"))
    patch: SyncVerb = cast("SyncVerb", Verb("patch"))
    put: SyncVerb = cast("SyncVerb", Verb("put"))
    delete: SyncVerb = cast("SyncVerb", Verb("delete"))

    def _verb(self, method: str) -> SyncVerb:
        return cast("SyncVerb", super()._verb(method))

    def close(self) -> None:
        """Close the connections; on a copy, only the copy, unless nobody else uses them any more."""
        http = self._close()
        if http is not None:
            http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: Optional[Type[BaseException]], exc: Optional[BaseException], exc_tb: Optional[TracebackType]
    ) -> None:
        self.close()

    def _prepare_options(self, options: FinalRequestOptions) -> FinalRequestOptions:
        """Hook: change the options of one attempt; they are its own copy."""
        return options

    def _prepare_request(self, request: httpx2.Request) -> None:
        """Hook: change the request of one attempt, for instance to sign it."""

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
        call = Call(self, options, SyncBody)
        unread = stream or options.mode.kind == "streamed"
        wanted: Dict[str, Any] = {"cast_to": cast_to, "stream": stream, "stream_cls": stream_cls}
        while True:
            attempt = self._prepare_options(call.options.copy_with())
            if self._tokens is not None:
                self._tokens.obtain(self._needed_grant(attempt), self._client, call.max_retries)
            request = self._build_request(attempt, retries_taken=call.retries_taken)
            self._prepare_request(request)
            started = call.before_sending(request)
            try:
                response = self._send(request, attempt, call, stream=unread)
            except Exception as error:
                self._sleep_for_retry(call.after_error(request, error, started))
                continue
            try:
                delay = call.after_answer(request, response, started)
                if delay is None:
                    wanted["retries_taken"] = call.retries_taken
                    return cast("ResponseT", self._finish(attempt, response, **wanted))
            except BaseException:
                response.close()
                raise
            response.close()
            self._sleep_for_retry(delay)

    def _send(
        self, request: httpx2.Request, options: FinalRequestOptions, call: Call, *, stream: bool
    ) -> httpx2.Response:
        http = self._open_client()
        auth: Any = self._auth_for(options, request.url)
        follow = http.follow_redirects if options.follow_redirects is None else options.follow_redirects
        response = http.send(request, auth=auth, stream=stream, follow_redirects=False)
        history: List[httpx2.Response] = []
        while follow and response.next_request is not None:
            response.history = list(history)
            response.close()
            hop = call.after_redirect(request.url, response, history, http.max_redirects)
            if not same_origin(request.url, hop.url):
                auth = None
            response = http.send(hop, auth=auth, stream=stream, follow_redirects=False)
        response.history = history
        return response

    def _finish(self, options: FinalRequestOptions, response: httpx2.Response, **wanted: Any) -> Any:
        if not response.is_success:
            with suppress(httpx2.RequestError, httpx2.StreamError):
                response.read()
            response.close()
            raise self._failure(options, response) from None
        return self._process_response(options=options, response=response, **wanted)

    def _process_response(self, **answer: Any) -> Any:
        """Hook: what a call returns for a good answer; takes the arguments of `_deliver`."""
        return self._deliver(**answer)

    def _sleep_for_retry(self, seconds: float) -> None:
        time.sleep(seconds)

    def _request_api_list(self, model: Type[object], page: Type[_PageT], options: FinalRequestOptions) -> _PageT:
        """One page of a list."""
        parser = cast("Any", page)._parser(self, model, options)
        return self.request(page, options.copy_with(post_parser=parser))

    def get_api_list(
        self,
        path: str,
        *,
        model: Type[object],
        page: Type[_PageT],
        method: str = "get",
        **sent: Unpack[Sent],
    ) -> _PageT:
        """The first page of a list."""
        return self._request_api_list(model, page, verb_options(method, path, **sent))
