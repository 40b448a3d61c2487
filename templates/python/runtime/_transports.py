"""The httpx clients under an API client: their defaults, and who shares and who closes them."""

from __future__ import annotations

import sys
import threading
import weakref
from typing import TYPE_CHECKING, Any, Callable, MutableMapping, Optional, Union

import httpx

from ._constants import DEFAULT_CONNECTION_LIMITS, DEFAULT_TIMEOUT, HTTPX_DEFAULT_TIMEOUT
from ._errors import ClientClosedError
from ._seam import DISTRIBUTION
from ._types import NotGiven

__all__ = [
    "AsyncPool",
    "DefaultAioHttpClient",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "SyncPool",
    "check_http_client",
    "timeout_of",
]


def _with_defaults(settings: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    settings.setdefault("timeout", DEFAULT_TIMEOUT)
    settings.setdefault("limits", DEFAULT_CONNECTION_LIMITS)
    settings.setdefault("follow_redirects", True)
    return settings


if TYPE_CHECKING:
    DefaultHttpxClient = httpx.Client
    """`httpx.Client` with the defaults of this SDK; takes the same arguments."""

    DefaultAsyncHttpxClient = httpx.AsyncClient
    """`httpx.AsyncClient` with the defaults of this SDK; takes the same arguments."""

    DefaultAioHttpClient = httpx.AsyncClient
    """The same over aiohttp; needs the extra `aiohttp`."""
else:

    class _QuickCookies(httpx.Cookies):
        # httpx rebuilds each request for urllib to look for cookies in the answer, a fifth of the time of a small call.
        def extract_cookies(self, response: httpx.Response) -> None:
            if "set-cookie" in response.headers:
                super().extract_cookies(response)

    class DefaultHttpxClient(httpx.Client):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**_with_defaults(settings))
            self._quick = _QuickCookies(super().cookies)

        @property
        def cookies(self) -> httpx.Cookies:
            return self._quick

        @cookies.setter
        def cookies(self, cookies: Any) -> None:
            self._quick = _QuickCookies(cookies)

    class DefaultAsyncHttpxClient(httpx.AsyncClient):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**_with_defaults(settings))
            self._quick = _QuickCookies(super().cookies)

        @property
        def cookies(self) -> httpx.Cookies:
            return self._quick

        @cookies.setter
        def cookies(self, cookies: Any) -> None:
            self._quick = _QuickCookies(cookies)

    class DefaultAioHttpClient:
        def __new__(cls, **settings: Any) -> httpx.AsyncClient:
            try:
                from httpx_aiohttp import HttpxAiohttpClient  # aiohttp is slow to import
            except ImportError as error:
                raise RuntimeError(
                    f"DefaultAioHttpClient needs aiohttp; install it with: pip install '{DISTRIBUTION}[aiohttp]'"
                ) from error
            return HttpxAiohttpClient(**_with_defaults(settings))


class _Pool:
    """Who shares an httpx client that is made on first use: an API client and its copies.

    The API client that made the pool closes it. A copy that is closed only leaves, unless nobody else is left.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users: weakref.WeakSet[object] = weakref.WeakSet()
        self.closed = False

    def join(self, user: object) -> None:
        """Note one more API client that uses the pool."""
        self._users.add(user)

    def leave(self, user: object) -> bool:
        """Note that an API client was closed; whether it was the last one."""
        self._users.discard(user)
        return not self._users

    def _check_open(self) -> None:
        if self.closed:
            raise ClientClosedError("The client is closed; make a new one.")


class SyncPool(_Pool):
    """The pool of a sync client."""

    def __init__(self, make: Callable[[], httpx.Client], given: Optional[httpx.Client]) -> None:
        super().__init__()
        self._make = make
        self._given = given

    def client(self) -> httpx.Client:
        """The httpx client; threads that come first together get the same one."""
        client = self._given
        if client is None:
            with self._lock:
                self._check_open()
                client = self._given
                if client is None:
                    client = self._given = self._make()
        return client

    def close(self) -> None:
        """Close the connections; again has no effect."""
        with self._lock:
            self.closed = True
            client = self._given
        if client is not None:
            client.close()

    def is_closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self.closed or (self._given is not None and self._given.is_closed)


class AsyncPool(_Pool):
    """The pool of an async client: one httpx client for each event loop, since connections belong to a loop.

    So one API client works under consecutive `asyncio.run` calls. A client given by the user is used as it is.
    """

    def __init__(self, make: Callable[[], httpx.AsyncClient], given: Optional[httpx.AsyncClient]) -> None:
        super().__init__()
        self._make = make
        self._given = given
        self._unbound: Optional[httpx.AsyncClient] = None
        self._by_loop: weakref.WeakKeyDictionary[Any, httpx.AsyncClient] = weakref.WeakKeyDictionary()

    def client(self) -> httpx.AsyncClient:
        """The httpx client for the running event loop."""
        if self._given is not None:
            return self._given
        loop = _running_loop()
        client = self._unbound if loop is None else self._by_loop.get(loop)
        return self._first_use(loop) if client is None else client

    def _first_use(self, loop: Optional[Any]) -> httpx.AsyncClient:
        with self._lock:
            self._check_open()
            if loop is None:
                unbound = self._unbound = self._unbound or self._make()
                return unbound
            for other in [other for other in self._by_loop if other.is_closed()]:
                del self._by_loop[other]
            client = self._by_loop.get(loop)
            if client is None:
                client, self._unbound = self._unbound or self._make(), None
                self._by_loop[loop] = client
            return client

    async def close(self) -> None:
        """Close the connections of the running loop, and let go of those of other loops; again has no effect."""
        loop = _running_loop()
        with self._lock:
            self.closed = True
            client = self._given or self._unbound
            if loop is not None and self._given is None:
                client = self._by_loop.get(loop, client)
        if client is not None:
            await client.aclose()

    def is_closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self.closed or (self._given is not None and self._given.is_closed)


def _running_loop() -> Optional[Any]:
    asyncio = sys.modules.get("asyncio")
    return None if asyncio is None else asyncio._get_running_loop()


def check_http_client(http_client: object, expected: type) -> None:
    """Raise TypeError unless `http_client` is None or of the class that the client can send with."""
    if http_client is not None and not isinstance(http_client, expected):
        raise TypeError(
            f"Invalid `http_client` argument; Expected an instance of `httpx.{expected.__name__}` "
            f"but got {type(http_client)}"
        )


def timeout_of(
    timeout: Union[float, httpx.Timeout, NotGiven, None], http_client: Union[httpx.Client, httpx.AsyncClient, None]
) -> Union[float, httpx.Timeout, None]:
    """The timeout of a client: the one given, else that of the user's httpx client if it was set there, else ours."""
    if not isinstance(timeout, NotGiven):
        return timeout
    if http_client is not None and http_client.timeout != HTTPX_DEFAULT_TIMEOUT:
        return http_client.timeout
    return DEFAULT_TIMEOUT
