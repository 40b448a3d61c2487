"""Methods that hand over the whole answer as a class of responses that hand-written code chooses."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Coroutine, Type, TypeVar

from typing_extensions import ParamSpec

from .._options import ResponseMode
from .._response import (
    APIResponse,
    AsyncAPIResponse,
    AsyncResponseContextManager,
    ResponseContextManager,
    awaited,
    in_mode,
    managed,
)

P = ParamSpec("P")
_SyncResponseT = TypeVar("_SyncResponseT", bound=APIResponse[Any])
_AsyncResponseT = TypeVar("_AsyncResponseT", bound=AsyncAPIResponse[Any])


def to_custom_raw_response_wrapper(
    func: Callable[P, object], response_cls: Type[_SyncResponseT]
) -> Callable[P, _SyncResponseT]:
    return in_mode(func, ResponseMode("raw", response_cls))


def async_to_custom_raw_response_wrapper(
    func: Callable[P, Awaitable[object]], response_cls: Type[_AsyncResponseT]
) -> Callable[P, Coroutine[Any, Any, _AsyncResponseT]]:
    return awaited(func, ResponseMode("raw", response_cls))


def to_custom_streamed_response_wrapper(
    func: Callable[P, object], response_cls: Type[_SyncResponseT]
) -> Callable[P, ResponseContextManager[_SyncResponseT]]:
    return managed(func, ResponseMode("streamed", response_cls), ResponseContextManager)


def async_to_custom_streamed_response_wrapper(
    func: Callable[P, Awaitable[object]], response_cls: Type[_AsyncResponseT]
) -> Callable[P, AsyncResponseContextManager[_AsyncResponseT]]:
    return managed(func, ResponseMode("streamed", response_cls), AsyncResponseContextManager)
