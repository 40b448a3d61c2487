"""The tree of errors.

Every error survives pickle, copy and deepcopy: the copy keeps status, headers, body bytes and message, and drops what
lives (sockets, streams) or is secret (credentials in the request).
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import Any, Callable, Dict, Literal, Mapping, Optional, Tuple, Type, TypeVar, cast

import httpx2

from ._retries import parse_retry_after
from ._seam import MESSAGE_PROPERTY, SDKError
from ._secrets import mask_headers, mask_url
from ._types import ErrorTypes

__all__ = [
    "APIConnectionError", "APIError", "APIResponseValidationError", "APIStatusError", "APITimeoutError",
    "AuthenticationError", "BadRequestError", "ClientClosedError", "ConflictError", "InternalServerError",
    "NotFoundError", "PaginationLoopError", "PermissionDeniedError", "RateLimitError", "SDKError", "StreamError",
    "UnprocessableEntityError", "UnsafeRedirectError", "error_message", "status_error_class",
]  # fmt: skip

#: Characters of a response body that a message shows; the whole is in `.body`.
MESSAGE_BODY_LIMIT = 1000

_T = TypeVar("_T")
_FRAMING = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class ClientClosedError(SDKError, RuntimeError):
    """The client was used after `close()`."""


class PaginationLoopError(SDKError):
    """The server answered with a page that was asked for already."""


class APIError(SDKError):
    """Something went wrong between this client and the API.

    `body` is the decoded JSON of the answer where there is one, its text otherwise, None without an answer.
    `code`, `param` and `type` are taken from the body, or from an `error` object inside it, where they are strings.
    """

    message: str
    request: httpx2.Request
    body: Optional[object]
    code: Optional[str]
    param: Optional[str]
    type: Optional[str]

    def __init__(self, message: str, request: httpx2.Request, *, body: Optional[object] = None) -> None:
        super().__init__(message)
        self.message = message
        self.request = request
        self.body = body
        self.code = _detail(body, "code")
        self.param = _detail(body, "param")
        self.type = _detail(body, "type")

    def __reduce__(self) -> Tuple[Callable[..., APIError], Tuple[Any, ...]]:
        getattr(self, "parsed", None)  # what finds its type does not survive, the value does
        state = {name: value for name, value in self.__dict__.items() if name != "_documented"}
        state["request"] = _detached_request(self.request)
        if "response" in state:
            state["response"] = _detached_response(state["response"])
        return _restore, (self.__class__, self.args, state)


class APIResponseValidationError(APIError):
    """The answer has a good status but is not what the API promises; `response` holds its raw bytes."""

    response: httpx2.Response
    status_code: int

    def __init__(self, response: httpx2.Response, body: Optional[object], *, message: Optional[str] = None) -> None:
        super().__init__(message or "Data returned by API invalid for expected schema.", response.request, body=body)
        self.response = response
        self.status_code = response.status_code


class APIStatusError(APIError):
    """The API answered with a status that is not 2xx.

    `body` is what it said; `parsed` the same as the model that the API documents for the status.
    """

    response: httpx2.Response
    status_code: int
    request_id: Optional[str]
    #: The type that the called method documents for a status; set by the client.
    _documented: Optional[ErrorTypes] = None

    def __init__(self, message: str, *, response: httpx2.Response, body: Optional[object]) -> None:
        super().__init__(message, response.request, body=body)
        self.response = response
        self.status_code = response.status_code
        self.request_id = request_id_of(response.headers)

    @cached_property
    def parsed(self) -> Optional[object]:
        """The body as the type that the API documents for this status; None where it documents none, or the body does
        not fit it.
        """
        wanted = self._documented(self.status_code) if self._documented else None
        if wanted is None:
            return None
        from ._parsing import parse_error_body  # needs pydantic, and only those who look at the body do

        return cast("object", parse_error_body(self.response, wanted))

    def body_as(self, model: Type[_T]) -> _T:
        """The body as `model`, whatever the status. ValueError where it is no JSON, or does not fit."""
        from ._parsing import parse_error_body

        found = parse_error_body(self.response, model)
        if found is None:
            raise ValueError(f"The body of this answer is no {getattr(model, '__name__', model)}: {self.message}")
        return cast("_T", found)

    @property
    def retry_after(self) -> Optional[float]:
        """Seconds that the server asks to wait, however long; None if it does not say."""
        return parse_retry_after(self.response.headers)


class APIConnectionError(APIError):
    """No answer: the cause is in `__cause__`."""

    def __init__(self, *, message: str = "Connection error.", request: httpx2.Request) -> None:
        super().__init__(message, request, body=None)


class APITimeoutError(APIConnectionError):
    """No answer in time."""

    def __init__(self, request: httpx2.Request) -> None:
        super().__init__(message="Request timed out.", request=request)


class StreamError(APIError):
    """The server reported an error inside a stream, or broke off the stream; `body` is the event's data."""

    response: httpx2.Response

    def __init__(self, message: str, *, response: httpx2.Response, body: Optional[object] = None) -> None:
        super().__init__(message, response.request, body=body)
        self.response = response


class UnsafeRedirectError(APIStatusError):
    """A redirect that is not followed: from https to http, or one that would hand the body to another origin."""


class BadRequestError(APIStatusError):
    status_code: Literal[400]  # pyright: ignore[reportIncompatibleVariableOverride]


class AuthenticationError(APIStatusError):
    status_code: Literal[401]  # pyright: ignore[reportIncompatibleVariableOverride]


class PermissionDeniedError(APIStatusError):
    status_code: Literal[403]  # pyright: ignore[reportIncompatibleVariableOverride]


class NotFoundError(APIStatusError):
    status_code: Literal[404]  # pyright: ignore[reportIncompatibleVariableOverride]


class ConflictError(APIStatusError):
    status_code: Literal[409]  # pyright: ignore[reportIncompatibleVariableOverride]


class UnprocessableEntityError(APIStatusError):
    status_code: Literal[422]  # pyright: ignore[reportIncompatibleVariableOverride]


class RateLimitError(APIStatusError):
    status_code: Literal[429]  # pyright: ignore[reportIncompatibleVariableOverride]


class InternalServerError(APIStatusError):
    """Status 500 or above."""


_BY_STATUS: Mapping[int, Type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_error_class(status: int) -> Type[APIStatusError]:
    """The class of error for a status."""
    return InternalServerError if status >= 500 else _BY_STATUS.get(status, APIStatusError)


def error_message(status: int, body: Optional[object]) -> str:
    """One line on a failed answer, its body cut after `MESSAGE_BODY_LIMIT` characters."""
    if body is None or body == "":
        return f"Error code: {status}"
    shown = _message_in(body)
    if shown is None:
        shown = body if isinstance(body, str) else repr(body)
    if len(shown) > MESSAGE_BODY_LIMIT:
        more = len(shown) - MESSAGE_BODY_LIMIT
        shown = f"{shown[:MESSAGE_BODY_LIMIT]}… ({more} more characters, see .body)"
    return f"Error code: {status} - {shown}"


def _message_in(body: object) -> Optional[str]:
    """The text in the body that tells what is wrong, where the API has a place for it."""
    for name in MESSAGE_PROPERTY:
        body = cast("Dict[str, object]", body).get(name) if isinstance(body, dict) else None
    return body if isinstance(body, str) and MESSAGE_PROPERTY else None


def request_id_of(headers: httpx2.Headers) -> Optional[str]:
    """The id that the server gave the request, from `x-request-id` or `request-id`."""
    found: Optional[str] = headers.get("x-request-id") or headers.get("request-id")
    return found


def _detail(body: Optional[object], name: str) -> Optional[str]:
    if not isinstance(body, dict):
        return None
    fields = cast("Dict[str, object]", body)
    value = fields.get(name)
    inner = fields.get("error")
    if value is None and isinstance(inner, dict):
        value = cast("Dict[str, object]", inner).get(name)
    return value if isinstance(value, str) else None


def _restore(cls: Type[APIError], args: Tuple[Any, ...], state: Dict[str, Any]) -> APIError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


def _detached_request(request: httpx2.Request) -> httpx2.Request:
    return httpx2.Request(request.method, mask_url(request.url), headers=mask_headers(request.headers.multi_items()))


def _detached_response(response: httpx2.Response) -> httpx2.Response:
    content, request = b"", None
    with suppress(httpx2.ResponseNotRead):
        content = response.content
    with suppress(RuntimeError):
        request = _detached_request(response.request)
    headers = [(name, value) for name, value in response.headers.multi_items() if name not in _FRAMING]
    return httpx2.Response(response.status_code, headers=headers, content=content, request=request)
