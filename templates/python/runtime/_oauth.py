"""Tokens by client credentials (RFC 6749, section 4.4): got when they are needed, kept until they expire.

No secret and no token is in any message, log or repr of this module.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from contextlib import suppress
from typing import Any, Dict, Mapping, NamedTuple, Optional, Set, Tuple, cast
from urllib.parse import quote_plus, urlencode

import httpx

from ._errors import APIConnectionError, APITimeoutError
from ._request import is_absolute
from ._retries import retry_delay, should_retry_status
from ._seam import SDKError

# A token is renewed this much before it expires: seconds, but no more than a part of its life.
MARGIN = 60.0
MARGIN_PART = 0.1
# Seconds; long enough for the call that the token was got for.
SHORTEST = 1.0
_LONGEST_TEXT = 300


class OAuthTokenError(SDKError):
    """The token endpoint gave no token. `error` is its own word for the reason (RFC 6749, section 5.2), if any."""

    def __init__(self, message: str, status_code: int, error: Optional[str] = None) -> None:
        super().__init__(message, status_code, error)
        self.message = message
        self.status_code = status_code
        self.error = error

    def __str__(self) -> str:
        return self.message


class Grant(NamedTuple):
    """What is exchanged for a token; `scope` is empty where none is asked for."""

    url: str
    client_id: str
    client_secret: str
    scope: str

    def __repr__(self) -> str:
        return f"<Grant url={self.url!r}>"


def grant(
    url: str, base_url: httpx.URL, client_id: Optional[str], client_secret: Optional[str], scope: str
) -> Optional[Grant]:
    """None unless both halves of the credentials are there. A relative `url` is taken from `base_url`."""
    if client_id is None or client_secret is None:
        return None
    return Grant(url if is_absolute(url) else str(base_url.join(url)), client_id, client_secret, scope)


class TokenBook:
    """The tokens that were got, by what was exchanged for them."""

    def __init__(self) -> None:
        self._tokens: Dict[Grant, Tuple[str, float]] = {}
        self._refused: Dict[Grant, str] = {}
        self._in_body: Set[str] = set()

    def __repr__(self) -> str:
        return f"<{self.__class__.__name__}>"

    def token(self, wanted: Optional[Grant]) -> Optional[str]:
        """The token, unless there is none or it is about to expire."""
        found = self._tokens.get(wanted) if wanted is not None else None
        return found[0] if found is not None and time.monotonic() < found[1] else None

    def refuse(self, authorization: str) -> bool:
        """Forget the token that a refused request bore; False if it bore none of these."""
        for each, (token, _) in list(self._tokens.items()):
            if authorization == f"Bearer {token}":
                del self._tokens[each]
                self._refused[each] = token
                return True
        return any(authorization == f"Bearer {token}" for token in self._refused.values())

    def _keep(self, wanted: Grant, response: httpx.Response) -> None:
        """Raises OAuthTokenError for an answer without a token."""
        data = _members(response)
        token, kind = data.get("access_token"), data.get("token_type", "bearer")
        if not response.is_success or not isinstance(token, str) or not token:
            raise _error(wanted, response, data)
        if not isinstance(kind, str) or kind.lower() != "bearer":
            raise OAuthTokenError(f"{_place(wanted)} gave a token that is no bearer token.", response.status_code)
        if "authorization" in response.request.headers:
            self._in_body.discard(wanted.url)
        else:
            self._in_body.add(wanted.url)
        self._tokens[wanted] = (token, time.monotonic() + _lifetime(data.get("expires_in")))

    def _ways(self, wanted: Grant) -> Tuple[bool, bool]:
        """Whether the credentials go into the body: first what worked before, HTTP basic otherwise (section 2.3.1)."""
        return (True, False) if wanted.url in self._in_body else (False, True)


class TokenStore(TokenBook):
    """The tokens of a sync client and its copies. One thread at a time asks for one."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def obtain(self, wanted: Optional[Grant], http: httpx.Client, max_retries: int) -> None:
        """Raises OAuthTokenError, APIConnectionError and APITimeoutError."""
        if wanted is None:
            return
        with self._lock:
            if self.token(wanted) is not None:
                return
            first, second = self._ways(wanted)
            response = self._exchange(_request(http, wanted, first), http, max_retries)
            if _is_client_refused(response):
                response = self._exchange(_request(http, wanted, second), http, max_retries)
            self._keep(wanted, response)

    def _exchange(self, request: httpx.Request, http: httpx.Client, max_retries: int) -> httpx.Response:
        taken = 0
        while True:
            response: Optional[httpx.Response] = None
            try:
                response = http.send(request, auth=None, follow_redirects=False)
            except httpx.TransportError as error:
                _check_retry(error, request, max_retries - taken)
            if response is not None and not _again(response, max_retries - taken):
                return response
            time.sleep(retry_delay(taken, None if response is None else response.headers))
            taken += 1


class AsyncTokenStore(TokenBook):
    """The tokens of an async client and its copies. One task at a time asks for one."""

    def __init__(self) -> None:
        super().__init__()
        self._lock: Any = None

    async def obtain(self, wanted: Optional[Grant], http: httpx.AsyncClient, max_retries: int) -> None:
        """Raises OAuthTokenError, APIConnectionError and APITimeoutError."""
        import anyio

        if wanted is None:
            return
        if self._lock is None:
            self._lock = anyio.Lock()
        async with self._lock:
            if self.token(wanted) is not None:
                return
            first, second = self._ways(wanted)
            response = await self._exchange(_request(http, wanted, first), http, max_retries)
            if _is_client_refused(response):
                response = await self._exchange(_request(http, wanted, second), http, max_retries)
            self._keep(wanted, response)

    async def _exchange(self, request: httpx.Request, http: httpx.AsyncClient, max_retries: int) -> httpx.Response:
        import anyio

        taken = 0
        while True:
            response: Optional[httpx.Response] = None
            try:
                response = await http.send(request, auth=None, follow_redirects=False)
            except httpx.TransportError as error:
                _check_retry(error, request, max_retries - taken)
            if response is not None and not _again(response, max_retries - taken):
                return response
            await anyio.sleep(retry_delay(taken, None if response is None else response.headers))
            taken += 1


def _request(http: Any, wanted: Grant, in_body: bool) -> httpx.Request:
    form = {"grant_type": "client_credentials"}
    if wanted.scope:
        form["scope"] = wanted.scope
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    if in_body:
        form.update(client_id=wanted.client_id, client_secret=wanted.client_secret)
    else:
        pair = f"{quote_plus(wanted.client_id)}:{quote_plus(wanted.client_secret)}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    request: httpx.Request = http.build_request("POST", wanted.url, content=urlencode(form).encode(), headers=headers)
    return request


def _check_retry(error: httpx.TransportError, request: httpx.Request, left: int) -> None:
    if left > 0 and not isinstance(error, httpx.UnsupportedProtocol):
        return
    if isinstance(error, httpx.TimeoutException):
        raise APITimeoutError(request=_bare(request)) from error
    raise APIConnectionError(message="The token endpoint cannot be reached.", request=_bare(request)) from error


def _bare(request: httpx.Request) -> httpx.Request:
    """The request as it may be shown."""
    return httpx.Request(request.method, request.url)


def _again(response: httpx.Response, left: int) -> bool:
    return not response.is_success and left > 0 and should_retry_status(response.status_code, response.headers)


def _is_client_refused(response: httpx.Response) -> bool:
    """Whether the server did not take the client for who it is: perhaps it wants to be told in the other way."""
    reasons = ("invalid_client", "invalid_request", "unauthorized_client", None)
    return response.status_code in (400, 401) and _members(response).get("error") in reasons


def _members(response: httpx.Response) -> Mapping[str, Any]:
    data: object = None
    with suppress(ValueError, RecursionError):
        data = json.loads(response.content)
    return cast("Mapping[str, Any]", data) if isinstance(data, dict) else {}


def _lifetime(seconds: object) -> float:
    """How long to use a token; without a word of the server until it is refused."""
    try:
        whole = float(cast("Any", seconds))
    except (TypeError, ValueError):
        return float("inf")
    return max(whole - min(MARGIN, whole * MARGIN_PART), SHORTEST)


def _place(wanted: Grant) -> str:
    return f"The token endpoint {httpx.URL(wanted.url).copy_with(query=None, userinfo=b'')}"


def _error(wanted: Grant, response: httpx.Response, data: Mapping[str, Any]) -> OAuthTokenError:
    status, error, text = response.status_code, data.get("error"), data.get("error_description")
    error = error if isinstance(error, str) else None
    if response.is_success:
        return OAuthTokenError(f"{_place(wanted)} answered without a token.", status)
    if response.has_redirect_location:
        return OAuthTokenError(f"{_place(wanted)} redirects; credentials are not sent on.", status)
    said = ": ".join(each for each in (error, text) if isinstance(each, str))
    for secret in (wanted.client_secret, quote_plus(wanted.client_secret)):
        said = said.replace(secret, "<redacted>") if secret else said
    reason = f" - {said[:_LONGEST_TEXT]}" if said else ""
    return OAuthTokenError(f"{_place(wanted)} gave no token: status {status}{reason}", status, error)
