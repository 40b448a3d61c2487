"""Small helpers around callables, iterators, containers and headers."""

from __future__ import annotations

import functools
import inspect
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
    Sequence,
    TypeVar,
    cast,
)

from typing_extensions import ParamSpec

from .._types import FileTypes, HeadersLike
from .._wire import is_given

_T = TypeVar("_T")
_P = ParamSpec("_P")
_CallableT = TypeVar("_CallableT", bound=Callable[..., Any])


def required_args(*variants: Sequence[str]) -> Callable[[_CallableT], _CallableT]:
    """Make a call raise TypeError unless it gives all arguments of at least one variant, and no more than there are."""

    def decorate(func: _CallableT) -> _CallableT:
        positional = [
            name
            for name, parameter in inspect.signature(func).parameters.items()
            if parameter.kind in {parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD}
        ]

        @functools.wraps(func)
        def wrapper(*args: object, **kwargs: object) -> object:
            if len(args) > len(positional):
                raise TypeError(f"{func.__name__}() takes {len(positional)} argument(s) but {len(args)} were given")
            given = set(positional[: len(args)])
            given.update(name for name, value in kwargs.items() if is_given(value))
            if not any(given.issuperset(variant) for variant in variants):
                raise TypeError(_missing(variants, given))
            return func(*args, **kwargs)

        return cast("_CallableT", wrapper)

    return decorate


def _missing(variants: Sequence[Sequence[str]], given: Iterable[str]) -> str:
    if len(variants) == 1:
        names = [name for name in variants[0] if name not in set(given)]
        return f"Missing required argument{'s' if len(names) > 1 else ''}: {_human(names, 'and')}"
    wanted = [f"({_human(variant, 'and')})" for variant in variants]
    return f"Missing required arguments; Expected either {_human(wanted, 'or', quote=False)} arguments to be given"


def _human(names: Sequence[str], joiner: str, *, quote: bool = True) -> str:
    shown = [repr(name) for name in names] if quote else list(names)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {joiner} {shown[-1]}"


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
