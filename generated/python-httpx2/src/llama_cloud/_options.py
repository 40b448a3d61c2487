"""What one call asks for: `FinalRequestOptions`, and the mode in which its answer is handed over."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Mapping, NamedTuple, Optional, Tuple, Type, Union, cast

import httpx2
from typing_extensions import Self

from ._constants import RAW_RESPONSE_HEADER
from ._types import Body, ErrorTypes, Headers, NotGiven, Omit, Query, RequestFiles, RequestOptions, not_given

#: Which security schemes of the API apply to a call: names that are needed together, or alternatives of such; none
#: means a call without credentials.
SecurityOptions = Union[Mapping[str, bool], Tuple[Tuple[str, ...], ...]]


class ResponseMode(NamedTuple):
    """How a call hands over its answer: parsed, as a response with its body read, or with its body still to come.

    `response_class` is the class of the response where it is not the usual one.
    """

    kind: str
    response_class: Optional[Type[Any]] = None


PARSED = ResponseMode("parsed")
RAW = ResponseMode("raw")
STREAMED = ResponseMode("streamed")


@dataclass(eq=False, repr=False)
class FinalRequestOptions:
    """Everything that decides one request, apart from the client's defaults.

    `params`, `headers`, `json_data` and `extra_json` may hold `Omit`, which drops the entry; `timeout` in seconds.
    `server` is where the API serves this call, if not at the client's base URL. `from_server` tells that the URL came
    out of an answer: to another origin it carries no credential at all.
    """

    method: str
    url: str
    params: Query = field(default_factory=dict[str, object])
    headers: Union[Headers, NotGiven] = not_given
    max_retries: Union[int, NotGiven] = not_given
    timeout: Union[float, httpx2.Timeout, NotGiven, None] = not_given
    files: Any = None
    idempotency_key: Optional[str] = None
    post_parser: Union[Callable[[Any], Any], NotGiven] = not_given
    follow_redirects: Optional[bool] = None
    content: Any = None
    json_data: Optional[object] = None
    extra_json: Optional[Mapping[str, object]] = None
    security: Optional[SecurityOptions] = None
    cookies: Optional[Callable[[str], str]] = None
    errors: Optional[ErrorTypes] = None
    server: Optional[str] = None
    mode: ResponseMode = PARSED
    from_server: bool = False

    @classmethod
    def construct(cls, _fields_set: Optional[object] = None, **values: Any) -> Self:
        """The same as the constructor; hand-written code knows it under this name, from pydantic."""
        return cls(**values)

    def own_headers(self) -> Headers:
        """The headers of the call itself."""
        return {} if isinstance(self.headers, NotGiven) else self.headers

    def get_max_retries(self, max_retries: int) -> int:
        """Retries of this call, `max_retries` being the client's."""
        return max_retries if isinstance(self.max_retries, NotGiven) else self.max_retries

    def copy_with(self, **changes: Any) -> Self:
        """A shallow copy with some fields changed."""
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__, **changes)
        return copied

    def model_copy(self, *, deep: bool = False) -> Self:
        """A copy; hand-written code knows it under this name, from pydantic."""
        from copy import deepcopy

        return deepcopy(self) if deep else self.copy_with()

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}(method={self.method!r}, url={self.url!r})"


def make_request_options(
    *,
    query: Optional[Query] = None,
    extra_headers: Optional[Headers] = None,
    extra_query: Optional[Query] = None,
    extra_body: Optional[Body] = None,
    timeout: Union[float, httpx2.Timeout, NotGiven, None] = not_given,
    **others: Any,
) -> RequestOptions:
    """The options of a call, holding only what was given; `extra_query` wins over `query`.

    `others` are further members of `RequestOptions`. What is left out, or None, leaves the client's own default in
    force; `Omit()` in `extra_query` takes that away.
    """
    options = {name: value for name, value in others.items() if not (value is None or isinstance(value, NotGiven))}
    if extra_headers is not None:
        options["headers"] = extra_headers
    if extra_body is not None:
        options["extra_json"] = extra_body
    if query is not None:
        query = {name: value for name, value in query.items() if not isinstance(value, (Omit, NotGiven))}
        options["params"] = query
    if extra_query is not None:
        options["params"] = extra_query if query is None else {**query, **extra_query}
    if not isinstance(timeout, NotGiven):
        options["timeout"] = timeout
    return cast("RequestOptions", options)


def merge_headers(*layers: Union[Headers, NotGiven, None]) -> Dict[str, Union[str, Omit]]:
    """One mapping of headers; a later layer wins, and names are the same whatever their case.

    An `Omit` stays in the result, so that it still removes the header from what lies below.
    """
    merged: Dict[str, Tuple[str, Union[str, Omit]]] = {}
    for layer in layers:
        if layer is not None and not isinstance(layer, NotGiven):
            merged.update((name.lower(), (name, value)) for name, value in layer.items())
    return dict(merged.values())


def verb_options(
    method: str,
    path: str,
    *,
    options: RequestOptions = {},  # noqa: B006 (never mutated)
    body: Optional[Body] = None,
    content: Any = None,
    files: Optional[RequestFiles] = None,
) -> FinalRequestOptions:
    """The options of a call by verb. Raises TypeError for `content` beside a body of another kind."""
    for name, other in (("body", body), ("files", files)):
        if content is not None and other is not None:
            raise TypeError(f"Passing both `{name}` and `content` is not supported")
    if isinstance(body, bytes):
        warnings.warn(
            "Passing raw bytes as `body` is deprecated and will be removed in a future version. "
            "Please pass raw bytes via the `content` parameter instead.",
            DeprecationWarning,
            stacklevel=3,
        )
    given = _with_mode(cast("Dict[str, Any]", options))
    return FinalRequestOptions(method=method, url=path, json_data=body, content=content, files=files, **given)


def _with_mode(options: Dict[str, Any]) -> Dict[str, Any]:
    """The options, with the mode that their headers ask for."""
    headers = options.get("headers")
    if not isinstance(headers, Mapping) or RAW_RESPONSE_HEADER not in headers:
        return options
    others: Dict[str, Any] = dict(cast("Mapping[str, Any]", headers))
    mode = STREAMED if others.pop(RAW_RESPONSE_HEADER) == "stream" else RAW
    return {**options, "headers": others, "mode": mode}
