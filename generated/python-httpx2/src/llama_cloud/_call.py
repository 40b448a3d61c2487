"""One call from its first attempt to its last: what is decided between attempts. Nothing here sends or sleeps."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, List, Optional, Type, Union, cast

import httpx2

from ._bodies import AsyncBody, SyncBody, files_are_repeatable, is_plain
from ._errors import APIConnectionError, APITimeoutError, UnsafeRedirectError
from ._logs import log_answer, log_failure, log_request, log_retry
from ._options import FinalRequestOptions
from ._request import drop_credentials, same_origin

if TYPE_CHECKING:
    from ._client_base import BaseClient

#: Where httpx2 enters a transport, whoever wrote it.
_TRANSPORT_METHODS = ("handle_request", "handle_async_request")


class Call:
    """The options of a call, how often it was tried, and whether it can be tried again."""

    def __init__(
        self, client: BaseClient[Any, Any], options: FinalRequestOptions, body_class: Type[Union[SyncBody, AsyncBody]]
    ) -> None:
        options = client._with_idempotency_key(options)
        if options.files:
            from ._files import multipart_files

            options = options.copy_with(files=multipart_files(options.files))
        self._client = client
        self._body: Union[SyncBody, AsyncBody, None] = None
        self._files_once = bool(options.files) and not files_are_repeatable(options.files)
        if not is_plain(options.content):
            self._body = body_class(options.content)
            options = options.copy_with(content=self._body)
        self.options = options
        self.retries_taken = 0
        self._renewed = False
        self.max_retries = options.get_max_retries(client.max_retries)

    def may_retry(self) -> bool:
        """Whether retries are left and the body can be sent again."""
        return self.retries_taken < self.max_retries and self._repeatable()

    def _repeatable(self) -> bool:
        return not self._files_once and (self._body is None or self._body.repeatable())

    def before_sending(self, request: httpx2.Request) -> float:
        """Log; the time on a clock that only `after_sending` and `after_error` can read."""
        log_request(request)
        return time.perf_counter()

    def after_answer(self, request: httpx2.Request, response: httpx2.Response, started: float) -> Optional[float]:
        """Seconds until the next attempt; None if this answer stands, good or bad."""
        log_answer(request, response, time.perf_counter() - started)
        tokens = self._client._tokens
        if response.status_code == 401 and tokens is not None and not self._renewed and self._repeatable():
            self._renewed = tokens.refuse(request.headers.get("authorization", ""))
            if self._renewed:
                return 0.0
        if response.is_success or not self.may_retry() or not self._client._should_retry(response):
            return None
        return self._next_delay(request, response)

    def after_error(self, request: httpx2.Request, error: Exception, started: float) -> float:
        """Seconds until the next attempt: only failures of the transport are tried again.

        Raises APITimeoutError or APIConnectionError if there is none, and `error` itself if it is not about sending.
        """
        foreign = not isinstance(error, httpx2.RequestError)
        if foreign and not (_left_transport(error) and self._repeatable()):
            raise error
        log_failure(request, error, time.perf_counter() - started)
        unusable = not foreign and not isinstance(error, httpx2.TransportError)
        if not unusable and not isinstance(error, httpx2.UnsupportedProtocol) and self.may_retry():
            return self._next_delay(request, None)
        if isinstance(error, httpx2.TimeoutException):
            raise APITimeoutError(request=request) from error
        message = f"The answer cannot be used: {type(error).__name__}." if unusable else "Connection error."
        raise APIConnectionError(message=message, request=request) from error

    def _next_delay(self, request: httpx2.Request, response: Optional[httpx2.Response]) -> float:
        left = self.max_retries - self.retries_taken
        headers = None if response is None else response.headers
        delay = self._client._calculate_retry_timeout(left, self.options, headers)
        self.retries_taken += 1
        log_retry(request, delay, left - 1, None if response is None else response.status_code)
        return delay

    def after_redirect(
        self, first: httpx2.URL, response: httpx2.Response, history: List[httpx2.Response], most: int
    ) -> httpx2.Request:
        """The next hop; `history` grows by this answer.

        `first` is the URL that the caller asked for: away from its origin go no credentials, no cookies and no body
        (httpx2 itself drops only Authorization, and only when the host changes). Raises UnsafeRedirectError for a
        redirect that is not followed, APIConnectionError after `most` hops.
        """
        if len(history) >= most:
            raise APIConnectionError(message=f"More than {most} redirects.", request=response.request)
        hop = cast("httpx2.Request", response.next_request)
        is_foreign = not same_origin(first, hop.url)
        why = self._why_refused(response.request.url, hop, is_foreign=is_foreign)
        if why:
            message = f"Error code: {response.status_code} - the redirect is not followed: {why}"
            raise UnsafeRedirectError(message, response=response, body=None)
        if is_foreign:
            drop_credentials(hop, self._client._auth_names())
        history.append(response)
        return hop

    def _why_refused(self, before: httpx2.URL, hop: httpx2.Request, *, is_foreign: bool) -> str:
        if hop.url.scheme not in ("http", "https"):
            return "the target is no http URL"
        if before.scheme == "https" and hop.url.scheme == "http":
            return "it leads from https to http"
        has_body = "transfer-encoding" in hop.headers or hop.headers.get("content-length", "0") != "0"
        if has_body and not self._repeatable():
            return "the body cannot be sent again"
        return "it would send the body to another origin" if has_body and is_foreign else ""


def _left_transport(error: Exception) -> bool:
    """Whether an error of another kind than httpx2's is a failure of a transport all the same, such as one of the
    operating system or of an event loop that ended; not of a hook, an auth flow or a body that is read only once.
    """
    if not isinstance(error, (OSError, RuntimeError)) or isinstance(error, httpx2.StreamError):
        return False
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_name not in _TRANSPORT_METHODS:
        trace = trace.tb_next
    return trace is not None
