"""What sync and async clients have in common: settings, building a request, and the decisions about its answer."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import Any, Callable, Dict, FrozenSet, List, Mapping, Optional, Tuple, Type, Union

import httpx
from typing_extensions import Self

from ._client_auth import ClientAuth
from ._constants import DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT
from ._errors import APIStatusError, error_message, status_error_class
from ._logs import setup_logging
from ._options import PARSED, FinalRequestOptions
from ._platform import platform_headers
from ._qs import Querystring
from ._request import (
    HeaderLayer,
    HeaderPair,
    checked_base_url,
    drop_credentials,
    given,
    header_pair,
    is_absolute,
    join_url,
    layer_headers,
    request_body,
    same_origin,
    url_text,
)
from ._response import extract_response_type, response_class
from ._retries import retry_delay, should_retry_status
from ._seam import IDEMPOTENCY_HEADER, TELEMETRY_PREFIX, TITLE
from ._statuses import ByStatus
from ._streaming import extract_stream_chunk_type
from ._types import Headers, NotGiven, Omit, not_given
from ._typing import get_origin

__all__ = ["VERBS", "BaseClient"]

VERBS = ("get", "post", "patch", "put", "delete", "get_api_list", "_call")

#: Methods that change nothing (RFC 9110, 9.2.1; QUERY by its draft): a repeated call needs no key.
_SAFE_METHODS = frozenset({"get", "head", "options", "trace", "query"})
_CONTENT_TYPE = b"content-type"
_RETRY_COUNT = b"" if TELEMETRY_PREFIX is None else f"{TELEMETRY_PREFIX.lower()}-retry-count".encode()
_READ_TIMEOUT = b"" if TELEMETRY_PREFIX is None else f"{TELEMETRY_PREFIX.lower()}-read-timeout".encode()


class BaseClient(ClientAuth):
    """Settings of a client, and all that it does without sending.

    Methods whose names start with one underscore and that the README names as hooks may be overridden:
    `_prepare_options`, `_prepare_request`, `_build_headers`, `_validate_headers`, `_should_retry`,
    `_calculate_retry_timeout`, `_make_status_error`, `_process_response`.
    """

    _base_url: httpx.URL
    _version: str
    _custom_headers: Mapping[str, Union[str, Omit]]
    _custom_query: Mapping[str, object]
    _strict_response_validation: bool
    _idempotency_header: Optional[str]
    _default_stream_cls: Any = None
    #: Whether calls go to servers of their own where the API has such: not if the user chose where to send to.
    _follows_servers: bool = False
    _pool: Any

    max_retries: int
    timeout: Union[float, httpx.Timeout, None]

    def __init__(
        self,
        *,
        version: str,
        base_url: Union[str, httpx.URL],
        _strict_response_validation: bool = False,
        max_retries: int = DEFAULT_MAX_RETRIES,
        timeout: Union[float, httpx.Timeout, None] = DEFAULT_TIMEOUT,
        custom_headers: Optional[Mapping[str, Union[str, Omit]]] = None,
        custom_query: Optional[Mapping[str, object]] = None,
    ) -> None:
        if max_retries is None:  # pyright: ignore[reportUnnecessaryComparison]
            raise TypeError(
                "max_retries cannot be None. If you want to disable retries, pass `0`; if you want unlimited retries, "
                "pass `math.inf` or a very high number; if you want the default behavior, pass "
                f"`{__name__.partition('.')[0]}.DEFAULT_MAX_RETRIES`"
            )
        self._version = version
        self._base_url = checked_base_url(base_url)
        self._base_text: Tuple[httpx.URL, str] = (self._base_url, url_text(self._base_url))
        self.max_retries = max_retries
        self.timeout = timeout
        self._custom_headers = custom_headers or {}
        self._custom_query = custom_query or {}
        self._strict_response_validation = _strict_response_validation
        self._idempotency_header = IDEMPOTENCY_HEADER
        self._encoded: Optional[Tuple[Mapping[str, Union[str, Omit]], HeaderLayer]] = None
        self._closed = False
        self._owns_pool = True
        setup_logging()

    def __repr__(self) -> str:
        return f"<{self.__class__.__name__} base_url={url_text(self._base_url)!r}>"

    # --- settings -----------------------------------------------------------------------------------------------------

    @property
    def base_url(self) -> httpx.URL:
        """Where relative paths start; ends in a slash."""
        return self._base_url

    @base_url.setter
    def base_url(self, url: Union[str, httpx.URL]) -> None:
        self._base_url = checked_base_url(url)

    def _enforce_trailing_slash(self, url: httpx.URL) -> httpx.URL:
        return checked_base_url(url)

    @property
    def qs(self) -> Querystring:
        return Querystring()

    @property
    def default_headers(self) -> Dict[str, Union[str, Omit]]:
        """The headers of every request; an `Omit` takes one away that httpx would send."""
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
        return self._closed or bool(self._pool.is_closed())

    # --- copies -------------------------------------------------------------------------------------------------------

    def _copy_settings(
        self,
        *,
        base_url: Union[str, httpx.URL, None] = None,
        timeout: Union[float, httpx.Timeout, NotGiven, None] = not_given,
        max_retries: Union[int, NotGiven] = not_given,
        default_headers: Optional[Mapping[str, Any]] = None,
        set_default_headers: Optional[Mapping[str, Any]] = None,
        default_query: Optional[Mapping[str, object]] = None,
        set_default_query: Optional[Mapping[str, object]] = None,
    ) -> Dict[str, Any]:
        """The arguments of the constructor for a copy, apart from those that differ per API."""
        if default_headers is not None and set_default_headers is not None:
            raise ValueError("The `default_headers` and `set_default_headers` arguments are mutually exclusive")
        if default_query is not None and set_default_query is not None:
            raise ValueError("The `default_query` and `set_default_query` arguments are mutually exclusive")
        headers = self._custom_headers if set_default_headers is None else set_default_headers
        query = self._custom_query if set_default_query is None else set_default_query
        return {
            "base_url": base_url or self.base_url,
            "timeout": self.timeout if isinstance(timeout, NotGiven) else timeout,
            "max_retries": self.max_retries if isinstance(max_retries, NotGiven) else max_retries,
            "default_headers": {**headers, **(default_headers or {})},
            "default_query": {**query, **(default_query or {})},
        }

    def _copy(
        self,
        settings: Mapping[str, Any],
        *,
        http_client: Union[httpx.Client, httpx.AsyncClient, None] = None,
        _extra_kwargs: Mapping[str, Any] = {},
        **changes: Any,
    ) -> Self:
        """A client with some settings changed, over the same connections unless it gets an `http_client`.

        `settings` are the constructor's arguments that differ per API; `changes` are those of `_copy_settings`.
        """
        stays = changes.get("base_url") is None and "base_url" not in settings
        arguments = {**self._copy_settings(**changes), **settings, **_extra_kwargs}
        if http_client is not None:
            arguments["http_client"] = http_client
        copied = self.__class__(**arguments)
        if stays:
            copied._follows_servers = self._follows_servers
        if arguments.get("http_client") is None:
            copied._pool = self._pool
            copied._tokens = self._tokens
            copied._owns_pool = False
            self._pool.join(copied)
        return copied

    # --- building a request -------------------------------------------------------------------------------------------

    def _build_request(self, options: FinalRequestOptions, *, retries_taken: int = 0) -> httpx.Request:
        """The request for one attempt, built by the httpx client, so that its own headers and cookies are in it."""
        headers = self._build_headers(options, retries_taken=retries_taken)
        own = headers.raw
        body = self._build_body(options, headers)
        if not body or "files" in body:
            explicit: FrozenSet[bytes] = frozenset() if body else _lower_names(options.headers)
            own = [pair for pair in own if pair[0].lower() != _CONTENT_TYPE or _CONTENT_TYPE in explicit]
        request: httpx.Request = self._pool.client().build_request(
            options.method,
            self._build_url(options),
            timeout=self.timeout if isinstance(options.timeout, NotGiven) else options.timeout,
            **body,
        )
        replaced = {name.lower() for name, _ in own} | self._omitted(options)
        if b"content-length" in replaced:
            replaced.add(b"transfer-encoding")
        request.headers = httpx.Headers([pair for pair in request.headers.raw if pair[0].lower() not in replaced] + own)
        if self._is_foreign(options, request.url):
            self._make_foreign(options, request)
        elif self._schemes or self._has_option_cookies:
            self._complete_credentials(options, request)
        if options.cookies is not None and not options.from_server:
            from ._cookies import cookie_header  # few APIs have cookies

            text = cookie_header(request.headers.get("cookie", ""), options.cookies)
            if text:
                request.headers["cookie"] = text
        return request

    def _build_headers(self, options: FinalRequestOptions, *, retries_taken: int = 0) -> httpx.Headers:
        """The headers of a request: the client's, then what belongs to the attempt, then those of the call.

        Raises ValueError for a name or value that must not go on the wire.
        """
        defaults = self._default_layer()
        pairs, known = list(defaults.pairs), defaults.names
        if options.security is not None:
            pairs = self._swap_credentials(pairs, options.security)
        pairs += [pair for pair in self._attempt_headers(options, retries_taken) if pair[0].lower() not in known]
        called = options.headers
        if isinstance(called, NotGiven) or not called:
            headers = httpx.Headers(pairs)
            self._validate_headers(headers, self._custom_headers)
            return headers
        layer = layer_headers(called)
        headers = httpx.Headers([pair for pair in pairs if pair[0].lower() not in layer.names] + layer.pairs)
        self._validate_headers(headers, {**self._custom_headers, **called} if self._custom_headers else called)
        return headers

    def _default_layer(self) -> HeaderLayer:
        headers = self.default_headers
        encoded = self._encoded
        if encoded is None or encoded[0] != headers:
            encoded = self._encoded = (headers, layer_headers(headers))
        return encoded[1]

    def _attempt_headers(self, options: FinalRequestOptions, retries_taken: int) -> List[HeaderPair]:
        found: List[HeaderPair] = []
        if self._idempotency_header and options.idempotency_key and options.method.lower() not in _SAFE_METHODS:
            found.append(header_pair(self._idempotency_header, options.idempotency_key))
        if _RETRY_COUNT:
            found.append((_RETRY_COUNT, b"%d" % retries_taken))
            timeout = self.timeout if isinstance(options.timeout, NotGiven) else options.timeout
            seconds = timeout.read if isinstance(timeout, httpx.Timeout) else timeout
            if seconds is not None:
                found.append((_READ_TIMEOUT, str(seconds).encode()))
        return found

    def _omitted(self, options: FinalRequestOptions) -> FrozenSet[bytes]:
        gone: FrozenSet[bytes] = frozenset() if self._encoded is None else self._encoded[1].removed
        if isinstance(options.headers, NotGiven):
            return gone
        return gone | {name.lower().encode() for name, value in options.headers.items() if isinstance(value, Omit)}

    def _validate_headers(self, headers: Headers, custom_headers: Headers) -> None:
        """Hook: raise if the request lacks credentials; `custom_headers` are those that the user set or omitted."""

    def _build_url(self, options: FinalRequestOptions) -> str:
        base, text = self._base_text
        if base is not self._base_url:
            text = url_text(self._enforce_trailing_slash(self._base_url))
            self._base_text = (self._base_url, text)
        if options.server is not None and self._follows_servers:
            text = url_text(checked_base_url(self._base_url.join(options.server)))
        params = given({**self.default_query, **options.params})
        if self._has_query_schemes:
            params = {**self._auth_query(options), **params}
        return join_url(text, options.url, self.qs.stringify(params) if params else "")

    def _build_body(self, options: FinalRequestOptions, headers: httpx.Headers) -> Dict[str, Any]:
        if options.json_data is None and options.content is None and not options.files and options.extra_json is None:
            return {}
        content_type = headers.get("content-type", "")
        body = request_body(options, content_type, self.qs)
        if "files" in body and "boundary=" in content_type:
            body["headers"] = {"Content-Type": content_type}
        return body

    def _is_foreign(self, options: FinalRequestOptions, url: httpx.URL) -> bool:
        return is_absolute(options.url) and not same_origin(url, self._base_url)

    def _make_foreign(self, options: FinalRequestOptions, request: httpx.Request) -> None:
        """Another origin gets only what the call itself names, and nothing secret if its URL came from the server."""
        names = self._auth_names()
        if options.from_server:
            return drop_credentials(request, names)
        own = [*httpx.URL(options.url).params.multi_items(), *self.qs.stringify_items(given(options.params))]
        keep = frozenset(name.decode() for name in _lower_names(options.headers))
        return drop_credentials(request, names, keep=keep, own_query=own)

    def _auth_for(self, options: FinalRequestOptions, url: httpx.URL) -> Any:
        """What httpx gets as `auth`: nothing to another origin, else the API's flow, else that of the httpx client."""
        if self._is_foreign(options, url) or self._is_anonymous(options):
            return None
        return self.custom_auth or httpx.USE_CLIENT_DEFAULT

    # --- delivering an answer -----------------------------------------------------------------------------------------

    def _deliver(
        self,
        usual_class: Type[Any],
        *,
        cast_to: Any,
        options: FinalRequestOptions,
        response: httpx.Response,
        stream: bool,
        stream_cls: Optional[Type[Any]],
        retries_taken: int,
    ) -> Any:
        """What a call returns, by its mode: a value, a stream, or a response object around them."""
        mode = options.mode
        if type(cast_to) is ByStatus:
            cast_to = cast_to.of(response.status_code)
        wanted = None if stream and stream_cls is not None else response_class(cast_to)
        if mode is PARSED and wanted is None:
            if stream and cast_to is not httpx.Response:
                return self._make_stream(stream_cls=stream_cls, response=response, options=options)
            if cast_to is httpx.Response:
                return response
            from ._parsing import parse_body  # needs pydantic, which a program that only starts does not

            parsed = parse_body(response, cast_to, strict=self._strict_response_validation)
            return parsed if isinstance(options.post_parser, NotGiven) else options.post_parser(parsed)
        made: Type[Any] = mode.response_class or wanted or usual_class
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
        self, *, stream_cls: Optional[Type[Any]], response: httpx.Response, options: FinalRequestOptions
    ) -> Any:
        raise NotImplementedError

    def _open_stream(
        self,
        base: Type[Any],
        stream_cls: Optional[Type[Any]],
        response: httpx.Response,
        options: FinalRequestOptions,
        reopen: Callable[[Mapping[str, str]], Any],
    ) -> Any:
        chosen: Any = stream_cls or self._default_stream_cls
        if chosen is None:
            raise TypeError("The `stream_cls` argument is needed for a stream: no default stream class is set")
        origin: Any = get_origin(chosen) or chosen
        item: Any = object if chosen is base else extract_stream_chunk_type(chosen)
        again = {"reopen": reopen} if options.method.lower() == "get" else {}
        return origin(cast_to=item, response=response, client=self, **again)

    # --- judging an answer --------------------------------------------------------------------------------------------

    def _idempotency_key(self) -> str:
        return f"{TITLE}-retry-{os.urandom(16).hex()}"

    def _with_idempotency_key(self, options: FinalRequestOptions) -> FinalRequestOptions:
        if self._idempotency_header and options.idempotency_key is None and options.method.lower() not in _SAFE_METHODS:
            return options.copy_with(idempotency_key=self._idempotency_key())
        return options

    def _should_retry(self, response: httpx.Response) -> bool:
        """Hook: whether a failed answer may be asked for again."""
        return should_retry_status(response.status_code, response.headers)

    def _calculate_retry_timeout(
        self,
        remaining_retries: int,
        options: FinalRequestOptions,
        response_headers: Optional[httpx.Headers] = None,
    ) -> float:
        """Hook: seconds to wait before the next attempt."""
        taken = options.get_max_retries(self.max_retries) - remaining_retries
        return retry_delay(taken, response_headers)

    def _failure(self, options: FinalRequestOptions, response: httpx.Response) -> APIStatusError:
        error = self._make_status_error_from_response(response)
        error._documented = options.errors
        return error

    def _make_status_error_from_response(self, response: httpx.Response) -> APIStatusError:
        try:
            text = response.text.strip()
        except httpx.ResponseNotRead:
            return self._make_status_error(error_message(response.status_code, None), body=None, response=response)
        body: object = text
        with suppress(ValueError, RecursionError):
            body = json.loads(text)
        return self._make_status_error(error_message(response.status_code, body), body=body, response=response)

    def _make_status_error(self, err_msg: str, *, body: object, response: httpx.Response) -> APIStatusError:
        """Hook: the error for a failed answer."""
        return status_error_class(response.status_code)(err_msg, response=response, body=body)


def _lower_names(headers: Union[Headers, NotGiven]) -> FrozenSet[bytes]:
    return frozenset() if isinstance(headers, NotGiven) else frozenset(name.lower().encode() for name in headers)
