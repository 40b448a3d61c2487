"""Small helpers around callables, iterators, containers and headers."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import (
    Any,
    AsyncIterator,
    Awaitable,
    Callable,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    TypeVar,
    cast,
)

from typing_extensions import ParamSpec

from .._types import FileTypes, HeadersLike

_T = TypeVar("_T")
_P = ParamSpec("_P")
_CallableT = TypeVar("_CallableT", bound=Callable[..., Any])


def lru_cache(*, maxsize: Optional[int] = 128) -> Callable[[_CallableT], _CallableT]:
    """`functools.lru_cache` that keeps the signature for type checkers."""
    return cast("Callable[[_CallableT], _CallableT]", functools.lru_cache(maxsize=maxsize))


def consume_sync_iterator(iterator: Iterator[Any]) -> None:
    for _ in iterator:
        ...


async def consume_async_iterator(iterator: AsyncIterator[Any]) -> None:
    async for _ in iterator:
        ...


def asyncify(function: Callable[_P, _T]) -> Callable[_P, Awaitable[_T]]:
    """Run a blocking function in a worker thread, on asyncio and trio alike."""

    @functools.wraps(function)
    async def wrapper(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        from anyio import to_thread  # heavy, and only async callers need it

        return await to_thread.run_sync(functools.partial(function, *args, **kwargs))

    return wrapper


def flatten(nested: Iterable[Iterable[_T]]) -> List[_T]:
    return [item for inner in nested for item in inner]


def deepcopy_minimal(item: _T) -> _T:
    """A copy in which dicts and lists, at any depth, are new and everything else is the same."""
    if isinstance(item, dict):
        fields = cast("Dict[Any, Any]", item)
        return cast("_T", {key: deepcopy_minimal(value) for key, value in fields.items()})
    if isinstance(item, list):
        return cast("_T", [deepcopy_minimal(value) for value in cast("List[Any]", item)])
    return item


def removeprefix(string: str, prefix: str) -> str:
    return string.removeprefix(prefix)


def removesuffix(string: str, suffix: str) -> str:
    return string.removesuffix(suffix)


def file_from_path(path: str) -> FileTypes:
    """The file at a path, read whole, under its own name. FileNotFoundError if it is not there."""
    found = Path(path)
    return (found.name, found.read_bytes())


def get_required_header(headers: HeadersLike, header: str) -> str:
    """The value of a header, its name in any case of letters. ValueError if it is absent."""
    wanted = header.lower()
    if isinstance(headers, Mapping):
        for name, value in cast("Mapping[str, object]", headers).items():
            if name.lower() == wanted and isinstance(value, str):
                return value
    for name in (header, wanted, wanted.upper(), header.title()):
        found = cast("Any", headers).get(name)
        if isinstance(found, str):
            return found
    raise ValueError(f"Could not find {header} header")
