"""The httpx2 clients under an API client: their defaults, and who shares and who closes them."""

from __future__ import annotations

import sys
import threading
import weakref
from typing import TYPE_CHECKING, Any, Callable, Dict, Generic, Optional, TypeVar, Union

import httpx2

from ._constants import DEFAULT_CONNECTION_LIMITS, DEFAULT_TIMEOUT, HTTPX_DEFAULT_TIMEOUT
from ._errors import ClientClosedError
from ._seam import DISTRIBUTION
from ._types import NotGiven

HttpxClientT = TypeVar("HttpxClientT", bound=Union[httpx2.Client, httpx2.AsyncClient])

_DEFAULTS: Dict[str, Any] = {
    "timeout": DEFAULT_TIMEOUT,
    "limits": DEFAULT_CONNECTION_LIMITS,
    "follow_redirects": True,
}

if TYPE_CHECKING:
    DefaultHttpxClient = httpx2.Client
    """`httpx2.Client` with the defaults of this SDK; takes the same arguments."""

    DefaultAsyncHttpxClient = httpx2.AsyncClient
    """`httpx2.AsyncClient` with the defaults of this SDK; takes the same arguments."""

    DefaultAioHttpClient = httpx2.AsyncClient
    """The same over aiohttp; needs the extra `aiohttp`."""
else:

    class _QuickCookies(httpx2.Cookies):
        # httpx2 rebuilds each request for urllib to look for cookies in the answer, a fifth of the time of a small call.
        def extract_cookies(self, response: httpx2.Response) -> None:
            if "set-cookie" in response.headers:
                super().extract_cookies(response)

    class _Defaults:
        def __init__(self, **settings: Any) -> None:
            super().__init__(**{**_DEFAULTS, **settings})
            self._quick = _QuickCookies(super().cookies)

        @property
        def cookies(self) -> httpx2.Cookies:
            return self._quick

        @cookies.setter
        def cookies(self, cookies: Any) -> None:
            self._quick = _QuickCookies(cookies)

    class DefaultHttpxClient(_Defaults, httpx2.Client):
        pass

    class DefaultAsyncHttpxClient(_Defaults, httpx2.AsyncClient):
        pass

    class DefaultAioHttpClient:
        def __new__(cls, **settings: Any) -> httpx2.AsyncClient:
            try:
                from httpx_aiohttp.httpx2 import Httpx2AiohttpClient  # aiohttp is slow to import
            except ImportError as error:
                raise RuntimeError(
                    f"DefaultAioHttpClient needs aiohttp; install it with: pip install '{DISTRIBUTION}[aiohttp]'"
                ) from error
            return Httpx2AiohttpClient(**{**_DEFAULTS, **settings})


class Pool(Generic[HttpxClientT]):
    """The httpx2 client that an API client and its copies share, made on first use unless the user gave one.

    Async connections belong to an event loop: there is a client for each loop that runs on its thread, so that one
    API client works under consecutive `asyncio.run` calls. The API client that made the pool closes it; a copy that is
    closed only leaves, unless nobody else is left.
    """

    def __init__(self, make: Callable[[], HttpxClientT], given: Optional[HttpxClientT], *, is_async: bool) -> None:
        self._make = make
        self._given = given
        self._is_async = is_async
        self._lock = threading.Lock()
        self._users: weakref.WeakSet[object] = weakref.WeakSet()
        self._unbound: Optional[HttpxClientT] = None
        self._by_loop: weakref.WeakKeyDictionary[Any, HttpxClientT] = weakref.WeakKeyDictionary()
        self.closed = False

    def client(self) -> HttpxClientT:
        """The httpx2 client, of the running event loop where there is one. Threads that come together get the same."""
        if self._given is not None:
            return self._given
        loop = self._running_loop()
        client = self._unbound if loop is None else self._by_loop.get(loop)
        return self._first_use(loop) if client is None else client

    def _running_loop(self) -> Optional[Any]:
        asyncio = sys.modules.get("asyncio") if self._is_async else None
        return None if asyncio is None else asyncio._get_running_loop()

    def _first_use(self, loop: Optional[Any]) -> HttpxClientT:
        with self._lock:
            if self.closed:
                raise ClientClosedError("The client is closed; make a new one.")
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

    def join(self, user: object) -> None:
        """Note one more API client that uses the pool."""
        self._users.add(user)

    def leave(self, user: object, *, owner: bool) -> Optional[HttpxClientT]:
        """Note that an API client was closed; what it has to close now, being the owner or the last one: the httpx2
        client of the running loop. Those of other loops are let go of.
        """
        self._users.discard(user)
        if self._users and not owner:
            return None
        loop = self._running_loop()
        with self._lock:
            self.closed = True
            client = self._given or self._unbound
            return self._by_loop.get(loop, client) if loop is not None and self._given is None else client

    def is_closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self.closed or (self._given is not None and self._given.is_closed)


def timeout_of(
    timeout: Union[float, httpx2.Timeout, NotGiven, None], http_client: Union[httpx2.Client, httpx2.AsyncClient, None]
) -> Union[float, httpx2.Timeout, None]:
    """The timeout of a client: the one given, else that of the user's httpx2 client if it was set there, else ours."""
    if not isinstance(timeout, NotGiven):
        return timeout
    if http_client is not None and http_client.timeout != HTTPX_DEFAULT_TIMEOUT:
        return http_client.timeout
    return DEFAULT_TIMEOUT
