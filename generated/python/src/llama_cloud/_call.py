"""One call from its first attempt to its last: what is decided between attempts. Nothing here sends or sleeps."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, List, Optional, Type, Union

import httpx

from ._bodies import AsyncBody, SyncBody, files_are_repeatable, is_plain
from ._errors import APIConnectionError, APITimeoutError, UnsafeRedirectError
from ._options import FinalRequestOptions
from ._redirects import RefusedRedirect, next_hop
from ._utils._logs import log_answer, log_failure, log_request, log_retry, logger

if TYPE_CHECKING:
    from ._client_base import BaseClient

__all__ = ["Call"]


class Call:
    """The options of a call, how often it was tried, and whether it can be tried again."""

    def __init__(
        self, client: BaseClient, options: FinalRequestOptions, body_class: Type[Union[SyncBody, AsyncBody]]
    ) -> None:
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

    def before_sending(self, request: httpx.Request) -> float:
        """Log; the time on a clock that only `after_sending` and `after_error` can read."""
        if logger.isEnabledFor(logging.DEBUG):
            log_request(request)
        return time.perf_counter()

    def after_answer(self, request: httpx.Request, response: httpx.Response, started: float) -> Optional[float]:
        """Seconds until the next attempt; None if this answer stands, good or bad."""
        if logger.isEnabledFor(logging.INFO):
            log_answer(request, response, time.perf_counter() - started)
        if response.status_code == 401 and not self._renewed and self._repeatable():
            self._renewed = self._client._token_was_refused(request)
            if self._renewed:
                return 0.0
        if response.is_success or not self.may_retry() or not self._client._should_retry(response):
            return None
        return self._next_delay(request, response)

    def after_error(self, request: httpx.Request, error: httpx.RequestError, started: float) -> float:
        """Seconds until the next attempt.

        Raises APITimeoutError or APIConnectionError if there is none: only failures of the transport are tried again.
        """
        if logger.isEnabledFor(logging.INFO):
            log_failure(request, error, time.perf_counter() - started)
        final = isinstance(error, httpx.UnsupportedProtocol) or not isinstance(error, httpx.TransportError)
        if not final and self.may_retry():
            return self._next_delay(request, None)
        if isinstance(error, httpx.TimeoutException):
            raise APITimeoutError(request=request) from error
        message = "Connection error."
        if not isinstance(error, httpx.TransportError):
            message = f"The answer cannot be used: {type(error).__name__}."
        raise APIConnectionError(message=message, request=request) from error

    def _next_delay(self, request: httpx.Request, response: Optional[httpx.Response]) -> float:
        left = self.max_retries - self.retries_taken
        headers = None if response is None else response.headers
        delay = self._client._calculate_retry_timeout(left, self.options, headers)
        self.retries_taken += 1
        if logger.isEnabledFor(logging.INFO):
            log_retry(request, delay, left - 1, None if response is None else response.status_code)
        return delay

    def after_redirect(
        self, first: httpx.URL, response: httpx.Response, history: List[httpx.Response], most: int
    ) -> httpx.Request:
        """The next hop; `history` grows by this answer.

        Raises UnsafeRedirectError for a redirect that is not followed, APIConnectionError after `most` hops.
        """
        if len(history) >= most:
            raise APIConnectionError(message=f"More than {most} redirects.", request=response.request)
        try:
            hop = next_hop(first, response, names=self._client._auth_names(), repeatable=self._repeatable())
        except RefusedRedirect as why:
            raise UnsafeRedirectError(
                f"Error code: {response.status_code} - the redirect is not followed: {why}",
                response=response,
                body=None,
            ) from None
        history.append(response)
        return hop
