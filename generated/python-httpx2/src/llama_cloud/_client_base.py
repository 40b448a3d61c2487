"""What sync and async clients have in common: settings, building a request, and the decisions about its answer."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import partial
from typing import (
    Any,
    Callable,
    ClassVar,
    Dict,
    FrozenSet,
    Generic,
    Mapping,
    Optional,
    Tuple,
    Type,
    TypeVar,
    Union,
    cast,
)

import httpx2
from typing_extensions import Self, Unpack, get_origin

from ._constants import DEFAULT_MAX_RETRIES
from ._errors import APIStatusError, ClientClosedError, error_message, status_error_class
from ._logs import setup_logging
from ._options import PARSED, FinalRequestOptions, SecurityOptions, verb_options
from ._platform import platform_headers
from ._qs import Querystring
from ._request import (
    HeaderLayer,
    checked_base_url,
    drop_credentials,
    given,
    is_absolute,
    join_url,
    layer_headers,
    request_body,
    same_origin,
    url_text,
)
from ._resource import HasVerbs
from ._response import BaseAPIResponse, extract_response_type, response_class
from ._retries import retry_delay, should_retry_status
from ._seam import IDEMPOTENCY_HEADER, TELEMETRY_PREFIX, TITLE
from ._transports import HttpxClientT, Pool, timeout_of
from ._types import Headers, NotGiven, Omit, Sent, not_given

DefaultStreamT = TypeVar("DefaultStreamT")

#: Methods that change nothing (RFC 9110, 9.2.1; QUERY by its draft): a repeated call needs no key.
_SAFE_METHODS = frozenset({"get", "head", "options", "trace", "query"})
_RETRY_COUNT = b"" if TELEMETRY_PREFIX is None else f"{TELEMETRY_PREFIX.lower()}-retry-count".encode()
_READ_TIMEOUT = b"" if TELEMETRY_PREFIX is None else f"{TELEMETRY_PREFIX.lower()}-read-timeout".encode()


class Verb:
    """A method of HTTP as a method of a client."""

    def __init__(self, method: str) -> None:
        self._method = method

    def __get__(self, client: Any, owner: type) -> Any:
        return self if client is None else client._verb(self._method)


class BaseClient(HasVerbs, Generic[HttpxClientT, DefaultStreamT]):
    """Settings of a client, and all that it does without sending.

    Methods whose names start with one underscore and that the README names as hooks may be overridden:
    `_prepare_options`, `_prepare_request`, `_build_headers`, `_validate_headers`, `_should_retry`,
    `_calculate_retry_timeout`, `_make_status_error`, `_process_response`.
    """

    _verbs = ("get", "post", "patch", "put", "delete", "get_api_list")
    _httpx_class: ClassVar[Type[Any]]
    _default_httpx_class: ClassVar[Callable[..., Any]]
    _response_class: ClassVar[Type[BaseAPIResponse[Any]]]
    _is_async: ClassVar[bool]

    _default_stream_cls: Optional[Type[DefaultStreamT]] = None
    #: Whether calls go to servers of their own where the API has such: not if the user chose where to send to.
    _follows_servers: bool = False
    _tokens: Any = None  # those got by client credentials, where the API has them

    def __init__(
        self,
        *,
        version: str,
        base_url: Union[str, httpx2.URL],
        _strict_response_validation: bool = False,
        max_retries: int = DEFAULT_MAX_RETRIES,
        timeout: Union[float, httpx2.Timeout, NotGiven, None] = not_given,
        http_client: Optional[HttpxClientT] = None,
        custom_headers: Optional[Mapping[str, Union[str, Omit]]] = None,
        custom_query: Optional[Mapping[str, object]] = None,
    ) -> None:
        if http_client is not None and not isinstance(http_client, self._httpx_class):
            raise TypeError(
                f"Invalid `http_client` argument; Expected an instance of `httpx2.{self._httpx_class.__name__}` "
                f"but got {type(http_client)}"
            )
        if max_retries is None:  # pyright: ignore[reportUnnecessaryComparison]
            raise TypeError(
                "max_retries cannot be None. If you want to disable retries, pass `0`; if you want unlimited retries, "
                "pass `math.inf` or a very high number; if you want the default behavior, pass "
                f"`{__name__.partition('.')[0]}.DEFAULT_MAX_RETRIES`"
            )
        self._version = version
        self._base_url = checked_base_url(base_url)
        self._base_text = (self._base_url, url_text(self._base_url))
        self.max_retries = max_retries
        self.timeout = timeout_of(timeout, http_client)
        self._custom_headers = custom_headers or {}
        self._custom_query = custom_query or {}
        self._strict_response_validation = _strict_response_validation
        self._idempotency_header: Optional[str] = IDEMPOTENCY_HEADER
        self._encoded: Tuple[Headers, HeaderLayer] = ({}, {})
        self._closed = False
        self._owns_pool = True
        # Not a closure over this client: a pool must not keep alive who made it.
        make = partial(type(self)._default_httpx_class, timeout=self.timeout)
        self._pool: Pool[HttpxClientT] = Pool(make, http_client, is_async=self._is_async)
        self._pool.join(self)
        setup_logging()

    def __repr__(self) -> str:
        return f"<{self.__class__.__name__} base_url={url_text(self._base_url)!r}>"

    # --- settings -----------------------------------------------------------------------------------------------------

    @property
    def _client(self) -> HttpxClientT:
        """The httpx2 client, made on first use."""
        return self._pool.client()

    @property
    def base_url(self) -> httpx2.URL:
        """Where relative paths start; ends in a slash."""
        return self._base_url

    @base_url.setter
    def base_url(self, url: Union[str, httpx2.URL]) -> None:
        self._base_url = checked_base_url(url)

    @property
    def qs(self) -> Querystring:
        return Querystring()

    @property
    def auth_headers(self) -> Dict[str, str]:
        """The headers that carry the credentials of this API."""
        return {}

    @property
    def custom_auth(self) -> Optional[httpx2.Auth]:
        """An httpx2 auth flow for this API; None leaves it to the httpx2 client."""
        return None

    @property
    def default_headers(self) -> Dict[str, Union[str, Omit]]:
        """The headers of every request; an `Omit` takes one away that httpx2 would send."""
        return {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": self.user_agent,
            **self.platform_headers(),
            **self.auth_headers,
            **self._custom_headers,
        }

    @property
    def default_query(self) -> Dict[str, object]:
        """The query parameters of every request."""
        return {**self._custom_query}

    @property
    def user_agent(self) -> str:
        return f"{self.__class__.__name__}/Python {self._version}"

    def platform_headers(self) -> Mapping[str, str]:
        """Telemetry: language, package, system and runtime; empty when the SDK sends none."""
        return platform_headers(self._version, self._async_library())

    def _async_library(self) -> Optional[str]:
        return None

    def is_closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._closed or self._pool.is_closed()

    def _close(self) -> Optional[HttpxClientT]:
        """Send nothing any more; the httpx2 client that is to be closed, unless others use it still."""
        self._closed = True
        return self._pool.leave(self, owner=self._owns_pool)

    def _open_client(self) -> HttpxClientT:
        http = self._client
        if self._closed or http.is_closed:
            raise ClientClosedError("The client is closed; make a new one.")
        return http

    # --- copies -------------------------------------------------------------------------------------------------------

    def _copy(
        self,
        settings: Mapping[str, Any],
        *,
        http_client: Optional[HttpxClientT] = None,
        base_url: Union[str, httpx2.URL, None] = None,
        timeout: Union[float, httpx2.Timeout, NotGiven, None] = not_given,
        max_retries: Union[int, NotGiven] = not_given,
        default_headers: Optional[Mapping[str, Any]] = None,
        set_default_headers: Optional[Mapping[str, Any]] = None,
        default_query: Optional[Mapping[str, object]] = None,
        set_default_query: Optional[Mapping[str, object]] = None,
        _extra_kwargs: Mapping[str, Any] = {},
    ) -> Self:
        """A client with some settings changed, over the same connections unless it gets an `http_client`.

        `settings` are the constructor's arguments that differ per API.
        """
        if default_headers is not None and set_default_headers is not None:
            raise ValueError("The `default_headers` and `set_default_headers` arguments are mutually exclusive")
        if default_query is not None and set_default_query is not None:
            raise ValueError("The `default_query` and `set_default_query` arguments are mutually exclusive")
        headers = self._custom_headers if set_default_headers is None else set_default_headers
        query = self._custom_query if set_default_query is None else set_default_query
        arguments: Dict[str, Any] = {
            "base_url": base_url or self.base_url,
            "timeout": self.timeout if isinstance(timeout, NotGiven) else timeout,
            "max_retries": self.max_retries if isinstance(max_retries, NotGiven) else max_retries,
            "default_headers": {**headers, **(default_headers or {})},
            "default_query": {**query, **(default_query or {})},
            "http_client": http_client,
            **settings,
            **_extra_kwargs,
        }
        copied = self.__class__(**arguments)
        if base_url is None and "base_url" not in settings:
            copied._follows_servers = self._follows_servers
        if arguments["http_client"] is None:
            copied._pool = self._pool
            copied._tokens = self._tokens
            copied._owns_pool = False
            self._pool.join(copied)
        return copied

    # --- building a request -------------------------------------------------------------------------------------------

    def _build_request(self, options: FinalRequestOptions, *, retries_taken: int = 0) -> httpx2.Request:
        """The request for one attempt, built by the httpx2 client, so that its own headers and cookies are in it."""
        headers = self._build_headers(options, retries_taken=retries_taken)
        own = headers.raw
        body = self._build_body(options, headers)
        called = options.own_headers()
        if not body or "files" in body:
            named = not body and "content-type" in map(str.lower, called)
            own = [pair for pair in own if named or pair[0].lower() != b"content-type"]
        request = self._client.build_request(
            options.method, self._build_url(options), timeout=self._timeout_of(options), **body
        )
        removed = [name for name, pair in (*self._encoded[1].items(), *layer_headers(called).items()) if pair is None]
        replaced = {*(name.lower() for name, _ in own), *removed}
        if b"content-length" in replaced:
            replaced.add(b"transfer-encoding")
        request.headers = httpx2.Headers(
            [pair for pair in request.headers.raw if pair[0].lower() not in replaced] + own
        )
        if self._is_foreign(options, request.url):
            self._make_foreign(options, request)
        else:
            self._complete_credentials(options, request)
        if options.cookies is not None and not options.from_server:
            request.headers["cookie"] = options.cookies(request.headers.get("cookie", ""))
        return request

    def _timeout_of(self, options: FinalRequestOptions) -> Union[float, httpx2.Timeout, None]:
        return self.timeout if isinstance(options.timeout, NotGiven) else options.timeout

    def _build_headers(self, options: FinalRequestOptions, *, retries_taken: int = 0) -> httpx2.Headers:
        """The headers of a request: the client's, then what belongs to the attempt, then those of the call.

        Raises ValueError for a name or value that must not go on the wire.
        """
        defaults, called = self.default_headers, options.own_headers()
        if self._encoded[0] != defaults:
            self._encoded = (defaults, layer_headers(defaults))
        layer = self._encoded[1]
        if options.security is not None:
            layer = self._swap_credentials(layer, options.security)
        layer = {**self._attempt_headers(options, retries_taken), **layer, **layer_headers(called)}
        headers = httpx2.Headers([pair for pair in layer.values() if pair is not None])
        self._validate_headers(headers, {**self._custom_headers, **called})
        return headers

    def _attempt_headers(self, options: FinalRequestOptions, retries_taken: int) -> HeaderLayer:
        found: HeaderLayer = {}
        if self._idempotency_header and options.idempotency_key and options.method.lower() not in _SAFE_METHODS:
            found = layer_headers({self._idempotency_header: options.idempotency_key})
        if _RETRY_COUNT:
            found[_RETRY_COUNT] = (_RETRY_COUNT, b"%d" % retries_taken)
            timeout = self._timeout_of(options)
            seconds = timeout.read if isinstance(timeout, httpx2.Timeout) else timeout
            if seconds is not None:
                found[_READ_TIMEOUT] = (_READ_TIMEOUT, str(seconds).encode())
        return found

    def _validate_headers(self, headers: Headers, custom_headers: Headers) -> None:
        """Hook: raise if the request lacks credentials; `custom_headers` are those that the user set or omitted."""

    def _build_url(self, options: FinalRequestOptions) -> str:
        base, text = self._base_text
        if base is not self._base_url:
            text = url_text(checked_base_url(self._base_url))
            self._base_text = (self._base_url, text)
        if options.server is not None and self._follows_servers:
            text = url_text(checked_base_url(self._base_url.join(options.server)))
        params = {**self._auth_query(options), **given({**self.default_query, **options.params})}
        return join_url(text, options.url, self.qs.stringify(params) if params else "")

    def _build_body(self, options: FinalRequestOptions, headers: httpx2.Headers) -> Dict[str, Any]:
        if options.json_data is None and options.content is None and not options.files and options.extra_json is None:
            return {}
        content_type = headers.get("content-type", "")
        body = request_body(options, content_type, self.qs)
        if "files" in body and "boundary=" in content_type:
            body["headers"] = {"Content-Type": content_type}
        return body

    # --- credentials (`_auth` has those that differ by call) ---------------------------------------------------------

    def _auth_query(self, options: FinalRequestOptions) -> Mapping[str, object]:  # noqa: ARG002 (overridden)
        """The credentials of a call that travel in the query."""
        return {}

    def _swap_credentials(self, layer: HeaderLayer, security: SecurityOptions) -> HeaderLayer:
        """The headers, with the credentials of a call instead of the usual ones; here only none of them instead."""
        usual = frozenset[bytes]() if security else layer_headers(self.auth_headers).keys()
        dropped = usual - layer_headers(self._custom_headers).keys()
        return {name: pair for name, pair in layer.items() if name not in dropped}

    def _complete_credentials(self, options: FinalRequestOptions, request: httpx2.Request) -> None:
        """Add what the API's own origin gets; raise where credentials are missing."""

    def _needed_grant(self, options: FinalRequestOptions) -> Any:  # noqa: ARG002 (overridden)
        """What to exchange for a token before this call; None where nothing is missing."""
        return None

    def _auth_names(self) -> FrozenSet[str]:
        """The headers that carry credentials, in lower case."""
        return frozenset(name.lower() for name in self.auth_headers)

    def _is_foreign(self, options: FinalRequestOptions, url: httpx2.URL) -> bool:
        return is_absolute(options.url) and not same_origin(url, self._base_url)

    def _make_foreign(self, options: FinalRequestOptions, request: httpx2.Request) -> None:
        """Another origin gets only what the call itself names, and nothing secret if its URL came from the server."""
        names = self._auth_names()
        if options.from_server:
            return drop_credentials(request, names)
        own = [*httpx2.URL(options.url).params.multi_items(), *self.qs.stringify_items(given(options.params))]
        keep = frozenset(map(str.lower, options.own_headers()))
        return drop_credentials(request, names, keep=keep, own_query=own)

    def _auth_for(self, options: FinalRequestOptions, url: httpx2.URL) -> Any:
        """What httpx2 gets as `auth`: nothing to another origin, else the API's flow, else that of the httpx2 client."""
        return None if self._is_foreign(options, url) else self.custom_auth or httpx2.USE_CLIENT_DEFAULT

    # --- sending ------------------------------------------------------------------------------------------------------

    def _verb(self, method: str) -> Callable[..., Any]:
        """A function that sends by any method of HTTP, with a body if it is given one."""
        return partial(self._call, method)

    def _call(
        self,
        method: str,
        path: str,
        *,
        cast_to: Any,
        stream: bool = False,
        stream_cls: Any = None,
        **sent: Unpack[Sent],
    ) -> Any:
        final = verb_options(method, path, **sent)
        return cast("Any", self).request(cast_to, final, stream=stream, stream_cls=stream_cls)

    def _idempotency_key(self) -> str:
        return f"{TITLE}-retry-{os.urandom(16).hex()}"

    def _with_idempotency_key(self, options: FinalRequestOptions) -> FinalRequestOptions:
        if self._idempotency_header and options.idempotency_key is None and options.method.lower() not in _SAFE_METHODS:
            return options.copy_with(idempotency_key=self._idempotency_key())
        return options

    def _should_retry(self, response: httpx2.Response) -> bool:
        """Hook: whether a failed answer may be asked for again."""
        return should_retry_status(response.status_code, response.headers)

    def _calculate_retry_timeout(
        self,
        remaining_retries: int,
        options: FinalRequestOptions,
        response_headers: Optional[httpx2.Headers] = None,
    ) -> float:
        """Hook: seconds to wait before the next attempt."""
        return retry_delay(options.get_max_retries(self.max_retries) - remaining_retries, response_headers)

    # --- delivering an answer -----------------------------------------------------------------------------------------

    def _deliver(
        self,
        *,
        cast_to: Any,
        options: FinalRequestOptions,
        response: httpx2.Response,
        stream: bool,
        stream_cls: Optional[Type[Any]],
        retries_taken: int = 0,
    ) -> Any:
        """What a call returns, by its mode: a value, a stream, or a response object around them."""
        mode = options.mode
        if isinstance(cast_to, partial):  # it gives the type for a status
            cast_to = cast("Any", cast_to)(response.status_code)
        wanted = None if stream and stream_cls is not None else response_class(cast_to)
        if mode is PARSED and wanted is None:
            if cast_to is httpx2.Response:
                return response
            if stream:
                return self._make_stream(stream_cls=stream_cls, response=response, options=options)
            from ._parsing import parse_body  # needs pydantic, which a program that only starts does not

            parsed = parse_body(response, cast_to, strict=self._strict_response_validation)
            return parsed if isinstance(options.post_parser, NotGiven) else options.post_parser(parsed)
        made: Type[Any] = mode.response_class or wanted or self._response_class
        return made(
            raw=response,
            cast_to=cast_to if wanted is None else extract_response_type(cast_to),
            client=self,
            stream=stream,
            stream_cls=stream_cls,
            options=options,
            retries_taken=retries_taken,
        )

    def _make_stream(
        self, *, stream_cls: Optional[Type[Any]], response: httpx2.Response, options: FinalRequestOptions
    ) -> Any:
        chosen: Any = stream_cls or self._default_stream_cls
        if chosen is None:
            raise TypeError("The `stream_cls` argument is needed for a stream: no default stream class is set")
        return (get_origin(chosen) or chosen)._of_call(chosen, response=response, client=self, options=options)

    def _failure(self, options: FinalRequestOptions, response: httpx2.Response) -> APIStatusError:
        error = self._make_status_error_from_response(response)
        error._documented = options.errors
        return error

    def _make_status_error_from_response(self, response: httpx2.Response) -> APIStatusError:
        body: object = None
        with suppress(httpx2.ResponseNotRead):
            body = response.text.strip()
        with suppress(ValueError, RecursionError):
            body = json.loads(body) if isinstance(body, str) else None
        return self._make_status_error(error_message(response.status_code, body), body=body, response=response)

    def _make_status_error(self, err_msg: str, *, body: object, response: httpx2.Response) -> APIStatusError:
        """Hook: the error for a failed answer."""
        return status_error_class(response.status_code)(err_msg, response=response, body=body)
