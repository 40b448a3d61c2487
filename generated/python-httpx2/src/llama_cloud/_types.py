"""The types that a caller of the SDK meets in signatures: sentinels, header and file types, request options.

Imports httpx2 and typing only, so that every other module may import it.
"""

from __future__ import annotations

from os import PathLike
from typing import (
    IO,
    TYPE_CHECKING,
    Any,
    Callable,
    Dict,
    Iterator,
    List,
    Mapping,
    Optional,
    Protocol,
    Sequence,
    Set,
    Tuple,
    Type,
    TypeVar,
    Union,
    overload,
)

import httpx2
from httpx2 import URL, BaseTransport, Proxy, Response
from httpx2 import Timeout as Timeout
from typing_extensions import Literal, SupportsIndex, TypeAlias, TypedDict, override

if TYPE_CHECKING:
    from pydantic import BaseModel as _PydanticModel

_T_co = TypeVar("_T_co", covariant=True)

NoneType: Type[None] = type(None)

Transport = BaseTransport
ProxiesDict: TypeAlias = Dict[Union[str, URL], Union[str, URL, Proxy, None]]
ProxiesTypes: TypeAlias = Union[str, Proxy, ProxiesDict]


class NotGiven:
    """A parameter left to its default, where ``None`` has a meaning of its own (``timeout=None``: no timeout)."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    @override
    def __repr__(self) -> str:
        return "NOT_GIVEN"

    @override
    def __reduce__(self) -> str:
        return "not_given"


not_given = NotGiven()
NOT_GIVEN: NotGiven = not_given


class Omit:
    """Leaves a parameter out of the request; as a header value, takes a default header away."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    @override
    def __repr__(self) -> str:
        return "omit"

    @override
    def __reduce__(self) -> str:
        return "omit"


omit = Omit()

Headers: TypeAlias = Mapping[str, Union[str, Omit]]
Query: TypeAlias = Mapping[str, object]
Body: TypeAlias = object
AnyMapping: TypeAlias = Mapping[str, object]
#: The documented type of the error body for a status; None where there is none. Asked only when a call fails.
ErrorTypes: TypeAlias = Callable[[int], Any]
PostParser: TypeAlias = Callable[[Any], Any]

ModelT = TypeVar("ModelT", bound="_PydanticModel")
ResponseT = TypeVar(
    "ResponseT", bound=Union[object, str, "_PydanticModel", List[Any], Dict[str, Any], Response, httpx2.Headers, None]
)


class HeadersLikeProtocol(Protocol):
    def get(self, key: str, /) -> Optional[str]: ...


HeadersLike: TypeAlias = Union[Headers, HeadersLikeProtocol]

#: How the elements of an array are named in queries and forms.
ArrayFormat: TypeAlias = Literal["comma", "repeat", "indices", "brackets"]

# What pydantic takes for `include` and `exclude`.
IncEx: TypeAlias = Union[Set[int], Set[str], Mapping[int, Union["IncEx", bool]], Mapping[str, Union["IncEx", bool]]]

# A path (``PathLike``) is opened when the request is sent; ``str`` is content, not a path, as in httpx2.
Base64FileInput: TypeAlias = Union[IO[bytes], PathLike[str]]
FileContent: TypeAlias = Union[IO[bytes], bytes, PathLike[str], str]
FileTypes: TypeAlias = Union[
    FileContent,
    Tuple[Optional[str], FileContent],
    Tuple[Optional[str], FileContent, Optional[str]],
    Tuple[Optional[str], FileContent, Optional[str], Mapping[str, str]],
]
RequestFiles: TypeAlias = Union[Mapping[str, FileTypes], Sequence[Tuple[str, FileTypes]]]


class RequestOptions(TypedDict, total=False):
    """What a single call may set beside its parameters."""

    headers: Headers
    max_retries: int
    timeout: Union[float, Timeout, None]
    params: Query
    extra_json: AnyMapping
    idempotency_key: str
    follow_redirects: bool
    post_parser: PostParser
    security: Union[Mapping[str, bool], Tuple[Tuple[str, ...], ...]]
    server: str
    cookies: Callable[[str], str]
    errors: ErrorTypes


class Sent(TypedDict, total=False):
    """What a verb sends beside the path: at most one of `body` (as JSON or a form) and `content` (as it is)."""

    body: Optional[Body]
    content: Any
    files: Optional[RequestFiles]
    options: RequestOptions


if TYPE_CHECKING:

    class SequenceNotStr(Protocol[_T_co]):
        """A sequence that is not a ``str``: ``str.__contains__`` takes only strings, so a ``str`` does not fit."""

        @overload
        def __getitem__(self, index: SupportsIndex, /) -> _T_co: ...
        @overload
        def __getitem__(self, index: slice, /) -> Sequence[_T_co]: ...
        def __contains__(self, value: object, /) -> bool: ...
        def __len__(self) -> int: ...
        def __iter__(self) -> Iterator[_T_co]: ...
        def index(self, value: Any, start: int = 0, stop: int = ..., /) -> int: ...
        def count(self, value: Any, /) -> int: ...
        def __reversed__(self) -> Iterator[_T_co]: ...

else:
    SequenceNotStr = Sequence
